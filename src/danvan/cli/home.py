"""The home of an installation: every command that needs the database has it made and brought up to date first."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal


def prepare() -> None:
    """Make the home and its database, or bring the database to this version; costs one query when nothing lacks.

    Raises Refusal when the database was made by a newer danvan: older code must not write into it.
    """
    if _lacking():
        with _alone():
            # Another command may have done it while this one waited.
            if _lacking():
                call_command("migrate", interactive=False, verbosity=0)


def _lacking() -> bool:
    shipped, applied = _shipped(), _applied()
    rooms = {room for room, _name in shipped}
    newer = sorted(f"{room}.{name}" for room, name in applied - shipped if room in rooms)
    if newer:
        raise Refusal(
            _("The database in %(home)s was made by a newer danvan: %(newer)s is not known here."),
            home=settings.DANVAN.home,
            newer=", ".join(newer),
            advice=_("Install that version, or name another home with DANVAN_HOME."),
        )
    return bool(shipped - applied)


def _shipped() -> set[tuple[str, str]]:
    """The migrations that came with this version, by their files' names; reading the files themselves is slow."""
    return {
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for path in Path(config.path, "migrations").glob("[0-9]*.py")
    }


def _applied() -> set[tuple[str, str]]:
    settings.DANVAN.home.mkdir(parents=True, exist_ok=True)
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return {(room, name) for room, name in cursor.fetchall()}


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the home's lock; two commands started together must not migrate one database at once."""
    with (settings.DANVAN.home / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
