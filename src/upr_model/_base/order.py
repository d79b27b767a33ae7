"""What values sort by where their own texts would not do."""

from __future__ import annotations

import re
from typing import Any

_RUNS = re.compile(r"[0-9]+|[^0-9]+")
_LETTERS = 2**31  # more digits than any text has
_END = -1  # before whatever a longer text goes on with


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Sort digits as numbers, before letters; no two texts rank the same, so 01 comes before 1.

    >>> sorted(["16.10", "16.2", "16.a"], key=natural)
    ['16.2', '16.10', '16.a']
    """
    return (*map(_rank, _RUNS.findall(text)), (_END, text))


def _rank(run: str) -> tuple[int, str]:
    if not (run.isascii() and run.isdigit()):
        return (_LETTERS, run)
    digits = run.lstrip("0")
    return (len(digits), digits)  # int would refuse a number of too many digits


def none_first(value: object) -> tuple[bool, object]:
    """Sort what is missing first.

    >>> sorted([2, None, 1], key=none_first)
    [None, 1, 2]
    """
    return (value is not None, value)


def shown_in_order(values: frozenset[Any]) -> str:
    """Give the repr of a set in one order: its own changes from run to run.

    >>> shown_in_order(frozenset({2, 1}))
    'frozenset({1, 2})'
    """
    return f"frozenset({{{', '.join(map(repr, sorted(values)))}}})" if values else "frozenset()"
