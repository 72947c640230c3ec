"""The copy of a process that runs catches up with a thousand entries that another process recorded; and with none."""

from __future__ import annotations

from collections.abc import Iterator

from _ours import Ours
from _programs import record
from _run import Run
from _times import Result, in_turn, took

BESIDE = True
RUNS = 10
ENTRIES = 1000


def measure(run: Run) -> Iterator[Result]:
    from danvan.audit.queries import top_position
    from danvan.indicators.current import freshen

    freshen()
    places = [commune for communes in run.asked.communes.values() for commune in communes][:200]
    taken, added = [], []
    for number in range(RUNS + 1):
        before = top_position()
        record(run.made, places=places, kinds=run.asked.kinds, year=run.asked.year, entries=ENTRIES)
        milliseconds = took(freshen)
        if number:
            taken.append(milliseconds)
        if run.analytics:
            added.append(run.analytics.add(before, top_position()))
    yield Result(
        name="catch_up",
        what=f"The copy of a process that runs catches up with {ENTRIES} entries that another process recorded.",
        figures=taken,
        goal=("most", 50),
        baselines={"analytics table": added[1:]} if added else {},
        conditions={"entries": ENTRIES, "baseline": "delete what was corrected, insert the new entries' rows"},
    )
    yield Result(
        name="nothing_new",
        what="The same when nothing was recorded.",
        figures=[took(freshen) for _run in range(500)],
        goal=("p99", 2),
    )
    ways = {"ours": Ours(run.asked).grid, **{name: each.grid for name, each in run.baselines.items()}}
    in_turn(run.asked.provinces(3), ways, warm=0)
