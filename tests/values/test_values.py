"""Document symbols, paragraphs, tags, States, sessions, ids: parsed, printed, ordered, checked."""

import csv
import datetime as dt
import pickle
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from upr_model import (
    AmbiguousState,
    Attribution,
    Cycle,
    DocumentSymbol,
    Initiative,
    InitiativeKind,
    InvalidValue,
    NumberedParagraph,
    Paragraph,
    ParseError,
    Position,
    Recommendation,
    RecommendationId,
    RegionalGroup,
    Response,
    ReviewKey,
    Session,
    State,
    Tag,
    UnknownState,
    UprError,
    strategies,
)
from upr_model._base.data import table
from upr_model.records.recommendation import normalised

VNM_18 = ReviewKey.parse("VNM:18")


def recommendation(**fields: object) -> Recommendation:
    made = Attribution(review=VNM_18, recommending_state=State.parse("NER"))
    return Recommendation(**{"review": VNM_18, "attributions": (made,), **fields})  # type: ignore[arg-type]


# Symbols and paragraphs.


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("A/HRC/26/6", "A/HRC/26/6"),
        (" a/hrc/26/6/add.1 ", "A/HRC/26/6/Add.1"),
        ("A/HRC/12/11*", "A/HRC/12/11*"),
        ("A/HRC/WG.6/14PER/2", "A/HRC/WG.6/14/PER/2"),
        ("A/HRC/WG.6/7L.14", "A/HRC/WG.6/7/L.14"),
        ("A/HRC//WG.6/8/L.11", "A/HRC/WG.6/8/L.11"),
        ("S/RES/2573 (2021)", "S/RES/2573 (2021)"),
        ("A/HRC/WG.6//14PER/2", "A/HRC/WG.6/14/PER/2"),
        ("CRC/C/PER/CO/6-7", "CRC/C/PER/CO/6-7"),
    ],
)
def test_symbol_parses(text: str, printed: str) -> None:
    assert str(DocumentSymbol.parse(text)) == printed


def test_symbols_sort_as_numbers_do() -> None:
    texts = ["A/HRC/26/10", "A/HRC/26/6/Add.1", "A/HRC/26/6", "A/HRC/9/1"]
    assert [str(s) for s in sorted(map(DocumentSymbol.parse, texts))] == [texts[3], texts[2], texts[1], texts[0]]


def test_a_reissued_document_stays_the_same() -> None:
    assert DocumentSymbol.parse("A/HRC/12/11*") == DocumentSymbol.parse("A/HRC/12/11")


@pytest.mark.parametrize("text", ["", "A", "A//", "A/HRC/26 6", "А/HRC/26/6", "A/" * 60, "A/HRC/26/6\n/7", "A/٣"])
def test_what_is_no_symbol_is_ours(text: str) -> None:
    with pytest.raises(ParseError, match="document symbol"):
        DocumentSymbol.parse(text)


@pytest.mark.parametrize(
    "parts", [("A", "b c"), ("a", "hrc"), "AB", ["A", "B"], ("A",), (), ("A", 5), ("A", "9" * 5000)]
)
def test_symbol_checks_its_parts(parts: Any) -> None:
    with pytest.raises(InvalidValue, match="parts"):
        DocumentSymbol(parts)


def test_a_symbol_is_ascii() -> None:
    with pytest.raises(ParseError):
        DocumentSymbol.parse("A/ß/1")


@pytest.mark.parametrize("text", ["143", "143.10", "79(a)", "99.7(b)"])
def test_paragraph_prints_back(text: str) -> None:
    assert str(Paragraph.parse(text)) == text


def test_paragraph_143_10_is_not_143_1() -> None:
    assert Paragraph.parse("143.10") != Paragraph.parse("143.1")
    assert Paragraph.parse("166.6.") == Paragraph.parse("166.6")  # reports end some numbers with a dot
    assert Paragraph.parse("143.") <= Paragraph(143)
    numbers = ["143.10", "143", "143.2", "26.1", "143.2(a)"]
    assert [str(p) for p in sorted(map(Paragraph.parse, numbers))] == ["26.1", "143", "143.2", "143.2(a)", "143.10"]


@pytest.mark.parametrize("text", ["", ".", "0.1", "143.01", "143.10.5", "1e3", "-1", "٣.١", "9" * 5, "1" * 5000])
def test_what_is_no_paragraph_is_ours(text: str) -> None:
    with pytest.raises(ParseError, match="paragraph number"):
        Paragraph.parse(text)


