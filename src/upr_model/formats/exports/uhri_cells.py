"""The fields of a record of the Universal Human Rights Index: what each says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from upr_model.calendar.sessions import ReviewKey, check_session, in_calendar
from upr_model.errors import SHOWN_LIMIT, ParseError, UprError, shown
from upr_model.formats.shared.cells import aliased, listed, plain, response_in, sdg_tag
from upr_model.formats.shared.senders import senders_in
from upr_model.records.recommendation import Position
from upr_model.values.states import State
from upr_model.values.tags import OHCHR_PERSONS, OHCHR_THEMES, Tag

FIELDS: Mapping[str, str] = {
    "text": "text",
    "countriesconcerned": "countries",
    "countries": "countries",
    "recommendingbody": "body",
    "body": "body",
    "documentsymbol": "symbol",
    "symbol": "symbol",
    "themes": "themes",
    "affectedpersons": "persons",
    "sdgs": "sdgs",
    "documentpublicationdate": "published",
    "publicationdate": "published",
    "uprrecommendingstates": "states",
    "uprrecommendingstate": "states",
    "uprrecommendingcountries": "states",
    "uprrecommendingcountry": "states",
    "uprposition": "position",
    "uprpositions": "position",
    "type": "type",
    "annotationtype": "type",
    "ohchrannotationid": "id",
    "annotationid": "id",
    "uprsession": "session",
    "uprcycle": "cycle",
}
"""The fields that are read, by the names of columns and keys as `header_name` gives them."""

LIST_LIMIT = 1_000
"""Members of the longest list of a record; the longest that were seen have about 100."""

LABELS_KEPT = 10_000
"""How many labels are remembered as they are without their dash: the same come again and again."""

Value = str | tuple[str, ...]
"""What a record has in a field: a text, or a list."""

UPR_NAMES = frozenset({"upr", "universal periodic review"})
_ANSWER = re.compile(r"\W{0,9}responses? of ", re.IGNORECASE)
_ID_LIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", re.IGNORECASE | re.ASCII)
_SESSION = re.compile(
    r"(?:UPR ?)?(?:session )?(?P<number>[0-9]{1,2})(?:\.0)? ?(?:st|nd|rd|th)?(?: session)?(?:\W.*)?", re.IGNORECASE
)
_OBSERVATION = "concerns/observations"
UNKNOWN = "not stated"


def recognises(names: Sequence[str], columns: Mapping[str, str] | None = None) -> bool:
    """Whether these are the columns of such a spreadsheet, or the keys of such a record."""
    fields = {aliased(name, FIELDS, columns or {}) for name in names}
    return {"text", "countries", "body", "position", "session"} <= fields


def without_dash(text: str) -> str:
    """Give a member of a list without the dash in front of it."""
    return plain(text).removeprefix("-").lstrip()


@lru_cache(maxsize=LABELS_KEPT)
def label_of(text: str) -> str:
    """Give a text that comes again and again as `without_dash` does."""
    return without_dash(text)


def scalar(record: Mapping[str, Value], field: str) -> str:
    """Give a field that has one value, without the dash in front of it."""
    value = record.get(field, "")
    return label_of(value if isinstance(value, str) else "; ".join(value))


def reason_to_skip(record: Mapping[str, Value]) -> str | None:
    """Say why a record is no recommendation of the review; None where it may be one."""
    kind = scalar(record, "type")
    if kind and not kind.casefold().startswith("recommendation") and not _ID_LIKE.fullmatch(kind):
        return f"of type {kind[:SHOWN_LIMIT]}"
    position = scalar(record, "position")
    if position.casefold() == _OBSERVATION:
        return f"position {position}"
    return "a response of the State" if _ANSWER.match(text_of(record)) else None


def text_of(record: Mapping[str, Value]) -> str:
    """Give the text of a record as it stands there."""
    text = record.get("text", "")
    return text if isinstance(text, str) else "; ".join(text)


def members_of(value: Value) -> tuple[str, ...]:
    """Give the members of a list, or of a cell that holds one."""
    return listed(value) if isinstance(value, str) else tuple(map(without_dash, value))


def countries_in(value: Value) -> tuple[State, ...]:
    """Give the States whose review it is; raises for a name that is none's."""
    names = members_of(value)
    senders = senders_in(names)
    if not senders:
        msg = "no State under review is named"
        raise ParseError(msg)
    if any(sender.state is None for sender in senders):
        return tuple(map(State.parse, names))  # raises: it says what is similar
    return tuple(sender.state for sender in senders if sender.state is not None)


def session_in(value: Value) -> int:
    """Give the number of the one session that is named; `ParseError` otherwise."""
    names = value.strip().split("\n") if isinstance(value, str) else value
    match = _SESSION.fullmatch(without_dash(names[0])) if len(names) == 1 else None
    if match is None:
        msg = f"{shown(value)} is not a session; expected one, such as '36th Session'"
        raise ParseError(msg)
    return check_session(int(match["number"]))


def review_in(states: Sequence[State], session: int) -> ReviewKey:
    """Give the review; of several States, the one that was reviewed in that session."""
    keys = [ReviewKey(state, session) for state in states]
    own = keys if len(keys) == 1 else [key for key in keys if in_calendar(key)]
    if len(own) != 1:
        names = ", ".join(map(str, states))
        msg = f"{len(states)} States are named, {names}, and {len(own)} of them were reviewed in session {session}"
        raise ParseError(msg)
    return own[0]


def position_in(value: Value) -> tuple[Position, ...]:
    """Give the position, none where the field is blank; of two values, supported and noted, *partly supported*."""
    wording = "/".join(members_of(value))
    return (Position(response=response_in(wording), wording=wording),) if wording else ()


_SCHEMES = {"themes": OHCHR_THEMES, "persons": OHCHR_PERSONS}


def labels_in(of: tuple[str, Value]) -> tuple[frozenset[Tag], tuple[str, ...]]:
    """Give the tags of a list, and what is wrong with those of its labels that are none."""
    column, value = of
    tags: list[Tag] = []
    faults: list[str] = []
    for label in filter(None, members_of(value)):
        try:
            tags.append(sdg_tag(label) if column == "sdgs" else Tag(_SCHEMES[column], label))
        except UprError as error:
            faults.append(str(error))
    return frozenset(tags), tuple(faults)
