"""danvan figure: one figure from the terminal, start and all."""

from __future__ import annotations

from pathlib import Path

from _measure import Measure
from _process import BARE, bare, danvan


def measure(home: Path) -> Measure:
    from danvan.ledger.models import Entry

    return Measure(
        act=danvan(home, "figure", "dialogues", "--unit", "tam-duong", "--period", "2022", "--json"),
        goal=0.8,
        against=BARE,
        plain=bare(home),
        warm=False,
        conditions={"entries": Entry.objects.count(), "figures": 1},
    )
