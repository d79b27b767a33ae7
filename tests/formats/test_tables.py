"""Files that are written: what is written is read again, equal; cells that a spreadsheet would run are not."""

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from upr_model import (
    ActionCategory,
    Assessment,
    AssessmentColumn,
    Assessor,
    AssessorKind,
    Attribution,
    DocumentSymbol,
    ImplementationStatus,
    InvalidValue,
    MissingExtra,
    Paragraph,
    Position,
    Reading,
    Recommendation,
    Response,
    ReviewKey,
    State,
    Tag,
    UprError,
    attributions,
    by,
    paragraphs,
    read,
    recommendations,
    tally,
    write,
)
from upr_model import (
    example as viet_nam,
)
from upr_model.formats.matrix.writer import matrix_of
from upr_model.formats.media import workbook
from upr_model.formats.media.neutral import is_run, neutralised, restored
from upr_model.formats.own import details, json_lines
from upr_model.formats.own.table import COLUMNS
from upr_model.formats.shared.asks import ITEM_LIMIT
from upr_model.samples import viet_nam_dossier
from upr_model.strategies import recommendations as made_up

REVIEW = ReviewKey.parse("VNM:18")
WAYS: list[tuple[str, dict[str, Any]]] = [
    ("a.csv", {}),
    ("a.csv", {"excel": True}),
    ("a.xlsx", {}),
    ("a.jsonl", {}),
    ("a.docx", {}),
    ("a.xlsx", {"format": "ohchr-matrix"}),
]
HOSTILE = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1+1", "＝1+1", "\t=1", "\r=1", " =1", "26.10"),
    *("Theme: Health", "Recommendation", "Source of Position: A/HRC/1/1", "143.2 Sign (Mali);", "(Mali)", "a; b | c"),
    *("a\nb", "a\r\nb", '"', "\x00\x01\x1f", "_x0041_", "\u2028", "\ufffe", "&amp;", "<p>", "  a  b ", "", ";"),
    *("sdg:5", "x" * 500, "\U0001f600", "Ratify (Mali)/Sign (Chad)", "Ratify (Urugay)", "nbsp\u00a0", "\u200b"),
)
odd_texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def odd(made: Recommendation, text: str, label: str) -> Recommendation:
    """Put any text wherever one may stand."""
    position = Position(response=made.response, wording=text)
    assessor = Assessor(AssessorKind.STATE, f"=Ministry (state): {label.strip()}"[:100])
    assessment = Assessment(status=ImplementationStatus.IMPLEMENTED, as_of="2020", assessor=assessor, note=text)
    tags = (
        [Tag("ohchr_themes", label), Tag("ohchr_headings", label), Tag("ohchr_persons", label)] if label.strip() else []
    )
    return evolve(
        made,
        text=text,
        positions=(*made.positions[:-1], evolve(made.positions[-1], wording=text) if made.positions else position),
        tags=made.tags | {*tags},
        attributions=(evolve(made.attributions[0], text=text, issues=(label,)), *made.attributions[1:]),
        assessments=(assessment,),
    )


plain = made_up(review=REVIEW)
hostile = st.builds(odd, plain, odd_texts, odd_texts)


def again(folder: Path, made: list[Recommendation], name: str, told: dict[str, Any]) -> Reading:
    write(made, folder / name, **told)
    return read(folder / name)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written")


@pytest.mark.parametrize(("name", "told"), WAYS)
def test_out_and_in_again_is_equal(folder: Path, name: str, told: dict[str, Any]) -> None:
    @given(st.lists(plain | hostile, min_size=1, max_size=4))
    def check(made: list[Recommendation]) -> None:
        reading = again(folder, made, name, told)
        assert Counter(reading.recommendations) == Counter(made)
        assert reading.refused == ()

    check()


