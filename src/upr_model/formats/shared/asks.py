"""What a numbered item asks, and which States asked it: the brackets of a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import Factory, define, frozen

from upr_model.formats.media.printed import MARKS
from upr_model.values.states import NAME_LIMIT, State, known_state

ITEM_LIMIT = 20_000
"""Characters of the longest item that is split into asks; 3,000 is the most that was seen."""

_GROUP_LIMIT = 4_000
"""Characters of the longest bracket that is looked into: all 195 States fit."""

_NAME_PARTS = 4
"""Pieces that the name of a State is at most made of when it is cut at commas and "and"."""

_BETWEEN = re.compile(r"\s*(?:[,;/&]|\band\b)\s*")
_WITHIN_SENTENCE = re.compile(r"\s*/\s*[a-z]")
_BRACKET = re.compile(r"\(([^()]*)(\)?)")
_ROUND = re.compile("[()]")
_WORD = re.compile(r"(?<!\S)[^\W\d_]")
_ASK_END = re.compile(r"[;.]")
_AGAIN = re.compile(rf"[\s,;&{MARKS}]*(?:and\s*)?")
_ARTICLE = re.compile(r"(?:the|and)\s+", re.IGNORECASE)
_OPENS_ANOTHER = re.compile(rf"[\s{MARKS}0-9”’\"')]*(?:[;/.]|: ?[A-Z]|[A-Z(“\"])")
_EDGES = f" \t\n;,./:{MARKS}"
_MARKS = re.compile(f"[{MARKS}]+")
_NOTE_NUMBER = re.compile(r"\s*[0-9]{1,2}\s*$")
_NAME_LIKE = re.compile(
    r"(?=.*[a-z]|.*\.)(?=.{4})[A-Z](?:[^\W\d_]|\.)+(?:[ ’'-]+\(?(?:of|the|and|[A-Z][^\W\d_]+)\)?){0,8}"
)
# What stands in brackets, looks like a name, and is that of a document or a body.
_OF_A_TREATY = re.compile(
    r"\b(?:Conventions?|Protocols?|Covenants?|Statute|Treaty|Declaration|Rules|Principles|Agenda|Committee|Court)\b"
)


@frozen
class Doubt:
    """Something in a bracket that was not plain, as the reader of a report tells it."""

    code: str
    message: str
    value: str


@define
class Ask:
    """One ask: its words without the brackets, and its senders in printed order: each State once, None for others."""

    text: str
    states: list[State | None]


@define
class Asked:
    """What an item holds."""

    asks: list[Ask] = Factory(list)
    doubts: list[Doubt] = Factory(list)
    fragments: bool = False
    """Whether a slash stands within a sentence, so that its parts are no sentences themselves."""
    rest: str = ""
    """A sentence after the last bracket: what the State under review, or the editor, said."""

    def parts(self) -> Iterator[tuple[str, Ask]]:
        """Give each ask with its part: a, b, ... where there are several."""
        for number, ask in enumerate(self.asks):
            yield part_of(number) if len(self.asks) > 1 else "", ask


@frozen
class _Group:
    """A bracket, or several in a row, that names States."""

    start: int
    end: int
    states: tuple[State | None, ...]


@frozen
class _Name:
    """A name in a bracket, and its State; None for one that is not known."""

    text: str
    state: State | None
    run_on: bool = False
    """Whether nothing stands between it and the name before it."""


Guess = Callable[[str], State | None]
"""Gives the State whose name a text nearly is."""


def asks_of(text: str, under_review: State | None, guess: Guess) -> Asked:
    """Split the text of an item into what it asks.

    A bracket of States ends an ask where `;`, `/`, `.` or a capital follows; where the sentence goes
    on, so does the ask.
    """
    item = Asked()
    groups = list(_groups(text, under_review, guess, item.doubts))
    if not groups:
        item.asks.append(Ask(_without(text, [], 0, len(text)), [None]))
        return item
    begin, own = 0, [groups[0]]
    for group in groups[1:]:
        if _OPENS_ANOTHER.match(text, own[-1].end):
            item.asks.append(_ask(text, begin, own[-1].end, own))
            item.fragments = item.fragments or _WITHIN_SENTENCE.match(text, own[-1].end) is not None
            begin, own = own[-1].end, []
        own.append(group)
    end = own[-1].end
    if _OPENS_ANOTHER.match(text, end):
        rest = _without(text, [], end, len(text))
        item.rest = "" if rest.isdigit() else rest
    else:
        end = len(text)
    item.asks.append(_ask(text, begin, end, own))
    return item


def states_in(names: str) -> tuple[State, ...]:
    """Give the States of an enumeration; none where any of its names is not known."""
    named = _split(names.strip(" .,;"))
    states = tuple(name.state for name in named if name.state is not None)
    return states if len(states) == len(named) else ()


def _ask(text: str, begin: int, end: int, groups: list[_Group]) -> Ask:
    states: list[State | None] = []
    for state in (state for group in groups for state in group.states):
        if state is None or state not in states:  # two unknown names are two senders
            states.append(state)
    return Ask(_without(text, groups, begin, end), states)


def _without(text: str, groups: list[_Group], begin: int, end: int) -> str:
    """Give the words between two places, without brackets and raised digits."""
    pieces = []
    for group in groups:
        pieces.append(text[begin : group.start].rstrip())
        begin = group.end
    pieces.append(text[begin:end])
    words = " ".join(_MARKS.sub("", "".join(pieces)).split())
    words = words.replace(" ,", ",").replace(" ;", ";")
    return words.strip(_EDGES)


def _groups(text: str, under_review: State | None, guess: Guess, doubts: list[Doubt]) -> Iterator[_Group]:
    """Find the brackets that name States; such as follow one another are one."""
    group: _Group | None = None
    for start, end, content in _brackets(text, doubts):
        last = not text[end:].strip(_EDGES)
        again = group is not None and _AGAIN.fullmatch(text, group.end, start) is not None
        states = _named(content, guess, doubts, last=last, again=again)
        if not states or states == (under_review,):
            continue
        if group is not None and again:
            group = _Group(group.start, end, group.states + states)
            continue
        if group is not None:
            yield group
        group = _Group(start, end, states)
    if group is not None:
        yield group


def _brackets(text: str, doubts: list[Doubt]) -> Iterator[tuple[int, int, str]]:
    """Give the outermost brackets, where they begin and end, and what stands in them.

    One that is not opened, or not closed, is one where nothing but States can be meant.
    """
    depth = start = last = 0
    for match in _ROUND.finditer(text):
        place, letter = match.start(), match[0]
        if letter == "(":
            start = place if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, place + 1, text[start + 1 : place]
                last = place + 1
        else:
            begin = _without_opening(text, last, place)
            if begin is not None:
                doubts.append(
                    Doubt("bracket", "a bracket is not opened; taken for one of States", text[begin : place + 1])
                )
                yield begin, place + 1, text[begin:place]
            last = place + 1
    if depth:
        doubts.append(Doubt("bracket", "a bracket is not closed", text[start : start + 60]))
        yield from _unclosed(text, start)


def _unclosed(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Give the brackets from one on that is not closed: each as far as it is closed, or names States."""
    for opened in _BRACKET.finditer(text, start):
        content = opened[1]
        if opened[2]:
            yield opened.start(), opened.end(), content
        elif states_in(names := _ASK_END.split(content, maxsplit=1)[0]):
            yield opened.start(), opened.start(1) + len(names), names


