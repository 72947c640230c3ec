"""danvan verify: everything that it looks at."""

from __future__ import annotations

from pathlib import Path

from _measure import Measure
from _process import BARE, bare, danvan


def measure(home: Path) -> Measure:
    from danvan.ledger.models import Entry

    return Measure(
        act=danvan(home, "verify"),
        goal=2,
        against=BARE,
        plain=bare(home),
        warm=False,
        conditions={"entries": Entry.objects.count()},
    )
