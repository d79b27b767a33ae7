"""One review counted in its three units, side by side."""

from __future__ import annotations

from upr_model.counting import by
from upr_model.counting.populations import attributions, paragraphs, recommendations
from upr_model.counting.tallies import mentions, tally
from upr_model.readings.reading import Reading
from upr_model.reporting.layout import aligned


def three_ways(reading: Reading) -> str:
    """Give the responses of a reading by paragraph, recommendation and attribution, each with its basis."""
    population = recommendations(reading)
    tallies = [tally(unit(population), by.response) for unit in (paragraphs, recommendations, attributions)]
    keys = dict.fromkeys(each.review for each in population)
    reviews = ", ".join(f"{key.state}, session {key.session}" for key in keys)
    # Padded, so that the columns of the three units are equally wide.
    rows = [[f"{'response':<10}", *(f"{counts.basis.unit}s".rjust(16) for counts in tallies)]]
    for response in tallies[0]:
        shares = [counts.share(response) for counts in tallies]
        if any(share.part for share in shares):
            rows.append([str(response), *(f"{share.part} ({share:.1%})" for share in shares)])
    rows.append(["all", *(str(counts.total) for counts in tallies)])
    states = len(mentions(population, by.recommending_states))
    notes = [f"Basis of {counts.basis.unit}s: {counts.basis}." for counts in tallies]
    return "\n".join((reviews, "", *aligned(rows, right=len(tallies)), "", f"{states} recommending States.", *notes))
