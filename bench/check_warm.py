"""A Word file of 100 pages and 2,000 figures read and doubted by every check, in a process that runs."""

from __future__ import annotations

from math import log
from pathlib import Path
from time import perf_counter

import _strangers
from _measure import Measure, timed

PAGES = 100


def measure(home: Path) -> Measure:
    path = _strangers.written(home / "pages.docx", PAGES)
    return Measure(
        act=timed(lambda: _strangers.doubted(path)),
        goal=1.0,
        against=_strangers.AGAINST,
        plain=timed(lambda: _strangers.opened(path)),
        warm=True,
        conditions=_strangers.size(path, PAGES) | {"growth": lambda: _growth(home)},
    )


def _growth(home: Path) -> dict[str, object]:
    """Seconds for 10, 100 and 1,000 pages, and the exponent of the growth between the ends (1: linear)."""
    seconds: dict[int, float] = {}
    for pages in (10, 100, 1000):
        path = _strangers.written(home / f"pages-{pages}.docx", pages)
        started = perf_counter()
        _strangers.doubted(path)
        seconds[pages] = round(perf_counter() - started, 3)
    return {"seconds": seconds, "exponent": round(log(seconds[1000] / seconds[10]) / log(100), 2)}
