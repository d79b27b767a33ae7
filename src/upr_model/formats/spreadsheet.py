"""Spreadsheets: the rows of their sheets, with python-calamine."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from numbers import Real
from typing import TYPE_CHECKING, Any

from attrs import frozen

from upr_model.errors import UnreadableFile, missing_extra, printable
from upr_model.formats.archives import checked_members, member
from upr_model.formats.cells import Number
from upr_model.formats.delimited import CELL_LIMIT, Progress, Row

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MEMBER = "xl/workbook.xml"
"""What an archive holds that is a spreadsheet."""

WORKBOOK_LIMIT = 2**30
"""Bytes of all that a spreadsheet holds, unpacked."""

CELLS_LIMIT = 10_000_000
"""Cells of a sheet, empty ones as well: twice those of the full export of the Universal Human Rights Index."""

TEXT_LIMIT = 2**29
"""Bytes of all texts of a sheet, each as often as it stands in a cell."""

_REFERENCE = re.compile(rb"\br\s*=\s*[\"'](?:([A-Za-z]{1,3})([0-9]{1,10})|([0-9]{1,10}))[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<")
_STRING = re.compile(rb"<(?:\w+:)?si[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")


@frozen
class Sheet:
    """A sheet: its name, and its rows that are not blank."""

    name: str
    rows: Iterator[Row]


def sheets_of(data: bytes, file: str, progress: Progress | None = None) -> Iterator[Sheet]:
    """Give the sheets of a spreadsheet that are not empty, one after the other.

    Raises `MissingExtra` without python-calamine, `UnreadableFile` for a file that is broken, encrypted,
    no spreadsheet, or beyond the limits here.
    """
    name = printable(file)
    names = checked_members(data, file, WORKBOOK_LIMIT)
    if MEMBER not in names:
        msg = f"{name} is an archive, and neither a Word file (.docx) nor a spreadsheet (.xlsx)"
        raise UnreadableFile(msg)
    _check_cells(data, names, name)
    try:
        import python_calamine  # noqa: PLC0415  (an extra)
    except ImportError as error:
        part = "reading spreadsheets"
        raise missing_extra(part, "python-calamine", "spreadsheet") from error
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        for number in range(len(workbook.sheet_names)):
            sheet = workbook.get_sheet_by_index(number)
            if sheet.start is not None:
                yield Sheet(sheet.name, _rows(sheet, progress))
    except (python_calamine.CalamineError, ValueError) as error:
        msg = f"{name} is not a whole spreadsheet: {printable(str(error))}"
        raise UnreadableFile(msg) from error


def _rows(sheet: CalamineSheet, progress: Progress | None) -> Iterator[Row]:
    for number, values in enumerate(sheet.iter_rows(), start=1):
        if progress is not None and number % 1000 == 1:
            progress(number, sheet.total_height)
        cells = [_text(value) for value in values]
        if any(map(str.strip, cells)):
            yield number, raw_of(cells), cells, "field-too-long" if max(map(len, cells)) > CELL_LIMIT else None


def raw_of(cells: list[str]) -> str:
    """Give the cells of a row as comma-separated values."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _text(value: Any) -> str:  # noqa: ANN401  (whatever a cell holds)
    """Give what a cell holds as a text: days as ISO has them, numbers with their digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    digits = str(value)  # of a number; whole ones are floats to the library
    return Number(digits.removesuffix(".0")) if isinstance(value, Real) else digits


def _check_cells(data: bytes, names: frozenset[str], name: str) -> None:
    """Refuse sheets that would be larger in memory than the limits: a row for each empty one, a text for each cell.

    The archive may have its sheets under any name, and their texts under one in any case.
    """
    strings = [len(each) for held in names if held.lower() == _STRINGS for each in _STRING.split(member(data, held))]
    for each in sorted(names):
        if each.lower() == _STRINGS or b"sheetData" not in (sheet := member(data, each)):
            continue
        rows = columns = 0
        for letters, row, alone in _REFERENCE.findall(sheet):
            rows = max(rows, int(row or alone))
            columns = max(columns, _column(letters))
        rows = max(rows, len(_ROW.findall(sheet)))
        if max(rows * max(columns, 1), len(_CELL.findall(sheet))) > CELLS_LIMIT:
            msg = f"{name} has a sheet of {rows} rows and {columns} columns; {CELLS_LIMIT} cells are the limit"
            raise UnreadableFile(msg)
        if len(sheet) + _size_of_texts(sheet, strings, name) > TEXT_LIMIT:
            msg = f"{name} has a sheet whose cells hold more than {TEXT_LIMIT} bytes of text, which is the limit"
            raise UnreadableFile(msg)


_STRINGS = "xl/sharedstrings.xml"


def _size_of_texts(sheet: bytes, strings: list[int], name: str) -> int:
    """Give the size of the texts that cells refer to by number; any whole number may be one."""
    if b"<![CDATA[" in sheet:
        msg = f"{name} has a sheet that is written as no spreadsheet program writes it"
        raise UnreadableFile(msg)
    size = 0
    for value in _VALUE.findall(sheet):
        digits = value.strip()
        if b"&" in digits:
            msg = f"{name} has a sheet that is written as no spreadsheet program writes it"
            raise UnreadableFile(msg)
        if digits.isdigit() and len(digits) <= _INDEX_DIGITS and int(digits) + 1 < len(strings):
            size += strings[int(digits) + 1]
    return size


_INDEX_DIGITS = 9


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
