"""Recommendations as a matrix: its rows by theme, and the details that have no cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from attrs import frozen

from upr_model._base.order import natural
from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import InvalidValue
from upr_model.formats.matrix.cells import HEADER, heading_of, printed
from upr_model.formats.matrix.rows import alike, recommendations_of
from upr_model.formats.media.delimited import CELL_LIMIT
from upr_model.formats.own.details import details_of
from upr_model.records.recommendation import Recommendation
from upr_model.values.sources import Source
from upr_model.values.states import nearly
from upr_model.values.vocabulary import Response


@frozen
class Matrix:
    """A matrix to be written."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    """A row for each theme, of one cell, and for each paragraph or recommendation."""
    details: tuple[tuple[str, str], ...]
    """The details of rows, each behind the id of the first recommendation that its cells give."""


def matrix_of(recommendations: Iterable[Recommendation]) -> Matrix:
    """Arrange the recommendations of one review: first those without a theme, then by response and by theme.

    Themes stand in the order of their first recommendations.

    Raises `InvalidValue` for recommendations of several reviews, or of none.
    """
    recommendations = list(recommendations)
    order = {heading: place for place, heading in enumerate(dict.fromkeys(map(heading_of, recommendations)))}
    recommendations.sort(key=partial(_place, order))
    reviews = sorted({each.review for each in recommendations})
    if len(reviews) != 1:
        named = ", ".join(map(str, reviews[:_SHOWN])) or "no recommendation"
        msg = f"a matrix has the recommendations of one review, not of {named}; narrow them by State and session"
        raise InvalidValue(msg)
    rows: list[tuple[str, ...]] = []
    details: list[tuple[str, str]] = []
    written: set[tuple[Any, ...]] = set()
    heading = ""
    for group in _groups(recommendations):
        cells = printed(group)
        if cells["heading"] != heading:
            heading = cells["heading"]
            rows.append((f"Theme: {heading}",))
        plain = _plain(cells, reviews[0])
        key = tuple(map(alike, plain))
        more = details_of(group, plain, forced=key in written)
        written.add(key)
        longest = max(map(len, [more, *cells.values()]))
        if longest > CELL_LIMIT:
            msg = f"a cell of {group[0].id} has {longest} characters, and {CELL_LIMIT} is the limit; write JSON Lines"
            raise InvalidValue(msg)
        if more:
            details.append((str(plain[0].id), more))
        rows.append(tuple(cells[name] for name in HEADER))
    return Matrix(_title(reviews[0]), tuple(rows), tuple(details))


_SHOWN = 5
_RESPONSES = tuple(Response)


def _place(order: Mapping[str, int], recommendation: Recommendation) -> tuple[Any, ...]:
    paragraph, part = recommendation.paragraph, natural(recommendation.part)
    number = (paragraph is None, paragraph or 0, str(recommendation.document), part)
    heading = heading_of(recommendation)
    return (heading != "", _RESPONSES.index(recommendation.response), order[heading], *number)


def _groups(ordered: Sequence[Recommendation]) -> Iterator[list[Recommendation]]:
    """Give the recommendations of each row: those of a paragraph where its cells keep them apart, else each alone."""
    for key, group in groupby(ordered, lambda each: (each.response, heading_of(each), each.paragraph, each.document)):
        recommendations = list(group)
        if key[2] is not None and len(recommendations) > 1 and _is_one_row(recommendations):
            yield recommendations
        else:
            yield from ([each] for each in recommendations)


def _is_one_row(recommendations: list[Recommendation]) -> bool:
    common = {(each.positions, each.tags, each.assessments) for each in recommendations}
    plain = _plain(printed(recommendations), recommendations[0].review) if len(common) == 1 else []
    return [each.part for each in plain] == [each.part for each in recommendations]


_NOWHERE = Source("", 1, "")
"""The place of a row that is not in a file yet."""


def _plain(cells: dict[str, str], review: ReviewKey) -> list[Recommendation]:
    """Give the recommendations that a reader makes of the cells alone."""
    return recommendations_of(cells, _NOWHERE, review, nearly)[0]


def _title(review: ReviewKey) -> str:
    return f"UPR of {review.state} ({_ordinal(review.cycle)} Cycle - {_ordinal(review.session)} Session)"


def _ordinal(number: int) -> str:
    """Give an ordinal number for a title.

    >>> [_ordinal(number) for number in (1, 2, 3, 4, 11, 21)]
    ['1st', '2nd', '3rd', '4th', '11th', '21st']
    """
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
