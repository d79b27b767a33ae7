"""A report and an export brought together: by State first, then by text."""

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upr_model import (
    NOTED,
    PENDING,
    SUPPORTED,
    Attribution,
    DocumentSymbol,
    InvalidValue,
    Paragraph,
    Position,
    Reading,
    Recommendation,
    Response,
    ReviewKey,
    State,
    align,
    strategies,
)
from upr_model.readings import Alignment, MatchKind, matching
from upr_model.records.recommendation import normalised

REVIEW = ReviewKey(State.parse("VNM"), 18)
DOCUMENT = DocumentSymbol.parse("A/HRC/26/6")


def recommendation(
    text: str | None, states: str, response: Response | None = None, *, paragraph: str = "", part: str = ""
) -> Recommendation:
    return Recommendation(
        review=REVIEW,
        document=DOCUMENT if paragraph else None,
        paragraph=Paragraph.parse(paragraph) if paragraph else None,
        part=part,
        text=text,
        attributions=tuple(
            Attribution(review=REVIEW, recommending_state=State.parse(iso3) if iso3 != "?" else None)
            for iso3 in states.split()
        ),
        positions=(Position(response=response),) if response else (),
    )


def kinds(alignment: Alignment) -> list[str]:
    return [
        f"{match.report.paragraph} {match.attribution.recommending_state} {match.kind}" for match in alignment.matches
    ]


def test_the_same_text_of_two_states_is_told_apart_by_the_state() -> None:
    """As in Viet Nam's 143.15, 143.27 and 143.40: by text alone they look answered in two ways."""
    report = [
        recommendation("Ratify the Rome Statute", "EST", PENDING, paragraph="143.15"),
        recommendation("Ratify the Rome Statute", "URY", PENDING, paragraph="143.27"),
    ]
    export = [
        recommendation("Ratify the Rome Statute", "URY", NOTED),
        recommendation("Ratify the Rome Statute. ", "EST", SUPPORTED),
    ]
    alignment = align(report, export)
    assert [each.response for each in alignment.report] == [SUPPORTED, NOTED]
    assert [(str(each.id), each.response) for each in alignment.export] == [
        ("A/HRC/26/6#143.15", SUPPORTED),
        ("A/HRC/26/6#143.27", NOTED),
    ]
    assert (alignment.divided, alignment.unmatched_report, alignment.unmatched_export) == ((), (), ())


@pytest.mark.parametrize(
    ("own", "other", "kind"),
    [
        ("Ratify the Convention", "ratify,  the CONVENTION.", MatchKind.TEXT),
        ("Ratify the Conven tion", "Ratify the Convention", MatchKind.LETTERS),
        (
            "Ratify the Convention and its Optional Protocol without any delay at all",
            "Ratify the Convention",
            MatchKind.CONTAINED,
        ),
        ("accede", "Sign and accede to the very long treaty of this or another name", None),
        (
            "Ratify the treaty on the protection of all",
            "Ratify the covenant on the protection of all",
            MatchKind.SIMILAR,
        ),
        ("Ratify the Convention", "Abolish the penalty of death now", None),
        ("Ratify", None, None),
        (None, None, None),
    ],
)
def test_texts_match_in_four_ways(own: str | None, other: str | None, kind: MatchKind | None) -> None:
    alignment = align(
        [recommendation(own, "MLI", PENDING, paragraph="143.1")], [recommendation(other, "MLI", SUPPORTED)]
    )
    assert [match.kind for match in alignment.matches] == [kind] * (kind is not None)
    assert len(alignment.unmatched_report) == len(alignment.unmatched_export) == (kind is None)
    assert alignment.kinds == {each: int(each is kind) for each in MatchKind}


def test_the_most_alike_are_matched_first() -> None:
    report = [
        recommendation("Ratify the treaty on the protection of all persons", "MLI", paragraph="143.1"),
        recommendation("Ratify the treaty on the protection of all children", "MLI", paragraph="143.2"),
    ]
    export = [
        recommendation("Ratify the convention on the protection of all children", "MLI", SUPPORTED),
        recommendation("Ratify the convention on the protection of all persons", "MLI", NOTED),
    ]
    alignment = align(report, export)
    assert [(str(each.report.paragraph), each.export.response) for each in alignment.matches] == [
        ("143.1", NOTED),
        ("143.2", SUPPORTED),
    ]
    assert alignment.matches[0].similarity == Fraction(8, 9)


