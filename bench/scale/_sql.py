"""The figures as plain SQL on the ledger's own tables, for PostgreSQL and SQLite; also the places' tree laid out flat.

Heads only: an entry that nobody corrects, of two heads of one correction the one with the higher id, no withdrawals.
An entry counts when its days lie inside the period. A total is never added to the details that it covers: which entries
give way, SQL is told by a table made beforehand, and that work is in none of its times.
"""

from __future__ import annotations

from typing import Any

#: Each place with all above it and itself, and with the commune that holds it: what a recursive query would find anew.
TREE = """
CREATE TABLE {schema}tree AS
WITH RECURSIVE up (ancestor, unit) AS (
    SELECT id, id FROM units_unit WHERE sort = 'place'
    UNION ALL
    SELECT e.parent_id, up.unit FROM up JOIN units_edge e ON e.child_id = up.ancestor AND e.tree = 'place'
)
SELECT ancestor, unit FROM up;
CREATE UNIQUE INDEX {index}tree_down ON {schema}tree (ancestor, unit);
CREATE INDEX {index}tree_up ON {schema}tree (unit, ancestor);
CREATE TABLE {schema}commune_of AS
SELECT t.unit, t.ancestor AS commune FROM {schema}tree t WHERE t.ancestor IN ({communes});
CREATE UNIQUE INDEX {index}commune_of_unit ON {schema}commune_of (unit);
CREATE INDEX {index}commune_of_commune ON {schema}commune_of (commune, unit);
"""
#: (code, the length of period, entry): of a total and its details, those that do not count.
ASIDE = """
CREATE TABLE {schema}aside (code text, per text, entry text);
CREATE UNIQUE INDEX {index}aside_key ON {schema}aside (code, per, entry);
"""
#: What helps these queries and the ledger does not have by itself.
INDEXES = (
    ("ledger_entry", '(place_id, kind, start, "end")'),
    ("ledger_entry", '(kind, start, "end")'),
    ("ledger_measure", "(entry_id, name, value)"),
    ("ledger_entrydim", "(entry_id, name, value)"),
)
#: Which entries ``e`` are read.
READ = """e.act <> 'withdraw' AND NOT EXISTS (SELECT 1 FROM ledger_correction c WHERE c.head_id = e.id)
  AND NOT EXISTS (
    SELECT 1 FROM ledger_correction own JOIN ledger_correction c ON c.head_id = own.head_id
    WHERE own.entry_id = e.id AND c.entry_id > e.id AND NOT EXISTS (
      SELECT 1 FROM ledger_correction o WHERE o.head_id = c.entry_id))"""


def set_aside(definition: Any, per: str, year: int, *, schema: str, vendor: str) -> str:
    """Fill ``aside`` for an indicator and a length of period, year or month, of the entries of that year.

    As the engine says it (indicators/measure.py), for what ``simulate`` makes: totals of one body and kind never lie
    within each other. A total without a number, or of less than its details, gives way to them; else they do.
    """
    value, join = _measure(definition)
    inside = {"year": "", "month": f"AND {_same_month('t', vendor)}"}[per]
    return f"""INSERT INTO {schema}aside
WITH r AS MATERIALIZED (
    SELECT e.id, e.kind, e.lead_id, e.place_id, e.start, e."end", e.form, {value} AS value FROM ledger_entry e {join}
    WHERE {_kinds(definition)} AND e.start >= '{year}-01-01' AND e."end" <= '{year}-12-31' AND {READ}
      AND (e.kind, e.lead_id) IN (
        SELECT kind, lead_id FROM ledger_entry WHERE form = 'total' AND start >= '{year}-01-01')
), pairs AS (
    SELECT t.id AS total, t.value AS said, d.id AS detail, d.value FROM r t
    JOIN r d ON d.kind = t.kind AND d.lead_id = t.lead_id AND d.start >= t.start AND d."end" <= t."end"
    JOIN {schema}tree p ON p.ancestor = t.place_id AND p.unit = d.place_id
    WHERE t.form = 'total' AND d.form = 'single' {inside} AND NOT EXISTS (
        SELECT 1 FROM ledger_entrydim a WHERE a.entry_id = t.id AND NOT EXISTS (
            SELECT 1 FROM ledger_entrydim b WHERE b.entry_id = d.id AND b.name = a.name AND b.value = a.value))
), sums AS (
    SELECT total, said IS NULL OR coalesce(sum(value) > said, false) AS gone FROM pairs GROUP BY total, said
)
SELECT '{definition.code}', '{per}', total FROM sums WHERE gone
UNION SELECT '{definition.code}', '{per}', detail FROM pairs JOIN sums USING (total) WHERE NOT gone"""


