"""The Universal Human Rights Index: what its exports look like, what a plain reader makes of it, and what is right."""

import csv
import io
import json
import re
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from making import UHRI_COLUMNS, uhri_export, uhri_record, uhri_records, uhri_row, workbook
from upr_model import (
    NOTED,
    PARTLY_SUPPORTED,
    SUPPORTED,
    InvalidValue,
    MissingExtra,
    Reading,
    Recommendation,
    State,
    Tag,
    UnknownFormat,
    UnreadableFile,
    UprError,
    read,
)
from upr_model.formats.shared.cells import day_in, lead_of, listed, plain, sdg_tag
from upr_model.readings import Skipped


def of_rows(tmp_path: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = UHRI_COLUMNS) -> Reading:
    file = tmp_path / "export.xlsx"
    file.write_bytes(workbook([columns, *rows]))
    return read(file)


def of_records(tmp_path: Path, *records: Any) -> Reading:
    return read(uhri_export(tmp_path / "export.json", list(records)))


def one(reading: Reading) -> Recommendation:
    assert not reading.refused, reading.problems
    (made,) = reading.recommendations
    return made


def tags(made: Recommendation, scheme: str) -> set[str]:
    return {tag.value for tag in made.tags if tag.scheme == scheme}


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


# What a record says.


def test_a_record_is_read(tmp_path: Path) -> None:
    made = one(of_records(tmp_path, uhri_record()))
    assert str(made.id) == "A/HRC/26/6#143.5"
    assert str(made.review) == "VNM:18"
    assert made.text == "Ratify the Convention"
    assert [str(state) for state in made.recommending_states] == ["Niger"]
    assert made.response is SUPPORTED
    assert made.positions[0].wording == "Supported"
    assert made.tags == {
        Tag("ohchr_themes", "Right to health"),
        Tag("ohchr_persons", "Children"),
        Tag("sdg", "16.2"),
    }
    assert made.source is not None
    assert made.source.line == 1
    assert json.loads(made.source.raw) == uhri_record()


def test_a_row_is_read_as_a_record_is(tmp_path: Path) -> None:
    row = uhri_row()
    made = one(of_rows(tmp_path, row))
    assert str(made.id) == "A/HRC/46/15#26.1"
    assert made.source is not None
    assert made.source.line == 2
    assert made.source.cells == row


@pytest.mark.parametrize("field", ["Body", "AnnotationType", "Countries", "Themes", "UprPositions", "UprSession"])
def test_a_dash_in_front_makes_no_difference(tmp_path: Path, field: str) -> None:
    plain_value = uhri_record()[field]
    dashed = [f"- {each}" for each in plain_value] if isinstance(plain_value, list) else plain_value.removeprefix("- ")
    naive = uhri_record(**{field: dashed})[field] == plain_value
    assert not naive
    made = one(of_records(tmp_path, uhri_record(**{field: dashed})))
    assert made == one(of_records(tmp_path, uhri_record()))


def test_both_kinds_of_export_give_the_same(tmp_path: Path) -> None:
    record = uhri_record(
        Text="26.1 Ratify the Convention (Somalia);",
        Countries=["United States of America"],
        Symbol="A/HRC/46/15",
        Themes=["Right to health", "Scope of international obligations"],
        AffectedPersons=[],
        Sdgs=["16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"],
        UprRecommendingCountry=["Somalia"],
        UprSession=["36th Session"],
        UprCycle=3,
    )
    assert one(of_records(tmp_path, record)) == one(of_rows(tmp_path, uhri_row()))


# Lists.


