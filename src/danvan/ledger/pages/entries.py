"""The ledger as a list: by kind, place and period, searchable without accents; and what a document was cited by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.kit.period import Period
from danvan.kit.permission import READ
from danvan.kit.vietnamese.collation import sort_key
from danvan.kit.vietnamese.search import search_key
from danvan.ledger.kinds import KINDS
from danvan.ledger.models import Entry, EntryDocument
from danvan.ledger.queries import entries_by, list_entries
from danvan.ledger.wording import SORTS, Told, told
from danvan.ui.page import Menu, adds, answer, page
from danvan.units.queries import UnitView, views

#: Records on one page.
MANY: Final = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    code: str
    label: str
    chosen: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """Kinds of one sort, in the order of the alphabet."""

    label: str
    kinds: list[Choice]


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows; ``earlier`` and ``later`` are the addresses of the pages beside this one.

    ``shelves``: the kinds of which there are records; ``empty``: the others.
    """

    entries: list[Told]
    total: int
    shelves: list[Shelf]
    empty: Shelf
    sorts: int
    places: list[Choice]
    period: str
    search: str
    filtered: bool
    first: int
    earlier: str
    later: str


@page(
    address="records",
    name="ledger.entries",
    title=_("Records"),
    permission=READ,
    menu=Menu(30, _("Records"), "records"),
)
def entries(request: HttpRequest) -> HttpResponse:
    """The newest first; ``kind``, ``unit``, ``period`` and ``q`` narrow the list."""
    asked = {name: request.GET.get(name, "").strip() for name in ("kind", "unit", "period", "q")}
    span = Period.parse(asked["period"]) if asked["period"] else None
    found = list_entries(kind=asked["kind"] or None, unit=asked["unit"] or None, period=span)
    found = [entry for entry in reversed(found) if _speaks_of(entry, search_key(asked["q"]))]
    kinds = _kinds(asked["kind"])
    shelves = _shelves(kinds)
    first = max(_number(request.GET.get("from", "")), 0)
    context = Context(
        entries=[told(entry) for entry in found[first : first + MANY]],
        total=len(found),
        shelves=shelves,
        empty=Shelf(str(_("No record yet")), [choice for choice in kinds if not choice.count]),
        sorts=sum(len(shelf.kinds) for shelf in shelves),
        places=_places(asked["unit"]),
        period=asked["period"],
        search=asked["q"],
        filtered=any(asked.values()),
        first=first,
        earlier=_beside(asked, first + MANY) if first + MANY < len(found) else "",
        later=_beside(asked, max(first - MANY, 0)) if first else "",
    )
    return answer(request, "ledger/entries.html", context)


def _speaks_of(entry: Mapping[str, Any], wanted: str) -> bool:
    if not wanted:
        return True
    names = [entry["lead_detail"]["name"], *(place["name"] for place in entry["places_detail"])]
    kind = KINDS().get(entry["kind"])
    words = [kind.name.vi, kind.name.en] if kind else []
    return wanted in search_key(" ".join([*names, *words, entry["source"], entry["note"]]))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _beside(asked: Mapping[str, str], first: int) -> str:
    return "?" + urlencode({**{name: value for name, value in asked.items() if value}, "from": first})


def _kinds(chosen: str) -> list[Choice]:
    counts = dict(Entry.objects.values_list("kind").annotate(Count("id")))
    choices = [Choice(code, str(kind.name), code == chosen, counts.get(code, 0)) for code, kind in KINDS().items()]
    return sorted(choices, key=lambda choice: sort_key(choice.label))


def _shelves(kinds: list[Choice]) -> list[Shelf]:
    shelves = [
        Shelf(str(label), [choice for choice in kinds if choice.count and KINDS()[choice.code].sort == sort])
        for sort, label in SORTS.items()
    ]
    return [shelf for shelf in shelves if shelf.kinds]


def _places(chosen: str) -> list[Choice]:
    ids = Entry.objects.values_list("place_id", flat=True).distinct()
    units = sorted(views(ids).values(), key=lambda unit: sort_key(unit.short)) if ids else []
    choices = [Choice(unit.id, unit.name, chosen in (unit.id, unit.slug)) for unit in units]
    known = not chosen or any(choice.chosen for choice in choices)
    return choices if known else [*choices, Choice(chosen, chosen, chosen=True)]


@adds(to="documents.document", template="ledger/_cited_by.html")
def cited_by(key: str) -> dict[str, Sequence[Told]] | None:
    """The entries that cite the document of that key."""
    ids = EntryDocument.objects.filter(document_id=key).values_list("entry_id", flat=True)[:MANY]
    found = [told(entry) for entry in entries_by(ids)]
    return {"entries": found} if found else None


@adds(to="units.place", template="ledger/_of_place.html")
def of_place(unit: UnitView) -> dict[str, int] | None:
    """How many entries are held at the place itself."""
    count = Entry.objects.filter(place_id=unit.id).count()
    return {"count": count} if count else None
