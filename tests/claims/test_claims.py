"""Claims: read, checked, explained."""

import pickle
import re
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

import upr_model
from upr_model import (
    NOTED,
    Attribution,
    InvalidValue,
    ParseError,
    Position,
    Qualifier,
    Recommendation,
    ReviewKey,
    Share,
    State,
    Unit,
    UprError,
    check,
    claims,
    explain,
    paragraphs,
    policies,
    recommendations,
    strategies,
)
from upr_model.claims import Figure, Measure, PublishedCount, Rounding, Verdict, VerdictKind
from upr_model.claims.explaining import COUNTS_LIMIT
from upr_model.claims.figures import NEAREST
from upr_model.claims.grammar import CLAIM_LIMIT, ChangeClaim, JointClaim, ShareChangeClaim, ShareClaim
from upr_model.samples import viet_nam_counts, viet_nam_dossier
from upr_model.values.shares import MAX_COUNT

COUNTS = viet_nam_counts()


def ranges(verdict: Verdict) -> str:
    """The counts, or totals, by half-up, half-even, half-down, floor and ceiling."""
    found = verdict.counts or verdict.totals
    assert found is not None
    return " ".join(f"{r.first}-{r.last}" if r else "none" for r in map(found.__getitem__, Rounding))


@pytest.mark.parametrize(
    ("claim", "kind", "found"),
    [
        ("86.7% of 241", "consistent", "209-209 209-209 209-209 209-209 none"),
        ("0.9% of 241", "not_rounded", "none none none none 2-2"),
        ("75.6% of 291", "consistent", "220-220 220-220 220-220 220-220 none"),
        ("75.5% of 291", "impossible", "none none none none none"),
        ("33% of 10", "impossible", "none none none none none"),
        ("33.0% of 3", "impossible", "none none none none none"),
        ("12% of 8", "mode_dependent", "none 1-1 1-1 1-1 none"),
        ("0% of 241", "ambiguous", "0-1 0-1 0-1 0-2 0-0"),
        ("100% of 241", "ambiguous", "240-241 240-241 240-241 241-241 239-241"),
        ("209 is 86.7% of what?", "consistent", "241-241 241-241 241-241 241-241 none"),
        ("220 is +13% on what?", "ambiguous", "194-195 194-195 194-195 193-194 195-196"),
        ("0 is 0% of what", "ambiguous", "1-None 1-None 1-None 1-None 1-None"),
        ("0 is 5% of what", "impossible", "none none none none none"),
        ("5 is 0% of what", "ambiguous", "1001-None 1000-None 1000-None 501-None none"),
        ("+13% on 195", "ambiguous", "220-221 220-221 220-221 221-222 219-220"),
        ("+17% on 7", "impossible", "none none none none none"),
        ("-100% on 7", "consistent", "0-0 0-0 0-0 0-0 0-0"),
        ("more than 70% of 241", "ambiguous", "169-241 169-241 169-241 169-241 169-241"),
        ("more than 50% of 4", "ambiguous", "3-4 3-4 3-4 3-4 3-4"),
        ("at least 50% of 4", "ambiguous", "2-4 2-4 2-4 2-4 2-4"),
        ("less than 50% of 4", "ambiguous", "0-1 0-1 0-1 0-1 0-1"),
        ("no more than 50% of 4", "ambiguous", "0-2 0-2 0-2 0-2 0-2"),
        ("less than 0% of 4", "impossible", "none none none none none"),
        ("about 70% of 200", "ambiguous", "130-150 130-150 130-150 130-150 130-150"),
        ("nearly 1% of 50", "consistent", "0-0 0-0 0-0 0-0 0-0"),
        ("220 is more than 75% of what", "ambiguous", "220-293 220-293 220-293 220-293 220-293"),
        ("209 of 241 is 86.7%", "exact", "209-209 209-209 209-209 209-209 none"),
        ("220 is 75.6% of 291", "exact", "220-220 220-220 220-220 220-220 none"),
        ("220 is +13% on 195", "exact", "220-221 220-221 220-221 221-222 219-220"),
        ("220 is +13% on 182", "impossible", "205-206 205-206 205-206 206-207 204-205"),
        ("1 of 8 is 12%", "mode_dependent", "none 1-1 1-1 1-1 none"),
        ("2 of 241 is 0.9%", "not_rounded", "none none none none 2-2"),
        ("3 of 241 is 0.9%", "impossible", "none none none none 2-2"),
    ],
)
def test_what_a_figure_allows(claim: str, kind: str, found: str) -> None:
    verdict = check(claim)
    assert (str(verdict.kind), ranges(verdict)) == (kind, found)
    possible = {"exact": True, "consistent": True, "mode_dependent": True, "ambiguous": True}
    assert verdict.possible is possible.get(kind, False)


