"""Runs every code block of README and docs, each page in a folder of its own."""

import doctest
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser


def run_python(example: Example) -> str | None:
    """Run a block: its examples where it has any, else the whole."""
    source, names = str(example.parsed), example.namespace
    place = f"{Path(example.path).name}:{example.line}"
    if not source.startswith(">>>"):
        exec(compile(source, place, "exec", dont_inherit=True), names)  # noqa: S102
        return None
    test = doctest.DocTestParser().get_doctest(source, {}, place, example.path, example.line)
    test.globs = names
    report: list[str] = []
    doctest.DocTestRunner().run(test, out=report.append, clear_globs=False)
    return "".join(report) or None


def run_console(example: Example) -> str | None:
    """Run the commands after `$`, and compare what they print with what stands below them."""
    for command, shown in _commands(str(example.parsed)):
        program, *arguments = shlex.split(command)
        if program != "upr-model":
            return f"only upr-model is run, not {program}"
        own = [sys.executable, "-m", "upr_model", *arguments]
        run = subprocess.run(own, capture_output=True, text=True, check=False)  # noqa: S603
        if run.stdout + run.stderr != shown:
            return f"$ {command}\nprinted\n{run.stdout}{run.stderr}\nnot\n{shown}"
    return None


def _commands(source: str) -> Iterator[tuple[str, str]]:
    for part in ("\n" + source).split("\n$ ")[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


@pytest.fixture(scope="module")
def folder_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Examples may write files."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("docs")
        patch.chdir(folder)
        yield folder


pytest_collect_file = Sybil(
    parsers=[CodeBlockParser("python", run_python), CodeBlockParser("console", run_console)],
    patterns=["*.md", "docs/*.md", "docs/how-to/*.md"],
    fixtures=["folder_of_its_own"],
).pytest()
