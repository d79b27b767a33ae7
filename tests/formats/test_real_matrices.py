"""Real files in the other formats: the matrices of Slovenia, rows of the Universal Human Rights Index, exports."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from making import UHRI_COLUMNS, uhri_record, word_table, workbook
from upr_model import (
    NOTED,
    PARTLY_SUPPORTED,
    SUPPORTED,
    Reading,
    Response,
    State,
    UnitUnavailable,
    attributions,
    by,
    example,
    mentions,
    paragraphs,
    read,
    recommendations,
    tally,
    with_addendum,
    write,
)
from upr_model.records.recommendation import normalised

CYCLES = {
    3: ("UPR34_Slovenia_Thematic_list_of_Recommendations.docx", "A_HRC_43_15", (215, 182, 33), 42),
    4: ("upr48-slovenia-thematic-list-of-recommendatio.docx", "A_HRC_59_15", (254, 217, 37), 43),
}


@pytest.mark.parametrize("cycle", CYCLES)
def test_the_matrix_of_slovenia(shared: Path, cycle: int) -> None:
    name, _, totals, themes = CYCLES[cycle]
    reading = read(shared / "samples" / "slovenia" / name)
    assert (reading.problems, reading.refused) == ((), ())
    counts = tally(paragraphs(reading), by.response)
    assert (counts.total, counts[SUPPORTED], counts[NOTED]) == totals
    headings = mentions(recommendations(reading), by.tags("ohchr_headings"), by.response)
    # Its 53 rows of themes are one for each theme and position: what is supported stands first.
    assert sum(1 for count in headings.values() if count) == 53
    assert len(mentions(recommendations(reading), by.tags("ohchr_headings"))) == themes


@pytest.mark.parametrize("cycle", CYCLES)
def test_the_matrix_equals_report_and_addendum_paragraph_by_paragraph(shared: Path, cycle: int) -> None:
    name, document, _, _ = CYCLES[cycle]
    folder = shared / "samples" / "slovenia"
    report = with_addendum(
        read(folder / f"{document}_Slovenia_cycle{cycle}.pdf"), folder / f"{document}_Add1_Slovenia_cycle{cycle}.pdf"
    )

    def told(reading: Reading) -> dict[str, tuple[Any, ...]]:
        return {
            str(made.id): (made.response, normalised(made.text or ""), made.recommending_states)
            for made in reading.recommendations
        }

    matrix = told(read(folder / name))
    own = told(report)
    assert matrix.keys() == own.keys()
    assert matrix == own


@pytest.mark.parametrize("cycle", CYCLES)
@pytest.mark.parametrize("target", ["a.docx", "a.xlsx"])
def test_a_matrix_that_is_written_again_is_the_same(shared: Path, tmp_path: Path, cycle: int, target: str) -> None:
    reading = read(shared / "samples" / "slovenia" / CYCLES[cycle][0])
    write(reading, tmp_path / target, format="ohchr-matrix")
    again = read(tmp_path / target)
    assert {*again.recommendations} == {*reading.recommendations}
    assert again.problems == ()


def test_rows_of_the_universal_human_rights_index(shared: Path, tmp_path: Path) -> None:
    held = json.loads((shared / "samples" / "formats" / "uhri_xlsx_upr_rows.json").read_text(encoding="utf-8"))["rows"]
    rows = [tuple(row[name] or "" for name in UHRI_COLUMNS) for row in held]
    (tmp_path / "export.xlsx").write_bytes(workbook([UHRI_COLUMNS, *rows]))
    reading = read(tmp_path / "export.xlsx")
    assert (reading.problems, reading.refused, reading.skipped) == ((), (), ())
    made = {str(each.paragraph): each for each in reading.recommendations}
    assert [*made] == ["26.1", "26.2", "26.3", "26.4", "26.5", "26.6", "26.9", "26.33"]
    assert {str(each.review) for each in made.values()} == {"USA:36"}
    assert made["26.6"].recommending_states == (State.parse("State of Palestine"),)
    assert made["26.9"].response is PARTLY_SUPPORTED
    assert made["26.33"].response is NOTED
    assert {tag.value for tag in made["26.5"].tags if tag.scheme == "sdg"} == {"11", "16", "5", "13"}
    assert "Scope of international obligations" in {tag.value for tag in made["26.1"].tags}
    assert [each.source.cells if each.source else () for each in made.values()] == rows
    counts = tally(paragraphs(reading), by.response)
    assert (counts[SUPPORTED], counts[PARTLY_SUPPORTED], counts[NOTED]) == (6, 1, 1)


def test_a_record_of_another_mechanism_is_skipped(shared: Path) -> None:
    file = shared / "samples" / "formats" / "uhri_json_nonupr_seen.json"
    assert [str(each) for each in read(file).skipped] == ["1 of CRC: another mechanism"]


def test_rows_of_the_matrix_of_costa_rica(shared: Path, tmp_path: Path) -> None:
    name = "ohchr_matrix_costa_rica_2024_excerpt.json"
    rows = json.loads((shared / "samples" / "formats" / name).read_text(encoding="utf-8"))["rows"]
    header = tuple(rows[0])[1:]
    table = [header]
    for row in rows:
        table += [(f"Theme: {row['theme']}",), tuple(row[column] for column in header)]
    (tmp_path / "a.docx").write_bytes(word_table(table, "UPR of Costa Rica (4th Cycle - 47th Session)"))
    reading = read(tmp_path / "a.docx")
    assert reading.problems == ()
    found = [(str(made.id), made.response, made.recommending_states[0].iso3) for made in reading.recommendations]
    assert found == [
        ("A/HRC/58/13#119.15", SUPPORTED, "IND"),
        ("A/HRC/58/13#120.10", NOTED, "ROU"),
        ("A/HRC/58/13#119.17", SUPPORTED, "BHR"),
        ("A/HRC/58/13#120.29", NOTED, "MEX"),
        ("A/HRC/58/13#119.29", SUPPORTED, "CPV"),
    ]


def test_rows_of_the_matrix_of_the_united_states(shared: Path, tmp_path: Path) -> None:
    name = "ohchr_matrix_usa_2020_excerpt.txt"
    lines = (shared / "samples" / "formats" / name).read_text(encoding="utf-8").splitlines()[1:]
    rows = [[cell.strip().replace("...", "") for cell in line.split(" | ")] for line in lines if line]
    width = len(rows[0])
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([*row, *[""] * (width - len(row))] for row in rows)
    reading = read(tmp_path / "a.csv", review="USA:36")
    made = {str(each.paragraph): each for each in reading.recommendations}
    assert [*made] == ["26.1", "26.20", "26.32", "26.47", "26.49", "26.109"]
    assert [state.iso3 for state in made["26.47"].recommending_states] == ["RWA", "BHS", "NAM", "MAR"]
    assert {tag.value for tag in made["26.20"].tags if tag.scheme == "ohchr_persons"} == {
        "Children",
        "Persons with disabilities",
    }
    assert reading.problems == ()


def test_one_review_in_three_formats_gives_the_same_tallies(shared: Path, tmp_path: Path) -> None:
    """Or an error that says which unit the format cannot give."""
    report = example()
    export = read(shared / "samples" / "upr_info" / "viet-nam-session-18.csv")
    records = [
        uhri_record(
            AnnotationId=str(paragraph.number),
            Text=f"{paragraph.number} "
            + "/".join(
                f"{made.text} ({', '.join(str(state) for state in made.recommending_states)})"
                for made in paragraph.recommendations
            ),
            UprPositions=[str(paragraph.recommendations[0].response).capitalize()],
            UprRecommendingCountry=[str(state) for state in paragraph.recommending_states],
        )
        for paragraph in paragraphs(report)
    ]
    (tmp_path / "export.json").write_text(json.dumps(records), encoding="utf-8")
    index = read(tmp_path / "export.json")
    write(report, tmp_path / "matrix.docx")
    matrix = read(tmp_path / "matrix.docx")

    def counted(reading: Reading, unit: Any) -> dict[Response, int]:
        return dict(tally(unit(reading), by.response))

    for reading in (index, matrix):
        for unit in (paragraphs, recommendations, attributions):
            assert counted(reading, unit) == counted(report, unit)
    assert counted(export, attributions) == counted(report, attributions)
    assert counted(export, recommendations) == counted(report, recommendations)
    with pytest.raises(UnitUnavailable, match="paragraph"):
        paragraphs(export)