@pytest.mark.parametrize(
    ("claim", "kind", "possible"),
    [
        ("5% of 0", "undefined", None),
        ("more than 5% of 0", "undefined", None),
        ("0 of 0 is 5%", "undefined", None),
        ("5 is +3% on 0", "undefined", None),
        ("5% + 3% of 0", "undefined", None),
        ("0 of 0 is +3 points on 1 of 2", "undefined", None),
        ("1 of 2 is +3% on 0 of 2", "undefined", None),
        ("101% of 10", "out_of_range", False),
        ("11 of 10 is 5%", "out_of_range", False),
        ("11 of 10 is more than 5%", "out_of_range", False),
        ("5 is 101% of what", "out_of_range", False),
        ("101% + 20% of 10", "out_of_range", False),
        ("101% + 2% of 10", "impossible", False),
        ("101% + 2% of what", "out_of_range", False),
        ("5 of 10; 6", "out_of_range", False),
        ("86.7%", "untestable", None),
        ("+13%", "untestable", None),
        ("nearly 83%", "untestable", None),
        ("30 is +200% on 10", "exact", True),
        ("1 of 2 is +25 points on 1 of 4", "exact", True),
        ("1 of 2 is +100% on 1 of 4", "exact", True),
        ("1 of 2 is +50 points on 0 of 4", "exact", True),
        ("241 of 291 is +2.6 points on 182 of 227", "exact", True),
        ("241 of 291 is +3.3% on 182 of 227", "exact", True),
        ("241 of 291 is +32.4% on 182 of 227", "impossible", False),
        ("241 is +32.4% on 182", "exact", True),
        ("220 is +20.9% on 182", "exact", True),
        ("9 of 8 is +12.5% on 1 of 1", InvalidValue, None),
        ("209 of 241 is up to 86.7%", "exact", True),
        ("208 of 241 is up to 86.7%", "exact", True),
        ("210 of 241 is up to 86.7%", "impossible", False),
        ("86.7% of 241 + 5", ParseError, None),
        ("241 of 291 is nearly 83 percent", "exact", True),
        ("241 of 291 is more than 83%", "impossible", False),
        ("86.7% of 241; 30 in progress; the remaining two", "exact", True),
        ("86.7% of 241; 30 in progress; the remaining three", "impossible", False),
        ("86.7% of 241; 33", "impossible", False),
        ("86.7% of 241; 12.4%; the remaining 2", "exact", True),
        ("209 of 241; 30; the remaining two", "exact", True),
        ("12% of 8; the remaining 7", "mode_dependent", True),
        ("13% of 8; the remaining 7", "mode_dependent", True),
        ("0.9% of 241; the remaining 239", "not_rounded", False),
        ("75.6% + 7.2% + 17.2% of 291", "consistent", True),
        ("50% + 60% of 100", "impossible", False),
        ("86.7% + 12.4% + 0.8% of 241", "consistent", True),
        ("86.7% + 12.4% + 0.9% of 241", "plug", False),
        ("33.3% + 33.3% of 10", "impossible", False),
        ("99.99% + 99.99% of what", "impossible", False),
        ("86.7% of what", "ambiguous", True),
        ("0.001% of what", "ambiguous", True),
        ("86.712345678901234% of what", "ambiguous", True),
        ("33.3% + 66.7% of what", "ambiguous", True),
        ("50.5% + 50.5% of what", "impossible", False),
        ("50% + 50.5% of what", "ambiguous", True),
        (" + ".join(["1.5%"] * 100) + " of what", "impossible", False),
        (" + ".join(["1.01%"] * 99) + " of what", "ambiguous", True),
        ("0% of 1000; 3", "ambiguous", True),
        ("15% of 20; 10%; 6", "consistent", True),
        ("12.5% of 8; the remaining 6", "impossible", False),
        ("1 of 8 is up to 12%", "mode_dependent", True),
        ("120% of 241", "out_of_range", False),
        ("more than 120% of 241", "out_of_range", False),
        ("50 of 100 is about 100%", "impossible", False),
        ("95 of 100 is about 100%", "exact", True),
        ("83% of 291 recommendations", "ambiguous", True),
        ("241 out of 291 is 82.8%", "exact", True),
        ("220 recommendations of 291 is 75.6%", "exact", True),
    ],
)
def test_what_can_be_said(claim: str, kind: Any, possible: Any) -> None:
    if isinstance(kind, str):
        verdict = check(claim)
        assert (str(verdict.kind), verdict.possible) == (kind, possible)
        assert "false" not in verdict.explanation.lower()
    else:
        with pytest.raises(kind):
            check(claim)


