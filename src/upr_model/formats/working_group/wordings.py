"""The State's position in the words of a sentence above a list, or of a clause of an addendum."""

from __future__ import annotations

import re

from upr_model.values.vocabulary import NOT_STATED, NOTED, PARTLY_SUPPORTED, PENDING, SUPPORTED, Response

_REMARK = r"(?:, [^,.;:]{0,60},)?"
_NOT = r"(?:\b(?:not|cannot|no longer|neither|nor|none|never|unable|without|declin\w+|refus\w+)\b|n[’']t\b)"
_SUPPORT = (
    r"(?:\benjoy(?:s|ed|ing)?(?: (?:the|its|their|full|partial))* support\b"
    r"|\bsupport(?:s|ed|ing)?\b(?! (?:of|from|for|by)\b)"
    r"|\baccept(?:s|ed|ing)?\b|\bagree[sd]? (?:to|with)\b)"
)
_GETS_SUPPORT = r"\b(?:enjoy|receive|find|have|lend|give)\w*(?: \w+){0,3} support\b|\bthe support of\b"

# "As noted above", "it should be noted that" and "notes with satisfaction that" state no position.
_NO_POSITION = re.compile(
    r"\b(?:as|be) noted that\b|\bas noted\b|\b(?:notes?|noted|noting) (?:that|with)\b|\bnoted (?:in|at|above)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(rf"{_NOT}{_REMARK}[^,.;:]{{0,60}}?(?:{_SUPPORT}|{_GETS_SUPPORT})", re.IGNORECASE)
_REJECTED = re.compile(r"\breject(?:s|ed|ing)?\b", re.IGNORECASE)
_NOT_REJECTED = re.compile(rf"{_NOT}[^.;:]{{0,60}}\breject", re.IGNORECASE)
_SUPPORTED = re.compile(_SUPPORT, re.IGNORECASE)
_PARTLY = re.compile(
    r"\b(?:partial(?:ly)?|partly|in part)\b[^.;:]{0,40}\b(?:support|accept|enjoy)"
    r"|\b(?:support|accept|enjoy)\w*[^.;:]{0,40}\b(?:partial(?:ly)?|partly|in part)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:in principle|spirit|fully|entirely|necessarily|except|excepting|but|unless|subject to)\b", re.IGNORECASE
)
_PENDING = re.compile(
    r"\b(?:will|shall|would|to) be (?:further |thoroughly |carefully )?"
    r"(?:examined|provided|included|considered(?! (?:as )?(?:noted|accepted|supported|rejected)))\b"
    r"|\bwill (?:examine|provide|respond|consider|give|submit)\b|\bin due (?:time|course)\b"
    r"|\bfor (?:further )?consideration and response\b|\bunder consideration\b|\b(?:left|remain) pending\b",
    re.IGNORECASE,
)
_NOTED = re.compile(r"\bnoted\b|\bnotes\b|\b(?:take|takes|taken|taking|took) note\b", re.IGNORECASE)
_IMPLEMENTED = re.compile(
    r"\balready (?:been )?implemented\b|\bin (?:the )?(?:process|course) of (?:being )?implement", re.IGNORECASE
)
_MADE = re.compile(
    r"recommendations? (?:have been |has been |were|was) ?(?:also )?made|it was recommended|were made to", re.IGNORECASE
)


def response_in(words: str) -> Response | None:
    """Give the response that a sentence states; None where it states none, or leaves it in doubt.

    Rejected recommendations, and those whose support is denied, are noted. Supported ones are supported,
    but for wordings on which sources disagree: support "in principle", "but ...", "not fully" and the like
    are in doubt. Recommendations that "will be examined" are pending, even if they are "noted".
    `NOT_STATED` is for those that the State calls implemented without saying that it supports them.
    """
    words = _NO_POSITION.sub(" ", words)
    denied = _DENIED.search(words)
    rejected = _REJECTED.search(words) is not None
    if denied is not None or rejected:
        doubted = _NOT_REJECTED.search(words) or (denied is not None and _HEDGED.search(denied[0]))
        return None if doubted else NOTED
    if _PARTLY.search(words):
        return PARTLY_SUPPORTED
    if _SUPPORTED.search(words):
        return None if _is_hedged(words) else SUPPORTED
    for pattern, response in ((_PENDING, PENDING), (_NOTED, NOTED), (_IMPLEMENTED, NOT_STATED)):
        if pattern.search(words):
            return response
    return None


def _is_hedged(words: str) -> bool:
    """Whether support has a reserve: "supports, but" has one, "fully supports" has none."""
    hedges = {hedge[0].lower() for hedge in _HEDGED.finditer(words)}
    return bool(hedges - {"fully", "entirely"})


def leaves_open(words: str) -> bool:
    """Whether a sentence says that recommendations were made, which leaves the position open."""
    return _MADE.search(words) is not None
