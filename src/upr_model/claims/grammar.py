"""What a report says in figures, as typed claims; their texts are parsed and printed.

    86.7% of 241                  a share without its count
    220 of 291 is 75.6%           a share with its count
    209 is 86.7% of what          a share without its whole
    86.7% + 12.4% + 0.9% of 241   several shares of one whole
    86.7% of 241; 30 in progress; the remaining two
    220 is +13% on 195            the change of a count; `on what` asks for the old one
    241 of 291 is +2.6 points on 182 of 227

A figure may be qualified: "more than 70% of 241", "up to 86.7% of 241".
"""

from __future__ import annotations

import re
from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import optional

from upr_model._base.checks import is_a
from upr_model.claims.figures import Figure, comma_hint
from upr_model.errors import InvalidValue, ParseError, shown
from upr_model.values.shares import Share, is_count
from upr_model.values.vocabulary import Qualifier

__all__ = ["ChangeClaim", "Claim", "JointClaim", "ShareChangeClaim", "ShareClaim", "parse"]

CLAIM_LIMIT = 1000
"""Characters of the longest claim that is read."""

PARTS_LIMIT = 100
"""The most figures of one whole."""


_QUALIFIERS = {
    **{str(qualifier): qualifier for qualifier in Qualifier},
    "over": Qualifier.MORE_THAN,
    "above": Qualifier.MORE_THAN,
    "no fewer than": Qualifier.AT_LEAST,
    "no less than": Qualifier.AT_LEAST,
    "under": Qualifier.LESS_THAN,
    "below": Qualifier.LESS_THAN,
    "fewer than": Qualifier.LESS_THAN,
    "no more than": Qualifier.AT_MOST,
    "almost": Qualifier.NEARLY,
    "around": Qualifier.ABOUT,
    "roughly": Qualifier.ABOUT,
    "some": Qualifier.ABOUT,
}
_NUMBER_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


def _is_share_figure(_: object, __: Attribute[Figure], figure: object) -> None:
    if not isinstance(figure, Figure) or figure.units < 0:
        msg = f"a share is a Figure of 0% or more, not {shown(figure)}"
        raise InvalidValue(msg)


@frozen(kw_only=True)
class ShareClaim:
    """A share, with or without its count, of a whole that is given or is not.

    >>> print(ShareClaim(figure=Figure.parse("86.7"), whole=241))
    86.7% of 241
    """

    figure: Figure = field(validator=_is_share_figure)
    part: int | None = field(default=None, validator=optional(is_count))
    whole: int | None = field(default=None, validator=optional(is_count))
    base: str = field(default="", validator=is_a(str))
    """What the claim calls its whole where it gives no number, such as `the third cycle`."""
    qualifier: Qualifier | None = field(default=None, validator=optional(is_a(Qualifier)))

    @property
    def stated(self) -> str:
        """The figure as the claim words it, such as `nearly 83%`."""
        return f"{self.qualifier} {self.figure}" if self.qualifier else str(self.figure)

    def __str__(self) -> str:
        """Print it as it is parsed."""
        if self.part is None:
            named = self.base if self.whole is None else str(self.whole)
            return f"{self.stated} of {named}" if named else self.stated
        if self.whole is None:
            return f"{self.part} is {self.stated} of {self.base or 'what'}"
        return f"{self.part} of {self.whole} is {self.stated}"


