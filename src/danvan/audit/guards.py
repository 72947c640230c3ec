"""Append-only by the database itself: the triggers of every guarded table, and the test that they are there.

Made anew after every migration: Django rebuilds a table on SQLite to alter it, and its triggers go with the old
one without a word. On SQLite ``recursive_triggers`` must be on (settings), else INSERT OR REPLACE deletes a row
behind the guard's back; other programs do not switch it on, so a BEFORE INSERT guard refuses whatever would replace.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import UniqueConstraint

from danvan.audit.models import AppendOnly

_REFUSAL = "append-only"
#: Trigger -> its table and the rest of its CREATE TRIGGER.
Guards = dict[str, tuple[str, str]]


def guarded() -> list[type[AppendOnly]]:
    """Every concrete append-only table of every room."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly) and not model._meta.abstract]


def _key(model: type[AppendOnly]) -> str:
    return str(model._meta.pk.column)


def _unique_columns(model: type[AppendOnly]) -> list[list[str]]:
    """The sets of columns of which each can name a row to replace, the primary key first."""
    fields = model._meta.local_concrete_fields
    sets = [[_key(model)], *([str(field.column)] for field in fields if field.unique and not field.primary_key)]
    columns = {field.name: str(field.column) for field in fields}
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            sets.append([columns[name] for name in constraint.fields])
    return sets


def _sqlite(model: type[AppendOnly]) -> Iterator[tuple[str, str]]:
    table, key = model._meta.db_table, _key(model)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}: {table}'); END"
    pardon = ""
    if model.erasable:
        erased = f'"table" = \'{table}\' AND key = CAST(OLD."{key}" AS TEXT)'
        pardon = f"WHEN NOT EXISTS (SELECT 1 FROM audit_erasure WHERE {erased}) "
    yield f"{table}_keep_update", f'BEFORE UPDATE ON "{table}" {refuse}'
    yield f"{table}_keep_delete", f'BEFORE DELETE ON "{table}" {pardon}{refuse}'
    same = [" AND ".join(f'"{name}" = NEW."{name}"' for name in names) for names in _unique_columns(model)]
    held = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}" WHERE {condition})' for condition in same)
    yield f"{table}_keep_insert", f'BEFORE INSERT ON "{table}" WHEN {held} {refuse}'
    if model.queued_as:
        queue = f"INSERT INTO audit_queue (topic, key) VALUES ('{model.queued_as}', NEW.\"{key}\")"
        yield f"{table}_queue", f'AFTER INSERT ON "{table}" BEGIN {queue}; END'


def _postgresql(model: type[AppendOnly]) -> Iterator[tuple[str, str]]:
    table, key = model._meta.db_table, _key(model)
    refused = "UPDATE OR TRUNCATE" if model.erasable else "UPDATE OR DELETE OR TRUNCATE"
    yield f"{table}_keep", f'BEFORE {refused} ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION danvan_keep()'
    if model.erasable:
        run = f"EXECUTE FUNCTION danvan_keep_unless_erased('{key}')"
        yield f"{table}_keep_row", f'BEFORE DELETE ON "{table}" FOR EACH ROW {run}'
    if model.queued_as:
        run = f"EXECUTE FUNCTION danvan_queue('{model.queued_as}', '{key}')"
        # Once a statement, with all its rows: a trigger a row would cost a COPY of many rows too much.
        yield f"{table}_queue", f'AFTER INSERT ON "{table}" REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT {run}'


_BODIES = {
    "danvan_keep": f"""
BEGIN RAISE EXCEPTION '{_REFUSAL}: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END """,
    "danvan_keep_unless_erased": f"""
BEGIN
  IF EXISTS (SELECT 1 FROM audit_erasure WHERE "table" = TG_TABLE_NAME AND key = to_jsonb(OLD) ->> TG_ARGV[0]) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '{_REFUSAL}: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END """,
    "danvan_queue": """
BEGIN
  EXECUTE format('INSERT INTO audit_queue (topic, key) SELECT %L, %I FROM fresh', TG_ARGV[0], TG_ARGV[1]);
  RETURN NULL;
END """,
}


def _make_functions(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        (schema,) = cursor.fetchone() or ("",)
        for name, body in _BODIES.items():
            # SECURITY DEFINER: the application's role may not write into the queue itself, only through the trigger.
            # The fixed path: a temporary table named audit_erasure must not pardon anything.
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
                f"SET search_path = {schema}, pg_temp AS $${body}$$"
            )


def guards_of(model: type[AppendOnly], vendor: str) -> Iterator[tuple[str, str]]:
    """The name of each trigger that guards a table, and the rest of its CREATE TRIGGER."""
    return _sqlite(model) if vendor == "sqlite" else _postgresql(model)


def _wanted(connection: BaseDatabaseWrapper) -> Guards:
    pairs = ((model._meta.db_table, guard) for model in guarded() for guard in guards_of(model, connection.vendor))
    return {name: (table, rest) for table, (name, rest) in pairs}


def _names(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {str(row[0]) for row in cursor.fetchall()}


def _sound(connection: BaseDatabaseWrapper, wanted: Guards) -> set[str]:
    """The names of the guards that stand on their tables, switched on, and say what they should."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            said = {name: (table, f'CREATE TRIGGER "{name}" {rest}') for name, (table, rest) in wanted.items()}
            return {name for name, table, sql in cursor.fetchall() if said.get(name) == (table, sql)}
        cursor.execute(
            "SELECT tgname, relname, proname, prosrc FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
        return {
            name
            for name, table, function, body in cursor.fetchall()
            if wanted.get(name, ("",))[0] == table and _BODIES.get(function) == body
        }


def install_guards(using: str = "default") -> None:
    """Make every guard anew on the tables that exist."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if not {"audit_queue", "audit_erasure"} <= tables:
        return
    # In one transaction: nobody meets a table whose old guard is gone and whose new one is not there yet.
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _make_functions(connection)
        for name, (table, rest) in _wanted(connection).items():
            if table in tables:
                on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')
                cursor.execute(f'CREATE TRIGGER "{name}" {rest}')


def lift_guards(using: str = "default") -> None:
    """Take every guard away: before migrations, in tests. ``install_guards`` brings them back."""
    connection = connections[using]
    wanted = _wanted(connection)
    with connection.cursor() as cursor:
        for name in _names(connection) & set(wanted):
            on = "" if connection.vendor == "sqlite" else f' ON "{wanted[name][0]}"'
            cursor.execute(f'DROP TRIGGER "{name}"{on}')


def missing_guards(using: str = "default") -> list[str]:
    """The names of the guards that should stand and do not, or are switched off or altered; empty when all is well."""
    connection = connections[using]
    wanted = _wanted(connection)
    return sorted(set(wanted) - _sound(connection, wanted))
