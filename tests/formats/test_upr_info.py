"""Reading UPR Info's export: what is read, what is refused, and that nothing is lost."""

import copy
import csv
import difflib
import gc
import io
import os
import pickle
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from upr_model import (
    NOTED,
    SUPPORTED,
    ActionCategory,
    InvalidValue,
    ParseError,
    Position,
    Problem,
    ProblemError,
    ProblemGroup,
    Reading,
    Response,
    ReviewKey,
    Severity,
    State,
    UnknownFormat,
    UnreadableFile,
    UprError,
    attributions,
    by,
    mentions,
    policies,
    read,
    recommendations,
    tally,
)
from upr_model.formats.exports import upr_info
from upr_model.formats.media import delimited
from upr_model.formats.media.delimited import CELL_LIMIT, ROW_LINES_LIMIT, rows
from upr_model.formats.media.files import FILE_LIMIT
from upr_model.readings import Source
from upr_model.readings.rows import AttributionRow, AttributionRows

CSV, XLS = upr_info.HEADERS
ROW = (
    "Tonga",
    "Asia",
    "PIF, Commonwealth",
    "Ratify CEDAW ",
    "Australia",
    "WEOG",
    "",
    "Accepted",
    "5",
    "Women's rights",
    "15",
)


def row(**cells: str) -> tuple[str, ...]:
    names = [name.replace("-", "_") for name in CSV]
    return tuple(cells.get(name, value) for name, value in zip(names, ROW, strict=True))


def line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export.csv"


def read_rows(file: Path, *given_rows: tuple[str, ...] | str, header: tuple[str, ...] = CSV) -> Reading:
    texts = [each if isinstance(each, str) else line(each) for each in (header, *given_rows)]
    file.write_text("".join(texts), encoding="utf-8", newline="")
    return read(file)


def only(reading: Reading) -> Problem:
    (problem,) = reading.problems
    return problem


# What is read.


def test_a_row_is_an_attribution(file: Path) -> None:
    reading = read_rows(file, ROW)
    (made,) = reading.recommendations
    (attribution,) = made.attributions
    assert made.review == attribution.review == ReviewKey.parse("TON:15")
    assert made.text == attribution.text == "Ratify CEDAW"
    assert made.response is SUPPORTED
    assert made.positions[0].wording == "Accepted"
    assert attribution.recommending_state
    assert attribution.recommending_state.iso3 == "AUS"
    assert attribution.action_category is ActionCategory.SPECIFIC
    assert attribution.issues == made.issues == ("Women's rights",)
    assert attribution.source == made.source == Source(str(file), 2, line(ROW))
    assert attribution.source.cells == ROW
    assert (reading.problems, reading.refused, reading.pledges) == ((), (), ())
    assert repr(reading) == f"<Reading of {file}: 1 attributions, 0 pledges, 0 problems>"
    reading.raise_for_problems()


def test_a_reading_can_be_copied_compared_and_kept(file: Path) -> None:
    reading = read_rows(file, ROW, row(From="Chad"), row(Text="x"))
    assert reading.recommendations is reading.recommendations
    for twin in (pickle.loads(pickle.dumps(reading)), copy.deepcopy(reading), evolve(reading), read(file)):
        assert twin == reading
        assert twin.recommendations == reading.recommendations
    assert hash(read(file)) == hash(reading)


def test_a_reading_has_rows_or_recommendations(file: Path) -> None:
    reading = read_rows(file, ROW)
    with pytest.raises(InvalidValue, match="either"):
        evolve(reading, recommendations=reading.recommendations)
    assert (
        evolve(reading, rows=None, recommendations=reading.recommendations).recommendations == reading.recommendations
    )
    assert not reading.is_empty
    assert read_rows(file).is_empty


def test_where_a_row_stands_does_not_make_it_another(file: Path) -> None:
    assert read_rows(file, ROW).rows == read_rows(file, "\n", line(ROW).replace("Tonga", '"Tonga"')).rows


