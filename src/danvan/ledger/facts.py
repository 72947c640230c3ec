"""What the ledger lends to counting: Arrow tables of what was received, a row an entry with all its parts.

Read through Django's own connection in one set-based query; a second SQLite library in the process would be unsafe (it
kept answering old rows when tried). The parts of an entry come as text that the database puts together: to fetch
every measure, dimension, role and place as a row of Python took three times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pyarrow as pa
from django.db import connection, models

from danvan.audit.models import Outbox
from danvan.ledger.kinds import KINDS
from danvan.ledger.models import Correction, Entry, EntryDim, EntryPlace, Measure, Partner

#: 38 digits, 6 of them decimals: sums are equal on every engine, floating-point sums are not.
NUMBER: Final = pa.decimal128(38, 6)
_TEXT, _POS = pa.string(), pa.int64()
_AT_A_TIME: Final = 10000
#: Positions that one query names: SQLite takes no more than 999 parameters.
_NAMED: Final = 900
#: Between the fields of a part, and between parts: no code, number or id holds either.
FIELD, PART = "\t", "\n"
#: A row an entry. ``measures``: parts of name, value (empty: not stated), precision, status; ``dims``: ``name=value``;
#: ``roles``: body, role of each partner; ``places``: those named, while ``place`` is the smallest that holds them all;
#: ``heads``: the entries that it corrects or withdraws. Parts are in no order; a text is null where there are none.
LINES: Final = pa.schema(
    [
        ("pos", _POS), ("record", _TEXT), ("act", _TEXT), ("kind", _TEXT), ("form", _TEXT), ("lead", _TEXT),
        ("place", _TEXT), ("start", pa.date32()), ("end", pa.date32()), ("occasions", pa.int64()),
        ("measures", _TEXT), ("dims", _TEXT), ("roles", _TEXT), ("places", _TEXT), ("heads", _TEXT),
    ]
)  # fmt: skip
_Row = tuple[object, ...]


def facts_between(after: int, upto: int) -> pa.Table:
    """The entries whose position lies in (after, upto], in its order, in the shape of LINES.

    Both ends are given: PostgreSQL guesses a third of the table for an open one.
    """
    return _table(_rows("o.pos > %s AND o.pos <= %s", (after, upto)))


def facts_at(positions: Sequence[int]) -> pa.Table:
    """The entries at these positions."""
    chunks = [positions[start : start + _NAMED] for start in range(0, len(positions), _NAMED)]
    tables = [_table(_rows(f"o.pos IN ({', '.join(['%s'] * len(chunk))})", chunk)) for chunk in chunks]
    return pa.concat_tables([LINES.empty_table(), *tables])


def measures_were() -> Mapping[tuple[str, str], str]:
    """(kind, former name of a measure) -> the name that the kind gives it today."""
    return {
        (kind.code, old): name
        for kind in KINDS().values()
        for name, measure in kind.measures.items()
        for old in measure.was
    }


def _rows(where: str, parameters: Sequence[int]) -> Iterator[list[_Row]]:
    """The rows, some thousands at a time: a million at once would keep Python's collector of garbage busy."""
    quote = connection.ops.quote_name
    own = ("id", "act", "kind", "form", "lead_id", "place_id")
    # Days as the database writes them: Django would make a date of each, and Arrow reads the text.
    days = [f"CAST(t.{quote(day)} AS varchar)" for day in ("start", "end")]
    parts = [
        _parts(Measure, "name", "coalesce(value, '')", "precision", "status"),
        _parts(EntryDim, "name || '=' || value"),
        _parts(Partner, "body_id", "role"),
        _parts(EntryPlace, "place_id"),
        _parts(Correction, "head_id"),
    ]
    columns = ["o.pos", *(f"t.{quote(name)}" for name in own), *days, "t.occasions", *parts]
    sql = (
        f"SELECT {', '.join(columns)} FROM {_name(Outbox)} o "  # noqa: S608 - names of our own models
        f"JOIN {_name(Entry)} t ON t.id = o.key WHERE o.topic = 'entry' AND {where} ORDER BY o.pos"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(_AT_A_TIME):
            yield rows


def _parts(model: type[models.Model], *fields: str) -> str:
    """SQL of one text of all rows of the model that belong to the entry ``t``."""
    joined, letter = ("group_concat", "char") if connection.vendor == "sqlite" else ("string_agg", "chr")
    text = f" || {letter}({ord(FIELD)}) || ".join(fields)
    of = f"FROM {_name(model)} WHERE entry_id = t.id"
    return f"(SELECT {joined}({text}, {letter}({ord(PART)})) {of})"


def _name(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _table(chunks: Iterator[list[_Row]]) -> pa.Table:
    batches = []
    for rows in chunks:
        columns = zip(zip(*rows, strict=True), LINES, strict=True)
        batches.append(pa.record_batch([_column_of(values, field.type) for values, field in columns], schema=LINES))
    return pa.Table.from_batches(batches, schema=LINES)


def _column_of(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    return pa.array(values, _TEXT).cast(kind) if kind == pa.date32() else pa.array(values, kind)
