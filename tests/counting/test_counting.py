import datetime as dt
from typing import Any

import pytest
from attrs import evolve

from upr_model import (
    NOTED,
    PARTLY_SUPPORTED,
    PENDING,
    SUPPORTED,
    ActionCategory,
    Attribution,
    Basis,
    BasisMismatch,
    DocumentSymbol,
    InvalidValue,
    NoGroup,
    Paragraph,
    Population,
    Position,
    Problem,
    Reading,
    Recommendation,
    RegionalGroup,
    Response,
    ReviewKey,
    Severity,
    Share,
    State,
    Tag,
    Unit,
    UnitUnavailable,
    UnknownKey,
    UnknownState,
    attributions,
    by,
    example,
    mentions,
    merge,
    paragraphs,
    policies,
    recommendations,
    tally,
)

VNM_18 = ReviewKey.parse("VNM:18")
PLENARY = dt.date(2014, 6, 20)


def recommendation(
    response: Response | None = SUPPORTED,
    *senders: str | None,
    review: str = "VNM:18",
    paragraph: str | None = None,
    tags: tuple[str, ...] = (),
    issues: tuple[str, ...] = (),
) -> Recommendation:
    key = ReviewKey.parse(review)
    states = [State.parse(name) if name else None for name in senders or ("NER",)]
    return Recommendation(
        review=key,
        attributions=tuple(Attribution(review=key, recommending_state=state, issues=issues) for state in states),
        positions=(Position(response=response),) if response else (),
        paragraph=Paragraph.parse(paragraph) if paragraph else None,
        tags=frozenset(map(Tag.parse, tags)),
    )


ONE_OF_EACH = [recommendation(response) for response in Response]


# The bundled example.


def test_three_true_percentages_of_one_review() -> None:
    reading = example()
    by_unit = {count: tally(count(reading), by.response) for count in (paragraphs, recommendations, attributions)}
    assert [str(counts.share(SUPPORTED)) for counts in by_unit.values()] == [
        "182 of 227 (80.2%)",
        "191 of 244 (78.3%)",
        "195 of 256 (76.2%)",
    ]
    assert [counts[NOTED] for counts in by_unit.values()] == [45, 53, 61]
    assert len(mentions(recommendations(reading), by.recommending_states)) == 101
    assert str(by_unit[paragraphs].basis) == "counted by paragraph; responses as-reported; viet_nam_cycle2.csv"


def test_basis_says_how_it_was_counted() -> None:
    narrowed = paragraphs(example(), policy=policies.RESOLUTION_5_1, as_of=PLENARY).where(
        state_under_review="Vietnam", session=18
    )
    assert tally(narrowed, by.response).basis.to_dict() == {
        "unit": "paragraph",
        "policy": "resolution-5-1",
        "keys": ["response"],
        "filters": {"session": [18], "state_under_review": ["VNM"]},
        "sources": ["viet_nam_cycle2.csv"],
        "as_of": "2014-06-20",
        "left_out": {},
        "problems": {},
        "refused": 0,
    }
    assert repr(narrowed) == (
        "<Population of 227 paragraphs: counted by paragraph; responses resolution-5-1; session 18; "
        "state_under_review VNM; viet_nam_cycle2.csv; as of 2014-06-20>"
    )


def test_basis_without_a_source_says_so() -> None:
    assert "source not given" in str(recommendations([]).basis)


# Policies.


@pytest.mark.parametrize(
    ("policy", "expected", "left_out"),
    [
        (policies.AS_REPORTED, [1, 1, 1, 1, 1], ()),
        (policies.RESOLUTION_5_1, [1, 0, 2, 0, 0], (("not_stated", 1), ("pending", 1))),
        (policies.UPR_INFO_2014, [1, 0, 2, 0, 0], (("not_stated", 1), ("pending", 1))),
        (policies.PARTLY_IS_SUPPORTED, [2, 0, 1, 0, 0], (("not_stated", 1), ("pending", 1))),
    ],
    ids=str,
)
def test_policy_on_one_recommendation_of_each_response(
    policy: policies.ResponsePolicy, expected: list[int], left_out: tuple[tuple[str, int], ...]
) -> None:
    for count in (recommendations, attributions):
        counts = tally(count(ONE_OF_EACH, policy=policy), by.response)
        assert list(counts.values()) == expected
        assert counts.basis.left_out == left_out
        assert policy.citation


