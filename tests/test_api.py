"""The public signatures, so that no change of them goes unseen.

    python tests/test_api.py

writes them anew, for a change that is meant.
"""

import enum
import inspect
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from types import ModuleType

import upr_model

MODULES = {name: value for name in dir(upr_model) if isinstance(value := getattr(upr_model, name), ModuleType)}
"""The public modules, by the names under which they are imported."""

OPERATORS = {"__add__", "__contains__", "__format__", "__getitem__", "__iter__", "__len__", "__lt__"}
SNAPSHOT = Path(__file__).parent / "api.txt"


def lines() -> Iterator[str]:
    yield from of_module(upr_model, "upr_model")
    for name, module in MODULES.items():
        yield from of_module(module, f"upr_model.{name}")


def of_module(module: ModuleType, face: str) -> Iterator[str]:
    for name in sorted(module.__all__):
        value, path = getattr(module, name), f"{face}.{name}"
        if isinstance(value, ModuleType):
            continue
        if isinstance(value, type):
            yield from of_class(value, path)
        elif inspect.isfunction(value) or hasattr(value, "__wrapped__"):
            yield f"{path}{signature(value)}"
        else:
            yield f"{path}: {type(value).__name__}"


def of_class(kind: type, path: str) -> Iterator[str]:
    bases = ", ".join(base.__name__ for base in kind.__bases__)
    yield f"class {path}({bases})"
    if issubclass(kind, enum.Enum):
        yield from (f"{path}.{member.name} = {member.value!r}" for member in kind)
    elif not issubclass(kind, BaseException):
        yield f"{path}{signature(kind)}"
    for name in sorted(
        {name for base in kind.__mro__ if base.__module__.startswith("upr_model") for name in vars(base)}
    ):
        member = inspect.getattr_static(kind, name)
        if (name.startswith("_") and name not in OPERATORS) or isinstance(member, enum.member | kind):
            continue
        if isinstance(member, classmethod | staticmethod):
            yield f"{path}.{name}{signature(getattr(kind, name))}"
        elif inspect.isfunction(member):
            yield f"{path}.{name}{signature(member)}"
        elif isinstance(member, property):
            yield f"{path}.{name} -> {inspect.signature(member.fget).return_annotation}"  # type: ignore[arg-type]
        elif inspect.ismemberdescriptor(member) or isinstance(member, cached_property):
            yield f"{path}.{name}"


def signature(function: Callable[..., object]) -> inspect.Signature:
    """With sets in one order, and policies and functions by their names."""
    found = inspect.signature(function)
    return found.replace(parameters=[each.replace(default=default(each.default)) for each in found.parameters.values()])


def default(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if inspect.isfunction(value):
        return value.__name__
    return str(value) if isinstance(value, upr_model.ResponsePolicy) else value


def test_the_public_signatures_are_those_of_the_snapshot() -> None:
    """A change that is meant is written down by `python tests/test_api.py`."""
    assert "\n".join(lines()) + "\n" == SNAPSHOT.read_text(encoding="utf-8")


if __name__ == "__main__":
    SNAPSHOT.write_text("\n".join(lines()) + "\n", encoding="utf-8")
