"""The most memory of a process that opens the base, answers 100 glimpses, 20 grids, 20 figures, catches up 1,000."""

from __future__ import annotations

import json
from collections.abc import Iterator

from _programs import Program, record, running
from _run import Run
from _times import Result

BESIDE = False
RUNS = 3
ENTRIES = 1000


def measure(run: Run) -> Iterator[Result]:
    places = next(iter(run.asked.communes.values()))
    found = []
    for _number in range(RUNS):
        with running([Program(run.made, "_hold.py", asked=run.asked.words())]) as (holder,):
            record(run.made, places=places, kinds=run.asked.kinds, year=run.asked.year, entries=ENTRIES)
            holder.tell("go on")
            found.append(json.loads(holder.hear()))
    yield Result(
        name="memory",
        what=(__doc__ or "").strip(),
        figures=[each["peak"] for each in found],
        unit="megabytes",
        goal=("most", 400),
        conditions={
            "own": round(max(each["own"] for each in found)),
            "before_catching_up": round(max(each["before"] for each in found)),
            "django_alone": round(max(each["django"] for each in found)),
            "counted": "VmHWM, in which pages of mapped files count too; own: the most of RssAnon",
        },
    )
