"""The dossier: everything that one State did, said and promised about human rights, linked and checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve, field, frozen

from upr_model._base.checks import is_a, is_all
from upr_model.calendar.reviews import Review, reviews_of
from upr_model.errors import InvalidValue, shown
from upr_model.follow_up.published import PublishedStatuses
from upr_model.records.dialogue import Dialogue, DialogueSeries
from upr_model.records.indicator import Indicator
from upr_model.records.initiative import Initiative
from upr_model.records.plan import Plan, PlanItem, Report
from upr_model.records.published_counts import PublishedCount
from upr_model.records.recommendation import Recommendation, RecommendationId
from upr_model.values.states import State

Record = Recommendation | Dialogue | DialogueSeries | Initiative | Plan | PlanItem | Indicator | Report
"""What has an id in a dossier."""


class DossierError(InvalidValue):
    """A dossier whose records do not go together: all that is wrong, at once."""

    problems: tuple[str, ...]
    """What is wrong, each naming both sides."""

    def __init__(self, problems: Iterable[str]) -> None:
        """Keep the problems beside the message."""
        self.problems = tuple(problems)
        listed = "".join(f"\n- {problem}" for problem in self.problems)
        super().__init__(f"the records of the dossier do not go together, in {len(self.problems)} points:{listed}")


@frozen(kw_only=True)
class Dossier:
    """Everything of one State. Building it checks every link, and reports all that is wrong at once.

    Raises `DossierError` for links to nothing, for ids that two records have, and for records of another
    State or of a review that the State did not have.

    >>> dossier = Dossier(state=State.parse("Viet Nam"))
    >>> print(dossier, len(dossier.reviews))
    Viet Nam: nothing recorded 4
    """

    state: State = field(validator=is_a(State))
    recommendations: tuple[Recommendation, ...] = field(default=(), validator=is_all(tuple, Recommendation))
    dialogues: tuple[Dialogue, ...] = field(default=(), validator=is_all(tuple, Dialogue))
    """Those that belong to no series."""
    series: tuple[DialogueSeries, ...] = field(default=(), validator=is_all(tuple, DialogueSeries))
    initiatives: tuple[Initiative, ...] = field(default=(), validator=is_all(tuple, Initiative))
    plans: tuple[Plan, ...] = field(default=(), validator=is_all(tuple, Plan))
    indicators: tuple[Indicator, ...] = field(default=(), validator=is_all(tuple, Indicator))
    reports: tuple[Report, ...] = field(default=(), validator=is_all(tuple, Report))
    counts: tuple[PublishedCount, ...] = field(default=(), validator=is_all(tuple, PublishedCount))
    """Counts of its reviews that somebody published."""
    statuses: tuple[PublishedStatuses, ...] = field(default=(), validator=is_all(tuple, PublishedStatuses))
    """Implementation statuses that somebody published in totals."""

    def __attrs_post_init__(self) -> None:
        """Check that all go together."""
        problems = [*self._foreign(), *self._twice(), *self._dangling()]
        if problems:
            raise DossierError(problems)

    def with_(self, **changes: Any) -> Dossier:  # noqa: ANN401  (the fields of the class)
        """Give a dossier with other records in the place of some.

        Raises what building one raises, and `InvalidValue` for what is no field.

        >>> print(Dossier(state=State.parse("Tonga")).with_(plans=(Plan(title="Plan"),)))
        Tonga: 1 plans
        """
        try:
            return evolve(self, **changes)
        except TypeError:
            msg = f"a dossier has no such records: {', '.join(changes)}"
            raise InvalidValue(msg) from None

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews of the State, as the calendar has them."""
        return reviews_of(self.state)

    @property
    def all_dialogues(self) -> tuple[Dialogue, ...]:
        """The dialogues, those of series among them."""
        return (*self.dialogues, *(dialogue for series in self.series for dialogue in series.dialogues))

    @property
    def plan_items(self) -> tuple[PlanItem, ...]:
        """The items of all plans."""
        return tuple(item for plan in self.plans for item in plan.items)

    @property
    def due(self) -> dict[RecommendationId, dt.date]:
        """By when the plans have something done for each recommendation: the earliest day.

        It is what `implementation_rate` takes for the base `due`.
        """
        dated = [(item.due, wanted) for item in self.plan_items if item.due for wanted in item.recommendations]
        return {wanted: day for day, wanted in sorted(dated, key=lambda each: each[0], reverse=True)}

    def find(self, wanted: str | RecommendationId) -> Record:
        """Give the record that has an id; `InvalidValue` where none has it.

        >>> from upr_model import example
        >>> dossier = Dossier(state=State.parse("VNM"), recommendations=example().recommendations)
        >>> dossier.find("A/HRC/26/6#143.1/a").part
        'a'
        """
        for name, record in self._named():
            if name == str(wanted):
                return record
        msg = f"no record of the dossier has the id {shown(str(wanted))}"
        raise InvalidValue(msg)

    def _named(self) -> Iterator[tuple[str, Record]]:
        groups: tuple[tuple[Record, ...], ...] = (
            *(self.recommendations, self.all_dialogues, self.series, self.initiatives),
            *(self.plans, self.plan_items, self.indicators, self.reports),
        )
        for group in groups:
            for record in group:
                yield str(record.id), record

    def _foreign(self) -> Iterator[str]:
        """Tell what belongs to another State, or to a review that did not take place."""
        keys = {review.key for review in self.reviews}
        for recommendation in self.recommendations:
            if (review := recommendation.review) not in keys:
                yield f"recommendation {recommendation.id} is of {review}, which is no review of {self.state}"
        for initiative in self.initiatives:
            if initiative.state != self.state:
                yield f"initiative {initiative.id} is that of {initiative.state}, not of {self.state}"
        of_reviews: tuple[Initiative | Plan | Report, ...] = (*self.initiatives, *self.plans, *self.reports)
        for record in of_reviews:
            if record.review is not None and record.review not in keys:
                yield f"{type(record).__name__} {record.id} is of {record.review}, which is no review of {self.state}"
        published: tuple[PublishedCount | PublishedStatuses, ...] = (*self.counts, *self.statuses)
        for count in published:
            if count.state != self.state:
                yield f"published: {count}: that is not of {self.state}"

    def _twice(self) -> Iterator[str]:
        """Tell what stands twice, and what counts contradict one another."""
        kinds: dict[str, list[str]] = {}
        for name, record in self._named():
            kinds.setdefault(name, []).append(type(record).__name__)
        for name, of in kinds.items():
            if len(of) > 1:
                yield f"{len(of)} records have the id {shown(name)}: {', '.join(of)}"
        counts: dict[tuple[Any, ...], PublishedCount] = {}
        for count in self.counts:
            key: tuple[Any, ...] = (count.cycle, count.measure, count.unit, count.policy, count.publisher)
            if (first := counts.setdefault(key, count)) is not count:
                yield f"published: {count}, and also {first}"
        statuses: dict[tuple[Any, ...], PublishedStatuses] = {}
        for each in self.statuses:
            key = (each.cycle, each.unit, each.base, each.as_of)
            if (other := statuses.setdefault(key, each)) is not each:
                yield f"published: {each}, and also {other}"

    def _dangling(self) -> Iterator[str]:
        """Tell what links to nothing."""
        recommendations = {str(each.id) for each in self.recommendations}
        initiatives, reports = {each.id for each in self.initiatives}, {each.id for each in self.reports}
        linking: tuple[Dialogue | Initiative | PlanItem, ...] = (
            *self.all_dialogues,
            *self.initiatives,
            *self.plan_items,
        )
        for record in linking:
            links: list[tuple[str, Iterable[str], set[str]]] = [
                ("recommendation", map(str, record.recommendations), recommendations),
                ("initiative", record.initiatives, initiatives),
                ("report", getattr(record, "reports", ()), reports),
            ]
            for kind, ids, known in links:
                for each in ids:
                    if each not in known:
                        who = f"{type(record).__name__} {record.id}"
                        yield f"{who} links to the {kind} {shown(each)}, which is not there"

    def __str__(self) -> str:
        """Print how many there are of each."""
        groups = {
            "recommendations": self.recommendations,
            "dialogues": self.all_dialogues,
            "initiatives": self.initiatives,
            "plans": self.plans,
            "indicators": self.indicators,
            "reports": self.reports,
        }
        sizes = ", ".join(f"{len(group)} {name}" for name, group in groups.items() if group)
        return f"{self.state}: {sizes or 'nothing recorded'}"
