"""From a definition to SQL, through ibis: the one expression that yields the rows behind a figure.

The SQL of a definition is written once and kept by the hash of its content, in the process and in the home, since
building and compiling an expression costs more than asking it, and importing ibis costs most. Everything that
changes from question to question lies in the table ``ask``, so that one statement answers a whole batch.
"""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path
from typing import Any

from django.conf import settings

from danvan.indicators.definitions import Definition
from danvan.kit.family import content_hash
from danvan.ledger.kinds import KINDS

_cache: dict[tuple[str, bool], str] = {}
#: Part of the files' names: another danvan may shape the copy's tables in another way.
_SHAPE = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]


def rows_sql(definition: Definition, *, by_body: bool) -> str:
    """SQL (DuckDB's dialect) of the rows of a counted definition, one row a question and record (and split value, and
    place that ``distinct`` counts), in the order of the questions.

    Columns: those of ``measure.Row``. ``inside``: its days lie inside the period; ``apart``: it was recorded for a
    former place of which only a part lies in the unit asked for, in the boundaries of today.
    ``by_body``: only entries in which the question's body had one of the question's roles.
    """
    key = (definition.version, by_body)
    if key not in _cache:
        # A kind that renames a measure changes the SQL of a definition that stays as it is.
        kinds = content_hash("".join(KINDS()[kind].version for kind in definition.kinds).encode())
        name = f"{definition.version}-{kinds}-{int(by_body)}-{_SHAPE}.sql"
        path = Path(settings.DANVAN.home, "sql-cache", name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            # A name of one's own: two processes may compile the same at once, and either result is good.
            fresh = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
            fresh.write_text(_compile(definition, by_body=by_body), encoding="utf-8")
            fresh.replace(path)
        _cache[key] = path.read_text(encoding="utf-8")
    return _cache[key]


def _compile(definition: Definition, *, by_body: bool) -> str:
    import ibis

    return str(ibis.to_sql(_expression(definition, by_body=by_body), dialect="duckdb"))


def _tables() -> dict[str, Any]:
    import ibis

    shapes = {
        "ask": {
            "q": "int32", "lo": "int32", "hi": "int32", "at": "int64", "first": "date", "last": "date",
            "today": "boolean", "apart": "boolean", "body": "string", "roles": "array<string>",
        },
        "valid": {"record": "string", "from_pos": "int64", "to_pos": "int64"},
        "entry": {
            "record": "string", "pos": "int64", "kind": "string", "form": "string", "lead": "string", "uv": "int32",
            "today_uv": "int32", "start": "date", "end": "date", "dims": "string",
        },
        "fact": {
            "record": "string", "measure": "string", "value": "decimal(38, 6)", "precision": "string",
            "status": "string",
        },
        "dim": {"record": "string", "name": "string", "value": "string"},
        "role": {"record": "string", "body": "string", "role": "string"},
        "named": {
            "record": "string", "uv": "int32", "today_uv": "int32", "commune": "int32", "today_commune": "int32",
        },
    }  # fmt: skip
    return {name: ibis.table(shape, name=name) for name, shape in shapes.items()}


def _expression(definition: Definition, *, by_body: bool) -> Any:
    import ibis

    t = _tables()
    ask, valid, entry = t["ask"], t["valid"], t["entry"]
    entry = entry.filter(entry.kind.isin(definition.kinds))
    for name, values in definition.where.items():
        wanted = t["dim"].filter(t["dim"].name == name, t["dim"].value.isin(values))
        entry = entry.semi_join(wanted, "record")
    rows = _with_values(valid.join(entry, "record"), t, definition)
    rows = _with_splits(rows, t, definition)
    # Where it is read: the unit's number then, or that of its place of today (null: nothing of today holds it).
    # Joined last, so that many questions are held against the rows of one kind and not against all that is known.
    where = ibis.ifelse(ask.today, rows.today_uv, rows.uv)
    rows = rows.join(
        ask,
        [rows.from_pos <= ask.at, rows.to_pos > ask.at, where >= ask.lo, where <= ask.hi, rows.start <= ask.last,
         rows.end >= ask.first],
    )  # fmt: skip
    if by_body:
        role = t["role"]
        held = role.view()
        rows = rows.semi_join(
            held,
            [rows.record == held.record, rows.body == held.body,
             (rows.roles.length() == 0) | rows.roles.contains(held.role)],
        )  # fmt: skip
    rows = rows.mutate(
        where_uv=ibis.ifelse(rows.today, rows.today_uv, rows.uv),
        inside=(rows.start >= rows.first) & (rows.end <= rows.last),
    )
    rows = _with_places(rows, t, definition)
    said = [rows.record, rows.value.cast("string").fill_null(""), rows.precision, rows.status]
    return rows.select(
        "q", "record", "pos", "value", "precision", "status", "kind", "form", "place_uv", "lead", "dims", "start",
        "end", "inside", "apart", "split", uv="where_uv", said=ibis.literal("|").join(said),
    ).order_by("q")  # fmt: skip


def _with_values(rows: Any, t: dict[str, Any], definition: Definition) -> Any:
    fact = t["fact"]
    if definition.how != "distinct":
        fact = fact.filter(fact.measure == definition.what)
    else:
        # What is known not to have happened reached no place and was led by nobody.
        fact = fact.filter(fact.measure == "occasions", fact.value.isnull() | (fact.value > 0))
    return rows.join(fact.select("record", "value", "precision", "status"), "record")


def _with_places(rows: Any, t: dict[str, Any], definition: Definition) -> Any:
    """The place that ``distinct`` counts (null: above a commune, or nothing of today holds it), or the row's."""
    import ibis

    if definition.how != "distinct" or definition.what == "lead":
        return rows.mutate(place_uv=rows.where_uv)
    then, today = ("commune", "today_commune") if definition.what == "commune" else ("uv", "today_uv")
    named = t["named"].select("record", place_then=then, place_today=today).distinct()
    rows = rows.join(named, "record")
    return rows.mutate(place_uv=ibis.ifelse(rows.today, rows.place_today, rows.place_then))


def _with_splits(rows: Any, t: dict[str, Any], definition: Definition) -> Any:
    """A row for each value of the dimension that the indicator is split by; one without a value where there is none."""
    import ibis

    if not definition.split:
        return rows.mutate(split=ibis.literal(""))
    split = t["dim"].filter(t["dim"].name == definition.split).select("record", of="value")
    rows = rows.left_join(split, "record")
    return rows.mutate(split=rows.of.fill_null(""))
