"""Cells of exports, as several formats write them: lists, days, goals, the number in front of a text."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from upr_model._base.checks import whole_number
from upr_model.calendar.sessions import Cycle, Session
from upr_model.errors import InvalidValue, ParseError, UprError, shown
from upr_model.formats.media.delimited import Row
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.tags import SDG, Tag
from upr_model.values.vocabulary import ActionCategory, Response

_K = TypeVar("_K")
_V = TypeVar("_V")

_LINES = re.compile(r"[\r\n]+")
_BULLET = re.compile(r"[-\u2010-\u2015\u2022]\s*")
_IN_LINE = re.compile(r"\s-\s+")
_GOAL = re.compile(r"\s*([0-9]{1,2}(?:\.[0-9a-z]{1,2})?)\.?\s*(?:-|\s[^\W\d_]|$)", re.ASCII)
_GOAL_ALONE = re.compile(r"[0-9]{1,2}(?:\.[0-9a-z]{1,2})?", re.ASCII)

# Tags of HTML alone: "< 5 years" is a text.
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|a|ul|ol|li|sup|sub|font|table|tr|td)(?:\s[^<>]{0,1000})?/?>", re.IGNORECASE
)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))

# Two digits at least: no list of recommendations stands in the first nine paragraphs of a report.
_NUMBER = r"(?P<lead>[1-9][0-9]{1,2})"
_ITEM = r"(?P<item>[1-9][0-9]{0,2})"
_PARAGRAPH = rf"{_NUMBER}(?:\.{_ITEM})? ?(?:\((?P<letter>[a-z])\))? ?:"
_PARA = r"para(?:graph|\.)? ?"
_BEFORE = r"(?:-\s*)?(?:(?:rec(?:ommendation|\.)?\s*)?no\.?\s*|rec(?:ommendation|\.)\s*)?"
_LEADS = (
    # "Recommendation No. 41, para. 81: 41. Ratify": the item, the paragraph that holds the list, the item again.
    rf"recommendations? no\.? ?{_ITEM},? ?{_PARA}{_NUMBER} ?:(?: ?(?P=item)\.?(?= ))?",
    rf"recommendations? con\w{{0,4}}ined in (?:{_PARA})?{_PARAGRAPH}",  # also misspelt
    rf"{_PARA}{_PARAGRAPH}",
    rf"{_BEFORE}{_NUMBER}\. ?{_ITEM}[*\u00b9]?(?:[.:)]|\s?[-\u2013])?(?= |[^\W\d_]|$)",
    rf"{_NUMBER}(?: ?\((?P<letter>[a-z])\)[.:]?|\.)(?= ?[^\W\d_])",
)
_LEAD_PATTERNS = tuple(re.compile(each, re.IGNORECASE | re.ASCII) for each in _LEADS)


class Memo(dict[_K, _V]):
    """Works out each distinct value of a column once, also that it has none; equal cells share one object."""

    def __init__(self, make: Callable[[_K], _V]) -> None:
        """Remember what `make` gives, and what it raises."""
        super().__init__()
        self._make = make
        self._errors: dict[_K, UprError] = {}

    def __missing__(self, key: _K) -> _V:
        """Work out a value that is asked for the first time."""
        if key in self._errors:
            raise self._errors[key].with_traceback(None)
        try:
            value = self[key] = self._make(key)
        except UprError as error:
            self._errors[key] = error
            raise
        return value


def header_name(text: str) -> str:
    """Give the form in which headers are compared: letters and digits alone, a known misspelling put right.

    >>> header_name("UPR Reccomending States")
    'uprrecommendingstates'
    """
    folded = "".join(filter(str.isalnum, text.casefold()))
    return folded.replace("reccomend", "recommend")


def plain(text: str) -> str:
    """Give a text without the marks of HTML and what nobody sees, one space between its words.

    >>> plain("<p>h&ocirc;tel&nbsp;&amp; bar</p>")
    'hôtel & bar'
    """
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not text.isascii():
        text = text.translate(_UNSEEN)
    return " ".join(text.split())


_UNPRINTED = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff]+")


def printed_text(text: str) -> str:
    r"""Give a text as every kind of file keeps it: on one line, without what is no letter.

    >>> printed_text("a\nb")
    'a b'
    """
    return _UNPRINTED.sub(" ", text)


def one_line(text: str) -> str:
    """Give a text as `printed_text` does, with one space between its words."""
    return " ".join(printed_text(text).split())


def listed(cell: str) -> tuple[str, ...]:
    r"""Give the members of a list, each once: one on a line behind a dash, or several on one line.

    Members may hold dashes themselves; a line without a dash goes on with the one above.

    >>> listed("- Timor-Leste\n- 16 - PEACE")
    ('Timor-Leste', '16 - PEACE')
    """
    lines = [words for line in _LINES.split(cell) if (words := line.strip())]
    members: list[str] = []
    dashed = False
    for line in lines:
        bullet = _BULLET.match(line)
        if bullet is not None and bullet.end() < len(line):
            members.append(line[bullet.end() :])
            dashed = True
        elif dashed:
            members[-1] += f" {line}"
        elif bullet is None:
            members.append(line)
    if len(lines) == 1 and dashed:
        members = _on_one_line(members[0])
    return tuple(dict.fromkeys(words for member in members if (words := plain(member))))


def _on_one_line(text: str) -> list[str]:
    """Split where a dash stands between spaces, but not behind a goal's number, nor before a small letter."""
    members: list[str] = []
    for piece in _IN_LINE.split(text):
        if members and (piece[:1].islower() or _GOAL_ALONE.fullmatch(members[-1].strip())):
            members[-1] += f" - {piece}"
        else:
            members.append(piece)
    return members


