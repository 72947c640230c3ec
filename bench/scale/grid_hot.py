"""Ten indicators in every commune of a province and every month of a year, in a process that runs, one reader."""

from __future__ import annotations

from collections.abc import Iterator

from _asked import Asked
from _baselines import Analytics, Live
from _ours import Ours
from _run import Run
from _times import Result, in_turn

BESIDE = True
PROVINCES, ROUNDS = 8, 4
#: From so many facts on ours has to be that much faster.
LARGE = 10_000_000


def measure(run: Run) -> Iterator[Result]:
    yield _measured(run, run.asked, "grid_hot", "published indicators, which have cells by commune and month")
    yield _measured(run, run.asked.unpublished(), "grid_hot_rows", "indicators without cells, counted from the facts")


def _measured(run: Run, asked: Asked, name: str, which: str) -> Result:
    ways = {"ours": Ours(asked).grid, "live SQL": Live(run.made, asked).grid}
    if run.analytics:
        ways["analytics table"] = Analytics(run.made, asked).grid
    # Hot: each province was asked for once before; that round is compared and not counted.
    few = list(dict.fromkeys(asked.provinces(100)))[:PROVINCES]
    taken = in_turn(few * (1 + ROUNDS), ways, warm=len(few))
    return Result(
        name=name,
        what=f"{(__doc__ or '').strip()} These: {which}.",
        figures=taken.pop("ours"),
        goal=("p95", 50),
        baselines=taken,
        times_faster={"live SQL": 20, "analytics table": 10} if run.made.conditions["facts_wanted"] >= LARGE else {},
        conditions={"readers": 1, "provinces": len(few), "indicators": asked.codes},
    )
