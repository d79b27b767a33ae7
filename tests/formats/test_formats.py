"""Formats: what each says of itself, and how a file finds the reader of its own."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from making import uhri_record
from printing import CLOSING, SUPPORT, report
from upr_model import (
    AssessmentColumn,
    Assessor,
    AssessorKind,
    InvalidValue,
    Reading,
    Severity,
    State,
    UnknownFormat,
    attributions,
    read,
)
from upr_model.cli import main
from upr_model.formats import FORMATS, Format, Input, JsonReader, Row, Table, TableReader
from upr_model.formats.media import delimited
from upr_model.formats.shared.format import OPTIONS, checked
from upr_model.formats.sniffing import SNIFFED_TABLE

NAMES = [each.name for each in FORMATS]
HEADER = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\n"


def nothing(_: object, given: Input) -> Reading:
    return Reading(sources=(given.file,))


OURS = Format(name="ours", title="a list of ours", readers=(TableReader(read=nothing),))


def test_the_table_in_the_docs_is_that_of_the_formats() -> None:
    page = (Path(__file__).parents[2] / "docs/how-to/other-formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (.*?) \| (.*?) \| (.*?) ?\|$", page, re.MULTILINE)
    expected = [(each.name, each.title, each.row, ", ".join(f"`{extra}`" for extra in each.extras)) for each in FORMATS]
    assert rows == expected


def test_names_and_options_of_formats_are_known_ones() -> None:
    assert len({*NAMES}) == len(FORMATS)
    for each in FORMATS:
        assert each.title
        assert each.row
        assert all(reader.takes <= {*OPTIONS} for reader in each.readers)


def test_the_command_offers_the_formats_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["summary", "--help"])
    assert ",".join(NAMES) in "".join(capsys.readouterr().out.split())  # it breaks names at their hyphens


def test_a_file_of_no_known_kind_is_told_what_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Dear colleagues", encoding="utf-8")
    with pytest.raises(UnknownFormat) as caught:
        read(tmp_path / "a.txt")
    assert all(f"{each.title} ({each.name})" in str(caught.value) for each in FORMATS)


@pytest.mark.parametrize("form", FORMATS, ids=NAMES)
@pytest.mark.parametrize("option", OPTIONS)
def test_what_a_reader_has_no_use_for_is_refused(form: Format, option: str) -> None:
    ministry = AssessmentColumn(assessor=Assessor(AssessorKind.STATE, "Ministry"), as_of="2023")
    column = next(iter(form.columns), "")
    values: dict[str, Any] = {
        "review": "VNM:18",
        "columns": {column: form.columns.get(column)},
        "assessments": ministry,
    }
    given = Input(file="a", **{option: values[option]})
    for reader in form.readers:
        if option in reader.takes:
            assert checked(given, form, reader) == given
        else:
            with pytest.raises(InvalidValue, match=f"^{option} is for .*; {form.name} has no use for it"):
                checked(given, form, reader)


# A format of a user.


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b\nc,d\n", ["a", "b"]),
        ("a;b\nc;d\n", ["a", "b"]),
        ("a\tb\tc, d\n", ["a", "b", "c, d"]),
        ("\n\na,b\n", ["a", "b"]),
    ],
)
def test_a_table_of_ones_own_has_its_first_row_as_header(tmp_path: Path, text: str, cells: list[str]) -> None:
    seen: list[Table] = []

    def reading(tables: Sequence[Table], given: Input) -> Reading:
        seen.extend(tables)
        return nothing(tables, given)

    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    read(tmp_path / "a.csv", format=Format(name="ours", title="ours", readers=(TableReader(read=reading),)))
    (table,) = seen
    assert table.header is not None
    assert table.header.cells == cells


def test_a_table_of_ones_own_is_found_by_its_header_and_delimiter(tmp_path: Path) -> None:
    def header(rows: Sequence[Row], _: object) -> int | None:
        return next((place for place, row in enumerate(rows) if row.cells == ["who", "what"]), None)

    rows: list[list[str]] = []

    def reading(tables: Sequence[Table], given: Input) -> Reading:
        rows.extend(row.cells for row in tables[0].rows)
        return nothing(tables, given)

    ours = Format(name="ours", title="ours", readers=(TableReader(header=header, read=reading),))
    (tmp_path / "a.csv").write_text("a title\nwho;what\nMali;Ratify, soon\n", encoding="utf-8")
    problems = read(tmp_path / "a.csv", format=ours).problems
    assert rows == [["Mali", "Ratify, soon"]]
    assert [problem.code for problem in problems] == ["delimiter"]
    (tmp_path / "b.csv").write_text("who,when\n", encoding="utf-8")
    with pytest.raises(UnknownFormat, match="is not of the format ours"):
        read(tmp_path / "b.csv", format=ours)


def test_json_of_ones_own_is_given_whole(tmp_path: Path) -> None:
    texts: list[str] = []

    def reading(text: str, given: Input) -> Reading:
        texts.append(text)
        return nothing(text, given)

    (tmp_path / "a.json").write_text('{"a": 1}', encoding="utf-8")
    ours = Format(name="ours", title="ours", readers=(JsonReader(recognises=lambda _: True, read=reading),))
    read(tmp_path / "a.json", format=ours)
    assert texts == ['{"a": 1}']
    with pytest.raises(InvalidValue, match=r"columns is for tables .*; ours has no use for it"):
        read(tmp_path / "a.json", format=ours, columns={"a": "b"})


@pytest.mark.parametrize("wrong", ["csv", 5, ["uhri"]])
def test_what_is_no_format_is_refused(tmp_path: Path, wrong: object) -> None:
    with pytest.raises(InvalidValue, match="is not a known format; known are upr-model-dossier"):
        read(tmp_path / "a.csv", format=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("readers", [(), [OURS.readers[0]], ("read",)])
def test_a_format_has_readers(readers: object) -> None:
    with pytest.raises(InvalidValue, match="the readers of a format"):
        Format(name="ours", title="ours", readers=readers)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [{"takes": "review"}, {"takes": frozenset({"reviews"})}, {"takes": {"review"}}, {"read": None}, {"header": 5}],
)
def test_a_reader_takes_known_options_and_has_functions(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match=r"^(takes is a frozenset of some of review, |(read|header) is a function)"):
        TableReader(**{"read": nothing, **wrong})


def test_a_reader_that_gives_no_reading_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n", encoding="utf-8")
    odd = Format(name="odd", title="odd", readers=(TableReader(read=lambda *_: None),))  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="the reader of odd gives a Reading, not None"):
        read(tmp_path / "a.csv", format=odd)


# One file, one look.


def test_a_table_is_split_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The header is looked for in the beginning of the text, whatever divides its cells."""
    rows = "".join(f"Tonga;;;Ratify {number};Mali;;;Noted;;;15\n" for number in range(50_000))
    (tmp_path / "a.csv").write_text(HEADER.replace(",", ";") + rows, encoding="utf-8")
    lengths: list[int] = []
    split = delimited.rows

    def watched(text: str, *more: object, delimiter: str = ",") -> object:
        lengths.append(len(text))
        return split(text, *more, delimiter=delimiter)  # type: ignore[arg-type]

    monkeypatch.setattr("upr_model.formats.sniffing.rows", watched)
    assert len(attributions(read(tmp_path / "a.csv"))) == 50_000
    assert sum(length > SNIFFED_TABLE for length in lengths) == 1


