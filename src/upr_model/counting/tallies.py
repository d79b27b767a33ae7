"""Counts with their basis: tallies of a partition, mentions of overlapping labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any, Generic, TypeVar, overload

from attrs import evolve, field, frozen

from upr_model._base.checks import kind_names
from upr_model.counting import flat
from upr_model.counting.basis import Basis, leaving_out
from upr_model.counting.by import HasReview, Key, PluralKey
from upr_model.counting.cells import AnyKey, Cells, complete, labels_last, nested, summed, unnested
from upr_model.counting.populations import Population, check_population
from upr_model.errors import SHOWN_LIMIT, BasisMismatch, InvalidValue, UnitUnavailable, UnknownKey, shown
from upr_model.values.shares import Share

_T = TypeVar("_T", bound=HasReview)
_K = TypeVar("_K")
_K1 = TypeVar("_K1")
_K2 = TypeVar("_K2")
_K3 = TypeVar("_K3")
_C = TypeVar("_C", bound="_Counts[Any]")


@frozen(repr=False)
class _Counts(Mapping[_K, int], Generic[_K]):
    """Whole numbers by the values of one key, or by tuples of several."""

    basis: Basis
    _keys: tuple[AnyKey, ...]
    _cells: Cells = field(hash=False)

    def __getitem__(self, value: _K) -> int:
        """Give the count: 0 for what could occur and does not.

        `UnknownKey` for what cannot occur, and for a label that does not, since it may be misspelt.
        """
        return self._cells.get(self._cell(value), 0)

    def __contains__(self, value: object) -> bool:
        """Whether the value is listed."""
        return (value if len(self._keys) > 1 else (value,)) in self._cells

    def __iter__(self) -> Iterator[_K]:
        """Go through the values: a vocabulary in its declared order, others by number, code or name."""
        return (cell if len(self._keys) > 1 else cell[0] for cell in self._cells)  # type: ignore[misc]  # _K says which

    def __len__(self) -> int:
        """Give the number of values listed."""
        return len(self._cells)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the keys in the order of `nested`: labels that overlap come last."""
        return tuple(key.name for key in labels_last(self._keys))

    def nested(self) -> dict[Any, Any]:
        """Give the counts as a dictionary for each key in another.

        A closed vocabulary lists all its values, any other key those that occur in its place.
        """
        counted = {labels_last(cell, self._keys): count for cell, count in self._cells.items() if count}
        return nested(counted, labels_last(self._keys))

    def rows(self) -> list[tuple[tuple[Any, ...], Share]]:
        """Give each combination of `nested`, with its share of what has all values but the last in common."""
        cells = unnested(self.nested(), len(self._keys))
        wholes = self._wholes()
        return [(cell, Share(count, wholes.get(cell[:-1], 0))) for cell, count in cells.items()]

    def to_dicts(self) -> list[flat.Row]:
        """Give `rows` flat, as data frames take them: a column for each key, `count`, and `of`, its whole.

        >>> from upr_model import by, example, recommendations
        >>> tally(recommendations(example()), by.response).to_dicts()[0]
        {'response': 'supported', 'count': 191, 'of': 244}
        """
        return [
            {**dict(zip(self.columns, map(flat.cell, values), strict=True)), "count": share.part, "of": share.whole}
            for values, share in self.rows()
        ]

    def _wholes(self) -> Mapping[tuple[Any, ...], int]:
        """Give what the counts of `rows` are shares of, by all values but the last."""
        return summed({cell[:-1]: count} for cell, count in self._cells.items())

    def _cell(self, value: object) -> tuple[Any, ...]:
        cell = value if len(self._keys) > 1 else (value,)
        if not isinstance(cell, tuple) or len(cell) != len(self._keys):
            names = ", ".join(self.basis.keys)
            msg = f"counts by {names} are looked up by a tuple of {len(self._keys)}, not {shown(value)}"
            raise UnknownKey(msg)
        for position, (key, part) in enumerate(zip(self._keys, cell, strict=True)):
            if type(part) not in key.kinds:  # a Response is a str and True an int, but not the value that is meant
                msg = f"{shown(part)} is not a value of by.{key.name}, which gives {kind_names(key.kinds)}"
                if isinstance(part, str):
                    msg += f"; from a text, State.parse makes a State, and {key.kinds[0].__name__}(...) another value"
                raise UnknownKey(msg)
            if part in key.leaves_out:
                msg = f"{part} is left out of the base: its count is in basis.left_out"
                raise UnknownKey(msg)
            if cell not in self._cells and isinstance(part, str) and not key.domain:
                self._check_label(part, position)
        return cell

    def _check_label(self, label: str, position: int) -> None:
        """Refuse a label that occurs nowhere: nothing tells a rare one from a misspelt one."""
        labels = {cell[position] for cell in self._cells}
        if label not in labels:
            import difflib  # noqa: PLC0415  (only a mistake needs it)

            near = difflib.get_close_matches(label[:SHOWN_LIMIT], labels, n=1)
            suggestion = f"did you mean {near[0]!r}?" if near else "iterate to see all labels"
            msg = f"nothing bears the label {shown(label)}; {suggestion}; .get(label, 0) takes it for none"
            raise UnknownKey(msg)

    def _positions(self, keys: Sequence[AnyKey]) -> list[int]:
        for key in keys:
            if key not in self._keys:
                wrong = f"by.{key.name}" if isinstance(key, Key | PluralKey) else shown(key)
                msg = f"counted by {', '.join(f'by.{name}' for name in self.basis.keys)}, not by {wrong}"
                raise UnknownKey(msg)
        return [self._keys.index(key) for key in keys]

    def __repr__(self) -> str:
        """Show class, size and basis."""
        return f"<{type(self).__name__} by {', '.join(self.basis.keys)}: {len(self)} counts, {self.basis}>"


