import pickle
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upr_model import (
    CountChange,
    InvalidValue,
    PointChange,
    Share,
    ShareChange,
    UndefinedShare,
    UprError,
    percentages,
    strategies,
)
from upr_model.values.shares import MAX_COUNT, MAX_PLACES, rounded

fractions = st.fractions()
places = st.integers(0, MAX_PLACES)
parts = strategies.shares()
small_parts = st.integers(0, 10**9).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))
counts = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("part", "whole", "spec", "printed"),
    [
        (23, 40, ".0%", "58%"),
        (182, 227, ".1%", "80.2%"),
        (191, 244, ".1%", "78.3%"),
        (195, 256, ".1%", "76.2%"),
        (209, 241, ".1%", "86.7%"),
        (1, 8, ".2%", "12.50%"),
        (0, 0, ".1%", "n/a"),
        (0, 0, ">6.1%", "   n/a"),
        (0, 0, "6.1%", "   n/a"),
        (1, 2, "+8.1%", "  +50.0%"),
        (1, 2, "<8.1%", "50.0%   "),
        (0, 5, ".1%", "0.0%"),
        (1, 2, "", "1 of 2 (50.0%)"),
        (1, 2, "%", "50.0%"),
        (1, 2, "*^9.0%", "***50%***"),
        (1, 2, "+.0%", "+50%"),
        (MAX_COUNT, MAX_COUNT, ".20%", "100.00000000000000000000%"),
    ],
)
def test_share_prints(part: int, whole: int, spec: str, printed: str) -> None:
    assert format(Share(part, whole), spec) == printed


@pytest.mark.parametrize("spec", [".1f", "d", ".1", ".21%", ".999%", "e", "٣%", "1000%", "%%", "08.1%", "05.0f"])
def test_unknown_format_is_ours(spec: str) -> None:
    with pytest.raises(InvalidValue, match=r"format|places"):
        format(Share(1, 2), spec)


@pytest.mark.parametrize(
    ("part", "whole"), [(3, 2), (-1, 2), (0, -1), (True, 2), (1.0, 2), ("1", 2), (0, MAX_COUNT + 1)]
)
def test_what_is_no_share_is_ours(part: object, whole: object) -> None:
    with pytest.raises(InvalidValue):
        Share(part, whole)  # type: ignore[arg-type]


def test_a_number_too_long_to_print_is_ours() -> None:
    with pytest.raises(InvalidValue, match="too large to print"):
        Share(0, 10**5000)


def test_share_of_nothing_has_no_fraction() -> None:
    with pytest.raises(UndefinedShare, match="nothing was counted") as raised:
        _ = Share(0, 0).fraction
    assert isinstance(raised.value, ZeroDivisionError)
    assert isinstance(raised.value, UprError)


def test_shares_add_to_shares_only() -> None:
    with pytest.raises(TypeError):
        Share(1, 2) + 1  # type: ignore[operator]


def test_four_correct_increases() -> None:
    """Viet Nam, second to third cycle: points, share, count, and received."""
    second, third = Share(182, 227), Share(241, 291)
    assert f"{PointChange(second, third):+.2f}" == "+2.64"
    assert f"{ShareChange(second, third):+.2%}" == "+3.29%"
    assert f"{CountChange(182, 241):+.2%}" == "+32.42%"
    assert f"{CountChange(227, 291):+.2%}" == "+28.19%"
    assert f"{CountChange(195, 220):+.0%}" == "+13%"
    assert str(PointChange(third, second)) == "-2.6 points (82.8% -> 80.2%)"
    assert str(ShareChange(second, third)) == "+3.3% of the share (80.2% -> 82.8%)"
    assert str(CountChange(182, 241)) == "+32.4% of the count (182 -> 241)"


@pytest.mark.parametrize(
    ("change", "printed"),
    [
        (PointChange(Share(0, 0), Share(1, 2)), "n/a"),
        (ShareChange(Share(0, 3), Share(1, 2)), "n/a"),
        (ShareChange(Share(1, 3), Share(0, 0)), "n/a"),
    ],
)
def test_change_of_nothing_is_undefined(change: PointChange | ShareChange, printed: str) -> None:
    assert str(change).startswith(printed)
    with pytest.raises(UndefinedShare):
        _ = change.points if isinstance(change, PointChange) else change.fraction


def test_change_from_zero_is_undefined() -> None:
    assert str(CountChange(0, 3)) == "n/a of the count (0 -> 3)"
    with pytest.raises(UndefinedShare, match="from 0 to 3"):
        _ = CountChange(0, 3).fraction


@pytest.mark.parametrize(
    ("given_counts", "decimals", "expected"),
    [
        ([209, 30, 2], 1, "86.7 12.5 0.8"),
        ([220, 21, 50], 1, "75.6 7.2 17.2"),
        ([1, 1, 1], 0, "34 33 33"),
        ([1] * 6, 0, "17 17 17 17 16 16"),
        ([1] * 7, 0, "15 15 14 14 14 14 14"),
        ([1, 2, 4], 0, "14 29 57"),
        ([0, 5], 1, "0.0 100.0"),
        ([9999, 1], 1, "100.0 0.0"),
        ([2068, 3428, 5602, 429], 0, "18 30 48 4"),
        ([1, 3, 4], 0, "12 38 50"),  # of equal remainders, the larger count
    ],
)
def test_largest_remainder(given_counts: list[int], decimals: int, expected: str) -> None:
    assert " ".join(map(str, percentages(given_counts, places=decimals))) == expected


