"""Follow-up: statuses counted, rates of named bases, what moved, and statuses that were published in totals."""

import csv
import datetime as dt
import json
import pickle
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from upr_model import (
    NOTED,
    PARTLY_SUPPORTED,
    SUPPORTED,
    Assessment,
    Assessor,
    AssessorKind,
    Attribution,
    BasisMismatch,
    Confidence,
    DocumentSymbol,
    ImplementationStatus,
    InvalidValue,
    Paragraph,
    ParseError,
    Period,
    Position,
    PositionStage,
    Publication,
    PublishedStatuses,
    RateBase,
    Recommendation,
    Response,
    ReviewKey,
    Share,
    State,
    Tag,
    Unit,
    UnitUnavailable,
    UnknownKey,
    attributions,
    by,
    changes_between,
    disagreements,
    example,
    implementation_rate,
    mappings,
    mentions,
    merge,
    paragraphs,
    percentages,
    policies,
    position_changes,
    recommendations,
    rules,
    share_of,
    stale,
    status_tally,
    strategies,
    tally,
    unassessed,
    untagged,
)
from upr_model._base.data import table
from upr_model.claims import Range
from upr_model.cli import main
from upr_model.follow_up import ImplementationRate
from upr_model.follow_up.changes import MONTHS_LIMIT
from upr_model.reporting import statuses as report
from upr_model.samples import viet_nam_statuses

NOT_IMPLEMENTED = ImplementationStatus.NOT_IMPLEMENTED
NOT_STARTED = ImplementationStatus.NOT_STARTED
UNDER_CONSIDERATION = ImplementationStatus.UNDER_CONSIDERATION
IN_PROGRESS = ImplementationStatus.IN_PROGRESS
PARTLY = ImplementationStatus.PARTLY_IMPLEMENTED
IMPLEMENTED = ImplementationStatus.IMPLEMENTED
NO_LONGER = ImplementationStatus.NO_LONGER_APPLICABLE
UNASSESSED = ImplementationStatus.UNASSESSED

UNITS: list[Any] = [recommendations, paragraphs]
REVIEW = ReviewKey.parse("VNM:18")
REPORT = DocumentSymbol.parse("A/HRC/26/6")
STATE = Assessor(AssessorKind.STATE, "Ministry of Foreign Affairs")
NGO = Assessor(AssessorKind.CIVIL_SOCIETY, "Coalition")


def recommendation(
    number: int, response: Response | None = SUPPORTED, *assessments: Assessment, part: str = ""
) -> Recommendation:
    return Recommendation(
        review=REVIEW,
        attributions=(Attribution(review=REVIEW, recommending_state=State.parse("TGO")),),
        document=REPORT,
        paragraph=Paragraph(143, number),
        part=part,
        positions=(Position(response=response, date=dt.date(2014, 6, 20)),) if response else (),
        assessments=assessments,
    )


def seen(status: ImplementationStatus, as_of: str = "2020", assessor: Assessor = STATE, **rest: Any) -> Assessment:
    return Assessment(status=status, as_of=as_of, assessor=assessor, **rest)


FIVE = (
    recommendation(1, SUPPORTED, seen(IMPLEMENTED)),
    recommendation(2, SUPPORTED, seen(IN_PROGRESS), seen(IMPLEMENTED, assessor=NGO)),
    recommendation(3, PARTLY_SUPPORTED, seen(NO_LONGER)),
    recommendation(4, NOTED, seen(IMPLEMENTED, "2022")),
    recommendation(5, PARTLY_SUPPORTED),
)


