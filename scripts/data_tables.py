"""Tables as the library brings them, looked at cell by cell and row by row, and the page that describes them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise
from pathlib import Path

from upr_model import DATA_AS_OF

COLUMNS = {
    "states.csv": "iso3,name,regional_group",
    "state_names.csv": "iso3,name",
    "former_names.csv": "iso3,name,until",
    "group_notes.csv": "iso3,note",
    "sessions.csv": "session,start,end,council_session,expected_end,stakeholder_deadline,"
    "national_report_deadline,addendum_deadline,confidence",
    "cycle_labels.csv": "cycle,label,meaning",
    "reviews.csv": "iso3,cycle,session,status,review_date,working_group_adoption,plenary_adoption,report,troika,"
    "plenary_deferred,confidence,note",
    "missed_slots.csv": "iso3,cycle,session,date,new_session,decision,note",
    "viet_nam_cycle2.csv": "paragraph,part,recommending_states,response",
    "viet_nam_figures.csv": "cycle,measure,count,unit,policy,publisher,confidence",
    "viet_nam_statuses.csv": "cycle,base,unit,status,count,wording,publisher,as_of,published,confidence",
}
README_COLUMNS = ("file", "rows", "what", "source", "confidence")


@dataclass(frozen=True)
class Row:
    """A row, and the line of the file on which it ends."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Give a cell."""
        return self.cells[column]


class Table:
    """A file of rows, and the faults that were found in it."""

    def __init__(self, folder: Path, name: str) -> None:
        """Read the file; of one with other columns than are known, no row is looked at."""
        self.name, self.rows, self.faults = name, list[Row](), list[str]()
        if not (folder / name).is_file():
            self.fault(0, "file", name, "is missing")
            return
        columns = COLUMNS[name].split(",")
        reader = csv.reader((folder / name).read_text(encoding="utf-8").splitlines(), strict=True)
        try:
            header = next(reader, [])
            if header != columns:
                self.fault(1, "header", ",".join(header), f"the columns are {','.join(columns)}")
                return
            for cells in reader:
                self._add(reader.line_num, dict(zip(columns, cells, strict=False)), cells)
        except csv.Error as error:
            self.fault(reader.line_num, "row", "", str(error))

    def _add(self, line: int, named: dict[str, str], cells: list[str]) -> None:
        if len(cells) != len(COLUMNS[self.name].split(",")):
            self.fault(line, "row", ",".join(cells), f"has {len(cells)} cells, and the header another number")
            return
        self.rows.append(Row(line, named))
        for column, text in named.items():
            if text != " ".join(text.split()):
                self.fault(line, column, text, "has a space too many")

    def fault(self, place: Row | int, column: str, value: str, why: str) -> None:
        """Note a fault."""
        line = place.line if isinstance(place, Row) else place
        self.faults.append(f"{self.name}:{line}: {column} {value!r}: {why}")

    def each(
        self, column: str, read: Callable[[str], object], *, optional: bool = False, several: bool = False
    ) -> None:
        """Read each cell of a column, or each of several words: what raises `ValueError` is a fault.

        An empty cell is read too, unless it is optional.
        """
        for row in self.rows:
            for text in row[column].split() or [""] if several else [row[column]]:
                try:
                    if text or not optional:
                        read(text)
                except ValueError as error:
                    self.fault(row, column, text, str(error))

    def unique(self, *columns: str, form: Callable[[str], str] = str) -> None:
        """Check that no two rows have the same cells in these columns."""
        seen: dict[tuple[str, ...], int] = {}
        for row in self.rows:
            key = tuple(form(row[column]) for column in columns)
            if key in seen:
                value = ", ".join(row[column] for column in columns)
                self.fault(row, ", ".join(columns), value, f"stands on line {seen[key]} already")
            seen.setdefault(key, row.line)

    def in_order(self, *columns: str) -> None:
        """Check that rows go up by these columns; numbers as numbers, what is empty last."""
        before: list[tuple[bool, int, str]] = []
        for row in self.rows:
            key = [(not row[column], whole(row[column]), row[column]) for column in columns]
            if key < before:
                value = ", ".join(row[column] for column in columns)
                self.fault(row, ", ".join(columns), value, "is out of order")
            before = key

    def days_in_order(self, *columns: str) -> None:
        """Check that the days of each row, where they are known, follow one another."""
        for row in self.rows:
            known = [(column, row[column]) for column in columns if row[column]]
            for (before, first), (after, second) in pairwise(known):
                if second < first:
                    self.fault(row, after, second, f"is before {before} {first}")


