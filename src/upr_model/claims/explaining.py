"""Looks for the way of counting that reproduces a published figure.

A hit is an explanation and never a proof. Some of many combinations give a figure by chance, so an
explanation says how many were tried, and how many hits a figure drawn at random would have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from functools import partial
from itertools import product
from math import ceil, floor
from typing import Any

from attrs import evolve, frozen

from upr_model._base.plain import fields_of
from upr_model.calendar.sessions import Cycle
from upr_model.claims.figures import NEAREST, Figure, Rounding
from upr_model.claims.grammar import ChangeClaim, Claim, ShareClaim, parse
from upr_model.counting import by, policies
from upr_model.counting.populations import Population, attributions, paragraphs, recommendations
from upr_model.counting.tallies import tally
from upr_model.errors import InvalidValue, ParseError, UnitUnavailable, shown
from upr_model.readings.reading import Reading
from upr_model.records.published_counts import PublishedCount
from upr_model.values.shares import CountChange, PointChange, Share, ShareChange, rounded
from upr_model.values.vocabulary import NOTED, PARTLY_SUPPORTED, SUPPORTED, Measure

HITS_SHOWN = 5
"""How many explanations are printed; `Explanation.hits` has all."""

COUNTS_LIMIT = 500
"""The most counts that are compared, each with each."""


Counted = PublishedCount | Reading | Population[Any]
"""What `explain` tries."""


@frozen(kw_only=True)
class Hit:
    """One way of counting that gives the figure.

    `mixed` names what differs on the two sides: a comparison of unlike things explains a figure, and
    does not justify it.
    """

    new: PublishedCount
    """The part of a share, or the later count of a change."""
    old: PublishedCount
    """The whole of a share, or the earlier count of a change."""
    metric: str
    """`share`, `count`, `share_change` or `points`."""
    value: Fraction
    """The exact value, in percent, or for `points` in percentage points."""
    roundings: tuple[Rounding, ...]
    mixed: tuple[str, ...]

    @property
    def nearest(self) -> bool:
        """Whether the figure is the value rounded to the nearest, and not cut off."""
        return self.roundings[0] in NEAREST

    def to_dict(self) -> dict[str, object]:
        """Give it as JSON has it."""
        return {
            **fields_of(self, "new", "old", "metric"),
            "value": str(rounded(self.value, 4)),
            **fields_of(self, "roundings", "mixed"),
        }

    def __str__(self) -> str:
        """Print both sides, and the warning."""
        relation = _RELATIONS[self.metric]
        ways = "" if self.nearest else f", by {self.roundings[0]} and not rounded to the nearest"
        warning = f"; not like with like, differing in {', '.join(self.mixed)}" if self.mixed else ""
        unit = " points, not per cent" if self.metric == "points" else "%"
        printed = f"{'+' * (self.metric != 'share' and self.value > 0)}{rounded(self.value, 2)}{unit}"
        return f"{self.new} {relation} {self.old}: {printed}{ways}{warning}"


@frozen(kw_only=True)
class Explanation:
    """The ways of counting that reproduce a figure, the likeliest first, and what chance would give.

    >>> from upr_model.samples import viet_nam_counts
    >>> explanation = explain("220 is +13% on the second cycle", viet_nam_counts())
    >>> print(explanation.hits[0].old.count, explanation.hits[0].mixed)
    195 ('unit', 'publisher', 'policy')
    """

    claim: Claim
    hits: tuple[Hit, ...]
    tried: int
    """How many combinations were computed."""
    by_chance: Fraction
    """How many hits a figure of that precision has on average, when it is drawn at random."""

    def __str__(self) -> str:
        """Print the first hits, and how much they say."""
        if not self.tried:
            return f"{self.claim}: no two of the known counts can be compared for it, so nothing was tried."
        if not self.hits:
            return f"{self.claim}: none of the {self.tried} combinations tried gives it."
        more = len(self.hits) - HITS_SHOWN
        lines = [f"- {hit}" for hit in self.hits[:HITS_SHOWN]] + [f"- and {more} more"] * (more > 0)
        near = sum(hit.nearest for hit in self.hits)
        head = (
            f"{self.claim}: {len(self.hits)} of {self.tried} combinations tried, {near} of them rounded to the nearest."
        )
        chance = f"A figure drawn at random would have {rounded(self.by_chance, 2)} hits on average."
        return "\n".join((head, *lines, f"{chance} A hit is an explanation, never a proof."))

    def to_dict(self) -> dict[str, object]:
        """Give it as JSON has it."""
        chance = f"{self.by_chance.numerator}/{self.by_chance.denominator}"
        return {**fields_of(self, "claim", "hits", "tried"), "by_chance": chance}


def explain(claim: Claim | str, sources: Iterable[Counted], *, decimal_comma: bool = False) -> Explanation:
    """Try which two counts of the sources give a figure: a share of what was received, or a change between cycles.

    A reading is counted in every unit that it can give and under every policy. In a text, words may
    stand for the base: `220 is +13% on the second cycle`. Counts that the claim gives are the only ones tried.

    Raises what `claims.parse` raises, `ParseError` for words that name no cycle, and `InvalidValue` for
    a claim of several figures, and for more than `COUNTS_LIMIT` counts.

    >>> from upr_model.samples import viet_nam_counts
    >>> explain("75.6% of the third cycle", viet_nam_counts()).hits[0].old.count
    291
    """
    parsed = parse(claim, decimal_comma=decimal_comma) if isinstance(claim, str) else claim
    if not isinstance(parsed, ShareClaim | ChangeClaim) or (isinstance(parsed, ShareClaim) and parsed.qualifier):
        msg = f"explain(...) looks for one figure, such as '220 is +13% on the second cycle', not {shown(str(parsed))}"
        raise InvalidValue(msg)
    if not isinstance(sources, Iterable):
        msg = f"explain(...) takes several sources, such as [reading] or dossier.counts, not {shown(sources)}"
        raise InvalidValue(msg)
    counts = tuple(dict.fromkeys(each for source in sources for each in _counts(source)))
    if len(counts) > COUNTS_LIMIT:
        msg = f"{len(counts)} counts are more than {COUNTS_LIMIT}, each with each; narrow the sources to fewer reviews"
        raise InvalidValue(msg)
    pairs = _shares(parsed, counts) if isinstance(parsed, ShareClaim) else _changes(parsed, counts)
    combinations = list(pairs)
    hits = [hit for combination in combinations if (hit := _hit(parsed.figure, *combination))]
    by_chance = _by_chance(parsed, [value for *_, value in combinations])
    return Explanation(claim=parsed, hits=tuple(sorted(hits, key=_rank)), tried=len(combinations), by_chance=by_chance)


_Combination = tuple[PublishedCount, PublishedCount, str, Fraction]

_RELATIONS = {
    "share": "of",
    "count": "on",
    "share_change": "on, each as a share of what was received,",
    "points": "on, each as a share of what was received,",
}
_RESPONSES = {Measure.SUPPORTED: SUPPORTED, Measure.PARTLY_SUPPORTED: PARTLY_SUPPORTED, Measure.NOTED: NOTED}
_METRICS = list(_RELATIONS)


def _counts(source: object) -> Iterator[PublishedCount]:
    if isinstance(source, PublishedCount):
        yield source
    elif isinstance(source, Population):
        yield from _of_population(source)
    elif isinstance(source, Reading):
        for unit in (paragraphs, recommendations, attributions):
            with suppress(UnitUnavailable):  # a source without paragraph numbers
                yield from _under_every_policy(source, unit)
    else:
        msg = f"explain(...) tries readings, populations and published counts, not {shown(source)}"
        raise InvalidValue(msg)


def _under_every_policy(source: Reading, unit: Callable[..., Population[Any]]) -> Iterator[PublishedCount]:
    """Count a reading under each policy; a count that several policies give comes once."""
    reported = {_without_policy(each): each for each in _of_population(unit(source))}
    for policy in policies.POLICIES.values():
        for each in _of_population(unit(source, policy=policy)):
            reported.setdefault(_without_policy(each), each)
    alike = Counter((each.measure, each.state, each.cycle) for each in reported)
    for each, counted in reported.items():
        makes_no_difference = alike[each.measure, each.state, each.cycle] == 1
        yield each if makes_no_difference else counted


def _without_policy(count: PublishedCount) -> PublishedCount:
    return evolve(count, policy="")


def _of_population(population: Population[Any]) -> Iterator[PublishedCount]:
    basis = population.basis
    counted = partial(PublishedCount, unit=basis.unit, policy=str(basis.policy), publisher=", ".join(basis.sources))
    counts = tally(population, by.state_under_review, by.cycle, by.response)
    for (state, cycle), received in tally(population, by.state_under_review, by.cycle).items():
        yield counted(count=received, measure=Measure.RECEIVED, state=state, cycle=cycle)
        for measure, response in _RESPONSES.items():
            yield counted(count=counts[state, cycle, response], measure=measure, state=state, cycle=cycle)


def _shares(claim: ShareClaim, counts: Iterable[PublishedCount]) -> Iterator[_Combination]:
    """Give shares of what was received in the same cycle, whoever counted it, and in whatever unit."""
    cycle = _cycle(claim.base)
    wholes = [each for each in counts if each.measure is Measure.RECEIVED and claim.whole in {None, each.count}]
    parts = [each for each in counts if each.measure in _RESPONSES and claim.part in {None, each.count}]
    for part, whole in product(parts, wholes):
        of_one_review = (part.state, part.cycle) == (whole.state, whole.cycle) and cycle in {None, whole.cycle}
        if of_one_review and 0 < whole.count >= part.count:
            yield part, whole, "share", Fraction(100 * part.count, whole.count)


def _changes(claim: ChangeClaim, counts: Iterable[PublishedCount]) -> Iterator[_Combination]:
    """Give changes of a State's counts of one measure from an earlier cycle to a later."""
    cycle = _cycle(claim.base)
    shares = _shares_of_received(counts)
    news = [each for each in counts if claim.new in {None, each.count}]
    olds = [each for each in counts if claim.old in {None, each.count} and cycle in {None, each.cycle}]
    for new, old in product(news, olds):
        if (new.state, new.measure) != (old.state, old.measure) or new.cycle <= old.cycle:
            continue
        if old.count:
            yield new, old, "count", 100 * CountChange(old.count, new.count).fraction
        before, after = shares.get(old), shares.get(new)
        if before and after:
            if old.count:
                yield new, old, "share_change", 100 * ShareChange(before, after).fraction
            yield new, old, "points", PointChange(before, after).points


