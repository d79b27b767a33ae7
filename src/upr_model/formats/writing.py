"""Recommendations into files: tables, lines, and the matrix of a review."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

from upr_model.errors import InvalidValue, shown
from upr_model.formats.matrix import reader as matrix
from upr_model.formats.media.delimited import CELL_LIMIT
from upr_model.formats.media.files import write_bytes
from upr_model.formats.media.neutral import QUOTED, neutralised
from upr_model.formats.media.workbook import Written, workbook_of
from upr_model.formats.own import json_lines, table
from upr_model.formats.own.records import encoded
from upr_model.readings.reading import Reading
from upr_model.records.recommendation import Recommendation

_WIDTHS = (24, 10, 8, 16, 11, 6, 80, 24, 16, 10, 30, 40, 40, 20)
_MARK = b"\xef\xbb\xbf"


def write(
    records: Reading | Iterable[Recommendation],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002  (the word for it, and keyword-only)
    excel: bool = False,
) -> None:
    """Write recommendations into a file, at once; `read` gives them back, equal. Pledges are not written.

    The end of the name decides: `.csv` and `.xlsx` are tables with a row for each recommendation, `.jsonl`
    has one on each line as JSON, `.docx` is OHCHR's matrix of one review, the table that a State fills for
    its reports; with `format="ohchr-matrix"`, `.xlsx` is a matrix as well. `excel` is for CSV that is opened
    as a spreadsheet: cells that would be run as formulas, or taken for numbers, begin with a quote. One more
    column names these cells, and `read` removes the quotes.

    Raises `InvalidValue` for another name, for what is no recommendation, for a matrix of several
    reviews and for a text that is too long for a cell; `MissingExtra` where a library is not installed;
    `UnwritableFile` where writing fails, and then the file has what it had before.

    >>> from upr_model import example
    >>> write(example(), "recommendations.parquet")
    Traceback (most recent call last):
    upr_model.errors.InvalidValue: 'recommendations.parquet' is not written: its name ends in none of ...
    """
    file = os.fsdecode(path)
    if not isinstance(records, Reading | Iterable):
        msg = f"recommendations are written, not {shown(records)}; of a dossier, give its recommendations"
        raise InvalidValue(msg)
    recommendations = records.recommendations if isinstance(records, Reading) else tuple(records)
    for each in recommendations:
        if not isinstance(each, Recommendation):
            msg = f"recommendations are written, not {shown(each)}"
            raise InvalidValue(msg)
    suffix = PurePath(file).suffix.lower()
    if (suffix, format) not in _WRITERS:
        names = ", ".join(dict.fromkeys(name for name, _ in _WRITERS))
        formats = ", ".join(each for name, each in _WRITERS if name == suffix and each)
        why = f"{suffix} may have the format {formats}" if formats else f"its name ends in none of {names}"
        msg = f"{shown(file)} is not written{f' with format={shown(format)}' if format else ''}: {why}"
        raise InvalidValue(msg)
    if excel and suffix != ".csv":
        msg = f"excel=True is for CSV; {shown(file)} is none"
        raise InvalidValue(msg)
    write_bytes(file, to_csv(recommendations, excel=True) if excel else _WRITERS[suffix, format](recommendations))


def to_csv(recommendations: Iterable[Recommendation], *, excel: bool = False) -> bytes:
    """Give a table as CSV in UTF-8; for spreadsheets, with a byte order mark and neutralised cells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n" if excel else "\n")
    writer.writerow([*table.COLUMNS, *([QUOTED] if excel else [])])
    for each in recommendations:
        cells: Mapping[str, str] = table.cells_of(each)
        row = [*(neutralised(cells) if excel else cells).values()]
        longest = max(map(len, row))
        if longest > CELL_LIMIT:
            msg = f"a cell of {each.id} has {longest} characters, and {CELL_LIMIT} is the limit; write JSON Lines"
            raise InvalidValue(msg)
        writer.writerow(row)
    data = encoded(out.getvalue(), "a recommendation")
    return _MARK + data if excel else data


def _table_workbook(recommendations: Iterable[Recommendation]) -> bytes:
    rows = [table.COLUMNS, *(tuple(table.cells_of(each).values()) for each in recommendations)]
    return workbook_of([Written("Recommendations", rows, 0, _WIDTHS)])


def _matrix_workbook(recommendations: Iterable[Recommendation]) -> bytes:
    from upr_model.formats.matrix.files import to_workbook  # noqa: PLC0415  (only a matrix needs it)

    return to_workbook(recommendations)


def _matrix_word(recommendations: Iterable[Recommendation]) -> bytes:
    from upr_model.formats.matrix.files import to_word  # noqa: PLC0415  (only a matrix needs it)

    return to_word(recommendations)


_WRITERS: Mapping[tuple[str, str | None], Callable[[Iterable[Recommendation]], bytes]] = {
    (".csv", None): to_csv,
    (".xlsx", None): _table_workbook,
    (".jsonl", None): json_lines.to_lines,
    (".docx", None): _matrix_word,
    (".csv", table.FORMAT.name): to_csv,
    (".xlsx", table.FORMAT.name): _table_workbook,
    (".jsonl", json_lines.FORMAT.name): json_lines.to_lines,
    (".docx", matrix.FORMAT.name): _matrix_word,
    (".xlsx", matrix.FORMAT.name): _matrix_workbook,
}
"""The writers, by the end of a name and the format."""
