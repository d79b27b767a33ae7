"""The lines of a document in whatever kind of file: PDF, Word or text."""

from __future__ import annotations

from upr_model.errors import UnreadableFile, printable
from upr_model.formats.media.archives import MARK as ZIP_MARK
from upr_model.formats.media.delimited import Progress, decode
from upr_model.formats.media.pdf import MARK as PDF_MARK
from upr_model.formats.media.pdf import MARK_WITHIN, lines_of_pdf
from upr_model.formats.media.printed import Line, lines_of_text
from upr_model.formats.media.word import lines_of_word
from upr_model.readings.reading import Problem


def is_text(data: bytes) -> bool:
    """Whether a file begins neither as PDF files do nor as archives, of which Word files are some."""
    return not (PDF_MARK in data[:MARK_WITHIN] or data.startswith(ZIP_MARK))


def document_lines(
    data: bytes, file: str, *, encoding: str | None = None, progress: Progress | None = None
) -> tuple[list[Line], list[Problem]]:
    """Give the lines of a document, and what was guessed of it; `UnreadableFile` where there are none."""
    if is_text(data):
        text, guess = decode(data, file, encoding)
        lines, problems = lines_of_text(text), [guess] if guess else []
    elif data.startswith(ZIP_MARK):
        lines, problems = lines_of_word(data, file), []
    else:
        lines, problems = lines_of_pdf(data, file, progress)
    if not lines:
        msg = f"{printable(file)}: no text in this file"
        raise UnreadableFile(msg)
    return lines, problems
