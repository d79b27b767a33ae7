"""Where a record was read from, and who says so."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import optional

from upr_model._base.checks import check_whole, is_a, is_day
from upr_model._base.ids import is_named
from upr_model.values.vocabulary import Confidence

LINE_LIMIT = 10**18
"""The largest number of a line or page."""


def is_place(_: object, attribute: Attribute[Any], value: object) -> None:
    """Validate the number of a line or page."""
    check_whole(value, f"the {attribute.name} of a source", 1, LINE_LIMIT)


@frozen
class Source:
    """A place in a file, with what stands there.

    >>> Source("export.csv", 2, 'Tonga,"OIC, AL"').cells
    ('Tonga', 'OIC, AL')
    """

    file: str = field(validator=is_a(str))
    line: int = field(validator=is_place)
    """The physical line on which the row begins, from 1; of a document with pages, the line of its page."""
    raw: str = field(validator=is_a(str))
    """The row as the file has it, so that nothing a reader normalised is lost."""
    page: int | None = field(default=None, validator=optional(is_place))
    """From 1; None for a file without pages."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row of comma-separated values; one cell where it cannot be split."""
        try:
            return tuple(next(csv.reader(io.StringIO(self.raw, newline="")), ()))
        except csv.Error:
            return (self.raw,)


@frozen(kw_only=True)
class Citation:
    """Who says so: the source of a fact, its date, and how sure the fact is.

    >>> print(Citation(source="A/HRC/26/6", date=dt.date(2014, 4, 2), confidence=Confidence.HIGH))
    A/HRC/26/6, 2014-04-02 (high confidence)
    """

    source: str = field(validator=is_named)
    date: dt.date | None = field(default=None, validator=optional(is_day))
    link: str = field(default="", validator=is_a(str))
    confidence: Confidence = field(default=Confidence.UNKNOWN, validator=is_a(Confidence))

    def __str__(self) -> str:
        """Print source, date and confidence."""
        return f"{self.source}{f', {self.date}' if self.date else ''} ({self.confidence} confidence)"
