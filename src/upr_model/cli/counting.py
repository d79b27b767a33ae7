"""`upr-model summary`: count the recommendations of a file."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from upr_model.cli.arguments import Commands, say
from upr_model.cli.reading import add_filters, add_options, filters_of, read_file, remarks_on
from upr_model.counting import policies
from upr_model.counting.by import KEYS, Key, PluralKey, tags
from upr_model.counting.populations import Population, attributions, paragraphs, recommendations
from upr_model.counting.tallies import mentions, tally
from upr_model.errors import InvalidValue, shown
from upr_model.reporting import tables
from upr_model.values.vocabulary import Unit

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
        help="any file that is read: a report of the Working Group, OHCHR's matrix, an export of UPR Info's database "
        "or of the Universal Human Rights Index, a dossier",
    )
    add_filters(summary, "what is counted")
    how = summary.add_argument_group("how it is counted")
    how.add_argument(
        "--by",
        action="append",
        metavar="KEY",
        type=_key,
        help=f"what to count by (repeatable; default: response): {', '.join(KEYS)}; tags:SCHEME, such as "
        "tags:ohchr_themes; a plural one at most, and last",
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
    add_options(summary)
    summary.add_argument("--format", choices=list(tables.FORMATS), default="text", help="how it is printed")


def _key(name: str) -> Key[Any, Any] | PluralKey[Any, Any]:
    key = KEYS.get(name.replace("-", "_"))
    if name.startswith("tags:"):
        try:
            return tags(name.removeprefix("tags:"))
        except InvalidValue as error:
            raise argparse.ArgumentTypeError(str(error)) from None
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
    reading = read_file(options)
    filters = filters_of(options)
    policy = policies.POLICIES[options.policy]
    if options.unit == Unit.PARAGRAPH:  # another review of the file may have no paragraph numbers
        population = paragraphs(recommendations(reading, policy=policy).where(**filters))
    else:
        population = _UNITS[options.unit](reading, policy=policy).where(**filters)
    counts = mentions(population, last, *singular) if isinstance(last, PluralKey) else tally(population, *keys)
    remarks = remarks_on(reading)
    if not population.items and not population.left_out and reading.recommendations:
        remarks.append(f"none of its {len(reading.recommendations)} recommendations passes the filters")
    if remarks:
        say(f"{options.file}: {'; '.join(remarks)}")
    return tables.FORMATS[options.format](counts), 0