@pytest.mark.parametrize("fields", [(0,), (1, 0), (1, 10000), ("1",), (1, None, "ab"), (1, None, 5), (1.5,), (None,)])
def test_paragraph_checks_its_numbers(fields: tuple[Any, ...]) -> None:
    with pytest.raises(InvalidValue):
        Paragraph(*fields)


@pytest.mark.parametrize("other", [1, "143.1", None])
def test_values_do_not_sort_with_others(other: Any) -> None:
    with pytest.raises(TypeError):
        _ = Paragraph(143) < other
    with pytest.raises(TypeError):
        _ = DocumentSymbol(("A", "B")) < other


# States.


@pytest.mark.parametrize("text", ["Vietnam", "Viet Nam", "VNM", "VIET NAM", " viet-nam ", "vnm", "Việt Nam"])
def test_four_spellings_are_one_state(text: str) -> None:
    assert State.parse(text).iso3 == "VNM"


@pytest.mark.parametrize(
    ("text", "iso3"),
    [("Niger", "NER"), ("Congo", "COG"), ("Guinea", "GIN"), ("Dominica", "DMA"), ("Swaziland", "SWZ"), ("FIJ", "FJI")],
)
def test_exact_names_resolve(text: str, iso3: str) -> None:
    assert State.parse(text).iso3 == iso3


@pytest.mark.parametrize(
    ("text", "candidates"), [("Nigera", {"NGA", "NER"}), ("Guinee", {"GIN"}), ("Viet Nan", {"VNM"}), ("", set())]
)
def test_unknown_names_are_suggested_and_never_taken(text: str, candidates: set[str]) -> None:
    with pytest.raises(UnknownState) as raised:
        State.parse(text)
    assert candidates <= set(raised.value.candidates)


def test_bare_korea_is_ambiguous() -> None:
    with pytest.raises(AmbiguousState, match="Republic of Korea") as raised:
        State.parse("Korea")
    assert raised.value.candidates == ("KOR", "PRK")


@pytest.mark.parametrize(
    "text", ["Viet\u200bNam", "Viet Nam\u202e", "Viet\u00adNam", "Niger\ufffd", "Chad\0", "\x1bChad"]
)
def test_invisible_characters_are_named(text: str) -> None:
    with pytest.raises(UnknownState, match=r"holds U\+[0-9A-F]{4} \(.*\) at place [0-9], which no name here has"):
        State.parse(text)


def test_spaces_of_any_kind_are_spaces() -> None:
    assert State.parse("Viet\u00a0Nam\n").iso3 == State.parse("Viet\u2009Nam").iso3 == "VNM"


def test_long_names_are_refused_at_once() -> None:
    with pytest.raises(UnknownState, match="too long"):
        State.parse("a" * 1_000_000)


def test_a_look_alike_letter_is_another_letter() -> None:
    with pytest.raises(UnknownState) as raised:
        State.parse("Vi\u0435t Nam")  # a Cyrillic letter
    assert raised.value.candidates == ("VNM",)


def test_there_are_193_members_in_five_groups_and_two_observers() -> None:
    groups = [state.regional_group for state in State.all()]
    assert {group: groups.count(group) for group in (*RegionalGroup, None)} == {
        RegionalGroup.AFRICAN: 54,
        RegionalGroup.ASIA_PACIFIC: 54,
        RegionalGroup.EEG: 23,
        RegionalGroup.GRULAC: 33,
        RegionalGroup.WEOG: 29,
        None: 2,
    }


