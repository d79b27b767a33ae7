"""The calendar of reviews: which State is reviewed in which session, and what is known of it.

Source: Working Group reports (sessions 1 to 20), releases of OHCHR and UPR Info, and for what is not
yet published the order of decision 17/119; data/README.md has the details.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from attrs import Attribute, field, frozen

from upr_model._data import table
from upr_model._validators import is_a, is_all
from upr_model.cycle import DATA_AS_OF, LAST_CYCLE, ReviewKey, Session, check_cycle, check_session
from upr_model.errors import InvalidValue, NoReview, shown
from upr_model.states import State
from upr_model.symbols import DocumentSymbol
from upr_model.vocabulary import Confidence, ReviewStatus

_SESSIONS_OF_A_CYCLE = 14


@frozen(kw_only=True)
class MissedSlot:
    """A session in which a State was to be reviewed and was not.

    >>> [missed.session.number for missed in review_of("Israel", cycle=2).missed]
    [15]
    """

    session: Session = field(validator=is_a(Session))
    date: dt.date | None = field(default=None, validator=is_a(dt.date, type(None)))
    """When it was absent; None where that is not known."""
    new_session: Session | None = field(default=None, validator=is_a(Session, type(None)))
    decision: DocumentSymbol | None = field(default=None, validator=is_a(DocumentSymbol, type(None)))

    def __str__(self) -> str:
        """Print both sessions."""
        day = f" ({self.date})" if self.date else ""
        moved = f"moved to session {self.new_session.number}" if self.new_session else "a new session is not known here"
        return f"missed session {self.session.number}{day}, {moved}"


@frozen(kw_only=True)
class Review:
    """The review of one State in one cycle; what is not known here is None.

    >>> review = review_of("VNM", cycle=2)
    >>> print(review.session.number, review.review_date, review.plenary_adoption)
    18 2014-02-05 2014-06-20
    """

    state: State = field(validator=is_a(State))
    cycle: int = field(validator=lambda _, __, number: check_cycle(number))
    session: Session | None = field(default=None, validator=is_a(Session, type(None)))
    status: ReviewStatus = field(validator=is_a(ReviewStatus))
    review_date: dt.date | None = field(default=None, validator=is_a(dt.date, type(None)))
    working_group_adoption: dt.date | None = field(default=None, validator=is_a(dt.date, type(None)))
    plenary_adoption: dt.date | None = field(default=None, validator=is_a(dt.date, type(None)))
    troika: tuple[State, ...] = field(default=(), validator=is_all(tuple, State))
    report: DocumentSymbol | None = field(default=None, validator=is_a(DocumentSymbol, type(None)))
    missed: tuple[MissedSlot, ...] = field(default=(), validator=is_all(tuple, MissedSlot))
    """Slots in which the State was to be reviewed before, and was not."""
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

    @property
    def key(self) -> ReviewKey | None:
        """What recommendations refer to; None where the session is not known."""
        return ReviewKey(self.state, self.session.number) if self.session else None

    def outlook(self, as_of: dt.date) -> str:
        """Say how far it has got, as far as is known on a day; what was scheduled is not taken for held.

        >>> review_of("Ukraine", cycle=4).outlook(dt.date(2026, 12, 1))
        'session not known here'
        """
        if self.status is ReviewStatus.UNKNOWN or self.session is None:
            return "session not known here"
        if self.status not in {ReviewStatus.SCHEDULED, ReviewStatus.POSTPONED}:
            return str(self.status)
        end = self.session.end
        if as_of > (end or DATA_AS_OF):
            return f"{self.status} when compiled ({DATA_AS_OF}), outcome not known here"
        return str(self.status)

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
    return _by_state().get(_state(state), ())


def reviews_in(session: Session | int) -> tuple[Review, ...]:
    """Give the reviews of a session, in the order of the States' codes; `InvalidValue` for what is no session.

    >>> len(reviews_in(18))
    14
    """
    wanted = session if isinstance(session, Session) else Session(check_session(session))
    return tuple(review for reviews in _by_state().values() for review in reviews if review.session == wanted)


def review_of(state: State | str, *, cycle: int) -> Review:
    """Give the review of a State in a cycle; `NoReview` where there is none, or none is known here.

    >>> review_of("SSD", cycle=1)
    Traceback (most recent call last):
    upr_model.errors.NoReview: South Sudan had no review in cycle 1: it became a Member State in July 2011, at its end
    """
    reviewed, number = _state(state), check_cycle(cycle)
    found = {review.cycle: review for review in reviews_of(reviewed)}
    if number in found:
        return found[number]
    if not found:
        why = "it is an observer State, which recommends and is not reviewed"
    elif number == LAST_CYCLE:
        first, last = (_SESSIONS_OF_A_CYCLE * (number - 1) - 1, _SESSIONS_OF_A_CYCLE * number - 2)
        why = f"the calendar of sessions {first} to {last} was not known when the data were compiled ({DATA_AS_OF})"
    else:
        why = "it became a Member State in July 2011, at its end"
    msg = f"{reviewed} had no review in cycle {number}: {why}"
    raise NoReview(msg)


def _state(state: State | str) -> State:
    if isinstance(state, str):
        return State.parse(state)
    if not isinstance(state, State):
        msg = f"expected a State, its name or its code, not {shown(state)}"
        raise InvalidValue(msg)
    return state


@cache
def _by_state() -> dict[State, tuple[Review, ...]]:
    missed: dict[tuple[str, str], tuple[MissedSlot, ...]] = {}
    for row in table("missed_slots"):
        missed[row["iso3"], row["cycle"]] = (_missed(row),)
    found: dict[State, list[Review]] = {}
    for row in table("reviews"):
        review = _review(row, missed.get((row["iso3"], row["cycle"]), ()))
        found.setdefault(review.state, []).append(review)
    return {state: tuple(sorted(found[state], key=lambda review: review.cycle)) for state in sorted(found)}


def _review(row: dict[str, str], missed: tuple[MissedSlot, ...]) -> Review:
    return Review(
        state=State.parse(row["iso3"]),
        cycle=int(row["cycle"]),
        session=_session(row["session"]),
        status=ReviewStatus(row["status"]),
        review_date=_date(row["review_date"]),
        working_group_adoption=_date(row["working_group_adoption"]),
        plenary_adoption=_date(row["plenary_adoption"]),
        troika=tuple(map(State.parse, row["troika"].split())),
        report=_symbol(row["report"]),
        missed=missed,
        confidence=Confidence(row["confidence"]),
        note=row["note"],
    )


def _missed(row: dict[str, str]) -> MissedSlot:
    return MissedSlot(
        session=Session(int(row["session"])),
        date=_date(row["date"]),
        new_session=_session(row["new_session"]),
        decision=_symbol(row["decision"]),
    )


def _session(text: str) -> Session | None:
    return Session(int(text)) if text else None


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _symbol(text: str) -> DocumentSymbol | None:
    return DocumentSymbol.parse(text) if text else None
