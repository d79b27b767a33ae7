"""Spreadsheets: what their cells hold, and what no program should ever open."""

import datetime as dt
import gzip
import io
import pickle
import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from making import UHRI_COLUMNS, uhri_row, workbook
from upr_model import (
    MissingExtra,
    Reading,
    Severity,
    UnknownFormat,
    UnreadableFile,
    UprError,
    example,
    read,
    write,
)
from upr_model.formats.media import archives, sheet_guard, spreadsheet
from upr_model.formats.media.delimited import CELL_LIMIT
from upr_model.formats.media.numbers import Number
from upr_model.formats.media.spreadsheet import sheets_of
from upr_model.formats.own.table import COLUMNS

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
WORKBOOK = "xl/workbook.xml"
ENTRY = b"PK\x01\x02"
"""What an entry of the directory of an archive begins with."""

Change = Callable[[bytes], bytes]


def export(*rows: Sequence[Any]) -> bytes:
    return workbook([UHRI_COLUMNS, *(rows or [uhri_row()])])


def sheet(*cells: tuple[int, int, Any, str], merged: Sequence[tuple[int, int, int, int, str]] = ()) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "nan_inf_to_errors": True}) as made:
        own = made.add_worksheet()
        for first, left, last, right, text in merged:
            own.merge_range(first, left, last, right, text)
        for row, column, value, form in cells:
            own.write(row, column, value, made.add_format({"num_format": form}) if form else None)
    return stream.getvalue()


def archive(members: Mapping[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as made:
        for name, held in members.items():
            made.writestr(name, held)
    return stream.getvalue()


def members_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def edited(data: bytes, changes: Mapping[str, Change] | None = None, **more: bytes) -> bytes:
    members = members_of(data)
    for name, change in (changes or {}).items():
        changed = change(members[name])
        assert changed != members[name]
        members[name] = changed
    return archive(members | {name.replace("__", "/").replace("_", "."): held for name, held in more.items()})


def instead(old: str, new: str) -> Change:
    return lambda held: held.replace(old.encode(), new.encode())


def of_xml(rows: str, strings: str = "", prefix: str = "") -> bytes:
    """Give a spreadsheet whose sheet has these rows, as XML."""
    space = f'xmlns{":" if prefix else ""}{prefix}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    dot = f"{prefix}:" if prefix else ""
    whole = f"<{dot}worksheet {space}><{dot}sheetData>{rows}</{dot}sheetData></{dot}worksheet>"
    shared = f"<{dot}sst {space}>{strings}</{dot}sst>"
    return edited(workbook([["x"]]), {SHEET: lambda _: whole.encode(), STRINGS: lambda _: shared.encode()})


def patched(data: bytes, name: str, offset: int, value: bytes) -> bytes:
    """Give an archive whose directory says something else of a file."""
    place = 0
    while True:
        place = data.index(ENTRY, place)
        (length,) = struct.unpack("<H", data[place + 28 : place + 30])
        if data[place + 46 : place + 46 + length] == name.encode():
            return data[: place + offset] + value + data[place + offset + len(value) :]
        place += 4


def rows_of(data: bytes) -> list[tuple[int, list[str]]]:
    (own,) = sheets_of(data, "a.xlsx")
    return [(line, cells) for line, _, cells, _ in own.rows]


def cell_of(value: Any, form: str = "") -> str:
    ((_, (cell,)),) = rows_of(sheet((0, 0, value, form)))
    return cell


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export.xlsx"


def reading_of(file: Path, data: bytes) -> Reading:
    file.write_bytes(data)
    return read(file)


def refused(file: Path, data: bytes, message: str, kind: type[UprError] = UnreadableFile) -> None:
    file.write_bytes(data)
    with pytest.raises(kind, match=message) as raised:
        read(file)
    assert type(raised.value) is kind
    assert file.name in str(raised.value)
    assert "\n" not in str(raised.value)


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


# What cells hold.


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("a text", "", "a text"),
        (" a\nb ", "", " a\nb "),
        (18, "", "18"),
        (-18, "", "-18"),
        (26.1, "", "26.1"),
        (26.10, "0.00", "26.1"),
        (0, "", "0"),
        (10.0, "", "10"),
        (True, "", "TRUE"),
        (False, "", "FALSE"),
        (44180, "yyyy-mm-dd", "2020-12-15"),
        (44180.5, "yyyy-mm-dd hh:mm", "2020-12-15T12:00:00"),
        (dt.date(2014, 2, 5), "dd/mm/yyyy", "2014-02-05"),
        (0.5, "hh:mm", "12:00:00"),
        (1.5, "[h]:mm", "1 day, 12:00:00"),
        ("26.10", "", "26.10"),
    ],
)
def test_cells_are_texts(value: Any, form: str, text: str) -> None:
    assert cell_of(value, form) == text