def test_a_left_out_row_makes_no_other_an_object(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read_rows(file, ROW, row(Response="", Text="x"), row(Text="y"))
    made = 0
    original = AttributionRows._attribution

    def counting(self: Any, each: Any) -> Any:
        nonlocal made
        made += 1
        return original(self, each)

    monkeypatch.setattr(AttributionRows, "_attribution", counting)
    assert len(attributions(reading, policy=policies.RESOLUTION_5_1)) == 2
    assert made == 1


def test_rows_become_objects_when_asked_for(file: Path) -> None:
    reading = read_rows(file, ROW, row(From="Chad"), row(Text="x"))
    assert reading.rows
    assert len(reading.rows) == 3
    assert list(reading.rows[1:]) == list(reading.rows)[1:]
    assert list(attributions(reading)) == list(reading.rows)
    assert list(attributions(reading).where(response="noted")) == []
    assert reading.rows[1].recommending_state == State.parse("Chad")


def test_both_headers_are_known(file: Path) -> None:
    assert read_rows(file, ROW, header=XLS).recommendations == read_rows(file, ROW).recommendations


def test_columns_are_found_by_name(file: Path) -> None:
    turned = (*reversed(CSV), "Extra")
    reading = read_rows(file, (*reversed(ROW), "x"), header=turned)
    assert reading.recommendations == read_rows(file, ROW).recommendations
    reading = read_rows(file, (*reversed(ROW), "x"), header=turned)
    assert (only(reading).severity, only(reading).code, only(reading).column) == (
        Severity.NOTE,
        "unknown-column",
        "Extra",
    )


def test_rows_of_the_same_ask_are_one_recommendation(file: Path) -> None:
    reading = read_rows(file, ROW, row(Text="ratify  cedaw.", From="Maldives"), row(Text="Ratify CEDAW", Session="1"))
    assert [len(made.attributions) for made in reading.recommendations] == [2, 1]
    assert reading.recommendations[0].attributions[1].text == "ratify  cedaw."


def test_another_response_is_another_recommendation(file: Path) -> None:
    reading = read_rows(file, ROW, row(From="Maldives", Response="Noted"), row(From="Slovenia", Response="noted"))
    assert [(made.response, len(made.attributions)) for made in reading.recommendations] == [(SUPPORTED, 1), (NOTED, 2)]
    assert reading.problems == ()


def test_one_state_answered_in_two_ways_is_told(file: Path) -> None:
    reading = read_rows(file, ROW, row(Response="Noted"))
    assert (only(reading).code, only(reading).line) == ("conflicting-response", 3)
    assert len(reading.recommendations) == 2


@pytest.mark.parametrize(
    "cells",
    [
        {"Response": "Supported"},  # another wording of the same response
        {"Response": "Voluntary Pledge"},  # no answer
        {"Response": "Noted", "From": ""},  # perhaps another State
    ],
)
def test_what_is_no_other_answer_is_not_told(file: Path, cells: dict[str, str]) -> None:
    first = row(From=cells.get("From", "Australia"))
    assert "conflicting-response" not in read_rows(file, first, row(**cells)).problem_counts


@pytest.mark.parametrize(
    ("wording", "response"),
    [
        ("Accepted", "supported"),
        ("Supported/Noted", "partly_supported"),
        ("Noted", "noted"),
        ("Pending", "pending"),
        ("", "not_stated"),
        ("  ", "not_stated"),
    ],
)
def test_responses_are_normalised_and_none_is_defaulted(file: Path, wording: str, response: str) -> None:
    reading = read_rows(file, row(Response=wording))
    (made,) = reading.recommendations
    assert made.response == response
    assert [position.wording for position in made.positions] == [wording] * (response != "not_stated")
    assert reading.problems == ()


def test_pledges_are_no_recommendations(file: Path) -> None:
    pledge = row(From="Tonga", Response="Voluntary Pledge")
    reading = read_rows(file, pledge, pledge, row(Response="voluntary pledge", Text=" "))
    assert len(attributions(reading)) == 0
    assert [(p.kind, p.state.iso3, p.text) for p in reading.pledges] == [
        ("voluntary_pledge", "TON", "Ratify CEDAW"),
        ("voluntary_pledge", "TON", "Ratify CEDAW"),
        ("voluntary_pledge", "TON", None),
    ]
    assert {str(tag) for tag in reading.pledges[0].tags} == {"upr_info_issues:Women's rights"}
    assert only(reading).code == "duplicate-row"


@pytest.mark.parametrize("sender", ["", "&#40;Unknown&#41;", "(unknown)"])
def test_an_unknown_sender_is_no_state(file: Path, sender: str) -> None:
    reading = read_rows(file, row(From=sender))
    assert reading.recommendations[0].attributions[0].recommending_state is None
    assert (only(reading).severity, only(reading).code, only(reading).column) == (
        Severity.WARNING,
        "unknown-sender",
        "From",
    )
    assert dict(tally(attributions(reading), by.recommending_state)) == {None: 1}


def test_no_wording_of_a_merged_response_is_lost(file: Path) -> None:
    reading = read_rows(
        file, row(Response="Rejected"), row(From="Chad", Response="Noted"), row(From="Mali", Response="Noted")
    )
    (made,) = reading.recommendations
    assert [position.wording for position in made.positions] == ["Rejected; Noted"]


def test_a_merge_adds_no_wording() -> None:
    """A position without a wording has none after its rows are put together."""
    review, positions = ReviewKey.parse("TON:15"), (Position(response=Response.NOTED),)
    alike = tuple(AttributionRow(number, "", review, None, "Ratify CAT", None, (), positions) for number in (2, 3))
    (made,) = AttributionRows("export.csv", alike).recommendations()
    assert made.positions == positions


def test_what_has_no_words_has_no_other_answer(file: Path) -> None:
    reading = read_rows(file, row(Text=""), row(Text="", Response="Noted"))
    assert reading.problem_counts == {"no-text": 2}


def test_what_has_no_words_is_never_the_same(file: Path) -> None:
    reading = read_rows(file, row(Text=""), row(Text="", From="Chad"), row(Text="..."), row(Text="…"))
    assert len(reading.recommendations) == 4
    assert reading.problem_counts == {"no-text": 2}
    assert [made.text for made in reading.recommendations] == [None, None, "...", "…"]


def test_equal_rows_are_kept_and_told(file: Path) -> None:
    reading = read_rows(file, ROW, row(Text="Another"), line(ROW).rstrip("\n"))
    assert (only(reading).code, only(reading).line) == ("duplicate-row", 4)
    assert "line 2" in only(reading).message
    assert len(attributions(reading)) == 3


def test_a_review_that_was_not_held_is_told_once(file: Path) -> None:
    odd = row(To="South Sudan", Session="11")
    pledge = row(To="South Sudan", Session="11", Response="Voluntary Pledge", Text="more")
    reading = read_rows(file, ROW, odd, row(To="South Sudan", Session="11", Text="else"), pledge)
    problem = only(reading)
    assert (problem.code, problem.line, problem.value) == ("not-in-calendar", 3, "SSD:11")
    assert problem.message == "South Sudan, session 11, is not in the calendar known here: 3 rows"
    assert len(reading.recommendations) == 3


def test_issues_stand_once_without_blanks(file: Path) -> None:
    reading = read_rows(file, row(Issue="HIV - Aids, Justice,,HIV  -\tAids"), row(Issue="", Action="", Text="x"))
    assert reading.recommendations[0].issues == ("HIV - Aids", "Justice")
    assert reading.recommendations[1].issues == ()
    assert reading.recommendations[1].attributions[0].action_category is None


# What is refused.


@pytest.mark.parametrize(
    ("cells", "code", "column", "said"),
    [
        ({"To": "Nigera"}, "unknown-state", "To", "Nigeria (NGA)"),
        ({"To": ""}, "unknown-state", "To", "not the name of a State"),
        ({"Response": "Acepted"}, "unknown-response", "Response", "did you mean 'accepted'?"),
        ({"Session": "0"}, "out-of-range", "Session", "1 to 68"),
        ({"Session": "V"}, "out-of-range", "Session", "'V'"),
        ({"Session": "١٨"}, "out-of-range", "Session", "plain digits"),
        ({"Session": ""}, "out-of-range", "Session", "''"),
        ({"Action": "6"}, "out-of-range", "Action", "1 to 5"),
        ({"Action": "x"}, "out-of-range", "Action", "'x'"),
    ],
)
def test_a_row_with_an_error_is_refused_and_kept(
    file: Path, cells: dict[str, str], code: str, column: str, said: str
) -> None:
    bad = row(**cells)
    reading = read_rows(file, ROW, bad, row(Text="Another"))
    problem = only(reading)
    assert (problem.severity, problem.code, problem.file, problem.line) == (Severity.ERROR, code, str(file), 3)
    assert (problem.column, problem.value) == (column, cells[column])
    assert said in str(problem)
    assert problem.hint
    assert str(problem).startswith(f"{file}:3: error {code} in column {column}: ")
    assert [source.cells for source in reading.refused] == [bad]
    assert len(attributions(reading)) == 2


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [("Narnia", "unknown-state", "'Narnia' is not the name"), ("Korea", "ambiguous-state", "Republic of Korea (KOR)")],
)
def test_a_sender_that_is_no_state_is_unknown_and_counted(file: Path, name: str, code: str, said: str) -> None:
    reading = read_rows(file, ROW, row(From=name))
    problem = only(reading)
    assert (problem.severity, problem.code, problem.line) == (Severity.WARNING, code, 3)
    assert (problem.column, problem.value) == ("From", name)
    assert said in str(problem)
    assert str(problem).endswith("it is counted, with an unknown sender")
    assert reading.refused == ()
    assert attributions(reading).items[1].recommending_state is None


