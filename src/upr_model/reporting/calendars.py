"""Reviews and milestones as text, Markdown, CSV, JSON and iCalendar."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence

from attrs import frozen

from upr_model._base.plain import plain
from upr_model.calendar.milestones import Milestone
from upr_model.calendar.reviews import Review
from upr_model.calendar.sessions import DATA_AS_OF
from upr_model.reporting.ics import to_ics
from upr_model.reporting.layout import aligned, csv_text, escaped, markdown_lines, markdown_table

_COMPILED = f"Calendar compiled on {DATA_AS_OF}; what was scheduled after that is not known to have taken place."


@frozen
class Calendar:
    """Reviews as seen on a day, and the milestones of one of them."""

    title: str
    reviews: Sequence[Review]
    milestones: Sequence[Milestone]
    as_of: dt.date


def as_text(calendar: Calendar) -> str:
    """Give two tables for a terminal."""
    blocks = [calendar.title, "", *aligned([row[:-1] for row in _review_rows(calendar)])]
    if calendar.milestones:
        blocks += ["", f"As of {calendar.as_of}:", "", *aligned([row[2:-1] for row in _milestone_rows(calendar)])]
    return "\n".join((*blocks, "", *_notes(calendar), _COMPILED))


def as_markdown(calendar: Calendar) -> str:
    """Give two Markdown tables."""
    blocks = [f"## {escaped(calendar.title)}", "", *markdown_table(_review_rows(calendar))]
    if calendar.milestones:
        blocks += ["", f"As of {calendar.as_of}:", "", *markdown_table(_milestone_rows(calendar))]
    return "\n".join((*blocks, "", markdown_lines((*_notes(calendar), _COMPILED))))


def as_csv(calendar: Calendar) -> str:
    """Give comma-separated values: the milestones where there are some, else the reviews."""
    return csv_text(_milestone_rows(calendar) if calendar.milestones else _review_rows(calendar))


def as_json(calendar: Calendar) -> str:
    """Give JSON: what is not known is null."""
    report = {
        "title": calendar.title,
        "as_of": calendar.as_of,
        "compiled": DATA_AS_OF,
        "reviews": [{**each.to_dict(), "outlook": each.outlook(calendar.as_of)} for each in calendar.reviews],
        "milestones": list(calendar.milestones),
    }
    return json.dumps(plain(report), indent=2, ensure_ascii=False)


def as_ics(calendar: Calendar) -> str:
    """Give an iCalendar file of the milestones, or of the reviews where there are none."""
    return to_ics(calendar.milestones or calendar.reviews).removesuffix("\n")  # the line that is printed ends it


FORMATS: dict[str, Callable[[Calendar], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "csv": as_csv,
    "json": as_json,
    "ics": as_ics,
}
"""The ways to print a calendar, by name."""


def _review_rows(calendar: Calendar) -> list[tuple[str, ...]]:
    header = (
        "state",
        "cycle",
        "session",
        "review",
        "plenary adoption",
        "status",
        "troika",
        "report",
        "confidence",
        "missed",
    )
    return [
        header,
        *(
            (
                f"{review.state.iso3} {review.state}",
                str(review.cycle),
                str(review.session.number) if review.session else "",
                _day(review.review_date) or _session_days(review),
                _day(review.plenary_adoption),
                review.outlook(calendar.as_of),
                " ".join(state.iso3 for state in review.troika),
                str(review.report or ""),
                str(review.confidence),
                "; ".join(map(str, review.missed)),
            )
            for review in calendar.reviews
        ),
    ]


def _milestone_rows(calendar: Calendar) -> list[tuple[str, ...]]:
    header = ("state", "cycle", "milestone", "first day", "last day", "basis", "days left", "rule", "source")
    return [
        header,
        *(
            (
                each.review.state.iso3,
                str(each.review.cycle),
                each.kind.label,
                _day(each.first),
                _day(each.last),
                str(each.basis),
                "" if each.days_left is None else str(each.days_left),
                each.rule,
                each.source,
            )
            for each in calendar.milestones
        ),
    ]


def _notes(calendar: Calendar) -> list[str]:
    """Give what is remarkable of each review: the slots that it missed, and its note."""
    notes = ((review, [*map(str, review.missed), *filter(None, [review.note])]) for review in calendar.reviews)
    return [f"{review.state}, cycle {review.cycle}: {'; '.join(texts)}" for review, texts in notes if texts]


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _session_days(review: Review) -> str:
    if review.session and review.session.start and review.session.end:
        return f"{review.session.start} to {review.session.end}"
    return ""
