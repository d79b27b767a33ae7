"""Word files: their lines, with python-docx; numbers that Word makes itself are made here as well."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, frozen

from upr_model.errors import UnreadableFile, missing_extra, printable
from upr_model.formats.archives import members_of
from upr_model.formats.printed import Line, raised

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MEMBER = "word/document.xml"
"""What an archive holds that is a Word file."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVEL = re.compile("%([1-9])")
_LEVELS = 9
_NUMBER_LIMIT = 9_999
"""The largest number of a list that is printed."""


def lines_of_word(data: bytes, file: str) -> list[Line]:
    """Give the paragraphs of a Word file as lines; the cells of a row in a table are one.

    Footnotes stand apart in such a file, and are not among them.

    Raises `MissingExtra` without python-docx, `UnreadableFile` for a file that is broken, encrypted, no
    Word file, or larger than `archives.ARCHIVE_LIMIT` when unpacked.
    """
    name = printable(file)
    if MEMBER not in members_of(data, file):
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
        return list(_lines(docx.Document(io.BytesIO(data))))
    except (OpcError, LxmlError, AttributeError, LookupError, TypeError, ValueError) as error:
        msg = f"{name} is not a whole Word file: {printable(str(error)) or type(error).__name__}"
        raise UnreadableFile(msg) from error


def _lines(document: Document) -> Iterator[Line]:
    from docx.table import Table  # noqa: PLC0415  (an extra)

    numbering = _Numbering.of(document)
    number = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            texts = [" ".join(_cells(row)) for row in block.rows]
        else:
            label = numbering.label(block)
            texts = [f"{label} {part}" if not place else part for place, part in enumerate(_text(block).split("\n"))]
        for text in texts:
            number += 1
            words = " ".join(text.split())
            if words:
                yield Line(None, number, words)


def _cells(row: Any) -> Iterator[str]:  # noqa: ANN401  (a row of python-docx)
    """Give the cells of a row; one that is spread over columns once."""
    before = None
    for cell in row.cells:
        if cell._tc is not before:  # noqa: SLF001  (only the element tells that two cells are one)
            yield cell.text
        before = cell._tc  # noqa: SLF001


def _text(paragraph: Paragraph) -> str:
    """Give the text of a paragraph; raised digits are raised in it."""
    pieces: list[str] = []
    for piece in paragraph.iter_inner_content():
        font = getattr(piece, "font", None)  # a link has none of its own
        pieces.append(raised(piece.text) if font is not None and font.superscript else piece.text)
    return "".join(pieces)


@frozen
class _Level:
    start: int
    format: str
    text: str
    """Such as "%1.%2": the numbers of the first and second level."""


@define
class _Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = Factory(dict)
    """By abstract list."""
    lists: dict[str, tuple[str, dict[int, int]]] = Factory(dict)
    """The abstract list of a list, and at which numbers it starts anew."""
    counts: dict[str, list[int | None]] = Factory(lambda: defaultdict(lambda: [None] * _LEVELS))
    begun: set[str] = Factory(set)

    @classmethod
    def of(cls, document: Document) -> _Numbering:
        """Read the definitions of a document, where it has any."""
        from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415  (an extra)

        made = cls()
        if not any(each.reltype == RELATIONSHIP_TYPE.NUMBERING for each in document.part.rels.values()):
            return made
        root: Any = document.part.numbering_part.element
        for abstract in root.findall(f"{_W}abstractNum"):
            held = made.levels.setdefault(abstract.get(f"{_W}abstractNumId"), {})
            for level in abstract.findall(f"{_W}lvl"):
                held[_whole(level.get(f"{_W}ilvl"))] = _Level(
                    _whole(_value(level, "start") or "1"), _value(level, "numFmt"), _value(level, "lvlText")
                )
        for each in root.findall(f"{_W}num"):
            starts = {
                _whole(override.get(f"{_W}ilvl")): _whole(_value(override, "startOverride"))
                for override in each.findall(f"{_W}lvlOverride")
                if _value(override, "startOverride")
            }
            made.lists[each.get(f"{_W}numId")] = _value(each, "abstractNumId"), starts
        return made

    def label(self, paragraph: Paragraph) -> str:
        """Count a paragraph, and give its number as it is printed; nothing for one without."""
        place = _list_of(paragraph)
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


def _list_of(paragraph: Paragraph) -> tuple[str, int] | None:
    """Give the list of a paragraph and its level, from itself or its style."""
    style: Any = paragraph.style
    owners: list[Any] = [paragraph._p]  # noqa: SLF001  (only the element has the numbering)
    while style is not None and len(owners) < _LEVELS:
        owners.append(style.element)
        style = getattr(style, "base_style", None)
    for owner in owners:
        properties = owner.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            number = _value(properties, "numId")
            return (number, _whole(_value(properties, "ilvl") or "0")) if number not in ("", "0") else None
    return None


def _value(element: Any, name: str) -> str:  # noqa: ANN401  (an element of lxml)
    found = element.find(f"{_W}{name}")
    return "" if found is None else found.get(f"{_W}val") or ""


def _whole(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch("-?[0-9]{1,6}", text) else -1