def test_a_pledge_beside_a_name_that_is_no_states_is_kept_and_told(file: Path) -> None:
    reading = read_rows(file, row(From="Narnia", Response="Voluntary Pledge"))
    assert len(reading.pledges) == 1
    assert (only(reading).code, only(reading).severity) == ("unknown-state", Severity.WARNING)


def test_every_bad_cell_of_a_row_is_told(file: Path) -> None:
    reading = read_rows(file, row(To="Nigera", Response="Maybe", Session="V"))
    assert [problem.column for problem in reading.problems] == ["To", "Response", "Session"]
    assert len(reading.refused) == 1
    with pytest.raises(ProblemGroup, match="3 errors") as raised:
        reading.raise_for_problems()
    assert isinstance(raised.value, UprError)
    assert [type(error) for error in raised.value.exceptions] == [ProblemError] * 3
    first = pickle.loads(pickle.dumps(raised.value.exceptions[0]))
    assert first.problem == reading.problems[0]
    assert str(first) == str(reading.problems[0])
    matched, rest = raised.value.split(lambda error: "Maybe" in str(error))
    assert isinstance(matched, ProblemGroup)
    assert isinstance(rest, ProblemGroup)
    assert len(matched.exceptions) == 1


def test_warnings_do_not_raise(file: Path) -> None:
    reading = read_rows(file, row(From=""))
    reading.raise_for_problems()
    assert reading.problem_counts == {"unknown-sender": 1}


