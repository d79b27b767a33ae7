"""Two dossiers of one State: put together without choosing between them, and told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from attrs import evolve, field, fields, frozen

from upr_model._base.checks import is_a, is_all
from upr_model._base.order import natural
from upr_model.dossiers.model import Dossier, DossierError, Record
from upr_model.errors import InvalidValue, shown
from upr_model.follow_up.published import PublishedStatuses
from upr_model.records.assessment import oldest_first
from upr_model.records.published_counts import PublishedCount

_GROUPS = ("recommendations", "dialogues", "series", "initiatives", "plans", "indicators", "reports")
_PUBLISHED = ("counts", "statuses")

# What only grows: of two records with one id, these are put together. Each with what sorts it.
_GROWING: dict[str, Callable[[Any], Any]] = {
    "assessments": oldest_first,
    "observations": lambda seen: (seen.as_of.last, seen.as_of.first, repr(seen)),
    "steps": lambda step: (step.as_of.last, step.as_of.first, repr(step)),
    "citations": repr,
    "done": lambda day: day,
}

# Records within records, which have ids of their own.
_NESTED: dict[str, Callable[[Any], Any]] = {
    "dialogues": lambda dialogue: (dialogue.when.first, dialogue.number or 0, natural(dialogue.id)),
    "items": lambda item: natural(item.id),
}


@frozen
class Conflict:
    """Where two dossiers say different things of one record.

    >>> print(Conflict("Report", "mid-term", "draft", ("1", "2")))
    Report mid-term: draft is 1, and also 2
    """

    kind: str = field(validator=is_a(str))
    id: str = field(validator=is_a(str))
    what: str = field(validator=is_a(str))
    """The name of the field."""
    values: tuple[str, ...] = field(validator=is_all(tuple, str))
    """What each says, in no one's order."""

    def __str__(self) -> str:
        """Print what is said."""
        return f"{self.kind} {self.id}: {self.what} is {', and also '.join(self.values)}"


@frozen(kw_only=True)
class Merge:
    """Two dossiers put together, and where they conflict."""

    conflicts: tuple[Conflict, ...]
    merged: Dossier | None
    """None where there are conflicts."""

    @property
    def dossier(self) -> Dossier:
        """The dossier of both; `InvalidValue` with all conflicts where there are any."""
        if self.merged is None:
            listed = "".join(f"\n- {conflict}" for conflict in self.conflicts)
            msg = f"the dossiers conflict in {len(self.conflicts)} points; settle them in one of the two:{listed}"
            raise InvalidValue(msg)
        return self.merged


def merge_dossiers(one: Dossier, other: Dossier) -> Merge:
    """Put two dossiers of one State together: whose comes first makes no difference.

    Records with one id must agree, but for what only grows: assessments, observations, steps, days on
    which something was done, citations and tags are put together, the dialogues of a series and the
    items of a plan by their ids, and of positions the longer history is taken where it goes on where the
    other ends. All else that differs is a conflict. What is merged stands in the order of the ids.

    Raises `InvalidValue` for dossiers of two States.

    >>> from upr_model import Report, ReportKind, State
    >>> reports = [Report(id="r", kind=ReportKind.MID_TERM, is_draft=True, draft=number) for number in (1, 2)]
    >>> one, other = (Dossier(state=State.parse("TON"), reports=(each,)) for each in reports)
    >>> print(merge_dossiers(one, other).conflicts[0])
    Report r: draft is 1, and also 2
    """
    for dossier in (one, other):
        if not isinstance(dossier, Dossier):
            msg = f"dossiers are merged, not {shown(dossier)}"
            raise InvalidValue(msg)
    if one.state != other.state:
        msg = f"a dossier of {one.state} and one of {other.state} cannot be one"
        raise InvalidValue(msg)
    conflicts: list[Conflict] = []
    merged: dict[str, Any] = {}
    for group in _GROUPS:
        merged[group] = _merged((*getattr(one, group), *getattr(other, group)), conflicts, _by_id)
    for group in _PUBLISHED:
        merged[group] = tuple(sorted({*getattr(one, group), *getattr(other, group)}, key=repr))
    if conflicts:
        return Merge(conflicts=_each_once(conflicts), merged=None)
    try:
        return Merge(conflicts=(), merged=evolve(one, **merged))
    except DossierError as error:
        conflicts = [Conflict("Dossier", one.state.iso3, "records", (problem,)) for problem in error.problems]
        return Merge(conflicts=_each_once(conflicts), merged=None)


