"""Printed documents: lines with their place, whatever file they were in, and what belongs to the page alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import evolve, frozen

from upr_model.errors import SHOWN_LIMIT
from upr_model.readings.reading import Problem
from upr_model.values.vocabulary import Severity

SYMBOL = r"A/HRC/? ?[0-9]{1,3}/[0-9]{1,4}(?:/(?:Add|Corr|Rev)\.[0-9]{1,2})?\*?"
"""The symbol of a report as it is printed, or misprinted; those of the documents for it have WG.6 in them."""

DASHES = r"\-\u2010-\u2015"
"""A hyphen, and the dashes that stand for one, as a pattern has them between its other characters."""

DASH = f"[{DASHES}]"
"""Any one of them."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""What stands in a line for the raised digits that refer to a footnote."""

_SUPERSCRIPTS = str.maketrans("0123456789", MARKS)
_JOB = rf"GE\. ?[0-9]{{2}} ?{DASH} ?[0-9]{{4,6}}(?: *\([A-Z]\))?[ 0-9*]*"
# Symbol and number of a page, in one line or two; the number of the printing job; a bar code's text.
_FURNITURE = re.compile(
    rf"(?:page ?)?(?:[0-9]{{1,3}} ?)?{SYMBOL}\*?(?: ?(?:page ?)?[0-9]{{1,3}})?|page ?[0-9]{{1,3}}"
    rf"|(?:[0-9]{{1,3}} ?)?{_JOB}|\*[0-9]{{7}}\*",
    re.IGNORECASE,
)
_FURNITURE_LIMIT = 80
"""Characters of the longest such line."""

_NUMBER = re.compile("[0-9]{1,3}")
_SMALLER = 4
"""Tenths of a point by which the type of a footnote is at least smaller: reports set 9 below 10."""

Place = tuple[int | None, int]
"""Page and line."""


@frozen
class Line:
    """A line of a document, with one space between its words; a raised digit is one in the text as well."""

    page: int | None
    """From 1; None where the file has no pages."""
    number: int
    """The line of the page, or of the file where that has no pages, from 1."""
    text: str
    small: bool = False
    """Printed smaller than the text: a footnote, or what belongs to the page."""

    @property
    def place(self) -> Place:
        """Page and line."""
        return self.page, self.number


def raised(text: str) -> str:
    """Give digits as raised ones."""
    return text.translate(_SUPERSCRIPTS)


def lines_of_text(text: str) -> list[Line]:
    """Give the lines of a text; form feeds end pages, as programs that take texts from PDF files print them."""
    pages = text.split("\f")
    if len(pages) == 1:
        return _numbered(None, text.splitlines())
    return [line for page, held in enumerate(pages, start=1) for line in _numbered(page, held.splitlines())]


def _numbered(page: int | None, texts: Sequence[str]) -> list[Line]:
    words = ((number, " ".join(text.split())) for number, text in enumerate(texts, start=1))
    return [Line(page, number, text) for number, text in words if text]


def of_the_page(lines: Sequence[Line]) -> frozenset[Place]:
    """Find the lines that belong to the page: the symbol at its head, its number, the printing job.

    A number that stands alone is that of a page where it is the first or last of its lines, or stands
    beside another such line.
    """
    found: set[Place] = set()
    for page, held in groupby(lines, lambda line: line.page):
        own = list(held)
        furniture = [len(line.text) <= _FURNITURE_LIMIT and bool(_FURNITURE.fullmatch(line.text)) for line in own]
        for place, line in enumerate(own):
            beside = page is not None and place in (0, len(own) - 1)
            beside = beside or any(furniture[max(0, place - 1) : place + 2])
            if furniture[place] or (_NUMBER.fullmatch(line.text) and (beside or line.small)):
                found.add(line.place)
    return frozenset(found)


def mark_small(lines: Iterable[Line], sizes: Sequence[int | None]) -> list[Line]:
    """Mark the lines that are printed smaller than most; where a third is, size tells nothing.

    Sizes are in tenths of a point.
    """
    held = list(lines)
    letters: Counter[int] = Counter()
    for line, size in zip(held, sizes, strict=True):
        if size is not None:
            letters[size] += len(line.text)
    if not letters:
        return held
    usual = letters.most_common(1)[0][0]
    marked = [
        evolve(line, small=size is not None and size < usual - _SMALLER) for line, size in zip(held, sizes, strict=True)
    ]
    return marked if sum(line.small for line in marked) * 3 < len(marked) else held


def problem_at(  # noqa: PLR0913  (what a problem has)
    file: str, line: Line, severity: Severity, code: str, message: str, *, value: str = "", hint: str = ""
) -> Problem:
    """Make a problem of a line of a document."""
    return Problem(
        severity=severity,
        code=code,
        message=message,
        file=file,
        page=line.page,
        line=line.number,
        value=value[:SHOWN_LIMIT] or None,
        hint=hint,
    )
