"""Laws of counting, each a test named after it, on populations of every unit and policy."""

import copy
import datetime as dt
import os
import pickle
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from upr_model import (
    NOT_STATED,
    PARTLY_SUPPORTED,
    PENDING,
    SUPPORTED,
    Attribution,
    Mentions,
    NoGroup,
    Population,
    Position,
    Recommendation,
    RegionalGroup,
    Response,
    ReviewKey,
    Tally,
    attributions,
    by,
    mentions,
    merge,
    paragraphs,
    percentages,
    policies,
    recommendations,
    strategies,
    tally,
)

Records = Sequence[Recommendation]

POLICIES = list(policies.POLICIES.values())
UNITS = [recommendations, attributions, paragraphs]
SINGULAR: list[by.Key[Any, Any]] = [by.response, by.state_under_review, by.regional_group, by.session, by.cycle]
OF_ATTRIBUTIONS: list[by.Key[Any, Any]] = [by.recommending_state, by.recommending_group, by.action_category]

PARTLY = Recommendation(
    review=ReviewKey.parse("VNM:18"),
    attributions=(Attribution(review=ReviewKey.parse("VNM:18"), recommending_state=None),),
    positions=(Position(response=PARTLY_SUPPORTED),),
)

lists = st.lists(strategies.recommendations(numbered=True), max_size=8)
policy_choice = st.sampled_from(POLICIES)
row_units = st.sampled_from([recommendations, attributions])
"""Units in which no item is made of several records, so that a list may be cut anywhere."""
singular = st.sampled_from(SINGULAR)
of_reviews = st.sampled_from(SINGULAR[1:])


def counted(records: Records, unit: Any = recommendations, policy: Any = None, *keys: Any) -> Tally[Any]:
    return tally(unit(records, policy=policy), *(keys or (by.response,)))


@st.composite
def partitions(draw: st.DrawFn) -> list[list[Recommendation]]:
    records = draw(lists)
    places = draw(st.lists(st.integers(0, 3), min_size=len(records), max_size=len(records)))
    return [[r for r, place in zip(records, places, strict=True) if place == part] for part in range(4)]


@given(lists, lists, lists, row_units, policy_choice)
def test_merge_is_associative(one: Records, two: Records, three: Records, unit: Any, policy: Any) -> None:
    a, b, c = (counted(records, unit, policy) for records in (one, two, three))
    assert (a + b) + c == a + (b + c) == merge([a, b, c])


@given(lists, lists, row_units, policy_choice)
def test_merge_is_commutative(one: Records, two: Records, unit: Any, policy: Any) -> None:
    a, b = counted(one, unit, policy), counted(two, unit, policy)
    assert a + b == b + a
    assert list((a + b).items()) == list((b + a).items())


@given(lists, st.sampled_from(UNITS), policy_choice)
def test_the_tally_of_nothing_is_the_identity_of_merge(records: Records, unit: Any, policy: Any) -> None:
    counts = counted(records, unit, policy)
    assert counts + counted([], unit, policy) == counts


@given(lists, lists, row_units, singular)
def test_tally_of_two_lists_is_the_sum_of_their_tallies(one: Records, two: Records, unit: Any, key: Any) -> None:
    assert counted([*one, *two], unit, None, key) == counted(one, unit, None, key) + counted(two, unit, None, key)


@given(partitions(), row_units, policy_choice, of_reviews)
def test_any_partition_merges_to_the_whole(parts: list[Records], unit: Any, policy: Any, key: Any) -> None:
    whole = [record for part in parts for record in part]
    tallies = [counted(part, unit, policy, key, by.response) for part in parts]
    assert merge(tallies) == counted(whole, unit, policy, key, by.response)


@given(partitions(), row_units)
def test_any_partition_of_mentions_merges_to_the_whole(parts: list[Records], unit: Any) -> None:
    whole = [record for part in parts for record in part]
    by_part = [mentions(unit(part), by.issues, by.response) for part in parts]
    assert merge(by_part) == mentions(unit(whole), by.issues, by.response)


