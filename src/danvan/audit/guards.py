"""Append-only by the database itself: the triggers of every guarded table, and the test that they are there.

Made anew after every migration: Django rebuilds a table on SQLite to alter it, and its triggers go with the old
one without a word. On SQLite ``recursive_triggers`` must be on (settings), else INSERT OR REPLACE deletes a row
behind the guard's back; a BEFORE INSERT guard refuses it a second time.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from danvan.audit.models import AppendOnly

_REFUSAL = "append-only"


def guarded() -> list[type[AppendOnly]]:
    """Every concrete append-only table of every room."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly) and not model._meta.abstract]


def _names(model: type[AppendOnly]) -> tuple[str, str]:
    key = model._meta.pk
    return model._meta.db_table, key.column or key.attname


def _sqlite(model: type[AppendOnly]) -> Iterator[tuple[str, str]]:
    table, key = _names(model)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}: {table}'); END"
    pardon = (
        f"WHEN NOT EXISTS (SELECT 1 FROM audit_erasure WHERE \"table\" = '{table}' AND key = CAST(OLD.{key} AS TEXT))"
        if model.erasable
        else ""
    )
    yield f"{table}_keep_update", f'BEFORE UPDATE ON "{table}" {refuse}'
    yield f"{table}_keep_delete", f'BEFORE DELETE ON "{table}" {pardon} {refuse}'
    yield (
        f"{table}_keep_insert",
        f'BEFORE INSERT ON "{table}" WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {key} = NEW.{key}) {refuse}',
    )
    if model.queued_as:
        yield (
            f"{table}_queue",
            (
                f'AFTER INSERT ON "{table}" BEGIN INSERT INTO audit_queue (topic, key) '
                f"VALUES ('{model.queued_as}', NEW.{key}); END"
            ),
        )


def _postgresql(model: type[AppendOnly]) -> Iterator[tuple[str, str]]:
    table, _key = _names(model)
    if model.erasable:
        yield (
            f"{table}_keep_row",
            f"BEFORE DELETE ON \"{table}\" FOR EACH ROW EXECUTE FUNCTION danvan_keep_unless_erased('{_key}')",
        )
        yield (
            f"{table}_keep",
            f'BEFORE UPDATE OR TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION danvan_keep()',
        )
    else:
        yield (
            f"{table}_keep",
            f'BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION danvan_keep()',
        )
    if model.queued_as:
        yield (
            f"{table}_queue",
            (
                f'AFTER INSERT ON "{table}" REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT '
                f"EXECUTE FUNCTION danvan_queue('{model.queued_as}', '{_key}')"
            ),
        )


# SECURITY DEFINER: the application's role may insert into guarded tables and nothing else; the queue is the owner's.
_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION danvan_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_REFUSAL}: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE FUNCTION danvan_keep_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM audit_erasure WHERE "table" = TG_TABLE_NAME AND key = to_jsonb(OLD) ->> TG_ARGV[0]) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '{_REFUSAL}: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE FUNCTION danvan_queue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('INSERT INTO audit_queue (topic, key) SELECT %L, %I FROM fresh', TG_ARGV[0], TG_ARGV[1]);
  RETURN NULL;
END $$;
"""


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    """Trigger name -> (table, the rest of its CREATE TRIGGER)."""
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    return {name: (model._meta.db_table, rest) for model in guarded() for name, rest in make(model)}


def _standing(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            # tgenabled 'D': somebody switched the trigger off; it stands there and guards nothing.
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        return {str(row[0]) for row in cursor.fetchall()}


def install_guards(using: str = "default") -> None:
    """Make every guard anew on the tables that exist."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTIONS)
        for name, (table, rest) in _wanted(connection).items():
            if table not in tables or "audit_queue" not in tables or "audit_erasure" not in tables:
                continue
            on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')
            cursor.execute(f'CREATE TRIGGER "{name}" {rest}')


def lift_guards(using: str = "default") -> None:
    """Take every guard away. For tests and for the restoring of a backup; ``install_guards`` brings them back."""
    connection = connections[using]
    standing, wanted = _standing(connection), _wanted(connection)
    with connection.cursor() as cursor:
        for name in standing & set(wanted):
            on = "" if connection.vendor == "sqlite" else f' ON "{wanted[name][0]}"'
            cursor.execute(f'DROP TRIGGER "{name}"{on}')


def missing_guards(using: str = "default") -> list[str]:
    """The names of the guards that should stand and do not; empty when all is well."""
    connection = connections[using]
    return sorted(set(_wanted(connection)) - _standing(connection))
