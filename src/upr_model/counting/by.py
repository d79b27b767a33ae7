"""Keys to count by.

A singular key gives each item exactly one value and is for `tally`; a plural key gives several, or
none, and is for `mentions`. A key reads the two columns of a population, items and responses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar

from attrs import field, frozen

from upr_model.calendar.sessions import ReviewKey
from upr_model.errors import InvalidValue, UnitUnavailable, shown
from upr_model.readings.rows import AttributionRows
from upr_model.records.recommendation import Attribution, NumberedParagraph, Recommendation
from upr_model.records.rules import Rule
from upr_model.records.statuses import StatusBasis, status_basis, statuses_of
from upr_model.values.periods import Period
from upr_model.values.states import State
from upr_model.values.tags import check_scheme
from upr_model.values.vocabulary import (
    ActionCategory,
    AssessorKind,
    ImplementationStatus,
    NoGroup,
    RegionalGroup,
    Response,
    Unit,
)

__all__ = [
    "KEYS",
    "Key",
    "PluralKey",
    "action_category",
    "cycle",
    "issues",
    "recommending_group",
    "recommending_state",
    "recommending_states",
    "regional_group",
    "response",
    "sdg_goals",
    "session",
    "state_under_review",
    "status",
    "tags",
]

_T_contra = TypeVar("_T_contra", contravariant=True)
_K_co = TypeVar("_K_co", covariant=True)

_ALL = frozenset(Unit)


class HasReview(Protocol):
    """What belongs to one review."""

    @property
    def review(self) -> ReviewKey:
        """The review."""


class HasIssues(HasReview, Protocol):
    """What belongs to one review and is coded with UPR Info's issues."""

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues, each once."""


@frozen
class Key(Generic[_T_contra, _K_co]):
    """Gives each item exactly one value; `upr_model.tally` counts by it."""

    name: str
    values: Callable[[Sequence[_T_contra], Sequence[Response]], Iterable[_K_co]] = field(eq=False, repr=False)
    kinds: tuple[type, ...] = field(eq=False, repr=False)
    """The types of its values."""
    units: frozenset[Unit] = field(default=_ALL, eq=False, repr=False)
    plural: str = field(default="", eq=False, repr=False)
    """The plural key that other units have instead."""
    leaves_out: frozenset[Any] = field(default=frozenset(), eq=False, repr=False)
    """Values whose items leave the base and are counted as left out."""
    statuses: StatusBasis | None = field(default=None, repr=False)
    """Which statuses count, and by which rule; None for a key of anything else."""
    rule: Rule | None = field(default=None, repr=False)
    """The function that makes one status of several: two rules may have one name."""

    @property
    def domain(self) -> tuple[Any, ...]:
        """All values of a closed vocabulary, in declared order: they are listed even where none occurs."""
        kind = self.kinds[0]
        return tuple(value for value in kind if value not in self.leaves_out) if issubclass(kind, Enum) else ()

    def check_unit(self, unit: Unit) -> None:
        """Raise `UnitUnavailable` for a unit that has not exactly one value."""
        if unit not in self.units:
            possible = " or ".join(f"{u}s" for u in Unit if u in self.units)
            instead = f", or mentions(..., by.{self.plural})" if self.plural else ""
            msg = f"by.{self.name} has not exactly one value per {unit}; count {possible}{instead}"
            raise UnitUnavailable(msg)


@frozen
class PluralKey(Generic[_T_contra, _K_co]):
    """Gives each item several values, or none; `upr_model.mentions` counts by it."""

    name: str
    values: Callable[[Sequence[_T_contra]], Iterable[Iterable[_K_co]]] = field(eq=False, repr=False)
    kinds: tuple[type, ...] = field(eq=False, repr=False)
    units: frozenset[Unit] = field(default=_ALL, eq=False, repr=False)
    leaves_out: ClassVar[frozenset[Any]] = frozenset()

    @property
    def domain(self) -> tuple[Any, ...]:
        """Nothing: labels are listed where they occur."""
        return ()

    def check_unit(self, unit: Unit) -> None:
        """Raise `UnitUnavailable` for a unit that has no such values."""
        if unit not in self.units:
            possible = " or ".join(f"{u}s" for u in Unit if u in self.units)
            msg = f"by.{self.name} has no values per {unit}; count {possible}"
            raise UnitUnavailable(msg)


def column(items: Sequence[object], name: str) -> Iterable[Any]:
    """Give one field of all items; the rows of a file have it without being made into objects."""
    return items.column(name) if isinstance(items, AttributionRows) else map(attrgetter(name), items)


def _response(_: Sequence[object], responses: Sequence[Response]) -> Iterable[Response]:
    return responses


def _state_under_review(items: Sequence[HasReview], _: Sequence[Response]) -> Iterable[State]:
    return (review.state for review in column(items, "review"))


def _session(items: Sequence[HasReview], _: Sequence[Response]) -> Iterable[int]:
    return (review.session for review in column(items, "review"))


def _cycle(items: Sequence[HasReview], _: Sequence[Response]) -> Iterable[int]:
    return _each(column(items, "review"), lambda review: review.cycle)


def _regional_group(items: Sequence[HasReview], _: Sequence[Response]) -> Iterable[RegionalGroup | NoGroup]:
    return _each(column(items, "review"), lambda review: _group(review.state))


def _recommending_state(items: Sequence[Attribution], _: Sequence[Response]) -> Iterable[State | None]:
    return column(items, "recommending_state")


def _recommending_group(items: Sequence[Attribution], _: Sequence[Response]) -> Iterable[RegionalGroup | NoGroup]:
    return _each(column(items, "recommending_state"), _group)


def _action_category(items: Sequence[Attribution], _: Sequence[Response]) -> Iterable[ActionCategory | None]:
    return column(items, "action_category")


def _issues(items: Sequence[HasIssues]) -> Iterable[tuple[str, ...]]:
    return column(items, "issues")


def _sdg_goals(items: Sequence[Recommendation | NumberedParagraph]) -> Iterable[frozenset[int]]:
    return (frozenset(goal for tag in item.tags if (goal := tag.sdg_goal)) for item in items)


def _recommending_states(items: Sequence[Recommendation | NumberedParagraph]) -> Iterable[frozenset[State | None]]:
    return (
        frozenset(
            attribution.recommending_state
            for recommendation in (item.recommendations if isinstance(item, NumberedParagraph) else (item,))
            for attribution in recommendation.attributions
        )
        for item in items
    )


def _group(state: State | None) -> RegionalGroup | NoGroup:
    return NoGroup.UNKNOWN if state is None else state.regional_group or NoGroup.NONE


def _each(entries: Iterable[Any], value: Callable[[Any], Any]) -> Iterable[Any]:
    """Give the value of each entry of a column, worked out once for each distinct one."""
    known: dict[Any, Any] = {}
    for entry in entries:
        if entry not in known:
            known[entry] = value(entry)
        yield known[entry]


_GROUPS = (RegionalGroup, NoGroup)
_SENDER = frozenset({Unit.ATTRIBUTION})
_WHOLE = frozenset({Unit.RECOMMENDATION, Unit.PARAGRAPH})

response: Final[Key[object, Response]] = Key("response", _response, (Response,))
"""The response that the policy gives."""
state_under_review: Final[Key[HasReview, State]] = Key("state_under_review", _state_under_review, (State,))
"""The State whose review it is."""
recommending_state: Final[Key[Attribution, State | None]] = Key(
    "recommending_state", _recommending_state, (State, type(None)), _SENDER, "recommending_states"
)
"""The State that made the recommendation; None where the source does not know."""
regional_group: Final[Key[HasReview, RegionalGroup | NoGroup]] = Key("regional_group", _regional_group, _GROUPS)
"""The regional group of the State under review."""
recommending_group: Final[Key[Attribution, RegionalGroup | NoGroup]] = Key(
    "recommending_group", _recommending_group, _GROUPS, _SENDER
)
"""The regional group of the State that made the recommendation."""
session: Final[Key[HasReview, int]] = Key("session", _session, (int,))
"""The number of the session."""
cycle: Final[Key[HasReview, int]] = Key("cycle", _cycle, (int,))
"""The number of the cycle."""
action_category: Final[Key[Attribution, ActionCategory | None]] = Key(
    "action_category", _action_category, (ActionCategory, type(None)), _SENDER
)
"""UPR Info's action category; None where the source codes none."""

