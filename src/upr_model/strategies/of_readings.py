"""Strategies of readings: recommendations with what stood beside them in a file."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from upr_model.readings.documents import Passage, PassageKind, WorkingGroupReport
from upr_model.readings.reading import Problem, Reading, Skipped
from upr_model.strategies.of_dossiers import initiatives
from upr_model.strategies.of_records import recommendations
from upr_model.strategies.of_values import document_symbols, paragraph_numbers, review_keys, sources, states, texts
from upr_model.values.vocabulary import Severity


def problems() -> SearchStrategy[Problem]:
    """Give problems of a reading."""
    return st.builds(
        Problem,
        severity=st.sampled_from(Severity),
        code=st.sampled_from(["unknown-state", "blank-row"]),
        message=texts(),
        file=st.just("export.csv"),
        line=st.none() | st.integers(1, 99),
        page=st.none() | st.integers(1, 30),
        column=st.none() | st.just("From"),
        value=st.none() | texts(),
        hint=texts(),
    )


def skipped_records() -> SearchStrategy[Skipped]:
    """Give counts of what a file has beside recommendations."""
    mechanisms, reasons = st.sampled_from(["CEDAW", "UPR"]), st.sampled_from(["another mechanism", "a response"])
    return st.builds(Skipped, mechanism=mechanisms, reason=reasons, count=st.integers(1, 99))


def passages() -> SearchStrategy[Passage]:
    """Give pieces of the conclusions of a report."""
    return st.builds(
        Passage,
        kind=st.sampled_from(PassageKind),
        text=texts(),
        page=st.none() | st.integers(1, 30),
        line=st.integers(1, 60),
        paragraph=st.none() | paragraph_numbers(),
    )


def working_group_reports() -> SearchStrategy[WorkingGroupReport]:
    """Give what reports of the Working Group say of themselves, with up to three passages."""
    return st.builds(
        WorkingGroupReport,
        review=review_keys(),
        symbol=st.none() | document_symbols(),
        date=st.none() | st.dates(),
        review_date=st.none() | st.dates(),
        working_group_adoption=st.none() | st.dates(),
        troika=st.lists(states(), max_size=3).map(tuple),
        passages=st.lists(passages(), max_size=3).map(tuple),
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
        skipped=st.lists(skipped_records(), max_size=2).map(tuple),
        report=st.none() | working_group_reports(),
    )
