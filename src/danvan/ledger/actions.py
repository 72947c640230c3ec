"""Deeds of the ledger: record, correct and withdraw entries, all or none; erase the texts of one."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from danvan.audit.actions import tell
from danvan.audit.models import Erasure, Installation
from danvan.kit.by import By
from danvan.kit.errors import Refusal, Refusals
from danvan.kit.permission import RECORD, may
from danvan.kit.ref import Ref
from danvan.kit.screening import screen
from danvan.ledger.desk import Admitted, Desk
from danvan.ledger.entry import EntryData
from danvan.ledger.kinds import Kind
from danvan.ledger.models import (
    Content,
    Correction,
    Entry,
    EntryDim,
    EntryDocument,
    EntryPlace,
    Evidence,
    KindVersion,
    Measure,
    Partner,
)
from danvan.ledger.reading import read_entry
from danvan.ledger.sealing import commitment, facts_digest, sealed_texts

Given = TypeVar("Given")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one entry; ``new`` False: the same entry was here already and was not taken twice."""

    id: str
    act: str
    new: bool

    def to_json(self) -> dict[str, object]:
        return {"id": self.id, "act": self.act, "new": self.new}

    def __str__(self) -> str:
        sentence = _("%(id)s: kept (%(act)s).") if self.new else _("%(id)s: was here already, not taken twice.")
        return str(sentence) % {"id": self.id, "act": self.act}


def record_entries(*, by: By, entries: Sequence[Mapping[str, object]], where: str = "") -> list[Receipt]:
    """Append entries (design, section 8), all or none. Units are named by id or slug, documents by key.

    The same id with the same content is accepted once. Raises Refusals with every fault of every entry, each
    with its place: ``where`` (a file), the entry's number, the field.
    """
    stated = _read_all(entries, where)
    try:
        return _append(by, stated)
    except IntegrityError:
        # Another process brought an entry of the same id meanwhile: now it is here to be compared.
        return _append(by, stated)


def _read_all(entries: Sequence[Mapping[str, object]], where: str) -> list[tuple[str, EntryData]]:
    """Each entry with the words that name its place. Raises Refusals with the faults of all of them."""
    read: list[tuple[str, EntryData]] = []
    faults: list[Refusal] = []
    for number, raw in enumerate(entries, start=1):
        spot = f"{where}: #{number}" if where else f"#{number}"
        try:
            read.append((spot, read_entry(raw)))
        except Refusal as fault:
            faults.append(fault.at(spot))
    if faults:
        raise Refusals(faults)
    return read


def _append(by: By, entries: Sequence[tuple[str, EntryData]]) -> list[Receipt]:
    """Look at everything first: while the transaction lasts nobody else may write (SQLite)."""
    desk = Desk(by=by, origin=_installation(), entries=[data for _spot, data in entries])
    faults: dict[str, Refusal] = {}
    seen = _each(entries, desk.look_at, faults)
    new = [one.new for _spot, one in seen if one.new is not None]
    rows = {one.data.id: _rows(by, one) for one in new}
    kinds = {one.kind.version: one.kind for one in new}
    lacking = _lacking(kinds)
    receipts: list[Receipt] = []
    try:
        with transaction.atomic():
            _lock_heads(entries)
            taken = _each(seen, desk.take, faults)
            if faults:
                raise Refusals(faults[spot] for spot, _data in entries if spot in faults)
            receipts += [Receipt(kept.id, kept.act, new) for _spot, (kept, new) in taken]
            if lacking:
                keep_kinds(kinds.values())
            _write(by, [rows[id] for id in desk.admitted])
    except OperationalError as fault:
        if "full" not in str(fault).lower():
            raise
        # What comes after the commit (giving positions) needs room too, and may be done at any later time.
        kept = [receipt.id for receipt in receipts if receipt.new]
        if not Entry.objects.filter(id__in=kept[:1]).exists():
            raise Refusal(
                _("The disk is full: nothing was kept."), advice=_("Make room, then record the same file again.")
            ) from fault
    return receipts


def _each(
    items: Iterable[tuple[str, Given]], do: Callable[[Given], Found], faults: dict[str, Refusal]
) -> list[tuple[str, Found]]:
    """What ``do`` makes of each, with its place; what it refuses is put among ``faults``, by its place."""
    made = []
    for spot, item in items:
        try:
            made.append((spot, do(item)))
        except Refusal as fault:
            faults[spot] = fault.at(spot)
    return made


def _installation() -> str:
    row = Installation.objects.first() or Installation.objects.create()
    if row.made_up:
        raise Refusal(
            _("All that this home holds was made up; real entries are never put beside it."),
            advice=_("Name another home with DANVAN_HOME."),
        )
    return row.id