def test_partly_supported_of_viet_nam_is_241_or_220() -> None:
    third = [recommendation(SUPPORTED)] * 220 + [recommendation(PARTLY_SUPPORTED)] * 21 + [recommendation(NOTED)] * 50
    both = [
        tally(recommendations(third, policy=p), by.response)
        for p in (policies.PARTLY_IS_SUPPORTED, policies.RESOLUTION_5_1)
    ]
    assert [str(counts.share(SUPPORTED)) for counts in both] == ["241 of 291 (82.8%)", "220 of 291 (75.6%)"]


@pytest.mark.parametrize(
    ("as_of", "policy", "expected"),
    [
        (None, policies.RESOLUTION_5_1, (("pending", 1),)),
        (dt.date(2014, 6, 19), policies.RESOLUTION_5_1, (("pending", 1),)),
        (PLENARY, policies.RESOLUTION_5_1, ()),
        (PLENARY, policies.AS_REPORTED, ()),
        (PLENARY, policies.PARTLY_IS_SUPPORTED, ()),
    ],
)
def test_pending_is_noted_from_the_plenary_on(
    as_of: dt.date | None, policy: policies.ResponsePolicy, expected: tuple[tuple[str, int], ...]
) -> None:
    counts = tally(recommendations([recommendation(PENDING)], policy=policy, as_of=as_of), by.response)
    assert counts.basis.left_out == expected
    assert counts[NOTED] == (as_of == PLENARY and policy is not policies.AS_REPORTED)
    silent = tally(recommendations([recommendation(None)], policy=policy, as_of=as_of), by.response)
    assert silent[NOTED] == counts[NOTED]


def test_what_the_plenary_settles_is_settled_before_paragraphs_are_derived() -> None:
    asks = [recommendation(SUPPORTED, paragraph="143.1"), recommendation(PENDING, paragraph="143.1")]
    settled = {
        policies.AS_REPORTED: (PENDING,),
        policies.RESOLUTION_5_1: (NOTED,),
        policies.UPR_INFO_2014: (NOTED,),
        policies.PARTLY_IS_SUPPORTED: (SUPPORTED,),
    }
    for policy, responses in settled.items():
        assert paragraphs(asks, policy=policy, as_of=PLENARY).responses == responses


def test_pending_stays_pending_where_the_plenary_is_not_known() -> None:
    counted = recommendations(
        [recommendation(PENDING, review="NER:10")], policy=policies.RESOLUTION_5_1, as_of=dt.date(2020, 1, 1)
    )
    assert counted.basis.left_out == (("pending", 1),)


def test_as_of_takes_the_positions_of_that_day() -> None:
    early = Position(response=SUPPORTED, date=dt.date(2014, 2, 7))
    late = Position(response=NOTED, date=PLENARY)
    sender = Attribution(review=VNM_18, recommending_state=None)
    moved = Recommendation(review=VNM_18, attributions=(sender,), positions=(early, late))
    days = (dt.date(2014, 2, 6), dt.date(2014, 2, 7), PLENARY)
    given = [recommendations([moved], as_of=day).responses for day in days]
    assert given == [(Response.NOT_STATED,), (SUPPORTED,), (NOTED,)]


def test_a_policy_is_not_its_name() -> None:
    with pytest.raises(InvalidValue, match=r"policies\.RESOLUTION_5_1"):
        recommendations([], policy="resolution-5-1")  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["2014-06-20", dt.datetime(2014, 6, 20, tzinfo=dt.UTC), 0])
