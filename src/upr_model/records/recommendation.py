"""Recommendations: what was asked, by which States, and what the State under review answered.

Paragraph 1-n recommendation n-m State: a numbered paragraph may hold several recommendations, and
several States may make one together.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeVar

from attrs import Attribute, field, frozen
from attrs.validators import optional

from upr_model._base.checks import check_day, is_a, is_all, is_day
from upr_model._base.order import natural, none_first, shown_in_order
from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import InvalidValue, ParseError, shown
from upr_model.records.assessment import Assessment, check_history, current
from upr_model.values.periods import Period, period_of
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.tags import Tag
from upr_model.values.vocabulary import NOT_STATED, ActionCategory, PositionStage, Response

DIGEST_LENGTH = 16
"""Hexadecimal digits of the digest in an id: two of ten million asks collide once in 370,000 sets."""

_T = TypeVar("_T")

_STAGES = tuple(PositionStage)

_ASCII_WORDS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LONG_RUN = re.compile(r"([^\w\s]{32})")
_PART = re.compile(r"[a-z0-9]{0,3}", re.ASCII)
_ID = re.compile(r"(?P<document>[^#]+)#(?P<paragraph>[0-9.]+(?:\([a-z]\))?)(?:/(?P<part>[a-z0-9]{1,3}))?", re.ASCII)
_DIGEST = re.compile(rf"[0-9a-f]{{{DIGEST_LENGTH}}}", re.ASCII)
_DIGEST_ID = re.compile(rf"(?P<review>[^#]+)#(?P<digest>[0-9a-f]{{{DIGEST_LENGTH}}})", re.ASCII)


def normalised(text: str) -> str:
    """Give the form in which texts of the same ask are equal.

    NFC, casefold, every run of characters that are neither letters nor digits one space, ends trimmed.

    >>> normalised("  Ratify the CAT, and its Optional Protocol.")
    'ratify the cat and its optional protocol'
    """
    if text.isascii():  # nearly every text; the same rule at three times the speed
        words = text.lower().translate(_ASCII_WORDS)
        while "  " in words:
            words = words.replace("  ", " ")
        return words.strip()
    # Composing a run of marks takes time that grows with its square; a space ends a run that no text has.
    composed = unicodedata.normalize("NFC", _LONG_RUN.sub(r"\1 ", text))
    return _BETWEEN_WORDS.sub(" ", composed.casefold()).strip()


def _union(groups: Iterable[tuple[_T, ...]]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(groups)))


@frozen(kw_only=True)
class Position:
    """A response of the State under review: when and in which document it was given, and its wording.

    >>> Position(response=Response.NOTED, wording="Rejected").response
    Response.NOTED
    """

    response: Response = field(validator=is_a(Response))
    date: dt.date | None = field(default=None, validator=optional(is_day))
    document: DocumentSymbol | None = field(default=None, validator=optional(is_a(DocumentSymbol)))
    stage: PositionStage | None = field(default=None, validator=optional(is_a(PositionStage)))
    """When in the review it was taken; None where that is not told."""
    wording: str | None = field(default=None, validator=optional(is_a(str)))


def last_position(positions: Sequence[Position], day: dt.date | None = None) -> Position | None:
    """Give the last position, or the last that was taken by a day; one without a date counts as taken."""
    if day is not None:
        positions = [position for position in positions if position.date is None or position.date <= day]
    return positions[-1] if positions else None


def response_of(positions: Sequence[Position], day: dt.date | None = None) -> Response:
    """Give the response of the last position; *not stated* where there is none."""
    position = last_position(positions, day)
    return position.response if position else NOT_STATED


@frozen(kw_only=True)
class Attribution:
    """A recommendation as made by one State: what a source that has a row for each State codes in it.

    >>> by_niger = Attribution(review=ReviewKey.parse("VNM:18"), recommending_state=State.parse("Niger"))
    >>> print(by_niger.recommending_state, by_niger.action_category)
    Niger None
    """

    review: ReviewKey = field(validator=is_a(ReviewKey))
    recommending_state: State | None = field(validator=optional(is_a(State)))
    """None where the source does not know who asked."""
    text: str | None = field(default=None, validator=optional(is_a(str)))
    """As this State's row words it; None where the source words the recommendation only."""
    action_category: ActionCategory | None = field(default=None, validator=optional(is_a(ActionCategory)))
    issues: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    """UPR Info's issues, as coded for this State's row, each once."""
    source: Source | None = field(default=None, eq=False, repr=False, validator=optional(is_a(Source)))

    @issues.validator
    def _once(self, _: Attribute[tuple[str, ...]], issues: tuple[str, ...]) -> None:
        if len(issues) > 1 and len({*issues}) < len(issues):
            msg = f"an attribution has each issue once, not {shown(issues)}"
            raise InvalidValue(msg)


