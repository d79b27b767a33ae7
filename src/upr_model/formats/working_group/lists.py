"""The lists of a report: their items, the sentence above each list, and later sentences about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import Factory, define

from upr_model.formats.media.printed import Line
from upr_model.formats.working_group.references import numbers_in
from upr_model.formats.working_group.section import Block, BlockKind, is_closing
from upr_model.formats.working_group.wordings import leaves_open, response_in
from upr_model.readings.documents import PassageKind
from upr_model.values.symbols import Paragraph
from upr_model.values.vocabulary import NOT_STATED, Response

WORDS_LIMIT = 2_000
"""Characters of a sentence above or after a list that are read."""

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
    """An item of a list, or a single recommendation within a paragraph."""

    paragraph: Paragraph
    text: str
    block: Block

    @property
    def line(self) -> Line:
        """The line on which it begins."""
        return self.block.lines[0]

    @property
    def printed(self) -> str:
        """Its lines, with the number as printed."""
        return "\n".join(line.text for line in self.block.lines)


@define(eq=False)
class Heading:
    """A sentence that states a position, and the items below it."""

    block: Block
    words: str
    response: Response | None
    leaves_open: bool = False
    """Whether it says only that recommendations were made, and leaves the position open."""
    items: list[Item] = Factory(list)

    @property
    def line(self) -> Line:
        """The line on which it begins."""
        return self.block.lines[0]


@define
class Structure:
    """The conclusions: lists, references to the dialogue, and everything else."""

    headings: list[Heading] = Factory(list)
    references: list[tuple[Heading, dict[Paragraph, str]]] = Factory(list)
    """Sentences that answer paragraphs of the dialogue, with the paragraphs as `numbers_in` gives them."""
    comments: list[Block] = Factory(list)
    undecided: list[Block] = Factory(list)
    """Sentences about paragraphs of the dialogue, whose position is unclear."""
    remarks: dict[int, tuple[Block, int]] = Factory(dict)
    """Sentences above lists of remarks, by the number of their paragraph, with the number of items below."""
    repaired: set[int] = Factory(set)
    """The items whose number is misprinted, by the identity of their blocks."""
    gaps: dict[Paragraph, int] = Factory(dict)
    """The number of items that are missing before an item."""
    roles: dict[int, tuple[PassageKind, Paragraph | None]] = Factory(dict)
    """What each block is, by its identity."""

    def role(self, block: Block) -> tuple[PassageKind, Paragraph | None]:
        """Give what a block is, and its number."""
        return self.roles.get(id(block), (PassageKind.NOTE, None))


def structure_of(blocks: Sequence[Block]) -> Structure:
    """Sort the blocks of the conclusions into lists and the rest."""
    structure = Structure()
    leads = {block.lead for block in blocks if block.kind is BlockKind.ITEM}
    for block in blocks:
        if block.kind is BlockKind.ITEM:
            _take_item(structure, block)
        elif block.kind is BlockKind.MAIN and block.lead in leads:
            _take_heading(structure, block)
        elif block.kind is not BlockKind.THEME:
            _take_paragraph(structure, block)
    return structure


def _take_heading(structure: Structure, block: Block) -> None:
    """Take the sentence above a list; where it announces remarks, the items below it are notes."""
    words = block.text[:WORDS_LIMIT]
    if _REMARKS.search(words) and not _ABOUT.search(words):
        structure.remarks[block.lead] = (block, 0)
        return
    structure.headings.append(Heading(block, words, response_in(words), leaves_open(words)))
    structure.roles[id(block)] = (PassageKind.HEADING, _paragraph(block.lead))


def _take_item(structure: Structure, block: Block) -> None:
    if block.lead in structure.remarks:
        heading, count = structure.remarks[block.lead]
        structure.remarks[block.lead] = (heading, count + 1)
        return
    if not structure.headings or structure.headings[-1].block.lead != block.lead:  # a list without a sentence above it
        structure.headings.append(Heading(block, "", None))
    items = structure.headings[-1].items
    paragraph = _paragraph(block.lead, block.item)
    last = items[-1].block.item or 0 if items else 0
    missing = (block.item or 0) - last - 1
    if missing > 0:
        structure.gaps[paragraph] = missing
    items.append(Item(paragraph, block.text, block))
    structure.roles[id(block)] = (PassageKind.ITEM, paragraph)
    if [int(digits) for digits in re.findall("[0-9]+", block.printed)][-2:] not in (
        [block.lead, block.item],
        [block.item],
    ):
        structure.repaired.add(id(block))


def _take_paragraph(structure: Structure, block: Block) -> None:
    """Take a paragraph without a list: a single recommendation, a position on others, or a remark."""
    # The sentence above a list often says only that recommendations were made, and a later one gives the
    # position. It may name the list by its number, name paragraphs of the dialogue (reports of the first
    # cycle), say "these recommendations", or have no number and stand right below its list. A wrong position
    # is worse than a missing one: so a list that has a position keeps it, words that state none decide
    # nothing, and what fits no list is kept as a comment.
    words = block.text[:WORDS_LIMIT]
    if is_closing(words):
        return
    response = response_in(words)
    inline = _INLINE.match(words)
    if inline is not None and block.kind is BlockKind.MAIN:
        paragraph = _paragraph(block.lead)
        item = Item(paragraph, block.text[inline.end() :], block)
        structure.headings.append(Heading(block, words[: inline.end()].strip(), response, leaves_open(words), [item]))
        structure.roles[id(block)] = (PassageKind.ITEM, paragraph)
        return
    numbers = numbers_in(words)
    if response is None or response is NOT_STATED:
        refers = numbers and block.lead not in {each.lead for each in numbers} and _ABOUT.search(words)
        (structure.undecided if refers else structure.comments).append(block)
        return
    leads = {paragraph.lead for paragraph in numbers if not paragraph.letter}
    named = [each for each in structure.headings if each.block.lead in leads]
    above = named or (
        structure.headings[-1:] if block.kind is BlockKind.LOOSE else structure.headings if _is_on_all(words) else []
    )
    without_position = [each for each in above if each.response is None or each.response is NOT_STATED]
    if without_position:
        for heading in without_position:
            heading.response, heading.words = response, words
    elif numbers and not named and _ABOUT.search(words):
        structure.references.append((Heading(block, words, response), numbers))
    else:
        structure.comments.append(block)


def _is_on_all(words: str) -> bool:
    """Whether a sentence is about the recommendations above it, and not about some of them."""
    return _ALL_ABOVE.search(words) is not None and _SOME_ABOVE.search(words) is None


def _paragraph(lead: int, item: int | None = None) -> Paragraph:
    return Paragraph(max(lead, 1), item)