def test_the_figure_got_by_subtraction_is_told() -> None:
    verdict = check("86.7% + 12.4% + 0.9% of 241")
    assert [str(part.kind) for part in verdict.parts] == ["consistent", "consistent", "plug"]
    assert "what 86.7% and 12.4% leave of 100%" in verdict.parts[2].explanation
    assert "2 is 0.8%" in verdict.parts[2].explanation
    assert "sum to 100.0%" in verdict.explanation


def test_percentages_by_largest_remainder_are_told() -> None:
    verdict = check("86.7% + 12.5% + 0.8% of 241")
    assert "percentages of 209, 30, 2 by largest remainder" in verdict.explanation
    assert not verdict.possible
    assert "largest remainder" not in check("86.7% + 12.4% + 0.9% of 241").explanation
    assert "largest remainder" not in check("86.7% + 13% + 0.3% of 241").explanation


@pytest.mark.parametrize(
    ("claim", "explanation"),
    [
        ("220 of 291 is 75.6%", "220 of 291 is 75.601%, which is 75.6% rounded to the nearest."),
        ("0.9% of 241", "No count is 0.9% of 241 when rounded to the nearest: 2 is 0.8%, 3 is 1.2%. 2 is, by ceiling."),
        (
            "2% of 70",
            "No count is 2% of 70 when rounded to the nearest: 1 is 1%, 2 is 3%. 2 is, by floor; 1 is, by ceiling.",
        ),
        ("2 of 241 is 0.9%", "2 of 241 is 0.830%; 0.9% is not that rounded to the nearest, but by ceiling."),
        ("1 is 13% of what", "1 is 13% of 8, and that by half up alone."),
        (
            "8664999 of 10000000 is 86.7%",
            "8664999 of 10000000 is 86.64999%; 86.7% is not that rounded to the nearest, but by ceiling.",
        ),
        ("209 of 241 is at most 86.7%", "209 of 241 is 86.722%, which is not at most 86.7%. Not reproduced from these numbers: another base, revised data, another unit or a slip may explain it."),
        ("6 of 11 is 54.5%", "6 of 11 is 54.545%, which is 54.5% rounded to the nearest."),
        ("1 of 8 is 13%", "1 of 8 is 12.50%, half-way between two figures: 13% by half up alone."),
        (
            "12% of 8",
            "Only 1 of 8 is printed as 12%, and by half even and half down alone. "
            "Of the 101 figures with 0 decimal places, 13 would pass.",
        ),
        (
            "0.0% of 241",
            "Only 0 of 241 is printed as 0.0%. Of the 1001 figures with 1 decimal place, 242 would pass.",
        ),
        ("0% of 50", "Only 0 of 50 is printed as 0%. Of the 101 figures with 0 decimal places, 51 would pass."),
        (
            "0% of 241",
            "0 or 1 of 241 are printed as 0%: 0% is not none. "
            "Any figure with 0 decimal places would pass, so it says little that this one does.",
        ),
        ("+14% on 7", "Only 8 on 7 is printed as +14%."),
        (
            "+17% on 7",
            "No count on 7 is +17%: 8 is +14%, 9 is +29%. Not reproduced from these numbers: another base, revised data, "
            "another unit or a slip may explain it.",
        ),
        ("more than 70% of 10", "8 to 10 of 10 are more than 70%."),
        ("more than 70% of 241", "169 to 241 of 241 are more than 70%. A reader expects 169 to 192."),
        ("at least 50% of 100", "50 to 100 of 100 are at least 50%. A reader expects 50 to 59."),
        ("nearly 80% of 10", "0 to 7 of 10 are nearly 80%. A reader expects 7."),
        ("1 of 291 is nearly 83%", "1 of 291 is 0.34%, which is nearly 83%. A reader expects 239 to 241, and is misled."),
        ("241 of 291 is nearly 83%", "241 of 291 is 82.82%, which is nearly 83%."),
        (
            "240 of 241 is more than 10%",
            "240 of 241 is 99.59%, which is more than 10%. A reader expects 25 to 48, and is misled.",
        ),
        ("86.7% + 12.4% + 0.8% of 241", "209 + 30 + 2 = 241. The figures sum to 99.9%."),
        ("25% + 25% of 101", "25 + 25 = 50, of 101. The figures sum to 50%."),
        ("0% of 1000; 3", "The parts fit into 1000."),
        (
            "33.3% + 66.7% of what",
            "They are possible of many wholes: 3 is the smallest such whole, and larger ones follow, though not all.",
        ),
        (
            "0.001% of what",
            "0.001% is possible of many wholes: none up to 10000 is such a whole, and larger ones follow, though not all.",
        ),
        ("5 is 30% of what", "There is no number that 5 is 30% of when rounded to the nearest. By ceiling there is one. "
            "Not reproduced from these numbers: another base, revised data, another unit or a slip may explain it."),
    ],
)  # fmt: skip
def test_explanations_are_true_sentences(claim: str, explanation: str) -> None:
    assert check(claim).explanation == explanation


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        *(("over", "more than"), ("above", "more than"), ("under", "less than"), ("below", "less than")),
        *(("fewer than", "less than"), ("no fewer than", "at least"), ("no more than", "at most")),
        *(("almost", "nearly"), ("around", "about"), ("roughly", "about")),
    ],
)
def test_words_that_mean_the_same(words: str, bound: str) -> None:
    assert check(f"{words} 70% of 241") == check(f"{bound} 70% of 241")


