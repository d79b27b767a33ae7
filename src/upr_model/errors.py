"""One root for every error, so that one `except UprError` is enough.

Each child is also the built-in error that it is (`ValueError`, `LookupError`, ...),
so that code that knows nothing of this library handles it as usual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN_LIMIT = 200
"""Characters of a foreign value that an error message repeats."""

PROBLEMS_SHOWN = 10
"""How many problems of a document an error message lists; its `problems` has all."""


def shown(value: object) -> str:
    r"""Repr a foreign value for a message: on one line, never too long.

    >>> print(shown("a\nb"))
    'a\nb'
    """
    try:
        text = repr(value[: SHOWN_LIMIT + 1]) if isinstance(value, str) else repr(value)
    except (ValueError, RecursionError):  # a number of too many digits, or a list of lists of lists
        return f"a {type(value).__name__} too large to print"
    return text if len(text) <= SHOWN_LIMIT else text[: SHOWN_LIMIT - 3] + "..."


def printable(text: str) -> str:
    r"""Make one line of a foreign text, without what a terminal would obey.

    >>> printable("a\n\x1b[2Jb")
    'a \ufffd[2Jb'
    """
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in line)


class UprError(Exception):
    """The root of all errors of this library."""


class InvalidValue(UprError, ValueError):
    """A value that its class or function does not permit."""


class ParseError(UprError, ValueError):
    """A text that is not of the form expected."""


class UndefinedShare(UprError, ZeroDivisionError):
    """A share or a change of nothing: it has no number."""


class UnknownState(UprError, LookupError):
    """A name that no State bears."""

    candidates: tuple[str, ...]
    """The iso3 codes of States with a similar name; of an ambiguous name, of those that bear it."""

    def __init__(self, message: str, candidates: Sequence[str] = ()) -> None:
        """Keep the candidates beside the message."""
        super().__init__(message)
        self.candidates = tuple(candidates)


class AmbiguousState(UnknownState):
    """A name that several States bear."""


class NoReview(UprError, LookupError):
    """A review that did not take place, or of which nothing is known here."""


class UnknownKey(UprError, KeyError):
    """A key that cannot occur in this tally: a misspelling, or the value of another key."""

    def __str__(self) -> str:
        """Print the message: `KeyError` would print its repr."""
        return "".join(map(str, self.args))


class UnitUnavailable(UprError, TypeError):
    """A way of counting that this unit, or this source, cannot give."""


class BasisMismatch(UprError, ValueError):
    """Figures that were counted differently and so do not add."""


class UnreadableFile(UprError, OSError):
    """A file that cannot be opened or decoded."""


class UnwritableFile(UprError, OSError):
    """A file that cannot be written; what was there before still is."""


class InvalidDocument(UprError, ValueError):
    """A document whose content is not what its format asks for."""

    problems: tuple[str, ...]
    """What is wrong, each with its path into the document, such as `$.recommendations[17].positions`."""

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        """Keep the problems beside the message."""
        self.problems = tuple(problems)
        shown_first = self.problems[:PROBLEMS_SHOWN]
        more = f"; and {len(self.problems) - len(shown_first)} more" if len(self.problems) > PROBLEMS_SHOWN else ""
        super().__init__(f"{file}: {'; '.join(shown_first)}{more}")


class UnknownFormat(UprError, ValueError):
    """A file of a kind that is not known, or not the one that was asked for."""


class MissingExtra(UprError, ImportError):
    """A part of the library that needs another library, which is not installed."""


def missing_extra(part: str, library: str, extra: str) -> MissingExtra:
    """Give the error that says what is missing, and the line that installs it."""
    return MissingExtra(f"{part} needs {library}: python -m pip install 'upr-model[{extra}]'", name=library)
