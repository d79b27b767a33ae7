"""The bundled dossier of Viet Nam: each fact against its source, or the text that it was taken from."""

import csv
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from upr_model import (
    DATA_AS_OF,
    Confidence,
    CountChange,
    DialogueKind,
    ImplementationStatus,
    Indicator,
    InitiativeKind,
    Period,
    by,
    mentions,
    recommendations,
)
from upr_model.claims import Measure
from upr_model.samples import viet_nam_dossier

OF_2021, OF_2023 = "000_f02b6b2cadadb9ab.txt", "004_a8b289f0017be9b3.txt"


class TestVietNam:
    def test_the_four_reviews_and_their_figures(self) -> None:
        dossier = viet_nam_dossier()
        assert [(r.cycle, str(r.review_date)) for r in dossier.reviews] == [
            (1, "2009-05-08"),
            (2, "2014-02-05"),
            (3, "2019-01-22"),
            (4, "2024-05-07"),
        ]
        told = {
            (each.cycle, str(each.measure), each.policy): each.count
            for each in dossier.counts
            if each.publisher == "Government"
        }
        assert {key: told[key] for key in told if key[0] == 3} == {
            (3, "received", ""): 291,
            (3, "supported", "resolution-5-1"): 220,
            (3, "supported", "partly-is-supported"): 241,
            (3, "partly_supported", ""): 21,
            (3, "noted", ""): 50,
        }
        assert [told[cycle, measure, ""] for cycle in (1, 2, 4) for measure in ("received", "supported")] == [
            123,
            96,
            227,
            182,
            320,
            271,
        ]

    def test_delegations_are_not_recommending_states(self) -> None:
        who = {each.measure: each.count for each in viet_nam_dossier().counts if each.cycle == 2 and each.unit is None}
        assert who == {Measure.DELEGATIONS: 106, Measure.RECOMMENDING_STATES: 101}
        made = recommendations(viet_nam_dossier().recommendations)
        assert len(mentions(made, by.recommending_states)) == 101

    def test_the_statuses_are_those_of_october_2023(self) -> None:
        (statuses,) = viet_nam_dossier().statuses
        assert dict(statuses.counts) == {
            ImplementationStatus.IMPLEMENTED: 209,
            ImplementationStatus.IN_PROGRESS: 30,
            ImplementationStatus.UNDER_CONSIDERATION: 2,
        }
        assert statuses.as_of == Period.parse("2023-10")

    def test_the_second_review_is_that_of_the_table(self, shared: Path) -> None:
        with (shared / "reference" / "viet_nam_cycle2.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        made = viet_nam_dossier().recommendations
        assert len(made) == len(rows) == 244
        for recommendation, row in zip(made, rows, strict=True):
            assert (str(recommendation.paragraph), recommendation.part) == (row["paragraph"], row["part"])
            assert {state.iso3 for state in recommendation.recommending_states} == {
                *row["recommending_states"].replace(";", " ").split()
            }
            assert recommendation.response == row["response"]

    def test_the_dialogues_are_those_of_the_table(self, shared: Path) -> None:
        with (shared / "reference" / "human_rights_dialogues.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        series = {each.id: each for each in viet_nam_dossier().series}
        known = [(name, each) for name, one in series.items() for each in one.dialogues]
        assert len(known) == len(rows) == 21
        for row in rows:
            held = [
                each
                for name, each in known
                if name == f"dialogue-{row['partner'].lower()}" and str(each.number or "") == row["number"]
            ]
            when = row["start"] if row["start"] == row["end"] else f"{row['start']}/{row['end']}"
            (dialogue,) = [each for each in held if each.when == Period.parse(when)]
            assert dialogue.place == row["place"]
            assert dialogue.citations[0].source == row["source"]
            assert dialogue.citations[0].confidence == row["confidence"]
        assert [str(year) for year in series["dialogue-usa"].missed(DATA_AS_OF)] == ["2024"]

    def test_the_security_council_initiatives_have_their_documents(self, shared: Path) -> None:
        with (shared / "reference" / "unsc_vietnam.csv").open(encoding="utf-8") as file:
            rows = {row["symbol"]: row for row in csv.DictReader(file)}
        found = [
            each for each in viet_nam_dossier().initiatives if each.kind is InitiativeKind.SECURITY_COUNCIL_INITIATIVE
        ]
        assert {str(document) for each in found for document in each.documents} == {*rows} - {"S/PRST/2020/1"}
        for each in found:
            row = rows[str(each.documents[0])]
            assert str(each.steps[-1].as_of) == row["date"]
            assert each.citations[1].confidence == row["confidence"]
            assert each.when == Period.parse("2020/2021")

    FACTS = (
        (
            OF_2021,
            "more than 70% of Vietnam's population uses the internet",
            "internet",
            "more than 70 % of the population (2021-12)",
        ),
        (
            OF_2021,
            "72 million social network users, an increase of 7 million users",
            "social-network-users",
            "72,000,000 users (2021-12)",
        ),
        (
            OF_2021,
            "76 million Facebook accounts",
            "facebook-accounts",
            "76,000,000 accounts (2021-12)",
        ),
        (
            OF_2021,
            "nearly 2.6 million likes",
            "government-page-likes",
            "nearly 2,600,000 likes (2021-12)",
        ),
        (
            OF_2021,
            "3 million followers",
            "government-page-followers",
            "3,000,000 followers (2021-12)",
        ),
    )

    @pytest.mark.parametrize(("file", "text", "indicator", "printed"), FACTS)
    def test_the_indicators_say_what_the_report_says(
        self, shared: Path, file: str, text: str, indicator: str, printed: str
    ) -> None:
        assert text in (shared / "seeds" / file).read_text(encoding="utf-8")
        found = viet_nam_dossier().find(indicator)
        assert isinstance(found, Indicator)
        assert str(found.observations[-1]) == printed

    def test_seven_million_in_a_year_is_ten_point_eight_percent(self) -> None:
        users = viet_nam_dossier().find("social-network-users")
        assert isinstance(users, Indicator)
        before, after = (each.quantity.value for each in users.observations)
        assert after - before == 7_000_000
        assert f"{CountChange(int(before), int(after)):+.1%}" == "+10.8%"
        accounts = viet_nam_dossier().find("facebook-accounts")
        assert isinstance(accounts, Indicator)
        assert accounts.unit != users.unit

    SAID = (
        (
            OF_2021,
            "as a candidate of ASEAN",
            lambda d: str(d.find("council-candidacy-2023").on_behalf_of) == "ASEAN",
        ),
        (
            OF_2021,
            "for the term 2023-2025",
            lambda d: str(d.find("council-candidacy-2023").when) == "2023/2025",
        ),
        (
            OF_2021,
            "to more than 50 countries",
            lambda d: str(d.find("masks").reach) == "more than 50 countries",
        ),
        (
            OF_2021,
            "the second draft voluntary mid-term report",
            lambda d: d.find("mid-term-3-draft-2").draft == 2,
        ),
        (
            OF_2021,
            "Granting amnesty decisions to prisoners",
            lambda d: d.find("amnesty").kind is InitiativeKind.AMNESTY,
        ),
        (
            OF_2021,
            "the US (in Washington DC) and Australia",
            lambda d: d.find("usa-25").place == "Washington DC",
        ),
        (
            OF_2021,
            "many countries have affirmed their support for the candidacy",
            lambda d: d.find("exchanges-2021").initiatives == ("council-candidacy-2023",),
        ),
        (
            OF_2021,
            "promoted three initiatives",
            lambda d: len([i for i in d.initiatives if i.kind is InitiativeKind.SECURITY_COUNCIL_INITIATIVE]) == 3,
        ),
        (
            OF_2021,
            "Myanmar, Palestine, Afghanistan, Sudan and Ethiopia",
            lambda d: (
                [x.topics[0].split()[-1] for x in d.dialogues if x.kind is DialogueKind.SPECIAL_SESSION]
                == ["Myanmar", "Palestine", "Afghanistan", "Sudan", "Ethiopia"]
            ),
        ),
        (
            OF_2021,
            "focuses on:",
            lambda d: len([i for i in d.initiatives if i.kind is InitiativeKind.PRIORITY]) == 4,
        ),
        (
            OF_2023,
            "held in Hanoi on Nov 24",
            lambda d: (
                (d.find("workshop-2023-11-24").place, str(d.find("workshop-2023-11-24").when))
                == ("Hanoi", "2023-11-24")
            ),
        ),
        (
            OF_2023,
            "Draft National Report of Vietnam for the 4th Cycle",
            lambda d: (
                d.find("national-4-draft").is_draft and d.find("workshop-2023-11-24").reports == ("national-4-draft",)
            ),
        ),
        (
            OF_2023,
            "2019 National Master Plan",
            lambda d: str(d.find("master-plan-3").adopted) == "2019",
        ),
        (
            OF_2023,
            "one of 25 nations",
            lambda d: "one of 25" in d.find("poverty-index").observations[0].note,
        ),
        (
            OF_2023,
            "in half within a 15-year period",
            lambda d: d.find("poverty-index").observations[0].quantity.value == Fraction(1, 2),
        ),
        (
            OF_2023,
            "the 50 recommendations from the 3rd Cycle",
            lambda d: any("50 recommendations of the third cycle" in c for c in d.find("workshop-2023-11-24").concerns),
        ),
        (
            OF_2023,
            "OHCHR guidelines",
            lambda d: any("OHCHR's guidance" in c for c in d.find("workshop-2023-11-24").concerns),
        ),
        (
            OF_2023,
            "SDG indicators to gauge progress",
            lambda d: any("SDG indicators" in c for c in d.find("workshop-2023-11-24").concerns),
        ),
        (
            OF_2023,
            "Treaty Bodies and Special Procedures",
            lambda d: any("treaty bodies and special procedures" in c for c in d.find("workshop-2023-11-24").concerns),
        ),
    )

    @pytest.mark.parametrize(("file", "text", "holds"), SAID, ids=[text[:30] for _, text, _ in SAID])
    def test_what_the_reports_say_is_in_the_dossier(
        self, shared: Path, file: str, text: str, holds: Callable[[Any], bool]
    ) -> None:
        assert text in (shared / "seeds" / file).read_text(encoding="utf-8")
        assert holds(viet_nam_dossier())

    def test_dates_that_no_report_gives_are_those_of_the_reference(self, shared: Path) -> None:
        told = (shared / "reference" / "README.md").read_text(encoding="utf-8")
        dossier: Any = viet_nam_dossier()
        assert "approved 22 March, launched 31 March 2022" in told
        assert str(dossier.find("mid-term-3").when) == "2022-03-31"
        assert "Decision 1172/QD-TTg of 19 June 2025" in told
        assert (dossier.find("plan-4").document, str(dossier.find("plan-4").adopted)) == (
            "Decision 1172/QD-TTg",
            "2025-06-19",
        )
        assert "2014-2016 (184 of 192 votes), 2023-2025 (elected 11 October 2022, 145 of 189 votes)" in told
        assert "184 of 192" in dossier.find("council-membership-2014").text
        assert (
            str(dossier.find("council-candidacy-2023").steps[-1])
            == "completed as of 2022-10-11 (elected with 145 of 189 votes)"
        )

    def test_every_fact_has_a_source_and_says_how_sure_it_is(self) -> None:
        dossier = viet_nam_dossier()
        cited: list[Any] = [*dossier.all_dialogues, *dossier.initiatives, *dossier.plans, *dossier.reports]
        for record in cited:
            assert record.citations
            assert all(each.confidence is not Confidence.UNKNOWN for each in record.citations)
        assert all(seen_.citations for each in dossier.indicators for seen_ in each.observations)
        assert all(each.citations and each.citations[0].confidence is each.confidence for each in dossier.counts)
        assert all(each.published for statuses in dossier.statuses for each in statuses.publications[:1])
        assert all(made.document and made.source for made in dossier.recommendations)
