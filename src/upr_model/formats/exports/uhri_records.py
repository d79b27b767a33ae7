"""What is made of a record of the Universal Human Rights Index, whatever kind of file it stands in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping

from attrs import Factory, define, field

from upr_model.calendar.sessions import ReviewKey, reviewed_on
from upr_model.errors import UprError
from upr_model.formats.exports.uhri_cells import (
    UNKNOWN,
    UPR_NAMES,
    Value,
    countries_in,
    label_of,
    labels_in,
    members_of,
    position_in,
    reason_to_skip,
    review_in,
    scalar,
    session_in,
    text_of,
    without_dash,
)
from upr_model.formats.shared.asks import Asked
from upr_model.formats.shared.cells import Memo, day_in, lead_of
from upr_model.formats.shared.findings import Check, Findings
from upr_model.formats.shared.senders import Sender, asks_by, senders_in
from upr_model.readings.reading import Reading, Skipped
from upr_model.records.recommendation import Attribution, Position, Recommendation
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol
from upr_model.values.tags import Tag


@define
class Records(Findings):
    """The records taken so far, and what is wrong with them."""

    recommendations: list[Recommendation] = Factory(list)
    skipped: Counter[tuple[str, str]] = Factory(Counter)
    _countries: Memo[Value, tuple[State, ...]] = Factory(lambda: Memo(countries_in))
    _sessions: Memo[Value, int] = Factory(lambda: Memo(session_in))
    _reviews: Memo[tuple[Value, Value], ReviewKey] = field(init=False)
    _senders: Memo[Value, tuple[Sender, ...]] = Factory(lambda: Memo(lambda value: senders_in(members_of(value))))
    _positions: Memo[Value, tuple[Position, ...]] = Factory(lambda: Memo(position_in))
    _labels: Memo[tuple[str, Value], tuple[frozenset[Tag], tuple[str, ...]]] = Factory(lambda: Memo(labels_in))
    _symbols: Memo[str, DocumentSymbol | None] = Factory(
        lambda: Memo(lambda text: DocumentSymbol.parse(text) if text else None)
    )
    _days: Memo[str, dt.date | None] = Factory(lambda: Memo(lambda text: day_in(text) if text else None))

    @_reviews.default
    def _make_reviews(self) -> Memo[tuple[Value, Value], ReviewKey]:
        return Memo(lambda of: review_in(self._countries[of[0]], self._sessions[of[1]]))

    def is_of_another(self, body: object) -> bool:
        """Whether a record is of another mechanism, which is counted."""
        if not isinstance(body, str) or (name := label_of(body)).casefold() in UPR_NAMES:
            return False
        self.skipped[name or UNKNOWN, "another mechanism" if name else "no mechanism"] += 1
        return True

    def take(self, place: int, record: Mapping[str, Value], raw: Callable[[], str]) -> None:
        """Make recommendations of a record, skip it, or refuse it; `raw` gives it as the file has it."""
        if self.is_of_another(record.get("body", "")):
            return
        reason = reason_to_skip(record)
        if reason is not None:
            self.skipped[scalar(record, "body"), reason] += 1
            return
        source, countries = Source(self.file, place, raw()), record.get("countries", "")
        try:
            review = self._reviews[countries, record.get("session", "")]
            positions = self._positions[record.get("position", "")]
        except UprError as error:
            self._refuse(source, record, error)
            return
        if len(self._countries[countries]) > 1:
            message = f"several States are named; {review.state} was reviewed in session {review.session}"
            self.warn(place, "several-states", message, column="countries")
        self._check(place, record, review)
        paragraph, text = lead_of(without_dash(text_of(record)))
        if paragraph is None:
            message, hint = "no number is in front of the text", "paragraphs cannot be counted"
            self.warn(place, "no-paragraph", message, value=text, hint=hint)
        self.check_text(place, text)
        tags = self._tags(place, record)
        document = self._symbol(place, record)
        self.check_document(place, document, review)
        for part, ask in self._asked(place, text, record, review).parts():
            attributions = tuple(Attribution(review=review, recommending_state=state) for state in ask.states)
            self.recommendations.append(
                Recommendation(
                    review=review,
                    document=document,
                    paragraph=paragraph,
                    part=part if paragraph else "",
                    text=ask.text or None,
                    attributions=attributions,
                    positions=positions,
                    tags=tags,
                    source=source,
                )
            )

    def _asked(self, place: int, text: str, record: Mapping[str, Value], review: ReviewKey) -> Asked:
        """Divide a text into what it asks and who asks it, and tell what is in doubt."""
        senders = self._senders[record.get("states", "")]
        item = asks_by(text, [sender.state for sender in senders], review.state)
        self.check_asks(place, item, text, senders)
        return item

    def reading(self) -> Reading:
        """Give the reading of what was taken."""
        skipped = (Skipped(mechanism=m, reason=r, count=n) for (m, r), n in sorted(self.skipped.items()))
        places = [(each.review, each.source) for each in self.recommendations]
        self.check_calendar({review for review, _ in places}, places)
        return Reading(
            sources=(self.file,),
            recommendations=tuple(self.recommendations),
            problems=self.in_order(),
            refused=tuple(self.refused),
            skipped=tuple(skipped),
        )

    def _check(self, place: int, record: Mapping[str, Value], review: ReviewKey) -> None:
        """Tell of an id that was there before, and of a cycle or a date that cannot be."""
        self.check_id(place, str(record.get("id", "")))
        self.check_cycle(place, review, scalar(record, "cycle"))
        published = scalar(record, "published")
        try:
            day, began = self._days[published], reviewed_on(review)
            if day is not None and began is not None and day < began:
                message = f"the document is of {day}, before the review of {review}, on {began}"
                self.warn(place, "early-date", message, hint="is the session the right one?")
        except UprError as error:
            if self.once("unknown-date", published):
                self.note(place, "unknown-date", f"{error} (told once)")

    def _tags(self, place: int, record: Mapping[str, Value]) -> frozenset[Tag]:
        tags: frozenset[Tag] = frozenset()
        for column in ("themes", "persons", "sdgs"):
            value = record.get(column, "")
            if value:
                labels, faults = self._labels[column, value]
                tags |= labels
                for fault in faults:
                    self.warn(place, "unknown-label", fault, column=column, hint="its cell stays in .source")
        return tags

    def _symbol(self, place: int, record: Mapping[str, Value]) -> DocumentSymbol | None:
        try:
            return self._symbols[scalar(record, "symbol")]
        except UprError as error:
            self.warn(place, "unknown-symbol", str(error), hint="it is counted, without its document")
            return None

    def _refuse(self, source: Source, record: Mapping[str, Value], error: UprError) -> None:
        """Refuse a record for everything in it that must be read and cannot be."""
        countries, session = record.get("countries", ""), record.get("session", "")
        checks: tuple[Check, ...] = (
            ("countries", "unknown-state", self._countries.__getitem__, countries),
            ("session", "out-of-range", self._sessions.__getitem__, session),
            ("countries", "several-states", self._reviews.__getitem__, (countries, session)),
            ("position", "unknown-response", self._positions.__getitem__, record.get("position", "")),
        )
        self.refuse_cells(source, checks, error)
