"""A tail of twenty thousand entries folded into the sealed base."""

from __future__ import annotations

from collections.abc import Iterator

from _programs import record
from _run import Run
from _times import Result, took

BESIDE = False
RUNS = 3
ENTRIES = 20_000


def measure(run: Run) -> Iterator[Result]:
    from danvan.indicators.current import freshen, seal

    places = [commune for communes in run.asked.communes.values() for commune in communes]
    freshen()
    seal()
    seconds = []
    for _number in range(RUNS):
        record(run.made, places=places, kinds=run.asked.kinds, year=run.asked.year, entries=ENTRIES)
        seconds.append(took(seal) / 1000)
    yield Result(
        name="seal",
        what=(__doc__ or "").strip(),
        figures=seconds,
        unit="seconds",
        goal=("most", 10),
        baselines={"analytics table": run.job} if run.job else {},
        conditions={"entries": ENTRIES, "baseline": "the job that builds the table and its indexes anew"},
    )