@given(st.integers(1, 1200), st.integers(0, 1))
def test_the_power_is_the_number_of_figures_that_pass(whole: int, places: int) -> None:
    passing = {
        figure.units
        for figure in (Figure(units, places) for units in range(100 * 10**places + 1))
        if check(ShareClaim(figure=figure, whole=whole)).possible
    }
    assert check(ShareClaim(figure=Figure(0, places), whole=whole)).power == Share(len(passing), 100 * 10**places + 1)


def test_both_readings_of_up_to_are_given() -> None:
    verdict = check("up to 86.7% of 241")
    as_bound, as_figure = verdict.parts
    assert (ranges(as_bound), str(as_bound.kind)) == ("0-209 0-209 0-209 0-209 0-208", "ambiguous")
    assert (ranges(as_figure), str(as_figure.kind)) == ("209-209 209-209 209-209 209-209 none", "consistent")
    assert verdict.kind is VerdictKind.CONSISTENT
    assert verdict.explanation.startswith("Read as the figure itself.")
    assert check("208 of 241 is up to 86.7%").explanation.startswith("Read as a bound.")


def test_the_power_is_printed_beside_what_is_consistent() -> None:
    assert check("86.7% of 241").power == Share(242, 1001)
    assert "Of the 1001 figures with 1 decimal place, 242 would pass." in check("86.7% of 241").explanation
    assert check("75% of 291").power == Share(101, 101)
    assert "so it says little that this one does" in check("75% of 291").explanation
    assert check("12% of 8").power == Share(13, 101)
    assert check("220 of 291 is 75.6%").power == Share(1, 1001)
    assert check("1 of 8 is 12%").power == Share(2, 101)
    assert check("+13% on 195").power is None


def test_a_verdict_as_json_has_the_promised_form() -> None:
    both = [209, 209]
    assert check("86.7% of 241").to_dict() == {
        "claim": "86.7% of 241",
        "kind": "consistent",
        "possible": True,
        "counts": {"half_up": both, "half_even": both, "half_down": both, "floor": both, "ceiling": None},
        "power": "242/1001",
        "explanation": check("86.7% of 241").explanation,
    }
    of_what = check("0 is 0% of what").to_dict()
    assert "counts" not in of_what
    assert of_what["totals"] == {str(rounding): [1, None] for rounding in Rounding}
    several = check("86.7% + 12.4% of 241").to_dict()
    assert several["counts"] is None
    assert several["parts"] == [check(each).to_dict() for each in ("86.7% of 241", "12.4% of 241")]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("86.7% of 241", ShareClaim(figure=Figure(867, 1), whole=241)),
        ("86.7 per cent of 11,527.", ShareClaim(figure=Figure(867, 1), whole=11_527)),
        ("86.7  percent\nof 241", ShareClaim(figure=Figure(867, 1), whole=241)),
        ("Nearly 83 PCT of 291", ShareClaim(figure=Figure(83), whole=291, qualifier=Qualifier.NEARLY)),
        ("209 is 86.7% of what?", ShareClaim(figure=Figure(867, 1), part=209)),
        ("86.7% of the third cycle", ShareClaim(figure=Figure(867, 1), base="the third cycle")),
        ("209 is 86.7% of the third cycle", ShareClaim(figure=Figure(867, 1), part=209, base="the third cycle")),
        ("220 is + 13 % on 195", ChangeClaim(figure=Figure(13), new=220, old=195)),
        ("220 is \u2212 13% on what", ChangeClaim(figure=Figure(-13), new=220)),
        ("220 is +13% on the second cycle", ChangeClaim(figure=Figure(13), new=220, base="the second cycle")),
        ("1 of 2 is -3 percentage points on 2 of 3",
         ShareChangeClaim(figure=Figure(-3), new=Share(1, 2), old=Share(2, 3), points=True)),
        ("5% +3% of 10", JointClaim(parts=(Figure(5), Figure(3)), whole=10)),
        ("5% of 10; 3 done; the remaining two", JointClaim(parts=(Figure(5), 3), whole=10, remaining=2)),
    ],
)  # fmt: skip
def test_claims_are_read(text: str, claim: claims.Claim) -> None:
    assert claims.parse(text) == claim


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "1e2%", "nan%", "--5%", "33.%", "%", "８６% of 241", "86.7% of ２４１", "86,7% of 241", "5 of 10"),
        *(
            "+5% of 10",
            "-5% of 10",
            ".5% of 10",
            "5% of",
            "5% of -3",
            "5% of 1,23",
            "5% of 3.5",
            "5 is 5",
            "5 is +3 of 4",
        ),
        *(
            "5 is +3 of 4",
            ";",
            "5 is +3 points on 4",
            "220 is 13% on 195",
            "5% on 10",
            "; 5",
            "5% of 10; the remaining 2; 3",
            "5 of 10; x",
        ),
        *("5% of ten percent", "5% + 3% of the third cycle", "1 of 2 is +5% on 3", "5% of 10" + " " * CLAIM_LIMIT),
        *("9" * 10_000 + "%", "5% of " + "9" * 20, "5% of \ud800", "\0", "5%\x1b[2J of 10", "5% + of 10"),
        " + ".join(["0%"] * 101) + " of 10",
        *(
            f"86.7% of 241; {rest}"
            for rest in ("12.4% of 300", "12.4% + 0.9%", "30 000", "30 or 31", "30 of 50 in progress")
        ),
        *(f"86.7% of 241; {rest}" for rest in ("30 thousand", "the remaining two hundred", "the remaining 2 or 3")),
        *(
            "86.7% of 241; 30; 1 remaining",
            "12.5% of 8; 2 of 3 done",
            "5% of 10 thousand",
            "86.7% of 0,241",
            "five% of 3",
        ),
    ],
)
def test_what_is_no_claim_is_an_error(text: str) -> None:
    with pytest.raises(UprError):
        check(text)


