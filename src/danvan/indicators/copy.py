"""The columnar copy: facts in DuckDB, in memory, each valid for [from_pos, to_pos); never wrong, only behind.

The relational database stays the truth. Before figures are read the copy catches up with the positions that it
lacks; it is built anew when the register of units changed or another database lies behind (a new epoch).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from danvan.indicators.boundaries import Boundaries
from danvan.ledger.facts import Batch

#: The end of what still stands.
FOREVER = 2**62

#: Entries are known by their position: joins by number take half the time of joins by id. ``valid`` repeats all by
#: which a question chooses entries, so that only what was chosen is fetched from the wide tables.
_TABLES = """
CREATE TABLE entry (pos BIGINT, record VARCHAR, kind VARCHAR, form VARCHAR, lead VARCHAR, uv INTEGER,
    today_uv INTEGER, start DATE, "end" DATE, dims VARCHAR);
CREATE TABLE fact (pos BIGINT, measure VARCHAR, value DECIMAL(38, 6), precision VARCHAR, status VARCHAR);
CREATE TABLE dim (pos BIGINT, name VARCHAR, value VARCHAR);
CREATE TABLE role (pos BIGINT, body VARCHAR, role VARCHAR);
CREATE TABLE named (pos BIGINT, uv INTEGER, today_uv INTEGER, commune INTEGER, today_commune INTEGER);
CREATE TABLE valid (pos BIGINT, from_pos BIGINT, to_pos BIGINT, kind VARCHAR, uv INTEGER, today_uv INTEGER,
    start DATE, "end" DATE);
