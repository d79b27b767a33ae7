"""What plain programs make of real files, and what is right: each trap with both."""

import datetime as dt
import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from making import UHRI_COLUMNS, uhri_export, uhri_record, uhri_row, word_table, workbook
from upr_model import PARTLY_SUPPORTED, Reading, Recommendation, Response, paragraphs, read, recommendations
from upr_model.formats.shared.cells import day_in

TITLE = "UPR of Slovenia (3rd Cycle - 34th Session)"
HEADER = ("Recommendation", "Position", "Full list of themes", "Assessment/comments on level of implementation")


@pytest.fixture
def index(tmp_path: Path) -> Callable[..., Reading]:
    """Read records of the Universal Human Rights Index, given as JSON."""
    return lambda *records: read(uhri_export(tmp_path / "export.json", list(records)))


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Reading]:
    """Read a row of the Universal Human Rights Index, given as a spreadsheet."""

    def of(**cells: str) -> Reading:
        (tmp_path / "export.xlsx").write_bytes(workbook([UHRI_COLUMNS, uhri_row(**cells)]))
        return read(tmp_path / "export.xlsx")

    return of


@pytest.fixture
def matrix(tmp_path: Path) -> Callable[..., Reading]:
    """Read a matrix, given as a Word file."""

    def of(*rows: tuple[str, ...]) -> Reading:
        (tmp_path / "matrix.docx").write_bytes(word_table([HEADER, *rows], TITLE))
        return read(tmp_path / "matrix.docx")

    return of


def one(reading: Reading) -> Recommendation:
    (made,) = reading.recommendations
    return made


def labels(made: Recommendation, scheme: str) -> set[str]:
    return {tag.value for tag in made.tags if tag.scheme == scheme}


# The Universal Human Rights Index.


def test_a_filter_for_upr_finds_nothing_since_the_field_has_a_dash(index: Any) -> None:
    records = [uhri_record(), uhri_record(AnnotationId="2")]
    assert len([record for record in records if record["Body"] == "UPR"]) == 0
    assert len(index(*records).recommendations) == 2


def test_splitting_at_hyphens_breaks_names_of_states(sheet: Any) -> None:
    cell = "- Timor-Leste\n- Guinea-Bissau"
    assert [part.strip() for part in cell.split("-") if part.strip()] == ["Timor", "Leste", "Guinea", "Bissau"]
    made = one(sheet(Text="26.1 Do it (Timor-Leste) (Guinea-Bissau);", UPRReccomendingStates=cell))
    assert [str(state) for state in made.recommending_states] == ["Timor-Leste", "Guinea-Bissau"]


def test_the_first_of_two_countries_is_not_the_one_reviewed(index: Any) -> None:
    record = uhri_record(Countries=["Uzbekistan", "Czechia"], UprSession=["14th Session"], Symbol="A/HRC/22/3")
    assert record["Countries"][0] == "Uzbekistan"
    assert str(one(index({**record, "UprCycle": None})).review) == "CZE:14"


@pytest.mark.parametrize(
    ("text", "naive", "right"),
    [
        ("67. Ratify it (Somalia)", None, "67"),
        ("Recommendation No. 41, para. 81: 41. Ratify it (Somalia)", None, "81.41"),
        ("Recommendations conatined in para. 79(a): Ratify it (Somalia)", None, "79(a)"),
        ("166.6. Ratify it (Somalia)", "166.6", "166.6"),
        ("3.5 million children (Somalia)", "3.5", None),
    ],
)
def test_one_pattern_for_numbers_misses_some_and_eats_others(
    sheet: Any, text: str, naive: str | None, right: str | None
) -> None:
    found = re.match(r"\d+\.\d+", text)
    assert (found[0] if found else None) == naive
    number = one(sheet(Text=text)).paragraph
    assert (str(number) if number else None) == right


def test_a_year_is_no_paragraph(sheet: Any) -> None:
    text = "2030 Agenda: implement it (Somalia)"
    naive = re.match(r"\d+", text)
    assert naive is not None
    assert naive[0] == "2030"
    assert one(sheet(Text=text)).paragraph is None


def test_texts_with_entities_are_not_found_as_equal(index: Any) -> None:
    text = "143.5 Prot&eacute;ger&nbsp;les enfants (Niger);"
    assert "Protéger les enfants" not in text
    assert "Protéger les enfants" not in html.unescape(text)  # a space that does not break is another letter
    assert one(index(uhri_record(Text=text))).text == "Protéger les enfants"


