"""The lines of a document in whatever kind of file: PDF, Word or text."""

from __future__ import annotations

from upr_model.errors import UnreadableFile, printable
from upr_model.formats.archives import MARK as ZIP_MARK
from upr_model.formats.delimited import Progress, decode
from upr_model.formats.pdf import MARK as PDF_MARK
from upr_model.formats.pdf import MARK_WITHIN, lines_of_pdf
from upr_model.formats.printed import Line, lines_of_text
from upr_model.formats.word import lines_of_word


def is_pdf(data: bytes) -> bool:
    """Whether a file begins as PDF files do."""
    return PDF_MARK in data[:MARK_WITHIN]


def is_zip(data: bytes) -> bool:
    """Whether a file begins as archives do, of which Word files are some."""
    return data.startswith(ZIP_MARK)


def lines_of(data: bytes, file: str, *, encoding: str | None = None, progress: Progress | None = None) -> list[Line]:
    """Give the lines of a document; `UnreadableFile` where there are none."""
    if is_pdf(data):
        return lines_of_pdf(data, file, progress)
    lines = lines_of_word(data, file) if is_zip(data) else lines_of_text(decode(data, file, encoding)[0])
    if not lines:
        msg = f"{printable(file)}: no text in this file"
        raise UnreadableFile(msg)
    return lines
