"""Texts whose States stand in a column as well as in brackets: what is asked, and by whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from attrs import define

from upr_model.errors import UnknownState
from upr_model.formats.shared.asks import ITEM_LIMIT, Ask, Asked, asks_of, states_in
from upr_model.values.states import State, known_state

KEPT = 10_000
"""How many brackets are remembered with the States that they name: the same come again and again."""

# One bracket alone, at the end: nearly every text.
_SIMPLE = re.compile(r"([^()]*[^()\s])\s*\(([^()]{1,500})\)\s*[;.,]?\s*")
_EDGES = " \t\n;,"


@define
class Divided(Asked):
    """What a text asks, and whether its brackets name other States than the column."""

    differ: bool = False


def asks_by(text: str, senders: Sequence[State | None], under_review: State) -> Divided:
    """Split a text into what it asks, where its brackets name the States that the column names.

    Where they do not, it is one ask of the States of the column, with its brackets; where the column
    names nobody, it is what the brackets make of it.
    """
    if len(text) > ITEM_LIMIT:
        return Divided([Ask(text, list(senders) or [None])])
    simple = _SIMPLE.fullmatch(text)
    if simple is not None and (states := _named(simple[2])) and states != (under_review,):
        asked = Asked([Ask(simple[1].strip(_EDGES), list(states))])
    else:
        asked = asks_of(text, under_review, _nobody)
    named = {state for ask in asked.asks for state in ask.states if state is not None}
    if not senders or named == {*senders}:
        return Divided(asked.asks, asked.doubts, asked.fragments, asked.rest)
    return Divided([Ask(text.strip(_EDGES), list(senders))], differ=bool(named) and named != {*senders} - {None})


@lru_cache(maxsize=KEPT)
def _named(names: str) -> tuple[State, ...]:
    return tuple(dict.fromkeys(states_in(names)))


def _nobody(_: str) -> State | None:
    """Recognise no slips: the column names the States."""
    return None


_BETWEEN_NAMES = re.compile(r"\s-\s|[;|]")


@lru_cache(maxsize=KEPT)
def senders_in(names: tuple[str, ...]) -> tuple[tuple[State | None, str], ...]:
    """Give the States of a column, each once; for a name that is none's, None and what is wrong with it.

    A member of the list may itself hold several names: `Niger; Mali`, `Niger - Mali`, `Niger, Mali`.
    """
    found: list[tuple[State | None, str]] = []
    for name in names:
        if known_state(name):
            pieces = [name]
        else:
            pieces = [words for piece in _BETWEEN_NAMES.split(name) if (words := piece.strip())]
            several = states_in(name) if len(pieces) == 1 else ()
            found += ((state, "") for state in several)
            pieces = [] if several else pieces
        for piece in pieces:
            try:
                found.append((State.parse(piece), ""))
            except UnknownState as error:
                found.append((None, str(error)))
    return tuple(dict.fromkeys(found))
