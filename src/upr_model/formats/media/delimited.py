"""Text files of rows and cells: decoding, and splitting that survives broken quotes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from attrs import frozen

from upr_model.errors import SHOWN_LIMIT, InvalidValue, UnreadableFile, shown
from upr_model.readings.reading import Problem
from upr_model.values.vocabulary import Severity

CELL_LIMIT = 131_072
"""Characters of the longest cell that is read: the limit of Python's own csv reader."""

ROW_LINES_LIMIT = 100
"""Physical lines of the longest row: where a quote is still open then, it was never closed."""

LINES_LIMIT = 3_000_000
"""Physical lines of the longest file that is read: seventy times the largest export in circulation."""

Progress = Callable[[int, int], None]
"""Is told how much has been read, and of how much."""

_FAULTS = {
    "field-count": ("the row has {cells} cells, the header {width}", "look for a comma outside quotes"),
    "field-too-long": (
        "a cell is longer than {limit:,} characters",
        "split it, or look for a quote that is not closed",
    ),
    "nul": ("the row holds a NUL character", "save the file anew as text; was it UTF-16?"),
    "stray-quote": ("text follows a closing quote", "inside a quoted cell, write a quote twice"),
    "unterminated-quote": ("a quote that opens here is not closed", "close it; the rows after it were read"),
}

# Codecs of Python's own that encode names and literals, some in time that grows with the square of a file.
_NO_FILES = frozenset(
    {"idna", "punycode", "raw_unicode_escape", "raw-unicode-escape", "unicode_escape", "unicode-escape"}
)
_TOO_LONG = "field-too-long"
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
# The mark of UTF-32 in little-endian order begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Row(NamedTuple):
    """A row of a table; one that could not be split is its first physical line, and has no cells."""

    line: int
    """On which it begins, from 1."""
    raw: str
    """The row as it stands there."""
    cells: list[str]
    fault: str | None = None
    """The code of what is wrong with it."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.fault is None and not any(map(str.strip, self.cells))


@frozen
class Sheet:
    """A table of a file: the name of its sheet, or what stands above it, and its rows."""

    name: str
    rows: Iterator[Row]


def raw_of(cells: list[str]) -> str:
    """Give the cells of a row as comma-separated values."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)  # it quotes the letters that end its lines
    return out.getvalue().removesuffix("\r\n")


def fault_of(row: Row, width: int) -> tuple[str, str, str]:
    """Give code, message and hint of a row that cannot be split, or has not as many cells as the header."""
    code = row.fault or "field-count"
    message, hint = _FAULTS[code]
    return code, message.format(cells=len(row.cells), width=width, limit=CELL_LIMIT), hint


def decode(data: bytes, file: str, encoding: str | None) -> tuple[str, Problem | None]:
    """Give the text of a file, and a warning where its encoding was guessed.

    UTF-8 where the bytes are, else Mac Roman where lines end in a bare CR, else Windows-1252.

    Raises `InvalidValue` for an encoding that Python does not know, `UnreadableFile` for a file that is
    not in the one told, or is in UTF-16 and nothing was told.
    """
    if encoding is not None:
        _check_encoding(encoding)
        text = _decode(data, file, encoding, "name another encoding, or none to have it guessed")
        return text.removeprefix("\ufeff"), None
    for mark, name in _MARKS:
        if data.startswith(mark):
            msg = f"{file} is in {name.upper()}; read it with encoding='{name}', or save it as UTF-8"
            raise UnreadableFile(msg)
    try:
        return data.decode("utf-8").removeprefix("\ufeff"), None
    except UnicodeDecodeError as error:
        place = error.start
    bare_cr = b"\r" in data and b"\n" not in data
    guess, reason = ("mac_roman", "lines end in a bare CR") if bare_cr else ("cp1252", "lines do not end in a bare CR")
    text = _decode(data, file, guess, "name its encoding: encoding='...'")
    return text, Problem(
        severity=Severity.WARNING,
        code="encoding-guessed",
        message=f"byte {place} is not UTF-8, and {reason}: read as {guess}",
        file=file,
        hint=f"look at names with accents; encoding='{guess}', or another, makes it explicit",
    )


