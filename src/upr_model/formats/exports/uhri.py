"""The Universal Human Rights Index: records of all mechanisms, of which those of the review are taken.

The JSON export and the spreadsheets name their fields differently; what is made of a record is the same.

    Text,Countries Concerned,Recommending Body,Document Symbol,UPR Recommending States,UPR Position,UPR Session
    26.1 Ratify the Convention (Mali);,- Tonga,- UPR,A/HRC/53/9,- Mali,- Supported,- 43rd Session
    "Adopt the bill, soon",- Tonga,- CEDAW,CEDAW/C/TON/1,,,
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from upr_model.formats.exports.uhri_cells import FIELDS, recognises
from upr_model.formats.exports.uhri_json import is_export, read_export
from upr_model.formats.exports.uhri_records import Records
from upr_model.formats.media.delimited import Row
from upr_model.formats.shared.cells import aliased, by_field, check_found, header_place
from upr_model.formats.shared.format import Format, Input, StreamReader, Table, TableReader
from upr_model.readings.reading import Reading
from upr_model.readings.rows import without_collection

# What the export has beside: regions follow from the States, and the others say nothing of the review.
_NOT_READ = frozenset(
    {"regionsconcerned", "regions", "recommendingregions", "dateofpublicationonuhri", "documentid"}
    | {"uprrecommendingregions", "publicationdateonuhri"}
)


def _header_in(rows: Sequence[Row], columns: Mapping[str, str]) -> int | None:
    """Give the place of the row that has the columns of such an export."""
    return header_place(rows, lambda names: recognises(names, columns))


def _read_tables(tables: Sequence[Table], given: Input) -> Reading:
    """Make a reading of the rows of a spreadsheet below its header."""
    table = tables[0]
    header = table.header.cells if table.header else []
    fields = [aliased(name, FIELDS, given.columns) for name in header]
    records = Records(given.file)
    check_found(given.columns, header)
    records.check_columns(header, fields, _NOT_READ)
    records.check_doubles(header, fields)
    with without_collection():
        for row in table.rows:
            if row.is_blank or row.fault or len(row.cells) > len(header):
                records.refuse_row(row, len(header))
            else:
                records.take(row.line, by_field(fields, row.cells), partial(str, row.raw))
    return records.reading()


FORMAT = Format(
    name="uhri",
    title="Universal Human Rights Index: JSON, spreadsheet or CSV",
    row="a paragraph of a document, of any mechanism",
    extras=("uhri", "spreadsheet"),
    columns=FIELDS,
    readers=(
        StreamReader(recognises=is_export, read=read_export),
        TableReader(header=_header_in, read=_read_tables, takes=frozenset({"columns"})),
    ),
)
