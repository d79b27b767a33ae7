"""Published percentages: what is printed, and the numbers that it may stand for.

A figure keeps its decimal places, since 33.0 is not 33, and knows which counts and totals give it in
each way of rounding. All arithmetic is of whole numbers and fractions; nothing here knows the review.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction

from attrs import Attribute, field, frozen

from upr_model._base.checks import is_whole
from upr_model.errors import InvalidValue, ParseError, shown
from upr_model.values.ranges import Range
from upr_model.values.shares import MAX_COUNT
from upr_model.values.vocabulary import Vocabulary

FIGURE_PLACES = 15
"""The most decimal places of a figure that is checked."""

FIGURE_LIMIT = 40
"""Characters of the longest figure that is read."""

UNITS_LIMIT = MAX_COUNT * 10**FIGURE_PLACES
"""The largest figure that is checked, in units of its last place."""

_FIGURE = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?%?", re.ASCII)


class Rounding(Vocabulary, StrEnum):
    """How a number became a figure: rounded to the nearest, with halves up, to even or down, or cut off.

    Halves go up and down from zero: -2.5 is -3 half up.

    >>> Rounding("half_up")
    Rounding.HALF_UP
    """

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    HALF_DOWN = "half_down"
    FLOOR = "floor"
    CEILING = "ceiling"


NEAREST = (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.HALF_DOWN)
"""The three ways that offices and programs call rounding."""


@frozen
class Interval:
    """Numbers from `low` to `high`, both in halves of a unit; each end is one of them or not."""

    low: int
    high: int
    with_low: bool
    with_high: bool

    def __contains__(self, number: Fraction) -> bool:
        """Whether a number, in units, lies in it."""
        halves = 2 * number
        above = halves > self.low or (self.with_low and halves == self.low)
        return above and (halves < self.high or (self.with_high and halves == self.high))

    def shifted(self, units: int) -> Interval:
        """Give the interval with so many units added to each number."""
        return Interval(self.low + 2 * units, self.high + 2 * units, self.with_low, self.with_high)


@frozen
class Figure:
    """A percentage as printed: `units` of its last place, so that 86.7 is 867 with one place.

    >>> Figure.parse("86.7%")
    Figure(units=867, places=1)
    >>> print(Figure.parse("86.7").counts(241, Rounding.HALF_UP))
    209
    """

    units: int = field()
    places: int = field(default=0, validator=is_whole("the number of decimal places", 0, FIGURE_PLACES))

    @units.validator
    def _check_units(self, _: Attribute[int], units: object) -> None:
        # Not `is_whole`: its message would print both limits with 34 digits.
        if type(units) is not int or abs(units) > UNITS_LIMIT:
            msg = f"the units of a figure are a whole number up to 10**33, not {shown(units)}"
            raise InvalidValue(msg)

    @classmethod
    def parse(cls, text: str, *, decimal_comma: bool = False) -> Figure:
        """Read plain digits with or without a point, a sign before and a percent sign after them.

        Raises `ParseError` for anything else, such as exponents and digits of other scripts.
        """
        stripped = text.strip()
        number = stripped.replace(",", ".") if decimal_comma else stripped
        match = _FIGURE.fullmatch(number) if len(number) <= FIGURE_LIMIT else None
        if match is None or (decimal_comma and "." in stripped):
            expected = "86,7%" if decimal_comma else "86.7%"
            hint = comma_hint(text, decimal_comma=decimal_comma)
            msg = f"{shown(text)} is not a percentage; expected plain digits such as {expected}{hint}"
            raise ParseError(msg)
        sign, whole, decimals = match.groups(default="")
        if len(decimals) > FIGURE_PLACES or int(whole) > MAX_COUNT:
            msg = f"{shown(text)} is out of all proportion: at most {FIGURE_PLACES} decimal places, and 10**18"
            raise ParseError(msg)
        units = int(whole + decimals)
        return cls(-units if sign == "-" else units, len(decimals))

    @property
    def scale(self) -> int:
        """How many units are 100 %."""
        return int(100 * 10**self.places)

    @property
    def value(self) -> Fraction:
        """The exact number that is printed, in percent."""
        return Fraction(self.units, 10**self.places)

    def preimage(self, rounding: Rounding) -> Interval:
        """Give the numbers, in units, that are printed as this figure."""
        units = self.units
        if rounding is Rounding.FLOOR:
            return Interval(2 * units, 2 * units + 2, with_low=True, with_high=False)
        if rounding is Rounding.CEILING:
            return Interval(2 * units - 2, 2 * units, with_low=False, with_high=True)
        if rounding is Rounding.HALF_EVEN:
            ends = (units % 2 == 0,) * 2
        elif rounding is Rounding.HALF_UP:  # away from zero, on either side of it
            ends = (units > 0, units < 0)
        else:
            ends = (units <= 0, units >= 0)
        return Interval(2 * units - 1, 2 * units + 1, *ends)

    @property
    def granularity(self) -> int:
        """The last place that says something, in units: of 70 it is 10, of 70.0 a tenth; never more than 10 %."""
        return 10 if not self.places and self.units and self.units % 10 == 0 else 1

    @property
    def around(self) -> Interval:
        """The numbers, in units, that are "about" this figure: half its granularity to either side."""
        middle, step = 2 * self.units, self.granularity
        return Interval(middle - step, middle + step, with_low=True, with_high=True)

    def counts(self, whole: int, rounding: Rounding) -> Range | None:
        """Give the counts of a whole that are printed as this share of it; None where there are none."""
        return counts_within(self.preimage(rounding), self.scale, whole)

    def totals(self, part: int, rounding: Rounding) -> Range | None:
        """Give the wholes of which a part is printed as this share; None where there are none."""
        return totals_within(self.preimage(rounding), self.scale, part, at_least=max(part, 1))

    def changed(self, old: int, rounding: Rounding) -> Range | None:
        """Give the new counts for which the change from an old one is printed as this figure."""
        return counts_within(self.preimage(rounding).shifted(self.scale), self.scale, old, at_most_whole=False)

    def bases(self, new: int, rounding: Rounding) -> Range | None:
        """Give the old counts from which the change to a new one is printed as this figure."""
        return totals_within(self.preimage(rounding).shifted(self.scale), self.scale, new, at_least=1)

    def __str__(self) -> str:
        """Print it as it was."""
        digits = str(abs(self.units)).rjust(self.places + 1, "0")
        whole, decimals = digits[: len(digits) - self.places], digits[len(digits) - self.places :]
        return f"{'-' * (self.units < 0)}{whole}{'.' * bool(decimals)}{decimals}%"


def comma_hint(text: str, *, decimal_comma: bool) -> str:
    """Say how a decimal comma is read, where a text that was not understood may have one."""
    option = "; a decimal comma is read with decimal_comma=True, or --decimal-comma"
    return option if "," in text and not decimal_comma else ""


def counts_within(inside: Interval, scale: int, whole: int, *, at_most_whole: bool = True) -> Range | None:
    """Give the counts k for which k * scale / whole lies inside: up to the whole, or without a limit."""
    if whole < 1:
        return None
    first = max(_first(inside.low * whole, 2 * scale, with_it=inside.with_low), 0)
    last = _last(inside.high * whole, 2 * scale, with_it=inside.with_high)
    if at_most_whole:
        last = min(last, whole)
    return Range(first, last) if first <= last else None


def totals_within(inside: Interval, scale: int, part: int, *, at_least: int) -> Range | None:
    """Give the wholes n, not below `at_least`, for which part * scale / n lies inside."""
    if part == 0:
        return Range(at_least, None) if Fraction(0) in inside else None
    if inside.high <= 0:
        return None
    # The quotient falls as n grows: the upper end of the interval gives the first n, its lower end the last.
    first = max(_first(2 * part * scale, inside.high, with_it=inside.with_high), at_least)
    if inside.low <= 0:
        return Range(first, None)
    last = _last(2 * part * scale, inside.low, with_it=inside.with_low)
    return Range(first, last) if first <= last else None


def _first(numerator: int, denominator: int, *, with_it: bool) -> int:
    """Give the first whole number from a quotient on, with it or above it."""
    return -(-numerator // denominator) if with_it else numerator // denominator + 1


def _last(numerator: int, denominator: int, *, with_it: bool) -> int:
    """Give the last whole number up to a quotient, with it or below it."""
    return numerator // denominator if with_it else -(-numerator // denominator) - 1
