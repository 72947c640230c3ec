"""Which figures are not published: small counts of people, what is made of them, and what would give them away.

The rule itself is the ledger's (design, law 8): people by ethnicity, religion, party or complaint; never «02 cuộc» or
«04 xã». One rule for figures and for the records behind them, else one page would tell what another hides.
"""

from __future__ import annotations

from collections.abc import Sequence

from danvan.indicators.models import Figure
from danvan.kit.quantity import Basis
from danvan.ledger.suppression import LEAST as SMALLEST
from danvan.ledger.suppression import suppressed

__all__ = ["SMALLEST", "hidden", "hidden_cells"]


def hidden(figure: Figure) -> bool:
    """Whether this figure alone may not be printed: a small count, or what is made of one or leaves one as the rest."""
    if not figure.parts:
        return figure.sensitive and figure.value is not None and figure.value < SMALLEST
    return any(hidden(part) for part in figure.parts) or _leaves_few(figure)


def _leaves_few(figure: Figure) -> bool:
    """Whether a share of sensitive people tells that few are left outside it."""
    part, whole = figure.parts[0], figure.parts[-1]
    if figure.basis is not Basis.PERCENT or not part.sensitive or part.value is None or whole.value is None:
        return False
    return whole.value - part.value < SMALLEST


def hidden_cells(row: Sequence[Figure]) -> set[int]:
    """Which of the cells that add up to a printed total may not be printed.

    What is hidden in a row is at least two cells of together five or more, else a reader subtracts.
    """
    alone = {place for place, figure in enumerate(row) if hidden(figure)}
    counts = {place: figure.value for place, figure in enumerate(row) if figure.sensitive and not figure.parts}
    return alone | suppressed(counts, sums=[list(counts)])
