"""Checks that each public name, and each of its members, has a place in the built reference.

python .ci/check_reference.py build/docs
"""

import re
import sys
from pathlib import Path

pages = (page.read_text(encoding="utf-8") for page in (Path(sys.argv[1]) / "reference").glob("*.html"))
anchors = {name for page in pages for name in re.findall(r'id="(upr_model[.\w]*)"', page)}
names = set(
    re.findall(r"^(?:class )?(upr_model(?:\.\w+)+)", Path("tests/api.txt").read_text(encoding="utf-8"), re.MULTILINE)
)
constants = {f"upr_model.{name}" for name in ("NOTED", "NOT_STATED", "PARTLY_SUPPORTED", "PENDING", "SUPPORTED")}
missing = sorted(
    name for name in names - anchors - constants if not re.search(r"\.__\w+__$|Key\.(check_unit|domain)$", name)
)
if missing:
    sys.exit(f"not in the reference: {', '.join(missing)}")
print(f"{len(names)} names and members, all in the reference but for operators and the responses' own names")
