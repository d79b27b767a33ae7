"""A report's paragraphs and an export's rows, brought together.

The report has the numbers, the export the responses. Texts alone do not tell which is which: several
States ask for the same, in different paragraphs, and are answered differently. So a row is looked for
among what the same State asked in the same review.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import Factory, define, evolve, field, frozen

from upr_model._validators import is_a, is_all
from upr_model.cycle import ReviewKey
from upr_model.errors import InvalidValue, shown
from upr_model.reading import Reading
from upr_model.recommendation import Attribution, Position, Recommendation, normalised
from upr_model.states import State
from upr_model.vocabulary import NOT_STATED, PENDING, Response, Vocabulary

ALIKE = Fraction(3, 5)
"""How much of the words of two texts is at least the same where texts are taken for one ask."""

WORDS_LIMIT = 400
"""Words of a text that are compared."""

PAIRS_LIMIT = 10_000
"""Pairs of texts of one State in one review that are compared word by word; real ones are below a thousand."""


class MatchKind(Vocabulary, StrEnum):
    """How a row was found to be an ask of the report, the surest first.

    >>> MatchKind("text")
    MatchKind.TEXT
    """

    TEXT = "text"
    """The texts are the same, but for case and punctuation."""
    LETTERS = "letters"
    """They are the same but for spaces: one of them has a word broken."""
    CONTAINED = "contained"
    """One is a part of the other: the export divides what the report has as one ask, or leaves words out."""
    SIMILAR = "similar"
    """Most of their words are the same."""


@frozen(kw_only=True)
class Match:
    """An ask of the report and the row of the export that is the same, of one State."""

    kind: MatchKind = field(validator=is_a(MatchKind))
    report: Recommendation = field(validator=is_a(Recommendation))
    export: Recommendation = field(validator=is_a(Recommendation))
    """What the export's row stands in, with its response."""
    attribution: Attribution = field(validator=is_a(Attribution))
    """The export's row."""
    similarity: Fraction = field(validator=is_a(Fraction))
    """The part of their words that is the same."""

    def __str__(self) -> str:
        """Print what is matched, and how."""
        state = self.attribution.recommending_state
        return f"{self.report.id}, {state or 'unknown'}: {self.export.response} ({self.kind})"


@frozen
class Unmatched:
    """What one State asked, on one side only."""

    recommendation: Recommendation = field(validator=is_a(Recommendation))
    attribution: Attribution = field(validator=is_a(Attribution))

    @property
    def words(self) -> str:
        """The text as it is compared."""
        return _compared(self.recommendation, self.attribution)

    def __str__(self) -> str:
        """Print the id and the State."""
        return f"{self.recommendation.id}, {self.attribution.recommending_state or 'unknown'}"


@frozen(kw_only=True)
class Alignment:
    """What of a report and an export is the same, what is on one side only, and both sides completed."""

    matches: tuple[Match, ...] = field(repr=False, validator=is_all(tuple, Match))
    unmatched_report: tuple[Unmatched, ...] = field(repr=False, validator=is_all(tuple, Unmatched))
    unmatched_export: tuple[Unmatched, ...] = field(repr=False, validator=is_all(tuple, Unmatched))
    report: tuple[Recommendation, ...] = field(repr=False, validator=is_all(tuple, Recommendation))
    """The report's recommendations; where all rows of one agree, with the export's response as its last."""
    export: tuple[Recommendation, ...] = field(repr=False, validator=is_all(tuple, Recommendation))
    """The export's recommendations with document, paragraph and part, in the report's order.

    Its rows are grouped as the report has them; what has no match stands at the end, without a paragraph.
    """

    @property
    def disagreements(self) -> tuple[Match, ...]:
        """Where both sides state a response, and another one."""
        return tuple(
            match
            for match in self.matches
            if match.report.response is not match.export.response
            and not {match.report.response, match.export.response} & {PENDING, NOT_STATED}
        )

    @property
    def divided(self) -> tuple[Recommendation, ...]:
        """The report's recommendations whose rows have different responses: they keep the report's own."""
        given: dict[int, set[Response]] = defaultdict(set)
        for match in self.matches:
            given[id(match.report)].add(match.export.response)
        held = {id(match.report): match.report for match in self.matches}
        return tuple(made for key, made in held.items() if len(given[key]) > 1)

    @property
    def other_states(self) -> tuple[tuple[Unmatched, Unmatched], ...]:
        """What has no match and the same words on both sides: the sides name another State."""
        words: dict[tuple[ReviewKey, str], list[Unmatched]] = defaultdict(list)
        for own in self.unmatched_report[::-1]:
            words[own.recommendation.review, own.words].append(own)
        pairs: list[tuple[Unmatched, Unmatched]] = []
        for other in self.unmatched_export:
            held = words[other.recommendation.review, other.words] if other.words else []
            if held:
                pairs.append((held.pop(), other))
        return tuple(pairs)

    @property
    def kinds(self) -> dict[MatchKind, int]:
        """How many matches there are of each kind."""
        return {kind: sum(match.kind is kind for match in self.matches) for kind in MatchKind}

    def __str__(self) -> str:
        """Print the sizes."""
        kinds = ", ".join(f"{count} by {kind}" for kind, count in self.kinds.items() if count)
        left = f"{len(self.unmatched_report)} and {len(self.unmatched_export)} unmatched"
        return f"{len(self.matches)} matches ({kinds or 'none'}); {left}; {len(self.disagreements)} disagreements"


