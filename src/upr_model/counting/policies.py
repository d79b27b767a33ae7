"""Response policies: how the five responses of documents become the responses that are counted.

A policy is applied once, before the base is counted. It splits nothing, so it never changes the
number of paragraphs: parts that a source itself prints are recommendations of their own.
"""

from __future__ import annotations

from types import MappingProxyType

from attrs import field, frozen

from upr_model._base.checks import is_a, is_all
from upr_model._base.order import shown_in_order
from upr_model.values.vocabulary import NOT_STATED, NOTED, PARTLY_SUPPORTED, PENDING, SUPPORTED, Response

__all__ = ["AS_REPORTED", "PARTLY_IS_SUPPORTED", "POLICIES", "RESOLUTION_5_1", "UPR_INFO_2014"]


@frozen(kw_only=True)
class ResponsePolicy:
    """A named, cited rule; two policies are the same where they do the same under one name and version.

    >>> print(UPR_INFO_2014)
    upr-info-2014
    """

    name: str = field(validator=is_a(str))
    version: int = field(default=1, validator=is_a(int))
    citation: str = field(eq=False, validator=is_a(str))
    partly: Response = field(validator=is_a(Response))
    """What *partly supported* counts as."""
    left_out: frozenset[Response] = field(repr=shown_in_order, validator=is_all(frozenset, Response))
    """What leaves the base and is counted as left out."""

    def apply(self, response: Response) -> Response:
        """Give the response that is counted.

        >>> RESOLUTION_5_1.apply(PARTLY_SUPPORTED)
        Response.NOTED
        """
        return self.partly if response is PARTLY_SUPPORTED else response

    def __str__(self) -> str:
        """Print the name."""
        return self.name


OPEN = frozenset({PENDING, NOT_STATED})
"""Responses that are no answer yet."""

AS_REPORTED = ResponsePolicy(
    name="as-reported",
    citation="The source's own words, each as one of the five responses of upr_model.Response.",
    partly=PARTLY_SUPPORTED,
    left_out=frozenset(),
)

RESOLUTION_5_1 = ResponsePolicy(
    name="resolution-5-1",
    citation=(
        "Human Rights Council resolution 5/1, annex, paragraph 32: what enjoys the support of the State "
        "is identified as such, all else is noted."
    ),
    partly=NOTED,
    left_out=OPEN,
)

UPR_INFO_2014 = ResponsePolicy(
    name="upr-info-2014",
    citation=(
        "UPR Info, methodology of the database, October 2014: accepted only where clearly so; in part "
        "is noted unless the parts are clear, and those are then recommendations of their own."
    ),
    partly=NOTED,
    left_out=OPEN,
)

PARTLY_IS_SUPPORTED = ResponsePolicy(
    name="partly-is-supported",
    citation="Viet Nam on its third review: 220 fully and 21 partly supported reported as 241 accepted of 291.",
    partly=SUPPORTED,
    left_out=OPEN,
)

POLICIES = MappingProxyType(
    {policy.name: policy for policy in (AS_REPORTED, RESOLUTION_5_1, UPR_INFO_2014, PARTLY_IS_SUPPORTED)}
)
"""All policies, by name."""