def test_as_of_is_a_date(wrong: dt.date) -> None:
    with pytest.raises(InvalidValue, match="as_of"):
        recommendations([], as_of=wrong)


# Paragraphs.


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ((SUPPORTED, SUPPORTED), SUPPORTED),
        ((SUPPORTED, NOTED), PARTLY_SUPPORTED),
        ((SUPPORTED, PENDING), PENDING),
        ((NOTED, PARTLY_SUPPORTED), PARTLY_SUPPORTED),
        ((NOTED, PENDING), PENDING),
        ((NOTED, None), Response.NOT_STATED),
        ((PENDING, None), PENDING),
    ],
)
def test_paragraph_of_several_asks_has_one_response(responses: tuple[Response | None, ...], expected: Response) -> None:
    asks = [recommendation(response, paragraph="143.1") for response in responses]
    assert paragraphs(asks).responses == (expected,)


def test_policy_applies_to_the_response_of_a_paragraph() -> None:
    asks = [
        recommendation(SUPPORTED, paragraph="143.1"),
        recommendation(NOTED, paragraph="143.1"),
        recommendation(NOTED, paragraph="143.10"),
    ]
    assert paragraphs(asks, policy=policies.RESOLUTION_5_1).responses == (NOTED, NOTED)
    assert paragraphs(asks, policy=policies.PARTLY_IS_SUPPORTED).responses == (SUPPORTED, NOTED)


def test_paragraphs_without_numbers_say_which_units_are_possible() -> None:
    with pytest.raises(UnitUnavailable, match=r"no paragraph number .* recommendation and attribution"):
        paragraphs([recommendation(paragraph="143.1"), recommendation()])
    narrowed = recommendations([recommendation(paragraph="143.1"), recommendation(review="NER:10")]).where(session=18)
    assert len(paragraphs(narrowed)) == 1


def test_a_paragraph_left_out_in_part_is_still_whole() -> None:
    asks = [recommendation(SUPPORTED, paragraph="143.1"), recommendation(PENDING, paragraph="143.1")]
    narrowed = recommendations(asks, policy=policies.PARTLY_IS_SUPPORTED)
    assert narrowed.responses == (SUPPORTED,)
    assert paragraphs(narrowed).basis.left_out == (("pending", 1),)
    assert paragraphs(narrowed, policy=policies.AS_REPORTED).responses == (PENDING,)


def test_paragraphs_are_not_made_of_answers() -> None:
    narrowed = recommendations(example()).where(response=NOTED)
    with pytest.raises(UnitUnavailable, match="narrow after"):
        paragraphs(narrowed)
    assert len(attributions(narrowed)) == 61
    with pytest.raises(BasisMismatch, match="under another"):
        attributions(narrowed, policy=policies.RESOLUTION_5_1)


def test_units_are_counted_of_recommendations() -> None:
    with pytest.raises(UnitUnavailable, match="another unit"):
        recommendations(paragraphs(example()))  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="expected recommendations"):
        recommendations(list(attributions(example())))  # type: ignore[arg-type]


def test_an_iterable_names_the_sources_of_its_records() -> None:
    assert recommendations(iter(example().recommendations)).basis.sources == ("viet_nam_cycle2.csv",)
    assert recommendations([recommendation()]).basis.sources == ()
    assert len(recommendations(recommendation() for _ in range(3))) == 3


# Narrowing.