@pytest.mark.parametrize("cells", [ROW[:-1], (*ROW, "x")])
def test_short_and_long_rows_are_refused(file: Path, cells: tuple[str, ...]) -> None:
    reading = read_rows(file, cells, ROW)
    assert (only(reading).code, only(reading).line) == ("field-count", 2)
    assert f"{len(cells)} cells, the header 11" in str(only(reading))
    assert reading.refused[0].cells == cells
    assert len(reading.recommendations) == 1


def test_blank_rows_are_told_and_kept(file: Path) -> None:
    reading = read_rows(file, "\n", ROW, ("",) * 11, (" ",) * 3)
    assert [(p.severity, p.code, p.line) for p in reading.problems] == [
        (Severity.NOTE, "blank-row", number) for number in (2, 4, 5)
    ]
    assert [source.cells for source in reading.refused] == [(), ("",) * 11, (" ",) * 3]


def test_an_unterminated_quote_is_told_where_it_opens_and_swallows_nothing(file: Path) -> None:
    opened = line(ROW).replace("Ratify", '"Ratify')
    others = [row(Text=f"Text {number}", Issue="A,B") for number in range(300)]
    reading = read_rows(file, ROW, opened, *others)
    problem = only(reading)
    assert (problem.code, problem.line) == ("unterminated-quote", 3)
    assert len(reading.recommendations) == 301
    assert reading.refused[0].raw == opened
    last = read_rows(file, ROW, opened)
    assert (only(last).code, len(last.recommendations)) == ("unterminated-quote", 1)


def test_an_unterminated_quote_may_close_in_another_row(file: Path) -> None:
    opened = line(ROW).replace("Ratify", '"Ratify').rstrip("\n") + "\n"
    closing = line(row(Text="b")).replace(",b,", ',b",')
    reading = read_rows(file, opened, closing, row(Text="c"))
    assert [(p.code, p.line) for p in reading.problems] == [("unterminated-quote", 2)]
    assert [made.text for made in reading.recommendations] == ['b"', "c"]


def test_text_after_a_closing_quote_is_refused(file: Path) -> None:
    bad = line(row(To='"To"nga')).replace('"""To""nga"', '"To"nga')
    reading = read_rows(file, bad, ROW)
    assert (only(reading).code, only(reading).line) == ("stray-quote", 2)
    assert len(reading.recommendations) == 1


def test_a_cell_may_hold_lines(file: Path) -> None:
    long = "\n".join(f'line "{number}"' for number in range(ROW_LINES_LIMIT - 1))
    fillers = [row(Text=f"Text {number}") for number in range(ROW_LINES_LIMIT - 3)]
    reading = read_rows(file, *fillers, row(Text=long), ROW)
    assert reading.problems == ()
    assert reading.recommendations[-2].text == long
    source = reading.recommendations[-1].source
    assert source
    assert source.line == ROW_LINES_LIMIT - 1 + ROW_LINES_LIMIT - 1


