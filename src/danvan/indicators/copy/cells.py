"""Cells: sums by place and month, kept by adding changes, so that "now" is answered without a look at the facts.

An entry that stands is either *plain*, and then all its facts lie in cells, or *odd*, and then all of them lie in the
table ``odd`` and are judged row by row (``measure``) whenever a cell's sum is asked. Odd is whoever's number is not
known exactly, and whoever might take another entry out of a sum or be taken out by it: a total or an estimate, and an
entry of the same kind and lead, in its place and touching its days. Calling an entry odd is never wrong, only slower;
so one stays odd when the other goes.

A cell's place is the commune (the province), or the entry's own place where that lies above, or where a part of the
commune went elsewhere since. As nothing is ever taken out of a file, what goes is a cell with the opposite sign.
"""

from __future__ import annotations

from typing import Final

#: Facts of which a sum may be made without a look at each.
_PLAIN: Final = "value IS NOT NULL AND precision = 'exact' AND status <> 'estimated'"
_HEAVY: Final = "form = 'total' OR status = 'estimated'"
_COLUMNS_OF_HEAVY: Final = 'pos, kind, lead, uv, year, start, "end"'


def heavy_of(facts: str) -> str:
    """SQL: the entries that may take others out of a sum, among facts that stand."""
    return f"SELECT DISTINCT {_COLUMNS_OF_HEAVY} FROM {facts} WHERE {_HEAVY}"


def inexact_of(facts: str) -> str:
    """SQL: the entries with a number that is not known exactly, among facts that stand."""
    # ``occasions`` is null for kinds that have none: nothing is unknown then, and no sum counts it.
    silent = "measure = 'occasions' AND value IS NULL AND kind IN (SELECT kind FROM silent)"
    return f"SELECT DISTINCT pos, uv, year FROM {facts} WHERE NOT ({_PLAIN}) AND NOT ({silent})"


def tangled(entries: str, heavy: str) -> str:
    """SQL: each pair of an entry and a heavy one of which one may take the other out of a sum; both are tables."""
    return (
        f"SELECT e.pos, e.uv, e.year, h.pos AS h_pos, h.uv AS h_uv, h.year AS h_year FROM {entries} e JOIN {heavy} h "
        'ON h.kind = e.kind AND h.lead = e.lead AND h.pos <> e.pos AND h.start <= e."end" AND e.start <= h."end" '
        "JOIN place p ON p.uv = h.uv WHERE e.uv BETWEEN h.uv AND p.last"
    )


def both(pairs: str) -> str:
    """SQL: the entries of such pairs."""
    return f"SELECT pos, uv, year FROM {pairs} UNION SELECT h_pos, h_uv, h_year FROM {pairs}"


def added(cells: str) -> str:
    """SQL: of cells that are known by the same, and those with the opposite sign, one; none where nothing is left."""
    return (
        "SELECT * EXCLUDE (total, many), sum(total)::DECIMAL(38, 6) AS total, sum(many)::BIGINT AS many "
        f"FROM ({cells}) GROUP BY ALL HAVING sum(many) <> 0"
    )


def commune_cells(signed: str) -> str:
    """SQL: cells of the published indicators from facts with a ``sign``."""
    return (
        "SELECT p.commune_cell AS uv, f.year, year(f.start) * 100 + month(f.start) AS first, "
        'year(f."end") * 100 + month(f."end") AS last, w.code, sum(f.sign * f.value)::DECIMAL(38, 6) AS total, '
        f"sum(f.sign)::BIGINT AS many FROM {signed} f JOIN place p ON p.uv = f.uv "
        "JOIN wants w ON w.kind = f.kind AND w.measure = f.measure AND w.dims = f.dims "
        "WHERE f.value IS NOT NULL GROUP BY ALL"
    )


def province_cells(signed: str) -> str:
    """SQL: cells of every measure from facts with a ``sign``."""
    return (
        "SELECT p.province_cell AS uv, f.year, year(f.start) * 100 + month(f.start) AS first, "
        'year(f."end") * 100 + month(f."end") AS last, f.kind, f.dims, f.measure, '
        "sum(f.sign * f.value)::DECIMAL(38, 6) AS total, sum(f.sign)::BIGINT AS many "
        f"FROM {signed} f JOIN place p ON p.uv = f.uv WHERE f.value IS NOT NULL GROUP BY ALL"
    )
