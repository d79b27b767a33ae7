"""Check the tables that the library brings: `python scripts/check_data.py [folder]`.

Prints what was checked, and each fault by file, line, column and value; ends with 1 if there is any.
Each function checks one table, and says how that table is renewed. Whatever was renewed: set its number of
rows, its source and its confidence in data/README.md, and the day of compilation there and in `DATA_AS_OF`.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from data_tables import (
    COLUMNS,
    Row,
    Table,
    Tables,
    among,
    check_readme,
    code,
    day,
    filled,
    number,
    plain,
    states,
    whole,
    word,
)
from upr_model import DATA_AS_OF, Cycle, DocumentSymbol, Paragraph, Period, policies
from upr_model.calendar.sessions import LAST_CYCLE
from upr_model.values.vocabulary import (
    Confidence,
    ImplementationStatus,
    Measure,
    RateBase,
    RegionalGroup,
    Response,
    ReviewStatus,
    Unit,
)

DATA = Path(__file__).parents[1] / "src" / "upr_model" / "data"

TROIKA = 3
OBSERVERS = {"PSE", "VAT"}
CYCLES = {str(session): str(cycle) for cycle in range(1, LAST_CYCLE + 1) for session in Cycle(cycle).sessions}
"""The cycle of each session, both as the tables write them."""


def check_states(tables: Tables) -> None:
    """Check the States: 193 Member States, each with its group, and two observers.

    Renewed when a State joins, or changes its name or its group: from the United Nations list of Member
    States and that of regional groups, the code from ISO 3166-1. A name that is given up goes into
    state_names.csv and former_names.csv, what is special about a group into group_notes.csv.
    """
    table = tables["states.csv"]
    table.unique("iso3")
    table.unique("name", form=plain)
    table.in_order("iso3")
    table.each("iso3", code)
    table.each("name", filled)
    table.each("regional_group", word(RegionalGroup), optional=True)
    for row in table.rows:
        if bool(row["regional_group"]) == (row["iso3"] in OBSERVERS):
            table.fault(row, "regional_group", row["regional_group"], "a Member State has a group, an observer none")


def check_state_names(tables: Tables) -> None:
    """Check the further names: none is that of another State.

    Renewed when a document spells a State as `State.parse` does not know it: the name as it stands there,
    if no other State can be meant.
    """
    table = tables["state_names.csv"]
    table.each("iso3", states(tables))
    table.each("name", filled)
    table.unique("name", form=plain)
    table.in_order("iso3")
    first = {plain(row[column]): row["iso3"] for row in tables["states.csv"].rows for column in ("iso3", "name")}
    for row in table.rows:
        if (owner := first.get(plain(row["name"]))) is not None:
            table.fault(row, "name", row["name"], f"is the name or code of {owner} in states.csv already")


def check_former_names(tables: Tables) -> None:
    """Check the names that were given up during the review: each is found as a name, too.

    Renewed when a State changes its name: the old one, and the year, from the United Nations list.
    """
    table = tables["former_names.csv"]
    table.each("iso3", states(tables))
    table.unique("name", form=plain)
    table.in_order("iso3")
    table.each("until", among(map(str, range(2006, DATA_AS_OF.year + 1)), f"a year from 2006 to {DATA_AS_OF.year}"))
    named = {(row["iso3"], plain(row["name"])) for row in tables["state_names.csv"].rows}
    for row in table.rows:
        if (row["iso3"], plain(row["name"])) not in named:
            table.fault(row, "name", row["name"], f"is no name of {row['iso3']} in state_names.csv")


def check_group_notes(tables: Tables) -> None:
    """Check the notes on groups.

    Renewed with the groups of states.csv, from the United Nations list of regional groups.
    """
    table = tables["group_notes.csv"]
    table.each("iso3", states(tables, members=True))
    table.unique("iso3")
    table.in_order("iso3")
    table.each("note", filled)


def check_sessions(tables: Tables) -> None:
    """Check the sessions: numbered without a gap, one after the other, deadlines before or after them.

    Renewed when the days of a session are published, by OHCHR: `start`, `end`, and `confidence` high;
    `expected_end` is emptied. When the Council's session that adopts the outcomes is known: its number.
    When UPR Info or OHCHR print deadlines: those. When sessions are added: a row each.
    """
    table = tables["sessions.csv"]
    table.each("session", among(CYCLES, "the number of a session"))
    for expected, row in enumerate(table.rows, start=1):
        if row["session"] != str(expected):
            table.fault(row, "session", row["session"], f"expected {expected}: sessions follow one another")
    for column in ("start", "end", "expected_end"):
        table.each(column, day, optional=True)
    for column in ("stakeholder_deadline", "national_report_deadline", "addendum_deadline"):
        table.each(column, day, optional=True)
    table.days_in_order("stakeholder_deadline", "national_report_deadline", "start", "end", "addendum_deadline")
    table.each("council_session", number)
    table.in_order("council_session")
    table.each("confidence", word(Confidence))
    last = ""
    for row in table.rows:
        if bool(row["start"]) != bool(row["end"]):
            table.fault(row, "end", row["end"], "first and last day are known together")
        if row["end"] and row["expected_end"]:
            table.fault(row, "expected_end", row["expected_end"], "the last day is known")
        if (not row["start"]) != (row["confidence"] == str(Confidence.UNKNOWN)):
            table.fault(row, "confidence", row["confidence"], "is unknown where the days are, and only there")
        if row["start"] and row["start"] <= last:
            table.fault(row, "start", row["start"], f"is not after the session before, which ends {last}")
        last = row["end"] or row["expected_end"] or last


def check_cycle_labels(tables: Tables) -> None:
    """Check the years by which cycles are known: they begin with the cycle's first session.

    Renewed when a cycle begins or ends, or a source prints other years: from OHCHR and UPR Info.
    """
    table = tables["cycle_labels.csv"]
    table.unique("label")
    table.in_order("cycle", "label")
    table.each("cycle", among(CYCLES.values(), "the number of a cycle"))
    table.each("meaning", filled)
    starts: dict[str, str] = {}
    for session in tables["sessions.csv"].rows:
        starts.setdefault(CYCLES.get(session["session"], ""), session["start"][:4])
    for row in table.rows:
        first, _, last = row["label"].partition("-")
        if not re.fullmatch(r"\d{4}-\d{4}", row["label"]) or last <= first:
            table.fault(row, "label", row["label"], "expected two years such as 2012-2016")
        elif row["cycle"] in starts and first != starts[row["cycle"]]:
            table.fault(row, "label", row["label"], f"cycle {row['cycle']} begins in {starts[row['cycle']]}")


def check_reviews(tables: Tables) -> None:
    """Check the reviews: one of a State in a cycle, in a session of that cycle, on days of that session.

    Renewed when a session was held: `status` reviewed, and from each report of the Working Group its
    symbol, the days of review and adoption and the troika; then `confidence` high. When the plenary
    adopted the outcome: `status` adopted and the day. When a State's slot moves: the new session, with a
    row in missed_slots.csv. When a cycle begins: a row for each Member State, from the Council's decision.
    """
    table = tables["reviews.csv"]
    table.unique("iso3", "cycle")
    table.in_order("cycle", "session", "iso3")
    table.each("iso3", states(tables, members=True))
    table.each("status", word(ReviewStatus))
    for column in ("review_date", "working_group_adoption", "plenary_adoption"):
        table.each(column, day, optional=True)
    table.days_in_order("review_date", "working_group_adoption", "plenary_adoption")
    table.each("report", DocumentSymbol.parse, optional=True)
    table.each("troika", states(tables), optional=True, several=True)
    table.each("plenary_deferred", among(["yes"], "yes or nothing"), optional=True)
    table.each("confidence", word(Confidence))
    sessions = {row["session"]: row for row in tables["sessions.csv"].rows}
    reports: dict[str, int] = {}
    for row in table.rows:
        in_its_session(table, row, sessions)
        check_status(table, row, sessions)
        troika = row["troika"].split()
        if troika and len({*troika} - {row["iso3"]}) != TROIKA:
            table.fault(row, "troika", row["troika"], "expected three other States")
        if row["report"] and reports.setdefault(row["report"], row.line) != row.line:
            table.fault(row, "report", row["report"], f"stands on line {reports[row['report']]} already")


def in_its_session(table: Table, row: Row, sessions: dict[str, Row]) -> None:
    """Check that a session is known and of the cycle, and that days are within it."""
    if not row["session"]:
        return
    held = sessions.get(row["session"])
    if held is None:
        table.fault(row, "session", row["session"], "is not in sessions.csv")
        return
    if CYCLES.get(row["session"]) != row["cycle"]:
        table.fault(row, "cycle", row["cycle"], f"session {row['session']} is not of this cycle")
    for column in ("review_date", "working_group_adoption", "date"):
        value = row.cells.get(column, "")
        if value and not held["start"] <= value <= held["end"]:
            days = f"{held['start'] or 'not known'} to {held['end'] or 'not known'}"
            table.fault(row, column, value, f"is not a day of session {row['session']}: {days}")


def check_status(table: Table, row: Row, sessions: dict[str, Row]) -> None:
    """Check that the status is one of what else the row says."""
    status, session = row["status"], sessions.get(row["session"])
    if (status == str(ReviewStatus.ADOPTED)) != bool(row["plenary_adoption"]):
        table.fault(row, "plenary_adoption", row["plenary_adoption"], "is known where the status is adopted, only")
    if (status == str(ReviewStatus.UNKNOWN)) != (not row["session"]):
        table.fault(row, "session", row["session"], "is empty where the status is unknown, only")
    if status in {str(ReviewStatus.REVIEWED), str(ReviewStatus.ADOPTED)}:
        if session and not session["start"]:
            table.fault(row, "status", status, f"session {row['session']} has no days in sessions.csv")
    elif row["review_date"] or row["report"]:
        table.fault(row, "status", status, "there is a day of the review, or a report of it")
    if row["confidence"] == str(Confidence.UNKNOWN) and not row["note"]:
        table.fault(row, "note", "", "says why the confidence is unknown")


def check_missed_slots(tables: Tables) -> None:
    """Check the slots that were missed: the review then stands in the new session.

    Renewed when a State does not come, or its slot is moved: the session and the day that were missed, the
    new session and the decision, from UPR Info and the Council's decisions; what was not verified, in `note`.
    """
    table = tables["missed_slots.csv"]
    table.unique("iso3", "cycle")
    table.in_order("cycle", "session")
    table.each("iso3", states(tables, members=True))
    table.each("session", filled)
    table.each("date", day, optional=True)
    table.each("decision", DocumentSymbol.parse, optional=True)
    sessions = {row["session"]: row for row in tables["sessions.csv"].rows}
    held = {(row["iso3"], row["cycle"]): row["session"] for row in tables["reviews.csv"].rows}
    for row in table.rows:
        in_its_session(table, row, sessions)
        if row["new_session"] and whole(row["new_session"]) <= whole(row["session"]):
            table.fault(row, "new_session", row["new_session"], f"is not after session {row['session']}")
        if held.get((row["iso3"], row["cycle"])) != row["new_session"]:
            table.fault(row, "new_session", row["new_session"], "is not the session of the review in reviews.csv")


def check_recommendations(tables: Tables) -> None:
    """Check the recommendations of Viet Nam's second review: paragraphs with parts a, b, c, and their States.

    Not renewed: the review is over. What is found wrong is corrected from A/HRC/26/6 and its addendum.
    """
    table = tables["viet_nam_cycle2.csv"]
    table.unique("paragraph", "part")
    table.each("paragraph", Paragraph.parse)
    table.each("response", word(Response))
    table.each("recommending_states", states(tables), several=True)
    parts: dict[str, list[str]] = {}
    for row in table.rows:
        parts.setdefault(row["paragraph"], []).append(row["part"])
        codes = row["recommending_states"].split()
        if "VNM" in codes or len({*codes}) != len(codes):
            table.fault(row, "recommending_states", row["recommending_states"], "expected other States, each once")
    paragraphs = {row["paragraph"]: row for row in table.rows}
    for paragraph, found in parts.items():
        if found != [""] and found != list("abcdefgh"[: len(found)]):
            table.fault(paragraphs[paragraph], "part", ", ".join(found), "expected nothing, or a, b, c and so on")


def check_figures(tables: Tables) -> None:
    """Check the published counts of Viet Nam's reviews: no part is larger than what was received.

    Renewed when a review was adopted, or a count is published: from the report, or the Government's
    statement; `confidence` is medium where it was inferred what was counted.
    """
    table = tables["viet_nam_figures.csv"]
    table.unique("cycle", "measure", "unit", "policy", "publisher")
    table.each("cycle", among(CYCLES.values(), "the number of a cycle"))
    table.each("measure", word(Measure))
    table.each("count", number)
    table.each("unit", word(Unit))
    table.each("policy", among(policies.POLICIES, f"one of {', '.join(policies.POLICIES)}"), optional=True)
    table.each("publisher", filled)
    table.each("confidence", word(Confidence))
    received = {
        (row["cycle"], row["unit"], row["publisher"]): row["count"]
        for row in table.rows
        if row["measure"] == str(Measure.RECEIVED)
    }
    for row in table.rows:
        total = received.get((row["cycle"], row["unit"], row["publisher"]))
        if total is None:
            table.fault(row, "measure", row["measure"], "no count of those received is of the same publisher and unit")
        elif whole(row["count"]) > whole(total):
            table.fault(row, "count", row["count"], f"is more than the {total} received")


def check_statuses(tables: Tables) -> None:
    """Check the published statuses of Viet Nam's third review: publications agree, and sum to a published count.

    Renewed when the Government, or the press of it, publishes others: a row for each status, with the wording.
    """
    table = tables["viet_nam_statuses.csv"]
    table.unique("cycle", "base", "status", "publisher", "as_of")
    table.each("cycle", among(CYCLES.values(), "the number of a cycle"))
    table.each("base", word(RateBase))
    table.each("unit", word(Unit))
    table.each("status", word(ImplementationStatus))
    table.each("count", number)
    table.each("wording", filled)
    table.each("publisher", filled)
    table.each("as_of", Period.parse)
    table.each("published", day, optional=True)
    table.each("confidence", word(Confidence))
    published = {(row["cycle"], row["unit"], whole(row["count"])) for row in tables["viet_nam_figures.csv"].rows}
    first: dict[tuple[str, ...], str] = {}
    sums: Counter[tuple[str, ...]] = Counter()
    for row in table.rows:
        key = (row["cycle"], row["base"], row["unit"], row["status"])
        if first.setdefault(key, row["count"]) != row["count"]:
            table.fault(row, "count", row["count"], f"another publication has {first[key]}")
        sums[row["cycle"], row["unit"], row["base"], row["publisher"], row["as_of"]] += whole(row["count"])
    for (cycle, unit, base, publisher, as_of), total in sums.items():
        if (cycle, unit, total) not in published:
            what = f"{publisher}, {as_of}, {base}"
            table.fault(0, "count", str(total), f"the sum of {what} is no count in viet_nam_figures.csv")


CHECKS: dict[str, Callable[[Tables], None]] = {
    "states.csv": check_states,
    "state_names.csv": check_state_names,
    "former_names.csv": check_former_names,
    "group_notes.csv": check_group_notes,
    "sessions.csv": check_sessions,
    "cycle_labels.csv": check_cycle_labels,
    "reviews.csv": check_reviews,
    "missed_slots.csv": check_missed_slots,
    "viet_nam_cycle2.csv": check_recommendations,
    "viet_nam_figures.csv": check_figures,
    "viet_nam_statuses.csv": check_statuses,
}


def check(folder: Path) -> tuple[Tables, list[str]]:
    """Give the tables of a folder, and the faults in them."""
    tables = {name: Table(folder, name) for name in COLUMNS}
    for check_one in CHECKS.values():
        check_one(tables)
    strays = sorted(file.name for file in folder.glob("*.csv") if file.name not in COLUMNS)
    faults = [fault for table in tables.values() for fault in table.faults]
    faults += [f"{name}:0: file {name!r}: has no check" for name in strays]
    return tables, [*faults, *check_readme(tables, folder)]


def main(arguments: list[str]) -> int:
    """Print what was checked, or the faults."""
    tables, faults = check(Path(arguments[0]) if arguments else DATA)
    for name, table in tables.items():
        print(f"{name}: {len(table.rows)} rows")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"faults: {len(faults)}" if faults else "No fault was found.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
