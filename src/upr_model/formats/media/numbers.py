"""Cells of spreadsheets that held numbers."""

from __future__ import annotations


class Number(str):
    """The digits of a cell that held a number: 26.1 may have been 26.10 before a spreadsheet took it for one."""

    __slots__ = ()