@frozen(kw_only=True, order=True)
class RecommendationId:
    """The identity of a recommendation: what links, assessments and merges refer to.

    It is document, paragraph and part where the source gives them, else the review and a digest of the
    normalised text, the recommending States, and paragraph and part where there are any.

    >>> print(RecommendationId.parse("A/HRC/26/6#143.1/a").paragraph)
    143.1
    """

    document: DocumentSymbol | None = field(default=None, order=none_first, validator=optional(is_a(DocumentSymbol)))
    paragraph: Paragraph | None = field(default=None, order=none_first, validator=optional(is_a(Paragraph)))
    part: str = field(default="", order=natural, validator=is_a(str))
    review: ReviewKey | None = field(default=None, order=none_first, validator=optional(is_a(ReviewKey)))
    digest: str = field(default="", validator=is_a(str))

    def __attrs_post_init__(self) -> None:
        """Check that the id has one of its two forms."""
        numbered = self.document and self.paragraph and _PART.fullmatch(self.part)
        digested = self.review and _DIGEST.fullmatch(self.digest)
        others = (self.review, self.digest) if numbered else (self.document, self.paragraph, self.part)
        if not (numbered or digested) or any(others):
            msg = "an id has either a document, a paragraph and perhaps a part, or a review and a digest"
            raise InvalidValue(msg)

    @classmethod
    def parse(cls, text: str) -> RecommendationId:
        """Read an id as printed.

        Raises `ParseError` for another form, and what parsing its parts raises.
        """
        if match := _DIGEST_ID.fullmatch(text):
            return cls(review=ReviewKey.parse(match["review"]), digest=match["digest"])
        if match := _ID.fullmatch(text):
            document, paragraph = DocumentSymbol.parse(match["document"]), Paragraph.parse(match["paragraph"])
            return cls(document=document, paragraph=paragraph, part=match["part"] or "")
        msg = f"{shown(text)} is not an id of a recommendation; expected a form like A/HRC/26/6#143.1/a"
        raise ParseError(msg)

    def __str__(self) -> str:
        """Print the id."""
        if self.document is None:
            return f"{self.review}#{self.digest}"
        return f"{self.document.unstarred}#{self.paragraph}" + (f"/{self.part}" if self.part else "")