@frozen(kw_only=True)
class JointClaim:
    """Parts of one whole that do not overlap, as shares or as counts, and perhaps what remains of it.

    >>> print(JointClaim(parts=(Figure.parse("86.7"), 30), whole=241, remaining=2))
    86.7% of 241; 30; the remaining 2
    """

    parts: tuple[Figure | int, ...] = field(validator=is_a(tuple))
    whole: int | None = field(default=None, validator=optional(is_count))
    remaining: int | None = field(default=None, validator=optional(is_count))
    """What the claim says is left when all parts are taken from the whole."""

    @parts.validator
    def _are_parts(self, attribute: Attribute[Any], parts: tuple[Figure | int, ...]) -> None:
        if not 1 <= len(parts) <= PARTS_LIMIT:
            msg = f"a claim has 1 to {PARTS_LIMIT} parts, not {len(parts)}"
            raise InvalidValue(msg)
        for part in parts:
            if isinstance(part, Figure):
                _is_share_figure(self, attribute, part)
            else:
                is_count(self, attribute, part)

    @remaining.validator
    def _fit(self, _: Attribute[Any], remaining: int | None) -> None:
        if self.whole is None and (self.counts or remaining is not None):
            msg = "parts that are counts need the whole that they are parts of"
            raise InvalidValue(msg)
        if self.whole is not None and len(self.parts) == 1 and remaining is None:
            msg = "one part of a whole is a ShareClaim; a JointClaim has several, or says what remains"
            raise InvalidValue(msg)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The parts that are shares."""
        return tuple(part for part in self.parts if isinstance(part, Figure))

    @property
    def counts(self) -> tuple[int, ...]:
        """The parts that are counts, with what remains."""
        counts: tuple[int, ...] = tuple(part for part in self.parts if isinstance(part, int))
        return counts if self.remaining is None else (*counts, self.remaining)

    def __str__(self) -> str:
        """Print it as it is parsed."""
        whole = "what" if self.whole is None else str(self.whole)
        if not self.counts:
            return f"{' + '.join(map(str, self.parts))} of {whole}"
        first, *rest = map(str, self.parts)
        last = [] if self.remaining is None else [f"the remaining {self.remaining}"]
        return "; ".join((f"{first} of {whole}", *rest, *last))


def _signed(change: Figure) -> str:
    return f"{'+' * (change.units >= 0)}{change}"


@frozen(kw_only=True)
class ChangeClaim:
    """The change of a count, relative to what it was.

    >>> print(ChangeClaim(figure=Figure.parse("+13"), new=220, old=195))
    220 is +13% on 195
    """

    figure: Figure = field(validator=is_a(Figure))
    new: int | None = field(default=None, validator=optional(is_count))
    old: int | None = field(default=None, validator=optional(is_count))
    base: str = field(default="", validator=is_a(str))
    """What the claim calls the old count where it gives no number, such as `the second cycle`."""

    @property
    def stated(self) -> str:
        """The figure as the claim words it, such as `+13%`."""
        return _signed(self.figure)

    def __str__(self) -> str:
        """Print it as it is parsed."""
        named = self.base if self.old is None else str(self.old)
        if self.new is None:
            return f"{self.stated} on {named}" if named else self.stated
        return f"{self.new} is {self.stated} on {named or 'what'}"


@frozen(kw_only=True)
class ShareChangeClaim:
    """The change of a share: in percentage points, or relative to the share that it was.

    >>> print(ShareChangeClaim(figure=Figure.parse("+2.6"), new=Share(241, 291), old=Share(182, 227), points=True))
    241 of 291 is +2.6 points on 182 of 227
    """

    figure: Figure = field(validator=is_a(Figure))
    new: Share = field(validator=is_a(Share))
    old: Share = field(validator=is_a(Share))
    points: bool = field(validator=is_a(bool))

    @property
    def stated(self) -> str:
        """The figure as the claim words it, such as `+3.3%` or `+2.6 points`."""
        change = _signed(self.figure)
        return f"{change.removesuffix('%')} points" if self.points else change

    def __str__(self) -> str:
        """Print it as it is parsed."""
        new, old = (f"{share.part} of {share.whole}" for share in (self.new, self.old))
        return f"{new} is {self.stated} on {old}"


Claim = ShareClaim | JointClaim | ChangeClaim | ShareChangeClaim
"""What `upr_model.check` checks."""

_SPACES = re.compile(r"\s+")
_PERCENT = re.compile(r" ?(?:%|per ?cents?\b|pct\b)")
_SIGN = re.compile(r"(?<![0-9%])([+-]) ")
_QUALIFIED = re.compile(rf"(?:({'|'.join(sorted(_QUALIFIERS, key=len, reverse=True))}) )?(.*)", re.DOTALL)
_WORDS = (
    *("recommendations?", "paragraphs?", "rows?", "attributions?", "asks?", "items?", "states?", "in", "progress"),
    *("fully", "partly", "partially", "implemented", "completed", "ongoing", "done", "assessed", "received"),
    *("supported", "accepted", "noted", "rejected", "pending", "under", "consideration", "being", "considered"),
)
"""Words that may follow a number. Any other word might make it another number, so it is not dropped."""
_COUNT = re.compile(
    rf"(?P<count>[0-9]{{1,19}}|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,6}}|{'|'.join(_NUMBER_WORDS)})"
    rf"(?: (?:{'|'.join(_WORDS)})){{0,8}}",
    re.ASCII,
)
_BASE = re.compile(r"(?:the |its )?(?:[a-z]+ (?:cycle|review)|cycle [0-9])", re.ASCII)
_SHARE = re.compile(r"(.+?) of (.+)")
_CHANGE = re.compile(r"([+-][^ ]+)( (?:percentage )?points?)?(?: on (.+))?")
_BETWEEN = re.compile(r"(?<=%) ?\+ ?")
_REMAINING = re.compile(r"the remaining (.+)")


def parse(text: str, *, decimal_comma: bool = False) -> Claim:
    """Read a claim in one of the forms above, in any case; `per cent` and spaced signs are understood.

    A decimal comma is read where `decimal_comma` is true, and never guessed. Raises `ParseError` for
    any other text, `InvalidValue` for impossible numbers.

    >>> parse("209 is 86.7 per cent of what?")
    ShareClaim(figure=Figure(units=867, places=1), part=209, whole=None, base='', qualifier=None)
    """
    if len(text) > CLAIM_LIMIT:
        msg = f"a claim has at most {CLAIM_LIMIT} characters, not {len(text)}: {shown(text)}"
        raise ParseError(msg)
    return _Parser(text, decimal_comma).claim()


@frozen
class _Parser:
    """One text, and how its decimals are written."""

    text: str
    decimal_comma: bool

    def claim(self) -> Claim:
        plain = _SPACES.sub(" ", self.text.replace("\u2212", "-")).strip().rstrip(" .?!").lower()
        plain = _SIGN.sub(r"\1", _PERCENT.sub("%", plain)).replace(" out of ", " of ")
        if ";" in plain:
            return self.breakdown(plain)
        subject, stated, predicate = plain.partition(" is ")
        if stated:
            return self.statement(subject, predicate)
        if match := _CHANGE.fullmatch(plain):
            return self.change(None, match)
        if match := _SHARE.fullmatch(plain):
            return self.shares(*match.groups())
        return self.share(plain)

    def statement(self, subject: str, predicate: str) -> Claim:
        """Read what stands on both sides of `is`."""
        part, _, whole = subject.partition(" of ")
        if match := _CHANGE.fullmatch(predicate):
            return self.share_change(part, whole, match) if whole else self.change(self.count(part), match)
        if whole:
            return self.share(predicate, part=self.count(part), whole=self.count(whole))
        if match := _SHARE.fullmatch(predicate):
            number, words = self.base(match[2])
            return self.share(match[1], part=self.count(part), whole=number, base=words)
        raise self.error()

    def shares(self, left: str, base: str) -> Claim:
        """Read one or several shares of a whole."""
        whole, words = self.base(base)
        several = _BETWEEN.split(left)
        if len(several) == 1 and (whole is not None or words):
            return self.share(left, whole=whole, base=words)
        if words:
            raise self.error()
        return JointClaim(parts=tuple(map(self.figure, several)), whole=whole)

    def breakdown(self, plain: str) -> JointClaim:
        """Read parts between semicolons, the first of which names the whole."""
        first, *rest = (clause.strip() for clause in plain.split(";"))
        match = _SHARE.fullmatch(first)
        if match is None:
            raise self.error()
        parts, remaining = [self.part(match[1])], None
        for clause in rest:
            if remaining is not None:  # it stands last
                raise self.error()
            left = _REMAINING.fullmatch(clause)
            if left:
                remaining = self.count(left[1])
            else:
                parts.append(self.part(clause))
        return JointClaim(parts=tuple(parts), whole=self.count(match[2]), remaining=remaining)

    def change(self, new: int | None, match: re.Match[str]) -> ChangeClaim:
        figure, points, base = match.groups()
        if points:  # a count changes by no percentage points
            raise self.error()
        old, words = self.base(base) if base else (None, "")
        return ChangeClaim(figure=self.figure(figure, signed=True), new=new, old=old, base=words)

    def share_change(self, part: str, whole: str, match: re.Match[str]) -> ShareChangeClaim:
        figure, points, base = match.groups(default="")
        old_part, _, old_whole = base.partition(" of ")
        return ShareChangeClaim(
            figure=self.figure(figure + "%" * bool(points), signed=True),
            new=Share(self.count(part), self.count(whole)),
            old=Share(self.count(old_part), self.count(old_whole)),
            points=bool(points),
        )

    def share(self, text: str, part: int | None = None, whole: int | None = None, base: str = "") -> ShareClaim:
        qualifier, figure = _QUALIFIED.fullmatch(text).groups()  # type: ignore[union-attr]  # it takes any text
        return ShareClaim(
            figure=self.figure(figure),
            part=part,
            whole=whole,
            base=base,
            qualifier=_QUALIFIERS[qualifier] if qualifier else None,
        )

    def part(self, text: str) -> Figure | int:
        figure, percent, words = text.partition("%")
        if not percent:
            return self.count(text)
        self.count(f"0{words}")  # only words that say of what
        return self.figure(figure + percent)

    def figure(self, text: str, *, signed: bool = False) -> Figure:
        if not text.endswith("%") or text[0].isalpha():
            raise self.error()
        if text[0] in "+-" and not signed:
            msg = f"a share has no sign: {shown(self.text)}; a change reads '220 is +13% on 195'"
            raise ParseError(msg)
        return Figure.parse(text, decimal_comma=self.decimal_comma)

    def count(self, text: str) -> int:
        match = _COUNT.fullmatch(text)
        if match is None or (self.decimal_comma and "," in text):
            raise self.error()
        number = match["count"]
        return _NUMBER_WORDS.index(number) if number in _NUMBER_WORDS else int(number.replace(",", ""))

    def base(self, text: str) -> tuple[int | None, str]:
        """Read a number, or the words that stand for one; `what` stands for none."""
        if text == "what":
            return None, ""
        return (None, text) if _BASE.fullmatch(text) else (self.count(text), "")

    def error(self) -> ParseError:
        forms = "'86.7% of 241', '220 of 291 is 75.6%', '209 is 86.7% of what', '220 is +13% on 195' (or 'on what')"
        hint = comma_hint(self.text, decimal_comma=self.decimal_comma)
        return ParseError(f"{shown(self.text)} is not a claim that is understood; expected a form like {forms}{hint}")