@pytest.mark.parametrize(
    ("cell", "members", "naive"),
    [
        ("- Timor-Leste\n- Guinea-Bissau", ("Timor-Leste", "Guinea-Bissau"), ["Timor", "Leste", "Guinea", "Bissau"]),
        ("- South Sudan\r\n- Sudan", ("South Sudan", "Sudan"), None),
        ("- South Sudan \n - Sudan", ("South Sudan", "Sudan"), None),
        ("- Uzbekistan - Czechia", ("Uzbekistan", "Czechia"), None),
        ("-  Scope of international obligations", ("Scope of international obligations",), None),
        ("- Eastern Europe ", ("Eastern Europe",), None),
        (
            "- Economic, social & cultural rights - general measures of implementation\n- Right to food",
            ("Economic, social & cultural rights - general measures of implementation", "Right to food"),
            None,
        ),
        (
            "- Economic, social & cultural rights - general measures of implementation",
            ("Economic, social & cultural rights - general measures of implementation",),
            None,
        ),
        (
            "- Children: definition; general principles; protection",
            ("Children: definition; general principles; protection",),
            None,
        ),
        ("- 11 - SUSTAINABLE CITIES - 16 - PEACE, JUSTICE", ("11 - SUSTAINABLE CITIES", "16 - PEACE, JUSTICE"), None),
        ("- Right to\n  health\n- Right to food", ("Right to health", "Right to food"), None),
        ("Right to health", ("Right to health",), None),
        ("- Right to health\n- Right to health", ("Right to health",), None),
        ("-", (), None),
        ("", (), None),
    ],
)
def test_members_of_a_list(cell: str, members: tuple[str, ...], naive: list[str] | None) -> None:
    assert listed(cell) == members
    if naive is not None:
        assert [part.strip() for part in re.split("[-\n]", cell) if part.strip()] == naive


def test_states_with_hyphens_are_one_sender_each(tmp_path: Path) -> None:
    row = uhri_row(
        Text="26.1 Ratify (Timor-Leste) (Guinea-Bissau);", UPRReccomendingStates="- Timor-Leste\n- Guinea-Bissau"
    )
    assert [state.iso3 for state in one(of_rows(tmp_path, row)).recommending_states] == ["TLS", "GNB"]


def test_an_asterisk_is_no_part_of_a_name(tmp_path: Path) -> None:
    row = uhri_row(Text="26.6 Ratify (State of Palestine);", UPRReccomendingStates="- State of Palestine*")
    assert one(of_rows(tmp_path, row)).recommending_states == (State.parse("PSE"),)


@pytest.mark.parametrize(
    ("label", "tag"),
    [
        ("10 - REDUCED INEQUALITIES", "sdg:10"),
        ("16.2 - Protect children from abuse", "sdg:16.2"),
        ("16.a - Strengthen relevant national institutions", "sdg:16.a"),
        ("3. Good health and well-being", "sdg:3"),
        ("5", "sdg:5"),
    ],
)
def test_goals_and_targets_in_three_spellings(label: str, tag: str) -> None:
    assert str(sdg_tag(label)) == tag


@pytest.mark.parametrize("label", ["PEACE, JUSTICE", "18 - SPACE", "2030 Agenda", "", "16 PEACE-"])
def test_what_is_no_goal_is_told_and_stays_in_the_source(tmp_path: Path, label: str) -> None:
    if label == "16 PEACE-":
        assert sdg_tag(label) == Tag("sdg", "16")
        return
    with pytest.raises(UprError):
        sdg_tag(label)
    reading = of_rows(tmp_path, uhri_row(Sdgs=f"- {label}\n- 5 - GENDER EQUALITY"))
    assert tags(one(reading), "sdg") == {"5"}
    assert codes(reading) == (["unknown-label"] if label else [])


# Texts.


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("26.49 Ratify it", "26.49", "Ratify it"),
        ("26.10 Ratify it", "26.10", "Ratify it"),
        ("137.197 Ratify it", "137.197", "Ratify it"),
        ("67. Ratify it", "67", "Ratify it"),
        ("67.Ratify it", "67", "Ratify it"),
        ("Recommendation No. 41, para. 81: 41. Ratify it", "81.41", "Ratify it"),
        ("Recommendations contained in para. 79(a): Ratify it", "79(a)", "Ratify it"),
        ("Recommendations conatined in para. 79(a): Ratify it", "79(a)", "Ratify it"),
        ("Recommendation contained in 25(a): Ratify it", "25(a)", "Ratify it"),
        ("para. 28: Ratify it", "28", "Ratify it"),
        ("166.6. Ratify it", "166.6", "Ratify it"),
        ("2030 Agenda for Sustainable Development", None, "2030 Agenda for Sustainable Development"),
        ("5 years of schooling", None, "5 years of schooling"),
        ("1.5 degrees", None, "1.5 degrees"),
        ("Ratify it", None, "Ratify it"),
    ],
)
def test_numbers_in_front_of_a_text(text: str, number: str | None, rest: str) -> None:
    paragraph, words = lead_of(text)
    assert (str(paragraph) if paragraph else None, words) == (number, rest)


