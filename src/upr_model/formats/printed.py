"""Printed documents: lines with their place, whatever file they were in, and what belongs to the page alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

_SYMBOL = r"A/HRC/?\s?[0-9]{1,3}/[0-9]{1,4}(?:/(?:Add|Corr|Rev)\.[0-9]{1,2})?\*{0,2}"
_JOB = r"GE\.\s?[0-9]{2}\s?[-\u2010-\u2013]\s?[0-9]{4,6}(?:\s*\([A-Z]\))?[\s0-9*]*"
_PAGE = r"(?:page\s?)?[0-9]{1,3}"
# Symbol and number of a page, in one line or two; the number of the printing job; a bar code's text.
_FURNITURE = re.compile(
    rf"(?:{_PAGE}\s*)?{_SYMBOL}(?:\s*{_PAGE})?|{_PAGE}|(?:[0-9]{{1,3}}\s*)?{_JOB}|\*[0-9]{{7}}\*|\[?end of page\]?",
    re.IGNORECASE,
)
_FURNITURE_LIMIT = 80
"""Characters of the longest such line."""

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""What stands in a line for the raised digits that refer to a footnote."""


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
    def place(self) -> tuple[int | None, int]:
        """Page and line."""
        return self.page, self.number

    @property
    def is_furniture(self) -> bool:
        """Whether it belongs to the page: the symbol at its head, its number, the printing job."""
        return len(self.text) <= _FURNITURE_LIMIT and _FURNITURE.fullmatch(self.text) is not None


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


_SMALLER = 4
"""Tenths of a point by which the type of a footnote is at least smaller: reports set 9 below 10."""