def test_what_was_a_number_is_known_as_one() -> None:
    assert isinstance(cell_of(26.1), Number)
    for value, form in (("26.1", ""), (True, ""), (44180, "yyyy-mm-dd"), (1.5, "[h]:mm")):
        assert not isinstance(cell_of(value, form), Number)


def test_an_error_of_a_formula_is_an_empty_cell() -> None:
    data = of_xml('<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="str"><f>A2</f><v>x</v></c></row>')
    assert rows_of(data) == [(1, ["", "x"])]


def test_numbers_of_paragraphs_that_are_texts_keep_their_zeros(file: Path) -> None:
    held = {"state_under_review": "VNM", "session": "18", "document": "A/HRC/26/6", "text": "Ratify it"}
    numbered = {**held, "recommending_states": "NER", "response": "noted"}
    whole = [[{**numbered, "paragraph": "26.10"}.get(name, "") for name in COLUMNS]]
    (made,) = reading_of(file, workbook([COLUMNS, *whole])).recommendations
    assert str(made.paragraph) == "26.10"


def test_a_number_of_a_paragraph_that_is_a_number_is_refused(file: Path) -> None:
    held = {"state_under_review": "VNM", "session": 18, "document": "A/HRC/26/6", "text": "Ratify it"}
    numbered: dict[str, Any] = {**held, "recommending_states": "NER", "response": "noted", "paragraph": 26.10}
    assert str(numbered["paragraph"]) == "26.1"
    reading = reading_of(file, workbook([COLUMNS, [numbered.get(name, "") for name in COLUMNS]]))
    assert reading.recommendations == ()
    (problem,) = reading.problems
    assert (problem.code, problem.column, problem.line) == ("cell", "paragraph", 2)
    assert problem.message == "'26.1' is a number here, and may have been 26.10: make the column one of texts"


def test_merged_cells_are_told_in_each_row() -> None:
    data = sheet((0, 1, "a", ""), (1, 1, "b", ""), (2, 1, "c", ""), (3, 1, "d", ""), merged=[(0, 0, 2, 0, "all")])
    assert rows_of(data) == [(1, ["all", "a"]), (2, ["all", "b"]), (3, ["all", "c"]), (4, ["", "d"])]


def test_cells_merged_over_columns_are_told_once() -> None:
    data = sheet((1, 0, "a", ""), (1, 1, "b", ""), merged=[(0, 0, 0, 1, "title")])
    assert rows_of(data) == [(1, ["title", ""]), (2, ["a", "b"])]


def test_merged_cells_are_told_where_the_first_column_is_blank() -> None:
    data = sheet((4, 3, "a", ""), (5, 3, "b", ""), merged=[(4, 2, 5, 2, "all")])
    assert [(line, [cell for cell in cells if cell]) for line, cells in rows_of(data)] == [
        (5, ["all", "a"]),
        (6, ["all", "b"]),
    ]


def test_merged_cells_outside_of_what_is_filled_are_nothing() -> None:
    spans = '</sheetData><mergeCells><mergeCell ref="ZZ1:ZZ9"/><mergeCell ref="A1:A1048576"/></mergeCells>'
    data = edited(workbook([["a", "b"], [None, "c"]]), {SHEET: instead("</sheetData>", spans)})
    assert rows_of(data) == [(1, ["a", "b"]), (2, ["a", "c"])]


def test_a_merged_cell_does_not_hide_what_stands_below() -> None:
    spans = '</sheetData><mergeCells><mergeCell ref="A1:A3"/></mergeCells>'
    data = edited(workbook([["a"], ["b"], ["c"]]), {SHEET: instead("</sheetData>", spans)})
    assert rows_of(data) == [(1, ["a"]), (2, ["b"]), (3, ["c"])]


