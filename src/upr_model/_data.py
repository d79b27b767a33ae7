"""The package's own reference tables: the only files that are read below the edge."""

from __future__ import annotations

import csv
import pkgutil


def table(name: str) -> list[dict[str, str]]:
    """Read one of the tables that data/README.md describes."""
    data = pkgutil.get_data("upr_model", f"data/{name}.csv")
    assert data is not None  # noqa: S101  (None is a loader without files; the tables are part of the package)
    return list(csv.DictReader(data.decode().splitlines()))
