"""JSON Lines: a recommendation on each line, as it stands in a dossier, and lossless as that."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice

from upr_model.errors import InvalidDocument, UprError
from upr_model.formats.own.records import check_kind, encoded, parsed, record_of, value_of
from upr_model.formats.own.schema import PROBLEMS_LIMIT, problems_of
from upr_model.formats.shared.findings import Findings
from upr_model.readings.reading import Reading
from upr_model.records.recommendation import Recommendation
from upr_model.values.sources import Source

NAME = "upr-model-lines"

FORMAT = "upr-model recommendation"

VERSION = 1
"""The version of the format; it changes where an older reader would misunderstand a line."""

LINE_LIMIT = 2**24
"""Characters of the longest line that is read."""

_HEAD = {"format": FORMAT, "version": VERSION}
_NAME = "the line"
_SCHEMA = {"$ref": "#/$defs/Recommendation"}


def recognises(text: str) -> bool:
    """Whether a text begins with such a line."""
    return text.lstrip("\ufeff \r\n").startswith("{") and f'"{FORMAT}"' in text


def to_lines(made: Iterable[Recommendation]) -> bytes:
    """Give recommendations as lines; `InvalidValue` for a text with half of a character."""
    lines = (json.dumps({**_HEAD, **record_of(each)}, ensure_ascii=False) for each in made)
    return encoded("".join(f"{line}\n" for line in lines), "a recommendation")


def read_text(text: str, file: str) -> Reading:
    """Make a reading of lines; one that cannot be read is refused."""
    made: list[Recommendation] = []
    found = Findings(file)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                made.append(_recommendation(line))
            except UprError as error:
                hint = "correct the line, or leave it out"
                found.refuse_whole(Source(file, number, line), "line", str(error), hint)
    return Reading(
        sources=(file,), recommendations=tuple(made), problems=tuple(found.problems), refused=tuple(found.refused)
    )


def _recommendation(line: str) -> Recommendation:
    if len(line) > LINE_LIMIT:
        raise InvalidDocument(_NAME, [f"the line has {len(line)} characters, and {LINE_LIMIT} is the limit"])
    record = parsed(line, _NAME)
    check_kind(record, _NAME, FORMAT, VERSION, "recommendation")
    own = {key: value for key, value in record.items() if key not in _HEAD}
    problems = list(islice(problems_of(own, _SCHEMA), PROBLEMS_LIMIT))
    if problems:
        raise InvalidDocument(_NAME, problems)
    return value_of(own, Recommendation, _NAME)
