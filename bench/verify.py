"""Everything that danvan verify looks at; aim: 2 s."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from _terminal import danvan


def measure(home: Path) -> Callable[[], object]:
    return danvan(home, "verify")