def _shares_of_received(counts: Iterable[PublishedCount]) -> dict[PublishedCount, Share]:
    """Give the share of what was received, where the same publisher gives that in the same unit."""
    received = {
        (each.state, each.cycle, each.unit, each.publisher, each.policy): each.count
        for each in counts
        if each.measure is Measure.RECEIVED
    }
    shares = {}
    for each in counts:
        review = (each.state, each.cycle, each.unit, each.publisher)
        whole = received.get((*review, each.policy), received.get((*review, "")))
        if each.measure in _RESPONSES and whole and whole >= each.count:
            shares[each] = Share(each.count, whole)
    return shares


def _cycle(words: str) -> int | None:
    """Read the cycle that the words name; none where there are no words."""
    if not words:
        return None
    try:
        return Cycle.parse(words.removeprefix("its ")).number
    except ParseError:
        msg = f"{shown(words)} names no cycle; expected words such as 'the second cycle', or 'what'"
        raise ParseError(msg) from None


def _hit(figure: Figure, new: PublishedCount, old: PublishedCount, metric: str, value: Fraction) -> Hit | None:
    in_units = value * Fraction(figure.scale, 100)
    if not floor(in_units) <= figure.units <= ceil(in_units):  # nearly all end here; what follows takes longer
        return None
    ways = tuple(rounding for rounding in Rounding if in_units in figure.preimage(rounding))
    mixed = tuple(name for name in ("unit", "publisher", "policy") if _differs(name, new, old))
    return Hit(new=new, old=old, metric=metric, value=value, roundings=ways, mixed=mixed)


