"""JSON Lines: a recommendation on each line, as it stands in a dossier, and lossless as that.

{"format": "upr-model recommendation", "version": 1, "review": "VNM:18", "paragraph": "143.1", ...}
{"format": "upr-model recommendation", "version": 1, "review": "VNM:18", "paragraph": "143.2", ...}
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice

from upr_model.errors import InvalidDocument, UprError
from upr_model.formats.own.records import check_kind, encoded, parsed, record_of, value_of
from upr_model.formats.own.schema import PROBLEMS_LIMIT, problems_of
from upr_model.formats.shared.findings import Findings
from upr_model.formats.shared.format import Format, Input, JsonReader
from upr_model.readings.reading import Reading
from upr_model.records.recommendation import Recommendation
from upr_model.values.sources import Source

FORMAT_NAME = "upr-model recommendation"
"""What each line says that it is."""

VERSION = 1
"""The version of the format; it changes where an older reader would misunderstand a line."""

LINE_LIMIT = 2**24
"""Characters of the longest line that is read."""

_HEAD = {"format": FORMAT_NAME, "version": VERSION}
_NAME = "the line"
_SCHEMA = {"$ref": "#/$defs/Recommendation"}


def _is_line(text: str) -> bool:
    return text.startswith("{") and f'"{FORMAT_NAME}"' in text


def to_lines(recommendations: Iterable[Recommendation]) -> bytes:
    """Give recommendations as lines; `InvalidValue` for a text with half of a character."""
    lines = (json.dumps({**_HEAD, **record_of(each)}, ensure_ascii=False) for each in recommendations)
    return encoded("".join(f"{line}\n" for line in lines), "a recommendation")


def _read(text: str, given: Input) -> Reading:
    """Make a reading of lines; one that cannot be read is refused."""
    recommendations: list[Recommendation] = []
    findings = Findings(given.file)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                recommendations.append(_recommendation(line))
            except UprError as error:
                hint = "correct the line, or leave it out"
                findings.refuse(Source(given.file, number, line), "line", str(error), hint)
    return Reading(
        sources=(given.file,),
        recommendations=tuple(recommendations),
        problems=findings.in_order(),
        refused=tuple(findings.refused),
    )


def _recommendation(line: str) -> Recommendation:
    if len(line) > LINE_LIMIT:
        raise InvalidDocument(_NAME, [f"the line has {len(line)} characters, and {LINE_LIMIT} is the limit"])
    record = parsed(line, _NAME)
    check_kind(record, _NAME, FORMAT_NAME, VERSION, "recommendation")
    own = {key: value for key, value in record.items() if key not in _HEAD}
    problems = list(islice(problems_of(own, _SCHEMA), PROBLEMS_LIMIT))
    if problems:
        raise InvalidDocument(_NAME, problems)
    return value_of(own, Recommendation, _NAME)


FORMAT = Format(
    name="upr-model-lines",
    title="JSON Lines of this library",
    row="a recommendation",
    readers=(JsonReader(recognises=_is_line, read=_read),),
)
