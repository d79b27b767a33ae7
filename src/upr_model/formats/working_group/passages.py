"""The conclusions as passages: each line belongs to one of them, and none is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from upr_model.formats.media.printed import Line, Place
from upr_model.readings.documents import Passage, PassageKind
from upr_model.values.symbols import Paragraph

Role = tuple[PassageKind, Paragraph | None]

_FOOTNOTE = re.compile(
    r"(?:[0-9]{1,2}|[*∗]{1,3})\s+"
    r"(?:“?The (?:recommendation|conclusions)\b|Conclusions and recommendations|\S.{0,80} as read\b)"
)
_SENTENCE_END = re.compile(r".*[.)”\"]\W?")
_NUMBERED = re.compile(r"[1-9][0-9]{0,2} ?\.")
_TAIL = 80


def footnotes_in(lines: Sequence[Line]) -> tuple[frozenset[Place], frozenset[str]]:
    """Find the footnotes among the lines of a section, and the marks with which they begin.

    A footnote is printed smaller than the text. Where sizes are not known, it begins with a mark and the
    words of a footnote, and ends with the page, or with the sentence in a file without pages.
    """
    places: set[Place] = set()
    marks: set[str] = set()
    within: Line | None = None
    for line in lines:
        begins = not line.small and _FOOTNOTE.match(line.text) is not None
        if begins:
            marks.add(line.text.split()[0])
        elif within is not None and _is_over(within, line):
            within = None
        if begins or (within is not None and not line.small):
            within = line
        if line.small or within is line:
            places.add(line.place)
    return frozenset(places), frozenset(marks)


def _is_over(last: Line, line: Line) -> bool:
    """Whether a footnote ended with its last line, before another one."""
    ended = _SENTENCE_END.fullmatch(last.text[-_TAIL:]) is not None
    if line.page is None:
        return ended
    return line.page != last.page or (ended and _NUMBERED.match(line.text) is not None)


def passages_of(
    lines: Sequence[Line], roles: Iterable[tuple[Role, Line]], footnotes: frozenset[Place]
) -> Iterator[Passage]:
    """Give the lines of a section as passages; `roles` says what the lines are, but for footnotes and furniture."""
    owned: dict[Place, list[tuple[Role, Line]]] = {}
    for role, line in roles:
        owned.setdefault(line.place, []).append((role, line))
    pieces: list[tuple[Role, Line]] = []
    for line in lines:
        if line.place in owned:
            pieces += owned[line.place]
        else:
            kind = PassageKind.FOOTNOTE if line.place in footnotes else PassageKind.PAGE
            pieces.append(((kind, None), line))
    for (kind, paragraph), group in groupby(pieces, lambda piece: piece[0]):
        printed = [line for _, line in group]
        yield Passage(
            kind=kind,
            paragraph=paragraph,
            text="\n".join(line.text for line in printed),
            page=printed[0].page,
            line=printed[0].number,
        )
