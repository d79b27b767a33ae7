"""Recommendations that the conclusions name by their paragraphs of the dialogue, as in reports of the first cycle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from upr_model.formats.media.printed import DASH, Line
from upr_model.formats.shared.asks import state_named_first
from upr_model.formats.working_group.section import joined
from upr_model.values.states import State
from upr_model.values.symbols import Paragraph

REFERENCES_LIMIT = 500
"""References of the longest list; the longest known list has 50."""

_OPENS = re.compile(r"\bparagraphs?\s*:?\s*(?=[1-9])", re.IGNORECASE)
_NUMBER = re.compile(r"[1-9][0-9]{0,2}(?![0-9])")
_LETTER = re.compile(r"\(([a-z])\)")
_SUBLETTER = re.compile(r"\((?:i{1,3}|iv|v)\)")
_BETWEEN = re.compile(r"(?:[\s,;:]|and\b|last sentence|paragraphs?\b)+", re.IGNORECASE)
_DASH = re.compile(rf"\s*(?:{DASH}|to\b)\s*")
_SENTENCE = re.compile(r"\.\s+(?=[A-Z])")
_MAIN = re.compile(r"([1-9][0-9]{0,2})\.\s+(?=\S)")


@frozen
class Reference:
    """A recommendation of the dialogue: the State that makes it, its words where they are clear, and its place."""

    state: State | None
    text: str | None
    line: Line


def numbers_in(words: str) -> dict[Paragraph, str]:
    """Give the paragraphs that a sentence names, as in "paragraphs 35 (a), (b) and 41 above".

    Each comes with the Roman number behind it, as in "(g) (i)", or with ""; the number may be a letter.

    >>> print(*numbers_in("recommendations noted in paragraphs 35 (a) and (g) (i); 41 (b) (d) and 63 above"))
    35(a) 35(g) 41(b) 41(d) 63
    """
    paragraphs: dict[Paragraph, str] = {}
    for opened in _OPENS.finditer(words):
        for paragraph, behind in _after(words, opened.end()):
            if len(paragraphs) < REFERENCES_LIMIT:
                paragraphs.setdefault(paragraph, behind)
    return paragraphs


def _after(words: str, place: int) -> Iterator[tuple[Paragraph, str]]:
    while number := _NUMBER.match(words, place):
        lead, place = int(number[0]), number.end()
        named: list[tuple[Paragraph, str]] = []
        dash = _DASH.match(words, place)
        if dash and (last := _NUMBER.match(words, dash.end())):
            named = [(Paragraph(each), "") for each in range(lead, min(int(last[0]), lead + REFERENCES_LIMIT) + 1)]
            place = last.end()
        while True:
            gap = _BETWEEN.match(words, place)
            after = gap.end() if gap else place
            if (sub := _SUBLETTER.match(words, after)) and named and not _is_next_letter(words, after):
                named[-1] = (named[-1][0], named[-1][1] or sub[0])
                place = sub.end()
            elif letter := _LETTER.match(words, after):
                named.append((Paragraph(lead, None, letter[1]), ""))
                place = letter.end()
            else:
                break
        yield from named or [(Paragraph(lead), "")]
        gap = _BETWEEN.match(words, place)
        place = gap.end() if gap else place


def _is_next_letter(words: str, place: int) -> bool:
    """Whether "(i)" is the letter after h, and not a Roman number behind a letter."""
    return re.search(r"\(h\)[\s,;and]*$", words[max(0, place - 20) : place]) is not None


def dialogue_of(lines: Sequence[Line]) -> dict[int, list[Line]]:
    """Give the numbered paragraphs before the conclusions, each with its lines."""
    paragraphs: dict[int, list[Line]] = {}
    number = 0
    for line in lines:
        match = _MAIN.match(line.text)
        if match is not None and int(match[1]) == number + 1:
            number += 1
            paragraphs[number] = []
        if number:
            paragraphs[number].append(line)
    return paragraphs


def resolved(
    paragraph: Paragraph, dialogue: Mapping[int, Sequence[Line]], under_review: State | None
) -> Reference | None:
    """Find what a paragraph of the dialogue recommends; None where there is no such paragraph.

    The State that it names first is the speaker. The words of a letter end before the next letter; they
    are None where the paragraph has no such letter.
    """
    lines = dialogue.get(paragraph.lead)
    if not lines:
        return None
    text = joined([line.text for line in lines])
    text = _MAIN.sub("", text, count=1)
    state = state_named_first(text, under_review)
    words: str | None = text
    if paragraph.letter:
        following = chr(ord(paragraph.letter) + 1)
        begin = text.find(f"({paragraph.letter})")
        end = text.find(f"({following})", begin)
        words = text[begin + 3 : end if end >= 0 else len(text)].strip(" ;,.") if begin >= 0 else None
        if words is not None:  # a sentence behind is a statement, not a recommendation
            words = re.sub(r"[;,.]?\s+and$", "", _SENTENCE.split(words, maxsplit=1)[0])
    return Reference(state, words or None, lines[0])
