"""Reviews and milestones as an iCalendar file, which calendar programs take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from upr_model.calendar.milestones import Milestone
from upr_model.calendar.reviews import Review
from upr_model.calendar.sessions import DATA_AS_OF
from upr_model.errors import InvalidValue, missing_extra, shown

_Event = tuple[str, str, dt.date | None, dt.date | None, str]


def to_ics(events: Iterable[Milestone | Review]) -> str:
    """Give an iCalendar file (RFC 5545) of those milestones and reviews whose days are known.

    Its lines end in CR LF; write it as UTF-8 and without translating them. Raises `MissingExtra` where the
    library icalendar is not installed, `InvalidValue` for other things, and where nothing has a day.

    >>> from upr_model import reviews_of
    >>> to_ics(reviews_of("Viet Nam")).splitlines()[0]
    'BEGIN:VCALENDAR'
    """
    try:
        from icalendar import Calendar, Event  # noqa: PLC0415  (an extra)
    except ImportError as error:
        part = "iCalendar output"
        raise missing_extra(part, "icalendar", "calendar") from error
    file = Calendar()
    file.add("prodid", "-//upr-model//EN")
    file.add("version", "2.0")
    for uid, summary, first, last, description in map(_event, events):
        if first and last:
            event = Event()
            event.add("uid", f"{uid}@upr-model")
            event.add("dtstamp", dt.datetime.combine(DATA_AS_OF, dt.time(), dt.UTC))
            event.add("summary", summary)
            event.add("dtstart", first)
            event.add("dtend", last + dt.timedelta(days=1))  # the first day that is no longer part of it
            event.add("description", description)
            file.add_component(event)
    if not file.subcomponents:
        msg = "no day is known here of any of these milestones or reviews; print them as text instead"
        raise InvalidValue(msg)
    printed: str = file.to_ical().decode()
    return printed


def _event(event: object) -> _Event:
    """Give id, summary, days and description."""
    if isinstance(event, Milestone):
        review = event.review
        summary = f"UPR of {review.state}, cycle {review.cycle}: {event.kind.label}"
        description = f"{event.basis}: {event.rule}. Source: {event.source}."
        return f"{review.state.iso3}-{review.cycle}-{event.kind}", summary, event.first, event.last, description
    if isinstance(event, Review):
        session, day = event.session, event.review_date
        first, last = (day, day) if day or session is None else (session.start, session.end)
        uid, summary = f"{event.state.iso3}-{event.cycle}-review", f"UPR of {event.state}, cycle {event.cycle}"
        return uid, summary, first, last, f"{event}. Compiled on {DATA_AS_OF}."
    msg = f"an iCalendar file is made of milestones and reviews, not of {shown(event)}"
    raise InvalidValue(msg)
