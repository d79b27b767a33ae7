"""What is found while a file is read: problems with their places, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import Factory, define

from upr_model.errors import SHOWN_LIMIT
from upr_model.reading import Problem
from upr_model.source import Source
from upr_model.vocabulary import Severity


@define
class Findings:
    """The problems of a file that is being read, and the rows of it that became no record."""

    file: str
    problems: list[Problem] = Factory(list)
    refused: list[Source] = Factory(list)

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

    def note_unread(self, columns: Iterable[str]) -> None:
        """Note the columns that no field is read from."""
        for column in columns:
            if column.strip():
                message, hint = "this column is not read", "its cells stay in .source; columns={...} says what it has"
                self.tell(Severity.NOTE, None, "unknown-column", message, column=column[:SHOWN_LIMIT], hint=hint)

    def pass_over(self, source: Source) -> None:
        """Keep a blank row with what was refused."""
        self.refused.append(source)
        self.tell(Severity.NOTE, source.line, "blank-row", "the row is blank", page=source.page)
