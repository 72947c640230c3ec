"""The most memory that danvan check holds on a Word file of 100 pages and 2,000 figures."""

from __future__ import annotations

from pathlib import Path

import _strangers
from _measure import Measure
from _process import peak

PAGES = 100


def measure(home: Path) -> Measure:
    path = _strangers.written(home / "pages.docx", PAGES)
    return Measure(
        act=peak(home, "-m", "danvan.cli.main", "check", str(path), ends=(0, 1)),
        goal=300,
        unit="megabytes",
        against=f"a process in which {_strangers.AGAINST}",
        plain=peak(home, "-c", _strangers.OPEN, str(path)),
        warm=False,
        conditions=_strangers.size(path, PAGES),
    )
