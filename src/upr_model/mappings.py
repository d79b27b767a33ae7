"""Mappings: how the words of others for a status become the statuses of this library.

A mapping is named and cited, and what it reads keeps the word as it was. It knows only the words that
its source has: another word is an error, never a guess.
"""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from attrs import field, frozen

from upr_model._validators import is_a, is_all
from upr_model.assessment import Assessment, Assessor, Evidence
from upr_model.errors import ParseError, shown
from upr_model.periods import Period, period_of
from upr_model.vocabulary import ImplementationStatus

__all__ = ["MAPPINGS", "NATIONAL_REPORTS", "UPR_INFO_MID_TERM", "VIET_NAM_2023"]


@frozen(kw_only=True)
class StatusMapping:
    """A named vocabulary of statuses, word for word.

    >>> VIET_NAM_2023.status("Needs further consideration")
    ImplementationStatus.UNDER_CONSIDERATION
    """

    name: str = field(validator=is_a(str))
    version: int = field(default=1, validator=is_a(int))
    citation: str = field(validator=is_a(str))
    words: tuple[tuple[str, ImplementationStatus], ...] = field(validator=is_all(tuple, tuple))
    """Each word, in small letters, and what it means."""

    def status(self, wording: str) -> ImplementationStatus:
        """Give the status that a word means, in any case and spacing; `ParseError` for an unknown one."""
        words = dict(self.words)
        status = words.get(" ".join(wording.casefold().split())) if isinstance(wording, str) else None
        if status is None:
            msg = f"{shown(wording)} is not a status of {self.name}; known are {', '.join(words)}"
            raise ParseError(msg)
        return status

    def assessment(  # noqa: PLR0913  (the fields of an assessment)
        self,
        wording: str,
        *,
        as_of: Period | dt.date | str,
        assessor: Assessor,
        recorded: dt.date | None = None,
        evidence: tuple[Evidence, ...] = (),
        note: str = "",
    ) -> Assessment:
        """Make an assessment that keeps the word beside the status that it means.

        >>> from upr_model import AssessorKind
        >>> government = Assessor(AssessorKind.STATE, "Ministry of Foreign Affairs")
        >>> VIET_NAM_2023.assessment("fully implemented", as_of="2023-10", assessor=government).status
        ImplementationStatus.IMPLEMENTED
        """
        return Assessment(
            status=self.status(wording),
            wording=wording,
            as_of=period_of(as_of),
            assessor=assessor,
            recorded=recorded,
            evidence=evidence,
            note=note,
        )

    def __str__(self) -> str:
        """Print the name."""
        return self.name


UPR_INFO_MID_TERM = StatusMapping(
    name="upr-info-mid-term",
    citation="UPR Info, Beyond Promises: the mid-term assessments of several assessors.",
    words=(
        ("fully", ImplementationStatus.IMPLEMENTED),
        ("fully implemented", ImplementationStatus.IMPLEMENTED),
        ("partially", ImplementationStatus.PARTLY_IMPLEMENTED),
        ("partially implemented", ImplementationStatus.PARTLY_IMPLEMENTED),
        ("not", ImplementationStatus.NOT_IMPLEMENTED),
        ("not implemented", ImplementationStatus.NOT_IMPLEMENTED),
    ),
)

VIET_NAM_2023 = StatusMapping(
    name="viet-nam-2023",
    citation="Viet Nam on its third review, as of October 2023, as reported by the press in November 2023.",
    words=(
        ("fully implemented", ImplementationStatus.IMPLEMENTED),
        ("in progress", ImplementationStatus.IN_PROGRESS),
        ("needs further consideration", ImplementationStatus.UNDER_CONSIDERATION),
    ),
)

NATIONAL_REPORTS = StatusMapping(
    name="national-reports",
    citation="National reports of Mali and Sri Lanka, whose tables say no action, ongoing or completed.",
    words=(
        ("no action", ImplementationStatus.NOT_STARTED),
        ("ongoing", ImplementationStatus.IN_PROGRESS),
        ("completed", ImplementationStatus.IMPLEMENTED),
    ),
)

MAPPINGS = MappingProxyType({mapping.name: mapping for mapping in (UPR_INFO_MID_TERM, VIET_NAM_2023, NATIONAL_REPORTS)})
"""All mappings, by name."""
