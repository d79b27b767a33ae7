"""The cells of counts: tuples of values, one for each key, and how often each occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from upr_model.counting.by import Key, PluralKey

_V = TypeVar("_V")

Cells = dict[tuple[Any, ...], int]
AnyKey = Key[Any, Any] | PluralKey[Any, Any]


def summed(several: Iterable[Cells]) -> Counter[tuple[Any, ...]]:
    """Add counts cell by cell."""
    total: Counter[tuple[Any, ...]] = Counter()
    for cells in several:
        total.update(cells)  # a Counter adds
    return total


def complete(counted: Mapping[tuple[Any, ...], int], keys: tuple[AnyKey, ...]) -> Cells:
    """Put counts in order, and add the zeros of closed vocabularies."""
    return unnested(nested(counted, keys), len(keys))


def nested(counted: Mapping[tuple[Any, ...], int], keys: tuple[AnyKey, ...]) -> dict[Any, Any]:
    """Give the counts as a dictionary for each key in another."""
    key, *rest = keys
    inner: dict[Any, dict[tuple[Any, ...], int]] = {}
    for (value, *values), count in counted.items():
        inner.setdefault(value, {})[tuple(values)] = count
    others = sorted({*inner} - {*key.domain}, key=lambda value: (value is None, value))
    if not rest:
        return {value: inner.get(value, {}).get((), 0) for value in (*key.domain, *others)}
    return {value: nested(inner.get(value, {}), tuple(rest)) for value in (*key.domain, *others)}


def unnested(counts: dict[Any, Any], depth: int) -> Cells:
    """Give nested counts as cells again."""
    cells: Cells = {(): counts}  # type: ignore[dict-item]  # counts only after the last round
    for _ in range(depth):
        cells = {(*cell, value): inner for cell, values in cells.items() for value, inner in values.items()}  # type: ignore[attr-defined]
    return cells


def labels_last(values: tuple[_V, ...], keys: tuple[AnyKey, ...] | None = None) -> tuple[_V, ...]:
    """Put a plural key last, in keys or in the values of a cell of those keys."""
    first = (keys or values)[0]
    return (*values[1:], values[0]) if isinstance(first, PluralKey) else values
