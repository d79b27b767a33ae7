"""Values and records as tables and data frames have them: texts and whole numbers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from upr_model.records.recommendation import Attribution, NumberedParagraph, Recommendation
from upr_model.values.states import State
from upr_model.values.vocabulary import Response

Item = Attribution | Recommendation | NumberedParagraph
"""What is counted in one of the three units."""

Row = dict[str, str | int]
"""A flat row: column names, and a text or a whole number under each."""


def label(value: object) -> str:
    """Give a value of a key as data has it: a State as its code, None as `unknown`.

    >>> label(State.parse("Viet Nam")), label(Response.NOTED), label(None)
    ('VNM', 'noted', 'unknown')
    """
    if value is None:
        return "unknown"
    return value.iso3 if isinstance(value, State) else str(value)


def cell(value: object) -> str | int:
    """Give a value of a key as a cell: numbers stay numbers.

    >>> cell(18), cell(None)
    (18, 'unknown')
    """
    return value if type(value) is int else label(value)


def row(item: Item, response: Response) -> Row:
    """Give a record of any unit, and the response that is counted, as a flat row."""
    if isinstance(item, Attribution):
        return {
            **_of_review(item),
            "text": item.text or "",
            "recommending_state": label(item.recommending_state),
            "response": str(response),
            "action_category": "" if item.action_category is None else str(item.action_category),
            "issues": _joined(item.issues),
        }
    if isinstance(item, NumberedParagraph):
        numbered: Row = {
            "document": _joined(dict.fromkeys(str(r.document) for r in item.recommendations if r.document)),
            "paragraph": str(item.number),
            "recommendations": len(item.recommendations),
        }
        attributions = tuple(chain.from_iterable(each.attributions for each in item.recommendations))
    else:
        numbered = {
            "document": str(item.document or ""),
            "paragraph": str(item.paragraph or ""),
            "part": item.part,
            "text": item.text or "",
        }
        attributions = item.attributions
    return {
        **_of_review(item),
        **numbered,
        "recommending_states": _joined(dict.fromkeys(label(each.recommending_state) for each in attributions)),
        "response": str(response),
        "issues": _joined(item.issues),
        "tags": _joined(map(str, sorted(item.tags))),
    }


def _of_review(item: Item) -> Row:
    review = item.review
    return {"state_under_review": review.state.iso3, "session": review.session, "cycle": review.cycle}


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(texts)
