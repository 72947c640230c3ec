"""The room's start: guards after every migration, and a check that they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    """Wires the guards to Django's migrations and checks."""

    name = "danvan.audit"

    def ready(self) -> None:
        from danvan.audit import checks as _checks  # noqa: F401  (registers the start-up check)

        # Rebuilding a table to which a guard refers fails on SQLite, and drops the guards of the table itself.
        pre_migrate.connect(_lift, sender=self)
        # Sent once a room, when all migrations have run.
        post_migrate.connect(_install, sender=self)


def _lift(using: str = "default", plan: Sequence[object] = (), **_signal: Any) -> None:
    from danvan.audit.guards import lift_guards

    # Where nothing is to be done, the guards stay.
    if plan:
        lift_guards(using)


def _install(using: str = "default", **_signal: Any) -> None:
    from danvan.audit.guards import install_guards
    from danvan.audit.roles import grant

    install_guards(using)
    grant(using)