Tables = dict[str, Table]


def whole(text: str) -> int:
    """Give the number that a text is; 0 for what is none, which is told of its own cell."""
    return int(text) if text.isascii() and text.isdigit() else 0


def plain(name: str) -> str:
    """Give the form in which names are compared: without case, spacing and punctuation."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name).casefold()))


def number(text: str) -> None:
    """Check a whole number from 1 on."""
    if str(whole(text)) != text or text == "0":
        msg = "expected a whole number"
        raise ValueError(msg)


def code(text: str) -> None:
    """Check the form of a State's code."""
    if not re.fullmatch("[A-Z]{3}", text):
        msg = "expected three capital letters"
        raise ValueError(msg)


def day(text: str) -> None:
    """Check a day."""
    try:
        known = date.fromisoformat(text).isoformat() == text
    except ValueError:
        known = False
    if not known:
        msg = "expected a day such as 2014-01-27"
        raise ValueError(msg)


def filled(text: str) -> None:
    """Check that there is something."""
    if not text:
        msg = "is empty"
        raise ValueError(msg)


def among(known: Iterable[str], what: str) -> Callable[[str], None]:
    """Make a check that a text is one of those known."""
    values = {*known}

    def read(text: str) -> None:
        if text not in values:
            msg = f"expected {what}"
            raise ValueError(msg)

    return read


def word(kind: type[Enum]) -> Callable[[str], None]:
    """Make a check that a text is a word of a vocabulary."""
    words = [str(member) for member in kind]
    return among(words, f"one of {', '.join(words)}")


def states(tables: Tables, *, members: bool = False) -> Callable[[str], None]:
    """Make a check that a text is the code of a State, or of a Member State."""
    rows = tables["states.csv"].rows
    known = [row["iso3"] for row in rows if row["regional_group"] or not members]
    return among(known, f"the code of a {'Member ' * members}State in states.csv")


def check_readme(tables: Tables, folder: Path) -> Iterator[str]:
    """Check data/README.md: each file with its rows, its source and how sure it is, and the day of compilation."""
    lines = (folder / "README.md").read_text(encoding="utf-8").splitlines()
    compiled = f"{DATA_AS_OF.day} {DATA_AS_OF:%B %Y}"
    if not any(f"on {compiled}." in text for text in lines):
        yield f"README.md:0: day of compilation: DATA_AS_OF is {compiled}"
    described = {}
    for line, text in enumerate(lines, start=1):
        cells = [cell.strip() for cell in text.strip("|").split("|")]
        if re.fullmatch(r"\w+\.(csv|json)", cells[0]):
            described[cells[0]] = line
            yield from check_described(tables, folder, line, cells)
    for file in sorted(folder.iterdir()):
        if file.suffix in {".csv", ".json"} and file.name not in described:
            yield f"README.md:0: file {file.name!r}: is not described"


def check_described(tables: Tables, folder: Path, line: int, cells: list[str]) -> Iterator[str]:
    """Check what data/README.md says of one file."""
    if len(cells) != len(README_COLUMNS):
        yield f"README.md:{line}: row {cells[0]!r}: has {len(cells)} cells, not {len(README_COLUMNS)}"
        return
    name, rows, *texts = cells
    for column, text in zip(README_COLUMNS[2:], texts, strict=True):
        if not text:
            yield f"README.md:{line}: {column} '': of {name} is empty"
    if not (folder / name).is_file():
        yield f"README.md:{line}: file {name!r}: is missing"
    if name not in tables:
        return
    table, confidence = tables[name], texts[-1]
    if rows != str(len(table.rows)):
        yield f"README.md:{line}: rows {rows!r}: {name} has {len(table.rows)}"
    if "column says" in confidence:
        yield from check_confidence(table, line, confidence)


def check_confidence(table: Table, line: int, confidence: str) -> Iterator[str]:
    """Check that a table has the column that is said to tell its confidence, and as many of each as are said."""
    if "confidence" not in COLUMNS[table.name].split(","):
        yield f"README.md:{line}: confidence {confidence!r}: {table.name} has no such column"
        return
    sure = Counter(row["confidence"] for row in table.rows)
    for count, level in re.findall(r"\b(\d+) (high|medium|low|unknown)\b", confidence):
        if int(count) != sure[level]:
            yield f"README.md:{line}: confidence '{count} {level}': {table.name} has {sure[level]}"
