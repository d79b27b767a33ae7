"""`upr-model summary`: count the recommendations of a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from upr_model import policies
from upr_model.by import KEYS, Key, PluralKey
from upr_model.cli.arguments import Commands, number, say
from upr_model.counting import mentions, tally
from upr_model.errors import InvalidValue, shown
from upr_model.formats import FORMATS, read
from upr_model.formats.addendum import with_addendum
from upr_model.populations import Population, attributions, paragraphs, recommendations
from upr_model.reading import Reading
from upr_model.reporting import tables
from upr_model.vocabulary import Severity, Unit

_UNITS: dict[str, Callable[..., Population[Any]]] = {
    Unit.PARAGRAPH: paragraphs,
    Unit.RECOMMENDATION: recommendations,
    Unit.ATTRIBUTION: attributions,
}


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the command that counts a file."""
    summary = commands.add_parser("summary", help="count a file", description="Count the recommendations of a file.")
    summary.set_defaults(run=_summary)
    summary.add_argument(
        "file",
        metavar="FILE",
        help="UPR Info's legacy export (CSV), a Working Group report (PDF, Word, text) or a dossier (JSON)",
    )
    summary.add_argument(
        "--addendum", metavar="FILE", help="of a Working Group report: the positions on what was pending"
    )
    narrow = summary.add_argument_group("what is counted")
    narrow.add_argument("--state", action="append", help="the State under review, by name or code (repeatable)")
    narrow.add_argument("--session", action="append", type=number, help="the session's number (repeatable)")
    narrow.add_argument("--cycle", action="append", type=number, help="the cycle's number (repeatable)")
    how = summary.add_argument_group("how it is counted")
    how.add_argument(
        "--by",
        action="append",
        metavar="KEY",
        type=_key,
        help=f"what to count by (repeatable; default: response): {', '.join(KEYS)}; a plural one at most, and last",
    )
    how.add_argument(
        "--unit",
        choices=[str(unit) for unit in Unit],
        default="recommendation",
        help="what one is (default: %(default)s)",
    )
    how.add_argument(
        "--policy",
        choices=list(policies.POLICIES),
        default="as-reported",
        help="what counts as supported (default: %(default)s)",
    )
    source = summary.add_argument_group("how the file is read")
    source.add_argument("--encoding", metavar="NAME", help="such as utf-8 or mac_roman (default: found out)")
    source.add_argument(
        "--read-as", metavar="FORMAT", choices=FORMATS, help=f"{', '.join(FORMATS)} (default: found out)"
    )
    source.add_argument(
        "--review", metavar="VNM:18", help="State and session, for a file that does not name them (UPR Info's does)"
    )
    summary.add_argument("--format", choices=list(tables.FORMATS), default="text", help="how it is printed")


def _key(name: str) -> Key[Any, Any] | PluralKey[Any, Any]:
    key = KEYS.get(name.replace("-", "_"))
    if key is None:
        msg = f"{shown(name)} is not a key; keys are {', '.join(KEYS)}"
        raise argparse.ArgumentTypeError(msg)
    return key


def _summary(options: argparse.Namespace) -> tuple[str, int]:
    keys = options.by or [KEYS["response"]]
    *singular, last = keys
    if any(isinstance(key, PluralKey) for key in singular):
        msg = "of the keys to count by, one may be plural, and it must be the last"
        raise InvalidValue(msg)
    reading = _read(options)
    filters = {"state_under_review": options.state, "session": options.session, "cycle": options.cycle}
    policy = policies.POLICIES[options.policy]
    if options.unit == Unit.PARAGRAPH:  # another review of the file may have no paragraph numbers
        population = paragraphs(recommendations(reading, policy=policy).where(**filters))
    else:
        population = _UNITS[options.unit](reading, policy=policy).where(**filters)
    counts = mentions(population, last, *singular) if isinstance(last, PluralKey) else tally(population, *keys)
    remarks = _remarks(reading)
    if not population.items and not population.left_out and reading.recommendations:
        remarks.append(f"none of its {len(reading.recommendations)} recommendations passes the filters")
    if remarks:
        say(f"{options.file}: {'; '.join(remarks)}")
    return tables.FORMATS[options.format](counts), 0


def _read(options: argparse.Namespace) -> Reading:
    on_terminal = sys.stderr is not None and sys.stderr.isatty()
    reading = read(
        options.file,
        format=options.read_as,
        encoding=options.encoding,
        review=options.review,
        progress=_report_progress if on_terminal else None,
    )
    if options.addendum is not None:
        reading = with_addendum(reading, options.addendum, progress=_report_progress if on_terminal else None)
    if on_terminal:
        print("\r\033[K", end="", file=sys.stderr)
    errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    if errors and reading.is_empty:
        more = f" (and {len(errors) - 1} more errors)" if len(errors) > 1 else ""
        msg = f"nothing can be counted: {errors[0]}{more}"
        raise InvalidValue(msg)
    return reading


def _remarks(reading: Reading) -> list[str]:
    """Say what of a file is not in the counts, or in doubt."""
    remarks = []
    if reading.problems:
        codes = ", ".join(f"{count} {code}" for code, count in reading.problem_counts.items())
        remarks.append(f"problems: {codes}" + ("" if reading.report else f"; rows refused: {len(reading.refused)}"))
    if reading.pledges:
        remarks.append(f"voluntary pledges, which are not recommendations and not counted: {len(reading.pledges)}")
    return remarks


def _report_progress(done: int, whole: int) -> None:
    print(f"\rreading {100 * done // max(whole, 1)}%", end="", file=sys.stderr, flush=True)
