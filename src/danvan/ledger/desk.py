"""The desk at which entries arrive: names looked up, the same id taken once, corrections placed, estimates kept apart.

Writes nothing; what it admits is written by the deed, ``actions.record_entries``. What others cannot change meanwhile
is looked at before the deed's transaction (``look_at``), since nobody else may write while that lasts; what they can,
inside it (``take``).
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, partial
from typing import NamedTuple, TypeVar

from django.db import connection
from django.utils.translation import gettext_lazy as _

from danvan.audit.models import AuditLine
from danvan.documents.queries import document_by
from danvan.kit import clock
from danvan.kit.by import By
from danvan.kit.errors import Refusal, Refusals
from danvan.kit.ids import new_id
from danvan.kit.permission import RECORD, may
from danvan.kit.quantity import Status
from danvan.kit.ref import Ref
from danvan.kit.screening import screen
from danvan.ledger.admission import faults_of, grain_of, is_cell
from danvan.ledger.entry import EntryData, in_order
from danvan.ledger.heads import Heads
from danvan.ledger.kinds import KINDS, Kind
from danvan.ledger.kinds.sensitivity import Grain
from danvan.ledger.models import Content, Entry, Measure
from danvan.ledger.queries import heads_upto, received, stated
from danvan.units.queries import UnitView, smallest_common, unit_by

#: So many entries are asked about one by one; for more, the whole ledger is looked through once.
FEW = 100
Given = TypeVar("Given")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Admitted:
    """An entry that may be written: its data with ids for names, its kind, the place where its numbers live."""

    data: EntryData
    kind: Kind
    place: str


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry that was looked at: what may be written of it, or None when it was ``here`` already.

    ``typed``: it came without an id, so it was made here and now.
    """

    here: EntryData
    new: Admitted | None
    typed: bool


class _About(NamedTuple):
    """What an entry speaks of; an estimate and the value that replaces it speak of the same."""

    kind: str
    lead: str
    place: str
    start: date
    end: date


