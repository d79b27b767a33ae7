"""Public names, each imported when somebody asks for it first.

The stub beside a package, `__init__.pyi`, says once what is public and where it lives. Type checkers read
it as a stub; this module reads the same lines, so that `__all__`, the import and the types cannot differ.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module


def public(package: str) -> tuple[list[str], Callable[[str], object], Callable[[], list[str]]]:
    """Give `__all__`, `__getattr__` and `__dir__` of a package that has a stub.

    Each public name stands on a line of its own: `from upr_model.values.shares import Share as Share`.

    >>> names, fetch, _ = public("upr_model")
    >>> "Share" in names, fetch("Share").__name__
    (True, 'Share')
    """
    module = sys.modules[package]
    homes = _homes(module)

    def fetch(name: str) -> object:
        if name not in homes:
            msg = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(msg, name=name, obj=module)
        home = homes[name]
        # A room of the package itself is no attribute of it before it is imported.
        value = import_module(f"{package}.{name}") if home == package else _from(home, name)
        setattr(module, name, value)
        return value

    return sorted(homes), fetch, lambda: sorted(homes)


def _homes(module: object) -> dict[str, str]:
    """Read the stub: the names, and the module of each."""
    spec = module.__spec__  # type: ignore[attr-defined]
    lines = spec.loader.get_data(f"{spec.origin}i").decode().splitlines()  # also from a zip file
    words = (line.split() for line in lines if line.startswith("from "))
    return {name: home for _, home, _, _, _, name in words}


def _from(home: str, name: str) -> object:
    """Import as `from home import name` does: the name may be that of a module."""
    return getattr(__import__(home, fromlist=(name,)), name)
