"""Strategies of values: numbers, texts, States, dates."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from upr_model.calendar.reviews import Review, reviews_of
from upr_model.calendar.sessions import LAST_CYCLE, LAST_SESSION, Cycle, ReviewKey, Session
from upr_model.claims.figures import Figure
from upr_model.claims.grammar import ChangeClaim, Claim, JointClaim, ShareChangeClaim, ShareClaim
from upr_model.counting import policies
from upr_model.counting.policies import ResponsePolicy
from upr_model.strategies import pools
from upr_model.values.periods import Period
from upr_model.values.shares import MAX_COUNT, Share
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.tags import SDG, Tag
from upr_model.values.vocabulary import Qualifier

_T = TypeVar("_T")


def counts() -> SearchStrategy[int]:
    """Give counts, from none to the largest that is accepted."""
    return st.integers(0, MAX_COUNT)


def shares() -> SearchStrategy[Share]:
    """Give shares, that of nothing among them."""
    return counts().flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))


def figures() -> SearchStrategy[Figure]:
    """Give percentages from 0 to 100, with up to two decimal places."""
    return st.sampled_from([0, 1, 2]).flatmap(
        lambda places: st.builds(Figure, st.integers(0, 100 * 10**places), st.just(places))
    )


def claims() -> SearchStrategy[Claim]:
    """Give claims of every form, possible or not."""
    small = st.integers(0, 400)
    change = st.builds(Figure, st.integers(-150, 400), st.integers(0, 1))
    few = st.integers(0, 20).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))
    bounds = st.none() | st.sampled_from(Qualifier)
    return st.one_of(
        st.builds(ShareClaim, figure=figures(), part=st.none() | small, whole=small, qualifier=bounds),
        st.builds(ShareClaim, figure=figures(), part=small, qualifier=bounds),
        st.builds(JointClaim, parts=st.lists(figures(), min_size=2, max_size=4).map(tuple), whole=st.none() | small),
        st.builds(
            JointClaim,
            parts=st.tuples(figures() | small, small),
            whole=small,
            remaining=st.none() | small,
        ),
        st.builds(ChangeClaim, figure=change, new=st.none() | small, old=st.none() | small),
        st.builds(ShareChangeClaim, figure=change, new=few, old=few, points=st.booleans()),
    )


def states() -> SearchStrategy[State]:
    """Give any of the States."""
    return st.sampled_from(State.all())


def sessions() -> SearchStrategy[Session]:
    """Give any of the sessions."""
    return st.builds(Session, st.integers(1, LAST_SESSION))


def cycles() -> SearchStrategy[Cycle]:
    """Give any of the cycles."""
    return st.builds(Cycle, st.integers(1, LAST_CYCLE))


def review_keys() -> SearchStrategy[ReviewKey]:
    """Give any State with any session, whether it was reviewed there or not."""
    return st.builds(ReviewKey, states(), st.integers(1, LAST_SESSION))


def reviews() -> SearchStrategy[Review]:
    """Give any of the 771 reviews."""
    return st.sampled_from([review for state in State.all() for review in reviews_of(state)])


def paragraph_numbers() -> SearchStrategy[Paragraph]:
    """Give numbers such as 143, 143.10 or 79(a)."""
    numbers = st.integers(1, 9999)
    return st.builds(Paragraph, numbers, st.none() | numbers, st.just("") | st.sampled_from("abcz"))


def document_symbols() -> SearchStrategy[DocumentSymbol]:
    """Give symbols of the form of a document's, reissued or not; few of them are of real documents."""
    part = st.from_regex(r"[A-Z]{1,4}|[1-9][0-9]{0,2}|Add\.[1-9]|WG\.6", fullmatch=True)
    return st.builds(DocumentSymbol, st.lists(part, min_size=2, max_size=7).map(tuple), st.booleans())


def tags() -> SearchStrategy[Tag]:
    """Give goals and targets of the 2030 Agenda, and labels in another scheme."""
    goals = st.integers(1, 17).map(str)
    targets = st.builds("{}.{}".format, goals, st.integers(1, 19) | st.sampled_from("abc"))
    return st.builds(Tag, st.just(SDG), goals | targets) | st.builds(Tag, st.just("themes"), texts())


def texts() -> SearchStrategy[str]:
    """Give texts as recommendations have them; some of them ask the same, and one has no words."""
    return st.sampled_from(pools.TEXTS)


def sources() -> SearchStrategy[Source]:
    """Give places in a file."""
    return st.builds(Source, st.just("export.csv"), st.integers(1, 99), texts(), st.none() | st.integers(1, 30))


def periods() -> SearchStrategy[Period]:
    """Give days, months, years, and times from one day to another."""
    days = st.dates(dt.date(2006, 1, 1), dt.date(2035, 12, 31))
    months, years = (st.builds(Period.parse, days.map(pattern.format)) for pattern in ("{:%Y-%m}", "{:%Y}"))
    spans = st.tuples(days, days).map(sorted).map(lambda both: Period(both[0], both[1]))
    return st.one_of(days.map(lambda day: Period(day, day)), months, years, spans)


def response_policies() -> SearchStrategy[ResponsePolicy]:
    """Give any of the policies."""
    return st.sampled_from(list(policies.POLICIES.values()))


def one_of_pool(pool: list[_T]) -> SearchStrategy[_T]:
    """Give one of many records: unlike `sampled_from`, without a repr of them all, which takes longer than drawing."""
    return st.sampled_from(range(len(pool))).map(lambda number: pool[number])  # a method would show its list
