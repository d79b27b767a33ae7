"""Assessments: what a history may hold, what it answers about any day, and rules that make one status of many."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from upr_model import (
    Assessment,
    Assessor,
    AssessorKind,
    Attribution,
    Evidence,
    EvidenceKind,
    ImplementationStatus,
    InvalidValue,
    ParseError,
    Period,
    Recommendation,
    ReviewKey,
    State,
    StatusMapping,
    mappings,
    rules,
    strategies,
)
from upr_model.records.assessment import ASSESSMENTS_LIMIT
from upr_model.records.statuses import StatusBasis

NOT_IMPLEMENTED = ImplementationStatus.NOT_IMPLEMENTED
NOT_STARTED = ImplementationStatus.NOT_STARTED
UNDER_CONSIDERATION = ImplementationStatus.UNDER_CONSIDERATION
IN_PROGRESS = ImplementationStatus.IN_PROGRESS
PARTLY = ImplementationStatus.PARTLY_IMPLEMENTED
IMPLEMENTED = ImplementationStatus.IMPLEMENTED
NO_LONGER = ImplementationStatus.NO_LONGER_APPLICABLE
UNASSESSED = ImplementationStatus.UNASSESSED
ORDER = [NOT_IMPLEMENTED, NOT_STARTED, UNDER_CONSIDERATION, IN_PROGRESS, PARTLY, IMPLEMENTED]

REVIEW = ReviewKey.parse("VNM:18")
STATE = Assessor(AssessorKind.STATE, "Ministry of Foreign Affairs")
NGO = Assessor(AssessorKind.CIVIL_SOCIETY, "Coalition")
BEGAN = dt.date(2014, 2, 5)


def asked(*assessments: Assessment, review: ReviewKey = REVIEW) -> Recommendation:
    made = Attribution(review=review, recommending_state=State.parse("TGO"))
    return Recommendation(review=review, attributions=(made,), text="Ratify CAT", assessments=assessments)


def assessed(status: ImplementationStatus, as_of: str, **rest: Any) -> Assessment:
    return Assessment(status=status, as_of=as_of, **{"assessor": STATE, **rest})


def like(assessment: Assessment, **changes: Any) -> Assessment:
    """Another assessment, the same but for what is given, with an id of its own."""
    return assessment.corrected(**{"supersedes": "", **changes})


def status_of(
    history: Sequence[Assessment], as_of: Any, known_at: dt.date | None = None, by: rules.Rule = rules.least_advanced
) -> ImplementationStatus | None:
    return by([each.status for each in asked(*history).assessments_as_of(as_of, known_at=known_at)])


NO_PERIODS: list[Any] = [
    *("", "October 2023", "2023-13", "2023-00", "2023-10-00", "2023-02-29", "23-10", "2023-1", "2023/", "/2023"),
    *("2023-10/2022", "2023-10-31/2023-10-30", "2020/2021/2022", "0000", "２０２３", "2023\n", "20231031", " 2023"),
    *("9" * 10_000, "-" * 21, 2023, None),
]


class TestPeriod:
    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("2023", "2023-01-01", "2023-12-31"),
            ("2023-10", "2023-10-01", "2023-10-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2023-10-31", "2023-10-31", "2023-10-31"),
            ("2020/2021", "2020-01-01", "2021-12-31"),
            ("2020-11/2021-02", "2020-11-01", "2021-02-28"),
            ("2020-11-05/2021", "2020-11-05", "2021-12-31"),
        ],
    )
    def test_a_text_gives_the_days(self, text: str, first: str, last: str) -> None:
        period = Period.parse(text)
        assert (str(period.first), str(period.last)) == (first, last)

    @given(strategies.periods())
    @example(Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31)))
    @example(Period(dt.date(2023, 1, 1), dt.date(2023, 1, 1)))
    @example(Period(dt.date(1, 1, 1), dt.date(9999, 12, 31)))
    @example(Period(dt.date(2020, 2, 1), dt.date(2021, 12, 31)))
    def test_it_parses_as_it_prints(self, period: Period) -> None:
        assert Period.parse(str(period)) == period

    @pytest.mark.parametrize("text", NO_PERIODS)
    def test_any_other_text_is_an_error(self, text: Any) -> None:
        with pytest.raises(ParseError, match="is not a period; expected"):
            Period.parse(text)

    @given(st.text(max_size=25) | st.from_regex(r"[0-9/-]{1,21}", fullmatch=True))
    def test_any_text_is_a_period_or_an_error(self, text: str) -> None:
        with suppress(ParseError):
            period = Period.parse(text)
            assert Period.parse(str(period)) == period

    def test_it_ends_no_earlier_than_it_begins(self) -> None:
        with pytest.raises(InvalidValue, match="not from 2023-10-31 to 2023-10-30"):
            Period(dt.date(2023, 10, 31), dt.date(2023, 10, 30))

    @pytest.mark.parametrize("day", [dt.datetime(2023, 10, 31), "2023-10-31", None])  # noqa: DTZ001
    def test_it_has_dates(self, day: Any) -> None:
        with pytest.raises(InvalidValue, match=r"the first day of a period is a datetime.date"):
            Period(day, dt.date(2023, 10, 31))


class TestAssessment:
    def test_as_of_takes_a_period_a_day_or_a_text(self) -> None:
        day = dt.date(2023, 10, 31)
        given_ = [assessed(IMPLEMENTED, each) for each in (day, "2023-10-31", Period(day, day))]  # type: ignore[arg-type]
        assert given_[0] == given_[1] == given_[2]
        assert given_[0].as_of.first == day

    def test_an_assessment_keeps_its_evidence_and_its_wording(self) -> None:
        law = Evidence(
            kind=EvidenceKind.LAW, title="Penal Code", link="https://example.org", date=dt.date(2015, 11, 27)
        )
        made = assessed(IMPLEMENTED, "2016", evidence=(law,), wording="done", note="in force")
        assert (made.evidence, made.wording, made.note) == ((law,), "done", "in force")

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"status": "implemented"}, "status must be a ImplementationStatus"),
            ({"as_of": 2023}, "expected a Period, a datetime.date or a text such as '2023-10', not 2023"),
            ({"as_of": "soon"}, "'soon' is not a period"),
            ({"assessor": "State"}, "assessor must be a Assessor"),
            ({"recorded": dt.datetime(2023, 1, 1)}, "recorded must be a datetime.date"),  # noqa: DTZ001
            ({"evidence": ["law"]}, "evidence must be a tuple of Evidence"),
            ({"status": UNASSESSED}, "unassessed is no assessment"),
            ({"id": 7}, "id must be a text of 1 to 500 characters, not 7"),
            ({"id": ""}, "id must be a text"),
            ({"id": "x" * 501}, "id must be a text"),
        ],
    )
    def test_a_wrong_field_is_an_error(self, wrong: dict[str, Any], message: str) -> None:
        with pytest.raises((InvalidValue, ParseError), match=message):
            Assessment(**{"status": IMPLEMENTED, "as_of": "2023", "assessor": STATE, **wrong})

    @pytest.mark.parametrize("name", ["", "  ", None, "x" * 501])
    def test_an_assessor_has_a_name(self, name: Any) -> None:
        with pytest.raises(InvalidValue, match="name must be a text of 1 to 500 characters"):
            Assessor(AssessorKind.UN, name)

    def test_a_status_dated_after_the_day_it_was_recorded_names_both(self) -> None:
        with pytest.raises(InvalidValue, match="as of 2023-10 cannot have been recorded on 2023-09-30"):
            assessed(IMPLEMENTED, "2023-10", recorded=dt.date(2023, 9, 30))

    def test_it_may_be_recorded_on_the_last_day(self) -> None:
        assert assessed(IMPLEMENTED, "2023-10", recorded=dt.date(2023, 10, 31)).recorded == dt.date(2023, 10, 31)
        with pytest.raises(InvalidValue, match="recorded on 2023-10-30, before that was over"):
            assessed(IMPLEMENTED, "2023-10", recorded=dt.date(2023, 10, 30))

    @given(strategies.assessments(), strategies.assessments())
    def test_an_id_that_is_not_given_tells_assessments_apart(self, one: Assessment, other: Assessment) -> None:
        assert (one.id == other.id) == (one == other)
        assert len(one.id) == 16

    def test_a_correction_names_what_it_corrects(self) -> None:
        wrong = assessed(IMPLEMENTED, "2023-10", note="as told", recorded=dt.date(2023, 11, 1))
        right = wrong.corrected(status=IN_PROGRESS, recorded=dt.date(2023, 12, 1))
        assert (right.supersedes, right.note, right.as_of, right.assessor) == (wrong.id, "as told", wrong.as_of, STATE)
        assert right.id != wrong.id
        with pytest.raises(InvalidValue, match="before that was over"):
            wrong.corrected(recorded=dt.date(2023, 10, 1))


class TestHistory:
    def test_a_status_before_the_review_names_both(self) -> None:
        with pytest.raises(InvalidValue, match=r"as of 2014-02-04.*before the review of VNM:18, on 2014-02-05"):
            asked(assessed(IMPLEMENTED, "2014-02-04"))
        assert asked(assessed(IMPLEMENTED, "2014-02-05")).assessments
        assert asked(assessed(IMPLEMENTED, "2014")).assessments

    def test_without_the_day_of_the_review_its_session_counts(self) -> None:
        review = ReviewKey.parse("TON:30")
        assert asked(assessed(IMPLEMENTED, "2020"), review=review).assessments
        with pytest.raises(InvalidValue, match="before the review"):
            asked(assessed(IMPLEMENTED, "2010"), review=ReviewKey.parse("KHM:32"))

    def test_two_statuses_on_one_date_by_one_assessor_name_both(self) -> None:
        one, other = assessed(IMPLEMENTED, "2023-10"), assessed(IN_PROGRESS, "2023-10")
        with pytest.raises(
            InvalidValue, match=r"implemented as of 2023-10.*and in_progress as of 2023-10.*which is right"
        ):
            asked(one, other)
        assert asked(one, like(other, assessor=NGO)).assessments
        assert asked(one, like(other, as_of="2023-11")).assessments
        assert asked(one, like(one, note="the same again")).assessments

    def test_two_corrections_of_one_assessment_must_agree(self) -> None:
        first = assessed(NOT_STARTED, "2023", id="a")
        one, other = (assessed(status, "2023", supersedes="a") for status in (IMPLEMENTED, IN_PROGRESS))
        with pytest.raises(InvalidValue, match="which is right"):
            asked(first, one, other)
        assert asked(first, one, one.corrected(supersedes="a", note="again")).assessments

    def test_a_correction_of_an_unknown_assessment_names_both(self) -> None:
        with pytest.raises(
            InvalidValue, match=r"implemented as of 2023.*supersedes 'b', which is no assessment.*known: '"
        ):
            asked(assessed(IN_PROGRESS, "2022", id="a"), assessed(IMPLEMENTED, "2023", supersedes="b"))
        with pytest.raises(InvalidValue, match=r"which is no assessment here; known: '[0-9a-f]{16}'"):
            asked(assessed(IMPLEMENTED, "2023", supersedes="b"))

    @pytest.mark.parametrize("length", [1, 2, 3])
    def test_a_circle_of_corrections_names_all(self, length: int) -> None:
        ids = "abc"[:length]
        circle = [assessed(IMPLEMENTED, "2023", id=i, supersedes=ids[(n + 1) % length]) for n, i in enumerate(ids)]
        with pytest.raises(InvalidValue, match=r"circle: .*a") as error:
            asked(*circle)
        assert all(i in str(error.value) for i in ids)

    def test_a_correction_that_leads_to_a_circle_is_an_error(self) -> None:
        circle = [assessed(IMPLEMENTED, "2023", id=i, supersedes=j) for i, j in ("ab", "bc", "cb")]
        with pytest.raises(InvalidValue, match="circle"):
            asked(*circle)

    def test_a_correction_is_by_the_same_assessor(self) -> None:
        with pytest.raises(InvalidValue, match=r"Coalition.*supersedes.*Ministry.*corrected by its own assessor"):
            asked(assessed(IN_PROGRESS, "2022", id="a"), assessed(IMPLEMENTED, "2022", supersedes="a", assessor=NGO))

    def test_a_correction_is_as_of_no_later_time(self) -> None:
        first = assessed(IN_PROGRESS, "2022", id="a")
        with pytest.raises(InvalidValue, match=r"as of 2023.*supersedes.*as of 2022.*no correction"):
            asked(first, assessed(IMPLEMENTED, "2023", supersedes="a"))
        assert status_of([first, assessed(IMPLEMENTED, "2021", supersedes="a")], "2021") is IMPLEMENTED

    @pytest.mark.parametrize("recorded", [None, dt.date(2023, 5, 31)])
    def test_a_correction_is_recorded_no_earlier(self, recorded: dt.date | None) -> None:
        first = assessed(IN_PROGRESS, "2022", id="a", recorded=dt.date(2023, 6, 1))
        with pytest.raises(InvalidValue, match="what it corrects on 2023-06-01"):
            asked(first, assessed(IMPLEMENTED, "2022", supersedes="a", recorded=recorded))

    def test_an_id_is_unique(self) -> None:
        with pytest.raises(InvalidValue, match=r"two assessments have the id 'a': in_progress.*and implemented"):
            asked(assessed(IN_PROGRESS, "2022", id="a"), assessed(IMPLEMENTED, "2023", id="a"))

    def test_the_longest_history_is_checked_in_no_time(self) -> None:
        chain = [assessed(ORDER[0], "2023", id="0")]
        chain += [
            assessed(ORDER[number % 6], "2023", id=str(number), supersedes=str(number - 1))
            for number in range(1, ASSESSMENTS_LIMIT)
        ]
        assert status_of(chain, "2023") is chain[-1].status
        with pytest.raises(InvalidValue, match="at most 1000 assessments, not 1001"):
            asked(*chain, assessed(IMPLEMENTED, "2024"))

    def test_a_withdrawn_assessment_leaves_what_was_there_before(self) -> None:
        day = dt.date(2024, 1, 1)
        before = assessed(IN_PROGRESS, "2022", recorded=day)
        wrong = assessed(IMPLEMENTED, "2023", recorded=day)
        withdrawal = wrong.corrected(status=UNASSESSED, recorded=dt.date(2025, 1, 1))
        assert status_of([before, wrong], "2023") is IMPLEMENTED
        assert status_of([before, wrong, withdrawal], "2023") is IN_PROGRESS
        assert status_of([before, wrong, withdrawal], "2023", dt.date(2024, 12, 31)) is IMPLEMENTED
        fresh = assessed(NOT_STARTED, "2023", recorded=dt.date(2025, 1, 1))
        assert status_of([before, wrong, withdrawal, fresh], "2023") is NOT_STARTED
        with pytest.raises(InvalidValue, match="which is right"):
            asked(wrong, withdrawal, like(fresh, recorded=dt.date(2024, 12, 31)))

    def test_a_withdrawal_is_not_withdrawn(self) -> None:
        wrong = assessed(IMPLEMENTED, "2023")
        withdrawal = wrong.corrected(status=UNASSESSED)
        with pytest.raises(InvalidValue, match="undone by an assessment that supersedes it"):
            asked(wrong, withdrawal, withdrawal.corrected(note="no"))
        assert status_of([wrong, withdrawal, withdrawal.corrected(status=IMPLEMENTED)], "2023") is IMPLEMENTED

    def test_without_a_day_nobody_can_say_that_it_was_known(self) -> None:
        undated = assessed(IMPLEMENTED, "2023")
        assert status_of([undated], "2023") is IMPLEMENTED
        assert status_of([undated], "2023", dt.date(2099, 1, 1)) is None

    def test_an_undated_correction_settles_what_has_no_day(self) -> None:
        wrong = assessed(IMPLEMENTED, "2023")
        right = wrong.corrected(status=IN_PROGRESS)
        assert status_of([wrong, right], "2023") is IN_PROGRESS
        with pytest.raises(InvalidValue, match="which is right"):
            asked(wrong, right, assessed(NOT_STARTED, "2023"))

    def test_a_month_counts_from_its_last_day(self) -> None:
        history = [assessed(IMPLEMENTED, "2023-10")]
        assert status_of(history, dt.date(2023, 10, 30)) is None
        assert status_of(history, dt.date(2023, 10, 31)) is status_of(history, "2023-10") is IMPLEMENTED

    def test_times_that_end_on_one_day_are_one_date(self) -> None:
        month, day = assessed(IN_PROGRESS, "2023-10"), assessed(IMPLEMENTED, "2023-10-31")
        with pytest.raises(InvalidValue, match="which is right"):
            asked(month, day)
        assert status_of([month, month.corrected(status=IMPLEMENTED, as_of="2023-10-31")], "2023") is IMPLEMENTED

    def test_which_of_two_alike_is_given_does_not_depend_on_their_order(self) -> None:
        one, other = assessed(IMPLEMENTED, "2023", note="one"), assessed(IMPLEMENTED, "2023", note="other")
        third = assessed(IMPLEMENTED, "2023", assessor=NGO)
        both = [asked(*order).assessments_as_of("2023") for order in ((one, other, third), (third, other, one))]
        assert both[0] == both[1]

    @pytest.mark.parametrize("wrong", [dt.datetime(2023, 1, 1), "2023-01-01"])  # noqa: DTZ001
    def test_known_at_is_a_date(self, wrong: Any) -> None:
        with pytest.raises(InvalidValue, match=r"known_at must be a datetime.date"):
            asked().assessments_as_of("2023", known_at=wrong)


# Histories for the laws: the time in years, so that few examples meet often.
YEARS = range(2015, 2025)
ASSESSORS = (STATE, NGO)
ranked = st.sampled_from([*ORDER, NO_LONGER])
years = st.sampled_from(YEARS)
keys = st.lists(st.tuples(st.sampled_from(ASSESSORS), years), unique=True, max_size=6)


@st.composite
def histories(draw: st.DrawFn) -> list[Assessment]:
    """Up to six events of two assessors, each recorded in its year or later, or nobody knows when; some corrected."""
    history: list[Assessment] = []
    for assessor, year in draw(keys):
        recorded = draw(st.none() | st.integers(year, 2026).map(lambda y: dt.date(y, 12, 31)))
        made = assessed(draw(ranked), str(year), assessor=assessor, recorded=recorded)
        history.append(made)
        if recorded and draw(st.booleans()):
            later = draw(st.integers(recorded.year, 2026))
            history.append(made.corrected(status=draw(ranked | st.just(UNASSESSED)), recorded=dt.date(later, 12, 31)))
    return history


def standing(history: Sequence[Assessment]) -> list[Assessment]:
    """What nothing has corrected or withdrawn."""
    corrected = {each.supersedes for each in history}
    return [each for each in history if each.id not in corrected and each.status is not UNASSESSED]


def view(history: Sequence[Assessment], as_of: Any, known_at: dt.date | None = None) -> list[tuple[Assessor, str]]:
    current = asked(*history).assessments_as_of(as_of, known_at=known_at)
    return sorted(((each.assessor, each.status) for each in current), key=str)


def test_an_answer_about_a_past_date_never_changes_when_later_events_are_added() -> None:
    differs: list[bool] = []

    @given(histories(), years)
    def law(history: list[Assessment], year: int) -> None:
        earlier = [each for each in history if each.as_of.last.year <= year]
        assume(len(earlier) < len(history))
        assert view(history, str(year)) == view(earlier, str(year))
        for known_at in (None, dt.date(year, 12, 31)):
            assert view(history, str(year), known_at) == view(earlier, str(year), known_at)
        differs.append(view(history, str(year)) != view(history, "2026"))

    law()
    assert sum(differs) * 2 >= len(differs) > 0


def test_an_answer_as_known_at_a_date_never_changes_when_later_knowledge_comes() -> None:
    differs: list[bool] = []

    @given(histories(), years)
    def law(history: list[Assessment], year: int) -> None:
        day = dt.date(year, 12, 31)
        known = [each for each in history if each.recorded and each.recorded <= day]
        assume(len(known) < len(history))
        for as_of in ("2026", str(year)):
            assert view(history, as_of, day) == view(known, as_of)
        differs.append(view(history, "2026", day) != view(history, "2026"))

    law()
    assert sum(differs) * 2 >= len(differs) > 0


@given(histories().flatmap(lambda history: st.tuples(st.just(history), st.permutations(history))), years)
def test_the_order_of_events_does_not_matter(both: tuple[list[Assessment], list[Assessment]], year: int) -> None:
    one, other = both
    assert view(one, str(year)) == view(other, str(year))


@given(strategies.assessment_histories(), st.randoms(use_true_random=False))
def test_the_order_of_corrections_does_not_matter(history: tuple[Assessment, ...], random: Any) -> None:
    shuffled = random.sample(history, len(history))
    for as_of in ("2015", "2017", "2026"):
        assert view(history, as_of) == view(shuffled, as_of)


@given(histories().filter(bool), ranked, st.data())
def test_a_correction_and_its_undoing_restore_the_view(
    history: list[Assessment], status: ImplementationStatus, data: st.DataObject
) -> None:
    assume(standing(history))
    wrong = data.draw(st.sampled_from(standing(history)))
    recorded = dt.date(2027, 1, 1)
    correction = wrong.corrected(status=status, recorded=recorded)
    undone = wrong.corrected(supersedes=correction.id, recorded=recorded + dt.timedelta(days=1))
    corrected = [*history, correction]
    restored = [*corrected, undone]
    for year in map(str, YEARS):
        assert view(restored, year) == view(history, year)
        assert view(restored, year, recorded) == view(corrected, year, recorded)
        assert view(restored, year, dt.date(2026, 12, 31)) == view(history, year, dt.date(2026, 12, 31))
    assert len(restored) == len(history) + 2


@given(histories().filter(bool), st.data())
def test_an_assessment_and_its_withdrawal_restore_the_view(history: list[Assessment], data: st.DataObject) -> None:
    first = [each for each in standing(history) if not each.supersedes]
    assume(first)
    wrong = data.draw(st.sampled_from(first))
    withdrawal = wrong.corrected(status=UNASSESSED, recorded=dt.date(2027, 1, 1))
    others = [each for each in history if each is not wrong]
    for year in map(str, YEARS):
        assert view([*history, withdrawal], year) == view(others, year)


class HistoryMachine(RuleBasedStateMachine):
    """A history that grows day by day, against a table that is overwritten: the naive way to keep it."""

    @initialize()
    def begin(self) -> None:
        self.today = dt.date(2020, 1, 1)
        self.history: list[Assessment] = []
        self.slots: dict[str, str] = {}  # from the id of an assessment to the slot that it fills
        self.table: dict[str, tuple[Assessor, dt.date, ImplementationStatus]] = {}
        self.told: list[tuple[dt.date, dt.date, Any]] = []

    def used(self, assessor: Assessor) -> set[dt.date]:
        return {each.as_of.last for each in self.history if each.assessor == assessor}

    def add(self, assessment: Assessment, slot: str) -> None:
        self.history.append(assessment)
        self.slots[assessment.id] = slot
        if assessment.status is UNASSESSED:
            del self.table[slot]
        else:
            self.table[slot] = (assessment.assessor, assessment.as_of.last, assessment.status)

    @rule(days=st.integers(1, 400))
    def wait(self, days: int) -> None:
        self.today += dt.timedelta(days=days)

    @rule(assessor=st.sampled_from(ASSESSORS), status=ranked, ago=st.integers(0, 2000))
    def assess(self, assessor: Assessor, status: ImplementationStatus, ago: int) -> None:
        as_of = self.today - dt.timedelta(days=ago)
        if as_of in self.used(assessor):
            return
        made = Assessment(status=status, as_of=as_of, assessor=assessor, recorded=self.today)
        self.add(made, made.id)

    @precondition(lambda self: self.table)
    @rule(data=st.data(), status=st.sampled_from([*ORDER, NO_LONGER, UNASSESSED]), ago=st.integers(0, 100))
    def correct(self, data: st.DataObject, status: ImplementationStatus, ago: int) -> None:
        slot = data.draw(st.sampled_from(sorted(self.table)))
        last = next(each for each in reversed(self.history) if self.slots[each.id] == slot)
        as_of = last.as_of.last - dt.timedelta(days=ago)
        if as_of in self.used(last.assessor) - {last.as_of.last} or as_of < BEGAN:
            as_of = last.as_of.last
        self.add(last.corrected(status=status, as_of=as_of, recorded=self.today), slot)

    def naive(self, as_of: dt.date) -> dict[Assessor, ImplementationStatus]:
        rows = sorted((row for row in self.table.values() if row[1] <= as_of), key=lambda row: row[1])
        return {assessor: status for assessor, _, status in rows}

    @rule(ago=st.integers(0, 2000))
    def ask(self, ago: int) -> None:
        as_of = max(self.today - dt.timedelta(days=ago), BEGAN)
        answer = {each.assessor: each.status for each in asked(*self.history).assessments_as_of(as_of)}
        assert answer == self.naive(as_of)
        self.told.append((as_of, self.today, answer))
        self.today += dt.timedelta(days=1)

    @rule()
    def ask_again(self) -> None:
        made = asked(*self.history)
        for as_of, known_at, answer in self.told:
            assert {a.assessor: a.status for a in made.assessments_as_of(as_of, known_at=known_at)} == answer


TestHistoryMachine = HistoryMachine.TestCase
TestHistoryMachine.settings = settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


statuses = st.lists(st.sampled_from([*ORDER, NO_LONGER, UNASSESSED]), max_size=6)
staged = st.sampled_from(rules.STAGED)
coarser = st.lists(st.sampled_from(ORDER), min_size=6, max_size=6).map(
    lambda steps: (
        dict(zip(ORDER, sorted(steps, key=ORDER.index), strict=True))
        | {NO_LONGER: NO_LONGER, UNASSESSED: UNASSESSED, None: None}
    )
)
"""Each status of the order to the step that it is a part of, in the same order."""


class TestRules:
    @given(st.lists(statuses, max_size=4), staged)
    def test_rolling_up_in_stages_is_rolling_up_at_once(
        self, groups: list[list[ImplementationStatus]], by: rules.Rule
    ) -> None:
        at_once = by([status for group in groups for status in group])
        assert by([one for group in groups if (one := by(group))]) == at_once

    def test_it_is_not_for_the_latest_nor_for_an_index(self) -> None:
        assert set(rules.RULES.values()) - {*rules.STAGED} == {rules.latest, rules.index_band}
        # Two assessors' histories, by their dates: the ministry spoke first and last, the coalition between.
        ministry, coalition, by_date = (
            [IMPLEMENTED, IN_PROGRESS],
            [NOT_STARTED],
            [IMPLEMENTED, NOT_STARTED, IN_PROGRESS],
        )
        in_stages = rules.latest([rules.latest(ministry) or UNASSESSED, rules.latest(coalition) or UNASSESSED])
        assert (in_stages, rules.latest(by_date)) == (NOT_STARTED, IN_PROGRESS)
        groups = [[IMPLEMENTED], [IMPLEMENTED, NOT_IMPLEMENTED, NOT_IMPLEMENTED]]
        bands = [rules.index_band(group) or UNASSESSED for group in groups]
        assert bands == [IMPLEMENTED, PARTLY]
        assert rules.index_band(bands) is IMPLEMENTED
        assert rules.index_band([status for group in groups for status in group]) is PARTLY

    @given(statuses, st.sampled_from(sorted(rules.RULES.values(), key=str)))
    def test_a_rollup_lies_between_its_least_and_most_advanced_member(
        self, given_: list[ImplementationStatus], by: rules.Rule
    ) -> None:
        if by is rules.index_band:
            given_ = [status for status in given_ if status in (NOT_IMPLEMENTED, PARTLY, IMPLEMENTED)]
        ordered = [ORDER.index(status) for status in given_ if status in ORDER]
        one = by(given_)
        if one in ORDER:
            assert min(ordered) <= ORDER.index(one) <= max(ordered)
        else:
            assert one is (NO_LONGER if NO_LONGER in given_ else None)

    @given(statuses, staged, st.data())
    def test_the_order_of_statuses_does_not_matter_but_for_the_latest(
        self, given_: list[ImplementationStatus], by: rules.Rule, data: st.DataObject
    ) -> None:
        assert by(data.draw(st.permutations(given_))) == by(given_)

    @given(statuses, staged, coarser)
    def test_a_coarser_vocabulary_in_order_commutes_with_the_rule(
        self, given_: list[ImplementationStatus], by: rules.Rule, steps: dict[Any, Any]
    ) -> None:
        # All-or-in-progress knows one status by name, so only what keeps it in its place is fair.
        assume(by is not rules.all_or_in_progress or steps[IN_PROGRESS] is IN_PROGRESS)
        assert by([steps[status] for status in given_]) == steps[by(given_)]

    @pytest.mark.parametrize("by", list(rules.RULES.values()))
    def test_of_nothing_there_is_no_status(self, by: rules.Rule) -> None:
        assert by([]) is None
        assert by([UNASSESSED]) is None
        assert by([NO_LONGER]) is NO_LONGER

    @pytest.mark.parametrize("by", list(rules.RULES.values()))
    @pytest.mark.parametrize("wrong", [["implemented"], [None], [1], None, 5])
    def test_what_is_no_status_is_an_error(self, by: rules.Rule, wrong: Any) -> None:
        with pytest.raises(InvalidValue, match="a rule takes implementation statuses"):
            by(wrong)

    @pytest.mark.parametrize(
        ("given_", "least", "most", "last", "all_or"),
        [
            ([IMPLEMENTED, IN_PROGRESS, NOT_STARTED], NOT_STARTED, IMPLEMENTED, NOT_STARTED, IN_PROGRESS),
            ([NOT_STARTED, NOT_IMPLEMENTED], NOT_IMPLEMENTED, NOT_STARTED, NOT_IMPLEMENTED, NOT_STARTED),
            ([IMPLEMENTED, PARTLY], PARTLY, IMPLEMENTED, PARTLY, PARTLY),
            ([IMPLEMENTED, IMPLEMENTED], IMPLEMENTED, IMPLEMENTED, IMPLEMENTED, IMPLEMENTED),
            ([IMPLEMENTED, NO_LONGER], IMPLEMENTED, IMPLEMENTED, NO_LONGER, IMPLEMENTED),
        ],
    )
    def test_the_four_rules(self, given_: list[Any], least: Any, most: Any, last: Any, all_or: Any) -> None:
        found = [
            by(given_) for by in (rules.least_advanced, rules.most_advanced, rules.latest, rules.all_or_in_progress)
        ]
        assert found == [least, most, last, all_or]

    def test_the_order_is_that_of_the_vocabulary(self) -> None:
        assert list(ImplementationStatus) == [*ORDER, NO_LONGER, UNASSESSED]
        for one, other in pairwise(ORDER):
            assert rules.least_advanced([other, one]) is one


class TestIndex:
    @pytest.mark.parametrize(
        ("given_", "value", "band"),
        [
            ([IMPLEMENTED, PARTLY], Fraction(3, 4), IMPLEMENTED),
            ([IMPLEMENTED, NOT_IMPLEMENTED], Fraction(1, 2), PARTLY),
            ([IMPLEMENTED, NOT_IMPLEMENTED, NOT_IMPLEMENTED], Fraction(1, 3), PARTLY),
            ([IMPLEMENTED, IMPLEMENTED, NOT_IMPLEMENTED], Fraction(2, 3), IMPLEMENTED),
            ([PARTLY, NOT_IMPLEMENTED], Fraction(1, 4), NOT_IMPLEMENTED),
            ([IMPLEMENTED, NO_LONGER], Fraction(1), IMPLEMENTED),
        ],
    )
    def test_index_and_band(self, given_: list[Any], value: Fraction, band: ImplementationStatus) -> None:
        assert rules.index(given_) == value
        assert rules.index_band(given_) is band

    @pytest.mark.parametrize(
        ("full", "none", "band"),
        [(33, 67, PARTLY), (32, 68, NOT_IMPLEMENTED), (66, 34, IMPLEMENTED), (65, 35, PARTLY)],
    )
    def test_each_band_begins_where_the_one_before_it_ends(
        self, full: int, none: int, band: ImplementationStatus
    ) -> None:
        assert rules.index_band([IMPLEMENTED] * full + [NOT_IMPLEMENTED] * none) is band

    def test_a_status_without_a_value_is_an_error(self) -> None:
        with pytest.raises(InvalidValue, match="no value for in_progress, only for not_implemented"):
            rules.index([IMPLEMENTED, IN_PROGRESS])


MAPPINGS = [mappings.UPR_INFO_MID_TERM, mappings.VIET_NAM_2023, mappings.NATIONAL_REPORTS]


class TestMappings:
    @pytest.mark.parametrize(
        ("mapping", "wording", "status"),
        [
            (mappings.UPR_INFO_MID_TERM, "fully", IMPLEMENTED),
            (mappings.UPR_INFO_MID_TERM, "partially", PARTLY),
            (mappings.UPR_INFO_MID_TERM, "not", NOT_IMPLEMENTED),
            (mappings.VIET_NAM_2023, "fully implemented", IMPLEMENTED),
            (mappings.VIET_NAM_2023, "In  progress", IN_PROGRESS),
            (mappings.VIET_NAM_2023, "needs further consideration", UNDER_CONSIDERATION),
            (mappings.NATIONAL_REPORTS, "no action", NOT_STARTED),
            (mappings.NATIONAL_REPORTS, "ongoing", IN_PROGRESS),
            (mappings.NATIONAL_REPORTS, "completed", IMPLEMENTED),
        ],
    )
    def test_a_word_gives_a_status_and_is_kept(
        self, mapping: StatusMapping, wording: str, status: ImplementationStatus
    ) -> None:
        made = mapping.assessment(wording, as_of="2023-10", assessor=STATE)
        assert (made.status, made.wording) == (status, wording)

    @pytest.mark.parametrize("mapping", MAPPINGS, ids=str)
    @pytest.mark.parametrize("wording", ["", "mostly", "not fully", None, 1, ["not"]])
    def test_another_word_is_an_error(self, mapping: StatusMapping, wording: Any) -> None:
        with pytest.raises(ParseError, match=r"is not a status of .*; known are"):
            mapping.status(wording)

    def test_a_mapping_of_ones_own_reads_its_words_in_any_spelling(self) -> None:
        words = {"À faire": NOT_STARTED, "Mäßig": PARTLY, "Fait": IMPLEMENTED}
        own = StatusMapping(name="own", citation="A ministry.", words=words)
        spellings = ["a\u0300  faire", "MÄSSIG", "fait"]
        assert [own.status(word) for word in spellings] == [NOT_STARTED, PARTLY, IMPLEMENTED]
        assert own == evolve(own, words=tuple(words.items()))
        assert str(own) == "own"

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ({}, "one word at least"),
            ((("oui", IMPLEMENTED), ("OUI", IN_PROGRESS)), "each once, not"),
            ((("oui", "implemented"),), "each with an ImplementationStatus, not 'oui' with 'implemented'"),
            (((1, IMPLEMENTED),), "not 1 with"),
            ((("  ", IMPLEMENTED),), "not '  ' with"),
            ((("a",),), "pairs of a word and a status"),
            (5, "pairs of a word and a status, not 5"),
            ("ab", "pairs of a word and a status"),
        ],
    )
    def test_words_that_mean_nothing_are_an_error(self, words: Any, message: str) -> None:
        with pytest.raises(InvalidValue, match=message):
            StatusMapping(name="own", citation="A ministry.", words=words)


def test_a_basis_of_statuses_prints_what_was_asked() -> None:
    basis = StatusBasis(rule="latest", as_of="2023-10", known_at=dt.date(2024, 1, 1), assessors=(AssessorKind.UN,))
    assert str(basis) == "statuses latest as of 2023-10, as known on 2024-01-01, by un"
    assert basis.to_dict() == {"rule": "latest", "as_of": "2023-10", "known_at": "2024-01-01", "assessors": ["un"]}
