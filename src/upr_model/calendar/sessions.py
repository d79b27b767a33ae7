"""Cycles and sessions of the review, and the key of one State's review.

Source: resolution 5/1 and decision 17/119 (order and number of reviews), the Working Group's
sessions as its reports date them.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from attrs import field, frozen

from upr_model._base.checks import check_day, check_whole, is_a, is_whole, whole_number
from upr_model._base.data import table
from upr_model._base.plain import plain
from upr_model.errors import InvalidValue, ParseError, shown
from upr_model.values.states import State
from upr_model.values.vocabulary import Confidence

LAST_SESSION = 68
"""The last session of the fifth cycle. No calendar goes further, so a later one is a mistake."""

LAST_CYCLE = 5

DATA_AS_OF = date(2026, 11, 21)
"""When the calendar was compiled: the outcome of a later review is not known here."""

LABEL_LIMIT = 50
"""Characters of the longest label of a cycle that is read."""

_DASHES = re.compile(r" *[-\u2010-\u2013] *")
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
# Twelve sessions of sixteen States in the first cycle, fourteen of fourteen in each that follows.
_FIRST_CYCLE_SESSIONS = 12
LATER_CYCLE_SESSIONS = 14


def check_session(value: int) -> int:
    """Give the value back if it is the number of a session; else raise `InvalidValue`."""
    check_whole(value, "a session", 1, LAST_SESSION)
    return value


def check_cycle(value: int) -> int:
    """Give the value back if it is the number of a cycle; else raise `InvalidValue`."""
    check_whole(value, "a cycle", 1, LAST_CYCLE)
    return value


@frozen(order=True)
class Session:
    """A session of the Working Group.

    >>> Session(18).start
    datetime.date(2014, 1, 27)
    """

    number: int = field(validator=is_whole("a session", 1, LAST_SESSION))

    @property
    def cycle(self) -> int:
        """The number of its cycle."""
        if self.number <= _FIRST_CYCLE_SESSIONS:
            return 1
        return (self.number - _FIRST_CYCLE_SESSIONS - 1) // LATER_CYCLE_SESSIONS + 2

    @property
    def start(self) -> date | None:
        """Its first day; None where it was not published when the data were compiled."""
        return day_of(self._cell("start"))

    @property
    def end(self) -> date | None:
        """Its last day; None where it was not published when the data were compiled."""
        return day_of(self._cell("end"))

    @property
    def council_session(self) -> int | None:
        """The number of the Council's session whose plenary adopts the outcomes; None where it is not known."""
        number = self._cell("council_session")
        return int(number) if number else None

    @property
    def stakeholder_deadline(self) -> date | None:
        """The last day for submissions of stakeholders; None where no published date is known."""
        return day_of(self._cell("stakeholder_deadline"))

    @property
    def national_report_deadline(self) -> date | None:
        """The last day for national reports; None where no published date is known."""
        return day_of(self._cell("national_report_deadline"))

    @property
    def addendum_deadline(self) -> date | None:
        """The last day for addenda; None where no published date is known."""
        return day_of(self._cell("addendum_deadline"))

    @property
    def expected_end(self) -> date | None:
        """The day by which it should be over: its last day, or the last of the month where only the month is known."""
        return self.end or day_of(self._cell("expected_end"))

    @property
    def confidence(self) -> Confidence:
        """How sure its dates are."""
        return Confidence(self._cell("confidence") or Confidence.UNKNOWN)

    def _cell(self, column: str) -> str:
        """Give a cell of the table of sessions; an empty one for a session that is not in it."""
        return _sessions().get(self.number, {}).get(column, "")


@plain.register
def _(session: Session) -> int:
    return session.number


