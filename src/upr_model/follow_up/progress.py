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

from upr_model.counting import by
from upr_model.counting.populations import Population, answered_by, check_population, everything, narrowed
from upr_model.counting.tallies import Tally, tally
from upr_model.errors import BasisMismatch, InvalidValue, UnitUnavailable, shown
from upr_model.follow_up.published import PublishedStatuses
from upr_model.follow_up.rates import ImplementationRate, rate_of
from upr_model.records.recommendation import NumberedParagraph, Recommendation, RecommendationId
from upr_model.records.rules import Rule, least_advanced
from upr_model.records.statuses import StatusBasis, identity, kinds_of
from upr_model.values.periods import Period, period_of
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
    as_of: Period | dt.date | str,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
) -> Tally[ImplementationStatus]:
    """Count recommendations or paragraphs by implementation status.

    The options are those of `by.status`, which makes the key for counts by status and something else.
    What nobody assessed is *unassessed*; what is no longer applicable is left out of the base.

    >>> from upr_model import example, paragraphs, rules
    >>> asked = paragraphs(example())
    >>> status_tally(asked, rule=rules.latest, as_of="2020")[ImplementationStatus.UNASSESSED]
    227
    """
    return tally(population, by.status(rule=rule, as_of=as_of, known_at=known_at, assessors=assessors))


def implementation_rate(  # noqa: PLR0913  (each is a question whose answer changes the figure)
    population: Population[_T] | PublishedStatuses,
    *,
    base: RateBase | str,
    as_of: Period | dt.date | str,
    rule: Rule | None = None,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
    due: Mapping[RecommendationId, dt.date] | None = None,
) -> ImplementationRate:
    """Give the share of a base that is implemented, as of a day or the end of a period.

    `base` is one of `RateBase`, by name: `received` is the whole population, left out by a policy or not;
    `due` what `due` has a day for that is not after the time. What was supported is so by the responses of
    the time, unless the population has a day of its own or was narrowed by response. Unassessed
    recommendations are in the base; those no longer applicable are not. The rule is
    `rules.least_advanced` where none is given. Of statuses that somebody published, which take no rule,
    the rate of a narrower base has bounds.

    Raises `ParseError` for another base, `BasisMismatch` where the policy or a filter of the population
    hides what was supported, or published statuses are as of a later time, and `UnitUnavailable` where
    nothing says what is due, or how large a base is.

    >>> from upr_model import example, paragraphs
    >>> print(implementation_rate(paragraphs(example()), base="supported", as_of="2023-10"))
    0 of 182 (0.0%)
    """
    chosen, when = RateBase.parse(base), period_of(as_of)
    if isinstance(population, PublishedStatuses):
        _check_published(population, when, rule, known_at, assessors, due)
        return population.rate(chosen)
    key = by.status(rule=rule or least_advanced, as_of=when, known_at=known_at, assessors=assessors)
    check_population(population, key)
    if chosen in {RateBase.SUPPORTED, RateBase.SUPPORTED_OR_PARTLY}:
        counted = _supported(answered_by(population, when.last), chosen)
    else:
        counted = everything(population)
    if chosen is RateBase.ASSESSED:
        view = StatusBasis(as_of=when, known_at=known_at, assessors=kinds_of(assessors))
        counted = narrowed(counted, "assessed", (str(view),), lambda item: bool(view.current(item)))
    elif chosen is RateBase.DUE:
        counted = _due(counted, due, when.last)
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


def _check_published(published: PublishedStatuses, when: Period, *options: object) -> None:
    if any(option not in (None, ()) for option in options):
        msg = "statuses that were published in totals were made by others: rule, known_at, assessors, due do not apply"
        raise InvalidValue(msg)
    if published.as_of.last > when.last:
        msg = f"the statuses were published as of {published.as_of}; they say nothing of {when}"
        raise BasisMismatch(msg)


def _supported(population: Population[_T], base: RateBase) -> Population[_T]:
    """Narrow a population to what was supported, where its policy has not made that something else."""
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
    for asked, date in due.items():
        if not isinstance(asked, RecommendationId) or type(date) is not dt.date:
            msg = f"due has the id of a recommendation and a datetime.date, not {shown(asked)} and {shown(date)}"
            raise InvalidValue(msg)
    past = {asked for asked, date in due.items() if date <= day}
    return narrowed(
        population, "due", (f"by {day}",), lambda item: isinstance(item, Recommendation) and item.id in past
    )
