"""A typed, exact, auditable model of the Universal Periodic Review.

Every figure it prints can be derived again: it says what was counted, how, of what and from which source.
What is public, and where it lives, stands in `__init__.pyi`, once; nothing is imported before it is asked for.
"""

from upr_model._base.names import public

__version__ = "0.1.0"

__all__, __getattr__, __dir__ = public(__name__)