def sdg_tag(label: str) -> Tag:
    """Give the goal or target of a label: `16 - PEACE...`, `16.2 - Protect...`, `3. Good health...`.

    Raises `ParseError` for a label without a number, and `InvalidValue` for a number that no goal has.
    """
    match = _GOAL.match(label)
    if match is None:
        msg = f"{shown(label)} names no Sustainable Development Goal; expected a form like '16 - PEACE...'"
        raise ParseError(msg)
    return Tag(SDG, match[1])


_EPOCH = dt.date(1899, 12, 30)
"""Day 0 of spreadsheets, which believe that 1900 had a 29 February."""

_SERIAL = re.compile(r"([0-9]{1,7})(?:\.[0-9]*)?", re.ASCII)
_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.]*Z?)?", re.ASCII)


def day_in(cell: str) -> dt.date:
    """Give the day of an ISO date, with a time of day or without, or of a spreadsheet's number; else `ParseError`.

    >>> day_in("44180"), day_in("2025-03-03T10:53:45.827")
    (datetime.date(2020, 12, 15), datetime.date(2025, 3, 3))
    """
    try:
        if match := _ISO.fullmatch(cell.strip()):
            return dt.date.fromisoformat(match[1])
        if match := _SERIAL.fullmatch(cell.strip()):
            return _EPOCH + dt.timedelta(days=int(match[1]))
    except (ValueError, OverflowError):
        pass  # it is said below
    msg = f"{shown(cell)} is not a day; expected a form like 2020-12-15, or a spreadsheet's number such as 44180"
    raise ParseError(msg)


_CYCLE = re.compile(r"(?<![0-9])([1-9])(?![0-9])")


def cycle_in(cell: str) -> int:
    """Give the number of a cycle: `2`, `2nd cycle`, `Cycle 2 (2012-2016)`, or what `Cycle.parse` takes."""
    numbers = _CYCLE.findall(cell)
    return int(numbers[0]) if len(numbers) == 1 else Cycle.parse(cell).number


WORDING_LIMIT = 200
"""Characters of the longest wording of a position in which the mark of a footnote is looked for."""

_FOOTNOTE = re.compile(
    r"[\s.*\u00b9\u00b2\u00b3\u2070-\u2079]+$|\s*(?:\[[0-9*]{1,2}\]|\([0-9*]{1,2}\))$|(?<=[a-z])[0-9]$"
)
_SLASH = re.compile(r"\s*/\s*")


def response_in(wording: str) -> Response:
    """Give the response of a cell, in which the mark of a footnote may stand; `ParseError` for another wording.

    >>> response_in("Supported / Noted *")
    Response.PARTLY_SUPPORTED
    """
    words = _SLASH.sub("/", wording)
    return Response.parse(_FOOTNOTE.sub("", words) if len(words) <= WORDING_LIMIT else words)


