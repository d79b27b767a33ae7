"""Reports of the Working Group: their lines made into recommendations, passages and problems.

II. Conclusions and/or recommendations
26. The following recommendations enjoy the support of Tonga:
26.1 Ratify the Convention (Mali, Chad)/Accede to its Protocol (Peru);
26.2 Adopt the bill (Fiji).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import Factory, define, field

from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import InvalidDocument, printable, shown
from upr_model.formats.media.printed import Line, of_the_page
from upr_model.formats.shared.asks import ITEM_LIMIT, Ask, Asked, asks_of
from upr_model.formats.shared.findings import COUNTED_UNKNOWN, Findings
from upr_model.formats.shared.format import DocumentReader, Format, Input
from upr_model.formats.working_group.head import HEAD_LINES, Head, head_of
from upr_model.formats.working_group.lists import Heading, Item, Structure, structure_of
from upr_model.formats.working_group.passages import footnotes_in, passages_of
from upr_model.formats.working_group.references import dialogue_of, resolved
from upr_model.formats.working_group.section import blocks_of, section_in
from upr_model.readings.documents import Passage, WorkingGroupReport
from upr_model.readings.reading import Reading
from upr_model.records.recommendation import Attribution, Position, Recommendation
from upr_model.values.sources import Source
from upr_model.values.states import State, nearly
from upr_model.values.symbols import Paragraph
from upr_model.values.vocabulary import NOT_STATED, PositionStage

GUESSES_LIMIT = 200
"""Misspelt States that are looked for in a report; two is the most that was seen."""

_RECOGNISED = re.compile(r"working group on the universal\s*periodic\s*review", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-z);])[0-9]{1,2}(?=\s*[(;.,]|$)")


def _is_report(lines: Sequence[Line]) -> bool:
    """Whether a document begins as a report of the Working Group does."""
    return _RECOGNISED.search(" ".join(line.text for line in lines[:HEAD_LINES])) is not None


def _read(lines: Sequence[Line], given: Input) -> Reading:
    return read_lines(lines, given.file, given.review)


def read_lines(lines: Sequence[Line], file: str, review: ReviewKey | None = None) -> Reading:
    """Make a reading of the lines of a report; `review` wins over what the report says of itself.

    Raises `InvalidDocument` where neither says which review it is.
    """
    head = head_of(lines)
    key = review or _review(head, file)
    return _Report(file, head=head, review=key, lines=list(lines)).reading(said=review is not None)


def _review(head: Head, file: str) -> ReviewKey:
    if head.state is None or head.session is None:
        missing = [name for name, value in (("State under review", head.state), ("session", head.session)) if not value]
        verb = "is" if len(missing) == 1 else "are"
        message = f"its {' and its '.join(missing)} {verb} not found in its first pages"
        raise InvalidDocument(printable(file), [f"{message}; tell which review it is, such as review='VNM:18'"])
    return ReviewKey(head.state, head.session)


@define
class _Report(Findings):
    """A report that is being read."""

    head: Head = field(kw_only=True)
    review: ReviewKey = field(kw_only=True)
    lines: list[Line] = field(kw_only=True)
    recommendations: list[Recommendation] = Factory(list)
    passages: tuple[Passage, ...] = ()
    marks: frozenset[str] = frozenset()
    """What footnotes bear, where it is not raised."""
    guesses: int = 0
    referred: set[Paragraph] = Factory(set)
    """The paragraphs of the dialogue that were made recommendations of."""
    printed: dict[int, str] = Factory(dict)
    """Those paragraphs as they are printed, each once."""

    def reading(self, *, said: bool) -> Reading:
        """Read it; `said` is whether the caller says which review it is."""
        self._check_head(said=said)
        furniture = of_the_page(self.lines)
        body = [line for line in self.lines if line.place not in furniture]
        place = section_in(body)
        if place is None or place[0] == place[1]:
            hint = "is it a report of the Working Group, whole and in English?"
            message = "there is no heading of conclusions and recommendations"
            self.error(self.lines[0], "no-conclusions", message, hint=hint)
        else:
            self._read_section(body, *place)
        return Reading(
            sources=(self.file,),
            recommendations=tuple(self.recommendations),
            problems=self.in_order(),
            report=WorkingGroupReport(
                review=self.review,
                symbol=self.head.symbol,
                date=self.head.date,
                review_date=self.head.review_date,
                working_group_adoption=self.head.adoption_date,
                troika=self.head.troika,
                passages=self.passages,
            ),
        )

    def _check_head(self, *, said: bool) -> None:
        first = self.lines[0]
        wanted = {
            "symbol": self.head.symbol,
            "date": self.head.date,
            "day of the review": self.head.review_date,
            "day of its adoption": self.head.adoption_date,
            "troika": self.head.troika,
        }
        for name, value in wanted.items():
            if not value:
                self.warn(first, "not-found", f"its {name} is not found in its first pages")
        own = (self.head.state, self.head.session)
        if said and None not in own and own != (self.review.state, self.review.session):
            message = f"the report says that it is of {own[0]}, session {own[1]}; it is read as {self.review}"
            self.warn(first, "other-review", message)
        self.check_calendar([self.review], [(self.review, first)])

    def _read_section(self, body: Sequence[Line], begin: int, end: int) -> None:
        section = body[begin:end]
        footnotes, self.marks = footnotes_in(section)
        blocks = blocks_of([line for line in section if line.place not in footnotes])
        structure = structure_of(blocks)
        for heading in structure.headings:
            self._read_list(heading, structure)
        dialogue = dialogue_of([line for line in body[: begin - 1] if not line.small]) if structure.references else {}
        for heading, paragraphs in structure.references:
            self._read_references(heading, paragraphs, dialogue)
        for block, count in structure.remarks.values():
            message = f"{count} items below are taken for remarks of the State, and are not counted"
            hint = "look whether they are recommendations"
            self.warn(block.lines[0], "remarks", message, value=block.text, hint=hint)
        for block in structure.undecided:
            message = "paragraphs of the dialogue are answered without a position that can be told"
            self.warn(block.lines[0], "unclear-position", message, value=block.text)
        for block in structure.comments:
            message = "a remark, which is kept as a note"
            self.note(block.lines[0], "comment", message, value=block.text)
        places = [line.place for line in self.lines]
        last = places.index(body[end].place) if end < len(body) else len(places)
        whole = self.lines[places.index(body[begin - 1].place) + 1 : last]
        roles = ((structure.role(block), line) for block in blocks for line in block.lines)
        self.passages = tuple(passages_of(whole, roles, footnotes))
        if not self.recommendations:
            message = "no recommendation is found below the heading of the conclusions"
            self.error(section[0], "no-recommendations", message, hint="look at the document")

    def _read_list(self, heading: Heading, structure: Structure) -> None:
        """Make the recommendations of a list."""
        if heading.response is None and not heading.leaves_open:
            message = "the sentence above the list does not say what the position is"
            self.warn(heading.line, "unclear-position", message, value=heading.words)
        elif heading.response is NOT_STATED:
            message = "these are said to be implemented, not whether they are supported"
            self.warn(heading.line, "unclear-position", message, value=heading.words)
        for item in heading.items:
            self._check_number(item, structure)
            self._read_item(item, self._positions(heading))

    def _positions(self, heading: Heading) -> tuple[Position, ...]:
        if heading.response is None:
            return ()
        position = Position(
            response=heading.response,
            date=self.head.adoption_date,
            document=self.head.symbol,
            stage=PositionStage.WORKING_GROUP,
            wording=heading.words,
        )
        return (position,)

    def _check_number(self, item: Item, structure: Structure) -> None:
        if id(item.block) in structure.repaired:
            message = f"the number is printed {shown(item.block.printed)}; by its place it is {item.paragraph}"
            self.warn(item.line, "repaired-number", message, value=item.block.printed)
        missing = structure.gaps.get(item.paragraph)
        if missing:
            message = f"{missing} items before {item.paragraph} were not found"
            self.error(item.line, "missing-item", message, hint="look at the document")

    def _read_item(self, item: Item, positions: tuple[Position, ...]) -> None:
        content = self._asked(item)
        if item.block.repeats:
            message = f"{item.paragraph}: its number is printed again within it; what follows is read as a part of it"
            self.warn(item.line, "repeated-number", message)
        if content.fragments:
            message = f"{item.paragraph}: its asks are joined by / and parts of one sentence"
            self.note(item.line, "fragments", message)
        source = Source(self.file, item.line.number, item.printed, item.line.page)
        for part, ask in content.parts():
            self._add(item.paragraph, part, ask, positions, source)

    def _asked(self, item: Item) -> Asked:
        """Give what an item asks, and tell what is not plain in it."""
        text = item.text
        if self.marks:
            text = _GLUED.sub(lambda match: "" if match[0] in self.marks else match[0], text)
        if len(text) > ITEM_LIMIT:
            message = f"{item.paragraph} has {len(text)} characters, and {ITEM_LIMIT} is the limit"
            self.warn(item.line, "too-long", f"{message}; its States are not read", hint=COUNTED_UNKNOWN)
            return Asked([Ask(text, [None])])
        content = asks_of(text, self.review.state, self._guess)
        self.check_asks(item.line, content, text, subject=f"{item.paragraph}: ")
        return content

    def _guess(self, name: str) -> State | None:
        self.guesses += 1
        return nearly(name) if self.guesses <= GUESSES_LIMIT else None

    def _add(self, paragraph: Paragraph, part: str, ask: Ask, positions: tuple[Position, ...], source: Source) -> None:
        attributions = tuple(Attribution(review=self.review, recommending_state=state) for state in ask.states)
        self.recommendations.append(
            Recommendation(
                review=self.review,
                document=self.head.symbol,
                paragraph=paragraph,
                part=part,
                text=ask.text or None,
                attributions=attributions,
                positions=positions,
                source=source,
            )
        )

    def _read_references(
        self, heading: Heading, paragraphs: Mapping[Paragraph, str], dialogue: dict[int, list[Line]]
    ) -> None:
        """Make recommendations of paragraphs of the dialogue that a sentence answers, as far as they are found."""
        for paragraph, behind in paragraphs.items():
            if paragraph in self.referred:
                message = f"paragraph {paragraph} of the dialogue is referred to again; the first position is kept"
                self.warn(heading.line, "by-reference", message)
                continue
            self.referred.add(paragraph)
            reference = resolved(paragraph, dialogue, self.review.state)
            if reference is None:
                message = f"paragraph {paragraph} of the dialogue, which is referred to, is not found"
                self.error(heading.line, "by-reference", message)
                continue
            missing = [] if reference.text else ["its words"]
            missing += [] if reference.state else ["its State"]
            doubt = f"; {' and '.join(missing)} cannot be told" if missing else ""
            doubt += f"; {behind} behind it is taken for a part of it, not for a letter" if behind else ""
            message = f"{paragraph} is a paragraph of the dialogue, not of a list{doubt}"
            hint = "look whether State and words are the ones that are meant"
            self.warn(reference.line, "by-reference", message, hint=hint)
            printed = self.printed.setdefault(paragraph.lead, "\n".join(line.text for line in dialogue[paragraph.lead]))
            source = Source(self.file, reference.line.number, printed, reference.line.page)
            ask = Ask(reference.text or "", [reference.state])
            self._add(paragraph, "", ask, self._positions(heading), source)


FORMAT = Format(
    name="wg-report",
    title="reports of the Working Group: PDF, Word or text",
    row="a numbered paragraph",
    extras=("pdf", "word"),
    readers=(DocumentReader(recognises=_is_report, read=_read, takes=frozenset({"review"})),),
)
