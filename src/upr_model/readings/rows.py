"""Attributions as the rows of a file, which become objects only when they are asked for.

Counting reads columns, and most counts need no objects at all.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple, overload

from attrs import evolve, field, frozen

from upr_model.calendar.sessions import ReviewKey
from upr_model.records.recommendation import Attribution, Position, Recommendation, normalised, response_of
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.vocabulary import ActionCategory, Response


class AttributionRow(NamedTuple):
    """A row of a file: where it stands, and what it says."""

    line: int
    raw: str
    review: ReviewKey
    recommending_state: State | None
    text: str | None
    action_category: ActionCategory | None
    issues: tuple[str, ...]
    positions: tuple[Position, ...]
    """On what is asked."""


def _without_place(rows: tuple[AttributionRow, ...]) -> tuple[tuple[Any, ...], ...]:
    return tuple(row[AttributionRow._fields.index("review") :] for row in rows)


@frozen
class AttributionRows(Sequence[Attribution]):
    """The attributions of a file, in its order."""

    # Where a row stands is no more part of what it says than the source of an attribution is.
    file: str = field(eq=False)
    rows: tuple[AttributionRow, ...] = field(eq=_without_place)

    def column(self, name: str) -> Iterable[Any]:
        """Give one field of all rows."""
        return map(itemgetter(AttributionRow._fields.index(name)), self.rows)

    def select(self, wanted: Iterable[bool]) -> AttributionRows:
        """Give those rows for which `wanted` is true."""
        return AttributionRows(self.file, tuple(compress(self.rows, wanted)))

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Attribution: ...
    @overload
    def __getitem__(self, index: slice) -> AttributionRows: ...
    def __getitem__(self, index: int | slice) -> Attribution | AttributionRows:
        """Make the attribution of a row."""
        if isinstance(index, slice):
            return AttributionRows(self.file, self.rows[index])
        return self._attribution(self.rows[index])

    def __iter__(self) -> Iterator[Attribution]:
        """Make one attribution after another."""
        return map(self._attribution, self.rows)

    def _attribution(self, row: AttributionRow) -> Attribution:
        return Attribution(
            review=row.review,
            recommending_state=row.recommending_state,
            text=row.text,
            action_category=row.action_category,
            issues=row.issues,
            source=Source(self.file, row.line, row.raw),
        )

    def recommendations(self) -> tuple[Recommendation, ...]:
        """Make one recommendation of the rows that ask the same and were answered the same.

        That is: review, response and normalised text are equal. What has no words asks the same as
        nothing else.
        """
        asks: dict[tuple[ReviewKey, str, Response | int], list[AttributionRow]] = {}
        for row in self.rows:
            words = normalised(row.text) if row.text else ""
            asks.setdefault((row.review, words, response_of(row.positions) if words else row.line), []).append(row)
        with without_collection():
            return tuple(map(self._recommendation, asks.values()))

    def _recommendation(self, rows: list[AttributionRow]) -> Recommendation:
        first, positions = rows[0], rows[0].positions
        attributions = tuple(map(self._attribution, rows))
        wordings = dict.fromkeys(position.wording for row in rows for position in row.positions if position.wording)
        if len(wordings) > 1:  # none is lost where rows print one response in several ways
            positions = tuple(evolve(position, wording="; ".join(wordings)) for position in positions)
        return Recommendation(
            review=first.review,
            attributions=attributions,
            text=first.text,
            positions=positions,
            source=attributions[0].source,
        )


@contextmanager
def without_collection() -> Iterator[None]:
    """Pause the search for cycles: records have none, and it would go through all of them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