@pytest.mark.parametrize("given_counts", [[], [0], [0, 0]])
def test_percentages_of_nothing_are_undefined(given_counts: list[int]) -> None:
    with pytest.raises(UndefinedShare):
        percentages(given_counts)


@pytest.mark.parametrize("given_counts", [[-1, 2], [1.5], ["1"], [True]])
def test_percentages_of_what_is_no_count_are_ours(given_counts: list[int]) -> None:
    with pytest.raises(InvalidValue):
        percentages(given_counts)


@pytest.mark.parametrize("wrong", [-1, MAX_PLACES + 1, 1.0, True])
def test_places_are_limited(wrong: int) -> None:
    with pytest.raises(InvalidValue):
        percentages([1], places=wrong)


# Laws.


@given(parts)
def test_fraction_times_whole_is_part(share: Share) -> None:
    if share.whole:
        assert share.fraction * share.whole == share.part
        assert 0 <= share.fraction <= 1


@given(parts)
def test_share_and_complement_are_one(share: Share) -> None:
    if share.whole:
        assert share.fraction + Share(share.whole - share.part, share.whole).fraction == 1


@given(small_parts, small_parts, small_parts)
def test_adding_shares_is_associative(one: Share, two: Share, three: Share) -> None:
    assert (one + two) + three == one + (two + three)


@given(small_parts, small_parts)
def test_adding_shares_is_commutative(one: Share, two: Share) -> None:
    assert one + two == two + one


@given(parts)
def test_nothing_of_nothing_is_the_identity_of_adding(share: Share) -> None:
    assert share + Share(0, 0) == share


@given(small_parts, small_parts)
def test_pooled_share_lies_between_its_parts(one: Share, two: Share) -> None:
    if one.whole and two.whole:
        low, high = sorted((one.fraction, two.fraction))
        assert low <= (one + two).fraction <= high


def test_pooling_may_turn_an_order_round() -> None:
    """Simpson: each part of one is higher, its pool is lower; so no order of pools is ever promised."""
    high, low = (Share(9, 10), Share(30, 100)), (Share(80, 100), Share(2, 10))
    assert high[0].fraction > low[0].fraction
    assert high[1].fraction > low[1].fraction
    assert (high[0] + high[1]).fraction < (low[0] + low[1]).fraction


@given(fractions, places)
def test_rounding_is_off_by_half_a_unit_at_most(value: Fraction, decimals: int) -> None:
    assert abs(Fraction(rounded(value, decimals)) - value) <= Fraction(1, 2 * 10**decimals)


@given(fractions, fractions, places)
def test_rounding_is_monotone(one: Fraction, two: Fraction, decimals: int) -> None:
    low, high = sorted((one, two))
    assert rounded(low, decimals) <= rounded(high, decimals)


@given(fractions, places)
def test_rounding_is_idempotent(value: Fraction, decimals: int) -> None:
    once = rounded(value, decimals)
    assert rounded(Fraction(once), decimals) == once


@given(fractions, places)
@example(Fraction(-1, 1000), 1)
def test_rounding_is_symmetric(value: Fraction, decimals: int) -> None:
    assert rounded(-value, decimals) == rounded(value, decimals).copy_negate()


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**4), st.integers(0, 6))
@example(23, 40, 0)
def test_rounding_is_half_up_as_decimal_does_it(part: int, whole: int, decimals: int) -> None:
    """An oracle: a decimal quotient with far more digits than any half needs, quantized."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(part) / whole
        expected = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert rounded(Fraction(part, whole), decimals) == expected


@given(counts, st.integers(0, 6))
def test_percentages_add_to_100(given_counts: list[int], decimals: int) -> None:
    assert sum(map(Fraction, percentages(given_counts, places=decimals))) == 100


@given(counts, st.integers(0, 6))
def test_percentages_keep_the_quota(given_counts: list[int], decimals: int) -> None:
    whole = sum(given_counts)
    for count, percentage in zip(given_counts, percentages(given_counts, places=decimals), strict=True):
        assert abs(Fraction(percentage) - Fraction(100 * count, whole)) < Fraction(1, 10**decimals)


@given(counts)
def test_a_larger_count_has_no_smaller_percentage(given_counts: list[int]) -> None:
    pairs = sorted(zip(given_counts, percentages(given_counts, places=0), strict=True))
    assert [percentage for _, percentage in pairs] == sorted(percentage for _, percentage in pairs)


@given(counts)
def test_percentage_of_zero_is_zero(given_counts: list[int]) -> None:
    for count, percentage in zip(given_counts, percentages(given_counts), strict=True):
        if count == 0:
            assert percentage == 0


@given(counts, st.integers(1, 100))
def test_multiplying_every_count_leaves_percentages(given_counts: list[int], factor: int) -> None:
    assert percentages(given_counts) == percentages([factor * count for count in given_counts])


@given(st.text(max_size=20))
def test_every_format_prints_or_raises_ours(spec: str) -> None:
    for value in (Share(1, 3), PointChange(Share(1, 3), Share(1, 2)), CountChange(1, 2)):
        with suppress(UprError):
            assert isinstance(format(value, spec), str)


@given(parts)
def test_equal_shares_hash_alike(share: Share) -> None:
    twin = pickle.loads(pickle.dumps(share))
    assert twin == share
    assert hash(twin) == hash(share)


def test_changes_format_with_their_own_letter() -> None:
    with pytest.raises(InvalidValue, match="PointChange"):
        format(PointChange(Share(1, 2), Share(1, 3)), ".1%")
