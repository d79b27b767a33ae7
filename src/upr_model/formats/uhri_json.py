"""The full export of the Universal Human Rights Index: one array of records, read one after the other with ijson."""

from __future__ import annotations

import json
from collections.abc import Iterator
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

KEYS_KEPT = 1_000
"""How many sets of keys are remembered with the fields that they have: all records of an export have one."""

_CHUNK = 2**16
_MARK = b"\xef\xbb\xbf"


def recognises_text(text: str) -> bool:
    """Whether a text begins as such an export does: with an array of objects that have its keys."""
    begun = text.lstrip()
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
        for number, record in enumerate(_parsed(ijson.items(watched, "item", buf_size=_CHUNK), errors, file), start=1):
            watched.since = 0
            _take(records, number, record)
    return records.reading()


def _parsed(items: Iterator[Any], errors: tuple[type[Exception], ...], file: str) -> Iterator[Any]:
    """Give one record after the other; `UnreadableFile` where the file is no JSON."""
    try:
        yield from items
    except errors as error:
        msg = f"{printable(file)} is no whole JSON: {printable(str(error))[:SHOWN_LIMIT]}"
        raise UnreadableFile(msg) from error


@define
class _Watched:
    """A file that is read piece by piece, and the bytes that were read since a record was complete."""

    stream: BinaryIO
    size: int
    name: str
    progress: Progress | None
    since: int = 0

    def read(self, size: int) -> bytes:
        """Give the next piece; `UnreadableFile` where a record does not end."""
        piece = self.stream.read(size)
        self.since += len(piece)
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
        message = "this is no record: expected an object of texts, and of lists of texts"
        source = Source(records.file, number, shown(record))
        records.refuse_whole(source, "no-record", message, "look at the record in the file")
        return
    records.take(number, values, lambda: json.dumps(record, ensure_ascii=False))


@lru_cache(maxsize=KEYS_KEPT)
def _fields_of(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give the keys that are read with their fields; none where these are not the keys of a record."""
    if not recognises(keys):
        return ()
    return tuple((key, FIELDS[name]) for key in keys if (name := header_name(key)) in FIELDS)


def _value(value: Any) -> Value | None:  # noqa: ANN401  (any JSON)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and len(value) <= LIST_LIMIT and all(isinstance(each, str) for each in value):
        return tuple(value)
    return None
