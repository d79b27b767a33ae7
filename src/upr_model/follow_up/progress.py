"""How far implementation got: statuses counted, and rates of a named base.

>>> from upr_model import example, recommendations, rules
>>> print(status_tally(recommendations(example()), rule=rules.least_advanced, as_of="2023-10").total)
244
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from upr_model._base.checks import check_day
from upr_model.counting import by
from upr_model.counting.populations import Population, answered_by, check_population, everything, narrowed
from upr_model.counting.tallies import Tally, tally
from upr_model.errors import BasisMismatch, InvalidValue, UnitUnavailable, shown
from upr_model.follow_up.published import PublishedStatuses
from upr_model.follow_up.rates import ImplementationRate, rate_of
from upr_model.records.recommendation import NumberedParagraph, Recommendation, RecommendationId
from upr_model.records.rules import Rule
from upr_model.records.statuses import StatusBasis, identity, rule_of, status_basis
from upr_model.values.periods import Period
from upr_model.values.shares import Share
from upr_model.values.vocabulary import (
    NOTED,
    PARTLY_SUPPORTED,
    SUPPORTED,
    AssessorKind,
    ImplementationStatus,
    RateBase,
    Unit,
)

_T = TypeVar("_T", Recommendation, NumberedParagraph)

_IDS_SHOWN = 5
"""How many recommendations a message names."""


def status_tally(
    population: Population[_T],
    *,
    rule: Rule,
    as_of: StatusBasis | Period | dt.date | str,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
) -> Tally[ImplementationStatus]:
    """Count recommendations or paragraphs by implementation status.

    The options are those of `by.status`, which makes the key for counts by status and something else.
    What nobody assessed is *unassessed*; what is no longer applicable is left out of the base.

    >>> from upr_model import example, paragraphs, rules
    >>> population = paragraphs(example())
    >>> status_tally(population, rule=rules.latest, as_of="2020")[ImplementationStatus.UNASSESSED]
    227
    """
    return tally(population, by.status(rule=rule, as_of=status_basis(as_of, known_at, assessors)))


def implementation_rate(  # noqa: PLR0913  (each is a question whose answer changes the figure)
    population: Population[_T] | PublishedStatuses,
    *,
    base: RateBase | str,
    as_of: StatusBasis | Period | dt.date | str,
    rule: Rule | None = None,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
    due: Mapping[RecommendationId, dt.date] | None = None,
) -> ImplementationRate:
    """Give the share of a base that is implemented, as of a day or the end of a period.

    `base` is one of `RateBase`, by name: `received` is the whole population, left out by a policy or not;
    `due` is what has a day in `due` that is not after the time. The responses of the time say what was
    supported, unless the population has a day of its own or was narrowed by response. Unassessed
    recommendations are in the base; those no longer applicable are not. The rule is
    that of a `StatusBasis`, or `rules.least_advanced`, where none is given; the other options are those of
    `by.status`. Statuses that somebody published take no rule; of a base narrower than theirs, the rate has bounds.

    Raises `ParseError` for another base, `BasisMismatch` where the policy or a filter of the population
    hides what was supported, or published statuses are as of a later time, and `UnitUnavailable` where
    nothing says what is due, or how large a base is.

    >>> from upr_model import example, paragraphs
    >>> print(implementation_rate(paragraphs(example()), base="supported", as_of="2023-10"))
    0 of 182 (0.0%)
    """
    chosen, statuses = RateBase.parse(base), status_basis(as_of, known_at, assessors)
    if isinstance(population, PublishedStatuses):
        _check_published(population, statuses, rule, due)
        return population.rate(chosen)
    key = by.status(rule=rule_of(rule, as_of), as_of=statuses)
    check_population(population, key)
    day = statuses.as_of.last
    if chosen in {RateBase.SUPPORTED, RateBase.SUPPORTED_OR_PARTLY}:
        counted = _supported(answered_by(population, day), chosen)
    else:
        counted = everything(population)
    if chosen is RateBase.ASSESSED:
        counted = narrowed(counted, "assessed", (str(statuses),), lambda item: bool(statuses.current(item)))
    elif chosen is RateBase.DUE:
        counted = _due(counted, due, day)
    return rate_of(tally(counted, key), chosen)


def share_of(part: Population[Any], whole: Population[Any]) -> Share:
    """Give the share of one population in another, of which it must be a part, item by item.

    Raises `BasisMismatch` where the units differ, and where an item of the part is not in the whole.

    >>> from upr_model import example, recommendations
    >>> everything = recommendations(example())
    >>> print(share_of(everything.where(response="noted"), everything))
    53 of 244 (21.7%)
    """
    for population in (part, whole):
        check_population(population)
    if part.basis.unit is not whole.basis.unit:
        msg = f"{part.basis.unit}s are no part of {whole.basis.unit}s; count both in one unit"
        raise BasisMismatch(msg)
    same = (lambda item: item) if part.basis.unit is Unit.ATTRIBUTION else identity
    outside = Counter(map(same, part.items)) - Counter(map(same, whole.items))
    if outside:
        named = ", ".join(shown(each) for each in list(outside)[:_IDS_SHOWN])
        msg = f"{outside.total()} of the part are not in the whole: {named}{', ...' * (len(outside) > _IDS_SHOWN)}"
        raise BasisMismatch(msg)
    return Share(len(part), len(whole))


def _check_published(published: PublishedStatuses, statuses: StatusBasis, *options: object) -> None:
    if statuses.known_at or statuses.assessors or any(option is not None for option in options):
        msg = "statuses that were published in totals were made by others: rule, known_at, assessors, due do not apply"
        raise InvalidValue(msg)
    if published.as_of.last > statuses.as_of.last:
        msg = f"the statuses were published as of {published.as_of}; they say nothing of {statuses.as_of}"
        raise BasisMismatch(msg)


def _supported(population: Population[_T], base: RateBase) -> Population[_T]:
    """Narrow a population to what was supported; `BasisMismatch` where its policy or a filter hides that."""
    policy = population.basis.policy
    partly = policy.apply(PARTLY_SUPPORTED)
    blurred = SUPPORTED if base is RateBase.SUPPORTED else NOTED
    if partly is blurred:
        msg = f"under {policy}, what was partly supported is {partly}, so {base} cannot be told; count it as reported"
        raise BasisMismatch(msg)
    wanted = [SUPPORTED] if base is RateBase.SUPPORTED else [SUPPORTED, partly]
    kept = next((values for name, values in population.basis.filters if name == "response"), tuple(wanted))
    if not set(wanted).issubset(kept):
        msg = f"the population was narrowed to {', '.join(map(str, kept))}, and so has not all that was {base}"
        raise BasisMismatch(msg)
    return population.where(response=wanted)


def _due(population: Population[_T], due: Mapping[RecommendationId, dt.date] | None, day: dt.date) -> Population[_T]:
    if not isinstance(due, Mapping):
        msg = f"nothing says what is due when; give due={{recommendation.id: date}}, not {shown(due)}"
        raise UnitUnavailable(msg)
    if population.basis.unit is not Unit.RECOMMENDATION:
        msg = f"recommendations are due, not {population.basis.unit}s; count recommendations"
        raise UnitUnavailable(msg)
    for recommendation_id, due_day in due.items():
        if not isinstance(recommendation_id, RecommendationId):
            msg = f"due has the id of a recommendation for each day, not {shown(recommendation_id)}"
            raise InvalidValue(msg)
        check_day(due_day, f"the day on which {recommendation_id} is due")
    past = {recommendation_id for recommendation_id, due_day in due.items() if due_day <= day}
    return narrowed(
        population, "due", (f"by {day}",), lambda item: isinstance(item, Recommendation) and item.id in past
    )
