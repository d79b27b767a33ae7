"""Addenda: the State's positions on what was pending in the report, by paragraph."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence

from attrs import define, evolve, field

from upr_model.errors import InvalidValue, shown
from upr_model.formats.media.delimited import Progress
from upr_model.formats.media.files import read_bytes
from upr_model.formats.media.lines import document_lines
from upr_model.formats.media.printed import Line, of_the_page
from upr_model.formats.shared.findings import Findings
from upr_model.formats.working_group.answers import Answer, Answers, answers_in
from upr_model.formats.working_group.head import Head, head_of
from upr_model.readings.documents import WorkingGroupReport
from upr_model.readings.reading import Reading
from upr_model.records.recommendation import Position, Recommendation
from upr_model.values.symbols import Paragraph
from upr_model.values.vocabulary import PENDING, PositionStage, Response

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
        position.document == head.symbol for each in reading.recommendations for position in each.positions
    ):
        msg = f"{file}: the reading has the positions of {head.symbol} already"
        raise InvalidValue(msg)
    leads = {each.paragraph.lead for each in reading.recommendations if each.paragraph and each.paragraph.item}
    furniture = of_the_page(lines)
    answers = answers_in([line for line in lines if not (line.small or line.place in furniture)], leads)
    return _Addendum(
        file, problems, reading=reading, report=reading.report, head=head, first=lines[0], answers=answers
    ).applied()


@define
class _Addendum(Findings):
    """An addendum that is put to a reading."""

    reading: Reading = field(kw_only=True)
    report: WorkingGroupReport = field(kw_only=True)
    head: Head = field(kw_only=True)
    first: Line = field(kw_only=True)
    answers: Answers = field(kw_only=True)

    def applied(self) -> Reading:
        """Give the reading with the positions, and the problems of both."""
        self._check_head()
        positions = self._positions()
        recommendations = tuple(self._with(each, positions) for each in self.reading.recommendations)
        if not self.answers.given:
            message = "no position is given by the number of a paragraph; answers in prose cannot be decided here"
            self.error(self.first, "not-decidable", message, hint="read it, and add the positions")
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
            self.warn(self.first, "not-found", "its symbol is not found in its first pages")
        elif own is not None and symbol.parts[: len(own.parts)] != own.parts:
            message = f"it is {symbol}, no addendum to {own}"
            self.warn(self.first, "other-document", message, hint="is it the one that was meant?")
        if not self.answers.numbered and self.answers.given:
            message = "the positions stand in paragraphs without numbers"
            self.warn(self.first, "not-numbered", message, hint="look whether they are its answers")

    def _positions(self) -> dict[Paragraph, Position]:
        """Give a position to each paragraph that is answered once, or in one way."""
        known = {each.paragraph for each in self.reading.recommendations}
        date = self.head.date
        before = [p.date for each in self.reading.recommendations for p in each.positions if p.date]
        if date is not None and before and max(before) > date:
            message = f"its date, {date}, is before the positions of the report, and is not taken"
            self.warn(self.first, "early-date", message)
            date = None
        answers: dict[Paragraph, Answer] = {}
        differing: dict[Paragraph, Answer] = {}
        for answer in self.answers.given:
            for paragraph in answer.paragraphs:
                first = answers.setdefault(paragraph, answer)
                if first.response is not answer.response:
                    differing[paragraph] = answer
        for paragraph, answer in differing.items():
            message = f"{paragraph} is {answers.pop(paragraph).response} in one place and {answer.response} in another"
            self.error(answer.line, "conflicting-response", message, hint="its position stays as it was")
        for paragraph in sorted(answers.keys() - known):
            message = f"{paragraph} is answered, and is not in the report"
            self.warn(answers.pop(paragraph).line, "unknown-paragraph", message)
        for line, text in self.answers.undecided:
            message = "these numbers stand without a position that can be told"
            self.warn(line, "unclear-position", message, value=text)
        return {
            paragraph: Position(
                response=answer.response,
                date=date,
                document=self.head.symbol,
                stage=PositionStage.ADDENDUM,
                wording=answer.words or None,
            )
            for paragraph, answer in answers.items()
        }

    @staticmethod
    def _with(recommendation: Recommendation, positions: dict[Paragraph, Position]) -> Recommendation:
        position = positions.get(recommendation.paragraph) if recommendation.paragraph is not None else None
        return (
            recommendation
            if position is None
            else evolve(recommendation, positions=(*recommendation.positions, position))
        )

    def _check_pending(self, recommendations: Sequence[Recommendation]) -> None:
        pending = dict.fromkeys(each.paragraph for each in recommendations if each.response is PENDING)
        if pending:
            listed = ", ".join(map(str, list(pending)[:LISTED])) + (", ..." if len(pending) > LISTED else "")
            message = f"{len(pending)} paragraphs are still pending: {listed}"
            self.warn(self.first, "still-pending", message)

    def _check_totals(self, recommendations: Sequence[Recommendation], positions: dict[Paragraph, Position]) -> None:
        """Compare the totals that it tells with those of its positions, of the report's, and of both."""
        last = {each.paragraph: each.response for each in recommendations if each.paragraph}
        before = {each.paragraph: each.response for each in self.reading.recommendations if each.paragraph}
        given = {paragraph: position.response for paragraph, position in positions.items()}
        counts: list[Counter[Response]] = [Counter(each.values()) for each in (last, before, given)]
        for count, response, line in self.answers.totals:
            if all(each[response] != count for each in counts):
                sums = f"{counts[2][response]} in it, {counts[0][response]} with the report's"
                message = f"it tells of {count} {response}; found are {sums}"
                self.warn(line, "totals-differ", message, hint="compare the lists with the document")
