"""A grid: several indicators in each commune (or province) below a place and each month of a year, as they stand now.

For maps, tables and charts of a province or the country: thousands of cells at once, each of which can be asked "why?"
as a figure. Where nothing was recorded there is no cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from danvan.indicators.copy.reach import Reach
from danvan.indicators.current import freshen
from danvan.indicators.definitions import INDICATORS, Definition
from danvan.indicators.measure import Measured
from danvan.indicators.months import by_month
from danvan.indicators.now import Now, now
from danvan.indicators.published import adds_up, published
from danvan.kit.errors import Refusal
from danvan.ledger.facts import NUMBER

Level = Literal["commune", "province"]
_ODD: Final = pa.schema(
    [
        ("code", pa.string()), ("uv", pa.int32()), ("month", pa.int32()), ("total", NUMBER), ("many", pa.int64()),
        ("precision", pa.string()),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grid:
    """``table``: code, place (its id), month (202401), value (null: not stated), records (how many), precision.

    In no order. ``position``: what was known when it was read.
    """

    table: pa.Table
    position: int


def grid(codes: Sequence[str], *, unit: str, year: int, level: Level = "commune") -> Grid:
    """The indicators at every place of that level in the unit, in the boundaries of then.

    What was recorded above that level, or over several months, belongs to no cell. Raises Refusal for an unknown
    indicator or place, and for an indicator that is no sum over places and days.
    """
    definitions = {code: _addable(code) for code in codes}
    copy = freshen()
    if unit not in copy.boundaries.spans:
        raise Refusal(_("«%(unit)s» is not a place."), unit=unit)
    span = copy.boundaries.spans[unit]
    if level == "commune" and definitions.keys() <= {each.code for each in published()}:
        return Grid(*by_month(copy, frozenset(codes), span, year))
    kinds = frozenset(kind for each in definitions.values() for kind in each.kinds)
    measures = frozenset(each.what for each in definitions.values())
    reach = Reach(*span, frozenset({year}), kinds, measures, inside=True)
    with now(copy) as moment:
        moment.want(definitions.values())
        where = f'p.{level} BETWEEN {reach.lo} AND {reach.hi} AND month(f.start) = month(f."end")'
        odd = list(moment.odd(definitions, reach, where, f"(p.{level}, year(f.start) * 100 + month(f.start))"))
        moment.cursor.register("odd_cell", _table(odd))
        summed = _SUMMED.format(cells=_cells(moment, reach, level))
        return Grid(moment.cursor.execute(summed).to_arrow_table(), moment.position)


#: A number known in words only is a lower bound beside others.
_SUMMED: Final = """
SELECT c.code, p.unit AS place, c.month, sum(c.total)::DECIMAL(38, 6) AS value, sum(c.many)::BIGINT AS records,
    CASE WHEN max(c.precision) = 'in_words' AND sum(c.many) > 1 THEN 'at_least'
        ELSE coalesce(max(c.precision), 'exact') END AS precision
FROM ({cells} UNION ALL BY NAME SELECT * FROM odd_cell) c JOIN place p ON p.uv = c.uv
GROUP BY c.code, c.uv, p.unit, c.month HAVING sum(c.many) <> 0
"""


def _cells(moment: Now, reach: Reach, level: Level) -> str:
    """SQL of the plain cells of single months: code, uv, month, total, many, precision."""
    span = f"BETWEEN {reach.lo} AND {reach.hi}"
    place = f"(SELECT * FROM place WHERE uv {span} AND {level} {span})"
    mine = "mine m ON m.kind = f.kind AND m.measure = f.measure AND m.dims = f.dims"
    if level == "province":
        rows = moment.rows("province_cell", replace(reach, kinds=None, measures=None))
        return (
            "SELECT m.code, p.province AS uv, f.first AS month, f.total, f.many, NULL::VARCHAR AS precision "
            f"FROM ({rows}) f JOIN {mine} JOIN {place} p ON p.uv = f.uv WHERE f.first = f.last"
        )
    return (
        f"SELECT m.code, p.{level} AS uv, year(f.start) * 100 + month(f.start) AS month, f.value AS total, 1 AS many, "
        f"NULL::VARCHAR AS precision FROM ({moment.plain_facts(reach)}) f JOIN {mine} JOIN {place} p ON p.uv = f.uv "
        'WHERE month(f.start) = month(f."end")'
    )


def _table(odd: Iterable[tuple[tuple[str, tuple[int, int]], Measured]]) -> pa.Table:
    rows = [(code, uv, month, said.value, len(said.records), said.precision.value) for (code, (uv, month)), said in odd]
    columns = zip(*rows, strict=True) if rows else [()] * len(_ODD)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, _ODD, strict=True)], schema=_ODD)


def _addable(code: str) -> Definition:
    definition = INDICATORS().find(code)
    if not adds_up(definition):
        raise Refusal(
            _("The indicator %(code)s cannot be summed over places and months."),
            code=code,
            advice=_("Ask it as a figure of each place."),
        )
    return definition
