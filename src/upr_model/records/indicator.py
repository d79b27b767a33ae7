"""Indicators: what is measured, where it began, where it is to go, and what was observed."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from attrs import Attribute, Factory, evolve, field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a, is_all
from upr_model._base.ids import digest_of, is_named
from upr_model.errors import InvalidValue, UndefinedShare, shown
from upr_model.values.periods import Period, period_of
from upr_model.values.quantities import Quantity, turned
from upr_model.values.sources import Citation

_SDG_INDICATOR = re.compile(r"(?:1[0-7]|[1-9])\.(?:[1-9][0-9]?|[a-d])\.[1-9][0-9]?", re.ASCII)


@frozen(kw_only=True)
class Observation:
    """A quantity as of some time.

    >>> print(Observation(quantity=Quantity(72_000_000, "users"), as_of=Period.parse("2021-12")))
    72,000,000 users (2021-12)
    """

    quantity: Quantity = field(validator=is_a(Quantity))
    as_of: Period = field(validator=is_a(Period))
    note: str = field(default="", validator=is_a(str))
    citations: tuple[Citation, ...] = field(default=(), validator=is_all(tuple, Citation))

    def __str__(self) -> str:
        """Print quantity and time."""
        return f"{self.quantity} ({self.as_of})"


@frozen(kw_only=True)
class Indicator:
    """What is measured in one unit: a baseline, a target, and what was observed, the oldest first.

    Raises `InvalidValue` where units differ (accounts are not people), and for what is no code of an
    indicator of the 2030 Agenda.

    >>> unit, year = "% of the population", Period.parse
    >>> online = Indicator(
    ...     title="People online",
    ...     unit=unit,
    ...     baseline=Observation(quantity=Quantity(50, unit), as_of=year("2015")),
    ...     target=Observation(quantity=Quantity(90, unit), as_of=year("2030")),
    ...     observations=(Observation(quantity=Quantity(70, unit), as_of=year("2021-12")),),
    ... )
    >>> online.attainment("2021-12")
    Fraction(1, 2)
    """

    title: str = field(validator=is_named)
    unit: str = field(validator=is_named)
    sdg_indicator: str = field(default="", validator=is_a(str))
    """The code of an indicator of the 2030 Agenda, such as 17.8.1."""
    baseline: Observation | None = field(default=None, validator=optional(is_a(Observation)))
    target: Observation | None = field(default=None, validator=optional(is_a(Observation)))
    observations: tuple[Observation, ...] = field(default=(), validator=is_all(tuple, Observation))
    citations: tuple[Citation, ...] = field(default=(), validator=is_all(tuple, Citation))
    note: str = field(default="", validator=is_a(str))
    id: str = field(default=Factory(digest_of, takes_self=True), validator=is_named)
    """What links refer to; a digest of the rest where none is given."""

    @sdg_indicator.validator
    def _is_code(self, _: Attribute[str], code: str) -> None:
        if code and not _SDG_INDICATOR.fullmatch(code):
            msg = f"{shown(code)} is not the code of an indicator of the 2030 Agenda; expected a form like 17.8.1"
            raise InvalidValue(msg)

    @observations.validator
    def _of_one_unit(self, _: Attribute[tuple[Observation, ...]], observations: tuple[Observation, ...]) -> None:
        for each in (self.baseline, self.target, *observations):
            if each is not None and each.quantity.unit != self.unit:
                msg = f"{self.title} is measured in {self.unit}, so {each} is of another indicator"
                raise InvalidValue(msg)
        if [each.as_of.last for each in observations] != sorted(each.as_of.last for each in observations):
            msg = f"observations stand oldest first, not {', '.join(map(str, observations))}"
            raise InvalidValue(msg)
        for one, other in pairwise(observations):
            if one.as_of == other.as_of and one.quantity != other.quantity:
                msg = f"{self.title} was observed to be {one}, and also {other}: which is right?"
                raise InvalidValue(msg)

    def last(self, as_of: Period | str) -> Observation | None:
        """Give the last observation as of the end of a period; None where there is none."""
        until = period_of(as_of).last
        return next((each for each in reversed(self.observations) if each.as_of.last <= until), None)

    def attainment(self, as_of: Period | str) -> Fraction:
        """Give how much of the way from the baseline to the target was gone: exact, and above 1 beyond it.

        Raises `UndefinedShare` where one of the three is missing, where baseline and target are one number,
        and where one is a bound: see `attainment_bound`.
        """
        bound = self.attainment_bound(as_of)
        if bound.qualifier is not None:
            msg = f"the attainment of {self.title} is known as a bound only: {bound}; use attainment_bound"
            raise UndefinedShare(msg)
        return bound.value

    def attainment_bound(self, as_of: Period | str) -> Quantity:
        """Give the attainment, qualified as the observation is: of "more than 70", it is a bound as well.

        Raises `UndefinedShare` as `attainment` does, but for a bound that was observed.
        """
        last = self.last(as_of)
        if self.baseline is None or self.target is None or last is None:
            missing = [name for name, each in self._ends(last) if each is None]
            msg = f"{self.title} has no attainment as of {as_of}: it lacks {', '.join(missing)}"
            raise UndefinedShare(msg)
        begin, end = self.baseline.quantity, self.target.quantity
        way = end.value - begin.value
        if not way or begin.qualifier is not None or end.qualifier is not None:
            msg = f"there is no way to measure from {begin} to {end}"
            raise UndefinedShare(msg)
        fraction = (last.quantity.value - begin.value) * Fraction(way.denominator, way.numerator)
        qualifier = turned(last.quantity.qualifier, upside_down=way < 0)
        return evolve(last.quantity, value=fraction, unit="of the way", qualifier=qualifier)

    def _ends(self, last: Observation | None) -> tuple[tuple[str, Observation | None], ...]:
        return ("baseline", self.baseline), ("target", self.target), ("an observation", last)
