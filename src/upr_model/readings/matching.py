"""Texts of the same ask: found among what one State asked in one review."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import Factory, define, frozen

from upr_model.records.recommendation import Attribution, Recommendation, normalised
from upr_model.values.vocabulary import Vocabulary

ALIKE = Fraction(3, 5)
"""How much of the words of two texts is at least the same where texts are taken for one ask."""

WORDS_LIMIT = 400
"""Words of a text that are compared."""

WORK_LIMIT = 10_000_000
"""Pairs of words that are compared in one alignment; what is left then has no match. A review takes about 100,000."""

_FEWEST = 2
"""Words of the shortest text that is found within another."""


class MatchKind(Vocabulary, StrEnum):
    """How a row was found to be an ask of the report, the surest first.

    >>> MatchKind("text")
    MatchKind.TEXT
    """

    TEXT = "text"
    """The texts are the same, but for case and punctuation."""
    LETTERS = "letters"
    """They are the same but for spaces: one of them has a word broken."""
    SIMILAR = "similar"
    """Most of their words are the same."""
    CONTAINED = "contained"
    """One is a part of the other: the export divides what the report has as one ask, or leaves words out."""


def compared(made: Recommendation, attribution: Attribution) -> str:
    """Give the text of what a State asked as it is compared: its own where the source has one."""
    return normalised(attribution.text or "") or normalised(made.text or "")


@frozen(eq=False)
class Unit:
    """What one State asked: a row of the export, or one name in a bracket of the report."""

    place: int
    """The number of its recommendation."""
    made: Recommendation
    attribution: Attribution

    @property
    def text(self) -> str:
        """The text as it is compared."""
        return compared(self.made, self.attribution)


@frozen(eq=False)
class Pair:
    """A unit of the report and one of the export that are the same."""

    own: Unit
    other: Unit
    kind: MatchKind
    similarity: Fraction


@define(eq=False)
class Budget:
    """How much may still be compared word by word."""

    left: int = WORK_LIMIT

    def allows(self, own: Sequence[str], other: Sequence[str]) -> bool:
        """Whether two texts may be compared; their words are taken off."""
        self.left -= len(own) * len(other) + 1
        return self.left > 0


@define(eq=False)
class Side:
    """What stands against each other: the units of the report and of the export."""

    report: list[Unit] = Factory(list)
    export: list[Unit] = Factory(list)
    made: list[Pair] = Factory(list)
    _taken: set[int] = Factory(set)
    """The units that have a match, by identity."""

    def match(self, budget: Budget) -> None:
        """Find the matches, the surest first."""
        self._by(MatchKind.TEXT, lambda words: words)
        self._by(MatchKind.LETTERS, lambda words: words.replace(" ", ""))
        self._by_words(budget)
        self._as_parts(budget)

    def left_report(self) -> list[Unit]:
        """Give what of the report has no match."""
        return [unit for unit in self.report if id(unit) not in self._taken]

    def left_export(self) -> list[Unit]:
        """Give what of the export has no match."""
        return [unit for unit in self.export if id(unit) not in self._taken]

    def _pair(self, own: Unit, other: Unit, kind: MatchKind, similarity: Fraction) -> None:
        self.made.append(Pair(own, other, kind, similarity))
        self._taken |= {id(own), id(other)}

    def _by(self, kind: MatchKind, key: Callable[[str], str]) -> None:
        """Match what is equal, in the order in which it stands."""
        waiting: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.left_report()[::-1]:
            waiting[key(unit.text)].append(unit)
        for unit in self.left_export():
            text = key(unit.text)
            if text and waiting[text]:
                self._pair(waiting[text].pop(), unit, kind, Fraction(1))

    def _by_words(self, budget: Budget) -> None:
        """Match the most alike, as long as texts are alike enough or one holds the other."""
        owns, others = ([(unit, _words(unit)) for unit in units] for units in (self.left_report(), self.left_export()))
        pairs: list[tuple[Fraction, int, int, MatchKind]] = []
        for place, (_, own) in enumerate(owns):
            for number, (_, other) in enumerate(others):
                if not budget.allows(own, other):
                    break
                ratio = _ratio(own, other)
                if ratio >= ALIKE or _holds(own, other):
                    kind = MatchKind.SIMILAR if ratio >= ALIKE else MatchKind.CONTAINED
                    pairs.append((ratio, place, number, kind))
        for ratio, place, number, kind in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            own_unit, other_unit = owns[place][0], others[number][0]
            if not {id(own_unit), id(other_unit)} & self._taken:
                self._pair(own_unit, other_unit, kind, ratio)

    def _as_parts(self, budget: Budget) -> None:
        """Give a row that is left to an ask that holds its words, though that has a row already."""
        left = self.left_export()
        held = [(unit, _words(unit)) for unit in self.report] if left else []
        for other in left:
            words = _words(other)
            for own, own_words in held:
                if not budget.allows(own_words, words):
                    return
                if _holds(own_words, words):
                    self._pair(own, other, MatchKind.CONTAINED, _ratio(own_words, words))
                    break


def _words(unit: Unit) -> list[str]:
    return unit.text.split()[:WORDS_LIMIT]


def _ratio(own: Sequence[str], other: Sequence[str]) -> Fraction:
    """Give the part of the words of two texts that stands in both, in one order; 0 where it cannot be enough."""
    whole = len(own) + len(other)
    if not whole or Fraction(2 * (Counter(own) & Counter(other)).total(), whole) < ALIKE:
        return Fraction(0)
    blocks = difflib.SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks()
    return Fraction(2 * sum(block.size for block in blocks), whole)


def _holds(own: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one text is a part of the other."""
    short, long = sorted((own, other), key=len)
    return len(short) >= _FEWEST and f" {' '.join(short)} " in f" {' '.join(long)} "
