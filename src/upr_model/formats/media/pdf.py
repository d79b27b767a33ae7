"""PDF files: their lines, with pypdf.

pypdf gives a text in two ways, and each breaks words where the other does not ("ratifica tion",
"educat   ional"): a space is one that both see. One of them also tells the size of the type, which
sets footnotes apart.
"""

from __future__ import annotations

import io
import logging
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median_low
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, frozen

from upr_model.errors import UnreadableFile, missing_extra, printable
from upr_model.formats.media.delimited import Progress
from upr_model.formats.media.printed import Line, mark_small, problem_at, raised
from upr_model.readings.reading import Problem
from upr_model.values.vocabulary import Severity

if TYPE_CHECKING:
    from pypdf import PdfReader

MARK = b"%PDF-"
"""What a PDF file begins with."""

MARK_WITHIN = 1024
"""Bytes at the beginning in which the mark stands."""

PDF_LIMIT = 2**25
"""Bytes of the largest PDF file that is read: forty times the largest report in the samples."""

PAGES_LIMIT = 500
"""Pages of the longest one: a report has about thirty."""

PAGE_LIMIT = 2**20
"""Bytes of the instructions that print the largest page: about ten times those of a full one."""

DOCUMENT_LIMIT = 2**24
"""Bytes of the instructions of all pages; those of a report are two millions."""

PAGE_TEXT_LIMIT = 100_000
"""Characters of the largest page: about twenty times a full one."""

_LONE = re.compile("[\ud800-\udfff]")
"""Half of a letter, which no text may hold."""

_RAISED = (3, 4)
"""A digit below this part of the type of its line refers to a footnote."""


def lines_of_pdf(data: bytes, file: str, progress: Progress | None = None) -> tuple[list[Line], list[Problem]]:
    """Give the lines of a PDF file, and a warning for each page whose words may be broken.

    Raises `MissingExtra` without pypdf; `UnreadableFile` for a file that is broken, encrypted, without
    text, or larger than the limits here.
    """
    name = printable(file)
    if len(data) > PDF_LIMIT:
        msg = f"{name} has {len(data)} bytes, and {PDF_LIMIT} is the limit of a PDF file"
        raise UnreadableFile(msg)
    try:
        import pypdf  # noqa: PLC0415  (an extra)
    except ImportError as error:
        part = "reading PDF files"
        raise missing_extra(part, "pypdf", "pdf") from error
    with _wrapped(name):
        reader = pypdf.PdfReader(io.BytesIO(data))
        count = len(reader.pages)
    if count > PAGES_LIMIT:
        msg = f"{name} has {count} pages, and {PAGES_LIMIT} is the limit"
        raise UnreadableFile(msg)
    lines: list[Line] = []
    sizes: list[int | None] = []
    left = DOCUMENT_LIMIT
    problems: list[Problem] = []
    for number in range(1, count + 1):
        page = _page(reader, number, name)
        left -= page.length
        if left < 0:
            msg = f"{name}: the instructions of its first {number} pages are beyond the limit of {DOCUMENT_LIMIT} bytes"
            raise UnreadableFile(msg)
        if page.layout is None:
            message = "the layout of this page cannot be extracted; its words may be broken"
            problems.append(problem_at(file, Line(number, 1, ""), Severity.WARNING, "no-layout", message))
        for line, size in _lines_of_page(page, number):
            lines.append(line)
            sizes.append(size)
        if progress:
            progress(number, count)
    if not lines:
        msg = f"{name}: no text in this file: its pages are images; read a version with text"
        raise UnreadableFile(msg)
    return mark_small(lines, sizes), problems


@contextmanager
def _wrapped(name: str) -> Iterator[None]:
    """Tell what pypdf raises in our words, and keep its warnings of broken files to it."""
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError  # noqa: PLC0415  (an extra)

    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    except (FileNotDecryptedError, DependencyError) as error:
        msg = f"{name} is encrypted; save it without a password, and read that"
        raise UnreadableFile(msg) from error
    except (PyPdfError, *_BROKEN) as error:
        msg = f"{name} is not a whole PDF file: {printable(str(error)) or type(error).__name__}"
        raise UnreadableFile(msg) from error
    finally:
        logger.setLevel(level)


