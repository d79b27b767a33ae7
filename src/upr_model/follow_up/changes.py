"""What moved between two times, and what nobody looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from attrs import evolve, field, frozen
from attrs.validators import optional

from upr_model._base.checks import check_whole, is_a
from upr_model._base.plain import fields_of
from upr_model.counting import by
from upr_model.counting.basis import Basis
from upr_model.counting.populations import Population, check_population, narrowed
from upr_model.errors import InvalidValue, UnitUnavailable, shown
from upr_model.records.assessment import Assessment
from upr_model.records.recommendation import Attribution, NumberedParagraph, Position, Recommendation
from upr_model.records.rules import Rule, least_advanced, rank
from upr_model.records.statuses import StatusBasis, identity, rule_of, status_basis
from upr_model.values.periods import Period
from upr_model.values.recurrence import later
from upr_model.values.tags import UPR_INFO_ISSUES, check_scheme
from upr_model.values.vocabulary import NOT_STATED, AssessorKind, ImplementationStatus, PositionStage, Unit

_T = TypeVar("_T", Recommendation, NumberedParagraph)
_Any = TypeVar("_Any", Recommendation, NumberedParagraph, Attribution)

MONTHS_LIMIT = 1200
"""The most months after which an assessment is stale: a hundred years."""


@frozen(kw_only=True)
class StatusChange(Generic[_T]):
    """A recommendation or paragraph whose status differs between two times."""

    item: _T = field(repr=identity, validator=is_a(Recommendation, NumberedParagraph))
    before: ImplementationStatus = field(validator=is_a(ImplementationStatus))
    after: ImplementationStatus = field(validator=is_a(ImplementationStatus))

    def to_dict(self) -> dict[str, str]:
        """Give it as JSON has it."""
        return {"id": identity(self.item), **fields_of(self, "before", "after")}

    def __str__(self) -> str:
        """Print what changed, and how."""
        return f"{identity(self.item)}: {self.before.label} -> {self.after.label}"


@frozen(kw_only=True)
class StatusChanges(Generic[_T]):
    """What changed between two times, by direction, each in the order of the population."""

    basis: Basis = field(validator=is_a(Basis))
    """How the population was counted."""
    before: StatusBasis = field(validator=is_a(StatusBasis))
    after: StatusBasis = field(validator=is_a(StatusBasis))
    forward: tuple[StatusChange[_T], ...] = ()
    """More advanced than before."""
    back: tuple[StatusChange[_T], ...] = ()
    """Less advanced than before."""
    newly_assessed: tuple[StatusChange[_T], ...] = ()
    """Unassessed before, whatever they are now."""
    applicability: tuple[StatusChange[_T], ...] = ()
    """No longer applicable, applicable again, or without a status by the rule."""
    unchanged: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        directions = ("forward", "back", "newly_assessed", "applicability")
        return fields_of(self, "basis", "before", "after", *directions, "unchanged")

    def __str__(self) -> str:
        """Print how many of each, and between which times."""
        return (
            f"{len(self.forward)} forward, {len(self.back)} back, {len(self.newly_assessed)} newly assessed, "
            f"{len(self.applicability)} changed in applicability, {self.unchanged} unchanged; "
            f"{self.before} to {self.after.as_of}; {self.basis}"
        )


def changes_between(  # noqa: PLR0913  (each is a question whose answer changes the result)
    population: Population[_T],
    before: StatusBasis | Period | dt.date | str,
    after: StatusBasis | Period | dt.date | str,
    *,
    rule: Rule | None = None,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
) -> StatusChanges[_T]:
    """Give what moved forward, slipped back, or was assessed for the first time, between two times.

    The options are those of `by.status`; the rule is that of a `StatusBasis`, or `rules.least_advanced`,
    where none is given. A new assessor can move a status back: name `assessors` to compare one kind with itself.

    Each time may be a `StatusBasis`. Raises `InvalidValue` where the two differ in anything but the time,
    and where the first time ends after the second.

    >>> from upr_model import example, paragraphs
    >>> changes_between(paragraphs(example()), "2019", "2023-10").unchanged
    227
    """
    first, second = (status_basis(when, known_at, assessors) for when in (before, after))
    if evolve(first, as_of=second.as_of) != second:
        msg = (
            "changes are between two times by the same assessors, as known on one day, "
            f"not from {first} to {second}; give both as a StatusBasis, or neither"
        )
        raise InvalidValue(msg)
    if second.as_of.last < first.as_of.last:
        msg = f"changes are from an earlier time to a later, not from {first.as_of} to {second.as_of}"
        raise InvalidValue(msg)
    keys = [by.status(rule=rule_of(rule, before, after), as_of=statuses) for statuses in (first, second)]
    check_population(population, keys[0])
    changes: dict[str, list[StatusChange[_T]]] = {}
    unchanged = 0
    old, new = (key.values(population.items, population.responses) for key in keys)
    for item, was, is_now in zip(population.items, old, new, strict=True):
        if was is is_now:
            unchanged += 1
        else:
            change = StatusChange(item=item, before=was, after=is_now)
            changes.setdefault(_direction(was, is_now), []).append(change)
    times: dict[str, Any] = {"before": keys[0].statuses, "after": keys[1].statuses}
    directions: dict[str, Any] = {name: tuple(each) for name, each in changes.items()}
    return StatusChanges(basis=population.basis, unchanged=unchanged, **times, **directions)


def stale(
    population: Population[_T],
    *,
    as_of: StatusBasis | Period | dt.date | str,
    months: int,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
) -> Population[_T]:
    """Narrow a population to what was last assessed so many months or more before a time.

    What was never assessed is `unassessed`, not stale. What is implemented may be stale as well. The
    options are those of `by.status`.

    Raises `InvalidValue` for months below 1 or above `MONTHS_LIMIT`.

    >>> from upr_model import example, recommendations
    >>> len(stale(recommendations(example()), as_of="2023-10", months=12))
    0
    """
    check_whole(months, "months", 1, MONTHS_LIMIT)
    statuses = status_basis(as_of, known_at, assessors)
    _check_unit(population, statuses)
    return narrowed(
        population,
        "stale",
        (f"for {months} month{'s' * (months > 1)} {statuses}",),
        lambda item: _is_stale(statuses.current(item), months, statuses.as_of.last),
    )


def unassessed(
    population: Population[_T],
    *,
    as_of: StatusBasis | Period | dt.date | str,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
) -> Population[_T]:
    """Narrow a population to what nobody had assessed by a time; the options are those of `by.status`.

    >>> from upr_model import example, recommendations
    >>> len(unassessed(recommendations(example()), as_of="2023-10"))
    244
    """
    statuses = status_basis(as_of, known_at, assessors)
    _check_unit(population, statuses)
    return narrowed(population, "unassessed", (str(statuses),), lambda item: not statuses.current(item))


def disagreements(
    population: Population[_T],
    *,
    as_of: StatusBasis | Period | dt.date | str,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
) -> Population[_T]:
    """Narrow a population to what assessors disagree on: each one's last assessment counts.

    The options are those of `by.status`.

    >>> from upr_model import example, recommendations
    >>> len(disagreements(recommendations(example()), as_of="2023-10"))
    0
    """
    statuses = status_basis(as_of, known_at, assessors)
    _check_unit(population, statuses)
    return narrowed(population, "disagreed", (str(statuses),), lambda item: _disagree(statuses, item))


def untagged(population: Population[_Any], scheme: str) -> Population[_Any]:
    """Narrow a population to what has no tag in a scheme: what a classification misses.

    UPR Info's issues, which a source codes by State, count as tags of `upr_info_issues`; attributions
    have no others. Raises `InvalidValue` for what can be no scheme, and `UnitUnavailable` for attributions
    in any other scheme.

    >>> from upr_model import example, paragraphs
    >>> len(untagged(paragraphs(example()), "sdg"))
    227
    """
    wanted = check_scheme(scheme)
    check_population(population)
    if population.basis.unit is Unit.ATTRIBUTION and wanted != UPR_INFO_ISSUES:
        msg = f"attributions have no tags of {wanted}; count recommendations or paragraphs"
        raise UnitUnavailable(msg)
    return narrowed(population, "untagged", (wanted,), lambda item: not _tagged(item, wanted))


@frozen(kw_only=True)
class PositionChange:
    """A recommendation whose response differs between two stages of its review.

    >>> from upr_model import Response
    >>> noted = Position(response=Response.NOTED, stage=PositionStage.ADDENDUM)
    >>> from upr_model import example
    >>> print(PositionChange(recommendation=example().recommendations[0], before=None, after=noted))
    A/HRC/26/6#143.1/a: not stated -> noted
    """

    recommendation: Recommendation = field(
        validator=is_a(Recommendation), repr=lambda recommendation: str(recommendation.id)
    )
    before: Position | None = field(validator=optional(is_a(Position)))
    """None where the source has none of that stage or before."""
    after: Position = field(validator=is_a(Position))

    def __str__(self) -> str:
        """Print what changed, and how."""
        responses = (each.response.replace("_", " ") for each in (self.before, self.after) if each)
        return f"{self.recommendation.id}: {' -> '.join(responses if self.before else ('not stated', *responses))}"


def position_changes(
    population: Population[Recommendation],
    *,
    before: PositionStage = PositionStage.WORKING_GROUP,
    after: PositionStage = PositionStage.ADDENDUM,
) -> tuple[PositionChange, ...]:
    """Give the recommendations whose response changed from one stage to another, as reported.

    Positions without a stage are passed over.

    >>> from upr_model import example, recommendations
    >>> position_changes(recommendations(example()))
    ()
    """
    check_population(population)
    for stage in (before, after):
        if not isinstance(stage, PositionStage):
            msg = f"a stage is a PositionStage such as PositionStage.ADDENDUM, not {shown(stage)}"
            raise InvalidValue(msg)
    if [*PositionStage].index(after) < [*PositionStage].index(before):
        msg = f"changes are from an earlier stage to a later, not from {before} to {after}"
        raise InvalidValue(msg)
    if population.basis.unit is not Unit.RECOMMENDATION:
        msg = f"positions are those of recommendations, not of {population.basis.unit}s; count recommendations"
        raise UnitUnavailable(msg)
    moved = []
    for recommendation in (*population.items, *(item for item, _ in population.left_out)):
        old, new = recommendation.position_at(before), recommendation.position_at(after)
        if new is not None and new.response is not (old.response if old else NOT_STATED):
            moved.append(PositionChange(recommendation=recommendation, before=old, after=new))
    return tuple(moved)


def _check_unit(population: Population[Any], statuses: StatusBasis) -> None:
    """Raise `UnitUnavailable` for what is no population, and for one of a unit that has no statuses."""
    check_population(population, by.status(rule=least_advanced, as_of=statuses))


def _direction(before: ImplementationStatus, after: ImplementationStatus) -> str:
    if before is ImplementationStatus.UNASSESSED:
        return "newly_assessed"
    old, new = rank(before), rank(after)
    if old is None or new is None:
        return "applicability"
    return "forward" if new > old else "back"


def _disagree(statuses: StatusBasis, item: Recommendation | NumberedParagraph) -> bool:
    recommendations = item.recommendations if isinstance(item, NumberedParagraph) else (item,)
    return any(len({each.status for each in statuses.current(one)}) > 1 for one in recommendations)


def _is_stale(assessments: list[Assessment], months: int, as_of: dt.date) -> bool:
    """Whether the last of some assessments is so many months old."""
    last = assessments[-1].as_of.last if assessments else dt.date.max
    if (last.year * 12 + last.month - 1 + months) // 12 > dt.MAXYEAR:  # no calendar reaches that day
        return False
    return later(last, months=months) <= as_of


def _tagged(item: Recommendation | NumberedParagraph | Attribution, scheme: str) -> bool:
    if scheme == UPR_INFO_ISSUES and item.issues:
        return True
    return not isinstance(item, Attribution) and any(tag.scheme == scheme for tag in item.tags)
