"""The command `upr-model`: a thin face over the public functions."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import version
from typing import Any

from upr_model import policies
from upr_model._validators import whole_number
from upr_model.by import KEYS, Key, PluralKey
from upr_model.checking import check
from upr_model.comparing import diff
from upr_model.counting import mentions, tally
from upr_model.cycle import DATA_AS_OF, Cycle, Session, check_session
from upr_model.dossier import Dossier
from upr_model.errors import InvalidValue, NoReview, UprError, printable, shown
from upr_model.explaining import explain
from upr_model.formats import FORMATS, read
from upr_model.formats.dossiers import read_json
from upr_model.formats.example import example, viet_nam_dossier
from upr_model.periods import Period, period_of
from upr_model.populations import Population, attributions, paragraphs, recommendations
from upr_model.progress import implementation_rate
from upr_model.published import viet_nam_counts
from upr_model.reading import Reading
from upr_model.reporting import calendars, dossiers, statuses, tables
from upr_model.reporting.side_by_side import three_ways
from upr_model.reviews import review_of, reviews_in, reviews_of
from upr_model.schedule import milestones
from upr_model.states import State
from upr_model.vocabulary import RateBase, Severity, Unit

_UNITS: dict[str, Callable[..., Population[Any]]] = {
    Unit.PARAGRAPH: paragraphs,
    Unit.RECOMMENDATION: recommendations,
    Unit.ATTRIBUTION: attributions,
}
_CANNOT_COUNT = 2
_UNDECIDABLE = 3
_INTERRUPTED = 130  # as shells have it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit status: 2 where something cannot be understood or written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the letters of a name
    options = _parser().parse_args(arguments)
    status: int = 0
    try:
        text, status = options.run(options)
        print(text, flush=True)
    except UprError as error:
        _say(str(error))
        return _CANNOT_COUNT
    except OSError as error:
        # Python would flush what was not written, and complain, at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # the reader, such as `head`, has seen enough
            return int(status)
        _say(f"the output cannot be written: {error.strerror}")
        return _CANNOT_COUNT
    except KeyboardInterrupt:
        return _INTERRUPTED
    return int(status)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="upr-model",
        description="Count the recommendations of the Universal Periodic Review; every figure says its basis.",
        epilog="Without a command: the bundled dossier of Viet Nam, its second review counted three ways at its head.",
    )
    parser.add_argument("--version", action="version", version=f"upr-model {version('upr-model')}")
    parser.set_defaults(run=_bundled)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    summary = commands.add_parser("summary", help="count a file", description="Count the recommendations of a file.")
    summary.set_defaults(run=_summary)
    summary.add_argument(
        "file",
        metavar="FILE",
        help="UPR Info's legacy export (CSV), a Working Group report (PDF, Word, text) or a dossier (JSON)",
    )
    narrow = summary.add_argument_group("what is counted")
    narrow.add_argument("--state", action="append", help="the State under review, by name or code (repeatable)")
    narrow.add_argument("--session", action="append", type=_number, help="the session's number (repeatable)")
    narrow.add_argument("--cycle", action="append", type=_number, help="the cycle's number (repeatable)")
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
    _add_progress(commands)
    _add_dossier(commands)
    _add_claims(commands)
    _add_calendar(commands)
    return parser


def _add_dossier(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command that shows dossiers."""
    show = commands.add_parser(
        "dossier",
        help="show a dossier, its gaps, or what changed between two",
        description="Show what a dossier has; `dossier gaps FILE`: what connects to nothing; `dossier diff OLD NEW`: "
        "what changed. A file named gaps or diff is ./gaps or ./diff. Without a file, the bundled dossier of Viet Nam.",
        usage="upr-model dossier [-h] [--as-of DATE] [FILE | gaps [FILE] | diff OLD NEW]",
    )
    show.set_defaults(run=_dossier)
    show.add_argument("words", nargs="*", metavar="FILE", help="a dossier as JSON")
    show.add_argument("--as-of", type=_day, metavar="DATE", help="such as 2026-11-21 (default: today)")


