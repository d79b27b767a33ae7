"""How a figure was counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from upr_model._base.plain import fields_of, plain
from upr_model.counting.policies import AS_REPORTED, ResponsePolicy
from upr_model.errors import BasisMismatch, printable
from upr_model.records.statuses import StatusBasis
from upr_model.values.vocabulary import Unit

Filter = tuple[str, tuple[str | int, ...]]
"""The name of what was filtered by, and the values that were let through."""


@frozen(kw_only=True)
class Basis:
    """How a figure was counted: without it, the figure cannot be derived again.

    >>> print(Basis(unit=Unit.PARAGRAPH, filters=(("session", (18,)),), sources=("export.csv",)))
    counted by paragraph; responses as-reported; session 18; export.csv
    """

    unit: Unit
    policy: ResponsePolicy = AS_REPORTED
    keys: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    sources: tuple[str, ...] = ()
    as_of: dt.date | None = None
    """The day whose responses are counted; None for the last."""
    statuses: StatusBasis | None = None
    """Which statuses were counted, and by which rule; None for counts by anything else."""
    left_out: tuple[tuple[str, int], ...] = ()
    """How many items are not in the base, by reason."""
    problems: tuple[tuple[str, int], ...] = ()
    """How many problems the sources have, by code."""
    refused: int = 0
    """How many rows of the sources became no record: those with an error, and blank ones."""

    def __add__(self, other: Basis) -> Basis:
        """Unite the sources, add what was left out; `BasisMismatch` where the counting differs."""
        if not isinstance(other, Basis):
            return NotImplemented
        for name in ("unit", "policy", "keys", "filters", "as_of", "statuses"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine != theirs:
                both = " and ".join(_printed(each) for each in (mine, theirs))
                msg = f"counts do not add where {name} differs: {both}; count both in one way, or one population of all"
                raise BasisMismatch(msg)
        return evolve(
            self,
            sources=tuple(sorted({*self.sources, *other.sources})),
            left_out=_added(self.left_out, other.left_out),
            problems=_added(self.problems, other.problems),
            refused=self.refused + other.refused,
        )

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return {
            **fields_of(self, "unit", "policy", "keys"),
            "filters": plain(dict(self.filters)),
            **fields_of(self, "sources", "as_of"),
            "left_out": dict(self.left_out),
            "problems": dict(self.problems),
            "refused": self.refused,
        } | (fields_of(self, "statuses") if self.statuses else {})

    def __str__(self) -> str:
        """Print it as it stands under a table."""
        parts = [f"counted by {self.unit}", f"responses {self.policy}"]
        parts += [f"{name} {', '.join(map(str, values)) or 'none'}" for name, values in self.filters]
        parts += [", ".join(map(printable, self.sources)) or "source not given"]
        parts += [f"as of {self.as_of}"] * (self.as_of is not None)
        parts += [str(self.statuses)] * (self.statuses is not None)
        parts += [f"left out: {_listed(self.left_out)}"] * bool(self.left_out)
        parts += [f"problems in the source: {_listed(self.problems)}"] * bool(self.problems)
        parts += [f"rows refused: {self.refused}"] * bool(self.refused)
        return "; ".join(parts)


def leaving_out(basis: Basis, counts: Mapping[str, int]) -> Basis:
    """Give a basis with more that is left out of the base, by reason."""
    return evolve(basis, left_out=_added(basis.left_out, tuple(counts.items()))) if counts else basis


def _added(mine: tuple[tuple[str, int], ...], theirs: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((Counter(dict(mine)) + Counter(dict(theirs))).items()))


def _printed(value: object) -> str:
    """Print a field of a basis for a message."""
    if isinstance(value, tuple):
        return ", ".join(map(_printed, value)) or "none"
    return str(value)


def _listed(counts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts)
