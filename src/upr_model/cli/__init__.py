"""The command `upr-model`: a thin face over the public functions, one module for each family of commands."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from upr_model import __version__
from upr_model.calendar.sessions import DATA_AS_OF
from upr_model.cli import calendar, claims, counting, dossiers, files
from upr_model.cli.arguments import say
from upr_model.errors import UprError
from upr_model.reporting.dossiers import overview
from upr_model.reporting.side_by_side import three_ways
from upr_model.samples import example, viet_nam_dossier

_CANNOT_COUNT = 2
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
        say(str(error))
        return _CANNOT_COUNT
    except OSError as error:
        # Python would flush what was not written, and complain, at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # the reader, such as `head`, has seen enough
            return int(status)
        say(f"the output cannot be written: {error.strerror}")
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
    parser.add_argument("--version", action="version", version=f"upr-model {__version__}")
    parser.set_defaults(run=_bundled)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for add in (counting.add, files.add, dossiers.add_progress, dossiers.add, claims.add, calendar.add):
        add(commands)
    return parser


def _bundled(_: argparse.Namespace) -> tuple[str, int]:
    dossier = viet_nam_dossier()
    return f"{three_ways(example())}\n\n{overview(dossier, DATA_AS_OF)}", 0
