"""UPR Info's present database: what it gives, what a plain reader makes of it, and what is right."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from making import workbook
from upr_model import (
    NOT_STATED,
    NOTED,
    PARTLY_SUPPORTED,
    SUPPORTED,
    ActionCategory,
    InvalidValue,
    Reading,
    Recommendation,
    Severity,
    State,
    UnknownFormat,
    attributions,
    read,
)
from upr_model.formats import Row, TableReader
from upr_model.formats.exports import uwazi
from upr_model.formats.shared.format import reader_of
from upr_model.readings import Skipped

COLUMNS = (
    *("Title", "Date added", "Template", "Recommendation", "State under review", "Recommending state", "Response"),
    *("Action category", "Issues", "Session", "Cycle", "Documents", "Attachments", "Published"),
)
TEMPLATE = "5d8ce04361cde0408222e9a8"
OTHER = "5e57cdd6f54e0a1304c0d50d"
PROPERTIES = {
    "recommendation": "value",
    "state_under_review": "label",
    "recommending_state": "label",
    "response": "label",
    "action_category": "label",
    "issues": "label",
    "session": "label",
    "cycle": "label",
}


def row(**cells: str) -> tuple[str, ...]:
    own = {
        "Title": "Ratify the Convention",
        "Dateadded": "2019-09-26",
        "Template": "Recommendation",
        "Recommendation": "Ratify the Convention",
        "Stateunderreview": "Viet Nam",
        "Recommendingstate": "Niger",
        "Response": "Supported",
        "Actioncategory": "2 - Continuing action",
        "Issues": "Asylum-seekers - refugees",
        "Session": "46 - May 2024",
        "Cycle": "Cycle 4",
        "Documents": "",
        "Attachments": "",
        "Published": "Published",
    }
    assert cells.keys() <= own.keys()
    return tuple({**own, **cells}.values())


def entity(**told: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "recommendation": ["Ratify the Convention"],
        "state_under_review": ["Viet Nam"],
        "recommending_state": ["Niger"],
        "response": ["Supported"],
        "action_category": ["2 - Continuing action"],
        "issues": ["Asylum-seekers - refugees"],
        "session": ["46 - May 2024"],
        "cycle": ["Cycle 4"],
    }
    metadata = {
        name: [{"value": "0b5c" if kind == "label" else "", kind: each} for each in told.pop(name, values[name])]
        for name, kind in PROPERTIES.items()
    }
    inherited = {"state_under_review___regional_group": [{"value": "61bd", "label": "Asia-Pacific"}]}
    return {
        "_id": "5d8ce0f861cde0408222e9b1",
        "sharedId": "q3w7e1",
        "language": "en",
        "template": TEMPLATE,
        "title": "Ratify the Convention",
        "published": True,
        "creationDate": 1569513208984,
        "metadata": {**metadata, **inherited},
        **told,
    }


def table_file(tmp_path: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> Path:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    file = tmp_path / "export.csv"
    file.write_text(out.getvalue(), encoding="utf-8", newline="")
    return file


def of_rows(tmp_path: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> Reading:
    return read(table_file(tmp_path, *rows, columns=columns))


def answer_file(tmp_path: Path, answer: Any) -> Path:
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(answer), encoding="utf-8")
    return file


def of_entities(tmp_path: Path, *entities: Any, total: Any = None, relation: str = "eq") -> Reading:
    whole = len(entities) if total is None else total
    return read(answer_file(tmp_path, {"rows": entities, "totalRows": whole, "relation": relation}))


def one(reading: Reading) -> Recommendation:
    assert not reading.refused, reading.problems
    (made,) = reading.recommendations
    return made


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def senders(made: Recommendation) -> list[str]:
    return [state.iso3 for state in made.recommending_states]


# What a row says, and what an entity says.


def test_a_row_is_read(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, row())
    made = one(reading)
    assert codes(reading) == []
    assert str(made.review) == "VNM:46"
    assert made.text == "Ratify the Convention"
    assert senders(made) == ["NER"]
    assert made.response is SUPPORTED
    assert made.positions[0].wording == "Supported"
    assert made.attributions[0].action_category is ActionCategory.CONTINUING
    assert made.issues == ("Asylum-seekers - refugees",)
    assert made.source is not None
    assert (made.source.line, made.source.cells) == (2, row())


def test_an_entity_is_read_as_a_row_is(tmp_path: Path) -> None:
    reading = of_entities(tmp_path, entity())
    assert codes(reading) == []
    assert one(reading) == one(of_rows(tmp_path, row()))
    source = one(reading).source
    assert source is not None
    assert (source.line, json.loads(source.raw)) == (1, entity())


@pytest.mark.parametrize("answer", [entity(), [entity()], {"rows": [entity()]}])
def test_an_entity_stands_alone_in_a_list_or_in_an_answer(tmp_path: Path, answer: Any) -> None:
    assert one(read(answer_file(tmp_path, answer))) == one(of_rows(tmp_path, row()))


def test_the_shortened_answer_is_found_by_its_counts(tmp_path: Path) -> None:
    reading = read(answer_file(tmp_path, {"rows": [], "totalRows": 0, "relation": "eq"}))
    assert (reading.recommendations, reading.problems) == ((), ())


def test_an_export_as_spreadsheet_is_read_as_well(tmp_path: Path) -> None:
    file = tmp_path / "export.xlsx"
    file.write_bytes(workbook([COLUMNS, row()]))
    assert one(read(file)) == one(of_rows(tmp_path, row()))


# Bars and groups.


def test_a_bar_divides_states(tmp_path: Path) -> None:
    cell = "Niger|Timor-Leste|Bolivia (Plurinational State of)"
    assert cell.partition("|")[0] == "Niger"  # all that a look at the first value sees
    reading = of_rows(tmp_path, row(Recommendingstate=cell))
    assert senders(one(reading)) == ["NER", "TLS", "BOL"]
    assert len(attributions(reading)) == 3


def test_each_value_of_an_entity_is_a_sender(tmp_path: Path) -> None:
    held = entity(recommending_state=["Niger", "Timor-Leste"])
    first = held["metadata"]["recommending_state"][0]["label"]
    assert first == "Niger"
    assert senders(one(of_entities(tmp_path, held))) == ["NER", "TLS"]


@pytest.mark.parametrize(
    ("cell", "issues"),
    [
        ("Women's rights|Justice", ("Women's rights", "Justice")),
        ("Women's rights | Justice|", ("Women's rights", "Justice")),
        ("Groups::Women's rights|Treaties::Ratification", ("Women's rights", "Ratification")),
        ("A::B::Justice", ("Justice",)),
        ("Justice|Justice", ("Justice",)),
        ("ESC rights - general, other", ("ESC rights - general, other",)),
        ("||", ()),
        ("", ()),
    ],
)
def test_issues_stand_behind_their_groups_each_once(tmp_path: Path, cell: str, issues: tuple[str, ...]) -> None:
    assert one(of_rows(tmp_path, row(Issues=cell))).issues == issues


@pytest.mark.parametrize("text", ["Adopt the plan 2020|2030", "Amend article 3::4", "a | b :: c"])
def test_a_bar_within_a_text_divides_nothing(tmp_path: Path, text: str) -> None:
    assert one(of_rows(tmp_path, row(Recommendation=text))).text == text
    assert one(of_entities(tmp_path, entity(recommendation=[text]))).text == text


def test_marks_of_html_are_no_part_of_what_is_said(tmp_path: Path) -> None:
    made = one(of_rows(tmp_path, row(Recommendation="<p>Prot&eacute;ger&nbsp;les  femmes</p>", Issues="A &amp; B")))
    assert (made.text, made.issues) == ("Protéger les femmes", ("A & B",))


def test_rows_that_ask_the_same_are_one_recommendation(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, row(), row(Recommendingstate="Chad"), row(Recommendingstate="Mali", Response="Noted"))
    assert [senders(made) for made in reading.recommendations] == [["NER", "TCD"], ["MLI"]]


# Headers.


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Recommendation", "Recommendation text"),
        ("Recommendation", "Text of the recommendation"),
        ("State under review", "SuR"),
        ("State under review", "STATE_UNDER_REVIEW"),
        ("Recommending state", "Recommending States"),
        ("Action category", "Action"),
        ("Issues", "Issue"),
        ("Session", "UPR session"),
        ("Cycle", "UPR cycle"),
    ],
)
def test_columns_are_known_by_several_names(tmp_path: Path, name: str, other: str) -> None:
    columns = tuple(other if each == name else each for each in COLUMNS)
    reading = of_rows(tmp_path, row(), columns=columns)
    assert codes(reading) == []
    assert one(reading) == one(of_rows(tmp_path, row()))


def test_columns_stand_in_any_order(tmp_path: Path) -> None:
    assert one(of_rows(tmp_path, row()[::-1], columns=COLUMNS[::-1])) == one(of_rows(tmp_path, row()))


def test_columns_can_be_named_by_the_caller(tmp_path: Path) -> None:
    french = {"Recommendation": "Texte", "State under review": "Pays", "Title": "Titre", "Date added": "Ajouté le"}
    columns = tuple(french.get(each, each) for each in COLUMNS)
    file = table_file(tmp_path, row(), columns=columns)
    told = {"Texte": "recommendation", "PAYS ": "state_under_review"}
    reading = read(file, columns=told)
    assert one(reading) == one(of_rows(tmp_path, row()))
    file = table_file(tmp_path, row(), columns=columns)
    with pytest.raises(InvalidValue, match="which upr-info-uwazi does not have; it has action_category, cycle"):
        read(file, columns={**told, "Titre": "themes"})
    with pytest.raises(InvalidValue, match="no column of the file is named 'sujet'; it has 'Titre'"):
        read(file, columns={**told, "Sujet": "issues"})


def test_columns_that_are_not_read_are_told(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, (*row(), "Asia", "x"), columns=(*COLUMNS, "Regional group", ""))
    assert [(problem.code, problem.column) for problem in reading.problems] == [("unknown-column", "Regional group")]
    assert reading.problems[0].severity is Severity.NOTE
    one(reading)


def test_the_columns_of_the_old_export_are_not_those_of_this_one() -> None:
    old = ("SuR", "Rgrp", "Org", "Recommendation", "RS", "Rgrp", "Org", "Response", "Action", "Issue", "Session")
    reader = reader_of(uwazi.FORMAT, TableReader)
    assert reader is not None
    lacking = tuple(name for name in COLUMNS if name != "Response")
    for names, columns, place in (
        (old, {}, None),
        (COLUMNS, {}, 0),
        (COLUMNS[3:11], {}, None),
        (COLUMNS[3:11], {"issues": "issues"}, 0),
        (lacking, {}, None),
    ):
        assert reader.header([Row(1, "", list(names))], columns) == place


# Several templates in one export.


def test_rows_of_other_templates_are_skipped_and_counted(tmp_path: Path) -> None:
    none = {"Recommendation": "", "Recommendingstate": "", "Response": "", "Actioncategory": "", "Issues": ""}
    document = row(**none, Template="UPR document", Title="Report", Cycle="")
    state = row(**none, Template="State", Title="Viet Nam", Stateunderreview="", Session="", Cycle="")
    reading = of_rows(tmp_path, document, row(), state, document)
    assert reading.skipped == (
        Skipped(mechanism="UPR", reason="template State", count=1),
        Skipped(mechanism="UPR", reason="template UPR document", count=2),
    )
    assert one(reading).source == one(of_rows(tmp_path, document, row())).source
    assert codes(reading) == []


@pytest.mark.parametrize("template", [OTHER, TEMPLATE[:12], "", None, 5, {"a": 1}])
def test_entities_of_other_templates_are_skipped_and_counted(tmp_path: Path, template: Any) -> None:
    reading = of_entities(tmp_path, entity(template=template), entity())
    assert [(each.mechanism, each.reason, each.count) for each in reading.skipped] == [
        ("UPR", f"template {template}", 1)
    ]
    one(reading)


# Responses.


@pytest.mark.parametrize(
    ("label", "response"),
    [
        ("Supported", SUPPORTED),
        ("Noted", NOTED),
        ("Not Supported", NOTED),
        ("Supported/Noted", PARTLY_SUPPORTED),
    ],
)
def test_a_response_is_no_boolean(tmp_path: Path, label: str, response: object) -> None:
    assert "supported" in "Not Supported".casefold()  # what a look for the word makes of it
    for reading in (of_rows(tmp_path, row(Response=label)), of_entities(tmp_path, entity(response=[label]))):
        made = one(reading)
        assert made.response is response
        assert [position.wording for position in made.positions] == [label]


def test_what_was_not_answered_is_not_stated(tmp_path: Path) -> None:
    for reading in (of_rows(tmp_path, row(Response="")), of_entities(tmp_path, entity(response=[]))):
        assert one(reading).positions == ()
        assert one(reading).response is NOT_STATED


@pytest.mark.parametrize("label", ["Deferred", "True", "Supported|Noted"])
def test_an_unknown_response_is_refused(tmp_path: Path, label: str) -> None:
    for reading in (
        of_rows(tmp_path, row(Response=label)),
        of_entities(tmp_path, entity(response=label.split("|"))),
    ):
        assert reading.recommendations == ()
        assert len(reading.refused) == 1
        assert [(each.code, each.column) for each in reading.problems] == [("unknown-response", "response")]


# Sessions, cycles, categories.


@pytest.mark.parametrize("label", ["46 - May 2024", "46", "Sessions::46 - May 2024"])
def test_a_session_is_the_number_in_front(tmp_path: Path, label: str) -> None:
    assert one(of_rows(tmp_path, row(Session=label))).review.session == 46


@pytest.mark.parametrize(
    "label", ["", "May 2024", "2024 - May", "0 - May 2024", "69", "-46", "46th session", "46|47", "٤٦"]
)
def test_what_is_no_session_is_refused(tmp_path: Path, label: str) -> None:
    reading = of_rows(tmp_path, row(Session=label))
    assert reading.recommendations == ()
    assert [(each.code, each.column, each.line) for each in reading.problems] == [("out-of-range", "session", 2)]


def test_the_session_is_taken_where_the_cycle_differs(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, row(Cycle="Cycle 3"))
    assert one(reading).review.cycle == 4
    assert [(each.code, each.value, each.severity) for each in reading.problems] == [
        ("cycle-differs", "Cycle 3", Severity.WARNING)
    ]


@pytest.mark.parametrize("label", ["", "4", "Cycle 4 (2022-2027)", "4th cycle"])
def test_cycles_that_say_what_the_session_says(tmp_path: Path, label: str) -> None:
    assert codes(of_rows(tmp_path, row(Cycle=label))) == []


def test_a_cycle_that_is_none_is_told_once(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, *[row(Cycle="the last", Recommendingstate=name) for name in ("Mali", "Chad", "Togo")])
    assert codes(reading) == ["unknown-cycle"]
    assert reading.problems[0].severity is Severity.NOTE
    assert len(attributions(reading)) == 3


@pytest.mark.parametrize(
    ("label", "category"),
    [
        *((f"{number} - Some action", number) for number in range(1, 6)),
        ("4 - General action", 4),
        ("General action", 4),
        ("4", 4),
        ("", None),
    ],
)
def test_an_action_category_is_the_number_in_front(tmp_path: Path, label: str, category: int | None) -> None:
    expected = None if category is None else ActionCategory(category)
    assert one(of_rows(tmp_path, row(Actioncategory=label))).attributions[0].action_category is expected


@pytest.mark.parametrize("label", ["6 - Some action", "0", "none", "2|4"])
def test_what_is_no_action_category_is_refused(tmp_path: Path, label: str) -> None:
    reading = of_rows(tmp_path, row(Actioncategory=label))
    assert [(each.code, each.column) for each in reading.problems] == [("out-of-range", "action_category")]
    assert len(reading.refused) == 1


# States.


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Atlantis", "unknown-state"),
        ("Korea", "ambiguous-state"),
        ("", "unknown-state"),
        ("Viet Nam|Niger", "unknown-state"),
    ],
)
def test_a_row_without_one_state_under_review_is_refused(tmp_path: Path, name: str, code: str) -> None:
    reading = of_rows(tmp_path, row(Stateunderreview=name), row())
    assert len(reading.recommendations) == 1
    assert [source.line for source in reading.refused] == [2]
    assert [(each.code, each.column, each.line) for each in reading.problems] == [(code, "state_under_review", 2)]


@pytest.mark.parametrize(("name", "code"), [("Atlantis", "unknown-state"), ("Korea", "ambiguous-state")])
def test_a_sender_that_is_no_state_is_unknown_and_counted(tmp_path: Path, name: str, code: str) -> None:
    for reading in (
        of_rows(tmp_path, row(Recommendingstate=f"Niger|{name}")),
        of_entities(tmp_path, entity(recommending_state=["Niger", name])),
    ):
        senders = [each.recommending_state for each in one(reading).attributions]
        assert senders == [State.parse("Niger"), None]
        assert [(each.code, each.column) for each in reading.problems] == [(code, "recommending_state")]
        assert reading.problems[0].severity is Severity.WARNING


def test_every_field_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    odd = row(Stateunderreview="Atlantis", Recommendingstate="Mu|Korea", Response="x", Session="y", Actioncategory="z")
    assert codes(of_rows(tmp_path, odd)) == [
        *("unknown-state", "out-of-range", "unknown-response", "out-of-range"),
    ]


def test_a_sender_that_is_not_named_is_told_and_counted(tmp_path: Path) -> None:
    for reading in (of_rows(tmp_path, row(Recommendingstate="")), of_entities(tmp_path, entity(recommending_state=[]))):
        assert [each.recommending_state for each in one(reading).attributions] == [None]
        assert codes(reading) == ["unknown-sender"]


def test_observers_are_senders(tmp_path: Path) -> None:
    made = one(of_rows(tmp_path, row(Recommendingstate="State of Palestine|Holy See")))
    assert made.recommending_states == (State.parse("PSE"), State.parse("VAT"))


def test_a_review_that_is_not_in_the_calendar_is_told_once(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, row(Session="44 - November 2023"), row(Session="44 - November 2023", Response="Noted"))
    assert len(reading.recommendations) == 2
    assert [(each.code, each.value, each.line) for each in reading.problems] == [("not-in-calendar", "VNM:44", 2)]
    assert "2 rows" in reading.problems[0].message


def test_a_row_without_a_text_is_told_and_counted(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, row(Recommendation=" "), row(Recommendation="", Recommendingstate="Mali"))
    assert codes(reading) == ["no-text", "no-text"]
    assert [made.text for made in reading.recommendations] == [None, None]


# Rows that are none.


def test_blank_rows_are_passed_over(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, ("",) * len(COLUMNS), row(), (" ",) * len(COLUMNS))
    assert [(each.code, each.line) for each in reading.problems] == [("blank-row", 2), ("blank-row", 4)]
    assert len(reading.recommendations) == 1


def test_rows_of_another_width_are_refused(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, row()[:-1], row(), (*row(), "more"))
    assert [(each.code, each.line) for each in reading.problems] == [("field-count", 2), ("field-count", 4)]
    assert [source.line for source in reading.refused] == [2, 4]
    assert len(reading.recommendations) == 1


def test_a_row_that_cannot_be_divided_is_refused(tmp_path: Path) -> None:
    file = table_file(tmp_path, row())
    with file.open("a", encoding="utf-8") as stream:
        stream.write('"Ratify,it\n')
    assert codes(read(file)) == ["unterminated-quote"]


# Entities that are none, or odd.


def test_what_is_no_entity_is_refused(tmp_path: Path) -> None:
    odd: list[Any] = [1, None, "text", [], {}, {"sharedId": "x"}, {"metadata": []}, {"metadata": None}, 1.5]
    reading = of_entities(tmp_path, entity(), *odd)
    assert len(reading.recommendations) == 1
    assert codes(reading) == ["no-record"] * len(odd)
    assert [source.line for source in reading.refused] == [*range(2, len(odd) + 2)]


@pytest.mark.parametrize("property_", ["action_category", "issues", "cycle", "response"])
@pytest.mark.parametrize("held", [[], None, "text", {}, [None], [{}], [{"label": ""}], [{"value": 5}], 1.5])
def test_properties_may_be_empty_or_missing(tmp_path: Path, property_: str, held: Any) -> None:
    empty, without = entity(), entity()
    empty["metadata"][property_] = held
    del without["metadata"][property_]
    assert one(of_entities(tmp_path, empty)) == one(of_entities(tmp_path, without))


def test_members_may_be_texts(tmp_path: Path) -> None:
    held = entity()
    held["metadata"]["issues"] = ["NHRI", {"label": "Justice"}]
    assert one(of_entities(tmp_path, held)).issues == ("NHRI", "Justice")


def test_an_entity_without_a_template_must_be_a_recommendation(tmp_path: Path) -> None:
    held, other = entity(), entity()
    del held["template"]
    other = {"sharedId": "x", "metadata": {"state_under_review": other["metadata"]["state_under_review"]}}
    reading = of_entities(tmp_path, held, other)
    assert len(reading.recommendations) == 1
    assert codes(reading) == ["no-record"]


@pytest.mark.parametrize("label", ["2 - Specific action", "9 - Continuing action"])
def test_a_category_whose_number_and_name_differ_is_refused(tmp_path: Path, label: str) -> None:
    held = entity()
    held["metadata"]["action_category"] = [{"label": label}]
    assert codes(of_entities(tmp_path, held)) == ["out-of-range"]


@pytest.mark.parametrize(("property_", "code"), [("state_under_review", "unknown-state"), ("session", "out-of-range")])
def test_an_entity_without_its_review_is_refused(tmp_path: Path, property_: str, code: str) -> None:
    held = entity()
    del held["metadata"][property_]
    reading = of_entities(tmp_path, held)
    assert (reading.recommendations, len(reading.refused)) == ((), 1)
    assert codes(reading) == [code]


def test_records_with_one_id_are_all_counted(tmp_path: Path) -> None:
    first, other = entity(), entity(recommendation=["Sign the Convention"])
    assert len({each["sharedId"]: each for each in (first, other)}) == 1
    reading = of_entities(tmp_path, first, other)
    assert len(reading.recommendations) == 2
    assert [(each.code, each.line, each.value) for each in reading.problems] == [("duplicate-id", 2, "q3w7e1")]
    assert "record 1" in reading.problems[0].message


@pytest.mark.parametrize("own", ["", None])
def test_records_without_an_id_are_no_repeats(tmp_path: Path, own: str | None) -> None:
    reading = of_entities(tmp_path, entity(sharedId=own), entity(sharedId=own, recommendation=["Sign it"]))
    assert codes(reading) == []


def test_the_day_of_import_is_no_day_of_the_review(tmp_path: Path) -> None:
    made = one(of_entities(tmp_path, entity()))
    assert datetime.fromtimestamp(entity()["creationDate"] / 1000, UTC).year == 2019
    assert made.review.session == 46
    assert one(of_entities(tmp_path, entity(creationDate=0, editDate=1))) == made
    assert one(of_rows(tmp_path, row(Dateadded="1970-01-01"))) == made


# Whole answers, and parts.


@pytest.mark.parametrize(
    ("total", "relation", "told"),
    [
        (10_000, "gte", "the answer has 1 records of more than 10000"),
        (1, "gte", "the answer has 1 records of more than 1"),
        (2, "eq", "the answer has 1 records of 2"),
    ],
)
def test_an_answer_that_is_not_whole_is_told(tmp_path: Path, total: int, relation: str, told: str) -> None:
    reading = of_entities(tmp_path, entity(), total=total, relation=relation)
    (problem,) = reading.problems
    assert (problem.code, problem.severity, problem.line) == ("not-whole", Severity.WARNING, None)
    assert problem.message == told
    assert "session by session" in problem.hint
    one(reading)


@pytest.mark.parametrize("total", [1, 0, "many", [], 1.5])
def test_an_answer_that_is_whole_is_not_told(tmp_path: Path, total: Any) -> None:
    assert codes(of_entities(tmp_path, entity(), total=total)) == []


# What it is not.


@pytest.mark.parametrize("text", ["To,Text\nViet Nam,Ratify\n", '{"a": 1}', "[]", "", "Ratify it", '{"upr": 1}\n'])
def test_the_format_told_for_something_else_is_unknown(tmp_path: Path, text: str) -> None:
    file = tmp_path / "export.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnknownFormat, match="is not of the format upr-info-uwazi: it has not the columns of one"):
        read(file, format="upr-info-uwazi")


def test_the_format_can_be_told(tmp_path: Path) -> None:
    assert one(read(table_file(tmp_path, row()), format="upr-info-uwazi")) == one(of_rows(tmp_path, row()))
    one(read(answer_file(tmp_path, [entity()]), format="upr-info-uwazi"))


@pytest.mark.parametrize(
    "answer", [{"rows": {"metadata": {}, "sharedId": ""}, "totalRows": 1}, {"x": {"metadata": {}, "sharedId": ""}}]
)
def test_json_without_rows_is_no_answer(tmp_path: Path, answer: Any) -> None:
    with pytest.raises(UnknownFormat, match="is no answer of UPR Info's database: expected rows"):
        read(answer_file(tmp_path, answer))


@pytest.mark.parametrize("cut", [-1, -40, -80])
def test_an_answer_that_ends_in_the_middle_raises(tmp_path: Path, cut: int) -> None:
    file = answer_file(tmp_path, [entity()] * 2)
    held = file.read_text(encoding="utf-8")
    file.write_text(held[:cut], encoding="utf-8")
    with pytest.raises(UnknownFormat, match="is no JSON"):
        read(file, format="upr-info-uwazi")


def test_an_answer_beyond_the_limit_raises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uwazi, "JSON_LIMIT", 100)
    with pytest.raises(UnknownFormat, match="and 100 is the limit for such an answer; ask for fewer"):
        of_entities(tmp_path, entity())


def test_what_is_of_no_use_for_an_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match="upr-info-uwazi has no use for it"):
        read(table_file(tmp_path, row()), review="VNM:46")
    with pytest.raises(InvalidValue, match="upr-info-uwazi has no use for it"):
        read(answer_file(tmp_path, [entity()]), columns={"a": "issues"})
