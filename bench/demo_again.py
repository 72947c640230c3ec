"""danvan demo over again, when all is there."""

from __future__ import annotations

from pathlib import Path

import _annual
from _measure import Measure
from _process import BARE, bare, danvan


def measure(home: Path) -> Measure:
    return Measure(
        act=danvan(home, "demo"),
        goal=5,
        against=BARE,
        plain=bare(home),
        warm=False,
        conditions=_annual.size(_annual.composed()),
    )
