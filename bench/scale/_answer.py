"""Answers of every way of asking in one shape, so that they can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

#: (code, commune, month 1 to 12) -> (value, number of records).
Cells = dict[tuple[str, str, int], tuple[Decimal | None, int]]


def number(value: Any) -> Decimal | None:
    """A sum as it comes from any database, exactly; the analytics table's are floating-point numbers."""
    return None if value is None else Decimal(str(value)).normalize() + 0


def cells(rows: Iterable[tuple[Any, ...]]) -> Cells:
    """From rows of code, commune, month, sum, number of records."""
    return {(code, commune, int(month)): (number(value), int(many)) for code, commune, month, value, many in rows}


def cells_of(table: Any) -> Cells:
    """From the grid's table."""
    columns = (table[name].to_pylist() for name in ("code", "place", "month", "value", "records"))
    rows = zip(*columns, strict=True)
    return {(code, place, month % 100): (number(value), many) for code, place, month, value, many in rows}
