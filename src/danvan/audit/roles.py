"""On PostgreSQL: what the role of the application may do; it owns nothing, so it can drop and alter nothing.

The owner of the tables migrates; pages and commands run as ``danvan_app`` (docs/how-to/postgresql.md).
"""

from __future__ import annotations

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connections, transaction
from django.db.models import Model

from danvan.audit.models import AppendOnly, Queue

APPLICATION = "danvan_app"


def rights(model: type[Model]) -> str:
    """The rights on one table: an append-only one is read and added to, a plain one changed too."""
    if issubclass(model, AppendOnly):
        return "SELECT, INSERT, DELETE" if model.erasable else "SELECT, INSERT"
    if model is Queue:
        # Filled by triggers, which have the owner's rights; emptied by the sequencer.
        return "SELECT, DELETE"
    if model is Session or model._meta.auto_created:
        return "SELECT, INSERT, UPDATE, DELETE"
    return "SELECT, INSERT, UPDATE"


def grant(using: str = "default") -> None:
    """Give the application's role its rights on every table, and take away all others; nothing without that role.

    Called after every migration, so that a new table is in reach and no right outlives its table's meaning.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    tables = set(connection.introspection.table_names())
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema()) FROM pg_roles WHERE rolname = %s", [APPLICATION])
        found = cursor.fetchone()
        if found is None:
            return
        (schema,) = found
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {APPLICATION}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {APPLICATION}")
        for model in apps.get_models(include_auto_created=True):
            if model._meta.db_table in tables:
                cursor.execute(f'GRANT {rights(model)} ON "{model._meta.db_table}" TO {APPLICATION}')
        cursor.execute(f"GRANT SELECT ON django_migrations TO {APPLICATION}")