# Beside its own errors, pypdf raises these for what a broken file holds in the place of what it looks for.
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, RecursionError),
    *(TypeError, ValueError),
)


@frozen
class _Page:
    """What pypdf gives of a page: its pieces with the sizes of their type, and its layout where there is one."""

    pieces: list[tuple[str, int]]
    """The sizes are in tenths of a point."""
    layout: str | None
    length: int
    """Bytes of its instructions."""


def _page(reader: PdfReader, number: int, name: str) -> _Page:
    """Take a page out of a file; nothing but pypdf is at work here."""
    pieces: list[tuple[str, int]] = []

    def visit(text: str, matrix: Sequence[Any], text_matrix: Sequence[Any], _: object, size: Any) -> None:  # noqa: ANN401  (numbers)
        pieces.append((text, round(abs(10 * size * text_matrix[3] * matrix[3]))))

    with _wrapped(name):
        page = reader.pages[number - 1]
        contents = page.get_contents()
        length = len(contents.get_data()) if contents is not None else 0
    _check(length, PAGE_LIMIT, f"{name}, page {number}: the bytes of its instructions")
    if not length:
        return _Page([], "", length)
    with _wrapped(name):
        plain = page.extract_text(visitor_text=visit)
    _check(len(plain), PAGE_TEXT_LIMIT, f"{name}, page {number}: its characters")
    try:
        with _wrapped(name):
            layout = page.extract_text(extraction_mode="layout")
    except UnreadableFile:  # the other way was well
        return _Page(pieces, None, length)
    whole = len(layout) <= PAGE_TEXT_LIMIT * _PADDING and _letters(layout) * 50 >= _letters(plain) * 49
    return _Page(pieces, layout if whole else None, length)


def _letters(text: str) -> int:
    """Count the letters: the layout leaves out what is turned, or stands in a form."""
    return len("".join(text.split()))


def _check(number: int, limit: int, what: str) -> None:
    if number > limit:
        msg = f"{what} are {number}, and {limit} is the limit"
        raise UnreadableFile(msg)


@define
class _Seen:
    """A line as the way of extraction sees it that tells sizes: where its words end, and how large they are."""

    ends: set[int] = Factory(set)
    """How many letters stand before each space."""
    sizes: list[int] = Factory(list)
    """In tenths of a point."""


def _lines_of_page(page: _Page, number: int) -> Iterator[tuple[Line, int | None]]:
    """Give the lines of a page, and the size of their type where it is known."""
    seen = _seen(page.pieces)
    text = page.layout if page.layout is not None else "".join(piece for piece, _ in page.pieces)
    for place, printed in enumerate(text.split("\n"), start=1):
        words = _LONE.sub("\ufffd", " ".join(printed.split()))
        if words:
            same = seen.get(words.replace(" ", ""))
            yield _merged(number, place, words, same.popleft() if same else None)


_PADDING = 10
"""The layout is padded with spaces: at most so many times its letters."""


def _seen(pieces: Iterable[tuple[str, int]]) -> dict[str, deque[_Seen]]:
    """Give the lines by their letters, as the way of extraction sees them that tells sizes."""
    seen: dict[str, deque[_Seen]] = defaultdict(deque)
    letters: list[str] = []
    line = _Seen()
    for text, size in [*pieces, ("\n", 0)]:
        for letter in text:
            if letter == "\n":
                seen["".join(letters)].append(line)
                letters, line = [], _Seen()
            elif letter.isspace():
                line.ends.add(len(letters))
            else:
                letters.append(_LONE.sub("\ufffd", letter))
                line.sizes.append(size)
    return seen


def _merged(page: int, number: int, words: str, seen: _Seen | None) -> tuple[Line, int | None]:
    """Give a line whose words are those that both ways see, and the size of its type where it is known."""
    if seen is None or not seen.sizes:
        return Line(page, number, words), None
    size = median_low(seen.sizes)
    made: list[str] = []
    count = 0
    for letter in words:
        if letter == " ":
            if count in seen.ends:
                made.append(letter)
        else:
            small = seen.sizes[count] * _RAISED[1] < size * _RAISED[0]
            made.append(raised(letter) if small else letter)
            count += 1
    return Line(page, number, "".join(made)), size
