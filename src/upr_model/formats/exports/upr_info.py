"""UPR Info's legacy database export: a row for each recommendation and State that made it.

Two headers are known: that of the CSV files in circulation, and that of the original spreadsheets,
whose pairs of equal names stand for the State under review first, the recommending State second.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from attrs import Factory, define, field

from upr_model._base.checks import whole_number
from upr_model.calendar.sessions import ReviewKey, check_session, in_calendar
from upr_model.errors import SHOWN_LIMIT, AmbiguousState, UprError
from upr_model.formats.media.delimited import Row, told_of
from upr_model.formats.shared.cells import Memo, category_in
from upr_model.readings.reading import Problem, Reading
from upr_model.readings.rows import AttributionRow, AttributionRows, without_collection
from upr_model.records.initiative import Initiative
from upr_model.records.recommendation import Position, response_of
from upr_model.values.sources import Source
from upr_model.values.states import NAME_LIMIT, State
from upr_model.values.tags import UPR_INFO_ISSUES, Tag
from upr_model.values.vocabulary import ActionCategory, InitiativeKind, Response, Severity

NAME = "upr-info-csv"

HEADERS = (
    ("To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", "Response", "Action", "Issue", "Session"),
    ("SuR", "Rgrp", "Org", "Recommendation", "RS", "Rgrp", "Org", "Response", "Action", "Issue", "Session"),
)
# What the model takes; regional groups and organisations follow from the State.
_TO, _TEXT, _FROM, _RESPONSE, _ACTION, _ISSUE, _SESSION = 0, 3, 4, 7, 8, 9, 10

_PLEDGE = "voluntary pledge"
_UNKNOWN_SENDERS = frozenset({"", "(unknown)"})

_Answer = tuple[Position, ...] | InitiativeKind


def recognises(first_row: Sequence[str]) -> bool:
    """Whether a file that begins with these cells is such an export: most of its columns are there."""
    return any(_in_common(header, first_row) * 2 > len(header) for header in HEADERS)


def read_rows(rows: Iterator[Row], file: str) -> Reading:
    """Make a reading of the rows of a file, its header first."""
    above, (line, _, header, fault) = _header(rows, file)
    names = max(HEADERS, key=lambda names: _in_common(names, header))
    problems = [_blank(source) for source in above]
    problems += _check_header(header, names, file, line, fault)
    if any(problem.severity is Severity.ERROR for problem in problems):
        refused = (*above, *(Source(file, line, raw) for line, raw, _, _ in rows))
        return Reading(sources=(file,), problems=tuple(problems), refused=refused)
    export = _Export(file, names, len(header), _picker(header, names), problems, above)
    with without_collection():
        for row in rows:
            export.take(*row)
    export.check_calendar()
    return Reading(
        sources=(file,),
        rows=AttributionRows(file, tuple(export.made)),
        pledges=tuple(export.pledges),
        problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
        refused=tuple(export.refused),
    )


def _header(rows: Iterator[Row], file: str) -> tuple[list[Source], Row]:
    """Take the blank rows at the top, and the row below them; a row of no cells where there is none."""
    above: list[Source] = []
    for row in rows:
        if row[3] or any(map(str.strip, row[2])):
            return above, row
        above.append(Source(file, row[0], row[1]))
    return above, (1, "", [], None)


@define
class _Export:
    """The records and problems of the rows taken so far."""

    file: str
    names: tuple[str, ...]
    width: int
    pick: Callable[[Sequence[str]], tuple[str, ...]]
    problems: list[Problem]
    refused: list[Source]
    made: list[AttributionRow] = Factory(list)
    pledges: list[Initiative] = Factory(list)
    # The first row, by what makes rows alike; and of those that have alike ones, all by their raw text.
    _first: dict[tuple[str, ...], tuple[int, str, str]] = Factory(dict)
    _repeated: dict[tuple[str, ...], dict[str, int]] = Factory(dict)
    _states: Memo[str, State] = Factory(lambda: Memo(State.parse))
    _sessions: Memo[str, int] = Factory(lambda: Memo(_session))
    _senders: Memo[str, State | None] = Factory(lambda: Memo(_sender))
    _answers: Memo[str, _Answer] = Factory(lambda: Memo(_answer))
    _categories: Memo[str, ActionCategory | None] = Factory(lambda: Memo(category_in))
    _issues: Memo[str, tuple[str, ...]] = Factory(lambda: Memo(_labels))
    _reviews: Memo[tuple[str, str], ReviewKey] = field(init=False)

    @_reviews.default
    def _make_reviews(self) -> Memo[tuple[str, str], ReviewKey]:
        return Memo(lambda of: ReviewKey(self._states[of[0]], self._sessions[of[1]]))

    def take(self, line: int, raw: str, cells: list[str], fault: str | None) -> None:
        """Make an attribution or a pledge of a row, or refuse it."""
        if fault or len(cells) != self.width:
            self._refuse_whole(Source(self.file, line, raw), cells, fault)
            return
        to, text, sender, response, action, issue, session = self.pick(cells)
        try:
            review = self._reviews[to, session]
            state = self._senders[sender]
            answer = self._answers[response]
            category = self._categories[action]
        except UprError:
            self._refuse(Source(self.file, line, raw), cells)
            return
        alike, this = (to, text, sender, session), (line, raw, response)
        if self._first.setdefault(alike, this) is not this:
            self._compare(alike, *this)
        text = text.strip()
        issues = self._issues[issue]
        if isinstance(answer, InitiativeKind):
            tags = frozenset(Tag(UPR_INFO_ISSUES, label) for label in issues)
            source = Source(self.file, line, raw)
            self.pledges.append(
                Initiative(state=review.state, kind=answer, text=text or None, review=review, tags=tags, source=source)
            )
            return
        if state is None:
            message, hint = "the source does not know who asked", "it is counted with an unknown sender"
            self._warn(line, "unknown-sender", message, column=self.names[_FROM], value=sender, hint=hint)
        if not text:
            message, hint = "there is no text", "it is counted, and never as the same ask as another"
            self._warn(line, "no-text", message, column=self.names[_TEXT], hint=hint)
        self.made.append((line, raw, review, state, text or None, category, issues, answer))

    def _compare(self, alike: tuple[str, ...], line: int, raw: str, response: str) -> None:
        """Warn of a row that is equal to one above, or that tells of another answer to the same ask."""
        first_line, first_raw, first_response = self._first[alike]
        above = self._repeated.setdefault(alike, {first_raw.rstrip("\r\n"): first_line})
        equal = above.setdefault(raw.rstrip("\r\n"), line)
        if equal != line:
            self._warn(line, "duplicate-row", f"the row is equal to that of line {equal}", hint="both are counted")
        elif self._is_told_otherwise(alike, self._answers[first_response], self._answers[response]):
            message = f"the State asked the same on line {first_line}, and was answered otherwise"
            self._warn(line, "conflicting-response", message, hint="both are counted")

    def _is_told_otherwise(self, alike: tuple[str, ...], first: _Answer, other: _Answer) -> bool:
        _, text, sender, _ = alike
        if isinstance(first, InitiativeKind) or isinstance(other, InitiativeKind):
            return False  # a pledge is no answer
        if not text.strip() or self._senders[sender] is None:
            return False  # not known to be the same ask, or the same State
        return response_of(first) is not response_of(other)

    def check_calendar(self) -> None:
        """Warn, once a review, where the State was not reviewed in that session."""
        odd: dict[ReviewKey, list[int]] = {r: [] for r in self._reviews.values() if not in_calendar(r)}
        if not odd:
            return
        places = [(pledge.review, pledge.source.line) for pledge in self.pledges if pledge.review and pledge.source]
        places += [(row[2], row[0]) for row in self.made]
        for review, line in places:
            if review in odd:
                odd[review].append(line)
        for review, lines in odd.items():
            if lines:
                message = (
                    f"{review.state}, session {review.session}, is not in the calendar known here: {len(lines)} rows"
                )
                hint = "they are counted; narrow them away if they belong to another review"
                self._warn(min(lines), "not-in-calendar", message, value=str(review), hint=hint)

    def _warn(self, line: int, code: str, message: str, **more: str) -> None:
        self._tell(Severity.WARNING, line, code, message, **more)

    def _tell(self, severity: Severity, line: int, code: str, message: str, **more: Any) -> None:  # noqa: ANN401  (of a problem)
        self.problems.append(Problem(severity=severity, code=code, message=message, file=self.file, line=line, **more))

    def _refuse_whole(self, source: Source, cells: list[str], fault: str | None) -> None:
        """Refuse a row that is not made of the header's cells."""
        self.refused.append(source)
        if fault is None and not any(map(str.strip, cells)):
            self.problems.append(_blank(source))
            return
        code, message, hint = told_of(fault, len(cells), self.width)
        value = source.raw.rstrip("\r\n")[:SHOWN_LIMIT]
        self._tell(Severity.ERROR, source.line, code, message, value=value, hint=hint)

    def _refuse(self, source: Source, cells: list[str]) -> None:
        """Refuse a row for every cell of it that cannot be read."""
        if not any(map(str.strip, cells)):
            self._refuse_whole(source, cells, None)
            return
        self.refused.append(source)
        to, _, sender, response, action, _, session = self.pick(cells)
        checks: tuple[tuple[int, str, Memo[str, Any], str], ...] = (
            (_TO, to, self._states, "unknown-state"),
            (_FROM, sender, self._senders, "unknown-state"),
            (_RESPONSE, response, self._answers, "unknown-response"),
            (_ACTION, action, self._categories, "out-of-range"),
            (_SESSION, session, self._sessions, "out-of-range"),
        )
        for column, cell, memo, code in checks:
            try:
                memo[cell]
            except UprError as error:
                self._tell(
                    Severity.ERROR,
                    source.line,
                    "ambiguous-state" if isinstance(error, AmbiguousState) else code,
                    str(error),
                    column=self.names[column],
                    value=cell[:SHOWN_LIMIT],
                    hint="correct the cell, or leave the row out",
                )


