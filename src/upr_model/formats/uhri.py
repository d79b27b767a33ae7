"""The Universal Human Rights Index: records of all mechanisms, of which those of the review are taken.

The JSON export and the spreadsheets name their fields differently; what is made of a record is here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from attrs import Factory, define, field

from upr_model.classifications import OHCHR_PERSONS, OHCHR_THEMES, Tag
from upr_model.cycle import ReviewKey, Session, check_session, in_calendar, reviewed_on
from upr_model.errors import SHOWN_LIMIT, AmbiguousState, ParseError, UprError, shown
from upr_model.formats.asked import asks_by, senders_in
from upr_model.formats.cells import (
    Memo,
    aliased,
    check_found,
    cycle_in,
    day_in,
    header_name,
    is_of_session,
    lead_of,
    listed,
    plain,
    response_in,
    sdg_tag,
)
from upr_model.formats.delimited import Row, told_of
from upr_model.formats.findings import Findings
from upr_model.reading import Reading, Skipped
from upr_model.recommendation import Attribution, Position, Recommendation
from upr_model.rows import without_collection
from upr_model.source import Source
from upr_model.states import State
from upr_model.symbols import DocumentSymbol
from upr_model.vocabulary import Severity

NAME = "uhri"

FIELDS: Mapping[str, str] = {
    "text": "text",
    "countriesconcerned": "countries",
    "countries": "countries",
    "recommendingbody": "body",
    "body": "body",
    "documentsymbol": "symbol",
    "symbol": "symbol",
    "themes": "themes",
    "affectedpersons": "persons",
    "sdgs": "sdgs",
    "documentpublicationdate": "published",
    "publicationdate": "published",
    "uprrecommendingstates": "states",
    "uprrecommendingstate": "states",
    "uprrecommendingcountries": "states",
    "uprrecommendingcountry": "states",
    "uprposition": "position",
    "uprpositions": "position",
    "type": "type",
    "annotationtype": "type",
    "ohchrannotationid": "id",
    "annotationid": "id",
    "uprsession": "session",
    "uprcycle": "cycle",
}
"""The fields that are read, by the names of columns and keys as `header_name` gives them."""

LIST_LIMIT = 1_000
"""Members of the longest list of a record; the longest that were seen have about 100."""

Value = str | tuple[str, ...]
"""What a record has in a field: a text, or a list."""

_UPR = frozenset({"upr", "universal periodic review"})
_ANSWER = re.compile(r"responses? of ", re.IGNORECASE)
_ID_LIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", re.IGNORECASE | re.ASCII)
_SESSION = re.compile(
    r"(?:UPR ?)?(?:session )?(?P<number>[0-9]{1,2})(?:\.0)? ?(?:st|nd|rd|th)?(?: session)?(?:\W.*)?", re.IGNORECASE
)
_OBSERVATION = "concerns/observations"
_UNKNOWN = "not stated"


def recognises(names: Sequence[str], columns: Mapping[str, str] | None = None) -> bool:
    """Whether these are the columns of such a spreadsheet, or the keys of such a record."""
    found = {aliased(name, FIELDS, columns or {}) for name in names}
    return {"text", "countries", "body", "position", "session"} <= found


@define
class Records(Findings):
    """The records taken so far, and what is wrong with them."""

    made: list[Recommendation] = Factory(list)
    skipped: Counter[tuple[str, str]] = Factory(Counter)
    _ids: dict[str, int] = Factory(dict)
    _countries: Memo[Value, tuple[State, ...]] = Factory(lambda: Memo(_countries))
    _sessions: Memo[Value, int] = Factory(lambda: Memo(_session))
    _reviews: Memo[tuple[Value, Value], ReviewKey] = field(init=False)
    _senders: Memo[Value, tuple[tuple[State | None, str], ...]] = Factory(
        lambda: Memo(lambda value: senders_in(_members(value)))
    )
    _positions: Memo[Value, tuple[Position, ...]] = Factory(lambda: Memo(_position))
    _labels: Memo[tuple[str, Value], tuple[frozenset[Tag], tuple[str, ...]]] = Factory(lambda: Memo(_labels))
    _symbols: Memo[str, DocumentSymbol | None] = Factory(
        lambda: Memo(lambda text: DocumentSymbol.parse(text) if text else None)
    )
    _cycles: Memo[str, int] = Factory(lambda: Memo(cycle_in))
    _told: set[tuple[str, object]] = Factory(set)
    _days: Memo[str, dt.date | None] = Factory(lambda: Memo(lambda text: day_in(text) if text else None))

    @_reviews.default
    def _make_reviews(self) -> Memo[tuple[Value, Value], ReviewKey]:
        return Memo(lambda of: _review(self._countries[of[0]], self._sessions[of[1]]))

    def take(self, place: int, record: Mapping[str, Value], raw: Callable[[], str]) -> None:
        """Make recommendations of a record, skip it, or refuse it; `raw` gives it as the file has it."""
        reason = _reason_to_skip(record)
        if reason is not None:
            self.skipped[_scalar(record, "body") or _UNKNOWN, reason] += 1
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
        paragraph, text = lead_of(plain(_scalar(record, "text")))
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
        asked = asks_by(text, self._states(place, record), review.state)
        if asked.differ:
            message = "the brackets of the text name other States than the column, which is taken"
            self.tell(Severity.WARNING, place, "states-differ", message, value=text)
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
        own = _scalar(record, "id")
        first = self._ids.setdefault(own, place) if own else place
        if first != place:
            message = f"its id is that of record {first}"
            self.tell(Severity.WARNING, place, "duplicate-id", message, value=own, hint="both are counted")
        cycle = _scalar(record, "cycle")
        try:
            if cycle and self._cycles[cycle] != review.cycle:
                message = f"session {review.session} is of cycle {review.cycle}"
                self.tell(Severity.WARNING, place, "cycle-differs", message, value=cycle, hint="the session is taken")
        except UprError as error:
            self._tell_once(Severity.NOTE, place, "unknown-cycle", str(error), cycle)
        try:
            day, began = self._days[_scalar(record, "published")], reviewed_on(review)
            if day is not None and began is not None and day < began:
                message = f"the document is of {day}, before the review of {review}, on {began}"
                self.tell(Severity.WARNING, place, "early-date", message, hint="is the session the right one?")
        except UprError as error:
            self._tell_once(Severity.NOTE, place, "unknown-date", str(error), _scalar(record, "published"))

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
            return self._symbols[_scalar(record, "symbol")]
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


def _members(value: Value) -> tuple[str, ...]:
    return listed(value) if isinstance(value, str) else tuple(map(without_dash, value))


def without_dash(text: str) -> str:
    """Give a member of a list without the dash in front of it."""
    return plain(text).removeprefix("-").lstrip()


def _scalar(record: Mapping[str, Value], field: str) -> str:
    value = record.get(field, "")
    return without_dash(value if isinstance(value, str) else "; ".join(value))


def _reason_to_skip(record: Mapping[str, Value]) -> str | None:
    """Say why a record is no recommendation of the review; None where it may be one."""
    body, kind = _scalar(record, "body"), _scalar(record, "type")
    if body.casefold() not in _UPR:
        return "another mechanism" if body else "no mechanism"
    if kind and not kind.casefold().startswith("recommendation") and not _ID_LIKE.fullmatch(kind):
        return f"of type {kind[:SHOWN_LIMIT]}"
    if _ANSWER.match(_scalar(record, "text")):
        return "a response of the State"
    return f"position {_scalar(record, 'position')}" if _is_observation(record) else None


def _is_observation(record: Mapping[str, Value]) -> bool:
    return _scalar(record, "position").casefold() == _OBSERVATION


def _countries(value: Value) -> tuple[State, ...]:
    """Give the States whose review it is; raises for a name that is none's."""
    names = _members(value)
    found = senders_in(names)
    if not found:
        msg = "no State under review is named"
        raise ParseError(msg)
    if any(state is None for state, _ in found):
        found = tuple((State.parse(name), "") for name in names)  # raises: it says what is similar
    return tuple(state for state, _ in found if state is not None)