def test_where_takes_a_value_or_several() -> None:
    asks = [
        recommendation(review="VNM:18"),
        recommendation(NOTED, review="VNM:32"),
        recommendation(review="NER:10"),
        recommendation(None, review="NER:10"),
    ]
    population = recommendations(asks)
    assert len(population.where(state_under_review="Viet Nam")) == 2
    assert len(population.where(state_under_review=["VNM", State.parse("Niger")])) == 4
    assert len(population.where(session=(18, 10))) == 3
    assert len(population.where(cycle=1)) == 2
    assert len(population.where(response=NOTED)) == 1
    assert len(population.where(response=["supported", Response.NOT_STATED])) == 3
    assert len(population.where(session=[])) == 0
    assert population.where() == population
    assert population.where(session=[10, 18]).where(session=[18, 32]).basis.filters == (("session", (18,)),)
    assert "session none" in str(population.where(session=[]).basis)


def test_where_narrows_what_was_left_out_as_well() -> None:
    asks = [recommendation(PENDING), recommendation(SUPPORTED), recommendation(None, review="NER:10")]
    population = recommendations(asks, policy=policies.RESOLUTION_5_1)
    assert population.where(session=18).basis.left_out == (("pending", 1),)
    assert population.where(response=PENDING).basis.left_out == (("pending", 1),)
    assert population.where(response=SUPPORTED).basis.left_out == ()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"session": 0}, InvalidValue),
        ({"session": "18"}, InvalidValue),
        ({"cycle": 9}, InvalidValue),
        ({"cycle": 1.5}, InvalidValue),
        ({"response": "suported"}, ValueError),
        ({"response": 1}, InvalidValue),
        ({"state_under_review": "Nigera"}, UnknownState),
        ({"state_under_review": 4}, InvalidValue),
    ],
)
def test_where_raises_ours(wrong: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        recommendations([]).where(**wrong)  # type: ignore[arg-type]


# Tallies.


def test_tally_is_a_frozen_mapping_that_keeps_zeros() -> None:
    counts = tally(recommendations(ONE_OF_EACH[:1]), by.response)
    assert dict(counts) == dict(zip(Response, [1, 0, 0, 0, 0], strict=True))
    assert len(counts) == 5
    assert counts.total == 1
    assert counts == tally(recommendations(ONE_OF_EACH[:1]), by.response)
    assert hash(counts) == hash(tally(recommendations(ONE_OF_EACH[:1]), by.response))
    assert repr(counts).startswith("<Tally by response: 5 counts, counted by recommendation")
    with pytest.raises(AttributeError):
        counts.basis = None  # type: ignore[misc,assignment]


def test_tally_of_nothing_is_all_zeros() -> None:
    counts = tally(recommendations([]), by.response)
    assert set(counts.values()) == {0}
    assert counts.share(SUPPORTED) == Share(0, 0)
    assert dict(tally(recommendations([]), by.session)) == {}


def test_several_keys_give_tuples() -> None:
    asks = [
        recommendation(SUPPORTED, review="VNM:18"),
        recommendation(NOTED, review="VNM:18"),
        recommendation(SUPPORTED, review="NER:10"),
    ]
    counts = tally(recommendations(asks), by.regional_group, by.response)
    assert counts[RegionalGroup.ASIA_PACIFIC, SUPPORTED] == 1
    assert counts.share((RegionalGroup.ASIA_PACIFIC, SUPPORTED)) == Share(1, 3)
    assert counts.share((RegionalGroup.ASIA_PACIFIC, SUPPORTED), within=by.regional_group) == Share(1, 2)
    assert counts.share((RegionalGroup.AFRICAN, SUPPORTED), within=by.response) == Share(1, 2)
    assert len(counts) == 25
    margin = counts.margin(by.response)
    assert margin == tally(recommendations(asks), by.response)
    assert counts.margin(by.response, by.regional_group) == tally(recommendations(asks), by.response, by.regional_group)
    three = tally(recommendations(asks), by.session, by.cycle, by.response)
    assert list(three)[:2] == [(10, 1, SUPPORTED), (10, 1, PARTLY_SUPPORTED)]
    assert len(three) == 10
    four = tally(recommendations(asks), by.session, by.cycle, by.response, by.state_under_review)
    assert len(four) == 3


def test_closed_vocabularies_are_listed_in_declared_order_others_where_they_occur() -> None:
    asks = [
        recommendation(NOTED, "VNM", None, "PSE", review="NER:10"),
        recommendation(SUPPORTED, "USA", review="VNM:18"),
    ]
    population = attributions(asks)
    assert list(tally(population, by.recommending_state)) == [*map(State.parse, ("PSE", "USA", "VNM")), None]
    groups = tally(population, by.recommending_group)
    assert list(groups) == [*RegionalGroup, NoGroup.NONE, NoGroup.UNKNOWN]
    assert [groups[group] for group in (RegionalGroup.WEOG, NoGroup.NONE, NoGroup.UNKNOWN)] == [1, 1, 1]
    assert list(tally(population, by.action_category).items()) == [
        *((category, 0) for category in ActionCategory),
        (None, 4),
    ]
    assert dict(tally(population, by.cycle)) == {1: 3, 2: 1}
    assert list(tally(population, by.response, by.session)) == [(SUPPORTED, 18), (NOTED, 10)]
    assert tally(population, by.response, by.session).nested()[PENDING] == {}


@pytest.mark.parametrize("wrong", ["suported", NoGroup.NONE, 1, (SUPPORTED, 18), None])
def test_looking_up_what_cannot_occur_is_ours(wrong: Response) -> None:
    counts = tally(recommendations(ONE_OF_EACH), by.response)
    with pytest.raises(UnknownKey, match=r"not a value of by\.response"):
        _ = counts[wrong]
    with pytest.raises(UnknownKey):
        counts.share(wrong)


def test_looking_up_what_does_not_occur_is_zero() -> None:
    counts = tally(attributions(ONE_OF_EACH), by.recommending_state)
    assert counts[State.parse("TUV")] == 0
    assert counts.share(State.parse("TUV")) == Share(0, 5)


def test_a_label_that_nothing_bears_may_be_misspelt() -> None:
    counts = mentions(recommendations([recommendation(issues=("Death penalty",))]), by.issues, by.response)
    assert counts["Death penalty", NOTED] == 0
    with pytest.raises(UnknownKey, match="did you mean 'Death penalty'"):
        _ = counts["death penalty", NOTED]
    with pytest.raises(UnknownKey, match="iterate"):
        counts.share(("x", SUPPORTED))
    assert counts.get(("x", SUPPORTED), 0) == 0
    asks = [recommendation(issues=("Justice",)), recommendation(issues=("NHRI",), review="VNM:32")]
    assert mentions(recommendations(asks), by.issues, by.session)["Justice", 32] == 0


def test_a_reading_is_counted_in_a_unit() -> None:
    with pytest.raises(UnitUnavailable, match="paragraphs"):
        tally(example(), by.response)  # type: ignore[call-overload]


def test_several_keys_are_looked_up_by_a_tuple() -> None:
    counts = tally(recommendations(ONE_OF_EACH), by.session, by.response)
    for wrong in (18, (18,), (18, SUPPORTED, 1)):
        with pytest.raises(UnknownKey, match="tuple of 2"):
            _ = counts[wrong]  # type: ignore[index]
    with pytest.raises(UnknownKey, match="None"):
        _ = tally(attributions(ONE_OF_EACH), by.recommending_state)[3]  # type: ignore[index]


def test_margin_is_of_keys_that_were_counted_by() -> None:
    counts = tally(recommendations(ONE_OF_EACH), by.response)
    with pytest.raises(UnknownKey, match=r"counted by by\.response, not by by\.session"):
        counts.margin(by.session)
    with pytest.raises(UnknownKey):
        counts.share(SUPPORTED, within=by.cycle)
    with pytest.raises(UnknownKey, match="'response'"):
        counts.margin("response")  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("population", "key", "message"),
    [
        (
            paragraphs(example()),
            by.recommending_state,
            r"count attributions, or mentions\(..., by.recommending_states\)",
        ),
        (recommendations(example()), by.recommending_group, "count attributions$"),
        (recommendations(example()), by.action_category, "count attributions$"),
        (recommendations(example()), by.issues, r"use mentions\(...\)"),
        (recommendations(example()), "response", "expected a key"),
    ],
    ids=["recommending_state", "recommending_group", "action_category", "issues", "text"],
)
def test_a_unit_without_exactly_one_value_says_what_has(
    population: Population[Recommendation], key: by.Key[object, object], message: str
) -> None:
    with pytest.raises(UnitUnavailable, match=message):
        tally(population, key)


