"""Printed documents: their lines with page and number, whatever the kind of file, and the lines that furnish a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import evolve, frozen

SYMBOL = r"A/HRC/? ?[0-9]{1,3}/[0-9]{1,4}(?:/(?:Add|Corr|Rev)\.[0-9]{1,2})?\*?"
"""The symbol of a report as printed, with common misprints; symbols of its source documents contain WG.6."""

DASHES = r"\-\u2010-\u2015"
"""The hyphen and the dashes printed in its place, for use within a character class."""

DASH = f"[{DASHES}]"
"""The pattern of any one of them."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The raised digits of a line, which refer to footnotes."""

_SUPERSCRIPTS = str.maketrans("0123456789", MARKS)
_JOB = rf"GE\. ?[0-9]{{2}} ?{DASH} ?[0-9]{{4,6}}(?: *\([A-Z]\))?[ 0-9*]*"
# The symbol and the page number, in one line or two; the number of the printing job; the text of a bar code.
_FURNITURE = re.compile(
    rf"(?:page ?)?(?:[0-9]{{1,3}} ?)?{SYMBOL}\*?(?: ?(?:page ?)?[0-9]{{1,3}})?|page ?[0-9]{{1,3}}"
    rf"|(?:[0-9]{{1,3}} ?)?{_JOB}|\*[0-9]{{7}}\*",
    re.IGNORECASE,
)
_FURNITURE_LIMIT = 80
"""Characters of the longest such line."""

_NUMBER = re.compile("[0-9]{1,3}")
_SMALLER = 4
"""Tenths of a point by which a footnote is smaller than the text; reports set them in 9 and 10 points."""

Place = tuple[int | None, int]
"""Page and line."""


@frozen
class Line:
    """A line of a document, with one space between its words; raised digits stay raised in the text."""

    page: int | None
    """From 1; None where the file has no pages."""
    number: int
    """The line of the page, or of the file where that has no pages, from 1."""
    text: str
    small: bool = False
    """Whether it is printed smaller than the text: a footnote, or furniture of the page."""

    @property
    def place(self) -> Place:
        """Page and line."""
        return self.page, self.number


def raised(text: str) -> str:
    """Give a text with its digits raised."""
    return text.translate(_SUPERSCRIPTS)


def lines_of_text(text: str) -> list[Line]:
    """Give the lines of a text; form feeds end its pages, as in the output of programs such as pdftotext."""
    pages = text.split("\f")
    if len(pages) == 1:
        return _numbered(None, text.splitlines())
    return [line for number, page in enumerate(pages, start=1) for line in _numbered(number, page.splitlines())]


def _numbered(page: int | None, texts: Sequence[str]) -> list[Line]:
    words = ((number, " ".join(text.split())) for number, text in enumerate(texts, start=1))
    return [Line(page, number, text) for number, text in words if text]


def of_the_page(lines: Sequence[Line]) -> frozenset[Place]:
    """Find the lines that furnish a page: the symbol at its head, its number, the printing job.

    A number alone on a line is a page number where the line is small, is the first or last of its page,
    or stands beside furniture.
    """
    places: set[Place] = set()
    for page, group in groupby(lines, lambda line: line.page):
        own = list(group)
        furniture = [len(line.text) <= _FURNITURE_LIMIT and bool(_FURNITURE.fullmatch(line.text)) for line in own]
        for index, line in enumerate(own):
            at_edge = page is not None and index in (0, len(own) - 1)
            beside = any(furniture[max(0, index - 1) : index + 2])
            if furniture[index] or (_NUMBER.fullmatch(line.text) and (at_edge or beside or line.small)):
                places.add(line.place)
    return frozenset(places)


def mark_small(lines: Iterable[Line], sizes: Sequence[int | None]) -> list[Line]:
    """Mark the lines that are printed smaller than most; mark none where a third would be marked.

    Sizes are in tenths of a point.
    """
    lines = list(lines)
    letters: Counter[int] = Counter()
    for line, size in zip(lines, sizes, strict=True):
        if size is not None:
            letters[size] += len(line.text)
    if not letters:
        return lines
    usual = letters.most_common(1)[0][0]
    marked = [
        evolve(line, small=size is not None and size < usual - _SMALLER)
        for line, size in zip(lines, sizes, strict=True)
    ]
    return marked if sum(line.small for line in marked) * 3 < len(marked) else lines