def _add_progress(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command that prints implementation rates."""
    show = commands.add_parser(
        "progress",
        help="show how far implementation got",
        description="Show the statuses of a review, assessed or published in totals, and the share of a base that is "
        "implemented.",
    )
    show.set_defaults(run=_progress)
    show.add_argument("file", metavar="FILE", nargs="?", help="a dossier as JSON (default: that of Viet Nam)")
    show.add_argument("--state", help="the State under review, by name or code (default: that of the dossier)")
    show.add_argument("--cycle", type=_cycle, help="3, third, 2017-2022 (default: the last that was assessed)")
    show.add_argument("--as-of", type=_period, metavar="TIME", help="such as 2023-10 (default: the last, or today)")
    show.add_argument(
        "--base",
        choices=list(map(str, RateBase)),
        default=str(RateBase.SUPPORTED_OR_PARTLY),
        help="what the share is of (default: %(default)s)",
    )
    show.add_argument("--format", choices=["text", "json"], default="text", help="how it is printed")


def _add_claims(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands that take a claim."""
    check_it = commands.add_parser(
        "check",
        help="check a published figure",
        description="Say whether a published figure is possible, and which counts give it.",
        epilog="Exit status: 0 possible, 1 not possible, 2 not understood, 3 cannot be decided.",
    )
    check_it.set_defaults(run=_check)
    explain_it = commands.add_parser(
        "explain",
        help="find the way of counting that gives a published figure",
        description="Try which counts of a dossier give a figure: those that were published, and its own.",
        epilog="Exit status: 0 something gives it, 1 nothing does, 2 not understood.",
    )
    explain_it.set_defaults(run=_explain)
    explain_it.add_argument("--file", metavar="FILE", help="a dossier as JSON (default: Viet Nam's published counts)")
    for command, example_claim in ((check_it, "86.7%% of 241"), (explain_it, "220 is +13%% on the second cycle")):
        command.add_argument("claim", metavar="CLAIM", help=f"such as '{example_claim}'")
        command.add_argument("--decimal-comma", action="store_true", help="86,7%% is a figure")
        command.add_argument("--format", choices=["text", "json"], default="text", help="how it is printed")


def _add_calendar(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command that prints the calendar."""
    show = commands.add_parser(
        "calendar",
        help="show when a State is reviewed, and what is due when",
        description="Show the reviews of a State with the milestones of one of them, or the reviews of a session.",
    )
    show.set_defaults(run=_calendar)
    show.add_argument("state", metavar="STATE", nargs="?", help="a State, by name or code")
    show.add_argument("--session", type=_number, help="the session's number")
    show.add_argument(
        "--cycle", type=_cycle, help="whose milestones are shown: 3, third, 2017-2022 (default: the last)"
    )
    show.add_argument("--as-of", type=_day, metavar="DATE", help="such as 2026-11-21 (default: today)")
    show.add_argument("--format", choices=list(calendars.FORMATS), default="text", help="how it is printed")


def _cycle(text: str) -> int:
    try:
        return Cycle.parse(text).number
    except UprError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _day(text: str) -> dt.date:
    with suppress(ValueError):
        day = dt.date.fromisoformat(text)
        if str(day) == text:  # other forms of a date are read as well
            return day
    msg = f"{shown(text)} is not a date such as 2026-11-21"
    raise argparse.ArgumentTypeError(msg)


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except UprError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _key(name: str) -> Key[Any, Any] | PluralKey[Any, Any]:
    key = KEYS.get(name.replace("-", "_"))
    if key is None:
        msg = f"{shown(name)} is not a key; keys are {', '.join(KEYS)}"
        raise argparse.ArgumentTypeError(msg)
    return key


def _number(text: str) -> int:
    try:
        return whole_number(text, "it")
    except InvalidValue as error:
        raise argparse.ArgumentTypeError(str(error)) from None


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
        _say(f"{options.file}: {'; '.join(remarks)}")
    return tables.FORMATS[options.format](counts), 0


def _bundled(_: argparse.Namespace) -> tuple[str, int]:
    dossier = viet_nam_dossier()
    return f"{three_ways(example())}\n\n{dossiers.overview(dossier, DATA_AS_OF)}", 0


def _dossier(options: argparse.Namespace) -> tuple[str, int]:
    as_of = options.as_of or dt.datetime.now(dt.UTC).date()
    match options.words:
        case ["diff", old, new]:
            changes = diff(read_json(old), read_json(new))
            return dossiers.differences(changes), int(bool(changes))
        case ["diff", *_]:
            msg = "diff takes two files, the older one first"
            raise InvalidValue(msg)
        case ["gaps", *files] if len(files) < 2:  # noqa: PLR2004  (one file at most)
            return dossiers.gaps(_of_file(*files), as_of), 0
        case [*files] if len(files) < 2:  # noqa: PLR2004  (one file at most)
            return dossiers.overview(_of_file(*files), as_of), 0
    msg = f"expected one file, gaps and one file, or diff and two, not {shown(' '.join(options.words))}"
    raise InvalidValue(msg)


def _of_file(file: str | None = None) -> Dossier:
    return viet_nam_dossier() if file is None else read_json(file)


def _progress(options: argparse.Namespace) -> tuple[str, int]:
    dossier = _of_file(options.file)
    state = dossier.state if options.state is None else State.parse(options.state)
    assessed = {made.review.cycle for made in dossier.recommendations if made.assessments}
    published = {each.cycle for each in dossier.statuses}
    cycle = options.cycle or max(assessed | published, default=None)
    if state != dossier.state or cycle not in assessed | published:
        known = ", ".join(f"cycle {each}" for each in sorted(assessed | published)) or "none"
        wanted = f"{state}{f', cycle {cycle},' if cycle else ''}"
        msg = f"no statuses of {wanted} are known here; known of {dossier.state}: {known}"
        raise NoReview(msg)
    if cycle in assessed:
        as_of = options.as_of or period_of(dt.datetime.now(dt.UTC).date())
        counted = recommendations(dossier.recommendations).where(cycle=cycle)
        rate = implementation_rate(counted, base=options.base, as_of=as_of, due=dossier.due)
    else:
        by_time = sorted((each for each in dossier.statuses if each.cycle == cycle), key=lambda each: each.as_of.last)
        past = [each for each in by_time if options.as_of is None or each.as_of.last <= options.as_of.last]
        chosen = past[-1] if past else by_time[0]
        as_of = chosen.as_of
        rate = implementation_rate(chosen, base=options.base, as_of=options.as_of or as_of)
    if options.format == "json":
        return json.dumps(rate.to_dict(), indent=2), 0
    return statuses.as_text(rate, f"{state}, cycle {cycle}: implementation as of {as_of}"), 0


def _check(options: argparse.Namespace) -> tuple[str, int]:
    verdict = check(options.claim, decimal_comma=options.decimal_comma)
    text = json.dumps(verdict.to_dict(), indent=2) if options.format == "json" else str(verdict)
    return text, _UNDECIDABLE if verdict.possible is None else int(not verdict.possible)


def _explain(options: argparse.Namespace) -> tuple[str, int]:
    counts = [*viet_nam_counts()] if options.file is None else _counts(read_json(options.file))
    explanation = explain(options.claim, counts, decimal_comma=options.decimal_comma)
    text = json.dumps(explanation.to_dict(), indent=2) if options.format == "json" else str(explanation)
    return text, int(not explanation.hits)


def _counts(dossier: Dossier) -> list[Any]:
    """Give the counts of a dossier: those that were published, and its own recommendations."""
    own = Reading(sources=("the dossier",), recommendations=dossier.recommendations)
    return [*dossier.counts, *([own] if dossier.recommendations else [])]


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


def _read(options: argparse.Namespace) -> Reading:
    on_terminal = sys.stderr is not None and sys.stderr.isatty()
    reading = read(
        options.file,
        format=options.read_as,
        encoding=options.encoding,
        review=options.review,
        progress=_report_progress if on_terminal else None,
    )
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


def _say(message: str) -> None:
    """Say a line on stderr; the output does not depend on whether anyone listens there."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"upr-model: {printable(message)}", file=sys.stderr, flush=True)
