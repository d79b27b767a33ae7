"""Hypothesis strategies for the things of the model, for tests of your own.

With the extra `testing` installed, `st.from_type(Recommendation)` and the like work as soon as
Hypothesis is imported: importing this module registers a strategy for each value and record, and
the entry point `hypothesis` has it imported.

Values that stand for themselves, such as paragraph numbers, are drawn from all there are. Records
are drawn from few reviews, States and texts, so that they meet: in one paragraph, with one text, by
one State.

>>> from hypothesis import find
>>> find(recommendations(numbered=True), lambda made: made.part == "a").id.part
'a'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from attrs import evolve

from upr_model import _pools, policies
from upr_model.assessment import Assessment, Assessor, Evidence
from upr_model.claims import ChangeClaim, Claim, JointClaim, Qualifier, ShareChangeClaim, ShareClaim
from upr_model.classifications import SDG, Tag
from upr_model.cycle import LAST_CYCLE, LAST_SESSION, Cycle, ReviewKey, Session
from upr_model.errors import missing_extra
from upr_model.figures import Figure
from upr_model.initiative import Initiative
from upr_model.periods import Period
from upr_model.policies import ResponsePolicy
from upr_model.published import Publication, PublishedStatuses
from upr_model.reading import Problem, Reading
from upr_model.recommendation import Attribution, NumberedParagraph, Position, Recommendation, RecommendationId
from upr_model.reviews import Review, reviews_of
from upr_model.shares import MAX_COUNT, CountChange, Share
from upr_model.source import Source
from upr_model.states import State
from upr_model.symbols import DocumentSymbol, Paragraph
from upr_model.vocabulary import (
    EvidenceKind,
    ImplementationStatus,
    InitiativeKind,
    PositionStage,
    RateBase,
    Response,
    Severity,
)

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as _missing:
    raise missing_extra(__name__, "hypothesis", "testing") from _missing

__all__ = [
    "assessment_histories",
    "assessments",
    "assessors",
    "attributions",
    "claims",
    "counts",
    "cycles",
    "document_symbols",
    "evidence",
    "figures",
    "initiatives",
    "numbered_paragraphs",
    "paragraph_numbers",
    "periods",
    "position_histories",
    "positions",
    "problems",
    "publications",
    "published_statuses",
    "readings",
    "recommendation_ids",
    "recommendations",
    "response_policies",
    "review_keys",
    "reviews",
    "sessions",
    "shares",
    "sources",
    "states",
    "tags",
    "texts",
]


def counts() -> SearchStrategy[int]:
    """Give counts, from none to the largest that is accepted."""
    return st.integers(0, MAX_COUNT)


def shares() -> SearchStrategy[Share]:
    """Give shares, that of nothing among them."""
    return counts().flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))


def figures() -> SearchStrategy[Figure]:
    """Give percentages from 0 to 100, with up to two decimal places."""
    return st.sampled_from([0, 1, 2]).flatmap(
        lambda places: st.builds(Figure, st.integers(0, 100 * 10**places), st.just(places))
    )


def claims() -> SearchStrategy[Claim]:
    """Give claims of every form, possible or not."""
    small = st.integers(0, 400)
    change = st.builds(Figure, st.integers(-150, 400), st.integers(0, 1))
    few = st.integers(0, 20).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))
    bounds = st.none() | st.sampled_from(Qualifier)
    return st.one_of(
        st.builds(ShareClaim, figure=figures(), part=st.none() | small, whole=small, qualifier=bounds),
        st.builds(ShareClaim, figure=figures(), part=small, qualifier=bounds),
        st.builds(JointClaim, parts=st.lists(figures(), min_size=2, max_size=4).map(tuple), whole=st.none() | small),
        st.builds(
            JointClaim,
            parts=st.tuples(figures() | small, small),
            whole=small,
            remaining=st.none() | small,
        ),
        st.builds(ChangeClaim, figure=change, new=st.none() | small, old=st.none() | small),
        st.builds(ShareChangeClaim, figure=change, new=few, old=few, points=st.booleans()),
    )


def states() -> SearchStrategy[State]:
    """Give any of the States."""
    return st.sampled_from(State.all())


def sessions() -> SearchStrategy[Session]:
    """Give any of the sessions."""
    return st.builds(Session, st.integers(1, LAST_SESSION))


def cycles() -> SearchStrategy[Cycle]:
    """Give any of the cycles."""
    return st.builds(Cycle, st.integers(1, LAST_CYCLE))


def review_keys() -> SearchStrategy[ReviewKey]:
    """Give any State with any session, whether it was reviewed there or not."""
    return st.builds(ReviewKey, states(), st.integers(1, LAST_SESSION))


def reviews() -> SearchStrategy[Review]:
    """Give any of the 771 reviews."""
    return st.sampled_from([review for state in State.all() for review in reviews_of(state)])


def paragraph_numbers() -> SearchStrategy[Paragraph]:
    """Give numbers such as 143, 143.10 or 79(a)."""
    numbers = st.integers(1, 9999)
    return st.builds(Paragraph, numbers, st.none() | numbers, st.just("") | st.sampled_from("abcz"))


def document_symbols() -> SearchStrategy[DocumentSymbol]:
    """Give symbols of the form of a document's, reissued or not; few of them are of real documents."""
    part = st.from_regex(r"[A-Z]{1,4}|[1-9][0-9]{0,2}|Add\.[1-9]|WG\.6", fullmatch=True)
    return st.builds(DocumentSymbol, st.lists(part, min_size=2, max_size=7).map(tuple), st.booleans())


