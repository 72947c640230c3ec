"""Registers and entries that many tests start from: made once a process by the rooms' own deeds, copied afterwards.

Reading and judging the tables of the demonstration costs seconds; putting back the rows that came of it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy

from django.apps import apps
from django.db.models import AutoField, Model

_kept: dict[str, list[list[Model]]] = {}


def once(name: str, load: Callable[[], object], rooms: Iterable[str]) -> None:
    """Call ``load`` in an empty database, or put back what its first call left in the tables of the ``rooms``.

    The lines of the journal are put back too; positions and links are given anew, as after any commit.
    """
    if name in _kept:
        for rows in _kept[name]:
            type(rows[0])._default_manager.bulk_create([_fresh(row) for row in rows])
        return
    load()
    tables: list[type[Model]] = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    tables.append(apps.get_model("audit", "AuditLine"))
    _kept[name] = [rows for model in tables if (rows := list(model._default_manager.order_by("pk")))]


def _fresh(row: Model) -> Model:
    """The row as a new one; a number that the database gave is given anew."""
    fresh = copy(row)
    if isinstance(row._meta.pk, AutoField):
        fresh.pk = None
    return fresh