@frozen(repr=False)
class Tally(_Counts[_K]):
    """How many items have each value: every item is counted exactly once.

    A frozen mapping. Tallies of one basis add, in any order and grouping, to the tally of all.

    >>> from upr_model import by, example, recommendations
    >>> tally(recommendations(example()), by.session)[18]
    244
    """

    @property
    def total(self) -> int:
        """The size of the base."""
        return sum(self._cells.values())

    def share(self, value: _K, *, within: Key[Any, Any] | None = None) -> Share:
        """Give the share of the total, or of all that have the same value of the key `within`.

        >>> from upr_model import by, example, recommendations, SUPPORTED
        >>> print(tally(recommendations(example()), by.response).share(SUPPORTED))
        191 of 244 (78.3%)
        """
        if within is None:
            return Share(self[value], self.total)
        position = self._positions([within])[0]
        same = self._cell(value)[position]
        return Share(self[value], sum(count for cell, count in self._cells.items() if cell[position] == same))

    @overload
    def margin(self, key: Key[Any, _K1], /) -> Tally[_K1]: ...
    @overload
    def margin(self, key: Key[Any, _K1], key2: Key[Any, _K2], /) -> Tally[tuple[_K1, _K2]]: ...
    @overload
    def margin(self, key: Key[Any, Any], /, *keys: Key[Any, Any]) -> Tally[tuple[Any, ...]]: ...
    def margin(self, key: Key[Any, Any], /, *keys: Key[Any, Any]) -> Tally[Any]:
        """Sum over all other keys.

        >>> from upr_model import by, example, recommendations, NOTED
        >>> both = tally(recommendations(example()), by.session, by.response)
        >>> both.margin(by.response)[NOTED]
        53
        """
        kept = (key, *keys)
        positions = self._positions(kept)
        counted: Counter[tuple[Any, ...]] = Counter()
        for cell, count in self._cells.items():
            counted[tuple(cell[position] for position in positions)] += count
        return Tally(evolve(self.basis, keys=tuple(k.name for k in kept)), kept, complete(counted, kept))

    def __add__(self, other: Tally[_K]) -> Tally[_K]:
        """Add two tallies; `BasisMismatch` where they were counted differently."""
        return merge((self, other)) if isinstance(other, Tally) else NotImplemented


