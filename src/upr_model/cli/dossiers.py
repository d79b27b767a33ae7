"""`upr-model dossier` and `upr-model progress`: what a dossier has, and how far implementation got."""

from __future__ import annotations

import argparse
import datetime as dt
import json

from upr_model.cli.arguments import Commands, cycle, day, period
from upr_model.counting.populations import recommendations
from upr_model.dossiers.comparing import diff
from upr_model.dossiers.model import Dossier
from upr_model.errors import InvalidValue, NoReview, shown
from upr_model.follow_up.progress import implementation_rate
from upr_model.formats.own.dossiers import read_json
from upr_model.reporting import dossiers, statuses
from upr_model.samples import viet_nam_dossier
from upr_model.values.periods import period_of
from upr_model.values.states import State
from upr_model.values.vocabulary import RateBase


def add(commands: Commands[argparse.ArgumentParser]) -> None:
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
    show.add_argument("--as-of", type=day, metavar="DATE", help="such as 2026-11-21 (default: today)")


def add_progress(commands: Commands[argparse.ArgumentParser]) -> None:
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
    show.add_argument("--cycle", type=cycle, help="3, third, 2017-2022 (default: the last that was assessed)")
    show.add_argument("--as-of", type=period, metavar="TIME", help="such as 2023-10 (default: the last, or today)")
    show.add_argument(
        "--base",
        choices=list(map(str, RateBase)),
        default=str(RateBase.SUPPORTED_OR_PARTLY),
        help="what the share is of (default: %(default)s)",
    )
    show.add_argument("--format", choices=["text", "json"], default="text", help="how it is printed")


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
    assessed = {each.review.cycle for each in dossier.recommendations if each.assessments}
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
