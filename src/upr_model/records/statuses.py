"""Which implementation status an item has: by which rule, as of when, as known when, by whose assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve, field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a, is_all, is_day
from upr_model._base.plain import fields_of
from upr_model.errors import InvalidValue, shown
from upr_model.records.assessment import Assessment, current, oldest_first
from upr_model.records.recommendation import NumberedParagraph, Recommendation
from upr_model.records.rules import RULES, Rule, least_advanced
from upr_model.values.periods import Period, period_of
from upr_model.values.vocabulary import AssessorKind, ImplementationStatus

AS_PUBLISHED = "as_published"
"""In the place of a rule where somebody else made the counts, and does not say how."""


@frozen(kw_only=True)
class StatusBasis:
    """How statuses were found: part of the basis of a count by status.

    >>> print(StatusBasis(rule="least_advanced", as_of="2023-10"))
    statuses least_advanced as of 2023-10
    """

    rule: str = field(default="", validator=is_a(str))
    """The name of the rule that made one status of several; empty for a question that needs none."""
    as_of: Period = field(converter=period_of)
    """What was assessed as of its last day or before."""
    known_at: dt.date | None = field(default=None, validator=optional(is_day))
    """What was recorded on that day or before; None for all that is known."""
    assessors: tuple[AssessorKind, ...] = field(default=(), validator=is_all(tuple, AssessorKind))
    """Whose assessments count, by kind; empty for all."""

    def current(self, item: Recommendation | NumberedParagraph) -> list[Assessment]:
        """Give the assessments of an item that count, each assessor's last, oldest first.

        For a paragraph, those of all its recommendations.
        """
        recommendations = item.recommendations if isinstance(item, NumberedParagraph) else (item,)
        histories = (current(each.assessments, self.as_of.last, self.known_at) for each in recommendations)
        assessments = [each for history in histories for each in history]
        counted = [each for each in assessments if not self.assessors or each.assessor.kind in self.assessors]
        return sorted(counted, key=oldest_first) if len(recommendations) > 1 else counted

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return fields_of(self, "rule", "as_of", "known_at", "assessors")

    def __str__(self) -> str:
        """Print it as it stands under a table."""
        rule = f"statuses {self.rule} " if self.rule else ""
        known = f", as known on {self.known_at}" if self.known_at else ""
        whose = f", by {', '.join(kind.replace('_', ' ') for kind in self.assessors)}" if self.assessors else ""
        return f"{rule}as of {self.as_of}{known}{whose}"


def statuses_of(
    items: Iterable[Recommendation | NumberedParagraph], basis: StatusBasis, rule: Rule
) -> Iterator[ImplementationStatus]:
    """Give the status of each item; *unassessed* where nobody assessed it, or the rule gives none."""
    for item in items:
        statuses = [each.status for each in basis.current(item)]
        status = rule(statuses) if statuses else None
        if status is not None and not isinstance(status, ImplementationStatus):
            msg = f"the rule {basis.rule} gives an implementation status or None, not {shown(status)}"
            raise InvalidValue(msg)
        yield ImplementationStatus.UNASSESSED if status is None else status


def status_basis(
    as_of: StatusBasis | Period | dt.date | str,
    known_at: dt.date | None,
    assessors: AssessorKind | Iterable[AssessorKind],
    *,
    rule: str = "",
) -> StatusBasis:
    """Make one basis of what a question was given: a time with options, or a basis that has them.

    `rule` is the name of the question's own rule: see `rule_of` for that of a given basis. Raises
    `InvalidValue` for options beside a basis, and for what is no assessor.
    """
    kinds = _kinds_of(assessors)
    if not isinstance(as_of, StatusBasis):
        return StatusBasis(rule=rule, as_of=as_of, known_at=known_at, assessors=kinds)
    if known_at is not None or kinds:
        msg = f"a StatusBasis has its own known_at and assessors; give it alone, or the time {as_of.as_of} with yours"
        raise InvalidValue(msg)
    return evolve(as_of, rule=rule, assessors=_kinds_of(as_of.assessors))


def rule_of(rule: Rule | None, *times: object) -> Rule:
    """Give the rule of a question: its own, else that of a basis in the place of a time, else the least advanced.

    Raises `InvalidValue` for a basis whose rule is not one of `upr_model.rules`, and for two rules.
    """
    names = {time.rule for time in times if isinstance(time, StatusBasis) and time.rule}
    if rule is not None:
        return rule
    if not names:
        return least_advanced
    name = names.pop()
    if names or name not in RULES:
        msg = f"which rule makes one status of several? The basis names {name}; give it as rule=..."
        raise InvalidValue(msg)
    return RULES[name]


def _kinds_of(assessors: AssessorKind | Iterable[AssessorKind]) -> tuple[AssessorKind, ...]:
    """Give kinds of assessors, each once and in order; `InvalidValue` for anything else."""
    if isinstance(assessors, AssessorKind):
        return (assessors,)
    if isinstance(assessors, str) or not isinstance(assessors, Iterable):
        msg = f"assessors are members of AssessorKind such as AssessorKind.STATE, not {shown(assessors)}"
        raise InvalidValue(msg)
    kinds = tuple(assessors)
    for kind in kinds:
        if not isinstance(kind, AssessorKind):
            msg = f"assessors are members of AssessorKind such as AssessorKind.STATE, not {shown(kind)}"
            raise InvalidValue(msg)
    return tuple(kind for kind in AssessorKind if kind in kinds)


def identity(item: Recommendation | NumberedParagraph) -> str:
    """Give what tells an item from all others: of a recommendation its id, of a paragraph the like."""
    if isinstance(item, Recommendation):
        return str(item.id)
    documents = dict.fromkeys(str(each.document or item.review) for each in item.recommendations)
    return f"{', '.join(documents)}#{item.number}"
