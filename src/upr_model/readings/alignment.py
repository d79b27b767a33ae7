"""A report's paragraphs and an export's rows, brought together.

The report has the numbers, the export the responses. Texts alone do not tell which is which: several
States ask for the same, in different paragraphs, and are answered differently. So a row is compared
with what the same State asked in the same review.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import evolve, field, frozen

from upr_model._base.checks import is_a, is_all
from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import InvalidValue, shown
from upr_model.readings.matching import Budget, Entry, MatchKind, Pair, Side
from upr_model.readings.reading import Reading
from upr_model.records.recommendation import Attribution, Position, Recommendation
from upr_model.values.states import State
from upr_model.values.vocabulary import NOT_STATED, PENDING, Response

_OPEN = frozenset({PENDING, NOT_STATED})

_PART_LIMIT = 3
"""Letters and digits of the longest part."""


@frozen(kw_only=True)
class Match:
    """An ask of the report and the row of the export that is the same.

    >>> from upr_model import align, example
    >>> recommendation = evolve(example().recommendations[1], text="Go on")
    >>> print(align([recommendation], [recommendation]).matches[0])
    A/HRC/26/6#143.1/b, Albania: supported (text)
    """

    kind: MatchKind = field(validator=is_a(MatchKind))
    report: Recommendation = field(validator=is_a(Recommendation))
    export: Recommendation = field(validator=is_a(Recommendation))
    """What the export's row stands in, with its response."""
    attribution: Attribution = field(validator=is_a(Attribution))
    """The export's row."""
    similarity: Fraction = field(validator=is_a(Fraction))
    """The part of their words that is the same, in one order; 0 where it is below three fifths."""

    def __str__(self) -> str:
        """Print what is matched, and how."""
        state = self.attribution.recommending_state
        return f"{self.report.id}, {state or 'unknown'}: {self.export.response} ({self.kind})"


@frozen
class Unmatched:
    """What one State asked, on one side only.

    >>> from upr_model import align, example
    >>> print(align(example(), []).unmatched_report[0])
    A/HRC/26/6#143.1/a, Nicaragua
    """

    recommendation: Recommendation = field(validator=is_a(Recommendation))
    attribution: Attribution = field(validator=is_a(Attribution))

    def __str__(self) -> str:
        """Print the id and the State."""
        return f"{self.recommendation.id}, {self.attribution.recommending_state or 'unknown'}"


@frozen(kw_only=True)
class Alignment:
    """What a report and an export have in common, what only one has, and both of them completed.

    >>> from upr_model import align, example
    >>> len(align(example(), []).report)
    244
    """

    matches: tuple[Match, ...] = field(repr=False, validator=is_all(tuple, Match))
    unmatched_report: tuple[Unmatched, ...] = field(repr=False, validator=is_all(tuple, Unmatched))
    unmatched_export: tuple[Unmatched, ...] = field(repr=False, validator=is_all(tuple, Unmatched))
    other_states: tuple[Match, ...] = field(default=(), repr=False, validator=is_all(tuple, Match))
    """The same words, or nearly, from another State, where neither has a match. Exports have such slips."""
    report: tuple[Recommendation, ...] = field(repr=False, validator=is_all(tuple, Recommendation))
    """The report's recommendations; where all rows of one agree, with the export's response as its last."""
    export: tuple[Recommendation, ...] = field(repr=False, validator=is_all(tuple, Recommendation))
    """The export's recommendations of these reviews, with document, paragraph and part, in the report's order.

    Where several belong to one ask of the report, the part has a number. What has no match stands at
    the end, without a paragraph.
    """

    @property
    def disagreements(self) -> tuple[Match, ...]:
        """The matches whose two sides state different responses."""
        return tuple(
            match
            for match in self.matches
            if match.report.response is not match.export.response
            and not {match.report.response, match.export.response} & _OPEN
        )

    @property
    def divided(self) -> tuple[Recommendation, ...]:
        """The report's recommendations whose rows have different responses: they keep the report's own."""
        given: dict[int, set[Response]] = defaultdict(set)
        for match in self.matches:
            given[id(match.report)].add(match.export.response)
        reports = {id(match.report): match.report for match in self.matches}
        return tuple(report for key, report in reports.items() if len(given[key]) > 1)

    @property
    def kinds(self) -> dict[MatchKind, int]:
        """How many matches there are of each kind."""
        counts = Counter(match.kind for match in self.matches)
        return {kind: counts[kind] for kind in MatchKind}

    def __str__(self) -> str:
        """Print the sizes."""
        kinds = ", ".join(f"{count} by {kind}" for kind, count in self.kinds.items() if count)
        left = f"{len(self.unmatched_report)} and {len(self.unmatched_export)} unmatched"
        return f"{len(self.matches)} matches ({kinds or 'none'}); {left}; {len(self.disagreements)} disagreements"


