"""`read`: any file of recommendations, whatever its format."""

from __future__ import annotations

import os
from collections.abc import Mapping

from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import InvalidValue, shown
from upr_model.formats.media.delimited import Progress
from upr_model.formats.shared.assessed import AssessmentColumn
from upr_model.formats.shared.format import Format, Input
from upr_model.formats.sniffing import FORMATS, read_input
from upr_model.readings.reading import Reading


def read(  # noqa: PLR0913  (each says something of the file that it may not say itself)
    path: str | os.PathLike[str],
    *,
    format: str | Format | None = None,  # noqa: A002  (the word for it, and keyword-only)
    encoding: str | None = None,
    review: ReviewKey | str | None = None,
    columns: Mapping[str, str] | None = None,
    assessments: AssessmentColumn | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a file of recommendations; what cannot be read is in `Reading.problems`, with its place.

    `format` and `encoding` are found out where they are not given, by what the file holds and never by
    its name; a guess is a warning. `format` is a name of `upr_model.formats.FORMATS`, or a `Format` of your
    own. `review`, a key or its text such as `VNM:18`, is for files that do
    not name their review. `columns` names columns that are not known, such as
    `{"Recommandation": "recommendation"}`. `assessments` says whose the assessment column of a matrix
    is. A dossier's file gives its recommendations and pledges; `read_json` gives all of it.
    `Reading.report` has what reports of the Working Group say of themselves, `Reading.skipped` what a
    file of several mechanisms has beside. `progress` is told how much of how much was read.

    Raises `UnreadableFile` for a file that cannot be opened, is broken, encrypted, not in the encoding,
    or beyond the limits of its kind (`FILE_LIMIT` bytes at most); `UnknownFormat` for one of another
    kind; `InvalidDocument` for a dossier that is broken, and for a document that does not say of which
    review it is; `MissingExtra` where a library is not installed; `InvalidValue` for an argument that
    cannot be, and for a review, columns or assessments that this format has no use for.

    >>> read("no-such-file.csv")
    Traceback (most recent call last):
    upr_model.errors.UnreadableFile: no-such-file.csv cannot be read: No such file or directory
    """
    if assessments is not None and not isinstance(assessments, AssessmentColumn):
        msg = f"assessments is an AssessmentColumn, not {shown(assessments)}"
        raise InvalidValue(msg)
    if not (columns is None or isinstance(columns, Mapping)):
        msg = f"columns is a mapping of the names of columns to fields, not {shown(columns)}"
        raise InvalidValue(msg)
    if not (encoding is None or isinstance(encoding, str)) or not (progress is None or callable(progress)):
        msg = f"encoding is a name, and progress a function, not {shown(encoding)} and {shown(progress)}"
        raise InvalidValue(msg)
    if not (review is None or isinstance(review, ReviewKey | str)):
        msg = f"review is a ReviewKey or its text, such as 'VNM:18', not {shown(review)}"
        raise InvalidValue(msg)
    given = Input(
        file=os.fsdecode(path),
        encoding=encoding,
        review=ReviewKey.parse(review) if isinstance(review, str) else review,
        columns=columns or {},
        assessments=assessments,
        progress=progress,
    )
    return read_input(given, _format(format))


def _format(named: object) -> Format | None:
    """Give the format of a name; `InvalidValue` for one that is not known."""
    if named is None or isinstance(named, Format):
        return named
    known = {each.name: each for each in FORMATS}
    if not isinstance(named, str) or named not in known:
        msg = f"{shown(named)} is not a known format; known are {', '.join(known)}"
        raise InvalidValue(msg)
    return known[named]
