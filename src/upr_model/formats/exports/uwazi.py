"""UPR Info's present database, which runs on Uwazi: its CSV export, and what its programming interface gives.

A row is a recommendation as made by one State, or by several.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, define

from upr_model.calendar.sessions import ReviewKey, check_session, in_calendar
from upr_model.errors import SHOWN_LIMIT, AmbiguousState, ParseError, UnknownFormat, UprError, shown
from upr_model.formats.media.delimited import Row, told_of
from upr_model.formats.own.records import parsed
from upr_model.formats.shared.cells import Memo, aliased, category_in, check_found, cycle_in, header_name, plain
from upr_model.formats.shared.findings import Findings
from upr_model.readings.reading import Reading, Skipped
from upr_model.readings.rows import AttributionRow, AttributionRows, without_collection
from upr_model.records.recommendation import Position
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.vocabulary import ActionCategory, Response, Severity

NAME = "upr-info-uwazi"

FIELDS: Mapping[str, str] = {
    "recommendation": "recommendation",
    "recommendationtext": "recommendation",
    "textoftherecommendation": "recommendation",
    "stateunderreview": "state_under_review",
    "sur": "state_under_review",
    "recommendingstate": "recommending_state",
    "recommendingstates": "recommending_state",
    "response": "response",
    "actioncategory": "action_category",
    "action": "action_category",
    "issues": "issues",
    "issue": "issues",
    "session": "session",
    "uprsession": "session",
    "cycle": "cycle",
    "uprcycle": "cycle",
    "template": "template",
}
"""The fields that are read, by the names of columns as `header_name` gives them; `columns` adds to them."""

TEMPLATE = "5d8ce04361cde0408222e9a8"
"""The id of the template of recommendations."""

JSON_LIMIT = 2**26
"""Characters of the longest answer of the programming interface: it gives ten thousand records at most."""

_OWN = ("recommendation", "recommending_state", "response")
"""The fields of a recommendation that nothing else in the database has."""

_NEEDED = frozenset({"recommendation", "state_under_review", "recommending_state", "response", "session"})
_ONLY_HERE = frozenset({"title", "dateadded", "template", "published"})
_NOT_READ = _ONLY_HERE | {"documents", "attachments"}
_SESSION = re.compile(r"([0-9]{1,2})(?: -.*)?")
_STANDARD = 2
"""Columns of Uwazi's own that are there at least, where the caller names no columns."""


def recognises(names: Sequence[str], columns: Mapping[str, str]) -> bool:
    """Whether these are the columns of such an export."""
    found = {aliased(name, FIELDS, columns) for name in names}
    own = _ONLY_HERE & {*map(header_name, names)}
    return found >= _NEEDED and (len(own) >= _STANDARD or bool(columns))


def recognises_text(text: str) -> bool:
    """Whether a text begins as an answer of the programming interface, or as a list of its entities."""
    begun = text.lstrip()[:1]
    is_entity = '"metadata"' in text and ('"sharedId"' in text or '"template"' in text)
    return begun in ("{", "[") and (is_entity or ('"rows"' in text and '"totalRows"' in text))


def read_rows(rows: Iterable[Row], file: str, header: Sequence[str], columns: Mapping[str, str]) -> Reading:
    """Make a reading of the rows below the header."""
    fields = [aliased(name, FIELDS, columns) for name in header]
    export = _Export(file)
    check_found(columns, header)
    export.note_columns(header, fields, _NOT_READ)
    with without_collection():
        for line, raw, cells, fault in rows:
            source = Source(file, line, raw)
            if not fault and not any(map(str.strip, cells)):
                export.pass_over(source)
                continue
            if fault or len(cells) != len(header):
                export.refuse_whole(source, *told_of(fault, len(cells), len(header)))
                continue
            values: dict[str, list[str]] = {field: [] for field in FIELDS.values()}
            for field, cell in zip(fields, cells, strict=True):  # each template may have a column of its own
                if field:
                    values[field] += _members(cell)
            for field in ("recommendation", "template"):  # texts, in which a bar is one
                values[field] = [cell for name, cell in zip(fields, cells, strict=True) if name == field]
            template = " ".join(values.pop("template"))
            if any(cell.strip() for field in _OWN for cell in values[field]):
                export.take(source, values)
            else:
                export.skipped[f"template {template[:SHOWN_LIMIT]}" if template else "no recommendation"] += 1
    return export.reading()


