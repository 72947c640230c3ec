"""The whole annual report composed in a process that runs, every figure counted anew."""

from __future__ import annotations

from pathlib import Path

import _annual
from _measure import Measure, timed


def measure(home: Path) -> Measure:
    report = _annual.composed()
    template, values = _annual.template_for(report, home)
    return Measure(
        act=timed(_annual.composed),
        goal=0.3,
        against=_annual.AGAINST,
        plain=timed(lambda: _annual.fill(template, values)),
        warm=True,
        conditions=_annual.size(report),
    )
