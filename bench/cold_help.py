"""danvan --help."""

from __future__ import annotations

from pathlib import Path

from _measure import Measure
from _process import BARE, bare, danvan


def measure(home: Path) -> Measure:
    return Measure(act=danvan(home, "--help"), goal=0.5, against=BARE, plain=bare(home), warm=False)
