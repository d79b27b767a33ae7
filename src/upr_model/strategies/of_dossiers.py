"""Strategies of what a dossier holds, and of dossiers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from upr_model.calendar.sessions import ReviewKey
from upr_model.dossiers.model import Dossier
from upr_model.records.dialogue import Dialogue, DialogueSeries
from upr_model.records.indicator import Indicator, Observation
from upr_model.records.initiative import Initiative, InitiativeStep
from upr_model.records.plan import Plan, PlanItem, Report
from upr_model.records.published_counts import PublishedCount
from upr_model.records.recommendation import Recommendation
from upr_model.samples import viet_nam_counts, viet_nam_statuses
from upr_model.strategies.of_records import recommendations
from upr_model.strategies.of_values import document_symbols, periods, review_keys, sources, states, tags, texts
from upr_model.values.parties import Party
from upr_model.values.periods import Period
from upr_model.values.quantities import Quantity
from upr_model.values.sources import Citation
from upr_model.values.states import State
from upr_model.values.vocabulary import (
    Confidence,
    DialogueKind,
    InitiativeKind,
    InitiativeStatus,
    PartyKind,
    PledgeOrigin,
    Qualifier,
    ReportKind,
)

_DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2030, 12, 31))
_NAMES = st.sampled_from(["Ministry of Justice", "Ministry of Foreign Affairs", "Ủy ban Dân tộc"])
_UNIT = "% of the population"


def _some(values: SearchStrategy[Any], most: int = 2) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=most, unique=True).map(tuple)


def parties() -> SearchStrategy[Party]:
    """Give States, organisations and others."""
    others = st.sampled_from([kind for kind in PartyKind if kind is not PartyKind.STATE])
    return states().map(Party.of) | st.builds(Party, others, st.sampled_from(["European Union", "UNDP", "Coalition"]))


def quantities(unit: str | None = None) -> SearchStrategy[Quantity]:
    """Give numbers of something, or bounds of them."""
    values = st.integers(0, 10**9) | st.fractions(-1000, 1000, max_denominator=1000)
    units = st.sampled_from(["countries", "users"]) if unit is None else st.just(unit)
    return st.builds(Quantity, values, units, st.none() | st.sampled_from(Qualifier))


def citations() -> SearchStrategy[Citation]:
    """Give sources of facts."""
    return st.builds(
        Citation,
        source=st.sampled_from(["A/HRC/26/6", "press"]),
        date=st.none() | _DAYS,
        link=st.sampled_from(["", "https://example.org"]),
        confidence=st.sampled_from(Confidence),
    )


def dialogues() -> SearchStrategy[Dialogue]:
    """Give meetings that link to nothing."""
    return st.builds(Dialogue, **_dialogue())


def _dialogue(**rest: Any) -> dict[str, SearchStrategy[Any]]:  # noqa: ANN401  (strategies of any field)
    return {
        "kind": st.sampled_from(DialogueKind),
        "title": st.just("") | texts(),
        "parties": _some(parties()),
        "number": st.none() | st.integers(1, 99),
        "place": st.sampled_from(["", "Hanoi"]),
        "when": st.none() | periods(),
        "topics": _some(texts()),
        "concerns": _some(texts()),
        "agreed": _some(texts()),
        "support": _some(texts()),
        "citations": _some(citations()),
        "note": st.just("") | texts(),
        **rest,
    }


def dialogue_series() -> SearchStrategy[DialogueSeries]:
    """Give series of dialogues; some of their numbers and years are not known."""
    steps = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.booleans()), max_size=4)
    rest = st.fixed_dictionaries(
        {"title": st.just("") | texts(), "note": st.just("") | texts(), "citations": _some(citations(), 1)}
    )
    return st.builds(_series, parties(), st.integers(1, 3), steps, rest)


def _series(partner: Party, years: int, steps: list[tuple[int, int, bool]], rest: dict[str, Any]) -> DialogueSeries:
    year, number, meetings = 2010, 0, []
    for later, more, numbered in steps:
        year, number = year + later, number + more
        meetings.append(
            Dialogue(
                kind=DialogueKind.BILATERAL,
                parties=(partner,),
                number=number if numbered else None,
                when=Period(dt.date(year, 5, 1), dt.date(year, 5, 2)),
            )
        )
    return DialogueSeries(partner=partner, years=years, dialogues=tuple(meetings), **rest)


def initiatives() -> SearchStrategy[Initiative]:
    """Give what States do or promise, linked to nothing."""
    return st.sampled_from(InitiativeKind).flatmap(lambda kind: st.builds(Initiative, **_initiative(kind, states())))


def _initiative(kind: InitiativeKind, state: SearchStrategy[State], **rest: Any) -> dict[str, SearchStrategy[Any]]:  # noqa: ANN401  (strategies of any field)
    steps = st.lists(st.tuples(_DAYS, st.sampled_from(InitiativeStatus), st.just("") | texts()), max_size=2)
    return {
        "state": state,
        "kind": st.just(kind),
        "text": st.none() | texts(),
        "review": st.none() | review_keys(),
        "origin": st.none() | st.sampled_from(PledgeOrigin) if kind is InitiativeKind.VOLUNTARY_PLEDGE else st.none(),
        "forum": st.sampled_from(["", "Security Council"]),
        "on_behalf_of": st.none() | parties(),
        "when": st.none() | periods(),
        "documents": _some(document_symbols(), 1),
        "reach": st.none() | quantities(),
        "steps": steps.map(_steps),
        "tags": st.frozensets(tags(), max_size=2),
        "citations": _some(citations()),
        "source": st.none() | sources(),
        **rest,
    }


def _steps(fields: list[tuple[dt.date, InitiativeStatus, str]]) -> tuple[InitiativeStep, ...]:
    return tuple(
        InitiativeStep(status=status, as_of=Period(day, day), note=note)
        for day, status, note in sorted(fields, key=lambda each: each[0])
    )


def plan_items() -> SearchStrategy[PlanItem]:
    """Give actions that are due once or every so many months, linked to nothing."""
    return st.builds(PlanItem, **_plan_item())


def _plan_item(**rest: Any) -> dict[str, SearchStrategy[Any]]:  # noqa: ANN401  (strategies of any field)
    return {
        "action": texts(),
        "lead": _NAMES,
        "partners": _some(_NAMES),
        "due": _DAYS,
        "every_months": st.none() | st.integers(1, 60),
        "done": _some(_DAYS).map(lambda days: tuple(sorted(days))),
        "note": st.just("") | texts(),
        **rest,
    }


def plans() -> SearchStrategy[Plan]:
    """Give plans whose items link to nothing."""
    return st.builds(Plan, **_plan(_some(plan_items())))


def _plan(items: SearchStrategy[Any], **rest: Any) -> dict[str, SearchStrategy[Any]]:  # noqa: ANN401  (strategies of any field)
    return {
        "title": st.sampled_from(["Master plan", "Plan for the fourth cycle"]),
        "review": st.none() | review_keys(),
        "document": st.sampled_from(["", "Decision 1172"]),
        "adopted": st.none() | periods(),
        "items": items,
        "citations": _some(citations()),
        "note": st.just("") | texts(),
        **rest,
    }


def reports() -> SearchStrategy[Report]:
    """Give reports of States, and drafts of them."""
    return st.booleans().flatmap(lambda draft: st.builds(Report, **_report(draft=draft)))


def _report(*, draft: bool, **rest: Any) -> dict[str, SearchStrategy[Any]]:  # noqa: ANN401  (strategies of any field)
    return {
        "kind": st.sampled_from(ReportKind),
        "review": st.none() | review_keys(),
        "is_draft": st.just(draft),
        "draft": st.none() | st.integers(1, 99) if draft else st.none(),
        "when": st.none() | periods(),
        "document": st.none() | document_symbols(),
        "citations": _some(citations()),
        "note": st.just("") | texts(),
        **rest,
    }


def observations(unit: str = _UNIT) -> SearchStrategy[Observation]:
    """Give quantities of a unit as of some time."""
    return st.builds(
        Observation,
        quantity=quantities(unit),
        as_of=periods(),
        note=st.just("") | texts(),
        citations=_some(citations(), 1),
    )


def indicators() -> SearchStrategy[Indicator]:
    """Give indicators with or without baseline, target and observations."""
    return st.builds(
        Indicator,
        title=st.sampled_from(["People online", "Poverty"]),
        unit=st.just(_UNIT),
        sdg_indicator=st.sampled_from(["", "17.8.1", "1.a.2"]),
        baseline=st.none() | observations(),
        target=st.none() | observations(),
        observations=_some(observations()).map(lambda each: tuple(sorted(each, key=lambda one: one.as_of.last))),
        citations=_some(citations()),
        note=st.just("") | texts(),
    )


def published_counts() -> SearchStrategy[PublishedCount]:
    """Give counts that were published of Viet Nam's reviews."""
    cited = st.tuples(st.sampled_from(viet_nam_counts()), _some(citations(), 1))
    return cited.map(lambda both: evolve(both[0], citations=both[1]))


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Give dossiers of Viet Nam whose records link to one another."""
    state, key = State.parse("VNM"), ReviewKey.parse("VNM:18")
    received: list[Recommendation] = draw(st.lists(recommendations(review=key), max_size=3, unique_by=_id))
    ours = st.none() | st.just(key)
    to_received = _some(st.sampled_from([each.id for each in received])) if received else st.just(())
    of_ours = st.booleans().flatmap(lambda draft: st.builds(Report, **_report(draft=draft, review=ours)))
    own_reports: list[Report] = draw(st.lists(of_ours, max_size=2, unique_by=_id))
    to_reports = _some(st.sampled_from([each.id for each in own_reports])) if own_reports else st.just(())
    kinds = st.just(InitiativeKind.VOLUNTARY_PLEDGE) | st.sampled_from(InitiativeKind)
    of_state = kinds.flatmap(
        lambda kind: st.builds(
            Initiative, **_initiative(kind, st.just(state), review=ours, recommendations=to_received)
        )
    )
    own_initiatives: list[Initiative] = draw(st.lists(of_state, max_size=3, unique_by=_id))
    linked: bool = draw(st.booleans())
    if own_initiatives and linked:
        last = evolve(own_initiatives[-1], initiatives=(own_initiatives[0].id,))
        own_initiatives = [*own_initiatives[:-1], last]
    to_initiatives = _some(st.sampled_from([each.id for each in own_initiatives])) if own_initiatives else st.just(())
    meetings = st.builds(
        Dialogue, **_dialogue(recommendations=to_received, initiatives=to_initiatives, reports=to_reports)
    )
    items = st.builds(PlanItem, **_plan_item(recommendations=to_received, initiatives=to_initiatives))
    planned = st.lists(items, max_size=2, unique_by=_id).map(tuple)
    return Dossier(
        state=state,
        recommendations=tuple(received),
        dialogues=tuple(draw(st.lists(meetings, max_size=2, unique_by=_id))),
        series=tuple(draw(st.lists(dialogue_series(), max_size=1))),
        initiatives=tuple(own_initiatives),
        plans=tuple(draw(st.lists(st.builds(Plan, **_plan(planned, review=ours)), max_size=1))),
        indicators=tuple(draw(st.lists(indicators(), max_size=2, unique_by=_id))),
        reports=tuple(own_reports),
        counts=tuple(draw(st.lists(published_counts(), max_size=2, unique_by=lambda each: evolve(each, citations=())))),
        statuses=tuple(draw(st.lists(st.sampled_from(viet_nam_statuses()), max_size=1))),
    )


def _id(record: Any) -> str:  # noqa: ANN401  (any record of a dossier)
    return str(record.id)
