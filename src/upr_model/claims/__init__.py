"""Published figures: read, checked and explained."""

from upr_model.claims.grammar import ChangeClaim, Claim, JointClaim, ShareChangeClaim, ShareClaim, parse

__all__ = ["ChangeClaim", "Claim", "JointClaim", "ShareChangeClaim", "ShareClaim", "parse"]
