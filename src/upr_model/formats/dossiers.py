"""Dossiers as JSON: lossless, canonical, and checked on the way in."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections import Counter
from fractions import Fraction
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import fields_dict, has

from upr_model.dossier import Dossier
from upr_model.errors import InvalidDocument, InvalidValue, UnknownFormat, UnreadableFile, UprError, printable, shown
from upr_model.formats.files import read_bytes, write_bytes
from upr_model.formats.schema import (
    FORMAT,
    PRINTED,
    PROBLEMS_LIMIT,
    VERSION,
    Broken,
    Object,
    problems_of,
    schema_of_dossiers,
)
from upr_model.quantities import decimal_text
from upr_model.rows import without_collection
from upr_model.states import State

if TYPE_CHECKING:
    from cattrs import Converter

DIGITS_LIMIT = 19
"""Digits of the longest whole number in a document."""

PARSED_KEPT = 10_000
"""How many texts are remembered with what they mean: States, days and reviews come again and again."""

_NUMBER = re.compile(r"-?[0-9]{1,19}(?:\.[0-9]{1,19}|/[1-9][0-9]{0,18})?", re.ASCII)


def to_json(dossier: Dossier) -> str:
    """Give a dossier as JSON: the same text for the same dossier, with one fact on a line.

    Raises `InvalidValue` for what is no dossier, and for a text with half of a character.

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
    document = {"format": FORMAT, "version": VERSION, **_converter().unstructure(dossier)}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    try:
        text.encode()
    except UnicodeEncodeError as error:
        msg = f"the dossier has a text with half of a character, {shown(text[max(0, error.start - 20) : error.end])}"
        raise InvalidValue(msg) from None
    return text


def write_json(dossier: Dossier, path: str | os.PathLike[str]) -> None:
    """Write a dossier into a file, at once: where that fails, what was there before still is.

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
    """Read a dossier from JSON; `name` is how errors call it.

    Raises `UnknownFormat` for what is no JSON, no dossier or of another version, and `InvalidDocument`
    for what its format does not permit, with the path of each.

    >>> from_json('{"format": "upr-model dossier", "version": 1, "state": "Tonga", "plan": []}')
    Traceback (most recent call last):
    upr_model.errors.InvalidDocument: the text: $.plan: an unknown field; known are format, version, state, ...
    """
    document = _parsed(text, printable(name))
    problems = list(islice(problems_of(document, schema_of_dossiers()), PROBLEMS_LIMIT))
    if problems:
        raise InvalidDocument(printable(name), problems)
    records = {key: value for key, value in document.items() if key not in ("format", "version")}
    from cattrs import BaseValidationError, transform_error  # noqa: PLC0415  (only dossiers need it)

    try:
        with without_collection():
            dossier: Dossier = _converter().structure(records, Dossier)
    except BaseValidationError as error:
        told = (each.rpartition(" @ ") for each in transform_error(error, format_exception=_told))
        raise InvalidDocument(printable(name), [f"{path}: {message}" for message, _, path in told]) from error
    return dossier


def _parsed(text: str, name: str) -> Any:  # noqa: ANN401  (any JSON)
    """Parse JSON, and check that it is a dossier of a version that is known."""
    if not isinstance(text, str):
        msg = f"{name} is no JSON: expected a text, not {shown(text)}"
        raise UnknownFormat(msg)
    try:
        document = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_object,
            parse_constant=Broken,
            parse_float=Broken,
            parse_int=lambda digits: int(digits) if len(digits) <= DIGITS_LIMIT else Broken(digits),
        )
    except json.JSONDecodeError as error:
        msg = f"{name} is no JSON: {error.msg}, line {error.lineno}, column {error.colno}"
        raise UnknownFormat(msg) from None
    except RecursionError:
        msg = f"{name} is no dossier: it is nested too deeply"
        raise UnknownFormat(msg) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        msg = f"{name} is no dossier: expected an object whose format is {FORMAT!r}"
        raise UnknownFormat(msg)
    version = document.get("version")
    if type(version) is not int or version != VERSION:
        msg = f"{name} is of version {shown(version)}, and {VERSION} is the one that is known here"
        raise UnknownFormat(msg)
    return document


def _object(pairs: list[tuple[str, Any]]) -> Object:
    found = Object(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _ in pairs)
        found.twice = tuple(key for key in found if times[key] > 1)
    return found


def _told(error: BaseException, _: type | None) -> str:
    """Say what is wrong with a value: in our own words, for what else could it be after the check."""
    return str(error) if isinstance(error, UprError) else f"{type(error).__name__}: {error}"


@cache
def _converter() -> Converter:
    """Make what turns records into plain values and back; texts that are printed stand for their values."""
    from cattrs import Converter  # noqa: PLC0415  (only dossiers need it)
    from cattrs.gen import make_dict_unstructure_fn, override  # noqa: PLC0415

    converter = Converter(forbid_extra_keys=True, omit_if_default=True)

    def unstructure_class(kind: type) -> Any:  # noqa: ANN401  (a function of cattrs)
        kept: dict[str, Any] = {"id": override(omit_if_default=False)} if "id" in fields_dict(kind) else {}
        return make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True, **kept)

    def print_set(values: frozenset[Any]) -> list[Any]:
        return [converter.unstructure(value) for value in sorted(values)]

    converter.register_unstructure_hook_factory(has, unstructure_class)
    converter.register_unstructure_hook_func(lambda kind: getattr(kind, "__origin__", kind) is frozenset, print_set)
    for kind in PRINTED:
        converter.register_unstructure_hook(kind, _printed)
        converter.register_structure_hook(kind, _parsed_text)
    return converter


def _printed(value: object) -> str:
    if isinstance(value, State):
        return value.iso3
    return decimal_text(value) if isinstance(value, Fraction) else str(value)


@lru_cache(maxsize=PARSED_KEPT)
def _parsed_text(text: str, kind: Any) -> Any:  # noqa: ANN401  (any of the printed)
    if kind is dt.date:
        return _date(text)
    if kind is Fraction:
        return _fraction(text)
    return kind.parse(text)


def _date(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or str(day) != text:  # other forms of a date are read as well
        msg = f"{shown(text)} is not a day such as 2023-10-31"
        raise InvalidValue(msg)
    return day


def _fraction(text: str) -> Fraction:
    """Read what `decimal_text` prints: nothing else is one number written in one way."""
    number = Fraction(text) if _NUMBER.fullmatch(text) else None
    if number is None or decimal_text(number) != text:
        msg = f"{shown(text)} is not a number such as 50, 86.7 or 1/3"
        raise InvalidValue(msg)
    return number
