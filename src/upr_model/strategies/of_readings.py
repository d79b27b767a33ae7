"""Strategies of readings: recommendations with what stood beside them in a file."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from upr_model.reading import Problem, Reading
from upr_model.strategies.of_dossiers import initiatives
from upr_model.strategies.of_records import recommendations
from upr_model.strategies.of_values import sources, texts
from upr_model.vocabulary import Severity


def problems() -> SearchStrategy[Problem]:
    """Give problems of a reading."""
    return st.builds(
        Problem,
        severity=st.sampled_from(Severity),
        code=st.sampled_from(["unknown-state", "blank-row"]),
        message=texts(),
        file=st.just("export.csv"),
        line=st.none() | st.integers(1, 99),
        column=st.none() | st.just("From"),
        value=st.none() | texts(),
        hint=texts(),
    )


def readings(*, numbered: bool | None = None) -> SearchStrategy[Reading]:
    """Give readings of up to eight recommendations, with pledges, problems and refused rows."""
    return st.builds(
        Reading,
        sources=st.just(("export.csv",)),
        recommendations=st.lists(recommendations(numbered=numbered), max_size=8).map(tuple),
        pledges=st.lists(initiatives(), max_size=1).map(tuple),
        problems=st.lists(problems(), max_size=2).map(tuple),
        refused=st.lists(sources(), max_size=1).map(tuple),
    )
