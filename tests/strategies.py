"""Strategies for the things of the model; the pools are small, so that things meet."""

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
issue_lists = st.lists(st.sampled_from(ISSUES), unique=True, max_size=3).map(tuple)


@st.composite
def recommendations(draw: st.DrawFn, *, numbered: bool = True) -> Recommendation:
    review = draw(st.sampled_from(REVIEWS))
    text = draw(st.sampled_from(TEXTS))
    attributions = st.builds(
        Attribution,
        review=st.just(review),
        recommending_state=st.none() | st.sampled_from(STATES),
        text=st.just(text),
        action_category=st.none() | st.sampled_from(ActionCategory),
        issues=issue_lists,
    )
    return Recommendation(
        review=review,
        attributions=tuple(draw(st.lists(attributions, min_size=1, max_size=3))),
        paragraph=Paragraph(143, draw(st.integers(1, 6))) if numbered else None,
        text=text,
        positions=tuple(Position(response=response) for response in draw(st.lists(responses, max_size=2))),
        tags=draw(st.frozensets(st.sampled_from(TAGS), max_size=3)),
    )


recommendation_lists = st.lists(recommendations(), max_size=8)
"""Some empty, some with several asks in one paragraph."""
