"""`upr-model calendar`: when which State is reviewed, and what is due when."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import sys

from upr_model.calendar.milestones import milestones
from upr_model.calendar.reviews import review_of, reviews_in, reviews_of
from upr_model.calendar.sessions import Session, check_session
from upr_model.cli.arguments import Commands, cycle, day, number
from upr_model.errors import InvalidValue
from upr_model.reporting import calendars
from upr_model.values.states import State


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the command that prints the calendar."""
    show = commands.add_parser(
        "calendar",
        help="show when a State is reviewed, and what is due when",
        description="Show the reviews of a State with the milestones of one of them, or the reviews of a session.",
    )
    show.set_defaults(run=_calendar)
    show.add_argument("state", metavar="STATE", nargs="?", help="a State, by name or code")
    show.add_argument("--session", type=number, help="the session's number")
    show.add_argument("--cycle", type=cycle, help="whose milestones are shown: 3, third, 2017-2022 (default: the last)")
    show.add_argument("--as-of", type=day, metavar="DATE", help="such as 2026-11-21 (default: today)")
    show.add_argument("--format", choices=list(calendars.FORMATS), default="text", help="how it is printed")


def _calendar(options: argparse.Namespace) -> tuple[str, int]:
    as_of = options.as_of or dt.datetime.now(dt.UTC).date()
    if (options.state is None) == (options.session is None):
        msg = "name a State, or a session with --session, and not both"
        raise InvalidValue(msg)
    if options.session is not None and options.cycle is not None:
        msg = "--cycle is for a State; a session belongs to one cycle"
        raise InvalidValue(msg)
    if options.session is not None:
        session = Session(check_session(options.session))
        days = f", {session.start} to {session.end}" if session.start else ", days not known here"
        calendar = calendars.Calendar(
            f"Session {session.number} (cycle {session.cycle}){days}", reviews_in(session), (), as_of
        )
    else:
        state = State.parse(options.state)
        reviews = reviews_of(state)
        last = max((review.cycle for review in reviews if review.session), default=1)
        chosen = review_of(state, cycle=last if options.cycle is None else options.cycle)
        title = f"{state}: reviews, and milestones of cycle {chosen.cycle}"
        calendar = calendars.Calendar(title, reviews, milestones(chosen, as_of=as_of), as_of)
    if options.format == "ics" and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # as the format is defined, whatever the terminal
    return calendars.FORMATS[options.format](calendar), 0
