"""Sealing: fold the tail into new files, or build all files from the ledger; one at a time, whoever may read meanwhile.

Only the years that the tail touches are written anew. A base appears by the rename of its list, after its files are
safely on the disk: a process killed at any moment leaves the base of before and, at worst, files that the next sealing
sweeps away.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

import duckdb
import pyarrow as pa

from danvan.indicators.boundaries import Boundaries
from danvan.indicators.copy import base, cells
from danvan.indicators.copy.base import Base, File
from danvan.indicators.copy.copy import Copy, pairs_of
from danvan.indicators.copy.families import FOREVER, Families
from danvan.indicators.copy.reach import Reach
from danvan.indicators.copy.tables import (
    CELLS,
    OF_ENTRIES,
    ORDER,
    POSITIONS,
    SPANS,
    TABLES,
    as_arrow,
    create,
    facts_of,
    schema_name,
    shaped,
    texts,
)
from danvan.ledger.facts import PART, facts_between

#: Entries that are read from the ledger at once while everything is built.
_AT_A_TIME: Final = 50_000
#: Each thing is written once, as it comes; the wide rows are put together when a year's file is written.
_STAGING: Final = f"""
CREATE TABLE staging.head (pos BIGINT, record VARCHAR, kind VARCHAR, form VARCHAR, lead VARCHAR, uv INTEGER,
    start DATE, "end" DATE, dims VARCHAR, year SMALLINT);
CREATE TABLE staging.span (pos BIGINT, from_pos BIGINT, to_pos BIGINT);
CREATE TABLE staging.value (pos BIGINT, measure VARCHAR, value DECIMAL(38, 6), precision VARCHAR, status VARCHAR);
CREATE TABLE staging.part (pos BIGINT, body VARCHAR, role VARCHAR);
CREATE TABLE staging.spot (pos BIGINT, place INTEGER);
CREATE TABLE staging.named_head (pos BIGINT, record VARCHAR, act VARCHAR, head VARCHAR);
CREATE TABLE staging.heavy ({TABLES["heavy"]});
CREATE VIEW staging.fact AS {facts_of("staging.value", "staging.head", "staging.span")};
CREATE VIEW staging.entry AS SELECT pos, record, uv, year FROM staging.head;
CREATE VIEW staging.role AS SELECT h.pos, h.uv, h.year, r.body, r.role
    FROM staging.part r JOIN staging.head h ON h.pos = r.pos;
CREATE VIEW staging.named AS SELECT h.pos, h.uv, h.year, n.place
    FROM staging.spot n JOIN staging.head h ON h.pos = n.pos;
"""
Pairs = tuple[tuple[str, str, int, int], ...]
Dims = tuple[tuple[str, str], ...]


def fold(copy: Copy, epoch: str) -> Base:
    """Write a base of all that the copy holds; the caller holds the lock of sealing, and nobody adds meanwhile."""
    cursor, state = copy.cursor(), copy.state
    before = {file.year: file for file in (copy.base.files if copy.base else ())}
    fresh = Base(
        epoch, schema_name(), state.position, state.newest, (), _pairs(cursor), tuple(sorted(copy.pairs_known()))
    )
    touched = " UNION ".join(f"SELECT year FROM {name}" for name in ("gone", *(f"tail_{t}" for t in TABLES)))
    years = sorted(row[0] for row in cursor.execute(f"SELECT DISTINCT year FROM ({touched})").fetchall())
    written = {year: _write(cursor, fresh, year, _sources(copy, year)) for year in years}
    return _published(fresh, {**before, **written})


def _sources(copy: Copy, year: int) -> dict[str, str]:
    """SQL of each table's rows of the year; of year 0 alone its own file."""
    reach = Reach(years=frozenset({year}))
    tables = (*OF_ENTRIES, *CELLS)
    found = {name: f"SELECT * FROM ({copy.rows(name, reach)}) WHERE year = {year}" for name in tables}
    found |= {name: cells.added(found[name]) for name in CELLS}
    return found


def build(boundaries: Boundaries, epoch: str, position: int, newest: str) -> Base:
    """Read the whole ledger up to the position and write it as a base; the caller holds the lock of sealing."""
    with staged(boundaries, position) as (cursor, pairs, dims):
        fresh = Base(epoch, schema_name(), position, newest, (), pairs, dims)
        years = [row[0] for row in cursor.execute("SELECT DISTINCT year FROM staging.entry").fetchall()]
        files = {year: _write(cursor, fresh, year, _staged(year)) for year in sorted(years)}
    return _published(fresh, files)


@contextmanager
def staged(boundaries: Boundaries, position: int) -> Iterator[tuple[duckdb.DuckDBPyConnection, Pairs, Dims]]:
    """All rows of the ledger up to the position, in order of arrival, in the tables ``staging`` of a cursor.

    With them the odd entries in ``f_odd``, the pairs of heads, and each (kind, dimensions). The file goes afterwards.
    """
    base.folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    staging = base.folder() / f"staging-{os.getpid()}-{threading.get_ident()}.duckdb"
    copy = Copy(boundaries, building=True)
    cursor = copy.cursor()
    try:
        cursor.execute(f"ATTACH {texts([str(staging)])} AS staging; SET force_compression = 'uncompressed'")
        cursor.execute(_STAGING)
        pairs = _stage(copy, cursor, position)
        cursor.execute("SET force_compression = 'auto'")
        _stage_sums(cursor)
        yield cursor, pairs, tuple(sorted(copy.pairs_known()))
    finally:
        copy.close()
        staging.unlink(missing_ok=True)
        staging.with_name(f"{staging.name}.wal").unlink(missing_ok=True)