class Desk:
    """Takes the entries of one file one by one; later ones may name earlier ones."""

    def __init__(self, *, by: By, origin: str, entries: Sequence[EntryData]) -> None:
        self.by, self.origin, self.now = by, origin, clock.now()
        self.admitted: dict[str, Admitted] = {}
        self._held = _stated({id for entry in entries for id in (entry.id, *entry.corrects) if id})
        self._units: dict[tuple[str, date], UnitView] = {}
        self._places: dict[tuple[frozenset[str], date], str] = {}
        self._documents: set[str] = set()
        self._looked_at: dict[str, Admitted] = {}
        self._sent: set[str] = set()
        self._fresh: dict[_About, list[EntryData]] = defaultdict(list)
        self._fresh_estimates: dict[_About, list[EntryData]] = defaultdict(list)

    def look_at(self, data: EntryData) -> Seen:
        """All that can be said of the entry before the transaction. Raises Refusal or Refusals."""
        typed = not data.id
        data = self._restated(data)
        kind = _at("kind", KINDS().find, data.kind)
        data = in_order(self._named(data, kind))
        if data.id in self._held:
            return Seen(self._as_held(self._held[data.id], data), None, typed)
        place = self._place(data)
        faults = [*faults_of(data, kind, self._grains(data)), *screen(data.texts)]
        if faults:
            raise Refusals(faults)
        # Whoever corrects or withdraws an entry must be allowed to record where that entry stands, too.
        for spot in (place, *(self._place(self._held[named]) for named in data.corrects)):
            if not may(self.by, RECORD, spot):
                raise Refusal(_("Your post does not allow you to record entries of this place."), where="places")
        self._held[data.id] = data
        new = self._looked_at[data.id] = Admitted(data, kind, place)
        if not typed:
            self._sent.add(data.id)
        return Seen(data, new, typed)

    def take(self, seen: Seen) -> tuple[EntryData, bool]:
        """The entry as it is kept, and whether it is new; inside the transaction. Raises Refusal: nothing was taken."""
        if seen.new is None:
            return seen.here, False
        data, place = seen.new.data, seen.new.place
        if data.id in self._come:
            return self._as_held(self._come[data.id], data), False
        self._place_correction(data, typed=seen.typed)
        self._refuse_beside_estimate(data, place)
        self.admitted[data.id] = seen.new
        about = _About(data.kind, data.lead, place, *data.days)
        self._fresh[about].append(data)
        if _estimates(data):
            self._fresh_estimates[about].append(data)
        for named in data.corrects:
            self._heads.add(data.id, named)
        return data, True

    @cached_property
    def _come(self) -> dict[str, EntryData]:
        """What somebody else brought under one of the ids since they were looked at."""
        return _stated(self._sent)

    def _as_held(self, held: EntryData, data: EntryData) -> EntryData:
        if not self._same(held, data):
            raise Refusal(
                _("The id %(id)s is already taken by an entry with other content."),
                where="id",
                id=data.id,
                advice=_("To change an entry, record a correction that names it."),
            )
        return held

    def _restated(self, data: EntryData) -> EntryData:
        """The entry with its making known, and a withdrawal with what its head says about what is withdrawn."""
        if not data.id:
            # Typed here and now, whatever a copied entry says about its own making.
            data = replace(data, id=new_id(), recorded_at=None, origin="")
        data = replace(
            data, recorded_at=(data.recorded_at or self.now).astimezone(UTC), origin=data.origin or self.origin
        )
        for number, named in enumerate(data.corrects, start=1):
            if named not in self._held:
                raise Refusal(_("There is no entry «%(id)s»."), where=f"corrects[{number}]", id=named)
        if data.act != "withdraw":
            return data
        head = self._held[max(data.corrects)]
        return replace(
            data, kind=head.kind, form=head.form, lead=head.lead, places=head.places, start=head.start, end=head.end,
            occasions=None, measures={}, dims={}, partners=(), documents=(), evidence=(),
        )  # fmt: skip

    def _named(self, data: EntryData, kind: Kind) -> EntryData:
        """Ids for names, today's names for measures, and one occasion for a single entry."""
        faults: list[Refusal] = []

        def unit(key: str, where: str, sort: str) -> str:
            try:
                return self._unit(key, data, sort).id
            except Refusal as fault:
                faults.append(fault.at(where))
                return ""

        lead = unit(data.lead, "lead", "body")
        places = tuple(unit(key, f"places[{n}]", "place") for n, key in enumerate(data.places, start=1))
        partners = tuple(
            replace(partner, unit=unit(partner.unit, f"partners[{n}].unit", "body"))
            for n, partner in enumerate(data.partners, start=1)
        )
        faults += self._document_faults(data)
        if not faults and len({(partner.unit, partner.role) for partner in partners}) != len(partners):
            faults.append(Refusal(_("The same stands twice in this list."), where="partners"))
        if len(set(places)) != len(places):
            faults.append(Refusal(_("The same stands twice in this list."), where="places"))
        if faults:
            raise Refusals(faults)
        # A single entry is one occasion by what it is; of a total nothing is guessed.
        counted = data.act != "withdraw" and data.form == "single" and kind.occasion is not None
        return replace(
            data,
            lead=lead,
            places=places,
            partners=partners,
            occasions=1 if counted and data.occasions is None else data.occasions,
            measures={kind.measure_today(name): value for name, value in data.measures.items()},
        )

    def _unit(self, key: str, data: EntryData, sort: str) -> UnitView:
        start, end = data.days
        if (key, end) not in self._units:
            found = unit_by(key, at=end)
            self._units[key, end] = self._units[found.id, end] = found
        view = self._units[key, end]
        if view.sort != sort:
            raise Refusal(
                _("«%(name)s» is a place; an organisation belongs here.")
                if sort == "body"
                else _("«%(name)s» is an organisation; a place belongs here."),
                name=view.name,
            )
        if view.valid_from > end or (view.valid_to is not None and view.valid_to <= start):
            raise Refusal(
                _("«%(name)s» did not exist from %(start)s to %(end)s."),
                name=view.name,
                start=start.isoformat(),
                end=end.isoformat(),
            )
        return view

    def _document_faults(self, data: EntryData) -> Iterator[Refusal]:
        for number, key in enumerate(data.documents, start=1):
            if key in self._documents:
                continue
            try:
                self._documents.add(document_by(key).key)
            except Refusal as fault:
                yield fault.at(f"documents[{number}]")

    def _place(self, data: EntryData) -> str:
        """The smallest place that holds all places named; without any, the place that the lead serves."""
        if len(data.places) == 1:
            return data.places[0]
        if data.places:
            places, day = frozenset(data.places), data.days[1]
            if (places, day) not in self._places:
                self._places[places, day] = _at("places", partial(smallest_common, at=day), data.places)
            return self._places[places, day]
        area = self._unit(data.lead, data, "body").area
        if area is None:
            raise Refusal(_("The lead serves no one place: name the places."), where="places")
        return area

    def _grains(self, data: EntryData) -> Iterator[Grain]:
        lead = self._unit(data.lead, data, "body")
        if is_cell(lead.kind):
            yield "village"
        for place in data.places or ([lead.area] if lead.area else []):
            yield grain_of(self._unit(place, data, "place").kind)

    def _same(self, held: EntryData, data: EntryData) -> bool:
        """Whether both state the same; their making may differ, and erased texts cannot be compared."""
        if held.id not in self._looked_at and not Content.objects.filter(entry_id=held.id).exists():
            data = replace(data, source="", note="", reason="")
        return replace(held, recorded_at=None, origin="") == replace(data, recorded_at=None, origin="")

    @cached_property
    def _heads(self) -> Heads:
        return heads_upto()

    def _place_correction(self, data: EntryData, *, typed: bool) -> None:
        """Refuse to correct what was already corrected, unless all heads are named or nobody here could know.

        See docs/decisions/0010-two-heads.md.
        """
        for number, named in enumerate(data.corrects, start=1):
            correctors = self._heads.correctors(named)
            family = self._heads.family(named)
            if not correctors or set(family) <= set(data.corrects):
                continue
            if not typed and self._made_apart(data, correctors):
                continue
            newest = self._heads.newest(named)
            withdrawn = self._act(newest[-1]) == "withdraw"
            raise Refusal(
                _("The entry was already withdrawn by %(newest)s.")
                if withdrawn
                else _("The entry was already corrected; the newest is %(newest)s."),
                where=f"corrects[{number}]",
                newest=", ".join(newest),
                advice=_("Look at the newest, then correct that one: «corrects»: [%(family)s]."),
                family=", ".join(f'"{head}"' for head in family),
            )

    def _act(self, id: str) -> str:
        return self._held[id].act if id in self._held else Entry.objects.values_list("act", flat=True).get(id=id)

    def _made_apart(self, data: EntryData, correctors: Iterable[str]) -> bool:
        """Whether the entry was made without knowledge of these: elsewhere, or before they were received here."""
        if data.origin != self.origin:
            return True
        made = _made(data.id)
        if made is None:
            return False
        return all(made < self._arrived(each) for each in correctors)

    def _arrived(self, id: str) -> datetime:
        """When an entry was received: its position's moment, or while it has none when its deed was told."""
        if id in self.admitted:
            return self.now
        positions = received(Entry.objects.filter(id=id))
        if id in positions:
            return positions[id][1]
        return AuditLine.objects.filter(ref=str(Ref("ledger", "entry", id))).earliest("at").at

    def _refuse_beside_estimate(self, data: EntryData, place: str) -> None:
        """An official value supersedes its estimate and never stands beside it: it must be recorded as a correction."""
        if data.origin != self.origin or not data.measures:
            return
        family = {head for named in data.corrects for head in self._heads.family(named)}
        for other in self._beside(data, place):
            if other.id in family or self._heads.correctors(other.id) or other.dims != data.dims:
                continue
            for name in data.measures.keys() & other.measures.keys():
                if (data.measures[name].status is Status.ESTIMATED) != (
                    other.measures[name].status is Status.ESTIMATED
                ):
                    raise Refusal(
                        _("The estimate and the value that replaces it would stand side by side: see %(other)s."),
                        where=f"measures.{name}.status",
                        other=other.id,
                        advice=_("Record it as a correction of that entry."),
                    )

    def _beside(self, data: EntryData, place: str) -> Iterator[EntryData]:
        """Entries of the same kind, lead, place and days, of which one of the two holds an estimate."""
        about = _About(data.kind, data.lead, place, *data.days)
        if _estimates(data):
            rows = Entry.objects.filter(
                kind=about.kind, lead_id=about.lead, place_id=place, start=about.start, end=about.end
            )
            yield from stated(rows).values()
            yield from self._fresh[about]
        else:
            estimated = self._estimated.get(about, ()) if len(self._looked_at) > FEW else _estimated_of(about)
            if estimated:
                yield from stated(Entry.objects.filter(id__in=estimated)).values()
            yield from self._fresh_estimates[about]

    @cached_property
    def _estimated(self) -> dict[_About, list[str]]:
        """The entries in the ledger that hold an estimate; of a large file all are read at once."""
        rows = Entry.objects.filter(id__in=Measure.objects.filter(status=Status.ESTIMATED).values("entry_id"))
        found: dict[_About, list[str]] = defaultdict(list)
        for id, kind, lead, place, start, end in rows.values_list("id", "kind", "lead_id", "place_id", "start", "end"):
            found[_About(kind, lead, place, start, end)].append(id)
        return found