def test_rows_that_divide_one_ask_all_find_it() -> None:
    report = [recommendation("Ratify the Convention and accede to the Statute", "MLI TCD", PENDING, paragraph="143.1")]
    export = [
        recommendation("Ratify the Convention", "MLI TCD", SUPPORTED),
        recommendation("accede to the Statute", "MLI TCD", NOTED),
    ]
    alignment = align(report, export)
    assert len(alignment.matches) == 4
    assert alignment.unmatched_export == ()
    assert alignment.divided == (report[0],)
    assert alignment.report[0].response is PENDING
    assert [(each.part, each.response) for each in alignment.export] == [("1", SUPPORTED), ("2", NOTED)]
    parts = [recommendation("Ratify the Convention", "MLI", paragraph="143.1", part="b")]
    both = [recommendation("Ratify the Convention", "MLI", SUPPORTED), recommendation("Ratify the", "MLI", NOTED)]
    assert [each.part for each in align(parts, both).export] == ["b1", "b2"]


def test_what_only_one_side_has_stays() -> None:
    report = [recommendation("Ratify the Convention", "MLI TCD", PENDING, paragraph="143.1")]
    export = [recommendation("Ratify the Convention", "MLI FJI", SUPPORTED)]
    alignment = align(report, export)
    assert [str(each) for each in alignment.unmatched_report] == ["A/HRC/26/6#143.1, Chad"]
    assert [str(each.attribution.recommending_state) for each in alignment.unmatched_export] == ["Fiji"]
    assert [len(each.attributions) for each in alignment.export] == [1, 1]
    assert [each.paragraph is None for each in alignment.export] == [False, True]
    assert str(alignment) == "1 matches (1 by text); 1 and 1 unmatched; 0 disagreements"
    assert str(alignment.matches[0]) == "A/HRC/26/6#143.1, Mali: supported (text)"


def test_the_same_words_of_another_state_are_told() -> None:
    report = [
        recommendation("Protect all", "KAZ", PENDING, paragraph="143.1"),
        recommendation("Go on", "KOR", PENDING, paragraph="143.2"),
    ]
    export = [recommendation("Protect all.", "AFG", SUPPORTED), recommendation("Stop", "PRK", SUPPORTED)]
    alignment = align(report, export)
    (match,) = alignment.other_states
    assert (str(match.report.id), str(match.attribution.recommending_state)) == ("A/HRC/26/6#143.1", "Afghanistan")
    assert alignment.matches == ()


def test_unknown_senders_match_each_other_alone() -> None:
    report = [recommendation("Go on", "?", PENDING, paragraph="143.1")]
    assert kinds(align(report, [recommendation("Go on", "?", SUPPORTED)])) == ["143.1 None text"]
    assert kinds(align(report, [recommendation("Go on", "MLI", SUPPORTED)])) == []
    assert (
        str(align(report, [recommendation("Go on", "?", NOTED)]).matches[0])
        == "A/HRC/26/6#143.1, unknown: noted (text)"
    )


def test_disagreements_are_told_and_the_export_is_added() -> None:
    report = [
        recommendation("Go on", "MLI", SUPPORTED, paragraph="143.1"),
        recommendation("Stop", "MLI", SUPPORTED, paragraph="143.2"),
    ]
    alignment = align(report, [recommendation("Go on", "MLI", NOTED), recommendation("Stop", "MLI", SUPPORTED)])
    assert [str(match.report.paragraph) for match in alignment.disagreements] == ["143.1"]
    assert [[each.response for each in made_.positions] for made_ in alignment.report] == [
        [SUPPORTED, NOTED],
        [SUPPORTED],
    ]