class TestStatusTally:
    def test_every_item_has_one_status(self) -> None:
        counts = status_tally(recommendations(FIVE), rule=rules.least_advanced, as_of="2022")
        assert {status: count for status, count in counts.items() if count} == {
            IN_PROGRESS: 1,
            IMPLEMENTED: 2,
            UNASSESSED: 1,
        }
        assert counts.share(IMPLEMENTED) == Share(2, 4)

    def test_what_is_no_longer_applicable_leaves_the_base_and_is_counted_apart(self) -> None:
        counts = status_tally(recommendations(FIVE), rule=rules.least_advanced, as_of="2022")
        assert counts.total == len(FIVE) - 1
        assert counts.basis.left_out == (("no_longer_applicable", 1),)
        assert NO_LONGER not in counts
        with pytest.raises(UnknownKey, match=r"left out of the base: its count is in basis\.left_out"):
            counts[NO_LONGER]

    def test_the_basis_says_by_which_rule_and_as_of_when(self) -> None:
        counts = status_tally(
            recommendations(FIVE),
            rule=rules.latest,
            as_of=dt.date(2021, 1, 1),
            known_at=dt.date(2023, 1, 1),
            assessors=AssessorKind.STATE,
        )
        assert str(counts.basis).endswith("statuses latest as of 2021-01-01, as known on 2023-01-01, by state")
        assert counts.basis.to_dict()["statuses"] == {
            "rule": "latest",
            "as_of": "2021-01-01",
            "known_at": "2023-01-01",
            "assessors": ["state"],
        }
        assert "statuses" not in recommendations(FIVE).basis.to_dict()

    @pytest.mark.parametrize(
        ("assessors", "status"),
        [
            ((), IN_PROGRESS),
            (AssessorKind.STATE, IN_PROGRESS),
            ([AssessorKind.CIVIL_SOCIETY], IMPLEMENTED),
            (AssessorKind.UN, UNASSESSED),
        ],
    )
    def test_assessors_may_be_chosen(self, assessors: Any, status: ImplementationStatus) -> None:
        counts = status_tally(recommendations(FIVE[1:2]), rule=rules.least_advanced, as_of="2022", assessors=assessors)
        assert counts[status] == 1

    def test_a_paragraph_has_the_assessments_of_all_its_recommendations(self) -> None:
        asks = [
            recommendation(1, SUPPORTED, seen(IMPLEMENTED), part="a"),
            recommendation(1, SUPPORTED, seen(IN_PROGRESS, "2019"), part="b"),
            recommendation(1, part="c"),
        ]
        whole = paragraphs(asks)
        assert status_tally(whole, rule=rules.least_advanced, as_of="2022")[IN_PROGRESS] == 1
        assert status_tally(whole, rule=rules.latest, as_of="2022")[IMPLEMENTED] == 1
        assert len(unassessed(whole, as_of="2022")) == 0
        assert len(unassessed(recommendations(asks), as_of="2022")) == 1

    def test_attributions_have_no_status(self) -> None:
        with pytest.raises(
            UnitUnavailable,
            match=r"by\.status has not exactly one value per attribution; count paragraphs or recommendations",
        ):
            status_tally(attributions(FIVE), rule=rules.latest, as_of="2022")  # type: ignore[type-var]

    def test_statuses_cross_with_other_keys(self) -> None:
        key = by.status(rule=rules.least_advanced, as_of="2022")
        both = tally(recommendations(FIVE), by.response, key)
        assert both[NOTED, IMPLEMENTED] == 1
        assert both.total == 4
        assert both.margin(by.response)[PARTLY_SUPPORTED] == 1
        assert both.margin(by.response).basis.statuses == key.statuses
        tagged = [evolve(each, tags=frozenset({Tag.parse("sdg:16")})) for each in FIVE]
        goals = mentions(recommendations(tagged), by.sdg_goals, key)
        assert goals[16, IMPLEMENTED] == 2
        assert goals.population == 4
        assert goals.basis.left_out == (("no_longer_applicable", 1),)

    def test_the_noted_are_followed_like_the_supported(self) -> None:
        noted = recommendations(FIVE).where(response="noted")
        assert status_tally(noted, rule=rules.latest, as_of="2022").share(IMPLEMENTED) == Share(1, 1)
        assert implementation_rate(noted, base="received", as_of="2022").share == Share(1, 1)

    @given(
        st.lists(strategies.recommendations(numbered=True), max_size=8),
        st.integers(0, 8),
        st.sampled_from(list(rules.RULES.values())[:4]),
    )
    def test_tallies_by_status_add(self, records: list[Recommendation], cut: int, rule: rules.Rule) -> None:
        whole, one, other = (
            status_tally(recommendations(part), rule=rule, as_of="2020")
            for part in (records, records[:cut], records[cut:])
        )
        assert one + other == merge([one, other]) == whole

    def test_tallies_of_other_times_do_not_add(self) -> None:
        one, other = (status_tally(recommendations(FIVE), rule=rules.latest, as_of=time) for time in ("2020", "2021"))
        with pytest.raises(
            BasisMismatch, match="statuses differs: statuses latest as of 2020 and statuses latest as of 2021"
        ):
            one + other

    @given(
        st.lists(strategies.recommendations(), max_size=8),
        st.lists(st.sampled_from(ImplementationStatus), min_size=8, max_size=8),
    )
    def test_coarsening_a_vocabulary_commutes_with_tallying(
        self, records: list[Recommendation], steps: list[ImplementationStatus]
    ) -> None:
        coarse: dict[Any, Any] = {
            **dict(zip(ImplementationStatus, steps, strict=True)),
            UNASSESSED: UNASSESSED,
            None: None,
        }

        def coarser(given_: Any) -> Any:
            return coarse[rules.least_advanced(given_)]

        fine = status_tally(recommendations(records), rule=rules.least_advanced, as_of="2020")
        pushed: Counter[str] = Counter()
        for status, count in (*fine.items(), *((ImplementationStatus(name), n) for name, n in fine.basis.left_out)):
            pushed[coarse[status]] += count
        counts = status_tally(recommendations(records), rule=coarser, as_of="2020")
        assert Counter(counts) + Counter(dict(counts.basis.left_out)) == +pushed

    def test_two_rules_of_one_name_do_not_add(self) -> None:
        def least_advanced(_: Any) -> ImplementationStatus:
            return IMPLEMENTED

        one, other = (
            status_tally(recommendations(FIVE), rule=rule, as_of="2022")
            for rule in (rules.least_advanced, least_advanced)
        )
        with pytest.raises(BasisMismatch, match="two functions of one name"):
            one + other

    def test_a_rule_is_not_asked_about_nothing(self) -> None:
        def most(statuses: Sequence[ImplementationStatus]) -> ImplementationStatus:
            return max(statuses, key=list(ImplementationStatus).index)

        assert status_tally(recommendations(FIVE), rule=most, as_of="2022")[UNASSESSED] == 1

    def test_tallies_by_status_survive_pickling(self) -> None:
        counts = status_tally(recommendations(FIVE), rule=rules.latest, as_of="2022")
        for each in (counts, viet_nam_statuses()[0].tally):
            assert pickle.loads(pickle.dumps(each)) == each

    def test_a_rule_of_ones_own_gives_a_status_or_none(self) -> None:
        def guess(_: Any) -> Any:
            return "implemented"

        with pytest.raises(
            InvalidValue, match="the rule guess gives an implementation status or None, not 'implemented'"
        ):
            status_tally(recommendations(FIVE), rule=guess, as_of="2022")

    @pytest.mark.parametrize("rule", [None, "latest", 1, lambda _: None, partial(rules.latest)])
    def test_a_rule_is_a_function(self, rule: Any) -> None:
        with pytest.raises(InvalidValue, match=r"a rule is a function with a name, such as rules\.least_advanced"):
            status_tally(recommendations(FIVE), rule=rule, as_of="2022")

    def test_upr_infos_totals_print_as_published(self) -> None:
        fully, partly, not_, unclear = totals = (2_068, 3_428, 5_602, 429)
        assert [int(each) for each in percentages(totals, places=0)] == [18, 30, 48, 4]
        triggered, commented, assessed, asked_for = fully + partly, sum(totals), fully + partly + not_, 20_452
        assert (commented, assessed, unclear) == (11_527, 11_098, 429)
        assert [f"{Share(triggered, base):.1%}" for base in (commented, assessed, asked_for)] == [
            "47.7%",
            "49.5%",
            "26.9%",
        ]


