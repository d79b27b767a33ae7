"""Tallies and mentions as text, Markdown, CSV and JSON, each with its basis."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from attrs import evolve

from upr_model.counting.flat import label
from upr_model.counting.tallies import Mentions, Tally
from upr_model.errors import printable
from upr_model.reporting.layout import aligned, csv_text, markdown_lines, markdown_table
from upr_model.values.shares import Share, rounded
from upr_model.values.states import State

Counts = Tally[Any] | Mentions[Any]

# A spreadsheet runs a cell that begins with one of the first four as a formula.
_MARKED = ("=", "+", "-", "@", "#", "'")

_NUMBERS = ("count", "of", "share")
"""The columns that stand beside the labels."""


def as_text(counts: Counts) -> str:
    """Give a table for a terminal."""
    lines = aligned(_cells(counts, _name), right=len(_NUMBERS))
    return "\n".join((*lines, "", *_below(counts)))


def as_markdown(counts: Counts) -> str:
    """Give a Markdown table."""
    lines = markdown_table(_cells(counts, _name), right=len(_NUMBERS))
    return "\n".join((*lines, "", markdown_lines(_below(counts))))


def as_csv(counts: Counts) -> str:
    """Give comma-separated values for a spreadsheet; the cells of what stands below begin with #.

    A label that a spreadsheet would run as a formula gets an apostrophe before it, and a line says so.
    """
    header, *body = _cells(counts, label)
    safe = [["'" * cell.startswith(_MARKED) + cell for cell in row] for row in body]
    below = _below(counts)
    if [list(row) for row in body] != safe:
        below.append(
            "An apostrophe was put before labels that a spreadsheet would run, or that begin with one or with #."
        )
    return csv_text((header, *safe, *([f"# {line}"] for line in below)))


def as_json(counts: Counts) -> str:
    """Give JSON: the basis, the total or the population, and the counts nested in the order of the columns."""
    basis = evolve(counts.basis, keys=counts.columns).to_dict()
    nested = _labelled(counts.nested())
    if isinstance(counts, Mentions):
        report = {"basis": basis, "population": counts.population, "mentions": nested}
    else:
        report = {"basis": basis, "total": counts.total, "counts": nested}
    return json.dumps(report, indent=2)


FORMATS: dict[str, Callable[[Counts], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "csv": as_csv,
    "json": as_json,
}
"""The ways to print a count, by name."""


def _labelled(nested: Any) -> Any:  # noqa: ANN401  (a dictionary, or at its end a count)
    if not isinstance(nested, dict):
        return nested
    return {label(value): _labelled(inner) for value, inner in nested.items()}


def _name(value: object) -> str:
    return f"{value.iso3} {value}" if isinstance(value, State) else label(value)


def _cells(counts: Counts, name: Callable[[object], str]) -> list[tuple[str, ...]]:
    """Give header and rows; the counts stand beside every share."""
    header = (*counts.columns, *_NUMBERS)
    rows = ((printable(name(value)) for value in values) for values, _ in counts.rows())
    shares = ((str(share.part), str(share.whole), f"{share:.1%}") for _, share in counts.rows())
    return [header, *((*row, *share) for row, share in zip(rows, shares, strict=True))]


def _below(counts: Counts) -> list[str]:
    """Give the lines that stand under every table, the basis last."""
    basis = f"Basis: {evolve(counts.basis, keys=counts.columns)}."
    if isinstance(counts, Mentions):
        size = f"{counts.assignments} mentions in {counts.population} {counts.basis.unit}s."
        return [size, "An item may be mentioned under several labels, so the shares have no total of 100%.", basis]
    return [f"Total: {counts.total} {counts.basis.unit}s.", *rounding_note(_groups(counts)), basis]


def _groups(tally: Tally[Any]) -> list[list[Share]]:
    """Give the shares of each group that adds up to its whole: those that differ in the last column alone."""
    groups = groupby(tally.rows(), key=lambda row: row[0][:-1])
    return [[share for _, share in rows] for _, rows in groups]


def rounding_note(groups: Iterable[Sequence[Share]]) -> list[str]:
    """Say so where the shares of a whole, each rounded alone, do not add up to 100%."""
    defined = ([share for share in shares if share.whole] for shares in groups)
    sums = [sum(rounded(100 * share.fraction, 1) for share in shares) for shares in defined if shares]
    odd = [total for total in sums if total != 100]  # noqa: PLR2004
    if not odd:
        return []
    if len(sums) == 1:
        return [f"Each share is rounded alone; together they make {odd[0]}%."]
    return [f"Each share is rounded alone; in {len(odd)} of {len(sums)} groups they do not make 100.0%."]
