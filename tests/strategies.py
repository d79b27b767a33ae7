"""Strategies for the things of the model; the pools are small, so that things meet."""

import datetime as dt

from hypothesis import strategies as st

from upr_model import (
    ActionCategory,
    Attribution,
    DocumentSymbol,
    Paragraph,
    Position,
    Recommendation,
    Response,
    ReviewKey,
    State,
    Tag,
)

STATES = [State.parse(name) for name in ("VNM", "NER", "COG", "USA", "RUS", "BRA", "PSE")]
REVIEWS = [ReviewKey(state, session) for state in STATES[:4] for session in (4, 18, 20)]
ISSUES = ["Justice", "Torture and other CID treatment", "NHRI", "HIV - Aids"]
TEXTS = [None, "Ratify CAT", "ratify  cat.", "Abolish the death penalty", "Protéger les enfants", "…"]
TAGS = [Tag.parse(text) for text in ("sdg:16", "sdg:16.2", "sdg:5", "themes:Health")]

_TAG_SETS = [frozenset[Tag](), frozenset(TAGS[:2]), frozenset(TAGS)]
DAYS = [dt.date(2014, 2, 7), dt.date(2014, 6, 20), dt.date(2020, 1, 1)]
# Histories of up to two positions, with dates in order, with one and with none.
_POSITIONS = st.sampled_from(
    [(), *((Position(response=response),) for response in Response)]
    + [
        (Position(response=first, date=DAYS[0]), Position(response=last, date=day))
        for first in Response
        for last in Response
        for day in (DAYS[1], None)
    ]
)

responses = st.sampled_from(Response)
states = st.sampled_from(State.all())
reviews = st.builds(ReviewKey, states, st.integers(1, 68))
paragraph_numbers = st.builds(
    Paragraph,
    st.integers(1, 9999),
    st.none() | st.integers(1, 9999),
    st.sampled_from(["", "a", "z"]),
)
symbols = st.builds(
    DocumentSymbol,
    st.lists(st.from_regex(r"[A-Z]{1,4}|[1-9][0-9]{0,2}|Add\.[1-9]|WG\.6", fullmatch=True), min_size=2, max_size=7).map(
        tuple
    ),
    st.booleans(),
)
shares = st.integers(0, 10**18).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
_ISSUE_SETS = [(), ("Justice",), ("NHRI", "Justice"), ("Torture and other CID treatment", "HIV - Aids", "Justice")]
# A pool of rows for each review, in which every sender, category and set of issues occurs.
_ROWS = {
    review: [
        Attribution(review=review, recommending_state=state, action_category=category, issues=issues)
        for state, category, issues in zip(
            [*STATES, None] * 6, [*ActionCategory, None] * 8, _ISSUE_SETS * 12, strict=True
        )
    ]
    for review in REVIEWS
}


@st.composite
def recommendations(draw: st.DrawFn, *, numbered: bool = True) -> Recommendation:
    review = draw(st.sampled_from(REVIEWS))
    return Recommendation(
        review=review,
        attributions=tuple(draw(st.lists(st.sampled_from(_ROWS[review]), min_size=1, max_size=3))),
        paragraph=Paragraph(143, draw(st.integers(1, 6))) if numbered else None,
        document=DocumentSymbol.parse("A/HRC/26/6") if numbered else None,
        part=draw(st.sampled_from(["", "a"])) if numbered else "",
        text=draw(st.sampled_from(TEXTS)),
        positions=draw(_POSITIONS),
        tags=draw(st.sampled_from(_TAG_SETS)),
    )


recommendation_lists = st.lists(recommendations(), max_size=8)
"""Some empty, some with several asks in one paragraph."""