def _differs(name: str, new: PublishedCount, old: PublishedCount) -> bool:
    """Whether two counts differ in unit, publisher or policy; a policy that makes no difference is not named."""
    one, other = getattr(new, name), getattr(old, name)
    return bool(one != other and (name != "policy" or (one and other)))


def _rank(hit: Hit) -> tuple[object, ...]:
    """Like with like first, then rounded to the nearest, then the plainer metric."""
    unlike = 2 if "unit" in hit.mixed else 1 if hit.mixed or hit.metric == "points" else 0
    return (unlike, not hit.nearest, len(hit.mixed), _METRICS.index(hit.metric), str(hit.new), str(hit.old))


def _by_chance(claim: ShareClaim | ChangeClaim, values: list[Fraction]) -> Fraction:
    """Give the mean number of hits over all figures of this precision.

    They are those from 0 to 100% for a share; for a change, those up to its own size, or to 100% if it is smaller.
    """
    scale = claim.figure.scale
    limit = scale * max(1, ceil(Fraction(abs(claim.figure.units), scale)))
    figures = limit + 1 if isinstance(claim, ShareClaim) else 2 * limit + 1
    lowest = 0 if isinstance(claim, ShareClaim) else -limit
    hits = 0
    for value in values:
        in_units = value * Fraction(scale, 100)
        hits += sum(lowest <= near <= limit for near in {floor(in_units), ceil(in_units)})
    return Fraction(hits, figures)
