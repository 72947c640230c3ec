"""A grid: several indicators in each commune (or province) below a place and each month of a year, as they stand now.

For maps, tables and charts of a province or the country: thousands of cells at once, each of which can be asked "why?"
as a figure. Where nothing was recorded there is no cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from danvan.indicators.copy.reach import Reach
from danvan.indicators.copy.tables import as_arrow
from danvan.indicators.current import freshen
from danvan.indicators.definitions import INDICATORS, Definition
from danvan.indicators.months import CELLS, by_month, cell_of, together
from danvan.indicators.now import MONTH, ONE_MONTH, Now, now
from danvan.indicators.published import adds_up, published
from danvan.kit.errors import Refusal

Level = Literal["commune", "province"]


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
        odd = [cell_of(*each) for each in moment.odd_by_month(definitions, reach, level)]
        cells = moment.cursor.execute(_cells(moment, reach, level)).to_arrow_table().cast(CELLS)
        return Grid(together(copy, cells, as_arrow(CELLS, odd)), moment.position)


def _cells(moment: Now, reach: Reach, level: Level) -> str:
    """SQL of the plain cells of single months, in the columns of CELLS."""
    span = f"BETWEEN {reach.lo} AND {reach.hi}"
    place = f"(SELECT * FROM place WHERE uv {span} AND {level} {span})"
    mine = "mine m ON m.kind = f.kind AND m.measure = f.measure AND m.dims = f.dims"
    if level == "province":
        rows = moment.rows("province_cell", replace(reach, kinds=None, measures=None))
        return (
            "SELECT p.province AS uv, m.code, f.first AS month, f.total, f.many, NULL::VARCHAR AS precision "
            f"FROM ({rows}) f JOIN {mine} JOIN {place} p ON p.uv = f.uv WHERE f.first = f.last"
        )
    return (
        f"SELECT p.{level} AS uv, m.code, {MONTH} AS month, f.value AS total, 1 AS many, "
        f"NULL::VARCHAR AS precision FROM ({moment.plain_facts(reach)}) f JOIN {mine} JOIN {place} p ON p.uv = f.uv "
        f"WHERE {ONE_MONTH}"
    )


def _addable(code: str) -> Definition:
    definition = INDICATORS().find(code)
    if not adds_up(definition):
        raise Refusal(
            _("The indicator %(code)s cannot be summed over places and months."),
            code=code,
            advice=_("Ask it as a figure of each place."),
        )
    return definition
