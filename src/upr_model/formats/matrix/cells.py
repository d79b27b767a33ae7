"""The cells of a matrix: how they are read and printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from upr_model.errors import ParseError, UprError
from upr_model.formats.shared.assessed import current_lines
from upr_model.formats.shared.cells import header_name, lead_of, listed, one_line, plain, response_in, sdg_tag
from upr_model.records.recommendation import Position, Recommendation
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.tags import OHCHR_HEADINGS, OHCHR_PERSONS, OHCHR_THEME_CODES, OHCHR_THEMES, SDG, Tag
from upr_model.values.vocabulary import NOT_STATED, NOTED, PARTLY_SUPPORTED, PENDING, SUPPORTED, PositionStage

FIELDS: Mapping[str, str] = {
    "recommendation": "recommendation",
    "recommendations": "recommendation",
    "recommendationandrecommendingstate": "recommendation",
    "recommendationandrecommendingstates": "recommendation",
    **dict.fromkeys(("paragraph", "paragraphno", "paragraphnumber", "para", "recommendationnumber"), "paragraph"),
    **dict.fromkeys(("no", "nr", "n", "sn", "number", "ref", "reference", "recno"), "number"),
    **dict.fromkeys(("recommendingcountry", "recommendedby", "delegation"), "states"),
    "recommendingstate": "states",
    "recommendingstates": "states",
    "position": "position",
    "positionofthestateunderreview": "position",
    **dict.fromkeys(("theme", "themes", "domain", "rightorarea", "thematicarea", "hrthemes"), "themes"),
    "fulllistofthemes": "themes",
    "humanrightsthemes": "themes",
    "humanrightsthemesandgroupsofpersons": "themes",
    "humanrightsthemesgroupsofpersons": "themes",
    "affectedpersons": "persons",
    "groupsofpersons": "persons",
    "sdgs": "sdgs",
    "relevantsdgs": "sdgs",
    "assessment": "assessment",
    "assessmentcommentsonlevelofimplementation": "assessment",
    "levelofimplementation": "assessment",
    "statusofimplementation": "assessment",
}
"""The fields of columns, by their names as `header_name` gives them; a caller's `columns` adds to them."""

HEADER: Mapping[str, str] = {
    "recommendation": "Recommendation and recommending State",
    "position": "Position of the State under review",
    "themes": "Human rights themes and groups of persons",
    "sdgs": "Relevant SDGs",
    "assessment": "Assessment/comments on level of implementation",
}
"""The columns that are written: those of the fourth cycle, and the assessment, which only earlier cycles have."""

FEEDS: Mapping[str, tuple[str, ...]] = {
    "heading": ("tags",),
    "recommendation": ("paragraph", "part", "text", "attributions", "document", "positions"),
    "position": ("positions",),
    "themes": ("tags",),
    "sdgs": ("tags",),
    "assessment": ("assessments",),
}
"""The fields of a recommendation behind each cell."""

SDG_GOALS = (
    *("No poverty", "Zero hunger", "Good health and well-being", "Quality education", "Gender equality"),
    *("Clean water and sanitation", "Affordable and clean energy", "Decent work and economic growth"),
    *("Industry, innovation and infrastructure", "Reduced inequalities", "Sustainable cities and communities"),
    *("Responsible consumption and production", "Climate action", "Life below water", "Life on land"),
    *("Peace, justice and strong institutions", "Partnerships for the goals"),
)
"""The short titles of the goals of the 2030 Agenda, as the United Nations print them."""

_HEADING = re.compile(r"(?:themes?|right or area|thematic area)\s*[:\u2013\u2014-]\s*(\S.*)", re.IGNORECASE | re.DOTALL)
_SOURCE = re.compile(r"\bsources? {1,3}of {1,3}positions? {0,3}:", re.IGNORECASE)
_SYMBOL = re.compile(r"A/HRC/[0-9A-Z./]*[0-9A-Z]\*?", re.IGNORECASE | re.ASCII)
_SECTION = re.compile(r"(?:^|\s)(SDGs|Affected persons|Groups of persons)\s*:\s*", re.IGNORECASE)
_CODE = re.compile(r"[A-G][0-9]{1,2}(?:\.[0-9]{1,2})? \S", re.ASCII)
_POSITIONS = {
    SUPPORTED: "Supported",
    NOTED: "Noted",
    PARTLY_SUPPORTED: "Supported/Noted",
    PENDING: "Pending",
    NOT_STATED: "Not stated",
}
_LINE_BREAK = re.compile(r"[\r\n]+")


@frozen
class FirstCell:
    """The first cell of a row, in its parts."""

    paragraph: Paragraph | None
    text: str
    source: DocumentSymbol | None
    """The document in which the position was taken."""
    odd_source: str = ""
    """Words in the place of a document that name none."""


def heading_in(cells: Sequence[str]) -> str | None:
    """Give the theme of a row that is a heading: one filled cell, or the same text in all cells."""
    texts = {cell.strip() for cell in cells if cell.strip()}
    match = _HEADING.fullmatch(texts.pop()) if len(texts) == 1 else None
    return plain(match[1]) if match else None


