"""What is due when: the milestones of a review, each with its rule and how sure its date is.

A date that was published is given as such. Another is computed from the review, or from the days of
its session, by a rule that is told; where neither is known, the milestone has no date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from attrs import Attribute, evolve, field, frozen

from upr_model._validators import is_a
from upr_model.cycle import LAST_SESSION, Session
from upr_model.errors import InvalidValue, shown
from upr_model.reviews import Review, reviews_of
from upr_model.vocabulary import Vocabulary

_ONE_CYCLE_OF_SESSIONS = 14


class MilestoneKind(Vocabulary, StrEnum):
    """The steps of a review, in their order.

    >>> MilestoneKind("addendum")
    MilestoneKind.ADDENDUM
    """

    STAKEHOLDER_SUBMISSIONS = "stakeholder_submissions"
    NATIONAL_REPORT = "national_report"
    WORKING_GROUP = "working_group"
    WORKING_GROUP_ADOPTION = "working_group_adoption"
    ADDENDUM = "addendum"
    PLENARY_ADOPTION = "plenary_adoption"
    MID_TERM_REPORT = "mid_term_report"
    NEXT_REVIEW = "next_review"

    @property
    def label(self) -> str:
        """The name as it is written.

        >>> MilestoneKind.MID_TERM_REPORT.label
        'mid-term report'
        """
        return self.replace("_", " ").replace("mid term", "mid-term")


class DateBasis(Vocabulary, StrEnum):
    """Where the date of a milestone comes from.

    >>> DateBasis("computed")
    DateBasis.COMPUTED
    """

    PUBLISHED = "published"
    COMPUTED = "computed"
    UNKNOWN = "unknown"


def _is_day(_: object, attribute: Attribute[dt.date | None], value: object) -> None:
    if value is not None and type(value) is not dt.date:
        msg = f"{attribute.name} must be a datetime.date, not {shown(value)}"
        raise InvalidValue(msg)


@frozen(kw_only=True)
class Milestone:
    """A step of a review: from `first` to `last`, which are one day where the day is known.

    >>> from upr_model import review_of
    >>> due = milestones(review_of("VNM", cycle=4), as_of=dt.date(2024, 9, 1))
    >>> print(due[5])
    plenary adoption: 2024-09-27 (published), 26 days left
    """

    kind: MilestoneKind = field(validator=is_a(MilestoneKind))
    first: dt.date | None = field(default=None, validator=_is_day)
    last: dt.date | None = field(default=None, validator=_is_day)
    basis: DateBasis = field(default=DateBasis.UNKNOWN, validator=is_a(DateBasis))
    rule: str = ""
    """Why it is due then."""
    source: str = ""
    as_of: dt.date = field(validator=is_a(dt.date))

    @property
    def days_left(self) -> int | None:
        """The days from `as_of` to the last day; negative where that is past, None where it is not known."""
        return (self.last - self.as_of).days if self.last else None

    def to_dict(self) -> dict[str, str | int | None]:
        """Give it as JSON has it."""
        return {
            "milestone": str(self.kind),
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "basis": str(self.basis),
            "days_left": self.days_left,
            "rule": self.rule,
            "source": self.source,
        }

    def __str__(self) -> str:
        """Print kind, days, basis, and how far away it is."""
        name = self.kind.label
        if self.first is None or self.last is None:
            return f"{name}: not known here"
        days = str(self.last) if self.first == self.last else f"{self.first} to {self.last}"
        return f"{name}: {days} ({self.basis}), {_distance(self.first, self.last, self.as_of)}"


def milestones(review: Review, *, as_of: dt.date) -> tuple[Milestone, ...]:
    """Give the eight milestones of a review, in their order, as seen on a day.

    Dates of the review itself are published or unknown. Others count from it, or, where its day is not
    known, from the days of its session, and their rule says so. Raises `InvalidValue` for what is no
    review, and for an `as_of` that is no `datetime.date`.

    >>> from upr_model import review_of
    >>> [str(each.basis) for each in milestones(review_of("VNM", cycle=2), as_of=dt.date(2020, 1, 1))][:2]
    ['computed', 'computed']
    """
    if not isinstance(review, Review):
        msg = f"milestones are of a Review, such as review_of('VNM', cycle=4), not {shown(review)}"
        raise InvalidValue(msg)
    if type(as_of) is not dt.date:
        msg = f"as_of must be a datetime.date, not {shown(as_of)}"
        raise InvalidValue(msg)
    steps = (
        *_before(review.session, as_of),
        _working_group(review, as_of),
        _adoption_in_the_working_group(review, as_of),
        *_answer(review, as_of),
        _mid_term(review, as_of),
        _next_review(review, as_of),
    )
    return tuple(steps)


def due_dates(anchor: dt.date, *, months: int) -> Iterator[dt.date]:
    """Give the dates every so many months after a first one, each counted from that first one.

    So a month's last day comes back after a shorter month.

    >>> from itertools import islice
    >>> [str(day) for day in islice(due_dates(dt.date(2026, 1, 31), months=1), 3)]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """
    if type(months) is not int or months < 1:
        msg = f"months must be a whole number from 1, not {shown(months)}"
        raise InvalidValue(msg)
    number = 0
    while True:
        try:
            day = _later(anchor, months=number * months)
        except (OverflowError, ValueError):  # after the year 9999
            return
        yield day
        number += 1


def _later(day: dt.date, *, months: int) -> dt.date:
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415  (it takes as long to import as all of attrs)

    later: dt.date = day + relativedelta(months=months)
    return later


def _before(session: Session | None, as_of: dt.date) -> Iterator[Milestone]:
    """Give what is handed in before the session."""
    submissions = Milestone(
        kind=MilestoneKind.STAKEHOLDER_SUBMISSIONS,
        rule="six to seven months before the session",
        source="practice of the sessions with published deadlines",
        as_of=as_of,
    )
    report = evolve(submissions, kind=MilestoneKind.NATIONAL_REPORT, rule="about twelve weeks before the session")
    if session is None:
        yield from (submissions, report)
        return
    start = session.start
    six_months = (_later(start, months=-7), _later(start, months=-6)) if start else (None, None)
    twelve_weeks = (start - dt.timedelta(weeks=12),) * 2 if start else (None, None)
    for milestone, published, computed in (
        (submissions, session.stakeholder_deadline, six_months),
        (report, session.national_report_deadline, twelve_weeks),
    ):
        if published:
            told = evolve(milestone, rule=f"{milestone.rule}; as published", source="deadlines of OHCHR")
            yield _dated(told, published, published, DateBasis.PUBLISHED)
        else:
            yield _dated(milestone, *computed)


def _working_group(review: Review, as_of: dt.date) -> Milestone:
    kind, source = MilestoneKind.WORKING_GROUP, "calendar of the Working Group"
    if day := review.review_date:
        told = Milestone(kind=kind, rule="the day of the review", source=source, as_of=as_of)
        return _dated(told, day, day, DateBasis.PUBLISHED)
    rule = "within the days of the session; the day of the review is not known here"
    told = Milestone(kind=kind, rule=rule, source=source, as_of=as_of)
    return _dated(told, *_days_of(review.session), DateBasis.PUBLISHED)


def _adoption_in_the_working_group(review: Review, as_of: dt.date) -> Milestone:
    told = Milestone(
        kind=MilestoneKind.WORKING_GROUP_ADOPTION,
        rule="two to seven days after the review",
        source="resolution 5/1, annex; 262 reports of sessions 1 to 20",
        as_of=as_of,
    )
    if day := review.working_group_adoption:
        report = str(review.report or "the Working Group's report")
        return _dated(evolve(told, source=report), day, day, DateBasis.PUBLISHED)
    if day := review.review_date:
        return _dated(told, day + dt.timedelta(2), day + dt.timedelta(7))
    first, last = _days_of(review.session)
    within = evolve(told, rule=f"{told.rule}, within the session; the day of the review is not known here")
    return _dated(within, first and first + dt.timedelta(2), last)


def _answer(review: Review, as_of: dt.date) -> Iterator[Milestone]:
    """Give the addendum, and the plenary by which it is due."""
    council = review.session.council_session if review.session else None
    plenary = f"the plenary of the Council's session {council}" if council else "the Council's plenary"
    source = "resolution 5/1, annex, paragraph 32; resolution 16/21"
    adoption = Milestone(kind=MilestoneKind.PLENARY_ADOPTION, rule=plenary, source=source, as_of=as_of)
    addendum = evolve(adoption, kind=MilestoneKind.ADDENDUM, rule=f"no later than {plenary}")
    if day := review.plenary_adoption:
        yield _dated(addendum, day, day)
        yield _dated(adoption, day, day, DateBasis.PUBLISHED)
        return
    end = _end(review)
    window = (_later(end, months=3), _later(end, months=6)) if end else (None, None)
    for milestone in (addendum, adoption):
        yield _dated(evolve(milestone, rule=f"{milestone.rule}, three to six months after the review"), *window)


def _mid_term(review: Review, as_of: dt.date) -> Milestone:
    told = Milestone(
        kind=MilestoneKind.MID_TERM_REPORT,
        rule=f"voluntary, about two and a half years after the review{_counted_from(review)}",
        source="practice; resolution 16/21 encourages it",
        as_of=as_of,
    )
    end = _end(review)
    day = _later(end, months=30) if end else None
    return _dated(told, day, day)


def _next_review(review: Review, as_of: dt.date) -> Milestone:
    following = _following(review)
    told = Milestone(kind=MilestoneKind.NEXT_REVIEW, source="calendar of the Working Group", as_of=as_of)
    if following and following.session and following.session.start:
        told = evolve(told, rule=f"session {following.session.number}")
        day = following.review_date
        days = (day, day) if day else _days_of(following.session)
        return _dated(told, *days, DateBasis.PUBLISHED)
    number = _next_session(review, following)
    named = f"session {number} by the order of decision 17/119; " if number else ""
    rule = f"{named}four and a half to five and a half years after the review{_counted_from(review)}"
    told = evolve(told, rule=rule, source="resolution 16/21 and decision 17/119")
    end = _end(review)
    window = (_later(end, months=54), _later(end, months=66)) if end else (None, None)
    return _dated(told, *window)


def _following(review: Review) -> Review | None:
    """Give the State's next review, where the calendar has it."""
    return next((each for each in reviews_of(review.state) if each.cycle == review.cycle + 1), None)


