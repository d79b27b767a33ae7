"""Quantities: an exact number of something, or a bound of it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a
from upr_model._base.ids import is_named
from upr_model.errors import InvalidValue, shown
from upr_model.values.vocabulary import Qualifier

QUANTITY_LIMIT = 10**18
"""The largest numerator and denominator of a quantity."""

PLACES_LIMIT = 18
"""Decimal places of the longest number that is printed as one."""

_ABOVE = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
_BELOW = frozenset({Qualifier.LESS_THAN, Qualifier.AT_MOST, Qualifier.NEARLY, Qualifier.UP_TO})


def _exact(value: Fraction | Decimal | int) -> Fraction:
    """Take a number without loss: a float has lost something already."""
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= len(str(QUANTITY_LIMIT)):
        value = Fraction(value)
    if type(value) is int:
        value = Fraction(value)
    if not isinstance(value, Fraction) or max(abs(value.numerator), value.denominator) > QUANTITY_LIMIT:
        msg = f"a value is an int, a Fraction or a Decimal, of at most 18 digits, not {shown(value)}"
        raise InvalidValue(msg)
    return value


@frozen
class Quantity:
    """A number of something, or a bound: "more than 50 countries".

    Raises `InvalidValue` for a float, and for numbers above `QUANTITY_LIMIT`.

    >>> reached = Quantity(50, "countries", Qualifier.MORE_THAN)
    >>> print(reached, reached.allows(50), reached.allows(51))
    more than 50 countries False True
    """

    value: Fraction = field(converter=_exact)
    unit: str = field(validator=is_named)
    qualifier: Qualifier | None = field(default=None, validator=optional(is_a(Qualifier)))

    def allows(self, value: Fraction | int) -> bool:
        """Whether the number may be that value: by the letter, so "about" allows any."""
        match self.qualifier:
            case None:
                return value == self.value
            case Qualifier.ABOUT:
                return True
            case Qualifier.MORE_THAN:
                return value > self.value
            case Qualifier.AT_LEAST:
                return value >= self.value
            case Qualifier.LESS_THAN | Qualifier.NEARLY:
                return value < self.value
            case _:
                return value <= self.value

    def __str__(self) -> str:
        """Print qualifier, number and unit."""
        number = f"{self.value.numerator:,}" if self.value.denominator == 1 else decimal_text(self.value)
        return f"{self.qualifier + ' ' if self.qualifier else ''}{number} {self.unit}"


def decimal_text(value: Fraction) -> str:
    """Print a fraction as a decimal number where it is one, else as a quotient.

    >>> decimal_text(Fraction(867, 10)), decimal_text(Fraction(1, 3))
    ('86.7', '1/3')
    """
    places, rest = 0, value.denominator
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        rest //= 10 if rest % 10 == 0 else 2 if rest % 2 == 0 else 5
        places += 1
    if rest != 1 or not 0 < places <= PLACES_LIMIT:
        return str(value)
    digits = abs(value.numerator) * 10**places // value.denominator
    sign = "-" * (value < 0)
    return f"{sign}{digits // 10**places}.{digits % 10**places:0{places}d}"


def turned(qualifier: Qualifier | None, *, upside_down: bool) -> Qualifier | None:
    """Give the bound of a quotient from that of a number in it; below the line (`upside_down`) more gives less."""
    if not upside_down or qualifier is None or qualifier is Qualifier.ABOUT:
        return qualifier
    if qualifier in _ABOVE:
        return Qualifier.LESS_THAN if qualifier is Qualifier.MORE_THAN else Qualifier.AT_MOST
    strict = qualifier in {Qualifier.LESS_THAN, Qualifier.NEARLY}
    return Qualifier.MORE_THAN if strict else Qualifier.AT_LEAST
