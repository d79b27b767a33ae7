"""What was read, and what could not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from attrs import Attribute, field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a, is_all
from upr_model.errors import InvalidValue, UprError, printable, shown
from upr_model.readings.documents import WorkingGroupReport
from upr_model.readings.rows import AttributionRows
from upr_model.records.initiative import Initiative
from upr_model.records.recommendation import Recommendation
from upr_model.values.sources import Source
from upr_model.values.vocabulary import Severity


@frozen(kw_only=True)
class Problem:
    """One thing that could not be read, or not without a doubt, and where it stands.

    An *error* was refused, a *warning* was kept and counted, a *note* only tells something.

    >>> print(Problem(severity=Severity.NOTE, code="blank-row", message="the row is blank", file="a.csv", line=3))
    a.csv:3: note blank-row: the row is blank
    """

    severity: Severity
    code: str
    """A word to filter by, such as `unknown-state`."""
    message: str
    file: str
    line: int | None = None
    """Where the row begins, from 1; None for the file as a whole. Of a document with pages, the line of its page."""
    page: int | None = None
    """From 1; None for a file without pages."""
    column: str | None = None
    """The name in the header."""
    value: str | None = None
    hint: str = ""
    """The way out."""

    def __str__(self) -> str:
        """Print it on one line, as compilers do."""
        page = f", page {self.page}, line " if self.page is not None else ":"
        place = printable(self.file) + (f"{page}{self.line}" if self.line is not None else "")
        column = f" in column {printable(self.column)}" if self.column else ""
        repeated = self.value is None or shown(self.value) in self.message
        value = "" if repeated else f" ({shown(self.value)})"
        hint = f"; {self.hint}" if self.hint else ""
        return f"{place}: {self.severity} {self.code}{column}: {self.message}{value}{hint}"


class ProblemError(UprError, ValueError):
    """One `problem` of a reading, raised."""

    problem: Problem

    def __init__(self, problem: Problem) -> None:
        """Keep the problem beside its text."""
        super().__init__(str(problem))
        self.problem = problem

    def __reduce__(self) -> tuple[type[ProblemError], tuple[Problem]]:
        """Pickle by the problem."""
        return ProblemError, (self.problem,)


class ProblemGroup(UprError, ExceptionGroup[ProblemError]):
    """All errors of a reading, raised together."""

    def derive(self, excs: Sequence[ProblemError]) -> ProblemGroup:  # type: ignore[override]
        """Stay a `ProblemGroup` when split by `except*`."""
        return ProblemGroup(self.message, excs)


@frozen(kw_only=True)
class Skipped:
    """Records of a file that are no recommendations of the review: their mechanism, why, and how many.

    >>> print(Skipped(mechanism="CEDAW", reason="another mechanism", count=3))
    3 of CEDAW: another mechanism
    """

    mechanism: str = field(validator=is_a(str))
    """As the file names it, such as CEDAW or UPR."""
    reason: str = field(validator=is_a(str))
    count: int = field(validator=is_a(int))

    def __str__(self) -> str:
        """Print count, mechanism and reason."""
        return f"{self.count} of {printable(self.mechanism)}: {printable(self.reason)}"


@frozen(kw_only=True)
class Reading:
    """The records of a source, its problems, and the rows that became no record.

    `recommendations` are made when they are first asked for; counting attributions does without.

    Nothing is lost: every row below the header stands behind an attribution, a pledge or an entry of
    `refused`, or is counted in `skipped`; a matrix may have several rows of one recommendation.

    >>> from upr_model import example
    >>> example()
    <Reading of viet_nam_cycle2.csv: 244 recommendations, 0 pledges, 0 problems>
    """

    sources: tuple[str, ...] = field(validator=is_a(tuple))
    _recommendations: tuple[Recommendation, ...] = field(default=(), alias="recommendations", validator=is_a(tuple))
    rows: AttributionRows | None = field(default=None, validator=optional(is_a(AttributionRows)), repr=False)
    """The attributions of a file that has a row for each; its recommendations are made of them."""
    pledges: tuple[Initiative, ...] = field(default=(), validator=is_a(tuple))
    """Voluntary pledges: initiatives of the State itself, never counted as recommendations."""
    problems: tuple[Problem, ...] = field(default=(), validator=is_a(tuple))
    refused: tuple[Source, ...] = field(default=(), validator=is_a(tuple))
    """The rows with an error, and the blank ones, as the file has them."""
    skipped: tuple[Skipped, ...] = field(default=(), validator=is_all(tuple, Skipped))
    """What a file of several mechanisms has beside recommendations of the review: counted, not kept."""
    report: WorkingGroupReport | None = field(default=None, validator=optional(is_a(WorkingGroupReport)), repr=False)
    """What a report of the Working Group says of itself, and its conclusions piece by piece."""

    @rows.validator
    def _either(self, _: Attribute[AttributionRows | None], rows: AttributionRows | None) -> None:
        if rows is not None and self._recommendations:
            msg = "a reading of rows makes its recommendations itself; give it either, not both"
            raise InvalidValue(msg)

    @cached_property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """The recommendations, made when they are first asked for."""
        return self._recommendations if self.rows is None else self.rows.recommendations()

    @property
    def problem_counts(self) -> dict[str, int]:
        """How many problems of each code, by code."""
        return dict(sorted(Counter(problem.code for problem in self.problems).items()))

    def raise_for_problems(self) -> None:
        """Raise a `ProblemGroup` of the problems that are errors, if there are any."""
        errors = [ProblemError(problem) for problem in self.problems if problem.severity is Severity.ERROR]
        if errors:
            msg = f"{', '.join(self.sources)}: {len(errors)} errors"
            raise ProblemGroup(msg, errors)

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a recommendation nor a pledge."""
        return not (self.rows or self._recommendations or self.pledges)

    def __repr__(self) -> str:
        """Show sizes: the records themselves may be a million."""
        rows, recommendations = self.rows, self._recommendations
        sizes = f"{len(recommendations)} recommendations" if rows is None else f"{len(rows)} attributions"
        beside = f"{len(self.pledges)} pledges, {len(self.problems)} problems"
        return f"<Reading of {', '.join(self.sources)}: {sizes}, {beside}>"
