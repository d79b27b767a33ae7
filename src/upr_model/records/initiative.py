"""Initiatives: what a State does or promises."""

from __future__ import annotations

from attrs import Attribute, Factory, field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a, is_all
from upr_model._base.ids import digest_of, is_named
from upr_model._base.order import shown_in_order
from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import InvalidValue
from upr_model.records.recommendation import RecommendationId
from upr_model.values.parties import Party
from upr_model.values.periods import Period
from upr_model.values.quantities import Quantity
from upr_model.values.sources import Citation, Source
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol
from upr_model.values.tags import Tag
from upr_model.values.vocabulary import InitiativeKind, InitiativeStatus, PledgeOrigin


@frozen(kw_only=True)
class InitiativeStep:
    """How far an initiative had got as of some time.

    >>> print(InitiativeStep(status=InitiativeStatus.COMPLETED, as_of=Period.parse("2022-10-11"), note="elected"))
    completed as of 2022-10-11 (elected)
    """

    status: InitiativeStatus = field(validator=is_a(InitiativeStatus))
    as_of: Period = field(validator=is_a(Period))
    note: str = field(default="", validator=is_a(str))

    def __str__(self) -> str:
        """Print status and time."""
        return f"{self.status.replace('_', ' ')} as of {self.as_of}" + (f" ({self.note})" if self.note else "")


@frozen(kw_only=True)
class Initiative:
    """Something that a State does or promises: a law, assistance, a candidacy, a voluntary pledge.

    Links are ids of records of the same dossier. Raises `InvalidValue` where the origin of a pledge is
    told of what is none, and where the steps do not stand in the order of their times.

    >>> print(Initiative(state=State.parse("Tonga"), kind=InitiativeKind.VOLUNTARY_PLEDGE).kind)
    voluntary_pledge
    """

    state: State = field(validator=is_a(State))
    kind: InitiativeKind = field(validator=is_a(InitiativeKind))
    text: str | None = field(default=None, validator=optional(is_a(str)))
    review: ReviewKey | None = field(default=None, validator=optional(is_a(ReviewKey)))
    origin: PledgeOrigin | None = field(default=None, validator=optional(is_a(PledgeOrigin)))
    """When a pledge was made, where that is known."""
    forum: str = field(default="", validator=is_a(str))
    """Where it was taken: a body, a conference."""
    on_behalf_of: Party | None = field(default=None, validator=optional(is_a(Party)))
    when: Period | None = field(default=None, validator=optional(is_a(Period)))
    documents: tuple[DocumentSymbol, ...] = field(default=(), validator=is_all(tuple, DocumentSymbol))
    reach: Quantity | None = field(default=None, validator=optional(is_a(Quantity)))
    """How many it reached: "more than 50 countries" is a bound."""
    steps: tuple[InitiativeStep, ...] = field(default=(), validator=is_all(tuple, InitiativeStep))
    """How far it got, the oldest first: steps are added, never changed."""
    recommendations: tuple[RecommendationId, ...] = field(default=(), validator=is_all(tuple, RecommendationId))
    """What it serves."""
    initiatives: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    tags: frozenset[Tag] = field(default=frozenset(), repr=shown_in_order, validator=is_all(frozenset, Tag))
    citations: tuple[Citation, ...] = field(default=(), validator=is_all(tuple, Citation))
    source: Source | None = field(default=None, eq=False, repr=False, validator=optional(is_a(Source)))
    id: str = field(default=Factory(digest_of, takes_self=True), validator=is_named)
    """What links refer to; a digest of the rest where none is given."""

    @origin.validator
    def _is_of_a_pledge(self, _: Attribute[PledgeOrigin | None], origin: PledgeOrigin | None) -> None:
        if origin is not None and self.kind is not InitiativeKind.VOLUNTARY_PLEDGE:
            msg = f"the origin {origin} is that of a voluntary pledge, not of {self.kind}"
            raise InvalidValue(msg)

    @steps.validator
    def _follow_one_another(self, _: Attribute[tuple[InitiativeStep, ...]], steps: tuple[InitiativeStep, ...]) -> None:
        if [step.as_of.last for step in steps] != sorted(step.as_of.last for step in steps):
            msg = f"steps stand oldest first, not {'; '.join(map(str, steps))}"
            raise InvalidValue(msg)

    @property
    def status(self) -> InitiativeStatus | None:
        """How far it has got; None where no step is told."""
        return self.steps[-1].status if self.steps else None
