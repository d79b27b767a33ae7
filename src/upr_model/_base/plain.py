"""Values as JSON has them: what every `to_dict` gives its fields by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import singledispatch
from typing import Any


@singledispatch
def plain(value: object) -> Any:  # noqa: ANN401  (any JSON)
    """Give a value as JSON has it: a record as its `to_dict`, a value of ours as its printed form.

    A class that is written otherwise registers how, as `State` does with its code.

    >>> import datetime as dt
    >>> plain((1, dt.date(2014, 2, 5), None))
    [1, '2014-02-05', None]
    """
    to_dict = getattr(value, "to_dict", None)
    return str(value) if to_dict is None else to_dict()


@plain.register(int)
@plain.register(type(None))
def _(value: int | None) -> int | None:
    return value


@plain.register(tuple)
@plain.register(list)
def _(value: Iterable[object]) -> list[Any]:
    return [plain(each) for each in value]


@plain.register(Mapping)
def _(value: Mapping[Any, object]) -> dict[str, Any]:
    return {str(key): plain(each) for key, each in value.items()}


def fields_of(record: object, *names: str) -> dict[str, Any]:
    """Give fields and properties of a record by name, each as JSON has it.

    >>> import datetime as dt
    >>> fields_of(dt.date(2014, 2, 5), "year", "month")
    {'year': 2014, 'month': 2}
    """
    return {name: plain(getattr(record, name)) for name in names}
