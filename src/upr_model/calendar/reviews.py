"""The calendar of reviews: which State is reviewed in which session, and what is known of it.

Sources: Working Group reports (sessions 1 to 20), and releases of OHCHR and UPR Info. A session that is
not yet published follows from the order of decision 17/119. data/README.md has the details.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import optional

from upr_model._base.checks import check_day, is_a, is_all, is_day, is_whole
from upr_model._base.data import table
from upr_model._base.plain import fields_of
from upr_model.calendar.sessions import (
    DATA_AS_OF,
    LAST_CYCLE,
    Cycle,
    ReviewKey,
    Session,
    check_cycle,
    check_session,
    day_of,
)
from upr_model.errors import InvalidValue, NoReview, shown
from upr_model.values.states import State, state_of
from upr_model.values.symbols import DocumentSymbol
from upr_model.values.vocabulary import Confidence, ReviewStatus


@frozen(kw_only=True)
class MissedSlot:
    """A session in which a State was to be reviewed and was not.

    >>> [missed.session.number for missed in review_of("Israel", cycle=2).missed]
    [15]
    """

    session: Session = field(validator=is_a(Session))
    date: dt.date | None = field(default=None, validator=optional(is_day))
    """When it was absent; None where that is not known."""
    new_session: Session | None = field(default=None, validator=optional(is_a(Session)))
    decision: DocumentSymbol | None = field(default=None, validator=optional(is_a(DocumentSymbol)))
    note: str = field(default="", validator=is_a(str))

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return fields_of(self, "session", "date", "new_session", "decision", "note")

    def __str__(self) -> str:
        """Print both sessions."""
        day = f" ({self.date})" if self.date else ""
        moved = f"moved to session {self.new_session.number}" if self.new_session else "a new session is not known here"
        note = f" ({self.note})" if self.note else ""
        return f"missed session {self.session.number}{day}, {moved}{note}"


@frozen(kw_only=True)
class Review:
    """The review of one State in one cycle; what is not known here is None.

    >>> review = review_of("VNM", cycle=2)
    >>> print(review.session.number, review.review_date, review.plenary_adoption)
    18 2014-02-05 2014-06-20
    """

    state: State = field(validator=is_a(State))
    cycle: int = field(validator=is_whole("a cycle", 1, LAST_CYCLE))
    session: Session | None = field(default=None, validator=optional(is_a(Session)))
    status: ReviewStatus = field(validator=is_a(ReviewStatus))
    review_date: dt.date | None = field(default=None, validator=optional(is_day))
    working_group_adoption: dt.date | None = field(default=None, validator=optional(is_day))
    plenary_adoption: dt.date | None = field(default=None, validator=optional(is_day))
    troika: tuple[State, ...] = field(default=(), validator=is_all(tuple, State))
    report: DocumentSymbol | None = field(default=None, validator=optional(is_a(DocumentSymbol)))
    missed: tuple[MissedSlot, ...] = field(default=(), validator=is_all(tuple, MissedSlot))
    """Earlier sessions in which the State was to be reviewed, and was not."""
    plenary_deferred: bool = field(default=False, validator=is_a(bool))
    """Whether the plenary is known to have put off the adoption."""
    confidence: Confidence = field(default=Confidence.UNKNOWN, validator=is_a(Confidence))
    """How sure the session is: medium where it follows from the order of decision 17/119."""
    note: str = field(default="", validator=is_a(str))

    @session.validator
    def _of_its_cycle(self, _: Attribute[Session | None], session: Session | None) -> None:
        if session is not None and session.cycle != self.cycle:
            msg = f"session {session.number} belongs to cycle {session.cycle}, not to cycle {self.cycle}"
            raise InvalidValue(msg)

    @plenary_adoption.validator
    def _in_order(self, _: Attribute[dt.date | None], __: dt.date | None) -> None:
        dates = [day for day in (self.review_date, self.working_group_adoption, self.plenary_adoption) if day]
        if dates != sorted(dates):
            msg = f"review, adoption in the Working Group and in the plenary follow one another, not {shown(dates)}"
            raise InvalidValue(msg)
        if (self.status is ReviewStatus.ADOPTED) != (self.plenary_adoption is not None):
            msg = f"a review is adopted where the day of the plenary is known, and only there, not {self.status}"
            raise InvalidValue(msg)

    @property
    def key(self) -> ReviewKey | None:
        """The key by which recommendations refer to it; None where the session is not known."""
        return ReviewKey(self.state, self.session.number) if self.session else None

    def outlook(self, as_of: dt.date) -> str:
        """Say how far it has got, as far as is known on a day. A review that was scheduled is not assumed to be held.

        >>> review_of("Ukraine", cycle=4).outlook(dt.date(2026, 12, 1))
        'session not known here'
        """
        check_day(as_of, "as_of")
        if self.session is None:
            return "session not known here"
        end = self.session.expected_end
        reviewed = self.review_date or self.session.end
        if reviewed and as_of < reviewed:
            return str(ReviewStatus.SCHEDULED)
        if self.plenary_adoption and as_of < self.plenary_adoption:
            return str(ReviewStatus.REVIEWED)
        if self.status in {ReviewStatus.SCHEDULED, ReviewStatus.POSTPONED} and as_of > (end or DATA_AS_OF):
            return f"{self.status} when compiled ({DATA_AS_OF}), outcome not known here"
        return str(self.status)

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it; what is not known is None."""
        days = ("review_date", "working_group_adoption", "plenary_adoption")
        details = ("plenary_deferred", "troika", "report", "missed", "confidence", "note")
        return {
            "state": self.state.iso3,
            "name": self.state.name,
            **fields_of(self, "cycle", "session", "status", *days, *details),
        }

    def __str__(self) -> str:
        """Print State, cycle, session and status."""
        session = f"session {self.session.number}" if self.session else "session not known here"
        return f"{self.state}, cycle {self.cycle}: {session}, {self.status}"


