"""The conclusions of a report, line by line: list headings, numbered items, and what is neither.

Every list runs from 1 without a gap in all reports that were looked at, so a number that does not fit
is a misprint: it is repaired where the line is the beginning of an item otherwise, and told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from attrs import Factory, define, evolve

from upr_model.formats.media.printed import DASH, MARKS, MONTHS, Line

AHEAD = 60
"""Lines in which the number after a doubtful one is looked for."""

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
# A comma ends an item where the next number fits; where it does not, a stop must.
_ENDED = re.compile(rf"(?:[;.:),\]]|[;,] and|[.;]\s?[”\"’])[\s{MARKS}*]*(?:[0-9]{{1,2}})?")
_STOPPED = re.compile(rf"(?:[;.:\])]|[;,] and|[.;]\s?[”\"’])[\s{MARKS}*]*(?:(?<=[;.)])[0-9]{{1,2}})?")
_SKIPPED = 3
"""By how much the number of a paragraph may be above the last, where its words are those of such a paragraph."""

_RULE = re.compile(r"[\W_]+")
_TAIL = 12
"""Characters at the end of a line that tell whether a sentence ended."""

_THEME_LIMIT = 80
"""Characters of the longest heading between items."""


class BlockKind(StrEnum):
    """What a block is."""

    MAIN = "main"
    """A numbered paragraph."""
    ITEM = "item"
    """An item of a list."""
    LOOSE = "loose"
    """A sentence after a list, or what has no number."""
    THEME = "theme"
    """A heading between items."""


@define(eq=False)
class Block:
    """Lines that belong together: a numbered paragraph, an item of a list, or what has no number."""

    kind: BlockKind
    lead: int
    """The number of the paragraph."""
    item: int | None = None
    printed: str = ""
    """The number as it is printed."""
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
    """Put lines together; a hyphen at the end of one belongs to the word."""
    made = list(texts[:1])
    for before, text in pairwise(texts):
        hyphen = before[-2:-1].isalpha() and before.endswith("-") and text[:1].isalpha()
        made.append(text if hyphen else f" {text}")
    return "".join(made).strip()


def section_in(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Give where the conclusions begin, after their heading, and where they end; None where they do not stand.

    The heading has a numbered paragraph below it; of several, the last counts: the contents list it
    too. They end where an annex or commitments begin after the sentence that closes them; without that
    sentence, where no item follows.
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
    """Whether the paragraph that ends the section begins in a line."""
    main = _MAIN.match(lines[place].text)
    return main is not None and is_closing(
        joined([lines[place].text[main.end() :], *(t.text for t in lines[place + 1 : place + 4])])
    )


_BELOW = 5
"""Lines below the heading in which the first paragraph begins; a footnote may stand between."""


def is_closing(text: str) -> bool:
    """Whether a paragraph is the one that ends the section: whose position conclusions reflect."""
    return _CLOSING.search(text[:300]) is not None


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Cut the lines of the conclusions into blocks, each line to one; what has no number is added to the last."""
    walk = _Walk(list(lines), dotted=_is_dotted(lines))
    return walk.blocks()


def _ends(text: str, pattern: re.Pattern[str] = _ENDED) -> bool:
    """Whether a line ends as something does after which something new may begin."""
    tail = text[-_TAIL:]
    return any(pattern.fullmatch(tail, begin) for begin in range(len(tail)))


