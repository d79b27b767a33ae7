"""Where a record was read from."""

from __future__ import annotations

import csv

from attrs import frozen


@frozen
class Source:
    """A place in a file, with what stands there.

    >>> Source("export.csv", 2, 'Tonga,"OIC, AL"').cells
    ('Tonga', 'OIC, AL')
    """

    file: str
    line: int
    """The physical line on which the row begins, from 1."""
    raw: str
    """The row as the file has it, so that nothing a reader normalised is lost."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row of comma-separated values; one cell where it cannot be split."""
        try:
            return tuple(next(csv.reader([self.raw]), ()))
        except csv.Error:
            return (self.raw,)
