"""Whole numbers between two, both among them."""

from __future__ import annotations

from attrs import frozen


@frozen
class Range:
    """Whole numbers from `first` to `last`, both among them; without a last one, all from the first on.

    >>> str(Range(194, 195)), 195 in Range(194, 195)
    ('194 or 195', True)
    """

    first: int
    last: int | None

    def __contains__(self, number: int) -> bool:
        """Whether the number is one of them."""
        return self.first <= number and (self.last is None or number <= self.last)

    def __str__(self) -> str:
        """Print them in words."""
        if self.last is None:
            return f"{self.first} or more"
        if self.last == self.first:
            return str(self.first)
        return f"{self.first} {'or' if self.last == self.first + 1 else 'to'} {self.last}"
