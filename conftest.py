"""Runs every code block of README and docs, each page in a folder of its own."""

import doctest
import inspect
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser


def run_python(example: Example) -> str | None:
    """Run a block as one test, so that tests and blocks can be counted: its `>>>`, and those of what it defines."""
    source, names = str(example.parsed), example.namespace
    place = f"{Path(example.path).name}:{example.line}"
    tests = [doctest.DocTestParser().get_doctest(source, {}, place, example.path, example.line)]
    if not tests[0].examples or not source.startswith(">>>"):
        before = {*names}
        exec(compile(source, place, "exec", dont_inherit=True), names)  # noqa: S102
        functions = [value for name, value in names.items() if name not in before and inspect.isfunction(value)]
        tests = [found for each in functions for found in doctest.DocTestFinder().find(each, globs=names)]
    report: list[str] = []
    for test in tests:
        test.globs = names
        doctest.DocTestRunner().run(test, out=report.append, clear_globs=False)
    return "".join(report) or None


def run_console(example: Example) -> str | None:
    """Run the commands after `$`, and compare what they print with what stands below them."""
    before, *commands = ("\n" + str(example.parsed)).split("\n$ ")
    if before or not commands:
        return "a console block begins with a command"
    for each in commands:
        command, _, shown = each.partition("\n")
        program, *arguments = shlex.split(command)
        if program != "upr-model":
            return f"only upr-model is run, not {program}"
        own = [sys.executable, "-m", "upr_model", *arguments]
        run = subprocess.run(own, capture_output=True, text=True, check=False)  # noqa: S603
        if run.stdout + run.stderr != shown:
            return f"$ {command}\nprinted\n{run.stdout}{run.stderr}\nnot\n{shown}"
    return None


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
