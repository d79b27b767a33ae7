"""Readers: `read` finds the format, and there is one module for each."""

from __future__ import annotations

import os

from attrs import evolve

from upr_model.cycle import ReviewKey
from upr_model.errors import SHOWN_LIMIT, InvalidValue, UnknownFormat, shown
from upr_model.formats import upr_info
from upr_model.formats.delimited import Progress, decode, rows
from upr_model.formats.files import read_bytes
from upr_model.formats.lines import document_lines, is_text
from upr_model.formats.printed import lines_of_text
from upr_model.formats.working_group import report
from upr_model.reading import Problem, Reading
from upr_model.vocabulary import InitiativeKind

DOSSIER = "upr-model-dossier"

DOSSIER_MARK = '"upr-model dossier"'
"""What tells a dossier from other JSON."""

SNIFFED = 4096
"""Characters at the beginning of a file in which its format is looked for."""

FORMATS = (upr_info.NAME, report.NAME, DOSSIER)
"""The names that `read` takes for a format."""


def read(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002  (the word for it, and keyword-only)
    encoding: str | None = None,
    review: ReviewKey | str | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a file of recommendations; what cannot be read is in `Reading.problems`, with its place.

    `format` and `encoding` are found out where they are not given; a guess is a warning. `review`, a
    key or its text such as `VNM:18`, is for files that do not name their review. A dossier's file
    gives its recommendations and pledges; `read_json` gives all of it. Reports of the Working Group
    may be PDF files (with the extra `pdf`), Word files (`word`) or texts; `Reading.report` has what
    they say of themselves. `progress` is told from time to time how much of how much was read.

    Raises `UnreadableFile` for a file that cannot be opened, is not in the encoding, is encrypted or
    without text, or is larger than `FILE_LIMIT` bytes or `delimited.LINES_LIMIT` lines (PDF files:
    `pdf.PDF_LIMIT` bytes and `pdf.PAGES_LIMIT` pages); `UnknownFormat` for one of another kind,
    `InvalidDocument` for a dossier that is broken, and for a report that does not say of which review
    it is; `MissingExtra` where a library is not installed;
    `InvalidValue` for a `format`, `encoding` or `review` that cannot be.

    >>> read("no-such-file.csv")
    Traceback (most recent call last):
    upr_model.errors.UnreadableFile: no-such-file.csv cannot be read: No such file or directory
    """
    if format is not None and format not in FORMATS:
        msg = f"{shown(format)} is not a known format; known are {', '.join(FORMATS)}"
        raise InvalidValue(msg)
    key = ReviewKey.parse(review) if isinstance(review, str) else review
    file = os.fsdecode(path)
    data = read_bytes(file)
    if format == report.NAME or (format is None and not is_text(data)):
        lines, problems = document_lines(data, file, encoding=encoding, progress=progress)
        if format is None and not report.recognises(lines):
            msg = f"{file} is no report of the Working Group: it begins {shown(lines[0].text)}; known are {_KNOWN}"
            raise UnknownFormat(msg)
        return _with(problems, report.read_lines(lines, file, key))
    text, guess = decode(data, file, encoding)
    del data  # a large file would be there twice
    found = format or _format_of(text, file)
    problems = [guess] if guess else []
    if found == report.NAME:
        return _with(problems, report.read_lines(lines_of_text(text), file, key))
    if key is not None:
        msg = f"review={key} is for files that do not name their review; this format names it in every row"
        raise InvalidValue(msg)
    if found == DOSSIER:
        return _of_dossier(text, file)
    return _with(problems, upr_info.read_rows(rows(text, progress), file))


def _with(problems: list[Problem], reading: Reading) -> Reading:
    """Put what was guessed of a file before the problems of its reading."""
    return evolve(reading, problems=(*problems, *reading.problems)) if problems else reading


def _format_of(text: str, file: str) -> str:
    """Find the format of a text; an empty one is an export without rows."""
    if text.lstrip()[:1] == "{" and DOSSIER_MARK in text[:SNIFFED]:
        return DOSSIER
    first_row = next((cells for _, _, cells, fault in rows(text) if fault or any(map(str.strip, cells))), [])
    if not text.strip() or upr_info.recognises(first_row):
        return upr_info.NAME
    if report.recognises(lines_of_text(text[: report.RECOGNISED_WITHIN])):
        return report.NAME
    msg = f"{file} is of no known kind: it begins {shown(text[:SHOWN_LIMIT])}; known are {_KNOWN}"
    raise UnknownFormat(msg)


_KNOWN = (
    "a dossier, a report of the Working Group as PDF, Word or text, and "
    f"{upr_info.NAME}, whose columns are {','.join(upr_info.HEADERS[0])}"
)


def _of_dossier(text: str, file: str) -> Reading:
    """Give what a dossier has of what is read from files: recommendations, and pledges beside them."""
    from upr_model.formats.dossiers import from_json  # noqa: PLC0415  (it needs the whole model)

    dossier = from_json(text, file)
    pledges = tuple(each for each in dossier.initiatives if each.kind is InitiativeKind.VOLUNTARY_PLEDGE)
    return Reading(sources=(file,), recommendations=dossier.recommendations, pledges=pledges)
