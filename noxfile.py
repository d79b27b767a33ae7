"""The checks, each by its name: `python -m uv run nox` runs them, with `-s lint` one, and `-l` lists them.

All run in the environment that `uv run` makes; what needs another makes it in the folder build.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import nox

nox.options.default_venv_backend = "none"

UV = os.environ.get("UV", "uv")  # uv tells it to what it runs
BUILD = Path("build").absolute()
PYTHONS = ("3.11", "3.12", "3.13", "3.14")

# A tenth of the tests: what another Python may do otherwise, and what stands on others' libraries.
ON_OTHER_PYTHONS = ("tests/values", "tests/counting", "tests/cli", "tests/formats/test_upr_info.py")
ON_LOWEST_VERSIONS = (
    *("tests/values", "tests/calendar", "tests/dossiers"),
    *(f"tests/formats/test_{name}.py" for name in ("upr_info", "spreadsheets", "document_files", "uhri")),
)
IN_WHEEL = {"upr_model/py.typed", "upr_model/data/viet_nam_cycle2.csv"}


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests, with the sample files where they are there."""
    session.run("pytest", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Cover every branch without the sample files; two processes side by side take about as long."""
    command = ("coverage", "run", "-p", "-m", "pytest", "-q", "-n0", "-m", "not shared and not exhaustive")
    others = ("formats", "test_docs.py", "test_typing.py")  # the last two run other programs
    halves = (["tests/formats"], [f"--ignore=tests/{name}" for name in others])
    session.run("coverage", "erase")
    with ThreadPoolExecutor() as side_by_side:
        runs = [
            side_by_side.submit(session.run, *command, *half, env={"HYPOTHESIS_PROFILE": "quick"}) for half in halves
        ]
    for run in runs:
        run.result()
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session
def pythons(session: nox.Session) -> None:
    """Run a tenth of the tests with each other Python that is there, and with the lowest versions of libraries."""
    own = "{}.{}".format(*sys.version_info)
    for version in PYTHONS:
        if version == own:
            continue
        if found := python_of(version):
            run_tests(session, ON_OTHER_PYTHONS, environment(session, version, found, "--group=test", "--editable=."))
        else:
            session.log(f"There is no Python {version} here.")
    lowest = ("--resolution=lowest-direct", "--group=test", "--editable=.")
    run_tests(session, ON_LOWEST_VERSIONS, environment(session, "lowest", sys.executable, *lowest))


def python_of(version: str) -> str:
    """Give the path of an installed Python; nothing where there is none. All are found that pyenv keeps."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/*/bin")
    path = os.pathsep.join([*map(str, kept), os.environ["PATH"]])
    command = [UV, "python", "find", "--system", "--no-python-downloads", version]
    run = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)  # noqa: S603
    return run.stdout.strip()


def environment(session: nox.Session, name: str, python: str, *packages: str) -> Path:
    """Make an environment anew, and give the path of its Python."""
    folder = BUILD / f"venv-{name}"
    session.run(UV, "venv", "--quiet", "--clear", "--python", python, str(folder))
    session.run(UV, "pip", "install", "--quiet", "--python", str(folder), *packages)
    return folder / "bin" / "python"


def run_tests(session: nox.Session, paths: tuple[str, ...], python: Path) -> None:
    """Run some of the tests with another Python."""
    command = ("-m", "pytest", "-q", "-m", "not shared and not exhaustive")
    session.run(str(python), *command, *paths, env={"HYPOTHESIS_PROFILE": "quick"})


@nox.session
def lint(session: nox.Session) -> None:
    """Look for faults and for another format."""
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types."""
    session.run("mypy")


@nox.session
def floors(session: nox.Session) -> None:
    """Check that imports go only downwards."""
    session.run("lint-imports")


@nox.session
def data(session: nox.Session) -> None:
    """Check the tables that the library brings."""
    session.run("python", "scripts/check_data.py", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the docs, offline; warnings are errors, and every name has its place."""
    options = ("--quiet", "--fail-on-warning", "--keep-going")
    session.run(UV, "run", "--group", "docs", "sphinx-build", *options, "docs", "build/docs")
    session.run("python", ".ci/check_reference.py", "build/docs")


@nox.session
def dist(session: nox.Session) -> None:
    """Build the distributions, and check what is in them."""
    shutil.rmtree(BUILD / "dist", ignore_errors=True)
    session.run(UV, "build", "--quiet", "--out-dir", "build/dist")
    wheel, built = str(the_wheel()), [str(path) for path in (BUILD / "dist").glob("upr_model-*")]
    session.run(UV, "run", "--group", "release", "twine", "check", "--strict", *built)
    session.run(UV, "run", "--group", "release", "check-wheel-contents", wheel)
    session.run(UV, "run", "--group", "release", "validate-pyproject", "pyproject.toml")
    if missing := IN_WHEEL - {*ZipFile(wheel).namelist()}:
        session.error(f"not in the wheel: {', '.join(sorted(missing))}")


def the_wheel() -> Path:
    """Give the path of the wheel that was built."""
    (wheel,) = (BUILD / "dist").glob("*.whl")
    return wheel


@nox.session(requires=["dist"])
def wheel(session: nox.Session) -> None:
    """Use the wheel as a foreign project does, in an environment and a folder of its own."""
    readme = Path("README.md").read_text(encoding="utf-8")
    pyright = str(shutil.which("pyright"))
    python = environment(session, "wheel", sys.executable, str(the_wheel()))
    with TemporaryDirectory() as folder, session.chdir(shutil.copytree("tests/foreign", f"{folder}/foreign")):
        shown = re.findall(r"^\$ upr-model\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)[0]
        if session.run(str(python.with_name("upr-model")), silent=True) != shown:
            session.error("upr-model prints something else than README.md shows")
        if session.run(str(python), "first_figure.py", silent=True) != Path("expected.txt").read_text(encoding="utf-8"):
            session.error("first_figure.py prints something else than expected.txt shows")
        session.run(UV, "pip", "install", "--quiet", "--python", str(python), f"{the_wheel()}[testing]", "pytest")
        session.run(str(python), "-m", "pytest", "-q", "own_tests.py")
        found = {"VIRTUAL_ENV": str(python.parents[1]), "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
        session.run(pyright, "--verifytypes", "upr_model", "--ignoreexternal", env=found)


@nox.session(default=False)
def benchmarks(session: nox.Session) -> None:
    """Compare with other libraries, for minutes."""
    session.run("python", "tests/benchmarks/compare.py")