@given(lists, policy_choice)
def test_paragraphs_cut_by_review_merge_to_the_whole(records: Records, policy: Any) -> None:
    reviews = {record.review for record in records}
    parts = [[record for record in records if record.review == review] for review in reviews]
    assert merge([counted([], paragraphs, policy), *(counted(p, paragraphs, policy) for p in parts)]) == counted(
        records, paragraphs, policy
    )


@given(lists, st.randoms(use_true_random=False), st.sampled_from(UNITS), policy_choice, of_reviews)
def test_order_never_matters(records: Records, shuffler: random.Random, unit: Any, policy: Any, key: Any) -> None:
    shuffled = list(records)
    shuffler.shuffle(shuffled)
    one, other = (counted(each, unit, policy, key, by.response) for each in (records, shuffled))
    assert one == other
    assert list(one) == list(other)


@given(lists, st.sampled_from(UNITS), policy_choice)
def test_states_sum_to_groups(records: Records, unit: Any, policy: Any) -> None:
    by_state = counted(records, unit, policy, by.state_under_review)
    groups: Counter[RegionalGroup | NoGroup] = Counter()
    for state, count in by_state.items():
        groups[state.regional_group or NoGroup.NONE] += count
    assert +groups == +Counter(dict(counted(records, unit, policy, by.regional_group)))


@given(lists, st.sampled_from(UNITS))
def test_sessions_sum_to_cycles(records: Records, unit: Any) -> None:
    both = counted(records, unit, None, by.cycle, by.session)
    assert both.margin(by.cycle) == counted(records, unit, None, by.cycle)
    assert both.margin(by.session) == counted(records, unit, None, by.session)
    assert both.margin(by.session, by.cycle) == counted(records, unit, None, by.session, by.cycle)


@given(lists, singular, singular, singular)
def test_margins_of_margins_are_margins(records: Records, one: Any, two: Any, three: Any) -> None:
    if len({one.name, two.name, three.name}) == 3:
        counts = counted(records, recommendations, None, one, two, three)
        assert counts.margin(one, two).margin(two) == counts.margin(two)


@given(lists, st.sampled_from(UNITS), policy_choice, of_reviews)
def test_cells_sum_to_the_total_which_is_the_population(records: Records, unit: Any, policy: Any, key: Any) -> None:
    population = unit(records, policy=policy)
    counts = tally(population, key, by.response)
    assert sum(counts.values()) == counts.total == len(population)
    assert all(type(count) is int and count >= 0 for count in counts.values())


@given(lists, st.sampled_from(OF_ATTRIBUTIONS))
def test_every_attribution_has_exactly_one_value(records: Records, key: Any) -> None:
    assert counted(records, attributions, None, key).total == sum(len(record.attributions) for record in records)


@given(lists, st.sampled_from(UNITS))
def test_a_label_is_mentioned_at_most_once_by_an_item(records: Records, unit: Any) -> None:
    counts = mentions(unit(records), by.issues)
    most = max((len(item.issues) for item in unit(records)), default=0)
    assert all(count <= counts.population for count in counts.values())
    bearing = sum(bool(item.issues) for item in unit(records))
    assert max(counts.values(), default=0) <= bearing <= counts.assignments <= bearing * most


@given(lists)
def test_two_labels_obey_inclusion_and_exclusion(records: Records) -> None:
    one, two = "Justice", "NHRI"
    counts = mentions(recommendations(records), by.issues)
    both = sum({one, two} <= {*record.issues} for record in records)
    either = sum(bool({one, two} & {*record.issues}) for record in records)
    assert counts.get(one, 0) + counts.get(two, 0) - both == either


@given(lists)
def test_mentions_of_a_recommendation_are_the_union_of_its_attributions(records: Records) -> None:
    whole, parts = mentions(recommendations(records), by.issues), mentions(attributions(records), by.issues)
    assert set(whole) == set(parts)
    assert all(whole[issue] <= parts[issue] for issue in parts)


@given(lists, st.sampled_from(UNITS), policy_choice, st.sampled_from(Response))
def test_what_passes_a_filter_and_what_does_not_are_the_whole(
    records: Records, unit: Any, policy: Any, response: Response
) -> None:
    population = unit(records, policy=policy)
    passed = population.where(response=response)
    others = population.where(response=[other for other in Response if other is not response])
    assert len(passed) + len(others) == len(population)
    left_out = Counter(dict(passed.basis.left_out)) + Counter(dict(others.basis.left_out))
    assert left_out == Counter(dict(population.basis.left_out))


