"""What the documentation promises of itself."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from markdown_it import MarkdownIt

import upr_model
from test_api import MODULES

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
NOT_CODE = {"{eval-rst}", "{glossary}", "{include}", "{toctree}"}


def blocks(page: Path) -> list[tuple[str, str]]:
    """The code blocks of a page by another program than the one that runs them: language and content."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    return [(token.info, token.content) for token in tokens if token.type in {"fence", "code_block"}]


def run(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_code_block_is_run() -> None:
    names = [str(page.relative_to(ROOT)) for page in PAGES]
    collected = run("--collect-only", *names).stdout
    total = 0
    for page, name in zip(PAGES, names, strict=True):
        languages = [language for language, _ in blocks(page) if language.split(" ")[0] not in NOT_CODE]
        on_files = languages.count("pycon")  # of real files: run where they are, in test_real_reports
        assert not on_files or name == "docs/tutorial.md", f"{name}: a block on files that are not here is not run"
        languages = [language for language in languages if language != "pycon"]
        indented = [content for language, content in blocks(page) if not language]
        assert not indented or name == "README.md", f"{name}: a block without a language is not run"
        total += len(languages) - len(indented)
        assert set(languages) <= {"python", "console", ""}
    assert total > 20
    assert len(re.findall(r"line:\d+,column:\d+", collected)) == total


def test_the_indented_blocks_of_the_readme_are_its_two_commands() -> None:
    commands = [content.strip() for language, content in blocks(ROOT / "README.md") if not language]
    assert commands == [
        "python -m pip install uv && python -m uv run --no-dev upr-model",
        "python -m pip install uv && python -m uv run pytest",
    ]


def test_no_code_block_is_skipped() -> None:
    for page in PAGES:
        assert not re.search(r"<!---?\s*(skip|clear|invisible)|doctest:\s*\+", page.read_text(encoding="utf-8")), page


SHOWN = subprocess.run([sys.executable, "-m", "upr_model"], capture_output=True, text=True, check=True).stdout


GOOD = [
    "```python\n>>> 1 + 1\n2\n```\n",
    "```python\nassert True\n```\n",
    '```python\ndef one():\n    """\n    >>> one()\n    1\n    """\n    return 1\n```\n',
    f"```console\n$ upr-model\n{SHOWN}```\n",
]
BROKEN = [
    "```python\n>>> 1 + 1\n3\n```\n",
    "```python\nassert False\n```\n",
    '```python\ndef one():\n    """\n    >>> one()\n    2\n    """\n    return 1\n```\n',
    "```console\n$ upr-model\nnothing\n```\n",
    "```console\n$ rm export.csv\n```\n",
    "```console\nupr-model nonsense\n```\n",
]


def test_a_broken_block_fails_the_run(tmp_path: Path) -> None:
    shutil.copy(ROOT / "conftest.py", tmp_path)
    for kind, each in (("PASSED", GOOD), ("FAILED", BROKEN)):
        for number, block in enumerate(each):
            (tmp_path / f"{kind}-{number}.md").write_text(f"# A page\n\n{block}", encoding="utf-8")
    outcomes = re.findall(r"^(PASSED|FAILED) (\w+)-\d\.md", run("-rA", "--tb=no", folder=tmp_path).stdout, re.MULTILINE)
    assert len(outcomes) == len(GOOD) + len(BROKEN)
    assert all(outcome == expected for outcome, expected in outcomes), outcomes


def test_every_public_name_is_in_the_reference_and_on_a_page() -> None:
    reference = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs/reference").glob("*.md"))
    documented = re.findall(r"\.\. auto\w+:: upr_model\.([\w.]+)", reference)
    responses = {"SUPPORTED", "PARTLY_SUPPORTED", "NOTED", "PENDING", "NOT_STATED"}
    assert all(f"`{name}`" in reference for name in responses)
    public = {*dir(upr_model)} - {*MODULES}
    of_modules = {f"{short}.{name}" for short, module in MODULES.items() for name in module.__all__}
    assert sorted({*documented} - {"strategies"}) == sorted(public - responses | of_modules)
    assert len(documented) == len({*documented}), "a name stands in the reference twice"
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name in dir(upr_model):
        assert re.search(rf"`[^`]*\b{name}\b|import .*\b{name}\b", pages), f"{name} is public and on no page"


def test_each_room_with_public_names_has_its_page_in_the_reference() -> None:
    index = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
    pages = re.findall(r"^reference/(\w+)$", index, re.MULTILINE)
    assert sorted(pages) == sorted(page.stem for page in (ROOT / "docs/reference").glob("*.md"))
    for page in pages:
        text = (ROOT / f"docs/reference/{page}.md").read_text(encoding="utf-8")
        for path in re.findall(r"\.\. auto(?!module)\w+:: (upr_model\.\w+)$", text, re.MULTILINE):
            value = eval(path, {"upr_model": upr_model})  # noqa: S307  (a name of ours)
            room = getattr(value, "__module__", "upr_model.calendar").split(".")[1]  # of a date, DATA_AS_OF
            is_error = isinstance(value, type) and issubclass(value, Exception)
            assert page == ("errors" if is_error else room), path