class TestImplementationRate:
    @pytest.mark.parametrize(
        ("base", "share"),
        [
            ("received", Share(2, 4)),
            ("supported-or-partly", Share(1, 3)),
            ("supported", Share(1, 2)),
            ("assessed", Share(2, 3)),
        ],
    )
    def test_each_base_has_its_rate(self, base: str, share: Share) -> None:
        for unit in UNITS:
            rate = implementation_rate(unit(FIVE), base=base, as_of="2022")
            assert rate.share == rate.lowest == rate.highest == share
            assert rate.total == share.whole
            assert not rate.notes

    def test_what_is_due_is_told(self) -> None:
        due = {FIVE[0].id: dt.date(2021, 12, 31), FIVE[1].id: dt.date(2022, 12, 31), FIVE[4].id: dt.date(2023, 1, 1)}
        population = recommendations(FIVE)
        assert implementation_rate(population, base="due", as_of="2022", due=due).share == Share(1, 2)
        assert implementation_rate(population, base="due", as_of="2023", due=due).share == Share(1, 3)
        with pytest.raises(UnitUnavailable, match="nothing says what is due when"):
            implementation_rate(population, base="due", as_of="2022")
        with pytest.raises(UnitUnavailable, match="recommendations are due, not paragraphs"):
            implementation_rate(paragraphs(FIVE), base="due", as_of="2022", due=due)
        with pytest.raises(InvalidValue, match=r"due has the id of a recommendation for each day, not '143\.1'"):
            implementation_rate(population, base="due", as_of="2022", due={"143.1": dt.date(2022, 1, 1)})  # type: ignore[dict-item]
        with pytest.raises(InvalidValue, match=r"the day on which A/HRC/26/6#143\.1 is due must be a datetime\.date"):
            implementation_rate(population, base="due", as_of="2022", due={FIVE[0].id: "2022"})  # type: ignore[dict-item]

    @pytest.mark.parametrize(
        ("policy", "base"),
        [
            (policies.PARTLY_IS_SUPPORTED, "supported"),
            (policies.RESOLUTION_5_1, "supported-or-partly"),
            (policies.UPR_INFO_2014, "supported-or-partly"),
        ],
    )
    def test_a_policy_that_blurs_the_base_is_an_error(self, policy: Any, base: str) -> None:
        with pytest.raises(BasisMismatch, match=f"under {policy}, what was partly supported is"):
            implementation_rate(recommendations(FIVE, policy=policy), base=base, as_of="2022")

    @pytest.mark.parametrize(
        ("policy", "base", "whole"),
        [(policies.PARTLY_IS_SUPPORTED, "supported-or-partly", 3), (policies.RESOLUTION_5_1, "supported", 2)],
    )
    def test_another_policy_gives_the_same_rate(self, policy: Any, base: str, whole: int) -> None:
        assert implementation_rate(recommendations(FIVE, policy=policy), base=base, as_of="2022").total == whole

    def test_the_responses_are_those_of_the_day(self) -> None:
        changed = evolve(FIVE[1], positions=(*FIVE[1].positions, Position(response=NOTED, date=dt.date(2021, 6, 1))))
        records = (FIVE[0], changed)
        for unit in UNITS:
            assert implementation_rate(unit(records), base="supported", as_of="2020").total == 2
            assert implementation_rate(unit(records), base="supported", as_of="2022").total == 1
        own = recommendations(records, as_of=dt.date(2015, 1, 1))
        assert implementation_rate(own, base="supported", as_of="2022").total == 2
        noted = recommendations(records).where(response="noted")
        assert implementation_rate(noted, base="received", as_of="2020").total == 1
        with pytest.raises(BasisMismatch, match="narrowed to noted, and so has not all that was supported"):
            implementation_rate(noted, base="supported", as_of="2020")
        supported = recommendations(records).where(response="supported")
        assert implementation_rate(supported, base="supported", as_of="2020").total == 1

    @given(
        st.lists(strategies.recommendations(numbered=True), max_size=5),
        st.sampled_from([(base, unit) for base in list(RateBase)[:4] for unit in UNITS]),
        st.tuples(st.sampled_from(list(ImplementationStatus)[:-1]), st.sampled_from(Response)),
        st.sampled_from(list(policies.POLICIES.values())),
    )
    def test_an_answer_about_a_past_date_never_changes_when_later_events_are_added(
        self,
        records: list[Recommendation],
        question: tuple[RateBase, Any],
        later_event: tuple[ImplementationStatus, Response],
        policy: Any,
    ) -> None:
        (base, unit), (status, response) = question, later_event
        later = [
            evolve(
                each,
                assessments=(*each.assessments, seen(status, "2025")),
                positions=(*each.positions, Position(response=response, date=dt.date(2025, 1, 1))),
            )
            for each in records
            if not any(position.date is None for position in each.positions[1:])
        ]
        assume(len(later) == len(records))
        assume(base not in {RateBase.SUPPORTED, RateBase.SUPPORTED_OR_PARTLY} or policy is policies.AS_REPORTED)
        now, then = (unit(asks, policy=policy) for asks in (later, records))
        assert implementation_rate(now, base=base, as_of="2021") == implementation_rate(then, base=base, as_of="2021")

    def test_what_a_policy_leaves_out_was_received(self) -> None:
        left_out = recommendation(6, Response.PENDING, seen(IMPLEMENTED))
        answered = evolve(left_out, positions=(*left_out.positions, Position(response=NOTED, date=dt.date(2025, 1, 1))))
        for unit in UNITS:
            for records in ((FIVE[0], left_out), (FIVE[0], answered)):
                population = unit(records, policy=policies.RESOLUTION_5_1)
                assert implementation_rate(population, base="received", as_of="2022").share == Share(2, 2)
                assert implementation_rate(population, base="assessed", as_of="2022").share == Share(2, 2)

    @pytest.mark.parametrize(
        "option",
        [{"rule": rules.latest}, {"known_at": dt.date(2025, 1, 1)}, {"assessors": AssessorKind.UN}, {"due": {}}],
    )
    def test_published_statuses_take_no_options(self, option: dict[str, Any]) -> None:
        with pytest.raises(InvalidValue, match="rule, known_at, assessors, due do not apply"):
            implementation_rate(viet_nam_statuses()[0], base="received", as_of="2024", **option)

    @pytest.mark.parametrize("assessors", [None, 5, "state", ["state"], [AssessorKind.STATE, 5], [[]]])
    def test_assessors_are_kinds(self, assessors: Any) -> None:
        with pytest.raises(InvalidValue, match="assessors are members of AssessorKind"):
            status_tally(recommendations(FIVE), rule=rules.latest, as_of="2022", assessors=assessors)

    @pytest.mark.parametrize("due", [None, 5, [], "x"])
    def test_due_is_a_mapping(self, due: Any) -> None:
        with pytest.raises(UnitUnavailable, match="nothing says what is due when"):
            implementation_rate(recommendations(FIVE), base="due", as_of="2022", due=due)

    def test_a_base_of_nothing_has_no_percentage(self) -> None:
        rate = implementation_rate(recommendations([]), base="received", as_of="2022")
        assert str(rate) == "0 of 0 (n/a)"
        assert rate.to_dict()["rate"] == {"part": 0, "whole": 0, "percent": None}

    @pytest.mark.parametrize("base", ["accepted", "", None, 1, ["supported"]])
    def test_another_base_is_an_error(self, base: Any) -> None:
        with pytest.raises(ParseError, match="is not a base of an implementation rate; known are received, supp"):
            implementation_rate(recommendations(FIVE), base=base, as_of="2022")

    def test_what_is_no_population_is_an_error(self) -> None:
        with pytest.raises(UnitUnavailable, match="count paragraphs"):
            implementation_rate(FIVE, base="received", as_of="2022")  # type: ignore[arg-type]
        questions: list[Any] = [
            lambda population: changes_between(population, "2020", "2021"),
            lambda population: stale(population, as_of="2020", months=1),
            lambda population: unassessed(population, as_of="2020"),
            lambda population: disagreements(population, as_of="2020"),
        ]
        for of in questions:
            assert of(recommendations(FIVE)) is not None
            with pytest.raises(UnitUnavailable, match="count paragraphs"):
                of(FIVE)
            with pytest.raises(UnitUnavailable, match=r"by\.status has not exactly one value per attribution"):
                of(attributions(FIVE))
        with pytest.raises(UnitUnavailable, match="not exactly one value per attribution"):
            implementation_rate(attributions(FIVE), base="received", as_of="2022")  # type: ignore[type-var]

    def test_json_has_what_a_program_needs(self) -> None:
        rate = implementation_rate(recommendations(FIVE), base="supported-or-partly", as_of="2022").to_dict()
        assert list(rate) == ["basis", "base", "counts", "rate"]
        assert rate["base"] == {"name": "supported-or-partly", "total": 3}
        assert rate["counts"]["unassessed"] == 1
        assert rate["rate"] == {"part": 1, "whole": 3, "percent": "33.3"}
        assert rate["basis"]["left_out"] == {"no_longer_applicable": 1}

    def test_a_count_that_does_not_fit_its_base_is_an_error(self) -> None:
        basis = recommendations(FIVE).basis
        for count in (Range(0, 6), Range(3, 2), Range(0, None), Range(-1, 5), Range(0, 4), Range(6, 6), None, 5):
            with pytest.raises(InvalidValue, match=r"cannot make up the 5 of the base received|counts has each status"):
                ImplementationRate(base=RateBase.RECEIVED, total=5, counts=((IMPLEMENTED, count),), basis=basis)  # type: ignore[arg-type]
        for counts in ((), [(IMPLEMENTED, Range(5, 5))], ((IMPLEMENTED, Range(5, 5)),) * 2, 5, ((IMPLEMENTED,),)):
            with pytest.raises(InvalidValue, match=r"cannot make up the 5 of the base received|counts has each status"):
                ImplementationRate(base=RateBase.RECEIVED, total=5, counts=counts, basis=basis)  # type: ignore[arg-type]


