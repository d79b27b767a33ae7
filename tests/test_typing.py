"""Misuse is rejected before it runs: both type checkers must find exactly the lines that say so."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PAIRS = Path(__file__).parent / "typing" / "must_fail.py"
EXPECTED = re.compile(r"# mypy: (?P<mypy>[\w-]+), pyright: (?P<pyright>\w+)$")


def expected(checker: str) -> dict[int, str]:
    lines = enumerate(PAIRS.read_text(encoding="utf-8").splitlines(), start=1)
    return {number: match[checker] for number, text in lines if (match := EXPECTED.search(text))}


def test_each_line_that_must_fail_stands_after_its_twin_that_must_pass() -> None:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    assert len(expected("mypy")) >= 5
    for number in expected("mypy"):
        twin = lines[number - 2]
        assert twin.startswith(("tally(", "mentions("))
        assert "#" not in twin


def test_mypy_rejects_what_must_fail(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-pretty", "--cache-dir", str(tmp_path), str(PAIRS)]
    output = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.findall(r":(\d+): error: .*\[([\w-]+)\]$", output, re.MULTILINE)
    assert {int(line): code for line, code in found} == expected("mypy"), output


def test_pyright_rejects_what_must_fail() -> None:
    program = shutil.which("pyright", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.fail("pyright is not installed beside this Python; run `uv sync`")
    command = [program, "--outputjson", "--pythonpath", sys.executable, str(PAIRS)]
    report = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    errors = [each for each in report["generalDiagnostics"] if each["severity"] == "error"]
    found = {each["range"]["start"]["line"] + 1: each["rule"] for each in errors if each["rule"] != "reportCallIssue"}
    assert found == expected("pyright"), errors
    assert {each["range"]["start"]["line"] + 1 for each in errors} == found.keys()
