"""What the ledger lends to counting: Arrow tables of what was received, by position.

Read through Django's own connection in a few set-based queries; a second SQLite library in the process would be
unsafe (it kept answering old rows when tried). Parts refer to their entry by its position.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection, models

from danvan.audit.models import Outbox
from danvan.kit.quantity import Precision, Status
from danvan.ledger.kinds import KINDS
from danvan.ledger.models import Correction, Entry, EntryDim, EntryPlace, Measure, Partner

#: 38 digits, 6 of them decimals: sums are equal on every engine, floating-point sums are not.
NUMBER = pa.decimal128(38, 6)
_TEXT, _POS = pa.string(), pa.int64()
_AT_A_TIME = 10000
#: Positions that one query names: SQLite takes no more than 999 parameters.
_NAMED = 900
_Row = tuple[object, ...]
ENTRIES = pa.schema(
    [
        ("pos", _POS), ("record", _TEXT), ("act", _TEXT), ("kind", _TEXT), ("form", _TEXT), ("lead", _TEXT),
        ("place", _TEXT), ("start", pa.date32()), ("end", pa.date32()), ("occasions", pa.int64()),
    ]
)  # fmt: skip
FACTS = pa.schema([("pos", _POS), ("measure", _TEXT), ("value", NUMBER), ("precision", _TEXT), ("status", _TEXT)])
DIMS = pa.schema([("pos", _POS), ("name", _TEXT), ("value", _TEXT)])
ROLES = pa.schema([("pos", _POS), ("body", _TEXT), ("role", _TEXT)])
PLACES = pa.schema([("pos", _POS), ("place", _TEXT)])
CORRECTIONS = pa.schema([("pos", _POS), ("head", _TEXT)])


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that some positions hold, one Arrow table a sort of fact.

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
    corrections: pa.Table

    def with_all_of(self, other: Batch) -> Batch:
        """Both together."""
        return Batch(*(pa.concat_tables([getattr(self, f.name), getattr(other, f.name)]) for f in fields(Batch)))


#: How some positions are chosen in SQL, with its parameters.
_Chosen = tuple[str, Sequence[int]]


def facts_between(after: int, upto: int) -> Batch:
    """The facts of all entries whose position lies in (after, upto], in order of position.

    Both ends are given: PostgreSQL guesses a third of the table for an open one.
    """
    return _facts([("o.pos > %s AND o.pos <= %s", (after, upto))])


def facts_at(positions: Sequence[int]) -> Batch:
    """The facts of the entries at these positions."""
    chunks = [positions[start : start + _NAMED] for start in range(0, len(positions), _NAMED)]
    return _facts([(f"o.pos IN ({', '.join(['%s'] * len(chunk))})", chunk) for chunk in chunks])


def measures_were() -> Mapping[tuple[str, str], str]:
    """(kind, former name of a measure) -> the name that the kind gives it today."""
    return {
        (kind.code, old): name
        for kind in KINDS().values()
        for name, measure in kind.measures.items()
        for old in measure.was
    }


def _facts(chosen: Sequence[_Chosen]) -> Batch:
    columns = ("o.pos", "t.id", "act", "kind", "form", "lead_id", "place_id", "start", "end", "occasions")
    entries = _table(_rows(Entry, columns, chosen), ENTRIES)

    def part(model: type[models.Model], columns: Sequence[str], schema: pa.Schema) -> pa.Table:
        return _table(_rows(model, ("o.pos", *columns), chosen), schema)

    return Batch(
        entries=entries,
        facts=pa.concat_tables(
            [
                _own_facts(entries),
                _as_called_today(part(Measure, ("name", "value", "precision", "status"), FACTS), entries),
            ]
        ),
        dims=part(EntryDim, ("name", "value"), DIMS),
        roles=pa.concat_tables([_leads(entries), part(Partner, ("body_id", "role"), ROLES)]),
        places=part(EntryPlace, ("place_id",), PLACES),
        corrections=part(Correction, ("head_id",), CORRECTIONS),
    )


def _as_called_today(table: pa.Table, entries: pa.Table) -> pa.Table:
    today = measures_were()
    if not today:
        return table
    kind_of = dict(zip(entries["pos"].to_pylist(), entries["kind"].to_pylist(), strict=True))
    columns = zip(table["pos"].to_pylist(), table["measure"].to_pylist(), strict=True)
    names = [today.get((kind_of[pos], name), name) for pos, name in columns]
    return table.set_column(1, FACTS.field("measure"), pa.array(names, _TEXT))


def _rows(model: type[models.Model], columns: Sequence[str], chosen: Sequence[_Chosen]) -> Iterator[list[_Row]]:
    """The rows that belong to the chosen entries, in order of position, some thousands at a time.

    A million rows held at once would keep Python's collector of garbage busier than the database.
    """
    quote = connection.ops.quote_name
    # Days as the database writes them: Django would make a date of each, and Arrow reads the text.
    days = {field.column for field in model._meta.local_fields if isinstance(field, models.DateField)}
    columns = [f"CAST(t.{quote(c)} AS varchar)" if c in days else c if "." in c else f"t.{quote(c)}" for c in columns]
    names = ", ".join(columns)
    key = "id" if model is Entry else "entry_id"
    for where, parameters in chosen:
        sql = (
            f"SELECT {names} FROM {quote(Outbox._meta.db_table)} o "  # noqa: S608 - names of our own models
            f"JOIN {quote(model._meta.db_table)} t ON t.{quote(key)} = o.key "
            f"WHERE o.topic = 'entry' AND {where} ORDER BY o.pos"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            while rows := cursor.fetchmany(_AT_A_TIME):
                yield rows


def _table(chunks: Iterable[list[_Row]], schema: pa.Schema) -> pa.Table:
    batches = []
    for rows in chunks:
        columns = zip(zip(*rows, strict=True), schema, strict=True)
        batches.append(pa.record_batch([_column_of(values, field.type) for values, field in columns], schema=schema))
    return pa.Table.from_batches(batches, schema=schema)


def _column_of(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    """Days come from SQLite as text, numbers from both databases as text; Arrow reads them."""
    if values and isinstance(next((value for value in values if value is not None), None), str):
        return pa.array(values, _TEXT).cast(kind)
    return pa.array(values, kind)


def _own_facts(entries: pa.Table) -> pa.Table:
    """``entry`` and ``occasions`` of every entry that states something."""
    stated = entries.filter(pc.not_equal(entries["act"], "withdraw"))
    ones = pa.array([1] * len(stated), pa.int64())
    return pa.concat_tables(
        [
            _same_measure(stated["pos"], "entry", ones),
            _same_measure(stated["pos"], "occasions", stated["occasions"]),
        ]
    )


def _same_measure(positions: pa.ChunkedArray, name: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    many = len(positions)
    columns = [
        positions,
        pa.repeat(pa.scalar(name, _TEXT), many),
        # Arrow wants room for all digits of a 64-bit number before the six decimals.
        values.cast(pa.decimal128(19, 0)).cast(NUMBER),
        pa.repeat(pa.scalar(Precision.EXACT.value, _TEXT), many),
        pa.repeat(pa.scalar(Status.DONE.value, _TEXT), many),
    ]
    return pa.table(columns, schema=FACTS)


def _leads(entries: pa.Table) -> pa.Table:
    many = len(entries)
    columns = [entries["pos"], entries["lead"], pa.repeat(pa.scalar("lead", _TEXT), many)]
    return pa.table(columns, schema=ROLES)