class TestShareOf:
    def test_a_numerator_that_is_no_part_of_its_base_is_an_error(self) -> None:
        population = recommendations(FIVE)
        supported = population.where(response="supported")
        assert share_of(supported, population) == Share(2, 5)
        with pytest.raises(BasisMismatch, match=r"3 of the part are not in the whole: 'A/HRC/26/6#143\.3', 'A/HRC"):
            share_of(population, supported)
        with pytest.raises(BasisMismatch, match="paragraphs are no part of recommendations"):
            share_of(paragraphs(FIVE), population)
        elsewhere = [evolve(each, document=DocumentSymbol.parse("A/HRC/26/6/Add.1")) for each in FIVE[:1]]
        with pytest.raises(BasisMismatch, match=r"'A/HRC/26/6/Add\.1#143\.1'"):
            share_of(paragraphs(elsewhere), paragraphs(FIVE))
        for wrong in (None, FIVE, example()):
            with pytest.raises(UnitUnavailable, match="count paragraphs"):
                share_of(wrong, population)  # type: ignore[arg-type]

    def test_it_takes_every_unit(self) -> None:
        for unit in (paragraphs, attributions):
            whole: Any = unit(example())
            noted = whole.where(response="noted")
            assert share_of(noted, whole) == Share(len(noted), len(whole))
            with pytest.raises(BasisMismatch, match=r"\.\.\.$"):
                share_of(whole, noted)


