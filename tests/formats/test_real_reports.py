"""Real reports of 2008 to 2025, compared with a second, plain program's reading of them, and with exports."""

import csv
import datetime as dt
import doctest
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pypdf
import pytest

from printing import letters
from upr_model import (
    NOTED,
    PENDING,
    SUPPORTED,
    NumberedParagraph,
    Reading,
    Response,
    State,
    align,
    attributions,
    by,
    paragraphs,
    read,
    recommendations,
    review_of,
    tally,
    with_addendum,
)
from upr_model.readings import Alignment, PassageKind

pytestmark = pytest.mark.exhaustive  # PDF files take seconds; once in all checks is enough

REPORTS = (
    *("bahrain2012", "cambodia2014", "cuba2013", "ghana2012", "india2008", "indonesia2008"),
    *("morocco2008", "russia2013", "slovakia2014", "tajikistan2011", "vietnam2009", "vietnam2014"),
)
SLOVENIA = {3: "A_HRC_43_15", 4: "A_HRC_59_15"}

# What the plain program calls a position; "made" is pending or supported by a sentence after the list.
RESPONSES = {
    "examined": {PENDING},
    "support": {SUPPORTED},
    "support-implemented": {SUPPORTED},
    "not-support": {NOTED},
    "noted": {NOTED},
    "made": {PENDING, SUPPORTED},
    "unknown": {Response.NOT_STATED},
}


@cache
def reading(file: Path) -> Reading:
    return read(file)


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def numbered(made: Reading) -> dict[str, NumberedParagraph]:
    """Give the paragraphs of the lists: those of the dialogue have a letter, or no item."""
    return {str(each.number): each for each in paragraphs(made) if each.number.item}


@pytest.mark.parametrize("name", REPORTS)
def test_paragraphs_states_and_positions_of_real_reports(shared: Path, name: str) -> None:
    made = reading(shared / f"samples/wg_reports/{name}.pdf")
    found = numbered(made)
    expected = {
        row["paragraph"]: row
        for row in table(shared / "samples/wg_reports/truth_paragraphs.csv")
        if row["report"] == name
    }
    assert set(found) == set(expected)
    for number, row in expected.items():
        states = {state.iso3 for state in found[number].recommending_states}
        assert states == set(row["recommending_states"].replace("|", " ").split()), number
        assert {each.response for each in found[number].recommendations} <= RESPONSES[row["position"]], number


@pytest.mark.parametrize("name", REPORTS)
def test_what_real_reports_say_of_themselves(shared: Path, name: str) -> None:
    made = reading(shared / f"samples/wg_reports/{name}.pdf")
    (row,) = (row for row in table(shared / "samples/wg_reports/truth.csv") if row["report"] == name)
    held = made.report
    assert held is not None
    assert held.symbol is not None
    assert held.symbol.unstarred == row["symbol"]
    assert held.review.session == int(row["session"])
    assert held.review.state == State.parse(row["state"])
    days = (held.date, held.review_date, held.working_group_adoption)
    assert [f"{day:%d %B %Y}".lstrip("0") for day in days if day] == [
        row[each] for each in ("distr_date", "review_date", "adoption_date")
    ]
    assert list(held.troika) == [State.parse(each) for each in row["troika"].split(";")]
    review = review_of(held.review.state, cycle=held.review.cycle)
    assert review.report == held.symbol
    assert review.review_date in (held.review_date, None)
    items = numbered(made)
    assert len(items) == int(row["n_paragraphs"])
    assert sum(len(each.recommending_states) for each in items.values()) <= int(row["n_dyads_segment"])
    by_list: dict[int, list[int]] = {}
    for each in items.values():
        by_list.setdefault(each.number.lead, []).append(each.number.item or 0)
    assert all(numbers == [*range(1, len(numbers) + 1)] for numbers in by_list.values())


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("bahrain2012", {"repaired-number": 1, "bracket": 2}),
        ("cambodia2014", {"repaired-number": 1}),
        ("cuba2013", {"fragments": 12}),
        ("ghana2012", {"comment": 1}),
        ("india2008", {"missing-comma": 1}),
        ("indonesia2008", {"unclear-position": 1, "unknown-sender": 10, "by-reference": 3}),
        ("morocco2008", {"by-reference": 2}),
        ("russia2013", {"comment": 1, "fragments": 2}),
        ("slovakia2014", {}),
        ("tajikistan2011", {"remarks": 1}),
        ("vietnam2009", {"by-reference": 44}),
        ("vietnam2014", {}),
    ],
)
def test_problems_of_real_reports(shared: Path, name: str, codes: dict[str, int]) -> None:
    made = reading(shared / f"samples/wg_reports/{name}.pdf")
    assert made.problem_counts == codes
    assert all(problem.page and problem.line for problem in made.problems)


