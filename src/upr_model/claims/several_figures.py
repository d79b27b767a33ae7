"""Verdicts on several figures of one whole, whose parts do not overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from upr_model.claims.figures import NEAREST, Figure, Rounding
from upr_model.claims.grammar import JointClaim, ShareClaim
from upr_model.claims.one_figure import NOT_REPRODUCED, WHOLE, listed, out_of_range, share_verdict, undefined
from upr_model.claims.verdicts import Feasible, Verdict, VerdictKind, worst
from upr_model.values.ranges import Range
from upr_model.values.shares import percentages

SCAN_LIMIT = 10_000
"""The largest whole that is tried for shares without their whole."""


def joint_verdict(claim: JointClaim) -> Verdict:
    """Judge each part, and all together."""
    whole = claim.whole
    if whole is None:
        return _of_what(claim)
    if whole == 0:
        return undefined(claim)
    taken = sum(claim.counts)
    if taken > whole:
        return out_of_range(claim, f"{' + '.join(map(str, claim.counts))} = {taken} is more than the whole of {whole}")
    parts = tuple(_part(claim, position, whole) for position in range(len(claim.figures)))
    together = Feasible.of(lambda rounding: _sum([_counts(part, rounding) for part in parts]))
    fits = [rounding for rounding in Rounding if _leaves(claim, together[rounding], whole - taken)]
    if parts and not all(part.possible for part in parts):
        kind, why = worst(parts), "Not all of the figures can be had by rounding."
    elif not any(rounding in NEAREST for rounding in fits):
        kind = VerdictKind.NOT_ROUNDED if fits else VerdictKind.IMPOSSIBLE
        why = f"Each part alone is possible, and all together are not. {NOT_REPRODUCED}"
    elif all(rounding in fits for rounding in NEAREST):
        # Where the claim names the rest, the sum must be the whole: that settles what shares alone leave open.
        settled = claim.remaining is not None or not parts
        kind, why = VerdictKind.EXACT if settled else worst(parts), f"{_equation(claim, parts)}."
    elif not claim.counts:
        kind, why = worst(parts), f"{_equation(claim, parts)}."
    else:
        kind, why = VerdictKind.MODE_DEPENDENT, f"The parts fit by {listed(r for r in fits if r in NEAREST)} alone."
    explanation = " ".join((why, *_remarks(claim, parts, whole)))
    return Verdict(claim=claim, kind=kind, explanation=explanation, parts=parts)


def _part(claim: JointClaim, position: int, whole: int) -> Verdict:
    figure = claim.figures[position]
    verdict = share_verdict(ShareClaim(figure=figure, whole=whole))
    others = [other for place, other in enumerate(claim.figures) if place != position]
    rest = WHOLE - sum((other.value for other in others), Fraction(0))
    if verdict.kind is not VerdictKind.NOT_ROUNDED or not others or figure.value != rest:
        return verdict
    why = f"It is what {' and '.join(map(str, others))} leave of 100%, as a figure got by subtraction would be. "
    return evolve(verdict, kind=VerdictKind.PLUG, explanation=why + verdict.explanation)


def _counts(part: Verdict, rounding: Rounding) -> Range | None:
    return part.counts[rounding] if part.counts else None


def _sum(ranges: Sequence[Range | None]) -> Range | None:
    """Give the sums that parts can have; None where one of them has no count."""
    first, last = 0, 0
    for each in ranges:
        if each is None or each.last is None:
            return None
        first, last = first + each.first, last + each.last
    return Range(first, last)


def _leaves(claim: JointClaim, sums: Range | None, rest: int) -> bool:
    """Whether the shares can be all that the counts leave, or no more than that where the claim names no rest."""
    if sums is None:
        return False
    return rest in sums if claim.remaining is not None else sums.first <= rest


def _equation(claim: JointClaim, parts: Sequence[Verdict]) -> str:
    """Print what adds up, where every part has one count."""
    ranges = [part.counts.nearest if part.counts else None for part in parts]
    known = [str(each) for each in ranges if each is not None and each.first == each.last]
    terms = [*known, *map(str, claim.counts)]
    if len(known) < len(parts):
        return f"The parts fit into {claim.whole}"
    total = sum(map(int, terms))
    return f"{' + '.join(terms)} = {total}" + ("" if total == claim.whole else f", of {claim.whole}")


def _remarks(claim: JointClaim, parts: Sequence[Verdict], whole: int) -> list[str]:
    """Say what the figures sum to, and whether they are those of largest remainder."""
    if len(claim.figures) < 2:  # noqa: PLR2004
        return []
    total = sum((figure.value for figure in claim.figures), Fraction(0))
    places = max(figure.places for figure in claim.figures)
    printed = Figure(int(total * 10**places), places)
    remarks = [f"The figures sum to {printed}."]
    counts = _by_largest_remainder(claim.figures, whole)
    if counts and not all(part.possible for part in parts):
        remarks.append(f"They are the percentages of {', '.join(map(str, counts))} by largest remainder.")
    return remarks


def _by_largest_remainder(figures: Sequence[Figure], whole: int) -> tuple[int, ...]:
    """Give counts whose percentages, made to add up to 100, are the figures; none if there are no such counts."""
    places = {figure.places for figure in figures}
    scale = figures[0].scale
    if len(places) > 1 or sum(figure.units for figure in figures) != scale:
        return ()
    floors, remainders = zip(*(divmod(figure.units * whole, scale) for figure in figures), strict=True)
    missing = whole - sum(floors)
    raised = sorted(range(len(figures)), key=lambda place: -remainders[place])[:missing]
    counts = tuple(floor + (place in raised) for place, floor in enumerate(floors))
    again = percentages(counts, places=figures[0].places)
    return counts if all(Fraction(one) == figure.value for one, figure in zip(again, figures, strict=True)) else ()


def _of_what(claim: JointClaim) -> Verdict:
    """Judge shares without their whole, and look for the smallest whole that allows them."""
    figures = claim.figures
    if any(figure.value > WHOLE for figure in figures):
        return out_of_range(claim, "A share is not more than its whole; a change may be")
    named = "They are" if len(figures) > 1 else f"{figures[0]} is"
    least = sum((Fraction(max(2 * figure.units - 1, 0), 2 * figure.scale) for figure in figures), Fraction(0))
    if least > 1:
        why = f"Together the shares make more than any whole. {NOT_REPRODUCED}"
        return Verdict(claim=claim, kind=VerdictKind.IMPOSSIBLE, explanation=why)
    smallest = _smallest(figures)
    which = f"{smallest} is the smallest such whole" if smallest else f"none up to {SCAN_LIMIT} is such a whole"
    why = f"{named} possible of many wholes: {which}, and larger ones follow, though not all."
    return Verdict(claim=claim, kind=VerdictKind.AMBIGUOUS, explanation=why)


def _smallest(figures: Sequence[Figure]) -> int | None:
    """Look for the smallest whole in which every share has a count, in one way of rounding, and their sum fits."""
    times = Counter(figures)
    for whole in range(1, SCAN_LIMIT + 1):
        if any(_fit(times, whole, rounding) for rounding in NEAREST):
            return whole
    return None


def _fit(figures: Mapping[Figure, int], whole: int, rounding: Rounding) -> bool:
    taken = 0
    for figure, times in figures.items():
        counts = figure.counts(whole, rounding)
        if counts is None:
            return False
        taken += times * counts.first
        if taken > whole:
            return False
    return True