def align(report: Reading | Iterable[Recommendation], export: Reading | Iterable[Recommendation]) -> Alignment:
    """Bring together what a report and an export have of the same reviews.

    Each row of the export is compared with what the same State asked in the same review: by its text,
    then by its letters, then by its words, and last as a part of a longer text. A row has one match at
    most; an ask of the report has one row of a State, or several where they are its parts. Rows of
    reviews that the report does not have are left aside. Texts are compared word by word within
    `matching.WORK_LIMIT`.

    Raises `InvalidValue` for anything else, and where a recommendation of the report has no paragraph.

    >>> from upr_model import example
    >>> print(align(example(), []))
    0 matches (none); 256 and 0 unmatched; 0 disagreements
    """
    own, others = _recommendations(report, "report"), _recommendations(export, "export")
    for each in own:
        if each.paragraph is None:
            msg = f"a report numbers its paragraphs; {each.id} has none: give the report first, then the export"
            raise InvalidValue(msg)
    reviews = {each.review for each in own}
    others = tuple(each for each in others if each.review in reviews)
    budget = Budget()
    sides: dict[tuple[ReviewKey, State | None], Side] = defaultdict(Side)
    for entry in _entries(own):
        sides[entry.recommendation.review, entry.attribution.recommending_state].report.append(entry)
    for entry in _entries(others):
        sides[entry.recommendation.review, entry.attribution.recommending_state].export.append(entry)
    for side in sides.values():
        side.match(budget)
    pairs = [pair for side in sides.values() for pair in side.pairs]
    left_report = [entry for side in sides.values() for entry in side.left_report()]
    left_export = [entry for side in sides.values() for entry in side.left_export()]
    return Alignment(
        matches=_matches(pairs),
        unmatched_report=_unmatched(left_report),
        unmatched_export=_unmatched(left_export),
        other_states=_matches(_of_other_states(left_report, left_export, budget)),
        report=_answered(own, pairs),
        export=(*_placed(own, pairs), *_without_place(left_export)),
    )


def _recommendations(source: Reading | Iterable[Recommendation], name: str) -> tuple[Recommendation, ...]:
    recommendations = source.recommendations if isinstance(source, Reading) else tuple(source)
    for each in recommendations:
        if not isinstance(each, Recommendation):
            msg = f"the {name} is a Reading or recommendations, not {shown(each)}"
            raise InvalidValue(msg)
    return recommendations


def _entries(recommendations: Sequence[Recommendation]) -> list[Entry]:
    return [
        Entry(place, recommendation, attribution)
        for place, recommendation in enumerate(recommendations)
        for attribution in recommendation.attributions
    ]


def _of_other_states(report: Iterable[Entry], export: Iterable[Entry], budget: Budget) -> list[Pair]:
    """Match what is left of a review, whichever State it is from."""
    reviews: dict[ReviewKey, Side] = defaultdict(Side)
    for entry in report:
        reviews[entry.recommendation.review].report.append(entry)
    for entry in export:
        reviews[entry.recommendation.review].export.append(entry)
    for side in reviews.values():
        side.match(budget)
    pairs = (pair for side in reviews.values() for pair in side.pairs)
    return [p for p in pairs if p.own.attribution.recommending_state is not p.other.attribution.recommending_state]


def _matches(pairs: Iterable[Pair]) -> tuple[Match, ...]:
    return tuple(
        Match(
            kind=pair.kind,
            report=pair.own.recommendation,
            export=pair.other.recommendation,
            attribution=pair.other.attribution,
            similarity=pair.similarity,
        )
        for pair in sorted(pairs, key=lambda pair: (pair.own.place, pair.other.place))
    )


def _unmatched(entries: Iterable[Entry]) -> tuple[Unmatched, ...]:
    ordered = sorted(entries, key=lambda entry: entry.place)
    return tuple(Unmatched(entry.recommendation, entry.attribution) for entry in ordered)


def _answered(own: Sequence[Recommendation], pairs: Iterable[Pair]) -> tuple[Recommendation, ...]:
    """Give the report's recommendations with the responses of the export, where its rows agree and state one."""
    rows: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        rows[pair.own.place].append(pair)
    answered: list[Recommendation] = []
    for place, report in enumerate(own):
        responses = {pair.other.recommendation.response for pair in rows[place]}
        if len(responses) == 1 and not responses & {*_OPEN, report.response}:
            position = _undated(rows[place][0].other.recommendation.positions[-1])
            answered.append(evolve(report, positions=(*report.positions, position)))
        else:
            answered.append(report)
    return tuple(answered)


def _undated(position: Position) -> Position:
    """Give a position without day and stage: an export has the last one, and does not say when it was given."""
    return evolve(position, date=None, stage=None)


def _placed(own: Sequence[Recommendation], pairs: Iterable[Pair]) -> list[Recommendation]:
    """Give the export's recommendations the document, paragraph and part of the report's."""
    groups: dict[int, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for pair in sorted(pairs, key=lambda pair: (pair.own.place, pair.other.place)):
        groups[pair.own.place][pair.other.place].append(pair.other)
    placed: list[Recommendation] = []
    for place, rows in groups.items():
        report = own[place]
        for number, entries in enumerate(rows.values(), start=1):
            part = f"{report.part}{number}" if len(rows) > 1 else report.part
            part = part if len(part) <= _PART_LIMIT else report.part
            placed.append(
                evolve(
                    entries[0].recommendation,
                    document=report.document,
                    paragraph=report.paragraph,
                    part=part,
                    attributions=tuple(entry.attribution for entry in entries),
                )
            )
    return placed


def _without_place(left: Iterable[Entry]) -> list[Recommendation]:
    """Give the rows without a match, in the recommendations of the export that they stand in."""
    groups: dict[int, list[Entry]] = defaultdict(list)
    for entry in left:
        groups[entry.place].append(entry)
    return [
        evolve(entries[0].recommendation, attributions=tuple(entry.attribution for entry in entries))
        for _, entries in sorted(groups.items())
    ]
