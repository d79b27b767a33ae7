"""Readers: `read` finds the format, and there is one module for each."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from attrs import evolve

from upr_model.cycle import ReviewKey
from upr_model.errors import SHOWN_LIMIT, InvalidValue, UnknownFormat, UnreadableFile, printable, shown
from upr_model.formats import upr_info
from upr_model.formats.delimited import Progress, decode, rows
from upr_model.reading import Reading

FILE_LIMIT = 2**30
"""Bytes of the largest file that is read: a million rows of UPR Info's export are a quarter of it."""

FORMATS = (upr_info.NAME,)
"""The names that `read` takes for a format."""


def read(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002  (the word for it, and keyword-only)
    encoding: str | None = None,
    review: ReviewKey | str | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a file of recommendations; what cannot be read is in `Reading.problems`, with its place.

    `format` and `encoding` are found out where they are not given; a guess is a warning. `review`, a
    key or its text such as `VNM:18`, is for files that do not name their review. `progress` is told
    from time to time how much of how much was read.

    Raises `UnreadableFile` for a file that cannot be opened, is not in the encoding, or is larger than
    `FILE_LIMIT` bytes or `delimited.LINES_LIMIT` lines; `UnknownFormat` for one of another kind;
    `InvalidValue` for a `format`, `encoding` or `review` that cannot be.

    >>> read("no-such-file.csv")
    Traceback (most recent call last):
    upr_model.errors.UnreadableFile: no-such-file.csv cannot be read: No such file or directory
    """
    if format is not None and format not in FORMATS:
        msg = f"{shown(format)} is not a known format; known are {', '.join(FORMATS)}"
        raise InvalidValue(msg)
    if review is not None:
        key = ReviewKey.parse(review) if isinstance(review, str) else review
        msg = f"review={key} is for files that do not name their review; this format names it in every row"
        raise InvalidValue(msg)
    file = os.fsdecode(path)
    text, guess = decode(_bytes(file), file, encoding)
    if text.strip() and format is None:
        first_row = next((cells for _, _, cells, fault in rows(text) if fault or any(map(str.strip, cells))), [])
        if not upr_info.recognises(first_row):
            known = f"known is {upr_info.NAME}, whose columns are {','.join(upr_info.HEADERS[0])}"
            msg = f"{file} is of no known kind: it begins {shown(text[:SHOWN_LIMIT])}; {known}"
            raise UnknownFormat(msg)
    reading = upr_info.read_rows(rows(text, progress), file)
    return evolve(reading, problems=(guess, *reading.problems)) if guess else reading


def _bytes(file: str) -> bytes:
    if "\0" in file:
        msg = f"{shown(file)} is not the name of a file: it holds a NUL character"
        raise UnreadableFile(msg)
    data, size = b"", 0
    try:
        regular = stat.S_ISREG(Path(file).stat().st_mode)
        if regular:  # a pipe would wait for its writer when opened
            with Path(file).open("rb") as opened:
                size = os.fstat(opened.fileno()).st_size
                data = opened.read(size) if size <= FILE_LIMIT else b""
    except (OSError, UnicodeError) as error:  # a name may hold what no file system encodes
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be encoded"
        msg = f"{printable(file)} cannot be read: {reason}"
        raise UnreadableFile(msg) from error
    if not regular:
        msg = f"{file} is not a file but a directory or a device; name a file"
        raise UnreadableFile(msg)
    if size > FILE_LIMIT:
        msg = f"{file} has {size} bytes, and {FILE_LIMIT} is the limit; split it"
        raise UnreadableFile(msg)
    return data
