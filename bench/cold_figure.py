"""One figure from the terminal, cold start and all; aim: 0.8 s."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from _terminal import danvan


def measure(home: Path) -> Callable[[], object]:
    return danvan(home, "figure", "dialogues", "--unit", "tam-duong", "--period", "2022", "--json")
