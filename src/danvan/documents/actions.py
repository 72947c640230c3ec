"""Deeds on documents: loading a register of documents and their relations from a folder of tables."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from danvan.audit.actions import tell
from danvan.documents.models import SYSTEMS, TOPICS, Document, Relation
from danvan.kit.by import By
from danvan.kit.errors import Refusal, Refusals
from danvan.kit.ref import Ref
from danvan.kit.screening import screen
from danvan.units.queries import unit_by

Row = Mapping[str, str]


def load_documents(*, by: By, folder: Path) -> int:
    """Add what documents.csv and relations.csv of ``folder`` hold and the register lacks; returns how many are new.

    All or nothing: raises Refusals that name every faulty file and line (unknown issuer, impossible date, a
    relation to a document that nobody knows…).
    """
    faults: list[Refusal] = []
    new = 0
    tables: Mapping[str, Callable[[Row], bool]] = {"documents.csv": _add_document, "relations.csv": _add_relation}
    with transaction.atomic():
        for name, add in tables.items():
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
            digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in tables)).hexdigest()
            tell(
                by=by, deed="load_documents", ref=Ref("documents", "register", folder.name), content={"sha256": digest}
            )
    return new


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    with path.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            yield f"{path.name}:{number}", row


def _add_document(row: Row) -> bool:
    issued = date.fromisoformat(row["issued"]) if row["issued"] else None
    topics = row["topics"].split()
    for word, known in [(row["system"], SYSTEMS), *((topic, TOPICS) for topic in topics)]:
        if word not in known:
            raise Refusal(_("«%(word)s» is not one of: %(known)s."), word=word, known=", ".join(known))
    refused = screen({name: row[name] for name in ("subject", "source", "note")})
    if refused:
        raise Refusals(refused)
    _document, made = Document.objects.get_or_create(
        key=row["key"],
        defaults={
            **{name: row[name] for name in ("system", "type", "number", "symbol", "term", "subject", "source", "note")},
            "issuer_id": unit_by(row["issuer"], issued or date(2022, 12, 31)).id,
            "issued": issued,
            "topics": topics,
        },
    )
    return made


def _add_relation(row: Row) -> bool:
    if row["sort"] not in Relation.SORTS:
        raise Refusal(_("«%(word)s» is not one of: %(known)s."), word=row["sort"], known=", ".join(Relation.SORTS))
    for end in ("document", "to"):
        if not Document.objects.filter(key=row[end]).exists():
            raise Refusal(_("There is no document «%(key)s»."), key=row[end])
    _relation, made = Relation.objects.get_or_create(
        document_id=row["document"], to_id=row["to"], sort=row["sort"], defaults={"inferred": row["inferred"] == "yes"}
    )
    return made
