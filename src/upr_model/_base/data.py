"""The package's own reference tables: the only files that are read below the edge."""

from __future__ import annotations

import csv
import pkgutil
from functools import cache


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Read one of the tables that data/README.md describes, once."""
    data = pkgutil.get_data("upr_model", f"data/{name}.csv")
    assert data is not None  # noqa: S101  (None is a loader without files; the tables are part of the package)
    return tuple(csv.DictReader(data.decode().splitlines()))
