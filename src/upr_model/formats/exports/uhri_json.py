"""The full export of the Universal Human Rights Index: one array of records, read one after the other with ijson."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, BinaryIO, NoReturn

from attrs import define

from upr_model.errors import SHOWN_LIMIT, UnreadableFile, missing_extra, printable, shown
from upr_model.formats.exports.uhri_cells import FIELDS, LIST_LIMIT, Value, recognises
from upr_model.formats.exports.uhri_records import Records
from upr_model.formats.media.delimited import Progress
from upr_model.formats.media.files import opened
from upr_model.formats.shared.cells import header_name
from upr_model.formats.shared.format import Input
from upr_model.readings.reading import Reading
from upr_model.readings.rows import without_collection
from upr_model.values.sources import Source

RECORD_LIMIT = 2**20
"""Bytes of the longest record; the longest that are known have some ten thousand."""

DIGITS_LIMIT = 1_000
"""Digits that may follow one another, also in a text: ijson's fastest parser ends the program at 5,000."""

KEYS_KEPT = 1_000
"""How many sets of keys are remembered with the fields that they have: all records of an export have one."""

DEPTH_LIMIT = 10
"""Levels of a record; those of the export have two."""

_OPENING = b"[{"
_NO_BRACKETS = bytes(sorted({*range(256)} - {*b"[]{}"}))
_DIGITS = bytes.maketrans(b"0123456789", b"0000000000")
_TOO_MANY = b"0" * (DIGITS_LIMIT + 1)
_CHUNK = 2**16
_MARK = b"\xef\xbb\xbf"


def is_export(text: str) -> bool:
    """Whether an array begins as such an export does: with an object that has its keys."""
    return text[1:].lstrip().startswith("{") and '"AnnotationId"' in text


def read_export(given: Input) -> Reading:
    """Make a reading of a file, which is never in memory as a whole.

    Raises `MissingExtra` without ijson, `UnreadableFile` for a file that cannot be opened, is no JSON or
    ends in the middle, and for a record of more than `RECORD_LIMIT` bytes.
    """
    try:
        import ijson  # noqa: PLC0415  (an extra)
    except ImportError as error:
        part = "reading the JSON export of the Universal Human Rights Index"
        raise missing_extra(part, "ijson", "uhri") from error
    records = Records(given.file)
    with opened(given.file) as (stream, size), without_collection():
        watched = _Watched(stream, size, printable(given.file), given.progress)
        errors = (ijson.JSONError, UnicodeDecodeError, ValueError)
        records_of_file = _parsed(ijson.items(watched, "item", buf_size=_CHUNK), errors, watched.name)
        for number, record in enumerate(records_of_file, start=1):
            watched.since = 0
            _take(records, number, record)
    return records.reading()


def _parsed(items: Iterator[Any], errors: tuple[type[Exception], ...], name: str) -> Iterator[Any]:
    """Give one record after the other; `UnreadableFile` where the file is no JSON."""
    try:
        yield from items
    except errors as error:
        msg = f"{name} is no whole JSON: {printable(str(error))[:SHOWN_LIMIT]}"
        raise UnreadableFile(msg) from error


@define
class _Watched:
    """A file that is read piece by piece; what would end its parser, or fill the memory, is refused before."""

    stream: BinaryIO
    size: int
    name: str
    progress: Progress | None
    since: int = 0
    """Bytes since a record was complete."""
    end: bytes = b""
    """The last of what was read, with one digit for all."""
    left: bytes = b""
    """A backslash at the end of the last piece."""
    depth: int = 0
    in_text: bool = False

    def read(self, size: int) -> bytes:
        """Give the next piece; `UnreadableFile` where it goes beyond the limits."""
        piece = self.stream.read(size)
        self.since += len(piece)
        if self.since > RECORD_LIMIT + _CHUNK:
            self._refuse(f"has a record of more than {RECORD_LIMIT} bytes")
        seen = (self.end + piece).translate(_DIGITS)
        if _TOO_MANY in seen:
            self._refuse(f"has a number of more than {DIGITS_LIMIT} digits")
        self.end = seen[-DIGITS_LIMIT:]
        self._check_depth(piece)
        place = self.stream.tell()
        if self.progress is not None and size:
            self.progress(place, self.size)
        return piece.removeprefix(_MARK) if place == len(piece) else piece

    def _check_depth(self, piece: bytes) -> None:
        """Count the brackets that stand outside texts: the parser keeps the path to each level, at each level."""
        plain = (self.left + piece).replace(rb"\\", b"").replace(rb"\"", b"")
        self.left = plain[-1:] if plain.endswith(b"\\") else b""
        parts = plain.split(b'"')
        outside = b"".join(parts[int(self.in_text) :: 2])
        self.in_text ^= len(parts) % 2 == 0
        for letter in outside.translate(None, delete=_NO_BRACKETS):
            self.depth += 1 if letter in _OPENING else -1
            if self.depth > DEPTH_LIMIT:
                self._refuse(f"is nested more than {DEPTH_LIMIT} levels deep")

    def _refuse(self, what: str) -> NoReturn:
        msg = f"{self.name} {what}, which is the limit"
        raise UnreadableFile(msg)


def _take(records: Records, number: int, record: Any) -> None:  # noqa: ANN401  (any JSON)
    """Take a record whose fields are texts and lists of texts; refuse any other."""
    fields = _fields_of(tuple(record)) if isinstance(record, dict) else ()
    if fields and records.is_of_another(record[fields[0][0]]):
        return
    values = {field: value for key, field in fields if (value := _value(record[key])) is not None}
    if not values or len(values) < len({field for _, field in fields}):
        odd = ", ".join(key for key, field in fields if field not in values) or "its keys"
        message = f"this is no record: expected an object of texts, and of lists of texts; {odd} cannot be read"
        source = Source(records.file, number, shown(record))
        records.refuse(source, "no-record", message, "look at the record in the file")
        return
    records.take(number, values, lambda: json.dumps(record, ensure_ascii=False, default=str))


@lru_cache(maxsize=KEYS_KEPT)
def _fields_of(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give the keys that are read with their fields, the mechanism first; none for those of no record."""
    if not recognises(keys):
        return ()
    fields = [(key, FIELDS[name]) for key in keys if (name := header_name(key)) in FIELDS]
    return tuple(sorted(fields, key=lambda pair: pair[1] != "body"))


def _value(value: Any) -> Value | None:  # noqa: ANN401  (any JSON)
    """Give a text, or a list of texts; numbers as their digits, nothing for null; None for what is neither."""
    if isinstance(value, list):
        if len(value) > LIST_LIMIT:
            return None
        members = value if {*map(type, value)} <= {str} else [_text(each) for each in value]
        return None if None in members else tuple(filter(None, members))
    return _text(value)


def _text(value: Any) -> str | None:  # noqa: ANN401  (any JSON)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return str(value).removesuffix(".0") if is_number else None
