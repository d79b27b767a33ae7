"""Assessments: how far the implementation of a recommendation got, as whom saw it, when, and on what evidence.

A history only grows. Each assessment has two times: the days that it speaks of (`as_of`) and the day
on which it was recorded. What was wrong is corrected by a later assessment that names it, so that what
was known on any day stays known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from attrs import Attribute, Factory, field, fields, frozen
from attrs.validators import optional

from upr_model._base.checks import check_day, is_a, is_all, is_day
from upr_model._base.ids import digest_of, is_named
from upr_model.calendar.sessions import ReviewKey, reviewed_on
from upr_model.errors import InvalidValue, shown
from upr_model.records.rules import ORDERED
from upr_model.values.periods import Period, period_of
from upr_model.values.vocabulary import AssessorKind, EvidenceKind, ImplementationStatus

UNASSESSED = ImplementationStatus.UNASSESSED

ASSESSMENTS_LIMIT = 1000
"""The most assessments of one recommendation: all are compared, each with each."""

IDS_SHOWN = 10
"""How many ids a message names."""

_LAST_FIRST = {status: place for place, status in enumerate(reversed(ORDERED))}


@frozen
class Assessor:
    """Who assesses.

    >>> print(Assessor(AssessorKind.CIVIL_SOCIETY, "Coalition of NGOs"))
    Coalition of NGOs (civil society)
    """

    kind: AssessorKind = field(validator=is_a(AssessorKind))
    name: str = field(validator=is_named)

    def __str__(self) -> str:
        """Print name and kind."""
        return f"{self.name} ({self.kind.replace('_', ' ')})"


@frozen(kw_only=True)
class Evidence:
    """What an assessment rests on.

    >>> Evidence(kind=EvidenceKind.LAW, title="Law on the Execution of Criminal Judgments").kind
    EvidenceKind.LAW
    """

    kind: EvidenceKind = field(validator=is_a(EvidenceKind))
    title: str = field(validator=is_named)
    link: str = field(default="", validator=is_a(str))
    date: dt.date | None = field(default=None, validator=optional(is_day))


@frozen(kw_only=True)
class Assessment:
    """An implementation status as of some days, by an assessor.

    `as_of` takes a `Period`, a `datetime.date` or a text such as "2023-10"; it counts from its last day
    on. An assessment that names another in `supersedes` corrects it: see `corrected`.

    Raises `InvalidValue` where it speaks of days after the one on which it was recorded.

    >>> by_state = Assessor(AssessorKind.STATE, "Ministry of Foreign Affairs")
    >>> print(Assessment(status=ImplementationStatus.IN_PROGRESS, as_of="2023-10", assessor=by_state))
    in_progress as of 2023-10, by Ministry of Foreign Affairs (state)
    """

    status: ImplementationStatus = field(validator=is_a(ImplementationStatus))
    as_of: Period = field(converter=period_of)
    assessor: Assessor = field(validator=is_a(Assessor))
    recorded: dt.date | None = field(default=None, validator=optional(is_day))
    """When it became known; without a day, nobody can say that it was known on any."""
    wording: str | None = field(default=None, validator=optional(is_a(str)))
    """The assessor's own word for the status."""
    evidence: tuple[Evidence, ...] = field(default=(), validator=is_all(tuple, Evidence))
    note: str = field(default="", validator=is_a(str))
    supersedes: str = field(default="", validator=is_a(str))
    """The id of the assessment that it corrects."""
    id: str = field(default=Factory(digest_of, takes_self=True), validator=is_named)
    """What a correction refers to; a digest of the rest where none is given."""

    @recorded.validator
    def _not_of_the_future(self, _: Attribute[dt.date | None], recorded: dt.date | None) -> None:
        if recorded is not None and self.as_of.last > recorded:
            msg = f"an assessment as of {self.as_of} cannot have been recorded on {recorded}, before that was over"
            raise InvalidValue(msg)

    @supersedes.validator
    def _withdraws_something(self, _: Attribute[str], supersedes: str) -> None:
        if self.status is UNASSESSED and not supersedes:
            msg = "unassessed is no assessment: leave it away, or let it name in supersedes what it withdraws"
            raise InvalidValue(msg)

    def corrected(self, **changes: Any) -> Assessment:  # noqa: ANN401  (the fields of the class)
        """Give the assessment that corrects this one: the same but for what is given.

        It must be by the same assessor, recorded no earlier, and speak of no later days. With the status
        *unassessed* it withdraws this one. Raises what making an assessment raises.

        >>> by_state = Assessor(AssessorKind.STATE, "Ministry of Foreign Affairs")
        >>> wrong = Assessment(status=ImplementationStatus.IMPLEMENTED, as_of="2023-10", assessor=by_state)
        >>> wrong.corrected(status=ImplementationStatus.IN_PROGRESS).supersedes == wrong.id
        True
        """
        own = {each.name: getattr(self, each.name) for each in fields(Assessment) if each.name != "id"}
        return Assessment(**{**own, "supersedes": self.id, **changes})

    def __str__(self) -> str:
        """Print status, days and assessor."""
        return f"{self.status} as of {self.as_of}, by {self.assessor}"