def _by_id(record: Record) -> Any:  # noqa: ANN401  (what sorts numbers as numbers)
    return natural(str(record.id))


def _merged(records: Iterable[Any], conflicts: list[Conflict], order: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Make one record of all that have one id."""
    both: dict[str, list[Any]] = {}
    for record in records:
        both.setdefault(str(record.id), []).append(record)
    return tuple(sorted((_one_of(each, conflicts) for each in both.values()), key=order))


def _each_once(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    return tuple(sorted(set(conflicts), key=repr))


def _one_of(records: list[Any], conflicts: list[Conflict]) -> Any:  # noqa: ANN401  (a record of any kind)
    """Make one record of one or two, and tell where they conflict."""
    one, other = records[0], records[-1]
    changes: dict[str, Any] = {}
    for each in fields(type(one)):
        mine, theirs = getattr(one, each.name), getattr(other, each.name)
        if mine == theirs:
            continue
        if each.name in _NESTED:
            changes[each.name] = _merged((*mine, *theirs), conflicts, _NESTED[each.name])
            continue
        # Where a record was read from makes no difference: either place will do, if it is always the same.
        together = _together(each.name, mine, theirs) if each.eq else min(filter(None, (mine, theirs)), key=repr)
        if together is None and each.eq:
            values = tuple(sorted((shown(mine), shown(theirs))))
            conflicts.append(Conflict(type(one).__name__, str(one.id), each.name, values))
        else:
            changes[each.name] = together
    try:
        return evolve(one, **changes)
    except InvalidValue as error:
        conflicts.append(Conflict(type(one).__name__, str(one.id), ", ".join(changes), (str(error),)))
        return one


def _together(name: str, mine: Any, theirs: Any) -> Any:  # noqa: ANN401  (a field of any record)
    """Put together what only grows; None for what is a conflict."""
    if name == "positions":
        shorter, longer = sorted((mine, theirs), key=len)
        return longer if longer[: len(shorter)] == shorter else None
    if name == "tags":
        return mine | theirs
    if name not in _GROWING:
        return None
    return tuple(sorted({*mine, *theirs}, key=_GROWING[name]))


@frozen(kw_only=True)
class DossierChange:
    """A record that stands in one of two dossiers alone, or differs between them."""

    kind: str
    id: str
    what: str
    """`added`, `removed`, or the names of the fields that differ."""

    def __str__(self) -> str:
        """Print what changed."""
        return f"{self.kind} {self.id}: {self.what}"


def diff(old: Dossier, new: Dossier) -> tuple[DossierChange, ...]:
    """Give what changed from one dossier to another, in the order of kinds and ids.

    Published counts have no ids, and are added or removed as they stand.

    >>> from upr_model import State
    >>> from upr_model.samples import viet_nam_counts
    >>> before = Dossier(state=State.parse("VNM"))
    >>> print(diff(before, before.with_(counts=viet_nam_counts()[:1]))[0])
    PublishedCount 123 received paragraphs of Viet Nam, cycle 1 (Government, medium confidence): added
    """
    for dossier in (old, new):
        if not isinstance(dossier, Dossier):
            msg = f"dossiers are told apart, not {shown(dossier)}"
            raise InvalidValue(msg)
    changes: list[DossierChange] = []
    if old.state != new.state:
        changes.append(DossierChange(kind="Dossier", id=old.state.iso3, what=f"is now of {new.state}"))
    for group in _GROUPS:
        before, after = ({str(record.id): record for record in getattr(each, group)} for each in (old, new))
        changes += [
            DossierChange(kind=type(before.get(name) or after[name]).__name__, id=name, what=what)
            for name in sorted({*before, *after}, key=natural)
            if (what := _change(before.get(name), after.get(name)))
        ]
    for group in _PUBLISHED:
        gone: set[PublishedCount | PublishedStatuses] = {*getattr(old, group)}
        come: set[PublishedCount | PublishedStatuses] = {*getattr(new, group)}
        for what, counts in (("removed", gone - come), ("added", come - gone)):
            changes += [
                DossierChange(kind=type(each).__name__, id=str(each), what=what) for each in sorted(counts, key=repr)
            ]
    return tuple(changes)


def _change(before: Record | None, after: Record | None) -> str:
    if before is None or after is None:
        return "added" if before is None else "removed"
    return ", ".join(
        each.name
        for each in fields(type(before))
        if each.eq and getattr(before, each.name) != getattr(after, each.name)
    )
