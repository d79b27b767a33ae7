"""Rows of a matrix made into recommendations: themes above them, repeats under several, details beside them.

Recommendation,Position,Full list of themes,Assessment/comments on level of implementation
Theme: Right to health,,,
"122.1 Build hospitals (Mali) (Chad);",Supported,"- Right to health",In progress: two are open
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from attrs import Factory, define, evolve, field

from upr_model.calendar.sessions import LAST_SESSION, ReviewKey
from upr_model.errors import InvalidDocument, UprError, printable
from upr_model.formats.matrix.cells import FEEDS, FIELDS, first_cell_in, heading_in, printed
from upr_model.formats.matrix.rows import alike, recommendations_of
from upr_model.formats.media.delimited import Row
from upr_model.formats.own.details import completed
from upr_model.formats.shared.assessed import AssessmentColumn
from upr_model.formats.shared.cells import aliased, check_found, header_name, header_place, plain
from upr_model.formats.shared.findings import Findings
from upr_model.formats.shared.format import OPTIONS, Format, Input, Table, TableReader
from upr_model.readings.reading import Reading
from upr_model.readings.rows import without_collection
from upr_model.records.recommendation import Recommendation
from upr_model.values.sources import Source
from upr_model.values.states import State, known_state, nearly
from upr_model.values.symbols import Paragraph
from upr_model.values.tags import Tag

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


def _header_in(rows: Sequence[Row], columns: Mapping[str, str]) -> int | None:
    """Give the place of the row that names the columns, else of one that may begin a matrix without: a theme."""
    place = header_place(rows, lambda cells: _NEEDED.issubset(fields_of(cells, columns)) or _is_details(cells))
    return header_place(rows, _is_theme) if place is None else place


def _is_theme(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and heading_in(cells) is not None


def fields_of(cells: Sequence[str], columns: Mapping[str, str]) -> tuple[str | None, ...]:
    """Give the fields that these cells name, if they are those of a header."""
    return tuple(aliased(cell, FIELDS, columns) for cell in cells)


def review_in(title: str) -> ReviewKey | None:
    """Give the review that a title names, such as "UPR of Slovenia (4th Cycle - 48th Session)"; None without."""
    match = _TITLE.search(plain(title))
    state = known_state(match["state"]) if match else None
    if match is None or state is None or int(match["session"]) not in range(1, LAST_SESSION + 1):
        return None
    return ReviewKey(state, int(match["session"]))


def _read(tables: Sequence[Table], given: Input) -> Reading:
    """Make a reading of a matrix: one table, or a sheet for each theme and the like.

    Raises `InvalidDocument` where neither the caller nor its title says which review it is.
    """
    divided = [(table.name, *_split_header(table.all_rows, given.columns)) for table in tables]
    titles = ["\n".join([name, *(" ".join(row.cells) for row in above)])[:TITLE_LIMIT] for name, above, _, _ in divided]
    named = list(dict.fromkeys(filter(None, map(review_in, titles))))
    review = given.review or (named[0] if len(named) == 1 else None)
    if review is None and named:
        message = f"its titles name several reviews, {', '.join(map(str, named))}; save each as a file of its own"
        raise InvalidDocument(printable(given.file), [message])
    if review is None:
        message = "it does not say which review it is; tell it, such as review='SVN:48'"
        raise InvalidDocument(printable(given.file), [message])
    matrix = _Matrix(given.file, review=review, columns=given.columns, assessments=given.assessments)
    cycle = _CYCLE.search("\n".join(titles))
    if cycle is not None:
        matrix.check_cycle(None, review, cycle[1])
    for other in named:
        if other != review:
            matrix.warn(None, "other-review", f"it says that it is of {other}; it is read as {review}")
    matrix.check_calendar([review], [(review, None)])
    with without_collection():
        for number, (name, _, rows, header) in enumerate(divided, start=1):
            several = len(divided) > 1
            themed = several and not _GENERIC.fullmatch(name.strip()) and review_in(name) is None
            matrix.begin(header, number if several else None, name if themed else None)
            for row in rows:
                matrix.take(row)
    return matrix.reading()


def _split_header(rows: Iterable[Row], columns: Mapping[str, str]) -> tuple[list[Row], Iterator[Row], tuple[str, ...]]:
    """Give the rows above the header, those below it, and the columns that it names; none without a header."""
    above: list[Row] = []
    rest = iter(rows)
    for row in rest:
        if _NEEDED.issubset(fields_of(row.cells, columns)):
            check_found(columns, row.cells)
            return *_titles(above, rest), tuple(row.cells)
        if heading_in(row.cells) is not None or _is_details(row.cells):
            return *_titles(above, chain([row], rest)), ()
        above.append(row)
    return [], iter(above), ()


def _titles(above: list[Row], rest: Iterator[Row]) -> tuple[list[Row], Iterator[Row]]:
    """Give what stands above a matrix, and its rows: such as have a number belong to it."""
    titles: list[Row] = []
    numbered: list[Row] = []
    for row in above:
        (numbered if any(first_cell_in(cell).paragraph for cell in row.cells) else titles).append(row)
    return titles, chain(numbered, rest)


def _is_lone(cells: Sequence[str]) -> bool:
    """Whether a row has one cell, and no number in it: a heading of some kind, a total, a footnote."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) == 1 and len(cells) > 1 and first_cell_in(filled[0]).paragraph is None


