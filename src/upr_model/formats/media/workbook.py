"""Spreadsheets that are written, with XlsxWriter."""

from __future__ import annotations

import io
from collections.abc import Sequence

from attrs import frozen

from upr_model.errors import InvalidValue, missing_extra, shown
from upr_model.formats.media.neutral import is_run

SHEET_TEXT_LIMIT = 32_767
"""Characters of the longest text that a cell of a spreadsheet holds."""

SHEET_ROWS_LIMIT = 1_048_576
"""Rows of the longest sheet."""

_NOTE = "Cells that begin as formulas do are texts, and marked as such (quote prefix): nothing in this file is run."


@frozen
class Written:
    """A sheet to be written: all its cells are texts."""

    name: str
    rows: Sequence[Sequence[str]]
    header: int
    """The row that names the columns, from 0; rows above it are titles."""
    widths: Sequence[int]
    """Of the columns, in characters."""


def workbook_of(sheets: Sequence[Written]) -> bytes:
    """Give a spreadsheet whose cells hold texts, as they are.

    Raises `MissingExtra` without XlsxWriter, `InvalidValue` for what a sheet cannot hold.
    """
    try:
        import xlsxwriter  # noqa: PLC0415  (an extra)
    except ImportError as error:
        part = "writing spreadsheets"
        raise missing_extra(part, "XlsxWriter", "spreadsheet") from error
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        workbook.set_properties({"comments": _NOTE})
        plain, bold, quoted = ({"text_wrap": True, "valign": "top"} | more for more in _FORMATS)
        formats = [workbook.add_format(each) for each in (plain, bold, quoted)]
        for held in sheets:
            _check(held)
            sheet = workbook.add_worksheet(held.name)
            sheet.freeze_panes(held.header + 1, 0)
            sheet.repeat_rows(held.header)
            sheet.autofilter(held.header, 0, max(len(held.rows) - 1, held.header), len(held.rows[held.header]) - 1)
            sheet.set_landscape()
            for column, width in enumerate(held.widths):
                sheet.set_column(column, column, width)
            for number, row in enumerate(held.rows):
                for column, cell in enumerate(row):
                    kind = 1 if number <= held.header or len(row) == 1 else 2 if is_run(cell) else 0
                    sheet.write_string(number, column, cell, formats[kind])
    return stream.getvalue()


_FORMATS: tuple[dict[str, object], ...] = ({}, {"bold": True}, {"quote_prefix": True})


def _check(held: Written) -> None:
    if len(held.rows) > SHEET_ROWS_LIMIT:
        msg = f"a sheet has {SHEET_ROWS_LIMIT} rows at most, and {len(held.rows)} are to be written; write CSV"
        raise InvalidValue(msg)
    for row in held.rows:
        for cell in row:
            if len(cell) > SHEET_TEXT_LIMIT:
                msg = f"a cell of a spreadsheet holds {SHEET_TEXT_LIMIT} characters, not {len(cell)}: {shown(cell)}"
                raise InvalidValue(msg)
