"""From a definition to SQL, through ibis: the one expression that yields the rows behind a figure.

The SQL of a definition is written once and kept by the hash of its content, in the process and in the home, since
building and compiling an expression costs more than asking it, and importing ibis costs most. Everything that
changes from question to question lies in the table ``ask``, so that one statement answers a whole batch.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings

from danvan.indicators.definitions import Definition

_cache: dict[tuple[str, bool], str] = {}
#: Part of the files' names: another danvan may shape the copy's tables in another way.
_SHAPE = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]


def rows_sql(definition: Definition, *, by_body: bool) -> str:
    """SQL (DuckDB's dialect) of the rows of a counted definition, one row a question and record (and split value).

    Columns: q, record, pos, value, precision, status, form, uv, place_uv, lead, dims, start, end, inside, split.
    ``by_body``: only entries in which the question's body had one of the question's roles.
    """
    key = (definition.version, by_body)
    if key not in _cache:
        path = Path(settings.DANVAN.home, "sql-cache", f"{definition.version}-{int(by_body)}-{_SHAPE}.sql")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
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
            "today": "boolean", "body": "string", "roles": "array<string>",
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
        "named": {"record": "string", "uv": "int32", "today_uv": "int32"},
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
    known = ask.join(valid, [valid.from_pos <= ask.at, valid.to_pos > ask.at])
    rows = known.join(entry, "record")
    # Where it is read: the unit's number then, or that of its place of today (null: not attributable).
    rows = rows.mutate(where_uv=ibis.ifelse(rows.today, rows.today_uv, rows.uv))
    rows = rows.filter(rows.where_uv.between(rows.lo, rows.hi), rows.start <= rows.last, rows.end >= rows.first)
    if by_body:
        role = t["role"]
        held = role.view()
        rows = rows.semi_join(
            held,
            [rows.record == held.record, rows.body == held.body,
             (rows.roles.length() == 0) | rows.roles.contains(held.role)],
        )  # fmt: skip
    rows = rows.mutate(inside=(rows.start >= rows.first) & (rows.end <= rows.last))
    fact = t["fact"].filter(t["fact"].measure == ("entry" if definition.how == "distinct" else definition.what))
    rows = rows.join(fact.select("record", "value", "precision", "status"), "record")
    if definition.how == "distinct" and definition.what == "place":
        named = t["named"].rename(place_then="uv", place_today="today_uv")
        rows = rows.join(named, "record")
        place = ibis.ifelse(rows.today, rows.place_today, rows.place_then)
    else:
        place = rows.where_uv
    rows = rows.mutate(place_uv=place)
    if definition.split:
        split = t["dim"].filter(t["dim"].name == definition.split).select("record", split="value")
        rows = rows.join(split, "record")
    else:
        rows = rows.mutate(split=ibis.literal(""))
    return rows.select(
        "q", "record", "pos", "value", "precision", "status", "form", "place_uv", "lead", "dims", "start", "end",
        "inside", "split", uv="where_uv",
    ).order_by(["q", "record", "split", "place_uv"])  # fmt: skip