def test_a_text_without_a_number_is_counted_and_told(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, uhri_row(Text="2030 Agenda: implement it (Somalia);"))
    assert one(reading).paragraph is None
    assert codes(reading) == ["no-paragraph"]
    assert reading.problems[0].line == 2


def test_entities_tags_and_unseen_letters() -> None:
    text = "<p>26.1 Prot&eacute;ger&nbsp;la libert&eacute; d&rsquo;expression&lrm;, non&#8209;discrimination</p>"
    assert plain(text) == "26.1 Protéger la liberté d’expression, non‑discrimination"
    assert plain("fewer than < 5 years") == "fewer than < 5 years"


def test_a_text_of_several_asks_is_divided_where_its_brackets_name_the_column(tmp_path: Path) -> None:
    text = "26.1 Ratify CAT (Somalia, Mali)/Accede to CAT (Togo);"
    reading = of_rows(tmp_path, uhri_row(Text=text, UPRReccomendingStates="- Somalia\n- Mali\n- Togo"))
    assert [(made.part, made.text, [s.iso3 for s in made.recommending_states]) for made in reading.recommendations] == [
        ("a", "Ratify CAT", ["SOM", "MLI"]),
        ("b", "Accede to CAT", ["TGO"]),
    ]
    whole = one(of_rows(tmp_path, uhri_row(Text=text, UPRReccomendingStates="- Somalia\n- Mali\n- Chad")))
    assert whole.text == text.removeprefix("26.1 ").removesuffix(";")
    assert [state.iso3 for state in whole.recommending_states] == ["SOM", "MLI", "TCD"]


def test_brackets_that_name_others_than_the_column_are_told(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, uhri_row(Text="26.1 Ratify (Mali);"))
    assert codes(reading) == ["states-differ"]
    assert [state.iso3 for state in one(reading).recommending_states] == ["SOM"]


def test_a_bracket_of_no_state_is_a_part_of_the_text(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, uhri_row(Text="26.1 Ratify (and sign) the Protocol (Atlantis);"))
    assert one(reading).text == "Ratify (and sign) the Protocol (Atlantis)"
    assert codes(reading) == []


def test_brackets_are_taken_where_the_column_is_empty(tmp_path: Path) -> None:
    reading = of_rows(
        tmp_path, uhri_row(Text="26.1 Ratify Convention No. 169 (No. 169) (Mali) (Chad);", UPRReccomendingStates="")
    )
    assert [state.iso3 for state in one(reading).recommending_states] == ["MLI", "TCD"]
    assert codes(reading) == []


# Positions.


@pytest.mark.parametrize(
    ("cell", "response"), [("- Supported", SUPPORTED), ("- Noted", NOTED), ("- Supported/Noted", PARTLY_SUPPORTED)]
)
def test_positions(tmp_path: Path, cell: str, response: object) -> None:
    assert "noted" in "- Supported/Noted".lower()  # what a look for "noted" makes of it
    assert one(of_rows(tmp_path, uhri_row(UPRPosition=cell))).response is response


def test_two_positions_of_a_record_are_partly_supported(tmp_path: Path) -> None:
    assert one(of_records(tmp_path, uhri_record(UprPositions=["Supported", "Noted"]))).response is PARTLY_SUPPORTED


def test_a_blank_position_is_not_stated(tmp_path: Path) -> None:
    assert one(of_rows(tmp_path, uhri_row(UPRPosition=""))).positions == ()


def test_an_unknown_position_is_refused(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, uhri_row(UPRPosition="- Deferred"))
    assert reading.recommendations == ()
    assert [source.line for source in reading.refused] == [2]
    assert codes(reading) == ["unknown-response"]


# What is no recommendation.