def _blank(source: Source) -> Problem:
    return Problem(
        severity=Severity.NOTE, code="blank-row", message="the row is blank", file=source.file, line=source.line
    )


def _check_header(
    header: list[str], names: tuple[str, ...], file: str, line: int, fault: str | None
) -> Iterator[Problem]:
    """Tell what columns are missing, double or not read."""

    def problem(severity: Severity, code: str, message: str, hint: str, column: str | None = None) -> Problem:
        return Problem(severity=severity, code=code, message=message, file=file, line=line, column=column, hint=hint)

    if fault:
        _, message, hint = told_of(fault, len(header), len(names))
        yield problem(Severity.ERROR, fault, f"the header cannot be split: {message}", hint)
        return
    if not header:
        yield problem(Severity.ERROR, "empty-file", "the file has no header", "is it the file that was meant?")
        return
    found, wanted = Counter(map(_folded, header)), Counter(map(_folded, names))
    for name in dict.fromkeys(names):
        have, need = found[_folded(name)], wanted[_folded(name)]
        if have != need:
            code = "missing-column" if have < need else "duplicate-column"
            message = f"the header has {have} columns of this name, not {need}"
            yield problem(Severity.ERROR, code, message, f"the columns are {', '.join(names)}", name)
    for name in header:
        if _folded(name) not in wanted:
            yield problem(Severity.NOTE, "unknown-column", "this column is not read", "its cells stay in .source", name)


