"""Deeds on units: loading registers of places, bodies and posts from a folder of tables."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from danvan.audit.actions import tell
from danvan.audit.bulk import append_rows
from danvan.audit.past import Past, tell_past
from danvan.kit.by import By
from danvan.kit.errors import Refusal, Refusals
from danvan.kit.ref import Ref
from danvan.units.bulk import COLUMNS as COLUMNS_OF
from danvan.units.bulk import Rows
from danvan.units.models import TREES, Edge, Post, Register, Succession, Unit, UnitVersion
from danvan.units.register import Key, key_of, register_faults

Row = Mapping[str, str]
M = TypeVar("M", bound=models.Model)


def load_units(*, by: By, folder: Path) -> int:
    """Add what the tables units, edges, successions and posts (.csv) of ``folder`` hold and the register lacks.

    Returns how many rows were new or ended a span; a second loading changes nothing. All or nothing: raises
    Refusals that name every faulty file and line: a row that cannot be read or contradicts what is registered,
    and whatever the whole register does not admit (see ``register_faults``).
    """
    faults: list[Refusal] = []
    lines: dict[Key, str] = {}
    changed = 0
    with transaction.atomic():
        for name, put in _TABLES.items():
            for where, row in _rows(folder / name, faults):
                try:
                    kept, new = put(row)
                    lines[key_of(kept)] = where
                    changed += new
                except Refusal as fault:
                    faults.append(fault.at(where))
        if not faults:
            faults = [fault.at(lines.get(key, key[0])) for key, fault in register_faults()]
        if faults:
            raise Refusals(faults)
        if changed:
            Register.changed()
            digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in _TABLES)).hexdigest()
            tell(by=by, deed="load_units", ref=Ref("units", "register", folder.name), content={"sha256": digest})
    return changed


def load_made_up(*, by: By, name: str, rows: Rows, line: str, at: datetime) -> None:
    """Add the register of a made-up locality in one go, told as of the moment ``at`` in the journal's line ``line``.

    Raises Refusals for whatever the whole register does not admit, like ``load_units``.
    """
    digest = hashlib.sha256()
    with transaction.atomic():
        for model, table in rows.tables():
            append_rows(model, COLUMNS_OF[model], table)
            for row in table:
                digest.update(json.dumps(row, ensure_ascii=False).encode())
        faults = [fault.at(key[0]) for key, fault in register_faults()]
        if faults:
            raise Refusals(faults)
        Register.changed()
        told = Past(line, at, "load_units", str(Ref("units", "register", name)), {"sha256": digest.hexdigest()})
        tell_past(by=by, deeds=[told])


def _rows(path: Path, faults: list[Refusal]) -> Iterator[tuple[str, Row]]:
    """The rows with their place; a table that cannot be read adds its fault to ``faults`` and gives none."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        faults.append(Refusal(_("There is no such table."), where=path.name))
        return
    except UnicodeDecodeError:
        faults.append(Refusal(_("The table is not written in UTF-8."), where=path.name))
        return
    reader = csv.DictReader(io.StringIO(text, newline=""))
    lacking = [column for column in COLUMNS[path.name] if column not in (reader.fieldnames or ())]
    if lacking:
        faults.append(
            Refusal(_("The table lacks the columns: %(names)s."), where=f"{path.name}:1", names=", ".join(lacking))
        )
        return
    for row in reader:
        where = f"{path.name}:{reader.line_num}"
        if None in row or None in row.values():
            faults.append(Refusal(_("The row has more or fewer fields than the table's head."), where=where))
        else:
            yield where, row


def _day(row: Row, column: str) -> date:
    try:
        return date.fromisoformat(row[column])
    except ValueError as fault:
        raise Refusal(
            _("«%(text)s» is no day."), where=column, text=row[column], advice=_("Write it like 2025-07-01.")
        ) from fault


def _end(row: Row) -> date | None:
    end = _day(row, "valid_to") if row["valid_to"] else None
    if end is not None and end <= _day(row, "valid_from"):
        raise Refusal(_("The span ends before it begins."), where="valid_to")
    return end


