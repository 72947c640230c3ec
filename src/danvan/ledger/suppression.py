"""Which cells of a published table are hidden: small counts of people, and what would let a reader find them again.

Design, law 8: published cells under five are suppressed (persons by ethnicity, religion, party, complaint),
complements too; never counts of occasions or of communes. Pages and exports pass the same rule.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from decimal import Decimal
from typing import Final, TypeVar

from danvan.kit.quantity import Basis
from danvan.ledger.kinds.sensitivity import Sensitive

#: A published count of people below this is hidden. Zero too: that nobody is there speaks of everybody there.
LEAST: Final = 5
_PEOPLE = {Basis.PERSONS, Basis.HOUSEHOLDS, Basis.TURNS}
_CLASSES = {Sensitive.ETHNICITY, Sensitive.RELIGION, Sensitive.PARTY, Sensitive.COMPLAINT}

Cell = TypeVar("Cell", bound=Hashable)


def is_guarded(sensitive: Sensitive | None, basis: Basis) -> bool:
    """Whether counts of that basis and class fall under the rule at all."""
    return sensitive in _CLASSES and basis in _PEOPLE


def suppressed(cells: Mapping[Cell, int | Decimal | None], *, sums: Iterable[Collection[Cell]] = ()) -> frozenset[Cell]:
    """The cells to hide, of counts that are guarded (``is_guarded``); null cells say nothing and stay as they are.

    ``sums`` are the groups of cells whose sum the reader sees as well (a row, a column, a whole with the rest as a
    cell of its own): in each of them what is hidden must be at least two cells of together five or more, else the
    reader subtracts; so the smallest further cells are hidden too. Where a group is too small for that, all of it
    is hidden, and its sum must be hidden by the caller when it is itself under five.
    """
    hidden = {cell for cell, value in cells.items() if value is not None and value < LEAST}
    groups = [[cell for cell in group if cells.get(cell) is not None] for group in sums]
    changed = True
    while changed:
        changed = False
        for group in groups:
            further = _smallest_open(cells, group, hidden)
            if further is not None:
                hidden.add(further)
                changed = True
    return frozenset(hidden)


def _smallest_open(
    cells: Mapping[Cell, int | Decimal | None], group: Collection[Cell], hidden: Collection[Cell]
) -> Cell | None:
    """The cell to hide next in a group whose hidden cells could be found by subtraction; None when they cannot."""
    inside = [cells[cell] or 0 for cell in group if cell in hidden]
    if not inside or (len(inside) > 1 and sum(inside) >= LEAST):
        return None
    return min((cell for cell in group if cell not in hidden), key=lambda cell: cells[cell] or 0, default=None)