@frozen(repr=False)
class Mentions(_Counts[_K]):
    """How many items bear each label: labels overlap, so the counts have no total of 100 %.

    A frozen mapping. Mentions of one basis in populations without a common item add.

    >>> from upr_model import by, example, recommendations
    >>> mentions(recommendations(example()), by.recommending_states).assignments
    256
    """

    _groups: Cells = field(hash=False)
    """The sizes of the population by the singular keys: what a share within them is a share of."""

    def _wholes(self) -> Mapping[tuple[Any, ...], int]:
        return self._groups

    @property
    def population(self) -> int:
        """How many items there are, with labels or without."""
        return sum(self._groups.values())

    @property
    def assignments(self) -> int:
        """How many labels were given: an item with three counts three times."""
        return sum(self._cells.values())

    def share(self, value: _K, *, within: AnyKey | None = None) -> Share:
        """Give the share of the population, or of all that have the same value of the key `within`.

        >>> from upr_model import by, example, recommendations, State
        >>> counts = mentions(recommendations(example()), by.recommending_states)
        >>> print(counts.share(State.parse("Norway")))
        4 of 244 (1.6%)
        """
        if within is None:
            return Share(self[value], self.population)
        position = self._positions([within])[0]
        same = self._cell(value)[position]
        # The labels overlap and the other keys do not: within a label, the base is its mentions.
        sizes, position = (self._cells, 0) if position == 0 else (self._groups, position - 1)
        return Share(self[value], sum(count for cell, count in sizes.items() if cell[position] == same))

    def __add__(self, other: Mentions[_K]) -> Mentions[_K]:
        """Add the mentions of two populations; `BasisMismatch` where they were counted differently."""
        return merge((self, other)) if isinstance(other, Mentions) else NotImplemented


@overload
def tally(population: Population[_T], key: Key[_T, _K1], /) -> Tally[_K1]: ...
@overload
def tally(population: Population[_T], key: Key[_T, _K1], key2: Key[_T, _K2], /) -> Tally[tuple[_K1, _K2]]: ...
@overload
def tally(
    population: Population[_T], key: Key[_T, _K1], key2: Key[_T, _K2], key3: Key[_T, _K3], /
) -> Tally[tuple[_K1, _K2, _K3]]: ...
@overload
def tally(population: Population[_T], key: Key[_T, Any], /, *keys: Key[_T, Any]) -> Tally[tuple[Any, ...]]: ...
def tally(population: Population[_T], key: Key[_T, Any], /, *keys: Key[_T, Any]) -> Tally[Any]:
    """Count the items by a key, or by tuples of several.

    Raises `UnitUnavailable` for a plural key, and for one that the unit has not exactly one value of.

    >>> from upr_model import by, example, paragraphs, SUPPORTED
    >>> tally(paragraphs(example()), by.response)[SUPPORTED]
    182
    """
    kept = (key, *keys)
    basis = _basis(population, kept)
    for each in kept:
        if not isinstance(each, Key):
            msg = f"by.{each.name} gives an item several values, which no tally can hold; use mentions(...)"
            raise UnitUnavailable(msg)
    basis, counted = _leave_out(basis, _groups(population, kept), kept)
    return Tally(basis, kept, complete(counted, kept))


@overload
def mentions(population: Population[_T], plural: PluralKey[_T, _K], /) -> Mentions[_K]: ...
@overload
def mentions(
    population: Population[_T], plural: PluralKey[_T, _K], key: Key[_T, _K1], /
) -> Mentions[tuple[_K, _K1]]: ...
@overload
def mentions(
    population: Population[_T], plural: PluralKey[_T, _K], key: Key[_T, _K1], key2: Key[_T, _K2], /
) -> Mentions[tuple[_K, _K1, _K2]]: ...
@overload
def mentions(
    population: Population[_T], plural: PluralKey[_T, Any], /, *keys: Key[_T, Any]
) -> Mentions[tuple[Any, ...]]: ...
def mentions(population: Population[_T], plural: PluralKey[_T, Any], /, *keys: Key[_T, Any]) -> Mentions[Any]:
    """Count the items that bear each label of a plural key, alone or with singular keys.

    Raises `UnitUnavailable` for a singular key in the place of the plural one, or the other way round,
    and for a key that the unit has no values of.

    >>> from upr_model import by, example, recommendations
    >>> len(mentions(recommendations(example()), by.recommending_states))
    101
    """
    kept: tuple[AnyKey, ...] = (plural, *keys)
    basis = _basis(population, kept)
    if not isinstance(plural, PluralKey) or not all(isinstance(key, Key) for key in keys):
        msg = "mentions(...) takes one plural key, then singular ones; use tally(...) for singular keys alone"
        raise UnitUnavailable(msg)
    columns = [key.values(population.items, population.responses) for key in keys]
    # Items that agree in all their labels and values are counted together, and their labels once.
    basis, alike = _leave_out(basis, Counter(zip(plural.values(population.items), *columns, strict=True)), kept)
    counted: Counter[tuple[Any, ...]] = Counter()
    groups: Counter[tuple[Any, ...]] = Counter()
    for (labels, *values), count in alike.items():
        groups[tuple(values)] += count
        for label in labels:
            counted[(label, *values)] += count
    return Mentions(basis, kept, complete(counted, kept), groups)


