"""A row of a matrix made into recommendations, from its cells alone."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from upr_model.cycle import ReviewKey
from upr_model.errors import ParseError, UprError, shown
from upr_model.formats.asked import asks_by
from upr_model.formats.assessed import AssessmentColumn, assessments_in
from upr_model.formats.cells import Number
from upr_model.formats.matrix.cells import asked_in, position_in, report_of, tags_in
from upr_model.formats.working_group.asks import Asked, Guess, asks_of, states_in
from upr_model.recommendation import Attribution, Recommendation, normalised
from upr_model.states import State
from upr_model.symbols import Paragraph
from upr_model.vocabulary import Response, Severity


@frozen
class Doubt:
    """What is not plain in a row that was read."""

    severity: Severity
    code: str
    message: str
    value: str = ""
    hint: str = ""


def made_of(
    cells: Mapping[str, str], review: ReviewKey, guess: Guess, column: AssessmentColumn | None = None
) -> tuple[list[Recommendation], list[Doubt]]:
    """Make recommendations of the cells of a row, and say what is in doubt.

    Raises `UprError` where number, text or position cannot be read.
    """
    asked = asked_in(cells.get("recommendation", ""))
    paragraph = _paragraph(cells.get("paragraph", "")) or asked.paragraph
    positions = position_in(cells.get("position", ""), asked.source)
    if not asked.text and paragraph is None:
        msg = "the row has no recommendation"
        raise ParseError(msg)
    tags, faults = tags_in(cells, cells.get("heading"))
    doubts = [Doubt(Severity.WARNING, "unknown-label", fault, hint="its cell stays in .source") for fault in faults]
    if paragraph is None:
        message, hint = "no number is in front of the text", "paragraphs cannot be counted"
        doubts.append(Doubt(Severity.WARNING, "no-paragraph", message, asked.text, hint))
    if not positions:
        doubts.append(Doubt(Severity.WARNING, "no-position", "the position is blank", hint="it is not stated"))
    divided = _divided(asked.text, cells.get("states", ""), review, guess, doubts)
    made = [
        Recommendation(
            review=review,
            document=report_of(asked.source),
            paragraph=paragraph,
            part=part if paragraph else "",
            text=ask.text or None,
            attributions=tuple(Attribution(review=review, recommending_state=state) for state in ask.states),
            positions=positions,
            tags=tags,
        )
        for part, ask in divided.parts()
    ]
    return _assessed(made, cells.get("assessment", ""), column, doubts), doubts


def _paragraph(cell: str) -> Paragraph | None:
    """Give the number of a column of its own; `ParseError` where it was a number to the spreadsheet."""
    number = cell.strip()
    if isinstance(cell, Number) and "." in number:
        msg = f"{shown(number)} is a number here, and may have been {number}0: make the column one of texts"
        raise ParseError(msg)
    return Paragraph.parse(number) if number else None


def _divided(text: str, column: str, review: ReviewKey, guess: Guess, doubts: list[Doubt]) -> Asked:
    """Divide a text into what it asks; the States stand in brackets, or in a column of their own."""
    senders = states_in("; ".join(column.split("\n")))
    if column.strip() and not senders:
        message, hint = "it is not known which States these are", "those in the text are taken"
        doubts.append(Doubt(Severity.WARNING, "unknown-state", message, column, hint))
    asked = asks_by(text, senders, review.state) if senders else asks_of(text, review.state, guess)
    for doubt in asked.doubts:
        severity = Severity.NOTE if doubt.code == "bracket" else Severity.WARNING
        doubts.append(Doubt(severity, doubt.code, doubt.message, doubt.value))
    if asked.rest:
        message = "words after the last bracket are not taken as a part of what is asked"
        doubts.append(Doubt(Severity.NOTE, "trailing-text", message, asked.rest))
    if any(None in ask.states for ask in asked.asks):
        hint = "it is counted, with an unknown sender"
        doubts.append(Doubt(Severity.WARNING, "no-state", "it names no State", text, hint))
    return asked


def _assessed(
    made: list[Recommendation], cell: str, column: AssessmentColumn | None, doubts: list[Doubt]
) -> list[Recommendation]:
    """Add the assessments of a cell; where they cannot be read, the cell is told, and stays in the source."""
    if not cell.strip():
        return made
    try:
        assessments = assessments_in(cell, column)
        return [evolve(each, assessments=assessments) for each in made]
    except UprError as error:
        hint = "say whose it is: read(..., assessments=AssessmentColumn(...))" if column is None else "correct the cell"
        doubts.append(Doubt(Severity.WARNING, "assessment", str(error), cell, hint))
        return made


def asked_alike(made: Recommendation) -> tuple[Paragraph | None, str, str, Response, tuple[State, ...]]:
    """Give what is the same in rows that stand for one recommendation: all but themes and assessments."""
    return made.paragraph, made.part, normalised(made.text or ""), made.response, made.recommending_states