def _is_details(cells: Sequence[str]) -> bool:
    return tuple(map(header_name, cells[:2])) == _DETAILS_HEADER


@define
class _Row:
    """A row that was read, before its details are looked for."""

    source: Source
    cells: dict[str, str]
    recommendations: list[Recommendation]
    doubts: Findings
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
    _guesses: int = 0
    _in_details: bool = False

    def begin(self, header: tuple[str, ...], sheet: int | None, heading: str | None) -> None:
        """Begin a table, which may be one of several sheets, each for a theme."""
        self.sheet, self.heading, self._in_details = sheet, heading, False
        width = max((place for place, name in enumerate(header, start=1) if name.strip()), default=0)
        self.layout = fields_of(header[:width], self.columns)
        self.check_columns(header[:width], self.layout)

    def take(self, row: Row) -> None:
        """Take a row for what it is: a header, a theme, a recommendation, a detail."""
        cells, width = row.cells, len(self.layout)
        beyond = self.layout and any(map(str.strip, cells[width:]))
        source = Source(self.file, row.line, row.raw, self.sheet)
        if row.is_blank or row.fault or (beyond and not self._in_details):
            self.refuse_row(row, width, self.sheet)
        elif _is_details(cells):
            self._in_details = True
        elif _NEEDED.issubset(fields_of(cells, self.columns)):
            self.begin(tuple(cells), self.sheet, self.heading)  # of a table that goes on below another header
        elif (heading := heading_in(cells)) is not None:
            self.heading, self._in_details = heading, False
        elif self._in_details:
            self.details[cells[0].strip()].append("".join(cells[1:]))
        elif _is_lone(cells):
            hint = "a theme begins with 'Theme:', a recommendation with its number"
            self.refuse(source, "lone-cell", "a row of one cell is neither a theme nor a recommendation", hint)
        else:
            self._take(source, self._cells(source, cells))

    def _cells(self, source: Source, row: list[str]) -> dict[str, str]:
        """Give the cells by field."""
        if not self.layout:
            message = "no header names the columns; they are taken to be recommendation, position, themes and more"
            self.warn(source, "no-header", message)
            has_goals = any(_GOALS.match(cell.lstrip()) for cell in row[len(_WITHOUT_HEADER) :])
            self.layout = (*_WITHOUT_HEADER, *(["sdgs"] if has_goals else []), "assessment")
        cells: dict[str, str] = {"heading": self.heading or ""}
        for name, cell in zip(self.layout, row, strict=False):
            if name is not None:
                cells[name] = f"{cells[name]}\n{cell}" if cells.get(name) else cell
        return cells

    def _take(self, source: Source, cells: dict[str, str]) -> None:
        """Make the recommendations of a row, or refuse it."""
        try:
            recommendations, doubts = recommendations_of(cells, source, self.review, self._guess, self.assessments)
        except UprError as error:
            self.refuse(source, "row", str(error), "correct it, or leave the row out")
            return
        self.rows.append(_Row(source, cells, recommendations, doubts))
        self.check_document(source, recommendations[0].document, self.review)

    def _guess(self, name: str) -> State | None:
        self._guesses += 1
        return nearly(name) if self._guesses <= GUESSES_LIMIT else None

    def reading(self) -> Reading:
        """Give the reading of what was taken: rows with their details, repeats in one."""
        kept: list[_Row] = []
        first_alike: dict[tuple[Any, ...], _Row] = {}
        numbered: dict[Paragraph, _Row] = {}
        for row in self.rows:
            paragraph = row.recommendations[0].paragraph
            if self._complete(row) or paragraph is None:
                kept.append(row)
                if paragraph is not None:
                    numbered.setdefault(paragraph, row)
                continue
            first = first_alike.setdefault(tuple(map(alike, row.recommendations)), row)
            if first is not row:
                self._unite(first, row)
                continue
            kept.append(row)
            above = numbered.setdefault(paragraph, row)
            if above is not row:
                message = f"paragraph {paragraph} stands on line {above.source.line} as well, and says something else"
                hint = "both are counted; was it 26.1 and 26.10?"
                self.warn(row.source, "repeated-number", message, hint=hint)
        for key in (key for key, left in self.details.items() if left):
            message = "the details of a row that is not there, or was changed, are not taken"
            self.warn(None, "details", message, value=key)
        return Reading(
            sources=(self.file,),
            recommendations=tuple(
                evolve(each, source=row.source, tags=each.tags | row.tags)
                for row in kept
                for each in row.recommendations
            ),
            problems=self.in_order(),
            refused=tuple(self.refused),
        )

    def _complete(self, row: _Row) -> bool:
        """Add the details of a row, or tell what is in doubt without; whether there were any."""
        waiting = self.details.get(str(row.recommendations[0].id))
        if not waiting:
            self.problems += row.doubts.problems
            return False
        try:
            row.recommendations, changed = completed(row.recommendations, waiting.popleft(), row.cells, printed, FEEDS)
        except UprError as error:
            self.warn(row.source, "details", str(error), hint="the cells alone are taken")
            return True
        if changed:
            message = "the cell was changed since the matrix was written; it is taken as it stands"
            self.note(row.source, "changed-cell", message, column=", ".join(changed))
        return True

    def _unite(self, first: _Row, other: _Row) -> None:
        """Put what stands under another theme as well to the row above: its tags, its assessments."""
        paragraph = other.recommendations[0].paragraph
        message = f"paragraph {paragraph} stands on line {first.source.line} as well: they are one"
        self.note(other.source, "repeated-paragraph", message)
        first.tags |= other.recommendations[0].tags
        known = first.recommendations[0].assessments
        more = [each for each in other.recommendations[0].assessments if each not in known]
        try:
            first.recommendations = [
                evolve(each, assessments=(*each.assessments, *more)) for each in first.recommendations
            ]
        except UprError as error:
            self.warn(other.source, "assessment", str(error), hint="the first is taken")


FORMAT = Format(
    name="ohchr-matrix",
    title="OHCHR's matrix, the thematic list of recommendations: Word, spreadsheet or CSV",
    row="a paragraph, under each of its themes",
    extras=("word", "spreadsheet"),
    columns=FIELDS,
    readers=(TableReader(header=_header_in, read=_read, takes=frozenset(OPTIONS), needs_header=False, reads_all=True),),
)
