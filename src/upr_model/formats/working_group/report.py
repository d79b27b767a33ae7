"""Reports of the Working Group: their lines made into recommendations, passages and problems."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import Factory, define

from upr_model.calendar.sessions import ReviewKey, in_calendar
from upr_model.errors import InvalidDocument, printable, shown
from upr_model.formats.media.printed import Line, of_the_page, problem_at
from upr_model.formats.shared.asks import ITEM_LIMIT, Ask, Asked, asks_of
from upr_model.formats.working_group.head import HEAD_LINES, Head, head_of
from upr_model.formats.working_group.lists import Heading, Item, Structure, structure_of
from upr_model.formats.working_group.passages import footnotes_in, passages_of
from upr_model.formats.working_group.references import dialogue_of, resolved
from upr_model.formats.working_group.section import blocks_of, section_in
from upr_model.readings.documents import Passage, WorkingGroupReport
from upr_model.readings.reading import Problem, Reading
from upr_model.records.recommendation import Attribution, Position, Recommendation
from upr_model.values.sources import Source
from upr_model.values.states import State, nearly
from upr_model.values.symbols import Paragraph
from upr_model.values.vocabulary import NOT_STATED, PositionStage, Severity

NAME = "wg-report"

GUESSES_LIMIT = 200
"""Misspelt States that are looked for in a report; two is the most that was seen."""

RECOGNISED_WITHIN = 20_000
"""Characters at the beginning of a text in which it is told from others."""

_RECOGNISED = re.compile(r"working group on the universal\s*periodic\s*review", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-z);])[0-9]{1,2}(?=\s*[(;.,]|$)")


def recognises(lines: Sequence[Line]) -> bool:
    """Whether a document begins as a report of the Working Group does."""
    return _RECOGNISED.search(" ".join(line.text for line in lines[:HEAD_LINES])) is not None


def read_lines(lines: Sequence[Line], file: str, review: ReviewKey | None = None) -> Reading:
    """Make a reading of the lines of a report; `review` wins over what the report says of itself.

    Raises `InvalidDocument` where neither says which review it is.
    """
    head = head_of(lines)
    key = review or _review(head, file)
    return _Report(file, head, key, list(lines)).reading(told=review is not None)


def _review(head: Head, file: str) -> ReviewKey:
    missing = [name for name, found in (("State under review", head.state), ("session", head.session)) if not found]
    if head.state is None or head.session is None:
        found = f"its {' and its '.join(missing)} {'is' if len(missing) == 1 else 'are'} not found in its first pages"
        raise InvalidDocument(printable(file), [f"{found}; tell which review it is, such as review='VNM:18'"])
    return ReviewKey(head.state, head.session)


@define
class _Report:
    """A report that is being read."""

    file: str
    head: Head
    review: ReviewKey
    lines: list[Line]
    made: list[Recommendation] = Factory(list)
    problems: list[Problem] = Factory(list)
    passages: tuple[Passage, ...] = ()
    marks: frozenset[str] = frozenset()
    """What footnotes bear, where it is not raised."""
    guesses: int = 0
    referred: set[Paragraph] = Factory(set)
    """The paragraphs of the dialogue that were made recommendations of."""
    printed: dict[int, str] = Factory(dict)
    """Those paragraphs as they are printed, each once."""

    def reading(self, *, told: bool) -> Reading:
        """Read it."""
        self._check_head(told=told)
        furniture = of_the_page(self.lines)
        body = [line for line in self.lines if line.place not in furniture]
        place = section_in(body)
        if place is None or place[0] == place[1]:
            hint = "is it a report of the Working Group, whole and in English?"
            message = "there is no heading of conclusions and recommendations"
            self._tell(Severity.ERROR, "no-conclusions", message, self.lines[0], hint=hint)
        else:
            self._read_section(body, *place)
        return Reading(
            sources=(self.file,),
            recommendations=tuple(self.made),
            problems=tuple(self.problems),
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

    def _check_head(self, *, told: bool) -> None:
        first = self.lines[0]
        wanted = {
            "symbol": self.head.symbol,
            "date": self.head.date,
            "day of the review": self.head.review_date,
            "day of its adoption": self.head.adoption_date,
            "troika": self.head.troika,
        }
        for name, found in wanted.items():
            if not found:
                self._tell(Severity.WARNING, "not-found", f"its {name} is not found in its first pages", first)
        said = (self.head.state, self.head.session)
        if told and None not in said and said != (self.review.state, self.review.session):
            message = f"the report says that it is of {said[0]}, session {said[1]}; it is read as {self.review}"
            self._tell(Severity.WARNING, "other-review", message, first)
        if not in_calendar(self.review):
            message = f"{self.review.state}, session {self.review.session}, is not in the calendar known here"
            self._tell(Severity.WARNING, "not-in-calendar", message, first)

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
            self._tell(Severity.WARNING, "remarks", message, block.lines[0], value=block.text, hint=hint)
        for block in structure.undecided:
            message = "paragraphs of the dialogue are answered without a position that can be told"
            self._tell(Severity.WARNING, "unclear-position", message, block.lines[0], value=block.text)
        for block in structure.comments:
            message = "a remark, which is kept as a note"
            self._tell(Severity.NOTE, "comment", message, block.lines[0], value=block.text)
        places = [line.place for line in self.lines]
        last = places.index(body[end].place) if end < len(body) else len(places)
        whole = self.lines[places.index(body[begin - 1].place) + 1 : last]
        roles = ((structure.role(block), line) for block in blocks for line in block.lines)
        self.passages = tuple(passages_of(whole, roles, footnotes))
        if not self.made:
            message = "no recommendation is found below the heading of the conclusions"
            self._tell(Severity.ERROR, "no-recommendations", message, section[0], hint="look at the document")
        self.problems.sort(key=lambda problem: (problem.page or 0, problem.line or 0))

    def _read_list(self, heading: Heading, structure: Structure) -> None:
        """Make the recommendations of a list."""
        if heading.response is None and not heading.made:
            message = "the sentence above the list does not say what the position is"
            self._tell(Severity.WARNING, "unclear-position", message, heading.line, value=heading.words)
        elif heading.response is NOT_STATED:
            message = "these are said to be implemented, not whether they are supported"
            self._tell(Severity.WARNING, "unclear-position", message, heading.line, value=heading.words)
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
            self._tell(Severity.WARNING, "repaired-number", message, item.line, value=item.block.printed)
        missing = structure.gaps.get(item.paragraph)
        if missing:
            message = f"{missing} items before {item.paragraph} were not found"
            self._tell(Severity.ERROR, "missing-item", message, item.line, hint="look at the document")

    def _read_item(self, item: Item, positions: tuple[Position, ...]) -> None:
        asked = self._asked(item)
        for doubt in asked.doubts:
            severity = {"bracket": Severity.NOTE, "unknown-state": Severity.ERROR}.get(doubt.code, Severity.WARNING)
            self._tell(severity, doubt.code, f"{item.paragraph}: {doubt.message}", item.line, value=doubt.value)
        if asked.rest:
            message = f"{item.paragraph}: words after the last bracket are not taken as a part of what is asked"
            self._tell(Severity.NOTE, "trailing-text", message, item.line, value=asked.rest)
        if item.block.repeats:
            message = f"{item.paragraph}: its number is printed again within it; what follows is read as a part of it"
            self._tell(Severity.WARNING, "repeated-number", message, item.line)
        if any(None in ask.states for ask in asked.asks):
            hint = "it is counted, with an unknown sender"
            self._tell(Severity.WARNING, "no-state", f"{item.paragraph} names no State", item.line, hint=hint)
        if asked.fragments:
            message = f"{item.paragraph}: its asks are joined by / and parts of one sentence"
            self._tell(Severity.NOTE, "fragments", message, item.line)
        source = Source(self.file, item.line.number, item.printed, item.line.page)
        for part, ask in asked.parts():
            self._make(item.paragraph, part, ask, positions, source)

    def _asked(self, item: Item) -> Asked:
        text = item.text
        if self.marks:
            text = _GLUED.sub(lambda match: "" if match[0] in self.marks else match[0], text)
        if len(text) > ITEM_LIMIT:
            message = (
                f"{item.paragraph} has {len(text)} characters, and {ITEM_LIMIT} is the limit; its States are not read"
            )
            self._tell(Severity.ERROR, "too-long", message, item.line)
            return Asked([Ask(text, [None])])
        return asks_of(text, self.review.state, self._guess)

    def _guess(self, name: str) -> State | None:
        self.guesses += 1
        return nearly(name) if self.guesses <= GUESSES_LIMIT else None

    def _make(self, paragraph: Paragraph, part: str, ask: Ask, positions: tuple[Position, ...], source: Source) -> None:
        attributions = tuple(Attribution(review=self.review, recommending_state=state) for state in ask.states)
        self.made.append(
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
                self._tell(Severity.WARNING, "by-reference", message, heading.line)
                continue
            self.referred.add(paragraph)
            found = resolved(paragraph, dialogue, self.review.state)
            if found is None:
                message = f"paragraph {paragraph} of the dialogue, which is referred to, is not found"
                self._tell(Severity.ERROR, "by-reference", message, heading.line)
                continue
            missing = [] if found.text else ["its words"]
            missing += [] if found.state else ["its State"]
            doubt = f"; {' and '.join(missing)} cannot be told" if missing else ""
            doubt += f"; {behind} behind it is taken for a part of it, not for a letter" if behind else ""
            message = f"{paragraph} is a paragraph of the dialogue, not of a list{doubt}"
            hint = "look whether State and words are the ones that are meant"
            self._tell(Severity.WARNING, "by-reference", message, found.line, hint=hint)
            printed = self.printed.setdefault(paragraph.lead, "\n".join(line.text for line in dialogue[paragraph.lead]))
            source = Source(self.file, found.line.number, printed, found.line.page)
            ask = Ask(found.text or "", [found.state])
            self._make(paragraph, "", ask, self._positions(heading), source)

    def _tell(self, severity: Severity, code: str, message: str, line: Line, **more: str) -> None:
        self.problems.append(problem_at(self.file, line, severity, code, message, **more))
