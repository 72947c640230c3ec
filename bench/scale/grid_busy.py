"""The same with eight readers, in one process and in four, beside a writer that records ten entries a second."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain

from _ours import Ours
from _programs import Program, running
from _run import Run
from _times import Result, in_turn

BESIDE = True
SECONDS = {"ours": 10, "live SQL": 20, "analytics table": 20}
WRITTEN_A_SECOND = 10


def measure(run: Run) -> Iterator[Result]:
    baselines = {name: _readers(run, name, processes=1, threads=8)[0] for name in run.baselines}
    for processes, threads in ((1, 8), (4, 2)):
        taken, written = _readers(run, "ours", processes=processes, threads=threads)
        yield Result(
            name=f"grid_busy_{processes}x{threads}",
            what=(__doc__ or "").strip(),
            figures=taken,
            goal=("p95", 50),
            baselines=baselines,
            conditions={
                "processes": processes,
                "readers": processes * threads,
                "grids_a_second": round(len(taken) / SECONDS["ours"], 1),
                "written_a_second": round(written / SECONDS["ours"], 1),
                "baselines": "one process, eight connections, the same writer",
            },
        )
    # At rest again, with all that was written meanwhile; the analytics table is as old as its job.
    if run.live:
        in_turn(run.asked.provinces(3), {"ours": Ours(run.asked).grid, "live SQL": run.live.grid}, warm=0)


def _readers(run: Run, way: str, *, processes: int, threads: int) -> tuple[list[float], int]:
    """What each grid took, and how many entries were written meanwhile."""
    asked = run.asked.words()
    readers = [
        Program(run.made, "_read.py", way=way, threads=threads, seed=number, asked=asked) for number in range(processes)
    ]
    places = next(iter(run.asked.communes.values()))
    writer = Program(
        run.made, "_write.py", places=places, kinds=run.asked.kinds, year=run.asked.year, entries=0, at_once=1,
        rate=WRITTEN_A_SECOND,
    )  # fmt: skip
    with running([*readers, writer]):
        for reader in readers:
            reader.tell(str(SECONDS[way]))
        taken = list(chain.from_iterable(json.loads(reader.hear()) for reader in readers))
        return taken, len(writer.rest())
