"""The most memory that danvan report holds while it writes a Word file."""

from __future__ import annotations

from pathlib import Path

import _annual
from _measure import Measure
from _process import peak


def measure(home: Path) -> Measure:
    report = _annual.composed()
    return Measure(
        act=peak(home, "-m", "danvan.cli.main", *_annual.words(home)),
        goal=300,
        unit="megabytes",
        against=f"a process in which {_annual.AGAINST}",
        plain=peak(home, "-c", _annual.FILL, *_annual.files(report, home)),
        warm=False,
        conditions=_annual.size(report),
    )