@pytest.mark.parametrize(
    ("cells", "skipped"),
    [
        ({"ReccomendingBody": "- CRC"}, Skipped(mechanism="CRC", reason="another mechanism", count=1)),
        (
            {"ReccomendingBody": "- IE  Albinism"},
            Skipped(mechanism="IE Albinism", reason="another mechanism", count=1),
        ),
        ({"ReccomendingBody": ""}, Skipped(mechanism="not stated", reason="no mechanism", count=1)),
        (
            {"Type": "- Concerns/Observations"},
            Skipped(mechanism="UPR", reason="of type Concerns/Observations", count=1),
        ),
        (
            {"UPRPosition": "- Concerns/Observations"},
            Skipped(mechanism="UPR", reason="position Concerns/Observations", count=1),
        ),
        ({"Text": "Response of the Government"}, Skipped(mechanism="UPR", reason="a response of the State", count=1)),
    ],
)
def test_what_is_no_recommendation_is_counted_by_mechanism_and_reason(
    tmp_path: Path, cells: dict[str, str], skipped: Skipped
) -> None:
    reading = of_rows(tmp_path, uhri_row(**cells))
    assert (reading.recommendations, reading.refused, reading.skipped) == ((), (), (skipped,))


@pytest.mark.parametrize("kind", ["", "a9ceae8c-fe1c-40f9-a326-1529e0ab678f", None])
def test_a_type_that_is_missing_or_a_code_does_not_drop_a_record(tmp_path: Path, kind: str | None) -> None:
    assert str(one(of_records(tmp_path, uhri_record(AnnotationType=kind))).paragraph) == "143.5"


def test_the_filter_of_a_plain_reader_finds_nothing(tmp_path: Path) -> None:
    records = [uhri_record(), uhri_record(Body="- CRC")]
    assert [record for record in records if record["Body"] == "UPR"] == []
    reading = of_records(tmp_path, *records)
    assert (len(reading.recommendations), len(reading.skipped)) == (1, 1)


# States and sessions.


@pytest.mark.parametrize(
    ("countries", "session", "iso3"),
    [(["South Sudan", "Sudan"], "11th Session", "SDN"), (["Uzbekistan", "Czechia"], "14th Session", "CZE")],
)
def test_of_several_states_the_one_that_was_reviewed_is_taken(
    tmp_path: Path, countries: list[str], session: str, iso3: str
) -> None:
    record = uhri_record(Countries=countries, UprSession=[session], UprCycle=None, Symbol=None)
    reading = of_records(tmp_path, record)
    assert one(reading).review.state.iso3 == iso3 != State.parse(countries[0]).iso3
    assert codes(reading) == ["several-states"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Countries": ["Viet Nam", "Niger"], "UprSession": ["1st Session"]}, "several-states"),
        ({"Countries": ["Viet Nam", "Cambodia"], "UprSession": ["46th Session"]}, "several-states"),
        ({"Countries": []}, "unknown-state"),
        ({"Countries": ["ES"]}, "unknown-state"),
        ({"Countries": ["Kosovo*"]}, "unknown-state"),
        ({"Countries": ["European Union"]}, "unknown-state"),
        ({"Countries": ["Korea"]}, "ambiguous-state"),
        ({"UprSession": []}, "out-of-range"),
        ({"UprSession": ["first"]}, "out-of-range"),
        ({"UprSession": ["18th Session", "19th Session"]}, "out-of-range"),
        ({"UprSession": ["99th Session"]}, "out-of-range"),
    ],
)
def test_a_record_without_one_review_is_refused(tmp_path: Path, fields: dict[str, Any], code: str) -> None:
    reading = of_records(tmp_path, uhri_record(**fields))
    assert reading.recommendations == ()
    assert codes(reading) == [code]
    assert len(reading.refused) == 1


def test_names_on_one_line_are_told_apart(tmp_path: Path) -> None:
    for cell in ("Niger; Mali", "Niger, Mali", "Niger | Mali", "Niger - Mali", "- Niger - Mali", "- Niger, Mali"):
        row = uhri_row(Text="26.1 Ratify (Niger) (Mali);", UPRReccomendingStates=cell)
        assert [state.iso3 for state in one(of_rows(tmp_path, row)).recommending_states] == ["NER", "MLI"]


@pytest.mark.parametrize("symbol", ["A/HRC/27/6", "A/HRC/46/15"])
def test_a_document_of_another_session_is_told_once(tmp_path: Path, symbol: str) -> None:
    record = uhri_record(Symbol=symbol)
    reading = of_records(tmp_path, record, {**record, "AnnotationId": "x"})
    assert codes(reading) == ["other-document"]


