"""When which State is reviewed, and what is due when."""

from upr_model._base.names import public

__all__, __getattr__, __dir__ = public(__name__)