def check_history(review: ReviewKey, assessments: Sequence[Assessment]) -> None:
    """Raise `InvalidValue` where assessments cannot all stand in the history of one recommendation."""
    if len(assessments) > ASSESSMENTS_LIMIT:
        msg = f"a recommendation has at most {ASSESSMENTS_LIMIT} assessments, not {len(assessments)}"
        raise InvalidValue(msg)
    began = reviewed_on(review)
    for assessment in assessments:
        if began is not None and assessment.as_of.last < began:
            msg = f"{assessment}: that is before the review of {review}, on {began}"
            raise InvalidValue(msg)
    by_id = _by_id(assessments)
    for assessment in assessments:
        if assessment.supersedes:
            _check_correction(assessment, by_id)
    _check_conflicts(assessments)


def current(assessments: Sequence[Assessment], as_of: dt.date, known_at: dt.date | None = None) -> list[Assessment]:
    """Give each assessor's last assessment that speaks of days up to one, as known on a day; oldest first."""
    if known_at is not None:
        check_day(known_at, "known_at")
    known = [each for each in assessments if known_at is None or (each.recorded and each.recorded <= known_at)]
    corrected = {each.supersedes for each in known}
    valid = [each for each in known if each.id not in corrected and each.status is not UNASSESSED]
    dated = sorted((each for each in valid if each.as_of.last <= as_of), key=oldest_first)
    return sorted({each.assessor: each for each in dated}.values(), key=oldest_first)


def oldest_first(assessment: Assessment) -> tuple[dt.date, int, dt.date, str]:
    """Sort by the last day spoken of; of one day, the least advanced comes last, as if it were the latest."""
    place = _LAST_FIRST.get(assessment.status, -1)
    return assessment.as_of.last, place, assessment.recorded or dt.date.min, assessment.id


def _by_id(assessments: Sequence[Assessment]) -> dict[str, Assessment]:
    by_id: dict[str, Assessment] = {}
    for assessment in assessments:
        other = by_id.setdefault(assessment.id, assessment)
        if other != assessment:
            msg = (
                f"two assessments have the id {shown(assessment.id)}: {other}, and {assessment}; "
                "make the second without an id, or by corrected(...)"
            )
            raise InvalidValue(msg)
    return by_id


def _check_correction(correction: Assessment, by_id: dict[str, Assessment]) -> None:
    corrected = by_id.get(correction.supersedes)
    if corrected is None:
        known = ", ".join(map(shown, sorted(by_id)[:IDS_SHOWN])) + ", ..." * (len(by_id) > IDS_SHOWN)
        msg = f"{correction} supersedes {shown(correction.supersedes)}, which is no assessment here; known: {known}"
        raise InvalidValue(msg)
    chain = _chain(correction, by_id)
    if correction in chain:
        msg = f"assessments correct one another in a circle: {', '.join(shown(each.id) for each in chain[:IDS_SHOWN])}"
        raise InvalidValue(msg)
    both = f"{correction} supersedes {corrected}"
    if correction.status is corrected.status is UNASSESSED:
        msg = f"{both}: a withdrawal is undone by an assessment that supersedes it, not by another withdrawal"
        raise InvalidValue(msg)
    if correction.assessor != corrected.assessor:
        msg = f"{both}: an assessment is corrected by its own assessor; another's stands beside it"
        raise InvalidValue(msg)
    if correction.as_of.last > corrected.as_of.last:
        msg = f"{both}: what is as of a later time is no correction; leave supersedes away, or withdraw the earlier"
        raise InvalidValue(msg)
    if corrected.recorded and (correction.recorded is None or correction.recorded < corrected.recorded):
        when = f"on {correction.recorded}" if correction.recorded else "nobody knows when"
        msg = f"{both}: it was recorded {when}, and what it corrects on {corrected.recorded}; corrections come later"
        raise InvalidValue(msg)


def _chain(assessment: Assessment, by_id: dict[str, Assessment]) -> list[Assessment]:
    """Give what an assessment corrects, what that corrects, and so on, each once."""
    chain: dict[str, Assessment] = {}
    each = by_id.get(assessment.supersedes)
    while each is not None and each.id not in chain:
        chain[each.id] = each
        each = by_id.get(each.supersedes)
    return list(chain.values())


def _check_conflicts(assessments: Sequence[Assessment]) -> None:
    """Of two statuses by one assessor as of one day, one must have been corrected when the other came."""
    corrected: dict[str, list[dt.date | None]] = {}
    for assessment in assessments:
        corrected.setdefault(assessment.supersedes, []).append(assessment.recorded)
    same: dict[tuple[Assessor, dt.date], list[Assessment]] = {}
    for assessment in assessments:
        if assessment.status is not UNASSESSED:
            same.setdefault((assessment.assessor, assessment.as_of.last), []).append(assessment)
    for group in same.values():
        for one, other in combinations(group, 2):
            if one.status is not other.status and _valid_at_once(one, other, corrected):
                msg = (
                    f"{one}, and {other}: which is right? Correct one of them by naming its id in supersedes: "
                    f"{shown(one.id)}, {shown(other.id)}"
                )
                raise InvalidValue(msg)


def _valid_at_once(one: Assessment, other: Assessment, corrected: dict[str, list[dt.date | None]]) -> bool:
    """Whether neither had been corrected on some day on which both were known."""
    ends = [day for each in (one, other) for day in corrected.get(each.id, ())]
    if one.recorded is None or other.recorded is None:
        return not ends
    later = max(one.recorded, other.recorded)
    return all(end is not None and later < end for end in ends)