def test_every_known_name_means_one_state(shared: Path) -> None:
    with (shared / "reference/states.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (shared / "reference/state_aliases.csv").open(encoding="utf-8", newline="") as file:
        names = [(row["iso3"], row["alias"]) for row in csv.DictReader(file)]
    for row in rows:
        texts = [row["iso3"], row["un_name"], row["upr_info_name"]]
        texts += row["aliases"].split("|") + row["doc_code_variants"].split("|")
        names += [(row["iso3"], text) for text in texts if text]
    assert len(names) > 1000
    assert {(iso3, text) for iso3, text in names if State.parse(text).iso3 != iso3} == set()
    assert {row["iso3"]: row["un_name"] for row in rows} == {state.iso3: state.name for state in State.all()}


# Sessions, cycles, reviews.


@pytest.mark.parametrize(
    ("session", "cycle"), [(1, 1), (12, 1), (13, 2), (26, 2), (27, 3), (40, 3), (41, 4), (54, 4), (55, 5), (68, 5)]
)
def test_session_has_its_cycle(session: int, cycle: int) -> None:
    assert Session(session).cycle == cycle
    assert session in Cycle(cycle).sessions


def test_cycles_have_the_sessions_of_all() -> None:
    assert [session for number in range(1, 6) for session in Cycle(number).sessions] == list(range(1, 69))


def test_dates_are_given_where_known() -> None:
    assert (Session(18).start, Session(18).end) == (dt.date(2014, 1, 27), dt.date(2014, 2, 7))
    assert (Session(54).start, Session(54).end) == (None, None)
    assert (Session(68).start, Session(68).end) == (None, None)
    assert (Cycle(2).start, Cycle(2).end) == (dt.date(2012, 5, 21), dt.date(2016, 11, 11))
    assert (Cycle(4).start, Cycle(4).end) == (dt.date(2022, 11, 7), None)


@pytest.mark.parametrize("wrong", [0, -1, 69, 1.0, "1", True, None])
def test_what_is_no_session_is_ours(wrong: int) -> None:
    with pytest.raises(InvalidValue, match="session"):
        Session(wrong)
    with pytest.raises(InvalidValue, match="session"):
        ReviewKey(State.parse("VNM"), wrong)


@pytest.mark.parametrize("wrong", [0, 6, "V"])
def test_what_is_no_cycle_is_ours(wrong: int) -> None:
    with pytest.raises(InvalidValue, match="cycle"):
        Cycle(wrong)


@pytest.mark.parametrize(
    "text", ["", "VNM", "VNM:", ":18", "VNM:V", "VNM:18:", "VNM:1_8", "VNM:٣", "VNM:" + "9" * 5000]
)
def test_what_is_no_review_is_ours(text: str) -> None:
    with pytest.raises(UprError):
        ReviewKey.parse(text)


def test_review_is_of_a_state() -> None:
    with pytest.raises(InvalidValue, match="must be a State"):
        ReviewKey("VNM", 18)  # type: ignore[arg-type]


def test_bundled_tables_are_the_reference(shared: Path) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with (shared / "reference" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    reviews = {(row["iso3"], row["session"]) for row in rows("reviews.csv") if row["session"]}
    assert {(row["iso3"], row["session"]) for row in table("reviews") if row["session"]} == reviews
    assert len(reviews) == 769
    sessions = [(row["session"], row["start"], row["end"]) for row in rows("sessions.csv")]
    assert [(row["session"], row["start"], row["end"]) for row in table("sessions")] == sessions
    assert list(table("viet_nam_cycle2")) == rows("viet_nam_cycle2.csv")


# Tags and responses.


@pytest.mark.parametrize(
    ("text", "goal"), [("sdg:1", 1), ("sdg:16.2", 16), ("sdg:17.19", 17), ("sdg:3.a", 3), ("x:3", None)]
)
def test_tag_knows_its_goal(text: str, goal: int | None) -> None:
    assert Tag.parse(text).sdg_goal == goal


@pytest.mark.parametrize(
    "text", ["", "sdg", "sdg:", "sdg:0", "sdg:18", "sdg:1.100", "SDG:1", "sdg:٣", "x: ", ":1", "sdg:1\n"]
)
def test_what_is_no_tag_is_ours(text: str) -> None:
    with pytest.raises(UprError):
        Tag.parse(text)


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Accepted", "supported"),
        (" SUPPORTED ", "supported"),
        ("Supported/Noted", "partly_supported"),
        ("partially supported", "partly_supported"),
        ("Noted", "noted"),
        ("Rejected", "noted"),
        ("Not Supported", "noted"),
        ("Pending", "pending"),
        ("not_stated", "not_stated"),
    ],
)
def test_wordings_are_responses(text: str, response: str) -> None:
    assert Response.parse(text) == response


def test_unknown_wordings_are_suggested_and_never_taken() -> None:
    with pytest.raises(ParseError, match="did you mean 'accepted'"):
        Response.parse("Acepted")
    with pytest.raises(ParseError, match="known are"):
        Response.parse("")


# Recommendations.


def test_id_is_document_paragraph_and_part() -> None:
    made = recommendation(document=DocumentSymbol.parse("A/HRC/26/6"), paragraph=Paragraph(143, 1), part="a")
    assert str(made.id) == "A/HRC/26/6#143.1/a"
    assert RecommendationId.parse(str(made.id)) == made.id


