"""What the project promises about itself."""

import ast
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec, module_from_spec
from pathlib import Path

import pytest

from upr_model import MissingExtra, UprError, by, errors, policies
from upr_model.readings import reading

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def read_text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    (command,) = re.findall(r"^ +(python -m pip install uv .*pytest)$", read_text("README.md"), re.MULTILINE)
    assert command in read_text(".ci/run").splitlines()


def test_ci_runs_each_check_and_contributing_names_it() -> None:
    sessions = re.findall(r"^@nox\.session.*\ndef (\w+)", read_text("noxfile.py"), re.MULTILINE)
    assert len(sessions) == read_text("noxfile.py").count("@nox.session") > 5
    (left_out,) = re.findall(r'^python -m uv run nox -k "(.*)"$', read_text(".ci/run"), re.MULTILINE)
    assert left_out == "not tests and not benchmarks"  # the first is the command of the readme
    (set_up,) = re.findall(r"^## Set up$(.*?)^## ", read_text("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)
    assert {*re.findall(r"`(\w+)`", set_up)} == {*sessions}


def test_the_versions_of_tools_stand_in_one_place() -> None:
    entries = re.findall(r"^ +entry: (.*)$", read_text(".pre-commit-config.yaml"), re.MULTILINE)
    assert len(entries) == 5
    assert all(entry.startswith("python -m uv run ") for entry in entries)
    assert not re.findall(r"\b(?:rev|additional_dependencies):", read_text(".pre-commit-config.yaml"))


def test_the_readme_shows_what_the_main_job_prints() -> None:
    command = [sys.executable, "-m", "upr_model"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f"$ upr-model\n{printed}```" in read_text("README.md")


def test_every_public_name_is_there() -> None:
    for face in ("upr_model", "upr_model.claims"):
        module = import_module(face)
        assert all(getattr(module, name) is not None for name in module.__all__)
        assert module.__all__ == sorted({*module.__all__}) == dir(module)
        with pytest.raises(AttributeError, match=f"module '{face}' has no attribute 'tallies'"):
            module.tallies  # noqa: B018


def test_each_line_of_a_stub_makes_one_name_public() -> None:
    """The loader reads lines: what else a type checker would understand must not stand there."""
    stubs = sorted((ROOT / "src").rglob("*.pyi"))
    assert len(stubs) > 5
    for stub in stubs:
        statements = ast.parse(stub.read_text(encoding="utf-8")).body
        imports = [each for each in statements if isinstance(each, ast.ImportFrom)]
        assert all(len(each.names) == 1 and each.names[0].asname == each.names[0].name for each in imports), stub
        others = [ast.unparse(each) for each in statements if not isinstance(each, ast.ImportFrom)]
        assert others == ["__version__: str"] * (stub.parent.name == "upr_model"), stub
        public = import_module(".".join(stub.parent.relative_to(ROOT / "src").parts)).__all__
        assert public == sorted(each.names[0].name for each in imports)


def test_a_name_is_public_in_one_place() -> None:
    stubs = "".join(stub.read_text(encoding="utf-8") for stub in (ROOT / "src").rglob("*.pyi"))
    names = re.findall(r"^from \S+ import (\w+) as", stubs, re.MULTILINE)
    assert sorted(names) == sorted({*names})


def test_importing_the_package_imports_no_part_of_it() -> None:
    code = "import sys, upr_model; print(*sorted(name for name in sys.modules if name.startswith('upr_model')))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["upr_model", "upr_model._base", "upr_model._base.names"]


def test_the_names_are_found_in_a_zip_file(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "package"), "zip", ROOT / "src")
    code = "import upr_model; print(upr_model.__file__, upr_model.Share(1, 2), len(upr_model.claims.__all__) > 9)"
    environment = {**os.environ, "PYTHONPATH": archive}
    printed = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "package.zip" in printed.stdout
    assert printed.stdout.endswith("1 of 2 (50.0%) True\n")


def test_every_error_has_one_root_and_is_a_built_in_error_too() -> None:
    named = [*vars(errors).values(), *vars(reading).values()]
    raised = [each for each in named if isinstance(each, type) and issubclass(each, Exception)]
    ours = [each for each in raised if each.__module__.startswith("upr_model.") and each is not UprError]
    assert len(ours) > 10
    for each in ours:
        assert issubclass(each, UprError)
        built_in = (ValueError, LookupError, TypeError, OSError, ZeroDivisionError, ImportError, ExceptionGroup)
        assert issubclass(each, built_in), f"{each.__name__} is no built-in error"


def test_keys_and_policies_are_found_by_name() -> None:
    assert all(getattr(by, name) is key for name, key in by.KEYS.items())
    named = [getattr(policies, name) for name in policies.__all__ if name != "POLICIES"]
    assert {policy.name: policy for policy in named} == policies.POLICIES
    assert all(str(policy) == name for name, policy in policies.POLICIES.items())


def test_no_float_is_on_the_counting_path() -> None:
    """No float literal, no true division of counts, no call of float: quotients are made by Fraction."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            place = f"{path.name}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Constant):
                assert not isinstance(node.value, float) or path.name in {"states.py", "vocabulary.py"}, (
                    place
                )  # likeness
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
                assert path.name == "shares.py", place  # of a Fraction by a Fraction
            if isinstance(node, ast.Name):
                assert node.id != "float", place


def test_modules_and_functions_are_short() -> None:
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 400, path.name
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, f"{path.name}:{node.name}"


def test_hypothesis_is_imported_by_the_strategies_alone() -> None:
    naming = [
        path.name for path in SOURCES if re.search(r"^\s*(from|import) hypothesis", path.read_text(), re.MULTILINE)
    ]
    assert set(naming) == {"__init__.py", "of_dossiers.py", "of_readings.py", "of_records.py", "of_values.py"}


def test_a_missing_extra_is_told_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    spec = find_spec("upr_model.strategies")
    assert spec is not None
    assert spec.loader is not None
    with pytest.raises(MissingExtra) as caught:
        spec.loader.exec_module(module_from_spec(spec))
    assert str(caught.value) == ("upr_model.strategies needs hypothesis: python -m pip install 'upr-model[testing]'")


@pytest.mark.parametrize("first", ["from upr_model import strategies", "import hypothesis"])
def test_the_strategies_are_found_whichever_is_imported_first(first: str) -> None:
    code = f"{first}; from hypothesis import strategies as st, given; from upr_model import Recommendation\n"
    code += "@given(st.from_type(Recommendation))\ndef check(made): assert made.attributions\ncheck()"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_citation_names_the_version() -> None:
    assert f"\nversion: {version('upr-model')}\n" in read_text("CITATION.cff")
