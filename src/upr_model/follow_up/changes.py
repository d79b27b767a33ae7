"""What moved between two times, and what nobody looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from attrs import field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a
from upr_model.counting import by
from upr_model.counting.basis import Basis
from upr_model.counting.populations import Population, check_population, narrowed
from upr_model.errors import InvalidValue, UnitUnavailable, shown
from upr_model.records.assessment import Assessment
from upr_model.records.recommendation import Attribution, NumberedParagraph, Position, Recommendation
from upr_model.records.rules import Rule, least_advanced, rank
from upr_model.records.statuses import StatusBasis, identity, kinds_of
from upr_model.values.periods import Period, period_of
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
        return {"id": identity(self.item), "before": str(self.before), "after": str(self.after)}

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
        return {
            "basis": self.basis.to_dict(),
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "forward": [change.to_dict() for change in self.forward],
            "back": [change.to_dict() for change in self.back],
            "newly_assessed": [change.to_dict() for change in self.newly_assessed],
            "applicability": [change.to_dict() for change in self.applicability],
            "unchanged": self.unchanged,
        }

    def __str__(self) -> str:
        """Print how many of each, and between which times."""
        return (
            f"{len(self.forward)} forward, {len(self.back)} back, {len(self.newly_assessed)} newly assessed, "
            f"{len(self.applicability)} changed in applicability, {self.unchanged} unchanged; "
            f"{self.before} to {self.after.as_of}; {self.basis}"
        )


def changes_between(  # noqa: PLR0913  (each is a question whose answer changes the result)
    population: Population[_T],
    before: Period | dt.date | str,
    after: Period | dt.date | str,
    *,
    rule: Rule = least_advanced,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
) -> StatusChanges[_T]:
    """Give what moved forward, slipped back, or was assessed for the first time, between two times.

    The options are those of `by.status`; the rule is `rules.least_advanced` where none is given. A new
    assessor may so move a status back: with `assessors`, one kind is compared with itself.

    Raises `InvalidValue` where the first time ends after the second.

    >>> from upr_model import example, paragraphs
    >>> changes_between(paragraphs(example()), "2019", "2023-10").unchanged
    227
    """
    first, second = period_of(before), period_of(after)
    if second.last < first.last:
        msg = f"changes are from an earlier time to a later, not from {first} to {second}"
        raise InvalidValue(msg)
    views = [by.status(rule=rule, as_of=when, known_at=known_at, assessors=assessors) for when in (first, second)]
    check_population(population, views[0])
    found: dict[str, list[StatusChange[_T]]] = {}
    unchanged = 0
    old, new = (view.values(population.items, population.responses) for view in views)
    for item, was, is_now in zip(population.items, old, new, strict=True):
        if was is is_now:
            unchanged += 1
        else:
            found.setdefault(_direction(was, is_now), []).append(StatusChange(item=item, before=was, after=is_now))
    times: dict[str, Any] = {"before": views[0].statuses, "after": views[1].statuses}
    changes: dict[str, Any] = {name: tuple(each) for name, each in found.items()}
    return StatusChanges(basis=population.basis, unchanged=unchanged, **times, **changes)


def stale(
    population: Population[_T],
    *,
    as_of: Period | dt.date | str,
    months: int,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
) -> Population[_T]:
    """Narrow a population to what was assessed, but so many months or more before a time.

    Never assessed is not stale but `unassessed`; what is implemented may be stale as well.

    Raises `InvalidValue` for months below 1 or above `MONTHS_LIMIT`.

    >>> from upr_model import example, recommendations
    >>> len(stale(recommendations(example()), as_of="2023-10", months=12))
    0
    """
    if type(months) is not int or not 1 <= months <= MONTHS_LIMIT:
        msg = f"months are a whole number from 1 to {MONTHS_LIMIT}, not {shown(months)}"
        raise InvalidValue(msg)
    view = _view(population, as_of, known_at, assessors)
    return narrowed(
        population,
        "stale",
        (f"for {months} month{'s' * (months > 1)} {view}",),
        lambda item: _is_stale(view.current(item), months, view.as_of.last),
    )


def unassessed(
    population: Population[_T],
    *,
    as_of: Period | dt.date | str,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
) -> Population[_T]:
    """Narrow a population to what nobody had assessed by a time.

    >>> from upr_model import example, recommendations
    >>> len(unassessed(recommendations(example()), as_of="2023-10"))
    244
    """
    view = _view(population, as_of, known_at, assessors)
    return narrowed(population, "unassessed", (str(view),), lambda item: not view.current(item))


def disagreements(
    population: Population[_T],
    *,
    as_of: Period | dt.date | str,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
) -> Population[_T]:
    """Narrow a population to what the last assessments of several assessors give different statuses.

    >>> from upr_model import example, recommendations
    >>> len(disagreements(recommendations(example()), as_of="2023-10"))
    0
    """
    view = _view(population, as_of, known_at, assessors)
    return narrowed(population, "disagreed", (str(view),), lambda item: _disagree(view, item))


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

    recommendation: Recommendation = field(validator=is_a(Recommendation), repr=lambda made: str(made.id))
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

    Positions whose stage is not told are passed over.

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
    for made in (*population.items, *(item for item, _ in population.left_out)):
        old, new = made.position_at(before), made.position_at(after)
        if new is not None and new.response is not (old.response if old else NOT_STATED):
            moved.append(PositionChange(recommendation=made, before=old, after=new))
    return tuple(moved)


def _view(
    population: Population[Any],
    as_of: Period | dt.date | str,
    known_at: dt.date | None,
    assessors: AssessorKind | Iterable[AssessorKind],
) -> StatusBasis:
    """Give what counts as seen, for a population that can be asked."""
    key = by.status(rule=least_advanced, as_of=as_of, known_at=known_at, assessors=assessors)
    check_population(population, key)
    return StatusBasis(as_of=period_of(as_of), known_at=known_at, assessors=kinds_of(assessors))


def _direction(before: ImplementationStatus, after: ImplementationStatus) -> str:
    if before is ImplementationStatus.UNASSESSED:
        return "newly_assessed"
    old, new = rank(before), rank(after)
    if old is None or new is None:
        return "applicability"
    return "forward" if new > old else "back"


def _disagree(view: StatusBasis, item: Recommendation | NumberedParagraph) -> bool:
    asked = item.recommendations if isinstance(item, NumberedParagraph) else (item,)
    return any(len({each.status for each in view.current(made)}) > 1 for made in asked)


def _is_stale(seen: list[Assessment], months: int, as_of: dt.date) -> bool:
    """Whether the last of some assessments is so many months old."""
    last = seen[-1].as_of.last if seen else dt.date.max
    if (last.year * 12 + last.month - 1 + months) // 12 > dt.MAXYEAR:  # no calendar reaches that day
        return False
    return later(last, months=months) <= as_of


def _tagged(item: Recommendation | NumberedParagraph | Attribution, scheme: str) -> bool:
    if scheme == UPR_INFO_ISSUES and item.issues:
        return True
    return not isinstance(item, Attribution) and any(tag.scheme == scheme for tag in item.tags)