def test_the_number_of_a_day_is_no_second_of_1970() -> None:
    assert dt.datetime.fromtimestamp(44180, dt.UTC).year == 1970
    assert day_in("44180") == dt.date(2020, 12, 15)


def test_a_filter_for_the_type_drops_what_has_none(index: Any) -> None:
    records = [uhri_record(AnnotationType=None), uhri_record(AnnotationId="2")]
    assert len([record for record in records if record["AnnotationType"] == "- Recommendations"]) == 1
    assert len(index(*records).recommendations) == 2


def test_a_dictionary_by_id_loses_records(index: Any) -> None:
    records = [uhri_record(), uhri_record(Text="143.6 Sign it (Niger);")]
    assert len({record["AnnotationId"]: record for record in records}) == 1
    assert len(index(*records).recommendations) == 2


def test_goals_hold_the_sign_that_divides_them(sheet: Any) -> None:
    cell = "- 1.4 - Equal rights to economic resources\n- 10 - REDUCED INEQUALITIES"
    assert len(cell.split(" - ")) == 3
    assert labels(one(sheet(Sdgs=cell)), "sdg") == {"1.4", "10"}


@pytest.mark.parametrize("sign", [", ", "; "])
def test_themes_hold_commas_and_semicolons(sheet: Any, sign: str) -> None:
    themes = {
        "Children: definition; general principles; protection",
        "International criminal & humanitarian law (including crimes against humanity, war crimes, genocide)",
    }
    cell = "".join(f"\n-  {theme} " for theme in sorted(themes))
    assert {part.strip() for part in cell.split(sign)} != themes
    assert labels(one(sheet(Themes=cell.strip())), "ohchr_themes") == themes


def test_supported_and_noted_is_not_noted(sheet: Any) -> None:
    assert "noted" in "- Supported/Noted".lower()
    assert one(sheet(UPRPosition="- Supported/Noted")).response is PARTLY_SUPPORTED


def test_rows_of_the_review_that_recommend_nothing_are_not_counted(sheet: Any) -> None:
    cells = {"Text": "Response of Somalia to the recommendations", "UPRPosition": "- Concerns/Observations"}
    assert uhri_row(**cells)[2] == "- UPR"
    reading = sheet(**cells)
    assert (len(reading.recommendations), reading.skipped[0].count) == (0, 1)


# OHCHR's matrix.


def test_rows_are_more_than_paragraphs_where_themes_repeat_them(matrix: Any) -> None:
    row = ("122.1 Ratify it (Mali);", "Supported", "- A\n- B", "")
    rows = [("Theme: A",), row, ("Theme: B",), row]
    assert sum(len(each) > 1 for each in rows) == 2
    assert len(paragraphs(matrix(*rows))) == 1


def test_item_ten_is_item_one_to_a_program_that_calculates(matrix: Any) -> None:
    rows = [(f"26.{item} Do number {item} (Mali);", "Noted", "", "") for item in (1, 10)]
    assert len({float(row[0].split()[0]) for row in rows}) == 1
    assert len(paragraphs(matrix(*rows))) == 2


def test_merged_cells_are_told_once_for_each_column(matrix: Any, tmp_path: Path) -> None:
    reading = matrix(("Theme: Health",), ("122.1 Ratify it (Mali);", "Noted", "", ""))
    theme = docx.Document(str(tmp_path / "matrix.docx")).tables[0].rows[1]
    assert [cell.text for cell in theme.cells] == ["Theme: Health"] * 4
    assert labels(one(reading), "ohchr_headings") == {"Health"}


def test_a_theme_holds_the_sign_that_divides_themes(matrix: Any) -> None:
    theme = "Economic, social & cultural rights - general measures of implementation"
    assert len(theme.split(" - ")) == 2
    assert labels(one(matrix(("122.1 Do it (Mali);", "Noted", f"- {theme}", ""))), "ohchr_themes") == {theme}


def test_the_last_bracket_of_nested_ones_is_no_name(matrix: Any) -> None:
    text = "122.1 Ratify Convention (No. 169) (Iran (Islamic Republic of));"
    assert re.findall(r"\(([^()]*)\)", text) == ["No. 169", "Islamic Republic of"]
    made = one(matrix((text, "Noted", "", "")))
    assert [str(state) for state in made.recommending_states] == ["Iran (Islamic Republic of)"]
    assert made.text == "Ratify Convention (No. 169)"


