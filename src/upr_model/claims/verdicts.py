"""Whether a published figure is possible, and which counts give it.

A verdict never says that a claim is false: revised data, another base, another unit or a slip may
explain a figure that is not reproduced from the numbers beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from attrs import frozen

from upr_model._base.plain import fields_of
from upr_model.claims.figures import NEAREST, Rounding
from upr_model.claims.grammar import Claim
from upr_model.values.ranges import Range
from upr_model.values.shares import Share
from upr_model.values.vocabulary import Vocabulary


class VerdictKind(Vocabulary, StrEnum):
    """What can be said of a claim, the worst first.

    >>> VerdictKind("plug")
    VerdictKind.PLUG
    """

    IMPOSSIBLE = "impossible"
    OUT_OF_RANGE = "out_of_range"
    NOT_ROUNDED = "not_rounded"
    PLUG = "plug"
    UNDEFINED = "undefined"
    UNTESTABLE = "untestable"
    AMBIGUOUS = "ambiguous"
    MODE_DEPENDENT = "mode_dependent"
    CONSISTENT = "consistent"
    EXACT = "exact"


BEST_LAST = list(VerdictKind)

_POSSIBLE = {
    VerdictKind.IMPOSSIBLE: False,
    VerdictKind.OUT_OF_RANGE: False,
    VerdictKind.NOT_ROUNDED: False,
    VerdictKind.PLUG: False,
    VerdictKind.UNDEFINED: None,
    VerdictKind.UNTESTABLE: None,
    VerdictKind.AMBIGUOUS: True,
    VerdictKind.MODE_DEPENDENT: True,
    VerdictKind.CONSISTENT: True,
    VerdictKind.EXACT: True,
}


@frozen
class Feasible:
    """The numbers that give a figure, by the way of rounding; None where there are none.

    >>> from upr_model.claims import Figure
    >>> Feasible.of(lambda rounding: Figure.parse("12").counts(8, rounding)).roundings
    (Rounding.HALF_EVEN, Rounding.HALF_DOWN, Rounding.FLOOR)
    """

    half_up: Range | None
    half_even: Range | None
    half_down: Range | None
    floor: Range | None
    ceiling: Range | None

    @classmethod
    def of(cls, find: Callable[[Rounding], Range | None]) -> Feasible:
        """Ask for each way of rounding."""
        return cls(*map(find, Rounding))

    def __getitem__(self, rounding: Rounding) -> Range | None:
        """Give the numbers of one way."""
        return getattr(self, rounding)  # type: ignore[no-any-return]  # a field is named after each

    @property
    def nearest(self) -> Range | None:
        """The numbers that some rounding to the nearest gives."""
        ranges = [numbers for rounding in NEAREST if (numbers := self[rounding]) is not None]
        if not ranges:
            return None
        endless = any(each.last is None for each in ranges)
        last = None if endless else max(each.last for each in ranges if each.last is not None)
        return Range(min(each.first for each in ranges), last)

    @property
    def kind(self) -> VerdictKind:
        """What can be said of a figure that only these numbers give."""
        numbers = self.nearest
        if numbers is None:
            return VerdictKind.NOT_ROUNDED if self.floor or self.ceiling else VerdictKind.IMPOSSIBLE
        if numbers.first != numbers.last:
            return VerdictKind.AMBIGUOUS
        in_all = all(self[rounding] for rounding in NEAREST)
        return VerdictKind.CONSISTENT if in_all else VerdictKind.MODE_DEPENDENT

    @property
    def roundings(self) -> tuple[Rounding, ...]:
        """The ways that have a number."""
        return tuple(rounding for rounding in Rounding if self[rounding] is not None)

    def to_dict(self) -> dict[str, list[int | None] | None]:
        """Give pairs of the first and the last number, as JSON has them."""
        ranges = [(rounding, self[rounding]) for rounding in Rounding]
        return {str(rounding): [numbers.first, numbers.last] if numbers else None for rounding, numbers in ranges}


@frozen(kw_only=True)
class Verdict:
    """What can be said of a claim, and why.

    >>> from upr_model import check
    >>> print(check("86.7% of 241").kind)
    consistent
    """

    claim: Claim
    kind: VerdictKind
    explanation: str
    """Sentences for a reader; they never say `false`."""
    counts: Feasible | None = None
    """The counts that give the figure; for a change, the new ones."""
    totals: Feasible | None = None
    """The wholes, or the old counts, that give it, where the claim asks for them."""
    power: Share | None = None
    """How many figures of that precision would pass, of how many there are: a claim that nearly any
    figure passes says little."""
    parts: tuple[Verdict, ...] = ()
    """The verdicts on each figure of a claim of several, or on the two readings of an `up to`."""

    @property
    def possible(self) -> bool | None:
        """Whether the figure can be had by rounding; None where that cannot be decided."""
        return _POSSIBLE[self.kind]

    def to_dict(self) -> dict[str, object]:
        """Give it as JSON has it."""
        numbers = "totals" if self.totals else "counts"
        return {
            **fields_of(self, "claim", "kind", "possible", numbers),
            "power": f"{self.power.part}/{self.power.whole}" if self.power else None,
            "explanation": self.explanation,
        } | (fields_of(self, "parts") if self.parts else {})

    def __str__(self) -> str:
        """Print the claim, the kind and the explanation, and the parts below."""
        return "\n- ".join((f"{self.claim}: {self.kind}. {self.explanation}", *map(str, self.parts)))


def worst(verdicts: Iterable[Verdict]) -> VerdictKind:
    """Give the worst kind among verdicts: that of the claim whose parts they judge."""
    return min((verdict.kind for verdict in verdicts), key=BEST_LAST.index)
