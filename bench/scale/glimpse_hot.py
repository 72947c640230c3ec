"""One figure of a commune or province and year, with the first hundred of its records, in a process that runs."""

from __future__ import annotations

from collections.abc import Iterator

from _ours import Ours
from _run import Run
from _times import Result, in_turn

BESIDE = True
RUNS = 200


def measure(run: Run) -> Iterator[Result]:
    ways = {"ours": Ours(run.asked).figure, **{name: each.figure for name, each in run.baselines.items()}}
    taken = in_turn(run.asked.single(RUNS), ways, warm=20)
    yield Result(
        name="glimpse_hot",
        what=(__doc__ or "").strip(),
        figures=taken.pop("ours"),
        goal=("p95", 10),
        baselines=taken,
        conditions={
            "readers": 1,
            "indicators": [definition.code for definition in run.asked.all],
            "records_listed": 100,
        },
    )
