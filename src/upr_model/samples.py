"""What is bundled: Viet Nam's second review, paragraph by paragraph, and the dossier of Viet Nam."""

from __future__ import annotations

import pkgutil
from functools import cache

from upr_model._base.data import table
from upr_model.calendar.sessions import ReviewKey
from upr_model.dossiers.model import Dossier
from upr_model.formats.own.dossiers import from_json
from upr_model.readings.reading import Reading
from upr_model.records.recommendation import Attribution, Position, Recommendation
from upr_model.values.sources import Source
from upr_model.values.states import State
from upr_model.values.symbols import DocumentSymbol, Paragraph
from upr_model.values.vocabulary import Response

SOURCE = "viet_nam_cycle2.csv"


def example() -> Reading:
    """Give Viet Nam's second review (session 18, 2014), the report A/HRC/26/6 with the final responses.

    Its recommendations have paragraph numbers and no text. Where they come from: data/README.md.

    >>> len(example().recommendations)
    244
    """
    review, document = ReviewKey(State.parse("VNM"), 18), DocumentSymbol.parse("A/HRC/26/6")
    recommendations = tuple(
        Recommendation(
            review=review,
            document=document,
            paragraph=Paragraph.parse(row["paragraph"]),
            part=row["part"],
            attributions=tuple(
                Attribution(review=review, recommending_state=State.parse(iso3))
                for iso3 in row["recommending_states"].split()
            ),
            positions=(Position(response=Response(row["response"])),),
            source=Source(SOURCE, line, ",".join(row.values())),
        )
        for line, row in enumerate(table(SOURCE.removesuffix(".csv")), start=2)
    )
    return Reading(sources=(SOURCE,), recommendations=recommendations)


@cache
def viet_nam_dossier() -> Dossier:
    """Give the dossier of Viet Nam: its reviews and their figures, dialogues, initiatives, plans, indicators.

    Each fact has its source and how sure it is; where they come from: data/README.md.

    >>> print(viet_nam_dossier())
    Viet Nam: 244 recommendations, 32 dialogues, 17 initiatives, 2 plans, 6 indicators, 3 reports
    """
    data = pkgutil.get_data("upr_model", "data/viet_nam_dossier.json")
    assert data is not None  # noqa: S101  (None is a loader without files; the tables are part of the package)
    return from_json(data.decode(), "viet_nam_dossier.json")
