"""What is due when: the milestones of a review, each with its rule and how sure its date is.

A published date is marked as published. Any other date is computed from the review, or from the days
of its session, and the milestone names the rule. Where neither is known, the milestone has no date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from attrs import Attribute, evolve, field, frozen
from attrs.validators import optional

from upr_model._base.checks import check_day, is_a, is_day
from upr_model._base.plain import fields_of
from upr_model.calendar.reviews import Review, reviews_of
from upr_model.calendar.sessions import LAST_SESSION, LATER_CYCLE_SESSIONS, Session
from upr_model.errors import InvalidValue, shown
from upr_model.values.recurrence import later
from upr_model.values.vocabulary import Confidence, Vocabulary


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


@frozen(kw_only=True)
class Milestone:
    """A step of a review: from `first` to `last`, which are one day where the day is known.

    >>> from upr_model import review_of
    >>> due = milestones(review_of("VNM", cycle=4), as_of=dt.date(2024, 9, 1))
    >>> print(due[5])
    plenary adoption: 2024-09-27 (published), 26 days left
    """

    kind: MilestoneKind = field(validator=is_a(MilestoneKind))
    review: Review = field(validator=is_a(Review), repr=str)
    first: dt.date | None = field(default=None, validator=optional(is_day))
    last: dt.date | None = field(default=None, validator=optional(is_day))
    basis: DateBasis = field(default=DateBasis.UNKNOWN, validator=is_a(DateBasis))
    rule: str = field(default="", validator=is_a(str))
    """Why it is due then."""
    source: str = field(default="", validator=is_a(str))
    as_of: dt.date = field(validator=is_day)

    @basis.validator
    def _has_days(self, _: Attribute[DateBasis], basis: DateBasis) -> None:
        known = self.first is not None and self.last is not None and self.first <= self.last
        none = self.first is None and self.last is None
        if not (none if basis is DateBasis.UNKNOWN else known):
            msg = f"a {basis} milestone has no such days: {self.first} to {self.last}"
            raise InvalidValue(msg)

    @property
    def days_left(self) -> int | None:
        """The days from `as_of` to the last day; negative where that is past, None where it is not known.

        Where the days are a window for a deadline, only its first day is safe.
        """
        return (self.last - self.as_of).days if self.last else None

    def to_dict(self) -> dict[str, str | int | None]:
        """Give it as JSON has it."""
        return {
            **fields_of(self.review, "state", "cycle"),
            "milestone": str(self.kind),
            **fields_of(self, "first", "last", "basis", "days_left", "rule", "source"),
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
    check_day(as_of, "as_of")
    steps = (_before, _working_group, _adoption_in_the_working_group, _answer, _mid_term, _next_review)
    return tuple(milestone for step in steps for milestone in step(review, as_of))


def _before(review: Review, as_of: dt.date) -> Iterator[Milestone]:
    """Give what is handed in before the session."""
    submissions = Milestone(
        kind=MilestoneKind.STAKEHOLDER_SUBMISSIONS,
        review=review,
        rule="six to eight months before the session",
        source="the published deadlines of sessions 41 to 45",
        as_of=as_of,
    )
    report = evolve(submissions, kind=MilestoneKind.NATIONAL_REPORT, rule="twelve to fifteen weeks before the session")
    session = review.session
    start, _ = _days_of(session)
    submissions_window = (later(start, months=-8), later(start, months=-6)) if start else (None, None)
    report_window = (start - dt.timedelta(weeks=15), start - dt.timedelta(weeks=12)) if start else (None, None)
    yield _published(submissions, session.stakeholder_deadline if session else None) or _dated(
        submissions, *submissions_window
    )
    yield _published(report, session.national_report_deadline if session else None) or _dated(report, *report_window)


def _published(milestone: Milestone, day: dt.date | None) -> Milestone | None:
    """Give a milestone the deadline that was published, where there is one."""
    if day is None:
        return None
    source = "deadlines of OHCHR, as printed by UPR Info and ILGA"
    return _dated(evolve(milestone, rule="the published deadline", source=source), day, day, DateBasis.PUBLISHED)


def _working_group(review: Review, as_of: dt.date) -> Iterator[Milestone]:
    kind, source = MilestoneKind.WORKING_GROUP, "calendar of the Working Group"
    milestone = Milestone(kind=kind, review=review, rule="the day of the review", source=source, as_of=as_of)
    if day := review.review_date:
        yield _dated(milestone, day, day, DateBasis.PUBLISHED)
        return
    rule = "within the days of the session; the day of the review is not known here"
    confidence = review.session.confidence if review.session else Confidence.UNKNOWN
    doubtful = confidence in {Confidence.LOW, Confidence.MEDIUM}
    doubt = f"; the days are of {confidence} confidence" if doubtful else ""
    yield _dated(evolve(milestone, rule=rule + doubt), *_days_of(review.session), DateBasis.PUBLISHED)


def _adoption_in_the_working_group(review: Review, as_of: dt.date) -> Iterator[Milestone]:
    milestone = Milestone(
        kind=MilestoneKind.WORKING_GROUP_ADOPTION,
        review=review,
        rule="two to seven days after the review, within the session",
        source="resolution 5/1, annex; 262 reports of sessions 1 to 20, of which one took eleven days",
        as_of=as_of,
    )
    start, end = _days_of(review.session)
    if day := review.working_group_adoption:
        yield _dated(evolve(milestone, source=str(review.report or "the report")), day, day, DateBasis.PUBLISHED)
    elif day := review.review_date:
        first, last = day + dt.timedelta(2), day + dt.timedelta(7)
        yield _dated(milestone, first, max(first, min(last, end or last)))
    else:
        yield _dated(milestone, start and start + dt.timedelta(2), end)


def _answer(review: Review, as_of: dt.date) -> Iterator[Milestone]:
    """Give the addendum, and the plenary by which it is due."""
    council = review.session.council_session if review.session else None
    plenary = f"the plenary of the Council's session {council}" if council else "the Council's plenary"
    adoption = Milestone(
        kind=MilestoneKind.PLENARY_ADOPTION,
        review=review,
        rule=plenary,
        source="resolution 5/1, annex, paragraph 32; resolution 16/21",
        as_of=as_of,
    )
    addendum = evolve(adoption, kind=MilestoneKind.ADDENDUM, rule=f"no later than {plenary}")
    deadline = _published(addendum, review.session.addendum_deadline if review.session else None)
    if day := review.plenary_adoption:
        yield deadline or _dated(addendum, day, day)
        yield _dated(adoption, day, day, DateBasis.PUBLISHED)
        return
    if review.plenary_deferred:
        yield deadline or addendum
        yield evolve(adoption, rule=f"{plenary}; known to have been put off")
        return
    end = _end(review)
    window = (later(end, months=1), later(end, months=8)) if end else (None, None)
    since = ", one to eight months after the review, as the first sessions and that of 2020 show"
    yield deadline or _dated(evolve(addendum, rule=addendum.rule + since), *window)
    first, last = window
    if deadline and deadline.last and first:  # the plenary follows
        first = max(first, deadline.last)
    yield _dated(evolve(adoption, rule=plenary + since), first, last)


def _mid_term(review: Review, as_of: dt.date) -> Iterator[Milestone]:
    milestone = Milestone(
        kind=MilestoneKind.MID_TERM_REPORT,
        review=review,
        rule=f"voluntary, about two and a half years after the review{_counted_from(review)}",
        source="practice; resolution 16/21 encourages it",
        as_of=as_of,
    )
    end = _end(review)
    day = later(end, months=30) if end else None
    yield _dated(milestone, day, day)


def _next_review(review: Review, as_of: dt.date) -> Iterator[Milestone]:
    following = next((each for each in reviews_of(review.state) if each.cycle == review.cycle + 1), None)
    milestone = Milestone(
        kind=MilestoneKind.NEXT_REVIEW, review=review, source="calendar of the Working Group", as_of=as_of
    )
    session = _next_session(review, following)
    if following and following.session and following.session.start:
        days = (following.review_date,) * 2 if following.review_date else _days_of(following.session)
        yield _dated(evolve(milestone, rule=session), *days, DateBasis.PUBLISHED)
        return
    if following:  # the window of the rule would be too early
        yield evolve(milestone, rule=f"{session}; the days are not known here")
        return
    end = _end(review)
    window = (later(end, months=54), later(end, months=66)) if end else (None, None)
    since = f"four and a half to five and a half years after the review{_counted_from(review)}"
    source = "resolution 16/21 and decision 17/119"
    yield _dated(evolve(milestone, rule=f"{session}; {since}", source=source), *window)


def _next_session(review: Review, following: Review | None) -> str:
    """Say in which session the next review is, and how that is known."""
    if following:
        moved = "".join(f", {missed}" for missed in following.missed)
        number = f"session {following.session.number}" if following.session else "its session is not known here"
        return number + moved
    slot = review.missed[0].session if review.missed else review.session
    due = slot.number + LATER_CYCLE_SESSIONS if slot and slot.cycle > 1 else 0
    return f"session {due} by the order of decision 17/119" if 0 < due <= LAST_SESSION else "not yet scheduled"


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
