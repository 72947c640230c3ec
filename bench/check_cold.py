"""danvan check on a Word file of 15 pages, start and all."""

from __future__ import annotations

from pathlib import Path

import _strangers
from _measure import Measure
from _process import danvan, program

PAGES = 15


def measure(home: Path) -> Measure:
    path = _strangers.written(home / "pages-15.docx", PAGES)
    return Measure(
        act=danvan(home, "check", str(path), ends=(0, 1)),
        goal=1.2,
        against=f"a process in which {_strangers.AGAINST}",
        plain=program(home, "-c", _strangers.OPEN, str(path)),
        warm=False,
        conditions=_strangers.size(path, PAGES),
    )
