"""The figures as plain SQL on the ledger's own tables, for PostgreSQL and SQLite; also the places' tree laid out flat.

Heads only: an entry that nobody corrects, of two heads of one correction the one with the higher id, no withdrawals.
An entry counts when its days lie inside the period.
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
#: What helps these queries and the ledger does not have by itself.
INDEXES = {
    "ledger_entry": '(place_id, kind, start, "end")',
    "ledger_measure": "(entry_id, name, value)",
    "ledger_entrydim": "(entry_id, name, value)",
}
#: Which entries ``e`` are read.
READ = """e.act <> 'withdraw' AND NOT EXISTS (SELECT 1 FROM ledger_correction c WHERE c.head_id = e.id)
  AND NOT EXISTS (
    SELECT 1 FROM ledger_correction own JOIN ledger_correction c ON c.head_id = own.head_id
    WHERE own.entry_id = e.id AND c.entry_id > e.id AND NOT EXISTS (
      SELECT 1 FROM ledger_correction o WHERE o.head_id = c.entry_id))"""


def figure(definition: Any, *, schema: str, mark: str) -> str:
    """The sum and the number of entries. Parameters: the place, the first day, the last day."""
    value, join = _measure(definition)
    return f"""SELECT sum({value}), count(*) FROM {schema}tree t JOIN ledger_entry e ON e.place_id = t.unit {join}
WHERE t.ancestor = {mark} AND {_kinds(definition)} AND e.start >= {mark} AND e."end" <= {mark} AND {READ}"""


def records(definition: Any, *, schema: str, mark: str) -> str:
    """The ids of a hundred of the entries behind the same figure, in whatever order comes first."""
    _value, join = _measure(definition)
    return f"""SELECT e.id FROM {schema}tree t JOIN ledger_entry e ON e.place_id = t.unit {join}
WHERE t.ancestor = {mark} AND {_kinds(definition)} AND e.start >= {mark} AND e."end" <= {mark} AND {READ} LIMIT 100"""


def grid(definitions: tuple[Any, ...], *, schema: str, mark: str, vendor: str) -> str:
    """code, commune, month, sum, number of entries. Parameters a definition: the place, the first day, the last day."""
    if vendor == "postgresql":
        month = "extract(month FROM e.start)::int"
        same = """date_trunc('month', e.start) = date_trunc('month', e."end")"""
    else:
        month = "CAST(substr(e.start, 6, 2) AS integer)"
        same = """substr(e.start, 1, 7) = substr(e."end", 1, 7)"""
    parts = []
    for definition in definitions:
        value, join = _measure(definition)
        parts.append(f"""SELECT '{definition.code}', p.commune, {month}, sum({value}), count(*)
FROM {schema}tree t JOIN {schema}commune_of p ON p.unit = t.unit JOIN ledger_entry e ON e.place_id = t.unit {join}
WHERE t.ancestor = {mark} AND {_kinds(definition)} AND e.start >= {mark} AND e."end" <= {mark} AND {same} AND {READ}
GROUP BY 2, 3""")
    return "\nUNION ALL\n".join(parts)


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
