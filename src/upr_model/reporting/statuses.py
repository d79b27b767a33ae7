"""Implementation statuses of a base, and its rate, as text."""

from __future__ import annotations

from upr_model.follow_up.rates import ImplementationRate
from upr_model.values.ranges import Range
from upr_model.values.shares import Share, rounded


def as_text(rate: ImplementationRate, title: str) -> str:
    """Give a table for a terminal: counts and shares by status, the rate, notes, the basis."""
    header = ("status", "count", f"of {rate.total}")
    body = [(status.label, *_cells(count, rate.total)) for status, count in rate.counts]
    widths = [max(map(len, column)) for column in zip(header, *body, strict=True)]
    lines = (
        "  ".join(f"{cell:{side}{width}}" for cell, side, width in zip(row, "<>>", widths, strict=True))
        for row in (header, *body)
    )
    below = [
        f"Implementation rate ({rate.base}): {rate}.",
        *_sum(rate),
        *(f"Note: {note}." for note in rate.notes),
        f"Basis: {rate.basis}.",
    ]
    return "\n".join((title, "", *lines, "", *below))


def _cells(count: Range, total: int) -> tuple[str, str]:
    low, high = Share(count.first, total), Share(count.last or 0, total)
    if low == high:
        return str(low.part), f"{low:.1%}"
    return f"{low.part} to {high.part}", f"{low:.1%} to {high:.1%}"


def _sum(rate: ImplementationRate) -> list[str]:
    """Say so where the shares, each rounded alone, do not add up to 100%."""
    if not rate.total or any(count.first != count.last for _, count in rate.counts):
        return []
    together = sum(rounded(100 * Share(count.first, rate.total).fraction, 1) for _, count in rate.counts)
    hundred = 100
    return [] if together == hundred else [f"Each share is rounded alone; together they make {together}%."]
