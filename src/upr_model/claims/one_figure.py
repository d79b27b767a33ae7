"""Verdicts on one figure: a share, a qualified share, the change of a count, the change of a share."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import gcd

from attrs import evolve

from upr_model.claims.figures import NEAREST, Figure, Interval, Rounding, counts_within, totals_within
from upr_model.claims.grammar import ChangeClaim, Claim, ShareChangeClaim, ShareClaim
from upr_model.claims.verdicts import BEST_LAST, Feasible, Verdict, VerdictKind
from upr_model.values.ranges import Range
from upr_model.values.shares import MAX_PLACES, CountChange, PointChange, Share, ShareChange, rounded
from upr_model.values.vocabulary import Qualifier

WHOLE = 100
"""Percent."""

NOT_REPRODUCED = "Not reproduced from these numbers: another base, revised data, another unit or a slip may explain it."
"""What a verdict says in place of "false"."""

OneFigure = ShareClaim | ChangeClaim | ShareChangeClaim
"""A claim of one figure."""


def share_verdict(claim: ShareClaim) -> Verdict:
    """Judge a share."""
    figure, part, whole = claim.figure, claim.part, claim.whole
    if settled := without_arithmetic(claim):
        return settled
    if part is not None and whole is not None:
        return _of_value(claim, Fraction(part * figure.scale, whole), shown_share(part, whole, figure), _counts(claim))
    if whole is not None:
        return _without_count(claim, whole)
    count = part or 0  # without a whole there is a part: `without_arithmetic` has settled the rest
    return of_what(claim, Feasible.of(lambda rounding: figure.totals(count, rounding)), f"{part} is {figure} of")


def without_arithmetic(claim: ShareClaim) -> Verdict | None:
    """Judge a share of nothing, one that is more than its whole, and one without any count; None for any other."""
    figure, part, whole = claim.figure, claim.part, claim.whole
    if whole == 0:
        return undefined(claim)
    if figure.value > WHOLE:
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


def _of_value(claim: OneFigure, value: Fraction, shown_value: str, counts: Feasible | None) -> Verdict:
    """Judge a figure whose exact value, in units of its last place, is known."""
    figure = claim.figure
    ways = [rounding for rounding in Rounding if value in figure.preimage(rounding)]
    nearest = [rounding for rounding in ways if rounding in NEAREST]
    if len(nearest) == len(NEAREST):
        kind, why = VerdictKind.EXACT, f"{shown_value}, which is {claim.stated} rounded to the nearest."
    elif nearest:
        kind = VerdictKind.MODE_DEPENDENT
        why = f"{shown_value}, half-way between two figures: {claim.stated} by {listed(nearest)} alone."
    elif ways:
        kind = VerdictKind.NOT_ROUNDED
        why = f"{shown_value}; {claim.stated} is not that rounded to the nearest, but by {listed(ways)}."
    else:
        kind = VerdictKind.IMPOSSIBLE
        why = f"{shown_value}, and not {claim.stated} in any rounding. {NOT_REPRODUCED}"
    passing = 2 if (2 * value).denominator == 1 != value.denominator else 1
    power = Share(passing, figure.scale + 1) if isinstance(claim, ShareClaim) else None
    return Verdict(claim=claim, kind=kind, explanation=why, counts=counts, power=power)


def _without_count(claim: ShareClaim | ChangeClaim, whole: int) -> Verdict:
    """Judge a figure of a whole, or on an old count, where the claim does not give its own count."""
    figure = claim.figure
    if isinstance(claim, ShareClaim):
        counts = Feasible.of(lambda rounding: figure.counts(whole, rounding))
        power, relation = _power(figure, whole), f"of {whole}"
    else:
        counts = Feasible.of(lambda rounding: figure.changed(whole, rounding))
        power, relation = None, f"on {whole}"
    why = _which(claim, counts, relation, whole)
    if power and counts.nearest:
        why += f" {_said_power(power, figure)}"
    return Verdict(claim=claim, kind=counts.kind, explanation=why, counts=counts, power=power)


def _power(figure: Figure, whole: int) -> Share:
    """Give how many figures of this precision are those of some count of the whole, of all there are.

    Each count is printed as one figure, or as either of two where it lies half-way between them.
    """
    if whole >= figure.scale:
        return Share(figure.scale + 1, figure.scale + 1)
    common = gcd(2 * figure.scale, whole)
    halves = (common + 1) // 2 if 2 * figure.scale // common % 2 else 0
    return Share(whole + 1 + halves, figure.scale + 1)


def _which(claim: ShareClaim | ChangeClaim, counts: Feasible, relation: str, whole: int) -> str:
    """Say which counts give a figure, or what the counts next to it give."""
    # A reader of "not reproduced" wants to know how far off the figure is, so the neighbours are printed. A figure
    # that was cut off has an explanation, so it is not suspected of another base or of revised data.
    #
    # `fitting` joins the counts of the three ways of rounding to the nearest. The ways differ only in counts that
    # lie half-way between two figures, so they are named only where such a count is all that fits. Among several
    # counts the way does not tell which is meant, and naming it would suggest that it does.
    figure, fitting = claim.stated, counts.nearest
    if fitting is None and not counts.roundings:
        return f"No count {relation} is {figure}: {_neighbours(claim, whole)}. {NOT_REPRODUCED}"
    if fitting is None:
        cut = "; ".join(f"{counts[way]} is, by {listed([way])}" for way in counts.roundings)
        return f"No count is {figure} {relation} when rounded to the nearest: {_neighbours(claim, whole)}. {cut}."
    if fitting.first != fitting.last:
        return f"{fitting} {relation} are printed as {figure}{_not_all(claim.figure, fitting, whole)}."
    ways = [rounding for rounding in NEAREST if counts[rounding]]
    only = f", and by {listed(ways)} alone" if len(ways) < len(NEAREST) else ""
    return f"Only {fitting} {relation} is printed as {figure}{only}."


def of_what(claim: Claim, totals: Feasible, relation: str) -> Verdict:
    """Judge a figure by the wholes, or the old counts, that it allows."""
    fitting = totals.nearest
    if fitting is None:
        also = f" By {listed(totals.roundings)} there is one." if totals.roundings else ""
        why = f"There is no number that {relation} when rounded to the nearest.{also} {NOT_REPRODUCED}"
        return Verdict(claim=claim, kind=VerdictKind.IMPOSSIBLE, explanation=why, totals=totals)
    one = fitting.first == fitting.last
    kind = VerdictKind.CONSISTENT if one else VerdictKind.AMBIGUOUS
    ways = [way for way in NEAREST if totals[way]]
    only = "" if not one else ", and only that" if len(ways) == len(NEAREST) else f", and that by {listed(ways)} alone"
    why = f"{relation} {fitting}{only}."
    return Verdict(claim=claim, kind=kind, explanation=why, totals=totals)


def change_verdict(claim: ChangeClaim) -> Verdict:
    """Judge the change of a count."""
    figure, new, old = claim.figure, claim.new, claim.old
    if old == 0:
        return undefined(claim)
    if new is not None and old is not None:
        value = Fraction((new - old) * figure.scale, old)
        shown_value = f"From {old} to {new} is {CountChange(old, new):+.{figure.places + 2}%} of the count"
        return _of_value(claim, value, shown_value, Feasible.of(lambda rounding: figure.changed(old, rounding)))
    if old is not None:
        return _without_count(claim, old)
    if new is None:
        why = "A change without its counts can stand for anything. From what to what?"
        return Verdict(claim=claim, kind=VerdictKind.UNTESTABLE, explanation=why)
    return of_what(claim, Feasible.of(lambda rounding: figure.bases(new, rounding)), f"{new} is {claim.stated} on")


def share_change_verdict(claim: ShareChangeClaim) -> Verdict:
    """Judge the change of a share, in points or relative to what it was."""
    figure, new, old = claim.figure, claim.new, claim.old
    if not new.whole or not old.whole or not (claim.points or old.part):
        return undefined(claim)
    points, relative = PointChange(old, new), ShareChange(old, new)
    value = points.points * Fraction(1, 100) if claim.points else relative.fraction
    places = figure.places + 2
    changes = (
        f"{points:+.{places}f} points, and {relative:+.{places}%} of the share ({old:.{places}%} -> {new:.{places}%})"
    )
    return _of_value(claim, value * figure.scale, f"The change is {changes}", None)


def undefined(claim: Claim) -> Verdict:
    """Judge a share of nothing, or a change from nothing."""
    why = "Of nothing, there is no percentage; from nothing, no relative change."
    return Verdict(claim=claim, kind=VerdictKind.UNDEFINED, explanation=why)


def out_of_range(claim: Claim, why: str) -> Verdict:
    """Judge a claim of a share that cannot be one, and say why."""
    return Verdict(claim=claim, kind=VerdictKind.OUT_OF_RANGE, explanation=f"{why}.")


def shown_share(part: int, whole: int, figure: Figure) -> str:
    """Print a share with enough places to see on which side of the figure, and of its halves, it lies."""
    exact = Fraction(100 * part, whole)
    sides = _sides(exact, figure)
    enough = (n for n in range(figure.places + 2, MAX_PLACES) if _sides(Fraction(rounded(exact, n)), figure) == sides)
    return f"{part} of {whole} is {rounded(exact, next(enough, MAX_PLACES))}%"


def _sides(value: Fraction, figure: Figure) -> list[bool]:
    """Say which ways of rounding print a value, in percent, as the figure, and whether it is below or above it."""
    in_units = value * Fraction(figure.scale, 100)
    ways = [in_units in figure.preimage(rounding) for rounding in Rounding]
    return [*ways, in_units < figure.units, in_units > figure.units]


def _neighbours(claim: ShareClaim | ChangeClaim, whole: int) -> str:
    """Print the two counts on either side of what is claimed, each with its figure."""
    figure = claim.figure
    if isinstance(claim, ShareClaim):
        below = figure.units * whole // figure.scale
        return ", ".join(f"{count} is {Share(count, whole):.{figure.places}%}" for count in (below, below + 1))
    below = max((figure.units + figure.scale) * whole // figure.scale, 0)
    changes = ((count, Fraction(100 * (count - whole), whole)) for count in (below, below + 1))
    return ", ".join(f"{count} is {rounded(change, figure.places):+f}%" for count, change in changes)


def _not_all(figure: Figure, counts: Range, whole: int) -> str:
    """Warn that 0% need not be none, and 100% not all."""
    if figure.units == 0 and counts.first == 0:
        return f": {figure} is not none"
    return f": {figure} is not all" if figure.units == figure.scale and counts.last == whole else ""


def _said_power(power: Share, figure: Figure) -> str:
    places = f"{figure.places} decimal place{'s' * (figure.places != 1)}"
    if power.part == power.whole:
        return f"Any figure with {places} would pass, so it says little that this one does."
    return f"Of the {power.whole} figures with {places}, {power.part} would pass."


def listed(roundings: Iterable[Rounding]) -> str:
    """Name ways of rounding."""
    return " and ".join(str(rounding).replace("_", " ") for rounding in roundings)


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
        return of_what(claim, totals, f"{part} is {claim.stated} of")
    counts = Feasible.of(lambda rounding: counts_within(inside[rounding], figure.scale, whole))
    if part is None:
        fitting = counts.nearest
        why = f"{fitting} of {whole} are {claim.stated}." if fitting else f"No count of {whole} is {claim.stated}."
        return Verdict(claim=claim, kind=counts.kind, explanation=why + _expected(claim, counts), counts=counts)
    share, ways = shown_share(part, whole, figure), [way for way in NEAREST if part in (counts[way] or ())]
    if not ways:
        why = f"{share}, which is not {claim.stated}. {NOT_REPRODUCED}"
        return Verdict(claim=claim, kind=VerdictKind.IMPOSSIBLE, explanation=why, counts=counts)
    in_all = len(ways) == len(NEAREST)
    kind = VerdictKind.EXACT if in_all else VerdictKind.MODE_DEPENDENT
    why = f"{share}, which is {claim.stated}{'' if in_all else f', by {listed(ways)} alone'}."
    return Verdict(claim=claim, kind=kind, explanation=why + _expected(claim, counts, part), counts=counts)


def _bounds(claim: ShareClaim, rounding: Rounding) -> Interval:
    """Give the numbers that a qualifier allows, in units of the figure's last place."""
    figure = claim.figure
    below, units, above = -1, 2 * figure.units, 2 * figure.scale + 1  # in halves; the ends lie beyond any share
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


def _expected(claim: ShareClaim, counts: Feasible, part: int | None = None) -> str:
    """Say what a reader expects beyond the logic: "more than 70%" of what is 95% misleads."""
    figure, whole, possible = claim.figure, claim.whole, counts.nearest
    step, at = 2 * figure.granularity, 2 * figure.units
    usual = {
        Qualifier.MORE_THAN: Interval(at, at + step, with_low=False, with_high=False),
        Qualifier.AT_LEAST: Interval(at, at + step, with_low=True, with_high=False),
        Qualifier.NEARLY: Interval(at - step, at, with_low=True, with_high=False),
    }.get(claim.qualifier or Qualifier.ABOUT)
    expected = usual and whole and possible and counts_within(usual, figure.scale, whole)
    if not expected:
        return ""
    if part is None:
        return f" A reader expects {expected}."
    return "" if part in expected else f" A reader expects {expected}, and is misled."
