"""From questions to SQL, through ibis: the one expression that yields the rows behind a figure.

What a definition says (kinds, conditions, measure, split) and what a question asks (place, days, position, body) are
rows of tables, so one statement answers a whole batch of questions of different definitions, and there are only as many
statements as there are shapes. Their SQL is written once and kept, in the process and in the home: building and
compiling an expression costs more than asking it, and importing ibis costs most.
"""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
from django.conf import settings

from danvan.kit import home_cache

#: The table of questions, each for one of the kinds of its definition ``d``. ``today``: places are compared by their
#: numbers of today; ``apart``: the row asks for a former place of which only a part lies in the unit asked for.
_ASK = {
    "q": "int32", "d": "int32", "kind": "string", "measure": "string", "split": "string", "lo": "int32", "hi": "int32",
    "today": "boolean", "apart": "boolean", "at": "int64", "first": "date", "last": "date", "body": "string",
    "roles": "array<string>",
}  # fmt: skip
#: What a definition's entries must have: for each of its ``names`` dimensions one of the values.
_WANTED = {"d": "int32", "name": "string", "value": "string", "names": "int64"}
_ARROW = {
    "int32": pa.int32(), "int64": pa.int64(), "string": pa.string(), "boolean": pa.bool_(), "date": pa.date32(),
    "array<string>": pa.list_(pa.string()),
}  # fmt: skip
ASK, WANTED = (pa.schema([(name, _ARROW[kind]) for name, kind in each.items()]) for each in (_ASK, _WANTED))
#: Part of the files' names: another danvan may shape the tables in another way.
_MADE_BY = hashlib.sha256(Path(__file__).read_bytes() + version("ibis-framework").encode()).hexdigest()[:8]


class Shape(NamedTuple):
    """What makes one statement differ from another."""

    counts: str  #: values, or what ``distinct`` counts: lead, place, commune
    where: bool
    split: bool
    by_body: bool
    today: bool

    @property
    def name(self) -> str:
        """As part of a file's name."""
        return "-".join(
            [self.counts, *(flag for flag in ("where", "split", "by_body", "today") if getattr(self, flag))]
        )


@functools.cache
def rows_sql(shape: Shape) -> str:
    """SQL (DuckDB's dialect) of the rows of the questions in the tables ``ask`` and ``wanted``.

    One row a question and record (and part of a split, and place that ``distinct`` counts), in the order of the
    questions. Columns: those of ``measure.Row``. ``inside``: its days lie inside the period. With ``by_body`` only
    entries in which the question's body had one of the question's roles.
    """
    path = Path(settings.DANVAN.home, "sql-cache", f"{shape.name}-{_MADE_BY}.sql")
    kept = home_cache.read(path)
    if kept is not None:
        return kept.decode()
    made = _compile(shape)
    home_cache.write(path, made.encode())
    return made


def _compile(shape: Shape) -> str:
    import ibis

    return str(ibis.to_sql(_expression(shape), dialect="duckdb"))


def _tables() -> dict[str, Any]:
    import ibis

    shapes = {
        "fact": {
            "pos": "int64", "kind": "string", "measure": "string", "form": "string", "lead": "string", "uv": "int32",
            "start": "date", "end": "date", "dims": "string", "value": "decimal(38, 6)", "precision": "string",
            "status": "string", "from_pos": "int64", "to_pos": "int64",
        },
        "entry": {"pos": "int64", "record": "string"},
        "dim": {"dims": "string", "name": "string", "value": "string"},
        "role": {"pos": "int64", "body": "string", "role": "string"},
        "named": {"pos": "int64", "place": "int32"},
        "place": {"uv": "int32", "today_uv": "int32", "commune": "int32", "today_commune": "int32"},
    }  # fmt: skip
    shapes |= {"ask": _ASK, "wanted": _WANTED}
    return {name: ibis.table(shape, name=name) for name, shape in shapes.items()}


def _expression(shape: Shape) -> Any:
    import ibis

    t = _tables()
    rows = _in_scope(t, shape)
    if shape.counts != "values":
        # What is known not to have happened reached no place and was led by nobody.
        rows = rows.filter(rows.value.isnull() | (rows.value > 0))
    if shape.where:
        rows = rows.semi_join(_matching(t), ["d", "dims"])
    if shape.by_body:
        role = t["role"].rename(held_by="body")
        roles = (rows.roles.length() == 0) | rows.roles.contains(role.role)
        rows = rows.semi_join(role, [rows.pos == role.pos, rows.body == role.held_by, roles])
    rows = _with_places(rows, t, shape)
    if shape.split:
        part = t["dim"].rename(part="value", of="dims")
        rows = rows.left_join(part, [rows.dims == part.of, rows.split == part.name])
    else:
        rows = rows.mutate(part=ibis.literal(""))
    rows = rows.join(t["entry"], "pos")
    said = [rows.record, rows.value.cast("string").fill_null(""), rows.precision, rows.status]
    return rows.select(
        "q", "record", "pos", "value", "precision", "status", "kind", "form", "place_uv", "lead", "dims", "start",
        "end", "apart", uv="where_uv", inside=(rows.start >= rows.first) & (rows.end <= rows.last),
        split=rows.part.fill_null(""), said=ibis.literal("|").join(said),
    ).order_by("q")  # fmt: skip


def _in_scope(t: dict[str, Any], shape: Shape) -> Any:
    """The facts asked for, of entries read at the position, in the place, of days that touch the period."""
    import ibis

    ask, fact = t["ask"], t["fact"]
    same = [fact.kind == ask.kind, fact.measure == ask.measure]
    known = [fact.from_pos <= ask.at, fact.to_pos > ask.at, fact.start <= ask.last, fact.end >= ask.first]
    if not shape.today:
        rows = fact.join(ask, [*same, *known, fact.uv >= ask.lo, fact.uv <= ask.hi])
        return rows.mutate(where_uv=rows.uv)
    now = t["place"].select(of="uv", today_uv="today_uv")
    rows = fact.join(ask, [*same, *known])
    rows = rows.join(now, rows.uv == now.of)
    # The number of its place of today (null: nothing of today holds it); of what lies apart that of then.
    rows = rows.mutate(where_uv=ibis.ifelse(rows.today, rows.today_uv, rows.uv))
    return rows.filter((rows.where_uv >= rows.lo) & (rows.where_uv <= rows.hi))


def _matching(t: dict[str, Any]) -> Any:
    """The dimensions that have, for each definition, one of the values wanted in each of the names."""
    found = t["wanted"].join(t["dim"], ["name", "value"]).group_by("d", "dims", "names")
    found = found.aggregate(n=lambda each: each["name"].nunique())
    return found.filter(found.n == found.names).select("d", "dims")


def _with_places(rows: Any, t: dict[str, Any], shape: Shape) -> Any:
    """The place that ``distinct`` counts (null: above a commune, or nothing of today holds it), or the row's."""
    import ibis

    if shape.counts not in ("place", "commune"):
        return rows.mutate(place_uv=rows.where_uv)
    then, today = ("commune", "today_commune") if shape.counts == "commune" else ("uv", "today_uv")
    place = t["place"].select(of="uv", place_then=then, place_today=today)
    named = t["named"].join(place, t["named"].place == place.of).select("pos", "place_then", "place_today").distinct()
    rows = rows.join(named, "pos")
    wanted = ibis.ifelse(rows.today, rows.place_today, rows.place_then) if shape.today else rows.place_then
    return rows.mutate(place_uv=wanted)
