"""The conclusions of a report, cut into blocks: the headings of lists, numbered items, and the rest.

In all reports that were studied, every list runs from 1 without a gap. So a number that does not fit is a
misprint. It is repaired where the line begins like an item, and reported as a problem.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from attrs import Factory, define, evolve

from upr_model.formats.media.printed import DASH, MARKS, MONTHS, Line

AHEAD = 60
"""Lines in which the next number is looked for, where a number is in doubt."""

_HEADING = re.compile(
    r"(?:[IVX]{1,4} ?\.? *)?C(?i:onclusions? and(?: ?/ ?or)? recommendations?)\W{0,3}[0-9]?(?: ?\*+ .{0,100})?"
)
_AFTER = re.compile(r"annex(?:es)?(?:\s[IV0-9]{1,3})?\W{0,3}|(?:[IVX]{1,4}\s?\.?\s*)voluntary\b.{0,100}", re.IGNORECASE)
_CLOSING = re.compile(
    r"all (?:the )?(?:conclusions|recommendations)\b.{0,140}\breports?\b.{0,40}\breflect", re.IGNORECASE
)
_NUMBER = r"[1-9][0-9]{0,2}"
_DOTTED = re.compile(rf"({_NUMBER})\s?(?:\.|{DASH})\s?(0?{_NUMBER})(?![0-9/])\s?\.?\s*(?=\S)")
_FIRST = re.compile(rf"(?<![0-9.])({_NUMBER})\s?\.\s?1(?![0-9])")
_SINGLE = re.compile(rf"({_NUMBER})(?:\s?\.\s*|\s+)(?=[^\s0-9.,;)])")
_MAIN = re.compile(rf"({_NUMBER})\s?\.?\s*(?=[A-Z“\"‘('])")
_MONTH = re.compile(rf"(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:All|The|These|Those|Other|With regard to|In the (?:course|view|opinion)|As for|A number of)\b.{0,80}"
    r"\b(?:recommendation|conclusion|response|comment|observation)",
)
_LOOSE = re.compile(r"(?:All )?(?:The|These|Those) (?:above[- ](?:mentioned )?|following |listed )?recommendations\b")
# A comma may end an item where the next number is the expected one; elsewhere only a stop does.
_ENDED = re.compile(rf"(?:[;.:),\]]|[;,] and|[.;]\s?[”\"’])[\s{MARKS}*]*(?:[0-9]{{1,2}})?")
_STOPPED = re.compile(rf"(?:[;.:\])]|[;,] and|[.;]\s?[”\"’])[\s{MARKS}*]*(?:(?<=[;.)])[0-9]{{1,2}})?")
_SKIPPED = 3
"""How far the number of a paragraph may jump, where its words are those above a list."""

_RULE = re.compile(r"[\W_]+")
_TAIL = 12
"""Characters at the end of a line that show whether a sentence ended."""

_THEME_LIMIT = 80
"""Characters of the longest heading between items."""


class BlockKind(StrEnum):
    """The kinds of blocks."""

    MAIN = "main"
    """A numbered paragraph."""
    ITEM = "item"
    """An item of a list."""
    LOOSE = "loose"
    """A sentence after a list, or other text without a number."""
    THEME = "theme"
    """A heading between items."""


@define(eq=False)
class Block:
    """Lines that belong together: a numbered paragraph, an item of a list, or text without a number."""

    kind: BlockKind
    lead: int
    """The number of the paragraph."""
    item: int | None = None
    printed: str = ""
    """The number as printed."""
    lines: list[Line] = Factory(list)
    begin: int = 0
    """Where the text begins in the first line, after the number."""
    repeats: bool = False
    """Whether a later line begins with the same number."""

    @property
    def text(self) -> str:
        """The words, without the number."""
        texts = [line.text for line in self.lines]
        return joined([texts[0][self.begin :], *texts[1:]]) if texts else ""


def joined(texts: Sequence[str]) -> str:
    """Join lines into one text; a hyphen at the end of a line joins without a space, as in "asylum-seekers"."""
    pieces = list(texts[:1])
    for before, text in pairwise(texts):
        hyphen = before[-2:-1].isalpha() and before.endswith("-") and text[:1].isalpha()
        pieces.append(text if hyphen else f" {text}")
    return "".join(pieces).strip()


def section_in(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Give where the conclusions begin, after their heading, and where they end; None without such a heading.

    The heading has a numbered paragraph below it. The last such heading counts, since the table of contents
    has it too. The conclusions end at the annex or the commitments that follow their closing sentence, or
    their last item where no sentence closes them.
    """
    headings = [place for place, line in enumerate(lines) if _HEADING.fullmatch(line.text)]
    if not headings:
        return None
    opened = [
        place for place in headings if any(_MAIN.match(line.text) for line in lines[place + 1 : place + 1 + _BELOW])
    ]
    begin = (opened or headings)[-1] + 1
    items = [place for place in range(begin, len(lines)) if _DOTTED.match(lines[place].text)]
    closing = [place for place in range(begin, len(lines)) if _closes(lines, place)]
    least = closing[0] if closing else max(items, default=begin)
    for place in range(least, len(lines)):
        if _AFTER.fullmatch(lines[place].text) and (place == begin or _ends(lines[place - 1].text)):
            return begin, place
    return begin, len(lines)


