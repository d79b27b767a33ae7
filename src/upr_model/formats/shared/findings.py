"""What is found while a file is read: problems with their places, and what was refused."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from attrs import Factory, define

from upr_model.errors import SHOWN_LIMIT
from upr_model.formats.shared.cells import header_name
from upr_model.readings.reading import Problem
from upr_model.values.sources import Source
from upr_model.values.vocabulary import Severity


@define
class Findings:
    """The problems of a file that is being read, and the rows of it that became no record."""

    file: str
    problems: list[Problem] = Factory(list)
    refused: list[Source] = Factory(list)
    columns_told: set[str] = Factory(set)

    def tell(  # noqa: PLR0913  (what a problem has)
        self,
        severity: Severity,
        place: int | None,
        code: str,
        message: str,
        *,
        column: str | None = None,
        value: str = "",
        hint: str = "",
        page: int | None = None,
    ) -> None:
        """Keep a problem of a row, or of the file as a whole."""
        self.problems.append(
            Problem(
                severity=severity,
                code=code,
                message=message,
                file=self.file,
                line=place,
                page=page,
                column=column,
                value=value[:SHOWN_LIMIT] or None,
                hint=hint,
            )
        )

    def refuse_whole(self, source: Source, code: str, message: str, hint: str) -> None:
        """Refuse what cannot be divided, or is no record."""
        self.refused.append(source)
        value = source.raw.rstrip("\r\n")
        self.tell(Severity.ERROR, source.line, code, message, value=value, hint=hint, page=source.page)

    def note_columns(
        self, header: Sequence[str], fields: Sequence[str | None], unread: Collection[str] = frozenset()
    ) -> None:
        """Note, once each, the columns that no field is read from, but for those that need not be."""
        for column, field in zip(header, fields, strict=True):
            told = column.strip()[:SHOWN_LIMIT]
            if told and field is None and told not in self.columns_told and header_name(column) not in unread:
                self.columns_told.add(told)
                message, hint = "this column is not read", "its cells stay in .source"
                self.tell(Severity.NOTE, None, "unknown-column", message, column=told, hint=hint)

    def warn_of_doubles(self, header: Sequence[str], fields: Sequence[str | None]) -> None:
        """Warn of columns whose field is in one before as well, where a record has one cell for it."""
        for place, (column, field) in enumerate(zip(header, fields, strict=True)):
            if field is not None and field in fields[:place]:
                message, hint = f"{field} is in another column as well", "the first that is not blank is taken"
                self.tell(Severity.WARNING, None, "duplicate-column", message, column=column, hint=hint)

    def pass_over(self, source: Source) -> None:
        """Keep a blank row with what was refused."""
        self.refused.append(source)
        self.tell(Severity.NOTE, source.line, "blank-row", "the row is blank", page=source.page)
