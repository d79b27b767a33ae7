"""What a file is: found by what it holds, and handed to the reader of its format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TypeVar

from attrs import evolve, frozen

from upr_model.errors import SHOWN_LIMIT, InvalidValue, UnknownFormat, UnreadableFile, printable, shown
from upr_model.formats.exports import uhri, upr_info, uwazi
from upr_model.formats.matrix import reader as matrix
from upr_model.formats.media.archives import MARK as ZIP_MARK
from upr_model.formats.media.archives import names_in
from upr_model.formats.media.delimited import Row, Sheet, decode, raw_of, rows
from upr_model.formats.media.files import read_bytes
from upr_model.formats.media.lines import document_lines, is_text
from upr_model.formats.media.printed import lines_of_text
from upr_model.formats.media.spreadsheet import sheets_of
from upr_model.formats.media.word import MEMBER as WORD_MEMBER
from upr_model.formats.media.word_tables import table_of_word
from upr_model.formats.own import dossiers, json_lines
from upr_model.formats.own import table as own_table
from upr_model.formats.shared.findings import Findings
from upr_model.formats.shared.format import (
    DocumentReader,
    Format,
    Input,
    JsonReader,
    Reader,
    StreamReader,
    Table,
    TableReader,
    checked,
    reader_of,
    table_of,
    with_columns,
)
from upr_model.formats.working_group import report
from upr_model.readings.reading import Problem, Reading

FORMATS = (
    dossiers.FORMAT,
    json_lines.FORMAT,
    own_table.FORMAT,
    upr_info.FORMAT,
    uwazi.FORMAT,
    uhri.FORMAT,
    matrix.FORMAT,
    report.FORMAT,
)
"""The formats that `read` knows, in the order in which a file is held against them."""

SNIFFED = 2**16
"""Bytes, or characters, at the beginning of a file in which its format is looked for."""

SNIFFED_TABLE = 2**20
"""Characters at the beginning of a text in which the header of a table is looked for: titles may be long."""

SNIFFED_ROWS = 20
"""Rows of a table in which its header is looked for."""

_R = TypeVar("_R", bound=Reader)

_DELIMITERS: Mapping[str, str] = {",": "", ";": "semicolons", "\t": "tabs"}

# Files that are often taken for others, by their first bytes.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file, or an encrypted one; save it as .docx or .xlsx"),
    (b"\x1f\x8b", "packed with gzip; unpack it"),
    (b"Rar!", "packed with RAR; unpack it"),
    (b"7z\xbc\xaf", "packed with 7-Zip; unpack it"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "a database; export its table"),
    (b"PAR1", "a Parquet file; export its table"),
    *(
        (bytes([0x80, version]), "a Python pickle, which is never opened: it may run anything")
        for version in range(2, 6)
    ),
    (b"{\\rtf", "rich text; save it as .docx"),
)


def read_input(given: Input, named: Format | None = None) -> Reading:
    """Find out what a file is, unless its format is named, and read it."""
    formats, name = (FORMATS, "a table") if named is None else ([named], named.name)
    reading = _Sniffer(with_columns(given, formats, name), named).reading()
    if not isinstance(reading, Reading):  # of a reader that is not ours
        msg = f"the reader of {named.name if named else 'a format'} gives a Reading, not {shown(reading)}"
        raise InvalidValue(msg)
    return reading


@frozen
class _Header:
    """The row that names the columns of a table: of which format, and how many rows stand above it."""

    format: Format
    reader: TableReader
    place: int


@frozen
class _Sniffer:
    """A file that is read, and the format that the caller names."""

    given: Input
    named: Format | None

    @property
    def formats(self) -> Sequence[Format]:
        """Those that it may have."""
        return FORMATS if self.named is None else (self.named,)

    def readers(self, kind: type[_R]) -> Iterator[tuple[Format, _R]]:
        """Give the readers of a kind, each with its format."""
        return ((each, reader) for each in self.formats if (reader := reader_of(each, kind)) is not None)

    def reading(self) -> Reading:
        """Read the file by what it begins with."""
        file, progress = self.given.file, self.given.progress
        start = read_bytes(file, SNIFFED)
        stream = self._stream(start.decode("utf-8", "replace"))
        if stream is not None:
            return stream[1].read(self._checked(*stream))
        _check_others(start, file)
        data = read_bytes(file)
        is_document = [*map(type, self.formats[0].readers)] == [DocumentReader] if self.named else False
        if is_text(data) and not is_document:
            return self._of_text(data)
        if data.startswith(ZIP_MARK) and not is_document:
            if WORD_MEMBER not in names_in(data, file):
                return self._of_sheets(sheets_of(data, file, progress))
            sheet = table_of_word(data, file)
            rows_of_sheet, header = self._header(sheet)
            if header is not None or any(not reader.needs_header for _, reader in self._named_tables()):
                return self._of_sheets([Sheet(sheet.name, rows_of_sheet)])
        return self._of_document(data)

    def _stream(self, start: str) -> tuple[Format, StreamReader] | None:
        """Give what reads the file as an array of records; None where it is no such file."""
        begun = _json_start(start)
        if not begun.startswith("["):
            return None
        streams = self.readers(StreamReader)
        return next((each for each in streams if self.named is not None or each[1].recognises(begun)), None)

    def _of_text(self, data: bytes) -> Reading:
        given = self.given
        text, guess = decode(data, given.file, given.encoding)
        del data  # a large file would be there twice
        problems = [guess] if guess else []
        json = self._json(text[:SNIFFED])
        if json is not None:
            return _with(problems, json[1].read(text, self._checked(*json)))
        delimiter, header = self._delimiter(text[:SNIFFED_TABLE])
        if header is None and self.named is None:
            for each, document in self.readers(DocumentReader):
                if document.recognises(lines_of_text(text[:SNIFFED])):
                    return _with(problems, document.read(lines_of_text(text), self._checked(each, document)))
            if text.strip():
                why = f"it begins {shown(text[:SHOWN_LIMIT])}{_OTHER_NAMES * (',' in text[:SNIFFED])}"
                raise self._unknown(why)
            return _with(problems, _of_nothing(rows(text), given.file))
        if _DELIMITERS[delimiter]:
            findings = Findings(given.file)
            findings.note(None, "delimiter", f"its cells are divided by {_DELIMITERS[delimiter]}")
            problems += findings.problems
        split = rows(text, given.progress, delimiter=delimiter)
        return _with(problems, self._of_sheets([Sheet("", split if delimiter == "," else _with_commas(split))]))

    def _json(self, start: str) -> tuple[Format, JsonReader] | None:
        """Give what reads a text as JSON; None for other texts, and `UnreadableFile` for an export in another code."""
        begun = _json_start(start)
        is_json = begun[:1] in ("{", "[")
        if is_json and self._stream(begun) is not None:
            msg = f"{printable(self.given.file)} is JSON that is not UTF-8; save it as UTF-8"
            raise UnreadableFile(msg)
        for each, reader in self.readers(JsonReader):
            is_the_only_one = self.named is not None and len(each.readers) == 1
            if is_the_only_one or (is_json and reader.recognises(begun)):
                return each, reader
        return None

    def _delimiter(self, start: str) -> tuple[str, _Header | None]:
        """Give what divides the cells of a text into most columns, and its header; the comma where none is found."""
        headers: dict[int, tuple[str, _Header | None]] = {0: (",", None)}
        for delimiter in _DELIMITERS:
            first, header = self._header(Sheet("", rows(start, delimiter=delimiter)))
            if header is not None:
                width = len(next(islice(first, header.place, None)).cells)
                headers.setdefault(width, (delimiter, header))
        return headers[max(headers)]

    def _header(self, sheet: Sheet) -> tuple[Iterator[Row], _Header | None]:
        """Look for the header in the first rows of a table, and give all rows back."""
        first = list(islice(sheet.rows, SNIFFED_ROWS))
        for each, reader in self.readers(TableReader):
            place = reader.header(first, self.given.columns)
            if place is not None:
                return chain(first, sheet.rows), _Header(each, reader, place)
        return chain(first, sheet.rows), None

    def _named_tables(self) -> Iterable[tuple[Format, TableReader]]:
        """Give the reader of tables of the format that the caller names."""
        return self.readers(TableReader) if self.named is not None else ()

    def _of_sheets(self, sheets: Iterable[Sheet]) -> Reading:
        """Read the first table that has the header of a known format, or all that have that of one."""
        header: _Header | None = None
        tables: list[Table] = []
        more: list[Table] = []
        others: list[Table] = []
        for sheet in sheets:
            rows_of_sheet, own = self._header(sheet)
            table = table_of(sheet.name, rows_of_sheet, own.place if own else None)
            is_read = own is not None and (header is None or (own.format is header.format and header.reader.reads_all))
            header = header or own
            (tables if is_read else others if own is None else more).append(table)
        if header is None:
            for each, reader in self._named_tables():
                if not reader.needs_header and others:
                    header, tables = _Header(each, reader, 0), [others.pop(0)]
        if header is None:
            takes_columns = any("columns" in reader.takes for _, reader in self.readers(TableReader))
            why = f"it has not the columns of one{_OTHER_NAMES * takes_columns}"
            raise self._unknown(why)
        findings = Findings(self.given.file)
        for other in (*more, *others):
            findings.warn(None, "sheet", "the sheet is not read", value=other.name, hint="save it as a file of its own")
        return _with(findings.problems, header.reader.read(tables, self._checked(header.format, header.reader)))

    def _of_document(self, data: bytes) -> Reading:
        given = self.given
        document = next(self.readers(DocumentReader), None)
        if document is None:
            why = "it is a document without such a table"
            raise self._unknown(why)
        lines, problems = document_lines(data, given.file, encoding=given.encoding, progress=given.progress)
        for each, reader in self.readers(DocumentReader):
            if self.named is not None or reader.recognises(lines):
                return _with(problems, reader.read(lines, self._checked(each, reader)))
        why = f"it is no report of the Working Group: it begins {shown(lines[0].text)}"
        raise self._unknown(why)

    def _checked(self, form: Format, reader: Reader) -> Input:
        return checked(self.given, form, reader)

    def _unknown(self, why: str) -> UnknownFormat:
        file = printable(self.given.file)
        if self.named is not None:
            return UnknownFormat(f"{file} is not of the format {self.named.name}: {why} ({self.named.title})")
        known = "; ".join(f"{each.title} ({each.name})" for each in FORMATS)
        return UnknownFormat(f"{file} is of no known kind: {why}; known are {known}")


def _check_others(start: bytes, file: str) -> None:
    """Say what a file is that nothing here reads."""
    for mark, kind in _OTHERS:
        if start.startswith(mark):
            msg = f"{printable(file)} is {kind}"
            raise UnreadableFile(msg)


def _json_start(text: str) -> str:
    """Give the beginning of a text without what may stand before JSON."""
    return text.removeprefix("\ufeff").lstrip()


def _with_commas(split: Iterator[Row]) -> Iterator[Row]:
    """Give rows with their cells divided by commas: places in the file stay those of its rows."""
    return (row._replace(raw=raw_of(row.cells)) if row.cells else row for row in split)


def _with(problems: Sequence[Problem], reading: Reading) -> Reading:
    """Put what was guessed of a file before the problems of its reading."""
    return evolve(reading, problems=(*problems, *reading.problems)) if problems else reading


def _of_nothing(blank: Iterable[Row], file: str) -> Reading:
    """Give the reading of a file in which nothing stands."""
    findings = Findings(file)
    for row in blank:
        findings.refuse_row(row, 0)
    findings.error(1, "empty-file", "the file has no header", hint="is it the file that was meant?")
    return Reading(sources=(file,), problems=tuple(findings.problems), refused=tuple(findings.refused))


_OTHER_NAMES = "; if its columns have other names, columns={...} says what they have"