def test_another_review_never_matches() -> None:
    other = recommendation("Go on", "MLI", SUPPORTED)
    moved = Recommendation(
        review=ReviewKey(State.parse("VNM"), 33),
        text="Go on",
        attributions=(Attribution(review=ReviewKey(State.parse("VNM"), 33), recommending_state=State.parse("MLI")),),
    )
    alignment = align([recommendation("Go on", "MLI", PENDING, paragraph="143.1")], [moved, other])
    assert [match.export for match in alignment.matches] == [other]
    assert alignment.unmatched_export == ()  # it is left aside


def test_what_is_no_report_raises() -> None:
    with pytest.raises(InvalidValue, match="give the report first, then the export"):
        align([recommendation("Go on", "MLI")], [])
    with pytest.raises(InvalidValue, match="the export is a Reading or recommendations, not 1"):
        align([], [1])  # type: ignore[list-item]


def test_many_unlike_texts_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching.Budget, "allows", lambda *_: False)
    alignment = align(
        [recommendation("Go on with it", "MLI", paragraph="143.1")],
        [recommendation("Go on with that", "MLI", SUPPORTED)],
    )
    assert alignment.matches == ()


numbered = st.lists(strategies.recommendations(numbered=True), max_size=6)
others = st.lists(strategies.recommendations(), max_size=6)


@given(numbered, others)
def test_each_row_has_one_place_at_most_and_none_is_lost(
    report: list[Recommendation], export: list[Recommendation]
) -> None:
    alignment = align(report, export)
    reviews = {each.review for each in report}
    export = [each for each in export if each.review in reviews]
    rows = sorted(repr(each) for recommendation in export for each in recommendation.attributions)
    assert sorted(repr(each) for recommendation in alignment.export for each in recommendation.attributions) == rows
    left = [repr(each.attribution) for each in alignment.unmatched_export]
    assert sorted([*(repr(match.attribution) for match in alignment.matches), *left]) == rows
    assert len(alignment.report) == len(report)
    for match in alignment.matches:
        assert match.report.review == match.export.review
        assert match.attribution.recommending_state in {a.recommending_state for a in match.report.attributions}


@given(numbered)
def test_a_report_aligned_with_itself_leaves_only_what_has_no_words(report: list[Recommendation]) -> None:
    alignment = align(report, report)
    assert not any(normalised(each.attribution.text or "") for each in alignment.unmatched_export)
    assert not any(normalised(each.recommendation.text or "") for each in alignment.unmatched_export)
    assert all(match.kind is MatchKind.TEXT for match in alignment.matches)


@given(numbered, others)
def test_what_the_export_says_is_kept(report: list[Recommendation], export: list[Recommendation]) -> None:
    """Texts, responses, tags and assessments are those of the export, whatever was matched."""
    reviews = {each.review for each in report}
    known = [each for each in export if each.review in reviews]

    def said(each: Recommendation) -> list[str]:
        return [repr((a, each.text, each.positions, each.tags, each.assessments)) for a in each.attributions]

    alignment = align(report, Reading(sources=("x",), recommendations=tuple(export)))
    assert sorted(row for each in alignment.export for row in said(each)) == sorted(
        row for each in known for row in said(each)
    )


@pytest.mark.parametrize("response", [PENDING, None])
def test_an_export_that_leaves_open_what_the_report_states_changes_nothing(response: Response | None) -> None:
    alignment = align(
        [recommendation("Go on", "MLI", SUPPORTED, paragraph="143.1")], [recommendation("Go on", "MLI", response)]
    )
    assert [each.response for each in alignment.report] == [SUPPORTED]
    assert alignment.disagreements == ()


def test_work_is_bounded() -> None:
    """Four thousand long texts of one State that are nearly alike: seconds."""
    texts = [" ".join("ab"[(number >> bit) % 2] for bit in range(300)) for number in range(2000)]
    start = time.perf_counter()
    report = [recommendation(text, "MLI", paragraph=f"1.{place}") for place, text in enumerate(texts, start=1)]
    align(report, [recommendation(f"{text} c", "MLI", SUPPORTED) for text in texts])
    assert time.perf_counter() - start < 30
