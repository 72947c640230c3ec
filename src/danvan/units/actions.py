"""Deeds on units: loading registers of places, bodies and posts from a folder of tables."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from danvan.audit.actions import tell
from danvan.kit.by import By
from danvan.kit.errors import Refusal, Refusals
from danvan.kit.ref import Ref
from danvan.units.models import TREES, Edge, Post, Succession, Unit, UnitVersion

Row = Mapping[str, str]


def load_units(*, by: By, folder: Path) -> int:
    """Add what the tables units, edges, successions and posts (.csv) of ``folder`` hold and the register lacks.

    Returns how many rows were new; a second loading adds nothing. All or nothing: raises Refusals that name every
    faulty file and line.
    """
    faults: list[Refusal] = []
    new = 0
    with transaction.atomic():
        for name, add in _TABLES.items():
            for where, row in _rows(folder / name):
                try:
                    new += add(row)
                except (KeyError, ValueError) as fault:
                    faults.append(Refusal(_("The row cannot be read: %(fault)s."), where=where, fault=fault))
                except Refusal as fault:
                    faults.append(fault.at(where))
        if faults:
            raise Refusals(faults)
        if new:
            digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in _TABLES)).hexdigest()
            tell(by=by, deed="load_units", ref=Ref("units", "register", folder.name), content={"sha256": digest})
    return new


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    with path.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            yield f"{path.name}:{number}", row


def _span(row: Row) -> dict[str, date | None]:
    ends = row["valid_to"]
    return {
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(ends) if ends else None,
    }


def _known(id: str) -> str:
    if not Unit.objects.filter(id=id).exists():
        raise Refusal(_("There is no unit with the id «%(id)s»."), id=id)
    return id


def _add_unit(row: Row) -> bool:
    if row["sort"] not in (Unit.PLACE, Unit.BODY):
        raise Refusal(_("«%(sort)s» is neither place nor body."), sort=row["sort"])
    Unit.objects.get_or_create(id=row["id"], defaults={"sort": row["sort"]})
    _version, made = UnitVersion.objects.get_or_create(
        unit_id=row["id"],
        valid_from=date.fromisoformat(row["valid_from"]),
        defaults={
            **{name: row[name] for name in ("name", "short", "kind", "slug", "code")},
            "aliases": [alias for alias in row["aliases"].split("|") if alias],
            "area_id": _known(row["area"]) if row["area"] else None,
            "valid_to": _span(row)["valid_to"],
        },
    )
    return made


def _add_edge(row: Row) -> bool:
    if row["tree"] not in TREES:
        raise Refusal(_("«%(tree)s» is no tree of units."), tree=row["tree"])
    _edge, made = Edge.objects.get_or_create(
        child_id=_known(row["child"]),
        tree=row["tree"],
        valid_from=date.fromisoformat(row["valid_from"]),
        defaults={"parent_id": _known(row["parent"]), "order": int(row["order"]), "valid_to": _span(row)["valid_to"]},
    )
    return made


def _add_succession(row: Row) -> bool:
    _succession, made = Succession.objects.get_or_create(
        old_id=_known(row["old"]),
        new_id=_known(row["new"]),
        defaults={"day": date.fromisoformat(row["day"]), "whole": row["whole"] == "yes", "basis": row["basis"]},
    )
    return made


def _add_post(row: Row) -> bool:
    _post, made = Post.objects.get_or_create(
        id=row["id"],
        defaults={
            "body_id": _known(row["body"]),
            "slug": row["slug"],
            "name": row["name"],
            "allows": row["allows"].split(),
        },
    )
    return made


_TABLES: Mapping[str, Callable[[Row], bool]] = {
    "units.csv": _add_unit,
    "edges.csv": _add_edge,
    "successions.csv": _add_succession,
    "posts.csv": _add_post,
}
