"""What the first pages of a report say: symbol, date, State, session, days of review and adoption, troika."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from upr_model.calendar.sessions import LAST_SESSION
from upr_model.formats.media.printed import MONTHS, SYMBOL, Line
from upr_model.formats.shared.asks import states_in
from upr_model.values.states import State, known_state
from upr_model.values.symbols import DocumentSymbol

HEAD_LINES = 400
"""Lines at the beginning that are searched: about five pages."""

HEAD_LIMIT = 40_000
"""Characters of these lines that are searched."""

_DAY = rf"(?P<day>[0-9]{{1,2}})\s?(?P<month>{'|'.join(MONTHS)})\s?(?P<year>[0-9]{{4}})?"
_ON = rf"(?:,? ?held)?,? ?(?:on )?{_DAY}"

_UNITS = (
    *("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60}
_ORDINALS = {word: number for number, word in enumerate(_UNITS) if word}
_ORDINALS |= {f"{stem}ieth": tens for stem, tens in _TENS.items()}
_ORDINALS |= {f"{stem}y {_UNITS[unit]}": tens + unit for stem, tens in _TENS.items() for unit in range(1, 10)}

_SYMBOL = re.compile(SYMBOL, re.IGNORECASE)
_DISTRIBUTED = re.compile(rf"Distr\b.{{0,120}}?{_DAY}", re.IGNORECASE)
_DATED = re.compile(_DAY, re.IGNORECASE)
_SESSION = re.compile(
    r"held (?:its|the) (?P<ordinal>[a-z]+(?:[ -][a-z]+)?|[0-9]{1,2} ?(?:st|nd|rd|th)) session"
    r"(?: from (?P<days>.{0,60}))?",
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    rf"review of (?P<state>.{{2,120}}?),? (?:was|took place|were) ?(?:held )?(?:.{{0,60}}?){_ON}", re.IGNORECASE
)
_ADOPTED = re.compile(rf"at (?:its|the) (?:.{{0,30}}?)meeting{_ON},? ?the working group", re.IGNORECASE)
_TROIKA = re.compile(
    r"\(troika\) ?to facilitate the review of (?P<state>[^:.]{2,200}?)(?::|\.| were| was) ?(?P<troika>[^.:]{3,300})",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:^|\s)review[\s*∗]*$", re.IGNORECASE)
_YEAR = re.compile(r"\b(20[0-9]{2})\b")
_BRACKET = re.compile(r"\s*\(.*")


@frozen(kw_only=True)
class Head:
    """What the first pages say; None or empty where they do not."""

    symbol: DocumentSymbol | None = None
    date: dt.date | None = None
    state: State | None = None
    session: int | None = None
    review_date: dt.date | None = None
    adoption_date: dt.date | None = None
    troika: tuple[State, ...] = ()


def head_of(lines: Sequence[Line]) -> Head:
    """Search the first lines of a report, which stand in any order."""
    first = lines[:HEAD_LINES]
    text = " ".join(line.text[:HEAD_LIMIT] for line in first)[:HEAD_LIMIT]
    session = _SESSION.search(text)
    year = _YEAR.search(session["days"]) if session and session["days"] else None
    reviewed, troika = _REVIEWED.search(text), _TROIKA.search(text)
    return Head(
        symbol=_symbol(text),
        date=_day(
            _DISTRIBUTED.search(text) or next(filter(None, (_DATED.fullmatch(t.text) for t in first)), None), None
        ),
        state=_state(
            [
                *([reviewed["state"]] if reviewed else []),
                *([troika["state"]] if troika else []),
                *_titles([line.text for line in first]),
            ]
        ),
        session=_ordinal(session["ordinal"]) if session else None,
        review_date=_day(reviewed, year),
        adoption_date=_day(_ADOPTED.search(text), year),
        troika=_troika(troika, text),
    )


def _symbol(text: str) -> DocumentSymbol | None:
    """Give the first symbol of a report; the symbols of its source documents contain WG.6, and are not matched."""
    match = _SYMBOL.search(text)
    return None if match is None else DocumentSymbol.parse(match[0].replace(" ", ""))


def _day(match: re.Match[str] | None, year: re.Match[str] | None) -> dt.date | None:
    """Give the day of a match, in the year of the session where it has no year itself."""
    if match is None or not (match["year"] or year):
        return None
    number = int(match["year"] or (year[1] if year else 0))
    try:
        return dt.date(number, MONTHS.index(match["month"].lower()) + 1, int(match["day"]))
    except ValueError:  # the 31st of a shorter month
        return None


def _ordinal(words: str) -> int | None:
    words = " ".join(words.replace("-", " ").casefold().split())
    digits = re.match("[0-9]+", words)
    number = int(digits[0]) if digits else _ORDINALS.get(words) or _ORDINALS.get(words.split()[-1])
    return number if number is not None and 1 <= number <= LAST_SESSION else None


def _state(names: Iterable[str]) -> State | None:
    """Give the first of these names that is a State, with or without its brackets."""
    for name in names:
        words = name.strip(" *,.∗†")
        words = words[4:] if words[:4].casefold() == "the " else words
        state = known_state(words) or known_state(_BRACKET.sub("", words))
        if state is not None:
            return state
    return None


def _titles(texts: Sequence[str]) -> list[str]:
    """Give the lines below "Report of the Working Group on the Universal Periodic Review"."""
    places = [place for place, text in enumerate(texts[:60]) if _TITLE.search(text)]
    return [re.sub(r"[*∗\s]+$", "", text) for place in places for text in texts[place + 1 : place + 3]]


def _troika(match: re.Match[str] | None, text: str) -> tuple[State, ...]:
    """Give the States after the colon; without one, after the last "of" of the sentence."""
    if match is not None:
        states = states_in(match["troika"])
        if states:
            return states
    loose = re.search(r"\(troika\) ?to facilitate the review(?: of)? (?P<troika>[^.]{3,300})\.", text, re.IGNORECASE)
    return states_in(loose["troika"]) if loose is not None else ()
