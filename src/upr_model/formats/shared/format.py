"""A format: what it is called, what tells it from others, what it takes, and how it is read.

Each format is one frozen `Format` at the end of its reader's module. It has a reader for each shape in which
its files come: rows, JSON, the lines of a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from attrs import Attribute, evolve, field, frozen

from upr_model._base.checks import is_a, is_all
from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import InvalidValue, shown
from upr_model.formats.media.delimited import Progress, Row
from upr_model.formats.media.printed import Line
from upr_model.formats.shared.assessed import AssessmentColumn
from upr_model.formats.shared.cells import check_columns
from upr_model.readings.reading import Reading

OPTIONS = {
    "review": "is for files that do not name their review",
    "columns": "is for tables whose columns may have other names",
    "assessments": "is for the assessment column of a matrix or a table",
}
"""What a caller may say of a file, beside its encoding, and what for."""


@frozen(kw_only=True)
class Input:
    """A file that is read, and what the caller says of it."""

    file: str
    """Its path."""
    encoding: str | None = None
    review: ReviewKey | None = None
    columns: Mapping[str, str] = field(factory=dict)
    """The names of columns, letters and digits alone in lower case, and the fields that they have."""
    assessments: AssessmentColumn | None = None
    progress: Progress | None = None


@frozen(kw_only=True)
class Table:
    """A table of a file: the rows above its header, the header, and the rows below."""

    name: str
    """That of its sheet, or what stands above it in the document; empty for a text file."""
    above: tuple[Row, ...] = ()
    header: Row | None = None
    """None where no row was recognised as one; then all rows are below."""
    rows: Iterator[Row]

    @property
    def all_rows(self) -> Iterator[Row]:
        """Its rows, the header among them."""
        return chain(self.above, () if self.header is None else (self.header,), self.rows)


def _are_options(_: object, __: Attribute[Any], takes: object) -> None:
    if not isinstance(takes, frozenset) or not takes <= {*OPTIONS}:
        msg = f"takes is a frozenset of some of {', '.join(OPTIONS)}, not {shown(takes)}"
        raise InvalidValue(msg)


def _is_function(_: object, attribute: Attribute[Any], function: object) -> None:
    if not callable(function):
        msg = f"{attribute.name} is a function, not {shown(function)}"
        raise InvalidValue(msg)


def first_row(rows: Sequence[Row], _: Mapping[str, str]) -> int | None:
    """Give the place of the first row that is not blank: the header, where nothing else is known of it."""
    return next((place for place, row in enumerate(rows) if not row.is_blank), None)


@frozen(kw_only=True)
class TableReader:
    """Reads tables: text with delimiters, the sheets of a spreadsheet, the tables of a Word file."""

    header: Callable[[Sequence[Row], Mapping[str, str]], int | None] = field(default=first_row, validator=_is_function)
    """Gives the place of the header among the first rows; None where the table is of another format. Text is divided
    by what gives the header the most cells: commas, semicolons or tabs."""
    read: Callable[[Sequence[Table], Input], Reading] = field(validator=_is_function)
    """Makes a reading of the tables of a file that have its header."""
    takes: frozenset[str] = field(default=frozenset(), validator=_are_options)
    """Which of the options `review`, `columns` and `assessments` of `read` it has a use for."""
    needs_header: bool = True
    """Whether a table without a header is of another format, also where the caller names this one."""
    reads_all: bool = False
    """Whether all tables of a file are one reading; else the first is read, and the others are told."""


@frozen(kw_only=True)
class JsonReader:
    """Reads a text that begins as JSON does, whole."""

    recognises: Callable[[str], bool] = field(validator=_is_function)
    """Whether a text that begins so is of this format."""
    read: Callable[[str, Input], Reading] = field(validator=_is_function)
    takes: frozenset[str] = field(default=frozenset(), validator=_are_options)


@frozen(kw_only=True)
class StreamReader:
    """Reads an array of JSON records one after the other: the file is never in memory as a whole."""

    recognises: Callable[[str], bool] = field(validator=_is_function)
    read: Callable[[Input], Reading] = field(validator=_is_function)
    takes: frozenset[str] = field(default=frozenset(), validator=_are_options)


@frozen(kw_only=True)
class DocumentReader:
    """Reads the lines of a document: PDF, Word or text."""

    recognises: Callable[[Sequence[Line]], bool] = field(validator=_is_function)
    read: Callable[[Sequence[Line], Input], Reading] = field(validator=_is_function)
    takes: frozenset[str] = field(default=frozenset(), validator=_are_options)


Reader = TableReader | JsonReader | StreamReader | DocumentReader
_R = TypeVar("_R", bound=Reader)


def _are_readers(_: object, __: Attribute[Any], readers: object) -> None:
    if not isinstance(readers, tuple) or not readers or not all(isinstance(each, Reader) for each in readers):
        msg = f"the readers of a format are a tuple of TableReader, JsonReader and the like, not {shown(readers)}"
        raise InvalidValue(msg)


@frozen(kw_only=True)
class Format:
    """A format of files.

    >>> from upr_model.formats import FORMATS
    >>> next(each.title for each in FORMATS if each.name == "uhri")
    'Universal Human Rights Index: JSON, spreadsheet or CSV'
    """

    name: str = field(validator=is_a(str))
    """By which `read(..., format=...)` knows it."""
    title: str = field(validator=is_a(str))
    """What its files are, in words."""
    row: str = field(default="", validator=is_a(str))
    """What one row, record or item of it is."""
    extras: tuple[str, ...] = field(default=(), validator=is_all(tuple, str))
    """What must be installed beside the library for some of its files."""
    columns: Mapping[str, str] = field(factory=dict, validator=is_a(Mapping), repr=False)
    """The names of columns that it knows, letters and digits alone, and the field of each; callers may name more."""
    readers: tuple[Reader, ...] = field(validator=_are_readers, repr=False)


def reader_of(form: Format, kind: type[_R]) -> _R | None:
    """Give the reader of a kind that a format has; None where it has none."""
    return next((each for each in form.readers if isinstance(each, kind)), None)


def checked(given: Input, form: Format, reader: Reader) -> Input:
    """Give an input with its columns as a format knows them.

    Raises `InvalidValue` for what the caller says and this reader has no use for.
    """
    for option, purpose in OPTIONS.items():
        if getattr(given, option) and option not in reader.takes:
            msg = f"{option} {purpose}; {form.name} has no use for it"
            raise InvalidValue(msg)
    return with_columns(given, [form], form.name) if given.columns else given


def with_columns(given: Input, forms: Iterable[Format], name: str) -> Input:
    """Give an input with its columns by letters and digits alone; `InvalidValue` for a field of none of the formats."""
    fields = frozenset(field for each in forms for field in each.columns.values())
    return evolve(given, columns=check_columns(given.columns, fields, name)) if fields else given


def table_of(name: str, rows: Iterator[Row], header: int | None) -> Table:
    """Give rows as a table whose header stands at a place."""
    if header is None:
        return Table(name=name, rows=rows)
    above = tuple(islice(rows, header))
    return Table(name=name, above=above, header=next(rows), rows=rows)