def _closes(lines: Sequence[Line], place: int) -> bool:
    """Whether a line begins the paragraph that closes the section."""
    main = _MAIN.match(lines[place].text)
    return main is not None and is_closing(
        joined([lines[place].text[main.end() :], *(t.text for t in lines[place + 1 : place + 4])])
    )


_BELOW = 5
"""Lines below the heading in which the first paragraph begins; a footnote may stand between."""


def is_closing(text: str) -> bool:
    """Whether a paragraph closes the section: it says whose position the conclusions reflect."""
    return _CLOSING.search(text[:300]) is not None


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Cut the conclusions into blocks; a line that begins none belongs to the block above."""
    return _Walk(list(lines), dotted=_is_dotted(lines)).cut()


def _ends(text: str, pattern: re.Pattern[str] = _ENDED) -> bool:
    """Whether the end of a line allows a new block after it."""
    tail = text[-_TAIL:]
    return any(pattern.fullmatch(tail, begin) for begin in range(len(tail)))


def _is_dotted(lines: Sequence[Line]) -> bool:
    """Whether items have numbers like 99.7, as since the eighth session, and not like 7: then 99.1 follows 99."""
    leads: set[str] = set()
    for line in lines:
        if any(first[1] in leads for first in _FIRST.finditer(line.text)):
            return True
        main = _MAIN.match(line.text)
        if main is not None:
            leads.add(main[1])
    return sum(_DOTTED.match(line.text) is not None for line in lines) > 2  # noqa: PLR2004  (more than a slip or two)


@define
class _Walk:
    """One pass over the lines of a section."""

    lines: list[Line]
    dotted: bool
    lead: int | None = None
    blocks: list[Block] = Factory(list)
    last: int = 0
    """The number of the last item in the current list; 0 before its first."""

    def cut(self) -> list[Block]:
        """Give the blocks; a line may hold the end of one and the beginning of the next."""
        for place, line in enumerate(self.lines):
            begin: int | None = 0
            while begin is not None:
                text = line.text[begin:] if begin else line.text
                block = self._block(text, place)
                end = self._run_on(text, block)
                block.lines.append(evolve(line, text=text[:end].rstrip()) if end is not None or begin else line)
                begin = None if end is None else begin + end
        return self.blocks

    def _block(self, text: str, place: int) -> Block:
        """Give the block of a line: a new one, or the last."""
        opened = self._opened(text, place)
        if opened is None:
            lead = self.lead or 0
            if not self.blocks or self.blocks[-1].kind is BlockKind.THEME or self._is_loose(text):
                opened = Block(BlockKind.LOOSE, lead)
            elif _RULE.fullmatch(text) or self._is_theme(text, place):
                opened = Block(BlockKind.THEME, lead)
        if opened is not None:
            self.blocks.append(opened)
            if opened.kind in (BlockKind.ITEM, BlockKind.MAIN):
                self.last = opened.item or 0
        return self.blocks[-1]

    def _opened(self, text: str, place: int) -> Block | None:
        """Give the numbered block that a line opens; None where it opens none."""
        item = self._dotted_item(text, place) if self.dotted else None
        if item is not None:
            return item
        main = _MAIN.match(text)
        if main is not None and self._is_main(int(main[1]), text[main.end() :]):
            self.lead = int(main[1])
            return Block(BlockKind.MAIN, self.lead, printed=main[1], begin=main.end())
        return None if self.dotted else self._single_item(text, place)

    def _is_main(self, number: int, words: str) -> bool:
        if self.lead is None:
            return True
        if not self.lead < number <= self.lead + _SKIPPED or not self._ended():
            return False
        sure = number == self.lead + 1 and (self.dotted or number != self.last + 1)
        return sure or _LEAD.match(words) is not None

    def _ended(self, pattern: re.Pattern[str] = _ENDED) -> bool:
        """Whether the last block may have ended, so that a new one may begin."""
        if not self.blocks or not self.blocks[-1].lines or self.blocks[-1].kind is BlockKind.THEME:
            return True
        return _ends(self.blocks[-1].lines[-1].text, pattern)

    def _dotted_item(self, text: str, place: int) -> Block | None:
        """Give the item that a line opens with a number like 99.7; None where it opens none."""
        # A number at the beginning of a line may be an item's, a misprint of it ("155.77" in list 115, "118.9"
        # for 118.109), or a cross reference that was wrapped there ("93.31 and 93.40 above"). All lists that
        # were studied run without a gap, so the expected number is believed readily. Any other number needs a
        # stop before it and a capital after it; it is read as a misprint of the expected one where it shares
        # the list or the item with it. The next lines overrule that in two cases, where they go on from the
        # printed number: a new list begins, or items of this list are missing from the text.
        match = _DOTTED.match(text)
        if match is None or self.lead is None:
            return None
        lead, item, expected = int(match[1]), int(match[2]), self.last + 1
        words = text[match.end() :]
        if (lead, item) == (self.lead, expected):
            fits = self._ended() or words[:1].isupper()
        elif not self._ended(_STOPPED) or not (words[:1].isupper() or words[:1] in "“\"'("):
            fits = False
        elif item == 1 and lead == self.lead + 1 and self._follows(place, lead, 2):
            self.lead, expected, fits = lead, 1, True  # the heading of this list has no number, or a wrong one
        elif lead == self.lead:
            if (
                item > expected
                and self._follows(place, lead, item + 1)
                and not self._follows(place, lead, expected + 1)
            ):
                expected = item  # the items between are missing
            fits = item >= expected or self._near(match[2], expected)
        else:
            fits = item == expected
        if not fits:
            if (lead, item) == (self.lead, self.last) and self._ended(_STOPPED):
                self.blocks[-1].repeats = True
            return None
        return Block(BlockKind.ITEM, self.lead, expected, printed=match[0].strip(), begin=match.end())

    @staticmethod
    def _near(printed: str, expected: int) -> bool:
        """Whether a number may be a misprint of the expected one: it has only digits of it, and zeros."""
        return set(printed) <= {*str(expected), "0"}

    def _follows(self, place: int, *number: int) -> bool:
        """Whether an item with this number begins soon below."""
        pattern = _DOTTED if self.dotted else _SINGLE
        matches = (pattern.match(line.text) for line in self.lines[place + 1 : place + 1 + AHEAD])
        return any(match is not None and tuple(map(int, match.groups())) == number for match in matches)

    def _single_item(self, text: str, place: int) -> Block | None:
        """Give the item that a line opens with a number like 7; None where it opens none."""
        match = _SINGLE.match(text)
        if match is None or self.lead is None or int(match[1]) != self.last + 1:
            return None
        words = text[match.end() :]
        dot, capital = "." in match[0], words[:1].isupper()
        if _MONTH.match(words) or not (dot or capital):
            return None
        # The heading of a list may lack its end, and so may an item above, where the next number follows soon.
        sure = dot and capital and (not self.last or self._follows(place, self.last + 2))
        if not (sure or self._ended(_ENDED if dot else _STOPPED)):
            return None
        return Block(BlockKind.ITEM, self.lead, int(match[1]), printed=match[0].strip(), begin=match.end())

    def _run_on(self, text: str, block: Block) -> int | None:
        """Give the place within a line at which the next item begins; None where it does not."""
        if self.lead is None or block.kind not in (BlockKind.ITEM, BlockKind.MAIN):
            return None
        number = (block.item or 0) + 1
        if self.dotted:
            pattern = rf"[;:.)]\s*(?={self.lead}\s?\.\s?{number}(?![0-9])\s?\.?\s*[A-Z“])"
        else:
            pattern = rf"\)\s*[;.]\s*(?={number}\.\s*[A-Z])"
        begin = 0 if block.lines else block.begin
        match = re.search(pattern, text[begin:])
        return None if match is None else begin + match.end()

    def _is_loose(self, text: str) -> bool:
        """Whether a line begins a sentence without a number that states the position on the list above."""
        return self.blocks[-1].kind is BlockKind.ITEM and self._ended(_STOPPED) and _LOOSE.match(text) is not None

    def _is_theme(self, text: str, place: int) -> bool:
        """Whether a line is a heading between two items: short, without punctuation at its end, before an item."""
        if self.blocks[-1].kind is not BlockKind.ITEM or len(text) > _THEME_LIMIT or not self._ended(_STOPPED):
            return False
        if not text[:1].isupper() or re.search(r"[;.:,()]\W*$", text) or place + 1 >= len(self.lines):
            return False
        following = self.lines[place + 1].text
        number = self.last + 1
        match = _DOTTED.match(following) if self.dotted else _SINGLE.match(following)
        return match is not None and int(match[match.lastindex or 1]) == number
