"""A `StatusBasis` in the place of `as_of`: it brings the day of knowledge and the assessors with it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from upr_model import (
    AssessorKind,
    BasisMismatch,
    InvalidValue,
    Recommendation,
    by,
    changes_between,
    disagreements,
    example,
    implementation_rate,
    recommendations,
    rules,
    stale,
    status_tally,
    strategies,
    tally,
    unassessed,
)
from upr_model.follow_up import StatusBasis
from upr_model.samples import viet_nam_statuses

Question = Callable[..., Any]

ANY_STATUS = [name for name in rules.RULES if name != "index_band"]
"""The rules that take any status."""

QUESTIONS: list[Question] = [
    lambda population, **when: tally(population, by.status(rule=rules.latest, **when)),
    lambda population, **when: status_tally(population, rule=rules.latest, **when),
    lambda population, **when: implementation_rate(population, base="received", rule=rules.latest, **when),
    lambda population, **when: implementation_rate(population, base="assessed", rule=rules.most_advanced, **when),
    lambda population, **when: stale(population, months=12, **when),
    unassessed,
    disagreements,
]
"""All that is asked as of one time."""

BASES = st.builds(
    StatusBasis,
    as_of=st.sampled_from(["2015", "2020-06", "2023-10-31"]),
    known_at=st.none() | st.dates(dt.date(2014, 1, 1), dt.date(2024, 1, 1)),
    assessors=st.sampled_from([(), (AssessorKind.STATE,), (AssessorKind.UN, AssessorKind.STATE)]),
    rule=st.sampled_from(["", "most_advanced", "as_published"]),
)


@given(st.lists(strategies.recommendations(), max_size=6), st.sampled_from(QUESTIONS), BASES)
def test_a_basis_is_the_same_as_its_parts(records: list[Recommendation], ask: Question, basis: StatusBasis) -> None:
    population = recommendations(records)
    parts = {"as_of": basis.as_of, "known_at": basis.known_at, "assessors": basis.assessors}
    assert ask(population, as_of=basis) == ask(population, **parts)


def test_what_was_counted_is_counted_again() -> None:
    counts = status_tally(
        recommendations(example()), rule=rules.latest, as_of="2023", assessors=[AssessorKind.UN, AssessorKind.STATE]
    )
    statuses = counts.basis.statuses
    assert statuses is not None
    again = unassessed(recommendations(example()), as_of=statuses)
    assert again.basis.filters == (("unassessed", ("as of 2023, by state, un",)),)
    assert status_tally(recommendations(example()), rule=rules.latest, as_of=statuses) == counts


@given(st.lists(strategies.recommendations(), max_size=6), st.sampled_from(ANY_STATUS))
def test_the_rule_of_a_basis_is_that_of_the_question(records: list[Recommendation], name: str) -> None:
    """A figure that is asked for again does not change in silence."""
    population, basis = recommendations(records), StatusBasis(rule=name, as_of="2023-10")
    rate = implementation_rate(population, base="received", as_of=basis)
    assert rate == implementation_rate(population, base="received", rule=rules.RULES[name], as_of="2023-10")
    assert rate.basis.statuses == basis


@pytest.mark.parametrize("name", ["own", "as_published"])
def test_a_rule_that_is_not_known_must_be_given(name: str) -> None:
    basis = StatusBasis(rule=name, as_of="2023")
    with pytest.raises(InvalidValue, match=f"The basis names {name}; give it as rule="):
        implementation_rate(recommendations(example()), base="received", as_of=basis)
    two = (StatusBasis(rule="latest", as_of="2020"), StatusBasis(rule="least_advanced", as_of="2023"))
    with pytest.raises(InvalidValue, match="which rule makes one status of several"):
        changes_between(recommendations(example()), *two)


def test_the_rule_that_is_given_counts() -> None:
    basis = StatusBasis(rule="latest", as_of="2023")
    key = by.status(rule=rules.most_advanced, as_of=basis)
    assert key.statuses == evolve(basis, rule="most_advanced")


@pytest.mark.parametrize("ask", QUESTIONS)
@pytest.mark.parametrize("part", [{"known_at": dt.date(2023, 1, 1)}, {"assessors": AssessorKind.STATE}])
def test_no_part_is_given_beside_a_basis(ask: Question, part: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match="a StatusBasis has its own known_at and assessors"):
        ask(recommendations(example()), as_of=StatusBasis(as_of="2023"), **part)


def test_published_statuses_have_neither_a_day_of_knowledge_nor_assessors() -> None:
    (published,) = viet_nam_statuses()
    rate = implementation_rate(published, base="received", as_of="2023-10")
    statuses = published.tally.basis.statuses
    assert statuses is not None
    assert implementation_rate(published, base="received", as_of=statuses) == rate
    for part in ({"known_at": dt.date(2025, 1, 1)}, {"assessors": (AssessorKind.UN,)}):
        with pytest.raises(InvalidValue, match="rule, known_at, assessors, due do not apply"):
            implementation_rate(published, base="received", as_of=StatusBasis(as_of="2024", **part))
    with pytest.raises(BasisMismatch, match="they say nothing of 2022"):
        implementation_rate(published, base="received", as_of=StatusBasis(as_of="2022"))


@given(st.lists(strategies.recommendations(), max_size=6), BASES)
def test_both_times_of_a_change_may_be_a_basis(records: list[Recommendation], basis: StatusBasis) -> None:
    population = recommendations(records)
    earlier = evolve(basis, as_of="2014", rule="")
    rule = rules.RULES.get(basis.rule, rules.latest)
    parts: dict[str, Any] = {"known_at": basis.known_at, "assessors": basis.assessors, "rule": rule}
    own = changes_between(population, earlier, basis, rule=rule)
    assert own == changes_between(population, "2014", basis.as_of, **parts)


class TestTwoTimes:
    POPULATION = recommendations(example())
    BY_STATE = StatusBasis(as_of="2020", assessors=(AssessorKind.STATE,))

    def test_one_of_them_may_be_a_basis_of_all_that_is_known(self) -> None:
        changes = changes_between(self.POPULATION, "2015", StatusBasis(as_of="2020"))
        assert changes == changes_between(self.POPULATION, "2015", "2020")

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("2015", BY_STATE),
            (StatusBasis(as_of="2015", known_at=dt.date(2021, 1, 1)), StatusBasis(as_of="2020")),
            (StatusBasis(as_of="2015", assessors=(AssessorKind.UN,)), BY_STATE),
            (BY_STATE, "2021"),
        ],
    )
    def test_their_other_parts_agree(self, before: Any, after: Any) -> None:
        with pytest.raises(InvalidValue, match="changes are between two times by the same assessors, as known on one"):
            changes_between(self.POPULATION, before, after)

    def test_no_part_is_given_beside_either(self) -> None:
        for times in (("2015", self.BY_STATE), (self.BY_STATE, "2021")):
            with pytest.raises(InvalidValue, match="a StatusBasis has its own known_at and assessors"):
                changes_between(self.POPULATION, *times, assessors=AssessorKind.STATE)

    def test_the_second_is_not_the_earlier(self) -> None:
        with pytest.raises(InvalidValue, match="from an earlier time to a later, not from 2020 to 2015"):
            changes_between(self.POPULATION, self.BY_STATE, evolve(self.BY_STATE, as_of="2015"))
