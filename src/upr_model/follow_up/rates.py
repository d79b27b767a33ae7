"""Implementation rates: how many of a named base are implemented."""

from __future__ import annotations

from typing import Any

from attrs import Attribute, field, frozen

from upr_model._base.checks import is_a, is_all
from upr_model._base.plain import fields_of, plain
from upr_model.counting.basis import Basis
from upr_model.counting.tallies import Tally
from upr_model.errors import BasisMismatch, InvalidValue, shown
from upr_model.values.ranges import Range
from upr_model.values.shares import Share, is_count
from upr_model.values.vocabulary import ImplementationStatus, RateBase


@frozen(kw_only=True)
class ImplementationRate:
    """How many of a base are implemented; where only totals are known, between which bounds.

    >>> from upr_model.samples import viet_nam_statuses
    >>> published = viet_nam_statuses()[0]
    >>> print(published.rate(RateBase.SUPPORTED_OR_PARTLY))
    209 of 241 (86.7%)
    >>> print(published.rate(RateBase.SUPPORTED))
    188 to 209 of 220 (85.5% to 95.0%)
    """

    base: RateBase = field(validator=is_a(RateBase))
    total: int = field(validator=is_count)
    """The size of the base."""
    counts: tuple[tuple[ImplementationStatus, Range], ...] = field()
    """How many of the base have each status, in the order of the statuses."""
    basis: Basis = field(validator=is_a(Basis))
    notes: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    """Why there are only bounds, and what the sources do not agree on."""

    @counts.validator
    def _make_up_the_base(self, _: Attribute[Any], counts: tuple[tuple[ImplementationStatus, Range], ...]) -> None:
        if not isinstance(counts, tuple) or not all(map(_is_counted, counts)):
            msg = f"counts has each status with the Range of its count, not {shown(counts)}"
            raise InvalidValue(msg)
        lowest = sum(count.first for _, count in counts)
        highest = sum(count.last or 0 for _, count in counts)
        fits = all(0 <= count.first <= (count.last or 0) <= self.total for _, count in counts)
        if not fits or len(dict(counts)) < len(counts) or not lowest <= self.total <= highest:
            printed = ", ".join(f"{count} {status}" for status, count in counts) or "no counts"
            msg = f"{printed} cannot make up the {self.total} of the base {self.base}"
            raise InvalidValue(msg)

    @property
    def lowest(self) -> Share:
        """The least that can be implemented."""
        return Share(self._implemented.first, self.total)

    @property
    def highest(self) -> Share:
        """The most that can be implemented; the same as `lowest` where the rate is known."""
        return Share(self._implemented.last or 0, self.total)

    @property
    def share(self) -> Share:
        """The rate; `BasisMismatch` where there are only bounds."""
        if self.lowest != self.highest:
            msg = f"there is no one rate, but {self}; use lowest and highest: {'; '.join(self.notes)}"
            raise BasisMismatch(msg)
        return self.lowest

    @property
    def _implemented(self) -> Range:
        return dict(self.counts).get(ImplementationStatus.IMPLEMENTED, Range(0, 0))

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it: a pair of bounds where one number is not known; percentages with one place.

        >>> from upr_model.samples import viet_nam_statuses
        >>> viet_nam_statuses()[0].rate(RateBase.SUPPORTED).to_dict()["rate"]
        {'part': [188, 209], 'whole': 220, 'percent': ['85.5', '95.0']}
        """
        low, high = _percent(self.lowest), _percent(self.highest)
        exact = self.lowest == self.highest
        return {
            "basis": plain(self.basis),
            "base": plain({"name": self.base, "total": self.total}),
            "counts": plain({status: _number_or_pair(count) for status, count in self.counts}),
            "rate": {
                "part": _number_or_pair(self._implemented),
                "whole": self.total,
                "percent": low if exact else [low, high],
            },
        } | (fields_of(self, "notes") if self.notes else {})

    def __str__(self) -> str:
        """Print the counts, and the percentage with one place."""
        if self.lowest == self.highest:
            return str(self.lowest)
        low, high = self.lowest, self.highest
        return f"{low.part} to {high.part} of {self.total} ({low:.1%} to {high:.1%})"


def rate_of(tally: Tally[ImplementationStatus], base: RateBase, notes: tuple[str, ...] = ()) -> ImplementationRate:
    """Give the rate of a base of which every item was counted."""
    counts = tuple((status, Range(count, count)) for status, count in tally.items())
    return ImplementationRate(base=base, total=tally.total, counts=counts, basis=tally.basis, notes=notes)


def _is_counted(pair: object) -> bool:
    if not isinstance(pair, tuple) or len(pair) != 2:  # noqa: PLR2004  (a pair)
        return False
    return isinstance(pair[0], ImplementationStatus) and isinstance(pair[1], Range) and pair[1].last is not None


def _percent(share: Share) -> str | None:
    return f"{share:.1%}".removesuffix("%") if share.whole else None


def _number_or_pair(count: Range) -> object:
    return count.first if count.first == count.last else [count.first, count.last]