def _without_opening(text: str, begin: int, end: int) -> int | None:
    """Give where the name of a State begins that a bracket closes and none opens."""
    first = max(begin, end - NAME_LIMIT)
    places = [match.start() for match in _WORD.finditer(text, first, end)]
    for place in places[-_NAME_WORDS:]:
        if text[place].isupper() and known_state(text[place:end]):
            return place
    return None


_NAME_WORDS = 9
"""Words of the longest name: the United Kingdom of Great Britain and Northern Ireland, with its article."""


def _named(content: str, guess: Guess, doubts: list[Doubt], *, last: bool, again: bool) -> tuple[State | None, ...]:
    """Give the States that a bracket names; none where it is a part of the sentence.

    A name that is no State's is an unknown sender beside States. A bracket that names no State at all is
    one of senders only where it ends the item or stands behind another, and its words look like names.
    """
    if len(content) > _GROUP_LIMIT:
        return ()
    content = _NOTE_NUMBER.sub("", _MARKS.sub("", content)).strip(" .,;")
    names = _split(content)
    if not any(name.state for name in names):
        if not (last or (again and _NAME_LIKE.fullmatch(content))):
            return ()
        if _is_name(content) or guess(content):
            names = [_Name(content, None)]
        elif not all(_is_name(name.text) for name in names):
            return ()
    return tuple(_sender(name, guess, doubts) for name in names)


