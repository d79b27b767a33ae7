"""The figures of real files: they are not part of the repository, so these tests need them beside it."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from upr_model import (
    NOTED,
    SUPPORTED,
    Reading,
    RegionalGroup,
    ReviewKey,
    State,
    UnitUnavailable,
    attributions,
    by,
    mentions,
    paragraphs,
    read,
    recommendations,
    tally,
)


@pytest.fixture(scope="module")
def readings() -> dict[Path, Reading]:
    return {}


@pytest.fixture
def export(shared: Path, readings: dict[Path, Reading]) -> Reading:
    """Sessions 14 to 17."""
    path = shared / "samples/upr_info/14-17.csv"
    if path not in readings:
        readings[path] = read(path)
    return readings[path]


def test_responses_by_attribution_and_by_recommendation(export: Reading) -> None:
    rows = tally(attributions(export), by.response)
    assert (rows.total, rows[SUPPORTED], rows[NOTED]) == (9598, 7105, 2493)
    asks = tally(recommendations(export), by.response)
    assert (asks.total, asks[SUPPORTED], asks[NOTED]) == (9383, 7011, 2372)


def test_support_by_regional_group(export: Reading) -> None:
    counts = tally(attributions(export), by.regional_group, by.response)
    shares = {group: counts.share((group, SUPPORTED), within=by.regional_group) for group in RegionalGroup}
    assert {str(group): (share.part, share.whole) for group, share in shares.items()} == {
        "african": (2250, 2746),
        "asia_pacific": (1815, 2728),
        "grulac": (1107, 1503),
        "eeg": (992, 1150),
        "weog": (941, 1471),
    }


def test_issues_overlap(export: Reading) -> None:
    assert mentions(attributions(export), by.issues).assignments == 17343


def test_the_raw_rows_are_the_attributions_and_the_refused_rows(export: Reading, shared: Path) -> None:
    with (shared / "samples/upr_info/14-17.csv").open(encoding="mac_roman", newline="") as file:
        _, *raw = map(tuple, csv.reader(file))
    sources = [attribution.source for attribution in attributions(export)] + list(export.refused)
    assert Counter(source.cells for source in sources if source) == Counter(raw)


def test_one_ask_with_two_answers_is_two_recommendations(export: Reading) -> None:
    asks = [
        made
        for made in export.recommendations
        if made.review == ReviewKey.parse("TON:15") and made.text == "Ratify CEDAW"
    ]
    assert [(made.response, [state.iso3 for state in made.recommending_states]) for made in asks] == [
        (SUPPORTED, ["AUS"]),
        (NOTED, ["MDV", "SVN"]),
    ]


def test_what_was_in_doubt_is_told(export: Reading) -> None:
    assert export.problem_counts == {"duplicate-row": 1, "encoding-guessed": 1}
    assert "read as mac_roman" in str(export.problems[0])
    assert export.refused == ()


def test_the_same_review_by_rows_and_by_paragraphs(shared: Path) -> None:
    reading = read(shared / "samples/upr_info/viet-nam-session-18.csv")
    assert (len(attributions(reading)), len(recommendations(reading))) == (256, 244)
    assert str(tally(recommendations(reading), by.response).share(SUPPORTED)) == "191 of 244 (78.3%)"
    assert str(tally(attributions(reading), by.response).share(SUPPORTED)) == "195 of 256 (76.2%)"
    assert len(mentions(recommendations(reading), by.recommending_states)) == 101
    with pytest.raises(UnitUnavailable, match=r"no paragraph number .* recommendation and attribution"):
        paragraphs(reading)


def test_pledges_are_not_counted(shared: Path) -> None:
    reading = read(shared / "samples/upr_info/voluntary.csv")
    assert (len(reading.pledges), len(recommendations(reading)), reading.refused) == (947, 0, ())


def test_accents_are_read_right(shared: Path) -> None:
    reading = read(shared / "samples/formats/upr_info_legacy_slice.csv")
    assert reading.recommendations[0].text
    assert "lèse-majesté" in reading.recommendations[0].text
    assert len(attributions(reading)) == 3


def test_every_name_of_the_whole_export_is_a_state(shared: Path) -> None:
    profile = json.loads((shared / "samples/formats/upr_info_legacy_profile.json").read_text(encoding="utf-8"))
    assert len({State.parse(name) for name in profile["to_names"]}) == 193
