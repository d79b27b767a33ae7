"""Addenda: positions by paragraph, in all the ways in which they are written."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing import CLOSING, EXAMINED, SUPPORT, report
from upr_model import (
    NOTED,
    PARTLY_SUPPORTED,
    PENDING,
    SUPPORTED,
    InvalidValue,
    Paragraph,
    PositionStage,
    Reading,
    Response,
    Severity,
    UnreadableFile,
    read,
    with_addendum,
)
from upr_model.formats.media.printed import lines_of_text
from upr_model.formats.working_group.answers import answers_in
from upr_model.formats.working_group.report import read_lines

HEAD = """A/HRC/26/6/Add.1
Distr.: General
20 June 2014
Report of the Working Group on the Universal Periodic Review
Viet Nam
Addendum
"""


def base(pending: int = 12, supported: int = 2, *, conclusions: str = "") -> Reading:
    lists = [f"143. {SUPPORT}", *(f"143.{number} Go on (Mali);" for number in range(1, supported + 1))] * bool(
        supported
    )
    lists += [f"144. {EXAMINED}", *(f"144.{number} Ratify (Chad);" for number in range(1, pending + 1))]
    text = conclusions or "\n".join([*lists, f"145. {CLOSING}"])
    return read_lines(lines_of_text(report(text)), "report.txt")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "add1.txt"


def answered(file: Path, text: str, reading: Reading | None = None, *, head: str = HEAD) -> Reading:
    file.write_text(head + text, encoding="utf-8")
    return with_addendum(reading or base(), file)


def given_to(reading: Reading) -> dict[Response, list[int]]:
    found: dict[Response, list[int]] = {}
    for made in reading.recommendations:
        if made.paragraph and made.paragraph.lead == 144 and made.paragraph.item:
            found.setdefault(made.response, []).append(made.paragraph.item)
    return found


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("1. The Government accepts the following recommendations: 144.1, 144.2 and 144.5.", [1, 2, 5]),
        ("1. The Government accepts 144.1-3, 144.5–6, 144.8- 9 and 144.11 – 12.", [1, 2, 3, 5, 6, 8, 9, 11, 12]),
        ("1. The Government accepts recommendations 144.1, 144.2-\n4, 144.6,144.7.", [1, 2, 3, 4, 6, 7]),
        (
            "1. The Government accepts 144.1. 144.2, 144.3.\n144.4, 144.5.\n144.1-2\n144.9 is explained.",
            [1, 2, 3, 4, 5],
        ),
        ("1. The Government accepts 144.1, 2, 4 and 6.", [1, 2, 4, 6]),
        ("1. Viet Nam supports the following recommendations: 144.1.-144.3., 144.5.", [1, 2, 3, 5]),
        ("1. Recommendations 144.1 to 144.3 enjoy the support of Viet Nam.", [1, 2, 3]),
        ("1. Viet Nam accepts 144.1-3. Recommendations 144.4-6 do not enjoy its support.", [1, 2, 3]),
        ("1. Recommendation 144.1 is not accepted. Recommendation 144.2 is accepted.", [2]),
        ("1. Viet Nam accepts 144.1 and 3 of them are done; 12 laws follow.", [1]),
        ("1. Viet Nam accepts 144.1-5, except 144.3.", [1, 2, 4, 5]),
        ("1. Viet Nam accepts all recommendations but 144.5.", []),
        ("1. Viet Nam accepts 144.1 and\n12\n2. It is so.", [1, 12]),
        ("1. Viet Nam accepts in principle 144.1.", []),
        ("1. Viet Nam accepts 144.1 / 144.3.", [1, 3]),
        ("1. Viet Nam accepts 144.1 and 144.2, except 144.1 and 144.2.", []),
        ("1. Viet Nam accepts 144.5-3, 144.7-9999 and 144.9-", [5, 7, 9]),
        (
            f"1. There are {', '.join(f'{n} noted' for n in range(1, 15))}.\n2. Viet Nam accepts 144.1, 1 supported.",
            [1],
        ),
        ("Accepted recommendations\n1. These are 144.1 and 144.2.", [1, 2]),
        ("144.1 Supported\n144.2. Accepted\n144.3; 144.4 Accepts\n144.5 Noted", [1, 2, 3, 4]),
        ("Viet Nam supports the following recommendations:\n144.1, 144.2.\n", [1, 2]),
    ],
)
def test_numbers_are_enumerated_in_several_ways(file: Path, text: str, supported: list[int]) -> None:
    found = given_to(answered(file, text))
    assert found.get(SUPPORTED, []) == supported


def test_the_number_of_the_list_may_be_left_out_where_there_is_one(file: Path) -> None:
    text = "1. Viet Nam accepts the recommendations 1–3, 5, and 8 – 10.\n2. Viet Nam takes note of recommendations 4, 6–\n7."
    reading = answered(file, text, base(12, supported=0))
    assert given_to(reading) == {SUPPORTED: [1, 2, 3, 5, 8, 9, 10], NOTED: [4, 6, 7], PENDING: [11, 12]}
    two = answered(file, text)
    assert codes(two) == ["not-decidable"]


def test_three_headings_are_two_positions(file: Path) -> None:
    reading = answered(
        file,
        "1. Viet Nam received 14 recommendations, of which 2 were immediately supported; with this document, 9 are now "
        "supported and 3 noted.\nAccepted recommendations\n2. The Government accepts 144.1-4.\n"
        "Accepted recommendations that Viet Nam considers already\nimplemented or in the process of implementation\n"
        "3. The Government accepts 144.5-9 and provides information:\n144.5-6\nThis was done.\nNoted recommendations\n"
        "4. For the time being, the Government notes recommendations 144.10, 144.11, 144.12.\n",
    )
    assert given_to(reading) == {SUPPORTED: [*range(1, 10)], NOTED: [10, 11, 12]}
    assert reading.problems == ()


def test_headings_of_explanations_decide_nothing(file: Path) -> None:
    reading = answered(
        file,
        "1. The Government accepts 144.1, 144.2, 144.3 and wishes to provide the following information:\n"
        "144.1-6\nExplained together.\n2. The Government takes note of recommendations 144.4, 144.5 and\n144.6.\n"
        "144.3-4\nNot yet.\n144.2, 5\nNor this. 144.7 is accepted.",
    )
    assert given_to(reading) == {SUPPORTED: [1, 2, 3], NOTED: [4, 5, 6], PENDING: [*range(7, 13)]}
    assert codes(reading) == ["still-pending"]
    assert reading.problems[0].message == "6 paragraphs are still pending: 144.7, 144.8, 144.9, 144.10, 144.11, 144.12"


def test_one_paragraph_may_tell_several_positions(file: Path) -> None:
    text = "1. Viet Nam supports 144.1-4, partially accepts 144.5, and takes note of 144.6-12."
    assert given_to(answered(file, text)) == {SUPPORTED: [1, 2, 3, 4], PARTLY_SUPPORTED: [5], NOTED: [*range(6, 13)]}


def test_a_position_is_added_to_those_of_the_report(file: Path) -> None:
    reading = answered(file, "1. The Government accepts 144.1 and notes 144.2.")
    first = next(made for made in reading.recommendations if made.paragraph == Paragraph.parse("144.1"))
    before, after = first.positions
    assert (before.response, before.stage) == (PENDING, PositionStage.WORKING_GROUP)
    assert (after.response, after.stage, after.wording) == (SUPPORTED, PositionStage.ADDENDUM, "The Government accepts")
    assert (after.date, str(after.document)) == (dt.date(2014, 6, 20), "A/HRC/26/6/Add.1")
    assert reading.sources == ("report.txt", str(file))


def test_a_position_that_was_told_may_change(file: Path) -> None:
    reading = answered(file, "1. Viet Nam takes note of 143.2 and accepts 144.1-12.")
    assert [made.response for made in reading.recommendations[:2]] == [SUPPORTED, NOTED]


def test_all_parts_of_a_paragraph_are_answered(file: Path) -> None:
    report_of_parts = base(conclusions=f"143. {EXAMINED}\n143.1 Ratify (Mali); Sign (Chad).\n144. {CLOSING}")
    reading = answered(file, "1. The Government accepts 143.1.", report_of_parts)
    assert [made.response for made in reading.recommendations] == [SUPPORTED, SUPPORTED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Accepted are 144.1-12 and 144.77.", ["unknown-paragraph"]),
        ("1. Viet Nam accepts 144.1-12 and takes note of 144.3.", ["conflicting-response", "still-pending"]),
        ("1. In all, 14 recommendations are supported, 5 noted.\n2. Viet Nam accepts 144.1-12.", ["totals-differ"]),
        ("1. Viet Nam accepts 144.1-12; 144.5 is supported.", []),
        ("1. Viet Nam accepts 144.1-12, except 144.3.", ["unclear-position", "still-pending"]),
        ("1. Of these 12 are supported.\n2. Viet Nam accepts 144.1-12.", []),
        (
            "1. The recommendations 144.1-3 were discussed. Viet Nam accepts 144.4-12.",
            ["unclear-position", "still-pending"],
        ),
        ("Viet Nam accepts the recommendations 144.1-12.", ["not-numbered"]),
        ("1. Viet Nam accepts 144.1-12, 144.5-3.", ["unclear-position"]),
    ],
)
def test_what_does_not_fit_is_told(file: Path, text: str, expected: list[str]) -> None:
    assert codes(answered(file, text)) == expected


def test_answers_in_prose_decide_nothing(file: Path) -> None:
    text = "1. Slovenia accepts the recommendation.\n2. It is, in general, in favour of it; see 5.\n"
    reading = answered(file, text)
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("not-decidable", Severity.ERROR)]
    assert given_to(reading) == {PENDING: [*range(1, 13)]}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("20 June 2014\n", ["not-found"]),
        (HEAD.replace("26/6", "43/15"), ["other-document"]),
        (HEAD.replace("2014", "2013"), ["early-date"]),
    ],
)
def test_the_document_is_checked(file: Path, head: str, expected: list[str]) -> None:
    reading = answered(file, "1. Viet Nam accepts 144.1-12.", head=head)
    assert codes(reading) == expected
    assert given_to(reading) == {SUPPORTED: [*range(1, 13)]}


def test_an_addendum_is_given_once_and_to_a_report(file: Path, tmp_path: Path) -> None:
    reading = answered(file, "1. Viet Nam accepts 144.1-12.")
    with pytest.raises(InvalidValue, match=r"has the positions of A/HRC/26/6/Add\.1 already"):
        with_addendum(reading, file)
    with pytest.raises(InvalidValue, match="an addendum answers a report"):
        with_addendum("report.txt", file)  # type: ignore[arg-type]
    with pytest.raises(UnreadableFile):
        with_addendum(base(), tmp_path / "none.pdf")


@given(st.data())
def test_whatever_is_enumerated_is_found(data: st.DataObject) -> None:
    """Any partition of a list, in any of the ways of writing it."""
    whole = 40
    groups: dict[Response, list[int]] = {SUPPORTED: [], NOTED: []}
    for number in range(1, whole + 1):
        groups[data.draw(st.sampled_from([SUPPORTED, NOTED]))].append(number)
    words = {SUPPORTED: "The Government accepts recommendations", NOTED: "The Government takes note of recommendations"}
    texts = []
    for response, numbers in groups.items():
        pieces: list[str] = []
        while numbers:
            first = last = numbers.pop(0)
            while numbers and numbers[0] == last + 1 and data.draw(st.booleans()):
                last = numbers.pop(0)
            prefix = data.draw(st.sampled_from(["144.", "144 .", ""])) if pieces else "144."
            dash = data.draw(st.sampled_from(["-", "–", " – ", "- ", "-\n"]))
            end = data.draw(st.sampled_from(["", "144."]))
            pieces.append(f"{prefix}{first}{f'{dash}{end}{last}' if last > first else ''}")
        separators = [data.draw(st.sampled_from([", ", ",", "; ", " and ", ",\n"])) for _ in pieces]
        if pieces:
            joint = "".join(piece + separator for piece, separator in zip(pieces, separators, strict=True))
            texts.append(f"{words[response]} {joint.rstrip(', ;and' + chr(10))}.")
    text = "\n".join(f"{number}. {each}" for number, each in enumerate(texts, start=1))
    answers = answers_in(lines_of_text(text), {144})
    found = {paragraph.item: each.response for each in answers.given for paragraph in each.paragraphs}
    expected = read_back(text)
    assert found == expected
    assert len(found) == whole


def read_back(text: str) -> dict[int | None, Response]:
    """Read an enumeration as a person does, number by number, knowing how it was made."""
    import re  # noqa: PLC0415

    found: dict[int | None, Response] = {}
    for paragraph in re.split(r"\n(?=[0-9]\. The)", text):
        response = SUPPORTED if "accepts" in paragraph else NOTED
        plain = re.sub(r"144\s?\.", "", paragraph[2:])
        for first, last in re.findall(r"(\d+)(?:\s*[-–]\s*(\d+))?", plain):
            found.update(dict.fromkeys(range(int(first), int(last or first) + 1), response))
    return found


@given(st.text(st.sampled_from("0123456789.,;-– \nandrecommendations1.Viet Nam accepts")))
def test_any_text_gives_answers(text: str) -> None:
    answers = answers_in(lines_of_text(text), {1, 12, 144})
    assert all(each.paragraphs for each in answers.given)


def test_time_grows_with_the_text_and_not_faster() -> None:
    import time  # noqa: PLC0415

    for piece in ["144.1-999, ", "1. ", "144. ", "12, ", "\n144.1-2\n", "1. Viet Nam accepts 144.1\n"]:
        lines = lines_of_text("1. Viet Nam accepts " + piece * (1_000_000 // len(piece)))
        start = time.perf_counter()
        answers_in(lines, {144})
        assert time.perf_counter() - start < 20, piece


def test_a_file_of_the_addendum_alone_is_no_list_of_recommendations(file: Path) -> None:
    file.write_text(HEAD + "1. Viet Nam accepts 144.1-12.", encoding="utf-8")
    assert codes(read(file, review="VNM:18"))[-1] == "no-conclusions"
