"""Word files: their lines, read with python-docx, with the numbers of lists, which Word counts when it prints."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import Factory, define, frozen

from upr_model.errors import UnreadableFile, missing_extra, printable
from upr_model.formats.media.archives import checked_members
from upr_model.formats.media.printed import Line, raised

if TYPE_CHECKING:
    from docx.document import Document

_T = TypeVar("_T")

MEMBER = "word/document.xml"
"""The member by which an archive is a Word file."""

WORD_LIMIT = 2**26
"""Bytes of the largest Word file, unpacked."""

LINES_LIMIT = 100_000
"""Paragraphs of the longest Word file; a report has about 600."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVEL = re.compile("%([1-9])")
_LEVELS = 9
_STYLES_LIMIT = 12
"""Styles of the longest chain in which each is based on the next: Word allows ten."""

_LABEL_LIMIT = 100
"""Characters of the form of a number such as "%1.%2."."""

_NUMBER_LIMIT = 9_999
"""The largest number of a list that is printed."""


def lines_of_word(data: bytes, file: str) -> list[Line]:
    """Give the paragraphs of a Word file as lines; a row of a table is one line.

    Tracked insertions are read, tracked deletions are not. Footnotes stand in another part of the file,
    and are not read. Raises what `opened` raises.
    """
    return opened(data, file, lambda document: list(_lines(document, printable(file))))


