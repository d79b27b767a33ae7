"""The positions that an addendum gives by the numbers of paragraphs, and the totals that it states.

Only enumerations in numbered paragraphs and rows of tables count. Headings of explanations group numbers
as it suits the text, and in real documents they contradict the lists.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from attrs import Factory, define, evolve, frozen

from upr_model.errors import UprError
from upr_model.formats.media.printed import DASH, DASHES, Line
from upr_model.formats.working_group.section import joined
from upr_model.formats.working_group.wordings import response_in
from upr_model.values.symbols import Paragraph
from upr_model.values.vocabulary import NOTED, SUPPORTED, Response

NUMBERS_LIMIT = 999
"""Numbers in the longest range, and in the longest paragraph: no list is longer."""

PARAGRAPH_LIMIT = 50_000
"""Characters of a paragraph that are read."""

_MAIN = re.compile(r"([1-9][0-9]?)\s?\.\s*(?=[A-Z“])")
_DOTTED = re.compile(r"([1-9][0-9]{0,2})\s?\.\s?([1-9][0-9]{0,2})(?![0-9/%])\.?")
_BARE = re.compile(r"([1-9][0-9]{0,2})(?![0-9/%]|\.[0-9])(?! ?(?:of|per|percent|years?|months?|days?|laws?)\b)\.?")
_DASH = re.compile(rf"\s*(?:{DASH}|\bto\b)\s*")
_BROKEN_RANGE = re.compile(rf"\s*{DASH}\s*[0-9]")
_BETWEEN = re.compile(r"(?:[\s,;.&]|\band\b|\brecommendations?\b)*(?=[0-9])")
_NUMBERS_ONLY = re.compile(rf"[0-9][0-9\s.,;&{DASHES}]*(?:and [0-9][0-9\s.,{DASHES}]*)?")
_AFTER_WORD = re.compile(r"recommendations?\s*(?:nos?\.?|numbers?)?\s*:?\s*$", re.IGNORECASE)
_ROW = re.compile(rf"(?P<numbers>[0-9][0-9\s.,;{DASHES}]*?)[.:]?\s+(?P<words>[A-Za-z][A-Za-z /]{{3,40}})\W?")
_TOTAL = re.compile(
    r"(?<![0-9./])(?P<count>[0-9]{1,3})(?![0-9./])"
    r"(?: (?:are|were|is|was|have been|recommendations|of them|now|immediately|been|fully))* "
    r"(?P<word>supported|accepted|noted|rejected)\b",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"(?<![0-9./])[1-9]")
_SENTENCE = re.compile(r"[.;]\s+(?=[A-Z“])")
_CLAUSE_END = re.compile(r"[.;:]|\b(?:and|but|while)\b")
_EXCEPT = re.compile(r"\b(?:except|excepting|excluding|but|exception|other than)\b", re.IGNORECASE)
_WORD = re.compile(r"\b(?!and\b|recommendations?\b|paragraphs?\b|numbers?\b)[A-Za-z]{3,}")
_SHOWN = 10
"""Characters of a broken range that a problem shows."""

_PREFIX_WORDS = 300
"""Characters before an enumeration in which its verb stands."""


@frozen
class Answer:
    """A position on paragraphs of a report, and the line that gives it."""

    paragraphs: tuple[Paragraph, ...]
    response: Response
    words: str
    line: Line


@define
class Answers:
    """What an addendum says."""

    given: list[Answer] = Factory(list)
    undecided: list[tuple[Line, str]] = Factory(list)
    """Enumerations whose position is unclear."""
    totals: list[tuple[int, Response, Line]] = Factory(list)
    numbered: bool = True
    """Whether the positions stand in numbered paragraphs, or in a table."""


@define
class _Paragraph:
    """Lines from a number to the first heading below, with the heading above."""

    heading: str
    lines: list[Line]

    @property
    def text(self) -> str:
        return joined([line.text for line in self.lines])[:PARAGRAPH_LIMIT]

    @property
    def begin(self) -> int:
        """Where the words begin in the text, after the number."""
        match = _MAIN.match(self.lines[0].text)
        return match.end() if match is not None else 0


def answers_in(lines: Sequence[Line], leads: Collection[int]) -> Answers:
    """Find the positions on paragraphs whose numbers begin with one of `leads`."""
    answers = Answers()
    numbered, others = _paragraphs(lines)
    for line in lines:
        _take_row(answers, line, leads)
    for paragraph in numbered:
        _take(answers, paragraph, leads)
    if not answers.given:
        answers.numbered = False
        for paragraph in others:
            _take(answers, paragraph, leads)
    return answers


def _paragraphs(lines: Sequence[Line]) -> tuple[list[_Paragraph], list[_Paragraph]]:
    """Cut an addendum into its numbered paragraphs and the text between them."""
    numbered: list[_Paragraph] = []
    others: list[_Paragraph] = []
    number = 0
    current: _Paragraph | None = None
    for place, line in enumerate(lines):
        match = _MAIN.match(line.text)
        if match is not None and int(match[1]) == number + 1:
            number += 1
            current = _Paragraph(_above(lines, place), [line])
            numbered.append(current)
        elif current is not None and _NUMBERS_ONLY.fullmatch(line.text) and not _goes_on(current, line.text):
            current = None
        elif current is not None:
            current.lines.append(line)
        elif others and others[-1].lines[-1] is lines[place - 1] and not lines[place - 1].text.endswith("."):
            others[-1].lines.append(line)
        else:
            others.append(_Paragraph(_above(lines, place), [line]))
    return numbered, others


def _above(lines: Sequence[Line], place: int) -> str:
    """Give the heading above a line: up to three lines that do not end a sentence."""
    texts: list[str] = []
    for line in lines[max(0, place - 3) : place][::-1]:
        if re.search(r"[.;,]$", line.text) or _NUMBERS_ONLY.fullmatch(line.text):
            break
        texts.insert(0, line.text)
    return joined(texts)[-_PREFIX_WORDS:]


def _goes_on(paragraph: _Paragraph, text: str) -> bool:
    """Whether a line of numbers continues the enumeration above it, and is not a heading."""
    last = paragraph.lines[-1].text
    if re.search(rf"[0-9.][,;&{DASHES}]?$|\band$", last) is None:
        return last.endswith(":") and not any(_DOTTED.search(line.text) for line in paragraph.lines)
    if not last.endswith("."):
        return True
    before, after = _DOTTED.findall(last), _DOTTED.match(text)
    # The full stop may be a misprint for a comma; then the numbers still rise.
    return bool(before and after and int(after[2]) > int(before[-1][1]) and after[1] == before[-1][0])


def _take(answers: Answers, paragraph: _Paragraph, leads: Collection[int]) -> None:
    """Take the totals of a paragraph, and its enumerations with the words around them."""
    text = paragraph.text
    first = paragraph.lines[0]
    if len(answers.totals) < _TOTALS:
        answers.totals += [
            (int(each["count"]), _TOTALS_WORDS[each["word"].lower()], first) for each in _TOTAL.finditer(text)
        ]
    given: list[Answer] = []
    excepted: set[Paragraph] = set()
    response: Response | None = None
    words, begin = "", paragraph.begin
    for start, end, paragraphs in _enumerations(text, leads):
        before = _SENTENCE.split(text[max(begin, start - _PREFIX_WORDS) : start])[-1]
        after = _CLAUSE_END.split(text[end : end + _PREFIX_WORDS], maxsplit=1)[0]
        stated = response_in(before) or response_in(after)
        line = _line_at(paragraph, start)
        if _EXCEPT.search(before):
            excepted.update(paragraphs)
            response = None
        elif stated is not None:
            response, words = stated, before if response_in(before) else after
        elif response is None or _WORD.search(before):
            response, words = response_in(paragraph.heading), paragraph.heading or before
        begin = end
        if _BROKEN_RANGE.match(text, end):  # from a number to a lower one, say
            answers.undecided.append((line, text[end : end + _SHOWN]))
        if response is None:
            answers.undecided.append((line, text[start:end]))
        else:
            given.append(Answer(paragraphs, response, " ".join(words.split()).strip(" :,.;"), line))
    for answer in given:
        paragraphs = tuple(each for each in answer.paragraphs if each not in excepted)
        if paragraphs:
            answers.given.append(evolve(answer, paragraphs=paragraphs))


_TOTALS = 12
"""The most totals that are kept; a first paragraph states three or four."""

_TOTALS_WORDS = {"supported": SUPPORTED, "accepted": SUPPORTED, "noted": NOTED, "rejected": NOTED}


def _line_at(paragraph: _Paragraph, place: int) -> Line:
    """Give the line of a place in the text."""
    for line in paragraph.lines[:-1]:
        if place <= len(line.text):
            return line
        place -= len(line.text) + 1
    return paragraph.lines[-1]


def _take_row(answers: Answers, line: Line, leads: Collection[int]) -> None:
    """Take a line that is the row of a table: one number or several, and a position."""
    match = _ROW.fullmatch(line.text[:200]) if len(line.text) <= 200 else None  # noqa: PLR2004  (a row is short)
    if match is None:
        return
    try:
        response = Response.parse(match["words"])
    except UprError:
        return
    for _, _, paragraphs in _enumerations(match["numbers"], leads):
        answers.given.append(Answer(paragraphs, response, match["words"].strip(), line))


def _enumerations(text: str, leads: Collection[int]) -> Iterator[tuple[int, int, tuple[Paragraph, ...]]]:
    """Give the enumerations of paragraphs, and where they begin and end.

    The number of the list may stand before the first item only. It may be missing altogether where the
    report has one list and the enumeration follows the word "recommendations".
    """
    place = count = 0
    while count <= NUMBERS_LIMIT and (match := _BEGIN.search(text, place)):
        start = match.start()
        implied = (
            next(iter(leads)) if len(leads) == 1 and _AFTER_WORD.search(text[max(0, start - 30) : start]) else None
        )
        paragraphs, end = _enumeration(text, start, leads, implied)
        count += len(paragraphs)
        if paragraphs:
            yield start, end, tuple(dict.fromkeys(paragraphs))
        place = max(end, start + 1)


def _enumeration(text: str, start: int, leads: Collection[int], implied: int | None) -> tuple[list[Paragraph], int]:
    paragraphs: list[Paragraph] = []
    lead, place, end = implied, start, start
    while True:
        number = _number(text, place, leads, lead)
        if number is None or len(paragraphs) > NUMBERS_LIMIT:
            return paragraphs, end
        lead, first, place = number
        last = first
        dash = _DASH.match(text, place)
        if dash is not None:
            until = _number(text, dash.end(), (lead,), lead)
            if until is not None and until[1] >= first and until[1] - first < NUMBERS_LIMIT:
                last, place = until[1], until[2]
        paragraphs += [Paragraph(lead, item) for item in range(first, last + 1)]
        end = place
        between = _BETWEEN.match(text, place)
        if between is None:
            return paragraphs, end
        place = between.end()


def _number(text: str, place: int, leads: Collection[int], lead: int | None) -> tuple[int, int, int] | None:
    """Read a number at a place: its list, its item, and where it ends; without a list of its own it has `lead`."""
    dotted = _DOTTED.match(text, place)
    if dotted is not None and int(dotted[1]) in leads:
        return int(dotted[1]), int(dotted[2]), dotted.end()
    bare = _BARE.match(text, place)
    if bare is not None and lead is not None:
        return lead, int(bare[1]), bare.end()
    return None
