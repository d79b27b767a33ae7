"""Addenda: the State's positions on what was pending in the report, by paragraph."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence

from attrs import define, evolve

from upr_model.errors import InvalidValue, shown
from upr_model.formats.media.delimited import Progress
from upr_model.formats.media.files import read_bytes
from upr_model.formats.media.lines import document_lines
from upr_model.formats.media.printed import Line, of_the_page, problem_at
from upr_model.formats.working_group.answers import Answer, Answers, answers_in
from upr_model.formats.working_group.head import Head, head_of
from upr_model.readings.documents import WorkingGroupReport
from upr_model.readings.reading import Problem, Reading
from upr_model.records.recommendation import Position, Recommendation
from upr_model.values.symbols import Paragraph
from upr_model.values.vocabulary import PENDING, PositionStage, Response, Severity

LISTED = 20
"""Numbers that a problem lists."""


def with_addendum(reading: Reading, path: str | os.PathLike[str], *, progress: Progress | None = None) -> Reading:
    """Give the reading of a report with the positions of its addendum, which are added to its own.

    Numbers, ranges and the totals of the first paragraphs are checked against the report; what does
    not fit, and what is still pending, is a problem. Answers in prose, without numbers, decide
    nothing: they are a problem, and the positions stay as they are.

    Raises `InvalidValue` for a reading of something else, and for one that has this addendum already;
    what `read` raises for a file that cannot be read.

    >>> from upr_model import example
    >>> with_addendum(example(), "addendum.pdf")
    Traceback (most recent call last):
    upr_model.errors.InvalidValue: an addendum answers a report: expected the reading of one, not ...
    """
    if not isinstance(reading, Reading) or reading.report is None:
        msg = f"an addendum answers a report: expected the reading of one, not {shown(reading)}"
        raise InvalidValue(msg)
    file = os.fsdecode(path)
    lines, problems = document_lines(read_bytes(file), file, progress=progress)
    head = head_of(lines)
    if head.symbol is not None and any(
        position.document == head.symbol for made in reading.recommendations for position in made.positions
    ):
        msg = f"{file}: the reading has the positions of {head.symbol} already"
        raise InvalidValue(msg)
    leads = {made.paragraph.lead for made in reading.recommendations if made.paragraph and made.paragraph.item}
    furniture = of_the_page(lines)
    answers = answers_in([line for line in lines if not (line.small or line.place in furniture)], leads)
    return _Addendum(
        reading=reading,
        report=reading.report,
        file=file,
        head=head,
        first=lines[0],
        answers=answers,
        problems=problems,
    ).applied()


@define(kw_only=True)
class _Addendum:
    """An addendum that is put to a reading."""

    reading: Reading
    report: WorkingGroupReport
    file: str
    head: Head
    first: Line
    answers: Answers
    problems: list[Problem]

    def applied(self) -> Reading:
        """Give the reading with the positions, and the problems of both."""
        self._check_head()
        positions = self._positions()
        recommendations = tuple(self._with(made, positions) for made in self.reading.recommendations)
        if not self.answers.given:
            message = "no position is given by the number of a paragraph; answers in prose cannot be decided here"
            self._tell(Severity.ERROR, "not-decidable", message, self.first, hint="read it, and add the positions")
        else:
            self._check_pending(recommendations)
            self._check_totals(recommendations, positions)
        return evolve(
            self.reading,
            sources=(*self.reading.sources, self.file),
            recommendations=recommendations,
            problems=(*self.reading.problems, *self.problems),
        )

    def _check_head(self) -> None:
        symbol, own = self.head.symbol, self.report.symbol
        if symbol is None:
            self._tell(Severity.WARNING, "not-found", "its symbol is not found in its first pages", self.first)
        elif own is not None and symbol.parts[: len(own.parts)] != own.parts:
            message = f"it is {symbol}, no addendum to {own}"
            self._tell(Severity.WARNING, "other-document", message, self.first, hint="is it the one that was meant?")
        if not self.answers.numbered and self.answers.given:
            message = "the positions stand in paragraphs without numbers"
            self._tell(Severity.WARNING, "not-numbered", message, self.first, hint="look whether they are its answers")

    def _positions(self) -> dict[Paragraph, Position]:
        """Give a position to each paragraph that is answered once, or in one way."""
        known = {made.paragraph for made in self.reading.recommendations}
        date = self.head.date
        before = [p.date for made in self.reading.recommendations for p in made.positions if p.date]
        if date is not None and before and max(before) > date:
            message = f"its date, {date}, is before the positions of the report, and is not taken"
            self._tell(Severity.WARNING, "early-date", message, self.first)
            date = None
        told: dict[Paragraph, Answer] = {}
        differing: dict[Paragraph, Answer] = {}
        for answer in self.answers.given:
            for paragraph in answer.paragraphs:
                first = told.setdefault(paragraph, answer)
                if first.response is not answer.response:
                    differing[paragraph] = answer
        for paragraph, answer in differing.items():
            message = f"{paragraph} is {told.pop(paragraph).response} in one place and {answer.response} in another"
            self._tell(
                Severity.ERROR, "conflicting-response", message, answer.line, hint="its position stays as it was"
            )
        for paragraph in sorted(told.keys() - known):
            message = f"{paragraph} is answered, and is not in the report"
            self._tell(Severity.WARNING, "unknown-paragraph", message, told.pop(paragraph).line)
        for line, text in self.answers.undecided:
            message = "these numbers stand without a position that can be told"
            self._tell(Severity.WARNING, "unclear-position", message, line, value=text)
        return {
            paragraph: Position(
                response=answer.response,
                date=date,
                document=self.head.symbol,
                stage=PositionStage.ADDENDUM,
                wording=answer.words or None,
            )
            for paragraph, answer in told.items()
        }

    @staticmethod
    def _with(made: Recommendation, positions: dict[Paragraph, Position]) -> Recommendation:
        position = positions.get(made.paragraph) if made.paragraph is not None else None
        return made if position is None else evolve(made, positions=(*made.positions, position))

    def _check_pending(self, recommendations: Sequence[Recommendation]) -> None:
        pending = dict.fromkeys(made.paragraph for made in recommendations if made.response is PENDING)
        if pending:
            listed = ", ".join(map(str, list(pending)[:LISTED])) + (", ..." if len(pending) > LISTED else "")
            message = f"{len(pending)} paragraphs are still pending: {listed}"
            self._tell(Severity.WARNING, "still-pending", message, self.first)

    def _check_totals(self, recommendations: Sequence[Recommendation], positions: dict[Paragraph, Position]) -> None:
        """Compare the totals that it tells with those of its positions, of the report's, and of both."""
        last = {made.paragraph: made.response for made in recommendations if made.paragraph}
        before = {made.paragraph: made.response for made in self.reading.recommendations if made.paragraph}
        given = {paragraph: position.response for paragraph, position in positions.items()}
        counts: list[Counter[Response]] = [Counter(each.values()) for each in (last, before, given)]
        for count, response, line in self.answers.totals:
            if all(each[response] != count for each in counts):
                found = f"{counts[2][response]} in it, {counts[0][response]} with the report's"
                message = f"it tells of {count} {response}; found are {found}"
                self._tell(Severity.WARNING, "totals-differ", message, line, hint="compare the lists with the document")

    def _tell(self, severity: Severity, code: str, message: str, line: Line, **more: str) -> None:
        self.problems.append(problem_at(self.file, line, severity, code, message, **more))