@pytest.mark.parametrize(("name", "told"), WAYS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_written_and_read(folder: Path, name: str, told: dict[str, Any], text: str) -> None:
    bare = Recommendation(review=REVIEW, text=text, attributions=(Attribution(review=REVIEW, recommending_state=None),))
    made = [bare, odd(bare, text, text), odd(viet_nam().recommendations[0], text, text)]
    reading = again(folder, made, name, told)
    assert Counter(reading.recommendations) == Counter(made)
    assert reading.refused == ()


@pytest.mark.parametrize(("name", "told"), WAYS)
def test_the_same_review_gives_the_same_tallies_in_every_format(folder: Path, name: str, told: dict[str, Any]) -> None:
    reading = again(folder, [*viet_nam().recommendations], name, told)
    assert reading.problems == ()
    for unit in (paragraphs, recommendations, attributions):
        assert dict(tally(unit(reading), by.response)) == dict(tally(unit(viet_nam()), by.response))
    assert len(paragraphs(reading)) == 227


@pytest.mark.parametrize(("name", "told"), WAYS)
def test_no_recommendations_are_a_table_of_none(folder: Path, name: str, told: dict[str, Any]) -> None:
    if name.endswith("docx") or "format" in told:
        with pytest.raises(InvalidValue, match="of one review, not of no recommendation"):
            again(folder, [], name, told)
    elif name.endswith("jsonl"):
        write([], folder / name)
        assert (folder / name).read_bytes() == b""
    else:
        assert again(folder, [], name, told).recommendations == ()


# What stands in the files.


def cells_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


def test_a_table_has_what_most_tools_need(tmp_path: Path) -> None:
    write(viet_nam(), tmp_path / "a.csv")
    first = cells_of(tmp_path / "a.csv")[0]
    assert tuple(first) == COLUMNS
    assert {name: cell for name, cell in first.items() if cell and name != "details"} == {
        "id": "A/HRC/26/6#143.1/a",
        "state_under_review": "VNM",
        "session": "18",
        "document": "A/HRC/26/6",
        "paragraph": "143.1",
        "part": "a",
        "recommending_states": first["recommending_states"],
        "response": "supported",
    }
    assert not (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_only_files_for_spreadsheets_have_cells_neutralised(tmp_path: Path) -> None:
    made = evolve(viet_nam().recommendations[0], text="=1+1")
    write([made], tmp_path / "plain.csv")
    write([made], tmp_path / "excel.csv", excel=True)
    assert cells_of(tmp_path / "plain.csv")[0]["text"] == "=1+1"
    (row,) = cells_of(tmp_path / "excel.csv")
    assert (row["text"], row["paragraph"], row["quoted"]) == ("'=1+1", "'143.1", "paragraph text")
    assert (tmp_path / "excel.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    write([made], tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = book.worksheets[0].cell(2, 1 + COLUMNS.index("text"))
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    assert "nothing in this file is run" in str(book.properties.description)


@given(st.dictionaries(st.sampled_from(["text", "id", "tags"]), odd_texts))
@example({"text": "'=1+1", "id": "'"})
def test_what_is_neutralised_is_restored_and_runs_no_more(cells: dict[str, str]) -> None:
    quoted = neutralised(cells)
    assert restored(quoted) == cells
    assert not any(map(is_run, quoted.values()))


def test_a_matrix_has_titles_themes_and_the_cells_that_a_state_fills() -> None:
    tags = frozenset(
        {Tag("ohchr_headings", "Health"), Tag("ohchr_themes", "Health"), Tag("sdg", "5"), Tag("sdg", "16.2")}
    )
    made = Recommendation(
        review=REVIEW,
        document=DocumentSymbol.parse("A/HRC/26/6"),
        paragraph=Paragraph.parse("143.1"),
        text="Ratify it",
        attributions=(Attribution(review=REVIEW, recommending_state=State.parse("Niger")),),
        positions=(Position(response=Response.SUPPORTED, wording="Supported"),),
        tags=tags,
        assessments=(
            Assessment(
                status=ImplementationStatus.IN_PROGRESS,
                as_of="2016-06",
                assessor=Assessor(AssessorKind.STATE, "Ministry"),
                note="a bill",
            ),
        ),
    )
    matrix = matrix_of([made])
    assert matrix.title == "UPR of Viet Nam (2nd Cycle - 18th Session)"
    assert matrix.rows == (
        ("Theme: Health",),
        (
            "143.1 Ratify it (Niger);",
            "Supported",
            "- Health",
            "- 5 - GENDER EQUALITY\n- 16.2",
            "in progress as of 2016-06, by Ministry (state): a bill",
        ),
    )
    ((key, more),) = matrix.details
    assert key.startswith("VNM:18#")
    assert json.loads(more) == [{"document": "A/HRC/26/6"}]


def test_a_matrix_of_several_reviews_is_refused(tmp_path: Path) -> None:
    other = ReviewKey.parse("VNM:5")
    made = Recommendation(review=other, attributions=(Attribution(review=other, recommending_state=None),))
    with pytest.raises(InvalidValue, match="of one review, not of VNM:5, VNM:18; narrow them by State and session"):
        write([*viet_nam().recommendations, made], tmp_path / "a.docx")


# What was changed since.


def changed(file: Path, **cells: str) -> Reading:
    rows = cells_of(file)
    rows[0].update(cells)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(out.getvalue(), encoding="utf-8", newline="")
    return read(file)


def test_a_cell_that_was_changed_counts(tmp_path: Path) -> None:
    write(viet_nam(), tmp_path / "a.csv")
    reading = changed(tmp_path / "a.csv", response="noted", text="Something else")
    made = reading.recommendations[0]
    assert (made.text, made.response) == ("Something else", Response.NOTED)
    assert made.positions == (Position(response=Response.NOTED, wording="noted"),)
    assert [(problem.code, problem.column) for problem in reading.problems] == [("changed-cell", "response")]
    assert [*reading.recommendations[1:]] == [*viet_nam().recommendations[1:]]


@pytest.mark.parametrize(
    "text", ["{", "[]", "5", "[5]", '[{"text": 5}]', '[{"nothing": 1}]', '[{"positions": [{}]}]', "[" * 9999]
)
def test_details_that_cannot_be_read_are_told(tmp_path: Path, text: str) -> None:
    write(viet_nam(), tmp_path / "a.csv")
    reading = changed(tmp_path / "a.csv", details=text)
    assert [problem.code for problem in reading.problems] == ["details"]
    assert len(reading.recommendations) == 244


def test_details_of_several_recommendations_are_told(tmp_path: Path) -> None:
    write(viet_nam(), tmp_path / "a.csv")
    two = details.details_of(viet_nam().recommendations[:2], [])
    reading = changed(tmp_path / "a.csv", details=two)
    assert [problem.code for problem in reading.problems] == ["details"]
    assert [problem.code for problem in changed(tmp_path / "a.csv", text="x").problems] == ["details"]
    same = details.details_of([viet_nam().recommendations[0]] * 2, [])
    assert [problem.code for problem in changed(tmp_path / "a.csv", details=same).problems] == ["details"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"state_under_review": "Atlantis"}, "cell"),
        ({"session": "99"}, "cell"),
        ({"paragraph": "x"}, "cell"),
        ({"response": "deferred"}, "cell"),
        ({"action_category": "9"}, "cell"),
        ({"tags": "x"}, "cell"),
        ({"part": "ABC"}, "row"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_its_row(tmp_path: Path, cells: dict[str, str], code: str) -> None:
    write(viet_nam(), tmp_path / "a.csv")
    reading = changed(tmp_path / "a.csv", **cells)
    assert len(reading.recommendations) == 243
    assert [problem.code for problem in reading.problems] == [code]
    assert [source.line for source in reading.refused] == [2]


def test_assessments_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    write(viet_nam(), tmp_path / "a.csv")
    reading = changed(tmp_path / "a.csv", assessments="Implemented: a law")
    assert len(reading.recommendations) == 244
    assert [problem.code for problem in reading.problems] == ["assessment", "changed-cell"]
    column = AssessmentColumn(assessor=Assessor(AssessorKind.STATE, "Ministry"), as_of="2020")
    made = read(tmp_path / "a.csv", assessments=column).recommendations[0]
    assert [(each.status, each.note) for each in made.assessments] == [(ImplementationStatus.IMPLEMENTED, "a law")]
    changed(tmp_path / "a.csv", assessments="x: y")
    assert read(tmp_path / "a.csv", assessments=column).problems[0].code == "assessment"


def test_a_table_without_its_details_is_read(tmp_path: Path) -> None:
    write(viet_nam(), tmp_path / "a.csv")
    rows = cells_of(tmp_path / "a.csv")
    out = io.StringIO()
    writer = csv.DictWriter(out, [name for name in rows[0] if name != "details"], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    (tmp_path / "b.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    assert len(read(tmp_path / "b.csv").recommendations) == 244


def test_themes_stand_in_the_order_in_which_they_come() -> None:
    made = [
        Recommendation(
            review=REVIEW,
            text=str(number),
            attributions=(Attribution(review=REVIEW, recommending_state=None),),
            tags=frozenset({Tag("ohchr_headings", theme)}),
        )
        for number, theme in enumerate(("Water", "Health", "Water", "Food"))
    ]
    assert [row[0] for row in matrix_of(made).rows if len(row) == 1] == ["Theme: Water", "Theme: Health", "Theme: Food"]


def test_blank_rows_and_rows_of_another_width_are_refused(tmp_path: Path) -> None:
    write(viet_nam(), tmp_path / "a.csv")
    with (tmp_path / "a.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n" + "," * 40 + "\n" + "x," * 40 + "\n")
    reading = read(tmp_path / "a.csv")
    assert [problem.code for problem in reading.problems] == ["blank-row", "blank-row", "field-count"]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    write(viet_nam(), tmp_path / "a.csv")
    rows = cells_of(tmp_path / "a.csv")
    out = io.StringIO()
    writer = csv.DictWriter(out, sorted(rows[0], reverse=True), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    (tmp_path / "b.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    reading = read(tmp_path / "b.csv")
    assert reading.recommendations == viet_nam().recommendations
    assert [problem.code for problem in reading.problems] == ["delimiter"]


def test_lines_that_cannot_be_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(viet_nam(), tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    odd_lines = [
        lines[0][:-5],
        lines[0].replace('"version": 1', '"version": 2'),
        lines[0].replace('"review"', '"revue"'),
        "",
    ]
    (tmp_path / "b.jsonl").write_text("\n".join([*lines, *odd_lines]), encoding="utf-8")
    reading = read(tmp_path / "b.jsonl")
    assert reading.recommendations == viet_nam().recommendations
    assert [problem.code for problem in reading.problems] == ["line"] * 3
    assert [source.line for source in reading.refused] == [245, 246, 247]
    monkeypatch.setattr(json_lines, "LINE_LIMIT", 10)
    assert len(read(tmp_path / "b.jsonl").refused) == 247


def test_a_matrix_whose_cells_were_filled(tmp_path: Path) -> None:
    import docx  # noqa: PLC0415  (an extra)

    made = [
        evolve(each, positions=(evolve(each.positions[-1], wording="a longer wording"),))
        for each in viet_nam().recommendations[:6]
    ]
    write(made, tmp_path / "a.docx")
    document = docx.Document(str(tmp_path / "a.docx"))
    table = document.tables[0]
    table.cell(1, 4).text = "implemented as of 2016, by Ministry (state): done"
    table.cell(2, 1).text = "Noted"
    table.cell(3, 0).text = "143.99 Another text (Mali);"
    document.save(str(tmp_path / "b.docx"))
    reading = read(tmp_path / "b.docx")
    codes = [problem.code for problem in reading.problems]
    assert sorted(set(codes)) == ["changed-cell", "details"]
    filled = next(each for each in reading.recommendations if each.assessments)
    assert filled.assessments[0].status is ImplementationStatus.IMPLEMENTED
    assert filled.positions[-1].wording == "a longer wording"
    document.tables[1].cell(1, 1).text = "{"
    document.save(str(tmp_path / "c.docx"))
    assert "the cells alone are taken" in {problem.hint for problem in read(tmp_path / "c.docx").problems}


def test_columns_that_are_not_of_the_table_are_noted(tmp_path: Path) -> None:
    write(viet_nam(), tmp_path / "a.csv")
    reading = changed(tmp_path / "a.csv", Comments="x", id="nonsense")
    assert [(problem.code, problem.column) for problem in reading.problems] == [("unknown-column", "Comments")]
    assert reading.recommendations == viet_nam().recommendations


def test_of_two_columns_of_one_name_the_one_that_is_filled_is_taken(tmp_path: Path) -> None:
    write(viet_nam(), tmp_path / "a.csv")
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "b.csv").write_text(
        "\n".join(["text," + lines[0], *("," + line for line in lines[1:])]), encoding="utf-8"
    )
    reading = read(tmp_path / "b.csv")
    assert reading.recommendations == viet_nam().recommendations
    assert [(problem.code, problem.column) for problem in reading.problems] == [("duplicate-column", "text")]


def test_lines_without_spaces_are_read(tmp_path: Path) -> None:
    write(viet_nam(), tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    short = "\n".join(json.dumps(json.loads(line), separators=(",", ":")) for line in lines)
    (tmp_path / "b.jsonl").write_text(short, encoding="utf-8")
    assert read(tmp_path / "b.jsonl").recommendations == viet_nam().recommendations


# What cannot be written.


@pytest.mark.parametrize(("name", "told"), WAYS)
def test_half_of_a_character_is_refused(folder: Path, name: str, told: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match="half of a character"):
        again(folder, [evolve(viet_nam().recommendations[0], text="\ud800")], name, told)


@pytest.mark.parametrize(("name", "told"), [way for way in WAYS if "jsonl" not in way[0]])
def test_a_text_that_no_cell_holds_is_refused(folder: Path, name: str, told: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match="characters"):
        again(folder, [evolve(viet_nam().recommendations[0], text="x" * 140_000)], name, told)


def test_a_sheet_has_so_many_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS_LIMIT", 10)
    with pytest.raises(InvalidValue, match="a sheet has 10 rows at most, and 245 are to be written; write CSV"):
        write(viet_nam(), folder / "a.xlsx")


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("a.parquet", {}, r"ends in none of \.csv, \.xlsx, \.jsonl, \.docx"),
        ("a.csv", {"format": "ohchr-matrix"}, r"format='ohchr-matrix': \.csv may have the format upr-model-table"),
        ("a.xlsx", {"excel": True}, "excel=True is for CSV"),
        ("a.csv", {"format": "csv"}, "is not written with format='csv'"),
    ],
)
def test_names_and_formats_that_are_not_written(folder: Path, name: str, told: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        write(viet_nam(), folder / name, **told)


def test_what_is_no_recommendation_is_not_written(folder: Path) -> None:
    with pytest.raises(InvalidValue, match="recommendations are written, not 5"):
        write([5], folder / "a.csv")  # type: ignore[list-item]
    with pytest.raises(InvalidValue, match="of a dossier, give its recommendations"):
        write(viet_nam_dossier(), folder / "a.csv")  # type: ignore[arg-type]
    with pytest.raises(UprError):
        write(viet_nam(), folder / "no" / "a.csv")


@pytest.mark.parametrize(("name", "told"), [way for way in WAYS if way[0].endswith("x")])
def test_what_is_missing_is_named(
    folder: Path, name: str, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    library, extra = ("docx", "word") if name == "a.docx" else ("xlsxwriter", "spreadsheet")
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(MissingExtra, match=rf"upr-model\[{extra}\]"):
        write(viet_nam(), folder / name, **told)


def test_a_long_text_is_one_ask(folder: Path) -> None:
    made = evolve(viet_nam().recommendations[0], text="Ratify (Mali)/Sign (Chad) " * (ITEM_LIMIT // 20))
    assert again(folder, [made], "a.docx", {}).recommendations == (made,)


def test_every_attribution_is_kept(folder: Path) -> None:
    pair = tuple(
        Attribution(review=REVIEW, recommending_state=State.parse(state), action_category=category, issues=("NHRI",))
        for state, category in (("Mali", ActionCategory.GENERAL), ("Mali", ActionCategory.GENERAL), ("Chad", None))
    )
    made = Recommendation(review=REVIEW, attributions=pair, text="Do it")
    for name, told in WAYS:
        assert again(folder, [made, made], name, told).recommendations == (made, made)
