"""Checks a published figure against the numbers beside it."""

from __future__ import annotations

from upr_model.claims.grammar import ChangeClaim, Claim, JointClaim, ShareChangeClaim, ShareClaim, parse
from upr_model.claims.one_figure import bound_verdict, change_verdict, share_change_verdict, share_verdict
from upr_model.claims.several_figures import joint_verdict
from upr_model.claims.verdicts import Verdict
from upr_model.errors import InvalidValue, ParseError, shown


def check(claim: Claim | str, *, decimal_comma: bool = False) -> Verdict:
    """Say whether a published figure is possible, which counts give it, and how much that says.

    A text is read by `claims.parse`, whose forms and errors it has.

    >>> print(check("33.0% of 3").explanation)
    No count of 3 is 33.0%: 0 is 0.0%, 1 is 33.3%. Not reproduced from these numbers: another base, \
revised data, another unit or a slip may explain it.
    """
    parsed = parse(claim, decimal_comma=decimal_comma) if isinstance(claim, str) else claim
    if isinstance(parsed, ShareClaim | ChangeClaim) and parsed.base:
        msg = f"{shown(parsed.base)} is no number; explain(...) looks for what it may be"
        raise ParseError(msg)
    if isinstance(parsed, ShareClaim):
        return bound_verdict(parsed) if parsed.qualifier else share_verdict(parsed)
    if isinstance(parsed, JointClaim):
        return joint_verdict(parsed)
    if isinstance(parsed, ChangeClaim):
        return change_verdict(parsed)
    if isinstance(parsed, ShareChangeClaim):
        return share_change_verdict(parsed)
    msg = f"check takes a claim or its text, not {shown(claim)}"
    raise InvalidValue(msg)
