"""The lists of a report: which sentence stands above which items, and what later sentences say of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import Factory, define

from upr_model.documents import PassageKind
from upr_model.formats.printed import Line
from upr_model.formats.working_group.references import numbers_in
from upr_model.formats.working_group.section import Block, is_closing
from upr_model.formats.working_group.wordings import only_made, response_in
from upr_model.symbols import Paragraph
from upr_model.vocabulary import NOT_STATED, Response

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
    references: list[tuple[Heading, list[Paragraph]]] = Factory(list)
    comments: list[Block] = Factory(list)
    repaired: list[Block] = Factory(list)
    gaps: dict[Paragraph, int] = Factory(dict)
    """How many items are missing before one."""
    roles: dict[int, tuple[PassageKind, Paragraph | None]] = Factory(dict)

    def role(self, block: Block) -> tuple[PassageKind, Paragraph | None]:
        """Give what a block is, and its number."""
        return self.roles.get(id(block), (PassageKind.NOTE, None))


def structure_of(blocks: Sequence[Block]) -> Structure:
    """Put the blocks of the conclusions together."""
    made = Structure()
    leads = {block.lead for block in blocks if block.kind == "item"}
    for block in blocks:
        if block.kind == "item":
            _take_item(made, block)
        elif block.kind == "main" and block.lead in leads:
            _take_heading(made, block)
        elif block.kind != "theme":
            _take_paragraph(made, block)
    return made


def _take_heading(made: Structure, block: Block) -> None:
    """Take a sentence that stands above a list; where it is about something else, its items are notes."""
    words = block.text[:WORDS_LIMIT]
    if _REMARKS.search(words) and not _ABOUT.search(words):
        made.comments.append(block)
        return
    made.headings.append(Heading(block, words, response_in(words), only_made(words)))
    made.roles[id(block)] = (PassageKind.HEADING, _paragraph(block.lead))


def _take_item(made: Structure, block: Block) -> None:
    if made.comments and made.comments[-1].lead == block.lead:
        return
    if not made.headings or made.headings[-1].block.lead != block.lead:  # a list without a sentence above it
        made.headings.append(Heading(block, "", None))
    items = made.headings[-1].items
    paragraph = _paragraph(block.lead, block.item)
    missing = paragraph.item - (items[-1].paragraph.item or 0 if items else 0) - 1 if paragraph.item else 0
    if missing > 0:
        made.gaps[paragraph] = missing
    items.append(Item(paragraph, block.text, block))
    made.roles[id(block)] = (PassageKind.ITEM, paragraph)
    if [int(digits) for digits in re.findall("[0-9]+", block.printed)][-2:] not in (
        [block.lead, block.item],
        [block.item],
    ):
        made.repaired.append(block)


def _take_paragraph(made: Structure, block: Block) -> None:
    """Take a paragraph without a list: the position on others, one recommendation in itself, or a remark."""
    words = block.text[:WORDS_LIMIT]
    if is_closing(words):
        return
    response = response_in(words)
    inline = _INLINE.match(words)
    if inline is not None and block.kind == "main":
        paragraph = _paragraph(block.lead)
        item = Item(paragraph, block.text[inline.end() :], block)
        made.headings.append(Heading(block, words[: inline.end()].strip(), response, only_made(words), [item]))
        made.roles[id(block)] = (PassageKind.ITEM, paragraph)
        return
    if response is None or response is NOT_STATED:
        made.comments.append(block)
        return
    numbers = numbers_in(words)
    named = [each for each in made.headings if _paragraph(each.block.lead) in numbers]
    above = named or (made.headings[-1:] if block.kind == "loose" else made.headings if _is_on_all(words) else [])
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
