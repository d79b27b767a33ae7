"""The table of this library, as CSV or spreadsheet: a row for each recommendation, and nothing lost.

The columns say what most tools need; what they have no room for stands in the last, as JSON.

    id,state_under_review,session,document,paragraph,part,text,recommending_states,response,...,details
    A/HRC/53/9#26.1,TON,43,A/HRC/53/9,26.1,,Ratify the Convention,MLI; TCD,supported,...,
    A/HRC/53/9#26.2,TON,43,A/HRC/53/9,26.2,,Adopt the bill,PER,noted,...,"[{""positions"":[...]}]"
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, define, evolve, field

from upr_model._base.checks import whole_number
from upr_model.calendar.sessions import ReviewKey, check_session
from upr_model.counting.flat import label
from upr_model.errors import ParseError, UprError, shown
from upr_model.formats.media.delimited import Row
from upr_model.formats.media.neutral import QUOTED, restored
from upr_model.formats.media.numbers import Number
from upr_model.formats.own.details import completed, details_of
from upr_model.formats.shared.assessed import AssessmentColumn, assessments_in, current_lines
from upr_model.formats.shared.cells import by_field, category_in, header_place, printed_text
from upr_model.formats.shared.findings import Findings
from upr_model.formats.shared.format import Format, Input, TableReader
from upr_model.formats.shared.format import Table as FileTable
from upr_model.formats.shared.senders import NOBODY, Sender, sender_in
from upr_model.readings.reading import Reading
from upr_model.readings.rows import without_collection
from upr_model.records.recommendation import Attribution, Position, Recommendation
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.tags import Tag
from upr_model.values.vocabulary import Response

COLUMNS = (
    *("id", "state_under_review", "session", "document", "paragraph", "part", "text", "recommending_states"),
    *("response", "action_category", "issues", "tags", "assessments", "details"),
)

_FEEDS: dict[str, tuple[str, ...]] = {
    "state_under_review": ("review", "attributions"),
    "session": ("review", "attributions"),
    "document": ("document",),
    "paragraph": ("paragraph",),
    "part": ("part",),
    "text": ("text",),
    "recommending_states": ("attributions",),
    "response": ("positions",),
    "action_category": ("attributions",),
    "issues": ("attributions",),
    "tags": ("tags",),
    "assessments": ("assessments",),
}
"""The fields of a recommendation behind each column."""

_BETWEEN = " | "
_UNKNOWN = "unknown"


def cells_of(recommendation: Recommendation) -> dict[str, str]:
    """Give the cells of a recommendation, the details among them."""
    cells = _printed([recommendation])
    read_back = _assessed(_read_cells(cells, _sent(cells)), cells["assessments"], None)
    return {**cells, "details": details_of([recommendation], [read_back])}


def _printed(recommendations: Sequence[Recommendation]) -> dict[str, str]:
    recommendation = recommendations[0]
    first = recommendation.attributions[0]
    last = recommendation.positions[-1] if recommendation.positions else None
    cells = {
        "id": str(recommendation.id),
        "state_under_review": recommendation.review.state.iso3,
        "session": str(recommendation.review.session),
        "document": str(recommendation.document or ""),
        "paragraph": str(recommendation.paragraph or ""),
        "part": recommendation.part,
        "text": recommendation.text or "",
        "recommending_states": "; ".join(label(each.recommending_state) for each in recommendation.attributions),
        "response": str(last.response) if last else "",
        "action_category": str(first.action_category or ""),
        "issues": _BETWEEN.join(first.issues),
        "tags": _BETWEEN.join(tag for tag in map(str, sorted(recommendation.tags)) if _is_plain(tag)),
        "assessments": _BETWEEN.join(filter(_is_plain, current_lines(recommendation))),
    }
    return {name: printed_text(cell) for name, cell in cells.items()}


def _is_plain(label: str) -> bool:
    """Whether a label can be told from those beside it."""
    return "|" not in label and label == label.strip() and label == printed_text(label)


def _read_cells(cells: Mapping[str, str], senders: Sequence[Sender]) -> Recommendation:
    """Make a recommendation of its cells alone; `UprError` where one of them cannot be read."""
    value = {name: parse(cells.get(name, "")) for name, parse in _PARSES.items()}
    review = ReviewKey(value["state_under_review"], value["session"])
    return Recommendation(
        review=review,
        attributions=tuple(
            Attribution(
                review=review,
                recommending_state=sender.state,
                action_category=value["action_category"],
                issues=value["issues"],
            )
            for sender in senders
        ),
        positions=value["response"],
        **{name: value[name] for name in ("document", "paragraph", "part", "text", "tags")},
    )


def _sent(cells: Mapping[str, str]) -> list[Sender]:
    """Give the senders of a row: of a blank cell, one that nobody names."""
    names = [name.strip() for name in cells.get("recommending_states", "").split(";")]
    return [NOBODY if name in {"", _UNKNOWN} else sender_in(name) for name in names]


def _session(cell: str) -> int:
    return check_session(whole_number(cell, "a session"))


def _paragraph(cell: str) -> Paragraph | None:
    if isinstance(cell, Number):
        msg = f"{shown(str(cell))} is a number here, and may have been {cell}0: make the column one of texts"
        raise ParseError(msg)
    return Paragraph.parse(cell) if cell else None


def _positions(cell: str) -> tuple[Position, ...]:
    return (Position(response=Response.parse(cell), wording=cell),) if cell.strip() else ()


def _members(cell: str) -> Iterator[str]:
    return (member.strip() for member in cell.split(_BETWEEN.strip()) if member.strip())


_PARSES: dict[str, Callable[[str], Any]] = {
    "state_under_review": State.parse,
    "session": _session,
    "document": lambda cell: DocumentSymbol.parse(cell) if cell else None,
    "paragraph": _paragraph,
    "part": str,
    "text": lambda cell: cell or None,
    "response": _positions,
    "action_category": category_in,
    "issues": lambda cell: tuple(dict.fromkeys(_members(cell))),
    "tags": lambda cell: frozenset(map(Tag.parse, _members(cell))),
}


def _assessed(recommendation: Recommendation, cell: str, column: AssessmentColumn | None) -> Recommendation:
    """Add the assessments of a cell; raises `UprError` where they cannot be read, or do not hold together."""
    if not cell.strip():
        return recommendation
    return evolve(recommendation, assessments=assessments_in("\n".join(_members(cell)), column))


def _header_in(rows: Sequence[Row], _: Mapping[str, str]) -> int | None:
    """Give the place of the row that has the columns of such a table, in any order."""
    return header_place(rows, lambda names: {*COLUMNS[:-1]} <= {*map(str.strip, names)})


def _read(tables: Sequence[FileTable], given: Input) -> Reading:
    """Make a reading of the rows below the header."""
    header = tables[0].header.cells if tables[0].header else []
    names = [name.strip() for name in header]
    table = _Table(given.file, header=names, assessments=given.assessments)
    fields = [name if name in {*COLUMNS, QUOTED} else None for name in names]
    table.check_columns(header, fields)
    table.check_doubles(header, fields)
    with without_collection():
        for row in tables[0].rows:
            table.take(row)
    return Reading(
        sources=(given.file,),
        recommendations=tuple(table.recommendations),
        problems=table.in_order(),
        refused=tuple(table.refused),
    )


@define
class _Table(Findings):
    """The rows taken so far, and what is wrong with them."""

    header: list[str] = field(kw_only=True)
    assessments: AssessmentColumn | None = field(kw_only=True)
    recommendations: list[Recommendation] = Factory(list)

    def take(self, row: Row) -> None:
        """Make a recommendation of a row, or refuse it."""
        if row.is_blank or row.fault or len(row.cells) > len(self.header):
            self.refuse_row(row, len(self.header))
            return
        source = Source(self.file, row.line, row.raw)
        cells = restored(by_field(self.header, row.cells))
        senders = _sent(cells)
        try:
            recommendation = _read_cells(cells, senders)
        except UprError as error:
            checks = [(column, "cell", parse, cells.get(column, "")) for column, parse in _PARSES.items()]
            self.refuse_cells(source, checks, error)
            return
        if any(sender.code for sender in senders) or not cells.get("recommending_states", "").strip():
            self.check_senders(row.line, senders, column="recommending_states")
        try:
            recommendation = _assessed(recommendation, cells.get("assessments", ""), self.assessments)
        except UprError as error:
            hint = "say whose it is: read(..., assessments=AssessmentColumn(...))" if self.assessments is None else ""
            self.warn(row.line, "assessment", str(error), column="assessments", hint=hint)
        self.recommendations.append(evolve(self._with_details(row.line, recommendation, cells), source=source))

    def _with_details(self, line: int, plain: Recommendation, cells: Mapping[str, str]) -> Recommendation:
        """Give what was read of the cells with its details, where they can be read."""
        try:
            recommendations, changed = completed([plain], cells.get("details") or "[{}]", cells, _printed, _FEEDS)
        except UprError as error:
            self.warn(line, "details", str(error), column="details", hint="the cells alone are taken")
            return plain
        if len(recommendations) > 1:
            self.warn(line, "details", "they are of several recommendations", column="details")
            return plain
        if changed:
            message = "the cell was changed since the table was written; it is taken as it stands"
            self.note(line, "changed-cell", message, column=", ".join(changed))
        return recommendations[0]


FORMAT = Format(
    name="upr-model-table",
    title="tables of this library, as CSV or spreadsheet",
    row="a recommendation",
    extras=("spreadsheet",),
    readers=(TableReader(header=_header_in, read=_read, takes=frozenset({"assessments"})),),
)