def _is_dotted(lines: Sequence[Line]) -> bool:
    """Whether items are numbered 99.7, as from the eighth session on, or 7: whether 99.1 follows 99."""
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
    """Goes through the lines of a section once."""

    lines: list[Line]
    dotted: bool
    lead: int | None = None
    made: list[Block] = Factory(list)
    last: int = 0
    """The number of the last item in the list that is open; 0 where there is none."""

    def blocks(self) -> list[Block]:
        """Give the blocks."""
        for place, line in enumerate(self.lines):
            begin: int | None = 0
            while begin is not None:
                text = line.text[begin:] if begin else line.text
                block = self._block(text, place)
                end = self._run_on(text, block)
                block.lines.append(evolve(line, text=text[:end].rstrip()) if end is not None or begin else line)
                begin = None if end is None else begin + end
        return self.made

    def _block(self, text: str, place: int) -> Block:
        """Give the block that a line belongs to: one that it opens, or the last."""
        opened = self._opened(text, place)
        if opened is None:
            lead = self.lead or 0
            if not self.made or self.made[-1].kind is BlockKind.THEME or self._is_loose(text):
                opened = Block(BlockKind.LOOSE, lead)
            elif _RULE.fullmatch(text) or self._is_theme(text, place):
                opened = Block(BlockKind.THEME, lead)
        if opened is not None:
            self.made.append(opened)
            if opened.kind in (BlockKind.ITEM, BlockKind.MAIN):
                self.last = opened.item or 0
        return self.made[-1]

    def _opened(self, text: str, place: int) -> Block | None:
        """Give the block that a line opens, if it does."""
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
        """Whether what stands before ended, so that something new may begin."""
        if not self.made or not self.made[-1].lines or self.made[-1].kind is BlockKind.THEME:
            return True
        return _ends(self.made[-1].lines[-1].text, pattern)

    def _dotted_item(self, text: str, place: int) -> Block | None:
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
            self.lead, expected, fits = lead, 1, True  # a list whose heading has no number, or a wrong one
        elif lead == self.lead:
            if (
                item > expected
                and self._follows(place, lead, item + 1)
                and not self._follows(place, lead, expected + 1)
            ):
                expected = item  # what stood between is missing
            fits = item >= expected or self._near(match[2], expected)
        else:
            fits = item == expected
        if not fits:
            if (lead, item) == (self.lead, self.last) and self._ended(_STOPPED):
                self.made[-1].repeats = True
            return None
        return Block(BlockKind.ITEM, self.lead, expected, printed=match[0].strip(), begin=match.end())

    @staticmethod
    def _near(printed: str, expected: int) -> bool:
        """Whether a number may be a misprint of the expected one: digits of it are missing or 0."""
        return set(printed) <= {*str(expected), "0"}

    def _follows(self, place: int, *number: int) -> bool:
        """Whether an item of this number begins one of the next lines."""
        pattern = _DOTTED if self.dotted else _SINGLE
        matches = (pattern.match(line.text) for line in self.lines[place + 1 : place + 1 + AHEAD])
        return any(match is not None and tuple(map(int, match.groups())) == number for match in matches)

    def _single_item(self, text: str, place: int) -> Block | None:
        match = _SINGLE.match(text)
        if match is None or self.lead is None or int(match[1]) != self.last + 1:
            return None
        words = text[match.end() :]
        dot, capital = "." in match[0], words[:1].isupper()
        if _MONTH.match(words) or not (dot or capital):
            return None
        # What stands above may lack its end: the heading of the list, or an item where the next one follows.
        sure = dot and capital and (not self.last or self._follows(place, self.last + 2))
        if not (sure or self._ended(_ENDED if dot else _STOPPED)):
            return None
        return Block(BlockKind.ITEM, self.lead, int(match[1]), printed=match[0].strip(), begin=match.end())

    def _run_on(self, text: str, block: Block) -> int | None:
        """Give where the next item begins within a line."""
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
        """Whether a sentence without a number begins that tells the position on the list above."""
        return self.made[-1].kind is BlockKind.ITEM and self._ended(_STOPPED) and _LOOSE.match(text) is not None

    def _is_theme(self, text: str, place: int) -> bool:
        """Whether a line is a heading between two items: short, without an end, and an item follows."""
        if self.made[-1].kind is not BlockKind.ITEM or len(text) > _THEME_LIMIT or not self._ended(_STOPPED):
            return False
        if not text[:1].isupper() or re.search(r"[;.:,()]\W*$", text) or place + 1 >= len(self.lines):
            return False
        following = self.lines[place + 1].text
        number = self.last + 1
        match = _DOTTED.match(following) if self.dotted else _SINGLE.match(following)
        return match is not None and int(match[match.lastindex or 1]) == number