issues: Final[PluralKey[HasIssues, str]] = PluralKey("issues", _issues, (str,))
"""UPR Info's issues; for a recommendation or a paragraph the union over those who made it."""
sdg_goals: Final[PluralKey[Recommendation | NumberedParagraph, int]] = PluralKey(
    "sdg_goals", _sdg_goals, (int,), _WHOLE
)
"""The Sustainable Development Goals, 1 to 17, of tags in the scheme `sdg`."""
recommending_states: Final[PluralKey[Recommendation | NumberedParagraph, State | None]] = PluralKey(
    "recommending_states", _recommending_states, (State, type(None)), _WHOLE
)
"""The States that made it, each once; None where the source does not know one of them."""


def _tags(scheme: str, items: Sequence[Recommendation | NumberedParagraph]) -> Iterable[frozenset[str]]:
    return (frozenset(tag.value for tag in item.tags if tag.scheme == scheme) for item in items)


def tags(scheme: str) -> PluralKey[Recommendation | NumberedParagraph, str]:
    """Make the plural key of the tags in a scheme, such as OHCHR's themes; `InvalidValue` for what is no scheme.

    >>> tags("sdg").name
    'tags:sdg'
    """
    return PluralKey(f"tags:{check_scheme(scheme)}", partial(_tags, scheme), (str,), _WHOLE)


