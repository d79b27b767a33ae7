"""What the fields of several classes check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import Attribute

from upr_model.errors import InvalidValue, shown


def is_a(*kinds: type) -> Callable[[object, Attribute[Any], object], None]:
    """Give a validator that raises `InvalidValue` for any other type: a list would break a frozen object."""
    names = " or ".join("None" if kind is type(None) else kind.__name__ for kind in kinds)

    def check(_: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, kinds):
            msg = f"{attribute.name} must be a {names}, not {shown(value)}"
            raise InvalidValue(msg)

    return check
