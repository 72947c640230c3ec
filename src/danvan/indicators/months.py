"""The published indicators by commune and month, as they stood at a state of the copy; the hot way to a grid.

Base cells lie in memory, sorted by place, so those of a province are a slice. To them come cells of the tail, and what
the odd entries of each commune come to, which is judged once and kept until one of them is touched.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from danvan.indicators.copy.copy import Copy
from danvan.indicators.copy.reach import Reach
from danvan.indicators.copy.tables import texts
from danvan.indicators.now import Now, now
from danvan.indicators.published import published
from danvan.kit.quantity import Number, Precision
from danvan.ledger.facts import NUMBER


class Judged(NamedTuple):
    """What the odd entries of a commune come to in one month."""

    code: str
    month: int
    value: Number | None
    many: int
    precision: str


_Month = tuple[Judged, ...]
_COLUMNS: Final = ("uv", "code", "month", "total", "many")


def by_month(copy: Copy, codes: frozenset[str], span: tuple[int, int], year: int) -> tuple[pa.Table, int]:
    """The columns of ``grid.Grid``, for communes numbered from the first to the last of the span; the position."""
    base = _of_base(copy, codes, span, year)
    with now(copy) as moment:
        rest = _rest(moment, codes, span, year)
    communes = copy.boundaries.commune_of.take(base["uv"])
    finer = pc.any(pc.not_equal(communes, base["uv"])).as_py()
    within = pc.and_(pc.greater_equal(communes, span[0]), pc.less_equal(communes, span[1]))
    base = base.set_column(0, "uv", communes).filter(within)
    if not len(rest) and not finer:
        return _named(copy, base, pa.repeat(pa.scalar(Precision.EXACT.value), len(base))), moment.position
    # Only what meets something is added up; all else is a cell already.
    plain = pa.repeat(pa.scalar(None, pa.string()), len(base))
    both = pa.concat_tables([base.append_column("precision", plain), rest], promote_options="default")
    key = _key(both)
    meets = pc.is_in(key, value_set=key.unique() if finer else key.slice(len(base)).unique())
    alone, several = both.filter(pc.invert(meets)), _added(both.filter(meets))
    whole = pa.concat_tables([alone, several.select(alone.column_names)], promote_options="permissive")
    precision = pc.fill_null(whole["precision"], Precision.EXACT.value)
    worded = pc.and_(pc.equal(precision, Precision.IN_WORDS.value), pc.greater(whole["many"], 1))
    return _named(copy, whole, pc.if_else(worded, Precision.AT_LEAST.value, precision)), moment.position


def _of_base(copy: Copy, codes: frozenset[str], span: tuple[int, int], year: int) -> pa.Table:
    cells = copy.commune_cells(year)
    places = cells["uv"]
    first = bisect_left(range(len(places)), span[0], key=lambda row: places[row].as_py())
    after = bisect_right(range(len(places)), span[1], key=lambda row: places[row].as_py())
    part = cells.slice(first, after - first)
    part = part.filter(pc.is_in(part["code"], value_set=pa.array(sorted(codes), pa.string())))
    return part.set_column(1, "code", part["code"].cast(pa.string()))


def _rest(moment: Now, codes: frozenset[str], span: tuple[int, int], year: int) -> pa.Table:
    """Cells of the tail, and what odd entries come to."""
    found = _judged(moment, span, year)
    rows = [(uv, *each) for uv, held in found for each in held if each.code in codes]
    columns = list(zip(*rows, strict=True)) if rows else [()] * 6
    types = (pa.int32(), pa.string(), pa.int32(), NUMBER, pa.int64(), pa.string())
    uv, code, month, total, many, precision = (pa.array(c, t) for c, t in zip(columns, types, strict=True))
    odd = pa.table([uv, code, month, total, many, precision], names=[*_COLUMNS, "precision"])
    if moment.untouched:
        return odd
    tail = moment.cursor.execute(
        "SELECT p.commune AS uv, t.code, t.first AS month, sum(t.total)::DECIMAL(38, 6) AS total, "
        "sum(t.many)::BIGINT AS many FROM tail_commune_cell t JOIN place p ON p.uv = t.uv "
        f"WHERE t.year = {year} AND t.uv BETWEEN {span[0]} AND {span[1]} AND t.first = t.last "
        f"AND p.commune BETWEEN {span[0]} AND {span[1]} AND t.code IN ({texts(codes)}) GROUP BY ALL"
    )
    return pa.concat_tables([odd, tail.to_arrow_table()], promote_options="default")


def _judged(moment: Now, span: tuple[int, int], year: int) -> list[tuple[int, _Month]]:
    """Each commune of the span with what its odd entries come to."""
    copy, held = moment.copy, moment.judged
    communes = copy.boundaries.communes_in(span)
    lacking = [uv for uv in communes if (year, uv) not in held]
    if lacking:
        definitions = {each.code: each for each in published()}
        moment.want(definitions.values())
        kinds = frozenset(kind for each in definitions.values() for kind in each.kinds)
        last = copy.boundaries.last[lacking[-1]]
        reach = Reach(lacking[0], last, frozenset({year}), kinds, None, inside=True)
        where = 'p.commune IS NOT NULL AND month(f.start) = month(f."end")'
        fresh: dict[int, list[Judged]] = {uv: [] for uv in lacking}
        key = "(p.commune, year(f.start) * 100 + month(f.start))"
        for (code, (uv, month)), said in moment.odd(definitions, reach, where, key):
            if uv in fresh:
                fresh[uv].append(Judged(code, month, said.value, len(said.records), said.precision.value))
        held.update({(year, uv): tuple(each) for uv, each in fresh.items()})
    return [(uv, held[year, uv]) for uv in communes]


def _key(cells: pa.Table) -> pa.ChunkedArray:
    """Place, month and indicator of each cell as one number."""
    codes = cells["code"].combine_chunks().dictionary_encode().indices.cast(pa.int64())
    place = pc.add(pc.multiply(cells["uv"].cast(pa.int64()), 1_000_000), cells["month"].cast(pa.int64()))
    return pc.add(pc.multiply(place.combine_chunks(), 1_000), codes)


def _added(cells: pa.Table) -> pa.Table:
    sums = [("total", "sum"), ("many", "sum"), ("precision", "max")]
    added = cells.group_by(["uv", "code", "month"], use_threads=False).aggregate(sums)
    added = added.rename_columns([name.removesuffix("_sum").removesuffix("_max") for name in added.column_names])
    added = added.set_column(added.column_names.index("total"), "total", added["total"].cast(NUMBER))
    return added.filter(pc.not_equal(added["many"], 0))


def _named(copy: Copy, cells: pa.Table, precision: pa.Array | pa.ChunkedArray) -> pa.Table:
    place = pa.DictionaryArray.from_arrays(cells["uv"].combine_chunks(), copy.boundaries.unit_of)
    names = ["code", "place", "month", "value", "records", "precision"]
    return pa.table([cells["code"], place, cells["month"], cells["total"], cells["many"], precision], names=names)
