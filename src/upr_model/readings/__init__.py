"""What was read from a file, and two readings brought together."""

from upr_model._base.names import public

__all__, __getattr__, __dir__ = public(__name__)
