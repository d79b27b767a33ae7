"""How far implementation got: statuses counted, and rates of a named base.

>>> from upr_model import example, recommendations, rules
>>> print(status_tally(recommendations(example()), rule=rules.least_advanced, as_of="2023-10").total)
244
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeVar

from upr_model import by
from upr_model.counting import Tally, tally
from upr_model.errors import BasisMismatch, InvalidValue, UnitUnavailable, shown
from upr_model.periods import Period, period_of
from upr_model.populations import Population, answered_by, narrowed
from upr_model.published import PublishedStatuses
from upr_model.rates import ImplementationRate
from upr_model.recommendation import NumberedParagraph, Recommendation, RecommendationId
from upr_model.rules import Rule, least_advanced
from upr_model.shares import Share
from upr_model.vocabulary import (
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
    rule: Rule = least_advanced,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
    due: Mapping[RecommendationId, dt.date] | None = None,
) -> ImplementationRate:
    """Give the share of a base that is implemented, as of a day or the end of a period.

    `base` is one of `RateBase`, by name: `received` is the whole population, `due` what has a day in
    `due` that is past. What was supported is so by the responses of that day, unless the population has
    a day of its own or was narrowed by response. Unassessed recommendations are in the base; those no
    longer applicable are not. Of statuses that somebody published, the rate of a narrower base has bounds.

    Raises `ParseError` for another base, `BasisMismatch` where the policy of the population cannot tell
    what was supported, or the published statuses are as of a later time, and `UnitUnavailable` where
    nothing says what is due, or how large the base is.

    >>> from upr_model import example, paragraphs
    >>> print(implementation_rate(paragraphs(example()), base="supported", as_of="2023-10"))
    0 of 182 (0.0%)
    """
    chosen, when = RateBase.parse(base), period_of(as_of)
    if isinstance(population, PublishedStatuses):
        if population.as_of.last > when.last:
            msg = f"the statuses were published as of {population.as_of}; they say nothing of {when}"
            raise BasisMismatch(msg)
        return population.rate(chosen)
    key = by.status(rule=rule, as_of=when, known_at=known_at, assessors=assessors)
    if not isinstance(population, Population):
        msg = f"count paragraphs(...) or recommendations(...) of it first: {shown(population)}"
        raise UnitUnavailable(msg)
    key.check_unit(population.basis.unit)
    counted = population
    if chosen in {RateBase.SUPPORTED, RateBase.SUPPORTED_OR_PARTLY}:
        counted = _supported(answered_by(population, when.last), chosen)
    elif chosen is RateBase.ASSESSED:
        counted = narrowed(population, "assessed", (str(key.statuses),), lambda item: _assessed(item, key))
    elif chosen is RateBase.DUE:
        counted = _due(population, due, when.last)
    return ImplementationRate.of(tally(counted, key), chosen)


def share_of(part: Population[Any], whole: Population[Any]) -> Share:
    """Give the share of one population in another, of which it must be a part, item by item.

    Raises `BasisMismatch` where the units differ, and where an item of the part is not in the whole.

    >>> from upr_model import example, recommendations
    >>> everything = recommendations(example())
    >>> print(share_of(everything.where(response="noted"), everything))
    53 of 244 (21.7%)
    """
    if part.basis.unit is not whole.basis.unit:
        msg = f"{part.basis.unit}s are no part of {whole.basis.unit}s; count both in one unit"
        raise BasisMismatch(msg)
    outside = Counter(map(_identity, part.items)) - Counter(map(_identity, whole.items))
    if outside:
        named = ", ".join(str(each) for each in list(outside)[:_IDS_SHOWN])
        msg = f"{outside.total()} of the part are not in the whole: {named}{', ...' * (len(outside) > _IDS_SHOWN)}"
        raise BasisMismatch(msg)
    return Share(len(part), len(whole))


def _identity(item: object) -> Hashable:
    if isinstance(item, Recommendation):
        return item.id
    if isinstance(item, NumberedParagraph):
        return f"{item.review} {item.number}"
    return item


def _supported(population: Population[_T], base: RateBase) -> Population[_T]:
    """Narrow a population to what was supported, where its policy has not made that something else."""
    policy = population.basis.policy
    partly = policy.apply(PARTLY_SUPPORTED)
    blurred = SUPPORTED if base is RateBase.SUPPORTED else NOTED
    if partly is blurred:
        msg = f"under {policy}, what was partly supported is {partly}, so {base} cannot be told; count it as reported"
        raise BasisMismatch(msg)
    wanted = [SUPPORTED] if base is RateBase.SUPPORTED else [SUPPORTED, PARTLY_SUPPORTED]
    return population.where(response=wanted)


def _assessed(item: _T, key: by.Key[Any, ImplementationStatus]) -> bool:
    return next(iter(key.values((item,), ()))) is not ImplementationStatus.UNASSESSED


def _due(population: Population[_T], due: Mapping[RecommendationId, dt.date] | None, day: dt.date) -> Population[_T]:
    if due is None:
        msg = "nothing says what is due when; give due={recommendation.id: date}"
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
