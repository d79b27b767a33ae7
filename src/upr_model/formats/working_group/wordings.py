"""What the sentence above a list, or a paragraph of an addendum, says of the State's position."""

from __future__ import annotations

import re

from upr_model.vocabulary import NOT_STATED, NOTED, PARTLY_SUPPORTED, PENDING, SUPPORTED, Response

_NOT = r"do not|does not|did not|cannot|could not|not"
_LATER = r"(?:examined|considered|provided|included)"
_ACCEPT = r"(?:accept|support)(?:ed|s)?"

# In this order: "notes those recommendations and will provide the response" is an announcement, and
# "support, and considers already implemented" is support.
_WORDINGS: tuple[tuple[Response, tuple[str, ...]], ...] = (
    (
        NOTED,
        (
            rf"\b(?:{_NOT}) enjoy",
            rf"\b(?:{_NOT}|unable to) (?:be )?{_ACCEPT}\b",
            rf"not in a position to {_ACCEPT}\b",
            r"\breject(?:s|ed)?\b",
        ),
    ),
    (
        PENDING,
        (
            rf"\b(?:will|shall|would|to) be (?:further |thoroughly |carefully )?{_LATER}\b",
            r"\bwill (?:examine|provide|respond|consider|give|submit)\b",
            r"\bin due (?:time|course)\b",
            r"\bfor (?:further )?consideration and response\b",
        ),
    ),
    (
        PARTLY_SUPPORTED,
        (
            r"\b(?:partial(?:ly)?|partly) (?:support|accept|enjoy)",
            rf"\b{_ACCEPT} (?:only )?(?:in part|partially|partly)\b",
        ),
    ),
    (NOTED, (r"\bnoted\b(?! (?:in|at)\b)", r"\bnotes\b", r"\b(?:take|takes|taking|took) note\b")),
    (
        SUPPORTED,
        (
            r"\benjoy(?:s|ed|ing)? (?:the |its |full )*support\b",
            r"\b(?:supports?|supported|accepts?|accepted)\b",
            r"\bagree[sd]? (?:to|with)\b",
        ),
    ),
    (NOT_STATED, (r"\balready (?:been )?implemented\b", r"\bin (?:the )?(?:process|course) of (?:being )?implement")),
)
_RULES = tuple((response, re.compile("|".join(patterns), re.IGNORECASE)) for response, patterns in _WORDINGS)
_MADE = re.compile(
    r"recommendations? (?:have been |has been |were|was) ?(?:also )?made|it was recommended|were made to", re.IGNORECASE
)


def response_in(words: str) -> Response | None:
    """Give the response that a sentence tells; None where it tells none.

    `NOT_STATED` is for recommendations that the State considers implemented, without saying that it
    supports them.
    """
    return next((response for response, pattern in _RULES if pattern.search(words)), None)


def only_made(words: str) -> bool:
    """Whether a sentence says that recommendations were made, and leaves the position to another."""
    return _MADE.search(words) is not None
