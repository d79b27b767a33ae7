"""What the fields of several classes check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from attrs import Attribute

from upr_model.errors import InvalidValue, shown

_Validator = Callable[[object, "Attribute[Any]", object], None]


def kind_names(kinds: tuple[type, ...]) -> str:
    """Name types for a message.

    >>> kind_names((int, type(None)))
    'int or None'
    """
    return " or ".join("None" if kind is type(None) else kind.__name__ for kind in kinds)


def is_a(*kinds: type) -> _Validator:
    """Give a validator that raises `InvalidValue` for any other type."""

    def check(_: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, kinds):
            msg = f"{attribute.name} must be a {kind_names(kinds)}, not {shown(value)}"
            raise InvalidValue(msg)

    return check


def is_all(container: type, kind: type) -> _Validator:
    """Give a validator of a frozen container, which a list is not, and of what it holds."""

    def check(_: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, container):
            msg = f"{attribute.name} must be a {container.__name__} of {kind.__name__}, not {shown(value)}"
            raise InvalidValue(msg)
        for each in value:  # type: ignore[attr-defined]  # the container is a tuple or a frozenset
            if not isinstance(each, kind):
                msg = f"{attribute.name} must hold {kind.__name__} alone, not {shown(each)}"
                raise InvalidValue(msg)

    return check


def whole_number(text: str, name: str) -> int:
    """Read a number of at most four plain digits: `int` would take '1_8', '١٨' and more digits than it can print."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 5):  # noqa: PLR2004
        msg = f"{name} is a whole number in plain digits, not {shown(text)}"
        raise InvalidValue(msg)
    return int(digits)


_READABLE = 6
"""Zeros of the largest power of ten that is printed with all of them."""


def check_whole(value: object, name: str, first: int, last: int) -> None:
    """Raise `InvalidValue` for what is no whole number from a first to a last: True is none, nor is 1.0.

    >>> check_whole(69, "a session", 1, 68)
    Traceback (most recent call last):
    upr_model.errors.InvalidValue: a session is a whole number from 1 to 68, not 69
    """
    if type(value) is not int or not first <= value <= last:
        zeros = len(str(last)) - 1
        end = f"10**{zeros}" if zeros > _READABLE and last == 10**zeros else last
        msg = f"{name} is a whole number from {first} to {end}, not {shown(value)}"
        raise InvalidValue(msg)


def is_whole(name: str, first: int, last: int) -> _Validator:
    """Give a validator of `check_whole`."""
    return lambda _, __, value: check_whole(value, name, first, last)


def check_day(value: object, name: str) -> None:
    """Raise `InvalidValue` for what is no `datetime.date`: a datetime is no date to compare with."""
    if type(value) is not dt.date:
        msg = f"{name} must be a datetime.date, not {shown(value)}"
        raise InvalidValue(msg)


def is_day(_: object, attribute: Attribute[Any], value: object) -> None:
    """Validate a date."""
    check_day(value, attribute.name)