def test_a_row_of_too_many_lines_is_refused_line_by_line(file: Path) -> None:
    reading = read_rows(file, row(Text="\n" * (ROW_LINES_LIMIT + 1)), ROW)
    assert reading.problems[0].code == "unterminated-quote"
    assert len(reading.recommendations) == 1
    assert len(reading.refused) == ROW_LINES_LIMIT + 2


def test_a_nul_is_refused(file: Path) -> None:
    reading = read_rows(file, row(Text="a\0b"), ROW)
    assert (only(reading).code, only(reading).line) == ("nul", 2)
    assert len(reading.recommendations) == 1


@pytest.mark.parametrize("text", ["x" * 200_000, "x" * 60_000 + "\n" + "x" * 140_000])
def test_a_cell_too_long_is_refused(file: Path, text: str) -> None:
    reading = read_rows(file, row(Text=text), ROW)
    assert {problem.line for problem in reading.problems} >= {2}
    assert all(problem.severity is Severity.ERROR for problem in reading.problems)
    assert "field-too-long" in reading.problem_counts or "unterminated-quote" in reading.problem_counts
    assert len(str(reading.problems[0])) < 1000
    assert len(reading.recommendations) == 1
    assert "".join(source.raw for source in reading.refused) == line(row(Text=text))
    assert all(source.cells for source in reading.refused)


def test_the_limit_of_a_cell_is_ours(file: Path) -> None:
    limit = csv.field_size_limit(10**9)
    try:
        reading = read_rows(file, row(Text="x" * (CELL_LIMIT + 1)), row(Text="x" * CELL_LIMIT), ROW)
    finally:
        csv.field_size_limit(limit)
    assert (only(reading).code, only(reading).line) == ("field-too-long", 2)
    assert len(reading.recommendations) == 2


def test_a_cell_too_long_in_all_its_lines_is_the_same_under_any_limit(file: Path) -> None:
    long = row(Text="\n".join(["x" * 3000] * 90))
    by_default = read_rows(file, long, ROW)
    limit = csv.field_size_limit(10**9)
    try:
        assert read(file).problem_counts == by_default.problem_counts
    finally:
        csv.field_size_limit(limit)
    assert len(by_default.recommendations) == 1


# Files.


def test_an_empty_file_has_no_header(file: Path) -> None:
    for text in ("", "\n\r\n", "\ufeff"):
        file.write_text(text, encoding="utf-8", newline="")
        reading = read(file)
        empty = reading.problems[-1]
        assert (empty.code, empty.severity) == ("empty-file", Severity.ERROR)
        assert "the file that was meant" in str(empty)
        assert set(reading.problem_counts) <= {"empty-file", "blank-row"}
        assert "".join(source.raw for source in reading.refused) == text.removeprefix("\ufeff")


def test_an_empty_file_that_is_named_has_no_header(file: Path) -> None:
    for text in ("", "\n\n"):
        file.write_text(text, encoding="utf-8")
        reading = read(file, format="upr-info-csv")
        assert reading.problem_counts == {"empty-file": 1} | ({"blank-row": 2} if text else {})
        assert "".join(source.raw for source in reading.refused) == text


def test_blank_rows_above_the_header_are_passed_over(file: Path) -> None:
    read_rows(file, ROW)
    text = file.read_text(encoding="utf-8")
    file.write_text("\n,,,,,,,,,,\n" + text, encoding="utf-8")
    reading = read(file)
    assert len(reading.recommendations) == 1
    assert [(problem.code, problem.line) for problem in reading.problems] == [("blank-row", 1), ("blank-row", 2)]


def test_a_header_alone_gives_no_recommendations(file: Path) -> None:
    reading = read_rows(file)
    assert (reading.problems, reading.recommendations) == ((), ())
    assert f"{tally(recommendations(reading), by.response).share(SUPPORTED):.1%}" == "n/a"


@pytest.mark.parametrize("header", [CSV, XLS])
@pytest.mark.parametrize("place", range(11))
def test_a_missing_column_is_an_error_of_the_file(file: Path, header: tuple[str, ...], place: int) -> None:
    reading = read_rows(file, ROW, header=(*header[:place], *header[place + 1 :]))
    problem = only(reading)
    assert (problem.code, problem.column, problem.line) == ("missing-column", header[place], 1)
    assert reading.recommendations == ()
    assert [source.cells for source in reading.refused] == [ROW]


