"""What everybody expects of values and collections: to copy, pickle, print, sort and become rows."""

import copy
import datetime as dt
import pickle
import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from attrs import evolve
from hypothesis import Phase, example, find, given, settings
from hypothesis import strategies as st

import upr_model
from test_api import MODULES
from upr_model import (
    NOTED,
    PENDING,
    ActionCategory,
    Assessment,
    Assessor,
    Attribution,
    Citation,
    CountChange,
    Cycle,
    Dialogue,
    DialogueSeries,
    DocumentSymbol,
    Evidence,
    Indicator,
    Initiative,
    InvalidValue,
    NumberedParagraph,
    Paragraph,
    Party,
    Period,
    Plan,
    PlanItem,
    PointChange,
    Position,
    Problem,
    Publication,
    PublishedStatuses,
    Quantity,
    Reading,
    Recommendation,
    RecommendationId,
    Report,
    ResponsePolicy,
    ReviewKey,
    Session,
    Share,
    ShareChange,
    State,
    Tag,
    Unit,
    attributions,
    by,
    mentions,
    paragraphs,
    recommendations,
    strategies,
    tally,
)
from upr_model.claims import PublishedCount
from upr_model.readings import Skipped, Source

VALUES: list[type] = [
    *(Attribution, CountChange, Cycle, DocumentSymbol, Initiative, NumberedParagraph, Paragraph, PointChange),
    *(Position, Problem, Recommendation, RecommendationId, ResponsePolicy, ReviewKey, Session, Share, ShareChange),
    *(Source, State, Tag, Assessment, Assessor, Evidence, Period, Publication, PublishedStatuses),
    *(Citation, Dialogue, DialogueSeries, Indicator, Party, Plan, PlanItem, PublishedCount, Quantity, Report),
    Skipped,
]
ANY = settings(phases=[Phase.generate], max_examples=2000)
"""For what is looked for: any will do, and the simplest takes long to find."""

UNITS = [recommendations, attributions, paragraphs]
NAMES = {name: getattr(each, name) for each in (*MODULES.values(), upr_model) for name in dir(each)} | {
    "datetime": dt,
    "Fraction": Fraction,
}

lists = st.lists(strategies.recommendations(numbered=True), max_size=8)


@pytest.mark.parametrize("kind", VALUES)
def test_values_rebuild_from_their_repr(kind: type) -> None:
    @given(st.from_type(kind))
    def check(value: object) -> None:
        assert eval(repr(value), NAMES) == value  # noqa: S307

    check()


@pytest.mark.parametrize("kind", [*VALUES, Reading])
def test_values_survive_copying_and_pickling(kind: type) -> None:
    @given(st.from_type(kind))
    def check(value: object) -> None:
        for twin in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
            assert twin == value
            assert hash(twin) == hash(value)
            assert repr(twin) == repr(value)

    check()


@pytest.mark.parametrize("kind", [Cycle, DocumentSymbol, Paragraph, RecommendationId, ReviewKey, Session, State, Tag])
def test_values_with_an_order_sort_in_one_way(kind: Any) -> None:
    @given(st.lists(st.from_type(kind), max_size=5))
    def check(values: list[Any]) -> None:
        assert sorted(values) == sorted(reversed(values))  # noqa: C414
        assert all((one < other) + (other < one) == (one != other) for one, other in pairwise(values))

    check()


def test_numbers_in_tags_and_ids_sort_as_numbers() -> None:
    tags = ["sdg:16", "sdg:16.2", "sdg:16.10", "sdg:16.a", "themes:01", "themes:1", "themes:" + "9" * 5000]
    assert [str(tag) for tag in sorted(map(Tag.parse, reversed(tags)))] == tags
    ids = ["VNM:18#0123456789abcdef", *(f"A/HRC/26/{end}" for end in ("6#143.2", "6#143.10/2", "6#143.10/10", "10#1"))]
    assert [str(each) for each in sorted(map(RecommendationId.parse, reversed(ids)))] == ids


@given(lists, st.sampled_from(UNITS))
def test_collections_show_class_size_and_basis(records: list[Recommendation], unit: Any) -> None:
    population = unit(records)
    counts, labels = tally(population, by.response), mentions(population, by.issues)
    for shown, kind, size in (
        (population, "Population of", len(population)),
        (counts, "Tally", 5),
        (labels, "Mentions", len(labels)),
    ):
        assert repr(shown).startswith(f"<{kind}")
        assert f" {size} " in repr(shown)
        assert str(population.basis) in repr(shown)


