"""What several commands share: the kinds of their arguments, and how they say something on the side."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from contextlib import suppress

from upr_model._base.checks import whole_number
from upr_model.calendar.sessions import Cycle
from upr_model.errors import InvalidValue, UprError, printable, shown
from upr_model.values.periods import Period

Commands = argparse._SubParsersAction  # noqa: SLF001  (the type has no other name)


def cycle(text: str) -> int:
    """Read a cycle, in any of the ways that `Cycle.parse` takes."""
    try:
        return Cycle.parse(text).number
    except UprError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def day(text: str) -> dt.date:
    """Read a day."""
    with suppress(ValueError):
        day = dt.date.fromisoformat(text)
        if str(day) == text:  # other forms of a date are read as well
            return day
    msg = f"{shown(text)} is not a date such as 2026-11-21"
    raise argparse.ArgumentTypeError(msg)


def period(text: str) -> Period:
    """Read a time."""
    try:
        return Period.parse(text)
    except UprError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def number(text: str) -> int:
    """Read a whole number."""
    try:
        return whole_number(text, "it")
    except InvalidValue as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def say(message: str) -> None:
    """Say a line on stderr; the output does not depend on whether anyone listens there."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"upr-model: {printable(message)}", file=sys.stderr, flush=True)