@pytest.mark.parametrize(
    "session",
    ["18th Session", "- 18th Session", "18", "- 18th Session - January 2014", "Session 18", "18th Session (2014)", 18],
)
def test_sessions(tmp_path: Path, session: str | int) -> None:
    assert one(of_records(tmp_path, uhri_record(UprSession=session))).review.session == 18


def test_an_unknown_sender_is_told_and_counted(tmp_path: Path) -> None:
    reading = of_records(tmp_path, uhri_record(UprRecommendingCountry=["Niger", "Kosovo*"]))
    assert [a.recommending_state for a in one(reading).attributions] == [State.parse("NER"), None]
    assert codes(reading) == ["unknown-state"]


def test_odd_fields_are_told_and_the_record_is_kept(tmp_path: Path) -> None:
    record = uhri_record(UprCycle="3rd cycle", PublicationDate="1970-01-01", Symbol="the report", Text="143.5")
    reading = of_records(tmp_path, record, uhri_record(UprCycle="no cycle", PublicationDate="soon"))
    assert codes(reading) == [
        *("cycle-differs", "early-date", "no-text", "unknown-symbol"),
        *("duplicate-id", "unknown-cycle", "unknown-date"),
    ]
    more = of_records(tmp_path, *[uhri_record(PublicationDate="soon", AnnotationId=str(number)) for number in range(3)])
    assert codes(more) == ["unknown-date"]
    assert len(reading.recommendations) == 2


def test_a_review_that_did_not_take_place_is_told_once(tmp_path: Path) -> None:
    odd = uhri_record(UprSession=["17th Session"], Symbol="")
    reading = of_records(tmp_path, odd, {**odd, "AnnotationId": "x"})
    assert codes(reading) == ["not-in-calendar"]
    assert "2 rows" in reading.problems[0].message


def test_days_of_spreadsheets_are_days() -> None:
    assert str(day_in("44180")) == "2020-12-15"
    assert str(day_in("44287.3908564005")) == "2021-04-01"
    assert str(day_in("2025-03-03T10:53:45.827")) == "2025-03-03"
    for odd in ("", "soon", "2020-13-01", "9999999"):
        with pytest.raises(UprError):
            day_in(odd)


def test_a_document_older_than_its_review_is_told(tmp_path: Path) -> None:
    assert codes(of_rows(tmp_path, uhri_row(DocumentPublicationDate="44180"))) == []
    assert codes(of_rows(tmp_path, uhri_row(DocumentPublicationDate="41801"))) == ["early-date"]


# Repeats.


def test_records_with_one_id_are_all_kept(tmp_path: Path) -> None:
    first, other = uhri_record(), uhri_record(Text="143.6 Sign the Convention (Niger);")
    assert len({record["AnnotationId"]: record for record in (first, other)}) == 1
    reading = of_records(tmp_path, first, other)
    assert [str(made.paragraph) for made in reading.recommendations] == ["143.5", "143.6"]
    assert codes(reading) == ["duplicate-id"]


# Headers.


def test_headers_are_found_in_any_spelling_and_order(tmp_path: Path) -> None:
    right = tuple(name.replace("Reccomending", "Recommending").upper() for name in UHRI_COLUMNS)
    assert one(of_rows(tmp_path, uhri_row(), columns=right)) == one(of_rows(tmp_path, uhri_row()))
    turned = of_rows(tmp_path, uhri_row()[::-1], columns=UHRI_COLUMNS[::-1])
    assert one(turned) == one(of_rows(tmp_path, uhri_row()))