def test_a_blank_position_is_not_supported(matrix: Any) -> None:
    naive = "noted" if "noted" in "".casefold() else "supported"
    assert naive == "supported"
    assert one(matrix(("122.1 Do it (Mali);", "", "- A", ""))).response is Response.NOT_STATED


def test_a_position_that_is_broken_is_unknown_to_a_look_up(matrix: Any) -> None:
    assert "Supported/Not\ned" not in {"Supported", "Noted", "Supported/Noted"}
    assert one(matrix(("122.1 Do it (Mali);", "Supported/Not\ned", "", ""))).response is PARTLY_SUPPORTED


def test_a_word_file_is_one_whatever_its_name(matrix: Any, tmp_path: Path) -> None:
    matrix(("122.1 Do it (Mali);", "Noted", "", ""))
    renamed = (tmp_path / "matrix.docx").rename(tmp_path / "matrix.doc")
    assert renamed.suffix == ".doc"
    assert len(read(renamed).recommendations) == 1


def test_a_number_that_word_makes_stands_in_no_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = TITLE
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99"><w:lvl w:ilvl="0"><w:start w:val="7"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="122.%1"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))
    table = document.add_table(2, 2)
    for cell, text in zip(table.rows[0].cells, HEADER[:2], strict=True):
        cell.text = text
    first, position = table.rows[1].cells
    first.text, position.text = "Do it (Mali);", "Noted"
    first.paragraphs[0]._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr>')
    )
    document.save(str(tmp_path / "matrix.docx"))
    assert first.text == "Do it (Mali);"
    assert str(one(read(tmp_path / "matrix.docx")).paragraph) == "122.7"


# UPR Info's present database.

COLUMNS = (
    *("Title", "Date added", "Template", "Recommendation", "State under review", "Recommending state", "Response"),
    *("Action category", "Issues", "Session", "Cycle", "Documents", "Attachments", "Published"),
)


def uwazi(file: Path, **cells: str) -> Reading:
    row = {
        "Title": "x",
        "Date added": "2019-09-26",
        "Template": "Recommendation",
        "Recommendation": "Ratify it",
        "State under review": "Viet Nam",
        "Recommending state": "Niger",
        "Response": "Supported",
        "Action category": "5 - Specific action",
        "Issues": "Justice::Torture and other CID treatment|NHRI",
        "Session": "18 - January 2014",
        "Cycle": "Cycle 2",
        **{name.replace("_", " "): cell for name, cell in cells.items()},
    }
    lines = [COLUMNS, [row.get(name, "") for name in COLUMNS]]
    file.write_text("\n".join(",".join(f'"{cell}"' for cell in line) for line in lines), encoding="utf-8")
    return read(file)


def test_the_first_of_several_values_loses_senders(tmp_path: Path) -> None:
    cell = "Niger|Guinea-Bissau"
    assert cell.split("|", maxsplit=1)[0] == "Niger"
    made = one(uwazi(tmp_path / "a.csv", Recommending_state=cell))
    assert [str(state) for state in made.recommending_states] == ["Niger", "Guinea-Bissau"]
    assert made.issues == ("Torture and other CID treatment", "NHRI")


def test_a_response_is_no_yes_or_no(tmp_path: Path) -> None:
    assert {"Supported": True, "Noted": False}.get("Not Supported") is None
    made = one(uwazi(tmp_path / "a.csv", Response="Not Supported"))
    assert (made.response, made.positions[0].wording) == (Response.NOTED, "Not Supported")


def test_the_day_of_import_is_not_that_of_the_review(tmp_path: Path) -> None:
    made = one(uwazi(tmp_path / "a.csv"))
    assert "2019-09-26" in (made.source.raw if made.source else "")
    assert [position.date for position in made.positions] == [None]
    assert str(made.review) == "VNM:18"


def test_a_unit_that_a_format_has_not_is_an_error(tmp_path: Path) -> None:
    reading = uwazi(tmp_path / "a.csv")
    assert len(recommendations(reading)) == 1
    with pytest.raises(TypeError, match="paragraph"):
        paragraphs(reading)