@given(st.lists(strategies.recommendations(), max_size=8), st.sampled_from(UNITS[:2]))
@example([], attributions)
def test_data_frames_take_the_rows_of_a_population(records: list[Recommendation], unit: Any) -> None:
    population = unit(records)
    rows = population.to_dicts()
    assert [row["response"] for row in rows] == list(population.responses)
    for frame in (pd.DataFrame(rows), pl.DataFrame(rows)):
        assert len(frame) == len(population)
        assert not rows or list(frame.columns) == list(rows[0])
    assert pl.DataFrame(rows).to_dicts() == rows


@given(lists, st.sampled_from(UNITS))
def test_data_frames_take_the_rows_of_counts(records: list[Recommendation], unit: Any) -> None:
    population = unit(records)
    for counts in (
        tally(population, by.session, by.response),
        mentions(population, by.issues, by.response),
    ):
        rows = counts.to_dicts()
        assert pl.DataFrame(rows).to_dicts() == rows == pd.DataFrame(rows).to_dict("records")
        assert sum(int(row["count"]) for row in rows) == sum(counts.values())


def test_rows_have_what_the_records_have() -> None:
    review = ReviewKey.parse("VNM:18")
    sent: Any = {"review": review, "text": "Ratify CAT", "action_category": ActionCategory(5)}
    by_niger = Attribution(recommending_state=State.parse("NER"), issues=("Justice", "NHRI"), **sent)
    made = Recommendation(
        review=review,
        attributions=(by_niger, evolve(by_niger, recommending_state=None, action_category=None, issues=())),
        document=DocumentSymbol.parse("A/HRC/26/6*"),
        paragraph=Paragraph(143, 10),
        part="a",
        text="Ratify CAT",
        positions=(Position(response=NOTED),),
        tags=frozenset({Tag.parse("sdg:16.10"), Tag.parse("sdg:16.2")}),
    )
    first = {"state_under_review": "VNM", "session": 18, "cycle": 2}
    row = {**first, "text": "Ratify CAT", "recommending_state": "NER", "response": "noted", "action_category": "5"}
    unknown = {"recommending_state": "unknown", "action_category": "", "issues": ""}
    assert attributions([made]).to_dicts() == [{**row, "issues": "Justice; NHRI"}, {**row, **unknown}]
    last = {"recommending_states": "NER; unknown", "response": "noted", "issues": "Justice; NHRI"}
    numbered = {**first, "document": "A/HRC/26/6*", "paragraph": "143.10"}
    tagged = {**last, "tags": "sdg:16.2; sdg:16.10"}
    assert recommendations([made]).to_dicts() == [{**numbered, "part": "a", "text": "Ratify CAT", **tagged}]
    assert paragraphs([made]).to_dicts() == [{**numbered, "recommendations": 1, **tagged}]
    bare = Recommendation(review=review, attributions=(by_niger,))
    assert recommendations([bare]).to_dicts()[0].items() >= {"document": "", "paragraph": "", "text": ""}.items()


def test_the_columns_of_rows_are_those_of_the_docs() -> None:
    page = (Path(__file__).parents[1] / "docs/how-to/pandas-and-polars.md").read_text(encoding="utf-8")
    told: dict[str, set[str]] = {str(unit): set() for unit in Unit}
    for names, units in re.findall(r"^\| (`.*?) \| (.*?) \|", page, re.MULTILINE):
        for unit in told:
            if units == "every unit" or f"{unit}s" in units:
                told[unit] |= {*re.findall("`(.*?)`", names)}
    counts: Any = (paragraphs, recommendations, attributions)
    for unit, count in zip(Unit, counts, strict=True):
        assert set(count(upr_model.example()).to_dicts()[0]) == told[unit]


@pytest.mark.parametrize(
    "wanted",
    [
        lambda made: made.text is None,
        lambda made: made.paragraph is None,
        lambda made: made.attributions[0].recommending_state is None,
        lambda made: len(made.attributions) > len(made.recommending_states) > 1,
        lambda made: made.response is PENDING,
        lambda made: len(made.positions) > 1,
        lambda made: made.tags and made.issues and made.source,
    ],
)
def test_the_strategies_give_what_the_docs_promise(wanted: Callable[[Recommendation], object]) -> None:
    assert wanted(find(st.from_type(Recommendation), lambda made: bool(wanted(made)), settings=ANY))


def test_a_numbered_paragraph_holds_its_own_recommendations() -> None:
    several = find(st.from_type(NumberedParagraph), lambda each: len(each.recommendations) == 3, settings=ANY)
    assert {made.paragraph for made in several.recommendations} == {several.number}
    with pytest.raises(InvalidValue, match=r"paragraph 143\.2 of .* cannot hold .*#143\.1/a, of 143\.1"):
        evolve(several, number=Paragraph(143, 2))