def test_id_without_numbers_is_review_and_digest() -> None:
    made = recommendation(text="Ratify CAT.")
    assert str(made.id).startswith("VNM:18#")
    assert made.id == recommendation(text=" ratify   cat", positions=(Position(response=Response.NOTED),)).id
    assert made.id != recommendation(text="Ratify CAT and more").id
    unknown = (Attribution(review=VNM_18, recommending_state=None),)
    assert made.id != recommendation(text="Ratify CAT.", attributions=unknown).id
    assert RecommendationId.parse(str(made.id)) == made.id


@pytest.mark.parametrize(
    "text", ["", "#", "A/HRC/26/6#", "A/HRC/26/6#143.1/A", "VNM:18#abc", "VNM:18#" + "0" * 15, "VNM:99#" + "0" * 16]
)
def test_what_is_no_id_is_ours(text: str) -> None:
    with pytest.raises(UprError):
        RecommendationId.parse(text)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"document": DocumentSymbol(("A", "B"))},
        {"document": DocumentSymbol(("A", "B")), "paragraph": Paragraph(1), "part": "A b"},
        {"document": DocumentSymbol(("A", "B")), "paragraph": Paragraph(1), "review": VNM_18},
        {"review": VNM_18, "digest": "zz"},
        {"review": VNM_18, "digest": "0" * 16, "paragraph": Paragraph(1)},
        {"review": VNM_18, "digest": 5},
    ],
)
def test_id_has_one_form(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        RecommendationId(**fields)


def test_id_of_a_reissued_document_is_that_of_the_document() -> None:
    fields = {"paragraph": Paragraph(1)}
    ids = [recommendation(document=DocumentSymbol.parse(text), **fields).id for text in ("A/HRC/12/11*", "A/HRC/12/11")]
    assert ids[0] == ids[1]
    assert [str(each) for each in ids] == ["A/HRC/12/11#1"] * 2


def test_paragraph_and_part_enter_the_digest() -> None:
    ids = [
        recommendation(**fields).id
        for fields in ({}, {"paragraph": Paragraph(1)}, {"paragraph": Paragraph(1), "part": "a"})
    ]
    assert len(set(ids)) == 3


def test_response_is_that_of_the_last_position() -> None:
    asked, early = Position(response=Response.PENDING), Position(response=Response.NOTED, date=dt.date(2014, 2, 7))
    late = Position(response=Response.SUPPORTED, date=dt.date(2014, 6, 20))
    made = recommendation(positions=(asked, early, late))
    assert made.response is Response.SUPPORTED
    assert made.position_as_of(dt.date(2014, 6, 19)) is early
    assert made.position_as_of(dt.date(2000, 1, 1)) is asked
    assert recommendation().response is Response.NOT_STATED
    assert recommendation(positions=(late,)).position_as_of(dt.date(2014, 6, 19)) is None


def test_recommending_states_stand_once_in_printed_order() -> None:
    names = ("NER", "AZE", "NER")
    made = tuple(Attribution(review=VNM_18, recommending_state=State.parse(name), issues=("b", "a")) for name in names)
    unknown = Attribution(review=VNM_18, recommending_state=None, issues=("c",))
    joint = recommendation(
        paragraph=Paragraph(143), attributions=(*made, unknown), tags=frozenset({Tag.parse("sdg:1")})
    )
    assert [state.iso3 for state in joint.recommending_states] == ["NER", "AZE"]
    assert joint.issues == ("b", "a", "c")
    both = NumberedParagraph(
        review=VNM_18, number=Paragraph(143), recommendations=(joint, recommendation(paragraph=Paragraph(143)))
    )
    assert [state.iso3 for state in both.recommending_states] == ["NER", "AZE"]
    assert both.issues == ("b", "a", "c")
    assert both.tags == {Tag.parse("sdg:1")}


@pytest.mark.parametrize(
    "fields",
    [
        {"attributions": ()},
        {"attributions": [1]},
        {"attributions": (Attribution(review=ReviewKey.parse("VNM:32"), recommending_state=None),)},
        {"positions": []},
        {"tags": set()},
        {"part": "A"},
        {"paragraph": "143.1"},
        {"document": "A/HRC/26/6"},
        {"text": 1},
        {"part": 5},
        {"positions": (1,)},
        {"attributions": (1,)},
        {"tags": frozenset({"sdg:1"})},
        {"review": "VNM:18"},
        {
            "positions": (
                Position(response=Response.NOTED, date=dt.date(2014, 6, 20)),
                Position(response=Response.SUPPORTED, date=dt.date(2014, 2, 7)),
            )
        },
    ],
)
def test_what_breaks_a_recommendation_is_ours(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        recommendation(**fields)


def test_the_parts_check_themselves() -> None:
    with pytest.raises(InvalidValue, match="must be a State, not"):
        Attribution(review=VNM_18, recommending_state="NER")  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="Response"):
        Position(response="supported")  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="each issue once"):
        Attribution(review=VNM_18, recommending_state=None, issues=("a", "a"))
    for date in (dt.datetime(2014, 6, 20, tzinfo=dt.UTC), "2014-06-20"):
        with pytest.raises(InvalidValue, match="date"):
            Position(response=Response.NOTED, date=date)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="State"):
        Initiative(state="VNM", kind=InitiativeKind.VOLUNTARY_PLEDGE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  Ratify the CAT, now.", "ratify the cat now"),
        ("Straße—STRASSE", "strasse strasse"),
        ("e\u0301tat", "état"),
        ("a_b", "a b"),
        ("…", ""),
        ("a" + "\u0301" * 99 + "b", "á b"),
    ],
)
def test_texts_of_the_same_ask_are_equal(text: str, normal: str) -> None:
    assert normalised(text) == normal