def _stage(copy: Copy, cursor: duckdb.DuckDBPyConnection, position: int) -> Pairs:
    """Put all rows of entries into the staging file, in the order of arrival; the pairs of heads."""
    with ThreadPoolExecutor(max_workers=1) as worker:
        # While one part is being put away, the next is read.
        put = worker.submit(lambda: None)
        for after in range(0, position, _AT_A_TIME):
            lines = facts_between(after, min(after + _AT_A_TIME, position))
            put.result()
            put = worker.submit(_put, copy, cursor, lines)
        put.result()
    families = _families(cursor)
    spans = [(spell.pos, spell.from_pos, spell.to_pos) for spell in families.spells()]
    cursor.register("a_spell", as_arrow(SPANS, spans))
    cursor.register("a_member", as_arrow(POSITIONS, [(pos,) for pos in families.members.values()]))
    cursor.execute(
        "INSERT INTO staging.span SELECT * FROM a_spell UNION ALL "
        f"SELECT h.pos, h.pos, {FOREVER} FROM staging.head h ANTI JOIN a_member m ON m.pos = h.pos"
    )
    return tuple(sorted(pairs_of(families)))


def _put(copy: Copy, cursor: duckdb.DuckDBPyConnection, lines: pa.Table) -> None:
    with shaped(cursor, lines, [], []):
        copy.learn(cursor, cursor.execute("SELECT DISTINCT kind, dims FROM f_head").fetchall())
        cursor.execute(
            "INSERT INTO staging.head SELECT * FROM f_head; INSERT INTO staging.value SELECT * FROM f_value; "
            "INSERT INTO staging.part SELECT * FROM f_part; INSERT INTO staging.spot SELECT * FROM f_spot; "
            "INSERT INTO staging.named_head SELECT pos, record, act, "
            f"unnest(string_split(heads, chr({ord(PART)}))) FROM f_line"
        )


def _families(cursor: duckdb.DuckDBPyConnection) -> Families:
    """All families of the staged entries."""
    positions: dict[str, int] = {}
    edges: list[tuple[str, str]] = []
    withdrawals: set[str] = set()
    found = cursor.execute(
        "SELECT n.record, n.pos, n.head, h.pos, n.act "
        "FROM staging.named_head n JOIN staging.head h ON h.record = n.head"
    ).fetchall()
    for entry, pos, head, head_pos, act in found:
        edges.append((entry, head))
        positions |= {entry: pos, head: head_pos}
        if act == "withdraw":
            withdrawals.add(entry)
    return Families(positions, edges, withdrawals)


def _stage_sums(cursor: duckdb.DuckDBPyConnection) -> None:
    """Decide over the staged facts which entries are heavy and which are odd."""
    now = f"(SELECT * FROM staging.fact WHERE to_pos = {FOREVER})"
    cursor.execute(f"INSERT INTO staging.heavy {cells.heavy_of(now)}")
    one = f"(SELECT * FROM staging.fact WHERE to_pos = {FOREVER} AND measure = 'entry')"
    cursor.execute(f"CREATE TEMP TABLE f_pair AS {cells.tangled(one, 'staging.heavy')}")
    odd = f"{cells.inexact_of(now)} UNION ALL {cells.both('f_pair')}"
    cursor.execute(f"CREATE TEMP TABLE f_odd AS SELECT DISTINCT pos FROM ({odd})")


def _staged(year: int) -> dict[str, str]:
    """SQL of each table's rows of the year: of entries from the staging file, of sums from the facts just written."""
    found = {name: f"SELECT * FROM staging.{name} WHERE year = {year}" for name in OF_ENTRIES}
    plain = f"(SELECT 1 AS sign, f.* FROM fresh.fact f ANTI JOIN f_odd d ON d.pos = f.pos WHERE f.to_pos = {FOREVER})"
    return {
        **found,
        "odd": f"SELECT f.* FROM fresh.fact f SEMI JOIN f_odd d ON d.pos = f.pos WHERE f.to_pos = {FOREVER}",
        "commune_cell": cells.commune_cells(plain),
        "province_cell": cells.province_cells(plain),
    }


def _write(cursor: duckdb.DuckDBPyConnection, fresh: Base, year: int, sources: Mapping[str, str]) -> File:
    """Write one year's file from the SQL of its tables and put it in its place."""
    path = base.folder() / f"{fresh.file_name(year)}.{os.getpid()}"
    path.unlink(missing_ok=True)
    cursor.execute(f"ATTACH {texts([str(path)])} AS fresh")
    create(cursor, "fresh.")
    for name, rows in sources.items():
        cursor.execute(f"INSERT INTO fresh.{name} BY NAME SELECT * FROM ({rows}) ORDER BY {ORDER[name]}")
    cursor.execute("DETACH fresh")
    return base.sealed(year, path, fresh.file_name(year))


def _published(fresh: Base, files: Mapping[int, File]) -> Base:
    whole = replace(fresh, files=tuple(files[year] for year in sorted(files)))
    base.publish(whole)
    base.sweep()
    return whole


def _pairs(cursor: duckdb.DuckDBPyConnection) -> Pairs:
    return tuple(sorted(cursor.execute("SELECT record, other, from_pos, to_pos FROM pair").fetchall()))