def _members(cell: str) -> list[str]:
    """Give the values of a cell: divided by bars, each behind the group that it belongs to."""
    return [words for value in cell.split("|") if (words := plain(value.rpartition("::")[2]))]


def read_text(text: str, file: str) -> Reading:
    """Make a reading of an answer of the programming interface, or of a list of its entities.

    Raises `UnknownFormat` for what is neither.
    """
    if len(text) > JSON_LIMIT:
        msg = f"{file} has {len(text)} characters, and {JSON_LIMIT} is the limit for such an answer; ask for fewer"
        raise UnknownFormat(msg)
    answer = parsed(text, file)
    rows = answer.get("rows", [answer] if "metadata" in answer else None) if isinstance(answer, dict) else answer
    if not isinstance(rows, list):
        msg = f"{file} is no answer of UPR Info's database: expected rows, each with its metadata"
        raise UnknownFormat(msg)
    export = _Export(file)
    with without_collection():
        for number, entity in enumerate(rows, start=1):
            export.take_entity(number, entity)
    if isinstance(answer, dict):
        export.check_whole(len(rows), answer.get("totalRows"), answer.get("relation"))
    return export.reading()


@define
class _Export(Findings):
    """The rows taken so far, and what is wrong with them."""

    made: list[AttributionRow] = Factory(list)
    skipped: Counter[str] = Factory(Counter)
    _ids: dict[str, int] = Factory(dict)
    _cycles: Memo[str, int] = Factory(lambda: Memo(cycle_in))
    _odd_cycles: set[str] = Factory(set)
    _states: Memo[str, State] = Factory(lambda: Memo(State.parse))
    _sessions: Memo[str, int] = Factory(lambda: Memo(_session))
    _answers: Memo[str, tuple[Position, ...]] = Factory(lambda: Memo(_answer))
    _categories: Memo[str, ActionCategory | None] = Factory(lambda: Memo(category_in))

    def take(self, source: Source, values: Mapping[str, Sequence[str]]) -> None:
        """Make an attribution for each recommending State of a row, or refuse the row."""
        told = {field: "\n".join(values.get(field, ())) for field in FIELDS.values()}  # of two, none is one
        try:
            review = ReviewKey(self._states[told["state_under_review"]], self._sessions[told["session"]])
            senders: list[State | None] = [self._states[name] for name in values.get("recommending_state", ())]
            positions = self._answers[told["response"]]
            category = self._categories[told["action_category"]]
        except UprError:
            self._refuse(source, values)
            return
        text = plain(" ".join(values.get("recommendation", ())))
        if not senders:
            senders = [None]
            message, hint = "the source does not say who asked", "it is counted with an unknown sender"
            self.tell(Severity.WARNING, source.line, "unknown-sender", message, column="recommending_state", hint=hint)
        if not text:
            message, hint = "there is no text", "it is counted, and never as the same ask as another"
            self.tell(Severity.WARNING, source.line, "no-text", message, hint=hint)
        self._check_cycle(source.line, review, told["cycle"])
        issues = tuple(dict.fromkeys(values.get("issues", ())))
        for state in senders:
            self.made.append((source.line, source.raw, review, state, text or None, category, issues, positions))

    def take_entity(self, number: int, entity: Any) -> None:  # noqa: ANN401  (any JSON)
        """Take an entity of the programming interface, where it is a recommendation."""
        metadata = entity.get("metadata") if isinstance(entity, dict) else None
        if not isinstance(metadata, dict) or ("template" not in entity and not any(map(metadata.get, _OWN))):
            message = "this is no entity: expected an object with its metadata"
            self.refuse_whole(Source(self.file, number, shown(entity)), "no-record", message, "look at the file")
            return
        source = Source(self.file, number, json.dumps(entity, ensure_ascii=False, default=str))
        if entity.get("template", TEMPLATE) != TEMPLATE:
            self.skipped[f"template {str(entity['template'])[:SHOWN_LIMIT]}"] += 1
            return
        own = str(entity.get("sharedId") or "")
        first = self._ids.setdefault(own, number) if own else number
        if first != number:
            message = f"its id is that of record {first}"
            self.tell(Severity.WARNING, number, "duplicate-id", message, value=own, hint="both are counted")
        self.take(source, {field: list(_told(metadata.get(field))) for field in FIELDS.values()})

    def check_whole(self, given: int, whole: Any, relation: Any) -> None:  # noqa: ANN401  (any JSON)
        """Warn where the answer has fewer records than it says there are, or does not count them to the end."""
        if relation == "gte" or (isinstance(whole, int) and whole > given):
            message = f"the answer has {given} records of {'more than ' if relation == 'gte' else ''}{shown(whole)}"
            self.tell(Severity.WARNING, None, "not-whole", message, hint="ask for the rest, session by session")

    def reading(self) -> Reading:
        """Give the reading of what was taken."""
        count = Counter(row[2] for row in self.made)
        for review, times in count.items():
            if not in_calendar(review):
                message = f"{review.state}, session {review.session}, is not in the calendar known here: {times} rows"
                self.tell(Severity.WARNING, None, "not-in-calendar", message, value=str(review))
        return Reading(
            sources=(self.file,),
            rows=AttributionRows(self.file, tuple(self.made)),
            problems=tuple(self.problems),
            refused=tuple(self.refused),
            skipped=tuple(Skipped(mechanism="UPR", reason=why, count=n) for why, n in sorted(self.skipped.items())),
        )

    def _check_cycle(self, place: int, review: ReviewKey, cycle: str) -> None:
        try:
            if cycle and self._cycles[cycle] != review.cycle:
                message = f"session {review.session} is of cycle {review.cycle}"
                self.tell(Severity.WARNING, place, "cycle-differs", message, value=cycle, hint="the session is taken")
        except UprError as error:
            if cycle not in self._odd_cycles:
                self._odd_cycles.add(cycle)
                self.tell(Severity.NOTE, place, "unknown-cycle", f"{error} (told once)", value=cycle)

    def _refuse(self, source: Source, values: Mapping[str, Sequence[str]]) -> None:
        """Refuse a row for every field of it that cannot be read."""
        checks: list[tuple[str, str, Memo[str, Any]]] = [
            ("state_under_review", "unknown-state", self._states),
            ("session", "out-of-range", self._sessions),
            ("response", "unknown-response", self._answers),
            ("action_category", "out-of-range", self._categories),
        ]
        self.refused.append(source)
        for column, code, memo in checks:
            held = values.get(column, ())
            self._check(source.line, column, code, memo, "\n".join(held))
        for name in values.get("recommending_state", ()):
            self._check(source.line, "recommending_state", "unknown-state", self._states, name)

    def _check(self, place: int, column: str, code: str, memo: Memo[str, Any], value: str) -> None:
        try:
            memo[value]
        except UprError as error:
            told = "ambiguous-state" if isinstance(error, AmbiguousState) else code
            hint = "correct the cell, or leave the row out"
            self.tell(Severity.ERROR, place, told, str(error), column=column, hint=hint)


def _told(values: Any) -> Iterator[str]:  # noqa: ANN401  (any JSON)
    """Give what a property says: the label of a choice, the value of a text."""
    for each in values if isinstance(values, list) else ():
        told = each.get("label") or each.get("value") if isinstance(each, dict) else each
        if isinstance(told, str) and told.strip():
            yield plain(told)


def _session(text: str) -> int:
    found = _SESSION.fullmatch(text)
    if found is None:
        msg = f"{shown(text)} is not a session; expected a form like '44 - November 2023'"
        raise ParseError(msg)
    return check_session(int(found[1]))


def _answer(text: str) -> tuple[Position, ...]:
    return (Position(response=Response.parse(text), wording=text),) if text else ()
