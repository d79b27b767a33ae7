"""`upr-model check` and `upr-model explain`: published figures."""

from __future__ import annotations

import argparse
import json
from typing import Any

from upr_model.claims.checking import check
from upr_model.claims.explaining import explain
from upr_model.cli.arguments import Commands
from upr_model.dossiers.model import Dossier
from upr_model.formats.own.dossiers import read_json
from upr_model.readings.reading import Reading
from upr_model.samples import viet_nam_counts

_UNDECIDABLE = 3


def add(commands: Commands[argparse.ArgumentParser]) -> None:
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