def _number(row: Row, column: str) -> int:
    if not row[column].isdecimal():
        raise Refusal(_("«%(text)s» is no whole number."), where=column, text=row[column])
    return int(row[column])


def _unit(row: Row, column: str, sort: str = "") -> str:
    found = Unit.objects.filter(id=row[column]).values_list("sort", flat=True).first()
    if found is None:
        raise Refusal(_("There is no unit with the id «%(id)s»."), where=column, id=row[column])
    if sort and found != sort:
        raise Refusal(
            _("«%(id)s» is an organisation; a place belongs here.")
            if sort == Unit.PLACE
            else _("«%(id)s» is a place; an organisation belongs here."),
            where=column,
            id=row[column],
        )
    return row[column]


def _put(model: type[M], key: Mapping[str, object], values: Mapping[str, object]) -> tuple[M, bool]:
    """The row of that key, made if it lacks; an open span may be ended, and nothing else may differ."""
    kept = model._default_manager.filter(**key).first()
    if kept is None:
        return model._default_manager.create(**key, **values), True
    other = [name for name, value in values.items() if getattr(kept, name) != value]
    if not other:
        return kept, False
    if other == ["valid_to"] and getattr(kept, "valid_to", None) is None:
        model._default_manager.filter(pk=kept.pk).update(valid_to=values["valid_to"])
        return kept, True
    raise Refusal(
        _("It is registered with another: %(names)s."),
        names=", ".join(other),
        advice=_("What was true stays written: end the old row with valid_to and add a new one."),
    )


def _put_unit(row: Row) -> tuple[UnitVersion, bool]:
    if row["sort"] not in (Unit.PLACE, Unit.BODY):
        raise Refusal(_("«%(sort)s» is neither place nor body."), where="sort", sort=row["sort"])
    span = {"valid_from": _day(row, "valid_from")}
    values = {
        **{name: row[name] for name in ("name", "short", "kind", "slug", "code")},
        "aliases": [alias for alias in row["aliases"].split("|") if alias],
        "area_id": _unit(row, "area", Unit.PLACE) if row["area"] else None,
        "valid_to": _end(row),
    }
    _put(Unit, {"id": row["id"]}, {"sort": row["sort"]})
    return _put(UnitVersion, {"unit_id": row["id"], **span}, values)


def _put_edge(row: Row) -> tuple[Edge, bool]:
    if row["tree"] not in TREES:
        raise Refusal(_("«%(tree)s» is no tree of units."), where="tree", tree=row["tree"])
    sort = Unit.PLACE if row["tree"] == "place" else Unit.BODY
    key = {"child_id": _unit(row, "child", sort), "tree": row["tree"], "valid_from": _day(row, "valid_from")}
    return _put(
        Edge,
        key,
        {"parent_id": _unit(row, "parent", sort), "order": _number(row, "order"), "valid_to": _end(row)},
    )


def _put_succession(row: Row) -> tuple[Succession, bool]:
    if row["whole"] not in ("yes", "no"):
        raise Refusal(_("«%(text)s» is neither yes nor no."), where="whole", text=row["whole"])
    return _put(
        Succession,
        {"old_id": _unit(row, "old"), "new_id": _unit(row, "new")},
        {"day": _day(row, "day"), "whole": row["whole"] == "yes", "basis": row["basis"]},
    )


def _put_post(row: Row) -> tuple[Post, bool]:
    values = {"slug": row["slug"], "name": row["name"], "allows": row["allows"].split()}
    return _put(Post, {"id": row["id"]}, {"body_id": _unit(row, "body", Unit.BODY), **values})


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "units.csv": (
        "id", "slug", "sort", "kind", "name", "short", "code", "aliases", "area", "valid_from", "valid_to",
    ),
    "edges.csv": ("child", "parent", "tree", "order", "valid_from", "valid_to"),
    "successions.csv": ("old", "new", "day", "whole", "basis"),
    "posts.csv": ("id", "body", "slug", "name", "allows"),
}  # fmt: skip
_TABLES: Mapping[str, Callable[[Row], tuple[models.Model, bool]]] = {
    "units.csv": _put_unit,
    "edges.csv": _put_edge,
    "successions.csv": _put_succession,
    "posts.csv": _put_post,
}
