"""Ten indicators in every commune of a province and every month of a year, in a process that runs, one reader."""

from __future__ import annotations

from collections.abc import Iterator

from _ours import Ours
from _run import Run
from _times import Result, in_turn

BESIDE = True
RUNS = 24


def measure(run: Run) -> Iterator[Result]:
    ways = {"ours": Ours(run.asked).grid, **{name: each.grid for name, each in run.baselines.items()}}
    taken = in_turn(run.asked.provinces(RUNS), ways)
    wanted = {"live SQL": 20, "analytics table": 10} if run.made.address else {}
    yield Result(
        name="grid_hot",
        what=(__doc__ or "").strip(),
        figures=taken.pop("ours"),
        goal=("p95", 50),
        baselines=taken,
        times_faster=wanted,
        conditions={"readers": 1, "indicators": run.asked.codes, "wanted_at": "10 million facts"},
    )