@given(lists, st.sampled_from(UNITS), policy_choice, st.sampled_from([4, 18, 20]))
def test_filtering_then_counting_is_counting_then_filtering(
    records: Records, unit: Any, policy: Any, session: int
) -> None:
    population = unit(records, policy=policy)
    both = tally(population, by.session, by.response)
    narrowed = tally(population.where(session=session), by.response)
    assert dict(narrowed) == {response: both[session, response] for response in Response}


@given(lists, st.sampled_from(UNITS), policy_choice)
def test_filters_commute(records: Records, unit: Any, policy: Any) -> None:
    population = unit(records, policy=policy)
    first = population.where(state_under_review="VNM").where(cycle=2)
    assert first == population.where(cycle=2).where(state_under_review="VNM")
    assert first == population.where(state_under_review="VNM", cycle=2)
    assert first.where(cycle=2) == first


@given(lists, policy_choice)
def test_narrowing_before_paragraphs_is_narrowing_after(records: Records, policy: Any) -> None:
    before = paragraphs(recommendations(records, policy=policy).where(session=18))
    after = paragraphs(records, policy=policy).where(session=18)
    assert tally(before, by.response) == tally(after, by.response)


@given(lists, strategies.recommendations(numbered=True), row_units)
def test_one_more_record_changes_its_own_cells_alone(records: Records, more: Recommendation, unit: Any) -> None:
    before = counted(records, unit, None, by.state_under_review, by.response)
    after = counted([*records, more], unit, None, by.state_under_review, by.response)
    cell = (more.review.state, more.response)
    added = 1 if unit is recommendations else len(more.attributions)
    assert {value: after[value] - before[value] for value in after if after[value] != before[value]} == {cell: added}


@given(lists, row_units, policy_choice)
def test_doubling_every_record_leaves_every_share(records: Records, unit: Any, policy: Any) -> None:
    once, twice = counted(records, unit, policy), counted([*records, *records], unit, policy)
    for response in Response:
        one, other = once.share(response), twice.share(response)
        assert (other.part, other.whole) == (2 * one.part, 2 * one.whole)
        assert not one.whole or one.fraction == other.fraction


@given(lists)
def test_renaming_states_renames_the_tally(records: Records) -> None:
    """States in another State's place, one to one: the counts move with the names."""
    pool = sorted({a.recommending_state for r in records for a in r.attributions if a.recommending_state})
    turned = dict(zip(pool, [*pool[1:], *pool[:1]], strict=True))

    def renamed(attribution: Attribution) -> Attribution:
        state = attribution.recommending_state
        return evolve(attribution, recommending_state=state and turned[state])

    moved = [evolve(record, attributions=tuple(map(renamed, record.attributions))) for record in records]
    before = counted(records, attributions, None, by.recommending_state)
    after = counted(moved, attributions, None, by.recommending_state)
    assert {state and turned[state]: count for state, count in before.items()} == dict(after)


@given(lists, policy_choice)
def test_a_policy_pushes_the_reported_tally_forward(records: Records, policy: policies.ResponsePolicy) -> None:
    """Counting under a policy is counting as reported, then moving each cell where the policy says."""
    pushed: Counter[Response] = Counter()
    left_out: Counter[str] = Counter()
    for response, count in counted(records).items():
        target = policy.apply(response)
        (left_out if target in policy.left_out else pushed)[target] += count
    counts = counted(records, recommendations, policy)
    assert +Counter(dict(counts)) == +pushed
    assert Counter(dict(counts.basis.left_out)) == +left_out


@given(lists, st.sampled_from(UNITS), policy_choice)
def test_a_policy_loses_nothing(records: Records, unit: Any, policy: Any) -> None:
    counts = counted(records, unit, policy)
    assert counts.total + sum(dict(counts.basis.left_out).values()) == len(unit(records))


