"""The published indicators by commune and month, as they stood at a state of the copy; the hot way to a grid.

Base cells lie in memory, sorted by place, so those of a province are a slice. To them come cells of the tail, and what
the odd entries of each commune come to, which is judged once and kept until one of them is touched.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from danvan.indicators.copy.copy import Copy
from danvan.indicators.copy.reach import Reach
from danvan.indicators.copy.tables import as_arrow, texts
from danvan.indicators.measure import Measured
from danvan.indicators.now import Now, now
from danvan.indicators.published import published
from danvan.kit.quantity import Number, Precision
from danvan.ledger.facts import NUMBER

#: One cell, in the columns of CELLS.
Cell = tuple[int, str, int, Number | None, int, str]
#: Cells of single months; ``precision`` null: exactly known.
CELLS: Final = pa.schema(
    [
        ("uv", pa.int32()), ("code", pa.string()), ("month", pa.int32()), ("total", NUMBER), ("many", pa.int64()),
        ("precision", pa.string()),
    ]
)  # fmt: skip


def cell_of(key: tuple[str, tuple[int, int]], said: Measured) -> Cell:
    """What odd entries come to, for an indicator at a place in a month (``Now.odd``)."""
    code, (uv, month) = key
    return uv, code, month, said.value, len(said.records), said.precision.value


def by_month(copy: Copy, codes: frozenset[str], span: tuple[int, int], year: int) -> tuple[pa.Table, int]:
    """The columns of ``grid.Grid``, for communes numbered from the first to the last of the span; the position."""
    base = _of_base(copy, codes, span, year)
    with now(copy) as moment:
        rest = _rest(moment, codes, span, year)
    communes = copy.boundaries.commune_of.take(base["uv"])
    finer = pc.any(pc.not_equal(communes, base["uv"])).as_py()
    within = pc.and_(pc.greater_equal(communes, span[0]), pc.less_equal(communes, span[1]))
    base = base.set_column(0, "uv", communes).filter(within)
    return together(copy, base, rest, each_once=not finer), moment.position


def together(copy: Copy, cells: pa.Table, others: pa.Table, *, each_once: bool = False) -> pa.Table:
    """The columns of ``grid.Grid`` from two tables like CELLS; ``each_once``: no two of ``cells`` are of one place.

    A number known in words only is a lower bound beside others.
    """
    # Only what meets something is added up; all else is a cell already.
    both = pa.concat_tables([cells, others])
    key = _key(both)
    meets = pc.is_in(key, value_set=(key.slice(len(cells)) if each_once else key).unique())
    whole = pa.concat_tables([both.filter(pc.invert(meets)), _added(both.filter(meets))])
    precision = pc.fill_null(whole["precision"], Precision.EXACT.value)
    worded = pc.and_(pc.equal(precision, Precision.IN_WORDS.value), pc.greater(whole["many"], 1))
    place = pa.DictionaryArray.from_arrays(whole["uv"].combine_chunks(), copy.boundaries.unit_of)
    names = ["code", "place", "month", "value", "records", "precision"]
    columns = [whole["code"], place, *(whole[name] for name in ("month", "total", "many"))]
    return pa.table([*columns, pc.if_else(worded, Precision.AT_LEAST.value, precision)], names=names)


def _of_base(copy: Copy, codes: frozenset[str], span: tuple[int, int], year: int) -> pa.Table:
    cells = copy.commune_cells(year)
    places = cells["uv"]
    first = bisect_left(range(len(places)), span[0], key=lambda row: places[row].as_py())
    after = bisect_right(range(len(places)), span[1], key=lambda row: places[row].as_py())
    part = cells.slice(first, after - first)
    part = part.filter(pc.is_in(part["code"], value_set=pa.array(sorted(codes), pa.string())))
    return part.append_column("precision", pa.nulls(len(part), pa.string())).cast(CELLS)


def _rest(moment: Now, codes: frozenset[str], span: tuple[int, int], year: int) -> pa.Table:
    """Cells of the tail, and what odd entries come to."""
    odd = as_arrow(CELLS, [cell for cell in _judged(moment, span, year) if cell[1] in codes])
    if moment.untouched:
        return odd
    tail = moment.cursor.execute(
        "SELECT p.commune AS uv, t.code, t.first AS month, sum(t.total)::DECIMAL(38, 6) AS total, "
        "sum(t.many)::BIGINT AS many, NULL::VARCHAR AS precision "
        "FROM tail_commune_cell t JOIN place p ON p.uv = t.uv "
        f"WHERE t.year = {year} AND t.uv BETWEEN {span[0]} AND {span[1]} AND t.first = t.last "
        f"AND p.commune BETWEEN {span[0]} AND {span[1]} AND t.code IN ({texts(codes)}) GROUP BY ALL"
    )
    return pa.concat_tables([odd, tail.to_arrow_table().cast(CELLS)])


def _judged(moment: Now, span: tuple[int, int], year: int) -> list[Cell]:
    """What the odd entries of each commune of the span come to, of all published indicators."""
    copy, held = moment.copy, moment.judged
    communes = copy.boundaries.communes_in(span)
    lacking = [uv for uv in communes if (year, uv) not in held]
    if lacking:
        definitions = {each.code: each for each in published()}
        moment.want(definitions.values())
        kinds = frozenset(kind for each in definitions.values() for kind in each.kinds)
        last = copy.boundaries.last[lacking[-1]]
        reach = Reach(lacking[0], last, frozenset({year}), kinds, None, inside=True)
        fresh: dict[int, list[Cell]] = {uv: [] for uv in lacking}
        for cell in (cell_of(*each) for each in moment.odd_by_month(definitions, reach, "commune")):
            if cell[0] in fresh:
                fresh[cell[0]].append(cell)
        held.update({(year, uv): tuple(each) for uv, each in fresh.items()})
    return [cell for uv in communes for cell in held[year, uv]]


def _key(cells: pa.Table) -> pa.ChunkedArray:
    """Place, month and indicator of each cell as one number."""
    codes = cells["code"].combine_chunks().dictionary_encode().indices.cast(pa.int64())
    place = pc.add(pc.multiply(cells["uv"].cast(pa.int64()), 1_000_000), cells["month"].cast(pa.int64()))
    return pc.add(pc.multiply(place.combine_chunks(), 1_000), codes)


def _added(cells: pa.Table) -> pa.Table:
    sums = [("total", "sum"), ("many", "sum"), ("precision", "max")]
    added = cells.group_by(["uv", "code", "month"], use_threads=False).aggregate(sums).rename_columns(CELLS.names)
    return added.cast(CELLS).filter(pc.not_equal(added["many"], 0))
