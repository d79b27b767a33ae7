"""Initiatives: what a State does or promises."""

from __future__ import annotations

from attrs import field, frozen

from upr_model._order import shown_in_order
from upr_model._validators import is_a, is_all
from upr_model.classifications import Tag
from upr_model.cycle import ReviewKey
from upr_model.source import Source
from upr_model.states import State
from upr_model.vocabulary import InitiativeKind


@frozen(kw_only=True)
class Initiative:
    """Something that a State does or promises, such as a voluntary pledge made at its review.

    >>> print(Initiative(state=State.parse("Tonga"), kind=InitiativeKind.VOLUNTARY_PLEDGE).kind)
    voluntary_pledge
    """

    state: State = field(validator=is_a(State))
    kind: InitiativeKind = field(validator=is_a(InitiativeKind))
    text: str | None = None
    review: ReviewKey | None = None
    tags: frozenset[Tag] = field(default=frozenset(), repr=shown_in_order, validator=is_all(frozenset, Tag))
    source: Source | None = field(default=None, eq=False, repr=False)
