"""What is found while a file is read: problems with their places, and what was refused.

One rule for all readers. An *error* is what became no record: it is refused and kept as the file has it, or
it is missing. A *warning* is about what was kept and counted, with a doubt. A *note* is only told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from attrs import Factory, define

from upr_model.calendar.sessions import ReviewKey, Session, in_calendar
from upr_model.errors import SHOWN_LIMIT, AmbiguousState, UprError
from upr_model.formats.media.delimited import Row, fault_of
from upr_model.formats.media.printed import Line
from upr_model.formats.shared.asks import Asked
from upr_model.formats.shared.cells import Memo, cycle_in, header_name, is_of_session
from upr_model.formats.shared.senders import NOBODY, Divided, Sender
from upr_model.readings.reading import Problem
from upr_model.values.sources import Source
from upr_model.values.symbols import DocumentSymbol
from upr_model.values.vocabulary import Severity

Place = Source | Line | int | None
"""Where a problem stands: a row, a line of a document, the number of a line; None for the file as a whole."""

Check = tuple[str, str, Callable[[Any], object], Any]
"""A cell that must be read: its column, the code of its problem, what reads it, and the cell."""

COUNTED_UNKNOWN = "it is counted, with an unknown sender"


@define
class Findings:
    """The problems of a file that is being read, and the rows of it that became no record."""

    file: str
    problems: list[Problem] = Factory(list)
    refused: list[Source] = Factory(list)
    _once: set[tuple[str, object]] = Factory(set)
    _ids: dict[str, int] = Factory(dict)
    _cycles: Memo[str, int] = Factory(lambda: Memo(cycle_in))

    # The three severities.

    def error(self, place: Place, code: str, message: str, **more: str | None) -> None:
        """Keep an error: something is missing, or could not be read as a whole."""
        self._keep(Severity.ERROR, place, code, message, **more)

    def warn(self, place: Place, code: str, message: str, **more: str | None) -> None:
        """Keep a warning about something that is counted."""
        self._keep(Severity.WARNING, place, code, message, **more)

    def note(self, place: Place, code: str, message: str, **more: str | None) -> None:
        """Keep a note."""
        self._keep(Severity.NOTE, place, code, message, **more)

    def once(self, code: str, subject: object) -> bool:
        """Whether a problem of many rows is to be told, as it is with the first of them."""
        is_first = (code, subject) not in self._once
        self._once.add((code, subject))
        return is_first

    def _keep(  # noqa: PLR0913  (what a problem has)
        self,
        severity: Severity,
        place: Place,
        code: str,
        message: str,
        *,
        column: str | None = None,
        value: str | None = None,
        hint: str | None = None,
    ) -> None:
        page = place.page if isinstance(place, Line | Source) else None
        self.problems.append(
            Problem(
                severity=severity,
                code=code,
                message=message,
                file=self.file,
                line=_line(place),
                page=page,
                column=column,
                value=None if value is None else value[:SHOWN_LIMIT],
                hint=hint or "",
            )
        )

    # Rows that become no record.

    def refuse(self, source: Source, code: str, message: str, hint: str) -> None:
        """Refuse what cannot be divided, or is no record."""
        self.refused.append(source)
        self.error(source, code, message, value=source.raw.rstrip("\r\n"), hint=hint)

    def refuse_row(self, row: Row, width: int, page: int | None = None) -> None:
        """Refuse a row that is not made of as many cells as the header, or pass over a blank one."""
        source = Source(self.file, row.line, row.raw, page)
        if row.fault is None and row.is_blank:
            self.refused.append(source)
            self.note(source, "blank-row", "the row is blank")
        else:
            self.refuse(source, *fault_of(row, width))

    def refuse_cells(self, source: Source, checks: Iterable[Check], error: UprError) -> None:
        """Refuse a row for every cell of it that cannot be read; for `error` where each of them can."""
        self.refused.append(source)
        hint = "correct the cell, or leave the row out"
        messages: set[str] = set()
        for column, code, read, cell in checks:
            try:
                read(cell)
            except UprError as fault:
                if str(fault) not in messages:  # what is made of two cells has the faults of both
                    messages.add(str(fault))
                    kind = "ambiguous-state" if isinstance(fault, AmbiguousState) else code
                    value = cell if isinstance(cell, str) else None
                    self.error(source, kind, str(fault), column=column, value=value, hint=hint)
        if not messages:
            self.error(source, "row", str(error), hint="correct the row, or leave it out")

    # What several formats say twice, or may leave out.

    def check_senders(
        self, place: Place, senders: Sequence[Sender], column: str | None = None, value: str | None = None
    ) -> None:
        """Warn of each sender whose name is no State's, and, once, of what does not say who asked."""
        for sender in senders:
            if sender.code:
                self.warn(place, sender.code, sender.message, column=column, value=value, hint=COUNTED_UNKNOWN)
        if not senders or NOBODY in senders:
            message = "the source does not say who asked"
            self.warn(place, "unknown-sender", message, column=column, value=value, hint=COUNTED_UNKNOWN)

    def check_asks(
        self, place: Place, item: Asked, text: str, senders: Sequence[Sender] = (), subject: str = ""
    ) -> None:
        """Tell what is not plain in what an item asks, and who does not ask it.

        `senders` are those of a column of their own, where it names any; then the brackets decide nothing.
        """
        if senders:
            self.check_senders(place, senders, column="states")
        else:
            self._check_brackets(place, item, text, subject)
        if item.rest:
            message = f"{subject}words after the last bracket are not taken as a part of what is asked"
            self.note(place, "trailing-text", message, value=item.rest)
        if isinstance(item, Divided) and item.differ:
            message = "the brackets of the text name other States than the column, which is taken"
            self.warn(place, "states-differ", message, value=text)

    def _check_brackets(self, place: Place, item: Asked, text: str, subject: str) -> None:
        unknown = 0
        for doubt in item.doubts:
            tell = self.note if doubt.code == "bracket" else self.warn
            is_sender = doubt.code == "unknown-state"
            tell(place, doubt.code, f"{subject}{doubt.message}", value=doubt.value, hint=COUNTED_UNKNOWN * is_sender)
            unknown += is_sender
        if sum(ask.states.count(None) for ask in item.asks) > unknown:
            self.warn(place, "unknown-sender", f"{subject}no State is named", value=text, hint=COUNTED_UNKNOWN)

    def check_text(self, place: Place, text: str, column: str | None = None) -> None:
        """Warn of a record without words."""
        if not text:
            message, hint = "there is no text", "it is counted, and never as the same ask as another"
            self.warn(place, "no-text", message, column=column, hint=hint)

    def check_id(self, place: int, record_id: str) -> None:
        """Warn of a record whose id is that of an earlier one."""
        first = self._ids.setdefault(record_id, place) if record_id else place
        if first != place:
            message = f"its id is that of record {first}"
            self.warn(place, "duplicate-id", message, value=record_id, hint="both are counted")

    def check_cycle(self, place: Place, review: ReviewKey, cell: str) -> None:
        """Warn of a cycle to which the session does not belong; once, note one that is none."""
        try:
            if cell and self._cycles[cell] != review.cycle:
                message = f"session {review.session} is of cycle {review.cycle}"
                self.warn(place, "cycle-differs", message, value=cell, hint="the session is taken")
        except UprError as error:
            if self.once("unknown-cycle", cell):
                self.note(place, "unknown-cycle", f"{error} (told once)", value=cell)

    def check_document(self, place: Place, document: DocumentSymbol | None, review: ReviewKey) -> None:
        """Warn, once each, of a document of another Council session than the one to which a session reports."""
        if document is None or is_of_session(document, Session(review.session)):
            return
        if self.once("other-document", (document, review)):
            message = f"{document} is not of the Council session to which session {review.session} reports"
            self.warn(place, "other-document", message, hint="is it the right review? (told once)")

    def check_calendar(self, reviews: Iterable[ReviewKey], places: Iterable[tuple[ReviewKey | None, Place]]) -> None:
        """Warn, once a review, where the State was not reviewed in that session.

        `places` has the review and the place of each row; it is looked at only where a review is odd.
        """
        odd: dict[ReviewKey | None, list[Place]] = {review: [] for review in reviews if not in_calendar(review)}
        for review, place in places if odd else ():
            if review in odd:
                odd[review].append(place)
        for review, rows in odd.items():
            if review is not None and rows:
                message = f"{review.state}, session {review.session}, is not in the calendar known here"
                message += f": {len(rows)} rows" if len(rows) > 1 else ""
                hint = "it is counted; narrow it away if it belongs to another review"
                self.warn(
                    min(rows, key=lambda row: _line(row) or 0), "not-in-calendar", message, value=str(review), hint=hint
                )

    # Columns.

    def check_columns(
        self, header: Sequence[str], fields: Sequence[str | None], unread: Collection[str] = frozenset()
    ) -> None:
        """Note, once each, the columns that no field is read from, but for those that need not be."""
        for column, field in zip(header, fields, strict=True):
            name = column.strip()[:SHOWN_LIMIT]
            is_needless = field is not None or header_name(column) in unread
            if name and not is_needless and self.once("unknown-column", name):
                message, hint = "this column is not read", "its cells stay in .source"
                self.note(None, "unknown-column", message, column=name, hint=hint)

    def check_doubles(self, header: Sequence[str], fields: Sequence[str | None]) -> None:
        """Warn of columns whose field is in one before as well, where a record has one cell for it."""
        for place, (column, field) in enumerate(zip(header, fields, strict=True)):
            if field is not None and field in fields[:place]:
                message, hint = f"{field} is in another column as well", "the first that is not blank is taken"
                self.warn(None, "duplicate-column", message, column=column, hint=hint)

    def in_order(self) -> tuple[Problem, ...]:
        """Give the problems as they stand in the file, those of the file as a whole first."""
        return tuple(sorted(self.problems, key=lambda problem: (problem.page or 0, problem.line or 0)))


def _line(place: Place) -> int | None:
    return place.number if isinstance(place, Line) else place.line if isinstance(place, Source) else place
