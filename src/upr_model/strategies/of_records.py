"""Strategies of records: recommendations, what was answered, and what became of them."""

from __future__ import annotations

import datetime as dt
from functools import cache, partial

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from upr_model.calendar.sessions import ReviewKey
from upr_model.follow_up.published import Publication, PublishedStatuses
from upr_model.records.assessment import Assessment, Assessor, Evidence
from upr_model.records.recommendation import Attribution, NumberedParagraph, Position, Recommendation, RecommendationId
from upr_model.strategies import pools
from upr_model.strategies.of_values import one_of_pool, periods, sources, texts
from upr_model.values.periods import Period
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.vocabulary import EvidenceKind, ImplementationStatus, PositionStage, RateBase, Response


def assessors() -> SearchStrategy[Assessor]:
    """Give a ministry, an institution and the like, one or two of each kind."""
    return one_of_pool(pools.few_assessors())


def evidence() -> SearchStrategy[Evidence]:
    """Give what an assessment may rest on."""
    return st.builds(
        Evidence,
        kind=st.sampled_from(EvidenceKind),
        title=st.sampled_from(pools.TEXTS),
        link=st.sampled_from(["", "https://example.org/law"]),
        date=st.none() | st.sampled_from(pools.DAYS),
    )


def assessments() -> SearchStrategy[Assessment]:
    """Give assessments that correct no other, of any of a few times."""
    return st.builds(
        Assessment,
        status=st.sampled_from(pools.STATUSES),
        as_of=st.sampled_from(pools.TIMES).map(Period.parse),
        assessor=assessors(),
        recorded=st.none() | st.sampled_from([dt.date(2022, 1, 1), dt.date(2024, 6, 1)]),
        wording=st.none() | st.sampled_from(["fully implemented", "ongoing"]),
        evidence=st.lists(evidence(), max_size=2).map(tuple),
        note=texts(),
    )


def assessment_histories() -> SearchStrategy[tuple[Assessment, ...]]:
    """Give histories that hold together: several times, several assessors, corrections, withdrawals."""
    return one_of_pool(pools.few_assessment_histories())


def publications() -> SearchStrategy[Publication]:
    """Give places where a figure was published."""
    days = st.none() | st.just(dt.date(2036, 1, 1))
    return st.builds(
        Publication, publisher=st.sampled_from(["Government", "UPR Info"]), as_of=periods(), published=days
    )


def published_statuses() -> SearchStrategy[PublishedStatuses]:
    """Give statuses that were published in totals, of bases of up to 400."""
    counts = st.dictionaries(st.sampled_from(ImplementationStatus), st.integers(0, 50))
    return st.builds(
        pools.published, counts, st.sampled_from(list(RateBase)[:3]), st.integers(0, 50), st.integers(0, 50)
    )


def positions() -> SearchStrategy[Position]:
    """Give answers of a State, with a date, a document and a wording or without."""
    return st.builds(
        Position,
        response=st.sampled_from(Response),
        date=st.none() | st.sampled_from(pools.DAYS),
        document=st.none() | st.sampled_from(pools.SYMBOLS).map(DocumentSymbol.parse),
        stage=st.none() | st.sampled_from(PositionStage),
        wording=st.none() | texts(),
    )


def position_histories() -> SearchStrategy[tuple[Position, ...]]:
    """Give none, one or two positions, in the order in which they were taken."""
    return one_of_pool(pools.few_position_histories())


def attributions() -> SearchStrategy[Attribution]:
    """Give recommendations as made by one State, or by one that is not known."""
    return st.sampled_from(pools.few_reviews()).map(pools.few_attributions).flatmap(one_of_pool)


def recommendations(*, numbered: bool | None = None, review: ReviewKey | None = None) -> SearchStrategy[Recommendation]:
    """Give recommendations: with document and paragraph, without, or (None) either; of one review, or of a few."""
    if numbered is None:
        both = (recommendations(numbered=each, review=review) for each in (True, False))
        return st.one_of(*both)
    if review is not None:
        return _recommendations_of(review, numbered=numbered)
    return st.sampled_from(pools.few_reviews()).flatmap(partial(_recommendations_of, numbered=numbered))


def recommendation_ids() -> SearchStrategy[RecommendationId]:
    """Give ids of both forms."""
    return recommendations().map(lambda each: each.id)


def numbered_paragraphs() -> SearchStrategy[NumberedParagraph]:
    """Give paragraphs of one to three asks."""
    alone = partial(_recommendations_of, numbered=True)
    asks = st.sampled_from(pools.few_reviews()).flatmap(lambda review: st.lists(alone(review), min_size=1, max_size=3))
    return asks.map(_in_one_paragraph)


@cache
def _recommendations_of(review: ReviewKey, *, numbered: bool) -> SearchStrategy[Recommendation]:
    """Give recommendations of one review; the strategy is made once, since making it takes longer than drawing."""
    rows = st.lists(one_of_pool(pools.few_attributions(review)), min_size=1, max_size=3)
    return st.builds(
        Recommendation,
        review=st.just(review),
        attributions=rows.map(tuple),
        paragraph=st.builds(Paragraph, st.just(143), st.integers(1, 6)) if numbered else st.none(),
        document=st.just(DocumentSymbol.parse(pools.SYMBOLS[0])) if numbered else st.none(),
        part=st.sampled_from(["", "a"]) if numbered else st.just(""),
        text=st.none() | texts(),
        positions=position_histories(),
        tags=one_of_pool(pools.few_tags()),
        assessments=assessment_histories(),
        source=st.none() | sources(),
    )


def _in_one_paragraph(asks: list[Recommendation]) -> NumberedParagraph:
    review, number = asks[0].review, Paragraph(143, 1)
    parts = (evolve(ask, paragraph=number, part=part) for ask, part in zip(asks, "abc", strict=False))
    return NumberedParagraph(review=review, number=number, recommendations=tuple(parts))