def test_figures_counted_differently_do_not_add() -> None:
    counts = tally(recommendations(ONE_OF_EACH), by.response)
    others = [
        tally(attributions(ONE_OF_EACH), by.response),
        tally(recommendations(ONE_OF_EACH, policy=policies.RESOLUTION_5_1), by.response),
        tally(recommendations(ONE_OF_EACH).where(session=18), by.response),
        tally(recommendations(ONE_OF_EACH, as_of=PLENARY), by.response),
    ]
    for other in others:
        with pytest.raises(BasisMismatch, match="do not add"):
            counts + other
    with pytest.raises(TypeError):
        counts + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        counts.basis + 1  # type: ignore[operator]


def test_merging_unites_sources_and_adds_what_is_beside_the_counts() -> None:
    one = Basis(unit=Unit.PARAGRAPH, sources=("b",), left_out=(("pending", 1),), problems=(("nul", 1),))
    other = Basis(unit=Unit.PARAGRAPH, sources=("a", "b"), left_out=(("pending", 2),), problems=(("blank-row", 1),))
    both = one + other
    assert both.sources == ("a", "b")
    assert both.left_out == (("pending", 3),)
    assert both.problems == (("blank-row", 1), ("nul", 1))
    assert str(both).endswith("a, b; left out: 3 pending; problems in the source: 1 blank-row, 1 nul")