def _next_session(review: Review, following: Review | None) -> int | None:
    """Give the session of the next review: the calendar's, or from the second cycle on by the order."""
    if following and following.session:
        return following.session.number
    slot = review.missed[0].session if review.missed else review.session
    later = slot.number + _ONE_CYCLE_OF_SESSIONS if slot and slot.cycle > 1 else 0
    return later if 0 < later <= LAST_SESSION else None


def _days_of(session: Session | None) -> tuple[dt.date | None, dt.date | None]:
    return (session.start, session.end) if session else (None, None)


def _end(review: Review) -> dt.date | None:
    """Give the day that later milestones count from."""
    return review.review_date or _days_of(review.session)[1]


def _counted_from(review: Review) -> str:
    return "" if review.review_date else ", counted from the last day of its session"


def _dated(
    milestone: Milestone, first: dt.date | None, last: dt.date | None, basis: DateBasis = DateBasis.COMPUTED
) -> Milestone:
    """Give a milestone its days, where they are known."""
    return evolve(milestone, first=first, last=last, basis=basis) if first and last else milestone


def _distance(first: dt.date, last: dt.date, as_of: dt.date) -> str:
    """Say how far away it is, or how long ago."""
    if as_of > last:
        return f"{_days((as_of - last).days)} ago"
    if as_of >= first:
        return "due now" if first == last else f"now, {_days((last - as_of).days)} left"
    return f"{_days((last - as_of).days)} left"


def _days(number: int) -> str:
    return f"{number} day{'s' * (number != 1)}"