def test_a_decimal_comma_is_never_guessed() -> None:
    assert check("86,7% of 241", decimal_comma=True) == check("86.7% of 241")
    with pytest.raises(ParseError, match="decimal comma"):
        check("86,7% of 241")
    with pytest.raises(ParseError, match="not a claim"):
        check("86,7% of 1,241", decimal_comma=True)


@pytest.mark.parametrize("value", [None, 3, b"5% of 10"])
def test_only_claims_and_texts_are_checked(value: Any) -> None:
    with pytest.raises(InvalidValue, match="takes a claim or its text"):
        check(value)


def test_words_for_a_base_are_left_to_explain() -> None:
    with pytest.raises(ParseError, match=r"'the second cycle' is no number; explain\(\.\.\.\) looks"):
        check("220 is +13% on the second cycle")


@pytest.mark.parametrize(
    "make",
    [
        lambda: ShareClaim(figure=Figure(-1), whole=2),
        lambda: ShareClaim(figure=5, whole=2),  # type: ignore[arg-type]
        lambda: ShareClaim(figure=Figure(1), whole=-2),
        lambda: ShareClaim(figure=Figure(1), whole=True),
        lambda: JointClaim(parts=(), whole=2),
        lambda: JointClaim(parts=(Figure(-1),), whole=2),
        lambda: JointClaim(parts=(None,), whole=2),  # type: ignore[arg-type]
        lambda: ChangeClaim(figure=Figure(1), new=10**19),
        lambda: JointClaim(parts=(5,)),
        lambda: JointClaim(parts=(Figure(5), 3)),
        lambda: JointClaim(parts=(Figure(5),), remaining=3),
        lambda: JointClaim(parts=(Figure(5),), whole=3),
    ],
)
def test_claims_check_themselves(make: Any) -> None:
    with pytest.raises(InvalidValue):
        make()


# Laws.


@given(strategies.claims())
def test_parsing_what_is_printed_gives_the_claim_back(claim: claims.Claim) -> None:
    assert claims.parse(str(claim)) == claim


@given(strategies.claims())
@example(ShareChangeClaim(figure=Figure(5), new=Share(0, 0), old=Share(1, 2), points=True))
@example(JointClaim(parts=(Figure(0), 5), whole=3))
def test_every_claim_has_a_verdict_that_explains(claim: claims.Claim) -> None:
    verdict = check(claim)
    assert verdict.explanation[-1] in ".?"
    assert "false" not in verdict.explanation.lower()
    assert verdict.to_dict()["kind"] == verdict.kind
    assert str(verdict).startswith(f"{claim}: {verdict.kind}. ")
    assert pickle.loads(pickle.dumps(verdict)) == verdict


