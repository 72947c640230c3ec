"""Which figures of a report are not published: small counts of persons, and what would give them away.

One hidden cell among the places or the parts that add up to a printed total could be had back by subtraction, so the
smallest of the others goes with it; a share or a sum that is made of a hidden count goes too (design, law 8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from danvan.indicators.models import Figure
from danvan.indicators.suppression import hidden, hidden_cells
from danvan.kit.scope import Scope


def withheld(figures: Sequence[Figure]) -> set[int]:
    """Which of the figures of one report may not be printed, as their places in the sequence."""
    rows: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, figure in enumerate(figures):
        if figure.sensitive and not figure.parts:
            rows["places", figure.full_code].append(place)
            rows["parts", figure.code, figure.scope.unit].append(place)
    found = {place for place, figure in enumerate(figures) if hidden(figure)}
    for row in rows.values():
        found |= {row[cell] for cell in hidden_cells([figures[place] for place in row])}
    names = {(figures[place].full_code, figures[place].scope) for place in found}
    return found | {place for place, figure in enumerate(figures) if _made_of(figure, names)}


def _made_of(figure: Figure, names: set[tuple[str, Scope]]) -> bool:
    return any((part.full_code, part.scope) in names or hidden(part) for part in figure.parts)
