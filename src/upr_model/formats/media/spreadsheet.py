"""Spreadsheets: the rows of their sheets, with python-calamine."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from numbers import Real
from typing import TYPE_CHECKING, Any

from upr_model.errors import UnreadableFile, missing_extra, printable
from upr_model.formats.media.archives import checked_members, xml_members
from upr_model.formats.media.delimited import CELL_LIMIT, Progress, Row, Sheet, raw_of
from upr_model.formats.media.numbers import Number
from upr_model.formats.media.sheet_guard import TEXT_LIMIT, check_sheets

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MEMBER = "xl/workbook.xml"
"""The member by which an archive is a spreadsheet."""

WORKBOOK_LIMIT = 2**30
"""Bytes of the largest spreadsheet, unpacked."""

_OTHERS = ("xl/workbook.bin", "content.xml")
"""The members by which an archive is a spreadsheet of another kind."""


def sheets_of(data: bytes, file: str, progress: Progress | None = None) -> Iterator[Sheet]:
    """Give the sheets of a spreadsheet one by one, without empty ones.

    Raises `MissingExtra` without python-calamine, `UnreadableFile` for a file that is broken, encrypted,
    no spreadsheet, or beyond the limits here.
    """
    name = printable(file)
    names = checked_members(data, file, WORKBOOK_LIMIT)
    if MEMBER not in names or not names.isdisjoint(_OTHERS):
        msg = f"{name} is an archive, and neither a Word file (.docx) nor a spreadsheet (.xlsx)"
        raise UnreadableFile(msg)
    try:
        import python_calamine  # noqa: PLC0415  (an extra)
    except ImportError as error:
        part = "reading spreadsheets"
        raise missing_extra(part, "python-calamine", "spreadsheet") from error
    check_sheets(xml_members(data), name)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        for number in range(len(workbook.sheet_names)):
            sheet = workbook.get_sheet_by_index(number)
            if sheet.start is not None:
                yield Sheet(sheet.name, _rows(sheet, name, progress))
    except (python_calamine.CalamineError, ValueError) as error:
        msg = f"{name} is not a whole spreadsheet: {printable(str(error))}"
        raise UnreadableFile(msg) from error


def _rows(sheet: CalamineSheet, name: str, progress: Progress | None) -> Iterator[Row]:
    begins, left = _merged(sheet), sheet.start[1] if sheet.start else 0
    below: dict[int, tuple[int, str]] = {}  # by column: the last row of a merged cell, and its text
    size = 0
    for number, values in enumerate(_values(sheet, name), start=1):
        if progress is not None and number % 1000 == 1:
            progress(number - 1, sheet.total_height)
        cells = [_text(value) for value in values]
        for column, (last, text) in below.items():
            if number <= last and not cells[column]:
                cells[column] = text
        for column, last in begins.get(number, ()):
            if 0 <= column - left < len(cells):
                below[column - left] = (last, cells[column - left])
        if any(map(str.strip, cells)):
            raw = raw_of(cells)
            size += len(raw)
            if size > TEXT_LIMIT:  # the text of a merged cell counts in each of its rows
                msg = f"{name} has a sheet of more than {TEXT_LIMIT} characters, which is the limit"
                raise UnreadableFile(msg)
            yield Row(number, raw, cells, "field-too-long" if max(map(len, cells)) > CELL_LIMIT else None)


def _values(sheet: CalamineSheet, name: str) -> Iterator[list[Any]]:
    """Give the values of each row; `UnreadableFile` where one is a day or a time that does not exist."""
    try:
        yield from sheet.iter_rows()
    except (OverflowError, ValueError) as error:
        msg = f"{name} is not a whole spreadsheet: {printable(str(error))}"
        raise UnreadableFile(msg) from error


def _merged(sheet: CalamineSheet) -> dict[int, list[tuple[int, int]]]:
    """Give column and last row of each cell that spans rows, by the row in which it begins."""
    begins: dict[int, list[tuple[int, int]]] = {}
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        if last > first:
            begins.setdefault(first + 1, []).append((column, last + 1))
    return begins


def _text(value: Any) -> str:  # noqa: ANN401  (any value of a cell)
    """Give the value of a cell as a text: a day in the form of ISO 8601, a number as its digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    digits = str(value)  # the library gives whole numbers as floats
    return Number(digits.removesuffix(".0")) if isinstance(value, Real) else digits
