"""A matrix as a Word file, or as a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from upr_model.errors import missing_extra
from upr_model.formats.matrix.cells import HEADER
from upr_model.formats.matrix.reader import DETAILS
from upr_model.formats.matrix.writer import matrix_of
from upr_model.formats.media.workbook import Written, workbook_of
from upr_model.records.recommendation import Recommendation

if TYPE_CHECKING:
    from docx.table import _Cell

_WIDTHS = (60, 14, 45, 30, 45)
_SHADE = "C6D9F1"
_LIST = "Thematic list of recommendations"
_ABOUT = "What the table above has no cells for, for upr-model to read again; it may be deleted."


def to_workbook(recommendations: Iterable[Recommendation]) -> bytes:
    """Give the matrix of a review as a spreadsheet, with the details in a second sheet."""
    matrix = matrix_of(recommendations)
    sheets = [Written("Recommendations", [(matrix.title,), tuple(HEADER.values()), *matrix.rows], 1, _WIDTHS)]
    if matrix.details:
        sheets.append(Written("Details", [DETAILS, *matrix.details], 0, (30, 100)))
    return workbook_of(sheets)


def to_word(recommendations: Iterable[Recommendation]) -> bytes:
    """Give the matrix of a review as a Word file, with the details in a second table.

    Raises `MissingExtra` without python-docx, and what `matrix_of` raises.
    """
    matrix = matrix_of(recommendations)
    try:
        import docx  # noqa: PLC0415  (an extra)
        from docx.enum.section import WD_ORIENTATION  # noqa: PLC0415
        from docx.shared import Mm  # noqa: PLC0415
    except ImportError as error:
        part = "writing Word files"
        raise missing_extra(part, "python-docx", "word") from error
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENTATION.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    document.core_properties.title = f"{matrix.title}: {_LIST}"
    document.core_properties.author = ""
    section.header.paragraphs[0].text = f"{matrix.title}\t\t{_LIST}"
    table = document.add_table(0, len(HEADER), style="Table Grid")
    _fill(table, tuple(HEADER.values()), bold=True)
    _mark(table.rows[0]._tr.get_or_add_trPr(), "tblHeader")  # noqa: SLF001  (python-docx has no name for it)
    for row in matrix.rows:
        _fill(table, row)
    if matrix.details:
        document.add_paragraph(_ABOUT)
        beside = document.add_table(0, len(DETAILS), style="Table Grid")
        for row in (DETAILS, *matrix.details):
            _fill(beside, row)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _fill(table: Any, texts: Sequence[str], *, bold: bool = False) -> None:  # noqa: ANN401  (python-docx's)
    """Add a row; a single text, which is a theme, takes the whole width of the table."""
    row = table.add_row()
    _mark(row._tr.get_or_add_trPr(), "cantSplit")  # noqa: SLF001  (python-docx has no name for it)
    cells: Sequence[_Cell] = row.cells
    if len(texts) == 1:
        cells = [cells[0].merge(cells[-1])]
        _mark(cells[0]._tc.get_or_add_tcPr(), "shd", val="clear", color="auto", fill=_SHADE)  # noqa: SLF001
    for cell, text in zip(cells, texts, strict=True):
        first, *rest = text.split("\n")
        cell.paragraphs[0].add_run(first).bold = bold or len(texts) == 1
        for line in rest:
            cell.add_paragraph(line)


def _mark(properties: Any, name: str, **values: str) -> None:  # noqa: ANN401  (an element of lxml)
    """Add a property of a row or a cell."""
    from docx.oxml import OxmlElement  # noqa: PLC0415  (an extra)
    from docx.oxml.ns import qn  # noqa: PLC0415

    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    properties.append(element)