def is_of_session(document: DocumentSymbol, session: Session) -> bool:
    """Whether a document is of the Council session to which the Working Group's session reports, as far as is known.

    A/HRC/26/6 is: the 18th session reports to the 26th of the Council. So are all 303 reports of the calendar.
    """
    council = session.council_session
    if council is None or document.parts[:2] != ("A", "HRC") or not "".join(document.parts[2:3]).isdigit():
        return True
    return document.parts[2] == str(council)


def category_in(cell: str) -> ActionCategory | None:
    """Give UPR Info's action category: its number, its name, or both; None for a blank cell.

    Raises `InvalidValue` for what is no number from 1 to 5.

    >>> category_in("2 - Continuing action")
    ActionCategory.CONTINUING
    """
    if not cell.strip():
        return None
    name = cell.strip().casefold().removesuffix(" action")
    if name.upper() in ActionCategory.__members__:
        return ActionCategory[name.upper()]
    digits, _, name = cell.partition(" - ") if "\n" not in cell else (cell, "", "")
    number = whole_number(digits, "an action category")
    named = ActionCategory.__members__.get(name.strip().casefold().removesuffix(" action").upper(), number)
    if number not in range(1, 6) or named != number:
        msg = f"an action category is a whole number from 1 to 5, not {shown(cell) if name else number}"
        raise InvalidValue(msg)
    return ActionCategory(number)


def lead_of(text: str) -> tuple[Paragraph | None, str]:
    """Give the number of a paragraph in front of a text, and the text without it; None where there is none.

    >>> lead_of("26.49 Ratify the CAT (Mali);")
    (Paragraph(lead=26, item=49, letter=''), 'Ratify the CAT (Mali);')
    >>> lead_of("2030 Agenda")
    (None, '2030 Agenda')
    """
    for pattern in _LEAD_PATTERNS:
        if match := pattern.match(text):
            parts = {"item": "", "letter": "", **match.groupdict(default="")}
            number = Paragraph(int(parts["lead"]), int(parts["item"]) if parts["item"] else None, parts["letter"])
            return number, text[match.end() :].strip()
    return None, text


def aliased(header: str, known: Mapping[str, str], columns: Mapping[str, str]) -> str | None:
    """Give the field that a column of a file has: what the caller says of it, else what its name says."""
    name = header_name(header)
    return columns.get(name) or known.get(name)


def header_place(rows: Sequence[Row], is_header: Callable[[Sequence[str]], bool]) -> int | None:
    """Give the place of the first row that is a header; None where none is."""
    return next((place for place, row in enumerate(rows) if is_header(row.cells)), None)


def by_field(fields: Iterable[str | None], cells: Iterable[str]) -> dict[str, str]:
    """Give the cells of a row by field; of two for one, the first that is not blank."""
    row: dict[str, str] = {}
    for field, cell in zip(fields, cells, strict=False):
        if field is not None and not row.get(field, "").strip():
            row[field] = cell
    return row


def check_columns(columns: Mapping[str, str] | None, fields: frozenset[str], name: str) -> Mapping[str, str]:
    """Give what the caller says of columns, by `header_name`; `InvalidValue` for a field that there is not."""
    said = columns or {}
    for header, field in said.items():
        if not isinstance(header, str) or not isinstance(field, str) or field not in fields:
            known = ", ".join(sorted(fields))
            msg = f"columns[{shown(header)}] is {shown(field)}, which {name} does not have; it has {known}"
            raise InvalidValue(msg)
    folded = {header_name(header): field for header, field in said.items()}
    if "" in folded or len(folded) < len(said):
        msg = f"columns names columns by their letters and digits, each once, not {shown(list(said))}"
        raise InvalidValue(msg)
    return folded


def check_found(columns: Mapping[str, str], header: Sequence[str]) -> None:
    """Raise `InvalidValue` where the caller names a column that is not there."""
    there = {*map(header_name, header)}
    missing = [name for name in columns if name not in there]
    if missing:
        msg = f"no column of the file is named {', '.join(map(shown, missing))}; it has {', '.join(map(shown, header))}"
        raise InvalidValue(msg)