def _estimates(data: EntryData) -> bool:
    return any(value.status is Status.ESTIMATED for value in data.measures.values())


def _estimated_of(about: _About) -> list[str]:
    """The entries that hold an estimate of just that.

    In SQL: to put the statement together takes Django ten times as long as SQLite to answer it, and others wait.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM ledger_entry WHERE kind = %s AND lead_id = %s AND place_id = %s AND start = %s"
            ' AND "end" = %s'
            " AND EXISTS (SELECT 1 FROM ledger_measure WHERE entry_id = ledger_entry.id AND status = %s)",
            [*about[:3], *map(connection.ops.adapt_datefield_value, about[3:]), Status.ESTIMATED.value],
        )
        return [id for (id,) in cursor.fetchall()]


def _made(id: str) -> datetime | None:
    """When an id was made, from its first 48 bits; None for an id that does not tell (only UUIDv7 does)."""
    parsed = uuid.UUID(id)
    if parsed.version != 7:
        return None
    return datetime.fromtimestamp((parsed.int >> 80) / 1000, UTC)


def _at(where: str, find: Callable[[Given], Found], given: Given) -> Found:
    try:
        return find(given)
    except Refusal as fault:
        raise fault.at(where) from None


def _stated(ids: set[str]) -> dict[str, EntryData]:
    """Those of the ids that the ledger holds, as they were stated."""
    found: dict[str, EntryData] = {}
    for some in _chunks(sorted(ids)):
        found |= stated(Entry.objects.filter(id__in=some))
    return found


def _chunks(ids: list[str], size: int = 500) -> Iterator[list[str]]:
    # SQLite takes only so many values in one statement.
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
