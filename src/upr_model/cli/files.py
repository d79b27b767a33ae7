"""`upr-model convert` and `upr-model problems`: files as they are, and in another format."""

from __future__ import annotations

import argparse
from pathlib import Path

from upr_model.cli.arguments import Commands, say
from upr_model.cli.reading import add_filters, add_options, filters_of, problem_codes, read_file, remarks_on
from upr_model.counting.populations import recommendations
from upr_model.errors import InvalidValue, shown
from upr_model.formats.matrix.reader import FORMAT as MATRIX
from upr_model.formats.writing import write
from upr_model.readings.reading import Reading
from upr_model.values.vocabulary import Severity


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    convert = commands.add_parser(
        "convert",
        help="write a file in another format",
        description="Read a file, and write its recommendations: .csv and .xlsx are tables, .jsonl has one on each "
        "line, .docx is OHCHR's matrix of one review, the table that a State fills for its reports.",
        epilog="Exit status: 0 no errors, 1 written, but parts of IN could not be read, 2 nothing was written.",
    )
    convert.set_defaults(run=_convert)
    convert.add_argument("file", metavar="IN", help="any file that is read")
    convert.add_argument("to", metavar="OUT", help="the file that is written; what it had is replaced")
    convert.add_argument("--matrix", action="store_true", help="OUT is OHCHR's matrix also as .xlsx")
    convert.add_argument(
        "--excel", action="store_true", help="OUT is CSV for a spreadsheet: cells it would run are quoted"
    )
    add_filters(convert, "what is written")
    add_options(convert)
    problems = commands.add_parser(
        "problems",
        help="list what could not be read",
        description="List the problems of a file, each with its place, and what was skipped.",
        epilog="Exit status: 0 no errors, 1 errors, 2 the file cannot be read.",
    )
    problems.set_defaults(run=_problems)
    problems.add_argument("file", metavar="FILE", help="any file that is read")
    add_options(problems)


def _convert(options: argparse.Namespace) -> tuple[str, int]:
    reading = read_file(options)
    items = recommendations(reading).where(**filters_of(options)).items
    if not items and reading.recommendations:
        reviews = ", ".join(map(str, sorted({each.review for each in reading.recommendations})[:_SHOWN]))
        msg = f"none of its {len(reading.recommendations)} recommendations is left; they are of {reviews}"
        raise InvalidValue(msg)
    if Path(options.to).exists() and Path(options.to).samefile(options.file):
        msg = f"{shown(options.to)} is the file that is read; give another name"
        raise InvalidValue(msg)
    write(items, options.to, format=MATRIX.name if options.matrix else None, excel=options.excel)
    remarks = remarks_on(reading)
    if remarks:
        say(f"{options.file}: {'; '.join(remarks)}")
    return f"{options.to}: {len(items)} recommendations", _has_errors(reading)


def _problems(options: argparse.Namespace) -> tuple[str, int]:
    reading = read_file(options, fail_empty=False)
    lines = [
        *map(str, reading.problems),
        *(f"skipped: {each}" for each in reading.skipped),
        f"{len(reading.problems)} problems" + (f": {problem_codes(reading)}" if reading.problems else ""),
    ]
    return "\n".join(lines), _has_errors(reading)


_SHOWN = 10
"""Reviews that are named where none is left."""


def _has_errors(reading: Reading) -> int:
    return int(any(problem.severity is Severity.ERROR for problem in reading.problems))