def test_blank_rows_are_passed_over_and_lines_are_those_of_the_sheet(file: Path) -> None:
    rows = [[], ["Exported in May"], [], UHRI_COLUMNS, [], uhri_row(), [" "] * 3, uhri_row(Sdgs="- none")]
    reading = reading_of(file, workbook(rows))
    assert [made.source.line for made in reading.recommendations if made.source] == [6, 8]
    assert [problem.line for problem in reading.problems if problem.code == "unknown-label"] == [8]


def test_empty_sheets_are_passed_over(file: Path) -> None:
    reading = reading_of(file, workbook([], [UHRI_COLUMNS, uhri_row()], []))
    assert len(reading.recommendations) == 1
    assert codes(reading) == []


def test_a_sheet_that_is_not_read_is_told(file: Path) -> None:
    own = [UHRI_COLUMNS, uhri_row()]
    reading = reading_of(file, workbook([["Notes"]], own, own))
    assert len(reading.recommendations) == 1
    told = [(problem.code, problem.value, problem.severity) for problem in reading.problems]
    assert told == [("sheet", "Sheet3", Severity.WARNING), ("sheet", "Sheet1", Severity.WARNING)]
    assert all("save it as a file of its own" in problem.hint for problem in reading.problems)


def test_a_spreadsheet_without_a_known_header_is_of_no_known_kind(file: Path) -> None:
    for data in (workbook([["a", "b"], ["c", "d"]]), workbook([])):
        refused(file, data, "is of no known kind: it has not the columns of one", UnknownFormat)


def test_rows_are_kept_as_comma_separated_values() -> None:
    (own,) = sheets_of(workbook([['say "a"', "b,c", "d\ne", 1]]), "a.xlsx")
    assert [raw for _, raw, _, _ in own.rows] == ['"say ""a""","b,c","d\ne",1']


def test_a_cell_beyond_the_limit_is_refused(file: Path) -> None:
    data = edited(export(), {STRINGS: instead("Ratify the Convention", "x" * CELL_LIMIT)})
    reading = reading_of(file, data)
    assert (reading.recommendations, codes(reading), len(reading.refused)) == ((), ["field-too-long"], 1)


def test_progress_is_told(file: Path) -> None:
    told: list[tuple[int, int]] = []
    file.write_bytes(export(*[uhri_row()] * 2500))
    read(file, progress=lambda done, whole: told.append((done, whole)))
    assert [done for done, _ in told] == [0, 1000, 2000]
    assert len({whole for _, whole in told}) == 1
    assert all(done <= whole for done, whole in told)


@pytest.mark.parametrize("name", ["export.csv", "export.docx", "export", "export.json"])
def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    assert len(reading_of(file, export()).recommendations) == 1


def test_a_text_that_is_called_a_spreadsheet_is_a_text(file: Path) -> None:
    refused(file, b"Ratify it", "is of no known kind: it begins 'Ratify it'", UnknownFormat)
    write(example(), file.with_suffix(".csv"))
    assert len(reading_of(file, file.with_suffix(".csv").read_bytes()).recommendations) == 244


# Extras.


def test_without_python_calamine_the_error_says_what_to_install(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    file.write_bytes(export())
    with pytest.raises(MissingExtra, match=r"reading spreadsheets .*python -m pip install 'upr-model\[spreadsheet\]'"):
        read(file)


def test_without_xlsxwriter_the_error_says_what_to_install(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match=r"writing spreadsheets .*python -m pip install 'upr-model\[spreadsheet\]'"):
        write(example(), file)
    assert not file.exists()


# What is no spreadsheet.


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "or an encrypted one; save it as .docx or .xlsx"),
        (gzip.compress(export()), "is packed with gzip; unpack it"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "is a picture"),
        (b"Rar!\x1a\x07\0", "is packed with RAR; unpack it"),
        (archive({"a.txt": b"x"}), r"is an archive, and neither a Word file \(.docx\) nor a spreadsheet \(.xlsx\)"),
        (archive({"mimetype": b"x", "content.xml": b"<x/>"}), "neither a Word file"),
        (archive({"xl/workbook.bin": b"x"}), "neither a Word file"),
        (edited(export(), xl__workbook_bin=b"x"), "neither a Word file"),
        (edited(export(), content_xml=b"<x/>"), "neither a Word file"),
        (b"PK\x03\x04", "is not a whole archive: File is not a zip file"),
        (b"PK\x03\x04" + bytes(range(256)) * 9, "is not a whole archive"),
    ],
)
def test_what_is_no_spreadsheet_is_told_what_it_is(file: Path, data: bytes, message: str) -> None:
    refused(file, data, message)


