"""The tests of a project that uses this one, in an environment with the wheel alone."""

from hypothesis import given
from hypothesis import strategies as st
from upr_model import Recommendation, by, recommendations, strategies, tally


@given(st.from_type(Recommendation))
def test_every_recommendation_is_counted_once(made):
    assert tally(recommendations([made]), by.response)[made.response] == 1


@given(strategies.readings())
def test_the_total_is_the_number_of_recommendations(reading):
    assert tally(recommendations(reading), by.response).total == len(reading.recommendations)
