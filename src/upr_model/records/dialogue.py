"""Dialogues about human rights: single meetings, and series of them."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from attrs import Attribute, Factory, field, frozen
from attrs.validators import optional

from upr_model._base.checks import check_day, is_a, is_all, is_whole
from upr_model._base.ids import digest_of, is_named
from upr_model.errors import InvalidValue
from upr_model.records.recommendation import RecommendationId
from upr_model.values.parties import Party
from upr_model.values.periods import Period
from upr_model.values.sources import Citation
from upr_model.values.vocabulary import DialogueKind

NUMBER_LIMIT = 9_999
"""The highest number of a dialogue."""

YEARS_LIMIT = 100
"""The longest time between two meetings of a series, in years."""


@frozen(kw_only=True)
class Dialogue:
    """A meeting about human rights between a State and others.

    A bilateral dialogue has a number, which need not follow the year. Links are ids of records of the
    same dossier.

    >>> usa, day = Party.of("USA"), Period.parse("2021-11-09")
    >>> print(Dialogue(kind=DialogueKind.BILATERAL, parties=(usa,), number=25, when=day))
    bilateral 25 with United States of America, 2021-11-09
    """

    kind: DialogueKind = field(validator=is_a(DialogueKind))
    title: str = field(default="", validator=is_a(str))
    parties: tuple[Party, ...] = field(default=(), validator=is_all(tuple, Party))
    """Who took part beside the State itself."""
    number: int | None = field(default=None, validator=optional(is_whole("the number of a dialogue", 1, NUMBER_LIMIT)))
    place: str = field(default="", validator=is_a(str))
    when: Period | None = field(default=None, validator=optional(is_a(Period)))
    topics: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    concerns: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    """What the others raised."""
    agreed: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    support: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    """What support was given or affirmed."""
    recommendations: tuple[RecommendationId, ...] = field(default=(), validator=is_all(tuple, RecommendationId))
    """What the review recommended, and was raised here."""
    initiatives: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    reports: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    citations: tuple[Citation, ...] = field(default=(), validator=is_all(tuple, Citation))
    note: str = field(default="", validator=is_a(str))
    id: str = field(default=Factory(digest_of, takes_self=True), validator=is_named)
    """What links refer to; a digest of the rest where none is given."""

    def __str__(self) -> str:
        """Print kind, number, parties and time."""
        name = self.title or f"{self.kind.replace('_', ' ')}{f' {self.number}' if self.number else ''}"
        others = f" with {', '.join(map(str, self.parties))}" if self.parties else ""
        return f"{name}{others}, {self.when or 'nobody knows when'}"


@frozen(kw_only=True)
class DialogueSeries:
    """Dialogues that are held again and again with one partner, every year or every few years.

    Raises `InvalidValue` where dialogues are not those of the partner, stand in another order than that
    of their times, or have numbers that do not rise.

    >>> held = (("2023", 27), ("2025-01", 28))
    >>> usa = Party.of("USA")
    >>> dialogues = tuple(
    ...     Dialogue(kind=DialogueKind.BILATERAL, parties=(usa,), number=number, when=Period.parse(when))
    ...     for when, number in held
    ... )
    >>> series = DialogueSeries(partner=usa, years=1, dialogues=dialogues)
    >>> day = dt.date(2026, 11, 21)
    >>> print(*series.missed(day), series.next_expected(day))
    2024 2026
    """

    partner: Party = field(validator=is_a(Party))
    title: str = field(default="", validator=is_a(str))
    years: int | None = field(default=None, validator=optional(is_whole("the time between meetings", 1, YEARS_LIMIT)))
    """How many years lie between two meetings, such as 1 where they are annual; None where nobody says."""
    dialogues: tuple[Dialogue, ...] = field(default=(), validator=is_all(tuple, Dialogue))
    """Those that are known to have been held, the oldest first."""
    citations: tuple[Citation, ...] = field(default=(), validator=is_all(tuple, Citation))
    note: str = field(default="", validator=is_a(str))
    id: str = field(default=Factory(digest_of, takes_self=True), validator=is_named)
    """What links refer to; a digest of the rest where none is given."""

    @dialogues.validator
    def _follow_one_another(self, _: Attribute[tuple[Dialogue, ...]], dialogues: tuple[Dialogue, ...]) -> None:
        for dialogue in dialogues:
            if self.partner not in dialogue.parties or dialogue.when is None:
                msg = f"a series with {self.partner} holds dated dialogues with that party, not {dialogue}"
                raise InvalidValue(msg)
        numbered = [dialogue for dialogue in dialogues if dialogue.number is not None]
        for one, other in (*pairwise(dialogues), *pairwise(numbered)):
            rising = one.number is None or other.number is None or one.number < other.number
            if not rising or _first(other) < _first(one):
                msg = f"the dialogues of a series follow one another in time and number, not {one}, then {other}"
                raise InvalidValue(msg)

    def missed(self, as_of: dt.date) -> tuple[Period, ...]:
        """Give the years in which a dialogue was expected, and by the numbers none was held.

        They lie between two whose numbers follow one another. Where a number is not known here, a
        dialogue may have been held: see `unrecorded`.
        """
        dialogues = self._until(as_of)
        certain = [(one, other) for one, other in pairwise(dialogues) if one.number and other.number == one.number + 1]
        return tuple(_year(year) for one, other in certain for year in self._after(one, until=_first(other).year))

    def unrecorded(self, as_of: dt.date) -> tuple[Period, ...]:
        """Give the other years that are over, in which one was expected, and nothing is known here."""
        dialogues, missed = self._until(as_of), self.missed(as_of)
        ends = [_first(dialogue).year for dialogue in dialogues[1:]] + [as_of.year] * bool(dialogues)
        years = [_year(year) for one, end in zip(dialogues, ends, strict=True) for year in self._after(one, until=end)]
        return tuple(year for year in years if year not in missed)

    def next_expected(self, as_of: dt.date) -> Period | None:
        """Give the year of the next dialogue, counted from the last: this one, if none was held.

        None where none is known, or how often they are held.
        """
        dialogues = self._until(as_of)
        if not dialogues or self.years is None:
            return None
        years = self._after(dialogues[-1], until=min(as_of.year + self.years + 1, dt.MAXYEAR + 1))
        return next((_year(year) for year in years if year >= as_of.year), None)

    def _until(self, as_of: dt.date) -> list[Dialogue]:
        check_day(as_of, "as_of")
        return [dialogue for dialogue in self.dialogues if _first(dialogue) <= as_of]

    def _after(self, dialogue: Dialogue, *, until: int) -> list[int]:
        """Give the years after a dialogue in which another is expected, up to a year and without it."""
        from dateutil.rrule import YEARLY, rrule  # noqa: PLC0415  (it takes as long to import as all of attrs)

        if self.years is None or until > dt.MAXYEAR:
            return []
        begin, end = dt.datetime(_last(dialogue).year, 1, 1), dt.datetime(until, 1, 1)  # noqa: DTZ001  (years alone)
        return [day.year for day in rrule(YEARLY, interval=self.years, dtstart=begin, until=end) if begin < day < end]


def _first(dialogue: Dialogue) -> dt.date:
    return dialogue.when.first if dialogue.when else dt.date.max


def _last(dialogue: Dialogue) -> dt.date:
    return dialogue.when.last if dialogue.when else dt.date.max


def _year(year: int) -> Period:
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))
