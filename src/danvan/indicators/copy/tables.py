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
from danvan.kit.quantity import Precision, Status
from danvan.ledger import facts
from danvan.ledger.facts import FIELD, PART, measures_were
from danvan.ledger.kinds import KINDS

_FACT = """pos BIGINT, kind VARCHAR, measure VARCHAR, form VARCHAR, lead VARCHAR, uv INTEGER, year SMALLINT,
    start DATE, "end" DATE, dims VARCHAR, value DECIMAL(38, 6), precision VARCHAR, status VARCHAR,
    from_pos BIGINT, to_pos BIGINT"""
#: ``heavy``: entries that may take others out of a sum (totals, estimates). ``odd``: the facts of entries that no cell
#: holds (see cells). Of cells, ``first`` and ``last`` are months: 202401.
TABLES: Final[Mapping[str, str]] = {
    "fact": _FACT,
    "entry": "pos BIGINT, record VARCHAR, uv INTEGER, year SMALLINT",
    "role": "pos BIGINT, uv INTEGER, year SMALLINT, body VARCHAR, role VARCHAR",
    "named": "pos BIGINT, uv INTEGER, year SMALLINT, place INTEGER",
    "heavy": 'pos BIGINT, kind VARCHAR, lead VARCHAR, uv INTEGER, year SMALLINT, start DATE, "end" DATE',
    "odd": _FACT,
    "commune_cell": "uv INTEGER, year SMALLINT, first INTEGER, last INTEGER, code VARCHAR, total DECIMAL(38, 6), "
    "many BIGINT",
    "province_cell": "uv INTEGER, year SMALLINT, first INTEGER, last INTEGER, kind VARCHAR, dims VARCHAR, "
    "measure VARCHAR, total DECIMAL(38, 6), many BIGINT",
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
POSITIONS: Final = pa.schema([("pos", pa.int64())])
SPANS: Final = pa.schema([(name, pa.int64()) for name in ("pos", "from_pos", "to_pos")])
_WERE: Final = pa.schema([(name, pa.string()) for name in ("kind", "old", "name")])
#: Part of the files' names: another danvan may shape or fill the tables in another way.
_FOLDER: Final = Path(__file__).parent
_MADE_BY: Final = hashlib.sha256(
    b"".join(
        path.read_bytes()
        for path in (
            *sorted(_FOLDER.glob("*.py")),
            *(_FOLDER.parent / name for name in ("boundaries.py", "published.py")),
            Path(facts.__file__),
        )
    )
    + duckdb.__version__.encode()
)


def schema_name() -> str:
    """Short name of all that the rows rest on but the ledger: this code, former names of measures, what cells count."""
    digest = _MADE_BY.copy()
    digest.update(repr((sorted(measures_were().items()), sorted(silent()))).encode())
    digest.update(repr([(each.code, each.version) for each in published()]).encode())
    return digest.hexdigest()[:8]


def silent() -> frozenset[str]:
    """The kinds that have no occasions: that none are stated leaves nothing unknown."""
    return frozenset(kind.code for kind in KINDS().values() if kind.occasion is None)


def texts(values: Iterable[str]) -> str:
    """Texts as a list of SQL literals; of none, one that nothing equals."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in sorted(values)) or "NULL"


def create(cursor: duckdb.DuckDBPyConnection, prefix: str, tables: Iterable[str] = TABLES) -> None:
    """Make the tables, each named ``prefix`` and its own name."""
    for name in tables:
        cursor.execute(f"CREATE TABLE {prefix}{name} ({TABLES[name]})")


@contextmanager
def shaped(
    cursor: duckdb.DuckDBPyConnection, lines: pa.Table, spells: Sequence[Spell], members: Iterable[int]
) -> Iterator[None]:
    """Let the cursor see entries (``ledger.facts``) as rows: ``f_fact``, ``f_entry``, ``f_role``, ``f_named``.

    ``spells``: when each entry of a family of corrections was read; the ``members`` of families without a spell never
    were. Every other entry is read from its position on. The cursor must see the table ``place``.
    """
    spans = [(spell.pos, spell.from_pos, spell.to_pos) for spell in spells]
    arrows = {
        "a_line": lines,
        "a_spell": as_arrow(SPANS, spans),
        "a_member": as_arrow(POSITIONS, [(pos,) for pos in sorted(members)]),
        "a_were": as_arrow(_WERE, [(*former, name) for former, name in measures_were().items()]),
    }
    for name, table in arrows.items():
        cursor.register(name, table)
    cursor.execute(_SHAPING)
    try:
        yield
    finally:
        for name in arrows:
            cursor.unregister(name)


def as_arrow(schema: pa.Schema, rows: Sequence[Sequence[object]]) -> pa.Table:
    """Rows as a table of that shape."""
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def facts_of(values: str, head: str, span: str) -> str:
    """SQL of rows of ``fact`` from what the ledger says, what decides about an entry, and when it was read."""
    return (
        'SELECT h.pos, h.kind, f.measure, h.form, h.lead, h.uv, h.year, h.start, h."end", h.dims, f.value, '
        "f.precision, f.status, s.from_pos, s.to_pos "
        f"FROM {values} f JOIN {head} h ON h.pos = f.pos JOIN {span} s ON s.pos = f.pos"
    )


def _number(text: str) -> str:
    """SQL of a number from its text, null where that is empty; whole ones the quick way, ten times as quick."""
    whole = f"length({text}) < 18 AND NOT contains({text}, '.')"
    return (
        f"CASE WHEN {text} = '' THEN NULL WHEN {whole} THEN {text}::BIGINT::DECIMAL(38, 6) "
        f"ELSE {text}::DECIMAL(38, 6) END"
    )


#: ``f_value`` is each measure of each entry, with the two that every entry has but withdrawals: ``entry`` (1) and
#: ``occasions`` (null: number not stated, or the kind has none); views are read once, where they are put away.
_SHAPING: Final = f"""
CREATE OR REPLACE TEMP TABLE f_line AS FROM a_line;
CREATE OR REPLACE TEMP TABLE f_head AS
    SELECT e.pos, e.record, e.kind, e.form, e.lead, p.uv, e.start, e."end",
        coalesce(array_to_string(list_sort(string_split(e.dims, chr({ord(PART)}))), chr(10)), '') AS dims,
        CASE WHEN year(e.start) = year(e."end") THEN year(e.start) ELSE 0 END::SMALLINT AS year
    FROM f_line e LEFT JOIN place p ON p.unit = e.place;
CREATE OR REPLACE TEMP TABLE f_span AS
    SELECT pos, from_pos, to_pos FROM a_spell
    UNION ALL SELECT e.pos, e.pos, {FOREVER} FROM f_line e ANTI JOIN a_member m ON m.pos = e.pos;
CREATE OR REPLACE TEMP VIEW f_value AS
    SELECT m.pos, coalesce(w.name, m.said[1]) AS measure, {_number("m.said[2]")} AS value,
        m.said[3] AS precision, m.said[4] AS status
    FROM (SELECT pos, kind, string_split(unnest(string_split(measures, chr({ord(PART)}))), chr({ord(FIELD)})) AS said
        FROM f_line WHERE act <> 'withdraw') m
    LEFT JOIN a_were w ON w.kind = m.kind AND w.old = m.said[1]
    UNION ALL SELECT pos, 'entry', 1::DECIMAL(38, 6), '{Precision.EXACT}', '{Status.DONE}' FROM f_line
        WHERE act <> 'withdraw'
    UNION ALL SELECT pos, 'occasions', occasions::DECIMAL(38, 6), '{Precision.EXACT}', '{Status.DONE}' FROM f_line
        WHERE act <> 'withdraw';
CREATE OR REPLACE TEMP VIEW f_part AS
    SELECT pos, lead AS body, 'lead' AS role FROM f_line
    UNION ALL SELECT pos, said[1], said[2] FROM (SELECT pos,
        string_split(unnest(string_split(roles, chr({ord(PART)}))), chr({ord(FIELD)})) AS said FROM f_line);
CREATE OR REPLACE TEMP VIEW f_spot AS
    SELECT n.pos, p.uv AS place FROM (SELECT pos, unnest(string_split(places, chr({ord(PART)}))) AS unit FROM f_line) n
    JOIN place p ON p.unit = n.unit;
CREATE OR REPLACE TEMP VIEW f_fact AS {facts_of("f_value", "f_head", "f_span")};
CREATE OR REPLACE TEMP VIEW f_entry AS SELECT pos, record, uv, year FROM f_head;
CREATE OR REPLACE TEMP VIEW f_role AS
    SELECT h.pos, h.uv, h.year, r.body, r.role FROM f_part r JOIN f_head h ON h.pos = r.pos;
CREATE OR REPLACE TEMP VIEW f_named AS
    SELECT h.pos, h.uv, h.year, n.place FROM f_spot n JOIN f_head h ON h.pos = n.pos;
"""