def opened(data: bytes, file: str, look: Callable[[Document], _T]) -> _T:
    """Open a Word file, and give what `look` makes of it.

    Raises `MissingExtra` without python-docx, `UnreadableFile` for a file that is broken, encrypted, no
    Word file, or larger than `WORD_LIMIT` when unpacked.
    """
    name = printable(file)
    if MEMBER not in checked_members(data, file, WORD_LIMIT):
        msg = f"{name} is an archive, and no Word file"
        raise UnreadableFile(msg)
    try:
        import docx  # noqa: PLC0415  (an extra)
        from docx.opc.exceptions import OpcError  # noqa: PLC0415
        from lxml.etree import LxmlError  # noqa: PLC0415  (python-docx stands on it)
    except ImportError as error:
        part = "reading Word files"
        raise missing_extra(part, "python-docx", "word") from error
    try:
        return look(docx.Document(io.BytesIO(data)))
    except (OpcError, LxmlError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        msg = f"{name} is not a whole Word file: {printable(str(error)) or type(error).__name__}"
        raise UnreadableFile(msg) from error


def _lines(document: Document, name: str) -> Iterator[Line]:
    numbering = Numbering.of(document)
    number = 0
    for count, block in enumerate(_blocks(document.element.body)):
        if count >= LINES_LIMIT:
            msg = f"{name} has more than {LINES_LIMIT} paragraphs, which is the limit"
            raise UnreadableFile(msg)
        paragraphs = list(block.iter(f"{_W}p")) if block.tag == f"{_W}tr" else [block]
        pieces = [f"{numbering.label(paragraph)} {text_of(paragraph)}" for paragraph in paragraphs]
        for text in " ".join(pieces).split("\n"):
            number += 1
            words = " ".join(text.split())
            if words:
                yield Line(None, number, words)


def _blocks(element: Any) -> Iterator[Any]:  # noqa: ANN401  (elements of lxml)
    """Give the paragraphs and the rows of tables in their order, without tracked deletions."""
    for child in element:
        if child.tag in (f"{_W}p", f"{_W}tr"):
            yield child
        elif child.tag in _HOLD_BLOCKS:
            yield from _blocks(child)


_HOLD_BLOCKS = frozenset(f"{_W}{name}" for name in ("tbl", "sdt", "sdtContent", "ins", "moveTo", "customXml"))
_DELETED = frozenset(f"{_W}{name}" for name in ("del", "moveFrom"))
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def text_of(element: Any) -> str:  # noqa: ANN401  (an element of lxml)
    """Give the text of a paragraph; raised digits stay raised."""
    pieces: list[str] = []
    align = element.find(f"{_W}rPr/{_W}vertAlign")
    is_raised = align is not None and align.get(f"{_W}val") == "superscript"
    for child in element:
        if child.tag == f"{_W}t":
            text = child.text or ""
            pieces.append(raised(text) if is_raised else text)
        elif child.tag in _BREAKS:
            pieces.append(_BREAKS[child.tag])
        elif child.tag not in _DELETED and child.tag != f"{_W}pPr":
            pieces.append(text_of(child))
    return "".join(pieces)


@frozen
class _Level:
    start: int
    format: str
    text: str
    """A pattern such as "%1.%2", for the numbers of the first and the second level."""


@define
class Numbering:
    """The lists of a document, and the numbers that each has reached."""

    levels: dict[str, dict[int, _Level]] = Factory(dict)
    """The levels of each abstract list: a definition that several lists may share, and count on together."""
    lists: dict[str, tuple[str, dict[int, int]]] = Factory(dict)
    """The abstract list of each list, and the numbers at which the list starts its levels anew."""
    counts: dict[str, list[int | None]] = Factory(lambda: defaultdict(lambda: [None] * _LEVELS))
    """The last number on each level of each abstract list."""
    begun: set[str] = Factory(set)
    """The lists that have begun."""
    styles: dict[str, Any] = Factory(dict)

    @classmethod
    def of(cls, document: Document) -> Numbering:
        """Read the lists that a document defines."""
        from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415  (an extra)

        numbering = cls(
            styles={each.get(f"{_W}styleId"): each for each in document.styles.element.findall(f"{_W}style")}
        )
        if not any(each.reltype == RELATIONSHIP_TYPE.NUMBERING for each in document.part.rels.values()):
            return numbering
        root: Any = document.part.numbering_part.element
        for abstract in root.findall(f"{_W}abstractNum"):
            levels = numbering.levels.setdefault(abstract.get(f"{_W}abstractNumId"), {})
            for level in abstract.findall(f"{_W}lvl"):
                levels[_whole(level.get(f"{_W}ilvl"))] = _Level(
                    _whole(_value(level, "start") or "1"),
                    _value(level, "numFmt"),
                    _value(level, "lvlText")[:_LABEL_LIMIT],
                )
        for each in root.findall(f"{_W}num"):
            starts = {
                _whole(override.get(f"{_W}ilvl")): _whole(_value(override, "startOverride"))
                for override in each.findall(f"{_W}lvlOverride")
                if _value(override, "startOverride")
            }
            numbering.lists[each.get(f"{_W}numId")] = _value(each, "abstractNumId"), starts
        return numbering

    def label(self, paragraph: Any) -> str:  # noqa: ANN401  (an element of lxml)
        """Count a paragraph, and give its number as printed; "" where it has none."""
        place = self._place(paragraph)
        if place is None or place[0] not in self.lists:
            return ""
        number, depth = place
        abstract, starts = self.lists[number]
        levels = self.levels.get(abstract, {})
        if depth not in levels or not 0 <= depth < _LEVELS:
            return ""
        counts = self.counts[abstract]
        if number not in self.begun:
            self.begun.add(number)
            for level, start in starts.items():
                if 0 <= level < _LEVELS:
                    counts[level] = start - 1
        count = counts[depth]
        counts[depth] = levels[depth].start if count is None else count + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return _LEVEL.sub(lambda match: _printed(counts, levels, int(match[1]) - 1), levels[depth].text)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401  (an element of lxml)
        """Give list and level of a paragraph, each from the paragraph itself or the nearest style that says it."""
        number = level = style = ""
        element = paragraph
        for _ in range(_STYLES_LIMIT):
            properties = element.find(f"{_W}pPr")
            if properties is not None:
                numbered = properties.find(f"{_W}numPr")
                if numbered is not None:
                    number = number or _value(numbered, "numId")
                    level = level or _value(numbered, "ilvl")
                style = style or _value(properties, "pStyle")
            element = self.styles.get(style)
            if element is None:
                break
            style = _value(element, "basedOn")
        return (number, _whole(level or "0")) if number not in ("", "0") else None


def _printed(counts: list[int | None], levels: dict[int, _Level], level: int) -> str:
    defined = levels.get(level)
    if defined is None:
        return ""
    count = counts[level]
    number = defined.start if count is None else count
    if not 0 < number <= _NUMBER_LIMIT:
        return str(number)
    if defined.format in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if defined.format == "upperLetter" else letters
    if defined.format in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if defined.format == "upperRoman" else _roman(number)
    return "" if defined.format in ("bullet", "none") else str(number)


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        times, number = divmod(number, value)
        letters += letter * times
    return letters


def _value(element: Any, name: str) -> str:  # noqa: ANN401  (an element of lxml)
    child = element.find(f"{_W}{name}")
    return "" if child is None else child.get(f"{_W}val") or ""


def _whole(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch("-?[0-9]{1,6}", text) else -1
