"""Dossiers as JSON: lossless, canonical, and checked on the way in.

{"format": "upr-model dossier", "version": 1, "state": "TON",
"recommendations": [{"review": "TON:15", "text": "Ratify the Convention", ...}, ...],
"initiatives": [{"kind": "voluntary_pledge", "text": "Free legal aid for all", ...}, ...]}
"""

from __future__ import annotations

import json
import os
from itertools import islice

from upr_model.dossiers.model import Dossier
from upr_model.errors import InvalidDocument, InvalidValue, UnreadableFile, printable, shown
from upr_model.formats.media.files import read_bytes, write_bytes
from upr_model.formats.own.records import check_kind, encoded, parsed, record_of, value_of
from upr_model.formats.own.schema import FORMAT as NAME
from upr_model.formats.own.schema import PROBLEMS_LIMIT, VERSION, problems_of, schema_of_dossiers
from upr_model.formats.shared.format import Format, Input, JsonReader
from upr_model.readings.reading import Reading
from upr_model.values.vocabulary import InitiativeKind

HEAD = ("format", "version")
"""The keys of a document that are no fields of a dossier."""


def to_json(dossier: Dossier) -> str:
    """Give a dossier as JSON: equal dossiers give the same text, with one fact on a line.

    Raises `InvalidValue` for what is no dossier, and for a text with half of a character.

    >>> from upr_model import State
    >>> print(to_json(Dossier(state=State.parse("Tonga"))))
    {
      "format": "upr-model dossier",
      "version": 1,
      "state": "TON"
    }
    <BLANKLINE>
    """
    if not isinstance(dossier, Dossier):
        msg = f"a Dossier is written, not {shown(dossier)}"
        raise InvalidValue(msg)
    document = {"format": NAME, "version": VERSION, **record_of(dossier)}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    encoded(text, "the dossier")
    return text


def write_json(dossier: Dossier, path: str | os.PathLike[str]) -> None:
    """Write a dossier into a file at once: where that fails, the file has what it had before.

    Raises what `to_json` raises, and `UnwritableFile`.
    """
    write_bytes(os.fsdecode(path), to_json(dossier).encode())


def read_json(path: str | os.PathLike[str]) -> Dossier:
    """Read a dossier from a file.

    Raises `UnreadableFile` for a file that cannot be opened or is not UTF-8, and what `from_json` raises.

    >>> read_json("no-such-file.json")
    Traceback (most recent call last):
    upr_model.errors.UnreadableFile: no-such-file.json cannot be read: No such file or directory
    """
    file = os.fsdecode(path)
    try:
        text = read_bytes(file).decode("utf-8")
    except UnicodeDecodeError as error:
        msg = f"{printable(file)} is not UTF-8, at byte {error.start}"
        raise UnreadableFile(msg) from None
    return from_json(text, file)


def from_json(text: str, name: str = "the text") -> Dossier:
    """Read a dossier from JSON; errors call it by `name`.

    Raises `UnknownFormat` for what is no JSON, no dossier or of another version, and `InvalidDocument`
    with the path of each value that the format does not permit.

    >>> from_json('{"format": "upr-model dossier", "version": 1, "state": "Tonga", "plan": []}')
    Traceback (most recent call last):
    upr_model.errors.InvalidDocument: the text: $.plan: an unknown field; known are format, version, state, ...
    """
    document = parsed(text, printable(name))
    check_kind(document, printable(name), NAME, VERSION, "dossier")
    problems = list(islice(problems_of(document, schema_of_dossiers()), PROBLEMS_LIMIT))
    if problems:
        raise InvalidDocument(printable(name), problems)
    return value_of({key: value for key, value in document.items() if key not in HEAD}, Dossier, printable(name))


def _is_dossier(text: str) -> bool:
    return text.startswith("{") and f'"{NAME}"' in text


def _read(text: str, given: Input) -> Reading:
    """Make a reading of the recommendations and the voluntary pledges of a dossier."""
    dossier = from_json(text, given.file)
    pledges = tuple(each for each in dossier.initiatives if each.kind is InitiativeKind.VOLUNTARY_PLEDGE)
    return Reading(sources=(given.file,), recommendations=dossier.recommendations, pledges=pledges)


FORMAT = Format(
    name="upr-model-dossier",
    title="dossiers of this library, as JSON",
    row="a record of a State",
    readers=(JsonReader(recognises=_is_dossier, read=_read),),
)
