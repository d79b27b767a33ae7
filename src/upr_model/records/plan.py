"""Plans that implement recommendations, and reports on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice

from attrs import Attribute, Factory, field, frozen
from attrs.validators import optional

from upr_model._base.checks import check_day, check_whole, is_a, is_all, is_day
from upr_model._base.ids import digest_of, is_named
from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import InvalidValue, shown
from upr_model.records.recommendation import RecommendationId
from upr_model.values.periods import Period
from upr_model.values.recurrence import due_dates
from upr_model.values.sources import Citation
from upr_model.values.symbols import DocumentSymbol
from upr_model.values.vocabulary import ReportKind

DUES_LIMIT = 1200
"""How many times an action is due again: a hundred years of months."""

DRAFTS_LIMIT = 99
"""The highest number of a draft."""

MONTHS_LIMIT = 1200
"""The longest time between two due dates of one action, in months: a hundred years."""


@frozen(kw_only=True)
class PlanItem:
    """An action of a plan: for which recommendations, by whom, and by when.

    With `every_months`, it is due again, `DUES_LIMIT` times at most, counted from the first day: the 31st
    of a month stays the last day of shorter ones.

    >>> report = PlanItem(action="Report", lead="Ministry of Justice", due=dt.date(2025, 1, 31), every_months=1)
    >>> print(report.next_due(dt.date(2025, 2, 10)))
    2025-02-28
    """

    action: str = field(validator=is_named)
    lead: str = field(validator=is_named)
    """The institution that leads."""
    partners: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    recommendations: tuple[RecommendationId, ...] = field(default=(), validator=is_all(tuple, RecommendationId))
    initiatives: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    due: dt.date | None = field(default=None, validator=optional(is_day))
    every_months: int | None = field(default=None)
    done: tuple[dt.date, ...] = field(default=(), validator=is_all(tuple, dt.date))
    """When it was done, the earliest first; one that is due again and again, each time."""
    note: str = field(default="", validator=is_a(str))
    id: str = field(default=Factory(digest_of, takes_self=True), validator=is_named)
    """What links refer to; a digest of the rest where none is given."""

    @every_months.validator
    def _begins_somewhere(self, _: Attribute[int | None], months: int | None) -> None:
        if months is None:
            return
        check_whole(months, "every_months", 1, MONTHS_LIMIT)
        if self.due is None:
            msg = f"every_months={months} stands beside a due date: the first day on which it is due"
            raise InvalidValue(msg)

    @done.validator
    def _are_days(self, _: Attribute[tuple[dt.date, ...]], done: tuple[dt.date, ...]) -> None:
        for day in done:
            check_day(day, "each day of done")
        if list(done) != sorted(done):
            msg = f"done has days, the earliest first, not {shown(done)}"
            raise InvalidValue(msg)

    def next_due(self, as_of: dt.date) -> dt.date | None:
        """Give the first day not before a day on which it is due, done or not; None where none is."""
        begin = _day(as_of)
        return next((day for day in self._due_dates() if day >= begin), None)

    def overdue(self, as_of: dt.date) -> tuple[dt.date, ...]:
        """Give the days before a day on which it was due, and has not been done for until that day.

        What is done late was done for the earliest day that was still open, and nothing is done for a day
        before the one that comes before it.
        """
        until = _day(as_of)
        overdue, done = [], [day for day in self.done if day <= until]
        before: dt.date | None = None
        for due in self._due_dates():
            if due >= as_of:
                break
            used = next((day for day in done if before is None or day > before), None)
            if used is None:
                overdue.append(due)
            else:
                done.remove(used)
            before = due
        return tuple(overdue)

    def _due_dates(self) -> Iterable[dt.date]:
        if self.due is None or self.every_months is None:
            return [self.due] if self.due else []
        return islice(due_dates(self.due, months=self.every_months), DUES_LIMIT + 1)


@frozen(kw_only=True)
class Plan:
    """A plan that assigns recommendations to institutions.

    >>> print(Plan(title="Master plan on the third cycle", adopted=Period.parse("2019")))
    Master plan on the third cycle (2019)
    """

    title: str = field(validator=is_named)
    review: ReviewKey | None = field(default=None, validator=optional(is_a(ReviewKey)))
    document: str = field(default="", validator=is_a(str))
    """The decision that adopted it, as it is cited."""
    adopted: Period | None = field(default=None, validator=optional(is_a(Period)))
    items: tuple[PlanItem, ...] = field(default=(), validator=is_all(tuple, PlanItem))
    citations: tuple[Citation, ...] = field(default=(), validator=is_all(tuple, Citation))
    note: str = field(default="", validator=is_a(str))
    id: str = field(default=Factory(digest_of, takes_self=True), validator=is_named)
    """What links refer to; a digest of the rest where none is given."""

    def __str__(self) -> str:
        """Print title and time."""
        return f"{self.title} ({self.adopted})" if self.adopted else self.title


@frozen(kw_only=True)
class Report:
    """A report of a State, or a draft of one; the number of a draft may not be known.

    >>> print(Report(kind=ReportKind.MID_TERM, is_draft=True, draft=2, when=Period.parse("2021")))
    mid-term report, draft 2 (2021)
    """

    kind: ReportKind = field(validator=is_a(ReportKind))
    review: ReviewKey | None = field(default=None, validator=optional(is_a(ReviewKey)))
    is_draft: bool = field(default=False, validator=is_a(bool))
    draft: int | None = field(default=None)
    """The number of a draft; None where it has none, or it is not known."""
    when: Period | None = field(default=None, validator=optional(is_a(Period)))
    document: DocumentSymbol | None = field(default=None, validator=optional(is_a(DocumentSymbol)))
    citations: tuple[Citation, ...] = field(default=(), validator=is_all(tuple, Citation))
    note: str = field(default="", validator=is_a(str))
    id: str = field(default=Factory(digest_of, takes_self=True), validator=is_named)
    """What links refer to; a digest of the rest where none is given."""

    @draft.validator
    def _counts(self, _: Attribute[int | None], draft: int | None) -> None:
        if draft is None:
            return
        check_whole(draft, "the number of a draft", 1, DRAFTS_LIMIT)
        if not self.is_draft:
            msg = f"draft={draft} stands beside is_draft=True: a report that is none has no number of a draft"
            raise InvalidValue(msg)

    def __str__(self) -> str:
        """Print kind, draft and time."""
        draft = f", draft{f' {self.draft}' if self.draft else ''}" if self.is_draft else ""
        return f"{self.kind.replace('_', '-')} report{draft} ({self.when or 'nobody knows when'})"


def _day(as_of: dt.date) -> dt.date:
    check_day(as_of, "as_of")
    return as_of
