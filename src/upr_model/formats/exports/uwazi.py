"""UPR Info's present database, which runs on Uwazi: its CSV export, and what its programming interface gives.

A row is a recommendation as made by one State, or by several.

    title,Recommendation,State under review,Recommending state,Response,Session,Issues,template,dateAdded
    R1,Ratify the Convention,Tonga,Mali|Chad,Supported,44 - November 2023,Rights::Women's rights,Recommendation,1
    R2,Free legal aid for all,Tonga,Peru,Noted,44 - November 2023,Justice,Recommendation,1
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, define

from upr_model.calendar.sessions import ReviewKey, check_session
from upr_model.errors import SHOWN_LIMIT, ParseError, UnknownFormat, UprError, shown
from upr_model.formats.media.delimited import Row
from upr_model.formats.own.records import parsed
from upr_model.formats.shared.cells import Memo, aliased, category_in, check_found, header_name, header_place, plain
from upr_model.formats.shared.findings import Check, Findings
from upr_model.formats.shared.format import Format, Input, JsonReader, Table, TableReader
from upr_model.formats.shared.senders import Sender, sender_in
from upr_model.readings.reading import Reading, Skipped
from upr_model.readings.rows import AttributionRow, AttributionRows, without_collection
from upr_model.records.recommendation import Position
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.vocabulary import ActionCategory, Response

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
"""The fields that are read, by the names of columns as `header_name` gives them."""

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


def _header_in(rows: Sequence[Row], columns: Mapping[str, str]) -> int | None:
    """Give the place of the row that has the columns of such an export."""
    return header_place(rows, lambda names: _is_header(names, columns))


def _is_header(names: Sequence[str], columns: Mapping[str, str]) -> bool:
    fields = {aliased(name, FIELDS, columns) for name in names}
    own = _ONLY_HERE & {*map(header_name, names)}
    return fields >= _NEEDED and (len(own) >= _STANDARD or bool(columns))


def _is_answer(text: str) -> bool:
    """Whether JSON begins as an answer of the programming interface, or as a list of its entities."""
    is_entity = '"metadata"' in text and ('"sharedId"' in text or '"template"' in text)
    return is_entity or ('"rows"' in text and '"totalRows"' in text)


def _read_tables(tables: Sequence[Table], given: Input) -> Reading:
    """Make a reading of the rows below the header."""
    table = tables[0]
    header = table.header.cells if table.header else []
    fields = [aliased(name, FIELDS, given.columns) for name in header]
    export = _Export(given.file)
    check_found(given.columns, header)
    export.check_columns(header, fields, _NOT_READ)
    with without_collection():
        for row in table.rows:
            if row.is_blank or row.fault or len(row.cells) != len(header):
                export.refuse_row(row, len(header))
                continue
            values: dict[str, list[str]] = {field: [] for field in FIELDS.values()}
            for field, cell in zip(fields, row.cells, strict=True):  # each template may have a column of its own
                if field:
                    values[field] += _members(cell)
            for field in ("recommendation", "template"):  # texts, in which a bar is one
                values[field] = [cell for name, cell in zip(fields, row.cells, strict=True) if name == field]
            template = " ".join(values.pop("template"))
            if any(cell.strip() for field in _OWN for cell in values[field]):
                export.take(Source(given.file, row.line, row.raw), values)
            else:
                export.skipped[f"template {template[:SHOWN_LIMIT]}" if template else "no recommendation"] += 1
    return export.reading()


def _members(cell: str) -> list[str]:
    """Give the values of a cell: divided by bars, each behind the group that it belongs to."""
    return [words for value in cell.split("|") if (words := plain(value.rpartition("::")[2]))]


def _read_json(text: str, given: Input) -> Reading:
    """Make a reading of an answer of the programming interface, or of a list of its entities.

    Raises `UnknownFormat` for what is neither.
    """
    file = given.file
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

    attributions: list[AttributionRow] = Factory(list)
    skipped: Counter[str] = Factory(Counter)
    _states: Memo[str, State] = Factory(lambda: Memo(State.parse))
    _senders: Memo[str, Sender] = Factory(lambda: Memo(sender_in))
    _sessions: Memo[str, int] = Factory(lambda: Memo(_session))
    _answers: Memo[str, tuple[Position, ...]] = Factory(lambda: Memo(_answer))
    _categories: Memo[str, ActionCategory | None] = Factory(lambda: Memo(category_in))

    def take(self, source: Source, values: Mapping[str, Sequence[str]]) -> None:
        """Make an attribution for each recommending State of a row, or refuse the row."""
        cells = {field: "\n".join(values.get(field, ())) for field in FIELDS.values()}  # of two, none is one
        try:
            review = ReviewKey(self._states[cells["state_under_review"]], self._sessions[cells["session"]])
            positions = self._answers[cells["response"]]
            category = self._categories[cells["action_category"]]
        except UprError as error:
            checks: tuple[Check, ...] = (
                ("state_under_review", "unknown-state", self._states.__getitem__, cells["state_under_review"]),
                ("session", "out-of-range", self._sessions.__getitem__, cells["session"]),
                ("response", "unknown-response", self._answers.__getitem__, cells["response"]),
                ("action_category", "out-of-range", self._categories.__getitem__, cells["action_category"]),
            )
            self.refuse_cells(source, checks, error)
            return
        line = source.line
        text = plain(" ".join(values.get("recommendation", ())))
        senders = [self._senders[name] for name in values.get("recommending_state", ())]
        self.check_senders(line, senders, column="recommending_state")
        self.check_text(line, text, column="recommendation")
        self.check_cycle(line, review, cells["cycle"])
        issues = tuple(dict.fromkeys(values.get("issues", ())))
        for state in [sender.state for sender in senders] or [None]:
            self.attributions.append(
                AttributionRow(line, source.raw, review, state, text or None, category, issues, positions)
            )

    def take_entity(self, number: int, entity: Any) -> None:  # noqa: ANN401  (any JSON)
        """Take an entity of the programming interface, where it is a recommendation."""
        metadata = entity.get("metadata") if isinstance(entity, dict) else None
        if not isinstance(metadata, dict) or ("template" not in entity and not any(map(metadata.get, _OWN))):
            message = "this is no entity: expected an object with its metadata"
            self.refuse(Source(self.file, number, shown(entity)), "no-record", message, "look at the file")
            return
        source = Source(self.file, number, json.dumps(entity, ensure_ascii=False, default=str))
        if entity.get("template", TEMPLATE) != TEMPLATE:
            self.skipped[f"template {str(entity['template'])[:SHOWN_LIMIT]}"] += 1
            return
        self.check_id(number, str(entity.get("sharedId") or ""))
        self.take(source, {field: list(_values(metadata.get(field))) for field in FIELDS.values()})

    def check_whole(self, count: int, total: Any, relation: Any) -> None:  # noqa: ANN401  (any JSON)
        """Warn where the answer has fewer records than it says there are, or does not count them to the end."""
        if relation == "gte" or (isinstance(total, int) and total > count):
            message = f"the answer has {count} records of {'more than ' if relation == 'gte' else ''}{shown(total)}"
            self.warn(None, "not-whole", message, hint="ask for the rest, session by session")

    def reading(self) -> Reading:
        """Give the reading of what was taken."""
        places = [(row.review, row.line) for row in self.attributions]
        self.check_calendar({review for review, _ in places}, places)
        return Reading(
            sources=(self.file,),
            rows=AttributionRows(self.file, tuple(self.attributions)),
            problems=self.in_order(),
            refused=tuple(self.refused),
            skipped=tuple(Skipped(mechanism="UPR", reason=why, count=n) for why, n in sorted(self.skipped.items())),
        )


def _values(property_: Any) -> Iterator[str]:  # noqa: ANN401  (any JSON)
    """Give what a property says: the label of a choice, the value of a text."""
    for each in property_ if isinstance(property_, list) else ():
        value = each.get("label") or each.get("value") if isinstance(each, dict) else each
        if isinstance(value, str) and value.strip():
            yield plain(value)


def _session(text: str) -> int:
    match = _SESSION.fullmatch(text)
    if match is None:
        msg = f"{shown(text)} is not a session; expected a form like '44 - November 2023'"
        raise ParseError(msg)
    return check_session(int(match[1]))


def _answer(text: str) -> tuple[Position, ...]:
    return (Position(response=Response.parse(text), wording=text),) if text else ()


FORMAT = Format(
    name="upr-info-uwazi",
    title="UPR Info's present database: CSV or spreadsheet, or the JSON of its programming interface",
    row="a recommendation as made by one State, or by several",
    extras=("spreadsheet",),
    columns=FIELDS,
    readers=(
        JsonReader(recognises=_is_answer, read=_read_json),
        TableReader(header=_header_in, read=_read_tables, takes=frozenset({"columns"})),
    ),
)