@pytest.mark.parametrize(
    ("line_", "code"), [('"broken\n', "unterminated-quote"), (line(CSV).replace("To,", "T\0o,", 1), "nul")]
)
def test_a_broken_header_is_an_error_of_the_file(file: Path, line_: str, code: str) -> None:
    file.write_text(line_ + line(CSV) + line(ROW), encoding="utf-8")
    reading = read(file, format="upr-info-csv")
    assert (only(reading).code, only(reading).line) == (code, 1)
    assert [source.cells for source in reading.refused] == [CSV, ROW]


def test_blank_rows_may_stand_above_the_header(file: Path) -> None:
    file.write_text("\n,,\n" + line(CSV) + line(row(Text="a\nb")), encoding="utf-8")
    reading = read(file)
    assert reading.problem_counts == {"blank-row": 2}
    assert [made.source.line for made in reading.recommendations if made.source] == [4]
    assert [source.line for source in reading.refused] == [1, 2]


@pytest.mark.parametrize("name", ["Response", "Session", "to", " From "])
def test_a_double_column_is_an_error_of_the_file(file: Path, name: str) -> None:
    problem = only(read_rows(file, ROW, header=(*CSV, name)))
    assert (problem.code, problem.severity) == ("duplicate-column", Severity.ERROR)


def test_a_pair_of_equal_names_is_no_double_column(file: Path) -> None:
    assert only(read_rows(file, ROW, header=(*XLS, "Rgrp"))).code == "duplicate-column"
    assert read_rows(file, ROW, header=XLS).problems == ()


@pytest.mark.parametrize("text", ["name,age\nx,1\n", '"', '"open\nTo,From', "{}", "%PNG"])
def test_a_file_of_another_kind_raises(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnknownFormat, match="upr-info-csv"):
        read(file)


def test_a_file_of_another_kind_may_be_told_to_be_one(file: Path) -> None:
    file.write_text("name,age\nx,1\n", encoding="utf-8")
    assert read(file, format="upr-info-csv").problem_counts == {"missing-column": 11, "unknown-column": 2}


def test_what_is_no_file_raises(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="No such file") as raised:
        read(tmp_path / "none.csv")
    assert isinstance(raised.value, OSError)
    with pytest.raises(UnreadableFile, match="directory"):
        read(tmp_path)
    with pytest.raises(UnreadableFile, match="NUL"):
        read("a\0b")
    with pytest.raises(UnreadableFile, match="directory or a device"):
        read("/dev/zero")


@pytest.mark.parametrize("name", ["\ud800.csv", "a" * 5000])
def test_a_name_that_cannot_be_opened_raises(name: str) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read(name)


def test_a_name_may_be_bytes(file: Path) -> None:
    read_rows(file, ROW)
    assert len(read(os.fsencode(file)).recommendations) == 1  # type: ignore[arg-type]


def test_a_file_of_too_many_lines_raises(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("upr_model.formats.media.delimited.LINES_LIMIT", 300)
    with pytest.raises(UnreadableFile, match="more than 300 lines"):
        read_rows(file, *[ROW] * 400)


def test_a_small_file_takes_little_memory(file: Path) -> None:
    read_rows(file, ROW)
    tracemalloc.start()
    read(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_the_same_wrong_cell_is_worked_out_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    original = difflib.get_close_matches

    def counting(*arguments: Any, **options: Any) -> list[str]:
        nonlocal calls
        calls += 1
        return original(*arguments, **options)

    monkeypatch.setattr(difflib, "get_close_matches", counting)
    reading = read_rows(file, *[row(To="Nigera", From="Nigera", Text=str(number)) for number in range(50)])
    assert len(reading.problems) == 50
    assert calls == 1
    assert len(read_rows(file, *[row(From="Narnie", Text=str(number)) for number in range(50)]).problems) == 50
    assert calls == 2


def test_a_cell_of_entities_is_no_state(file: Path) -> None:
    reading = read_rows(file, row(From=f"&#{'9' * 5000};"))
    assert only(reading).code == "unknown-state"


def test_a_problem_is_one_line(file: Path) -> None:
    problem = only(read_rows(file, (*ROW, "x"), header=(*CSV, "a\n\x1b[2Jb")))
    assert problem.code == "unknown-column"
    assert str(problem).isprintable()


def test_a_file_too_large_raises(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("upr_model.formats.media.files.FILE_LIMIT", 10)
    file.write_bytes(b"x" * 11)
    with pytest.raises(UnreadableFile, match="11 bytes, and 10 is the limit"):
        read(file)
    assert FILE_LIMIT == 2**30


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"format": "xlsx"}, InvalidValue),
        ({"encoding": "no-such"}, InvalidValue),
        ({"encoding": "base64"}, InvalidValue),
        ({"encoding": "undefined"}, InvalidValue),
        ({"encoding": "punycode"}, InvalidValue),
        ({"encoding": "a\0"}, InvalidValue),
        ({"review": "VNM:18"}, InvalidValue),
        ({"review": ReviewKey.parse("VNM:18")}, InvalidValue),
        ({"review": "VNM"}, ParseError),
        ({"encoding": "ascii"}, UnreadableFile),
    ],
)
def test_what_cannot_be_told_raises(file: Path, options: dict[str, str], error: type[UprError]) -> None:
    file.write_text(line(CSV) + line(row(Text="é")), encoding="utf-8")
    with pytest.raises(error):
        read(file, **options)  # type: ignore[arg-type]


