"""UPR Info's legacy database export: a row for each recommendation and State that made it.

Two headers are known: that of the CSV files in circulation, and that of the original spreadsheets,
whose pairs of equal names stand for the State under review first, the recommending State second.

    To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session
    Tonga,Asia,PIF,Ratify the Convention,Mali,Africa,"AU,OIC",Accepted,5,Women's rights,15
    Tonga,Asia,PIF,Free legal aid for all,,,,Voluntary Pledge,5,Justice,15
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from attrs import Factory, define, field

from upr_model._base.checks import whole_number
from upr_model.calendar.sessions import ReviewKey, check_session
from upr_model.errors import UprError
from upr_model.formats.media.delimited import Row, fault_of
from upr_model.formats.shared.cells import Memo, category_in
from upr_model.formats.shared.findings import Check, Findings
from upr_model.formats.shared.format import Format, Input, Table, TableReader, first_row
from upr_model.formats.shared.senders import NOBODY, Sender, sender_in
from upr_model.readings.reading import Reading
from upr_model.readings.rows import AttributionRow, AttributionRows, without_collection
from upr_model.records.initiative import Initiative
from upr_model.records.recommendation import Position, response_of
from upr_model.values.sources import Source
from upr_model.values.states import NAME_LIMIT, State
from upr_model.values.tags import UPR_INFO_ISSUES, Tag
from upr_model.values.vocabulary import ActionCategory, InitiativeKind, Response, Severity

HEADERS = (
    ("To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", "Response", "Action", "Issue", "Session"),
    ("SuR", "Rgrp", "Org", "Recommendation", "RS", "Rgrp", "Org", "Response", "Action", "Issue", "Session"),
)
# What the model takes; regional groups and organisations follow from the State.
_TO, _TEXT, _FROM, _RESPONSE, _ACTION, _ISSUE, _SESSION = 0, 3, 4, 7, 8, 9, 10

_PLEDGE = "voluntary pledge"
_UNKNOWN_SENDERS = frozenset({"", "(unknown)"})

_Answer = tuple[Position, ...] | InitiativeKind


def _header_in(rows: Sequence[Row], columns: Mapping[str, str]) -> int | None:
    """Give the place of the header, which is the first row: most of its columns are there."""
    place = first_row(rows, columns)
    is_header = place is not None and any(_in_common(header, rows[place].cells) * 2 > len(header) for header in HEADERS)
    return place if is_header else None


def _read(tables: Sequence[Table], given: Input) -> Reading:
    """Make a reading of the rows of a file, its header first."""
    export = _Export(given.file)
    rows = chain(tables[0].above, [tables[0].header], tables[0].rows) if tables[0].header else tables[0].rows
    if not export.take_header(_header(rows, export)):
        refused = (*export.refused, *(Source(given.file, row.line, row.raw) for row in rows))
        return Reading(sources=(given.file,), problems=export.in_order(), refused=refused)
    with without_collection():
        for row in rows:
            export.take(row)
    return export.reading()


def _header(rows: Iterator[Row], export: _Export) -> Row:
    """Take the blank rows at the top, and the row below them; a row of no cells where there is none."""
    for row in rows:
        if not row.is_blank:
            return row
        export.refuse_row(row, 0)
    return Row(1, "", [])


@define
class _Export(Findings):
    """The records and problems of the rows taken so far."""

    attributions: list[AttributionRow] = Factory(list)
    pledges: list[Initiative] = Factory(list)
    names: tuple[str, ...] = HEADERS[0]
    width: int = 0
    pick: Callable[[Sequence[str]], tuple[str, ...]] = field(init=False)
    # The first row, by what makes rows alike; and of those that have alike ones, all by their raw text.
    _first: dict[tuple[str, ...], tuple[int, str, str]] = Factory(dict)
    _repeated: dict[tuple[str, ...], dict[str, int]] = Factory(dict)
    _states: Memo[str, State] = Factory(lambda: Memo(State.parse))
    _sessions: Memo[str, int] = Factory(lambda: Memo(_session))
    _senders: Memo[str, Sender] = Factory(lambda: Memo(_sender))
    _answers: Memo[str, _Answer] = Factory(lambda: Memo(_answer))
    _categories: Memo[str, ActionCategory | None] = Factory(lambda: Memo(category_in))
    _issues: Memo[str, tuple[str, ...]] = Factory(lambda: Memo(_labels))
    _reviews: Memo[tuple[str, str], ReviewKey] = field(init=False)

    @_reviews.default
    def _make_reviews(self) -> Memo[tuple[str, str], ReviewKey]:
        return Memo(lambda of: ReviewKey(self._states[of[0]], self._sessions[of[1]]))

    def take_header(self, header: Row) -> bool:
        """Tell what columns are missing, double or not read; whether the rows below can be."""
        cells = header.cells
        self.names = names = max(HEADERS, key=lambda names: _in_common(names, cells))
        self.width = len(cells)
        if header.fault:
            code, message, hint = fault_of(header, len(names))
            self.error(header.line, code, f"the header cannot be split: {message}", hint=hint)
            return False
        if not cells:
            self.error(header.line, "empty-file", "the file has no header", hint="is it the file that was meant?")
            return False
        counts, expected = Counter(map(_folded, cells)), Counter(map(_folded, names))
        for name in dict.fromkeys(names):
            have, need = counts[_folded(name)], expected[_folded(name)]
            if have != need:
                code = "missing-column" if have < need else "duplicate-column"
                message = f"the header has {have} columns of this name, not {need}"
                self.error(header.line, code, message, column=name, hint=f"the columns are {', '.join(names)}")
        self.check_columns(cells, [name if _folded(name) in expected else None for name in cells])
        if any(problem.severity is Severity.ERROR for problem in self.problems):
            return False
        # Of equal names, the first is that of the State under review.
        folded = list(map(_folded, cells))
        wanted = (_TO, _TEXT, _FROM, _RESPONSE, _ACTION, _ISSUE, _SESSION)
        self.pick = itemgetter(*(folded.index(_folded(names[column])) for column in wanted))
        return True

    def take(self, row: Row) -> None:
        """Make an attribution or a pledge of a row, or refuse it."""
        line, raw, cells, fault = row
        if fault or len(cells) != self.width:
            self.refuse_row(row, self.width)
            return
        to, text, name, response, action, issue, session = self.pick(cells)
        try:
            review = self._reviews[to, session]
            answer = self._answers[response]
            category = self._categories[action]
        except UprError as error:
            self._refuse(row, error)
            return
        sender = self._senders[name]
        alike, this = (to, text, name, session), (line, raw, response)
        if self._first.setdefault(alike, this) is not this:
            self._compare(alike, *this)
        text = text.strip()
        issues = self._issues[issue]
        if isinstance(answer, InitiativeKind):
            if sender.code:
                column = self.names[_FROM]
                self.warn(line, sender.code, sender.message, column=column, value=name, hint="a pledge has no sender")
            tags = frozenset(Tag(UPR_INFO_ISSUES, label) for label in issues)
            source = Source(self.file, line, raw)
            self.pledges.append(
                Initiative(state=review.state, kind=answer, text=text or None, review=review, tags=tags, source=source)
            )
            return
        if sender.state is None:
            self.check_senders(line, [sender], column=self.names[_FROM], value=name)
        if not text:
            self.check_text(line, text, column=self.names[_TEXT])
        self.attributions.append(
            AttributionRow(line, raw, review, sender.state, text or None, category, issues, answer)
        )

    def _compare(self, alike: tuple[str, ...], line: int, raw: str, response: str) -> None:
        """Warn of a row that is equal to one above, or that tells of another answer to the same ask."""
        first_line, first_raw, first_response = self._first[alike]
        above = self._repeated.setdefault(alike, {first_raw.rstrip("\r\n"): first_line})
        equal = above.setdefault(raw.rstrip("\r\n"), line)
        if equal != line:
            self.warn(line, "duplicate-row", f"the row is equal to that of line {equal}", hint="both are counted")
        elif self._is_answered_otherwise(alike, self._answers[first_response], self._answers[response]):
            message = f"the State asked the same on line {first_line}, and was answered otherwise"
            self.warn(line, "conflicting-response", message, hint="both are counted")

    def _is_answered_otherwise(self, alike: tuple[str, ...], first: _Answer, other: _Answer) -> bool:
        _, text, sender, _ = alike
        if isinstance(first, InitiativeKind) or isinstance(other, InitiativeKind):
            return False  # a pledge is no answer
        if not text.strip() or self._senders[sender].state is None:
            return False  # not known to be the same ask, or the same State
        return response_of(first) is not response_of(other)

    def reading(self) -> Reading:
        """Give the reading of what was taken."""
        pledged = ((pledge.review, pledge.source) for pledge in self.pledges)
        self.check_calendar(
            self._reviews.values(), chain(pledged, ((row.review, row.line) for row in self.attributions))
        )
        return Reading(
            sources=(self.file,),
            rows=AttributionRows(self.file, tuple(self.attributions)),
            pledges=tuple(self.pledges),
            problems=self.in_order(),
            refused=tuple(self.refused),
        )

    def _refuse(self, row: Row, error: UprError) -> None:
        """Refuse a row for every cell of it that cannot be read."""
        if row.is_blank:
            self.refuse_row(row, self.width)
            return
        to, _, _, response, action, _, session = self.pick(row.cells)
        checks: tuple[Check, ...] = (
            (self.names[_TO], "unknown-state", self._states.__getitem__, to),
            (self.names[_RESPONSE], "unknown-response", self._answers.__getitem__, response),
            (self.names[_ACTION], "out-of-range", self._categories.__getitem__, action),
            (self.names[_SESSION], "out-of-range", self._sessions.__getitem__, session),
        )
        self.refuse_cells(Source(self.file, row.line, row.raw), checks, error)


def _in_common(names: Sequence[str], row: Sequence[str]) -> int:
    return (Counter(map(_folded, names)) & Counter(map(_folded, row))).total()


def _folded(text: str) -> str:
    return text.strip().casefold()


def _session(text: str) -> int:
    return check_session(whole_number(text, "a session"))


def _sender(text: str) -> Sender:
    name = (html.unescape(text) if len(text) <= NAME_LIMIT else text).strip()
    return NOBODY if name.casefold() in _UNKNOWN_SENDERS else sender_in(name)


def _answer(text: str) -> _Answer:
    """Give the position, none where none is stated, or the kind of initiative that the row is instead."""
    if not text.strip():
        return ()
    if _folded(text) == _PLEDGE:
        return InitiativeKind.VOLUNTARY_PLEDGE
    return (Position(response=Response.parse(text), wording=text),)


def _labels(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (" ".join(label.split()) for label in text.split(",")))))


FORMAT = Format(
    name="upr-info-csv",
    title="UPR Info's legacy export, with the columns To, Text, From, Response, Issue, Session: CSV or spreadsheet",
    row="a recommendation as made by one State",
    extras=("spreadsheet",),
    readers=(TableReader(header=_header_in, read=_read, needs_header=False),),
)