def tally_of(counts: Mapping[_K, int], basis: Basis, key: Key[Any, _K]) -> Tally[_K]:
    """Make a tally of counts that somebody else made, by a key, on the basis on which they were made."""
    kept = (key,)
    basis, cells = _leave_out(basis, Counter({(value,): count for value, count in counts.items()}), kept)
    return Tally(evolve(basis, keys=(key.name,), statuses=key.statuses), kept, complete(cells, kept))


def merge(counts: Iterable[_C]) -> _C:
    """Add tallies, or mentions, of populations without a common item; `InvalidValue` for none at all.

    Raises `BasisMismatch` where they were counted differently.

    >>> from upr_model import by, example, recommendations
    >>> both = [tally(recommendations([each]), by.response) for each in example().recommendations[:2]]
    >>> merge(both).total
    2
    """
    merged = tuple(counts)
    if not merged:
        msg = "nothing to merge: without a tally there is no basis; begin with the tally of an empty population"
        raise InvalidValue(msg)
    for each in merged:
        if not isinstance(each, _Counts):
            msg = f"only tallies and mentions are merged, not {shown(each)}"
            raise InvalidValue(msg)
    first = merged[0]
    basis = reduce(add, (each.basis for each in merged))
    if any(each._keys != first._keys for each in merged):
        msg = "counts by status do not add where their rules are two functions of one name; give them two names"
        raise BasisMismatch(msg)
    counted = summed(each._cells for each in merged)
    sums: dict[str, Any] = {"basis": basis, "cells": complete(counted, first._keys)}
    groups = [each._groups for each in merged if isinstance(each, Mentions)]
    if groups:
        sums["groups"] = summed(groups)
    return evolve(first, **sums)


def _basis(population: Population[Any], keys: tuple[Any, ...]) -> Basis:
    check_population(population)
    for key in keys:
        if not isinstance(key, Key | PluralKey):
            msg = f"expected a key such as by.response, not {shown(key)}"
            raise UnitUnavailable(msg)
        key.check_unit(population.basis.unit)
    names = tuple(key.name for key in keys)
    if len({*names}) < len(names):
        msg = f"each key counts once, not {', '.join(f'by.{name}' for name in names)}"
        raise InvalidValue(msg)
    statuses = next((key.statuses for key in keys if isinstance(key, Key) and key.statuses), None)
    return evolve(population.basis, keys=names, statuses=statuses)


def _groups(population: Population[Any], keys: Iterable[Key[Any, Any]]) -> Counter[tuple[Any, ...]]:
    return Counter(zip(*(key.values(population.items, population.responses) for key in keys), strict=True))


def _leave_out(
    basis: Basis, counted: Counter[tuple[Any, ...]], keys: tuple[AnyKey, ...]
) -> tuple[Basis, Counter[tuple[Any, ...]]]:
    """Separate what a key leaves out of the base, and add it to what the basis says is left out."""
    if not any(key.leaves_out for key in keys):
        return basis, counted
    kept, gone = Counter[tuple[Any, ...]](), Counter[str]()
    for cell, count in counted.items():
        outside = [str(v) for k, v in zip(keys, cell, strict=True) if v in k.leaves_out]
        if outside:
            gone[outside[0]] += count
        else:
            kept[cell] += count
    return leaving_out(basis, gone), kept
