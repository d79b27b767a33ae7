"""Document symbols and paragraph numbers: parsed, printed, ordered.

Source: the United Nations' editorial practice, and real reports for what is misprinted in them.
"""

from __future__ import annotations

import re

from attrs import Attribute, field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a, is_all, is_whole
from upr_model._base.order import natural
from upr_model.errors import InvalidValue, ParseError, shown

SYMBOL_LIMIT = 100
"""Characters of the longest document symbol that is parsed."""

_SEGMENT = re.compile(r"[0-9A-Z]+(?:[.-][0-9A-Z]+)*(?: \([0-9]{4}\))?", re.IGNORECASE | re.ASCII)
_APPENDIX = re.compile(r"(?:Add|Corr|Rev)\.[0-9]+", re.IGNORECASE | re.ASCII)
# "A/HRC/WG.6/14PER/2" and "A/HRC/WG.6/7L.14": a slash lost between a session and what follows.
_LOST_SLASH = re.compile(r"(?<=/WG\.6/)([0-9]{1,2})(?=[A-Z]{3}/|L\.)")


def _canonical(text: str) -> tuple[str, ...]:
    """Give the parts of a symbol as documents print them; none for a text that does not have the form of a symbol."""
    if len(text) > SYMBOL_LIMIT or not text.isascii():
        return ()
    slashes = "/".join(part for part in text.upper().split("/") if part)
    parts = _LOST_SLASH.sub(r"\1/", slashes).split("/")
    if len(parts) < 2 or not all(map(_SEGMENT.fullmatch, parts)):  # noqa: PLR2004
        return ()
    return tuple(part.capitalize() if _APPENDIX.fullmatch(part) else part for part in parts)


def _rank(parts: tuple[str, ...]) -> list[tuple[tuple[int, str], ...]]:
    """Give the key that symbols sort by: 26/6 comes before 26/10."""
    return list(map(natural, parts))


@frozen(order=True)
class DocumentSymbol:
    """The symbol of a United Nations document, such as A/HRC/26/6/Add.1.

    An asterisk says that the document was reissued; it stays the same document, so it is printed but
    not compared.

    >>> DocumentSymbol.parse("a/hrc/26/6/add.1")
    DocumentSymbol(parts=('A', 'HRC', '26', '6', 'Add.1'), reissued=False)
    """

    parts: tuple[str, ...] = field(order=_rank, validator=is_all(tuple, str))
    reissued: bool = field(default=False, eq=False, order=False)

    @parts.validator
    def _check(self, _: Attribute[tuple[str, ...]], parts: tuple[str, ...]) -> None:
        if not parts or _canonical("/".join(parts)) != parts:
            msg = f"{shown(parts)} are not the parts of a document symbol; expected some like ('A', 'HRC', '26', '6')"
            raise InvalidValue(msg)

    @classmethod
    def parse(cls, text: str) -> DocumentSymbol:
        """Read a symbol in any case, with the slashes that reports misprint; `ParseError` otherwise."""
        symbol = text.strip()
        parts = _canonical(symbol.rstrip("*"))
        if not parts:
            msg = f"{shown(text)} is not a document symbol; expected a form like A/HRC/26/6 or A/HRC/26/6/Add.1"
            raise ParseError(msg)
        return cls(parts, reissued=symbol.endswith("*"))

    @property
    def unstarred(self) -> str:
        """The symbol without the asterisk of a reissued document."""
        return "/".join(self.parts)

    def __str__(self) -> str:
        """Print the symbol as documents do."""
        return self.unstarred + "*" * self.reissued


_PARAGRAPH = re.compile(r"([1-9][0-9]{0,3})(?:\.([1-9][0-9]{0,3}))?(?:\(([a-z])\))?\.?", re.ASCII)
_LAST_NUMBER = 9999


@frozen(order=True)
class Paragraph:
    """The number of a paragraph in a report: 143.10 is item 10 of paragraph 143, and not 143.1.

    >>> Paragraph.parse("143.10") > Paragraph.parse("143.2")
    True
    """

    lead: int = field(validator=is_whole("the lead of a paragraph", 1, _LAST_NUMBER))
    item: int | None = field(
        default=None,
        order=lambda item: item or 0,
        validator=optional(is_whole("the item of a paragraph", 1, _LAST_NUMBER)),
    )
    letter: str = field(default="", validator=is_a(str))

    @letter.validator
    def _one_letter(self, _: Attribute[str], value: str) -> None:
        if not re.fullmatch("[a-z]?", value):
            msg = f"the letter of a paragraph must be one of a to z, not {shown(value)}"
            raise InvalidValue(msg)

    @classmethod
    def parse(cls, text: str) -> Paragraph:
        """Read 143, 143.10, 79(a) or 166.6. (reports end some numbers with a dot); else `ParseError`."""
        match = _PARAGRAPH.fullmatch(text.strip()) if len(text) <= SYMBOL_LIMIT else None
        if match is None:
            msg = f"{shown(text)} is not a paragraph number; expected a form like 143.10, with no zero in front"
            raise ParseError(msg)
        lead, item, letter = match.groups(default="")
        return cls(int(lead), int(item) if item else None, letter)

    def __str__(self) -> str:
        """Print the number as reports do."""
        item = f".{self.item}" if self.item else ""
        return f"{self.lead}{item}" + (f"({self.letter})" if self.letter else "")
