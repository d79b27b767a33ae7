"""PDF files: their lines, extracted with pypdf.

pypdf extracts a text in two ways: "plain", with the size of the type, and "layout". Both are used, since
each breaks words where the other does not; `_lines_of_page` brings them together.
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
from upr_model.formats.media.printed import Line, mark_small, raised
from upr_model.readings.reading import Problem
from upr_model.values.vocabulary import Severity

if TYPE_CHECKING:
    from pypdf import PdfReader

MARK = b"%PDF-"
"""The mark at the beginning of a PDF file."""

MARK_WITHIN = 1024
"""The mark stands within so many bytes at the beginning."""

PDF_LIMIT = 2**25
"""Bytes of the largest PDF file: forty times the largest report in the samples."""

PAGES_LIMIT = 500
"""Pages of the longest PDF file: a report has about thirty."""

PAGE_LIMIT = 2**20
"""Bytes of the instructions that print the largest page: about ten times those of a full page."""

DOCUMENT_LIMIT = 2**24
"""Bytes of the instructions of all pages: eight times those of a report."""

PAGE_TEXT_LIMIT = 100_000
"""Characters of the largest page: about twenty times a full page."""

_PADDING = 10
"""How many times its letters a layout may be long: it is padded with spaces."""

_LONE = re.compile("[\ud800-\udfff]")
"""A lone surrogate: half of a letter, which no file can hold."""

_RAISED = (3, 4)
"""A digit refers to a footnote where its type is below this fraction of its line's."""


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
            problems.append(
                Problem(severity=Severity.WARNING, code="no-layout", message=message, file=file, page=number, line=1)
            )
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
    """Turn the errors of pypdf into `UnreadableFile`, and silence its warnings of broken files."""
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


# Beside its own errors, pypdf raises these where a broken file has another kind of value than it looks for.
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, RecursionError),
    *(TypeError, ValueError),
)


@frozen
class _Page:
    """A page as pypdf extracts it, in both ways."""

    pieces: list[tuple[str, int]]
    """The plain text in pieces, each with the size of its type in tenths of a point."""
    layout: str | None
    """None where it cannot be extracted, or leaves out text."""
    length: int
    """Bytes of its instructions."""


def _page(reader: PdfReader, number: int, name: str) -> _Page:
    """Extract a page in both ways."""
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
    except UnreadableFile:  # the plain text is there
        return _Page(pieces, None, length)
    # The layout leaves out text that is rotated or stands in a form, and the plain text does not.
    is_whole = len(layout) <= PAGE_TEXT_LIMIT * _PADDING and _letters(layout) * 50 >= _letters(plain) * 49
    return _Page(pieces, layout if is_whole else None, length)


def _letters(text: str) -> int:
    """Count the characters that are no spaces."""
    return len("".join(text.split()))


def _check(number: int, limit: int, what: str) -> None:
    if number > limit:
        msg = f"{what} are {number}, and {limit} is the limit"
        raise UnreadableFile(msg)


@define
class _Seen:
    """A line of the plain text: where its words end, and the sizes of its letters."""

    ends: set[int] = Factory(set)
    """How many letters stand before each space."""
    sizes: list[int] = Factory(list)
    """The size of each letter, in tenths of a point."""


def _lines_of_page(page: _Page, number: int) -> Iterator[tuple[Line, int | None]]:
    """Give the lines of a page, each with the size of its type where that is known."""
    # Why both extractions: the plain text loses nothing and tells the sizes, which set footnotes and their
    # marks apart, but it breaks words ("ratifica tion") in one paragraph of four. The layout keeps lines as
    # they are printed and breaks few words ("educat   ional"), but tells no sizes. They agree on letters, so
    # a line of the layout is matched with the next plain line of the same letters. A space that only one of
    # them has is dropped, since either may break a word. A line of the layout without a match stays as it
    # is, without a size; a page without a whole layout is read from the plain text alone.
    plain_lines = _plain_lines(page.pieces)
    text = page.layout if page.layout is not None else "".join(piece for piece, _ in page.pieces)
    for place, printed in enumerate(text.split("\n"), start=1):
        words = _LONE.sub("\ufffd", " ".join(printed.split()))
        if words:
            matches = plain_lines.get(words.replace(" ", ""))
            yield _merged(number, place, words, matches.popleft() if matches else None)


def _plain_lines(pieces: Iterable[tuple[str, int]]) -> dict[str, deque[_Seen]]:
    """Give the lines of the plain text by their letters, in order."""
    lines: dict[str, deque[_Seen]] = defaultdict(deque)
    letters: list[str] = []
    line = _Seen()
    for text, size in [*pieces, ("\n", 0)]:
        for letter in text:
            if letter == "\n":
                lines["".join(letters)].append(line)
                letters, line = [], _Seen()
            elif letter.isspace():
                line.ends.add(len(letters))
            else:
                letters.append(_LONE.sub("\ufffd", letter))
                line.sizes.append(size)
    return lines


def _merged(page: int, number: int, words: str, plain: _Seen | None) -> tuple[Line, int | None]:
    """Give a line with the spaces that both extractions have, and the size of its type where that is known."""
    if plain is None or not plain.sizes:
        return Line(page, number, words), None
    size = median_low(plain.sizes)
    letters: list[str] = []
    count = 0
    for letter in words:
        if letter == " ":
            if count in plain.ends:
                letters.append(letter)
        else:
            is_small = plain.sizes[count] * _RAISED[1] < size * _RAISED[0]
            letters.append(raised(letter) if is_small else letter)
            count += 1
    return Line(page, number, "".join(letters)), size
