"""The longest that one of a hundred writes waits while eight writers record one entry after another (SQLite)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from math import ceil
from pathlib import Path

from _measure import Measure

SECONDS = 4
#: Processes and threads in each.
PROCESSES, THREADS = 2, 4


def measure(home: Path) -> Measure:
    ours, plain = _Writers(home, "danvan.web.sqlite"), _Writers(home, "django.db.backends.sqlite3")
    return Measure(
        act=ours.longest,
        goal=0.06,
        against="the same with Django's own backend, where SQLite lets writers wait",
        plain=plain.longest,
        warm=True,
        conditions={
            "writers": f"{PROCESSES} processes of {THREADS} threads",
            "seconds": SECONDS,
            "share": 0.99,
            "ours": ours.told,
            "baseline": plain.told,
        },
        runs=3,
        plain_runs=3,
    )


class _Writers:
    """Eight that write to the home at once, by one of two backends; ``longest`` is the time of 99 in 100 writes."""

    def __init__(self, home: Path, backend: str) -> None:
        # A home of its own: other measures count what is in theirs.
        self._folder = tempfile.TemporaryDirectory(prefix="danvan-bench-")
        self._environment = os.environ | {"DANVAN_HOME": str(shutil.copytree(home, Path(self._folder.name, "home")))}
        self._backend = backend
        self._told: dict[str, object] = {}

    def longest(self) -> float:
        words = [sys.executable, "-c", _WRITER, self._backend, str(THREADS), str(SECONDS)]
        writers = [
            subprocess.Popen(words, env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _process in range(PROCESSES)
        ]
        for writer in writers:
            assert writer.stdout
            assert writer.stdout.readline() == "ready\n"
        times: list[float] = []
        refused = 0
        # All have set up Django before the first of them is let go.
        for writer in writers:
            assert writer.stdin
            writer.stdin.write("\n")
            writer.stdin.flush()
        for writer in writers:
            said = json.loads(writer.communicate()[0])
            times += said["times"]
            refused += said["refused"]
        times.sort()
        share = times[ceil(len(times) * 0.99) - 1]
        self._told = {
            "median": round(times[len(times) // 2], 4),
            "most": round(times[-1], 4),
            "writes a second": round(len(times) / SECONDS),
            "refused": refused,
        }
        return share

    def told(self) -> dict[str, object]:
        """Of the last run: the median, the most, how many a second, how many refused."""
        return self._told


_WRITER = """
import json, sys, threading
from time import perf_counter
import django
from django.conf import settings
backend, threads, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
settings.DATABASES["default"]["ENGINE"] = backend
django.setup()
from django.db import OperationalError, connection
from danvan.kit.by import TERMINAL
from danvan.ledger.actions import record_entries
ENTRY = {
    "kind": "dialogue", "form": "single", "lead": "huyen-uy-tam-duong", "places": ["then-sin"],
    "start": "2022-05-12", "end": "2022-05-12", "measures": {"opinions": 12, "explained": 7, "taken_up": 4, "open": 1},
    "dims": {"head": "party_secretary", "matters": ["tea", "roads"]}, "source": "thử",
}
times, refused = [], []
record_entries(by=TERMINAL, entries=[ENTRY])
print("ready", flush=True)
sys.stdin.readline()
end = perf_counter() + seconds
def write():
    while (started := perf_counter()) < end:
        try:
            record_entries(by=TERMINAL, entries=[ENTRY])
        except OperationalError as fault:
            refused.append(str(fault))
        times.append(perf_counter() - started)
    connection.close()

writers = [threading.Thread(target=write) for _thread in range(threads)]
for writer in writers:
    writer.start()
for writer in writers:
    writer.join()
print(json.dumps({"times": times, "refused": len(refused)}))
"""
