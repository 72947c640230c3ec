"""The tables of the copy, alike in the base's files and in the tail, and how what the ledger lends becomes their rows.

A fact is one measure of one entry over one spell [from_pos, to_pos) during which that entry was the one read: "as known
at position p" is two comparisons. ``year`` is the year of the entry's days, 0 where they lie in several: the file that
it belongs to. ``uv`` is the place's number in pre-order: a subtree is a range, and the files are sorted by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from danvan.indicators.copy.families import FOREVER, Spell
from danvan.indicators.published import published
from danvan.ledger.facts import Batch, measures_were

_FACT = """pos BIGINT, kind VARCHAR, measure VARCHAR, form VARCHAR, lead VARCHAR, uv INTEGER, year SMALLINT,
    start DATE, "end" DATE, dims VARCHAR, value DECIMAL(38, 6), precision VARCHAR, status VARCHAR,
    from_pos BIGINT, to_pos BIGINT"""
#: ``heavy``: entries that may take others out of a sum (totals, estimates). ``odd``: the facts of entries that no cell
#: holds (see cells). Of cells, ``first`` and ``last`` are months: 202401; ``upto`` is when they were added.
TABLES: Final[Mapping[str, str]] = {
    "fact": _FACT,
    "entry": "pos BIGINT, record VARCHAR, uv INTEGER, year SMALLINT",
    "role": "pos BIGINT, uv INTEGER, year SMALLINT, body VARCHAR, role VARCHAR",
    "named": "pos BIGINT, uv INTEGER, year SMALLINT, place INTEGER",
    "heavy": 'pos BIGINT, kind VARCHAR, lead VARCHAR, uv INTEGER, year SMALLINT, start DATE, "end" DATE',
    "odd": _FACT,
    "commune_cell": "uv INTEGER, year SMALLINT, first INTEGER, last INTEGER, code VARCHAR, total DECIMAL(38, 6), "
    "many BIGINT, upto BIGINT",
    "province_cell": "uv INTEGER, year SMALLINT, first INTEGER, last INTEGER, kind VARCHAR, dims VARCHAR, "
    "measure VARCHAR, total DECIMAL(38, 6), many BIGINT, upto BIGINT",
}
#: In which order a file keeps its rows.
ORDER: Final[Mapping[str, str]] = {
    "fact": "uv, start, pos",
    "entry": "uv, pos",
    "role": "uv, pos",
    "named": "uv, pos",
    "heavy": "uv, pos",
    "odd": "uv, pos",
    "commune_cell": "uv, code, first",
    "province_cell": "uv, kind, measure, first",
}
#: Tables whose rows are an entry's: gone when the entry was touched anew.
OF_ENTRIES: Final = ("fact", "entry", "role", "named", "heavy", "odd")
CELLS: Final = ("commune_cell", "province_cell")
#: Part of the files' names: another danvan may shape or fill the tables in another way.
_MADE_BY: Final = hashlib.sha256(
    b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))) + duckdb.__version__.encode()
)


def schema_name() -> str:
    """Short name of all that the rows rest on but the ledger: this code, former names of measures, what cells count."""
    digest = _MADE_BY.copy()
    digest.update(repr(sorted(measures_were().items())).encode())
    digest.update(repr([(each.code, each.version) for each in published()]).encode())
    return digest.hexdigest()[:8]


def texts(values: Iterable[str]) -> str:
    """Texts as a list of SQL literals; of none, one that nothing equals."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in sorted(values)) or "NULL"


def create(cursor: duckdb.DuckDBPyConnection, prefix: str, tables: Iterable[str] = TABLES) -> None:
    """Make the tables, each named ``prefix`` and its own name."""
    for name in tables:
        cursor.execute(f"CREATE TABLE {prefix}{name} ({TABLES[name]})")


@contextmanager
def shaped(
    cursor: duckdb.DuckDBPyConnection, batch: Batch, spells: Sequence[Spell], members: Iterable[int]
) -> Iterator[None]:
    """Let the cursor see the batch as rows of the tables: ``f_fact``, ``f_entry``, ``f_role``, ``f_named``.

    ``spells``: when each entry of a family of corrections was read; the ``members`` of families without a spell never
    were. Every other entry is read from its position on. The cursor must see the table ``place``.
    """
    columns = ("pos", "from_pos", "to_pos")
    spans = [(spell.pos, spell.from_pos, spell.to_pos) for spell in spells]
    arrows = {
        "a_entry": batch.entries,
        "a_fact": batch.facts,
        "a_dim": batch.dims,
        "a_role": batch.roles,
        "a_named": batch.places,
        "a_spell": pa.table([pa.array([span[i] for span in spans], pa.int64()) for i in range(3)], names=list(columns)),
        "a_member": pa.table({"pos": pa.array(sorted(members), pa.int64())}),
    }
    for name, table in arrows.items():
        cursor.register(name, table)
    cursor.execute(_SHAPING)
    try:
        yield
    finally:
        for name in arrows:
            cursor.unregister(name)


def facts_of(values: str, head: str, span: str) -> str:
    """SQL of rows of ``fact`` from what the ledger says, what decides about an entry, and when it was read."""
    return (
        'SELECT h.pos, h.kind, f.measure, h.form, h.lead, h.uv, h.year, h.start, h."end", h.dims, f.value, '
        "f.precision, f.status, s.from_pos, s.to_pos "
        f"FROM {values} f JOIN {head} h ON h.pos = f.pos JOIN {span} s ON s.pos = f.pos"
    )


#: The texts of an entry's dimensions are put together once; its facts, which are many, are only looked at when read.
_SHAPING: Final = f"""
CREATE OR REPLACE TEMP TABLE f_head AS
    SELECT e.pos, e.record, e.kind, e.form, e.lead, p.uv, e.start, e."end", coalesce(d.dims, '') AS dims,
        CASE WHEN year(e.start) = year(e."end") THEN year(e.start) ELSE 0 END::SMALLINT AS year
    FROM a_entry e LEFT JOIN place p ON p.unit = e.place
    LEFT JOIN (SELECT pos, array_to_string(list_sort(list(name || '=' || value)), chr(10)) AS dims
        FROM a_dim GROUP BY pos) d ON d.pos = e.pos;
CREATE OR REPLACE TEMP TABLE f_span AS
    SELECT pos, from_pos, to_pos FROM a_spell
    UNION ALL SELECT e.pos, e.pos, {FOREVER} FROM a_entry e ANTI JOIN a_member m ON m.pos = e.pos;
CREATE OR REPLACE TEMP VIEW f_fact AS {facts_of("a_fact", "f_head", "f_span")};
CREATE OR REPLACE TEMP VIEW f_entry AS SELECT pos, record, uv, year FROM f_head;
CREATE OR REPLACE TEMP VIEW f_role AS
    SELECT h.pos, h.uv, h.year, r.body, r.role FROM a_role r JOIN f_head h ON h.pos = r.pos;
CREATE OR REPLACE TEMP VIEW f_named AS
    SELECT h.pos, h.uv, h.year, p.uv AS place
    FROM a_named n JOIN f_head h ON h.pos = n.pos JOIN place p ON p.unit = n.place;
"""