# Encodings.


@pytest.mark.parametrize(
    ("end", "encoding", "guess"),
    [("\r", "mac_roman", "mac_roman"), ("\n", "cp1252", "cp1252"), ("\r\n", "cp1252", "cp1252")],
)
def test_a_guessed_encoding_is_told_with_its_reason(file: Path, end: str, encoding: str, guess: str) -> None:
    text = (line(CSV) + line(row(Text="Hissène Habré vis-à-vis"))).replace("\n", end)
    file.write_bytes(text.encode(encoding))
    reading = read(file)
    assert reading.recommendations[0].text == "Hissène Habré vis-à-vis"
    assert only(reading).code == "encoding-guessed"
    assert f"read as {guess}" in str(only(reading))
    assert "bare CR" in str(only(reading))
    assert f"encoding='{guess}'" in str(only(reading))
    assert read(file, encoding=encoding).problems == ()


def test_utf_8_is_no_guess(file: Path) -> None:
    file.write_text("\ufeff" + line(CSV) + line(row(Text="é")), encoding="utf-8")
    assert read(file).problems == ()
    assert read(file, encoding="utf-8").problems == ()


def test_utf_16_says_so(file: Path) -> None:
    file.write_text(line(CSV) + line(ROW), encoding="utf-16")
    with pytest.raises(UnreadableFile, match="encoding='utf-16'"):
        read(file)
    assert len(read(file, encoding="utf-16").recommendations) == 1
    file.write_text(line(CSV) + line(ROW), encoding="utf-32")
    with pytest.raises(UnreadableFile, match="encoding='utf-32'"):
        read(file)


def test_what_no_guess_fits_raises(file: Path) -> None:
    file.write_bytes(line(CSV).encode() + b"\x81\n")
    with pytest.raises(UnreadableFile, match="name its encoding"):
        read(file)


def test_progress_is_told(file: Path) -> None:
    told: list[tuple[int, int]] = []
    file.write_text(line(CSV) + line(ROW) * 500, encoding="utf-8")
    read(file, progress=lambda done, whole: told.append((done, whole)))
    size = file.stat().st_size
    assert told[0] == (0, size)
    assert told == sorted(told)
    assert {whole for _, whole in told} == {size}
    assert told[-1][0] > size // 2


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(file: Path, enabled: bool) -> None:  # noqa: FBT001
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        read_rows(file, ROW)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


# Laws.

CELLS = st.text(alphabet='ab,"\n\r é', max_size=8)
SOME_ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=8)


