"""A quote in front of cells that a spreadsheet would run as formulas or take for numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping

QUOTED = "quoted"
"""The column that names the cells of its row that got a quote."""

_RUN = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
_NUMBER = re.compile(r"[0-9]+\.[0-9]+", re.ASCII)


def is_run(cell: str) -> bool:
    """Whether a spreadsheet may run the cell as a formula.

    >>> is_run("=1+1"), is_run("Ratify the CAT")
    (True, False)
    """
    return _RUN.match(cell) is not None


def neutralised(cells: Mapping[str, str]) -> dict[str, str]:
    """Put a quote in front of cells that would be run or rounded, and name these cells in one more column.

    >>> neutralised({"paragraph": "26.10", "text": "=1+1"})
    {'paragraph': "'26.10", 'text': "'=1+1", 'quoted': 'paragraph text'}
    """
    quoted = [name for name, cell in cells.items() if is_run(cell) or _NUMBER.fullmatch(cell)]
    return {**cells, **{name: f"'{cells[name]}" for name in quoted}, QUOTED: " ".join(quoted)}


def restored(cells: Mapping[str, str]) -> dict[str, str]:
    """Remove the quotes that `neutralised` added.

    >>> restored({"text": "'=1+1", "quoted": "text"})
    {'text': '=1+1'}
    """
    quoted = cells.get(QUOTED, "").split()
    unquoted = {name: cells[name].removeprefix("'") for name in quoted if name in cells}
    return {name: cell for name, cell in {**cells, **unquoted}.items() if name != QUOTED}
