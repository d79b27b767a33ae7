"""Files of other programs, made for tests: spreadsheets, Word tables, exports of the Universal Human Rights Index."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
import xlsxwriter

UHRI_COLUMNS = (
    "Text",
    "Countries Concerned",
    "Reccomending Body",
    "Document Symbol",
    "Themes",
    "Affected Persons",
    "Sdgs",
    "Document Publication Date",
    "UPR Reccomending States",
    "UPR Position",
    "Type",
    "OHCHR Annotation Id",
    "UPR Session",
    "Regions Concerned",
    "Recommending Regions",
    "Date of publication on UHRI",
)


def uhri_row(**cells: str) -> tuple[str, ...]:
    """Give a row of the spreadsheet; names of cells are those of columns without what is no letter."""
    row = {
        "Text": "26.1 Ratify the Convention (Somalia);",
        "Countries Concerned": "- United States of America",
        "Reccomending Body": "- UPR",
        "Document Symbol": "A/HRC/46/15",
        "Themes": "- Right to health\n-  Scope of international obligations",
        "Affected Persons": "",
        "Sdgs": "- 16 - PEACE, JUSTICE AND STRONG INSTITUTIONS",
        "Document Publication Date": "44180",
        "UPR Reccomending States": "- Somalia",
        "UPR Position": "- Supported",
        "Type": "- Recommendations",
        "OHCHR Annotation Id": "",
        "UPR Session": "- 36th Session",
        "Regions Concerned": "- Western Europe & Others",
        "Recommending Regions": "- Africa",
        "Date of publication on UHRI": "44287.3908564005",
    }
    short = {name.replace(" ", ""): name for name in row}
    row.update({short[name]: cell for name, cell in cells.items()})
    return tuple(row.values())


def uhri_record(**fields: Any) -> dict[str, Any]:
    """Give a record of the JSON export."""
    return {
        "AffectedPersons": ["Children"],
        "AnnotationId": "4c46ccbd-bfb2-4eca-876d-c12d86050b2c",
        "AnnotationType": "- Recommendations",
        "Body": "- UPR",
        "Countries": ["Viet Nam"],
        "DocumentId": "41a0b08f-5a9a-4eb5-985f-05b47986ad82",
        "PublicationDate": "2014-04-02T00:00:00",
        "PublicationDateOnUhri": "2025-03-03T10:53:45.827",
        "Regions": ["Asia-Pacific"],
        "Sdgs": ["16.2 - Protect children from abuse, exploitation, trafficking and violence"],
        "Symbol": "A/HRC/26/6",
        "Text": "143.5 Ratify the Convention (Niger);",
        "Themes": ["Right to health"],
        "UprCycle": "2nd cycle",
        "UprPositions": ["Supported"],
        "UprRecommendingCountry": ["Niger"],
        "UprRecommendingRegions": ["Africa"],
        "UprSession": ["18th Session"],
        **fields,
    }


def uhri_export(file: Path, records: Sequence[dict[str, Any]] | Iterator[dict[str, Any]]) -> Path:
    """Write records as the array of the full export, one after the other."""
    with file.open("w", encoding="utf-8") as stream:
        for number, record in enumerate(records):
            stream.write(("[" if not number else ",\n") + json.dumps(record, ensure_ascii=False))
        stream.write("]")
    return file


WORDS = (
    *(
        "continue",
        "strengthen",
        "efforts",
        "measures",
        "national",
        "legislation",
        "human",
        "rights",
        "women",
        "children",
    ),
    *("persons", "with", "disabilities", "access", "health", "education", "justice", "in", "order", "to", "ensure"),
    *("the", "full", "and", "effective", "implementation", "of"),
)
STATES = ("Niger", "Thailand", "Bolivia (Plurinational State of)", "Timor-Leste", "Brazil", "Viet Nam")
THEMES = (
    "Right to health",
    "Children: definition; general principles; protection",
    "Economic, social & cultural rights - general measures of implementation",
    "Violence against women",
    "Administration of justice & fair trial",
)


def uhri_records(count: int) -> Iterator[dict[str, Any]]:
    """Give records of the size and the shape of the full export: nearly half of them are of the review."""
    drawn = random.Random(20261122)
    for number in range(count):
        text = " ".join(drawn.choices(WORDS, k=drawn.randint(20, 120)))
        own = {
            "AnnotationId": f"{number:08x}-bfb2-4eca-876d-c12d86050b2c",
            "Themes": drawn.sample(THEMES, drawn.randint(1, 4)),
            "Text": f"{number % 900 + 10}. {text}",
        }
        if number % 19 < 9:
            states = drawn.sample(STATES, drawn.choice((1, 1, 1, 2, 4)))
            own["Text"] = f"143.{number % 300 + 1} {text} ({', '.join(states)});"
            own["UprRecommendingCountry"] = states
            own["UprPositions"] = [drawn.choice(("Supported", "Noted", "Supported/Noted"))]
            yield uhri_record(**own)
        else:
            yield uhri_record(
                **own,
                Body="- CEDAW",
                AnnotationType="- Concerns/Observations",
                UprCycle=None,
                UprPositions=[],
                UprRecommendingCountry=[],
                UprRecommendingRegions=[],
                UprSession=[],
            )


def workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    """Give a spreadsheet: texts and numbers as such, nothing for None."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_numbers": False}) as made:
        for rows in sheets:
            sheet = made.add_worksheet()
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, column, cell)
                    elif cell is not None:
                        sheet.write_number(number, column, cell)
    return stream.getvalue()


def word_table(rows: Sequence[Sequence[str]], title: str = "") -> bytes:
    """Give a Word file with a table; a row of one cell spans it, and the lines of a cell are paragraphs."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = title
    width = max(map(len, rows))
    table = document.add_table(0, width)
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells = (cells[0].merge(cells[-1]),)
        for cell, text in zip(cells, row, strict=True):
            first, *rest = text.split("\n")
            cell.paragraphs[0].text = first
            for line in rest:
                cell.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
