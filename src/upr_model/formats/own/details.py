"""Details: JSON beside the cells of a table, for all that has no cell, so that a table loses nothing.

A row is read from its cells alone, and then completed with its details. Where a cell was changed since the
table was written, the cell counts, and the details of the same fields are dropped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

from attrs import fields

from upr_model.errors import InvalidDocument
from upr_model.formats.own.records import encoded, parsed, record_of, value_of
from upr_model.formats.own.schema import PROBLEMS_LIMIT, problems_of
from upr_model.records.recommendation import Recommendation

_NAME = "details"
_SCHEMA = {"$ref": "#/$defs/Recommendation"}
_FIELDS = tuple(each.name for each in fields(Recommendation) if each.name != "source")

Cells = Mapping[str, str]
"""The cells of a row, by field."""


def details_of(
    recommendations: Sequence[Recommendation], plain: Sequence[Recommendation], *, forced: bool = False
) -> str:
    """Give the details of recommendations: how they differ from `plain`, which is read from their cells alone.

    They are "" where nothing differs, unless `forced`. Raises `InvalidValue` for a text with half of a character.
    """
    if [*recommendations] == [*plain] and not forced:
        return ""
    if len(recommendations) == len(plain):
        entries = [_entry(each, other) for each, other in zip(recommendations, plain, strict=True)]
    else:
        entries = [_entry(each, None) for each in recommendations]
    text = json.dumps(entries, separators=(",", ":"))
    encoded(json.dumps(entries, ensure_ascii=False), "a recommendation")  # escaped, half of a character would pass
    return text


def _entry(recommendation: Recommendation, plain: Recommendation | None) -> dict[str, Any]:
    """Give the fields that differ, with null for a default; all fields where there is no plain recommendation."""
    record = record_of(recommendation)
    differing = [name for name in _FIELDS if plain is None or getattr(recommendation, name) != getattr(plain, name)]
    return {name: record.get(name) for name in differing if name in record or plain is not None}


def completed(
    plain: Sequence[Recommendation],
    details: str,
    cells: Cells,
    printed: Callable[[Sequence[Recommendation]], Cells],
    feeds: Mapping[str, tuple[str, ...]],
) -> tuple[list[Recommendation], list[str]]:
    """Complete recommendations that were read from cells; give them, and the names of the cells that were changed.

    `printed` gives the cells of recommendations, `feeds` the fields behind each cell. Raises `UprError` for
    details that cannot be read.
    """
    # People edit the cells of a table, and leave the JSON beside them as it is. The details do not say what
    # the cells were, so the completed recommendations are printed again: a cell with other words was edited
    # since. (Words, because spreadsheets and Word change spaces and lines.) Its fields are then taken from
    # the cell, because their details are about the former text; all other details still hold. Details of
    # more or fewer recommendations than the cells give replace them whole, and cannot be taken in part.
    entries = _entries(details)
    recommendations = _overlaid(plain, entries, frozenset())
    expected = printed(recommendations)
    changed = [name for name, cell in cells.items() if name in feeds and _words(cell) != _words(expected.get(name, ""))]
    if not changed:
        return recommendations, []
    if len(entries) != len(plain):
        raise InvalidDocument(_NAME, [f"{', '.join(changed)} changed, and they are of other recommendations"])
    without = frozenset(field for name in changed for field in feeds[name])
    return _overlaid(plain, entries, without), changed


def _words(cell: str) -> list[str]:
    return cell.split()


def _entries(details: str) -> list[dict[str, Any]]:
    entries = parsed(details, _NAME)
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise InvalidDocument(_NAME, ["$: expected an array of objects"])
    return entries


def _overlaid(
    plain: Sequence[Recommendation], entries: Sequence[dict[str, Any]], without: frozenset[str]
) -> list[Recommendation]:
    if len(entries) != len(plain):
        return [_recommendation(entry) for entry in entries]
    recommendations = []
    for each, entry in zip(plain, entries, strict=True):
        kept = {name: value for name, value in entry.items() if name not in without}
        record = record_of(each) | kept
        record.pop("source", None)
        record = {name: value for name, value in record.items() if kept.get(name, value) is not None}
        recommendations.append(_recommendation(record))
    return recommendations


def _recommendation(record: dict[str, Any]) -> Recommendation:
    problems = list(islice(problems_of(record, _SCHEMA), PROBLEMS_LIMIT))
    if problems:
        raise InvalidDocument(_NAME, problems)
    return value_of(record, Recommendation, _NAME)