class TestPublished:
    def test_viet_nams_third_review(self) -> None:
        (published,) = viet_nam_statuses()
        rate = implementation_rate(published, base="supported-or-partly", as_of="2023-10")
        shares = {status: Share(count.first, rate.total) for status, count in rate.counts}
        assert str(shares[IMPLEMENTED]) == "209 of 241 (86.7%)"
        assert str(shares[IN_PROGRESS]) == "30 of 241 (12.4%)"
        assert str(shares[UNDER_CONSIDERATION]) == "2 of 241 (0.8%)"
        assert str(implementation_rate(published, base="received", as_of="2023-10").share) == "209 of 291 (71.8%)"
        assert str(published.rate(RateBase.ASSESSED)) == "209 of 241 (86.7%)"

    def test_of_the_fully_supported_there_are_only_bounds(self) -> None:
        rate = viet_nam_statuses()[0].rate(RateBase.SUPPORTED)
        assert str(rate) == "188 to 209 of 220 (85.5% to 95.0%)"
        assert rate.to_dict()["rate"] == {"part": [188, 209], "whole": 220, "percent": ["85.5", "95.0"]}
        assert rate.to_dict()["counts"]["in_progress"] == [9, 30]
        assert "of all 241 that were supported-or-partly together, and not of the 220" in rate.notes[0]
        assert "the 21 others may have any" in rate.notes[0]
        assert rate.to_dict()["notes"] == list(rate.notes)
        with pytest.raises(BasisMismatch, match="there is no one rate, but 188 to 209 of 220"):
            _ = rate.share

    def test_the_words_of_the_table_are_those_of_the_mapping(self) -> None:
        rows = table("viet_nam_statuses")
        assert {row["wording"] for row in rows} == {word for word, _ in mappings.VIET_NAM_2023.words}
        assert all(mappings.VIET_NAM_2023.status(row["wording"]) == row["status"] for row in rows)
        assert {(row["status"], row["count"]) for row in rows} == {
            (str(status), str(count)) for status, count in viet_nam_statuses()[0].counts
        }

    def test_a_figure_is_published_after_its_time(self) -> None:
        same_day = Publication(publisher="Government", as_of="2023-10", published=dt.date(2023, 10, 31))
        assert str(same_day) == "Government (as of 2023-10, published 2023-10-31)"
        with pytest.raises(InvalidValue, match="as of 2023-10 cannot have been published on 2023-10-30"):
            Publication(publisher="Government", as_of="2023-10", published=dt.date(2023, 10, 30))

    def test_the_order_of_counts_does_not_matter(self) -> None:
        (published,) = viet_nam_statuses()
        other = evolve(published, counts=published.counts[::-1], totals=dict(reversed(published.totals)))
        assert other == published
        assert other.rate("received") == published.rate(RateBase.RECEIVED)

    def test_the_numbers_of_the_report_are_those_of_the_table(self, shared: Path) -> None:
        text = (shared / "seeds" / "004_a8b289f0017be9b3.txt").read_text(encoding="utf-8")
        (published,) = viet_nam_statuses()
        assert "as of October 2023, up to 86.7% of the 241 recommendations had been fully implemented" in text
        assert "30 were in progress, while the remaining two needed further consideration" in text
        assert f"{published.tally.share(IMPLEMENTED):.1%}" == "86.7%"
        assert (published.tally.total, published.tally[IN_PROGRESS], published.tally[UNDER_CONSIDERATION]) == (
            241,
            30,
            2,
        )
        assert published.as_of == Period.parse("2023-10")
        assert "supported 220 out of 291 recommendations" in text
        assert dict(published.totals) == {
            RateBase.RECEIVED: 291,
            RateBase.SUPPORTED_OR_PARTLY: 241,
            RateBase.SUPPORTED: 220,
        }

    def test_a_published_tally_compares_with_one_of_records(self) -> None:
        (published,) = viet_nam_statuses()
        words = [(209, IMPLEMENTED), (30, IN_PROGRESS), (2, UNDER_CONSIDERATION)]
        statuses = [status for count, status in words for _ in range(count)]
        records = [
            recommendation(n, SUPPORTED if n <= 220 else PARTLY_SUPPORTED, seen(status, "2023-10"))
            for n, status in enumerate(statuses, 1)
        ]
        counted = implementation_rate(paragraphs(records), base="supported-or-partly", as_of="2023-10")
        assert counted.counts == published.rate(RateBase.SUPPORTED_OR_PARTLY).counts
        assert dict(status_tally(paragraphs(records), rule=rules.latest, as_of="2023-10")) == dict(published.tally)
        within = implementation_rate(paragraphs(records), base="supported", as_of="2023-10").share
        bounds = published.rate(RateBase.SUPPORTED)
        assert bounds.lowest.part <= within.part <= bounds.highest.part
        assert counted.basis.filters == (("response", ("partly_supported", "supported")),)
        assert published.tally.basis.filters[1] == counted.basis.filters[0]

    @given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 10))
    def test_bounds_are_reached_and_never_passed(self, done: int, others: int, supported: int) -> None:
        whole = done + others
        assume(supported <= whole)
        published = evolve(
            viet_nam_statuses()[0],
            counts={IMPLEMENTED: done, NOT_STARTED: others},
            totals={RateBase.SUPPORTED_OR_PARTLY: whole, RateBase.SUPPORTED: supported},
        )
        rate = published.rate(RateBase.SUPPORTED)
        everyone = [True] * done + [False] * others
        possible = {sum(chosen) for chosen in combinations(everyone, supported)}
        assert possible == set(range(rate.lowest.part, rate.highest.part + 1))

    @given(strategies.published_statuses())
    def test_bounds_hold_the_rates_of_wider_bases(self, published: PublishedStatuses) -> None:
        totals = dict(published.totals)
        applicable = sum(count for status, count in published.counts if status is not NO_LONGER)
        for base, size in totals.items():
            if size < totals[published.base] and dict(published.counts).get(NO_LONGER):
                with pytest.raises(UnitUnavailable, match="are no longer applicable is not known"):
                    published.rate(base)
                continue
            rate = published.rate(base)
            assert rate.lowest.part <= dict(published.counts).get(IMPLEMENTED, 0)
            assert rate.highest.part <= rate.total
            if size >= totals[published.base]:
                assert rate.total == size - totals[published.base] + applicable

    def test_different_times_of_one_figure_are_a_note(self) -> None:
        (published,) = viet_nam_statuses()
        assert published.as_of == Period.parse("2023-10")
        assert published.notes[0] == "these counts are of medium confidence"
        assert published.notes[1] == (
            "the same counts are given as of different times: Government (as of 2023-10, published 2023-11-24), "
            "press (as of 2023-11-24), press (as of 2024-01)"
        )
        for base in (RateBase.RECEIVED, RateBase.SUPPORTED, RateBase.ASSESSED):
            assert published.rate(base).notes[-2:] == published.notes
        later_first = evolve(published, publications=published.publications[::-1])
        assert later_first.as_of == Period.parse("2023-10")
        alone = evolve(published, publications=published.publications[:1], confidence=Confidence.HIGH)
        assert alone.notes == alone.rate("assessed").notes == ()
        assert alone.rate("received").notes == (
            "the statuses of 50 of the 291 are not known; they count as unassessed",
        )

    def test_nothing_is_said_of_an_earlier_time(self) -> None:
        with pytest.raises(BasisMismatch, match="published as of 2023-10; they say nothing of 2023-10-30"):
            implementation_rate(viet_nam_statuses()[0], base="received", as_of=dt.date(2023, 10, 30))

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"counts": {IMPLEMENTED: 240}}, "the counts add up to 240, and totals has 241 for supported-or-partly"),
            ({"totals": {}}, "totals lacks supported-or-partly, of which the counts are"),
            (
                {"totals": {RateBase.SUPPORTED_OR_PARTLY: 241, RateBase.SUPPORTED: 242}},
                "242 supported cannot be a part of 241",
            ),
            (
                {"totals": {RateBase.SUPPORTED_OR_PARTLY: 241, RateBase.RECEIVED: 240}},
                "241 supported-or-partly cannot be",
            ),
            ({"base": RateBase.DUE}, "statuses are published of received, supported-or-partly, supported, not of due"),
            ({"publications": ()}, "publications is empty"),
            (
                {"totals": {RateBase.SUPPORTED_OR_PARTLY: 241, RateBase.DUE: 3}},
                r"totals are those of received.*not of due",
            ),
            ({"counts": {IMPLEMENTED: -1}}, "counts is a whole number"),
            (
                {"counts": {"implemented": 241}},
                "expected each ImplementationStatus once, with its count, not .'implemented', 241.",
            ),
            ({"counts": 5}, "expected a mapping from ImplementationStatus to counts, not 5"),
            ({"totals": "ab"}, "expected a mapping from RateBase to counts, not 'ab'"),
            ({"totals": [1]}, "expected each RateBase once"),
            ({"counts": ((IMPLEMENTED, 241), (IMPLEMENTED, 0))}, "expected each ImplementationStatus once"),
        ],
    )
    def test_numbers_that_cannot_all_be_true_are_an_error(self, wrong: dict[str, Any], message: str) -> None:
        with pytest.raises(InvalidValue, match=message):
            evolve(viet_nam_statuses()[0], **wrong)

    def test_what_is_not_known_is_an_error(self) -> None:
        (published,) = viet_nam_statuses()
        with pytest.raises(
            UnitUnavailable,
            match="were due is not known here; known: received, supported-or-partly, supported, assessed",
        ):
            published.rate(RateBase.DUE)
        counts = {IMPLEMENTED: 240, NO_LONGER: 1}
        with pytest.raises(UnitUnavailable, match="are no longer applicable is not known"):
            evolve(published, counts=counts).rate(RateBase.SUPPORTED)
        assert evolve(published, counts=counts).rate(RateBase.RECEIVED).share == Share(240, 290)

    def test_it_prints_in_words(self) -> None:
        (published,) = viet_nam_statuses()
        assert str(published) == (
            "Viet Nam, cycle 3: 2 under consideration, 30 in progress, 209 implemented of 241 supported-or-partly, "
            "as of 2023-10"
        )
        assert (published.unit, published.confidence) == (Unit.PARAGRAPH, Confidence.MEDIUM)


