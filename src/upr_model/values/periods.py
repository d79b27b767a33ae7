"""Periods: a day, a month, a year, or from one to another. "As of October 2023" is a month, not a day."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from attrs import Attribute, field, frozen

from upr_model.errors import InvalidValue, ParseError, shown

PERIOD_LIMIT = 21
"""Characters of the longest period: two days with a slash between them."""

_STEP = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_DECEMBER = 12


def _is_day(_: object, attribute: Attribute[dt.date], value: object) -> None:
    if type(value) is not dt.date:
        msg = f"the {attribute.name} day of a period is a datetime.date, not {shown(value)}"
        raise InvalidValue(msg)


@frozen
class Period:
    """The days from the first to the last, both among them.

    It prints as ISO 8601 has it, as short as can be: a day, a month, a year, or two of a kind with a
    slash between them.

    Raises `InvalidValue` for what is no `datetime.date`, and where the last day comes before the first.

    >>> print(Period.parse("2023-10").last, Period.parse("2020/2021"))
    2023-10-31 2020/2021
    """

    first: dt.date = field(validator=_is_day)
    last: dt.date = field(validator=_is_day)

    @last.validator
    def _in_order(self, _: Attribute[dt.date], last: dt.date) -> None:
        if last < self.first:
            msg = f"a period ends no earlier than it begins, not from {self.first} to {last}"
            raise InvalidValue(msg)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a day, a month, a year, or two of them with a slash between; `ParseError` for anything else."""
        steps = text.split("/", 1) if isinstance(text, str) and len(text) <= PERIOD_LIMIT else [""]
        try:
            return cls(_first(steps[0]), _last(steps[-1]))
        except ValueError:  # no such day, or the wrong order
            msg = f"{shown(text)} is not a period; expected a day, a month or a year such as 2023-10, or 2020/2021"
            raise ParseError(msg) from None

    def __str__(self) -> str:
        """Print it as `parse` reads it."""
        first, last = str(self.first), str(self.last)
        for length in (len("2023"), len("2023-10")):
            short = first[:length], last[:length]
            if (_first(short[0]), _last(short[1])) == (self.first, self.last):
                first, last = short
                break
        return first if first == last else f"{first}/{last}"


def period_of(value: Period | dt.date | str) -> Period:
    """Give a period as it is, a day as a period of one day, and a text as `Period.parse` reads it.

    >>> print(period_of(dt.date(2023, 10, 31)))
    2023-10-31
    """
    if isinstance(value, Period):
        return value
    if isinstance(value, str):
        return Period.parse(value)
    if type(value) is not dt.date:
        msg = f"expected a Period, a datetime.date or a text such as '2023-10', not {shown(value)}"
        raise InvalidValue(msg)
    return Period(value, value)


def _numbers(text: str) -> tuple[int, int, int]:
    """Give year, month and day, 0 for what is not given; `ValueError` for anything else."""
    match = _STEP.fullmatch(text)
    if match is None:
        raise ValueError
    year, month, day = (int(group or 0) for group in match.groups())
    if (match[2] and not month) or (match[3] and not day):  # a month 00 is not a missing one
        raise ValueError
    return year, month, day


def _first(text: str) -> dt.date:
    year, month, day = _numbers(text)
    return dt.date(year, month or 1, day or 1)


def _last(text: str) -> dt.date:
    year, month, day = _numbers(text)
    month = month or _DECEMBER
    return dt.date(year, month, day or monthrange(year, month)[1])