def reviews_of(state: State | str) -> tuple[Review, ...]:
    """Give all reviews of a State, in the order of the cycles; a State or what `State.parse` takes.

    Raises what `State.parse` raises. An observer State has none.

    >>> [review.session.number for review in reviews_of("Viet Nam")]
    [5, 18, 32, 46]
    """
    return _by_state().get(state_of(state), ())


def reviews_in(session: Session | int) -> tuple[Review, ...]:
    """Give the reviews of a session, in the order of the States' codes.

    Raises `InvalidValue` for what is no session, and `NoReview` for one whose reviews are not known here.

    >>> len(reviews_in(18))
    14
    """
    wanted = session if isinstance(session, Session) else Session(check_session(session))
    reviews = tuple(review for each in _by_state().values() for review in each if review.session == wanted)
    if not reviews:
        msg = f"the reviews of session {wanted.number} are not known here: {_not_yet(wanted.cycle)}"
        raise NoReview(msg)
    return reviews


def review_of(state: State | str, *, cycle: int) -> Review:
    """Give the review of a State in a cycle; `NoReview` where there is none, or none is known here.

    >>> review_of("SSD", cycle=1)
    Traceback (most recent call last):
    upr_model.errors.NoReview: South Sudan had no review in cycle 1: it became a Member State in July 2011, at its end
    """
    reviewed, number = state_of(state), check_cycle(cycle)
    reviews = {review.cycle: review for review in reviews_of(reviewed)}
    if number in reviews:
        return reviews[number]
    if not reviews:
        why = "it recommends and is not reviewed" if reviewed.regional_group is None else "none is known here"
    elif number == LAST_CYCLE:
        why = _not_yet(number)
    else:
        why = "it became a Member State in July 2011, at its end"
    msg = f"{reviewed} had no review in cycle {number}: {why}"
    raise NoReview(msg)


def _not_yet(cycle: int) -> str:
    sessions = Cycle(cycle).sessions
    return f"the calendar of sessions {sessions[0]} to {sessions[-1]} was not known when compiled ({DATA_AS_OF})"


@cache
def _by_state() -> dict[State, tuple[Review, ...]]:
    missed: dict[tuple[str, str], tuple[MissedSlot, ...]] = {}
    for row in table("missed_slots"):
        missed[row["iso3"], row["cycle"]] = (_missed(row),)
    reviews: dict[State, list[Review]] = {}
    for row in table("reviews"):
        review = _review(row, missed.get((row["iso3"], row["cycle"]), ()))
        reviews.setdefault(review.state, []).append(review)
    return {state: tuple(sorted(reviews[state], key=lambda review: review.cycle)) for state in sorted(reviews)}


def _review(row: dict[str, str], missed: tuple[MissedSlot, ...]) -> Review:
    return Review(
        state=State.parse(row["iso3"]),
        cycle=int(row["cycle"]),
        session=_session(row["session"]),
        status=ReviewStatus(row["status"]),
        review_date=day_of(row["review_date"]),
        working_group_adoption=day_of(row["working_group_adoption"]),
        plenary_adoption=day_of(row["plenary_adoption"]),
        troika=tuple(map(State.parse, row["troika"].split())),
        report=_symbol(row["report"]),
        missed=missed,
        plenary_deferred=row["plenary_deferred"] == "yes",
        confidence=Confidence(row["confidence"]),
        note=row["note"],
    )


def _missed(row: dict[str, str]) -> MissedSlot:
    return MissedSlot(
        session=Session(int(row["session"])),
        date=day_of(row["date"]),
        new_session=_session(row["new_session"]),
        decision=_symbol(row["decision"]),
        note=row["note"],
    )


def _session(text: str) -> Session | None:
    return Session(int(text)) if text else None


def _symbol(text: str) -> DocumentSymbol | None:
    return DocumentSymbol.parse(text) if text else None