def figure(definition: Any, *, schema: str, mark: str) -> str:
    """The sum and the number of entries. Parameters: the place, the first day, the last day."""
    value, join = _measure(definition)
    return f"""SELECT sum({value}), count(*) FROM {schema}tree t JOIN ledger_entry e ON e.place_id = t.unit {join}
WHERE t.ancestor = {mark} AND {_of_year(definition, schema, mark)}"""


def records(definition: Any, *, schema: str, mark: str) -> str:
    """The ids of a hundred of the entries behind the same figure, in whatever order comes first."""
    _value, join = _measure(definition)
    return f"""SELECT e.id FROM {schema}tree t JOIN ledger_entry e ON e.place_id = t.unit {join}
WHERE t.ancestor = {mark} AND {_of_year(definition, schema, mark)} LIMIT 100"""


def grid(definitions: tuple[Any, ...], *, schema: str, mark: str, vendor: str) -> str:
    """code, commune, month, sum, number of entries. Parameters: the place, the first day, the last day.

    What all the indicators share, the place, the days and who corrects whom, is found once.
    """
    month = "extract(month FROM e.start)::int" if vendor == "postgresql" else "CAST(substr(e.start, 6, 2) AS integer)"
    kinds = ", ".join(sorted({f"'{kind}'" for definition in definitions for kind in definition.kinds}))
    parts = []
    for definition in definitions:
        value, join = _measure(definition)
        parts.append(f"""SELECT '{definition.code}', e.commune, e.month, sum({value}), count(*) FROM r e {join}
WHERE {_kinds(definition)} AND {_counts(definition, "month", schema)} GROUP BY 2, 3""")
    return f"""WITH r AS MATERIALIZED (
    SELECT e.id, e.kind, e.occasions, p.commune, {month} AS month
    FROM {schema}tree t JOIN {schema}commune_of p ON p.unit = t.unit JOIN ledger_entry e ON e.place_id = t.unit
    WHERE t.ancestor = {mark} AND e.kind IN ({kinds}) AND e.start >= {mark} AND e."end" <= {mark}
      AND {_same_month("e", vendor)} AND {READ}
)
""" + "\nUNION ALL\n".join(parts)


def _of_year(definition: Any, schema: str, mark: str) -> str:
    return f"""{_kinds(definition)} AND e.start >= {mark} AND e."end" <= {mark} AND {READ}
  AND {_counts(definition, "year", schema)}"""


def _counts(definition: Any, per: str, schema: str) -> str:
    """That the entry does not give way beside a total."""
    gives_way = f"a.code = '{definition.code}' AND a.per = '{per}' AND a.entry = e.id"
    return f"NOT EXISTS (SELECT 1 FROM {schema}aside a WHERE {gives_way})"


def _same_month(table: str, vendor: str) -> str:
    if vendor == "postgresql":
        return f"""date_trunc('month', {table}.start) = date_trunc('month', {table}."end")"""
    return f"""substr({table}.start, 1, 7) = substr({table}."end", 1, 7)"""


def _measure(definition: Any) -> tuple[str, str]:
    if definition.what == "occasions":
        return "e.occasions", ""
    return (
        "CAST(m.value AS numeric)",
        f"JOIN ledger_measure m ON m.entry_id = e.id AND m.name = '{definition.what}'",
    )


def _kinds(definition: Any) -> str:
    """The kinds and conditions; codes of our own files, not a person's words."""
    kinds = ", ".join(f"'{kind}'" for kind in definition.kinds)
    conditions = [f"e.kind IN ({kinds})"]
    for name, values in definition.where.items():
        wanted = ", ".join(f"'{value}'" for value in values)
        conditions.append(
            "EXISTS (SELECT 1 FROM ledger_entrydim d WHERE d.entry_id = e.id "
            f"AND d.name = '{name}' AND d.value IN ({wanted}))"
        )
    return " AND ".join(conditions)
