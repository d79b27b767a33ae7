"""The dossier: what it holds, that it holds together, what it is asked, and how two are put together."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from upr_model import (
    Assessment,
    Assessor,
    AssessorKind,
    Citation,
    Confidence,
    Dialogue,
    DialogueKind,
    DialogueSeries,
    Dossier,
    DossierError,
    ImplementationStatus,
    Indicator,
    Initiative,
    InitiativeKind,
    InitiativeStatus,
    InitiativeStep,
    InvalidValue,
    Observation,
    Party,
    PartyKind,
    Period,
    Plan,
    PlanItem,
    PledgeOrigin,
    Qualifier,
    Quantity,
    RecommendationId,
    Report,
    ReportKind,
    ReviewKey,
    Share,
    State,
    Tag,
    UndefinedShare,
    UnknownState,
    by,
    dialogues_on,
    diff,
    example,
    implementation_rate,
    mentions,
    merge_dossiers,
    overdue,
    pledges_without_follow_up,
    raised_in_dialogues,
    recommendations,
    served_by,
    strategies,
    unaddressed,
    untagged,
)
from upr_model.readings import Source
from upr_model.records.plan import DUES_LIMIT
from upr_model.samples import viet_nam_counts, viet_nam_statuses

VNM, USA = State.parse("VNM"), Party.of("USA")
ASKED = example().recommendations[:3]
DAY = dt.date(2026, 11, 21)


def pledge(name: str, **rest: Any) -> Initiative:
    return Initiative(id=name, state=VNM, kind=InitiativeKind.VOLUNTARY_PLEDGE, **rest)


def met(number: int | None, when: str, **rest: Any) -> Dialogue:
    told = {"kind": DialogueKind.BILATERAL, "parties": (USA,), "number": number, "when": Period.parse(when), **rest}
    return Dialogue(**told)


class TestValues:
    def test_a_party_is_a_state_by_its_code_or_anything_else_by_its_name(self) -> None:
        assert (Party.of("United States of America"), USA.state) == (USA, State.parse("USA"))
        assert Party(PartyKind.REGIONAL_ORGANISATION, "European Union").state is None
        with pytest.raises(InvalidValue, match="by its code, USA, not 'United States of America'"):
            Party(PartyKind.STATE, "United States of America")
        with pytest.raises(UnknownState):
            Party(PartyKind.STATE, "Atlantis")
        with pytest.raises(InvalidValue, match="name must be a text"):
            Party(PartyKind.UN, "")

    @pytest.mark.parametrize(
        ("qualifier", "allowed"),
        [
            (None, [False, True, False]),
            (Qualifier.MORE_THAN, [False, False, True]),
            (Qualifier.AT_LEAST, [False, True, True]),
            (Qualifier.LESS_THAN, [True, False, False]),
            (Qualifier.NEARLY, [True, False, False]),
            (Qualifier.AT_MOST, [True, True, False]),
            (Qualifier.UP_TO, [True, True, False]),
            (Qualifier.ABOUT, [True, True, True]),
        ],
    )
    def test_a_quantity_allows_what_its_qualifier_says(self, qualifier: Qualifier | None, allowed: list[bool]) -> None:
        reached = Quantity(50, "countries", qualifier)
        assert [reached.allows(number) for number in (49, 50, 51)] == allowed

    @pytest.mark.parametrize("wrong", [1.5, True, "50", None, float("nan"), 10**18 + 1, Fraction(1, 10**18 + 1)])
    def test_a_quantity_is_exact(self, wrong: Any) -> None:
        with pytest.raises(InvalidValue, match="an int, a Fraction or a Decimal, of at most 18 digits"):
            Quantity(wrong, "users")

    def test_a_quantity_prints_as_it_is_read(self) -> None:
        assert str(Quantity(2_600_000, "likes", Qualifier.NEARLY)) == "nearly 2,600,000 likes"
        assert str(Quantity(Decimal("86.70"), "%")) == "86.7 %"
        assert str(Quantity(Fraction(-1, 3), "points")) == "-1/3 points"
        assert str(Quantity(Fraction(-1, 8), "points")) == "-0.125 points"
        assert str(Quantity(Fraction(1, 2**59), "points")) == f"1/{2**59} points"
        for wrong in (Decimal("NaN"), Decimal("Infinity"), Decimal("1e999999")):
            with pytest.raises(InvalidValue, match="an int, a Fraction or a Decimal"):
                Quantity(wrong, "users")

    def test_a_citation_says_who_when_and_how_sure(self) -> None:
        cited = Citation(source="press", date=dt.date(2021, 12, 8), confidence=Confidence.MEDIUM)
        assert str(cited) == "press, 2021-12-08 (medium confidence)"


class TestDialogues:
    def test_the_number_does_not_follow_the_year(self) -> None:
        series = DialogueSeries(
            partner=USA, years=1, dialogues=(met(27, "2023-11-01/2023-11-02"), met(28, "2025-01-06"))
        )
        assert series.missed(DAY) == (Period.parse("2024"),)
        assert series.unrecorded(DAY) == ()
        assert series.next_expected(DAY) == Period.parse("2026")
        assert series.next_expected(dt.date(2027, 1, 1)) == Period.parse("2027")
        assert series.unrecorded(dt.date(2027, 1, 1)) == (Period.parse("2026"),)

    def test_what_is_not_known_is_not_missed(self) -> None:
        series = DialogueSeries(partner=USA, years=1, dialogues=(met(14, "2017"), met(16, "2019"), met(None, "2021")))
        assert series.missed(DAY) == ()
        assert [str(year) for year in series.unrecorded(DAY)] == ["2018", "2020", "2022", "2023", "2024", "2025"]

    def test_the_past_is_as_it_was(self) -> None:
        series = DialogueSeries(partner=USA, years=1, dialogues=(met(1, "2020"), met(2, "2023")))
        assert series.missed(dt.date(2022, 6, 1)) == ()
        assert [str(year) for year in series.unrecorded(dt.date(2022, 6, 1))] == ["2021"]
        assert series.next_expected(dt.date(2019, 1, 1)) is None
        assert DialogueSeries(partner=USA).next_expected(DAY) is None

    def test_a_time_that_is_not_sure_is_not_missed(self) -> None:
        series = DialogueSeries(partner=USA, years=1, dialogues=(met(1, "2020/2022"), met(2, "2024")))
        assert series.missed(DAY) == (Period.parse("2023"),)
        assert DialogueSeries(partner=USA, dialogues=series.dialogues).missed(DAY) == ()
        assert DialogueSeries(partner=USA, dialogues=series.dialogues).next_expected(DAY) is None
        with pytest.raises(InvalidValue, match="follow one another"):
            DialogueSeries(partner=USA, dialogues=(met(5, "2020"), met(None, "2021"), met(3, "2022")))

    def test_a_series_may_skip_years(self) -> None:
        biennial = DialogueSeries(partner=USA, years=2, dialogues=(met(1, "2010"), met(2, "2013"), met(3, "2015")))
        assert str(biennial.next_expected(dt.date(2016, 1, 1))) == "2017"
        assert [str(year) for year in biennial.missed(DAY)] == ["2012"]
        series = DialogueSeries(partner=USA, years=2, dialogues=(met(1, "2020"), met(2, "2024")))
        assert series.missed(DAY) == (Period.parse("2022"),)
        assert series.next_expected(DAY) == Period.parse("2026")

    @given(strategies.dialogue_series(), st.dates(dt.date(2005, 1, 1), dt.date(2040, 1, 1)))
    def test_a_year_is_held_missed_unrecorded_or_to_come(self, series: DialogueSeries, as_of: dt.date) -> None:
        held = {each.when.first.year for each in series.dialogues if each.when and each.when.first <= as_of}
        missed, unrecorded = (
            {each.first.year for each in years} for years in (series.missed(as_of), series.unrecorded(as_of))
        )
        assert not held & missed
        assert not held & unrecorded
        assert not missed & unrecorded
        assert all(year < as_of.year for year in missed | unrecorded)
        expected = series.next_expected(as_of)
        assert (expected is None) == (not held)
        if expected is not None:
            assert expected.first.year >= as_of.year
            assert expected.first.year not in held

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"dialogues": (met(2, "2020"), met(1, "2021"))}, "follow one another in time and number"),
            ({"dialogues": (met(1, "2021"), met(2, "2020"))}, "follow one another in time and number"),
            ({"dialogues": (met(1, "2021", parties=()),)}, "holds dated dialogues with that party"),
            ({"dialogues": (Dialogue(kind=DialogueKind.BILATERAL, parties=(USA,)),)}, "holds dated dialogues"),
            ({"years": 0}, "a whole number from 1 to 100, not 0"),
            ({"years": True}, "a whole number from 1 to 100, not True"),
        ],
    )
    def test_a_series_that_cannot_be_is_an_error(self, wrong: dict[str, Any], message: str) -> None:
        with pytest.raises(InvalidValue, match=message):
            DialogueSeries(partner=USA, **wrong)

    @pytest.mark.parametrize("number", [0, -1, True, "25", 10_000])
    def test_a_number_is_a_whole_number(self, number: Any) -> None:
        with pytest.raises(InvalidValue, match="the number of a dialogue is a whole number from 1 to 9999"):
            met(number, "2021")

    def test_a_day_is_a_date(self) -> None:
        with pytest.raises(InvalidValue, match=r"as_of must be a datetime\.date"):
            DialogueSeries(partner=USA).missed("2026")  # type: ignore[arg-type]

    def test_a_dialogue_prints_what_is_known(self) -> None:
        assert str(met(25, "2021-11-09")) == "bilateral 25 with United States of America, 2021-11-09"
        assert str(Dialogue(kind=DialogueKind.SPECIAL_SESSION)) == "special session, nobody knows when"
        assert str(Dialogue(kind=DialogueKind.CONSULTATION, title="Workshop")) == "Workshop, nobody knows when"


class TestInitiatives:
    def test_a_candidacy_has_its_history(self) -> None:
        steps = (
            InitiativeStep(status=InitiativeStatus.ANNOUNCED, as_of=Period.parse("2021")),
            InitiativeStep(status=InitiativeStatus.COMPLETED, as_of=Period.parse("2022-10-11"), note="elected"),
        )
        candidacy = Initiative(state=VNM, kind=InitiativeKind.COUNCIL_CANDIDACY, steps=steps)
        assert candidacy.status is InitiativeStatus.COMPLETED
        assert Initiative(state=VNM, kind=InitiativeKind.AMNESTY).status is None
        with pytest.raises(InvalidValue, match="steps stand oldest first, not completed as of 2022-10-11"):
            evolve(candidacy, steps=steps[::-1])

    def test_the_origin_is_that_of_a_pledge(self) -> None:
        assert pledge("a", origin=PledgeOrigin.CONVERTED).origin is PledgeOrigin.CONVERTED
        with pytest.raises(InvalidValue, match="that of a voluntary pledge, not of amnesty"):
            Initiative(state=VNM, kind=InitiativeKind.AMNESTY, origin=PledgeOrigin.DURING_REVIEW)


class TestPlans:
    def test_what_is_due_again_and_again_keeps_its_day(self) -> None:
        item = PlanItem(action="Report", lead="Ministry", due=dt.date(2025, 1, 31), every_months=1)
        days = [item.next_due(dt.date(2025, month, 1)) for month in (1, 2, 3, 4)]
        assert days == [dt.date(2025, 1, 31), dt.date(2025, 2, 28), dt.date(2025, 3, 31), dt.date(2025, 4, 30)]

    def test_what_was_not_done_in_time_is_overdue(self) -> None:
        once = PlanItem(action="Law", lead="Ministry", due=dt.date(2025, 1, 31))
        assert once.overdue(dt.date(2025, 1, 31)) == ()
        assert once.overdue(dt.date(2025, 2, 1)) == (dt.date(2025, 1, 31),)
        assert evolve(once, done=(dt.date(2025, 3, 1),)).overdue(dt.date(2025, 2, 1)) == (dt.date(2025, 1, 31),)
        assert evolve(once, done=(dt.date(2025, 3, 1),)).overdue(dt.date(2025, 3, 1)) == ()
        assert once.next_due(dt.date(2025, 2, 1)) is None
        assert evolve(once, due=None).overdue(DAY) == ()
        again = PlanItem(
            action="Report", lead="Ministry", due=dt.date(2025, 1, 1), every_months=12, done=(dt.date(2024, 12, 1),)
        )
        assert again.overdue(dt.date(2027, 6, 1)) == (dt.date(2026, 1, 1), dt.date(2027, 1, 1))

    def test_what_is_done_late_was_done_for_the_earliest_day_that_was_open(self) -> None:
        days = {"due": dt.date(2024, 1, 31), "every_months": 12}
        late = PlanItem(action="Report", lead="A", done=(dt.date(2024, 2, 5), dt.date(2025, 2, 5)), **days)  # type: ignore[arg-type]
        assert late.overdue(dt.date(2025, 3, 1)) == ()
        assert late.overdue(dt.date(2026, 3, 1)) == (dt.date(2026, 1, 31),)
        first = PlanItem(action="Report", lead="A", due=dt.date.min, done=(dt.date.min,))
        assert first.overdue(dt.date(2, 1, 1)) == ()
        endless = PlanItem(action="Report", lead="A", due=dt.date.min, every_months=1)
        assert len(endless.overdue(dt.date.max)) == DUES_LIMIT + 1
        with pytest.raises(InvalidValue, match=r"as_of must be a datetime\.date"):
            PlanItem(action="Report", lead="A").next_due("x")  # type: ignore[arg-type]

    def test_the_end_of_the_calendar_ends_the_due_dates(self) -> None:
        item = PlanItem(action="Report", lead="Ministry", due=dt.date(9999, 1, 1), every_months=12)
        assert item.next_due(dt.date(9999, 2, 1)) is None

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"every_months": 1}, "beside a due date"),
            ({"every_months": 0, "due": DAY}, "a whole number from 1 to 1200"),
            ({"done": (dt.date(2025, 1, 2), dt.date(2025, 1, 1))}, "the earliest first"),
            ({"done": (dt.datetime(2025, 1, 2),)}, "must be a datetime.date"),  # noqa: DTZ001
            ({"lead": ""}, "lead must be a text"),
        ],
    )
    def test_an_item_that_cannot_be_is_an_error(self, wrong: dict[str, Any], message: str) -> None:
        with pytest.raises(InvalidValue, match=message):
            PlanItem(**{"action": "Law", "lead": "Ministry", **wrong})
        with pytest.raises(InvalidValue, match=r"as_of must be a datetime\.date"):
            PlanItem(action="Law", lead="Ministry", due=DAY).overdue("2026")  # type: ignore[arg-type]

    def test_a_report_may_be_a_draft(self) -> None:
        assert str(Report(kind=ReportKind.NATIONAL, is_draft=True)) == "national report, draft (nobody knows when)"
        assert str(Plan(title="Plan")) == "Plan"
        for draft in (0, 100, True):
            with pytest.raises(InvalidValue, match="from 1 to 99"):
                Report(kind=ReportKind.NATIONAL, is_draft=True, draft=draft)
        with pytest.raises(InvalidValue, match="beside is_draft=True"):
            Report(kind=ReportKind.NATIONAL, draft=2)


def seen(value: Any, when: str, qualifier: Qualifier | None = None, unit: str = "%") -> Observation:
    return Observation(quantity=Quantity(value, unit, qualifier), as_of=Period.parse(when))


class TestIndicators:
    ONLINE = Indicator(
        title="People online",
        unit="%",
        baseline=seen(50, "2015"),
        target=seen(90, "2030"),
        observations=(seen(70, "2021-12"),),
    )

    def test_attainment_is_exact(self) -> None:
        assert self.ONLINE.attainment("2021-12") == Fraction(1, 2)
        falling = evolve(self.ONLINE, baseline=seen(9, "2015"), target=seen(3, "2030"), observations=(seen(2, "2021"),))
        assert falling.attainment("2021") == Fraction(7, 6)
        assert falling.last("2020") is None

    @pytest.mark.parametrize(
        ("qualifier", "rising", "falling"),
        [
            (Qualifier.MORE_THAN, Qualifier.MORE_THAN, Qualifier.LESS_THAN),
            (Qualifier.AT_LEAST, Qualifier.AT_LEAST, Qualifier.AT_MOST),
            (Qualifier.LESS_THAN, Qualifier.LESS_THAN, Qualifier.MORE_THAN),
            (Qualifier.NEARLY, Qualifier.NEARLY, Qualifier.MORE_THAN),
            (Qualifier.AT_MOST, Qualifier.AT_MOST, Qualifier.AT_LEAST),
            (Qualifier.ABOUT, Qualifier.ABOUT, Qualifier.ABOUT),
        ],
    )
    def test_a_bound_stays_one(self, qualifier: Qualifier, rising: Qualifier, falling: Qualifier) -> None:
        bound = evolve(self.ONLINE, observations=(seen(70, "2021", qualifier),))
        assert bound.attainment_bound("2021") == Quantity(Fraction(1, 2), "of the way", rising)
        turned = evolve(bound, baseline=seen(90, "2015"), target=seen(50, "2030"))
        assert turned.attainment_bound("2021") == Quantity(Fraction(1, 2), "of the way", falling)
        with pytest.raises(UndefinedShare, match="known as a bound only"):
            bound.attainment("2021")

    @given(
        st.integers(-50, 50),
        st.integers(-50, 50),
        st.integers(-50, 50),
        st.sampled_from(Qualifier),
        st.integers(-60, 60),
    )
    def test_a_bound_of_the_observation_is_that_of_the_attainment(
        self, begin: int, end: int, told: int, qualifier: Qualifier, true: int
    ) -> None:
        assume(begin != end)
        indicator = evolve(
            self.ONLINE,
            baseline=seen(begin, "2015"),
            target=seen(end, "2030"),
            observations=(seen(told, "2021", qualifier),),
        )
        bound = indicator.attainment_bound("2021")
        of_true = Fraction(true - begin, end - begin)
        assert bound.allows(of_true) == indicator.observations[0].quantity.allows(true)

    def test_what_cannot_be_measured_has_no_attainment(self) -> None:
        with pytest.raises(UndefinedShare, match="as of 2020: it lacks an observation"):
            self.ONLINE.attainment("2020")
        with pytest.raises(UndefinedShare, match="it lacks baseline, target"):
            evolve(self.ONLINE, baseline=None, target=None).attainment("2021-12")
        with pytest.raises(UndefinedShare, match="no way to measure from 50 % to 50 %"):
            evolve(self.ONLINE, target=seen(50, "2030")).attainment("2021-12")
        with pytest.raises(UndefinedShare, match="no way to measure from 50 % to more than 90 %"):
            evolve(self.ONLINE, target=seen(90, "2030", Qualifier.MORE_THAN)).attainment("2021-12")

    def test_accounts_are_not_people(self) -> None:
        with pytest.raises(InvalidValue, match="measured in %, so 76,000,000 accounts"):
            evolve(self.ONLINE, observations=(seen(76_000_000, "2021-12", unit="accounts"),))
        with pytest.raises(InvalidValue, match="observations stand oldest first"):
            evolve(self.ONLINE, observations=(seen(70, "2021-12"), seen(60, "2020")))
        for code in ("18.1.1", "17.8", "17.8.0", "x"):
            with pytest.raises(InvalidValue, match="not the code of an indicator of the 2030 Agenda"):
                evolve(self.ONLINE, sdg_indicator=code)


class TestDossier:
    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        foreign = evolve(pledge("a"), state=State.parse("TON"), id="b")
        linked = pledge("a", initiatives=("nothing",), recommendations=(RecommendationId.parse("A/HRC/1/1#1.1"),))
        lost = met(1, "2021", reports=("lost",), id="a")
        twice = evolve(viet_nam_counts()[0], count=124)
        tonga = evolve(viet_nam_statuses()[0], state=State.parse("TON"))
        with pytest.raises(DossierError) as error:
            Dossier(
                state=VNM,
                initiatives=(linked, foreign, pledge("c", review=ReviewKey.parse("VNM:19"))),
                dialogues=(lost,),
                recommendations=(
                    evolve(
                        ASKED[0],
                        review=ReviewKey.parse("VNM:19"),
                        attributions=tuple(
                            evolve(each, review=ReviewKey.parse("VNM:19")) for each in ASKED[0].attributions
                        ),
                    ),
                ),
                counts=(viet_nam_counts()[0], twice),
                statuses=(tonga,),
            )
        told = "\n".join(error.value.problems)
        for expected in (
            "recommendation A/HRC/26/6#143.1/a is of VNM:19, which is no review of Viet Nam",
            "initiative b is that of Tonga, not of Viet Nam",
            "Initiative c is of VNM:19, which is no review of Viet Nam",
            "that is not of Viet Nam",
            "2 records have the id 'a': Dialogue, Initiative",
            "124 received paragraphs of Viet Nam, cycle 1 (Government, medium confidence), and also 123",
            "Initiative a links to the recommendation 'A/HRC/1/1#1.1', which is not there",
            "Initiative a links to the initiative 'nothing', which is not there",
            "Dialogue a links to the report 'lost', which is not there",
        ):
            assert expected in told
        assert len(error.value.problems) == 9
        assert str(error.value).startswith("the records of the dossier do not go together, in 9 points:\n- ")

    def test_published_statuses_stand_once(self) -> None:
        (statuses,) = viet_nam_statuses()
        unsure = evolve(statuses, confidence=Confidence.LOW)
        with pytest.raises(DossierError, match="and also Viet Nam, cycle 3"):
            Dossier(state=VNM, statuses=(statuses, unsure))

    @pytest.mark.parametrize("line", [0, -5, 1.5, True, 10**18 + 1, "2"])
    def test_a_source_has_a_line(self, line: Any) -> None:
        with pytest.raises(InvalidValue, match="the line of a source is a whole number from 1"):
            Source("export.csv", line, "a row")

    def test_with_gives_another_dossier(self) -> None:
        empty = Dossier(state=VNM)
        more = empty.with_(initiatives=(pledge("a"),))
        assert (len(empty.initiatives), len(more.initiatives)) == (0, 1)
        with pytest.raises(InvalidValue, match="a dossier has no such records: laws"):
            empty.with_(laws=())
        with pytest.raises(DossierError):
            empty.with_(initiatives=(pledge("a", initiatives=("b",)),))

    def test_records_are_found_by_their_ids(self) -> None:
        item = PlanItem(id="i", action="Law", lead="Ministry")
        series = DialogueSeries(id="s", partner=USA, dialogues=(met(1, "2021", id="d"),))
        dossier = Dossier(
            state=VNM, recommendations=ASKED, plans=(Plan(id="p", title="Plan", items=(item,)),), series=(series,)
        )
        assert [dossier.find(name) for name in ("i", "s", "d", "p")] == [
            item,
            series,
            series.dialogues[0],
            dossier.plans[0],
        ]
        assert dossier.find(ASKED[0].id) == ASKED[0]
        with pytest.raises(InvalidValue, match="no record of the dossier has the id 'x'"):
            dossier.find("x")

    @given(strategies.dossiers())
    def test_a_dossier_says_how_much_it_holds(self, dossier: Dossier) -> None:
        assert str(dossier).startswith("Viet Nam: ")
        assert len(dossier.reviews) == 4
        assert len(dossier.all_dialogues) >= len(dossier.dialogues)


LAW = Initiative(id="law", state=VNM, kind=InitiativeKind.LEGISLATION, recommendations=(ASKED[0].id,))


class TestQuestions:
    DOSSIER = Dossier(
        state=VNM,
        recommendations=ASKED,
        initiatives=(
            LAW,
            evolve(LAW, id="plan-of-laws", recommendations=(), initiatives=("law", "priority")),
            evolve(
                LAW, id="priority", kind=InitiativeKind.PRIORITY, recommendations=(ASKED[1].id,), initiatives=("law",)
            ),
            pledge("new"),
            pledge("kept", steps=(InitiativeStep(status=InitiativeStatus.UNDER_WAY, as_of=Period.parse("2025")),)),
            pledge("planned"),
        ),
        dialogues=(met(1, "2021", recommendations=(ASKED[2].id,), id="d"),),
        plans=(
            Plan(
                title="Plan",
                items=(
                    PlanItem(id="1", action="Law", lead="B", due=dt.date(2024, 1, 1), initiatives=("planned",)),
                    PlanItem(
                        id="2", action="Report", lead="A", due=dt.date(2025, 1, 1), recommendations=(ASKED[1].id,)
                    ),
                    PlanItem(id="3", action="Later", lead="A", due=dt.date(2027, 1, 1)),
                ),
            ),
        ),
    )

    def test_what_nothing_addresses(self) -> None:
        found = unaddressed(self.DOSSIER)
        assert [made.id for made in found] == [ASKED[2].id]
        assert "addressed by no initiative and no plan" in str(found.basis)
        assert len(unaddressed(Dossier(state=VNM, recommendations=example().recommendations))) == 191

    def test_what_an_initiative_serves(self) -> None:
        assert [made.id for made in served_by(self.DOSSIER, "law")] == [ASKED[0].id]
        assert [made.id for made in served_by(self.DOSSIER, "plan-of-laws")] == [ASKED[0].id, ASKED[1].id]
        assert len(served_by(self.DOSSIER, "new")) == 0
        with pytest.raises(InvalidValue, match="no initiative of the dossier has the id 'd'"):
            served_by(self.DOSSIER, "d")

    def test_initiatives_that_link_in_a_circle_serve_what_each_does(self) -> None:
        circle = [evolve(LAW, id=name, initiatives=(other,)) for name, other in ("ab", "ba")]
        assert len(served_by(self.DOSSIER.with_(initiatives=tuple(circle), plans=()), "a")) == 1

    def test_which_dialogues_raised_what_the_review_recommended(self) -> None:
        assert [each.id for each in dialogues_on(self.DOSSIER, ASKED[2].id).items] == ["d"]
        assert dialogues_on(self.DOSSIER, str(ASKED[0].id)).share == Share(0, 1)
        assert [made.id for made in raised_in_dialogues(self.DOSSIER)] == [ASKED[2].id]
        with pytest.raises(InvalidValue, match="no recommendation of the dossier has the id 'x'"):
            dialogues_on(self.DOSSIER, "x")

    def test_pledges_without_follow_up(self) -> None:
        found = pledges_without_follow_up(self.DOSSIER, as_of=DAY)
        assert [each.id for each in found.items] == ["new"]
        assert str(found) == "1 of 3 pledges of Viet Nam without follow-up as of 2026-11-21"
        earlier = pledges_without_follow_up(self.DOSSIER, as_of=dt.date(2024, 1, 1))
        assert [each.id for each in earlier.items] == ["new", "kept"]

    def test_what_was_withdrawn_or_links_to_itself_is_no_follow_up(self) -> None:
        withdrawn = InitiativeStep(status=InitiativeStatus.WITHDRAWN, as_of=Period.parse("2025"))
        alone = Dossier(state=VNM, initiatives=(pledge("a", steps=(withdrawn,)), pledge("b", initiatives=("b",))))
        assert len(pledges_without_follow_up(alone, as_of=DAY).items) == 2
        law = evolve(LAW, steps=(withdrawn,))
        assert len(unaddressed(Dossier(state=VNM, recommendations=ASKED, initiatives=(law,)))) == 3

    def test_what_is_overdue_by_lead(self) -> None:
        found = overdue(self.DOSSIER, as_of=DAY)
        assert list(map(str, found.items)) == ["A: Report, due 2025-01-01", "B: Law, due 2024-01-01"]
        assert found.share == Share(2, 3)

    def test_what_the_plans_have_due_is_a_base(self) -> None:
        assert self.DOSSIER.due == {ASKED[1].id: dt.date(2025, 1, 1)}
        earlier = PlanItem(action="Law", lead="A", due=dt.date(2024, 6, 1), recommendations=(ASKED[1].id,))
        more = self.DOSSIER.with_(plans=(*self.DOSSIER.plans, Plan(title="Other", items=(earlier,))))
        assert more.due == {ASKED[1].id: dt.date(2024, 6, 1)}
        rate = implementation_rate(recommendations(ASKED), base="due", as_of="2024", due=more.due)
        assert rate.share == Share(0, 1)

    def test_coverage_by_goal_and_theme(self) -> None:
        tagged = evolve(ASKED[0], tags=frozenset({Tag.parse("sdg:16.2"), Tag.parse("themes:Torture")}))
        made = recommendations((tagged, *ASKED[1:]))
        assert dict(mentions(made, by.tags("themes"))) == {"Torture": 1}
        assert dict(mentions(made, by.tags("sdg"))) == {"16.2": 1}
        assert dict(mentions(made, by.sdg_goals)) == {16: 1}
        assert len(untagged(made, "themes")) == 2
        with pytest.raises(InvalidValue, match="the scheme of a tag"):
            by.tags("Themes")

    @pytest.mark.parametrize(
        "question",
        [
            *(unaddressed, raised_in_dialogues, lambda d: served_by(d, "a"), lambda d: dialogues_on(d, "a")),
            *(lambda d: overdue(d, as_of=DAY), lambda d: pledges_without_follow_up(d, as_of=DAY)),
        ],
    )
    def test_a_dossier_is_asked(self, question: Callable[[Any], Any]) -> None:
        with pytest.raises(InvalidValue, match="a Dossier is asked, not None"):
            question(None)
        for asked in (overdue, pledges_without_follow_up):
            with pytest.raises(InvalidValue, match=r"as_of must be a datetime\.date"):
                asked(self.DOSSIER, as_of="2026")  # type: ignore[arg-type]


few_records: list[tuple[str, Any]] = [
    *(("initiatives", pledge("a", text=text)) for text in (None, "x")),
    ("initiatives", pledge("b", initiatives=("a",))),
    *(("reports", Report(id="r", kind=kind)) for kind in (ReportKind.MID_TERM, ReportKind.NATIONAL)),
    *(("plans", Plan(id="p", title="Plan", items=(PlanItem(id=name, action="Law", lead="A"),))) for name in "ij"),
    *(("series", DialogueSeries(id="s", partner=USA, dialogues=(met(n, str(2020 + n)),))) for n in (1, 2)),
    *(("counts", each) for each in (viet_nam_counts()[0], evolve(viet_nam_counts()[0], count=124))),
    *(
        ("recommendations", each)
        for each in (ASKED[0], evolve(ASKED[0], tags=frozenset({Tag.parse("sdg:5")})), ASKED[1])
    ),
    *(
        ("recommendations", evolve(ASKED[0], assessments=(Assessment(status=status, as_of="2020", assessor=who),)))
        for status in (ImplementationStatus.IMPLEMENTED, ImplementationStatus.IN_PROGRESS)
        for who in (Assessor(AssessorKind.STATE, "Ministry"), Assessor(AssessorKind.UN, "UNDP"))
    ),
]


def few(chosen: set[int]) -> Dossier | None:
    """A dossier of some of a few records, which meet in others; None where they do not go together."""
    groups: dict[str, dict[str, Any]] = {}
    for number in sorted(chosen):
        group, record = few_records[number]
        groups.setdefault(group, {})[str(getattr(record, "id", record.__class__))] = record
    try:
        return Dossier(state=VNM, **{group: tuple(records.values()) for group, records in groups.items()})
    except DossierError:
        return None


few_dossiers = st.sets(st.integers(0, len(few_records) - 1), max_size=6).map(few).filter(bool)


class TestMerging:
    @given(few_dossiers, few_dossiers)
    def test_merging_is_commutative(self, one: Dossier, other: Dossier) -> None:
        assert merge_dossiers(one, other) == merge_dossiers(other, one)

    @given(few_dossiers, few_dossiers)
    def test_merging_again_changes_nothing(self, one: Dossier, other: Dossier) -> None:
        merge = merge_dossiers(one, other)
        assume(not merge.conflicts)
        both = merge.dossier
        for each in (both, one, other, Dossier(state=VNM)):
            assert merge_dossiers(both, each).dossier == both

    @given(few_dossiers, few_dossiers, few_dossiers)
    def test_merging_is_associative_where_nothing_conflicts(self, one: Dossier, two: Dossier, three: Dossier) -> None:
        first, last = merge_dossiers(one, two), merge_dossiers(two, three)
        assume(not first.conflicts and not last.conflicts)
        left, right = merge_dossiers(first.dossier, three), merge_dossiers(one, last.dossier)
        assert bool(left.conflicts) == bool(right.conflicts)
        assert left.merged == right.merged

    @given(few_dossiers, few_dossiers)
    def test_nothing_is_lost(self, one: Dossier, other: Dossier) -> None:
        merge = merge_dossiers(one, other)
        assume(not merge.conflicts)
        for each in (one, other):
            for change in diff(each, merge.dossier):
                assert change.what != "removed"

    def test_what_differs_is_told_and_not_chosen(self) -> None:
        reports = [Report(id="r", kind=ReportKind.MID_TERM, is_draft=True, draft=number) for number in (1, 2)]
        merge = merge_dossiers(*(Dossier(state=VNM, reports=(each,)) for each in reports))
        assert list(map(str, merge.conflicts)) == ["Report r: draft is 1, and also 2"]
        with pytest.raises(
            InvalidValue, match="conflict in 1 points; settle them in one of the two:\n- Report r: draft"
        ):
            _ = merge.dossier

    def test_what_only_grows_is_put_together(self) -> None:
        ministry, coalition = (
            Assessor(AssessorKind.STATE, "Ministry"),
            Assessor(AssessorKind.CIVIL_SOCIETY, "Coalition"),
        )
        told = [
            Assessment(status=ImplementationStatus.IMPLEMENTED, as_of="2020", assessor=ministry),
            Assessment(status=ImplementationStatus.IN_PROGRESS, as_of="2021", assessor=coalition),
        ]
        mine, theirs = (Dossier(state=VNM, recommendations=(evolve(ASKED[0], assessments=(each,)),)) for each in told)
        (both,) = merge_dossiers(mine, theirs).dossier.recommendations
        assert both.assessments == tuple(told)
        contradicted = evolve(ASKED[0], assessments=(evolve(told[0], status=ImplementationStatus.IN_PROGRESS, id="x"),))
        (conflict,) = merge_dossiers(mine, Dossier(state=VNM, recommendations=(contradicted,))).conflicts
        assert "which is right" in str(conflict)

    def test_a_longer_history_of_answers_is_taken(self) -> None:
        first, later = example().recommendations[0].positions[0], evolve(ASKED[0].positions[0], wording="declined")
        longer = evolve(ASKED[0], positions=(first, later))
        mine, theirs = (Dossier(state=VNM, recommendations=(each,)) for each in (ASKED[0], longer))
        assert merge_dossiers(mine, theirs).dossier.recommendations == (longer,)
        other = Dossier(state=VNM, recommendations=(evolve(ASKED[0], positions=(later,)),))
        assert [each.what for each in merge_dossiers(theirs, other).conflicts] == ["positions"]

    def test_two_counts_of_one_thing_conflict(self) -> None:
        counts = (viet_nam_counts()[0], evolve(viet_nam_counts()[0], count=124))
        merge = merge_dossiers(*(Dossier(state=VNM, counts=(each,)) for each in counts))
        assert "and also" in str(merge.conflicts[0])

    def test_contradictory_observations_are_told(self) -> None:
        one, other = (
            Indicator(id="i", title="Poverty", unit="%", observations=(seen(value, "2020"),)) for value in (6, 7)
        )
        (conflict,) = merge_dossiers(
            Dossier(state=VNM, indicators=(one,)), Dossier(state=VNM, indicators=(other,))
        ).conflicts
        assert "was observed to be 6 % (2020), and also 7 % (2020): which is right?" in str(conflict)

    def test_records_within_records_are_put_together(self) -> None:
        item = PlanItem(id="i", action="Law", lead="A", due=DAY)
        plans = [Plan(id="p", title="Plan", items=(evolve(item, done=(day,)),)) for day in (DAY, dt.date(2026, 12, 1))]
        merged = merge_dossiers(*(Dossier(state=VNM, plans=(plan,)) for plan in plans)).dossier
        assert merged.plans[0].items[0].done == (DAY, dt.date(2026, 12, 1))
        held = met(1, "2021", id="d")
        series = [
            DialogueSeries(id="s", partner=USA, dialogues=(each,)) for each in (held, evolve(held, place="Hanoi"))
        ]
        (conflict,) = merge_dossiers(*(Dossier(state=VNM, series=(each,)) for each in series)).conflicts
        assert str(conflict) == "Dialogue d: place is '', and also 'Hanoi'"
        steps = [
            InitiativeStep(status=status, as_of=Period.parse(year))
            for status, year in zip(InitiativeStatus, ("2020", "2021"), strict=False)
        ]
        both = merge_dossiers(
            *(Dossier(state=VNM, initiatives=(pledge("a", steps=(step,)),)) for step in steps)
        ).dossier
        assert both.initiatives[0].steps == tuple(steps)

    def test_only_dossiers_of_one_state_are_merged(self) -> None:
        with pytest.raises(InvalidValue, match="a dossier of Viet Nam and one of Tonga cannot be one"):
            merge_dossiers(Dossier(state=VNM), Dossier(state=State.parse("TON")))
        for ask in (merge_dossiers, diff):
            with pytest.raises(InvalidValue, match="not None"):
                ask(Dossier(state=VNM), None)  # type: ignore[arg-type]


class TestDiff:
    @given(few_dossiers)
    def test_a_dossier_does_not_differ_from_itself(self, dossier: Dossier) -> None:
        assert diff(dossier, dossier) == ()

    @given(few_dossiers, few_dossiers)
    def test_what_was_added_one_way_was_removed_the_other(self, one: Dossier, other: Dossier) -> None:
        turned = {"added": "removed", "removed": "added"}
        there = {(each.kind, each.id, turned.get(each.what, each.what)) for each in diff(one, other)}
        assert there == {(each.kind, each.id, each.what) for each in diff(other, one)}

    def test_each_change_is_named(self) -> None:
        old = Dossier(state=VNM, initiatives=(pledge("a"), pledge("b")), counts=viet_nam_counts()[:1])
        new = Dossier(state=VNM, initiatives=(pledge("b", forum="Council", text="x"), pledge("c")))
        assert list(map(str, diff(old, new))) == [
            "Initiative a: removed",
            "Initiative b: text, forum",
            "Initiative c: added",
            "PublishedCount 123 received paragraphs of Viet Nam, cycle 1 (Government, medium confidence): removed",
        ]
        assert str(diff(old, Dossier(state=State.parse("TON")))[0]) == "Dossier VNM: is now of Tonga"


def test_records_with_different_fields_have_different_ids() -> None:
    one, other = (Initiative(state=VNM, kind=InitiativeKind.POLICY, text=text) for text in ("a", "b"))
    assert one.id != other.id
