"""Readers: `read` finds the format, and there is one module for each."""

from __future__ import annotations

import os

from attrs import evolve

from upr_model.cycle import ReviewKey
from upr_model.errors import SHOWN_LIMIT, InvalidValue, UnknownFormat, shown
from upr_model.formats import upr_info
from upr_model.formats.delimited import Progress, decode, rows
from upr_model.formats.files import read_bytes
from upr_model.reading import Reading
from upr_model.vocabulary import InitiativeKind

DOSSIER = "upr-model-dossier"

DOSSIER_MARK = '"upr-model dossier"'
"""What tells a dossier from other JSON."""

SNIFFED = 4096
"""Characters at the beginning of a file in which its format is looked for."""

FORMATS = (upr_info.NAME, DOSSIER)
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
    gives its recommendations and pledges; `read_json` gives all of it. `progress` is told
    from time to time how much of how much was read.

    Raises `UnreadableFile` for a file that cannot be opened, is not in the encoding, or is larger than
    `FILE_LIMIT` bytes or `delimited.LINES_LIMIT` lines; `UnknownFormat` for one of another kind,
    `InvalidDocument` for a dossier that is broken;
    `InvalidValue` for a `format`, `encoding` or `review` that cannot be.

    >>> read("no-such-file.csv")
    Traceback (most recent call last):
    upr_model.errors.UnreadableFile: no-such-file.csv cannot be read: No such file or directory
    """
    if format is not None and format not in FORMATS:
        msg = f"{shown(format)} is not a known format; known are {', '.join(FORMATS)}"
        raise InvalidValue(msg)
    if review is not None:
        key = ReviewKey.parse(review) if isinstance(review, str) else review
        msg = f"review={key} is for files that do not name their review; this format names it in every row"
        raise InvalidValue(msg)
    file = os.fsdecode(path)
    text, guess = decode(read_bytes(file), file, encoding)
    if format == DOSSIER or (format is None and text.lstrip()[:1] == "{" and DOSSIER_MARK in text[:SNIFFED]):
        return _of_dossier(text, file)
    if text.strip() and format is None:
        first_row = next((cells for _, _, cells, fault in rows(text) if fault or any(map(str.strip, cells))), [])
        if not upr_info.recognises(first_row):
            known = f"known are a dossier, and {upr_info.NAME}, whose columns are {','.join(upr_info.HEADERS[0])}"
            msg = f"{file} is of no known kind: it begins {shown(text[:SHOWN_LIMIT])}; {known}"
            raise UnknownFormat(msg)
    reading = upr_info.read_rows(rows(text, progress), file)
    return evolve(reading, problems=(guess, *reading.problems)) if guess else reading


def _of_dossier(text: str, file: str) -> Reading:
    """Give what a dossier has of what is read from files: recommendations, and pledges beside them."""
    from upr_model.formats.dossiers import from_json  # noqa: PLC0415  (it needs the whole model)

    dossier = from_json(text, file)
    pledges = tuple(each for each in dossier.initiatives if each.kind is InitiativeKind.VOLUNTARY_PLEDGE)
    return Reading(sources=(file,), recommendations=dossier.recommendations, pledges=pledges)
