"""What stands now, read at one moment: sums of plain entries from cells, odd entries row by row (see ``copy.cells``).

Cells answer sums and counts now, and nothing else: never what is distinct, latest or as of a day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import duckdb
import pyarrow as pa

from danvan.indicators.copy.copy import Copy
from danvan.indicators.copy.families import FOREVER
from danvan.indicators.copy.reach import Reach
from danvan.indicators.copy.tables import texts
from danvan.indicators.definitions import Definition
from danvan.indicators.measure import Measured, Row, judged
from danvan.indicators.published import wanted

#: Columns of ``measure.Row`` as SQL gives them for an odd fact; the entry is known by its position.
_ROW: Final = (
    "0 AS q, f.pos::VARCHAR AS record, f.pos, f.value, f.precision, f.status, f.kind, f.form, f.uv AS place_uv, "
    "f.lead, "
    "f.dims, f.start, f.\"end\", TRUE AS inside, FALSE AS apart, '' AS split, f.uv, '' AS said"
)


#: SQL of the month of a fact ``f`` (202401), and of the condition that it lies in one; a row of the year 0 does not.
MONTH: Final = "year(f.start) * 100 + month(f.start)"
ONE_MONTH: Final = 'f.year > 0 AND month(f.start) = month(f."end")'


@dataclass(frozen=True, slots=True)
class Now:
    """One moment of a copy: ``position``, and a cursor whose transaction sees that moment only."""

    copy: Copy
    cursor: duckdb.DuckDBPyConnection
    position: int
    #: What was judged of odd entries at this moment, and is kept with the copy's state where that is the same moment.
    judged: dict[tuple[int, int], Any]

    def rows(self, table: str, reach: Reach) -> str:
        """SQL of the rows of a table of the copy."""
        return self.copy.rows(table, reach, untouched=self.untouched)

    @property
    def untouched(self) -> bool:
        """Whether nothing was added to the base."""
        return self.position == self.copy.sealed

    def want(self, definitions: Iterable[Definition]) -> None:
        """Make the table ``mine`` of what the definitions count: code, kind, measure, dims."""
        rows = list(wanted(definitions, self.copy.pairs_known()))
        columns = zip(*rows, strict=True) if rows else [()] * 4
        names = ("code", "kind", "measure", "dims")
        self.cursor.register("mine", pa.table([pa.array(c, pa.string()) for c in columns], names=list(names)))

    def plain_facts(self, reach: Reach) -> str:
        """SQL of the facts of plain entries, which cells add up, one by one; the reach names kinds and measures."""
        return (
            f"SELECT f.* FROM ({self.rows('fact', reach)}) f ANTI JOIN ({self.rows('odd', reach)}) o ON o.pos = f.pos "
            f"WHERE f.to_pos = {FOREVER} AND f.value IS NOT NULL"
        )

    def dims(self, definition: Definition) -> str:
        """SQL of the condition by which a definition chooses dimensions of a row ``f`` of its kinds."""
        if not definition.where:
            return "TRUE"
        return f"f.dims IN ({texts({dims for *_code, dims in wanted([definition], self.copy.pairs_known())})})"

    def odd_of(self, definition: Definition, reach: Reach, where: str) -> Measured | None:
        """What the odd entries of the reach come to for one definition; None where there are none.

        Each ``record`` is the entry's position as text.
        """
        rows = f"({self.rows('odd', reach)}) f WHERE {where} AND {self.dims(definition)}"
        found = [Row(*row) for row in self.cursor.execute(f"SELECT {_ROW} FROM {rows}").fetchall()]
        found.sort(key=lambda row: row.pos)
        return judged(definition, found, self.copy.boundaries.last) if found else None

    def odd_by_month(
        self, definitions: Mapping[str, Definition], reach: Reach, level: str
    ) -> Iterator[tuple[tuple[str, tuple[int, int]], Measured]]:
        """The same for several definitions: (code, (place of that level, month)) and what they come to; after ``want``.

        What lies above the level, outside the reach, or in several months is left out.
        """
        found = self.cursor.execute(
            f"SELECT m.code, p.{level}, {MONTH}, {_ROW} FROM ({self.rows('odd', reach)}) f "
            "JOIN mine m ON m.kind = f.kind AND m.measure = f.measure AND m.dims = f.dims JOIN place p ON p.uv = f.uv "
            f"WHERE p.{level} BETWEEN {reach.lo} AND {reach.hi} AND {ONE_MONTH} ORDER BY f.pos"
        ).fetchall()
        groups: dict[tuple[str, tuple[int, int]], list[Row]] = defaultdict(list)
        for code, place, month, *row in found:
            groups[code, (place, month)].append(Row(*row))
        for key, rows in groups.items():
            yield key, judged(definitions[key[0]], rows, self.copy.boundaries.last)


@contextmanager
def now(copy: Copy) -> Iterator[Now]:
    """A moment of the copy, held while the caller reads."""
    cursor = copy.cursor()
    cursor.begin()
    try:
        position = cursor.execute("SELECT pos FROM reached").fetchall()[0][0]
        state = copy.state
        yield Now(copy, cursor, position, state.judged if state.position == position else {})
    finally:
        cursor.rollback()


def month_of(day: date) -> int:
    """The month of a day: 202401."""
    return day.year * 100 + day.month
