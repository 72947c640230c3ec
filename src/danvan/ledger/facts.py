"""What the ledger lends to counting: Arrow tables of what was received between two positions.

Read through Django's own connection in a few set-based queries; a second SQLite library in the process would be
unsafe (it kept answering old rows when tried). Every table has a ``record`` column: the entry's id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection, models

from danvan.audit.models import Outbox
from danvan.kit.quantity import Precision, Status
from danvan.ledger.kinds import KINDS
from danvan.ledger.models import Correction, Entry, EntryDim, EntryDocument, EntryPlace, Measure, Partner

#: 38 digits, 6 of them decimals: sums are equal on every engine, floating-point sums are not.
NUMBER = pa.decimal128(38, 6)
_TEXT = pa.string()
_AT_A_TIME = 10000
_Row = tuple[object, ...]
ENTRIES = pa.schema(
    [
        ("record", _TEXT), ("pos", pa.int64()), ("act", _TEXT), ("kind", _TEXT), ("form", _TEXT), ("lead", _TEXT),
        ("place", _TEXT), ("start", pa.date32()), ("end", pa.date32()), ("occasions", pa.int64()),
    ]
)  # fmt: skip
FACTS = pa.schema([("record", _TEXT), ("measure", _TEXT), ("value", NUMBER), ("precision", _TEXT), ("status", _TEXT)])
DIMS = pa.schema([("record", _TEXT), ("name", _TEXT), ("value", _TEXT)])
ROLES = pa.schema([("record", _TEXT), ("body", _TEXT), ("role", _TEXT), ("inferred", pa.bool_())])
PLACES = pa.schema([("record", _TEXT), ("place", _TEXT)])
DOCUMENTS = pa.schema([("record", _TEXT), ("document", _TEXT)])
CORRECTIONS = pa.schema([("record", _TEXT), ("head", _TEXT)])


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything received with positions in (after, upto], one Arrow table a sort of fact, in order of position.

    ``facts`` holds each measure under the name that its kind gives it today, and for every entry but withdrawals
    the two measures ``entry`` (1) and ``occasions`` (null: number not stated, or the kind has none). ``places``
    holds the places named; ``entries.place`` is the smallest one that holds them all. ``corrections`` has a row
    for each entry that a correction or withdrawal names.
    """

    entries: pa.Table
    facts: pa.Table
    dims: pa.Table
    roles: pa.Table
    places: pa.Table
    documents: pa.Table
    corrections: pa.Table


def facts_between(after: int, upto: int) -> Batch:
    """The facts of all entries whose position lies in (after, upto]."""
    columns = ("t.id", "o.pos", "act", "kind", "form", "lead_id", "place_id", "start", "end", "occasions")
    entries = _table(_rows(Entry, columns, after, upto), ENTRIES)
    part = _Parts(entries, after, upto)
    return Batch(
        entries=entries,
        facts=pa.concat_tables([_own_facts(entries), part.measures()]),
        dims=part.read(EntryDim, ("name", "value"), DIMS),
        roles=pa.concat_tables([_leads(entries), part.read(Partner, ("body_id", "role", "inferred"), ROLES)]),
        places=part.read(EntryPlace, ("place_id",), PLACES),
        documents=part.read(EntryDocument, ("document_id",), DOCUMENTS),
        corrections=part.read(Correction, ("head_id",), CORRECTIONS),
    )


