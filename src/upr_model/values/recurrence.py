"""Months later, and what is due every so many of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from upr_model._base.checks import check_day
from upr_model.errors import InvalidValue, shown


def due_dates(anchor: dt.date, *, months: int) -> Iterator[dt.date]:
    """Give the dates every so many months after a first one, each counted from that first one.

    So the last day of a long month comes back after a shorter month. Raises `InvalidValue` for an anchor
    that is no date, and for a number of months below 1.

    >>> from itertools import islice
    >>> [str(day) for day in islice(due_dates(dt.date(2026, 1, 31), months=1), 3)]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """
    check_day(anchor, "anchor")
    if type(months) is not int or months < 1:  # there is no last: more months than the calendar has give one date
        msg = f"months is a whole number from 1, not {shown(months)}"
        raise InvalidValue(msg)
    last = (dt.MAXYEAR - anchor.year) * 12 + 12 - anchor.month
    return (later(anchor, months=after) for after in range(0, last + 1, months))


def later(day: dt.date, *, months: int) -> dt.date:
    """Give the day so many months later, or earlier; the last day of the month where the month is too short.

    >>> print(later(dt.date(2026, 1, 31), months=1))
    2026-02-28
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415  (it takes as long to import as all of attrs)

    moved: dt.date = day + relativedelta(months=months)
    return moved