PIECES = [
    "86.7%",
    " of ",
    "241",
    " is ",
    "+13%",
    " on ",
    "what",
    " + ",
    ";",
    "more than ",
    "the remaining ",
    "two",
    "%",
    " ",
]


@given(st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_every_text_has_a_verdict_or_an_error_of_ours(text: str) -> None:
    try:
        assert isinstance(check(text), Verdict)
    except UprError as error:
        assert str(error)  # noqa: PT017


@given(st.integers(1, MAX_COUNT).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 6))
def test_every_figure_rounded_from_real_counts_is_possible(both: tuple[int, int], places: int) -> None:
    count, whole = both
    figure = claims.parse(f"{Share(count, whole):.{places}%} of {whole}")
    verdict = check(figure)
    assert verdict.possible
    assert verdict.counts is not None
    found = verdict.counts[Rounding.HALF_UP]
    assert found is not None
    assert count in found
    assert check(f"{count} of {whole} is {Share(count, whole):.{places}%}").possible


@given(st.lists(st.integers(0, 60), min_size=2, max_size=5).filter(any), st.integers(0, 2))
def test_figures_of_real_parts_are_possible_together(counts: list[int], places: int) -> None:
    whole = sum(counts)
    text = " + ".join(f"{Share(count, whole):.{places}%}" for count in counts)
    assert check(f"{text} of {whole}").possible
    first, *rest = counts
    stated = "; ".join(
        [f"{Share(first, whole):.{places}%} of {whole}", *map(str, rest[:-1]), f"the remaining {rest[-1]}"]
    )
    assert check(stated).possible


@given(st.lists(st.integers(0, 60).map(Figure), min_size=1, max_size=4))
@example([Figure(34), Figure(34), Figure(33)])
@example([Figure(60), Figure(60)])
@example([Figure(12), Figure(63)])
def test_the_smallest_whole_is_that_of_a_brute_force(figures: list[Figure]) -> None:
    def fits(whole: int) -> bool:
        if len(figures) == 1:
            return bool(check(ShareClaim(figure=figures[0], whole=whole)).possible)
        return bool(check(JointClaim(parts=tuple(figures), whole=whole)).possible)

    verdict = check(JointClaim(parts=tuple(figures)))
    smallest = next((whole for whole in range(1, 250) if fits(whole)), None)
    told = re.search(r"([0-9]+) is the smallest such whole", verdict.explanation)
    assert smallest == (int(told[1]) if told and int(told[1]) < 250 else None)


@given(strategies.figures(), st.integers(1, 300))
def test_the_kind_follows_from_the_counts(figure: Figure, whole: int) -> None:
    verdict = check(ShareClaim(figure=figure, whole=whole))
    by_way = {rounding: figure.counts(whole, rounding) for rounding in Rounding}
    union = {k for way in NEAREST if (r := by_way[way]) for k in range(r.first, (r.last or 0) + 1)}
    if not union:
        cut = by_way[Rounding.FLOOR] or by_way[Rounding.CEILING]
        assert verdict.kind is (VerdictKind.NOT_ROUNDED if cut else VerdictKind.IMPOSSIBLE)
    elif len(union) > 1:
        assert verdict.kind is VerdictKind.AMBIGUOUS
    else:
        in_all = all(by_way[way] for way in NEAREST)
        assert verdict.kind is (VerdictKind.CONSISTENT if in_all else VerdictKind.MODE_DEPENDENT)


# Explanations.


def test_thirteen_per_cent_mixes_units() -> None:
    explanation = explain("220 is +13% on the second cycle", COUNTS)
    (hit,) = explanation.hits
    assert (hit.new.count, hit.new.unit, hit.old.count, hit.old.unit) == (220, Unit.PARAGRAPH, 195, Unit.ATTRIBUTION)
    assert hit.mixed == ("unit", "publisher", "policy")
    assert "not like with like, differing in unit, publisher, policy" in str(explanation)
    assert (explanation.tried, explanation.by_chance) == (6, Fraction(12, 201))


@pytest.mark.parametrize(
    ("claim", "new", "old", "metric"),
    [
        ("220 is +20.9% on the second cycle", 220, 182, "count"),
        ("241 is +32.4% on cycle 2", 241, 182, "count"),
        ("+2.64% on the second cycle", 241, 182, "points"),
        ("+3.29% on its second cycle", 241, 182, "share_change"),
        ("75.6% of the third cycle", 220, 291, "share"),
        ("82.8%", 241, 291, "share"),
        ("195 of 256 is 76.2%", 195, 256, "share"),
        ("291 is +28.19% on 227", 291, 227, "count"),
    ],
)
def test_figures_of_viet_nam_are_found(claim: str, new: int, old: int, metric: str) -> None:
    hit = explain(claim, COUNTS).hits[0]
    assert (hit.new.count, hit.old.count, hit.metric, hit.mixed) == (new, old, metric, ())


