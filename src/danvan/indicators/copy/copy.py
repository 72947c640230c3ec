"""The copy of one process: the sealed base, opened read-only, and a tail in memory with all that came since.

An entry that a correction touches is taken out of the base's view as a whole (``gone``) and stands in the tail with all
its spells; nothing is ever changed in a file. Readers ask as of a position, for which answers stay the same while more
is added; what is "now" (cells, odd facts) is read in one transaction together with ``reached``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from danvan.indicators.boundaries import Boundaries
from danvan.indicators.copy import base, cells
from danvan.indicators.copy.base import Base
from danvan.indicators.copy.families import FOREVER, Families, families_of
from danvan.indicators.copy.few import MOST, Few, Heavy, cells_of, few_of
from danvan.indicators.copy.reach import ANYWHERE, Reach
from danvan.indicators.copy.tables import CELLS, OF_ENTRIES, create, shaped, silent, texts
from danvan.indicators.published import published, wanted
from danvan.ledger.facts import facts_at

#: Of a process that answers, and of one that builds: one thread a question is the quickest where several ask at once.
_ANSWERING: Final = "SET memory_limit = '160MB'; SET threads = 1"
_BUILDING: Final = "SET memory_limit = '1GB'; SET threads = 2"
#: For a question that does not get by with that, while it lasts.
_ROOMY: Final = "SET memory_limit = '1GB'"
_SMALL: Final = """
CREATE TABLE gone (pos BIGINT, uv INTEGER, year SMALLINT);
CREATE TABLE pair (record VARCHAR, other VARCHAR, from_pos BIGINT, to_pos BIGINT);
CREATE TABLE dim (dims VARCHAR, name VARCHAR, value VARCHAR);
CREATE TABLE wants (code VARCHAR, kind VARCHAR, measure VARCHAR, dims VARCHAR);
CREATE TABLE silent (kind VARCHAR);
CREATE TABLE reached (pos BIGINT);
"""


@dataclass(frozen=True, slots=True)
class State:
    """One moment of the copy: caught up to ``position``, whose entry is ``newest``.

    ``answers`` given at that position hold for ever; they are given up with the state, since few are asked again.
    """

    position: int = 0
    newest: str = ""
    answers: dict[Any, Any] = field(default_factory=dict)
    #: (year, commune) -> what its odd entries come to by indicator and month (see ``months``); as of the position.
    judged: dict[tuple[int, int], Any] = field(default_factory=dict)


class Copy:
    """One database of one process. Every use takes its own ``cursor``: a shared one mixes up answers.

    One thread at a time may ``add``.
    """

    def __init__(self, boundaries: Boundaries, sealed: Base | None = None, *, building: bool = False) -> None:
        self.base = sealed
        self.boundaries = boundaries
        self.state = State(sealed.position, sealed.newest) if sealed else State()
        self._dims: set[tuple[str, str]] = set()
        self._cells: dict[int, pa.Table] = {}
        self._wants: dict[tuple[str, str, str], tuple[str, ...]] = {}
        spill = base.spill()
        self._db = duckdb.connect(":memory:")
        self._db.execute(
            "SET enable_progress_bar = false; SET autoinstall_known_extensions = false; "
            "SET autoload_known_extensions = false; "
            f"{_BUILDING if building else _ANSWERING}; SET temp_directory = {texts([str(spill)])}"
        )
        self._db.execute(_SMALL)
        create(self._db, "tail_")
        self._insert(self._db, "silent", [(kind,) for kind in sorted(silent())])
        self._insert(self._db, "reached", [(self.state.position,)])
        self.place_at(boundaries)
        for file in sealed.files if sealed else ():
            self._db.execute(f"ATTACH {texts([str(file.path)])} AS {file.alias} (READ_ONLY)")
        if sealed:
            self.learn(self._db, sealed.dims)
            self._insert(self._db, "pair", sealed.pairs)

    def place_at(self, boundaries: Boundaries) -> None:
        """Take the places as they stand today; their numbers must be those of before."""
        self.boundaries = boundaries
        cursor = self.cursor()
        cursor.register("fresh", boundaries.table)
        cursor.execute("CREATE OR REPLACE TABLE place AS SELECT * FROM fresh")
        cursor.unregister("fresh")
        self.state = State(self.state.position, self.state.newest)

    @property
    def sealed(self) -> int:
        """The position up to which everything lies in the base; 0 without one."""
        return self.base.position if self.base else 0

    @property
    def tail(self) -> int:
        """How many entries were received since."""
        return self.state.position - self.sealed

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the copy."""
        return self._db.cursor()

    def close(self) -> None:
        """Let go of the memory and the files."""
        self._db.close()

    def rows(self, table: str, reach: Reach = ANYWHERE, *, untouched: bool = False) -> str:
        """SQL: the rows of a table of ``tables``, in the base's order, then those of the tail.

        ``untouched``: the caller knows that nothing was added to the base.
        """
        where = reach.where(of_facts=table in ("fact", "odd"))
        masked = " ANTI JOIN gone g ON g.pos = t.pos" if table in OF_ENTRIES and not untouched else ""
        years = reach.all_years()
        parts = [
            f"SELECT t.* FROM {file.alias}.{table} t{masked} WHERE {where}"
            for file in (self.base.files if self.base else ())
            if years is None or file.year in years
        ]
        if not (untouched and parts):
            parts.append(f"SELECT t.* FROM tail_{table} t WHERE {where}")
        return " UNION ALL ".join(parts)

    def expose(self, cursor: duckdb.DuckDBPyConnection, reach: Reach) -> None:
        """Let the cursor see what a question can need under the names ``fact``, ``entry``, ``role`` and ``named``."""
        for name in ("fact", "entry", "role", "named"):
            cursor.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {self.rows(name, reach)}")

    def fetch(self, cursor: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
        """What the statement gives, with more memory where it needs it. Raises MemoryError where that is too little."""
        try:
            return cursor.execute(sql).to_arrow_table()
        except duckdb.OutOfMemoryException:
            cursor.execute(_ROOMY)
        try:
            return cursor.execute(sql).to_arrow_table()
        except duckdb.OutOfMemoryException as fault:
            raise MemoryError("a question about more rows than the copy has room for") from fault
        finally:
            cursor.execute(_ANSWERING)

    def commune_cells(self, year: int) -> pa.Table:
        """The base's cells of single months of that year, held in memory from the first time: uv, code, month, sums."""
        if year not in self._cells:
            files = [file for file in (self.base.files if self.base else ()) if file.year == year]
            source = f"{files[0].alias}.commune_cell" if files else "tail_commune_cell WHERE FALSE"
            rows = f"SELECT uv, code, first AS month, total, many FROM (FROM {source}) WHERE first = last"
            table = self.cursor().execute(f"{rows} ORDER BY uv, code, month").to_arrow_table().combine_chunks()
            self._cells[year] = table.set_column(1, "code", table["code"].dictionary_encode())
        return self._cells[year]

    def pairs_known(self) -> Collection[tuple[str, str]]:
        """Each (kind, dimensions) that an entry of the copy ever had."""
        return self._dims

    def add(self, lines: pa.Table, upto: int, newest: str) -> None:
        """Take in everything received after the state's position and up to ``upto``, at once for all readers."""
        correcting = lines.filter(pc.is_valid(lines["heads"]))["record"].to_pylist()
        if 0 < len(lines) <= MOST and not correcting and self._add_few(lines, upto, newest):
            return
        families = families_of(correcting, upto)
        spells, members = families.spells(), families.members
        here = sorted(pos for pos in members.values() if pos <= self.state.position)
        if here:
            lines = pa.concat_tables([lines, facts_at(here)])
        cursor = self.cursor()
        cursor.begin()
        with shaped(cursor, lines, spells, members.values()):
            self.learn(cursor, cursor.execute("SELECT DISTINCT kind, dims FROM f_head").fetchall())
            self._take_out(cursor, here)
            for name in ("fact", "entry", "role", "named"):
                cursor.execute(f"INSERT INTO tail_{name} SELECT * FROM f_{name}")
            self._follow(cursor)
            judged = self._judged_without(self._touched(cursor))
        self._keep_pairs(cursor, families)
        cursor.execute(f"UPDATE reached SET pos = {upto}")
        cursor.commit()
        self.state = State(upto, newest, judged=judged)

    def _add_few(self, lines: pa.Table, upto: int, newest: str) -> bool:
        """The same for a few single entries that meet no total; False where they do, and nothing is done."""
        few = few_of(lines, self.boundaries, silent())
        cursor = self.cursor()
        if few is None or self._meets(cursor, few):
            return False
        judged = self._judged_without(
            (head.year, self.boundaries.commune_of[head.uv].as_py()) for head in few.heads if head.pos in few.odd
        )
        cursor.begin()
        self.learn(cursor, {(head.kind, head.dims) for head in few.heads})
        for name, rows in {**few.rows, **cells_of(few, self.boundaries, self._wants)}.items():
            self._insert(cursor, f"tail_{name}", rows)
        cursor.execute(f"UPDATE reached SET pos = {upto}")
        cursor.commit()
        self.state = State(upto, newest, judged=judged)
        return True

    def _meets(self, cursor: duckdb.DuckDBPyConnection, few: Few) -> bool:
        """Whether a total or an estimate of before and one of the few may take each other out of a sum."""
        reach = Reach(*few.reach_of(self.boundaries))
        columns = 't.pos, t.kind, t.lead, t.uv, t.start, t."end"'
        heavy = cursor.execute(f"SELECT {columns} FROM ({self.rows('heavy', reach)}) t WHERE {few.alike}").fetchall()
        return few.meets(map(Heavy._make, heavy), self.boundaries)

    def _judged_without(self, touched: Iterable[tuple[int, int | None]]) -> dict[tuple[int, int], Any]:
        """What was judged before, but for the years and communes of odd entries that came or went."""
        gone = set(touched)
        # Readers add to it meanwhile.
        return {key: held for key, held in list(self.state.judged.items()) if key not in gone}

    def learn(self, cursor: duckdb.DuckDBPyConnection, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep what dimensions say, once for each text of them, and which published indicator counts it."""
        fresh = sorted(set(pairs) - self._dims)
        said = {dims for _kind, dims in fresh} - {dims for _kind, dims in self._dims}
        self._dims.update(fresh)
        each = [(dims, *line.split("=", 1)) for dims in sorted(said) for line in dims.splitlines()]
        self._insert(cursor, "dim", each)
        rows = list(wanted(published(), fresh))
        for code, kind, measure, dims in rows:
            self._wants[kind, measure, dims] = (*self._wants.get((kind, measure, dims), ()), code)
        self._insert(cursor, "wants", rows)

    def _insert(self, cursor: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add the rows, whose values stand in the order of the table's columns."""
        if rows:
            columns = [pa.array(column) for column in zip(*rows, strict=True)]
            cursor.register("fresh", pa.table(columns, names=[f"c{n}" for n in range(len(columns))]))
            cursor.execute(f"INSERT INTO {table} SELECT * FROM fresh")
            cursor.unregister("fresh")

    def _take_out(self, cursor: duckdb.DuckDBPyConnection, here: Sequence[int]) -> None:
        """Put into ``f_minus`` what the touched entries that were here had in cells, and take all their rows out."""
        cursor.execute("CREATE OR REPLACE TEMP TABLE f_minus AS SELECT * FROM tail_fact LIMIT 0")
        if not here:
            return
        positions = f"({', '.join(map(str, here))})"
        reach = _reach(cursor, f"SELECT uv, year FROM f_head WHERE pos IN {positions}")
        assert reach is not None  # noqa: S101 - every entry that was here has its row
        cursor.execute(
            f"INSERT INTO f_minus SELECT f.* FROM ({self.rows('fact', reach)}) f "
            f"ANTI JOIN ({self.rows('odd', reach)}) o ON o.pos = f.pos "
            f"WHERE f.pos IN {positions} AND f.to_pos = {FOREVER}"
        )
        for name in OF_ENTRIES:
            cursor.execute(f"DELETE FROM tail_{name} WHERE pos IN {positions}")
        cursor.execute(
            f"INSERT INTO gone SELECT pos, uv, year FROM f_head WHERE pos IN {positions} AND pos <= {self.sealed} "
            "AND pos NOT IN (SELECT pos FROM gone)"
        )

    def _follow(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Bring cells, heavy entries and odd facts up to the rows that were just added."""
        run = cursor.execute
        run(f"CREATE OR REPLACE TEMP TABLE f_now AS SELECT * FROM f_fact WHERE to_pos = {FOREVER}")
        run("CREATE OR REPLACE TEMP TABLE f_one AS SELECT * FROM f_now WHERE measure = 'entry'")
        run(f"CREATE OR REPLACE TEMP TABLE f_heavy AS {cells.heavy_of('f_now')}")
        run("INSERT INTO tail_heavy SELECT * FROM f_heavy")
        near = Reach(*self._lines(cursor), _years(cursor, 'SELECT year, start, "end" FROM f_one'))
        heavy = f"({self.rows('heavy', near)})"
        run(f"CREATE OR REPLACE TEMP TABLE f_pair AS {cells.tangled('f_one', heavy)}")
        if run("SELECT count(*) FROM f_heavy").fetchall()[0][0]:
            below = _below(cursor)
            ones = f"(SELECT * FROM ({self.rows('fact', below)}) WHERE to_pos = {FOREVER})"
            run(f"INSERT INTO f_pair {cells.tangled(ones, 'f_heavy')}")
        run(
            "CREATE OR REPLACE TEMP TABLE f_odd AS "
            f"SELECT DISTINCT pos, uv, year FROM ({cells.inexact_of('f_now')} UNION ALL {cells.both('f_pair')})"
        )
        reach = _reach(cursor, "SELECT uv, year FROM f_odd WHERE pos NOT IN (SELECT pos FROM f_now)")
        if reach is not None:
            # Entries of before that turn odd now: out of their cells.
            run(
                f"CREATE OR REPLACE TEMP TABLE f_turn AS SELECT f.* FROM ({self.rows('fact', reach)}) f "
                f"SEMI JOIN f_odd d ON d.pos = f.pos ANTI JOIN ({self.rows('odd', reach)}) o ON o.pos = f.pos "
                f"ANTI JOIN f_now n ON n.pos = f.pos WHERE f.to_pos = {FOREVER}"
            )
            run("INSERT INTO tail_odd SELECT * FROM f_turn")
            run("INSERT INTO f_minus SELECT * FROM f_turn")
        run("INSERT INTO tail_odd SELECT n.* FROM f_now n SEMI JOIN f_odd d ON d.pos = n.pos")
        run(
            "CREATE OR REPLACE TEMP VIEW f_signed AS SELECT 1 AS sign, n.* FROM f_now n ANTI JOIN f_odd d "
            "ON d.pos = n.pos UNION ALL SELECT -1 AS sign, m.* FROM f_minus m"
        )
        for name, sums in zip(CELLS, (cells.commune_cells, cells.province_cells), strict=True):
            run(f"INSERT INTO tail_{name} BY NAME {sums('f_signed')}")

    def _touched(self, cursor: duckdb.DuckDBPyConnection) -> list[tuple[int, int | None]]:
        """The years and communes in which odd entries came or went with the rows that were just added."""
        return cursor.execute(
            "SELECT DISTINCT f.year, p.commune FROM (SELECT uv, year FROM f_odd UNION "
            f"SELECT uv, year FROM f_head WHERE pos <= {self.state.position}) f JOIN place p ON p.uv = f.uv"
        ).fetchall()

    def _lines(self, cursor: duckdb.DuckDBPyConnection) -> tuple[int, int]:
        """The least and the greatest number of the places of the new rows and of all places above them."""
        numbers = [row[0] for row in cursor.execute("SELECT DISTINCT uv FROM f_one").fetchall()]
        return min((self.boundaries.root(uv) for uv in numbers), default=0), max(numbers, default=0)

    def _keep_pairs(self, cursor: duckdb.DuckDBPyConnection, families: Families) -> None:
        """Write anew which heads stand beside each other in the families."""
        if not families.members:
            return
        cursor.execute(f"DELETE FROM pair WHERE record IN ({texts(families.members)})")
        self._insert(cursor, "pair", pairs_of(families))


def pairs_of(families: Families) -> list[tuple[str, str, int, int]]:
    """(record that is read, a head beside it, from, to) of the families."""
    return [(s.record, other, s.from_pos, s.to_pos) for s in families.spells() for other in s.others]


def _reach(cursor: duckdb.DuckDBPyConnection, rows: str) -> Reach | None:
    """Where rows with ``uv`` and ``year`` lie; None when there are none."""
    found = cursor.execute(f"SELECT min(uv), max(uv), list(DISTINCT year) FROM ({rows})").fetchall()
    lo, hi, years = found[0]
    return None if lo is None else Reach(lo, hi, frozenset(years))


def _years(cursor: duckdb.DuckDBPyConnection, rows: str) -> frozenset[int]:
    """The years that the days of the rows touch."""
    found = cursor.execute(f'SELECT min(year(start)), max(year("end")) FROM ({rows})').fetchall()
    first, last = found[0]
    return frozenset() if first is None else frozenset(range(first, last + 1))


def _below(cursor: duckdb.DuckDBPyConnection) -> Reach:
    """What the new heavy entries may take out of a sum."""
    found = cursor.execute(
        "SELECT min(h.uv), max(p.last), list(DISTINCT h.kind) FROM f_heavy h JOIN place p ON p.uv = h.uv"
    ).fetchall()
    lo, hi, kinds = found[0]
    years = _years(cursor, "SELECT * FROM f_heavy")
    return Reach(lo, hi, years, frozenset(kinds), frozenset({"entry"}))