CREATE TABLE pair (record VARCHAR, other VARCHAR, from_pos BIGINT, to_pos BIGINT);
"""


@dataclass(frozen=True, slots=True)
class Spell:
    """From ``from_pos`` until ``to_pos`` the entry ``record`` was the one read; ``others``: the heads beside it."""

    record: str
    from_pos: int
    to_pos: int
    others: tuple[str, ...]


class Families:
    """Entries and their corrections, in order of position: which entry was read when.

    A head is an entry that nothing received so far corrects; of several heads the highest id is read, and the
    others are its pair. A family is all entries that corrections join.
    """

    def __init__(self) -> None:
        self._pos: dict[str, int] = {}
        self._near: dict[str, set[str]] = defaultdict(set)
        self._corrects: dict[str, set[str]] = defaultdict(set)

    def add(self, records: Iterable[tuple[str, int]], corrections: Iterable[tuple[str, str]]) -> None:
        """Take in what was received; ``corrections`` are (correcting entry, entry that it names)."""
        self._pos.update(records)
        for entry, head in corrections:
            self._near[entry].add(head)
            self._near[head].add(entry)
            self._corrects[entry].add(head)

    def positions(self, records: Iterable[str]) -> Iterator[int]:
        """Where the entries stand."""
        return (self._pos[record] for record in records)

    def family(self, record: str) -> list[str]:
        """Its members in order of position."""
        seen, stack = {record}, [record]
        while stack:
            fresh = self._near.get(stack.pop(), set()) - seen
            seen |= fresh
            stack.extend(fresh)
        return sorted((each for each in seen if each in self._pos), key=self._pos.__getitem__)

    def spells(self, members: list[str]) -> Iterator[Spell]:
        """Which member of one family was read when."""
        if len(members) == 1:
            yield Spell(members[0], self._pos[members[0]], FOREVER, ())
            return
        heads: set[str] = set()
        closed: set[str] = set()
        for number, member in enumerate(members):
            closed |= self._corrects.get(member, set())
            heads = {head for head in heads | {member} if head not in closed}
            ends = self._pos[members[number + 1]] if number + 1 < len(members) else FOREVER
            if heads:
                read = max(heads)
                yield Spell(read, self._pos[member], ends, tuple(sorted(heads - {read})))


@dataclass(frozen=True, slots=True)
class State:
    """One moment of the copy: caught up to ``position``, whose entry is ``newest``.

    ``answers`` given at that position hold for ever; they are given up with the state, since few are asked again.
    """

    position: int = 0
    newest: str = ""
    answers: dict[Any, Any] = field(default_factory=dict)


class Copy:
    """One in-memory database of one process. Every use takes its own ``cursor``: a shared one mixes up answers.

    One thread at a time may ``add``; whoever reads takes ``state`` once and asks as of its position, for which the
    answers stay the same while more is added.
    """

    def __init__(self, boundaries: Boundaries) -> None:
        self.state = State()
        self.boundaries = boundaries
        self._db = duckdb.connect(":memory:")
        self._db.execute(
            "SET enable_progress_bar = false; SET autoinstall_known_extensions = false; "
            "SET autoload_known_extensions = false; SET memory_limit = '1GB'; SET threads = 2"
        )
        self._db.execute(_TABLES)
        self._families = Families()
        self._withdrawals: set[str] = set()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the copy."""
        return self._db.cursor()

    def add(self, batch: Batch, upto: int, newest: str) -> None:
        """Take in everything received up to ``upto``, at once for all readers."""
        cursor = self.cursor()
        cursor.begin()
        numbers = batch.entries.select(["record", "pos"])
        self._insert(cursor, "entry", self._with_dims(self._placed(batch.entries), batch.dims))
        for table, rows in (
            ("fact", batch.facts),
            ("dim", batch.dims),
            ("role", batch.roles.select(["record", "body", "role"])),
            ("named", self._placed(batch.places).drop_columns(["place"])),
        ):
            self._insert(cursor, table, rows.join(numbers, "record", join_type="inner").drop_columns(["record"]))
        self._follow(cursor, batch)
        cursor.commit()
        self.state = State(upto, newest)

    def _insert(self, cursor: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
        if len(rows):
            cursor.register("fresh", rows)
            cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM fresh")
            cursor.unregister("fresh")

    def _placed(self, rows: pa.Table) -> pa.Table:
        return rows.join(self.boundaries.table, keys="place", right_keys="unit", join_type="left outer")

    def _with_dims(self, entries: pa.Table, dims: pa.Table) -> pa.Table:
        held: dict[str, list[str]] = defaultdict(list)
        for record, name, value in zip(*(dims[column].to_pylist() for column in dims.column_names), strict=True):
            held[record].append(f"{name}={value}")
        texts = ["\n".join(sorted(held[record])) for record in entries["record"].to_pylist()]
        kept = ["record", "pos", "kind", "form", "lead", "uv", "today_uv", "start", "end"]
        return entries.select(kept).append_column("dims", pa.array(texts, pa.string()))

    def _follow(self, cursor: duckdb.DuckDBPyConnection, batch: Batch) -> None:
        """Write anew when the members of every family that the batch touches were read."""
        entries = batch.entries
        records = list(zip(entries["record"].to_pylist(), entries["pos"].to_pylist(), strict=True))
        pairs = zip(batch.corrections["record"].to_pylist(), batch.corrections["head"].to_pylist(), strict=True)
        self._families.add(records, pairs)
        withdrawn = entries.filter(pc.equal(entries["act"], "withdraw"))
        self._withdrawals.update(withdrawn["record"].to_pylist())
        spells: list[Spell] = []
        touched: set[str] = set()
        for record, _pos in records:
            if record not in touched:
                members = self._families.family(record)
                touched.update(members)
                spells.extend(self._families.spells(members))
        # A withdrawal that is read leaves nothing to count.
        spells = [spell for spell in spells if spell.record not in self._withdrawals]
        positions = pa.array(sorted(self._families.positions(touched)), pa.int64())
        cursor.register("touched", pa.table({"pos": positions, "record": pa.array(sorted(touched), pa.string())}))
        cursor.execute("DELETE FROM valid WHERE pos IN (SELECT pos FROM touched)")
        cursor.execute("DELETE FROM pair WHERE record IN (SELECT record FROM touched)")
        cursor.unregister("touched")
        spans = [(spell.record, spell.from_pos, spell.to_pos) for spell in spells]
        cursor.register("spell", _table(("record", "from_pos", "to_pos"), spans))
        cursor.execute(
            'INSERT INTO valid BY NAME SELECT pos, from_pos, to_pos, kind, uv, today_uv, start, "end" '
            "FROM spell JOIN entry USING (record)"
        )
        cursor.unregister("spell")
        beside = [(s.record, other, s.from_pos, s.to_pos) for s in spells for other in s.others]
        self._insert(cursor, "pair", _table(("record", "other", "from_pos", "to_pos"), beside))


def _table(names: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    types = [pa.int64() if name.endswith("_pos") else pa.string() for name in names]
    return pa.table([pa.array(c, t) for c, t in zip(columns, types, strict=True)], names=list(names))