def tags() -> SearchStrategy[Tag]:
    """Give goals and targets of the 2030 Agenda, and labels in another scheme."""
    goals = st.integers(1, 17).map(str)
    targets = st.builds("{}.{}".format, goals, st.integers(1, 19) | st.sampled_from("abc"))
    return st.builds(Tag, st.just(SDG), goals | targets) | st.builds(Tag, st.just("themes"), texts())


def texts() -> SearchStrategy[str]:
    """Give texts as recommendations have them; some of them ask the same, and one has no words."""
    return st.sampled_from(_pools.TEXTS)


def sources() -> SearchStrategy[Source]:
    """Give places in a file."""
    return st.builds(Source, st.just("export.csv"), st.integers(1, 99), texts())


def periods() -> SearchStrategy[Period]:
    """Give days, months, years, and times from one day to another."""
    days = st.dates(dt.date(2006, 1, 1), dt.date(2035, 12, 31))
    months, years = (st.builds(Period.parse, days.map(pattern.format)) for pattern in ("{:%Y-%m}", "{:%Y}"))
    spans = st.tuples(days, days).map(sorted).map(lambda both: Period(both[0], both[1]))
    return st.one_of(days.map(lambda day: Period(day, day)), months, years, spans)


def assessors() -> SearchStrategy[Assessor]:
    """Give a ministry, an institution and the like, one or two of each kind."""
    return st.sampled_from(_pools.few_assessors())


def evidence() -> SearchStrategy[Evidence]:
    """Give what an assessment may rest on."""
    return st.builds(
        Evidence,
        kind=st.sampled_from(EvidenceKind),
        title=st.sampled_from(_pools.TEXTS),
        link=st.sampled_from(["", "https://example.org/law"]),
        date=st.none() | st.sampled_from(_pools.DAYS),
    )


def assessments() -> SearchStrategy[Assessment]:
    """Give assessments that correct no other, of any of a few times."""
    return st.builds(
        Assessment,
        status=st.sampled_from(_pools.STATUSES),
        as_of=st.sampled_from(_pools.TIMES).map(Period.parse),
        assessor=assessors(),
        recorded=st.none() | st.sampled_from([dt.date(2022, 1, 1), dt.date(2024, 6, 1)]),
        wording=st.none() | st.sampled_from(["fully implemented", "ongoing"]),
        evidence=st.lists(evidence(), max_size=2).map(tuple),
        note=texts(),
    )


def assessment_histories() -> SearchStrategy[tuple[Assessment, ...]]:
    """Give histories that hold together: several times, several assessors, corrections, withdrawals."""
    return st.sampled_from(_pools.few_assessment_histories())


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
        _pools.published, counts, st.sampled_from(list(RateBase)[:3]), st.integers(0, 50), st.integers(0, 50)
    )


def positions() -> SearchStrategy[Position]:
    """Give answers of a State, with a date, a document and a wording or without."""
    return st.builds(
        Position,
        response=st.sampled_from(Response),
        date=st.none() | st.sampled_from(_pools.DAYS),
        document=st.none() | st.sampled_from(_pools.SYMBOLS).map(DocumentSymbol.parse),
        stage=st.none() | st.sampled_from(PositionStage),
        wording=st.none() | texts(),
    )


def position_histories() -> SearchStrategy[tuple[Position, ...]]:
    """Give none, one or two positions, in the order in which they were taken."""
    return st.sampled_from(_pools.few_position_histories())


def attributions() -> SearchStrategy[Attribution]:
    """Give recommendations as made by one State, or by one that is not known."""
    return st.sampled_from(_pools.few_reviews()).map(_pools.few_attributions).flatmap(st.sampled_from)


