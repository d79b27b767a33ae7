"""Mappings: how the words of others for a status become the statuses of this library.

A mapping is named and cited, and what it reads keeps the word as it was. It knows only the words that
its source has: another word is an error, never a guess.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from attrs import Attribute, field, frozen

from upr_model._base.checks import is_a
from upr_model.errors import InvalidValue, ParseError, shown
from upr_model.records.assessment import Assessment
from upr_model.values.vocabulary import ImplementationStatus

__all__ = ["NATIONAL_REPORTS", "UPR_INFO_MID_TERM", "VIET_NAM_2023"]


def _normal(word: str) -> str:
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())


def _pairs(
    words: Mapping[str, ImplementationStatus] | tuple[tuple[str, ImplementationStatus], ...],
) -> tuple[tuple[str, ImplementationStatus], ...]:
    pairs = tuple(words.items()) if isinstance(words, Mapping) else words
    if not isinstance(pairs, tuple) or not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):  # noqa: PLR2004  (a pair)
        msg = f"words has pairs of a word and a status, not {shown(pairs)}"
        raise InvalidValue(msg)
    return pairs


@frozen(kw_only=True)
class StatusMapping:
    """A named vocabulary of statuses, word for word.

    >>> VIET_NAM_2023.status("Needs further consideration")
    ImplementationStatus.UNDER_CONSIDERATION
    """

    name: str = field(validator=is_a(str))
    version: int = field(default=1, validator=is_a(int))
    citation: str = field(validator=is_a(str))
    words: tuple[tuple[str, ImplementationStatus], ...] = field(converter=_pairs)
    """Each word and what it means; a mapping is taken as well. Case, spacing and composition do not matter."""

    @words.validator
    def _mean_one_thing(self, _: Attribute[Any], words: tuple[tuple[str, ImplementationStatus], ...]) -> None:
        for word, status in words:
            if not isinstance(word, str) or not _normal(word) or not isinstance(status, ImplementationStatus):
                msg = f"words has words, each with an ImplementationStatus, not {shown(word)} with {shown(status)}"
                raise InvalidValue(msg)
        if not words or len({_normal(word) for word, _ in words}) < len(words):
            msg = f"words has one word at least, and each once, not {shown([word for word, _ in words])}"
            raise InvalidValue(msg)

    def status(self, wording: str) -> ImplementationStatus:
        """Give the status that a word means; `ParseError` for an unknown one."""
        words = {_normal(word): status for word, status in self.words}
        status = words.get(_normal(wording)) if isinstance(wording, str) else None
        if status is None:
            known = ", ".join(word for word, _ in self.words)
            msg = f"{shown(wording)} is not a status of {self.name}; known are {known}"
            raise ParseError(msg)
        return status

    def assessment(self, wording: str, **rest: Any) -> Assessment:  # noqa: ANN401  (the fields of an assessment)
        """Make an assessment that keeps the word beside the status that it means; the rest is as it is there.

        >>> from upr_model import Assessor, AssessorKind
        >>> government = Assessor(AssessorKind.STATE, "Ministry of Foreign Affairs")
        >>> VIET_NAM_2023.assessment("fully implemented", as_of="2023-10", assessor=government).status
        ImplementationStatus.IMPLEMENTED
        """
        return Assessment(**{**rest, "status": self.status(wording), "wording": wording})

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