def test_what_is_listed_is_what_a_tally_contains() -> None:
    counts = tally(attributions(ONE_OF_EACH), by.recommending_state)
    assert State.parse("NER") in counts
    assert State.parse("TUV") not in counts
    assert "NER" not in counts  # type: ignore[comparison-overlap]
    pairs = tally(recommendations(ONE_OF_EACH), by.session, by.response)
    assert (18, SUPPORTED) in pairs
    assert 18 not in pairs  # type: ignore[comparison-overlap]


def test_each_key_counts_once() -> None:
    with pytest.raises(InvalidValue, match="once"):
        tally(recommendations([]), by.response, by.response)


def test_only_counts_are_merged() -> None:
    with pytest.raises(InvalidValue, match="only tallies"):
        merge([example()])  # type: ignore[type-var]


def test_policies_of_one_name_that_differ_are_not_the_same() -> None:
    other = evolve(policies.RESOLUTION_5_1, partly=SUPPORTED)
    with pytest.raises(BasisMismatch, match="where policy differs"):
        _ = tally(recommendations([], policy=other), by.response) + tally(
            recommendations([], policy=policies.RESOLUTION_5_1), by.response
        )


def test_paragraphs_of_two_documents_are_two() -> None:
    report, addendum = (DocumentSymbol.parse(text) for text in ("A/HRC/26/6", "A/HRC/26/6/Add.1"))
    asks = [evolve(recommendation(paragraph="1"), document=document) for document in (report, addendum)]
    assert len(paragraphs(asks)) == 2


def test_merging_nothing_is_an_error() -> None:
    with pytest.raises(InvalidValue, match="nothing to merge"):
        merge([])


# Mentions.