def test_a_reading_is_counted_in_every_unit_and_under_every_policy() -> None:
    explanation = explain("76.2%", [upr_model.example()])
    (hit,) = explanation.hits
    assert (hit.new.count, hit.old.count, hit.new.unit) == (195, 256, Unit.ATTRIBUTION)
    assert hit.new.policy == ""
    review = ReviewKey.parse("VNM:18")
    asked = (Attribution(review=review, recommending_state=None),)
    answers = (upr_model.SUPPORTED, upr_model.PARTLY_SUPPORTED, NOTED)
    made = tuple(
        Recommendation(review=review, attributions=asked, text=answer, positions=(Position(response=answer),))
        for answer in answers
    )
    reading = upr_model.Reading(sources=("own.csv",), recommendations=made)
    found = explain("67% of the second cycle", [reading]).hits
    like = {(str(hit.new.measure), hit.new.policy) for hit in found if not hit.mixed}
    assert like == {("supported", "partly-is-supported"), ("noted", "resolution-5-1")}


def test_a_population_is_counted_as_it_is() -> None:
    noted = recommendations(upr_model.example(), policy=policies.RESOLUTION_5_1)
    hit = explain("21.7%", [noted]).hits[0]
    assert (hit.new.count, hit.new.measure, hit.new.policy) == (53, Measure.NOTED, "resolution-5-1")


@pytest.mark.parametrize(
    ("claim", "sources", "error"),
    [
        ("5% of the first review", COUNTS, "names no cycle"),
        ("5% + 3% of 10", COUNTS, "looks for one figure"),
        ("more than 5% of 10", COUNTS, "looks for one figure"),
        ("5%", [3], "not 3"),
        ("5%", ["x"], "not 'x'"),
    ],
)
def test_what_cannot_be_explained_is_an_error(claim: str, sources: Any, error: str) -> None:
    with pytest.raises(UprError, match=re.escape(error)):
        explain(claim, sources)


def test_only_earlier_counts_of_the_same_state_and_measure_are_compared() -> None:
    one = PublishedCount(count=10, measure=Measure.SUPPORTED, state=State.parse("VNM"), cycle=2)
    for other in (
        evolve(one, count=11, cycle=1),
        evolve(one, count=11, cycle=2),
        evolve(one, count=11, cycle=3, state=State.parse("TON")),
        evolve(one, count=11, cycle=3, measure=Measure.NOTED),
    ):
        assert explain("+10% on what", [one, other]).hits == ()
    assert explain("+10% on what", [one, evolve(one, count=11, cycle=3)]).tried == 1
    assert explain("+10% on what", [one, one, evolve(one, count=11, cycle=3)]).tried == 1
    assert "nothing was tried" in str(explain("+10% on what", [one]))


def test_from_none_there_are_points_and_no_percentage() -> None:
    none = PublishedCount(count=0, measure=Measure.SUPPORTED, state=State.parse("VNM"), cycle=1)
    some = evolve(none, count=1, cycle=2)
    both = [evolve(each, count=4, measure=Measure.RECEIVED) for each in (none, some)]
    found = explain("+25% on what", [none, some, *both]).hits
    assert [(hit.metric, hit.old.count) for hit in found] == [("points", 0)]


def test_shares_are_of_what_was_received_in_the_same_cycle() -> None:
    part = PublishedCount(count=10, measure=Measure.SUPPORTED, state=State.parse("VNM"), cycle=2)
    whole = evolve(part, count=20, measure=Measure.RECEIVED)
    assert explain("50%", [part, whole]).tried == 1
    for other in (evolve(whole, cycle=3), evolve(whole, count=9), evolve(whole, measure=Measure.NOTED)):
        assert explain("50%", [part, other]).tried == 0


def test_a_unit_that_is_not_told_is_not_like_another() -> None:
    part = PublishedCount(count=10, measure=Measure.SUPPORTED, state=State.parse("VNM"), cycle=2, unit=Unit.PARAGRAPH)
    whole = evolve(part, count=20, measure=Measure.RECEIVED, unit=None)
    assert explain("50%", [part, whole]).hits[0].mixed == ("unit",)


def test_points_rank_after_changes_in_per_cent() -> None:
    hit = explain("+2.64% on the second cycle", COUNTS).hits[0]
    assert "+2.64 points, not per cent" in str(hit)


def test_figures_that_were_cut_off_are_told() -> None:
    explanation = explain("+13% on the second cycle", COUNTS)
    assert "2 of 22 combinations tried, 1 of them rounded to the nearest" in str(explanation)
    assert "by floor and not rounded to the nearest" in str(explanation)


