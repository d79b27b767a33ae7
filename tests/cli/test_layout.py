from __future__ import annotations

import datetime as dt

from attrs import evolve

from upr_model import Dialogue, DialogueSeries, Dossier, Party, Period, Reading, State, example
from upr_model.reporting.dossiers import overview
from upr_model.reporting.layout import aligned
from upr_model.reporting.side_by_side import three_ways
from upr_model.values.vocabulary import DialogueKind, PartyKind, Response


def test_columns_are_aligned_to_either_side() -> None:
    rows = [("status", "count", "share"), ("noted", "9", "1.0%"), ("", "", "")]
    assert aligned(rows) == ["status  count  share", "noted   9      1.0%", ""]
    assert aligned(rows, right=2) == ["status  count  share", "noted       9   1.0%", ""]


def test_three_units_stay_aligned_beside_a_long_response() -> None:
    first, *rest = example().recommendations
    partly = evolve(first, positions=(evolve(first.positions[0], response=Response.PARTLY_SUPPORTED),))
    table = three_ways(Reading(sources=("file",), recommendations=(partly, *rest))).split("\n\n")[1]
    assert len({len(line) for line in table.splitlines()}) == 1


def test_a_series_says_what_is_known_of_it() -> None:
    partner = Party(PartyKind.REGIONAL_ORGANISATION, "European Union")
    meeting = Dialogue(
        kind=DialogueKind.BILATERAL, parties=(partner,), when=Period(dt.date(2019, 3, 4), dt.date(2019, 3, 4))
    )
    series = [
        DialogueSeries(partner=partner, years=None),
        DialogueSeries(partner=partner, years=1, dialogues=(meeting,)),
        DialogueSeries(partner=partner, years=1, dialogues=(evolve(meeting, number=9),)),
    ]
    for each, line in zip(
        series,
        (
            "European Union: 0 known",
            "European Union: 1 known, last 2019-03-04, next expected 2020",
            "European Union: 1 known, last number 9, 2019-03-04, next expected 2020",
        ),
        strict=True,
    ):
        dossier = Dossier(state=State.parse("Viet Nam"), series=(each,))
        assert f"\n  {line}\n" in overview(dossier, dt.date(2020, 1, 1)) + "\n"
