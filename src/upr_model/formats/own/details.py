"""What a table has no cell for: kept beside its cells as JSON, so that a table loses nothing.

A table is read twice: its cells alone, and then with the details. Where a cell was changed since it was
written, the cell counts, and the details that stood behind it do not.
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


def details_of(made: Sequence[Recommendation], plain: Sequence[Recommendation], *, forced: bool = False) -> str:
    """Give what recommendations have beyond what their cells say; nothing where that is all, unless forced.

    Raises `InvalidValue` for a text with half of a character.
    """
    if [*made] == [*plain] and not forced:
        return ""
    entries = [_entry(one, other) for one, other in zip(made, plain, strict=False)]
    if len(made) != len(plain):
        entries = [_entry(one, None) for one in made]
    text = json.dumps(entries, separators=(",", ":"))
    encoded(json.dumps(entries, ensure_ascii=False), "a recommendation")  # escaped, half of a character would pass
    return text


def _entry(made: Recommendation, plain: Recommendation | None) -> dict[str, Any]:
    """Give the fields that differ, null for one that is as it would be anyhow; all fields without a plain one."""
    record = record_of(made)
    differing = [name for name in _FIELDS if plain is None or getattr(made, name) != getattr(plain, name)]
    return {name: record.get(name) for name in differing if name in record or plain is not None}


def completed(
    plain: Sequence[Recommendation],
    details: str,
    cells: Cells,
    printed: Callable[[Sequence[Recommendation]], Cells],
    feeds: Mapping[str, tuple[str, ...]],
) -> tuple[list[Recommendation], list[str]]:
    """Give what was read of cells with its details, and the names of the cells that were changed since.

    `printed` gives the cells of recommendations, `feeds` the fields behind each. Raises `UprError` for
    details that cannot be read.
    """
    entries = _entries(details)
    made = _overlaid(plain, entries, frozenset())
    again = printed(made)
    changed = [name for name, cell in cells.items() if name in feeds and _words(cell) != _words(again.get(name, ""))]
    if not changed:
        return made, []
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
        return [_made(entry) for entry in entries]
    made = []
    for one, entry in zip(plain, entries, strict=True):
        kept = {name: value for name, value in entry.items() if name not in without}
        record = record_of(one) | kept
        record.pop("source", None)
        made.append(_made({name: value for name, value in record.items() if kept.get(name, value) is not None}))
    return made


def _made(record: dict[str, Any]) -> Recommendation:
    problems = list(islice(problems_of(record, _SCHEMA), PROBLEMS_LIMIT))
    if problems:
        raise InvalidDocument(_NAME, problems)
    return value_of(record, Recommendation, _NAME)
