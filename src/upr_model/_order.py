"""What values sort by where their own texts would not do."""

from __future__ import annotations

import re
from typing import Any

_RUNS = re.compile(r"[0-9]+|[^0-9]+")
_LETTERS = 2**31  # more digits than any text has


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Sort digits as numbers, before letters.

    >>> sorted(["16.10", "16.2", "16.a"], key=natural)
    ['16.2', '16.10', '16.a']
    """
    return tuple(_rank(run) for run in _RUNS.findall(text))


def _rank(run: str) -> tuple[int, str]:
    if not (run.isascii() and run.isdigit()):
        return (_LETTERS, run)
    digits = run.lstrip("0")
    return (len(digits), digits)  # int would refuse a number of too many digits


def optional(value: object) -> tuple[bool, object]:
    """Sort what is missing first.

    >>> sorted([2, None, 1], key=optional)
    [None, 1, 2]
    """
    return (value is not None, value)


def shown_in_order(values: frozenset[Any]) -> str:
    """Give the repr of a set in one order: its own changes from run to run.

    >>> shown_in_order(frozenset({2, 1}))
    'frozenset({1, 2})'
    """
    return f"frozenset({{{', '.join(map(repr, sorted(values)))}}})" if values else "frozenset()"