@frozen(kw_only=True)
class Recommendation:
    """One ask, to one State under review, by one or several States.

    Raises `InvalidValue` without an attribution (where nobody is named, one to None), and where an
    attribution belongs to another review.

    >>> from upr_model import example
    >>> [(str(each.id), each.response) for each in example().recommendations][:1]
    [('A/HRC/26/6#143.1/a', Response.SUPPORTED)]
    """

    review: ReviewKey = field(validator=is_a(ReviewKey))
    attributions: tuple[Attribution, ...] = field(validator=is_all(tuple, Attribution))
    """Who made it, in printed order."""
    paragraph: Paragraph | None = field(default=None, validator=optional(is_a(Paragraph)))
    part: str = field(default="", validator=is_a(str))
    """Which ask of a paragraph that holds several: a, b, ..."""
    text: str | None = field(default=None, validator=optional(is_a(str)))
    """None where the source has none."""
    positions: tuple[Position, ...] = field(default=(), validator=is_all(tuple, Position))
    """What the State answered, oldest first: answers are added, never changed."""
    tags: frozenset[Tag] = field(default=frozenset(), repr=shown_in_order, validator=is_all(frozenset, Tag))
    """Labels in named schemes that the source gives to the whole; what it codes by State is there."""
    document: DocumentSymbol | None = field(default=None, validator=optional(is_a(DocumentSymbol)))
    assessments: tuple[Assessment, ...] = field(default=(), validator=is_all(tuple, Assessment))
    """How far implementation got, in any order: assessments are added, never changed."""
    source: Source | None = field(default=None, eq=False, repr=False, validator=optional(is_a(Source)))

    @attributions.validator
    def _belong(self, _: Attribute[tuple[Attribution, ...]], attributions: tuple[Attribution, ...]) -> None:
        if not attributions:
            msg = "a recommendation needs an attribution; where nobody is named, one with recommending_state=None"
            raise InvalidValue(msg)
        for attribution in attributions:
            if attribution.review is not self.review and attribution.review != self.review:
                msg = f"an attribution of {attribution.review} cannot stand in a recommendation of {self.review}"
                raise InvalidValue(msg)

    @part.validator
    def _is_part(self, _: Attribute[str], part: str) -> None:
        if part and not _PART.fullmatch(part):
            msg = f"a part is one to three small letters or digits, such as 'a', not {shown(part)}"
            raise InvalidValue(msg)

    @positions.validator
    def _in_order(self, _: Attribute[tuple[Position, ...]], positions: tuple[Position, ...]) -> None:
        if len(positions) > 1:
            dates = [position.date for position in positions if position.date]
            if dates != sorted(dates):
                msg = f"positions stand oldest first, not {', '.join(map(str, dates))}"
                raise InvalidValue(msg)
            stages = [_STAGES.index(position.stage) for position in positions if position.stage]
            if stages != sorted(stages):
                msg = f"positions stand in the order of the stages, not {', '.join(_STAGES[each] for each in stages)}"
                raise InvalidValue(msg)

    @assessments.validator
    def _hold_together(self, _: Attribute[tuple[Assessment, ...]], assessments: tuple[Assessment, ...]) -> None:
        if assessments:
            check_history(self.review, assessments)

    @property
    def id(self) -> RecommendationId:
        """What identifies it: the same whatever the order of rows, and when a position is added.

        Without a document and a paragraph, nothing tells two asks of the same States apart whose texts
        are equal, or missing: they have one id.
        """
        if self.document is not None and self.paragraph is not None:
            return RecommendationId(document=self.document, paragraph=self.paragraph, part=self.part)
        senders = sorted(a.recommending_state.iso3 if a.recommending_state else "?" for a in self.attributions)
        words = [normalised(self.text or ""), " ".join(senders), str(self.paragraph or ""), self.part]
        digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:DIGEST_LENGTH]
        return RecommendationId(review=self.review, digest=digest)

    @property
    def response(self) -> Response:
        """The response of the last position; *not stated* where there is none."""
        return response_of(self.positions)

    def position_as_of(self, day: dt.date) -> Position | None:
        """Give the last position that was taken by that day; one without a date counts as taken."""
        check_day(day, "day")
        return last_position(self.positions, day)

    def position_at(self, stage: PositionStage) -> Position | None:
        """Give the last position that was taken at that stage or before; one without a stage is passed over."""
        if not isinstance(stage, PositionStage):
            msg = f"a stage is a PositionStage such as PositionStage.ADDENDUM, not {shown(stage)}"
            raise InvalidValue(msg)
        reached = _STAGES[: _STAGES.index(stage) + 1]
        return last_position([position for position in self.positions if position.stage in reached])

    def assessments_as_of(
        self, as_of: Period | dt.date | str, *, known_at: dt.date | None = None
    ) -> tuple[Assessment, ...]:
        """Give the last assessment of each assessor as of a day, or the end of a period; the oldest first.

        With `known_at`, as it was known on that day: what was recorded later is not there yet.
        """
        return tuple(current(self.assessments, period_of(as_of).last, known_at))

    @property
    def recommending_states(self) -> tuple[State, ...]:
        """The States that are known to have made it, each once, in printed order."""
        return tuple(dict.fromkeys(a.recommending_state for a in self.attributions if a.recommending_state))

    @property
    def issues(self) -> tuple[str, ...]:
        """UPR Info's issues: the union over its attributions."""
        return _union(attribution.issues for attribution in self.attributions)


@frozen(kw_only=True)
class NumberedParagraph:
    """A numbered paragraph of a report, with the recommendations that stand in it.

    >>> from upr_model import example, paragraphs
    >>> first = paragraphs(example()).items[0]
    >>> print(first.number, [each.part for each in first.recommendations])
    143.1 ['a', 'b', 'c', 'd']
    """

    review: ReviewKey
    number: Paragraph
    recommendations: tuple[Recommendation, ...] = field(validator=is_all(tuple, Recommendation))

    @recommendations.validator
    def _belong(self, _: Attribute[tuple[Recommendation, ...]], recommendations: tuple[Recommendation, ...]) -> None:
        for each in recommendations:
            if each.paragraph != self.number or each.review != self.review:
                msg = f"paragraph {self.number} of {self.review} cannot hold {each.id}, of {each.paragraph}"
                raise InvalidValue(msg)

    @property
    def recommending_states(self) -> tuple[State, ...]:
        """The States that are known to have made them, each once, in printed order."""
        return _union(recommendation.recommending_states for recommendation in self.recommendations)

    @property
    def issues(self) -> tuple[str, ...]:
        """UPR Info's issues: the union over its recommendations."""
        return _union(recommendation.issues for recommendation in self.recommendations)

    @property
    def tags(self) -> frozenset[Tag]:
        """The union of their tags."""
        return frozenset().union(*(recommendation.tags for recommendation in self.recommendations))
