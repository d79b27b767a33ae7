"""The 193 Member States and the two observer States that make recommendations."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from attrs import field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a
from upr_model._base.data import table
from upr_model._base.plain import plain
from upr_model.errors import AmbiguousState, InvalidValue, UnknownState, shown
from upr_model.values.vocabulary import RegionalGroup

NAME_LIMIT = 200
"""Characters of the longest text that is looked up as a State's name."""

# Names that two States bear, by their normalised form. "Congo" and "Guinea" are no such names: each
# is the whole short name of one State.
_SHARED_NAMES = {"korea": ("KOR", "PRK")}

_PUNCTUATION = re.compile(r"[\W_]+")


@frozen(order=True, cache_hash=True, repr=False)
class State:
    """A State as the United Nations names it today.

    States are equal, and sort, by their ISO 3166-1 alpha-3 code. Get one from `parse` or `all`.

    >>> State.parse("Swaziland").name
    'Eswatini'
    """

    iso3: str = field(validator=is_a(str))
    name: str = field(eq=False, validator=is_a(str))
    regional_group: RegionalGroup | None = field(eq=False, validator=optional(is_a(RegionalGroup)))
    """The group in the United Nations; None for an observer."""

    @classmethod
    def parse(cls, text: str) -> State:
        """Find the State of a name, a former or misspelt name known from documents, or a code.

        The match is exact after Unicode form, case, spacing and punctuation are normalised: a
        similar name is suggested, never taken.

        Raises `AmbiguousState` for a name of two States, else `UnknownState`; both carry `candidates`.

        >>> State.parse("VIET NAM") is State.parse("vnm")
        True
        """
        states, by_name = _registry()
        state = by_name.get(_normal(text)) if len(text) <= NAME_LIMIT else None
        if state is None or not _is_visible(text):
            raise _unknown_state(text, states, by_name)
        return state

    @classmethod
    def all(cls) -> tuple[State, ...]:
        """Give the 195 States, ordered by code.

        >>> len(State.all())
        195
        """
        return tuple(_registry()[0].values())

    @property
    def former_names(self) -> dict[str, int]:
        """The names that it bore since the review began, each with the year in which it was given up.

        >>> State.parse("Eswatini").former_names
        {'Swaziland': 2018}
        """
        return {row["name"]: int(row["until"]) for row in table("former_names") if row["iso3"] == self.iso3}

    @property
    def group_note(self) -> str:
        """What is special about its regional group; nothing for most States.

        >>> State.parse("USA").group_note
        'Member of no group; counted in WEOG for elections'
        """
        return next((row["note"] for row in table("group_notes") if row["iso3"] == self.iso3), "")

    def __str__(self) -> str:
        """Print the name."""
        return self.name

    def __repr__(self) -> str:
        """Show how to get it."""
        return f"State.parse({self.iso3!r})"


@plain.register
def _(state: State) -> str:
    return state.iso3


def state_of(value: object) -> State:
    """Give a State, or the State that `State.parse` finds of a text; `InvalidValue` for anything else."""
    if isinstance(value, str):
        return State.parse(value)
    if not isinstance(value, State):
        msg = f"expected a State, its name or its code, not {shown(value)}"
        raise InvalidValue(msg)
    return value


def known_state(text: str) -> State | None:
    """Give the State of a name; None where there is none, at less cost than the error that says so."""
    return _registry()[1].get(_normal(text)) if len(text) <= NAME_LIMIT and _is_visible(text) else None


def nearly(text: str) -> State | None:
    """Give the one State whose name differs from this by a slip or two; None where there is none, or several."""
    import difflib  # noqa: PLC0415  (only a mistake needs it)

    name, by_name = _normal(text) if len(text) <= NAME_LIMIT else "", _registry()[1]
    if len(name) < _SHORTEST:
        return None
    states = {by_name[each] for each in difflib.get_close_matches(name, by_name, n=5, cutoff=_NEARLY)}
    states |= {state for each, state in by_name.items() if each.startswith(name)}  # cut off, or of another State
    return states.pop() if len(states) == 1 else None


_NEARLY = 0.88
"""How alike two names are at least to be one with a slip: Nigeria and Niger are 0.83."""

_SHORTEST = 5
"""Letters of the shortest name of which a slip is recognised."""


def _normal(name: str) -> str:
    return _PUNCTUATION.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


def _is_visible(text: str) -> bool:
    """Whether a text, spaces aside, has no invisible character and none that stands for a lost one."""
    return " ".join(text.split()).isprintable() and "\ufffd" not in text


@cache
def _registry() -> tuple[dict[str, State], dict[str, State]]:
    """Give the States by code, and by every normalised name."""
    groups: dict[str, RegionalGroup | None] = {"": None, **{str(group): group for group in RegionalGroup}}
    states = {row["iso3"]: State(row["iso3"], row["name"], groups[row["regional_group"]]) for row in table("states")}
    by_name = {_normal(text): state for state in states.values() for text in (state.iso3, state.name)}
    by_name.update((_normal(row["name"]), states[row["iso3"]]) for row in table("state_names"))
    return states, by_name


def _unknown_state(text: str, states: dict[str, State], by_name: dict[str, State]) -> UnknownState:
    if len(text) > NAME_LIMIT:
        return UnknownState(f"{shown(text)} is too long for the name of a State: {len(text)} characters")
    name = _normal(text)
    if name in _SHARED_NAMES:
        candidates = _SHARED_NAMES[name]
        listed = " or ".join(f"{states[iso3].name} ({iso3})" for iso3 in candidates)
        return AmbiguousState(f"{shown(text)} may be {listed}; write the full name or the code", candidates)
    import difflib  # noqa: PLC0415  (only a mistake needs it)

    # Slips are rarely in the first letter; a file of nothing but unknown names is still read at once.
    alike = [known for known in by_name if known[:1] == name[:1]]
    near = difflib.get_close_matches(name, alike, n=5, cutoff=0.7)
    similar = dict.fromkeys(by_name[key] for key in near)
    odd = _odd_character(text)
    fault = f"holds {odd}, which no name here has" if odd else "is not the name of a State known here"
    if not similar:
        return UnknownState(f"{shown(text)} {fault}; try its ISO code, such as VNM")
    listed = ", ".join(f"{state.name} ({state.iso3})" for state in similar)
    return UnknownState(f"{shown(text)} {fault}; similar: {listed}", [state.iso3 for state in similar])


def _odd_character(text: str) -> str:
    """Name a character that nobody sees, or that is of another script than the names here."""
    for place, character in enumerate(text, start=1):
        name = unicodedata.name(character, "a character without a name")
        unseen = not (character.isprintable() or character.isspace()) or character == "\ufffd"
        if unseen or (character.isalpha() and not name.startswith(("LATIN", "FEMININE", "MASCULINE", "MODIFIER"))):
            return f"U+{ord(character):04X} ({name}) at place {place}"
    return ""
