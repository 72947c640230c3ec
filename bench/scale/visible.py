"""From the acknowledged commit of a new entry until every figure that it touches shows it, while fifty a second arrive.

Two processes record singly, each in a commune of its own; one process polls, as a page that is shown again and again
would: it freshens and asks the figures of both communes and both provinces. An entry is seen at the end of the first
round whose figures hold it all.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from _programs import Program, running
from _run import Run
from _times import Differing, Result

BESIDE = False
WRITERS = 2
RATE = 50
SECONDS = 20


def measure(run: Run) -> Iterator[Result]:
    places, definition = _places(run)
    watch = Program(run.made, "_watch.py", code=definition.code, year=run.asked.year, places=places)
    with running([watch]):
        watch.tell("go")
        begun = json.loads(watch.hear())
        writers = [
            Program(
                run.made, "_write.py", places=[commune], kinds=definition.kinds, year=run.asked.year,
                entries=RATE * SECONDS // WRITERS, at_once=1, rate=RATE / WRITERS,
            )
            for commune, _province in places
        ]  # fmt: skip
        with running(writers):
            written = [writer.rest() for writer in writers]
        watch.tell("end")
        rounds = json.loads(watch.hear())
    lags = [
        lag
        for number, acknowledged in enumerate(written)
        for lag in _lags([at for _id, at, _took, _late in acknowledged], number, begun, rounds)
    ]
    calls = [call for each in written for call in each]
    span = max(at for _id, at, _took, _late in calls) - min(at - took for _id, at, took, _late in calls)
    rate = len(calls) / span
    yield Result(
        name="visible",
        what=(__doc__ or "").strip(),
        figures=lags,
        goal=("p99", 100),
        lacking="" if rate >= 0.95 * RATE else f"the writers came to {rate:.1f} entries a second, not {RATE}",
        conditions={
            "writers": WRITERS,
            "recorded_a_second": round(rate, 1),
            "recording_took_ms_p50": round(sorted(took for _id, _at, took, _late in calls)[len(calls) // 2] * 1000, 1),
            "rounds_a_second": round(len(rounds) / (rounds[-1][0] - rounds[0][0]), 1),
            "figures_a_round": 2 * len(places),
        },
    )


def _places(run: Run) -> tuple[list[tuple[str, str]], Any]:
    """The busiest commune of each of the first provinces, and an indicator that counts all that is written there."""
    from danvan.ledger.models import Entry

    year = {"start__gte": f"{run.asked.year}-01-01", "end__lte": f"{run.asked.year}-12-31"}
    definition = next(each for each in run.asked.all if each.what == "occasions" and not each.where)
    entries = Entry.objects.filter(kind__in=definition.kinds, form="single", act="record", **year)
    recorded = Counter(entries.values_list("place_id", flat=True))
    busiest = [
        (max(communes, key=lambda each: recorded[each]), province)
        for province, communes in sorted(run.asked.communes.items())
    ]
    return busiest[:WRITERS], definition


def _lags(acknowledged: Sequence[float], place: int, begun: Sequence[int], rounds: Sequence[Any]) -> Iterator[float]:
    """Milliseconds until the round that showed it, for each entry of one writer, in the order of its commits."""
    ends = [end for end, _counts in rounds]
    # Both figures of the place must hold it.
    shown = [
        min(count - first for count, first in zip(counts[place], begun[place], strict=True)) for _end, counts in rounds
    ]
    # One more was recorded by each writer to be warm.
    if shown[-1] != len(acknowledged) + 1:
        raise Differing(f"{len(acknowledged) + 1} entries were recorded, the figures show {shown[-1]}")
    for number, at in enumerate(acknowledged, start=2):
        # Counts only grow.
        yield max(0.0, ends[bisect_left(shown, number)] - at) * 1000
