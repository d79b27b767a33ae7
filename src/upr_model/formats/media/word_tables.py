"""Tables of Word files: their rows, with each paragraph of a cell on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING, Any

from upr_model.errors import UnreadableFile, printable
from upr_model.formats.media.delimited import CELL_LIMIT, Row, Sheet, raw_of
from upr_model.formats.media.word import WORD_LIMIT, Numbering, opened, text_of

if TYPE_CHECKING:
    from docx.document import Document

ROWS_LIMIT = 20_000
"""Rows of all tables of a Word file; the matrix of a review has some 300."""

COLUMNS_LIMIT = 50
"""Columns of a row; a cell that spans several counts as so many."""

TITLES_LIMIT = 50
"""Paragraphs in which a title is looked for: so many in page headers, and so many above the first table."""

SECTIONS_LIMIT = 10
"""Sections whose page headers are read."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def table_of_word(data: bytes, file: str) -> Sheet:
    """Give the rows of all tables of a Word file as one sheet, named after page headers and titles.

    The rows are numbered through. A cell that spans rows is repeated in each of them; a cell that spans
    columns stands in the first, and the others are empty.
    Raises what `opened` raises, and `UnreadableFile` above the limits here.
    """
    name = printable(file)
    return opened(data, file, lambda document: Sheet(_titles(document), iter(list(_rows(document, name)))))


def _titles(document: Document) -> str:
    sections = islice(document.sections, SECTIONS_LIMIT)
    headers = (paragraph for section in sections for paragraph in section.header._element.iter(f"{_W}p"))  # noqa: SLF001
    blocks = takewhile(lambda block: block.tag != f"{_W}tbl", document.element.body)
    above = (block for block in blocks if block.tag == f"{_W}p")
    paragraphs = chain(islice(headers, TITLES_LIMIT), islice(above, TITLES_LIMIT))
    return "\n".join(dict.fromkeys(map(text_of, paragraphs)))


def _rows(document: Document, name: str) -> Iterator[Row]:
    numbering = Numbering.of(document)
    number = size = 0
    for table in document.element.body.iter(f"{_W}tbl"):
        if any(True for _ in table.iterancestors(f"{_W}tbl")):
            continue  # it stands in a cell of another table, with which it is read
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
                raw = raw_of(above)
                size += len(raw)
                if size > WORD_LIMIT:  # a merged cell counts in each of its rows
                    msg = f"{name} has tables of more than {WORD_LIMIT} characters, which is the limit"
                    raise UnreadableFile(msg)
                yield Row(number, raw, above, fault)


def _cells(row: Any, above: list[str], numbering: Numbering) -> Iterator[str]:  # noqa: ANN401  (an element of lxml)
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    column = _span(before) if before is not None else 0
    yield from [""] * column
    for cell in row.iterdescendants(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr")) is not row:
            continue
        if column >= COLUMNS_LIMIT:
            msg = f"a row of a table has more than {COLUMNS_LIMIT} columns, which is the limit"
            raise UnreadableFile(msg)
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(f"{_W}val") != "restart" and column < len(above):
            yield above[column]
        else:
            yield "\n".join(f"{numbering.label(each)} {text_of(each)}".strip() for each in cell.iter(f"{_W}p")).strip()
        column += 1
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        beside = min(_span(span) - 1, COLUMNS_LIMIT - column) if span is not None else 0
        yield from [""] * beside
        column += beside


def _span(element: Any) -> int:  # noqa: ANN401  (an element of lxml)
    value = element.get(f"{_W}val") or ""
    return min(int(value), COLUMNS_LIMIT) if value.isascii() and value.isdigit() and len(value) < 4 else 1  # noqa: PLR2004
