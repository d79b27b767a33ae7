"""The full export of the Universal Human Rights Index: one array of records, read one after the other with ijson."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, BinaryIO

from attrs import define

from upr_model.errors import SHOWN_LIMIT, UnreadableFile, missing_extra, printable, shown
from upr_model.formats.cells import header_name
from upr_model.formats.delimited import Progress
from upr_model.formats.files import opened
from upr_model.formats.uhri import FIELDS, LIST_LIMIT, Records, Value, recognises
from upr_model.reading import Reading
from upr_model.rows import without_collection
from upr_model.source import Source

RECORD_LIMIT = 2**20
"""Bytes of the longest record; the longest that are known have some ten thousand."""

DIGITS_LIMIT = 1_000
"""Digits that may follow one another, also in a text: ijson's fastest parser ends the program at 5,000."""

KEYS_KEPT = 1_000
"""How many sets of keys are remembered with the fields that they have: all records of an export have one."""

DEPTH_LIMIT = 10
"""Levels of a record; those of the export have two."""

Event = tuple[str, Any]
"""What stands next in a JSON: the beginning or the end of something, a key, a value."""

_OPENING = frozenset({"start_map", "start_array"})
_CLOSING = frozenset({"end_map", "end_array"})
_DIGITS = bytes.maketrans(b"0123456789", b"0000000000")
_TOO_MANY = b"0" * (DIGITS_LIMIT + 1)
_CHUNK = 2**16
_MARK = b"\xef\xbb\xbf"


def recognises_text(text: str) -> bool:
    """Whether a text begins as such an export does: with an array of objects that have its keys."""
    begun = text.removeprefix("\ufeff").lstrip()
    return begun.startswith("[") and begun[1:].lstrip().startswith("{") and '"AnnotationId"' in text


def read_export(file: str, progress: Progress | None = None) -> Reading:
    """Make a reading of a file, which is never in memory as a whole.

    Raises `MissingExtra` without ijson, `UnreadableFile` for a file that cannot be opened, is no JSON or
    ends in the middle, and for a record of more than `RECORD_LIMIT` bytes.
    """
    try:
        import ijson  # noqa: PLC0415  (an extra)
    except ImportError as error:
        part = "reading the JSON export of the Universal Human Rights Index"
        raise missing_extra(part, "ijson", "uhri") from error
    records = Records(file)
    with opened(file) as (stream, size), without_collection():
        watched = _Watched(stream, size, printable(file), progress)
        errors = (ijson.JSONError, UnicodeDecodeError, ValueError)  # a number may have too many digits
        events = _parsed(ijson.basic_parse(watched, buf_size=_CHUNK), errors, watched.name)
        for number, record in enumerate(_records(events, ijson.ObjectBuilder(), watched.name), start=1):
            watched.since = 0
            _take(records, number, record)
    return records.reading()


def _parsed(events: Iterator[Event], errors: tuple[type[Exception], ...], name: str) -> Iterator[Event]:
    """Give one event after the other; `UnreadableFile` where the file is no JSON."""
    try:
        yield from events
    except errors as error:
        msg = f"{name} is no whole JSON: {printable(str(error))[:SHOWN_LIMIT]}"
        raise UnreadableFile(msg) from error


def _records(events: Iterator[Event], built: Any, name: str) -> Iterator[Any]:  # noqa: ANN401  (ijson's)
    """Build the members of the outermost array; ijson would do so itself, but in memory that nesting squares."""
    next(events, None)  # the array begins
    depth = 0
    for event, value in events:
        if event in _OPENING:
            depth += 1
            if depth > DEPTH_LIMIT:
                msg = f"{name} is nested too deeply: {DEPTH_LIMIT} levels are the limit"
                raise UnreadableFile(msg)
        elif event in _CLOSING:
            depth -= 1
            if depth < 0:  # the array ends
                continue
        built.event(event, value)
        if not depth:
            yield built.value


@define
class _Watched:
    """A file that is read piece by piece, and the bytes that were read since a record was complete."""

    stream: BinaryIO
    size: int
    name: str
    progress: Progress | None
    since: int = 0
    end: bytes = b""
    """The last of what was read, with one digit for all."""

    def read(self, size: int) -> bytes:
        """Give the next piece; `UnreadableFile` where a record does not end."""
        piece = self.stream.read(size)
        self.since += len(piece)
        seen = (self.end + piece).translate(_DIGITS)
        if _TOO_MANY in seen:
            msg = f"{self.name} has a number of more than {DIGITS_LIMIT} digits, which is the limit"
            raise UnreadableFile(msg)
        self.end = seen[-DIGITS_LIMIT:]
        if self.since > RECORD_LIMIT + _CHUNK:
            msg = f"{self.name} has a record of more than {RECORD_LIMIT} bytes, which is the limit"
            raise UnreadableFile(msg)
        place = self.stream.tell()
        if self.progress is not None and size:
            self.progress(place, self.size)
        return piece.removeprefix(_MARK) if place == len(piece) else piece


def _take(records: Records, number: int, record: Any) -> None:  # noqa: ANN401  (any JSON)
    """Take a record whose fields are texts and lists of texts; refuse any other."""
    fields = _fields_of(tuple(record)) if isinstance(record, dict) else ()
    values = {field: value for key, field in fields if (value := _value(record[key])) is not None}
    if not values or len(values) < len({field for _, field in fields}):
        odd = ", ".join(key for key, field in fields if field not in values) or "its keys"
        message = f"this is no record: expected an object of texts, and of lists of texts; {odd} cannot be read"
        source = Source(records.file, number, shown(record))
        records.refuse_whole(source, "no-record", message, "look at the record in the file")
        return
    records.take(number, values, lambda: json.dumps(record, ensure_ascii=False, default=str))


@lru_cache(maxsize=KEYS_KEPT)
def _fields_of(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give the keys that are read with their fields; none where these are not the keys of a record."""
    if not recognises(keys):
        return ()
    return tuple((key, FIELDS[name]) for key in keys if (name := header_name(key)) in FIELDS)


def _value(value: Any) -> Value | None:  # noqa: ANN401  (any JSON)
    """Give a text, or a list of texts; numbers as their digits, nothing for null; None for what is neither."""
    if isinstance(value, list):
        members = [_text(each) for each in value] if len(value) <= LIST_LIMIT else [None]
        return None if None in members else tuple(filter(None, members))
    return _text(value)


def _text(value: Any) -> str | None:  # noqa: ANN401  (any JSON)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return str(value).removesuffix(".0") if is_number else None