def test_explaining_among_all_the_counts_allowed_is_quick() -> None:
    """The cube of their number would take hours."""
    one = COUNTS[0]
    many = [evolve(one, count=number, cycle=number % 2 + 1, publisher=str(number)) for number in range(COUNTS_LIMIT)]
    assert explain("+13%", many).tried > 10_000


def test_one_source_that_is_not_several_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"takes several sources, such as \[reading\] or dossier.counts"):
        explain("5%", viet_nam_dossier())  # type: ignore[arg-type]


def test_too_many_counts_are_refused() -> None:
    one = COUNTS[0]
    many = [PublishedCount(count=n, measure=one.measure, state=one.state, cycle=1) for n in range(COUNTS_LIMIT + 1)]
    with pytest.raises(InvalidValue, match="narrow the sources"):
        explain("5%", many)


def test_an_explanation_as_json() -> None:
    report = explain("220 is +13% on the second cycle", COUNTS).to_dict()
    assert report["tried"] == 6
    assert report["by_chance"] == "4/67"
    found: Any = report["hits"]
    (hit,) = found
    assert (hit["metric"], hit["value"], hit["mixed"]) == ("count", "12.8205", ["unit", "publisher", "policy"])
    assert hit["new"] == {
        "count": 220,
        "measure": "supported",
        "unit": "paragraph",
        "state": "VNM",
        "cycle": 3,
        "policy": "resolution-5-1",
        "publisher": "Government",
        "confidence": "medium",
    }


def test_only_the_first_hits_are_printed() -> None:
    states = [State.parse(code) for code in ("VNM", "TON", "NER", "BRA", "USA", "PSE", "MLI")]
    made = [
        PublishedCount(count=count, measure=measure, state=state, cycle=1)
        for state in states
        for measure, count in ((Measure.RECEIVED, 4), (Measure.SUPPORTED, 1))
    ]
    explanation = explain("25%", made)
    assert len(explanation.hits) == 7
    assert "- and 2 more" in str(explanation)
    assert "of an unknown unit" in str(explanation)


published = st.builds(
    PublishedCount,
    count=st.integers(0, 400),
    measure=st.sampled_from(Measure),
    state=st.just(State.parse("VNM")),
    cycle=st.integers(1, 3),
    unit=st.sampled_from(Unit),
    policy=st.sampled_from(list(policies.POLICIES)),
    publisher=st.sampled_from(["Government", "UPR Info"]),
)


@given(st.lists(published, max_size=8), st.integers(1, 400), st.integers(1, 400))
def test_a_planted_combination_is_among_the_first_five(counts: list[PublishedCount], one: int, other: int) -> None:
    alike = {"measure": Measure.SUPPORTED, "state": State.parse("VNM"), "unit": Unit.PARAGRAPH, "publisher": "Planted"}
    new = PublishedCount(count=one, cycle=3, **alike)  # type: ignore[arg-type]
    old = PublishedCount(count=other, cycle=2, **alike)  # type: ignore[arg-type]
    change = upr_model.CountChange(other, one)
    explanation = explain(f"{one} is {'+' * (one == other)}{change:+.1%} on what", [*counts, new, old])
    assert (new, old) in [(hit.new, hit.old) for hit in explanation.hits[:5]]


@pytest.mark.parametrize("places", [0, 1])
def test_figures_drawn_at_random_have_as_many_hits_as_chance_gives(places: int) -> None:
    """All figures there are, one after another: the mean of their hits is what is told of each."""
    figures = [Figure(units, places) for units in range(100 * 10**places + 1)]
    explained = [explain(ShareClaim(figure=figure), COUNTS) for figure in figures]
    assert {each.by_chance for each in explained} == {Fraction(sum(len(e.hits) for e in explained), len(figures))}
    changes = [Figure(units) for units in range(-100, 101)]
    explained = [explain(ChangeClaim(figure=figure), COUNTS) for figure in changes]
    assert {each.by_chance for each in explained} == {Fraction(sum(len(e.hits) for e in explained), len(changes))}


def test_the_bundled_figures_are_those_of_the_reviews() -> None:
    government = {(c.cycle, c.measure, c.policy): c.count for c in COUNTS if c.publisher == "Government"}
    assert government[3, Measure.SUPPORTED, "partly-is-supported"] == 220 + 21
    assert government[3, Measure.RECEIVED, ""] == 220 + 21 + 50
    assert government[2, Measure.SUPPORTED, ""] == len(paragraphs(upr_model.example()).where(response="supported"))
    rows = {(c.cycle, c.measure): c.count for c in COUNTS if c.publisher == "UPR Info"}
    assert rows[2, Measure.RECEIVED] == len(upr_model.attributions(upr_model.example()))
