"""Rows of a matrix made into recommendations: themes above them, repeats under several, details beside them."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from attrs import Factory, define, evolve, field

from upr_model.calendar.sessions import LAST_SESSION, ReviewKey, Session, in_calendar
from upr_model.errors import InvalidDocument, UprError, printable
from upr_model.formats.matrix.cells import FEEDS, FIELDS, asked_in, heading_in, printed
from upr_model.formats.matrix.rows import RowDoubt, asked_alike, made_of
from upr_model.formats.media.delimited import Row, Sheet, told_of
from upr_model.formats.own.details import completed
from upr_model.formats.shared.assessed import AssessmentColumn
from upr_model.formats.shared.cells import aliased, check_found, header_name, is_of_session, plain
from upr_model.formats.shared.findings import Findings
from upr_model.readings.reading import Reading
from upr_model.readings.rows import without_collection
from upr_model.records.recommendation import Recommendation
from upr_model.values.sources import Source
from upr_model.values.states import State, known_state, nearly
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.tags import Tag
from upr_model.values.vocabulary import Severity

NAME = "ohchr-matrix"

DETAILS = ("Recommendation", "Details (upr-model)")
"""The header of the table, or the sheet, that has what the matrix has no cells for."""

TITLE_LIMIT = 10_000
"""Characters above a matrix in which its title is looked for."""

GUESSES_LIMIT = 200
"""Misspelt States that are looked for in a matrix."""

_TITLE = re.compile(
    r"(?:UPR|Universal Periodic Review) of (?:the )?(?P<state>.{2,100}?)\s*(?:[(,:]|\s[-\u2013]\s).{0,60}?"
    r"\b(?P<session>[0-9]{1,2})(?:st|nd|rd|th) session",
    re.IGNORECASE,
)
_CYCLE = re.compile(r"\b([1-9])(?:st|nd|rd|th) cycle", re.IGNORECASE)
_GENERIC = re.compile(r"(?:sheet|feuil|hoja|tabelle|list|recommendations?|table)[0-9 ]*", re.IGNORECASE)
_WITHOUT_HEADER = ("recommendation", "position", "themes")
_GOALS = re.compile(r"-?\s?[0-9]{1,2}(?:\.[0-9a-z]{1,2})?\s+-\s", re.ASCII)
_NEEDED = frozenset({"recommendation", "position"})
_DETAILS_HEADER = tuple(map(header_name, DETAILS))


def recognises(cells: Sequence[str], columns: Mapping[str, str]) -> bool:
    """Whether a row heads a matrix: it names its columns."""
    return _NEEDED.issubset(fields_of(cells, columns)) or _is_details(cells)


def is_theme(cells: Sequence[str]) -> bool:
    """Whether a row may begin a matrix whose columns have no names: it is a theme, over several columns."""
    return len(cells) > 1 and heading_in(cells) is not None


def fields_of(cells: Sequence[str], columns: Mapping[str, str]) -> tuple[str | None, ...]:
    """Give the fields that these cells name, if they are those of a header."""
    return tuple(aliased(cell, FIELDS, columns) for cell in cells)


def review_in(title: str) -> ReviewKey | None:
    """Give the review that a title names, such as "UPR of Slovenia (4th Cycle - 48th Session)"; None without."""
    found = _TITLE.search(plain(title))
    state = known_state(found["state"]) if found else None
    if found is None or state is None or int(found["session"]) not in range(1, LAST_SESSION + 1):
        return None
    return ReviewKey(state, int(found["session"]))


def read_sheets(
    sheets: Sequence[Sheet],
    file: str,
    *,
    review: ReviewKey | None = None,
    columns: Mapping[str, str] | None = None,
    assessments: AssessmentColumn | None = None,
) -> Reading:
    """Make a reading of a matrix: one table, or a sheet for each theme and the like.

    Raises `InvalidDocument` where neither the caller nor its title says which review it is.
    """
    told = columns or {}
    divided = [(sheet.name, *_split_header(sheet.rows, told)) for sheet in sheets]
    titles = ["\n".join([name, *(" ".join(row[2]) for row in above)])[:TITLE_LIMIT] for name, above, _, _ in divided]
    named = list(dict.fromkeys(filter(None, map(review_in, titles))))
    key = review or (named[0] if len(named) == 1 else None)
    if key is None and named:
        message = f"its titles name several reviews, {', '.join(map(str, named))}; save each as a file of its own"
        raise InvalidDocument(printable(file), [message])
    if key is None:
        message = "it does not say which review it is; tell it, such as review='SVN:48'"
        raise InvalidDocument(printable(file), [message])
    matrix = _Matrix(file, review=key, columns=told, assessments=assessments)
    cycle = _CYCLE.search("\n".join(titles))
    if cycle is not None and int(cycle[1]) != key.cycle:
        message = f"its title says cycle {cycle[1]}; session {key.session} is of cycle {key.cycle}"
        matrix.tell(Severity.WARNING, None, "cycle-differs", message, hint="the session is taken")
    for said in named:
        if said != key:
            matrix.tell(Severity.WARNING, None, "other-review", f"it says that it is of {said}; it is read as {key}")
    if not in_calendar(key):
        message = f"{key.state}, session {key.session}, is not in the calendar known here"
        matrix.tell(Severity.WARNING, None, "not-in-calendar", message)
    with without_collection():
        for number, (name, _, rows, layout) in enumerate(divided, start=1):
            several = len(divided) > 1
            themed = several and not _GENERIC.fullmatch(name.strip()) and review_in(name) is None
            matrix.begin(layout, number if several else None, name if themed else None)
            for row in rows:
                matrix.take(*row)
    return matrix.reading()


def _split_header(rows: Iterable[Row], columns: Mapping[str, str]) -> tuple[list[Row], Iterator[Row], tuple[str, ...]]:
    """Give the rows above the header, those below it, and the columns that it names; none without a header."""
    above: list[Row] = []
    rest = iter(rows)
    for row in rest:
        fields = fields_of(row[2], columns)
        if _NEEDED.issubset(fields):
            check_found(columns, row[2])
            return *_titles(above, rest), tuple(row[2])
        if heading_in(row[2]) is not None or _is_details(row[2]):
            return *_titles(above, chain([row], rest)), ()
        above.append(row)
    return [], iter(above), ()


def _titles(above: list[Row], rest: Iterator[Row]) -> tuple[list[Row], Iterator[Row]]:
    """Give what stands above a matrix, and its rows: such as have a number belong to it."""
    titles: list[Row] = []
    numbered: list[Row] = []
    for row in above:
        (numbered if any(asked_in(cell).paragraph for cell in row[2]) else titles).append(row)
    return titles, chain(numbered, rest)


def _is_lone(cells: Sequence[str]) -> bool:
    """Whether a row has one cell, and no number in it: a heading of some kind, a total, a footnote."""
    held = [cell for cell in cells if cell.strip()]
    return len(held) == 1 and len(cells) > 1 and asked_in(held[0]).paragraph is None


def _is_details(cells: Sequence[str]) -> bool:
    return tuple(map(header_name, cells[:2])) == _DETAILS_HEADER


@define
class _Row:
    """A row that was read, before its details are looked for."""

    source: Source
    cells: dict[str, str]
    made: list[Recommendation]
    doubts: list[RowDoubt]
    tags: set[Tag] = Factory(set)
    """Of rows under other themes that are one with it."""


@define
class _Matrix(Findings):
    """The rows taken so far, and what is wrong with them."""

    review: ReviewKey = field(kw_only=True)
    columns: Mapping[str, str] = field(kw_only=True)
    assessments: AssessmentColumn | None = field(kw_only=True)
    layout: tuple[str | None, ...] = ()
    sheet: int | None = None
    heading: str | None = None
    rows: list[_Row] = Factory(list)
    details: dict[str, deque[str]] = Factory(lambda: defaultdict(deque))
    _others: set[DocumentSymbol] = Factory(set)
    _guesses: int = 0
    _in_details: bool = False

    def begin(self, header: tuple[str, ...], sheet: int | None, heading: str | None) -> None:
        """Begin a table, which may be one of several sheets, each for a theme."""
        self.sheet, self.heading, self._in_details = sheet, heading, False
        width = max((place for place, name in enumerate(header, start=1) if name.strip()), default=0)
        self.layout = fields_of(header[:width], self.columns)
        self.note_columns(header[:width], self.layout)

    def take(self, line: int, raw: str, held: list[str], fault: str | None) -> None:
        """Take a row for what it is: a header, a theme, a recommendation, a detail."""
        source = Source(self.file, line, raw, self.sheet)
        fields = fields_of(held, self.columns)
        beyond = self.layout and any(map(str.strip, held[len(self.layout) :]))
        if fault or (beyond and not self._in_details):
            self.refuse_whole(source, *told_of(fault, len(held), len(self.layout)))
        elif _is_details(held):
            self._in_details = True
        elif _NEEDED.issubset(fields):
            self.begin(tuple(held), self.sheet, self.heading)  # of a table that goes on below another header
        elif (heading := heading_in(held)) is not None:
            self.heading, self._in_details = heading, False
        elif self._in_details:
            self.details[held[0].strip()].append("".join(held[1:]))
        elif _is_lone(held):
            hint = "a theme begins with 'Theme:', a recommendation with its number"
            self.refuse_whole(source, "lone-cell", "a row of one cell is neither a theme nor a recommendation", hint)
        elif any(map(str.strip, held)):
            self._take(source, self._cells(line, held))
        else:
            self.pass_over(source)

    def _cells(self, line: int, held: list[str]) -> dict[str, str]:
        """Give the cells by field."""
        if not self.layout:
            message = "no header names the columns; they are taken to be recommendation, position, themes and more"
            self.tell(Severity.WARNING, line, "no-header", message, page=self.sheet)
            has_goals = any(_GOALS.match(cell.lstrip()) for cell in held[len(_WITHOUT_HEADER) :])
            self.layout = (*_WITHOUT_HEADER, *(["sdgs"] if has_goals else []), "assessment")
        cells: dict[str, str] = {"heading": self.heading or ""}
        for name, cell in zip(self.layout, held, strict=False):
            if name is not None:
                cells[name] = f"{cells[name]}\n{cell}" if cells.get(name) else cell
        return cells

    def _take(self, source: Source, cells: dict[str, str]) -> None:
        """Make the recommendations of a row, or refuse it."""
        try:
            made, doubts = made_of(cells, self.review, self._guess, self.assessments)
        except UprError as error:
            self.refuse_whole(source, "row", str(error), "correct it, or leave the row out")
            return
        self.rows.append(_Row(source, cells, made, doubts))
        document = made[0].document
        if (
            document is not None
            and document not in self._others
            and not is_of_session(document, Session(self.review.session))
        ):
            self._others.add(document)
            message = f"{document} is not of the Council session to which session {self.review.session} reports"
            hint = "is it the right review? (told once)"
            self._tell_of(source, Severity.WARNING, "other-document", message, hint=hint)

    def _guess(self, name: str) -> State | None:
        self._guesses += 1
        return nearly(name) if self._guesses <= GUESSES_LIMIT else None

    def reading(self) -> Reading:
        """Give the reading of what was taken: rows with their details, repeats in one."""
        kept: list[_Row] = []
        alike: dict[tuple[Any, ...], _Row] = {}
        numbered: dict[Paragraph, _Row] = {}
        for row in self.rows:
            paragraph = row.made[0].paragraph
            if self._complete(row) or paragraph is None:
                kept.append(row)
                if paragraph is not None:
                    numbered.setdefault(paragraph, row)
                continue
            first = alike.setdefault(tuple(map(asked_alike, row.made)), row)
            if first is not row:
                self._unite(first, row)
                continue
            kept.append(row)
            above = numbered.setdefault(paragraph, row)
            if above is not row:
                message = f"paragraph {paragraph} stands on line {above.source.line} as well, and says something else"
                hint = "both are counted; was it 26.1 and 26.10?"
                self._tell_of(row.source, Severity.WARNING, "repeated-number", message, hint=hint)
        for key in (key for key, left in self.details.items() if left):
            message = "the details of a row that is not there, or was changed, are not taken"
            self.tell(Severity.WARNING, None, "details", message, value=key)
        return Reading(
            sources=(self.file,),
            recommendations=tuple(
                evolve(each, source=row.source, tags=each.tags | row.tags) for row in kept for each in row.made
            ),
            problems=tuple(sorted(self.problems, key=lambda problem: (problem.page or 0, problem.line or 0))),
            refused=tuple(self.refused),
        )

    def _complete(self, row: _Row) -> bool:
        """Add the details of a row, or tell what is in doubt without; whether there were any."""
        waiting = self.details.get(str(row.made[0].id))
        if not waiting:
            for doubt in row.doubts:
                self._tell_of(row.source, doubt.severity, doubt.code, doubt.message, value=doubt.value, hint=doubt.hint)
            return False
        try:
            row.made, changed = completed(row.made, waiting.popleft(), row.cells, printed, FEEDS)
        except UprError as error:
            hint = "the cells alone are taken"
            self._tell_of(row.source, Severity.WARNING, "details", str(error), hint=hint)
            return True
        if changed:
            message = "the cell was changed since the matrix was written; it is taken as it stands"
            self._tell_of(row.source, Severity.NOTE, "changed-cell", message, column=", ".join(changed))
        return True

    def _unite(self, first: _Row, other: _Row) -> None:
        """Put what stands under another theme as well to the row above: its tags, its assessments."""
        message = f"paragraph {other.made[0].paragraph} stands on line {first.source.line} as well: they are one"
        self._tell_of(other.source, Severity.NOTE, "repeated-paragraph", message)
        first.tags |= other.made[0].tags
        more = [each for each in other.made[0].assessments if each not in first.made[0].assessments]
        try:
            first.made = [evolve(each, assessments=(*each.assessments, *more)) for each in first.made]
        except UprError as error:
            self._tell_of(other.source, Severity.WARNING, "assessment", str(error), hint="the first is taken")

    def _tell_of(  # noqa: PLR0913  (what a problem has)
        self,
        source: Source,
        severity: Severity,
        code: str,
        message: str,
        *,
        column: str = "",
        value: str = "",
        hint: str = "",
    ) -> None:
        self.tell(severity, source.line, code, message, column=column or None, value=value, hint=hint, page=source.page)
