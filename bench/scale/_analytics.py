"""An analytics table in DHIS2's manner (JdbcAnalyticsTableManager): one partition a year, one row a raw value.

``dx`` is the kind and its measure, ``value`` a floating-point number, ``level1`` and so on the places above in the one
tree; communes stood at two levels, so they have a column too, as has each dimension of the chosen indicators. Every
column that is asked by has an index. Places are whole numbers, which are shorter than the ids of DHIS2 or ours. History
of corrections is not in it, as there: it holds the heads of the moment when the job ran.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from _asked import Asked
from _sql import READ

#: Nation or province, down to the village; a deeper tree would be cut.
LEVELS = 5
_LEVELS = tuple(f"level{level}" for level in range(1, LEVELS + 1))
_COLUMNS = ("dx", "ou", *_LEVELS, "commune", "month", "quarter", "lead", "form")

_PLACES = f"""
CREATE TABLE bench.place AS
WITH n AS (
    SELECT unit, count(*)::int AS level, row_number() OVER (ORDER BY unit)::int AS number FROM bench.tree GROUP BY unit
)
SELECT own.unit, own.number, own.level,
    {", ".join(f"max(a.number) FILTER (WHERE a.level = {level + 1}) AS {name}" for level, name in enumerate(_LEVELS))}
    , max(a.number) FILTER (WHERE a.unit = c.commune) AS commune
FROM n own JOIN bench.tree t ON t.unit = own.unit JOIN n a ON a.unit = t.ancestor
LEFT JOIN bench.commune_of c ON c.unit = own.unit
GROUP BY 1, 2, 3"""


def build(asked: Asked) -> Iterator[str]:
    """The job's statements: the flat places, the table, each year's rows."""
    yield _PLACES
    yield "CREATE UNIQUE INDEX ON bench.place (unit)"
    dims = "".join(f", {_dim(name)} text" for name in _dims(asked))
    levels = "".join(f", {name} int" for name in _LEVELS)
    yield f"""CREATE TABLE bench.analytics (dx text, ou int{levels}, commune int, month text, quarter text,
        year int, lead text, form text, value double precision, entry text{dims}) PARTITION BY LIST (year)"""
    for year in _years(asked):
        yield f"CREATE TABLE bench.analytics_{year} PARTITION OF bench.analytics FOR VALUES IN ({year})"
        yield f"INSERT INTO bench.analytics {rows(asked, f'e.start >= {_day(year)} AND e.start < {_day(year + 1)}')}"


def rows(asked: Asked, which: str) -> str:
    """The rows of the entries ``e`` that are read and of ``which`` the condition holds."""
    dims = "".join(
        f", (SELECT min(d.value) FROM ledger_entrydim d WHERE d.entry_id = e.id AND d.name = '{name}')"
        for name in _dims(asked)
    )
    month = """CASE WHEN date_trunc('month', e.start) = date_trunc('month', e."end")
        THEN to_char(e.start, 'YYYYMM') END"""
    quarter = """CASE WHEN date_trunc('quarter', e.start) = date_trunc('quarter', e."end")
        THEN to_char(e.start, 'YYYY"Q"Q') END"""
    levels = ", ".join(f"p.{name}" for name in _LEVELS)
    return f"""SELECT e.kind || '.' || m.name, p.number, {levels}, p.commune, {month}, {quarter},
    extract(year FROM e.start)::int, e.lead_id, e.form, m.value::double precision, e.id{dims}
FROM ledger_entry e JOIN bench.place p ON p.unit = e.place_id
CROSS JOIN LATERAL (
    SELECT name, value::numeric FROM ledger_measure WHERE entry_id = e.id
    UNION ALL SELECT 'occasions', e.occasions UNION ALL SELECT 'entry', 1
) m
WHERE {which} AND extract(year FROM e.start) = extract(year FROM e."end") AND {READ}"""


def indexes(asked: Asked) -> Iterator[str]:
    """On each partition, one a column that is asked by."""
    for year in _years(asked):
        for name in (*_COLUMNS, *map(_dim, _dims(asked))):
            yield f"CREATE INDEX ON bench.analytics_{year} ({name})"


def figure(definition: Any, level: int, year: int) -> tuple[str, str]:
    """The sum and the number of values at a place of that level, and a hundred of its entries. Parameter: the place."""
    where = f"FROM bench.analytics e WHERE {_level(level)} = %s AND year = {year} AND {_what(definition)}"
    where += _counting(definition, "year")
    return f"SELECT sum(value), count(*) {where}", f"SELECT entry {where} LIMIT 100"


def grid(definitions: tuple[Any, ...], level: int, year: int) -> str:
    """code, commune's number, month, sum, number of values. A parameter an indicator: the place of that level."""
    return "\nUNION ALL\n".join(
        f"SELECT '{definition.code}', commune, substr(month, 5)::int, sum(value), count(*) FROM bench.analytics e "
        f"WHERE {_level(level)} = %s AND year = {year} AND month IS NOT NULL AND commune IS NOT NULL "
        f"AND {_what(definition)}{_counting(definition, 'month')} GROUP BY 2, 3"
        for definition in definitions
    )


def _counting(definition: Any, per: str) -> str:
    gives_way = f"a.code = '{definition.code}' AND a.per = '{per}' AND a.entry = e.entry"
    return f" AND NOT EXISTS (SELECT 1 FROM bench.aside a WHERE {gives_way})"


def _what(definition: Any) -> str:
    things = ", ".join(f"'{kind}.{definition.what}'" for kind in definition.kinds)
    conditions = [f"dx IN ({things})"]
    for name, values in definition.where.items():
        wanted = ", ".join(f"'{value}'" for value in values)
        conditions.append(f"{_dim(name)} IN ({wanted})")
    return " AND ".join(conditions)


def _level(level: int) -> str:
    return _LEVELS[level - 1]


def _dim(name: str) -> str:
    """The column of a dimension; ``form`` and the like are columns of their own."""
    return f"dim_{name}"


def _dims(asked: Asked) -> list[str]:
    return sorted({name for definition in asked.all for name in definition.where})


def _years(asked: Asked) -> range:
    first, last = asked.years
    return range(first, last + 1)


def _day(year: int) -> str:
    return f"DATE '{year}-01-01'"
