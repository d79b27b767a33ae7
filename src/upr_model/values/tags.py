"""Named schemes of tags: what a recommendation is about, by whose classification."""

from __future__ import annotations

import re

from attrs import Attribute, field, frozen

from upr_model._base.checks import is_a
from upr_model._base.order import natural
from upr_model.errors import InvalidValue, ParseError, shown

SDG = "sdg"
"""Goals and targets of the 2030 Agenda: `16`, `16.2`, `16.a`."""

UPR_INFO_ISSUES = "upr_info_issues"
"""The issues by which UPR Info classifies, as its export spells them."""

OHCHR_THEMES = "ohchr_themes"
"""What a recommendation is about, by OHCHR's list, as the Universal Human Rights Index and matrices spell it."""

OHCHR_THEME_CODES = "ohchr_theme_codes"
"""The same by an older list, whose labels begin with a code: `A12 Acceptance of international norms`."""

OHCHR_PERSONS = "ohchr_persons"
"""Whom it concerns, by OHCHR's list of groups of persons."""

OHCHR_HEADINGS = "ohchr_headings"
"""The theme under which a matrix has it."""

_SCHEME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_SDG_VALUE = re.compile(r"(1[0-7]|[1-9])(?:\.([1-9][0-9]?|[a-d]))?", re.ASCII)


def check_scheme(scheme: str) -> str:
    """Give the name back if a scheme can have it; else raise `InvalidValue`."""
    if not isinstance(scheme, str) or not _SCHEME.fullmatch(scheme):
        msg = f"the scheme of a tag is a lower-case name such as 'sdg', not {shown(scheme)}"
        raise InvalidValue(msg)
    return scheme


@frozen(order=True)
class Tag:
    """A label in a named scheme; tags sort by scheme and value, numbers as numbers.

    >>> Tag.parse("sdg:16.2")
    Tag(scheme='sdg', value='16.2')
    """

    scheme: str = field(validator=is_a(str))
    value: str = field(order=natural, validator=is_a(str))

    @scheme.validator
    def _is_name(self, _: Attribute[str], scheme: str) -> None:
        check_scheme(scheme)

    @value.validator
    def _fits(self, _: Attribute[str], value: str) -> None:
        if self.scheme == SDG and not _SDG_VALUE.fullmatch(value):
            msg = f"{shown(value)} is not a Sustainable Development Goal; expected 1 to 17, or a target such as 16.2"
            raise InvalidValue(msg)
        if not value.strip():
            msg = f"a tag of scheme {self.scheme!r} needs a value"
            raise InvalidValue(msg)

    @classmethod
    def parse(cls, text: str) -> Tag:
        """Read a scheme, a colon and a value; `ParseError` without a colon, `InvalidValue` for what is no tag."""
        scheme, colon, value = text.partition(":")
        if not colon:
            msg = f"{shown(text)} is not a tag; expected a scheme and a value, such as sdg:16.2"
            raise ParseError(msg)
        return cls(scheme, value)

    @property
    def sdg_goal(self) -> int | None:
        """The number of the goal, 1 to 17; None in any other scheme."""
        return int(self.value.partition(".")[0]) if self.scheme == SDG else None

    def __str__(self) -> str:
        """Print the scheme, a colon and the value."""
        return f"{self.scheme}:{self.value}"
