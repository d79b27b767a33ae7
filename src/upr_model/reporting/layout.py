"""Rows of text laid out: in aligned columns, as a Markdown table, and as comma-separated values."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|!&#~$])")


def aligned(rows: Sequence[Sequence[str]], *, right: int = 0) -> list[str]:
    """Give the lines of a table whose columns are aligned, the last `right` of them to the right.

    >>> for line in aligned([("status", "count"), ("implemented", "209")], right=1):
    ...     print(line)
    status       count
    implemented    209
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    sides = "<" * (len(widths) - right) + ">" * right
    return [
        "  ".join(f"{cell:{side}{width}}" for cell, side, width in zip(row, sides, widths, strict=True)).rstrip()
        for row in rows
    ]


def markdown_table(rows: Iterable[Sequence[str]], *, right: int = 0) -> list[str]:
    """Give the lines of a Markdown table, whose first row is its header."""
    header, *body = ([escaped(cell) for cell in row] for row in rows)
    rule = ["---"] * (len(header) - right) + ["---:"] * right
    return ["| " + " | ".join(row) + " |" for row in (header, rule, *body)]


def markdown_lines(lines: Iterable[str]) -> str:
    """Give lines that stay lines of their own in Markdown."""
    return "  \n".join(map(escaped, lines))


def escaped(text: str) -> str:
    """Escape what Markdown would take for its own signs."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", text)


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Give comma-separated values, without the end of the last line."""
    out = io.StringIO()
    # Quoted throughout: a program that splits at another separator then finds no cell that begins with a sign.
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().rstrip("\n")