class TestChanges:
    MADE = (
        recommendation(1, SUPPORTED, seen(NOT_STARTED, "2019"), seen(IN_PROGRESS, "2021")),
        recommendation(2, SUPPORTED, seen(IMPLEMENTED, "2019"), seen(IN_PROGRESS, "2021")),
        recommendation(3, NOTED, seen(IN_PROGRESS, "2021")),
        recommendation(4, NOTED, seen(IN_PROGRESS, "2019"), seen(NO_LONGER, "2021")),
        recommendation(5, NOTED, seen(NO_LONGER, "2019"), seen(IMPLEMENTED, "2021")),
        recommendation(6, NOTED, seen(IMPLEMENTED, "2019")),
        recommendation(7, NOTED),
    )

    @pytest.mark.parametrize("unit", [recommendations, paragraphs])
    def test_what_moved_is_told_by_direction(self, unit: Any) -> None:
        changes = changes_between(unit(self.MADE), "2020", "2022")
        of = [changes.forward, changes.back, changes.newly_assessed, changes.applicability]
        assert [[str(each).split(": ")[1] for each in direction] for direction in of] == [
            ["not started -> in progress"],
            ["implemented -> in progress"],
            ["unassessed -> in progress"],
            ["in progress -> no longer applicable", "no longer applicable -> implemented"],
        ]
        assert changes.unchanged == 2
        assert str(changes).startswith("1 forward, 1 back, 1 newly assessed, 2 changed in applicability, 2 unchanged; ")
        assert "; statuses least_advanced as of 2020 to 2022; counted by" in str(changes)

    def test_json_names_each(self) -> None:
        changes = changes_between(recommendations(self.MADE), "2020", "2022").to_dict()
        assert changes["back"] == [{"id": "A/HRC/26/6#143.2", "before": "implemented", "after": "in_progress"}]
        assert [changes[time]["as_of"] for time in ("before", "after")] == ["2020", "2022"]
        assert json.loads(json.dumps(changes)) == changes
        assert "143.2" in repr(changes_between(recommendations(self.MADE), "2020", "2022").back[0])
        of_paragraphs = changes_between(paragraphs(self.MADE), "2020", "2022").to_dict()
        assert of_paragraphs["back"][0]["id"] == "A/HRC/26/6#143.2"

    def test_the_second_time_is_not_the_earlier(self) -> None:
        with pytest.raises(InvalidValue, match="from an earlier time to a later, not from 2022 to 2020"):
            changes_between(recommendations(self.MADE), "2022", "2020")

    @given(st.lists(strategies.recommendations(), max_size=6), st.sampled_from(list(rules.RULES.values())[:4]))
    def test_every_item_changed_in_one_direction_or_not(self, records: list[Recommendation], rule: rules.Rule) -> None:
        population = recommendations(records)
        changes = changes_between(population, "2015", "2020", rule=rule)
        moved = [*changes.forward, *changes.back, *changes.newly_assessed, *changes.applicability]
        assert len(moved) + changes.unchanged == len(records)
        before: Counter[ImplementationStatus] = Counter(status_tally(population, rule=rule, as_of="2015"))
        after = Counter(status_tally(population, rule=rule, as_of="2020"))
        for each in moved:
            before[each.before] -= 1
            before[each.after] += 1
        assert {k: n for k, n in before.items() if n and k is not NO_LONGER} == {k: n for k, n in after.items() if n}

    def test_stale_is_what_was_seen_and_not_lately(self) -> None:
        records = (
            recommendation(1, SUPPORTED, seen(IMPLEMENTED, "2019-01-31")),
            recommendation(2, SUPPORTED, seen(IMPLEMENTED, "2020-02-29")),
            recommendation(3),
        )
        population = recommendations(records)
        narrowed = stale(population, as_of="2020-02-29", months=13)
        assert [str(each.paragraph) for each in narrowed] == ["143.1"]
        assert len(stale(population, as_of="2020-02-29", months=12)) == 1
        assert len(stale(population, as_of="2020-02-28", months=13)) == 0
        assert len(stale(population, as_of="2021-02-27", months=12)) == 1
        assert len(stale(population, as_of="2021-02-28", months=12)) == 2
        assert str(narrowed.basis).startswith(
            "counted by recommendation; responses as-reported; stale for 13 months as of 2020-02-29"
        )
        far = recommendations([recommendation(1, SUPPORTED, seen(IMPLEMENTED, "9999"))])
        assert len(stale(far, as_of="9999", months=MONTHS_LIMIT)) == 0
        near = recommendations([recommendation(1, SUPPORTED, seen(IMPLEMENTED, "9999-01"))])
        assert [len(stale(near, as_of="9999", months=months)) for months in (11, 12)] == [1, 0]

    @pytest.mark.parametrize("months", [0, -1, MONTHS_LIMIT + 1, True, 1.5, "12"])
    def test_months_are_a_whole_number(self, months: Any) -> None:
        with pytest.raises(InvalidValue, match="months is a whole number from 1 to 1200"):
            stale(recommendations(FIVE), as_of="2020", months=months)

    def test_unassessed_is_what_nobody_saw(self) -> None:
        narrowed = unassessed(recommendations(FIVE), as_of="2020")
        assert [str(each.paragraph) for each in narrowed] == ["143.4", "143.5"]
        assert narrowed.basis.filters == (("unassessed", ("as of 2020",)),)
        assert tally(narrowed, by.response)[NOTED] == 1

    def test_disagreement_is_countable(self) -> None:
        for unit in UNITS:
            narrowed: Any = disagreements(unit(FIVE), as_of="2022")
            assert len(narrowed) == 1
            assert len(disagreements(unit(FIVE), as_of="2019")) == 0

    def test_questions_may_be_asked_of_some_assessors_and_as_known_then(self) -> None:
        population = recommendations([recommendation(1, SUPPORTED, seen(IMPLEMENTED, recorded=dt.date(2021, 1, 1)))])
        assert len(unassessed(population, as_of="2022")) == 0
        assert len(unassessed(population, as_of="2022", assessors=AssessorKind.NHRI)) == 1
        assert len(unassessed(population, as_of="2022", known_at=dt.date(2020, 12, 31))) == 1
        assert len(stale(population, as_of="2022", months=1, known_at=dt.date(2020, 12, 31))) == 0
        assert len(disagreements(recommendations(FIVE), as_of="2022", assessors=[AssessorKind.STATE])) == 0
        narrowed = stale(population, as_of="2022", months=1, assessors=AssessorKind.STATE)
        assert narrowed.basis.filters == (("stale", ("for 1 month as of 2022, by state",)),)

    def test_paragraphs_are_not_made_of_a_part_of_them(self) -> None:
        asks = [recommendation(1, SUPPORTED, seen(IMPLEMENTED), part="a"), recommendation(1, part="b")]
        with pytest.raises(UnitUnavailable, match="narrowed by unassessed are not whole paragraphs"):
            paragraphs(unassessed(recommendations(asks), as_of="2022"))

    def test_untagged_is_what_a_classification_misses(self) -> None:
        tagged = evolve(FIVE[0], tags=frozenset({Tag.parse("sdg:16")}))
        population = recommendations((tagged, *FIVE[1:]))
        assert len(untagged(population, "sdg")) == 4
        assert len(untagged(untagged(population, "sdg"), "themes")) == 4
        assert untagged(untagged(population, "sdg"), "themes").basis.filters == (("untagged", ("sdg", "themes")),)
        assert len(untagged(attributions(example()), "upr_info_issues")) == 256
        with pytest.raises(UnitUnavailable, match="attributions have no tags of sdg"):
            untagged(attributions(FIVE), "sdg")
        with pytest.raises(InvalidValue, match="the scheme of a tag is a lower-case name"):
            untagged(population, "SDG 16")

    def test_issues_coded_by_state_are_tags(self) -> None:
        coded = evolve(FIVE[0], attributions=(evolve(FIVE[0].attributions[0], issues=("Justice",)),))
        for unit in (*UNITS, attributions):
            assert len(untagged(unit((coded, FIVE[1])), "upr_info_issues")) == 1

    def test_what_a_policy_leaves_out_is_narrowed_as_well(self) -> None:
        open_ = recommendations([*FIVE, recommendation(6, None)], policy=policies.RESOLUTION_5_1)
        assert unassessed(open_, as_of="2022").basis.left_out == (("not_stated", 1),)
        assert stale(open_, as_of="2022", months=1).basis.left_out == ()