def test_columns_can_be_named_by_the_caller(tmp_path: Path) -> None:
    columns = ("Texte", "Pays", *UHRI_COLUMNS[2:])
    file = tmp_path / "named.xlsx"
    file.write_bytes(workbook([columns, uhri_row()]))
    reading = read(file, format="uhri", columns={"Texte": "text", "Pays": "countries"})
    assert one(reading) == one(of_rows(tmp_path, uhri_row()))
    assert one(read(file, columns={"TEXTE ": "text", "pays": "countries"})) == one(reading)
    with pytest.raises(InvalidValue, match="which a table does not have; it has action_category, assessment, body"):
        read(file, columns={"Texte": "words"})
    with pytest.raises(InvalidValue, match="which uhri does not have; it has body, countries"):
        read(file, columns={"Texte": "text", "Pays": "countries", "Themes": "assessment"})
    with pytest.raises(InvalidValue, match="no column of the file is named 'titre'; it has 'Texte'"):
        read(file, columns={"Texte": "text", "Pays": "countries", "Titre": "text"})


def test_an_export_as_csv_is_read_as_well(tmp_path: Path) -> None:
    out = io.StringIO()
    row = uhri_row(Themes="- Right to health")
    csv.writer(out).writerows([UHRI_COLUMNS, uhri_row(), row[:-1], (*row, "more")])
    file = tmp_path / "export.csv"
    file.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
    reading = read(file)
    assert len(reading.recommendations) == 2
    assert codes(reading) == ["field-count"]


def test_of_two_columns_for_one_field_the_one_that_is_filled_is_taken(tmp_path: Path) -> None:
    columns = ("Text", *UHRI_COLUMNS)
    reading = of_rows(tmp_path, ("", *uhri_row()), columns=columns)
    assert str(one(reading).paragraph) == "26.1"
    assert codes(reading) == ["duplicate-column"]


def test_blank_rows_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    out = io.StringIO()
    csv.writer(out).writerows([UHRI_COLUMNS, uhri_row(), [""] * 16])
    file.write_text(out.getvalue(), encoding="utf-8", newline="")
    assert codes(read(file)) == ["blank-row"]


def test_words_behind_the_brackets_and_missing_senders_are_told(tmp_path: Path) -> None:
    reading = of_rows(tmp_path, uhri_row(Text="26.1 Ratify it (Somalia). It should stop this as well"))
    assert codes(reading) == ["trailing-text"]
    reading = of_rows(tmp_path, uhri_row(Text="26.1 Ratify it", UPRReccomendingStates=""))
    assert codes(reading) == ["unknown-sender"]


@pytest.mark.parametrize("symbol", ["A/HRC", "A/55/18", "A/HRC/WG.6/36/USA/1"])
def test_other_documents_have_no_session_to_compare(tmp_path: Path, symbol: str) -> None:
    assert codes(of_rows(tmp_path, uhri_row(DocumentSymbol=symbol))) == []


# The full export.


def test_a_format_that_is_told_needs_no_more_than_an_array(tmp_path: Path) -> None:
    record = {key[0].lower() + key[1:]: value for key, value in uhri_record().items()}
    file = uhri_export(tmp_path / "export.json", [record])
    assert str(one(read(file, format="uhri")).paragraph) == "143.5"
    with pytest.raises(UnknownFormat, match="is not of the format upr-model-table"):
        read(uhri_export(tmp_path / "export.json", [uhri_record()]), format="upr-model-table")


def test_json_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    file = uhri_export(tmp_path / "export.json", [uhri_record()])
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-16")
    with pytest.raises(UnreadableFile, match="JSON that is not UTF-8; save it as UTF-8"):
        read(file, encoding="utf-16")


def test_brackets_in_texts_are_no_levels(tmp_path: Path) -> None:
    text = '143.5 a "[[[[" \\ [{[{[{[{[{[{[{ \\" (Niger);'
    assert "[{[{" in str(one(of_records(tmp_path, uhri_record(Text=text))).text)


@pytest.mark.parametrize("pad", range(65_430, 65_540, 7))
def test_pieces_of_a_file_may_end_anywhere(tmp_path: Path, pad: int) -> None:
    first = uhri_record(Themes=["x" * 1000] * 1, Text="143.5 " + "y" * (pad - 2000) + ' \\ " [ (Niger);')
    reading = of_records(tmp_path, first, uhri_record(AnnotationId="2"))
    assert len(reading.recommendations) == 2


def test_too_many_digits_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_text('[{"AnnotationId": ' + "9" * 5000 + "}]", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="a number of more than 1000 digits, which is the limit"):
        read(file)


