"""The JSON Schema of a dossier, generated from the classes, and the check of documents against it."""

from __future__ import annotations

import copy
import datetime as dt
import re
import types
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has

from upr_model.calendar.sessions import ReviewKey
from upr_model.dossiers.model import Dossier
from upr_model.errors import shown
from upr_model.records.recommendation import RecommendationId
from upr_model.values.periods import Period
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.tags import Tag

VERSION = 1
"""The version of the format; it changes where an older reader would misunderstand a file."""

FORMAT = "upr-model dossier"

PROBLEMS_LIMIT = 1000
"""The most problems of one document that are listed."""

PRINTED: dict[type, str] = {
    State: "the code of a State, such as VNM",
    ReviewKey: "a State and a session, such as VNM:18",
    RecommendationId: "a document and a paragraph, such as A/HRC/26/6#143.1/a, or a review and a digest",
    DocumentSymbol: "such as A/HRC/26/6/Add.1",
    Paragraph: "such as 143.10",
    Tag: "a scheme and a value, such as sdg:16.2",
    Period: "a day, a month, a year, or two of them, such as 2023-10 or 2020/2021",
    Fraction: "a number such as 50 or 86.7, or a quotient such as 1/3",
    dt.date: "a day such as 2023-10-31",
}
"""The classes that are texts in a document, with the description of each text."""

TEXT_SHOWN = 100
"""Characters that are kept of a broken value."""

KEY_SHOWN = 50
"""Characters of the longest key that a path shows without quotes."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Broken:
    """A value of a document without one exact meaning: NaN, a float, or a number that is too long."""

    def __init__(self, text: str) -> None:
        """Keep the text as it stands."""
        self.text: str = text[:TEXT_SHOWN]

    def __repr__(self) -> str:
        """Show the text as it stands."""
        return self.text


class Object(dict[str, Any]):
    """A JSON object that remembers the keys that it has twice."""

    twice: tuple[str, ...] = ()


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of a dossier's file, generated from the classes.

    >>> json_schema()["properties"]["version"]
    {'const': 1}
    """
    return copy.deepcopy(schema_of_dossiers())


@cache
def schema_of_dossiers() -> dict[str, Any]:
    """Give the schema itself, which no caller may change."""
    definitions: dict[str, Any] = {}
    root = _of_class(Dossier, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "type": "object",
        "properties": {"format": {"const": FORMAT}, "version": {"const": VERSION}, **root["properties"]},
        "required": ["format", "version", *root["required"]],
        "additionalProperties": False,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _of_class(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        "type": "object",
        "properties": {each.name: _of_type(hints[each.name], definitions) for each in fields(kind)},
        "required": [each.name for each in fields(kind) if each.default is NOTHING],
        "additionalProperties": False,
    }


def _of_type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401, PLR0911  (one for each kind)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        first, nothing = arguments  # `problems_of` checks the first of a union alone: it must be X | None
        return {"anyOf": [_of_type(first, definitions), _of_type(nothing, definitions)]}
    if origin is tuple and arguments[-1] is not ...:
        return {"type": "array", "prefixItems": [_of_type(each, definitions) for each in arguments], "items": False}
    if origin in {tuple, frozenset}:
        return {"type": "array", "items": _of_type(arguments[0], definitions)}
    if hint in PRINTED:
        return {"type": "string", "description": PRINTED[hint]}
    if issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if has(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # a class may hold itself
            definitions[hint.__name__] = _of_class(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"type": {str: "string", int: "integer", bool: "boolean", type(None): "null"}[hint]}


def problems_of(value: Any, schema: dict[str, Any], path: str = "$") -> Iterator[str]:  # noqa: ANN401  (any JSON)
    """Give the problems of a value that does not fit its schema, each with its path.

    Only the keywords that `json_schema` uses are known. JSON Schema cannot see keys that stand twice,
    broken numbers and texts that no file can hold; they are problems as well.
    """
    if "$ref" in schema:
        schema = schema_of_dossiers()["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, str) and _SURROGATE.search(value):
        yield f"{path}: a text with half of a character, {shown(value)}"
    elif "const" in schema or "enum" in schema:
        known = schema.get("enum", [schema.get("const")])
        if isinstance(value, bool) or value not in known:
            yield f"{path}: {shown(value)} is not one of {', '.join(map(str, known))}"
    elif "anyOf" in schema:
        if value is not None or {"type": "null"} not in schema["anyOf"]:
            yield from problems_of(value, schema["anyOf"][0], path)
    elif not _is_of(value, schema["type"]):
        yield f"{path}: expected {_EXPECTED[schema['type']]}, not {shown(value)}"
    elif isinstance(value, dict):
        yield from _of_object(value, schema, path)
    elif isinstance(value, list):
        yield from _of_array(value, schema, path)


_EXPECTED = {
    "object": "an object",
    "array": "an array",
    "string": "a text",
    "integer": "a whole number",
    "boolean": "true or false",
}
_KINDS: dict[str, type] = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


def _is_of(value: Any, kind: str) -> bool:  # noqa: ANN401  (any JSON)
    return isinstance(value, _KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _of_object(value: dict[str, Any], schema: dict[str, Any], path: str) -> Iterator[str]:
    for key in value.twice if isinstance(value, Object) else ():
        yield f"{path}.{_key(key)}: this key stands twice in one object"
    for key, inner in value.items():
        if key in schema["properties"]:
            yield from problems_of(inner, schema["properties"][key], f"{path}.{key}")
        else:
            yield f"{path}.{_key(key)}: an unknown field; known are {', '.join(schema['properties'])}"
    for key in schema["required"]:
        if key not in value:
            yield f"{path}.{key}: it is missing"


def _of_array(value: list[Any], schema: dict[str, Any], path: str) -> Iterator[str]:
    inner = schema.get("prefixItems")
    if inner is not None and len(inner) != len(value):
        yield f"{path}: expected {len(inner)} values, not {len(value)}"
        return
    for number, each in enumerate(value):
        yield from problems_of(each, inner[number] if inner is not None else schema["items"], f"{path}[{number}]")


def _key(key: str) -> str:
    return key if key.isidentifier() and len(key) <= KEY_SHOWN else shown(key)
