"""What is published of small counts of persons: cells under five are hidden, and what would give them away.

Design, law 8: counts of persons by ethnicity, religion, party or complaint; never «02 cuộc» or «04 xã».
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from danvan.indicators.models import Figure

#: The smallest count of persons of a sensitive class that is printed.
SMALLEST: Final = 5


def hidden(figure: Figure) -> bool:
    """Whether this figure alone may not be printed: a small count, or what is made of one."""
    if figure.parts:
        return any(hidden(part) for part in figure.parts)
    return figure.sensitive and figure.value is not None and 0 < figure.value < SMALLEST


def hidden_cells(row: Sequence[Figure]) -> set[int]:
    """Which of the cells that add up to a printed total may not be printed.

    One hidden cell could be had back by subtraction, so the smallest of the others is hidden with it.
    """
    cells = {place for place, figure in enumerate(row) if hidden(figure)}
    if len(cells) == 1:
        others = [place for place, figure in enumerate(row) if place not in cells and figure.value]
        if others:
            cells.add(min(others, key=lambda place: row[place].value or 0))
    return cells
