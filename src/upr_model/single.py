"""Verdicts on one figure: a share, the change of a count, the change of a share."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from upr_model.claims import ChangeClaim, Claim, ShareChangeClaim, ShareClaim
from upr_model.figures import NEAREST, Figure, Range, Rounding
from upr_model.shares import CountChange, PointChange, Share, ShareChange, rounded
from upr_model.verdicts import Feasible, Verdict, VerdictKind

NOT_REPRODUCED = "Not reproduced from these numbers: another base, revised data, another unit or a slip may explain it."
"""What is said in place of "false"."""

OneFigure = ShareClaim | ChangeClaim | ShareChangeClaim
"""A claim of one figure."""


def share_verdict(claim: ShareClaim) -> Verdict:
    """Judge a share."""
    figure, part, whole = claim.figure, claim.part, claim.whole
    if settled := without_arithmetic(claim):
        return settled
    if part is not None and whole is not None:
        return _given(claim, Fraction(part * figure.scale, whole), shown_share(part, whole, figure), _counts(claim))
    if whole is not None:
        return _without_count(claim, whole)
    told = part or 0  # without a whole there is a part
    return of_what(claim, Feasible.of(lambda rounding: figure.totals(told, rounding)), f"{part} is {figure} of")


def without_arithmetic(claim: ShareClaim) -> Verdict | None:
    """Judge a share of nothing, one that is more than its whole, and one without any count; no other."""
    figure, part, whole = claim.figure, claim.part, claim.whole
    if whole == 0:
        return undefined(claim)
    if claim.qualifier is None and figure.value > 100:  # noqa: PLR2004
        return out_of_range(claim, f"{figure} is more than the whole; a change may be, a share may not")
    if part is not None and whole is not None and part > whole:
        return out_of_range(claim, f"{part} is more than its whole of {whole}")
    if part is None and whole is None:
        why = "A percentage without its whole can stand for anything. What is it a percentage of?"
        return Verdict(claim=claim, kind=VerdictKind.UNTESTABLE, explanation=why)
    return None


def _counts(claim: ShareClaim) -> Feasible | None:
    whole = claim.whole
    return None if whole is None else Feasible.of(lambda rounding: claim.figure.counts(whole, rounding))


def _given(claim: OneFigure, value: Fraction, shown_value: str, counts: Feasible | None) -> Verdict:
    """Judge a figure whose exact value, in units of its last place, is known."""
    figure = claim.figure
    ways = [rounding for rounding in Rounding if value in figure.preimage(rounding)]
    nearest = [rounding for rounding in ways if rounding in NEAREST]
    if len(nearest) == len(NEAREST):
        kind, why = VerdictKind.EXACT, f"{shown_value}, which is {printed(claim)} rounded to the nearest."
    elif nearest:
        kind = VerdictKind.MODE_DEPENDENT
        why = f"{shown_value}, half-way between two figures: {printed(claim)} by {listed(nearest)} alone."
    elif ways:
        kind = VerdictKind.NOT_ROUNDED
        why = f"{shown_value}; {printed(claim)} is not that rounded to the nearest, but by {listed(ways)}."
    else:
        kind = VerdictKind.IMPOSSIBLE
        why = f"{shown_value}, and not {printed(claim)} in any rounding. {NOT_REPRODUCED}"
    passing = 2 if (2 * value).denominator == 1 != value.denominator else 1
    power = Share(passing, figure.scale + 1) if isinstance(claim, ShareClaim) else None
    return Verdict(claim=claim, kind=kind, explanation=why, counts=counts, power=power)


def _without_count(claim: ShareClaim | ChangeClaim, whole: int) -> Verdict:
    """Judge a figure of a whole, or on an old count, whose own count is not told."""
    figure = claim.figure
    if isinstance(claim, ShareClaim):
        counts = Feasible.of(lambda rounding: figure.counts(whole, rounding))
        power, relation = Share(min(whole, figure.scale) + 1, figure.scale + 1), f"of {whole}"
    else:
        counts = Feasible.of(lambda rounding: figure.changed(whole, rounding))
        power, relation = None, f"on {whole}"
    why = _which(claim, counts, relation, whole)
    if power and counts.nearest:
        why += f" {_said_power(power, figure)}"
    return Verdict(claim=claim, kind=counts.kind, explanation=why, counts=counts, power=power)


def _which(claim: ShareClaim | ChangeClaim, counts: Feasible, relation: str, whole: int) -> str:
    """Say which counts give a figure, or what the counts next to it give."""
    figure, found = printed(claim), counts.nearest
    if found is None and not counts.roundings:
        return f"No count {relation} is {figure}: {_neighbours(claim, whole)}. {NOT_REPRODUCED}"
    if found is None:
        cut = counts[counts.roundings[0]]
        rounded_up = f"No count is {figure} {relation} when rounded to the nearest: {_neighbours(claim, whole)}."
        return f"{rounded_up} {cut} is, by {listed(counts.roundings)}."
    if found.first != found.last:
        return f"{found} {relation} are printed as {figure}{_not_all(claim.figure, found, whole)}."
    ways = [rounding for rounding in NEAREST if counts[rounding]]
    only = f", and by {listed(ways)} alone" if len(ways) < len(NEAREST) else ""
    return f"Only {found} {relation} is printed as {figure}{only}."


def of_what(claim: Claim, totals: Feasible, relation: str) -> Verdict:
    """Judge a figure by the wholes, or the old counts, that it allows."""
    found = totals.nearest
    if found is None:
        also = f" By {listed(totals.roundings)} there is one." if totals.roundings else ""
        why = f"There is no number that {relation} when rounded to the nearest.{also} {NOT_REPRODUCED}"
        return Verdict(claim=claim, kind=VerdictKind.IMPOSSIBLE, explanation=why, totals=totals)
    one = found.first == found.last
    kind = VerdictKind.CONSISTENT if one else VerdictKind.AMBIGUOUS
    why = f"{relation} {found}{', and only that' if one else ''}."
    return Verdict(claim=claim, kind=kind, explanation=why, totals=totals)


def change_verdict(claim: ChangeClaim) -> Verdict:
    """Judge the change of a count."""
    figure, new, old = claim.figure, claim.new, claim.old
    if old == 0:
        return undefined(claim)
    if new is not None and old is not None:
        value = Fraction((new - old) * figure.scale, old)
        shown_value = f"From {old} to {new} is {CountChange(old, new):+.{figure.places + 1}%} of the count"
        return _given(claim, value, shown_value, Feasible.of(lambda rounding: figure.changed(old, rounding)))
    if old is not None:
        return _without_count(claim, old)
    if new is None:
        why = "A change without its counts can stand for anything. From what to what?"
        return Verdict(claim=claim, kind=VerdictKind.UNTESTABLE, explanation=why)
    return of_what(claim, Feasible.of(lambda rounding: figure.bases(new, rounding)), f"{new} is {printed(claim)} on")


def share_change_verdict(claim: ShareChangeClaim) -> Verdict:
    """Judge the change of a share, in points or relative to what it was."""
    figure, new, old = claim.figure, claim.new, claim.old
    if not new.whole or not old.whole or not (claim.points or old.part):
        return undefined(claim)
    points, relative = PointChange(old, new), ShareChange(old, new)
    value = points.points * Fraction(1, 100) if claim.points else relative.fraction
    places = figure.places + 1
    told = (
        f"{points:+.{places}f} points, and {relative:+.{places}%} of the share ({old:.{places}%} -> {new:.{places}%})"
    )
    return _given(claim, value * figure.scale, f"The change is {told}", None)


def undefined(claim: Claim) -> Verdict:
    """Judge a figure of nothing."""
    why = "Of nothing, there is no percentage; from nothing, no relative change."
    return Verdict(claim=claim, kind=VerdictKind.UNDEFINED, explanation=why)


def out_of_range(claim: Claim, why: str) -> Verdict:
    """Judge what no share can be."""
    return Verdict(claim=claim, kind=VerdictKind.OUT_OF_RANGE, explanation=f"{why}.")


def printed(claim: OneFigure) -> str:
    """Give the figure as the claim words it."""
    if isinstance(claim, ShareClaim):
        return f"{claim.qualifier} {claim.figure}" if claim.qualifier else str(claim.figure)
    change = f"{'+' * (claim.figure.units >= 0)}{claim.figure}"
    return f"{change.removesuffix('%')} points" if isinstance(claim, ShareChangeClaim) and claim.points else change


def shown_share(part: int, whole: int, figure: Figure) -> str:
    """Give a share with one place more than the figure that it is compared with."""
    return f"{part} of {whole} is {Share(part, whole):.{figure.places + 1}%}"


def _neighbours(claim: ShareClaim | ChangeClaim, whole: int) -> str:
    """Show the figures of the two counts next to what is claimed."""
    figure = claim.figure
    if isinstance(claim, ShareClaim):
        below = min(figure.units * whole // figure.scale, whole - 1)
        return ", ".join(f"{count} is {Share(count, whole):.{figure.places}%}" for count in (below, below + 1))
    below = max((figure.units + figure.scale) * whole // figure.scale, 0)
    changes = ((count, Fraction(100 * (count - whole), whole)) for count in (below, below + 1))
    return ", ".join(f"{count} is {rounded(change, figure.places):+f}%" for count, change in changes)


def _not_all(figure: Figure, found: Range, whole: int) -> str:
    if figure.units == 0 and found.first == 0:
        return f": {figure} is not none"
    return f": {figure} is not all" if figure.units == figure.scale and found.last == whole else ""


def _said_power(power: Share, figure: Figure) -> str:
    places = f"{figure.places} decimal place{'s' * (figure.places != 1)}"
    if power.part == power.whole:
        return f"Any figure with {places} would pass: this says nothing about the count."
    return f"Of the {power.whole} figures with {places}, {power.part} at most would pass."


def listed(roundings: Iterable[Rounding]) -> str:
    """Name ways of rounding."""
    return " and ".join(str(rounding).replace("_", " ") for rounding in roundings)
