"""Dossiers as text: what there is, what is missing, what changed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from upr_model.counting.populations import recommendations
from upr_model.dossiers.comparing import DossierChange
from upr_model.dossiers.model import Dossier
from upr_model.dossiers.questions import overdue, pledges_without_follow_up, raised_in_dialogues, unaddressed
from upr_model.errors import printable
from upr_model.follow_up.changes import untagged
from upr_model.records.dialogue import DialogueSeries
from upr_model.values.periods import Period
from upr_model.values.shares import Share
from upr_model.values.vocabulary import RateBase

SHOWN = 5
"""How many records are named under a line; the functions of the library give all."""


def overview(dossier: Dossier, as_of: dt.date) -> str:
    """Give what a dossier has, and what was published of its reviews."""
    lines = [f"Dossier of {dossier.state}, as of {as_of}"]
    lines += [
        "",
        "Reviews",
        *_indented(f"cycle {r.cycle}: {r.outlook(as_of)}{_published(dossier, r.cycle)}" for r in dossier.reviews),
    ]
    lines += _section("Recommendations", _counted(f"of {each.review}" for each in dossier.recommendations))
    lines += _section("Series of dialogues", [_series(each, as_of) for each in dossier.series])
    lines += _section("Other dialogues", _counted(each.kind.replace("_", " ") for each in dossier.dialogues))
    lines += _section("Initiatives", _counted(each.kind.replace("_", " ") for each in dossier.initiatives))
    lines += _section("Plans", map(str, dossier.plans))
    lines += _section("Reports", map(str, dossier.reports))
    observed = [each for each in dossier.indicators if each.observations]
    lines += _section("Indicators", [f"{each.title}: {each.observations[-1]}" for each in observed])
    return "\n".join(lines)


def gaps(dossier: Dossier, as_of: dt.date) -> str:
    """Give what connects to nothing, what is late, and what is not known."""
    everything = recommendations(dossier.recommendations)
    supported, raised = unaddressed(dossier), raised_in_dialogues(dossier)
    whole = len(everything.where(response=["supported", "partly_supported"]))
    late, pledges = overdue(dossier, as_of=as_of), pledges_without_follow_up(dossier, as_of=as_of)
    lines = [
        f"Gaps in the dossier of {dossier.state}, as of {as_of}",
        "",
        f"supported recommendations that no initiative and no plan addresses: {Share(len(supported), whole)}",
        *_some(str(each.id) for each in supported),
        f"recommendations that no dialogue raised: {Share(len(everything) - len(raised), len(everything))}",
        f"recommendations without an SDG: {Share(len(untagged(everything, 'sdg')), len(everything))}",
        f"voluntary pledges without follow-up: {pledges.share}",
        *_some(f"{each.id}: {each.text}" for each in pledges.items),
        f"items of plans that are overdue: {late.share}",
        *_some(map(str, late.items)),
        f"plans without items: {Share(sum(not plan.items for plan in dossier.plans), len(dossier.plans))}",
        "years without a dialogue:",
    ]
    for series in dossier.series:
        missed, unknown = series.missed(as_of), series.unrecorded(as_of)
        if missed or unknown:
            notes = [f"none held in {_years(missed)}"] * bool(missed)
            notes += [f"nothing known of {_years(unknown)}"] * bool(unknown)
            lines.append(f"  {printable(str(series.partner))}: {'; '.join(notes)}")
    return "\n".join((*lines, "", f"Basis: {supported.basis}."))


def differences(changes: Iterable[DossierChange]) -> str:
    """Give what changed, one on a line."""
    return "\n".join(printable(str(change)) for change in changes) or "nothing changed"


def _years(periods: Iterable[Period]) -> str:
    """Give years, those that follow one another as from the first to the last."""
    runs: list[list[int]] = []
    for year in (period.first.year for period in periods):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _counted(names: Iterable[str]) -> list[str]:
    """Give each name with how often it stands, in the order of the names."""
    return [f"{count} {name}" for name, count in sorted(Counter(names).items())]


def _section(title: str, lines: Iterable[str]) -> list[str]:
    indented = _indented(lines)
    return ["", title, *indented] if indented else []


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {printable(line)}" for line in lines]


def _some(lines: Iterable[str]) -> list[str]:
    indented = _indented(lines)
    more = len(indented) - SHOWN
    return [*indented[:SHOWN], *[f"  ... and {more} more"] * (more > 0)]


def _published(dossier: Dossier, cycle: int) -> str:
    """Give what was published of a review: counts by paragraph, and how far implementation got."""
    by_paragraph = [each for each in dossier.counts if each.cycle == cycle and each.unit == "paragraph"]
    figures = [
        f"{each.count} {each.measure.replace('_', ' ')}{f' ({each.policy})' if each.policy else ''}"
        for each in by_paragraph
    ]
    for statuses in dossier.statuses:
        if statuses.cycle == cycle:
            rate = statuses.rate(RateBase(statuses.base))
            figures.append(f"{rate} implemented as of {statuses.as_of}")
    return f"; {', '.join(figures)}" if figures else ""


def _series(series: DialogueSeries, as_of: dt.date) -> str:
    parts = [f"{series.partner}: {len(series.dialogues)} known"]
    if series.dialogues:
        last = series.dialogues[-1]
        parts.append(f"last number {last.number}, {last.when}" if last.number else f"last {last.when}")
    expected = series.next_expected(as_of)
    return ", ".join((*parts, *[f"next expected {expected}"] * bool(expected)))
