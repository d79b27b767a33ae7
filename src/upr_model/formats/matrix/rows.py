"""A row of a matrix made into recommendations, from its cells alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import ParseError, UprError
from upr_model.formats.matrix.cells import asked_in, position_in, report_of, tags_in
from upr_model.formats.media.numbers import Number
from upr_model.formats.shared.asked import Divided, asks_by, senders_in
from upr_model.formats.shared.asks import Asked, Guess, asks_of
from upr_model.formats.shared.assessed import AssessmentColumn, assessments_in
from upr_model.formats.shared.cells import lead_of, listed
from upr_model.records.recommendation import Attribution, Recommendation, normalised
from upr_model.values.symbols import Paragraph
from upr_model.values.vocabulary import Severity

_ANOTHER = re.compile(r"[;.)]\s+[1-9][0-9]{1,2}\.[1-9][0-9]{0,2}\.? [A-Z]")


@frozen
class RowDoubt:
    """What is not plain in a row that was read."""

    severity: Severity
    code: str
    message: str
    value: str = ""
    hint: str = ""


def made_of(
    cells: Mapping[str, str], review: ReviewKey, guess: Guess, column: AssessmentColumn | None = None
) -> tuple[list[Recommendation], list[RowDoubt]]:
    """Make recommendations of the cells of a row, and say what is in doubt.

    Raises `UprError` where number, text or position cannot be read.
    """
    asked = asked_in(cells.get("recommendation", ""))
    doubts: list[RowDoubt] = []
    paragraph = _paragraph(cells.get("paragraph") or cells.get("number", ""), asked.paragraph, doubts)
    positions = position_in(cells.get("position", ""), asked.source)
    if not asked.text and paragraph is None:
        msg = "the row has no recommendation"
        raise ParseError(msg)
    if asked.odd_source:
        message, hint = "it names no document as the source of the position", "the recommendation is counted without"
        doubts.append(RowDoubt(Severity.WARNING, "unknown-symbol", message, asked.odd_source, hint))
    if _ANOTHER.search(asked.text):
        message, hint = "another number stands in the text", "are they two recommendations? They are read as one row"
        doubts.append(RowDoubt(Severity.WARNING, "second-number", message, asked.text, hint))
    tags, faults = tags_in(cells, cells.get("heading"))
    doubts += [RowDoubt(Severity.WARNING, "unknown-label", fault, hint="its cell stays in .source") for fault in faults]
    if paragraph is None and not (cells.get("paragraph") or cells.get("number", "")).strip(" 0123456789"):
        message, hint = "no number is in front of the text", "paragraphs cannot be counted"
        doubts.append(RowDoubt(Severity.WARNING, "no-paragraph", message, asked.text, hint))
    if not positions:
        doubts.append(RowDoubt(Severity.WARNING, "no-position", "the position is blank", hint="it is not stated"))
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


def _paragraph(cell: str, own: Paragraph | None, doubts: list[RowDoubt]) -> Paragraph | None:
    """Give the number in front of the text, else that of a column of its own, which may only count the rows."""
    number = cell.strip()
    if own is not None or not number or number.isdigit():
        if "." in number and number.rstrip(".") != str(own):
            message, hint = (
                f"the number in front of the text is {own}, that of its column another",
                "the text's is taken",
            )
            doubts.append(RowDoubt(Severity.WARNING, "number-differs", message, number, hint))
        return own
    if isinstance(cell, Number):
        message = "a number here is one to calculate with, and may have lost a 0: 26.10 becomes 26.1"
        doubts.append(RowDoubt(Severity.WARNING, "no-paragraph", message, number, "make the column one of texts"))
        return None
    found, rest = lead_of(f"{number} ")
    if found is None or rest:
        message = "this is not the number of a paragraph"
        doubts.append(RowDoubt(Severity.WARNING, "no-paragraph", message, number, "expected a form like 26.10"))
        return None
    return found


def _divided(text: str, column: str, review: ReviewKey, guess: Guess, doubts: list[RowDoubt]) -> Asked:
    """Divide a text into what it asks; the States stand in brackets, or in a column of their own."""
    named = senders_in(listed(column))
    for fault in (fault for state, fault in named if state is None):
        hint = "it is counted, with an unknown sender"
        doubts.append(RowDoubt(Severity.WARNING, "unknown-state", fault, column, hint))
    senders = tuple(state for state, _ in named)
    asked = asks_by(text, senders, review.state) if senders else asks_of(text, review.state, guess)
    if isinstance(asked, Divided) and asked.differ:
        message = "the brackets of the text name other States than the column, which is taken"
        doubts.append(RowDoubt(Severity.WARNING, "states-differ", message, text))
    for doubt in asked.doubts:
        severity = Severity.NOTE if doubt.code == "bracket" else Severity.WARNING
        doubts.append(RowDoubt(severity, doubt.code, doubt.message, doubt.value))
    if asked.rest:
        message = "words after the last bracket are not taken as a part of what is asked"
        doubts.append(RowDoubt(Severity.NOTE, "trailing-text", message, asked.rest))
    if any(None in ask.states for ask in asked.asks):
        hint = "it is counted, with an unknown sender"
        doubts.append(RowDoubt(Severity.WARNING, "no-state", "it names no State", text, hint))
    return asked


def _assessed(
    made: list[Recommendation], cell: str, column: AssessmentColumn | None, doubts: list[RowDoubt]
) -> list[Recommendation]:
    """Add the assessments of a cell; where they cannot be read, the cell is told, and stays in the source."""
    if not cell.strip():
        return made
    try:
        assessments = assessments_in(cell, column)
        return [evolve(each, assessments=assessments) for each in made]
    except UprError as error:
        hint = "say whose it is: read(..., assessments=AssessmentColumn(...))" if column is None else "correct the cell"
        doubts.append(RowDoubt(Severity.WARNING, "assessment", str(error), cell, hint))
        return made


def asked_alike(made: Recommendation) -> tuple[Any, ...]:
    """Give what is the same in rows that stand for one recommendation: all but themes and assessments."""
    words = normalised(made.text or "")
    source = made.positions[-1].document if made.positions else None
    return made.paragraph, made.part, words, made.response, made.recommending_states, made.document, source
