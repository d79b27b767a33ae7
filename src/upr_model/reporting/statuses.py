"""Implementation statuses of a base, and its rate, as text."""

from __future__ import annotations

from upr_model.follow_up.rates import ImplementationRate
from upr_model.reporting.layout import aligned
from upr_model.reporting.tables import rounding_note
from upr_model.values.ranges import Range
from upr_model.values.shares import Share


def as_text(rate: ImplementationRate, title: str) -> str:
    """Give a table for a terminal: counts and shares by status, the rate, notes, the basis."""
    header = ("status", "count", f"of {rate.total}")
    body = [(status.label, *_cells(count, rate.total)) for status, count in rate.counts]
    open_counts = any(count.first != count.last for _, count in rate.counts)
    shares = [] if open_counts else [Share(count.first, rate.total) for _, count in rate.counts]
    below = [
        f"Implementation rate ({rate.base}): {rate}.",
        *rounding_note([shares]),
        *(f"Note: {note}." for note in rate.notes),
        f"Basis: {rate.basis}.",
    ]
    return "\n".join((title, "", *aligned([header, *body], right=2), "", *below))


def _cells(count: Range, total: int) -> tuple[str, str]:
    low, high = Share(count.first, total), Share(count.last or 0, total)
    if low == high:
        return str(low.part), f"{low:.1%}"
    return f"{low.part} to {high.part}", f"{low:.1%} to {high:.1%}"