def _picker(header: Sequence[str], names: tuple[str, ...]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Give what picks the modelled cells of a row; of equal names, the first is the State under review's."""
    folded = list(map(_folded, header))
    wanted = (_TO, _TEXT, _FROM, _RESPONSE, _ACTION, _ISSUE, _SESSION)
    return itemgetter(*(folded.index(_folded(names[column])) for column in wanted))


def _in_common(names: Sequence[str], row: Sequence[str]) -> int:
    return (Counter(map(_folded, names)) & Counter(map(_folded, row))).total()


def _folded(text: str) -> str:
    return text.strip().casefold()


def _session(text: str) -> int:
    return check_session(whole_number(text, "a session"))


def _sender(text: str) -> State | None:
    name = (html.unescape(text) if len(text) <= NAME_LIMIT else text).strip()
    return None if name.casefold() in _UNKNOWN_SENDERS else State.parse(name)


def _answer(text: str) -> _Answer:
    """Give the position, none where none is stated, or the kind of initiative that the row is instead."""
    if not text.strip():
        return ()
    if _folded(text) == _PLEDGE:
        return InitiativeKind.VOLUNTARY_PLEDGE
    return (Position(response=Response.parse(text), wording=text),)


def _labels(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (" ".join(label.split()) for label in text.split(",")))))