class _Parts:
    """Reads the parts of a span's entries.

    Of each row only its entry's position is fetched: positions have no gaps, so Arrow finds the id by it, faster than
    a million texts are made.
    """

    def __init__(self, entries: pa.Table, after: int, upto: int) -> None:
        self.entries, self.after, self.upto = entries, after, upto

    def read(self, model: type[models.Model], columns: Sequence[str], schema: pa.Schema) -> pa.Table:
        """One table of the room, with ``record`` first."""
        rows = _rows(model, ("o.pos", *columns), self.after, self.upto)
        table = _table(rows, schema.set(0, pa.field("record", pa.int64())))
        return table.set_column(0, schema.field("record"), self._by_position(table, "record"))

    def measures(self) -> pa.Table:
        """The measures under the names that their kinds give them today."""
        table = self.read(Measure, ("name", "value", "precision", "status"), FACTS)
        today = {
            (kind.code, old): name
            for kind in KINDS().values()
            for name, measure in kind.measures.items()
            for old in measure.was
        }
        if not today:
            return table
        kind_of = dict(zip(self.entries["record"].to_pylist(), self.entries["kind"].to_pylist(), strict=True))
        columns = zip(table["record"].to_pylist(), table["measure"].to_pylist(), strict=True)
        names = [today.get((kind_of[record], name), name) for record, name in columns]
        return table.set_column(1, FACTS.field("measure"), pa.array(names, _TEXT))

    def _by_position(self, table: pa.Table, column: str) -> pa.ChunkedArray:
        return self.entries["record"].take(pc.subtract(table[column], self.after + 1))


def _rows(model: type[models.Model], columns: Sequence[str], after: int, upto: int) -> Iterator[list[_Row]]:
    """The rows that belong to entries of the span, in order of position, some thousands at a time.

    A million rows held at once would keep Python's collector of garbage busier than the database. Both ends of
    the span are given: PostgreSQL guesses a third of the table for an open one.
    """
    quote = connection.ops.quote_name
    names = ", ".join(name if "." in name else f"t.{quote(name)}" for name in columns)
    key = "id" if model is Entry else "entry_id"
    sql = (
        f"SELECT {names} FROM {quote(Outbox._meta.db_table)} o "  # noqa: S608 - names of our own models
        f"JOIN {quote(model._meta.db_table)} t ON t.{quote(key)} = o.key "
        "WHERE o.topic = 'entry' AND o.pos > %s AND o.pos <= %s ORDER BY o.pos"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, (after, upto))
        while rows := cursor.fetchmany(_AT_A_TIME):
            yield rows


def _table(chunks: Iterable[list[_Row]], schema: pa.Schema) -> pa.Table:
    batches = []
    for rows in chunks:
        columns = zip(zip(*rows, strict=True), schema, strict=True)
        batches.append(pa.record_batch([_column_of(values, field.type) for values, field in columns], schema=schema))
    return pa.Table.from_batches(batches, schema=schema)


def _column_of(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    """Days and yes/no come from SQLite as text and numbers, numbers from both databases as text; Arrow reads them."""
    if kind == pa.bool_():
        return pa.array([bool(value) for value in values], kind)
    if values and isinstance(next((value for value in values if value is not None), None), str):
        return pa.array(values, _TEXT).cast(kind)
    return pa.array(values, kind)


def _own_facts(entries: pa.Table) -> pa.Table:
    """``entry`` and ``occasions`` of every entry that states something."""
    stated = entries.filter(pc.not_equal(entries["act"], "withdraw"))
    ones = pa.array([1] * len(stated), pa.int64())
    return pa.concat_tables(
        [
            _same_measure(stated["record"], "entry", ones),
            _same_measure(stated["record"], "occasions", stated["occasions"]),
        ]
    )


def _same_measure(records: pa.ChunkedArray, name: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    many = len(records)
    columns = [
        records,
        pa.repeat(pa.scalar(name, _TEXT), many),
        # Arrow wants room for all digits of a 64-bit number before the six decimals.
        values.cast(pa.decimal128(19, 0)).cast(NUMBER),
        pa.repeat(pa.scalar(Precision.EXACT.value, _TEXT), many),
        pa.repeat(pa.scalar(Status.DONE.value, _TEXT), many),
    ]
    return pa.table(columns, schema=FACTS)


def _leads(entries: pa.Table) -> pa.Table:
    many = len(entries)
    columns = [
        entries["record"],
        entries["lead"],
        pa.repeat(pa.scalar("lead", _TEXT), many),
        pa.repeat(pa.scalar(False), many),
    ]
    return pa.table(columns, schema=ROLES)
