"""What a file is: found by what it holds, and handed to the reader of its format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice

from attrs import evolve, frozen

from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import SHOWN_LIMIT, InvalidValue, UnknownFormat, UnreadableFile, printable, shown
from upr_model.formats.exports import uhri, uhri_cells, uhri_json, upr_info, uwazi
from upr_model.formats.matrix import reader as matrix
from upr_model.formats.matrix.cells import FIELDS as MATRIX_FIELDS
from upr_model.formats.media import word
from upr_model.formats.media.archives import MARK as ZIP_MARK
from upr_model.formats.media.archives import names_in
from upr_model.formats.media.delimited import Progress, Sheet, decode, raw_of, rows
from upr_model.formats.media.files import read_bytes
from upr_model.formats.media.lines import document_lines, is_text
from upr_model.formats.media.printed import lines_of_text
from upr_model.formats.media.spreadsheet import sheets_of
from upr_model.formats.media.word_tables import table_of_word
from upr_model.formats.own import json_lines, table
from upr_model.formats.shared.assessed import AssessmentColumn
from upr_model.formats.shared.cells import check_columns
from upr_model.formats.working_group import report
from upr_model.readings.reading import Problem, Reading
from upr_model.values.vocabulary import InitiativeKind, Severity

DOSSIER = "upr-model-dossier"

DOSSIER_MARK = '"upr-model dossier"'
"""What tells a dossier from other JSON."""

SNIFFED = 2**16
"""Bytes at the beginning of a file in which its format is looked for."""

SNIFFED_ROWS = 20
"""Rows of a table in which its header is looked for."""

FORMATS = (
    *(upr_info.NAME, uwazi.NAME, uhri.NAME, matrix.NAME, report.NAME),
    *(DOSSIER, json_lines.NAME, table.NAME),
)

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


@frozen(kw_only=True)
class Told:
    """A file, and what the caller says of it."""

    file: str
    format: str | None
    encoding: str | None
    review: ReviewKey | None
    columns: Mapping[str, str]
    assessments: AssessmentColumn | None
    progress: Progress | None

    def refuse(self, name: str, *, review: bool = False, columns: bool = False) -> None:
        """Raise `InvalidValue` for what is told and of no use for a format, but for what is named."""
        if self.review is not None and not review:
            msg = f"review={self.review} is for files that do not name their review; {name} names it in every row"
            raise InvalidValue(msg)
        if self.columns and not columns:
            msg = f"columns is for tables whose columns may have other names; {name} has its own"
            raise InvalidValue(msg)
        if self.assessments is not None and name not in {matrix.NAME, table.NAME}:
            msg = f"assessments is for the assessment column of a matrix or a table; {name} has none"
            raise InvalidValue(msg)


def read_file(told: Told) -> Reading:
    """Find out what a file is, and read it."""
    told = evolve(told, columns=check_columns(told.columns, _FIELDS, "a table"))
    begun = read_bytes(told.file, SNIFFED)
    is_array = told.format == uhri.NAME and begun.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    if is_array or (told.format is None and uhri_json.recognises_text(begun.decode("utf-8", "replace"))):
        told.refuse(uhri.NAME)
        return uhri_json.read_export(told.file, told.progress)
    _check_others(begun, told.file)
    data = read_bytes(told.file)
    if is_text(data):
        return _of_text(data, told)
    if data.startswith(ZIP_MARK) and told.format != report.NAME:
        if word.MEMBER not in names_in(data, told.file):
            return _of_sheets(sheets_of(data, told.file, told.progress), told)
        sheet, header = _looked_at(table_of_word(data, told.file), told)
        if header is not None or told.format == matrix.NAME:
            return _of_sheets([sheet], told)
    if told.format not in {None, report.NAME}:
        raise _unknown(told, "it is a document without such a table")
    return _of_document(data, told)


_FIELDS = frozenset({*uhri_cells.FIELDS.values(), *uwazi.FIELDS.values(), *MATRIX_FIELDS.values()})


def _check_others(begun: bytes, file: str) -> None:
    """Say what a file is that nothing here reads."""
    for mark, kind in _OTHERS:
        if begun.startswith(mark):
            msg = f"{printable(file)} is {kind}"
            raise UnreadableFile(msg)


def _of_document(data: bytes, told: Told) -> Reading:
    told.refuse(report.NAME, review=True)
    lines, problems = document_lines(data, told.file, encoding=told.encoding, progress=told.progress)
    if told.format is None and not report.recognises(lines):
        raise _unknown(told, f"it is no report of the Working Group: it begins {shown(lines[0].text)}")
    return _with(problems, report.read_lines(lines, told.file, told.review))


def _of_text(data: bytes, told: Told) -> Reading:
    if told.format == report.NAME:
        return _of_document(data, told)
    text, guess = decode(data, told.file, told.encoding)
    del data  # a large file would be there twice
    problems = [guess] if guess else []
    begun = text[:SNIFFED]
    if told.format in {None, uhri.NAME} and uhri_json.recognises_text(begun):
        msg = f"{printable(told.file)} is JSON that is not UTF-8; save it as UTF-8"
        raise UnreadableFile(msg)
    name = told.format or _json_format(begun)
    if name in {DOSSIER, json_lines.NAME} or (name == uwazi.NAME and uwazi.recognises_text(begun)):
        told.refuse(name)
        readers = {DOSSIER: _of_dossier, json_lines.NAME: json_lines.read_text, uwazi.NAME: uwazi.read_text}
        return _with(problems, readers[name](text, told.file))
    sheet, header, delimited = _divided(text, told)
    problems += delimited
    if header is None and name is None and report.recognises(lines_of_text(text[: report.RECOGNISED_WITHIN])):
        told.refuse(report.NAME, review=True)
        return _with(problems, report.read_lines(lines_of_text(text), told.file, told.review))
    if header is None and name is None and text.strip():
        raise _unknown(told, f"it begins {shown(text[:SHOWN_LIMIT])}{_OTHER_NAMES if ',' in begun else ''}")
    if header is None and name is None:
        told.refuse(upr_info.NAME)
        return _with(problems, upr_info.read_rows(iter(sheet.rows), told.file))
    return _with(problems, _of_sheets([sheet], told))


def _divided(text: str, told: Told) -> tuple[Sheet, _Header | None, list[Problem]]:
    """Give a text as a table, whatever its cells are divided by: the comma, where that tells nothing."""
    for delimiter, noun in ((",", ""), (";", "semicolons"), ("\t", "tabs")):
        held = rows(text, told.progress, delimiter=delimiter)
        # Places in the file stay those of its rows; what is kept of them is divided by commas.
        same = (
            held if delimiter == "," else ((n, raw_of(cells) if cells else raw, cells, f) for n, raw, cells, f in held)
        )
        sheet, header = _looked_at(Sheet("", same), told)
        if header is not None:
            message = f"its cells are divided by {noun}"
            note = Problem(severity=Severity.NOTE, code="delimiter", message=message, file=told.file)
            return sheet, header, [note] if noun else []
    return _looked_at(Sheet("", rows(text, told.progress)), told)[0], None, []


def _json_format(begun: str) -> str | None:
    """Give the format of a text that is JSON; None for other texts."""
    if begun.lstrip()[:1] == "{" and DOSSIER_MARK in begun:
        return DOSSIER
    if json_lines.recognises(begun):
        return json_lines.NAME
    return uwazi.NAME if uwazi.recognises_text(begun) else None


@frozen
class _Header:
    """The row that names the columns of a table: of which format, how many rows below the first, its cells."""

    format: str
    place: int
    cells: list[str]


def _looked_at(sheet: Sheet, told: Told) -> tuple[Sheet, _Header | None]:
    """Give a table as it was, and its header where one is found in its first rows."""
    first = list(islice(sheet.rows, SNIFFED_ROWS))
    whole = Sheet(sheet.name, chain(first, sheet.rows))
    filled = [(place, row[2]) for place, row in enumerate(first) if row[3] or any(map(str.strip, row[2]))]
    for place, cells in filled:
        for name, recognises in _RECOGNISERS.items():
            is_first = place == filled[0][0]
            if told.format in {None, name} and (name != upr_info.NAME or is_first) and recognises(cells, told.columns):
                return whole, _Header(name, place, cells)
    themes = (_Header(matrix.NAME, place, cells) for place, cells in filled if matrix.is_theme(cells))
    return whole, next(themes, None) if told.format in {None, matrix.NAME} else None


_RECOGNISERS: Mapping[str, Callable[[list[str], Mapping[str, str]], bool]] = {
    upr_info.NAME: lambda cells, _: upr_info.recognises(cells),
    uhri.NAME: uhri_cells.recognises,
    uwazi.NAME: uwazi.recognises,
    table.NAME: lambda cells, _: table.recognises(cells),
    matrix.NAME: matrix.recognises,
}


def _of_sheets(sheets: Iterable[Sheet], told: Told) -> Reading:
    """Read the first sheet that is of a known format; of a matrix, all that are."""
    found: list[tuple[Sheet, _Header]] = []
    others: list[Sheet] = []
    for held in sheets:
        sheet, header = _looked_at(held, told)
        if header is None or (found and found[0][1].format != header.format):
            others.append(sheet)
        else:
            found.append((sheet, header))
    if not found and others and told.format in {upr_info.NAME, matrix.NAME}:  # whose readers do without a header
        found.append((others.pop(0), _Header(told.format, 0, [])))
    if not found:
        raise _unknown(told, f"it has not the columns of one{_OTHER_NAMES}")
    (sheet, header), *more = found
    if header.format == matrix.NAME:
        return _with(list(_unread(others, told)), _of_matrix([each for each, _ in found], told))
    problems = _unread([*(each for each, _ in more), *others], told)
    return _with(list(problems), _of_table(sheet, header, told))


def _unread(sheets: Iterable[Sheet], told: Told) -> Iterator[Problem]:
    for sheet in sheets:
        message, hint = "the sheet is not read", "save it as a file of its own"
        yield Problem(
            severity=Severity.WARNING, code="sheet", message=message, file=told.file, value=sheet.name, hint=hint
        )


def _of_table(sheet: Sheet, header: _Header, told: Told) -> Reading:
    """Read a table below its header, with the reader of its format."""
    if header.format == upr_info.NAME:
        told.refuse(header.format)
        return upr_info.read_rows(iter(sheet.rows), told.file)
    told.refuse(header.format, columns=header.format != table.NAME)
    below = islice(sheet.rows, header.place + 1, None)
    if header.format == table.NAME:
        return table.read_rows(below, told.file, header.cells, told.assessments)
    fields, read_rows = (
        (uhri_cells.FIELDS, uhri.read_rows) if header.format == uhri.NAME else (uwazi.FIELDS, uwazi.read_rows)
    )
    columns = check_columns(told.columns, frozenset(fields.values()), header.format)
    return read_rows(below, told.file, header.cells, columns)


def _of_matrix(sheets: list[Sheet], told: Told) -> Reading:
    told.refuse(matrix.NAME, review=True, columns=True)
    columns = check_columns(told.columns, frozenset(MATRIX_FIELDS.values()), matrix.NAME)
    return matrix.read_sheets(sheets, told.file, review=told.review, columns=columns, assessments=told.assessments)


def _with(problems: list[Problem], reading: Reading) -> Reading:
    """Put what was guessed of a file before the problems of its reading."""
    return evolve(reading, problems=(*problems, *reading.problems)) if problems else reading


def _unknown(told: Told, why: str) -> UnknownFormat:
    wanted = f"is not of the format {told.format}" if told.format else "is of no known kind"
    return UnknownFormat(f"{printable(told.file)} {wanted}: {why}; known are {_KNOWN}")


_OTHER_NAMES = "; of a table whose columns have other names, columns={...} says what they have"

_KNOWN = (
    "dossiers, tables and JSON Lines of this library, reports of the Working Group, OHCHR's matrices, exports of the "
    f"Universal Human Rights Index and of UPR Info's database, and {upr_info.NAME}, whose columns are "
    f"{','.join(upr_info.HEADERS[0])}"
)


def _of_dossier(text: str, file: str) -> Reading:
    """Give what a dossier has of what is read from files: recommendations, and pledges beside them."""
    from upr_model.formats.own.dossiers import from_json  # noqa: PLC0415  (it needs the whole model)

    dossier = from_json(text, file)
    pledges = tuple(each for each in dossier.initiatives if each.kind is InitiativeKind.VOLUNTARY_PLEDGE)
    return Reading(sources=(file,), recommendations=dossier.recommendations, pledges=pledges)
