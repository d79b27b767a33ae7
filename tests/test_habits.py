"""What everybody expects of values and collections: to copy, pickle, print, sort and become rows."""

import copy
import datetime as dt
import pickle
from itertools import pairwise
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import upr_model
from upr_model import (
    Attribution,
    CountChange,
    Cycle,
    DocumentSymbol,
    Initiative,
    NumberedParagraph,
    Paragraph,
    PointChange,
    Position,
    Problem,
    Reading,
    Recommendation,
    RecommendationId,
    ResponsePolicy,
    ReviewKey,
    Session,
    Share,
    ShareChange,
    Source,
    State,
    Tag,
    attributions,
    by,
    mentions,
    paragraphs,
    recommendations,
    strategies,
    tally,
)

VALUES: list[type] = [
    *(Attribution, CountChange, Cycle, DocumentSymbol, Initiative, NumberedParagraph, Paragraph, PointChange),
    *(Position, Problem, Recommendation, RecommendationId, ResponsePolicy, ReviewKey, Session, Share, ShareChange),
    *(Source, State, Tag),
]
UNITS = [recommendations, attributions, paragraphs]
NAMES = {name: getattr(upr_model, name) for name in upr_model.__all__} | {"datetime": dt}

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
        values.sort()
        assert all(one <= other for one, other in pairwise(values))

    check()


def test_numbers_in_tags_and_ids_sort_as_numbers() -> None:
    tags = ["sdg:16.2", "sdg:16.10", "sdg:16.a", "themes:1", "themes:" + "9" * 5000]
    assert [str(tag) for tag in sorted(map(Tag.parse, reversed(tags)))] == tags
    ids = ["VNM:18#0123456789abcdef", "A/HRC/26/6#143.2", "A/HRC/26/6#143.10", "A/HRC/26/10#1"]
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


def test_rows_of_every_unit_have_the_columns_of_the_docs() -> None:
    reading = upr_model.example()
    review = {"state_under_review": "VNM", "session": 18, "cycle": 2}
    numbered = {"document": "A/HRC/26/6", "paragraph": "143.1"}
    assert attributions(reading).to_dicts()[0] == {
        **review,
        "text": "",
        "recommending_state": "NIC",
        "response": "supported",
        "action_category": "unknown",
        "issues": "",
    }
    rest = {"response": "supported", "issues": "", "tags": ""}
    part = {"part": "a", "text": "", "recommending_states": "NIC"}
    assert recommendations(reading).to_dicts()[0] == {**review, **numbered, **part, **rest}
    whole = {"recommendations": 4, "recommending_states": "NIC; ALB; AZE; NER"}
    assert paragraphs(reading).to_dicts()[0] == {**review, **numbered, **whole, **rest}