@pytest.mark.parametrize("policy", POLICIES, ids=str)
@given(response=st.sampled_from(Response))
def test_a_policy_applied_twice_is_applied_once(policy: policies.ResponsePolicy, response: Response) -> None:
    assert policy.apply(policy.apply(response)) is policy.apply(response)


@given(lists, st.sampled_from(UNITS))
def test_a_stricter_policy_never_supports_more(records: Records, unit: Any) -> None:
    strict = counted(records, unit, policies.RESOLUTION_5_1)[SUPPORTED]
    reported = counted(records, unit)[SUPPORTED]
    lenient = counted(records, unit, policies.PARTLY_IS_SUPPORTED)[SUPPORTED]
    assert strict <= reported <= lenient


@given(lists)
def test_no_policy_changes_how_many_paragraphs_there_are(records: Records) -> None:
    sizes = {len(population) + len(population.left_out) for population in _under_all_policies(records, paragraphs)}
    assert len(sizes) == 1


def _under_all_policies(records: Records, unit: Callable[..., Population[Any]]) -> list[Population[Any]]:
    return [unit(records, policy=policy) for policy in POLICIES]


@given(lists)
def test_a_paragraph_holds_recommendations_and_they_hold_attributions(records: Records) -> None:
    assert len(paragraphs(records)) <= len(recommendations(records)) <= len(attributions(records))
    items = [each for paragraph in paragraphs(records) for each in paragraph.recommendations]
    assert Counter(map(id, items)) == Counter(map(id, records))


@given(lists, st.sampled_from(UNITS), policy_choice)
def test_shares_of_a_tally_add_to_one(records: Records, unit: Any, policy: Any) -> None:
    counts = counted(records, unit, policy)
    if counts.total:
        assert sum(counts.share(response).fraction for response in counts) == 1
        assert sum(map(Fraction, percentages(counts.values()))) == 100


@given(lists, st.sampled_from(UNITS))
def test_shares_within_a_group_add_to_one(records: Records, unit: Any) -> None:
    counts = counted(records, unit, None, by.regional_group, by.response)
    for group, size in counts.margin(by.regional_group).items():
        shares = [counts.share((group, response), within=by.regional_group) for response in Response]
        assert sum(share.part for share in shares) == size
        assert {share.whole for share in shares} == {size}


@given(lists, lists)
def test_the_share_of_a_merge_lies_between_the_shares_merged(one: Records, two: Records) -> None:
    tallies = [counted(records) for records in (one, two)]
    fractions = [counts.share(SUPPORTED).fraction for counts in tallies if counts.total]
    if fractions:
        assert min(fractions) <= merge(tallies).share(SUPPORTED).fraction <= max(fractions)


@given(lists, st.sampled_from(UNITS), policy_choice)
def test_counting_again_gives_the_same_and_changes_nothing(records: Records, unit: Any, policy: Any) -> None:
    before = copy.deepcopy(list(records))
    assert counted(records, unit, policy) == counted(records, unit, policy)
    assert list(records) == before


@given(lists, row_units, policy_choice)
def test_equal_tallies_hash_alike_and_survive_pickling(records: Records, unit: Any, policy: Any) -> None:
    counts: Tally[Any] = counted(records, unit, policy, by.state_under_review, by.response)
    twin = pickle.loads(pickle.dumps(counts))
    assert twin == counts
    assert hash(twin) == hash(counts)
    labels: Mentions[Any] = mentions(unit(records), by.issues)
    assert pickle.loads(pickle.dumps(labels)) == labels


@given(lists, st.sampled_from(UNITS), of_reviews)
def test_rows_and_nested_hold_what_the_tally_holds(records: Records, unit: Any, key: Any) -> None:
    counts = counted(records, unit, None, key, by.response)
    rows = {cell: share.part for cell, share in counts.rows()}
    assert rows == dict(counts)
    assert {(k, r): n for k, inner in counts.nested().items() for r, n in inner.items()} == rows


@given(lists)
def test_rows_of_mentions_are_shares_of_their_group(records: Records) -> None:
    counts = mentions(recommendations(records), by.issues, by.response)
    sizes = counted(records)
    for (response, issue), share in counts.rows():
        assert (share.part, share.whole) == (counts[issue, response], sizes[response])