def align(report: Reading | Iterable[Recommendation], export: Reading | Iterable[Recommendation]) -> Alignment:
    """Bring together what a report and an export have of the same reviews.

    Each row of the export is looked for among what the same State asked in the same review: by its
    text, then by its letters, then as a part of a longer one, and last by its words. Every row finds
    one place at most; an ask of the report has one row, or several where they are its parts.

    Raises `InvalidValue` for anything else, and where a recommendation of the report has no paragraph.

    >>> from upr_model import example
    >>> print(align(example(), []))
    0 matches (none); 256 and 0 unmatched; 0 disagreements
    """
    own, others = _recommendations(report, "report"), _recommendations(export, "export")
    for made in own:
        if made.paragraph is None:
            msg = f"a report numbers its paragraphs; {made.id} has none: give the report first, then the export"
            raise InvalidValue(msg)
    sides: dict[tuple[ReviewKey, State | None], _Side] = defaultdict(_Side)
    for place, made in enumerate(own):
        for each in made.attributions:
            sides[made.review, each.recommending_state].report.append(_Unit(place, made, each))
    for place, made in enumerate(others):
        for each in made.attributions:
            sides[made.review, each.recommending_state].export.append(_Unit(place, made, each))
    for side in sides.values():
        side.match()
    matched = [pair for side in sides.values() for pair in side.made]
    matched.sort(key=lambda pair: (pair.own.place, pair.other.place))
    matches = tuple(
        Match(
            kind=pair.kind,
            report=pair.own.made,
            export=pair.other.made,
            attribution=pair.other.attribution,
            similarity=pair.similarity,
        )
        for pair in matched
    )
    left = [unit for side in sides.values() for unit in side.left_export()]
    return Alignment(
        matches=matches,
        unmatched_report=_unmatched([unit for side in sides.values() for unit in side.left_report()]),
        unmatched_export=_unmatched(left),
        report=_answered(own, matched),
        export=(*_placed(own, matched), *_without_place(left)),
    )


def _recommendations(source: Reading | Iterable[Recommendation], name: str) -> tuple[Recommendation, ...]:
    made = source.recommendations if isinstance(source, Reading) else tuple(source)
    for each in made:
        if not isinstance(each, Recommendation):
            msg = f"the {name} is a Reading or recommendations, not {shown(each)}"
            raise InvalidValue(msg)
    return made


def _compared(made: Recommendation, attribution: Attribution) -> str:
    """Give the text of what a State asked as it is compared: its own where the source has one."""
    return normalised(attribution.text or "") or normalised(made.text or "")


@frozen(eq=False)
class _Unit:
    """What one State asked: a row of the export, or one name in a bracket of the report."""

    place: int
    made: Recommendation
    attribution: Attribution

    @property
    def words(self) -> str:
        return _compared(self.made, self.attribution)


@frozen(eq=False)
class _Pair:
    own: _Unit
    other: _Unit
    kind: MatchKind
    similarity: Fraction


