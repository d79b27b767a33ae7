"""Everything of one State: linked, asked, compared."""

from upr_model._base.names import public

__all__, __getattr__, __dir__ = public(__name__)
