"""The table of this library, as CSV or spreadsheet: a row for each recommendation, and nothing lost.

The columns say what most tools need; what they have no room for stands in the last, as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, define, evolve, field

from upr_model._base.checks import whole_number
from upr_model.calendar.sessions import ReviewKey, check_session
from upr_model.counting.flat import label
from upr_model.errors import ParseError, UprError, shown
from upr_model.formats.media.delimited import Row, told_of
from upr_model.formats.media.neutral import QUOTED, restored
from upr_model.formats.media.numbers import Number
from upr_model.formats.own.details import completed, details_of
from upr_model.formats.shared.assessed import AssessmentColumn, assessments_in, current_lines
from upr_model.formats.shared.cells import by_field, category_in, printed_text
from upr_model.formats.shared.findings import Findings
from upr_model.readings.reading import Reading
from upr_model.readings.rows import without_collection
from upr_model.records.recommendation import Attribution, Position, Recommendation
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.tags import Tag
from upr_model.values.vocabulary import Response, Severity

NAME = "upr-model-table"

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


def recognises(names: Sequence[str]) -> bool:
    """Whether these are the columns of such a table, in any order."""
    return {*COLUMNS[:-1]} <= {*map(str.strip, names)}


def cells_of(made: Recommendation) -> dict[str, str]:
    """Give the cells of a recommendation, the details among them."""
    cells = _printed([made])
    return {**cells, "details": details_of([made], [_assessed(_read(cells), cells["assessments"], None)])}


def _printed(held: Sequence[Recommendation]) -> dict[str, str]:
    made = held[0]
    first = made.attributions[0]
    last = made.positions[-1] if made.positions else None
    cells = {
        "id": str(made.id),
        "state_under_review": made.review.state.iso3,
        "session": str(made.review.session),
        "document": str(made.document or ""),
        "paragraph": str(made.paragraph or ""),
        "part": made.part,
        "text": made.text or "",
        "recommending_states": "; ".join(label(each.recommending_state) for each in made.attributions),
        "response": str(last.response) if last else "",
        "action_category": str(first.action_category or ""),
        "issues": _BETWEEN.join(first.issues),
        "tags": _BETWEEN.join(tag for tag in map(str, sorted(made.tags)) if _is_plain(tag)),
        "assessments": _BETWEEN.join(filter(_is_plain, current_lines(made))),
    }
    return {name: printed_text(cell) for name, cell in cells.items()}


def _is_plain(label: str) -> bool:
    """Whether a label can be told from those beside it."""
    return "|" not in label and label == label.strip() and label == printed_text(label)


def _read(cells: Mapping[str, str]) -> Recommendation:
    """Make a recommendation of its cells alone; `UprError` where one of them cannot be read."""
    value = {name: parse(cells.get(name, "")) for name, parse in _PARSES.items()}
    review = ReviewKey(value["state_under_review"], value["session"])
    return Recommendation(
        review=review,
        attributions=tuple(
            Attribution(
                review=review,
                recommending_state=state,
                action_category=value["action_category"],
                issues=value["issues"],
            )
            for state in value["recommending_states"]
        ),
        positions=value["response"],
        **{name: value[name] for name in ("document", "paragraph", "part", "text", "tags")},
    )


def _session(cell: str) -> int:
    return check_session(whole_number(cell, "a session"))


def _paragraph(cell: str) -> Paragraph | None:
    if isinstance(cell, Number):
        msg = f"{shown(str(cell))} is a number here, and may have been {cell}0: make the column one of texts"
        raise ParseError(msg)
    return Paragraph.parse(cell) if cell else None


def _senders(cell: str) -> tuple[State | None, ...]:
    names = [name.strip() for name in cell.split(";")] if cell.strip() else [_UNKNOWN]
    return tuple(None if name == _UNKNOWN else State.parse(name) for name in names)


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
    "recommending_states": _senders,
    "response": _positions,
    "action_category": category_in,
    "issues": lambda cell: tuple(dict.fromkeys(_members(cell))),
    "tags": lambda cell: frozenset(map(Tag.parse, _members(cell))),
}


def _assessed(made: Recommendation, cell: str, column: AssessmentColumn | None) -> Recommendation:
    """Add the assessments of a cell; raises `UprError` where they cannot be read, or do not hold together."""
    return evolve(made, assessments=assessments_in("\n".join(_members(cell)), column)) if cell.strip() else made


def read_rows(
    rows: Iterable[Row], file: str, header: Sequence[str], assessments: AssessmentColumn | None = None
) -> Reading:
    """Make a reading of the rows below the header."""
    table = _Table(file, header=[name.strip() for name in header], assessments=assessments)
    fields = [name if name in {*COLUMNS, QUOTED} else None for name in table.header]
    table.note_columns(header, fields)
    table.warn_of_doubles(header, fields)
    with without_collection():
        for row in rows:
            table.take(*row)
    return Reading(
        sources=(file,),
        recommendations=tuple(table.made),
        problems=tuple(table.problems),
        refused=tuple(table.refused),
    )


@define
class _Table(Findings):
    """The rows taken so far, and what is wrong with them."""

    header: list[str] = field(kw_only=True)
    assessments: AssessmentColumn | None = field(kw_only=True)
    made: list[Recommendation] = Factory(list)

    def take(self, line: int, raw: str, held: list[str], fault: str | None) -> None:
        """Make a recommendation of a row, or refuse it."""
        source = Source(self.file, line, raw)
        if fault or len(held) > len(self.header):
            self.refuse_whole(source, *told_of(fault, len(held), len(self.header)))
            return
        if not any(map(str.strip, held)):
            self.pass_over(source)
            return
        cells = restored(by_field(self.header, held))
        try:
            plain = _read(cells)
        except UprError as error:
            self._refuse(source, cells, error)
            return
        try:
            plain = _assessed(plain, cells.get("assessments", ""), self.assessments)
        except UprError as error:
            hint = "say whose it is: read(..., assessments=AssessmentColumn(...))" if self.assessments is None else ""
            self.tell(Severity.WARNING, line, "assessment", str(error), column="assessments", hint=hint)
        self.made.append(evolve(self._whole(line, plain, cells), source=source))

    def _whole(self, line: int, plain: Recommendation, cells: Mapping[str, str]) -> Recommendation:
        details = cells.get("details", "")
        try:
            made, changed = completed([plain], details or "[{}]", cells, _printed, _FEEDS)
        except UprError as error:
            hint = "the cells alone are taken"
            self.tell(Severity.WARNING, line, "details", str(error), column="details", hint=hint)
            return plain
        if len(made) > 1:
            self.tell(Severity.WARNING, line, "details", "they are of several recommendations", column="details")
            return plain
        if changed:
            message = "the cell was changed since the table was written; it is taken as it stands"
            self.tell(Severity.NOTE, line, "changed-cell", message, column=", ".join(changed))
        return made[0]

    def _refuse(self, source: Source, cells: Mapping[str, str], error: UprError) -> None:
        """Refuse a row for every cell of it that cannot be read."""
        self.refused.append(source)
        told = False
        for column, parse in _PARSES.items():
            try:
                parse(cells.get(column, ""))
            except UprError as fault:
                told = True
                hint = "correct the cell, or leave the row out"
                value = cells.get(column, "")
                self.tell(Severity.ERROR, source.line, "cell", str(fault), column=column, value=value, hint=hint)
        if not told:
            self.tell(Severity.ERROR, source.line, "row", str(error), hint="correct the row, or leave it out")
