"""The room's start: guards after every migration, and a check that they stand."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Wires the guards to Django's migrations and checks."""

    name = "danvan.audit"

    def ready(self) -> None:
        from danvan.audit import checks as _checks  # noqa: F401  (registers the start-up check)

        post_migrate.connect(_install, sender=self)
        # Every room's migration may rebuild a guarded table, so the guards follow each of them.
        post_migrate.connect(_install)


def _install(using: str = "default", **_signal: Any) -> None:
    from danvan.audit.guards import install_guards

    install_guards(using)