def _session(value: Value) -> int:
    told = value.strip().split("\n") if isinstance(value, str) else value
    found = _SESSION.fullmatch(without_dash(told[0])) if len(told) == 1 else None
    if found is None:
        msg = f"{shown(value)} is not a session; expected one, such as '36th Session'"
        raise ParseError(msg)
    return check_session(int(found["number"]))


def _review(states: Sequence[State], session: int) -> ReviewKey:
    """Give the review; of several States, the one that was reviewed in that session."""
    keys = [ReviewKey(state, session) for state in states]
    own = keys if len(keys) == 1 else [key for key in keys if in_calendar(key)]
    if len(own) != 1:
        names = ", ".join(map(str, states))
        msg = f"{len(states)} States are named, {names}, and {len(own)} of them were reviewed in session {session}"
        raise ParseError(msg)
    return own[0]


def _position(value: Value) -> tuple[Position, ...]:
    wording = "/".join(_members(value))
    return (Position(response=response_in(wording), wording=wording),) if wording else ()


_SCHEMES = {"themes": OHCHR_THEMES, "persons": OHCHR_PERSONS}


def _labels(of: tuple[str, Value]) -> tuple[frozenset[Tag], tuple[str, ...]]:
    """Give the tags of a list, and what is wrong with those of its labels that are none."""
    column, value = of
    tags: list[Tag] = []
    faults: list[str] = []
    for label in filter(None, _members(value)):
        try:
            tags.append(sdg_tag(label) if column == "sdgs" else Tag(_SCHEMES[column], label))
        except UprError as error:
            faults.append(str(error))
    return frozenset(tags), tuple(faults)


# What the export has beside: regions follow from the States, and the others say nothing of the review.
_NOT_READ = frozenset(
    {"regionsconcerned", "regions", "recommendingregions", "dateofpublicationonuhri", "documentid"}
    | {"uprrecommendingregions", "publicationdateonuhri"}
)


def _is_known(name: str) -> bool:
    return header_name(name) in _NOT_READ


def read_rows(rows: Iterable[Row], file: str, header: Sequence[str], columns: Mapping[str, str]) -> Reading:
    """Make a reading of the rows of a spreadsheet below its header."""
    fields = [aliased(name, FIELDS, columns) for name in header]
    records = Records(file)
    check_found(columns, header)
    records.note_unread(name for name, field in zip(header, fields, strict=True) if not field and not _is_known(name))
    with without_collection():
        for line, raw, cells, fault in rows:
            if fault or len(cells) > len(header):
                records.refuse_whole(Source(file, line, raw), *told_of(fault, len(cells), len(header)))
            elif any(map(str.strip, cells)):
                record = {field: cell for field, cell in zip(fields, cells, strict=False) if field}
                records.take(line, record, partial(str, raw))
    return records.reading()