def test_a_header_below_a_long_title_is_found(tmp_path: Path) -> None:
    text = f"{'a title, ' * 10_000}\n{HEADER.replace(',', ';')}Tonga;;;Ratify;Mali;;;Noted;;;15\n"
    (tmp_path / "a.csv").write_text(text.replace("\n", "\n\n", 1), encoding="utf-8")
    with pytest.raises(UnknownFormat):  # a title is none of UPR Info's export, whose header comes first
        read(tmp_path / "a.csv")
    matrix = f"{'a title, ' * 10_000}\nRecommendation;Position\n122.1 Ratify (Mali);Noted\n"
    (tmp_path / "b.csv").write_text(matrix, encoding="utf-8")
    assert len(read(tmp_path / "b.csv", review="SVN:34").recommendations) == 1


def test_a_csv_is_asked_by_no_json_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text(HEADER, encoding="utf-8")

    def refuse(*_: object) -> None:
        pytest.fail("a reader of JSON was asked")

    monkeypatch.setattr(JsonReader, "recognises", property(refuse))
    assert read(tmp_path / "a.csv").recommendations == ()


# One doubt, one fate.


def in_a_report(folder: Path) -> Reading:
    text = report(f"143. {SUPPORT}\n143.1 Ratify it (Niger, Atlantisland).\n144. {CLOSING}")
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return read(folder / "a.txt")


