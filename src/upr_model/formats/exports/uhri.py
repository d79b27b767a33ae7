"""The Universal Human Rights Index: records of all mechanisms, of which those of the review are taken.

The JSON export and the spreadsheets name their fields differently; what is made of a record is here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from attrs import Factory, define, field

from upr_model.calendar.sessions import ReviewKey, Session, in_calendar, reviewed_on
from upr_model.errors import AmbiguousState, UprError
from upr_model.formats.exports.uhri_cells import (
    FIELDS,
    UNKNOWN,
    UPR_NAMES,
    Value,
    countries_in,
    label_of,
    labels_in,
    members_of,
    position_in,
    reason_to_skip,
    review_in,
    scalar,
    session_in,
    text_of,
    without_dash,
)
from upr_model.formats.media.delimited import Row, told_of
from upr_model.formats.shared.asked import Divided, asks_by, senders_in
from upr_model.formats.shared.cells import (
    Memo,
    aliased,
    by_field,
    check_found,
    cycle_in,
    day_in,
    is_of_session,
    lead_of,
)
from upr_model.formats.shared.findings import Findings
from upr_model.readings.reading import Reading, Skipped
from upr_model.readings.rows import without_collection
from upr_model.records.recommendation import Attribution, Position, Recommendation
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol
from upr_model.values.tags import Tag
from upr_model.values.vocabulary import Severity

NAME = "uhri"


@define
class Records(Findings):
    """The records taken so far, and what is wrong with them."""

    made: list[Recommendation] = Factory(list)
    skipped: Counter[tuple[str, str]] = Factory(Counter)
    _ids: dict[str, int] = Factory(dict)
    _countries: Memo[Value, tuple[State, ...]] = Factory(lambda: Memo(countries_in))
    _sessions: Memo[Value, int] = Factory(lambda: Memo(session_in))
    _reviews: Memo[tuple[Value, Value], ReviewKey] = field(init=False)
    _senders: Memo[Value, tuple[tuple[State | None, str], ...]] = Factory(
        lambda: Memo(lambda value: senders_in(members_of(value)))
    )
    _positions: Memo[Value, tuple[Position, ...]] = Factory(lambda: Memo(position_in))
    _labels: Memo[tuple[str, Value], tuple[frozenset[Tag], tuple[str, ...]]] = Factory(lambda: Memo(labels_in))
    _symbols: Memo[str, DocumentSymbol | None] = Factory(
        lambda: Memo(lambda text: DocumentSymbol.parse(text) if text else None)
    )
    _cycles: Memo[str, int] = Factory(lambda: Memo(cycle_in))
    _told: set[tuple[str, object]] = Factory(set)
    _days: Memo[str, dt.date | None] = Factory(lambda: Memo(lambda text: day_in(text) if text else None))

    @_reviews.default
    def _make_reviews(self) -> Memo[tuple[Value, Value], ReviewKey]:
        return Memo(lambda of: review_in(self._countries[of[0]], self._sessions[of[1]]))

    def is_of_another(self, body: object) -> bool:
        """Whether a record is of another mechanism, which is counted."""
        if not isinstance(body, str) or (name := label_of(body)).casefold() in UPR_NAMES:
            return False
        self.skipped[name or UNKNOWN, "another mechanism" if name else "no mechanism"] += 1
        return True

    def take(self, place: int, record: Mapping[str, Value], raw: Callable[[], str]) -> None:
        """Make recommendations of a record, skip it, or refuse it; `raw` gives it as the file has it."""
        if self.is_of_another(record.get("body", "")):
            return
        reason = reason_to_skip(record)
        if reason is not None:
            self.skipped[scalar(record, "body"), reason] += 1
            return
        source, countries = Source(self.file, place, raw()), record.get("countries", "")
        try:
            review = self._reviews[countries, record.get("session", "")]
            positions = self._positions[record.get("position", "")]
        except UprError:
            self._refuse(source, record)
            return
        if len(self._countries[countries]) > 1:
            message = f"several States are named; {review.state} was reviewed in session {review.session}"
            self.tell(Severity.WARNING, place, "several-states", message, column="countries")
        self._check(place, record, review)
        paragraph, text = lead_of(without_dash(text_of(record)))
        if paragraph is None:
            message, hint = "no number is in front of the text", "paragraphs cannot be counted"
            self.tell(Severity.WARNING, place, "no-paragraph", message, value=text, hint=hint)
        if not text:
            message, hint = "there is no text", "it is counted, and never as the same ask as another"
            self.tell(Severity.WARNING, place, "no-text", message, hint=hint)
        tags = self._tags(place, record)
        document = self._symbol(place, record)
        if document is not None and not is_of_session(document, Session(review.session)):
            message = f"{document} is not of the Council session to which session {review.session} reports"
            self._tell_once(Severity.WARNING, place, "other-document", message, (document, review))
        asked = self._asked(place, text, record, review)
        for part, ask in asked.parts():
            attributions = tuple(Attribution(review=review, recommending_state=state) for state in ask.states)
            self.made.append(
                Recommendation(
                    review=review,
                    document=document,
                    paragraph=paragraph,
                    part=part if paragraph else "",
                    text=ask.text or None,
                    attributions=attributions,
                    positions=positions,
                    tags=tags,
                    source=source,
                )
            )

    def _asked(self, place: int, text: str, record: Mapping[str, Value], review: ReviewKey) -> Divided:
        """Divide a text into what it asks and who asks it, and tell what is in doubt."""
        senders = self._states(place, record)
        asked = asks_by(text, senders, review.state)
        if not senders and any(None in ask.states for ask in asked.asks):
            message, hint = "no State is named as its sender", "it is counted, with an unknown sender"
            self.tell(Severity.WARNING, place, "no-state", message, value=text, hint=hint)
        if asked.rest:
            message = "words after the last bracket are not taken as a part of what is asked"
            self.tell(Severity.NOTE, place, "trailing-text", message, value=asked.rest)
        if asked.differ:
            message = "the brackets of the text name other States than the column, which is taken"
            self.tell(Severity.WARNING, place, "states-differ", message, value=text)
        return asked

    def reading(self) -> Reading:
        """Give the reading of what was taken."""
        skipped = (Skipped(mechanism=m, reason=r, count=n) for (m, r), n in sorted(self.skipped.items()))
        self._check_calendar()
        return Reading(
            sources=(self.file,),
            recommendations=tuple(self.made),
            problems=tuple(self.problems),
            refused=tuple(self.refused),
            skipped=tuple(skipped),
        )

    def _check(self, place: int, record: Mapping[str, Value], review: ReviewKey) -> None:
        """Tell of an id that was there before, and of a cycle or a date that cannot be."""
        own = str(record.get("id", ""))
        first = self._ids.setdefault(own, place) if own else place
        if first != place:
            message = f"its id is that of record {first}"
            self.tell(Severity.WARNING, place, "duplicate-id", message, value=own, hint="both are counted")
        cycle = scalar(record, "cycle")
        try:
            if cycle and self._cycles[cycle] != review.cycle:
                message = f"session {review.session} is of cycle {review.cycle}"
                self.tell(Severity.WARNING, place, "cycle-differs", message, value=cycle, hint="the session is taken")
        except UprError as error:
            self._tell_once(Severity.NOTE, place, "unknown-cycle", str(error), cycle)
        try:
            day, began = self._days[scalar(record, "published")], reviewed_on(review)
            if day is not None and began is not None and day < began:
                message = f"the document is of {day}, before the review of {review}, on {began}"
                self.tell(Severity.WARNING, place, "early-date", message, hint="is the session the right one?")
        except UprError as error:
            self._tell_once(Severity.NOTE, place, "unknown-date", str(error), scalar(record, "published"))

    def _tell_once(self, severity: Severity, place: int, code: str, message: str, of: object) -> None:
        """Tell of what stands in many records where it stands first."""
        if (code, of) not in self._told:
            self._told.add((code, of))
            self.tell(severity, place, code, f"{message} (told once)")

    def _tags(self, place: int, record: Mapping[str, Value]) -> frozenset[Tag]:
        tags: frozenset[Tag] = frozenset()
        for column in ("themes", "persons", "sdgs"):
            value = record.get(column, "")
            if value:
                found, faults = self._labels[column, value]
                tags |= found
                for fault in faults:
                    hint = "its cell stays in .source"
                    self.tell(Severity.WARNING, place, "unknown-label", fault, column=column, hint=hint)
        return tags

    def _symbol(self, place: int, record: Mapping[str, Value]) -> DocumentSymbol | None:
        try:
            return self._symbols[scalar(record, "symbol")]
        except UprError as error:
            hint = "it is counted, without its document"
            self.tell(Severity.WARNING, place, "unknown-symbol", str(error), hint=hint)
            return None

    def _states(self, place: int, record: Mapping[str, Value]) -> tuple[State | None, ...]:
        found = self._senders[record.get("states", "")]
        for state, fault in found:
            if state is None:
                hint = "it is counted, with an unknown sender"
                self.tell(Severity.WARNING, place, "unknown-state", fault, column="states", hint=hint)
        return tuple(state for state, _ in found)

    def _check_calendar(self) -> None:
        """Warn, once a review, where the State was not reviewed in that session."""
        count = Counter(made.review for made in self.made)
        for review, times in count.items():
            if not in_calendar(review):
                message = f"{review.state}, session {review.session}, is not in the calendar known here: {times} times"
                self.tell(Severity.WARNING, None, "not-in-calendar", message, value=str(review))

    def _refuse(self, source: Source, record: Mapping[str, Value]) -> None:
        """Refuse a record for everything in it that must be read and cannot be."""
        self.refused.append(source)
        countries, session = record.get("countries", ""), record.get("session", "")
        checks: tuple[tuple[str, str, Memo[Any, Any], Any], ...] = (
            ("countries", "unknown-state", self._countries, countries),
            ("session", "out-of-range", self._sessions, session),
            ("countries", "several-states", self._reviews, (countries, session)),
            ("position", "unknown-response", self._positions, record.get("position", "")),
        )
        told: set[str] = set()
        for column, code, memo, value in checks:
            try:
                memo[value]
            except UprError as error:
                if str(error) not in told:  # a review has the faults of its State and its session
                    told.add(str(error))
                    told_code = "ambiguous-state" if isinstance(error, AmbiguousState) else code
                    hint = "correct the record, or leave it out"
                    self.tell(Severity.ERROR, source.line, told_code, str(error), column=column, hint=hint)


# What the export has beside: regions follow from the States, and the others say nothing of the review.
_NOT_READ = frozenset(
    {"regionsconcerned", "regions", "recommendingregions", "dateofpublicationonuhri", "documentid"}
    | {"uprrecommendingregions", "publicationdateonuhri"}
)


def read_rows(rows: Iterable[Row], file: str, header: Sequence[str], columns: Mapping[str, str]) -> Reading:
    """Make a reading of the rows of a spreadsheet below its header."""
    fields = [aliased(name, FIELDS, columns) for name in header]
    records = Records(file)
    check_found(columns, header)
    records.note_columns(header, fields, _NOT_READ)
    records.warn_of_doubles(header, fields)
    with without_collection():
        for line, raw, cells, fault in rows:
            if fault or len(cells) > len(header):
                records.refuse_whole(Source(file, line, raw), *told_of(fault, len(cells), len(header)))
            elif any(map(str.strip, cells)):
                records.take(line, by_field(fields, cells), partial(str, raw))
            else:
                records.pass_over(Source(file, line, raw))
    return records.reading()
