"""Figures and the counts that they stand for, against a brute force of Python's decimal numbers."""

from collections import defaultdict
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Decimal,
    localcontext,
)
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upr_model import InvalidValue, ParseError, strategies
from upr_model.claims import Figure, Range, Rounding
from upr_model.claims.figures import FIGURE_LIMIT, FIGURE_PLACES, NEAREST, UNITS_LIMIT
from upr_model.values.shares import MAX_COUNT

MODES = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "half_down": ROUND_HALF_DOWN,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
}


def oracle(numerator: int, denominator: int, places: int, mode: str) -> int:
    """A percentage in units of its last place, by another program; fifty digits tell every half apart."""
    with localcontext(prec=50):
        exact = Decimal(100 * numerator) / Decimal(denominator)
        return int(exact.quantize(Decimal(1).scaleb(-places), rounding=mode).scaleb(places))


def as_range(counts: list[int] | None) -> Range | None:
    if not counts:
        return None
    assert counts == list(range(counts[0], counts[-1] + 1))
    return Range(counts[0], counts[-1])


@pytest.mark.exhaustive
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("places", [0, 1, 2])
def test_the_counts_of_a_figure_are_those_of_a_brute_force(mode: str, places: int) -> None:
    for whole in range(1, 201):
        printed: dict[int, list[int]] = defaultdict(list)
        for count in range(whole + 1):
            printed[oracle(count, whole, places, MODES[mode])].append(count)
        all_units = range(100 * 10**places + 1) if whole <= 20 or places == 0 else ()
        around = {max(units + step, 0) for units in printed for step in (-1, 0, 1)}
        for units in {*all_units, *around}:
            found = Figure(units, places).counts(whole, Rounding(mode))
            assert found == as_range(printed.get(units)), (units, whole)


@pytest.mark.exhaustive
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("places", [0, 1])
def test_the_totals_of_a_figure_are_those_of_a_brute_force(mode: str, places: int) -> None:
    """Wholes up to 400; a range that goes on beyond is compared so far."""
    for part in range(25):
        printed: dict[int, list[int]] = defaultdict(list)
        for whole in range(max(part, 1), 401):
            printed[oracle(part, whole, places, MODES[mode])].append(whole)
        for units in range(100 * 10**places + 1):
            found = Figure(units, places).totals(part, Rounding(mode))
            cut = found and found.first <= 400 and Range(found.first, min(found.last or 400, 400))
            assert (cut or None) == as_range(printed.get(units)), (units, part)


@pytest.mark.exhaustive
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("places", [0, 1])
def test_the_counts_of_a_change_are_those_of_a_brute_force(mode: str, places: int) -> None:
    by_figure: dict[tuple[int, int], list[int]] = defaultdict(list)
    by_new: dict[tuple[int, int], list[int]] = defaultdict(list)
    for old in range(1, 41):
        for new in range(121):
            units = oracle(new - old, old, places, MODES[mode])
            by_figure[units, old].append(new)
            by_new[units, new].append(old)
    for (units, old), news in by_figure.items():
        found = Figure(units, places).changed(old, Rounding(mode))
        assert found is not None
        assert found.last is not None
        assert Range(found.first, min(found.last, 120)) == as_range(news), (units, old)
    for (units, new), olds in by_new.items():
        found = Figure(units, places).bases(new, Rounding(mode))
        assert found is not None
        assert Range(found.first, min(found.last or 40, 40)) == as_range(olds), (units, new)


def test_halves_of_one_unit_leave_zero_half_up_alone() -> None:
    for half in (Fraction(1, 2), Fraction(-1, 2)):
        assert [str(r) for r in NEAREST if half in Figure(0).preimage(r)] == ["half_even", "half_down"]
        assert [str(r) for r in NEAREST if half in Figure(int(2 * half)).preimage(r)] == ["half_up"]


def test_halves_go_up_and_down_from_zero() -> None:
    """-12.5 % is -13 half up, -12 half down and to even."""
    ways = {units: [str(r) for r in Rounding if Fraction(-25, 2) in Figure(units).preimage(r)] for units in (-13, -12)}
    assert ways == {-13: ["half_up", "floor"], -12: ["half_even", "half_down", "ceiling"]}


@pytest.mark.parametrize(
    ("text", "printed", "figure"),
    [
        ("86.7%", "86.7%", Figure(867, 1)),
        (" 33.0 ", "33.0%", Figure(330, 1)),
        ("0.05", "0.05%", Figure(5, 2)),
        ("-0.5%", "-0.5%", Figure(-5, 1)),
        ("+13%", "13%", Figure(13)),
        ("007", "7%", Figure(7)),
        ("100", "100%", Figure(100)),
        ("0", "0%", Figure(0)),
        (str(MAX_COUNT), f"{MAX_COUNT}%", Figure(MAX_COUNT)),
        ("0." + "1" * FIGURE_PLACES, "0." + "1" * FIGURE_PLACES + "%", Figure(int("1" * FIGURE_PLACES), FIGURE_PLACES)),
    ],
)
def test_figures_keep_their_places(text: str, printed: str, figure: Figure) -> None:
    assert Figure.parse(text) == figure
    assert str(figure) == printed


@pytest.mark.parametrize(
    "text",
    [
        *("", "%", "1e2%", "nan%", "inf", "--5%", "33.%", ".5%", "5%%", "1_0%", "５%", "٣%", "5 %", "5.5.5", "86,7%"),
        *("9" * 10_000, "0." + "1" * 39, "0." + "1" * (FIGURE_PLACES + 1), str(MAX_COUNT + 1)),
    ],
)
def test_what_is_no_figure_is_an_error(text: str) -> None:
    with pytest.raises(ParseError):
        Figure.parse(text)


