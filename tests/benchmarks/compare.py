"""Compare whole processes, side by side in one run: run it with

    python -m uv run python tests/benchmarks/compare.py

The work is the same for all: from a file of UPR Info's shape to a table by response x cycle x
regional group x issue, counted by row. The data are made here; the seed is fixed.
"""

from __future__ import annotations

import csv
import math
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from upr_model import State
from upr_model.formats.exports.upr_info import HEADERS

ROUNDS = 7
# Compiled code is kept, whatever is set outside: the first run of each compiles it.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
SIZES = (41_066, 1_000_000)

PROGRAMS = {
    "upr_model": """
import sys
from upr_model import attributions, by, mentions, read
counts = mentions(attributions(read(sys.argv[1])), by.issues, by.response, by.cycle, by.regional_group)
print(counts.assignments)
""",
    "pandas": """
import sys
import pandas
rows = pandas.read_csv(sys.argv[1])
rows["Cycle"] = (rows["Session"] > 12) + 1
rows["Issue"] = rows["Issue"].str.split(",")
rows = rows.explode("Issue")
print(rows.groupby(["Response", "Cycle", "To-Rgrp", "Issue"]).size().sum())
""",
    "polars": """
import sys
import polars
rows = polars.read_csv(sys.argv[1]).with_columns(
    ((polars.col("Session") > 12) + 1).alias("Cycle"), polars.col("Issue").str.split(",")
)
print(rows.explode("Issue").group_by("Response", "Cycle", "To-Rgrp", "Issue").len()["len"].sum())
""",
}
IMPORTS = {name: f"import {name}" for name in ("upr_model", "attrs")}
FULL = "from upr_model import attributions, by, mentions, paragraphs, read, recommendations, tally"


def write_export(path: Path, size: int) -> None:
    """Write rows like those of the export: texts of 130 characters, one in twenty made by two States."""
    made = random.Random(18)
    words = ["".join(made.choices("etaoinshrdlucmfwypvbgk", k=made.randint(2, 11))) for _ in range(4_000)]
    issues = [f"Issue {number} - general" for number in range(54)]
    # As in the export, some sets of labels are common and most are rare: 3,000 of them, by Zipf's law.
    label_sets = [",".join(made.sample(issues, made.choice((1, 1, 2, 2, 3)))) for _ in range(3_000)]
    ranks = [1 / rank for rank in range(1, len(label_sets) + 1)]
    labels = made.choices(label_sets, ranks, k=size)
    members = [state for state in State.all() if state.regional_group]
    reviews = [(state, session) for session in range(1, 21) for state in made.sample(members, 15)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS[0])
        text = ""
        for number in range(size):
            state, session = reviews[number * len(reviews) // size]
            sender = made.choice(members)
            if number % 20:
                text = " ".join(made.choices(words, k=19))
            response = "Accepted" if made.random() < 0.74 else "Noted"
            groups = [str(each.regional_group) for each in (state, sender)]
            cells = [state.name, groups[0], "OIC, AL", text, sender.name, groups[1], "EU"]
            writer.writerow([*cells, response, made.randint(1, 5), labels[number], session])


def run(code: str, *arguments: str) -> tuple[float, float, str]:
    """Give seconds, peak MiB and output of a process of its own."""
    read_end, write_end = os.pipe()
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=write_end, env=ENVIRONMENT)
    os.close(write_end)
    with os.fdopen(read_end) as out:
        printed = out.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"a benchmark failed: {code}"
        raise SystemExit(msg)
    return seconds, usage.ru_maxrss / 1024, printed.strip()


def compare(programs: dict[str, str], *arguments: str, rounds: int = ROUNDS) -> dict[str, tuple[float, float]]:
    """Run all, interleaved, after one run each that compiles them; print and give minimum and peak."""
    outputs = {name: run(code, *arguments)[2] for name, code in programs.items()}
    assert len({*outputs.values()} - {""}) <= 1, f"they do not count the same: {outputs}"
    measured: dict[str, list[tuple[float, float, str]]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, code in programs.items():
            measured[name].append(run(code, *arguments))
    first = min(seconds for seconds, _, _ in measured[next(iter(programs))])
    best = {}
    for name, runs in measured.items():
        seconds = [each[0] for each in runs]
        peak = max(each[1] for each in runs)
        best[name] = (min(seconds), peak)
        ratio = first / min(seconds)
        print(f"  {name:<24} min {min(seconds):7.3f} s  median {statistics.median(seconds):7.3f} s  ", end="")
        print(f"peak {peak:6.0f} MiB  upr_model takes {ratio:5.2f} x")
    return best


def main() -> None:
    """Print all comparisons."""
    with tempfile.TemporaryDirectory() as folder:
        growth = []
        for size in SIZES:
            path = Path(folder) / f"{size}.csv"
            write_export(path, size)
            print(f"{size:,} rows, {path.stat().st_size / 2**20:.0f} MiB, from file to table:")
            growth.append(compare(PROGRAMS, str(path), rounds=ROUNDS if size < 10**5 else 2)["upr_model"])
    slopes = [math.log(growth[1][i] / growth[0][i]) / math.log(SIZES[1] / SIZES[0]) for i in (0, 1)]
    print(f"growth: log-log slope of time {slopes[0]:.2f}, of memory {slopes[1]:.2f}")
    print("import:")
    compare({"upr_model": IMPORTS["upr_model"], "attrs": IMPORTS["attrs"], "all names of upr_model": FULL}, rounds=15)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