class Trap:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


@pytest.mark.parametrize("protocol", range(2, 6))
def test_pickles_are_never_opened(tmp_path: Path, file: Path, protocol: int) -> None:
    sprung = tmp_path / "sprung"
    data = pickle.dumps(Trap(sprung), protocol)
    pickle.loads(data)
    assert sprung.exists()
    sprung.unlink()
    refused(file, data, "is a Python pickle, which is never opened: it may run anything")
    assert not sprung.exists()


@pytest.mark.parametrize("cut", [5, 30, 100, 0.25, 0.5, 0.75, 0.99, -22, -1])
def test_a_file_that_ends_in_the_middle_raises(file: Path, cut: float) -> None:
    data = export()
    refused(file, data[: int(len(data) * cut) if 0 < cut < 1 else int(cut)], "is not a whole archive")


@pytest.mark.parametrize("name", [SHEET, WORKBOOK, STRINGS])
def test_xml_that_ends_in_the_middle_raises(file: Path, name: str) -> None:
    refused(file, edited(export(), {name: lambda held: held[:-20]}), "is not a whole spreadsheet")


# Archives.


def unpack_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> NoReturn:
        pytest.fail("it was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)


def test_a_bomb_is_refused_before_it_is_unpacked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = edited(export(), xl__more_xml=b"<x>" + b" " * 2**25 + b"</x>")
    assert len(data) < 2**17
    unpack_nothing(monkeypatch)
    refused(file, data, "200 times as much is the limit")


def test_an_archive_that_says_it_is_beyond_the_limit_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = patched(export(), SHEET, 24, struct.pack("<I", 2**31))
    unpack_nothing(monkeypatch)
    refused(file, data, "5000 and 1073741824 are the limits")


def test_many_files_are_refused_before_they_are_unpacked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MEMBERS_LIMIT", 20)
    data = archive(members_of(export()) | {f"xl/{number}.xml": b"" for number in range(20)})
    unpack_nothing(monkeypatch)
    refused(file, data, "; 20 and 1073741824 are the limits")


def test_an_archive_of_many_files_within_the_limit_is_read(file: Path) -> None:
    data = archive(members_of(export()) | {f"xl/media/{number}.png": b"\x89PNG" for number in range(900)})
    assert len(reading_of(file, data).recommendations) == 1


@pytest.mark.parametrize("more", [-1, 1, 1000, -100])
@pytest.mark.parametrize("kind", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_an_archive_that_lies_about_sizes_is_refused(file: Path, more: int, kind: int) -> None:
    members = members_of(export())
    data = patched(archive(members, kind), SHEET, 24, struct.pack("<I", len(members[SHEET]) + more))
    refused(file, data, "is not a whole archive")


def test_a_bomb_that_says_it_is_small_is_not_unpacked_to_its_end(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = patched(edited(export(), xl__more_xml=b"<x>" + b" " * 2**25), "xl/more.xml", 24, struct.pack("<I", 3))
    genuine, taken = zipfile.ZipExtFile.read, [0]

    def counted(opened: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        held = genuine(opened, n)
        taken[0] += len(held)
        return held

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    refused(file, data, "is not a whole archive")
    assert taken[0] < 2**20


def test_an_archive_whose_bytes_were_changed_is_refused(file: Path) -> None:
    refused(file, patched(export(), SHEET, 16, b"\0\0\0\0"), "is not a whole archive: Bad CRC-32")


def test_an_encrypted_archive_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = patched(export(), SHEET, 8, b"\x01\x00")
    unpack_nothing(monkeypatch)
    refused(file, data, "is encrypted; save it without a password, and read that")


def test_an_archive_that_is_packed_in_another_way_is_refused(file: Path) -> None:
    refused(file, archive(members_of(export()), zipfile.ZIP_LZMA), "is compressed in a way that no such file is")


def test_an_archive_of_a_later_version_is_refused(file: Path) -> None:
    refused(file, patched(export(), SHEET, 6, b"\xff\x00"), "is not a whole archive: zip file version 25.5")


@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), SHEET.title()])
def test_two_files_of_one_name_are_refused(file: Path, name: str) -> None:
    data = edited(export(), xl__worksheets__sheet2_xml=b"<x/>").replace(b"xl/worksheets/sheet2.xml", name.encode())
    refused(file, data, "holds two files of one name, or names that programs read differently")


def test_a_nul_in_a_name_is_refused(file: Path) -> None:
    data = edited(export(), xl__worksheets__sheet2_xml=b"<x/>").replace(b"sheet2.xml", b"sheet2\0xml")
    refused(file, data, "or names that programs read differently")


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "C:\\x", "xl/../../x", "\x1b[2J", "a\nb", "x" * 5000])
def test_names_in_an_archive_are_no_paths(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    file = inner / "export.xlsx"
    assert len(reading_of(file, archive(members_of(export()) | {name: b"x"})).recommendations) == 1
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == [file]


def test_a_name_of_a_file_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[2Jb.xlsx"
    file.write_bytes(archive({"a": b"x"}))
    with pytest.raises(UnreadableFile, match=r"a\ufffd\[2Jb\.xlsx is an archive"):
        read(file)


# XML.


@pytest.mark.parametrize("name", [SHEET, STRINGS, WORKBOOK, "docProps/app.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "declared", ["<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY a "b">]>', '<!DOCTYPE x SYSTEM "file:///etc/hosts">']
)
def test_declarations_are_refused_in_any_file(file: Path, name: str, declared: str) -> None:
    def declare(held: bytes) -> bytes:
        head, mark, rest = held.partition(b"?>")
        return head + mark + declared.encode() + rest

    refused(file, edited(export(), {name: declare}), "declares a document type or entities, which no such file needs")


def test_a_declaration_between_two_pieces_is_found(file: Path) -> None:
    filled = b"<x>" + bytes(range(65, 91)) * 2520
    data = edited(export(), xl__more_xml=filled[: 2**16 - 4] + b"<!DOCTYPE x>")
    refused(file, data, "declares a document type or entities")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_xml_that_is_not_utf8_is_refused(file: Path, encoding: str) -> None:
    data = edited(export(), {SHEET: lambda held: held.decode().encode(encoding)})
    refused(file, data, "holds XML that is not UTF-8")


def test_a_mark_of_utf8_before_xml_is_no_fault(file: Path) -> None:
    data = edited(export(), {SHEET: lambda held: b"\xef\xbb\xbf" + held})
    assert len(reading_of(file, data).recommendations) == 1


# Sheets.


def test_a_cell_in_the_last_corner_is_refused(file: Path) -> None:
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = edited(export(), {SHEET: instead("</sheetData>", corner)})
    refused(file, data, "has sheets of 17179869184 cells; 10000000 are the limit")


@pytest.mark.parametrize("prefix", ["", "x"])
def test_a_cell_in_the_last_corner_is_refused_with_any_prefix(file: Path, prefix: str) -> None:
    dot = f"{prefix}:" if prefix else ""
    row = f'<{dot}row r="1"><{dot}c r="XFD1048576"><{dot}v>1</{dot}v></{dot}c></{dot}row>'
    refused(file, of_xml(row, prefix=prefix), "10000000 are the limit")


def test_cells_that_do_not_say_where_they_stand_stand_beside_the_last() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert rows_of(of_xml(rows)) == [(1, ["1", "2"]), (2, ["3", ""])]


def test_cells_that_do_not_say_where_they_stand_are_counted(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_guard, "CELLS_LIMIT", 5)
    refused(file, of_xml("<row><c/><c/><c/></row><row><c/></row>"), "has sheets of 6 cells; 5 are the limit")


def test_empty_cells_between_are_counted(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_guard, "CELLS_LIMIT", 99)
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="10"><c r="J10"><v>1</v></c></row>'
    refused(file, of_xml(rows), "has sheets of 100 cells; 99 are the limit")


@pytest.mark.parametrize("place", ["A01", "A0", "AAAA1", "a1", "A", "1", "", "A1 ", "A10000000", "A-1", "A١", "$A$1"])
def test_a_place_that_no_program_writes_is_refused(file: Path, place: str) -> None:
    rows = f'<row r="1"><c r="{place}"><v>1</v></c></row>'
    refused(file, of_xml(rows), "is written as no spreadsheet program writes it")


@pytest.mark.parametrize("place", ["01", "0", "-1", "", "x", "10000000", "1.0", " 1"])
def test_a_row_that_no_program_writes_is_refused(file: Path, place: str) -> None:
    refused(file, of_xml(f'<row r="{place}"><c><v>1</v></c></row>'), "is written as no spreadsheet program writes it")


@pytest.mark.parametrize("prefix", ["", "x"])
def test_a_text_that_many_cells_share_is_counted_in_each(file: Path, prefix: str) -> None:
    dot = f"{prefix}:" if prefix else ""
    cells = f'<{dot}c t="s"><{dot}v>0</{dot}v></{dot}c>' * 200
    text = "".join(map(chr, range(97, 123))) * 1200
    rows = f"<{dot}row>{cells}</{dot}row>" * 100
    data = of_xml(rows, f"<{dot}si><{dot}t>{text}</{dot}t></{dot}si>", prefix)
    assert len(data) < 2**18
    refused(file, data, f"has cells of {len(text) * 20_000} bytes of text; 536870912 are the limit")


def test_texts_within_cells_are_counted(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_guard, "TEXT_LIMIT", 19)
    rows = '<row><c t="inlineStr"><is><t>' + "é" * 5 + '</t></is></c><c t="str"><v>' + "x" * 10 + "</v></c></row>"
    refused(file, of_xml(rows), "has cells of 20 bytes of text; 19 are the limit")


def test_a_text_that_no_cell_shares_is_not_counted(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_guard, "TEXT_LIMIT", 19)
    data = of_xml("<row><c><v>1</v></c></row>", "<si><t>" + "x" * 100 + "</t></si>")
    refused(file, data, "it has not the columns of one", UnknownFormat)


def test_a_merged_cell_is_counted_in_each_of_its_rows(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "TEXT_LIMIT", 1000)
    data = sheet(*((row, 1, "x", "") for row in range(12)), merged=[(0, 0, 11, 0, "x" * 100)])
    refused(file, data, "has a sheet of more than 1000 characters, which is the limit")


@pytest.mark.parametrize("index", ["-1", "x", "", "1.0", "9" * 10])
def test_a_shared_text_without_a_number_is_refused(file: Path, index: str) -> None:
    rows = f'<row><c t="s"><v>{index}</v></c></row>'
    refused(file, of_xml(rows, "<si><t>x</t></si>"), "is written as no spreadsheet program writes it")


def test_a_shared_text_that_is_not_there_is_refused(file: Path) -> None:
    rows = '<row><c t="s"><v>7</v></c></row>'
    refused(
        file, of_xml(rows, "<si><t>x</t></si>"), "is not a whole spreadsheet: a cell refers to a text that is not there"
    )


def test_a_sheet_that_is_listed_many_times_is_refused(file: Path) -> None:
    def list_again(held: bytes) -> bytes:
        return re.sub(rb"<sheet .*?/>", lambda found: found[0] * 3, held)

    refused(
        file, edited(export(), {WORKBOOK: list_again}), "lists 3 sheets; 500 are the limit, each of a file of its own"
    )


@pytest.mark.parametrize("cell", ['<c t="e"><v>x</v></c>', '<c t="zz"><v>x</v></c>'])
def test_what_the_library_cannot_read_is_told(file: Path, cell: str) -> None:
    refused(file, of_xml(f"<row>{cell}</row>"), "is not a whole spreadsheet: ")


def test_sheets_that_are_one_file_are_refused(file: Path) -> None:
    def one_target(held: bytes) -> bytes:
        return re.sub(rb"worksheets/sheet[0-9]\.xml", b"worksheets/sheet1.xml", held)

    data = edited(workbook([["a"]], [["b"]]), {"xl/_rels/workbook.xml.rels": one_target})
    refused(file, data, "lists 2 sheets; 500 are the limit, each of a file of its own")
    elsewhere = edited(export(), {"xl/_rels/workbook.xml.rels": instead("sheet1.xml", "sheet1.png")})
    refused(file, elsewhere, "written as no spreadsheet program writes it")


def test_cells_are_counted_whatever_stands_around_them(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_guard, "CELLS_LIMIT", 10)
    data = edited(export(uhri_row()), {SHEET: lambda held: held.replace(b"worksheet", b"foo")})
    refused(file, data, "has sheets of 32 cells; 10 are the limit")
    refused(file, edited(export(uhri_row()), {SHEET: lambda held: b"x" + held}), "is not a whole spreadsheet")


@pytest.mark.parametrize("encoding", ["aTF-8", "rot13", "utf-7", "shift_jis"])
def test_an_encoding_that_is_told_changes_nothing(file: Path, encoding: str) -> None:
    data = edited(export(uhri_row()), {SHEET: instead('encoding="UTF-8"', f'encoding="{encoding}"')})
    file.write_bytes(data)
    assert len(read(file).recommendations) == 1


@pytest.mark.parametrize("form", ["[h]:mm", "yyyy-mm-dd"])
@pytest.mark.parametrize("number", [-1e14, -1e11, 1e10, 1e15])
def test_days_and_times_that_cannot_be_are_refused_or_numbers(file: Path, form: str, number: float) -> None:
    file.write_bytes(sheet((0, 0, number, form), (1, 1, "x", "")))
    with pytest.raises(UprError):
        read(file)


def test_many_sheets_are_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_guard, "SHEETS_LIMIT", 2)
    refused(file, workbook([], [], []), "lists 3 sheets; 2 are the limit, each of a file of its own")


@pytest.mark.parametrize(
    "number", ["1e16", "-1e12", "1e9999999", "1000000000000001", "nan", "inf", "-Infinity", "x", "0x10", "1 1"]
)
@pytest.mark.parametrize("kind", ["", ' t="n"'])
def test_a_number_beyond_the_limit_is_refused(file: Path, number: str, kind: str) -> None:
    rows = f"<row><c{kind}><v>{number}</v></c></row>"
    refused(file, of_xml(rows), "has a cell whose number is none, or not between -100000000000 and 1000000000000000")


@pytest.mark.parametrize("number", ["1e15", "-1e11", "0.1", " 5 ", "1E-7"])
def test_a_number_within_the_limit_is_read(number: str) -> None:
    data = of_xml(f"<row><c><v>{number.strip()}</v></c></row>")
    ((_, (cell,)),) = rows_of(data)
    assert float(cell) == float(number)


@pytest.mark.parametrize("days", [1e9, 1e14])
def test_a_time_that_no_clock_has_is_refused(file: Path, days: float) -> None:
    data = sheet((0, 0, days, "[h]:mm"))
    refused(file, data, "is not a whole spreadsheet: days=[0-9]+; must have magnitude <= 999999999")


@pytest.mark.parametrize("days", [1e14, 2958466])
def test_a_day_that_no_calendar_has_is_a_number(days: float) -> None:
    assert cell_of(days, "yyyy-mm-dd") == f"{days:.0f}"


# Anything.


VALID = export(uhri_row(), uhri_row(Text="26.2 Sign it (Mali);", UPRReccomendingStates="- Mali"))
PLACES = st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), min_size=1, max_size=8)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "export.xlsx"


