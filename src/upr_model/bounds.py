"""Verdicts on a figure with a qualifier: "more than 70%", "nearly 83%", "up to 86.7%"."""

from __future__ import annotations

from attrs import evolve

from upr_model.claims import Qualifier, ShareClaim
from upr_model.figures import NEAREST, Interval, Rounding, counts_within, totals_within
from upr_model.single import NOT_REPRODUCED, of_what, printed, share_verdict, shown_share, without_arithmetic
from upr_model.verdicts import BEST_LAST, Feasible, Verdict, VerdictKind


def bound_verdict(claim: ShareClaim) -> Verdict:
    """Judge a bound; `up to` may be one, or may stress the figure itself."""
    if claim.qualifier is not Qualifier.UP_TO:
        return _bound(claim)
    as_bound = _bound(claim)
    as_figure = share_verdict(evolve(claim, qualifier=None))
    best = max(as_bound, as_figure, key=lambda verdict: BEST_LAST.index(verdict.kind))
    reading = "as the figure itself" if best is as_figure else "as a bound"
    return evolve(best, claim=claim, explanation=f"Read {reading}. {best.explanation}", parts=(as_bound, as_figure))


def _bound(claim: ShareClaim) -> Verdict:
    figure, part, whole = claim.figure, claim.part, claim.whole
    if settled := without_arithmetic(claim):
        return settled
    inside = {rounding: _bounds(claim, rounding) for rounding in Rounding}
    if whole is None:
        totals = Feasible.of(
            lambda rounding: totals_within(inside[rounding], figure.scale, part or 0, at_least=max(part or 0, 1))
        )
        return of_what(claim, totals, f"{part} is {printed(claim)} of")
    counts = Feasible.of(lambda rounding: counts_within(inside[rounding], figure.scale, whole))
    expected = _expected(claim, whole)
    if part is None:
        kind = counts.kind
        found = counts.nearest
        fits = f"{found} of {whole} are {printed(claim)}." if found else f"No count of {whole} is {printed(claim)}."
        return Verdict(claim=claim, kind=kind, explanation=fits + expected, counts=counts)
    share = shown_share(part, whole, figure)
    if any((found := counts[rounding]) is not None and part in found for rounding in NEAREST):
        why = f"{share}, which is {printed(claim)}.{expected}"
        return Verdict(claim=claim, kind=VerdictKind.EXACT, explanation=why, counts=counts)
    why = f"{share}, which is not {printed(claim)}. {NOT_REPRODUCED}"
    return Verdict(claim=claim, kind=VerdictKind.IMPOSSIBLE, explanation=why, counts=counts)


def _bounds(claim: ShareClaim, rounding: Rounding) -> Interval:
    """Give what a qualifier lets through, in units of the figure's last place."""
    figure = claim.figure
    below, units, above = -1, 2 * figure.units, 2 * figure.scale + 1  # in halves, and beyond what a share can be
    bounds = {
        Qualifier.MORE_THAN: Interval(units, above, with_low=False, with_high=True),
        Qualifier.AT_LEAST: Interval(units, above, with_low=True, with_high=True),
        Qualifier.LESS_THAN: Interval(below, units, with_low=True, with_high=False),
        Qualifier.NEARLY: Interval(below, units, with_low=True, with_high=False),
        Qualifier.AT_MOST: Interval(below, units, with_low=True, with_high=True),
        Qualifier.ABOUT: figure.around,
        # To the printed precision: 86.72 % is not more than "up to 86.7 %".
        Qualifier.UP_TO: evolve(figure.preimage(rounding), low=below),
    }
    return bounds[claim.qualifier]  # type: ignore[index]  # a bound has a qualifier


def _expected(claim: ShareClaim, whole: int) -> str:
    """Say what a reader would expect beyond the logic: "more than 70 %" of what is 95 % misleads."""
    figure, step = claim.figure, claim.figure.granularity
    low = high = 2 * figure.units
    if claim.qualifier in {Qualifier.MORE_THAN, Qualifier.AT_LEAST}:
        high += 2 * step
    elif claim.qualifier is Qualifier.NEARLY:
        low -= 2 * step
    else:
        return ""
    usual = counts_within(Interval(low, high, with_low=True, with_high=True), figure.scale, whole)
    return f" A reader expects {usual}." if usual else ""