@given(lists, st.sampled_from(Response))
def test_a_later_position_decides(records: Records, response: Response) -> None:
    answered = [evolve(r, positions=(*r.positions, Position(response=response))) for r in records]
    assert counted(answered)[response] == len(records)


@given(lists, st.sampled_from(Response), row_units, policy_choice)
def test_what_is_answered_later_changes_nothing_before(
    records: Records, response: Response, unit: Any, policy: Any
) -> None:
    """Asking about a past day gives the same for ever."""
    day, later = dt.date(2014, 6, 20), dt.date(2020, 1, 1)
    changed = [evolve(r, positions=(*r.positions, Position(response=response, date=later))) for r in records]
    before, after = (tally(unit(each, policy=policy, as_of=day), by.response) for each in (records, changed))
    assert before == after


@given(lists, st.sampled_from(UNITS))
def test_after_the_plenary_nothing_is_left_open(records: Records, unit: Any) -> None:
    """The day of adoption is known here for Viet Nam."""
    counted_ = unit(records, policy=policies.RESOLUTION_5_1, as_of=dt.date(2020, 1, 1)).where(state_under_review="VNM")
    assert {item.review.session for item, _ in counted_.left_out} <= {4, 20}


@given(lists, st.sampled_from(UNITS), st.sampled_from(Response), st.frozensets(st.sampled_from(Response)))
@example([PARTLY], recommendations, PARTLY_SUPPORTED, frozenset({PARTLY_SUPPORTED}))
def test_the_plenary_settles_only_what_was_open(
    records: Records, unit: Any, partly: Response, left_out: frozenset[Response]
) -> None:
    """What a policy leaves out was answered, but for pending and not stated: no day makes it *noted*."""
    policy = policies.ResponsePolicy(name="own", citation="", partly=partly, left_out=left_out)
    answered = [each for each in records if each.response not in {PENDING, NOT_STATED}]
    dated = [evolve(each, positions=tuple(evolve(one, date=None) for one in each.positions)) for each in answered]
    at_once = unit(dated, policy=policy)
    later = unit(dated, policy=policy, as_of=dt.date(2025, 1, 1))
    assert later.responses == at_once.responses
    assert later.basis.left_out == at_once.basis.left_out


@given(lists, row_units)
def test_mentions_of_doubled_records_are_doubled(records: Records, unit: Any) -> None:
    once, twice = mentions(unit(records), by.issues), mentions(unit([*records, *records]), by.issues)
    assert dict(twice) == {label: 2 * count for label, count in once.items()}
    assert twice.population == 2 * once.population


@given(lists, st.sampled_from(UNITS))
def test_a_tally_contains_what_it_lists(records: Records, unit: Any) -> None:
    counts = counted(records, unit, None, by.session, by.response)
    assert all(value in counts for value in counts)
    assert all((value in counts) == (value in list(counts)) for value in [(1, SUPPORTED), (18, SUPPORTED)])


@given(lists, st.sampled_from([4, 18, 20]), st.sampled_from(UNITS), policy_choice)
def test_sessions_and_the_others_are_the_whole(records: Records, session: int, unit: Any, policy: Any) -> None:
    population = unit(records, policy=policy)
    others = [other for other in (4, 18, 20) if other != session]
    parts = [population.where(session=session), population.where(session=others)]
    assert sum(len(part) for part in parts) == len(population)
    assert sum(len(part.left_out) for part in parts) == len(population.left_out)


def test_counts_do_not_depend_on_the_process() -> None:
    """Hash seed, time zone and locale differ; what is printed does not."""
    code = (
        "from upr_model import attributions, by, example, recommendations, mentions, tally\n"
        "print(tally(attributions(example()), by.recommending_group, by.response).rows())\n"
        "print(list(mentions(recommendations(example()), by.recommending_states).items()))\n"
        "print([str(each.id) for each in example().recommendations])"
    )
    printed = set()
    for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Ho_Chi_Minh", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
        printed.add(done.stdout)
    assert len(printed) == 1


@given(lists)
def test_the_basis_is_the_same_even_where_nothing_is_counted(records: Records) -> None:
    full, empty = counted(records).basis, counted([]).basis
    assert evolve(full, left_out=(), problems=(), sources=()) == empty