def _sender(name: _Name, guess: Guess, doubts: list[Doubt]) -> State | None:
    """Give the State of a name, or the one whose name it nearly is; what was not plain is told."""
    if name.state is not None:
        if name.run_on:
            doubts.append(Doubt("missing-comma", "two States stand without a comma between them", name.text))
        return name.state
    near = guess(name.text)
    if near is None:
        doubts.append(Doubt("unknown-state", f"{name.text!r} is not the name of a State known here", name.text))
    else:
        doubts.append(Doubt("similar-state", f"{name.text!r} is no State; taken for {near}", name.text))
    return near


def _is_name(text: str) -> bool:
    return _NAME_LIKE.fullmatch(text) is not None and _OF_A_TREATY.search(text) is None


def _split(content: str) -> list[_Name]:
    """Split a bracket into names."""
    cuts = list(_BETWEEN.finditer(content))
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(content)]
    names: list[_Name] = []
    place = 0
    while place < len(starts):
        for after in range(min(place + _NAME_PARTS, len(starts)), place, -1):
            text = content[starts[place] : ends[after - 1]]
            state = _state(text)
            if state is not None:
                names.append(_Name(text, state))
                place = after
                break
        else:
            text = content[starts[place] : ends[place]]
            states = _run_on(text)
            names += [_Name(text, each, run_on=number > 0) for number, each in enumerate(states)]
            if not states and text.strip():
                names.append(_Name(text, None))
            place += 1
    return names


def _state(name: str) -> State | None:
    """Find a State by its name, with an article or without."""
    if not 1 < len(name) <= NAME_LIMIT or (len(name) == 3 and name not in _SHORT):  # noqa: PLR2004  (codes have three)
        return None  # reports print names, not codes: CAT is a convention, CAF a court, Nam a part of Viet Nam
    state = known_state(name)
    if state is None and (article := _ARTICLE.match(name)):
        return known_state(name[article.end() :])
    return state


_SHORT = frozenset({"USA", "UAE", "DRC"})
"""Names of three letters that reports do print."""


def _run_on(name: str) -> list[State]:
    """Give the States of words that name several with nothing between them; none where any word is left."""
    words = name.split()
    if not 1 < len(words) <= 2 * _NAME_WORDS:
        return []
    states: list[State] = []
    begin = 0
    while begin < len(words):
        for end in range(min(begin + _NAME_WORDS, len(words)), begin, -1):
            state = _state(" ".join(words[begin:end]))
            if state is not None:
                states.append(state)
                begin = end
                break
        else:
            return []
    return states


_SENTENCE_LIMIT = 2_000
"""Characters of a paragraph of the dialogue in which its speaker is looked for."""


def state_named_first(text: str, under_review: State | None) -> State | None:
    """Give the first State that a paragraph names, but the one under review."""
    words = list(re.finditer(r"\S+", text[:_SENTENCE_LIMIT]))
    for place, word in enumerate(words):
        if not word[0][:1].isupper():
            continue
        for last in words[place : place + _NAME_WORDS][::-1]:
            name = text[word.start() : last.end()].rstrip(",.;:")
            state = _state(name) or _state(name.removesuffix("’s"))
            if state is not None and state != under_review:
                return state
    return None


def part_of(number: int) -> str:
    """Give the letters of a part: a to z, then aa to zz, and so on.

    >>> [part_of(number) for number in (0, 25, 26, 701, 702)]
    ['a', 'z', 'aa', 'zz', 'aaa']
    """
    letters = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters
