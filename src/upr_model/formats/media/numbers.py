"""Cells of spreadsheets that are numbers, not texts."""

from __future__ import annotations


class Number(str):
    """The digits of a cell that is a number: 26.1 may have been 26.10 before the spreadsheet dropped its 0."""

    __slots__ = ()
