"""The ids by which the records of a dossier refer to one another."""

from __future__ import annotations

import hashlib
from typing import Any

from attrs import Attribute, fields

from upr_model.errors import InvalidValue, shown

NAME_LIMIT = 500
"""Characters of the longest name, title or id."""

DIGEST_LENGTH = 16
"""Hexadecimal digits of an id that is a digest."""


def digest_of(record: Any) -> str:  # noqa: ANN401  (any attrs class)
    """Give a record that was given no id one that differs where anything else differs that counts for equality."""
    values = [_ordered(getattr(record, each.name)) for each in fields(type(record)) if each.name != "id" and each.eq]
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]


def _ordered(value: object) -> object:
    """Give a set in one order: that of its own changes from run to run."""
    return sorted(value) if isinstance(value, frozenset) else value


def is_named(_: object, attribute: Attribute[str], value: object) -> None:
    """Validate a name, a title or an id: a text that is neither empty nor endless."""
    if not isinstance(value, str) or not value.strip() or len(value) > NAME_LIMIT:
        msg = f"{attribute.name} must be a text of 1 to {NAME_LIMIT} characters, not {shown(value)}"
        raise InvalidValue(msg)
