"""Bundled data on Viet Nam: its second review paragraph by paragraph, its dossier, and published figures."""

from __future__ import annotations

import pkgutil
from functools import cache
from itertools import groupby

from upr_model._base.data import table
from upr_model.calendar.sessions import ReviewKey, day_of
from upr_model.counting import policies
from upr_model.dossiers.model import Dossier
from upr_model.follow_up.published import Publication, PublishedStatuses
from upr_model.formats.own.dossiers import from_json
from upr_model.readings.reading import Reading
from upr_model.records.published_counts import PublishedCount
from upr_model.records.recommendation import Attribution, Position, Recommendation
from upr_model.values.periods import Period
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.vocabulary import Confidence, ImplementationStatus, Measure, RateBase, Response, Unit

__all__ = ["viet_nam_counts", "viet_nam_dossier", "viet_nam_statuses"]

SOURCE = "viet_nam_cycle2.csv"


def example() -> Reading:
    """Give Viet Nam's second review (session 18, 2014), the report A/HRC/26/6 with the final responses.

    Its recommendations have paragraph numbers and no text. Where they come from: data/README.md.

    >>> len(example().recommendations)
    244
    """
    review, document = ReviewKey(State.parse("VNM"), 18), DocumentSymbol.parse("A/HRC/26/6")
    recommendations = tuple(
        Recommendation(
            review=review,
            document=document,
            paragraph=Paragraph.parse(row["paragraph"]),
            part=row["part"],
            attributions=tuple(
                Attribution(review=review, recommending_state=State.parse(iso3))
                for iso3 in row["recommending_states"].split()
            ),
            positions=(Position(response=Response(row["response"])),),
            source=Source(SOURCE, line, ",".join(row.values())),
        )
        for line, row in enumerate(table(SOURCE.removesuffix(".csv")), start=2)
    )
    return Reading(sources=(SOURCE,), recommendations=recommendations)


@cache
def viet_nam_dossier() -> Dossier:
    """Give the dossier of Viet Nam: its reviews and their figures, dialogues, initiatives, plans, indicators.

    Each fact has its source and how sure it is; where they come from: data/README.md.

    >>> print(viet_nam_dossier())
    Viet Nam: 244 recommendations, 32 dialogues, 17 initiatives, 2 plans, 6 indicators, 3 reports
    """
    data = pkgutil.get_data("upr_model", "data/viet_nam_dossier.json")
    assert data is not None  # noqa: S101  (None is a loader without files; the tables are part of the package)
    return from_json(data.decode(), "viet_nam_dossier.json")


def viet_nam_counts() -> tuple[PublishedCount, ...]:
    """Give the published counts of Viet Nam's four reviews: the Government's and UPR Info's.

    Where they come from, and how sure they are: data/README.md.

    >>> len(viet_nam_counts())
    15
    """
    return tuple(
        PublishedCount(
            count=int(row["count"]),
            measure=Measure(row["measure"]),
            state=State.parse("VNM"),
            cycle=int(row["cycle"]),
            unit=Unit(row["unit"]),
            policy=row["policy"],
            publisher=row["publisher"],
            confidence=Confidence(row["confidence"]),
        )
        for row in table("viet_nam_figures")
    )


def viet_nam_statuses() -> tuple[PublishedStatuses, ...]:
    """Give the published statuses of Viet Nam's third review.

    Where they come from, and how sure they are: data/README.md.

    >>> print(viet_nam_statuses()[0].rate("received"))
    209 of 291 (71.8%)
    """
    rows = table("viet_nam_statuses")
    grouped = groupby(rows, key=lambda row: (row["cycle"], row["base"], row["unit"], row["confidence"]))
    return tuple(
        _statuses(int(cycle), RateBase(base), Unit(unit), Confidence(sure), list(group))
        for (cycle, base, unit, sure), group in grouped
    )


def _statuses(
    cycle: int, base: RateBase, unit: Unit, confidence: Confidence, rows: list[dict[str, str]]
) -> PublishedStatuses:
    return PublishedStatuses(
        state=State.parse("VNM"),
        cycle=cycle,
        unit=unit,
        base=base,
        counts={ImplementationStatus(row["status"]): int(row["count"]) for row in rows},  # all publications agree
        totals=_totals(cycle),
        publications=tuple(
            dict.fromkeys(
                Publication(
                    publisher=row["publisher"], as_of=Period.parse(row["as_of"]), published=day_of(row["published"])
                )
                for row in rows
            )
        ),
        confidence=confidence,
    )


def _totals(cycle: int) -> dict[RateBase, int]:
    """Give the sizes of the bases of a review, as its Government published them."""
    counts = {
        (count.measure, count.policy): count.count
        for count in viet_nam_counts()
        if count.cycle == cycle and count.publisher == "Government"
    }
    keys = {
        RateBase.RECEIVED: (Measure.RECEIVED, ""),
        RateBase.SUPPORTED_OR_PARTLY: (Measure.SUPPORTED, policies.PARTLY_IS_SUPPORTED.name),
        RateBase.SUPPORTED: (Measure.SUPPORTED, policies.RESOLUTION_5_1.name),
    }
    return {base: counts[key] for base, key in keys.items() if key in counts}
