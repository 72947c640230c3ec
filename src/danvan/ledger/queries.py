"""Questions to the ledger: its entries as JSON, which of them is read, whether everything still verifies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext_lazy as _

from danvan.audit.models import AuditLine, Erasure, Outbox
from danvan.audit.queries import Fault, position_at
from danvan.kit.by import By
from danvan.kit.clock import end_of
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.quantity import Precision, Status
from danvan.ledger.entry import EntryData, Partner, Value, to_json
from danvan.ledger.heads import Heads
from danvan.ledger.kinds import KINDS
from danvan.ledger.models import (
    Content,
    Correction,
    Entry,
    EntryDim,
    EntryDocument,
    EntryPlace,
    Evidence,
    Measure,
)
from danvan.ledger.models import Partner as PartnerRow
from danvan.ledger.sealing import commitment, facts_digest, texts_of
from danvan.units.facts import places as place_facts
from danvan.units.models import Edge, UnitVersion
from danvan.units.queries import unit_by

if TYPE_CHECKING:
    from django.db.models import QuerySet

Item = TypeVar("Item")

#: What stands for the reason of a correction whose texts were erased.
ERASED_REASON = "(nội dung đã được xóa)"


def list_entries(
    *,
    kind: str | None = None,
    unit: str | None = None,
    period: Period | None = None,
    as_of: date | None = None,
    upto: int | None = None,
) -> list[dict[str, Any]]:
    """The entries as JSON values (design, section 8) with what is told about each, in order of position.

    ``unit`` is a place's id or slug: entries held at it or below it. ``period``: entries that lie inside it.
    ``as_of``: entries received by that day's end, and which of them was read then; ``upto``: the same, by a position
    of this installation. Raises Refusal for an unknown kind or unit. What is printed, ``record_entries`` takes.
    """
    rows = Entry.objects.all()
    if kind is not None:
        rows = rows.filter(kind=KINDS().find(kind).code)
    if unit is not None:
        rows = rows.filter(place_id__in=places_below(unit_by(unit, period.end if period else None).id))
    if period is not None:
        rows = rows.filter(start__gte=period.start, end__lte=period.end)
    if upto is None and as_of is not None:
        upto = position_at(end_of(as_of))
    return _printed(rows, upto)


def entry_view(id: str) -> dict[str, Any]:
    """One entry as ``list_entries`` prints it. Raises Refusal when there is none of that id."""
    found = _printed(Entry.objects.filter(id=id), None)
    if not found:
        raise Refusal(_("There is no entry «%(id)s»."), id=id)
    return found[0]


def entries_by(ids: Iterable[str]) -> list[dict[str, Any]]:
    """Several entries as ``list_entries`` prints them, in order of position; ids that no entry has are left out."""
    return _printed(Entry.objects.filter(id__in=list(ids)), None)


def places_below(unit: str) -> list[str]:
    """The place itself and every place that ever stood below it. Raises Refusal for what is not a place."""
    table = place_facts().to_pydict()
    numbers = dict(zip(table["unit"], zip(table["uv"], table["last"], strict=True), strict=True))
    if unit not in numbers:
        raise Refusal(_("«%(unit)s» is not a place."), unit=unit)
    first, last = numbers[unit]
    return [place for place, (number, _last) in numbers.items() if first <= number <= last]


def received(rows: QuerySet[Entry], upto: int | None = None) -> dict[str, tuple[int, datetime]]:
    """Position and moment of receipt of each entry; those that the sequencer has not reached are left out."""
    held = Outbox.objects.filter(topic="entry", key__in=rows.values("id"))
    if upto is not None:
        held = held.filter(pos__lte=upto)
    return {key: (pos, at) for key, pos, at in held.values_list("key", "pos", "at")}


def heads_upto(upto: int | None = None) -> Heads:
    """The graph of corrections received by that position (None: all)."""
    pairs = Correction.objects.all()
    if upto is not None:
        known = Outbox.objects.filter(topic="entry", pos__lte=upto)
        pairs = pairs.filter(entry_id__in=known.values("key"))
    return Heads(pairs.values_list("entry_id", "head_id"))


def stated(rows: QuerySet[Entry], *, as_recorded: bool = False) -> dict[str, EntryData]:
    """What the entries state, by id; texts that were erased are empty.

    Measures are called as their kind calls them today, or ``as_recorded``. A dozen queries, however many entries.
    """
    _read_first(rows)
    ids = rows.values("id")
    measures = _grouped((m.entry_id, m) for m in Measure.objects.filter(entry__in=ids))
    partners = _grouped((p.entry_id, p) for p in PartnerRow.objects.filter(entry__in=ids).order_by("role", "body_id"))
    dims = _grouped((d.entry_id, d) for d in EntryDim.objects.filter(entry__in=ids).order_by("value"))
    places = _grouped(EntryPlace.objects.filter(entry__in=ids).order_by("place_id").values_list("entry_id", "place_id"))
    evidence = _grouped(Evidence.objects.filter(entry__in=ids).order_by("sha256").values_list("entry_id", "sha256"))
    corrects = _grouped(Correction.objects.filter(entry__in=ids).order_by("head_id").values_list("entry_id", "head_id"))
    documents = _grouped(
        EntryDocument.objects.filter(entry__in=ids).order_by("document_id").values_list("entry_id", "document_id")
    )
    contents = dict(Content.objects.filter(entry__in=ids).values_list("entry_id", "body"))
    return {
        row.id: EntryData(
            id=row.id,
            act=row.act,
            kind=row.kind,
            form=row.form,
            lead=row.lead_id,
            partners=tuple(Partner(each.body_id, each.role, each.inferred) for each in partners[row.id]),
            places=tuple(places[row.id]),
            start=row.start,
            end=row.end,
            occasions=row.occasions,
            measures={_name(row.kind, each.name, as_recorded): _value(each) for each in measures[row.id]},
            dims={name: tuple(values) for name, values in _grouped((d.name, d.value) for d in dims[row.id]).items()},
            documents=tuple(documents[row.id]),
            evidence=tuple(evidence[row.id]),
            corrects=tuple(corrects[row.id]),
            recorded_at=row.recorded_at.astimezone(UTC),
            origin=row.origin,
            **texts_of(contents.get(row.id)),
        )
        for row in rows
    }


def _read_first(rows: QuerySet[Entry]) -> None:
    """Entries before their parts: what another writer commits between two queries is then whole, or not seen."""
    len(rows)


def _grouped(pairs: Iterable[tuple[str, Item]]) -> defaultdict[str, list[Item]]:
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return found


def _name(kind: str, measure: str, as_recorded: bool) -> str:
    # A locality may have taken its kind away; its entries then keep the names that they had.
    return measure if as_recorded or kind not in KINDS() else KINDS()[kind].measure_today(measure)


def _value(row: Measure) -> Value:
    return Value(None if row.value is None else Decimal(row.value), Precision(row.precision), Status(row.status))


def _printed(rows: QuerySet[Entry], upto: int | None) -> list[dict[str, Any]]:
    _read_first(rows)
    places = received(rows, upto)
    heads = heads_upto(upto)
    units = _Units(rows)
    data = stated(rows)
    kept = set(Content.objects.filter(entry__in=rows.values("id")).values_list("entry_id", flat=True))
    shown = [row for row in rows if upto is None or row.id in places]
    withdrawals = {row.id for row in shown if row.act == "withdraw"}
    # What has no position yet was committed this moment, and comes last.
    shown.sort(key=lambda row: (row.id not in places, places.get(row.id, (0,))[0], row.id))
    return [
        {
            **to_json(_with_reason(data[row.id], row.id not in kept)),
            "position": places[row.id][0] if row.id in places else None,
            "received": places[row.id][1].astimezone(UTC).isoformat() if row.id in places else None,
            "by": {"user": row.user, "post": row.post},
            "place": row.place_id,
            "places_detail": [units.place(place, row.end) for place in data[row.id].places],
            "lead_detail": units.name(row.lead_id, row.end),
            "kind_version": row.kind_version_id,
            "status": _status(row.id, heads, row.id in withdrawals),
            "heads": list(heads.family(row.id)),
            "superseded_by": sorted(heads.correctors(row.id)),
            "erased": row.id not in kept,
        }
        for row in shown
    ]


def _with_reason(data: EntryData, erased: bool) -> EntryData:
    return replace(data, reason=ERASED_REASON) if erased and data.act != "record" else data


def _status(id: str, heads: Heads, withdrawal: bool) -> str:
    """superseded: a newer entry names it; pair: a head beside one of higher id; withdrawal; read: it counts."""
    if heads.correctors(id):
        return "superseded"
    if heads.family(id)[-1] != id:
        return "pair"
    return "withdrawal" if withdrawal else "read"


class _Units:
    """Names and places as they stood at the end of each entry, from two queries for all entries together."""

    def __init__(self, rows: QuerySet[Entry]) -> None:
        ids = rows.values("id")
        named = EntryPlace.objects.filter(entry__in=ids).values("place_id")
        versions = UnitVersion.objects.filter(unit_id__in=named).union(
            UnitVersion.objects.filter(unit_id__in=rows.values("lead_id"))
        )
        self._versions = _grouped((version.unit_id, version) for version in versions)
        edges = Edge.objects.filter(tree="place").values_list("child_id", "parent_id", "valid_from", "valid_to")
        self._parents = _grouped((child, (parent, first, after)) for child, parent, first, after in edges)

    def name(self, unit: str, day: date) -> dict[str, str]:
        versions = sorted(self._versions[unit], key=lambda version: version.valid_from)
        version = next((each for each in reversed(versions) if each.valid_from <= day), versions[0])
        return {"id": unit, "slug": version.slug, "name": version.name}

    def place(self, unit: str, day: date) -> dict[str, object]:
        return {**self.name(unit, day), "ancestors": list(self._ancestors(unit, day))}

    def _ancestors(self, unit: str, day: date) -> Iterator[str]:
        while True:
            above = (p for p, first, after in self._parents[unit] if first <= day and (after is None or day < after))
            parent = next(above, None)
            if parent is None:
                return
            yield parent
            unit = parent


def ledger_faults() -> list[Fault]:
    """What in the ledger no longer is what the journal was told: altered or missing parts, texts lost or erased.

    For ``danvan verify``; reads the whole ledger.
    """
    rows = Entry.objects.all()
    _read_first(rows)
    told = {line.ref: line for line in AuditLine.objects.filter(deed__in=["record", "correct", "withdraw"])}
    contents = {content.entry_id: content for content in Content.objects.all()}
    erased = set(Erasure.objects.filter(table=Content._meta.db_table).values_list("key", flat=True))
    data = stated(rows, as_recorded=True)
    faults = []
    for row in rows:
        ref = f"ledger/entry/{row.id}"
        line = told.get(ref)
        content = contents.get(row.id)
        if line is None or line.content != {"facts": row.facts_digest, "texts": row.commitment}:
            faults.append(Fault(ref, str(_("The journal tells of another entry than this one, or of none."))))
        by = By(row.user, row.post)
        seen = facts_digest(data[row.id], kind_version=row.kind_version_id, place=row.place_id, by=by)
        if seen != row.facts_digest:
            faults.append(Fault(ref, str(_("Its numbers, places or parts were altered."))))
        if content is None and row.id not in erased:
            faults.append(Fault(ref, str(_("Its texts are gone, and nobody erased them."))))
        if content is not None and commitment(content.salt, content.body) != row.commitment:
            faults.append(Fault(ref, str(_("Its texts were altered."))))
    return faults
