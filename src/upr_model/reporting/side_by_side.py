"""One review counted in its three units, side by side."""

from __future__ import annotations

from upr_model.counting import by
from upr_model.counting.populations import attributions, paragraphs, recommendations
from upr_model.counting.tallies import mentions, tally
from upr_model.readings.reading import Reading


def three_ways(reading: Reading) -> str:
    """Give the responses of a reading by paragraph, recommendation and attribution, each with its basis."""
    made = recommendations(reading)
    tallies = [tally(count(made), by.response) for count in (paragraphs, recommendations, attributions)]
    reviews = ", ".join(f"{key.state}, session {key.session}" for key in dict.fromkeys(r.review for r in made))
    rows = [["response", *(f"{counts.basis.unit}s" for counts in tallies)]]
    for response in tallies[0]:
        shares = [counts.share(response) for counts in tallies]
        if any(share.part for share in shares):
            rows.append([str(response), *(f"{share.part} ({share:.1%})" for share in shares)])
    rows.append(["all", *(str(counts.total) for counts in tallies)])
    lines = (f"{first:<10}" + "".join(f"{cell:>18}" for cell in rest) for first, *rest in rows)
    asked = len(mentions(made, by.recommending_states))
    notes = [f"Basis of {counts.basis.unit}s: {counts.basis}." for counts in tallies]
    return "\n".join((reviews, "", *lines, "", f"{asked} recommending States.", *notes))
