"""How a command reads a file: options for what the file does not say, and remarks on what was read."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from upr_model.cli.arguments import number, period
from upr_model.errors import InvalidValue, shown
from upr_model.formats.reading import read
from upr_model.formats.shared.assessed import AssessmentColumn
from upr_model.formats.sniffing import FORMATS
from upr_model.formats.working_group.addendum import with_addendum
from upr_model.readings.reading import Reading
from upr_model.records.assessment import Assessor
from upr_model.values.vocabulary import AssessorKind, Severity

_NAMES = [each.name for each in FORMATS]


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options to a command that reads a file."""
    source = command.add_argument_group("how the file is read")
    source.add_argument("--encoding", metavar="NAME", help="such as utf-8 or mac_roman (default: found out)")
    source.add_argument("--read-as", metavar="FORMAT", choices=_NAMES, help=f"{', '.join(_NAMES)} (default: found out)")
    source.add_argument("--review", metavar="VNM:18", help="State and session, for a file that does not name them")
    source.add_argument(
        "--column",
        action="append",
        metavar="NAME=FIELD",
        type=_column,
        default=[],
        help="what a column has whose name is not known, such as 'Recommandation=recommendation' (repeatable)",
    )
    source.add_argument(
        "--assessor",
        metavar="KIND:NAME",
        type=_assessor,
        help="who filled the assessment column of a matrix or a table, such as 'state:Ministry of Justice'",
    )
    source.add_argument("--assessed", metavar="TIME", type=period, help="as of when, such as 2023-10")
    source.add_argument(
        "--addendum", metavar="FILE", help="of a Working Group report: the positions on what was pending"
    )


def add_filters(command: argparse.ArgumentParser, title: str) -> None:
    """Add the options that narrow what was read to some reviews."""
    narrow = command.add_argument_group(title)
    narrow.add_argument("--state", action="append", help="the State under review, by name or code (repeatable)")
    narrow.add_argument("--session", action="append", type=number, help="the session's number (repeatable)")
    narrow.add_argument("--cycle", action="append", type=number, help="the cycle's number (repeatable)")


def filters_of(options: argparse.Namespace) -> dict[str, Any]:
    """Give the values of these options as `Population.where` takes them."""
    return {"state_under_review": options.state, "session": options.session, "cycle": options.cycle}


def _column(text: str) -> tuple[str, str]:
    name, equals, field = text.rpartition("=")
    if not equals:
        msg = f"{shown(text)} is no column; expected its name and a field, such as 'Recommandation=recommendation'"
        raise argparse.ArgumentTypeError(msg)
    return name, field


def _assessor(text: str) -> Assessor:
    kind, _, name = text.partition(":")
    try:
        return Assessor(AssessorKind(kind.strip().replace(" ", "_").lower()), name.strip())
    except ValueError:
        msg = f"{shown(text)} is no assessor; expected a kind and a name, the kind one of {', '.join(AssessorKind)}"
        raise argparse.ArgumentTypeError(msg) from None


def _assessments(options: argparse.Namespace) -> AssessmentColumn | None:
    if options.assessor is None and options.assessed is None:
        return None
    if options.assessor is None or options.assessed is None:
        msg = "an assessment has an assessor and a time: give both --assessor and --assessed"
        raise InvalidValue(msg)
    return AssessmentColumn(assessor=options.assessor, as_of=options.assessed)


def read_file(options: argparse.Namespace, *, fail_empty: bool = True) -> Reading:
    """Read the file of a command by its options; `InvalidValue` where it holds nothing but errors."""
    on_terminal = sys.stderr is not None and sys.stderr.isatty()
    progress = _report_progress if on_terminal else None
    reading = read(
        options.file,
        format=options.read_as,
        encoding=options.encoding,
        review=options.review,
        columns=dict(options.column),
        assessments=_assessments(options),
        progress=progress,
    )
    if options.addendum is not None:
        reading = with_addendum(reading, options.addendum, progress=progress)
    if on_terminal:
        print("\r\033[K", end="", file=sys.stderr)
    errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    if errors and reading.is_empty and fail_empty:
        more = f" (and {len(errors) - 1} more errors)" if len(errors) > 1 else ""
        msg = f"nothing can be counted: {errors[0]}{more}"
        raise InvalidValue(msg)
    return reading


def remarks_on(reading: Reading) -> list[str]:
    """Say what is in doubt in a file, and what of it is not among its recommendations."""
    remarks = []
    if reading.problems:
        refused = "" if reading.report else f"; rows refused: {len(reading.refused)}"
        remarks.append(f"problems: {problem_codes(reading)}{refused}")
    if reading.skipped:
        more = "; ..." * (len(reading.skipped) > _SHOWN)
        remarks.append(f"skipped: {'; '.join(map(str, reading.skipped[:_SHOWN]))}{more}")
    if reading.pledges:
        remarks.append(f"voluntary pledges, which are not recommendations and not counted: {len(reading.pledges)}")
    return remarks


def problem_codes(reading: Reading) -> str:
    """List how many problems there are of each code."""
    return ", ".join(f"{count} {code}" for code, count in reading.problem_counts.items())


_SHOWN = 5
"""Kinds of skipped records that are remarked; `upr-model problems` lists all."""


def _report_progress(done: int, whole: int) -> None:
    print(f"\rreading {100 * done // max(whole, 1)}%", end="", file=sys.stderr, flush=True)
