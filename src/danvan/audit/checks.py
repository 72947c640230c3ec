"""Django's start-up check that every append-only guard stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from danvan.audit.guards import guarded, missing_guards


@register(Tags.database)
def guards_stand(databases: Sequence[str] | None = None, **_options: Any) -> list[CheckMessage]:
    """An error for each guard that is missing from a database whose tables exist."""
    faults: list[CheckMessage] = []
    for alias in databases or ():
        tables = set(connections[alias].introspection.table_names())
        if all(model._meta.db_table in tables for model in guarded()):
            faults += [
                Error(f"The append-only guard {name} is missing.", hint="Run danvan verify.", id="audit.E001")
                for name in missing_guards(alias)
            ]
    return faults
