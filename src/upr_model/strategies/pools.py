"""The small pools from which the strategies draw, so that records have something in common."""

from __future__ import annotations

import datetime as dt
from functools import cache

from attrs import evolve

from upr_model.calendar.sessions import ReviewKey
from upr_model.follow_up.published import Publication, PublishedStatuses
from upr_model.records.assessment import Assessment, Assessor, Evidence
from upr_model.records.recommendation import Attribution, Position
from upr_model.values.periods import Period
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol
from upr_model.values.tags import Tag
from upr_model.values.vocabulary import (
    ActionCategory,
    AssessorKind,
    EvidenceKind,
    ImplementationStatus,
    PositionStage,
    RateBase,
    Response,
    Unit,
)

STATES = ("VNM", "NER", "COG", "USA", "RUS", "BRA", "PSE")
SESSIONS = (4, 18, 20)
DAYS = (dt.date(2014, 2, 7), dt.date(2014, 6, 20), dt.date(2020, 1, 1))
TEXTS = ("Ratify CAT", "ratify  cat.", "Abolish the death penalty", "Protéger les enfants", "…")
ISSUES = ("Justice", "NHRI", "Torture and other CID treatment", "HIV - Aids")
TIMES = ("2015", "2016-06", "2018-03-01", "2020/2021")
SYMBOLS = ("A/HRC/26/6", "A/HRC/26/6/Add.1")
STATUSES = tuple(status for status in ImplementationStatus if status is not ImplementationStatus.UNASSESSED)


@cache
def few_reviews() -> list[ReviewKey]:
    """Give the reviews of a few States in a few sessions."""
    return [ReviewKey(State.parse(state), session) for state in STATES[:4] for session in SESSIONS]


@cache
def few_attributions(review: ReviewKey) -> list[Attribution]:
    """Give a row for each State, category and set of issues; built once, since tests draw many."""
    senders = [*map(State.parse, STATES), None]
    issues = [(), ISSUES[:1], (ISSUES[1], ISSUES[0]), ISSUES[1:]]
    wordings = [None, *TEXTS]
    return [
        Attribution(
            review=review,
            recommending_state=sender,
            text=wordings[number % len(wordings)],
            action_category=category,
            issues=issues[number // 3 % len(issues)],
            source=Source("export.csv", number + 2, "a row") if number % 2 else None,
        )
        for number, (sender, category) in enumerate(
            (sender, category) for sender in senders for category in (*ActionCategory, None)
        )
    ]


@cache
def few_position_histories() -> list[tuple[Position, ...]]:
    """Give every response alone, and every change from one to another, with a day or without."""
    first_day, day, later = DAYS
    document = DocumentSymbol.parse(SYMBOLS[1])
    changes = [
        (
            Position(response=one, date=first_day, stage=PositionStage.WORKING_GROUP, wording="in the room"),
            Position(response=other, date=then, document=document, stage=PositionStage.ADDENDUM if then else None),
        )
        for one in Response
        for other in Response
        for then in (day, later, None)
    ]
    return [(), *((Position(response=response, wording=str(response)),) for response in Response), *changes]


@cache
def few_assessors() -> list[Assessor]:
    """Give two assessors of each kind."""
    return [Assessor(kind, f"{kind.name} {number}") for kind in AssessorKind for number in (1, 2)]


@cache
def few_assessment_histories() -> list[tuple[Assessment, ...]]:
    """Give no assessment, one, one withdrawn, and two: the second later, by another assessor, or a correction."""
    early, late, *_ = map(Period.parse, TIMES)
    state, _, nhri, *_ = few_assessors()
    then, later = dt.date(2017, 1, 1), dt.date(2022, 1, 1)
    histories: list[tuple[Assessment, ...]] = [()]
    for one in STATUSES:
        first = Assessment(
            status=one,
            as_of=early,
            assessor=state,
            recorded=then,
            wording=f"{one.label}, as reported",
            evidence=(Evidence(kind=EvidenceKind.LAW, title="Penal Code", link="https://example.org", date=then),),
            note="as the ministry reported",
            id="first",
        )
        histories += [(first,), (first, first.corrected(status=ImplementationStatus.UNASSESSED, recorded=later))]
        for other in STATUSES:
            histories += [
                (evolve(first, status=other, as_of=late, id="second"), first),
                (first, evolve(first, status=other, assessor=nhri, recorded=None, id="second")),
                (first, first.corrected(status=other, recorded=later)),
            ]
    return histories


@cache
def few_tags() -> list[frozenset[Tag]]:
    """Give no tags, and some."""
    few = [Tag.parse(text) for text in ("sdg:16", "sdg:16.2", "sdg:5", "themes:Health")]
    return [frozenset(), frozenset(few[:2]), frozenset(few)]


def published(counts: dict[ImplementationStatus, int], base: RateBase, more: int, fewer: int) -> PublishedStatuses:
    """Give published statuses; each larger base has `more` more than the next, each smaller one `fewer` fewer."""
    nested = list(RateBase)[:3]
    place, size = nested.index(base), sum(counts.values())
    sizes = [
        size + more * (place - each) if each <= place else max(0, size - fewer * (each - place)) for each in range(3)
    ]
    return PublishedStatuses(
        state=State.parse("VNM"),
        cycle=3,
        unit=Unit.PARAGRAPH,
        base=base,
        counts=counts,
        totals=dict(zip(nested, sizes, strict=True)),
        publications=(Publication(publisher="Government", as_of=Period.parse("2023-10")),),
    )
