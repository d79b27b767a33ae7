"""A row of a matrix made into recommendations, from its cells alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import ParseError, UprError
from upr_model.formats.matrix.cells import first_cell_in, position_in, report_of, tags_in
from upr_model.formats.media.numbers import Number
from upr_model.formats.shared.asks import Guess, asks_of
from upr_model.formats.shared.assessed import AssessmentColumn, assessments_in
from upr_model.formats.shared.cells import lead_of, listed
from upr_model.formats.shared.findings import Findings
from upr_model.formats.shared.senders import asks_by, senders_in
from upr_model.records.recommendation import Attribution, Recommendation, normalised
from upr_model.values.sources import Source
from upr_model.values.symbols import Paragraph

_ANOTHER = re.compile(r"[;.)]\s+[1-9][0-9]{1,2}\.[1-9][0-9]{0,2}\.? [A-Z]")


def recommendations_of(
    cells: Mapping[str, str],
    source: Source,
    review: ReviewKey,
    guess: Guess,
    column: AssessmentColumn | None = None,
) -> tuple[list[Recommendation], Findings]:
    """Make recommendations of the cells of a row, and say what is in doubt.

    Raises `UprError` where number, text or position cannot be read.
    """
    doubts = Findings(source.file)
    text = first_cell_in(cells.get("recommendation", ""))
    number = cells.get("paragraph") or cells.get("number", "")
    paragraph = _paragraph(number, text.paragraph, source, doubts)
    positions = position_in(cells.get("position", ""), text.source)
    if not text.text and paragraph is None:
        msg = "the row has no recommendation"
        raise ParseError(msg)
    if text.odd_source:
        message, hint = "it names no document as the source of the position", "the recommendation is counted without"
        doubts.warn(source, "unknown-symbol", message, value=text.odd_source, hint=hint)
    if _ANOTHER.search(text.text):
        message, hint = "another number stands in the text", "are they two recommendations? They are read as one row"
        doubts.warn(source, "second-number", message, value=text.text, hint=hint)
    tags, faults = tags_in(cells, cells.get("heading"))
    for fault in faults:
        doubts.warn(source, "unknown-label", fault, hint="its cell stays in .source")
    if paragraph is None and not number.strip(" 0123456789"):
        message, hint = "no number is in front of the text", "paragraphs cannot be counted"
        doubts.warn(source, "no-paragraph", message, value=text.text, hint=hint)
    if not positions:
        doubts.warn(source, "no-position", "the position is blank", hint="it is not stated")
    senders = senders_in(listed(cells.get("states", "")))
    states = [sender.state for sender in senders]
    item = asks_by(text.text, states, review.state) if senders else asks_of(text.text, review.state, guess)
    doubts.check_asks(source, item, text.text, senders)
    recommendations = [
        Recommendation(
            review=review,
            document=report_of(text.source),
            paragraph=paragraph,
            part=part if paragraph else "",
            text=ask.text or None,
            attributions=tuple(Attribution(review=review, recommending_state=state) for state in ask.states),
            positions=positions,
            tags=tags,
        )
        for part, ask in item.parts()
    ]
    return _assessed(recommendations, cells.get("assessment", ""), column, source, doubts), doubts


def _paragraph(cell: str, own: Paragraph | None, source: Source, doubts: Findings) -> Paragraph | None:
    """Give the number in front of the text, else that of a column of its own, which may only count the rows."""
    number = cell.strip()
    if own is not None or not number or number.isdigit():
        if "." in number and number.rstrip(".") != str(own):
            message = f"the number in front of the text is {own}, that of its column another"
            doubts.warn(source, "number-differs", message, value=number, hint="the text's is taken")
        return own
    if isinstance(cell, Number):
        message = "a number here is one to calculate with, and may have lost a 0: 26.10 becomes 26.1"
        doubts.warn(source, "no-paragraph", message, value=number, hint="make the column one of texts")
        return None
    paragraph, rest = lead_of(f"{number} ")
    if paragraph is None or rest:
        message = "this is not the number of a paragraph"
        doubts.warn(source, "no-paragraph", message, value=number, hint="expected a form like 26.10")
        return None
    return paragraph


def _assessed(
    recommendations: list[Recommendation], cell: str, column: AssessmentColumn | None, source: Source, doubts: Findings
) -> list[Recommendation]:
    """Add the assessments of a cell; where they cannot be read, the cell is told, and stays in the source."""
    if not cell.strip():
        return recommendations
    try:
        assessments = assessments_in(cell, column)
        return [evolve(each, assessments=assessments) for each in recommendations]
    except UprError as error:
        hint = "say whose it is: read(..., assessments=AssessmentColumn(...))" if column is None else "correct the cell"
        doubts.warn(source, "assessment", str(error), value=cell, hint=hint)
        return recommendations


def alike(recommendation: Recommendation) -> tuple[Any, ...]:
    """Give what is the same in rows that stand for one recommendation: all but themes and assessments."""
    words = normalised(recommendation.text or "")
    source = recommendation.positions[-1].document if recommendation.positions else None
    own = (recommendation.paragraph, recommendation.part, words, recommendation.document)
    return *own, recommendation.response, recommendation.recommending_states, source