def _lock_heads(entries: Iterable[tuple[str, EntryData]]) -> None:
    """One correction of the same entry at a time, so that the second sees the first. SQLite has one writer anyway."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for named in sorted({id for _spot, data in entries for id in data.corrects}):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [named])


@dataclass(frozen=True, slots=True)
class _Rows:
    """One entry as the rows that keep it: its own, that of its texts, and those of its parts."""

    entry: Entry
    content: Content
    parts: Sequence[Model]


def _rows(by: By, one: Admitted) -> _Rows:
    data, salt, body = one.data, secrets.token_hex(32), sealed_texts(one.data)
    start, end = data.days
    entry = Entry(
        id=data.id,
        act=data.act,
        kind=data.kind,
        kind_version_id=one.kind.version,
        form=data.form,
        lead_id=data.lead,
        place_id=one.place,
        start=start,
        end=end,
        occasions=data.occasions,
        user=by.user,
        post=by.post,
        recorded_at=data.made_at,
        origin=data.origin,
        commitment=commitment(salt, body),
        facts_digest=facts_digest(data, kind_version=one.kind.version, place=one.place, by=by),
    )
    return _Rows(entry, Content(entry_id=data.id, salt=salt, body=body), list(_parts(data)))


def _parts(data: EntryData) -> Iterator[Model]:
    for name, value in data.measures.items():
        written = None if value.value is None else f"{value.value:f}"
        yield Measure(entry_id=data.id, name=name, value=written, precision=value.precision, status=value.status)
    for each in data.partners:
        yield Partner(entry_id=data.id, body_id=each.unit, role=each.role, inferred=each.inferred)
    for place in data.places:
        yield EntryPlace(entry_id=data.id, place_id=place)
    for name, chosen in data.dims.items():
        for code in chosen:
            yield EntryDim(entry_id=data.id, name=name, value=code)
    for key in data.documents:
        yield EntryDocument(entry_id=data.id, document_id=key)
    for digest in data.evidence:
        yield Evidence(entry_id=data.id, sha256=digest)
    for head in data.corrects:
        yield Correction(entry_id=data.id, head_id=head)


def _write(by: By, rows: Sequence[_Rows]) -> None:
    parts: dict[type[Model], list[Model]] = defaultdict(list)
    for one in rows:
        for part in one.parts:
            parts[type(part)].append(part)
    Entry.objects.bulk_create([one.entry for one in rows], batch_size=500)
    Content.objects.bulk_create([one.content for one in rows], batch_size=500)
    for model, some in parts.items():
        model._default_manager.bulk_create(some, batch_size=500)
    for one in rows:
        # The reason is a text: it is committed to like the others, and can be erased with them.
        digests = {"facts": one.entry.facts_digest, "texts": one.entry.commitment}
        tell(by=by, deed=one.entry.act, ref=Ref("ledger", "entry", one.entry.id), content=digests)


def _lacking(versions: Iterable[str]) -> set[str]:
    """Those versions of kinds that the ledger does not hold."""
    wanted = set(versions)
    return wanted - set(KindVersion.objects.filter(version__in=wanted).values_list("version", flat=True))


def keep_kinds(kinds: Iterable[Kind]) -> None:
    """Keep the kinds under which entries are about to be written, inside that transaction."""
    by_version = {kind.version: kind for kind in kinds}
    KindVersion.objects.bulk_create(
        KindVersion(version=version, code=by_version[version].code, content=by_version[version].content)
        for version in sorted(_lacking(by_version))
    )


def erase_content(*, by: By, entry: str, reason: str) -> None:
    """Drop an entry's texts and their salt. Its facts stay counted, and the journal's chain still verifies.

    The reason stays in the journal for ever, so it may name no person. Raises Refusal when there is no such
    entry, when its texts were erased before, and for a reason that is missing or says too much.
    """
    with transaction.atomic():
        row = Entry.objects.filter(id=entry).first()
        if row is None:
            raise Refusal(_("There is no entry «%(id)s»."), id=entry)
        if not may(by, RECORD, row.place_id):
            raise Refusal(_("Your post does not allow you to erase texts of this place."))
        if not reason.strip():
            raise Refusal(_("Give the reason for erasing."), where="reason")
        faults = screen({"reason": reason})
        if faults:
            raise Refusals(faults)
        if not Content.objects.filter(entry_id=entry).exists():
            raise Refusal(_("The texts of the entry «%(id)s» were erased before."), id=entry)
        Erasure.objects.create(table=Content._meta.db_table, key=entry)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                # Overwrite the bytes too; without it they stay in the file's free pages.
                cursor.execute("PRAGMA secure_delete=ON")
        Content.objects.filter(entry_id=entry).delete()
        tell(
            by=by,
            deed="erase",
            ref=Ref("ledger", "entry", entry),
            content={"texts": row.commitment},
            reason=reason.strip(),
        )
        transaction.on_commit(_forget_log)


def _forget_log() -> None:
    """SQLite's write-ahead log still holds the page as it was; empty it into the file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
