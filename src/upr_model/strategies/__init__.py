"""Hypothesis strategies for the things of the model, for tests of your own.

With the extra `testing` installed, `st.from_type(Recommendation)` and the like work as soon as
Hypothesis is imported: importing this module registers a strategy for each value and record, and
the entry point `hypothesis` has it imported.

Single values, such as paragraph numbers, are drawn from all there are. Records
are drawn from few reviews, States and texts, so that some have the paragraph, the text or the State in
common.

>>> from hypothesis import find
>>> find(recommendations(numbered=True), lambda each: each.part == "a").id.part
'a'
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from upr_model.errors import missing_extra

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as _missing:
    raise missing_extra(__name__, "hypothesis", "testing") from _missing

from upr_model.calendar.reviews import Review
from upr_model.calendar.sessions import Cycle, ReviewKey, Session
from upr_model.claims.figures import Figure
from upr_model.counting.policies import ResponsePolicy
from upr_model.dossiers.model import Dossier
from upr_model.follow_up.published import Publication, PublishedStatuses
from upr_model.readings.documents import Passage, WorkingGroupReport
from upr_model.readings.reading import Problem, Reading, Skipped
from upr_model.records.assessment import Assessment, Assessor, Evidence
from upr_model.records.dialogue import Dialogue, DialogueSeries
from upr_model.records.indicator import Indicator, Observation
from upr_model.records.initiative import Initiative
from upr_model.records.plan import Plan, PlanItem, Report
from upr_model.records.published_counts import PublishedCount
from upr_model.records.recommendation import Attribution, NumberedParagraph, Position, Recommendation, RecommendationId
from upr_model.strategies.of_dossiers import (
    citations,
    dialogue_series,
    dialogues,
    dossiers,
    indicators,
    initiatives,
    observations,
    parties,
    plan_items,
    plans,
    published_counts,
    quantities,
    reports,
)
from upr_model.strategies.of_readings import passages, problems, readings, skipped_records, working_group_reports
from upr_model.strategies.of_records import (
    assessment_histories,
    assessments,
    assessors,
    attributions,
    evidence,
    numbered_paragraphs,
    position_histories,
    positions,
    publications,
    published_statuses,
    recommendation_ids,
    recommendations,
)
from upr_model.strategies.of_values import (
    claims,
    counts,
    cycles,
    document_symbols,
    figures,
    paragraph_numbers,
    periods,
    response_policies,
    review_keys,
    reviews,
    sessions,
    shares,
    sources,
    states,
    tags,
    texts,
)
from upr_model.values.parties import Party
from upr_model.values.periods import Period
from upr_model.values.quantities import Quantity
from upr_model.values.shares import CountChange, Share
from upr_model.values.sources import Citation, Source
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.tags import Tag

__all__ = [
    "assessment_histories",
    "assessments",
    "assessors",
    "attributions",
    "citations",
    "claims",
    "counts",
    "cycles",
    "dialogue_series",
    "dialogues",
    "document_symbols",
    "dossiers",
    "evidence",
    "figures",
    "indicators",
    "initiatives",
    "numbered_paragraphs",
    "observations",
    "paragraph_numbers",
    "parties",
    "passages",
    "periods",
    "plan_items",
    "plans",
    "position_histories",
    "positions",
    "problems",
    "publications",
    "published_counts",
    "published_statuses",
    "quantities",
    "readings",
    "recommendation_ids",
    "recommendations",
    "reports",
    "response_policies",
    "review_keys",
    "reviews",
    "sessions",
    "shares",
    "skipped_records",
    "sources",
    "states",
    "tags",
    "texts",
    "working_group_reports",
]


def _register(kind: type, strategy: Callable[[], SearchStrategy[Any]]) -> None:
    """Have `st.from_type` find a strategy, which is made when it is first drawn from."""
    st.register_type_strategy(kind, lambda _: strategy())


_register(Assessment, assessments)
_register(Assessor, assessors)
_register(Attribution, attributions)
_register(Citation, citations)
_register(CountChange, lambda: st.builds(CountChange, counts(), counts()))
_register(Cycle, cycles)
_register(Dialogue, dialogues)
_register(DialogueSeries, dialogue_series)
_register(DocumentSymbol, document_symbols)
_register(Dossier, dossiers)
_register(Evidence, evidence)
_register(Figure, figures)
_register(Indicator, indicators)
_register(Initiative, initiatives)
_register(NumberedParagraph, numbered_paragraphs)
_register(Observation, observations)
_register(Paragraph, paragraph_numbers)
_register(Party, parties)
_register(Passage, passages)
_register(Period, periods)
_register(Plan, plans)
_register(PlanItem, plan_items)
_register(Position, positions)
_register(Problem, problems)
_register(Publication, publications)
_register(PublishedCount, published_counts)
_register(PublishedStatuses, published_statuses)
_register(Quantity, quantities)
_register(Reading, readings)
_register(Recommendation, recommendations)
_register(RecommendationId, recommendation_ids)
_register(Report, reports)
_register(ResponsePolicy, response_policies)
_register(Review, reviews)
_register(ReviewKey, review_keys)
_register(Session, sessions)
_register(Share, shares)
_register(Skipped, skipped_records)
_register(Source, sources)
_register(State, states)
_register(Tag, tags)
_register(WorkingGroupReport, working_group_reports)
