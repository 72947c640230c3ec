"""The catalogue: every member of every family, with the file that it comes from; a kind with all that it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.cli.catalogue import Member
from danvan.cli.catalogue import catalogue as families
from danvan.indicators.definitions import INDICATORS, Definition
from danvan.indicators.groups import places
from danvan.indicators.wording import GROUPS, meaning
from danvan.kit.permission import READ
from danvan.kit.quantity import Basis, Nature
from danvan.kit.vietnamese.collation import sort_key
from danvan.kit.vietnamese.search import search_key
from danvan.ledger.kinds import KINDS, ROLES, Kind
from danvan.ledger.wording import SORTS
from danvan.ui.page import answer, page

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

TITLES = {
    "kinds": _("Kinds of entry"),
    "indicators": _("Indicators"),
    "sections": _("Sections of reports"),
    "checks": _("Checks of reports"),
    "pages": _("Pages"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure or a dimension of a kind: its name, its code, what it is counted in or may be."""

    name: str
    code: str
    of: str
    stock: bool = False


@dataclass(frozen=True, slots=True)
class Described:
    """What a kind asks for, and the figures that count its entries."""

    sort: _StrOrPromise
    occasion: str
    measures: list[Asked]
    dims: list[Asked]
    roles: list[str]
    figures: list[Definition]


@dataclass(frozen=True, slots=True)
class Item:
    """A member of a family; ``says``: a sentence about an indicator; ``kind``: what a kind asks for."""

    member: Member
    says: str = ""
    kind: Described | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Members that stand under one heading; without ``title`` there is none."""

    title: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Listed:
    """A family and its members, of which ``count`` were found."""

    code: str
    title: str
    count: int
    shelves: list[Shelf]


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows."""

    families: list[Listed]
    search: str


@page(address="catalogue", name="web.catalogue", title=_("Catalogue"), permission=READ)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every kind, indicator, section of a report, check and page; ``q`` keeps those that hold each of its words."""
    search = request.GET.get("q", "").strip()
    words = search_key(search).split()
    listed = []
    for code, members in families().items():
        found = [member for member in members if all(word in _searched(code, member) for word in words)]
        if found:
            listed.append(Listed(code, str(TITLES[code]), len(found), list(_shelves(code, found))))
    return answer(request, "web/catalogue.html", Context(listed, search))


def _searched(family: str, member: Member) -> str:
    said = [member.name, member.code, member.code.replace("_", " ")]
    if family == "kinds":
        kind = KINDS()[member.code]
        values = [value for dim in kind.dims.values() for value in dim.values.values()]
        named = [measure.name for measure in kind.measures.values()] + [dim.name for dim in kind.dims.values()]
        said += [f"{words.vi} | {words.en}" for words in (kind.name, *named, *values)]
    if family == "indicators":
        names = INDICATORS()[member.code].name
        said += [names.vi, names.en]
    return search_key(" | ".join(said))


def _shelves(family: str, members: list[Member]) -> Iterator[Shelf]:
    by_name = sorted(members, key=lambda member: sort_key(member.name))
    if family == "kinds":
        for sort, label in SORTS.items():
            of_sort = [member for member in by_name if KINDS()[member.code].sort == sort]
            if of_sort:
                yield Shelf(str(label), [Item(each, kind=described(KINDS()[each.code])) for each in of_sort])
    elif family == "indicators":
        for group, label in GROUPS.items():
            of_group = [member for member in by_name if INDICATORS()[member.code].group == group]
            if of_group:
                title = f"{places()[group].number} {label}"
                yield Shelf(title, [Item(each, says=meaning(INDICATORS()[each.code])) for each in of_group])
    else:
        yield Shelf("", [Item(member) for member in members])


def described(kind: Kind) -> Described:
    """What the kind asks for, in the reader's language."""
    counting = [definition for definition in INDICATORS().values() if kind.code in definition.kinds]
    return Described(
        sort=SORTS[kind.sort],
        occasion=str(kind.occasion or ""),
        measures=[
            Asked(
                str(measure.name),
                name,
                "%" if measure.basis is Basis.PERCENT else str(measure.noun),
                measure.nature is Nature.STOCK,
            )
            for name, measure in kind.measures.items()
        ],
        dims=[
            Asked(str(dim.name), name, ", ".join(str(value) for value in dim.values.values()))
            for name, dim in kind.dims.items()
        ],
        roles=[str(ROLES[role]) for role in kind.roles],
        figures=sorted(counting, key=lambda definition: sort_key(str(definition.name))),
    )
