"""Records as plain values and back, for all JSON files of this library."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import fields_dict, has

from upr_model.errors import InvalidDocument, InvalidValue, UnknownFormat, UprError, shown
from upr_model.formats.own.schema import PRINTED, Broken, Object
from upr_model.readings.rows import without_collection
from upr_model.values.quantities import decimal_text
from upr_model.values.states import State

if TYPE_CHECKING:
    from cattrs import Converter

_T = TypeVar("_T")

DIGITS_LIMIT = 19
"""Digits of the longest whole number in a document."""

PARSED_KEPT = 10_000
"""How many parsed texts are remembered: States, days and reviews are repeated very often."""

_NUMBER = re.compile(r"-?[0-9]{1,19}(?:\.[0-9]{1,19}|/[1-9][0-9]{0,18})?", re.ASCII)


def record_of(value: object) -> dict[str, Any]:
    """Give a record as plain values, without fields that have their default."""
    record: dict[str, Any] = _converter().unstructure(value)
    return record


def value_of(record: Any, kind: type[_T], name: str) -> _T:  # noqa: ANN401  (any JSON)
    """Make a record of plain values that fit its schema; `InvalidDocument` where its class refuses them."""
    from cattrs import BaseValidationError, transform_error  # noqa: PLC0415  (only records in files need it)

    try:
        with without_collection():
            return _converter().structure(record, kind)
    except BaseValidationError as error:
        messages = (each.rpartition(" @ ") for each in transform_error(error, format_exception=_message))
        raise InvalidDocument(name, [f"{path}: {message}" for message, _, path in messages]) from error


def encoded(text: str, name: str) -> bytes:
    """Give a text as UTF-8; `InvalidValue` for one with half of a character."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        msg = f"{name} has a text with half of a character, {shown(text[max(0, error.start - 20) : error.end])}"
        raise InvalidValue(msg) from None


def parsed(text: str, name: str) -> Any:  # noqa: ANN401  (any JSON)
    """Parse JSON, and keep what is ambiguous in it as `Broken` or in `Object.twice`; `UnknownFormat` for no JSON."""
    if not isinstance(text, str):
        msg = f"{name} is no JSON: expected a text, not {shown(text)}"
        raise UnknownFormat(msg)
    try:
        return json.loads(
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
        msg = f"{name} is nested too deeply"
        raise UnknownFormat(msg) from None


def check_kind(document: Any, name: str, kind: str, version: int, noun: str) -> None:  # noqa: ANN401  (any JSON)
    """Raise `UnknownFormat` for a document of another kind, or of a version that is not known here."""
    if not isinstance(document, dict) or document.get("format") != kind:
        msg = f"{name} is no {noun}: expected an object whose format is {kind!r}"
        raise UnknownFormat(msg)
    own = document.get("version")
    if type(own) is not int or own != version:  # True and 1.0 equal 1
        msg = f"{name} is of version {shown(own)}, and {version} is the one that is known here"
        raise UnknownFormat(msg)


def _object(pairs: list[tuple[str, Any]]) -> Object:
    result = Object(pairs)
    if len(result) < len(pairs):
        times = Counter(key for key, _ in pairs)
        result.twice = tuple(key for key in result if times[key] > 1)
    return result


def _message(error: BaseException, _: type | None) -> str:
    """Give the message of an error; only a class's own `UprError` is expected, since the schema was checked."""
    return str(error) if isinstance(error, UprError) else f"{type(error).__name__}: {error}"


@cache
def _converter() -> Converter:
    """Make the converter between records and plain values; the classes in `PRINTED` are texts."""
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
    if day is None or str(day) != text:  # Python reads other forms of a date as well
        msg = f"{shown(text)} is not a day such as 2023-10-31"
        raise InvalidValue(msg)
    return day


def _fraction(text: str) -> Fraction:
    """Read a number in the one form that `decimal_text` prints."""
    number = Fraction(text) if _NUMBER.fullmatch(text) else None
    if number is None or decimal_text(number) != text:
        msg = f"{shown(text)} is not a number such as 50, 86.7 or 1/3"
        raise InvalidValue(msg)
    return number