class TestPositions:
    @pytest.fixture(scope="class")
    @staticmethod
    def cambodia() -> list[Recommendation]:
        key, report_ = ReviewKey.parse("KHM:18"), DocumentSymbol.parse("A/HRC/26/16")
        became_noted = {"118.1", "118.2", "118.3", "118.4", "118.5", "118.22", "118.57", "118.161"}
        numbers = [Paragraph(118, n) for n in range(1, 172)] + [Paragraph(119, n) for n in range(1, 35)]
        records = []
        for number in numbers:
            room = SUPPORTED if number.lead == 118 else NOTED
            positions = [
                Position(response=room, date=dt.date(2014, 1, 31), document=report_, stage=PositionStage.WORKING_GROUP)
            ]
            if str(number) in became_noted:
                positions.append(
                    Position(
                        response=NOTED, date=dt.date(2014, 6, 30), stage=PositionStage.ADDENDUM, wording="declined"
                    )
                )
            records.append(
                Recommendation(
                    review=key,
                    attributions=(Attribution(review=key, recommending_state=None),),
                    document=report_,
                    paragraph=number,
                    positions=tuple(positions),
                )
            )
        return records

    def test_cambodia_in_the_room_and_after_the_addendum(self, cambodia: list[Recommendation]) -> None:
        shares = [
            tally(paragraphs(cambodia, as_of=day), by.response).share(SUPPORTED)
            for day in (dt.date(2014, 1, 31), dt.date(2014, 6, 29), dt.date(2014, 6, 30))
        ]
        assert list(map(str, shares)) == ["171 of 205 (83.4%)", "171 of 205 (83.4%)", "163 of 205 (79.5%)"]

    def test_the_moves_between_the_working_group_and_the_addendum(self, cambodia: list[Recommendation]) -> None:
        moved = position_changes(recommendations(cambodia))
        assert [str(each.recommendation.paragraph) for each in moved] == [
            *("118.1", "118.2", "118.3", "118.4", "118.5", "118.22", "118.57", "118.161")
        ]
        assert {str(each).split(": ")[1] for each in moved} == {"supported -> noted"}
        assert {each.after.wording for each in moved} == {"declined"}
        assert position_changes(recommendations(cambodia), after=PositionStage.WORKING_GROUP) == ()
        assert "118.161" in repr(moved[-1])

    def test_the_paragraphs_are_those_of_the_report(self, cambodia: list[Recommendation], shared: Path) -> None:
        with (shared / "samples" / "wg_reports" / "truth_paragraphs.csv").open(encoding="utf-8") as file:
            rows = [row for row in csv.reader(file) if row[0] == "cambodia2014"]
        assert [str(each.paragraph) for each in cambodia] == [row[1] for row in rows]

    def test_a_first_answer_is_a_move(self) -> None:
        pending = evolve(
            FIVE[0],
            positions=(
                Position(response=Response.PENDING, stage=PositionStage.WORKING_GROUP),
                Position(response=SUPPORTED, stage=PositionStage.ADDENDUM),
            ),
        )
        late = evolve(FIVE[1], positions=(Position(response=NOTED, stage=PositionStage.ADDENDUM),))
        same = evolve(FIVE[2], positions=(Position(response=Response.NOT_STATED, stage=PositionStage.ADDENDUM),))
        moved = position_changes(recommendations([pending, late, same, FIVE[3]], policy=policies.RESOLUTION_5_1))
        assert [str(each).split(": ")[1] for each in moved] == ["pending -> supported", "not stated -> noted"]
        with pytest.raises(InvalidValue, match="from an earlier stage to a later, not from addendum to working_group"):
            position_changes(recommendations(FIVE), before=PositionStage.ADDENDUM, after=PositionStage.WORKING_GROUP)
        with pytest.raises(InvalidValue, match="a stage is a PositionStage"):
            position_changes(recommendations(FIVE), before="room")  # type: ignore[arg-type]
        for wrong in (None, FIVE):
            with pytest.raises(UnitUnavailable, match="count paragraphs"):
                position_changes(wrong)  # type: ignore[arg-type]
            with pytest.raises(UnitUnavailable, match="count paragraphs"):
                untagged(wrong, "sdg")  # type: ignore[arg-type]
        with pytest.raises(UnitUnavailable, match="positions are those of recommendations, not of paragraphs"):
            position_changes(paragraphs(FIVE))  # type: ignore[arg-type]

    def test_a_position_of_a_stage(self) -> None:
        positions = tuple(
            Position(response=response, stage=stage) for response, stage in zip(Response, PositionStage, strict=False)
        )
        changed = evolve(FIVE[0], positions=(Position(response=NOTED), *positions))
        for response, stage in zip(Response, PositionStage, strict=False):
            position = changed.position_at(stage)
            assert position is not None
            assert position.response is response
        assert FIVE[0].position_at(PositionStage.FOLLOW_UP) is None
        with pytest.raises(InvalidValue, match="a stage is a PositionStage"):
            changed.position_at("addendum")  # type: ignore[arg-type]
        with pytest.raises(InvalidValue, match="in the order of the stages, not addendum, working_group"):
            evolve(changed, positions=(positions[1], positions[0]))