def test_a_decimal_comma_is_read_when_told() -> None:
    assert Figure.parse("86,7%", decimal_comma=True) == Figure(867, 1)
    with pytest.raises(ParseError, match="decimal_comma=True"):
        Figure.parse("86,7%")
    with pytest.raises(ParseError, match="is not a percentage"):
        Figure.parse("86.7%", decimal_comma=True)


def test_the_limits_are_within() -> None:
    assert Figure(UNITS_LIMIT).units == -Figure(-UNITS_LIMIT).units
    assert Figure.parse("7".rjust(FIGURE_LIMIT, "0")) == Figure(7)
    with pytest.raises(ParseError):
        Figure.parse("7".rjust(FIGURE_LIMIT + 1, "0"))


@pytest.mark.parametrize("units", ["867", None, 1.5, float("nan"), True, 10**34, -(10**34)])
def test_units_are_whole_and_limited(units: Any) -> None:
    with pytest.raises(InvalidValue, match="units of a figure"):
        Figure(units, 1)


@pytest.mark.parametrize("places", [-1, FIGURE_PLACES + 1, True, 1.5])
def test_places_are_limited(places: int) -> None:
    with pytest.raises(InvalidValue, match="decimal places"):
        Figure(1, places)


def test_ranges_print_in_words() -> None:
    ranges = [Range(2, 2), Range(194, 195), Range(1, 9), Range(15, None)]
    assert list(map(str, ranges)) == ["2", "194 or 195", "1 to 9", "15 or more"]
    assert [20 in each for each in ranges] == [False, False, False, True]
    assert 14 not in ranges[3]


def test_nothing_has_no_counts() -> None:
    assert Figure(50).counts(0, Rounding.HALF_UP) is None
    assert Figure(50).changed(0, Rounding.HALF_UP) is None


@pytest.mark.parametrize(("units", "places", "step"), [(70, 0, 10), (700, 1, 1), (100, 0, 10), (867, 1, 1), (0, 0, 1)])
def test_the_granularity_is_the_last_place_that_says_something(units: int, places: int, step: int) -> None:
    assert Figure(units, places).granularity == step


wholes = st.integers(1, MAX_COUNT)
places = st.integers(0, 6)
nearest = st.sampled_from(NEAREST)


def rounded_by(value: Fraction, places: int, rounding: Rounding) -> Figure:
    """The figure of an exact share, by Python's own integers."""
    units = value * 100 * 10**places
    down, rest = divmod(units.numerator, units.denominator)
    above, half = 2 * rest > units.denominator, 2 * rest == units.denominator
    up_at_half = {"half_up": True, "half_down": False, "half_even": down % 2 == 1}
    by_way = {"floor": False, "ceiling": rest > 0}
    return Figure(down + by_way.get(rounding, above or (half and up_at_half.get(rounding, False))), places)


@given(wholes.flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), places, st.sampled_from(Rounding))
@example((1, 8), 0, Rounding.HALF_UP)
def test_the_count_that_was_rounded_is_among_those_found(
    both: tuple[int, int], places: int, rounding: Rounding
) -> None:
    count, whole = both
    found = rounded_by(Fraction(count, whole), places, rounding).counts(whole, rounding)
    assert found is not None
    assert count in found


@given(st.integers(0, 10_000), wholes, st.sampled_from(Rounding))
def test_every_count_found_prints_the_figure(units: int, whole: int, rounding: Rounding) -> None:
    figure = Figure(units, 2)
    found = figure.counts(whole, rounding)
    ends = () if found is None else (found.first, found.last or 0)
    assert all(rounded_by(Fraction(count, whole), 2, rounding) == figure for count in ends)


@given(st.integers(1, 60), st.integers(0, 1), st.sampled_from(Rounding))
def test_the_counts_of_all_figures_tile_the_whole(whole: int, places: int, rounding: Rounding) -> None:
    ranges = (Figure(units, places).counts(whole, rounding) for units in range(100 * 10**places + 1))
    counts = [count for each in ranges if each for count in range(each.first, (each.last or 0) + 1)]
    assert counts == list(range(whole + 1))


@given(strategies.figures(), st.integers(0, 500), st.integers(1, 500), st.sampled_from(Rounding))
def test_totals_and_counts_say_the_same(figure: Figure, part: int, whole: int, rounding: Rounding) -> None:
    totals, counts = figure.totals(part, rounding), figure.counts(whole, rounding)
    if part <= whole:
        assert (totals is not None and whole in totals) == (counts is not None and part in counts)


@given(st.integers(0, 100_000), st.integers(1, 10_000), st.sampled_from([Rounding.FLOOR, Rounding.CEILING]))
def test_one_more_decimal_allows_no_other_count(units: int, whole: int, rounding: Rounding) -> None:
    """Of figures that were cut off; those rounded twice may differ: 0.45 is 0.5 and then 1."""
    finer = Figure(units, 3)
    coarser = Figure(units // 10 if rounding is Rounding.FLOOR else -(-units // 10), 2)
    found, wider = finer.counts(whole, rounding), coarser.counts(whole, rounding)
    if found is not None:
        assert wider is not None
        assert found.first in wider
        assert (found.last or 0) in wider