def test_records_that_are_none_are_refused(tmp_path: Path) -> None:
    odd: list[Any] = [
        1,
        None,
        "text",
        [],
        {},
        {"Text": "x"},
        uhri_record(Themes={"a": 1}),
        uhri_record(Themes=[True]),
        uhri_record(Themes=["x"] * 1001),
    ]
    reading = of_records(tmp_path, uhri_record(), *odd)
    assert len(reading.recommendations) == 1
    assert codes(reading) == ["no-record"] * len(odd)
    assert [source.line for source in reading.refused] == [*range(2, len(odd) + 2)]


def test_numbers_and_nothing_are_read_as_texts(tmp_path: Path) -> None:
    record = uhri_record(UprCycle=2.0, UprSession=[18, None], AffectedPersons=None, AnnotationId=None, Other=1.5)
    made = one(of_records(tmp_path, record))
    assert tags(made, "ohchr_persons") == set()
    assert made.review.session == 18


@pytest.mark.parametrize("cut", [100, 500, -1])
def test_an_export_that_ends_in_the_middle_raises(tmp_path: Path, cut: int) -> None:
    whole = uhri_export(tmp_path / "export.json", [uhri_record()]).read_bytes()
    file = tmp_path / "cut.json"
    file.write_bytes(whole[:cut])
    with pytest.raises(UnreadableFile, match=r"cut\.json is no whole JSON"):
        read(file)


def test_records_within_records_without_an_end_raise(tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_bytes(b'[{"AnnotationId": "x", "Text": ' + b"[" * 2**22)
    with pytest.raises(UnreadableFile, match="is nested more than 10 levels deep, which is the limit"):
        read(file)


def test_a_record_without_an_end_raises_before_it_is_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_bytes(b'[{"AnnotationId": "x", "Text": "' + b"x" * 2**22)
    with pytest.raises(UnreadableFile, match="a record of more than 1048576 bytes, which is the limit"):
        read(file)


def test_a_mark_of_utf8_is_no_part_of_the_json(tmp_path: Path) -> None:
    file = uhri_export(tmp_path / "export.json", [uhri_record()])
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert str(one(read(file)).paragraph) == "143.5"


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    file = uhri_export(tmp_path / "export.json", uhri_records(200))
    read(file, progress=lambda done, whole: told.append((done, whole)))
    assert told[-1] == (file.stat().st_size, file.stat().st_size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_without_ijson_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ijson", None)
    with pytest.raises(MissingExtra, match=r"python -m pip install 'upr-model\[uhri\]'"):
        of_records(tmp_path, uhri_record())


def test_what_is_of_no_use_for_an_export_is_refused(tmp_path: Path) -> None:
    file = uhri_export(tmp_path / "export.json", [uhri_record()])
    with pytest.raises(InvalidValue, match="uhri has no use for it"):
        read(file, review="VNM:18")
    with pytest.raises(InvalidValue, match="uhri has no use for it"):
        read(file, columns={"a": "text"})


RECORDS = 268_000
"""As many as the full export has."""

MEASURED = """
import resource, sys
from pathlib import Path
from upr_model import read
reading = read(sys.argv[1])
kept = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
print(len(reading.recommendations), sum(each.count for each in reading.skipped))
print(kept, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


@pytest.mark.exhaustive
def test_the_full_export_is_read_in_one_pass_and_bounded_memory(tmp_path: Path) -> None:
    file = uhri_export(tmp_path / "export.json", uhri_records(RECORDS))
    assert file.stat().st_size > 300_000_000
    command = [sys.executable, "-c", MEASURED, str(file)]
    made, skipped, kept, peak = map(int, subprocess.run(command, capture_output=True, check=True).stdout.split())
    assert made + skipped == RECORDS
    assert made > 120_000
    assert peak - kept < 300 * 2**20


def test_memory_beyond_what_is_kept_does_not_grow_with_the_export(tmp_path: Path) -> None:
    beyond = []
    for count in (500, 4_000):
        file = uhri_export(tmp_path / "export.json", uhri_records(count))
        read(file)  # what is read once and remembered
        tracemalloc.start()
        reading = read(file)
        kept, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        beyond.append(peak - kept)
        assert len(reading.recommendations) > count // 3
    assert beyond[1] < max(2 * beyond[0], 4 * 2**20)