class TestCommand:
    def run(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
        status = main(["progress", *arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    def test_without_options_it_shows_viet_nams_third_review(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, err = self.run(capsys)
        assert (status, err) == (0, "")
        rows = [line.split() for line in out.splitlines()]
        assert ["implemented", "209", "86.7%"] in rows
        assert ["in", "progress", "30", "12.4%"] in rows
        assert ["under", "consideration", "2", "0.8%"] in rows
        assert "Implementation rate (supported-or-partly): 209 of 241 (86.7%)." in out
        assert "Each share is rounded alone; together they make 99.9%." in out
        assert "statuses as_published as of 2023-10" in out

    @pytest.mark.parametrize(
        ("base", "rate"),
        [
            ("received", {"part": 209, "whole": 291, "percent": "71.8"}),
            ("supported-or-partly", {"part": 209, "whole": 241, "percent": "86.7"}),
            ("supported", {"part": [188, 209], "whole": 220, "percent": ["85.5", "95.0"]}),
            ("assessed", {"part": 209, "whole": 241, "percent": "86.7"}),
        ],
    )
    def test_json_of_each_base(self, capsys: pytest.CaptureFixture[str], base: str, rate: object) -> None:
        status, out, _ = self.run(
            capsys, "--base", base, "--format", "json", "--as-of", "2023-10", "--state", "Vietnam", "--cycle", "third"
        )
        printed = json.loads(out)
        assert (status, printed["rate"]) == (0, rate)
        assert printed["base"]["name"] == base

    def test_bounds_are_explained(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = self.run(capsys, "--base", "supported")
        assert "implemented          188 to 209  85.5% to 95.0%" in out
        assert "Note: only bounds: the statuses are known of all 241 that were supported-or-partly together" in out

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("--base", "due"), "were due is not known here"),
            (("--as-of", "2023-09"), "published as of 2023-10; they say nothing of 2023-09"),
            (("--state", "Tonga"), "no statuses of Tonga, cycle 3, are known here; known of Viet Nam: cycle 3"),
            (("--cycle", "2"), "no statuses of Viet Nam, cycle 2"),
            (("--state", "Atlantis"), "Atlantis"),
        ],
    )
    def test_what_is_not_known_is_said(
        self, capsys: pytest.CaptureFixture[str], arguments: Sequence[str], message: str
    ) -> None:
        status, out, err = self.run(capsys, *arguments)
        assert (status, out) == (2, "")
        assert message in err

    @pytest.mark.parametrize("arguments", [("--as-of", "soon"), ("--base", "accepted"), ("--cycle", "9")])
    def test_what_is_not_understood_is_said(self, capsys: pytest.CaptureFixture[str], arguments: Sequence[str]) -> None:
        with pytest.raises(SystemExit) as raised:
            self.run(capsys, *arguments)
        assert raised.value.code == 2
        assert arguments[0] in capsys.readouterr().err

    def test_nothing_prints_as_nothing(self) -> None:
        empty = implementation_rate(recommendations([]), base="received", as_of="2022")
        text = report.as_text(empty, "title")
        assert "implemented              0   n/a" in text
        assert "rounded alone" not in text
