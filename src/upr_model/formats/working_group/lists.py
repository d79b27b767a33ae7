"""The lists of a report: which sentence stands above which items, and what later sentences say of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import Factory, define

from upr_model.formats.media.printed import Line
from upr_model.formats.working_group.references import numbers_in
from upr_model.formats.working_group.section import Block, BlockKind, is_closing
from upr_model.formats.working_group.wordings import only_made, response_in
from upr_model.readings.documents import PassageKind
from upr_model.values.symbols import Paragraph
from upr_model.values.vocabulary import NOT_STATED, Response

WORDS_LIMIT = 2_000
"""Characters of a sentence above a list, or after one, that are looked into."""

_REMARKS = re.compile(r"\bcomments?\b|\bobservations?\b|\bviews?\b|\bclarif|\bexplanations?\b", re.IGNORECASE)
_ABOUT = re.compile(r"\brecommendations?\b|\bconclusions\b|\brecommended\b", re.IGNORECASE)
_ALL_ABOVE = re.compile(
    r"\b(?:these|those|this|the above|above[- ]mentioned|aforementioned) recommendations?\b"
    r"|\brecommendations? (?:listed )?above\b|^the responses? of\b",
    re.IGNORECASE,
)
_SOME_ABOVE = re.compile(r"\bnos?\.|\bfrom [0-9]", re.IGNORECASE)
_INLINE = re.compile(r"(?:the )?(?:following|below) recommendation\b[^:]{0,300}:\s*(?=[A-Z“])", re.IGNORECASE)


@define(eq=False)
class Item:
    """An item of a list, or the one recommendation that stands in a paragraph of its own."""

    paragraph: Paragraph
    text: str
    block: Block

    @property
    def line(self) -> Line:
        """Where it begins."""
        return self.block.lines[0]

    @property
    def printed(self) -> str:
        """Its lines, with the number as it is printed."""
        return "\n".join(line.text for line in self.block.lines)


@define(eq=False)
class Heading:
    """A sentence that tells a position, and the items that it is about."""

    block: Block
    words: str
    response: Response | None
    made: bool = False
    """Whether it says that recommendations were made, and leaves the position open."""
    items: list[Item] = Factory(list)

    @property
    def line(self) -> Line:
        """Where it begins."""
        return self.block.lines[0]


@define
class Structure:
    """What the blocks of the conclusions are."""

    headings: list[Heading] = Factory(list)
    references: list[tuple[Heading, dict[Paragraph, str]]] = Factory(list)
    comments: list[Block] = Factory(list)
    undecided: list[Block] = Factory(list)
    """Paragraphs about others of the dialogue, whose position cannot be told."""
    remarks: dict[int, tuple[Block, int]] = Factory(dict)
    """Sentences above lists of remarks, by their number, and how many items stand below each."""
    repaired: set[int] = Factory(set)
    """The items whose number is misprinted, by the identity of their blocks."""
    gaps: dict[Paragraph, int] = Factory(dict)
    """How many items are missing before one."""
    roles: dict[int, tuple[PassageKind, Paragraph | None]] = Factory(dict)

    def role(self, block: Block) -> tuple[PassageKind, Paragraph | None]:
        """Give what a block is, and its number."""
        return self.roles.get(id(block), (PassageKind.NOTE, None))


def structure_of(blocks: Sequence[Block]) -> Structure:
    """Put the blocks of the conclusions together."""
    made = Structure()
    leads = {block.lead for block in blocks if block.kind is BlockKind.ITEM}
    for block in blocks:
        if block.kind is BlockKind.ITEM:
            _take_item(made, block)
        elif block.kind is BlockKind.MAIN and block.lead in leads:
            _take_heading(made, block)
        elif block.kind is not BlockKind.THEME:
            _take_paragraph(made, block)
    return made


def _take_heading(made: Structure, block: Block) -> None:
    """Take a sentence that stands above a list; where it is about something else, its items are notes."""
    words = block.text[:WORDS_LIMIT]
    if _REMARKS.search(words) and not _ABOUT.search(words):
        made.remarks[block.lead] = (block, 0)
        return
    made.headings.append(Heading(block, words, response_in(words), only_made(words)))
    made.roles[id(block)] = (PassageKind.HEADING, _paragraph(block.lead))


def _take_item(made: Structure, block: Block) -> None:
    if block.lead in made.remarks:
        heading, count = made.remarks[block.lead]
        made.remarks[block.lead] = (heading, count + 1)
        return
    if not made.headings or made.headings[-1].block.lead != block.lead:  # a list without a sentence above it
        made.headings.append(Heading(block, "", None))
    items = made.headings[-1].items
    paragraph = _paragraph(block.lead, block.item)
    last = items[-1].block.item or 0 if items else 0
    missing = (block.item or 0) - last - 1
    if missing > 0:
        made.gaps[paragraph] = missing
    items.append(Item(paragraph, block.text, block))
    made.roles[id(block)] = (PassageKind.ITEM, paragraph)
    if [int(digits) for digits in re.findall("[0-9]+", block.printed)][-2:] not in (
        [block.lead, block.item],
        [block.item],
    ):
        made.repaired.add(id(block))


def _take_paragraph(made: Structure, block: Block) -> None:
    """Take a paragraph without a list: the position on others, one recommendation in itself, or a remark."""
    words = block.text[:WORDS_LIMIT]
    if is_closing(words):
        return
    response = response_in(words)
    inline = _INLINE.match(words)
    if inline is not None and block.kind is BlockKind.MAIN:
        paragraph = _paragraph(block.lead)
        item = Item(paragraph, block.text[inline.end() :], block)
        made.headings.append(Heading(block, words[: inline.end()].strip(), response, only_made(words), [item]))
        made.roles[id(block)] = (PassageKind.ITEM, paragraph)
        return
    numbers = numbers_in(words)
    if response is None or response is NOT_STATED:
        refers = numbers and block.lead not in {each.lead for each in numbers} and _ABOUT.search(words)
        (made.undecided if refers else made.comments).append(block)
        return
    leads = {paragraph.lead for paragraph in numbers if not paragraph.letter}
    named = [each for each in made.headings if each.block.lead in leads]
    above = named or (
        made.headings[-1:] if block.kind is BlockKind.LOOSE else made.headings if _is_on_all(words) else []
    )
    open_ = [each for each in above if each.response is None or each.response is NOT_STATED]
    if open_:
        for heading in open_:
            heading.response, heading.words = response, words
    elif numbers and not named and _ABOUT.search(words):
        made.references.append((Heading(block, words, response), numbers))
    else:
        made.comments.append(block)


def _is_on_all(words: str) -> bool:
    """Whether a sentence is about the recommendations above it, and not about some of them."""
    return _ALL_ABOVE.search(words) is not None and _SOME_ABOVE.search(words) is None


def _paragraph(lead: int, item: int | None = None) -> Paragraph:
    return Paragraph(max(lead, 1), item)
