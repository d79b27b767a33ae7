"""Parties: who takes part in a dialogue, or on whose behalf something is done."""

from __future__ import annotations

from attrs import Attribute, field, frozen

from upr_model._base.checks import is_a
from upr_model._base.ids import is_named
from upr_model.errors import InvalidValue
from upr_model.values.states import State, state_of
from upr_model.values.vocabulary import PartyKind


@frozen(order=True)
class Party:
    """A State, a regional organisation such as the EU, a body of the United Nations, civil society, ...

    Raises `InvalidValue` where the name of a State is not its code; `Party.of` takes any name of it.

    >>> print(Party.of("United States"), Party(PartyKind.REGIONAL_ORGANISATION, "European Union"))
    United States of America European Union
    """

    kind: PartyKind = field(validator=is_a(PartyKind))
    name: str = field(validator=is_named)
    """The code of a State; any other party's own name."""

    @name.validator
    def _is_code(self, _: Attribute[str], name: str) -> None:
        if self.kind is PartyKind.STATE and State.parse(name).iso3 != name:
            msg = f"a State is a party by its code, {State.parse(name).iso3}, not {name!r}; Party.of takes any name"
            raise InvalidValue(msg)

    @classmethod
    def of(cls, state: State | str) -> Party:
        """Give a State as a party; raises what `State.parse` raises."""
        return cls(PartyKind.STATE, state_of(state).iso3)

    @property
    def state(self) -> State | None:
        """The State; None for any other party."""
        return State.parse(self.name) if self.kind is PartyKind.STATE else None

    def __str__(self) -> str:
        """Print the name."""
        return str(self.state or self.name)
