"""A count of what the sheets of a spreadsheet would take in memory, before the library reads them.

The library allocates every cell between a sheet's first and last, empty ones as well, and copies a shared
text into each cell that refers to it. It aborts the whole program where memory runs out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NoReturn
from xml.parsers import expat

from attrs import Factory, define

from upr_model.errors import UnreadableFile

CELLS_LIMIT = 10_000_000
"""Cells of all sheets, empty ones as well: twice those of the full export of the Universal Human Rights Index."""

TEXT_LIMIT = 2**29
"""Bytes of all texts, each counted once for each cell that has it."""

SHEETS_LIMIT = 500
"""Sheets of a spreadsheet."""

NUMBER_LIMITS = (Decimal(-(10**11)), Decimal(10**15))
"""The least and the largest number of a cell: the library aborts at a day or a time beyond them."""

_RELATIONS = "xl/_rels/workbook.xml.rels"
_PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_ROW = re.compile("[1-9][0-9]{0,6}", re.ASCII)
_INDEX = re.compile("[0-9]{1,9}", re.ASCII)


def check_sheets(parts: Iterable[tuple[str, bytes]], name: str) -> None:
    """Raise `UnreadableFile` where the XML files of a spreadsheet are beyond the limits, or are no XML."""
    counts = _Counts(name)
    for member, xml in parts:
        _Walk(counts, of_workbook=member.lower() == _RELATIONS).parse(xml)
    counts.check()


@define
class _Counts:
    """What a spreadsheet has, as counted so far."""

    name: str
    cells: int = 0
    listed: list[str] = Factory(list)
    """The references by which the workbook lists its sheets."""
    targets: list[str] = Factory(list)
    """The files that the workbook refers to."""
    size: int = 0
    strings: list[int] = Factory(list)
    """The lengths of the shared texts."""
    references: dict[int, int] = Factory(dict)
    """How many cells refer to each shared text, by its place."""

    def check(self) -> None:
        """Compare the counts with the limits."""
        if max(self.references, default=-1) >= len(self.strings):
            self.refuse("is not a whole spreadsheet: a cell refers to a text that is not there")
        size = self.size + sum(self.strings[index] * times for index, times in self.references.items())
        files = {target.rpartition("/")[2].casefold() for target in self.targets}
        if len(self.listed) > SHEETS_LIMIT or len({*self.listed}) < len(self.listed) or len(files) < len(self.targets):
            self.refuse(f"lists {len(self.listed)} sheets; {SHEETS_LIMIT} are the limit, each of a file of its own")
        if any(not file.endswith((".xml", ".bin")) for file in files):
            self.refuse(_ODD)
        if size > TEXT_LIMIT:
            self.refuse(f"has cells of {size} bytes of text; {TEXT_LIMIT} are the limit")

    def refuse(self, message: str) -> NoReturn:
        """Raise the error that says what is wrong with the spreadsheet."""
        msg = f"{self.name} {message}"
        raise UnreadableFile(msg)


_ODD = "has a sheet that is written as no spreadsheet program writes it"


@define(eq=False)
class _Walk:
    """One file of a spreadsheet, element by element."""

    counts: _Counts
    of_workbook: bool = False
    depth: int = 0
    root: str = ""
    row: int = 0
    column: int = 0
    last: int = 0
    right: int = 0
    kind: str = ""
    pieces: list[str] | None = None
    """The text of the element that is open, where it is one that counts."""

    def parse(self, part: bytes) -> None:
        """Count what the file has."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        try:
            parser.Parse(part, True)  # noqa: FBT003  (its last piece)
        except expat.ExpatError as error:
            self.counts.refuse(f"is not a whole spreadsheet: {error}")
        self.counts.cells += self.last * self.right
        if self.counts.cells > CELLS_LIMIT:
            self.counts.refuse(f"has sheets of {self.counts.cells} cells; {CELLS_LIMIT} are the limit")

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        """Look at an element that begins."""
        name = qualified.rpartition(":")[2]
        self.depth += 1
        if self.depth == 1:
            self.root = name
        elif self.root == "workbook" and name == "sheet":
            self.counts.listed += (value for key, value in attributes.items() if key.rpartition(":")[2] == "id")
        elif self.of_workbook and name == "Relationship":
            self.counts.targets.append(attributes.get("Target", ""))
        elif name == "si":
            self.pieces = []
        else:
            self.of_sheet(name, attributes)

    def of_sheet(self, name: str, attributes: dict[str, str]) -> None:
        """Look at an element of a sheet: a row or a cell says where it stands, or follows the one before it."""
        if name == "row":
            place = attributes.get("r")
            if place is not None and not _ROW.fullmatch(place):
                self.counts.refuse(_ODD)
            self.row = int(place) if place else self.row + 1
            self.column = 0
            self.last = max(self.last, self.row)
        elif name == "c":
            place, self.kind = attributes.get("r"), attributes.get("t", "")
            match = _PLACE.fullmatch(place) if place is not None else None
            if place is not None and match is None:
                self.counts.refuse(_ODD)
            self.column = _column(match[1]) if match else self.column + 1
            self.last = max(self.last, int(match[2]) if match else self.row)
            self.right = max(self.right, self.column)
        elif name in {"v", "is"} and self.column:
            self.pieces = []

    def text(self, text: str) -> None:
        """Keep a piece of text, where its element counts."""
        if self.pieces is not None:
            self.pieces.append(text)

    def end(self, qualified: str) -> None:
        """Look at an element that ends."""
        name = qualified.rpartition(":")[2]
        self.depth -= 1
        if self.pieces is None or name not in {"v", "is", "si"}:
            return
        text, self.pieces = "".join(self.pieces), None
        if name == "si":
            self.counts.strings.append(len(text.encode()))
        elif name == "is" or self.kind in {"str", "inlineStr"}:
            self.counts.size += len(text.encode())
        elif self.kind == "s":
            index = text.strip()
            if not _INDEX.fullmatch(index):
                self.counts.refuse(_ODD)
            self.counts.references[int(index)] = self.counts.references.get(int(index), 0) + 1
        elif self.kind in {"", "n"} and not _is_number(text):
            least, largest = NUMBER_LIMITS
            self.counts.refuse(f"has a cell whose number is none, or not between {least:f} and {largest:f}")


def _is_number(text: str) -> bool:
    try:
        least, largest = NUMBER_LIMITS
        return not text.strip() or least <= Decimal(text.strip()) <= largest
    except ArithmeticError:  # not a number, or one that cannot be compared
        return False


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