def test_recommendations_by_reference_of_a_real_report(shared: Path) -> None:
    made = reading(shared / "samples/wg_reports/vietnam2009.pdf")
    assert len(numbered(made)) == 100
    referred = [each for each in made.recommendations if each.paragraph and not each.paragraph.item]
    assert len(referred) == 44
    assert {each.response for each in referred} == {NOTED}
    assert all(each.recommending_states for each in referred)
    assert len(attributions(made)) == 172  # as many as UPR Info has rows


def test_no_state_is_made_up(shared: Path) -> None:
    made = reading(shared / "samples/wg_reports/indonesia2008.pdf")
    items = [each for each in made.recommendations if each.paragraph and each.paragraph.item]
    assert len(items) == 10
    assert all(each.recommending_states == () for each in items)


@pytest.mark.parametrize(
    "file", ["wg_reports/bahrain2012", "wg_reports/morocco2008", "slovenia/A_HRC_43_15_Slovenia_cycle3"]
)
def test_each_letter_of_real_conclusions_belongs_to_one_passage(shared: Path, file: str) -> None:
    """Compared with what pypdf gives, read here in another way: from the last heading to the annex."""
    path = shared / f"samples/{file}.pdf"
    made = reading(path)
    assert made.report is not None
    held = letters("".join(passage.text for passage in made.report.passages))
    text = letters("".join(page.extract_text(extraction_mode="layout") + "\n" for page in pypdf.PdfReader(path).pages))
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    assert held.translate(raised) in text
    heading = max(
        text.lower().rfind("conclusionsand/orrecommendations" + mark)
        for mark in ("**", str(made.report.passages[0].paragraph))
    )
    begin = text.index(held.translate(raised))
    assert begin - heading < 40
    after = text[begin + len(held) :]
    assert after.lower().startswith(("annex", "iii.voluntary", "iv.voluntary", "a/hrc")), after[:40]


def test_footnotes_of_real_reports_are_not_counted(shared: Path) -> None:
    made = reading(shared / "samples/wg_reports/russia2013.pdf")
    assert made.report is not None
    notes = [each.text for each in made.report.passages if each.kind is PassageKind.FOOTNOTE]
    assert sum("(Georgia)" in note for note in notes) == 1
    assert not any("ethnically cleansed" in (each.text or "") for each in made.recommendations)


@cache
def aligned(shared: Path) -> Alignment:
    return align(
        reading(shared / "samples/wg_reports/vietnam2014.pdf"),
        read(shared / "samples/upr_info/viet-nam-session-18.csv"),
    )


def test_all_rows_of_viet_nam_find_their_place(shared: Path) -> None:
    alignment = aligned(shared)
    assert len(alignment.matches) == 256
    assert (alignment.unmatched_report, alignment.unmatched_export, alignment.disagreements) == ((), (), ())


@pytest.mark.parametrize("side", ["report", "export"])
def test_three_true_percentages_of_one_aligned_review(shared: Path, side: str) -> None:
    made = getattr(aligned(shared), side)
    counts = [tally(count(made), by.response) for count in (paragraphs, recommendations, attributions)]
    assert [each.total for each in counts] == [227, 244, 256]
    assert [each[SUPPORTED] for each in counts] == [182, 191, 195]


