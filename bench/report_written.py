"""The same, and its Word file written, with footnotes and the claims of its figures."""

from __future__ import annotations

from pathlib import Path

import _annual
from _measure import Measure, timed


def measure(home: Path) -> Measure:
    from danvan.reports.word import word

    report = _annual.composed()
    template, values = _annual.template_for(report, home)
    return Measure(
        act=timed(lambda: word(_annual.composed())),
        goal=0.5,
        against=_annual.AGAINST,
        plain=timed(lambda: _annual.fill(template, values)),
        warm=True,
        conditions=_annual.size(report),
    )