# Laws.


@pytest.mark.parametrize(
    ("parse", "values"),
    [
        (DocumentSymbol.parse, strategies.document_symbols()),
        (Paragraph.parse, strategies.paragraph_numbers()),
        (State.parse, strategies.states()),
        (ReviewKey.parse, strategies.review_keys()),
        (Response.parse, st.sampled_from(Response)),
        (Tag.parse, strategies.tags()),
        (RecommendationId.parse, strategies.recommendation_ids()),
    ],
    ids=lambda value: getattr(value, "__qualname__", ""),
)
def test_parsing_what_is_printed_gives_it_back(
    parse: Callable[[str], object], values: st.SearchStrategy[object]
) -> None:
    @given(values)
    def check(value: object) -> None:
        assert parse(str(value)) == value

    check()


@pytest.mark.parametrize(
    "parse",
    [
        DocumentSymbol.parse,
        Paragraph.parse,
        State.parse,
        ReviewKey.parse,
        Response.parse,
        Tag.parse,
        RecommendationId.parse,
    ],
)
def test_every_text_parses_or_raises_ours(parse: Callable[[str], object]) -> None:
    pieces = st.lists(
        st.sampled_from(["A/HRC/26", "/6", "143", ".1", "(a)", "VNM", ":18", "#", "sdg:", "é", "\0", " "])
    )

    @given(st.text() | pieces.map("".join))
    @example("\ud800")
    def check(text: str) -> None:
        with suppress(UprError):
            parse(text)

    check()


def test_marks_without_end_are_normalised_in_linear_time() -> None:
    """The square of this length would take minutes."""
    assert normalised("a" + "\u0301\u0316" * 100_000) == "á"


@given(st.text())
@example("ǰ")
def test_normalising_is_idempotent(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_normalising_is_the_same_for_ascii_by_either_way(text: str) -> None:
    assert normalised(text) == normalised(text + "é").removesuffix("é").strip()


@given(
    strategies.states(),
    st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
    st.sampled_from([str.upper, str.lower, str.title]),
)
def test_parsing_ignores_case_and_unicode_form(state: State, form: str, case: Callable[[str], str]) -> None:
    assert State.parse(case(unicodedata.normalize(form, state.name))) is state  # type: ignore[arg-type]


@given(strategies.states(), strategies.states())
def test_two_states_never_have_one_name(one: State, other: State) -> None:
    assert (State.parse(one.name) == State.parse(other.name)) == (one.iso3 == other.iso3)


@given(strategies.states())
def test_states_survive_pickling(state: State) -> None:
    twin = pickle.loads(pickle.dumps(state))
    assert twin == state
    assert hash(twin) == hash(state)


@given(strategies.document_symbols(), strategies.document_symbols())
def test_of_two_symbols_one_is_first_unless_they_are_equal(one: DocumentSymbol, other: DocumentSymbol) -> None:
    assert (one < other) + (other < one) == (one != other)


@given(strategies.recommendations(numbered=False), st.randoms())
def test_ids_do_not_depend_on_the_order_of_rows(made: Recommendation, random: object) -> None:
    rows = list(made.attributions)
    random.shuffle(rows)  # type: ignore[attr-defined]
    assert evolve(made, attributions=tuple(rows)).id == made.id


@given(strategies.recommendations(), st.sampled_from(Response))
def test_ids_do_not_change_with_a_position(made: Recommendation, response: Response) -> None:
    assert evolve(made, positions=(*made.positions, Position(response=response))).id == made.id