@frozen(order=True)
class Cycle:
    """A cycle of the review, in which every State is reviewed once.

    >>> Cycle(3).sessions
    range(27, 41)
    """

    number: int = field(validator=is_whole("a cycle", 1, LAST_CYCLE))

    @classmethod
    def parse(cls, text: str) -> Cycle:
        """Read a number, a word such as `third`, or the years by which it is known.

        Raises `ParseError` for anything else.

        >>> Cycle.parse("2017-2021") == Cycle.parse("2017-2022") == Cycle.parse("the third cycle")
        True
        """
        readable = isinstance(text, str) and len(text) <= LABEL_LIMIT
        words = " ".join(_DASHES.sub("-", text).casefold().split()) if readable else ""
        words = words.removeprefix("the ")
        words = words.removesuffix(" cycle") if words.endswith(" cycle") else words.removeprefix("cycle ")
        known = {label: number for number, labels in _labels().items() for label in labels}
        known |= {word: number for number, word in enumerate(_ORDINALS, start=1)}
        known |= {str(number): number for number in range(1, LAST_CYCLE + 1)}
        number = known.get(words)
        if number is None:
            msg = f"{shown(text)} is not a cycle; expected 1 to {LAST_CYCLE}, a word such as 'third', or '2017-2022'"
            raise ParseError(msg)
        return cls(number)

    @property
    def labels(self) -> dict[str, str]:
        """The years by which the cycle is known, each with what it means: sources differ.

        >>> Cycle(3).labels["2017-2022"]
        'as held: its last session ended in February 2022'
        """
        return dict(_labels().get(self.number, {}))

    @property
    def sessions(self) -> range:
        """The numbers of its sessions."""
        last = _FIRST_CYCLE_SESSIONS + (self.number - 1) * LATER_CYCLE_SESSIONS
        first = 1 if self.number == 1 else last - LATER_CYCLE_SESSIONS + 1
        return range(first, last + 1)

    @property
    def start(self) -> date | None:
        """The first day of its first session, where known."""
        return Session(self.sessions[0]).start

    @property
    def end(self) -> date | None:
        """The last day of its last session, where known."""
        return Session(self.sessions[-1]).end


@frozen(order=True, cache_hash=True)
class ReviewKey:
    """Which review: the State under review and the session that reviewed it.

    >>> ReviewKey.parse("VNM:18").cycle
    2
    """

    state: State = field(validator=is_a(State))
    session: int = field(validator=is_whole("a session", 1, LAST_SESSION))

    @classmethod
    def parse(cls, text: str) -> ReviewKey:
        """Read a State and a session, such as VNM:18.

        Raises `ParseError` for another form, what `State.parse` raises, and `InvalidValue` for a number
        that no session has.
        """
        name, colon, session = text.rpartition(":")
        if not colon:
            msg = f"{shown(text)} is not a review; expected a State and a session, such as VNM:18"
            raise ParseError(msg)
        return cls(State.parse(name), whole_number(session, "the session of a review"))

    @property
    def cycle(self) -> int:
        """The number of the cycle that the session belongs to."""
        return Session(self.session).cycle

    def __str__(self) -> str:
        """Print the code and the session: VNM:18."""
        return f"{self.state.iso3}:{self.session}"


def in_calendar(review: ReviewKey) -> bool:
    """Whether the State was, or is to be, reviewed in that session as far as is known here."""
    return str(review) in _reviews()


def reviewed_on(review: ReviewKey) -> date | None:
    """When the State was reviewed, or when that session began; None where neither is known here."""
    return day_of(_reviews().get(str(review), {}).get("review_date", "")) or Session(review.session).start


def plenary_adoption(review: ReviewKey) -> date | None:
    """When the Council's plenary adopted the outcome; None where that is not known here."""
    return day_of(_reviews().get(str(review), {}).get("plenary_adoption", ""))


def session_on(day: date) -> Session | None:
    """Give the session that met on a day; None for a day between sessions.

    Raises `InvalidValue` for a day before the first session, and after the last whose dates are known.

    >>> session_on(date(2014, 2, 5)), session_on(date(2014, 7, 1))
    (Session(number=18), None)
    """
    check_day(day, "day")
    dated = [(s.start, s.end, s) for s in map(Session, _sessions()) if s.start and s.end]
    first, last = dated[0][0], dated[-1][1]
    if not first <= day <= last:
        msg = f"{day} is outside the calendar, which knows sessions from {first} to {last} (compiled {DATA_AS_OF})"
        raise InvalidValue(msg)
    return next((session for start, end, session in dated if start <= day <= end), None)


@cache
def _sessions() -> dict[int, dict[str, str]]:
    return {int(row["session"]): row for row in table("sessions")}


@cache
def _labels() -> dict[int, dict[str, str]]:
    labels: dict[int, dict[str, str]] = {}
    for row in table("cycle_labels"):
        labels.setdefault(int(row["cycle"]), {})[row["label"]] = row["meaning"]
    return labels


@cache
def _reviews() -> dict[str, dict[str, str]]:
    return {f"{row['iso3']}:{row['session']}": row for row in table("reviews") if row["session"]}


def day_of(text: str) -> date | None:
    """Read a date of a table; None for an empty cell."""
    return date.fromisoformat(text) if text else None
