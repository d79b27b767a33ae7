"""Tables of Word files: their rows, a cell's paragraphs one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from upr_model.errors import UnreadableFile, printable
from upr_model.formats.delimited import CELL_LIMIT, Row
from upr_model.formats.spreadsheet import Sheet, raw_of
from upr_model.formats.word import Numbering, opened, text_of

if TYPE_CHECKING:
    from docx.document import Document

ROWS_LIMIT = 20_000
"""Rows of all tables of a Word file; the matrix of a review has some 300."""

COLUMNS_LIMIT = 50
"""Columns of a row, as it is divided by cells that span several."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def table_of_word(data: bytes, file: str) -> Sheet:
    """Give the rows of all tables of a Word file, numbered through; its name is what its page headers say.

    A cell that spans rows is told in each of them; of one that spans columns, the others are empty.
    Raises what `opened` raises, and `UnreadableFile` above the limits here.
    """
    return opened(data, file, lambda document: Sheet(_headers(document), iter(list(_rows(document, printable(file))))))


def _headers(document: Document) -> str:
    paragraphs = (paragraph for section in document.sections for paragraph in section.header.paragraphs)
    return "\n".join(dict.fromkeys(text_of(paragraph._p) for paragraph in paragraphs))  # noqa: SLF001  (its element)


def _rows(document: Document, name: str) -> Iterator[Row]:
    numbering = Numbering.of(document)
    number = 0
    for table in document.element.body.iter(f"{_W}tbl"):
        if any(True for _ in table.iterancestors(f"{_W}tbl")):
            continue  # a part of a cell of the other
        above: list[str] = []
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table or row.find(f"{_W}trPr/{_W}del") is not None:
                continue
            number += 1
            if number > ROWS_LIMIT:
                msg = f"{name} has tables of more than {ROWS_LIMIT} rows, which is the limit"
                raise UnreadableFile(msg)
            above = list(_cells(row, above, numbering))
            if any(map(str.strip, above)):
                fault = "field-too-long" if max(map(len, above)) > CELL_LIMIT else None
                yield number, raw_of(above), above, fault


def _cells(row: Any, above: list[str], numbering: Numbering) -> Iterator[str]:  # noqa: ANN401  (an element of lxml)
    column = 0
    for cell in row.iterdescendants(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr")) is not row or column >= COLUMNS_LIMIT:
            continue
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(f"{_W}val") != "restart" and column < len(above):
            yield above[column]
        else:
            yield "\n".join(f"{numbering.label(each)} {text_of(each)}".strip() for each in cell.iter(f"{_W}p")).strip()
        column += 1
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        for _ in range(_span(span) - 1 if span is not None else 0):
            if column < COLUMNS_LIMIT:
                yield ""
                column += 1


def _span(element: Any) -> int:  # noqa: ANN401  (an element of lxml)
    value = element.get(f"{_W}val") or ""
    return min(int(value), COLUMNS_LIMIT) if value.isascii() and value.isdigit() and len(value) < 4 else 1  # noqa: PLR2004
