"""The home of an installation: every command that needs the database has it made and brought up to date first."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from danvan.audit.actions import write_anchor
from danvan.audit.models import AuditLine, Installation
from danvan.kit.errors import Refusal


def prepare(*, demo: bool = False) -> None:
    """Make the home and its database, or bring the database to this version; a few queries when nothing lacks.

    ``demo``: mark it as a demonstration. Raises Refusal for a database that a newer danvan or another program
    made, and for a demonstration where there is work that is none.
    """
    if _lacking():
        with _alone():
            # Another command may have done it while this one waited.
            if _lacking():
                call_command("migrate", interactive=False, verbosity=0)
    row = Installation.objects.first()
    if row is None or (demo and not row.demo):
        with _alone():
            _mark(demo=demo)


@transaction.atomic
def _mark(*, demo: bool) -> None:
    row = Installation.objects.first() or Installation()
    # Every deed has its line, so a journal without lines is a home without work.
    if demo and row.made_up:
        raise Refusal(
            _("The home %(home)s holds a made-up locality; the demonstration is never put beside it."),
            home=settings.DANVAN.home,
            advice=_("Name another home with DANVAN_HOME."),
        )
    if demo and not row.demo and AuditLine.objects.exists():
        raise Refusal(
            _("The home %(home)s holds work that is no demonstration; the two are never mixed."),
            home=settings.DANVAN.home,
            advice=_("Name another home with DANVAN_HOME."),
        )
    row.demo = row.demo or demo
    row.save()


def number_and_anchor() -> None:
    """Give what was just written its positions, link its lines, and note the chain's end outside the database."""
    write_anchor(folder=anchors())


def anchors() -> Path:
    """The folder of the anchor files."""
    return Path(settings.DANVAN.home, "anchors")


def _lacking() -> bool:
    shipped, applied = _shipped(), _applied()
    rooms = {room for room, _name in shipped}
    strange = sorted(f"{room}.{name}".rstrip(".") for room, name in applied - shipped)
    if strange:
        newer = any(name.partition(".")[0] in rooms for name in strange)
        raise Refusal(
            _("The database of %(home)s was made by a newer danvan: %(names)s is not known here.")
            if newer
            else _("The database of %(home)s is another program's: it holds %(names)s."),
            home=settings.DANVAN.home,
            names=", ".join(strange),
            advice=_("Install that version, or name another home with DANVAN_HOME.")
            if newer
            else _("Name a database of danvan's own with DANVAN_DATABASE_URL."),
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
        tables = connection.introspection.table_names(cursor)
        if "django_migrations" not in tables:
            return {(table, "") for table in tables}
        cursor.execute("SELECT app, name FROM django_migrations")
        return {(room, name) for room, name in cursor.fetchall()}


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the home's lock; two commands started together must not migrate one database at once."""
    with (settings.DANVAN.home / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