def _status(
    basis: StatusBasis, rule: Rule, items: Sequence[Recommendation | NumberedParagraph], _: Sequence[Response]
) -> Iterable[ImplementationStatus]:
    return statuses_of(items, basis, rule)


def status(
    *,
    rule: Rule,
    as_of: StatusBasis | Period | dt.date | str,
    known_at: dt.date | None = None,
    assessors: AssessorKind | Iterable[AssessorKind] = (),
) -> Key[Recommendation | NumberedParagraph, ImplementationStatus]:
    """Make the key of implementation statuses as of a day, or the end of a period.

    `rule` is one of `upr_model.rules`, or a function like them. With `known_at`, what was recorded later
    does not count; with `assessors`, only assessments by these kinds do. `as_of` may be a `StatusBasis`,
    such as `basis.statuses` of a count, which has its own `known_at` and `assessors`; its rule is not taken.

    What is no longer applicable leaves the base, and is counted as left out. For a paragraph, the rule
    gets the assessments of all its recommendations: one that nobody assessed has no say.

    Raises `InvalidValue` for what is no function with a name, for what is no assessor, and for options
    beside a `StatusBasis`, and `ParseError` for a text that is no period.

    >>> from upr_model import rules
    >>> status(rule=rules.least_advanced, as_of="2023-10").name
    'status'
    """
    name = getattr(rule, "__name__", "")
    if not callable(rule) or not isinstance(name, str) or not name.isidentifier():
        msg = f"a rule is a function with a name, such as rules.least_advanced, not {shown(rule)}"
        raise InvalidValue(msg)
    basis = status_basis(as_of, known_at, assessors, rule=name)
    return Key(
        "status",
        partial(_status, basis, rule),
        (ImplementationStatus,),
        _WHOLE,
        leaves_out=frozenset({ImplementationStatus.NO_LONGER_APPLICABLE}),
        statuses=basis,
        rule=rule,
    )


KEYS: Final[Mapping[str, Key[Any, Any] | PluralKey[Any, Any]]] = MappingProxyType(
    {
        key.name: key
        for key in (
            response,
            state_under_review,
            recommending_state,
            regional_group,
            recommending_group,
            session,
            cycle,
            action_category,
            issues,
            sdg_goals,
            recommending_states,
        )
    }
)
"""All keys, by name."""
