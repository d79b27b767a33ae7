"""Spreadsheets written with XlsxWriter."""

from __future__ import annotations

import io
from collections.abc import Sequence

from attrs import frozen

from upr_model.errors import InvalidValue, missing_extra, shown
from upr_model.formats.media.neutral import is_run

SHEET_TEXT_LIMIT = 32_767
"""Characters of the longest text that a spreadsheet allows in a cell."""

SHEET_ROWS_LIMIT = 1_048_576
"""Rows of the longest sheet."""

_NOTE = "Cells that begin as formulas do are texts, and marked as such (quote prefix): nothing in this file is run."


@frozen
class Written:
    """A sheet to be written: all its cells are texts."""

    name: str
    rows: Sequence[Sequence[str]]
    header: int
    """The place of the row that names the columns, from 0; rows above it are titles."""
    widths: Sequence[int]
    """The widths of the columns, in characters."""


def workbook_of(sheets: Sequence[Written]) -> bytes:
    """Give a spreadsheet whose cells are texts, unchanged.

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
        plain, bold, quoted = (workbook.add_format({"text_wrap": True, "valign": "top"} | more) for more in _FORMATS)
        for sheet in sheets:
            _check(sheet)
            target = workbook.add_worksheet(sheet.name)
            target.freeze_panes(sheet.header + 1, 0)
            target.repeat_rows(sheet.header)
            target.autofilter(
                sheet.header, 0, max(len(sheet.rows) - 1, sheet.header), len(sheet.rows[sheet.header]) - 1
            )
            target.set_landscape()
            for column, width in enumerate(sheet.widths):
                target.set_column(column, column, width)
            for number, row in enumerate(sheet.rows):
                for column, cell in enumerate(row):
                    style = bold if number <= sheet.header or len(row) == 1 else quoted if is_run(cell) else plain
                    target.write_string(number, column, cell, style)
    return stream.getvalue()


_FORMATS: tuple[dict[str, object], ...] = ({}, {"bold": True}, {"quote_prefix": True})


def _check(sheet: Written) -> None:
    if len(sheet.rows) > SHEET_ROWS_LIMIT:
        msg = f"a sheet has {SHEET_ROWS_LIMIT} rows at most, and {len(sheet.rows)} are to be written; write CSV"
        raise InvalidValue(msg)
    for row in sheet.rows:
        for cell in row:
            if len(cell) > SHEET_TEXT_LIMIT:
                msg = f"a cell of a spreadsheet holds {SHEET_TEXT_LIMIT} characters, not {len(cell)}: {shown(cell)}"
                raise InvalidValue(msg)
