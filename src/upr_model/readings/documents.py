"""Documents of a review as they are printed: a report of the Working Group, and its conclusions piece by piece."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from attrs import field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a, is_all, is_day
from upr_model.calendar.sessions import ReviewKey
from upr_model.values.sources import is_place
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.vocabulary import Vocabulary


class PassageKind(Vocabulary, StrEnum):
    """What a piece of the conclusions is: each letter of them belongs to one piece.

    >>> PassageKind("item")
    PassageKind.ITEM
    """

    HEADING = "heading"
    """The numbered sentence above a list, with the position on it."""
    ITEM = "item"
    """A numbered item of a list."""
    NOTE = "note"
    """What the State remarks, how others are answered, the sentence at the end; a heading between items."""
    FOOTNOTE = "footnote"
    """Such as a recommendation as it was read in the dialogue: it is not counted."""
    PAGE = "page"
    """What belongs to the page: its number, the symbol of the document."""


@frozen(kw_only=True)
class Passage:
    """A piece of the conclusions of a report, as it is printed, and where it stands.

    >>> print(Passage(kind=PassageKind.HEADING, text="143. The following will be examined:", page=14, line=9).kind)
    heading
    """

    kind: PassageKind = field(validator=is_a(PassageKind))
    text: str = field(validator=is_a(str))
    """Its lines; raised digits are raised here as well."""
    page: int | None = field(default=None, validator=optional(is_place))
    line: int = field(validator=is_place)
    paragraph: Paragraph | None = field(default=None, validator=optional(is_a(Paragraph)))
    """The number of an item, put right where it is misprinted, or of the paragraph."""


@frozen(kw_only=True)
class WorkingGroupReport:
    """What a report of the Working Group says of itself, and its conclusions piece by piece.

    What was not found is None, and a problem of the reading.

    >>> from upr_model import State
    >>> print(WorkingGroupReport(review=ReviewKey(State.parse("VNM"), 18), passages=()).review)
    VNM:18
    """

    review: ReviewKey = field(validator=is_a(ReviewKey))
    symbol: DocumentSymbol | None = field(default=None, validator=optional(is_a(DocumentSymbol)))
    date: dt.date | None = field(default=None, validator=optional(is_day))
    """When it was distributed; of a reissued document, that day."""
    review_date: dt.date | None = field(default=None, validator=optional(is_day))
    working_group_adoption: dt.date | None = field(default=None, validator=optional(is_day))
    troika: tuple[State, ...] = field(default=(), validator=is_all(tuple, State))
    passages: tuple[Passage, ...] = field(repr=False, validator=is_all(tuple, Passage))