@given(SOME_ROWS, st.sampled_from(["\n", "\r", "\r\n"]))
def test_rows_that_are_well_written_are_read_back(given_rows: list[list[str]], end: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([["x", "y"], *given_rows])
    read_back = [cells for _, _, cells, fault in rows(out.getvalue()) if not fault]
    assert read_back == [["x", "y"], *given_rows]


@given(st.text(alphabet='ab,"\n\r\0', max_size=60))
def test_no_character_of_a_file_is_lost(text: str) -> None:
    """Every character stands in exactly one row, and rows begin on the lines they say."""
    read_rows_ = list(rows(text))
    assert "".join(raw for _, raw, _, _ in read_rows_) == text
    starts = [number for number, _, _, _ in read_rows_]
    before = 1
    for number, raw, _, _ in read_rows_:
        assert number == before
        before += len(delimited._LINE.findall(raw))
    assert starts == sorted(set(starts))


@st.composite
def exports(draw: st.DrawFn) -> list[tuple[str, ...]]:
    values = {
        "To": ["Tonga", "TONGA", "Viet Nam", "Nigera", ""],
        "Text": ["Ratify CAT", "ratify cat.", "", "Ré"],
        "From": ["Chad", "Niger", "", "Korea"],
        "Response": ["Accepted", "Noted", "Voluntary Pledge", "?", ""],
        "Action": ["1", "6", ""],
        "Issue": ["A", "A,B", ""],
        "Session": ["15", "18", "0"],
    }
    cells = st.fixed_dictionaries({name: st.sampled_from(options) for name, options in values.items()})
    return draw(st.lists(cells.map(lambda given_cells: row(**given_cells)) | st.just(("short",)), max_size=12))


@given(given_rows=exports(), data=st.data())
def test_every_row_stands_behind_one_record_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, given_rows: list[tuple[str, ...]], data: st.DataObject
) -> None:
    file = tmp_path_factory.getbasetemp() / "law.csv"
    reading = read_rows(file, *given_rows)
    sources = [a.source for made in reading.recommendations for a in made.attributions]
    sources += [pledge.source for pledge in reading.pledges] + list(reading.refused)
    assert Counter(source.cells for source in sources if source) == Counter(given_rows)
    assert sorted(source.line for source in sources if source) == list(range(2, 2 + len(given_rows)))
    errors = {problem.line for problem in reading.problems if problem.severity is Severity.ERROR}
    blank = {problem.line for problem in reading.problems if problem.code == "blank-row"}
    assert errors | blank == {source.line for source in reading.refused}
    raised = suppress(ProblemGroup) if errors else nullcontext()
    with raised:
        reading.raise_for_problems()
        assert not errors
    lazily, of_objects = attributions(reading), attributions(reading.recommendations)
    assert list(lazily) == [lazily.items[index] for index in range(len(lazily))]
    for key in by.KEYS.values():
        if isinstance(key, by.Key):
            ways = [dict(tally(population, key)) for population in (lazily, of_objects)]
            assert ways[0] == ways[1]
    assert dict(mentions(lazily, by.issues)) == dict(mentions(of_objects, by.issues))
    narrowed = [population.where(session=15, response="supported") for population in (lazily, of_objects)]
    assert sorted(map(repr, narrowed[0])) == sorted(map(repr, narrowed[1]))
    shuffled = data.draw(st.permutations(given_rows))
    again = read_rows(file, *shuffled)
    assert Counter(made.id for made in again.recommendations) == Counter(made.id for made in reading.recommendations)
    assert tally(attributions(again), by.response, by.session) == tally(attributions(reading), by.response, by.session)


@given(
    data=st.binary(max_size=200) | st.text(alphabet='TaoC,"\n\r\0é', max_size=200).map(str.encode), headed=st.booleans()
)
def test_any_bytes_give_a_reading_or_ours(tmp_path_factory: pytest.TempPathFactory, data: bytes, headed: bool) -> None:  # noqa: FBT001
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes(line(CSV).encode() * headed + data)
    try:
        reading = read(file)
    except UprError:
        return
    assert isinstance(reading, Reading)
    assert all(isinstance(made.response, Response) for made in reading.recommendations)


@pytest.mark.parametrize(
    "pattern", ['"', 'a","b\n', '"\n', '"a""\n', '"""\n', ',"\n', '"' * 999 + "\n", "\0\n", ",\n", "\n"]
)
def test_hostile_texts_are_read_in_linear_time(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work, in lines that are given to the csv reader, grows with the text, not with its square."""
    given_lines = 0
    original = csv.reader

    def counting_reader(block: list[str], *, strict: bool, delimiter: str) -> Iterator[list[str]]:
        nonlocal given_lines
        given_lines += len(block)
        return original(block, strict=strict, delimiter=delimiter)

    work = []
    monkeypatch.setattr(csv, "reader", counting_reader)
    for repeats in (3_000, 6_000):
        given_lines = 0
        assert sum(1 for _ in rows(line(CSV) + pattern * repeats)) > 1
        work.append(given_lines)
    assert work[1] <= 2.2 * work[0] + 1000


@pytest.mark.parametrize("page", [0, -1, True, "3", 10**19])
def test_a_page_is_a_whole_number_from_one(page: Any) -> None:
    with pytest.raises(InvalidValue, match="the page of a source is a whole number from 1"):
        Source("report.pdf", 1, "text", page)
    assert Source("report.pdf", 1, "text", 3).page == 3
