"""Counts that somebody published, or that were made here, with what each counts."""

from __future__ import annotations

from attrs import field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a, is_all
from upr_model._base.plain import fields_of
from upr_model.calendar.sessions import check_cycle
from upr_model.values.shares import is_count
from upr_model.values.sources import Citation
from upr_model.values.states import State
from upr_model.values.vocabulary import Confidence, Measure, Unit

_WHO = frozenset({Measure.RECOMMENDING_STATES, Measure.DELEGATIONS})
"""What is counted in no unit of recommendations."""


@frozen(kw_only=True)
class PublishedCount:
    """A count that somebody published, or that was made here, with what it counts.

    >>> from upr_model import samples
    >>> print(samples.viet_nam_counts()[3])
    182 supported paragraphs of Viet Nam, cycle 2 (Government)
    """

    count: int = field(validator=is_count)
    measure: Measure = field(validator=is_a(Measure))
    state: State = field(validator=is_a(State))
    cycle: int = field(validator=lambda _, __, value: check_cycle(value))
    unit: Unit | None = field(default=None, validator=optional(is_a(Unit)))
    """None where the publisher does not say."""
    policy: str = field(default="", validator=is_a(str))
    """The name of the response policy; empty where none makes a difference, or it is not told."""
    publisher: str = field(default="", validator=is_a(str))
    confidence: Confidence | None = field(default=None, validator=optional(is_a(Confidence)))
    """How sure the published count is; None for one that is counted here."""
    citations: tuple[Citation, ...] = field(default=(), validator=is_all(tuple, Citation))
    """Where it stands, where that is told."""

    def to_dict(self) -> dict[str, str | int | None]:
        """Give it as JSON has it."""
        return fields_of(self, "count", "measure", "unit", "state", "cycle", "policy", "publisher", "confidence")

    def __str__(self) -> str:
        """Print it in words."""
        unit = f" {self.unit}s" if self.unit else "" if self.measure in _WHO else " of an unknown unit"
        policy = f" under {self.policy}" if self.policy else ""
        measure = str(self.measure).replace("_", " ")
        sure = f", {self.confidence} confidence" if self.confidence in {Confidence.MEDIUM, Confidence.LOW} else ""
        return f"{self.count} {measure}{unit} of {self.state}, cycle {self.cycle}{policy} ({self.publisher}{sure})"
