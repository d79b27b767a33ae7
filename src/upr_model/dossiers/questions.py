"""Questions to a dossier: what connects to what, and what connects to nothing."""

from __future__ import annotations

import datetime as dt
from typing import Generic, TypeVar

from attrs import field, frozen

from upr_model._base.checks import check_day, is_a
from upr_model.counting.populations import Population, narrowed, recommendations
from upr_model.dossiers.model import Dossier
from upr_model.errors import InvalidValue, shown
from upr_model.records.dialogue import Dialogue
from upr_model.records.initiative import Initiative
from upr_model.records.plan import PlanItem
from upr_model.records.recommendation import Recommendation, RecommendationId
from upr_model.values.shares import Share
from upr_model.values.vocabulary import PARTLY_SUPPORTED, SUPPORTED, InitiativeKind, InitiativeStatus

_T = TypeVar("_T")

_NOTHING_DONE = frozenset({InitiativeStatus.ANNOUNCED, InitiativeStatus.WITHDRAWN})


@frozen(kw_only=True)
class Answer(Generic[_T]):
    """What a question found, of how many, and what was asked.

    >>> from upr_model import State
    >>> print(pledges_without_follow_up(Dossier(state=State.parse("TON")), as_of=dt.date(2026, 11, 22)))
    0 of 0 pledges of Tonga without follow-up as of 2026-11-22
    """

    items: tuple[_T, ...]
    whole: int
    """Of how many."""
    basis: str = field(validator=is_a(str))
    """What was asked, of what, as of when."""

    @property
    def share(self) -> Share:
        """The share of what was found."""
        return Share(len(self.items), self.whole)

    def __str__(self) -> str:
        """Print how many of how many, and the basis."""
        return f"{len(self.items)} of {self.whole} {self.basis}"


@frozen(kw_only=True)
class Overdue:
    """An item of a plan that was due and was not done."""

    item: PlanItem
    days: tuple[dt.date, ...]
    """When it was due."""

    def __str__(self) -> str:
        """Print lead, action and days."""
        return f"{self.item.lead}: {self.item.action}, due {', '.join(map(str, self.days))}"


def unaddressed(dossier: Dossier) -> Population[Recommendation]:
    """Give the supported recommendations, partly or fully, that no initiative and no plan addresses.

    What was withdrawn addresses nothing. Whether a recommendation was implemented is another question.

    >>> from upr_model import example, State
    >>> len(unaddressed(Dossier(state=State.parse("VNM"), recommendations=example().recommendations)))
    191
    """
    active = [each for each in _checked(dossier).initiatives if each.status is not InitiativeStatus.WITHDRAWN]
    linking: tuple[Initiative | PlanItem, ...] = (*active, *dossier.plan_items)
    addressed = {str(each) for record in linking for each in record.recommendations}
    supported = recommendations(dossier.recommendations).where(response=[SUPPORTED, PARTLY_SUPPORTED])
    by_what = "by no initiative and no plan"
    return narrowed(supported, "addressed", (by_what,), lambda each: str(each.id) not in addressed)


def served_by(dossier: Dossier, initiative: str) -> Population[Recommendation]:
    """Give the recommendations that an initiative serves, itself or through initiatives that it links to.

    Raises `InvalidValue` for an id that no initiative has.
    """
    by_id = {each.id: each for each in _checked(dossier).initiatives}
    if initiative not in by_id:
        msg = f"no initiative of the dossier has the id {shown(initiative)}"
        raise InvalidValue(msg)
    reached, queue = {initiative}, [initiative]
    while queue:
        for linked in by_id[queue.pop()].initiatives:
            if linked not in reached:
                reached.add(linked)
                queue.append(linked)
    served = {str(each) for name in reached for each in by_id[name].recommendations}
    whole = recommendations(dossier.recommendations)
    return narrowed(whole, "served_by", (initiative,), lambda each: str(each.id) in served)


def dialogues_on(dossier: Dossier, recommendation: RecommendationId | str) -> Answer[Dialogue]:
    """Give the dialogues that raised what a recommendation asks.

    Raises `InvalidValue` for an id that no recommendation has.
    """
    if str(recommendation) not in {str(each.id) for each in _checked(dossier).recommendations}:
        msg = f"no recommendation of the dossier has the id {shown(str(recommendation))}"
        raise InvalidValue(msg)
    dialogues = tuple(each for each in dossier.all_dialogues if str(recommendation) in map(str, each.recommendations))
    basis = f"dialogues of {dossier.state} raised {recommendation}"
    return Answer(items=dialogues, whole=len(dossier.all_dialogues), basis=basis)


def raised_in_dialogues(dossier: Dossier) -> Population[Recommendation]:
    """Give the recommendations that some dialogue raised."""
    raised = {str(each) for dialogue in _checked(dossier).all_dialogues for each in dialogue.recommendations}
    whole = recommendations(dossier.recommendations)
    return narrowed(whole, "raised", ("in dialogues",), lambda each: str(each.id) in raised)


def pledges_without_follow_up(dossier: Dossier, *, as_of: dt.date) -> Answer[Initiative]:
    """Give the voluntary pledges of which nothing but their announcement, or withdrawal, is recorded by a day.

    A pledge that links to another initiative, or that one or an item of a plan links to, is followed up.
    """
    check_day(as_of, "as_of")
    linking: tuple[Initiative | PlanItem, ...] = (*_checked(dossier).initiatives, *dossier.plan_items)
    linked = {each for record in linking for each in record.initiatives if each != record.id}
    pledges = [each for each in dossier.initiatives if each.kind is InitiativeKind.VOLUNTARY_PLEDGE]
    waiting = tuple(
        pledge
        for pledge in pledges
        if pledge.id not in linked
        and not {*pledge.initiatives} - {pledge.id}
        and all(step.status in _NOTHING_DONE for step in pledge.steps if step.as_of.last <= as_of)
    )
    basis = f"pledges of {dossier.state} without follow-up as of {as_of}"
    return Answer(items=waiting, whole=len(pledges), basis=basis)


def overdue(dossier: Dossier, *, as_of: dt.date) -> Answer[Overdue]:
    """Give the items of plans that were due before a day and not done, in the order of their leads."""
    check_day(as_of, "as_of")
    items = _checked(dossier).plan_items
    late = [Overdue(item=item, days=days) for item in items if (days := item.overdue(as_of))]
    ordered = tuple(sorted(late, key=lambda each: (each.item.lead, each.days, each.item.id)))
    return Answer(items=ordered, whole=len(items), basis=f"items of plans of {dossier.state} overdue as of {as_of}")


def _checked(dossier: Dossier) -> Dossier:
    if not isinstance(dossier, Dossier):
        msg = f"a Dossier is asked, not {shown(dossier)}"
        raise InvalidValue(msg)
    return dossier
