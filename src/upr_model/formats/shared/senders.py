"""Who asked: States in a column, in the brackets of a text, or in both.

A name that is no State's is an unknown sender, and counted: a recommendation has never fewer senders than
names are printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from attrs import define, frozen

from upr_model.errors import AmbiguousState, UnknownState
from upr_model.formats.shared.asks import ITEM_LIMIT, Ask, Asked, asks_of, states_in
from upr_model.values.states import State, known_state

KEPT = 10_000
"""How many brackets are remembered with the States that they name: the same come again and again."""

# One bracket alone, at the end: nearly every text.
_SIMPLE = re.compile(r"([^()]*[^()\s])\s*\(([^()]{1,500})\)\s*[;.,]?\s*")
_EDGES = " \t\n;,"
_BETWEEN_NAMES = re.compile(r"\s-\s|[;|]")


@frozen
class Sender:
    """A State that asked; or None, and what is wrong with its name."""

    state: State | None
    code: str = ""
    """That of the problem; empty where no name is given."""
    message: str = ""


NOBODY = Sender(None)
"""The sender of what names none."""


def sender_in(name: str) -> Sender:
    """Give the State of a name, or an unknown sender.

    >>> sender_in("Mali").state, sender_in("Atlantisland").code
    (State.parse('MLI'), 'unknown-state')
    """
    try:
        return Sender(State.parse(name))
    except AmbiguousState as error:
        return Sender(None, "ambiguous-state", str(error))
    except UnknownState as error:
        return Sender(None, "unknown-state", str(error))


@lru_cache(maxsize=KEPT)
def senders_in(names: tuple[str, ...]) -> tuple[Sender, ...]:
    """Give the senders of a column, each State once.

    A member of the list may itself hold several names: `Niger; Mali`, `Niger - Mali`, `Niger, Mali`.
    """
    senders: list[Sender] = []
    for name in names:
        pieces = [name]
        if not known_state(name):
            pieces = [words for piece in _BETWEEN_NAMES.split(name) if (words := piece.strip())]
            several = states_in(name) if len(pieces) == 1 else ()
            senders += map(Sender, several)
            pieces = [] if several else pieces
        senders += map(sender_in, pieces)
    return tuple(dict.fromkeys(senders))


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
        divided = Asked([Ask(simple[1].strip(_EDGES), list(states))])
    else:
        divided = asks_of(text, under_review, _nobody)
    named: Counter[State | None] = Counter({state: 1 for ask in divided.asks for state in ask.states})
    named[None] = sum(ask.states.count(None) for ask in divided.asks)  # two unknown names are two senders
    if not senders or +named == Counter(senders):
        return Divided(divided.asks, divided.doubts, divided.fragments, divided.rest)
    known = {*named} - {None}
    return Divided([Ask(text.strip(_EDGES), list(senders))], differ=bool(known) and known != {*senders} - {None})


@lru_cache(maxsize=KEPT)
def _named(names: str) -> tuple[State, ...]:
    return tuple(dict.fromkeys(states_in(names)))


def _nobody(_: str) -> State | None:
    """Recognise no slips: the column names the States."""
    return None