def check_read(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    try:
        reading = read(file)
    except UprError as error:
        assert str(error)  # noqa: PT017
    else:
        assert isinstance(reading, Reading)
        assert isinstance(reading.recommendations, tuple)


def mutated(held: bytes, changes: list[tuple[int, int]]) -> bytes:
    changed = bytearray(held)
    for place, value in changes:
        changed[place % len(changed)] = value
    return bytes(changed)


@given(changes=PLACES)
def test_a_spreadsheet_of_changed_bytes_is_read_or_refused(scratch: Path, changes: list[tuple[int, int]]) -> None:
    check_read(scratch, mutated(VALID, changes))


@given(name=st.sampled_from([SHEET, STRINGS, WORKBOOK, "xl/_rels/workbook.xml.rels", "xl/styles.xml"]), changes=PLACES)
def test_a_spreadsheet_of_changed_xml_is_read_or_refused(
    scratch: Path, name: str, changes: list[tuple[int, int]]
) -> None:
    members = members_of(VALID)
    check_read(scratch, archive(members | {name: mutated(members[name], changes)}))


@given(cut=st.integers(0, len(VALID)), more=st.binary(max_size=30))
def test_a_spreadsheet_that_goes_on_otherwise_is_read_or_refused(scratch: Path, cut: int, more: bytes) -> None:
    check_read(scratch, VALID[:cut] + more)
