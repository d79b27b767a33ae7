"""Assessments in the cells of a table: one on a line, or words of which the caller says whose they are."""

from __future__ import annotations

import datetime as dt
import re

from attrs import field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a, is_day
from upr_model.errors import ParseError, shown
from upr_model.formats.shared.cells import one_line
from upr_model.records.assessment import Assessment, Assessor
from upr_model.records.mappings import StatusMapping
from upr_model.records.recommendation import Recommendation
from upr_model.values.periods import Period, period_of
from upr_model.values.vocabulary import AssessorKind, ImplementationStatus

_STATUSES = {status.label: status for status in ImplementationStatus}
_KINDS = {kind.replace("_", " "): kind for kind in AssessorKind}
_LINE = re.compile(
    rf"(?P<status>{'|'.join(_STATUSES)}) as of (?P<as_of>\S+), by (?P<name>.+) \((?P<kind>{'|'.join(_KINDS)})\)"
    r"(?:: (?P<note>.*))?"
)
_EXAMPLE = "in progress as of 2023-10, by Ministry (state): a bill"
_FIRST_WORDS = re.compile(r"(?P<word>[^:.\n\u2013\u2014]+)(?:[:.\n\u2013\u2014]\s*(?P<note>.*))?", re.DOTALL)


@frozen(kw_only=True)
class AssessmentColumn:
    """Who filled the assessment column of a table, as of when, and in whose words for a status.

    Such a column is free text, and says none of it. Each cell begins with a status: one of `mapping`, or
    without one a status as this library writes it, such as "partly implemented"; what follows is a note.

    >>> by_state = Assessor(AssessorKind.STATE, "Ministry of Foreign Affairs")
    >>> AssessmentColumn(assessor=by_state, as_of="2023-10").assessment("In progress: a bill").note
    'a bill'
    """

    assessor: Assessor = field(validator=is_a(Assessor))
    as_of: Period = field(converter=period_of)
    mapping: StatusMapping | None = field(default=None, validator=optional(is_a(StatusMapping)))
    recorded: dt.date | None = field(default=None, validator=optional(is_day))

    def assessment(self, cell: str) -> Assessment:
        """Make an assessment of a cell.

        Raises `ParseError` where it does not begin with a status.
        """
        match = _FIRST_WORDS.fullmatch(cell.strip())
        word, note = (match["word"].strip(), (match["note"] or "").strip()) if match else ("", "")
        status = (
            self.mapping.status(word) if self.mapping is not None else _STATUSES.get(" ".join(word.casefold().split()))
        )
        if status is None:
            known = ", ".join(_STATUSES)
            msg = f"{shown(cell)} does not begin with a status; known are {known}, or give a mapping"
            raise ParseError(msg)
        return Assessment(
            status=status,
            as_of=self.as_of,
            assessor=self.assessor,
            recorded=self.recorded,
            wording=word,
            note=note,
        )


def assessments_in(cell: str, column: AssessmentColumn | None) -> tuple[Assessment, ...]:
    """Give the assessments of a cell: lines as `current_lines` prints them, and others as the caller says.

    Raises `ParseError` for what is neither, and what making an assessment raises.
    """
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    matches = {line: _LINE.fullmatch(line) for line in lines}
    assessments = tuple(_assessment(match) for match in matches.values() if match is not None)
    rest = "\n".join(line for line in lines if matches[line] is None)
    if rest and column is None:
        msg = f"{shown(rest)} does not say who assessed, and as of when; expected a form like {shown(_EXAMPLE)}"
        raise ParseError(msg)
    return (*assessments, column.assessment(rest)) if rest and column is not None else assessments


def _assessment(match: re.Match[str]) -> Assessment:
    return Assessment(
        status=_STATUSES[match["status"]],
        as_of=Period.parse(match["as_of"]),
        assessor=Assessor(_KINDS[match["kind"]], match["name"]),
        note=match["note"] or "",
    )


def current_lines(recommendation: Recommendation) -> list[str]:
    """Give the last assessment of each assessor as a line, where it can be read again: status, time, assessor, note.

    >>> from upr_model import example
    >>> current_lines(example().recommendations[0])
    []
    """
    lines = (
        f"{each.status.label} as of {each.as_of}, by {each.assessor}" + (f": {each.note}" if each.note else "")
        for each in recommendation.assessments_as_of(dt.date.max)
    )
    return [line for line in map(one_line, lines) if _LINE.fullmatch(line)]
