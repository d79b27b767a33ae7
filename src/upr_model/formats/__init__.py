"""Files in and out: `read` finds the format, `write` goes by the name; each format has one module.

Rooms, the lowest last: `exports` and `matrix`, `own` and `working_group`, `shared`, `media`.
"""

from upr_model._base.names import public

__all__, __getattr__, __dir__ = public(__name__)
