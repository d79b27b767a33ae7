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
"""Two texts are taken for one ask where at least this part of their words is the same."""

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


@frozen(eq=False)
class Entry:
    """What one State asked: a row of the export, or one name in a bracket of the report."""

    place: int
    """The number of its recommendation."""
    recommendation: Recommendation
    attribution: Attribution

    @property
    def text(self) -> str:
        """The text as it is compared: that of the attribution where the source has one."""
        return normalised(self.attribution.text or "") or normalised(self.recommendation.text or "")


@frozen(eq=False)
class Pair:
    """An entry of the report and one of the export that are the same."""

    own: Entry
    other: Entry
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
    """The entries of the report and of the export that are looked for in each other."""

    report: list[Entry] = Factory(list)
    export: list[Entry] = Factory(list)
    pairs: list[Pair] = Factory(list)
    _taken: set[int] = Factory(set)
    """The entries that have a match, by identity."""

    def match(self, budget: Budget) -> None:
        """Find the matches, the surest first."""
        self._by(MatchKind.TEXT, lambda words: words)
        self._by(MatchKind.LETTERS, lambda words: words.replace(" ", ""))
        self._by_words(budget)
        self._as_parts(budget)

    def left_report(self) -> list[Entry]:
        """Give the entries of the report that have no match."""
        return [entry for entry in self.report if id(entry) not in self._taken]

    def left_export(self) -> list[Entry]:
        """Give the entries of the export that have no match."""
        return [entry for entry in self.export if id(entry) not in self._taken]

    def _pair(self, own: Entry, other: Entry, kind: MatchKind, similarity: Fraction) -> None:
        self.pairs.append(Pair(own, other, kind, similarity))
        self._taken |= {id(own), id(other)}

    def _by(self, kind: MatchKind, key: Callable[[str], str]) -> None:
        """Match equal texts, in the order of the sources."""
        waiting: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.left_report()[::-1]:
            waiting[key(entry.text)].append(entry)
        for entry in self.left_export():
            text = key(entry.text)
            if text and waiting[text]:
                self._pair(waiting[text].pop(), entry, kind, Fraction(1))

    def _by_words(self, budget: Budget) -> None:
        """Match texts that are alike enough, or of which one holds the other, the most alike first."""
        owns, others = (
            [(entry, _words(entry)) for entry in entries] for entries in (self.left_report(), self.left_export())
        )
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
            own_entry, other_entry = owns[place][0], others[number][0]
            if not {id(own_entry), id(other_entry)} & self._taken:
                self._pair(own_entry, other_entry, kind, ratio)

    def _as_parts(self, budget: Budget) -> None:
        """Match each row that is left with an ask that holds its words, even one that has a row already."""
        left = self.left_export()
        entries = [(entry, _words(entry)) for entry in self.report] if left else []
        for other in left:
            words = _words(other)
            for own, own_words in entries:
                if not budget.allows(own_words, words):
                    return
                if _holds(own_words, words):
                    self._pair(own, other, MatchKind.CONTAINED, _ratio(own_words, words))
                    break


def _words(entry: Entry) -> list[str]:
    return entry.text.split()[:WORDS_LIMIT]


def _ratio(own: Sequence[str], other: Sequence[str]) -> Fraction:
    """Give the part of the words of two texts that both have in one order; 0 where it cannot be enough."""
    whole = len(own) + len(other)
    if not whole or Fraction(2 * (Counter(own) & Counter(other)).total(), whole) < ALIKE:
        return Fraction(0)
    blocks = difflib.SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks()
    return Fraction(2 * sum(block.size for block in blocks), whole)


def _holds(own: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one text is a part of the other."""
    short, long = sorted((own, other), key=len)
    return len(short) >= _FEWEST and f" {' '.join(short)} " in f" {' '.join(long)} "
