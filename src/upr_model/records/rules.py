"""Rules that make one implementation status of several.

Each is a plain function from statuses, oldest first, to one; None where nothing was assessed. What is
no longer applicable gives way to whatever else there is, but for `latest`.

Rolling up in stages is rolling up at once for `least_advanced`, `most_advanced` and
`all_or_in_progress`: from assessors to recommendations, then to themes. It is not for `latest`, which
knows no dates after the first stage, nor for an index, which is a mean; so `STAGED` has the three alone.

>>> print(least_advanced([ImplementationStatus.IMPLEMENTED, ImplementationStatus.IN_PROGRESS]))
in_progress
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from upr_model.errors import InvalidValue, shown
from upr_model.values.vocabulary import ImplementationStatus

__all__ = [
    "RULES",
    "STAGED",
    "Rule",
    "all_or_in_progress",
    "index",
    "index_band",
    "latest",
    "least_advanced",
    "most_advanced",
]

Rule = Callable[[Sequence[ImplementationStatus]], ImplementationStatus | None]
"""Gives one status of several, which come oldest first. It is not asked where nobody assessed anything."""

ORDERED = tuple(ImplementationStatus)[: list(ImplementationStatus).index(ImplementationStatus.NO_LONGER_APPLICABLE)]
"""The statuses that have an order, the least advanced first."""

_RANKS = {status: rank for rank, status in enumerate(ORDERED)}
# Index: the value of each answer of the three that UPR Info's assessors give.
_VALUES = {
    ImplementationStatus.NOT_IMPLEMENTED: Fraction(0),
    ImplementationStatus.PARTLY_IMPLEMENTED: Fraction(1, 2),
    ImplementationStatus.IMPLEMENTED: Fraction(1),
}
_PARTLY_FROM = Fraction(33, 100)
_FULLY_FROM = Fraction(66, 100)


def rank(status: ImplementationStatus) -> int | None:
    """Give the place in the order, from 0; None for what has none.

    >>> rank(ImplementationStatus.NOT_STARTED)
    1
    """
    return _RANKS.get(status)


def least_advanced(statuses: Iterable[ImplementationStatus]) -> ImplementationStatus | None:
    """Give the least advanced status: what is implemented for all is implemented.

    >>> least_advanced([])
    """
    applicable, others = _sorted(statuses)
    return applicable[0] if applicable else others


def most_advanced(statuses: Iterable[ImplementationStatus]) -> ImplementationStatus | None:
    """Give the most advanced status: one assessor is enough.

    >>> print(most_advanced([ImplementationStatus.NOT_STARTED, ImplementationStatus.IN_PROGRESS]))
    in_progress
    """
    applicable, others = _sorted(statuses)
    return applicable[-1] if applicable else others


def all_or_in_progress(statuses: Iterable[ImplementationStatus]) -> ImplementationStatus | None:
    """Give *in progress*, kept within the least and the most advanced status.

    So it is implemented where all are, and not started where all are.

    >>> print(all_or_in_progress([ImplementationStatus.NOT_STARTED, ImplementationStatus.IMPLEMENTED]))
    in_progress
    """
    applicable, others = _sorted(statuses)
    if not applicable:
        return others
    return sorted((applicable[0], ImplementationStatus.IN_PROGRESS, applicable[-1]), key=_RANKS.__getitem__)[1]


def latest(statuses: Iterable[ImplementationStatus]) -> ImplementationStatus | None:
    """Give the last of statuses that come oldest first.

    Of assessments that are as of the same days, the least advanced comes last.

    >>> print(latest([ImplementationStatus.IMPLEMENTED, ImplementationStatus.IN_PROGRESS]))
    in_progress
    """
    last = None
    for status in _checked(statuses):
        last = status
    return last


def index(statuses: Iterable[ImplementationStatus]) -> Fraction | None:
    """Give UPR Info's Implementation of the Recommendation Index: the mean of several assessors.

    Not implemented is 0, partly 1/2, implemented 1; what is no longer applicable does not count. It knows
    these three alone: `InvalidValue` for another, such as in progress.

    >>> index([ImplementationStatus.IMPLEMENTED, ImplementationStatus.PARTLY_IMPLEMENTED])
    Fraction(3, 4)
    """
    values = []
    for status in _checked(statuses):
        if status is ImplementationStatus.NO_LONGER_APPLICABLE:
            continue
        if status not in _VALUES:
            known = ", ".join(_VALUES)
            msg = f"the index has no value for {status}, only for {known}; use another rule"
            raise InvalidValue(msg)
        values.append(_VALUES[status])
    return Fraction(sum(values), len(values)) if values else None


def index_band(statuses: Iterable[ImplementationStatus]) -> ImplementationStatus | None:
    """Give the band of the index: below 33/100 not, below 66/100 partly, else implemented.

    As published, the bands leave gaps; here each begins where the one before it ends.

    >>> full, not_at_all = ImplementationStatus.IMPLEMENTED, ImplementationStatus.NOT_IMPLEMENTED
    >>> print(index_band([full, full, not_at_all]))
    implemented
    """
    given = tuple(_checked(statuses))
    value = index(given)
    if value is None:
        return _sorted(given)[1]
    if value < _PARTLY_FROM:
        return ImplementationStatus.NOT_IMPLEMENTED
    return ImplementationStatus.PARTLY_IMPLEMENTED if value < _FULLY_FROM else ImplementationStatus.IMPLEMENTED


STAGED: Final[tuple[Rule, ...]] = (least_advanced, most_advanced, all_or_in_progress)
"""The rules by which rolling up in stages is rolling up at once."""

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {rule.__name__: rule for rule in (least_advanced, most_advanced, latest, all_or_in_progress, index_band)}
)
"""All rules, by name."""


def _checked(statuses: Iterable[ImplementationStatus]) -> Iterable[ImplementationStatus]:
    if not isinstance(statuses, Iterable):
        msg = f"a rule takes implementation statuses, not {shown(statuses)}"
        raise InvalidValue(msg)
    for status in statuses:
        if not isinstance(status, ImplementationStatus):
            msg = f"a rule takes implementation statuses, not {shown(status)}"
            raise InvalidValue(msg)
        if status is not ImplementationStatus.UNASSESSED:
            yield status


def _sorted(
    statuses: Iterable[ImplementationStatus],
) -> tuple[list[ImplementationStatus], ImplementationStatus | None]:
    """Give the statuses that have an order, in it; and what the result is where there are none of them."""
    given = set(_checked(statuses))
    applicable = sorted(given & _RANKS.keys(), key=_RANKS.__getitem__)
    return applicable, ImplementationStatus.NO_LONGER_APPLICABLE if given else None