def test_the_alignment_is_the_reference(shared: Path) -> None:
    expected = [
        (row["paragraph"], row["part"], set(row["recommending_states"].split()), row["response"])
        for row in table(shared / "reference/viet_nam_cycle2.csv")
    ]
    for side in (aligned(shared).export, aligned(shared).report):
        assert [
            (str(each.paragraph), each.part, {state.iso3 for state in each.recommending_states}, str(each.response))
            for each in side
        ] == expected


@pytest.mark.parametrize("number", ["143.15", "143.27", "143.40"])
def test_paragraphs_that_look_mixed_are_not(shared: Path, number: str) -> None:
    held = [each for each in aligned(shared).export if str(each.paragraph) == number]
    assert len({each.response for each in held}) == 1


@pytest.mark.parametrize(("name", "share"), [("ghana2012", 100), ("russia2013", 97), ("cuba2013", 90)])
def test_other_exports_align_with_their_reports(shared: Path, name: str, share: int) -> None:
    made = reading(shared / f"samples/wg_reports/{name}.pdf")
    assert made.report is not None
    export = [
        each
        for each in read(shared / "samples/upr_info/14-17.csv").recommendations
        if each.review == made.report.review
    ]
    alignment = align(made, export)
    rows = sum(len(each.attributions) for each in export)
    assert 100 * len(alignment.matches) >= share * rows
    assert alignment.disagreements == ()


@cache
def answered(shared: Path, cycle: int) -> Reading:
    folder = shared / "samples/slovenia"
    made = reading(folder / f"{SLOVENIA[cycle]}_Slovenia_cycle{cycle}.pdf")
    return with_addendum(made, folder / f"{SLOVENIA[cycle]}_Add1_Slovenia_cycle{cycle}.pdf")


@pytest.mark.parametrize(
    ("cycle", "before", "after", "pairs"),
    [
        (3, {SUPPORTED: 58, PENDING: 157}, {SUPPORTED: 182, NOTED: 33}, 223),
        (4, {PENDING: 254}, {SUPPORTED: 217, NOTED: 37}, 262),
    ],
)
def test_slovenia(
    shared: Path, cycle: int, before: dict[Response, int], after: dict[Response, int], pairs: int
) -> None:
    made = reading(shared / f"samples/slovenia/{SLOVENIA[cycle]}_Slovenia_cycle{cycle}.pdf")
    assert made.problems == ()
    final = answered(shared, cycle)
    assert final.problems == ()
    for each, expected in ((made, before), (final, after)):
        found = Counter(each_.recommendations[0].response for each_ in numbered(each).values())
        assert found == expected
    assert sum(len(each.recommending_states) for each in numbered(final).values()) == pairs


def test_what_real_addenda_say(shared: Path) -> None:
    held = {str(each.paragraph): each.positions[-1] for each in answered(shared, 4).recommendations}
    # The headings of explanations say otherwise.
    assert [held[number].response for number in ("140.73", "140.241", "140.240", "140.132")] == [
        SUPPORTED,
        SUPPORTED,
        NOTED,
        SUPPORTED,
    ]
    assert held["140.73"].date == dt.date(2025, 4, 8)
    assert str(held["140.73"].document) == "A/HRC/59/15/Add.1"


def test_the_second_half_of_the_tutorial(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tutorial shows of the real files is what they give."""
    monkeypatch.chdir(tmp_path)
    Path("A_HRC_26_6.pdf").symlink_to(shared / "samples/wg_reports/vietnam2014.pdf")
    Path("viet-nam-session-18.csv").symlink_to(shared / "samples/upr_info/viet-nam-session-18.csv")
    tutorial = (Path(__file__).parents[2] / "docs/tutorial.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```pycon\n(.*?)^```$", tutorial, re.DOTALL | re.MULTILINE)
    assert len(blocks) == 3
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "tutorial", None, None)
    told: list[str] = []
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append)
    assert (results.failed, results.attempted) == (0, 11), "".join(told)