@define(eq=False)
class _Side:
    """What one State asked in one review, in the report and in the export."""

    report: list[_Unit] = Factory(list)
    export: list[_Unit] = Factory(list)
    made: list[_Pair] = Factory(list)
    _taken: set[int] = Factory(set)
    """The units that have a match, by identity."""

    def match(self) -> None:
        """Find the matches, the surest first."""
        self._by(MatchKind.TEXT, lambda words: words)
        self._by(MatchKind.LETTERS, lambda words: words.replace(" ", ""))
        if len(self.left_report()) * len(self.left_export()) <= PAIRS_LIMIT:
            self._by_words()
        if len(self.report) * len(self.left_export()) <= PAIRS_LIMIT:
            self._as_parts()

    def left_report(self) -> list[_Unit]:
        """Give what of the report has no match."""
        return [unit for unit in self.report if id(unit) not in self._taken]

    def left_export(self) -> list[_Unit]:
        """Give what of the export has no match."""
        return [unit for unit in self.export if id(unit) not in self._taken]

    def _pair(self, own: _Unit, other: _Unit, kind: MatchKind, similarity: Fraction) -> None:
        self.made.append(_Pair(own, other, kind, similarity))
        self._taken |= {id(own), id(other)}

    def _by(self, kind: MatchKind, key: Callable[[str], str]) -> None:
        """Match what is equal, in the order in which it stands."""
        waiting: dict[str, list[_Unit]] = defaultdict(list)
        for unit in self.left_report()[::-1]:
            waiting[key(unit.words)].append(unit)
        for unit in self.left_export():
            text = key(unit.words)
            if text and waiting[text]:
                self._pair(waiting[text].pop(), unit, kind, Fraction(1))

    def _by_words(self) -> None:
        """Match the most alike, as long as texts are alike enough or one holds the other."""
        owns, others = self.left_report(), self.left_export()
        own_words, other_words = ([_words(unit) for unit in units] for units in (owns, others))
        pairs: list[tuple[Fraction, int, int, MatchKind]] = []
        for place, own in enumerate(own_words):
            for number, other in enumerate(other_words):
                ratio = _ratio(own, other)
                if ratio >= ALIKE:
                    pairs.append((ratio, place, number, MatchKind.SIMILAR))
                elif _holds(own, other):
                    pairs.append((ratio, place, number, MatchKind.CONTAINED))
        for ratio, place, number, kind in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            own_unit, other_unit = owns[place], others[number]
            if not {id(own_unit), id(other_unit)} & self._taken:
                self._pair(own_unit, other_unit, kind, ratio)

    def _as_parts(self) -> None:
        """Give a row that is left to an ask that holds its words, though that has a row already."""
        words = [_words(unit) for unit in self.report]
        for other in self.left_export():
            own = next(
                (unit for unit, held in zip(self.report, words, strict=True) if _holds(held, _words(other))), None
            )
            if own is not None:
                self._pair(own, other, MatchKind.CONTAINED, _ratio(_words(own), _words(other)))


_FEWEST = 2
"""Words of the shortest text that is found within another."""


def _words(unit: _Unit) -> list[str]:
    return unit.words.split()[:WORDS_LIMIT]


def _ratio(own: Sequence[str], other: Sequence[str]) -> Fraction:
    """Give the part of the words of two texts that stands in both, in one order."""
    if not own or not other:
        return Fraction(0)
    blocks = difflib.SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks()
    return Fraction(2 * sum(block.size for block in blocks), len(own) + len(other))


def _holds(own: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one text is a part of the other."""
    short, long = sorted((own, other), key=len)
    return len(short) >= _FEWEST and f" {' '.join(short)} " in f" {' '.join(long)} "


def _unmatched(units: Iterable[_Unit]) -> tuple[Unmatched, ...]:
    ordered = sorted(units, key=lambda unit: unit.place)
    return tuple(Unmatched(unit.made, unit.attribution) for unit in ordered)


def _answered(own: Sequence[Recommendation], matched: Iterable[_Pair]) -> tuple[Recommendation, ...]:
    """Give the report's recommendations with the responses of the export, where its rows agree."""
    rows: dict[int, list[_Pair]] = defaultdict(list)
    for pair in matched:
        rows[pair.own.place].append(pair)
    answered: list[Recommendation] = []
    for place, made in enumerate(own):
        responses = {pair.other.made.response for pair in rows[place]}
        positions = rows[place][0].other.made.positions[-1:] if len(responses) == 1 else ()
        told = positions and positions[-1].response is not made.response
        answered.append(evolve(made, positions=(*made.positions, *map(_undated, positions))) if told else made)
    return tuple(answered)


def _undated(position: Position) -> Position:
    """Give a position without day and stage: an export tells the last, and not when it was given."""
    return evolve(position, date=None, stage=None)


def _placed(own: Sequence[Recommendation], matched: Iterable[_Pair]) -> list[Recommendation]:
    """Give the export's rows as recommendations of the report's paragraphs and parts."""
    groups: dict[tuple[int, Response], list[_Unit]] = defaultdict(list)
    for pair in matched:
        groups[pair.own.place, pair.other.made.response].append(pair.other)
    several: dict[int, int] = defaultdict(int)
    for place, _ in groups:
        several[place] += 1
    numbered: dict[int, int] = defaultdict(int)
    placed: list[Recommendation] = []
    for (place, _), units in sorted(groups.items(), key=lambda group: group[0][0]):
        report, first = own[place], units[0].made
        part = report.part
        if several[place] > 1:  # rows of one ask with different responses are recommendations of their own
            numbered[place] += 1
            part = f"{part}{numbered[place]}"
        placed.append(
            evolve(
                first,
                document=report.document,
                paragraph=report.paragraph,
                part=part,
                attributions=tuple(unit.attribution for unit in units),
            )
        )
    return placed


def _without_place(left: Iterable[_Unit]) -> list[Recommendation]:
    """Give the rows that found no place, in the recommendations of the export that they stand in."""
    groups: dict[int, list[_Unit]] = defaultdict(list)
    for unit in left:
        groups[unit.place].append(unit)
    return [
        evolve(units[0].made, attributions=tuple(unit.attribution for unit in units))
        for _, units in sorted(groups.items())
    ]
