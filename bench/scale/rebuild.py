"""The base gone, and built again from the database alone, in a process that starts."""

from __future__ import annotations

from collections.abc import Iterator

from _programs import Program
from _run import Run
from _times import Result

BESIDE = False
RUNS = 2


def measure(run: Run) -> Iterator[Result]:
    seconds = []
    for _number in range(RUNS):
        (took,) = Program(run.made, "_again.py").rest()
        seconds.append(took)
    yield Result(
        name="rebuild",
        what=(__doc__ or "").strip(),
        figures=seconds,
        unit="seconds",
        goal=("most", 60),
        baselines={"analytics table": run.job} if run.job else {},
        conditions={"baseline": "the job that builds the table and its indexes anew"},
    )