def recommendations(*, numbered: bool | None = None) -> SearchStrategy[Recommendation]:
    """Give recommendations: with document and paragraph, without, or (None) either."""
    if numbered is None:
        return recommendations(numbered=True) | recommendations(numbered=False)
    return st.sampled_from(_pools.few_reviews()).flatmap(partial(_recommendations_of, numbered=numbered))


def recommendation_ids() -> SearchStrategy[RecommendationId]:
    """Give ids of both forms."""
    return recommendations().map(lambda made: made.id)


def numbered_paragraphs() -> SearchStrategy[NumberedParagraph]:
    """Give paragraphs of one to three asks."""
    alone = partial(_recommendations_of, numbered=True)
    asks = st.sampled_from(_pools.few_reviews()).flatmap(lambda review: st.lists(alone(review), min_size=1, max_size=3))
    return asks.map(_in_one_paragraph)


def initiatives() -> SearchStrategy[Initiative]:
    """Give what States do or promise."""
    return st.builds(
        Initiative,
        state=states(),
        kind=st.sampled_from(InitiativeKind),
        text=st.none() | texts(),
        review=st.none() | review_keys(),
        tags=st.frozensets(tags(), max_size=2),
        source=st.none() | sources(),
    )


def problems() -> SearchStrategy[Problem]:
    """Give problems of a reading."""
    return st.builds(
        Problem,
        severity=st.sampled_from(Severity),
        code=st.sampled_from(["unknown-state", "blank-row"]),
        message=texts(),
        file=st.just("export.csv"),
        line=st.none() | st.integers(1, 99),
        column=st.none() | st.just("From"),
        value=st.none() | texts(),
        hint=texts(),
    )


def readings(*, numbered: bool | None = None) -> SearchStrategy[Reading]:
    """Give readings of up to eight recommendations, with pledges, problems and refused rows."""
    return st.builds(
        Reading,
        sources=st.just(("export.csv",)),
        recommendations=st.lists(recommendations(numbered=numbered), max_size=8).map(tuple),
        pledges=st.lists(initiatives(), max_size=1).map(tuple),
        problems=st.lists(problems(), max_size=2).map(tuple),
        refused=st.lists(sources(), max_size=1).map(tuple),
    )


def response_policies() -> SearchStrategy[ResponsePolicy]:
    """Give any of the policies."""
    return st.sampled_from(list(policies.POLICIES.values()))


@cache
def _recommendations_of(review: ReviewKey, *, numbered: bool) -> SearchStrategy[Recommendation]:
    """Give recommendations of one review; the strategy is made once, since making it takes longer than drawing."""
    attributions_of_it = st.lists(st.sampled_from(_pools.few_attributions(review)), min_size=1, max_size=3)
    return st.builds(
        Recommendation,
        review=st.just(review),
        attributions=attributions_of_it.map(tuple),
        paragraph=st.builds(Paragraph, st.just(143), st.integers(1, 6)) if numbered else st.none(),
        document=st.just(DocumentSymbol.parse(_pools.SYMBOLS[0])) if numbered else st.none(),
        part=st.sampled_from(["", "a"]) if numbered else st.just(""),
        text=st.none() | texts(),
        positions=position_histories(),
        tags=st.sampled_from(_pools.few_tags()),
        assessments=assessment_histories(),
        source=st.none() | sources(),
    )


def _in_one_paragraph(asks: list[Recommendation]) -> NumberedParagraph:
    review, number = asks[0].review, Paragraph(143, 1)
    parts = (evolve(ask, paragraph=number, part=part) for ask, part in zip(asks, "abc", strict=False))
    return NumberedParagraph(review=review, number=number, recommendations=tuple(parts))


def _register(kind: type, strategy: Callable[[], SearchStrategy[Any]]) -> None:
    """Have `st.from_type` find a strategy, which is not made before it is drawn from."""
    st.register_type_strategy(kind, lambda _: strategy())


_register(Assessment, assessments)
_register(Assessor, assessors)
_register(Attribution, attributions)
_register(CountChange, lambda: st.builds(CountChange, counts(), counts()))
_register(Cycle, cycles)
_register(DocumentSymbol, document_symbols)
_register(Evidence, evidence)
_register(Figure, figures)
_register(Initiative, initiatives)
_register(NumberedParagraph, numbered_paragraphs)
_register(Paragraph, paragraph_numbers)
_register(Period, periods)
_register(Position, positions)
_register(Problem, problems)
_register(Publication, publications)
_register(PublishedStatuses, published_statuses)
_register(Reading, readings)
_register(Recommendation, recommendations)
_register(RecommendationId, recommendation_ids)
_register(ResponsePolicy, response_policies)
_register(Review, reviews)
_register(ReviewKey, review_keys)
_register(Session, sessions)
_register(Share, shares)
_register(Source, sources)
_register(State, states)
_register(Tag, tags)
