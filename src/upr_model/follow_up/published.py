"""Counts that somebody published: of answers, and of implementation statuses.

Nobody outside can count them again, but they can be compared, and checked: each says what it counts,
as of when, and who says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, TypeVar

from attrs import Attribute, evolve, field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a, is_all, is_day
from upr_model.calendar.sessions import check_cycle
from upr_model.counting import by
from upr_model.counting.basis import Basis
from upr_model.counting.tallies import Tally, tally_of
from upr_model.errors import InvalidValue, UnitUnavailable, shown
from upr_model.follow_up.rates import ImplementationRate, rate_of
from upr_model.records.rules import least_advanced
from upr_model.records.statuses import AS_PUBLISHED, StatusBasis
from upr_model.values.periods import Period, period_of
from upr_model.values.ranges import Range
from upr_model.values.shares import is_count
from upr_model.values.states import State
from upr_model.values.vocabulary import (
    PARTLY_SUPPORTED,
    SUPPORTED,
    Confidence,
    ImplementationStatus,
    RateBase,
    Unit,
)

_E = TypeVar("_E", ImplementationStatus, RateBase)

_NESTED = (RateBase.RECEIVED, RateBase.SUPPORTED_OR_PARTLY, RateBase.SUPPORTED)
"""Bases that hold one another, the widest first."""

_UNSURE = frozenset({Confidence.MEDIUM, Confidence.LOW})

_RESPONSES = {
    RateBase.RECEIVED: (),
    RateBase.SUPPORTED_OR_PARTLY: (PARTLY_SUPPORTED, SUPPORTED),
    RateBase.SUPPORTED: (SUPPORTED,),
}


@frozen(kw_only=True)
class Publication:
    """Where a figure was published, and the time that it speaks of there.

    >>> print(Publication(publisher="Government", as_of="2023-10"))
    Government (as of 2023-10)
    """

    publisher: str = field(validator=is_a(str))
    as_of: Period = field(converter=period_of)
    published: dt.date | None = field(default=None, validator=optional(is_day))

    @published.validator
    def _not_of_the_future(self, _: Attribute[dt.date | None], published: dt.date | None) -> None:
        if published is not None and self.as_of.last > published:
            msg = f"a figure as of {self.as_of} cannot have been published on {published}, before that was over"
            raise InvalidValue(msg)

    def __str__(self) -> str:
        """Print publisher and time."""
        return f"{self.publisher} (as of {self.as_of}{f', published {self.published}' if self.published else ''})"


def _status_counts(
    counts: Mapping[ImplementationStatus, int] | Iterable[tuple[ImplementationStatus, int]],
) -> tuple[tuple[ImplementationStatus, int], ...]:
    return _counts(counts, ImplementationStatus)


def _totals_of_bases(
    counts: Mapping[RateBase, int] | Iterable[tuple[RateBase, int]],
) -> tuple[tuple[RateBase, int], ...]:
    return _counts(counts, RateBase)


def _counts(counts: Any, kind: type[_E]) -> tuple[tuple[_E, int], ...]:  # noqa: ANN401  (it is checked here)
    """Give counts in the order of their vocabulary."""
    pairs = list(counts.items()) if isinstance(counts, Mapping) else counts
    if not isinstance(pairs, Iterable) or isinstance(pairs, str):
        msg = f"expected a mapping from {kind.__name__} to counts, not {shown(counts)}"
        raise InvalidValue(msg)
    numbers: dict[_E, int] = {}
    for pair in pairs:
        if not isinstance(pair, tuple) or len(pair) != 2 or not isinstance(pair[0], kind) or pair[0] in numbers:  # noqa: PLR2004  (a pair)
            msg = f"expected each {kind.__name__} once, with its count, not {shown(pair)}"
            raise InvalidValue(msg)
        numbers[pair[0]] = pair[1]
    return tuple((member, numbers[member]) for member in kind if member in numbers)


def _are_counts(instance: object, attribute: Attribute[Any], pairs: tuple[tuple[Any, Any], ...]) -> None:
    for _, count in pairs:
        is_count(instance, attribute, count)


@frozen(kw_only=True)
class PublishedStatuses:
    """How many recommendations of a review had which status, as it was published in totals.

    `counts` and `totals` take mappings. The counts are those of the base; the totals say how large the
    bases are that are known. Raises `InvalidValue` where the counts do not add up to their base, or a
    base is larger than the one that holds it.

    >>> from upr_model import samples
    >>> published = samples.viet_nam_statuses()[0]
    >>> print(published.tally.share(ImplementationStatus.IN_PROGRESS), published.as_of)
    30 of 241 (12.4%) 2023-10
    """

    state: State = field(validator=is_a(State))
    cycle: int = field(validator=lambda _, __, value: check_cycle(value))
    unit: Unit = field(validator=is_a(Unit))
    base: RateBase = field(validator=is_a(RateBase))
    counts: tuple[tuple[ImplementationStatus, int], ...] = field(converter=_status_counts, validator=_are_counts)
    totals: tuple[tuple[RateBase, int], ...] = field(converter=_totals_of_bases, validator=_are_counts)
    publications: tuple[Publication, ...] = field(validator=is_all(tuple, Publication))
    confidence: Confidence = field(default=Confidence.UNKNOWN, validator=is_a(Confidence))

    def __attrs_post_init__(self) -> None:
        """Check that the numbers agree with one another."""
        if self.base not in _NESTED:
            msg = f"statuses are published of {', '.join(_NESTED)}, not of {self.base}"
            raise InvalidValue(msg)
        if others := [base for base, _ in self.totals if base not in _NESTED]:
            msg = f"totals are those of {', '.join(_NESTED)}, not of {', '.join(others)}"
            raise InvalidValue(msg)
        if not self.publications:
            msg = "published statuses were published somewhere: publications is empty"
            raise InvalidValue(msg)
        totals, counted = dict(self.totals), sum(count for _, count in self.counts)
        if self.base not in totals:
            msg = f"totals lacks {self.base}, of which the counts are"
            raise InvalidValue(msg)
        if totals[self.base] != counted:
            msg = f"the counts add up to {counted}, and totals has {totals[self.base]} for {self.base}"
            raise InvalidValue(msg)
        known = [base for base in _NESTED if base in totals]
        for wider, narrower in pairwise(known):
            if totals[wider] < totals[narrower]:
                msg = f"{totals[narrower]} {narrower} cannot be a part of {totals[wider]} {wider}"
                raise InvalidValue(msg)

    @property
    def as_of(self) -> Period:
        """The time that the counts speak of: the earliest that a publication gives."""
        return min((each.as_of for each in self.publications), key=lambda period: (period.last, period.first))

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know of the figures: how sure they are, and whether publications differ in their time."""
        notes = [f"these counts are of {self.confidence} confidence"] * (self.confidence in _UNSURE)
        if len({each.as_of for each in self.publications}) > 1:
            publications = ", ".join(map(str, self.publications))
            notes.append(f"the same counts are given as of different times: {publications}")
        return tuple(notes)

    @property
    def tally(self) -> Tally[ImplementationStatus]:
        """The counts as a tally, to compare with one of records."""
        return self._tally(self.base, dict(self.counts))

    def rate(self, base: RateBase | str) -> ImplementationRate:
        """Give the rate of a base: of a narrower one than that of the counts, its bounds.

        What only a wider base has counts as unassessed, and a note says so. Raises `ParseError` for
        another base, and `UnitUnavailable` where its size is not known.
        """
        wanted, counts, totals = RateBase.parse(base), dict(self.counts), dict(self.totals)
        if wanted is RateBase.ASSESSED:
            counts.pop(ImplementationStatus.UNASSESSED, None)
            return rate_of(self._tally(self.base, counts), wanted, self.notes)
        if wanted not in totals:
            known = ", ".join((*totals, RateBase.ASSESSED))
            msg = f"how many of {self.state}, cycle {self.cycle}, were {wanted} is not known here; known: {known}"
            raise UnitUnavailable(msg)
        more = totals[wanted] - totals[self.base]
        if more < 0:
            return self._bounds(wanted, fewer=-more)
        counts[ImplementationStatus.UNASSESSED] = counts.get(ImplementationStatus.UNASSESSED, 0) + more
        unknown = f"the statuses of {more} of the {totals[wanted]} are not known; they count as unassessed"
        return rate_of(self._tally(wanted, counts), wanted, (*[unknown] * bool(more), *self.notes))

    def _bounds(self, base: RateBase, *, fewer: int) -> ImplementationRate:
        if dict(self.counts).get(ImplementationStatus.NO_LONGER_APPLICABLE):
            msg = f"how many of those {base} are no longer applicable is not known, so neither is the base"
            raise UnitUnavailable(msg)
        size, whole = dict(self.totals)[base], dict(self.totals)[self.base]
        why = (
            f"only bounds: the statuses are known of all {whole} that were {self.base} together, and not of the "
            f"{size} that were {base} alone; the {fewer} others may have any"
        )
        return ImplementationRate(
            base=base,
            total=size,
            counts=tuple(
                (status, Range(max(0, count - fewer), min(count, size))) for status, count in self.tally.items()
            ),
            basis=self._tally(base, {}).basis,
            notes=(why, *self.notes),
        )

    def _tally(self, base: RateBase, counts: Mapping[ImplementationStatus, int]) -> Tally[ImplementationStatus]:
        filters: dict[str, tuple[str | int, ...]] = {"cycle": (self.cycle,), "state_under_review": (self.state.iso3,)}
        if responses := _RESPONSES[base]:
            filters["response"] = tuple(map(str, responses))
        basis = Basis(
            unit=self.unit,
            filters=tuple(sorted(filters.items())),
            sources=tuple(sorted(map(str, self.publications))),
        )
        key = evolve(
            by.status(rule=least_advanced, as_of=self.as_of),
            statuses=StatusBasis(rule=AS_PUBLISHED, as_of=self.as_of),
        )
        return tally_of(counts, basis, key)

    def __str__(self) -> str:
        """Print it in words."""
        counts = ", ".join(f"{count} {status.label}" for status, count in self.counts)
        whole = f"{dict(self.totals)[self.base]} {self.base}"
        return f"{self.state}, cycle {self.cycle}: {counts} of {whole}, as of {self.as_of}"
