"""OHCHR's matrix of recommendations: both headers, themes, repeats, positions, the column of the assessment."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from making import word_table, workbook
from upr_model import (
    NOT_STATED,
    NOTED,
    PARTLY_SUPPORTED,
    PENDING,
    SUPPORTED,
    AssessmentColumn,
    Assessor,
    AssessorKind,
    ImplementationStatus,
    InvalidDocument,
    InvalidValue,
    Reading,
    Recommendation,
    UnknownFormat,
    UnreadableFile,
    by,
    mappings,
    mentions,
    read,
    recommendations,
    write,
)
from upr_model.formats.matrix import reader as matrix_reader
from upr_model.formats.matrix.cells import heading_in
from upr_model.formats.matrix.reader import review_in
from upr_model.formats.matrix.writer import matrix_of

TITLE = "UPR of Slovenia (3rd Cycle - 34th Session)\t\tThematic list of recommendations\tPage 1 of 66"
OLD = ("Recommendation", "Position", "Full list of themes", "Assessment/comments on level of implementation")
NEW = (
    "Recommendation and recommending State",
    "Position of the State under review",
    "Human rights themes and groups of persons",
    "Relevant SDGs",
)
SOURCE = "\nSource of Position: A/HRC/43/15/Add.1 - Para.3"
ROW = (
    f"122.1 Ratify the Protocol (Senegal);{SOURCE}",
    "Supported",
    "- Equality & non-discrimination\nSDGs: \n- 5 - GENDER EQUALITY\nAffected persons: \n- children",
    "",
)
MINISTRY = Assessor(AssessorKind.STATE, "Ministry of Foreign Affairs")


def of_word(tmp_path: Path, *rows: Any, title: str = TITLE, **told: Any) -> Reading:
    file = tmp_path / "matrix.docx"
    file.write_bytes(word_table(rows, title))
    return read(file, **told)


def of_sheets(tmp_path: Path, *sheets: Any, **told: Any) -> Reading:
    file = tmp_path / "matrix.xlsx"
    file.write_bytes(workbook(*sheets))
    return read(file, **told)


def one(reading: Reading) -> Recommendation:
    (made,) = reading.recommendations
    return made


def tags(made: Recommendation) -> list[str]:
    return sorted(map(str, made.tags))


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


# Both generations of headers.


def test_a_matrix_of_the_third_cycle(tmp_path: Path) -> None:
    reading = of_word(tmp_path, OLD, ("Theme: Equality & non-discrimination",), ROW)
    made = one(reading)
    assert reading.problems == ()
    assert str(made.id) == "A/HRC/43/15#122.1"
    assert str(made.review) == "SVN:34"
    assert made.text == "Ratify the Protocol"
    assert [state.iso3 for state in made.recommending_states] == ["SEN"]
    (position,) = made.positions
    assert (position.response, position.wording) == (SUPPORTED, "Supported")
    assert (str(position.document), position.stage) == ("A/HRC/43/15/Add.1", "addendum")
    assert tags(made) == [
        "ohchr_headings:Equality & non-discrimination",
        "ohchr_persons:children",
        "ohchr_themes:Equality & non-discrimination",
        "sdg:5",
    ]
    assert made.source is not None
    assert (made.source.line, made.source.cells[1]) == (3, "Supported")


def test_a_matrix_of_the_fourth_cycle(tmp_path: Path) -> None:
    row = (
        f"140.7 Ratify the Protocol (Maldives) (Portugal);{SOURCE}",
        "Noted",
        "- Right to health\nGroups of Persons: \n- Public officials",
        "- 1 - NO POVERTY\n- 16.2 - Protect children",
    )
    made = one(of_word(tmp_path, NEW, ("Theme: Right to health",), row))
    assert [state.iso3 for state in made.recommending_states] == ["MDV", "PRT"]
    assert made.response is NOTED
    assert tags(made) == [
        "ohchr_headings:Right to health",
        "ohchr_persons:Public officials",
        "ohchr_themes:Right to health",
        "sdg:1",
        "sdg:16.2",
    ]


def test_codes_of_the_older_list_are_tags_of_their_own(tmp_path: Path) -> None:
    row = (ROW[0], "Supported", "A12 Acceptance of international norms\nAffected persons:\n- children", "")
    assert tags(one(of_word(tmp_path, OLD, row))) == [
        "ohchr_persons:children",
        "ohchr_theme_codes:A12 Acceptance of international norms",
    ]


@pytest.mark.parametrize(
    "header",
    [
        ("Recommendation", "Position", "Themes", "Domain"),
        ("RECOMMENDATIONS", "position", "Human rights themes", "Comments"),
        ("Recommendation", "Position", "Human rights themes & groups of persons", "Relevant SDGs"),
    ],
)
def test_other_headers(tmp_path: Path, header: tuple[str, ...]) -> None:
    made = one(of_word(tmp_path, header, (ROW[0], "Supported", "- Right to health", "")))
    assert tags(made) == ["ohchr_themes:Right to health"]


def test_themes_may_come_first_and_states_in_a_column(tmp_path: Path) -> None:
    header = ("Right or area", "No.", "Recommendation", "Recommending state/s", "Position", "Remarks")
    row = ("2.1 Acceptance of international norms", "122.1", "Ratify it", "Senegal, Viet Nam\nMali", "Noted", "x")
    reading = of_word(tmp_path, header, row)
    made = one(reading)
    assert str(made.paragraph) == "122.1"
    assert [state.iso3 for state in made.recommending_states] == ["SEN", "VNM", "MLI"]
    assert codes(reading) == ["unknown-column"]
    assert reading.problems[0].column == "Remarks"


def test_a_table_without_a_header_begins_with_a_theme(tmp_path: Path) -> None:
    rows = [("Theme: A47 Good governance",), (*ROW[:2], "- Right to health", "- 5 - GENDER EQUALITY")]
    reading = of_word(tmp_path, *rows)
    assert tags(one(reading)) == ["ohchr_headings:A47 Good governance", "ohchr_themes:Right to health", "sdg:5"]
    assert codes(reading) == ["no-header"]
    without = of_word(tmp_path, (*ROW[:2], "- Right to health"), format="ohchr-matrix")
    assert tags(one(without)) == ["ohchr_themes:Right to health"]


def test_headers_of_another_language_are_named_by_the_caller(tmp_path: Path) -> None:
    header = ("Recommandation et\nÉtat auteur", "Position", "Thèmes", "ODD")
    columns = {"Recommandation et État auteur": "recommendation", "Thèmes": "themes", "ODD": "sdgs"}
    row = (ROW[0], "Noted", "- Droit à la santé", "- 5 - GENDER EQUALITY")
    with pytest.raises(UnknownFormat, match="is of no known kind"):
        of_word(tmp_path, header, row)
    assert tags(one(of_word(tmp_path, header, row, columns=columns))) == ["ohchr_themes:Droit à la santé", "sdg:5"]


def test_a_header_is_repeated_on_each_page(tmp_path: Path) -> None:
    other = (ROW[0].replace("122.1", "122.2"), *ROW[1:])
    reading = of_word(tmp_path, OLD, ROW, OLD, other)
    assert [str(made.paragraph) for made in reading.recommendations] == ["122.1", "122.2"]
    assert codes(reading) == []


# Themes.


def test_a_theme_with_a_dash_in_it_is_one(tmp_path: Path) -> None:
    theme = "Economic, social & cultural rights - general measures of implementation"
    row = (ROW[0], "Supported", f"- {theme}\n- Right to food", "")
    assert theme.split(" - ") != [theme]
    assert tags(one(of_word(tmp_path, OLD, row))) == [f"ohchr_themes:{theme}", "ohchr_themes:Right to food"]


def test_lists_that_lost_their_lines_are_divided(tmp_path: Path) -> None:
    lists = (
        "- Ratification of & accession to international instruments - Scope of international obligations "
        "SDGs: - 5 - GENDER EQUALITY - 16 - PEACE, JUSTICE Affected persons: - Children - Women & girls"
    )
    cell = "26.1 Ratify (Somalia); Source of Position: A/HRC/43/15/Add.1 - Para.20"
    made = one(of_word(tmp_path, OLD, (cell, "Supported", lists, "")))
    assert (made.text, str(made.document)) == ("Ratify", "A/HRC/43/15")
    assert tags(made) == [
        "ohchr_persons:Children",
        "ohchr_persons:Women & girls",
        "ohchr_themes:Ratification of & accession to international instruments",
        "ohchr_themes:Scope of international obligations",
        "sdg:16",
        "sdg:5",
    ]


def test_a_paragraph_under_several_themes_is_one_with_the_tags_of_all(tmp_path: Path) -> None:
    other = (*ROW[:2], "- Right to food", "")
    reading = of_word(tmp_path, OLD, ("Theme: A",), ROW, ("Theme: B",), other, ("Theme: C",), ROW)
    assert tags(one(reading))[:3] == ["ohchr_headings:A", "ohchr_headings:B", "ohchr_headings:C"]
    assert "ohchr_themes:Right to food" in tags(one(reading))
    assert codes(reading) == ["repeated-paragraph", "repeated-paragraph"]
    assert mentions(recommendations(reading), by.tags("ohchr_headings")).assignments == 3


def test_two_texts_under_one_number_are_two_and_told(tmp_path: Path) -> None:
    other = (f"122.1 Sign the Protocol (Mali);{SOURCE}", *ROW[1:])
    reading = of_word(tmp_path, OLD, ROW, other)
    assert len(reading.recommendations) == 2
    assert codes(reading) == ["repeated-number"]
    assert "26.1 and 26.10" in reading.problems[0].hint


@pytest.mark.parametrize("lone", ["Right to health", "Total: 1", "* As adopted", "that goes on (Spain);"])
def test_a_row_of_one_cell_without_a_number_is_told_and_not_counted(tmp_path: Path, lone: str) -> None:
    reading = of_word(tmp_path, OLD, ROW, (lone,))
    assert len(reading.recommendations) == 1
    assert codes(reading) == ["lone-cell"]
    assert [source.cells[0] for source in reading.refused] == [lone]


@pytest.mark.parametrize(
    "cell", ["Theme: Health", "THEMES – Health", "Right or area: Health", "Thematic area - Health"]
)
def test_themes_are_headings(cell: str) -> None:
    assert heading_in((cell, "", "")) == heading_in((cell, cell, cell)) == "Health"
    assert heading_in((cell, "Supported", "")) is None


def test_rows_above_the_first_theme_are_read(tmp_path: Path) -> None:
    rows = [("122.1 Ratify it (Mali);", "Noted", ""), ("Theme: A",), ("122.2 Sign it (Mali);", "Noted", "")]
    reading = of_word(tmp_path, *rows)
    assert [str(made.paragraph) for made in reading.recommendations] == ["122.1", "122.2"]


def test_a_table_below_the_details_is_read(tmp_path: Path) -> None:
    details = ("Recommendation", "Details (upr-model)", "")
    other = (ROW[0].replace("122.1", "122.9"), *ROW[1:3])
    reading = of_word(tmp_path, OLD[:3], ROW[:3], details, ("SVN:34#x", "[]", ""), OLD[:3], other)
    assert [str(made.paragraph) for made in reading.recommendations] == ["122.1", "122.9"]
    assert codes(reading) == ["details"]


def test_titles_of_several_reviews_are_refused(tmp_path: Path) -> None:
    other = TITLE.replace("Slovenia", "Panama").replace("34th", "36th")
    sheets = [[(TITLE,), OLD, ROW], [(other,), OLD, ROW]]
    with pytest.raises(InvalidDocument, match="its titles name several reviews, SVN:34, PAN:36"):
        of_sheets(tmp_path, *sheets)
    assert codes(of_sheets(tmp_path, *sheets, review="SVN:34")) == ["other-review", "repeated-paragraph"]


def test_a_cell_beyond_the_header_refuses_its_row(tmp_path: Path) -> None:
    reading = of_sheets(tmp_path, [OLD, (*ROW, "more")], review="SVN:34")
    assert (reading.recommendations, codes(reading)) == ((), ["field-count"])


def test_rows_whose_positions_are_of_other_documents_are_two(tmp_path: Path) -> None:
    other = (ROW[0].replace("43/15/Add.1", "43/15"), *ROW[1:])
    assert codes(of_word(tmp_path, OLD, ROW, other)) == ["repeated-number"]


def test_a_table_with_an_assessment_and_no_header(tmp_path: Path) -> None:
    row = (*ROW[:2], "- Right to health", "- 5 - GENDER EQUALITY", "implemented as of 2021, by A (state)")
    made = one(of_word(tmp_path, ("Theme: A",), row))
    assert len(made.assessments) == 1
    assert "sdg:5" in tags(made)


def test_columns_may_not_be_named_twice(tmp_path: Path) -> None:
    for columns in ({"Texte": "paragraph", "TEXTE": "themes"}, {"#": "paragraph"}):
        with pytest.raises(InvalidValue, match="names columns by their letters and digits, each once"):
            of_word(tmp_path, OLD, ROW, columns=columns)
    with pytest.raises(InvalidValue, match="review is a ReviewKey or its text"):
        of_word(tmp_path, OLD, ROW, review=5)


def test_brackets_that_differ_from_the_column_are_told(tmp_path: Path) -> None:
    header = ("Recommendation", "Recommending States", "Position")
    reading = of_word(tmp_path, header, ("122.1 Ratify it (Mali)", "Niger", "Noted"))
    assert codes(reading) == ["states-differ"]


def test_themes_in_two_columns_are_all_read(tmp_path: Path) -> None:
    header = ("Right or area", "Recommendation", "Position", "Themes")
    reading = of_word(tmp_path, header, ("- Health", "122.1 Ratify it (Mali)", "Noted", "- Water"))
    assert tags(one(reading)) == ["ohchr_themes:Health", "ohchr_themes:Water"]
    assert codes(reading) == []


def test_columns_of_both_numbers(tmp_path: Path) -> None:
    header = ("No.", "Paragraph", "Recommendation", "Position")
    assert str(one(of_word(tmp_path, header, ("1", "26.10", "Ratify it (Mali)", "Noted"))).paragraph) == "26.10"


def test_a_theme_is_no_header_of_another_format(tmp_path: Path) -> None:
    from making import UHRI_COLUMNS, uhri_row  # noqa: PLC0415

    reading = of_sheets(tmp_path, [("Themes: Education", ""), UHRI_COLUMNS, uhri_row()])
    assert str(one(reading).review) == "USA:36"
    (tmp_path / "a.txt").write_text("Report of someone\nTheme: Education\nhello\n", encoding="utf-8")
    with pytest.raises(UnknownFormat):
        read(tmp_path / "a.txt")


def test_a_row_may_begin_in_a_later_column(tmp_path: Path) -> None:
    import docx  # noqa: PLC0415
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = TITLE
    table = document.add_table(2, 3)
    for row, texts in zip(table.rows, (("No.", *OLD[:2]), ("", *ROW[:2])), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    own = table.rows[1]._tr
    own.remove(own.tc_lst[0])
    own.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))
    file = tmp_path / "matrix.docx"
    document.save(str(file))
    assert str(one(read(file)).paragraph) == "122.1"


def test_a_goal_that_is_none_is_told(tmp_path: Path) -> None:
    reading = of_word(tmp_path, NEW, (*ROW[:2], "", "- PEACE\n- 5 - GENDER EQUALITY"))
    assert (tags(one(reading)), codes(reading)) == (["sdg:5"], ["unknown-label"])


def test_what_its_cells_tell_needs_no_details(tmp_path: Path) -> None:
    asks = (f"121.2 Ratify it (Ukraine); Increase efforts (Slovakia);{SOURCE}", *ROW[1:])
    reading = of_word(tmp_path, OLD, ("Theme: Equality & non-discrimination",), ROW, asks, ("", "", "", ""))
    assert matrix_of(reading.recommendations).details == ()
    assert [row[0][:6] for row in matrix_of(reading.recommendations).rows] == ["Theme:", "121.2 ", "122.1 "]
    for name in ("again.docx", "again.xlsx"):
        write(reading, tmp_path / name, format="ohchr-matrix")
        assert {*read(tmp_path / name).recommendations} == {*reading.recommendations}


def test_a_document_without_a_table_is_of_no_other_format(tmp_path: Path) -> None:
    file = tmp_path / "matrix.docx"
    file.write_bytes(word_table([("Dear colleagues",)]))
    for wanted in ("uhri", None):
        with pytest.raises(UnknownFormat):
            read(file, format=wanted)
    file.write_bytes(workbook([OLD, ROW]))
    with pytest.raises(UnreadableFile, match="is an archive, and no Word file"):
        read(file, format="wg-report")


# The first cell.


@pytest.mark.parametrize(
    ("printed", "document", "stage"),
    [
        ("Source of Position: A/HRC/43/15 - Para 121", "A/HRC/43/15", "working_group"),
        ("Source of position: A/HRC/43/15/Add.1 - Para. 3", "A/HRC/43/15/Add.1", "addendum"),
        ("Source of Position: A/HRC/43/15/Add.1", "A/HRC/43/15/Add.1", "addendum"),
        ("Source of Position: A/HRC/43/15/Add.1 - Para.3vv", "A/HRC/43/15/Add.1", "addendum"),
        ("Source of Position: A/HRC/43/15/Add.1, para. 3 - Para. 3", "A/HRC/43/15/Add.1", "addendum"),
        ("Source of  Positions: A/HRC/43/15/Add.1", "A/HRC/43/15/Add.1", "addendum"),
    ],
)
def test_sources_of_positions(tmp_path: Path, printed: str, document: str, stage: str) -> None:
    reading = of_word(tmp_path, OLD, (f"122.1 Ratify it (Mali);\n{printed}", "Supported", "", ""))
    (position,) = one(reading).positions
    assert (str(position.document), position.stage) == (document, stage)
    assert (one(reading).text, str(one(reading).document)) == ("Ratify it", "A/HRC/43/15")
    assert codes(reading) == []


@pytest.mark.parametrize("printed", ["see the addendum", "A/HRC/Add./x//."])
def test_a_source_that_names_no_document_is_told(tmp_path: Path, printed: str) -> None:
    reading = of_word(tmp_path, OLD, (f"122.1 Ratify it (Mali);\nSource of Position: {printed}", "Supported", "", ""))
    assert one(reading).document is None
    assert codes(reading) == ["unknown-symbol"]


def test_a_document_of_another_session_is_told(tmp_path: Path) -> None:
    row = ("122.1 Ratify it (Mali);\nSource of Position: A/HRC/58/13", "Supported", "", "")
    assert codes(of_word(tmp_path, OLD, row, (row[0].replace("122.1", "122.2"), *row[1:]))) == ["other-document"]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("(Iran (Islamic Republic of)) (Mali)", ["IRN", "MLI"]),
        ("(United Kingdom of Great Britain and Northern Ireland)", ["GBR"]),
        ("(No. 169) (Côte d’Ivoire)", ["CIV"]),
        ("(Rwanda); (Mali)", ["RWA", "MLI"]),
        ("(Rwanda, Mali)", ["RWA", "MLI"]),
    ],
)
def test_brackets(tmp_path: Path, text: str, states: list[str]) -> None:
    made = one(of_word(tmp_path, OLD, (f"122.1 Ratify the Convention {text};{SOURCE}", "Noted", "", "")))
    assert [state.iso3 for state in made.recommending_states] == states


def test_two_asks_of_a_paragraph_are_two(tmp_path: Path) -> None:
    row = (f"121.2 Ratify it (Ukraine); Increase efforts (Slovakia);{SOURCE}", "Supported", "", "")
    reading = of_word(tmp_path, OLD, row)
    assert [(made.part, made.text) for made in reading.recommendations] == [
        ("a", "Ratify it"),
        ("b", "Increase efforts"),
    ]


def test_nbsp_is_a_space(tmp_path: Path) -> None:
    row = (f"122.1&nbsp;Ratify\u00a0it&nbsp;(Mali);{SOURCE}", "Supported", "", "")
    assert one(of_word(tmp_path, OLD, row)).text == "Ratify it"


@pytest.mark.parametrize("number", ["166.6.", "166.6", "- 166.6", "No. 166.6", "166.6)", "166. 6"])
def test_numbers(tmp_path: Path, number: str) -> None:
    assert str(one(of_word(tmp_path, OLD, (f"{number} Ratify it (Mali);", "Noted", "", ""))).paragraph) == "166.6"


def test_item_ten_is_not_item_one(tmp_path: Path) -> None:
    rows = [(f"26.{item} Do number {item} (Mali);", "Noted", "", "") for item in (1, 10)]
    assert len({float(row[0].split()[0]) for row in rows}) == 1
    reading = of_word(tmp_path, OLD, *rows)
    assert [str(made.paragraph) for made in reading.recommendations] == ["26.1", "26.10"]
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("number", "text", "found", "code"),
    [
        ("1", "140.1 Ratify it (Mali)", "140.1", None),
        ("140.1.", "140.1 Ratify it (Mali)", "140.1", None),
        ("140.3", "140.4 Ratify it (Mali)", "140.4", "number-differs"),
        ("140.3", "Ratify it (Mali)", "140.3", None),
        ("Rec. 140.3", "Ratify it (Mali)", "140.3", None),
        ("7", "Ratify it (Mali)", None, "no-paragraph"),
        ("§140", "Ratify it (Mali)", None, "no-paragraph"),
        (140.1, "Ratify it (Mali)", None, "no-paragraph"),
        (140.1, "140.10 Ratify it (Mali)", "140.10", "number-differs"),
    ],
)
def test_a_column_of_numbers(tmp_path: Path, number: Any, text: str, found: str | None, code: str | None) -> None:
    reading = of_sheets(tmp_path, [("No.", "Recommendation", "Position"), (number, text, "Noted")], review="SVN:34")
    assert str(one(reading).paragraph) == str(found)
    assert codes(reading) == ([code] if code else [])


def test_a_second_number_in_a_text_is_told(tmp_path: Path) -> None:
    row = (f"140.1 Ratify it (Spain); 140.2 Sign it (Mali);{SOURCE}", "Noted", "", "")
    assert "second-number" in codes(of_word(tmp_path, OLD, row))


def test_an_unknown_sender_in_the_column_is_told(tmp_path: Path) -> None:
    header = ("Recommendation", "Recommending State", "Position")
    reading = of_word(tmp_path, header, ("122.1 Ratify it", "Spain, Atlantis", "Noted"))
    assert [a.recommending_state and a.recommending_state.iso3 for a in one(reading).attributions] == [None]
    assert codes(reading) == ["unknown-state"]


def test_a_slip_in_a_name_is_taken_with_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("122.1 Ratify it (Urugay);", "Noted", "", "")
    reading = of_word(tmp_path, OLD, row)
    assert [state.iso3 for state in one(reading).recommending_states] == ["URY"]
    assert codes(reading) == ["similar-state"]
    monkeypatch.setattr(matrix_reader, "GUESSES_LIMIT", 0)
    assert codes(of_word(tmp_path, OLD, row)) == ["unknown-state"]


def test_a_bracket_that_is_not_closed_is_a_note(tmp_path: Path) -> None:
    assert codes(of_word(tmp_path, OLD, ("122.1 Ratify (and more (Mali);", "Noted", "", ""))) == ["bracket"]


def test_a_bracket_among_those_of_states_is_one_of_a_state(tmp_path: Path) -> None:
    for text, iso3, code in (
        ("122.1 Build (Mali) (Chadd) (Niger);", ["MLI", "TCD", "NER"], "similar-state"),
        ("122.1 Build (Mali) (Allemagne) (Niger);", ["MLI", "NER"], "unknown-state"),
    ):
        reading = of_word(tmp_path, OLD, (text, "Noted", "", ""))
        assert one(reading).text == "Build"
        assert [state.iso3 for state in one(reading).recommending_states] == iso3
        assert codes(reading) == [code]


def test_words_behind_the_last_bracket_are_a_note(tmp_path: Path) -> None:
    reading = of_word(tmp_path, OLD, ("122.1 Ratify it (Mali). The State added a remark", "Noted", "", ""))
    assert codes(reading) == ["trailing-text"]


def test_a_row_without_a_state_or_a_number_is_counted_and_told(tmp_path: Path) -> None:
    reading = of_word(tmp_path, OLD, ("Ratify the Convention", "Noted", "", ""))
    assert one(reading).attributions[0].recommending_state is None
    assert codes(reading) == ["no-paragraph", "unknown-sender"]


# The position.


@pytest.mark.parametrize(
    ("cell", "response"),
    [
        ("Supported", SUPPORTED),
        ("Noted", NOTED),
        ("Supported/Noted", PARTLY_SUPPORTED),
        ("Supported / Noted", PARTLY_SUPPORTED),
        ("Noted/Supported", PARTLY_SUPPORTED),
        ("Supported/Not\ned", PARTLY_SUPPORTED),
        ("Supported*", SUPPORTED),
        ("Supported¹", SUPPORTED),
        ("Supported [1]", SUPPORTED),
        ("Noted.", NOTED),
        ("under consideration", PENDING),
        ("examined", PENDING),
        ("pending", PENDING),
    ],
)
def test_positions(tmp_path: Path, cell: str, response: object) -> None:
    made = one(of_word(tmp_path, OLD, (ROW[0], cell, "", "")))
    assert made.response is response
    assert made.positions[0].wording is not None


def test_a_blank_position_is_not_stated(tmp_path: Path) -> None:
    reading = of_word(tmp_path, OLD, (ROW[0], "", "- Right to health", ""))
    naive = "noted" if "noted" in "".lower() else "supported"
    assert naive == "supported"
    assert one(reading).positions == ()
    assert one(reading).response is NOT_STATED
    assert codes(reading) == ["no-position"]


@pytest.mark.parametrize("cell", ["Soutenue", "Deferred\nSupp"])
def test_an_unknown_position_is_refused(tmp_path: Path, cell: str) -> None:
    reading = of_word(tmp_path, OLD, (ROW[0], cell, "", ""), ("", "Supported", "- a", "- b"))
    assert reading.recommendations == ()
    assert codes(reading) == ["row", "row"]
    assert [source.line for source in reading.refused] == [2, 3]


# The assessment.


def test_an_assessment_needs_someone_who_assesses(tmp_path: Path) -> None:
    reading = of_word(tmp_path, OLD, (*ROW[:3], "Partly implemented: the law was adopted"))
    assert one(reading).assessments == ()
    assert codes(reading) == ["assessment"]
    assert "assessments=AssessmentColumn" in reading.problems[0].hint


def test_the_column_of_the_assessment_is_an_assessment(tmp_path: Path) -> None:
    column = AssessmentColumn(assessor=MINISTRY, as_of="2023-10")
    reading = of_word(tmp_path, OLD, (*ROW[:3], "Partly implemented: the law was adopted"), assessments=column)
    (assessment,) = one(reading).assessments
    assert assessment.status is ImplementationStatus.PARTLY_IMPLEMENTED
    assert (assessment.assessor, str(assessment.as_of)) == (MINISTRY, "2023-10")
    assert (assessment.wording, assessment.note) == ("Partly implemented", "the law was adopted")


def test_the_words_of_an_assessment_are_those_of_a_mapping(tmp_path: Path) -> None:
    column = AssessmentColumn(assessor=MINISTRY, as_of="2023", mapping=mappings.NATIONAL_REPORTS)
    reading = of_word(tmp_path, OLD, (*ROW[:3], "Completed"), assessments=column)
    assert one(reading).assessments[0].status is ImplementationStatus.IMPLEMENTED
    odd = of_word(tmp_path, OLD, (*ROW[:3], "The law was adopted"), assessments=column)
    assert one(odd).assessments == ()
    assert codes(odd) == ["assessment"]
    blank = AssessmentColumn(assessor=MINISTRY, as_of="2023")
    for unclear in ("Implemented; partly", "Implemented, partly", "Implemented (law 3/2024)"):
        assert codes(of_word(tmp_path, OLD, (*ROW[:3], unclear), assessments=blank)) == ["assessment"]
    both = (*ROW[:3], "in progress as of 2022, by A (state)\nImplemented\nby a law")
    assert [each.note for each in one(of_word(tmp_path, OLD, both, assessments=blank)).assessments] == ["", "by a law"]
    assert codes(of_word(tmp_path, OLD, (*ROW[:3], ": :"), assessments=blank)) == ["assessment"]


def test_an_assessment_before_the_review_is_told(tmp_path: Path) -> None:
    column = AssessmentColumn(assessor=MINISTRY, as_of="2010")
    reading = of_word(tmp_path, OLD, (*ROW[:3], "Implemented"), assessments=column)
    assert codes(reading) == ["assessment"]
    assert one(reading).assessments == ()


def test_assessments_under_several_themes_are_united_where_they_agree(tmp_path: Path) -> None:
    first, other = ("implemented as of 2021, by A (state)", "in progress as of 2022, by B (nhri): a bill")
    rows = [(*ROW[:3], first), (*ROW[:3], other)]
    assert [str(each) for each in one(of_word(tmp_path, OLD, *rows)).assessments] == [
        "implemented as of 2021, by A (state)",
        "in_progress as of 2022, by B (nhri)",
    ]
    against = (*ROW[:3], "in progress as of 2021, by A (state)")
    reading = of_word(tmp_path, OLD, rows[0], against)
    assert [str(each.status) for each in one(reading).assessments] == ["implemented"]
    assert codes(reading) == ["repeated-paragraph", "assessment"]


# Which review it is.


@pytest.mark.parametrize(
    "title",
    [
        "UPR of Slovenia (3rd Cycle - 34th Session)",
        "UPR of Slovenia (3rd Cycle – 34th Session)",
        "Universal Periodic Review of Slovenia, third cycle, 34th session",
        "UPR of the Slovenia (Third Cycle - 34th Session)",
    ],
)
def test_titles(tmp_path: Path, title: str) -> None:
    assert str(review_in(title)) == "SVN:34"
    assert str(one(of_word(tmp_path, OLD, ROW, title=title)).review) == "SVN:34"
    sheets = [[(title,), (), OLD, ROW]]
    assert str(one(of_sheets(tmp_path, *sheets)).review) == "SVN:34"


@pytest.mark.parametrize(
    "title", ["", "UPR of Atlantis (3rd Cycle - 34th Session)", "UPR of Slovenia (3rd Cycle - 99th Session)"]
)
def test_a_matrix_without_a_review_needs_one(tmp_path: Path, title: str) -> None:
    with pytest.raises(InvalidDocument, match="does not say which review it is; tell it, such as review='SVN:48'"):
        of_word(tmp_path, OLD, ROW, title=title)
    assert str(one(of_word(tmp_path, OLD, ROW, title=title, review="SVN:34")).review) == "SVN:34"


def test_what_the_title_says_is_compared(tmp_path: Path) -> None:
    assert codes(of_word(tmp_path, OLD, ROW, review="SVN:20")) == [
        *("cycle-differs", "other-review", "other-document"),
    ]
    assert codes(of_word(tmp_path, OLD, ROW, title="UPR of Slovenia (4th Cycle - 34th Session)")) == ["cycle-differs"]
    assert codes(of_word(tmp_path, OLD, ROW, title="", review="SVN:33")) == ["not-in-calendar", "other-document"]


def test_what_is_of_no_use_for_another_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text("To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\n", encoding="utf-8")
    with pytest.raises(InvalidValue, match="assessments is for the assessment column of a matrix"):
        read(file, assessments=AssessmentColumn(assessor=MINISTRY, as_of="2023"))
    with pytest.raises(InvalidValue, match="assessments is an AssessmentColumn, not 'x'"):
        read(file, assessments="x")  # type: ignore[arg-type]
    for odd in ({"columns": ["a"]}, {"columns": {"a": ["b"]}}, {"encoding": 5}, {"progress": 5}):
        with pytest.raises(InvalidValue):
            read(file, **odd)


# Files.


def test_sheets_of_a_theme_each_are_one_matrix(tmp_path: Path) -> None:
    sheets = [[OLD, ROW], [OLD, ROW, (ROW[0].replace("122.1", "122.2"), *ROW[1:])], [("Notes",), ("x", "y")]]
    reading = of_sheets(tmp_path, *sheets, review="SVN:34")
    assert [str(made.paragraph) for made in reading.recommendations] == ["122.1", "122.2"]
    assert codes(reading) == ["sheet", "repeated-paragraph"]
    assert reading.recommendations[1].source is not None
    assert (reading.recommendations[1].source.page, reading.recommendations[1].source.line) == (2, 3)
    assert "page 2, line 2" in str(reading.problems[1])


def test_the_name_of_a_sheet_is_a_theme_where_there_are_several(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415  (its sheets have names)

    file = tmp_path / "matrix.xlsx"
    with xlsxwriter.Workbook(file) as made:
        for name in ("Right to health", "Right to food"):
            sheet = made.add_worksheet(name)
            for number, row in enumerate([OLD, ROW]):
                sheet.write_row(number, 0, row)
    reading = read(file, review="SVN:34")
    assert tags(one(reading))[:2] == ["ohchr_headings:Right to food", "ohchr_headings:Right to health"]


def test_a_matrix_as_csv(tmp_path: Path) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([(TITLE.strip(), "", "", ""), OLD, ("Theme: A", "", "", ""), ROW, ("", "", "", "")])
    file = tmp_path / "matrix.csv"
    file.write_text(out.getvalue(), encoding="utf-8", newline="")
    reading = read(file)
    assert tags(one(reading))[0] == "ohchr_headings:A"
    assert codes(reading) == ["blank-row"]
    file.write_text(out.getvalue() + '"122.2 x, y', encoding="utf-8", newline="")
    assert "unterminated-quote" in codes(read(file))


def test_merged_cells_are_told_in_each_row(tmp_path: Path) -> None:
    import docx  # noqa: PLC0415

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = TITLE
    table = document.add_table(3, 3)
    for cell, text in zip(table.rows[0].cells, ("Themes", "Recommendation", "Position"), strict=True):
        cell.text = text
    merged = table.cell(1, 0).merge(table.cell(2, 0))
    merged.text = "- Right to health"
    for number in (1, 2):
        table.cell(number, 1).text = f"122.{number} Do number {number} (Mali);"
        table.cell(number, 2).text = "Noted"
    file = tmp_path / "matrix.docx"
    document.save(str(file))
    assert [tags(made) for made in read(file).recommendations] == [["ohchr_themes:Right to health"]] * 2


def test_deleted_rows_nested_tables_and_titles_in_the_text(tmp_path: Path) -> None:
    import docx  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415

    document = docx.Document()
    document.add_paragraph("UPR of Slovenia (3rd Cycle - 34th Session)")
    table = document.add_table(3, 3)
    for row, texts in zip(table.rows, (OLD, ROW, (ROW[0].replace("122.1", "122.2"), *ROW[1:])), strict=True):
        for cell, text in zip(row.cells, texts[:3], strict=True):
            cell.text = text
    table.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    inner = table.cell(1, 2).add_table(1, 1)
    inner.cell(0, 0).text = "- Right to food"
    file = tmp_path / "matrix.docx"
    document.save(str(file))
    made = one(read(file))
    assert str(made.review) == "SVN:34"
    assert "ohchr_persons:Right to food" in tags(made)


def test_limits_of_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from upr_model.formats.media import word_tables  # noqa: PLC0415

    monkeypatch.setattr(word_tables, "ROWS_LIMIT", 2)
    with pytest.raises(UnreadableFile, match="tables of more than 2 rows"):
        of_word(tmp_path, OLD, ROW, ROW)
    monkeypatch.setattr(word_tables, "ROWS_LIMIT", 100)
    monkeypatch.setattr(word_tables, "COLUMNS_LIMIT", 2)
    with pytest.raises(UnreadableFile, match="a row of a table has more than 2 columns"):
        of_word(tmp_path, OLD, ROW)
    monkeypatch.setattr(word_tables, "COLUMNS_LIMIT", 50)
    monkeypatch.setattr(word_tables, "WORD_LIMIT", 100)
    with pytest.raises(UnreadableFile, match="tables of more than 100 characters"):
        of_word(tmp_path, OLD, ROW)