def first_cell_in(cell: str) -> FirstCell:
    """Divide a cell into number, text and the document of the position."""
    words, *rest = _SOURCE.split(cell, maxsplit=1)
    paragraph, text = lead_of(plain(words))
    source = _symbol_in(rest[0]) if rest else None
    return FirstCell(paragraph, text, source, rest[0].strip() if rest and source is None else "")


def _symbol_in(text: str) -> DocumentSymbol | None:
    """Give the first symbol; those within the paragraph behind it are misprinted more often. None without one."""
    match = _SYMBOL.search(text)
    try:
        return DocumentSymbol.parse(match[0]) if match else None
    except ParseError:
        return None


def report_of(source: DocumentSymbol | None) -> DocumentSymbol | None:
    """Give the report whose paragraphs a document answers: itself, or the report of an addendum."""
    if source is None:
        return None
    return DocumentSymbol(source.parts[:-1]) if _is_addendum(source) else source


def _is_addendum(symbol: DocumentSymbol) -> bool:
    return symbol.parts[-1].startswith("Add.")


def position_in(cell: str, source: DocumentSymbol | None) -> tuple[Position, ...]:
    """Give the position of a cell, also where a line break divides a word; none for a blank cell.

    Raises `ParseError` for a wording that is not known.
    """
    wording = plain(cell)
    if not wording:
        return ()
    try:
        response = response_in(wording)
    except ParseError as error:
        try:
            wording = plain(_LINE_BREAK.sub("", cell))
            response = response_in(wording)
        except ParseError:
            raise error from None
    stage = None
    if source is not None:
        stage = PositionStage.ADDENDUM if _is_addendum(source) else PositionStage.WORKING_GROUP
    return (Position(response=response, document=source, stage=stage, wording=wording),)


def tags_in(cells: Mapping[str, str], heading: str | None) -> tuple[frozenset[Tag], list[str]]:
    """Give the tags of a row, and the faults of labels that are no tags."""
    tags = [Tag(OHCHR_HEADINGS, heading)] if heading else []
    faults: list[str] = []
    for scheme, label in _labels(cells):
        try:
            tags.append(sdg_tag(label) if scheme == SDG else Tag(scheme, label))
        except UprError as error:
            faults.append(str(error))
    return frozenset(tags), faults


def _labels(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give each label of a row with its scheme; one cell may have all three kinds, each below a heading."""
    for name, scheme in (("themes", OHCHR_THEMES), ("persons", OHCHR_PERSONS), ("sdgs", SDG)):
        first, *rest = _SECTION.split(cells.get(name, ""))
        sections = [(scheme, first)]
        for heading, section in zip(rest[::2], rest[1::2], strict=True):
            sections.append((SDG if header_name(heading) == "sdgs" else OHCHR_PERSONS, section))
        for kind, section in sections:
            for label in listed(section):
                coded = kind == OHCHR_THEMES and _CODE.match(label)
                yield OHCHR_THEME_CODES if coded else kind, label


def printed(recommendations: Sequence[Recommendation]) -> dict[str, str]:
    """Give the cells of the recommendations of a row, which have position, tags and assessments in common."""
    first = recommendations[0]
    last = first.positions[-1] if first.positions else None
    text = one_line(" ".join(f"{each.text or ''}{_brackets(each)};" for each in recommendations))
    number = f"{first.paragraph} " if first.paragraph else ""
    document = str(last.document) if last and last.document else ""
    source = f"\nSource of Position: {document}" if _SYMBOL.fullmatch(document) else ""
    words = f"{number}{_SOURCE.sub(' source of position ', text)}{source}".strip()
    labels = {scheme: _of_scheme(first, scheme) for scheme in (OHCHR_THEMES, OHCHR_THEME_CODES, OHCHR_PERSONS, SDG)}
    persons = ["Groups of Persons:", *(f"- {label}" for label in labels[OHCHR_PERSONS])]
    themes = [*(f"- {label}" for label in labels[OHCHR_THEMES]), *labels[OHCHR_THEME_CODES]]
    cells = {
        "heading": heading_of(first),
        "recommendation": words,
        "position": _POSITIONS[last.response] if last else "",
        "themes": "\n".join(map(one_line, [*themes, *(persons if labels[OHCHR_PERSONS] else [])])),
        "sdgs": "\n".join(f"- {_goal(label)}" for label in labels[SDG]),
        "assessment": "\n".join(map(one_line, current_lines(first))),
    }
    if not number and not any(cells[name] for name in ("position", "themes", "sdgs", "assessment")):
        cells["position"] = _POSITIONS[NOT_STATED]  # a row of one cell would be taken for a heading
    return cells


def heading_of(recommendation: Recommendation) -> str:
    """Give the theme under which a recommendation stands: the first that can be printed, "" without one."""
    headings = _of_scheme(recommendation, OHCHR_HEADINGS)
    return next((each for each in headings if heading_in([f"Theme: {each}"]) == one_line(each) == each), "")


def _brackets(recommendation: Recommendation) -> str:
    return "".join(f" ({each.recommending_state})" for each in recommendation.attributions if each.recommending_state)


def _of_scheme(recommendation: Recommendation, scheme: str) -> list[str]:
    return [tag.value for tag in sorted(recommendation.tags) if tag.scheme == scheme]


def _goal(value: str) -> str:
    return value if "." in value else f"{value} - {SDG_GOALS[int(value) - 1].upper()}"