def in_upr_info(folder: Path) -> Reading:
    rows = "".join(f"Viet Nam,,,Ratify it,{name},,,Accepted,,,18\n" for name in ("Niger", "Atlantisland"))
    (folder / "a.csv").write_text(HEADER + rows, encoding="utf-8")
    return read(folder / "a.csv")


def in_uwazi(folder: Path) -> Reading:
    text = (
        "title,Recommendation,State under review,Recommending state,Response,Session,template,dateAdded\n"
        "R1,Ratify it,Viet Nam,Niger|Atlantisland,Supported,18 - February 2014,Recommendation,1\n"
    )
    (folder / "a.csv").write_text(text, encoding="utf-8")
    return read(folder / "a.csv")


def in_uhri(folder: Path) -> Reading:
    import json  # noqa: PLC0415

    record = uhri_record(Text="143.1 Ratify it (Niger, Atlantisland)", UprRecommendingCountry=["Niger", "Atlantisland"])
    (folder / "a.json").write_text(json.dumps([record]), encoding="utf-8")
    return read(folder / "a.json")


def in_uhri_without_a_column(folder: Path) -> Reading:
    import json  # noqa: PLC0415

    record = uhri_record(Text="143.1 Ratify it (Niger, Atlantisland)", UprRecommendingCountry=[])
    (folder / "a.json").write_text(json.dumps([record]), encoding="utf-8")
    return read(folder / "a.json")


def in_a_matrix(folder: Path) -> Reading:
    text = 'Recommendation,Position\n"143.1 Ratify it (Niger, Atlantisland);",Supported\n'
    (folder / "a.csv").write_text(text, encoding="utf-8")
    return read(folder / "a.csv", review="VNM:18")


def in_a_matrix_with_a_column(folder: Path) -> Reading:
    text = 'Recommendation,Position,States\n143.1 Ratify it,Supported,"Niger; Atlantisland"\n'
    (folder / "a.csv").write_text(text, encoding="utf-8")
    return read(folder / "a.csv", review="VNM:18", columns={"States": "states"})


def in_our_table(folder: Path) -> Reading:
    from upr_model import write  # noqa: PLC0415

    write(in_a_matrix(folder), folder / "b.csv")
    text = (folder / "b.csv").read_text(encoding="utf-8")
    lines = text.replace("unknown", "Atlantisland").splitlines()
    (folder / "c.csv").write_text("\n".join(lines), encoding="utf-8")
    return read(folder / "c.csv")


EVERYWHERE = [
    *(in_a_report, in_upr_info, in_uwazi, in_uhri, in_uhri_without_a_column),
    *(in_a_matrix, in_a_matrix_with_a_column, in_our_table),
]


@pytest.mark.parametrize("read_it", EVERYWHERE)
def test_a_name_that_is_no_states_is_an_unknown_sender_in_every_format(tmp_path: Path, read_it: object) -> None:
    reading: Reading = read_it(tmp_path)  # type: ignore[operator]
    senders = [each.recommending_state for each in attributions(reading)]
    assert senders == [State.parse("Niger"), None]
    warnings = [problem for problem in reading.problems if problem.severity is Severity.WARNING]
    (warning,) = (problem for problem in warnings if "Atlantisland" in str(problem))
    assert warning.code == "unknown-state"
    assert warning.hint == "it is counted, with an unknown sender"
    assert not [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    assert "unknown-sender" not in reading.problem_counts
