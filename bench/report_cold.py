"""danvan report from the terminal to a Word file, start and all."""

from __future__ import annotations

from pathlib import Path

import _annual
from _measure import Measure
from _process import danvan, program


def measure(home: Path) -> Measure:
    report = _annual.composed()
    return Measure(
        act=danvan(home, *_annual.words(home)),
        goal=1.5,
        against=f"a process in which {_annual.AGAINST}",
        plain=program(home, "-c", _annual.FILL, *_annual.files(report, home)),
        warm=False,
        conditions=_annual.size(report),
    )