def test_mentions_overlap() -> None:
    asks = [
        recommendation(SUPPORTED, "NER", issues=("Justice", "NHRI"), tags=("sdg:16", "sdg:16.2", "sdg:5", "x:y")),
        recommendation(NOTED, "NER", "VNM", None, issues=("Justice",)),
        recommendation(NOTED),
    ]
    counts = mentions(recommendations(asks), by.issues)
    assert dict(counts) == {"Justice": 2, "NHRI": 1}
    assert (counts.population, counts.assignments) == (3, 3)
    assert counts.share("Justice") == Share(2, 3)
    assert dict(mentions(recommendations(asks), by.sdg_goals)) == {5: 1, 16: 1}
    senders = mentions(recommendations(asks), by.recommending_states)
    assert dict(senders) == {State.parse("NER"): 3, State.parse("VNM"): 1, None: 1}
    assert dict(mentions(attributions(asks), by.issues)) == {"Justice": 4, "NHRI": 1}


def test_mentions_with_other_keys() -> None:
    asks = [
        recommendation(SUPPORTED, issues=("Justice", "NHRI")),
        recommendation(NOTED, issues=("Justice",)),
        recommendation(NOTED),
    ]
    counts = mentions(recommendations(asks), by.issues, by.response)
    assert counts["Justice", NOTED] == 1
    assert counts.share(("Justice", NOTED)) == Share(1, 3)
    assert counts.share(("Justice", NOTED), within=by.response) == Share(1, 2)
    assert counts.share(("NHRI", NOTED), within=by.issues) == Share(0, 1)
    assert counts.columns == ("response", "issues")
    assert counts.nested() == {
        SUPPORTED: {"Justice": 1, "NHRI": 1},
        PARTLY_SUPPORTED: {},
        NOTED: {"Justice": 1},
        PENDING: {},
        Response.NOT_STATED: {},
    }
    assert counts.rows()[-1] == ((NOTED, "Justice"), Share(1, 2))
    assert counts + counts == merge([counts, counts])
    assert (counts + counts).population == 6
    with pytest.raises(TypeError):
        counts + 1  # type: ignore[operator]
    assert mentions(recommendations(asks), by.issues, by.response, by.session)["Justice", NOTED, 18] == 1


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ((by.session,), "one plural key, then singular"),
        ((by.issues, by.recommending_states), "one plural key, then singular"),
        ((by.issues, by.recommending_state), "count attributions"),
        (("issues",), "expected a key"),
    ],
)
def test_mentions_take_one_plural_key(keys: tuple[by.PluralKey[object, object], ...], message: str) -> None:
    with pytest.raises(UnitUnavailable, match=message):
        mentions(recommendations(example()), *keys)


def test_labels_that_a_unit_has_not_say_which_have() -> None:
    with pytest.raises(UnitUnavailable, match="no values per attribution; count paragraphs or recommendations"):
        mentions(attributions(example()), by.sdg_goals)  # type: ignore[misc]
    assert len(mentions(paragraphs(example()), by.recommending_states)) == 101
    assert dict(mentions(paragraphs(example()), by.sdg_goals)) == {}


def test_a_reading_tells_its_problems_in_the_basis() -> None:
    problem = Problem(severity=Severity.NOTE, code="blank-row", message="the row is blank", file="x.csv", line=2)
    basis = recommendations(Reading(sources=("x.csv",), problems=(problem, problem))).basis
    assert (basis.problems, basis.sources) == ((("blank-row", 2),), ("x.csv",))


@pytest.mark.parametrize("wrong", [None, 5])
def test_what_holds_no_recommendations_cannot_be_counted(wrong: Any) -> None:
    with pytest.raises(InvalidValue, match="expected a reading or recommendations, as in"):
        recommendations(wrong)


@pytest.mark.parametrize("wrong", ["2014-06-20", None, 5, dt.datetime(2014, 6, 20)])  # noqa: DTZ001
def test_a_position_is_asked_for_by_a_date(wrong: Any) -> None:
    with pytest.raises(InvalidValue, match=r"day must be a datetime\.date"):
        example().recommendations[0].position_as_of(wrong)
