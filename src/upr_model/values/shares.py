"""Exact shares, percentages and changes.

Nothing here knows the Universal Periodic Review. Counts are whole numbers, quotients are fractions,
and a decimal number appears only where a figure is printed, rounded half up as a reader with a
calculator would. No float is ever made.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import Attribute, field, frozen

from upr_model._base.checks import check_whole, is_a
from upr_model.errors import InvalidValue, UndefinedShare, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_COUNT = 10**18
"""The largest count accepted: far above any review, low enough to print at once."""

MAX_PLACES = 20
"""The most decimal places that a figure is printed with."""

_SPEC = re.compile(
    r"(?:(?P<fill>.)?(?P<align>[<^>]))?(?P<sign>\+?)(?P<width>(?:[1-9][0-9]{0,2})?)(?:\.(?P<places>[0-9]{1,2}))?(?P<kind>[%f])",
    re.ASCII,
)


def is_count(_: object, attribute: Attribute[int], value: int) -> None:
    """Validate a field: a whole number from 0 to `MAX_COUNT`."""
    check_whole(value, attribute.name, 0, MAX_COUNT)


@frozen
class Share:
    """A part of a whole; both numbers are kept, so a printed figure can be derived again.

    `Share(0, 0)` is a legal value, the share of nothing: it prints `n/a`.

    Raises `InvalidValue` unless both are whole numbers, 0 <= part <= whole <= `MAX_COUNT`.

    >>> print(Share(182, 227))
    182 of 227 (80.2%)
    >>> f"{Share(23, 40):.0%}"
    '58%'
    """

    part: int = field(validator=is_count)
    whole: int = field(validator=is_count)

    @whole.validator
    def _part_fits(self, _: Attribute[int], value: int) -> None:
        if self.part > value:
            msg = f"a part of {self.part} is larger than its whole of {value}; is it a ratio?"
            raise InvalidValue(msg)

    @property
    def fraction(self) -> Fraction:
        """The exact quotient, from 0 to 1; `UndefinedShare` where the whole is 0.

        >>> Share(209, 241).fraction
        Fraction(209, 241)
        """
        if not self.whole:
            msg = "0 of 0 has no percentage: nothing was counted; print the share itself for n/a"
            raise UndefinedShare(msg)
        return Fraction(self.part, self.whole)

    def __add__(self, other: Share) -> Share:
        """Add the parts and the wholes: for two populations without a common member.

        >>> Share(1, 2) + Share(1, 4)
        Share(part=2, whole=6)
        """
        if not isinstance(other, Share):
            return NotImplemented
        return Share(self.part + other.part, self.whole + other.whole)

    def __str__(self) -> str:
        """Print both counts and one decimal."""
        return f"{self.part} of {self.whole} ({self:.1%})"

    def __format__(self, spec: str) -> str:
        """Take `[[fill]align][+][width][.places]%`; one place where none is given."""
        return _format(self, "%", spec, Fraction(self.part, self.whole) if self.whole else None)


@frozen
class PointChange:
    """The change from one share to another, in percentage points.

    >>> print(PointChange(Share(182, 227), Share(241, 291)))
    +2.6 points (80.2% -> 82.8%)
    """

    old: Share = field(validator=is_a(Share))
    new: Share = field(validator=is_a(Share))

    @property
    def points(self) -> Fraction:
        """The exact difference, in percentage points; `UndefinedShare` if either is 0 of 0."""
        return 100 * (self.new.fraction - self.old.fraction)

    def __str__(self) -> str:
        """Print the points with one decimal, and both shares."""
        return f"{self:+.1f} points ({self.old:.1%} -> {self.new:.1%})"

    def __format__(self, spec: str) -> str:
        """Take `[[fill]align][+][width][.places]f`."""
        return _format(self, "f", spec, self.points if self.old.whole and self.new.whole else None)


@frozen
class ShareChange:
    """The change of a share relative to what it was: not points, not the change of a count.

    >>> print(ShareChange(Share(182, 227), Share(241, 291)))
    +3.3% of the share (80.2% -> 82.8%)
    """

    old: Share = field(validator=is_a(Share))
    new: Share = field(validator=is_a(Share))

    @property
    def fraction(self) -> Fraction:
        """(new - old) / old, exact; `UndefinedShare` where the old share is 0 or undefined."""
        if not self.old.part:
            msg = f"a change from {self.old} has no percentage; give the two shares, or the points"
            raise UndefinedShare(msg)
        return self.new.fraction / self.old.fraction - 1

    def __str__(self) -> str:
        """Print the change with one decimal, and both shares."""
        return f"{self:+.1%} of the share ({self.old:.1%} -> {self.new:.1%})"

    def __format__(self, spec: str) -> str:
        """Take `[[fill]align][+][width][.places]%`."""
        return _format(self, "%", spec, self.fraction if self.old.part and self.new.whole else None)


@frozen
class CountChange:
    """The change of a count relative to what it was.

    >>> print(CountChange(182, 241))
    +32.4% of the count (182 -> 241)
    """

    old: int = field(validator=is_count)
    new: int = field(validator=is_count)

    @property
    def fraction(self) -> Fraction:
        """(new - old) / old, exact; `UndefinedShare` where the old count is 0."""
        if not self.old:
            msg = f"a change from 0 to {self.new} has no percentage; give the two counts"
            raise UndefinedShare(msg)
        return Fraction(self.new, self.old) - 1

    def __str__(self) -> str:
        """Print the change with one decimal, and both counts."""
        return f"{self:+.1%} of the count ({self.old} -> {self.new})"

    def __format__(self, spec: str) -> str:
        """Take `[[fill]align][+][width][.places]%`."""
        return _format(self, "%", spec, self.fraction if self.old else None)


def rounded(value: Fraction, places: int) -> Decimal:
    """Round half up, and half away from zero below it: `rounded(-x) == -rounded(x)`.

    >>> rounded(Fraction(-1, 8), 2)
    Decimal('-0.13')
    """
    check_whole(places, "places", 0, MAX_PLACES)
    # (2x + 1) // 2 is x rounded half up; in whole numbers, so that nothing is lost on the way.
    twice = 2 * abs(value) * 10**places + 1
    digits = Decimal(twice.numerator // (2 * twice.denominator)).as_tuple().digits
    return Decimal((int(value < 0 and any(digits)), digits, -places))


def percentages(counts: Iterable[int], *, places: int = 1) -> tuple[Decimal, ...]:
    """Percentages of the counts' sum that add up to exactly 100: largest remainder (Hamilton).

    Each is first rounded down; the units still missing go to the largest remainders, of equal ones
    to the larger count, then to the earlier. So equal counts may get unequal percentages. Tell the
    readers of a column that it is rounded this way: a table of single shares rounds each alone.

    Raises `UndefinedShare` where the counts sum to 0.

    >>> [str(p) for p in percentages([209, 30, 2])]
    ['86.7', '12.5', '0.8']
    """
    check_whole(places, "places", 0, MAX_PLACES)
    counts = tuple(counts)
    for count in counts:
        check_whole(count, "each count", 0, MAX_COUNT)
    whole = sum(counts)
    if not whole:
        msg = "the counts sum to 0: nothing was counted, so there are no percentages"
        raise UndefinedShare(msg)
    units = 100 * 10**places
    floors, remainders = zip(*(divmod(count * units, whole) for count in counts), strict=True)
    by_claim = sorted(range(len(counts)), key=lambda i: (-remainders[i], -counts[i], i))
    raised = set(by_claim[: units - sum(floors)])
    return tuple(rounded(Fraction(floor + (i in raised), 10**places), places) for i, floor in enumerate(floors))


def _format(of: object, kind: str, spec: str, value: Fraction | None) -> str:
    """Print an exact value (None prints n/a) by a format specification that ends in `kind`."""
    if not spec:
        return str(of)
    match = _SPEC.fullmatch(spec)
    if match is None or match["kind"] != kind:
        msg = f"a {type(of).__name__} cannot be formatted with {shown(spec)}; use a form like '.1{kind}'"
        raise InvalidValue(msg)
    pad = f"{match['fill'] or ' '}{match['align'] or '>'}{match['width']}"
    if value is None:
        return format("n/a", pad)
    number = rounded(value * 100 if kind == "%" else value, int(match["places"] or 1))
    sign = match["sign"] if number > 0 else ""
    return format(f"{sign}{number:f}{kind if kind == '%' else ''}", pad)