def _check_encoding(name: str) -> None:
    try:
        "".encode(name)  # a codec such as base64 is known, but gives no text
        known = codecs.lookup(name).name not in _NO_FILES
    except (LookupError, ValueError):
        known = False
    if not known:
        msg = f"{shown(name)} is not an encoding of text files that Python knows; try utf-8, cp1252 or mac_roman"
        raise InvalidValue(msg)


def _decode(data: bytes, file: str, encoding: str, hint: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        msg = f"{file} is not in {encoding} ({str(error)[:SHOWN_LIMIT]}); {hint}"
        raise UnreadableFile(msg) from error


def rows(text: str, progress: Progress | None = None, *, delimiter: str = ",") -> Iterator[Row]:
    """Split a text into rows; `progress` is told from time to time how far it is, of how much.

    Lines end in LF, CR LF or CR. The width of a file is that of its first row with two cells filled. A
    quote that is never closed would swallow what follows it; so a row of several lines counts only where
    it has that width, and otherwise its first line alone is refused and the next line begins a row.
    """
    # csv.reader alone would take all that stands behind an open quote for one cell, in silence. So it gets
    # a block of lines at a time. What it splits to the end is taken; a row that is open at the end of the
    # block waits for more lines; one that stays open, or has another width than the file, was never
    # closed: its first line is refused, and splitting begins again with the next.
    physical = map(re.Match.group, _LINE.finditer(text))
    has_nul = "\0" in text
    block: list[str] = []
    line, width, taken_in, ended = 1, 0, 0, False
    while True:
        if len(block) < ROW_LINES_LIMIT and not ended:
            more = list(islice(physical, ROW_LINES_LIMIT))
            ended = len(more) < ROW_LINES_LIMIT
            block += more
            if progress is not None:
                progress(taken_in, len(text))
                taken_in += sum(map(len, more))
        if not block:
            return
        if line > LINES_LIMIT:
            msg = f"the file has more than {LINES_LIMIT} lines, which is the limit; split it"
            raise UnreadableFile(msg)
        suspect = has_nul or max(map(len, block)) > CELL_LIMIT
        split, fault = _split(block, width, delimiter, last=ended)
        done = 0
        for cells, taken in split:
            width = width or _width(cells)
            raw = block[done] if taken == 1 else "".join(block[done : done + taken])
            yield Row(line, raw, cells, _fault(cells) if suspect else None)
            line += taken
            done += taken
        if fault is not None:
            yield Row(line, block[done], [], fault)
            line += 1
            done += 1
        del block[:done]


def _split(
    block: list[str], width: int, delimiter: str, *, last: bool
) -> tuple[list[tuple[list[str], int]], str | None]:
    """Split physical lines: give rows with their numbers of lines, and the fault of the row that comes next.

    Without a fault, what is left of the block may go on in the next one.
    """
    reader = csv.reader(block, strict=True, delimiter=delimiter)
    split: list[tuple[list[str], int]] = []
    done = 0
    try:
        for cells in reader:
            taken = reader.line_num - done
            width = width or _width(cells)
            if taken > 1 and (len(cells) != width or taken > ROW_LINES_LIMIT or _fault(cells) == _TOO_LONG):
                return split, "unterminated-quote"
            split.append((cells, taken))
            done += taken
    except csv.Error as error:
        if last or reader.line_num < len(block) or len(block) - done >= ROW_LINES_LIMIT:
            return split, _quote_fault(block[done], reader.line_num - done, str(error))
    return split, None


def _width(cells: list[str]) -> int:
    """Give the number of cells of a row that is no title above the others, else 0."""
    return len(cells) if sum(1 for cell in cells if cell.strip()) > 1 else 0


def _fault(cells: list[str]) -> str | None:
    if any("\0" in cell for cell in cells):
        return "nul"
    # A program may have raised the limit of Python's csv reader; here it is the same for all.
    return _TOO_LONG if max(map(len, cells), default=0) > CELL_LIMIT else None


def _quote_fault(first_line: str, taken: int, error: str) -> str:
    if taken == 1 and "field limit" in error:
        return _TOO_LONG
    return "unterminated-quote" if taken > 1 or first_line.count('"') % 2 else "stray-quote"
