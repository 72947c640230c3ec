"""Questions about units: who is called what on a day, who belongs to whom, what became of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from danvan.kit import clock
from danvan.kit.errors import Refusal
from danvan.kit.ids import is_id
from danvan.kit.vietnamese.collation import sort_key
from danvan.kit.vietnamese.search import search_key
from danvan.units.models import Edge, Succession, Unit, UnitVersion


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit as it stood on a day: ``sort`` place or body, official ``name``, ``short`` name, ``kind`` (xã…)."""

    id: str
    sort: str
    kind: str
    name: str
    short: str
    slug: str
    code: str
    area: str | None
    valid_from: date
    valid_to: date | None
    aliases: tuple[str, ...] = ()


def _as_view(version: UnitVersion) -> UnitView:
    return UnitView(
        id=version.unit_id,
        sort=version.unit.sort,
        kind=version.kind,
        name=version.name,
        short=version.short,
        slug=version.slug,
        code=version.code,
        area=version.area_id,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        aliases=tuple(version.aliases),
    )


def _alive(at: date) -> Q:
    return Q(valid_from__lte=at) & (Q(valid_to__isnull=True) | Q(valid_to__gt=at))


def _versions() -> QuerySet[UnitVersion]:
    return UnitVersion.objects.select_related("unit")


def view(id: str, at: date | None = None) -> UnitView:
    """The unit of that id as it stood on ``at`` (default: today), else as it was last called before, else first.

    Raises Refusal when no unit has that id.
    """
    return views([id], at)[id]


def views(ids: Iterable[str], at: date | None = None) -> dict[str, UnitView]:
    """Several units by id, in one query; see ``view``. Raises Refusal naming the first id that nobody has."""
    wanted = set(ids)
    found = _standing(_versions().filter(unit_id__in=wanted), at)
    for id in wanted - set(found):
        raise Refusal(_("There is no unit with the id «%(id)s»."), id=id)
    return found


def registered(ids: Iterable[str]) -> set[str]:
    """Those of the ids that a unit of this home's register has."""
    return set(_versions().filter(unit_id__in=set(ids)).values_list("unit_id", flat=True))


def _standing(versions: Iterable[UnitVersion], at: date | None) -> dict[str, UnitView]:
    """The units whose versions these are, all of each: as they stood on the day, else before it, else first."""
    day = at or clock.today()
    held: dict[str, list[UnitVersion]] = defaultdict(list)
    for version in sorted(versions, key=lambda each: each.valid_from):
        held[version.unit_id].append(version)
    return {
        id: _as_view(next((v for v in reversed(each) if v.valid_from <= day), each[0])) for id, each in held.items()
    }


def unit_by(key: str, at: date | None = None) -> UnitView:
    """The unit of that id, or of that slug as it stood on ``at`` (default: today).

    A slug that nobody has on that day is taken from the past when only one unit ever had it. Raises Refusal,
    with the nearest names, when there is none, and when several had it.
    """
    if is_id(key):
        return view(key, at)
    # In one query with all versions of those units: entries name units by slug, and each waits for this.
    known = list(_versions().filter(unit__in=UnitVersion.objects.filter(slug=key).values("unit")))
    versions = [version for version in known if version.slug == key]
    day = at or clock.today()
    alive = [v for v in versions if v.valid_from <= day and (v.valid_to is None or v.valid_to > day)]
    ids = {version.unit_id for version in alive or versions}
    if len(ids) == 1:
        return _standing(known, at)[ids.pop()]
    if ids:
        raise Refusal(
            _("«%(key)s» was the name of several units and of none on %(day)s."),
            advice=_("Give the day, or the unit's id: %(ids)s."),
            key=key,
            day=day.isoformat(),
            ids=", ".join(sorted(ids)),
        )
    slugs = set(UnitVersion.objects.values_list("slug", flat=True))
    if not slugs:
        raise Refusal(
            _("There is no unit «%(key)s»: no unit is registered here yet."),
            advice=_("Load a register (danvan demo shows one), or name another home with DANVAN_HOME."),
            key=key,
        )
    near = ", ".join(get_close_matches(key, sorted(slugs), n=3)) or "…"
    raise Refusal(
        _("There is no unit «%(key)s»."),
        advice=_("Did you mean: %(near)s? Units are named by slug or by id."),
        key=key,
        near=near,
    )


def places_by_name(at: date) -> dict[str, str]:
    """Official name in small letters -> id of the place that is called so, or that the body called so serves.

    As on that day. Names that two have, and those that do not say of what kind they are ("Việt Nam"), are left out.
    """
    found: dict[str, set[str]] = defaultdict(set)
    rows = UnitVersion.objects.filter(_alive(at)).values_list("name", "kind", "unit_id", "area_id")
    for name, kind, unit, area in rows:
        if area or name.lower().startswith(f"{kind.lower()} "):
            found[name.lower()].add(area or unit)
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}


def official_names() -> set[str]:
    """Every name, long and short, that a unit of the register has or had."""
    rows = UnitVersion.objects.values_list("name", "short").distinct()
    return {name for row in rows for name in row if name}


def children(id: str, *, tree: str = "place", at: date) -> list[UnitView]:
    """The units directly below on that day, in the official order."""
    edges = Edge.objects.filter(_alive(at), parent_id=id, tree=tree).order_by("order")
    ids = list(edges.values_list("child_id", flat=True))
    found = views(ids, at) if ids else {}
    return [found[child] for child in ids]


def descendants(id: str, *, tree: str = "place", at: date) -> list[str]:
    """The id itself and the ids of all units below it on that day, in pre-order."""
    below: dict[str, list[str]] = defaultdict(list)
    for parent, child in (
        Edge.objects.filter(_alive(at), tree=tree).order_by("order").values_list("parent_id", "child_id")
    ):
        below[parent].append(child)
    found, stack = [], [id]
    while stack:
        unit = stack.pop()
        found.append(unit)
        stack.extend(reversed(below[unit]))
    return found


def ancestors(id: str, *, tree: str = "place", at: date) -> list[str]:
    """The ids of the units above on that day, the nearest first."""
    above = dict(Edge.objects.filter(_alive(at), tree=tree).values_list("child_id", "parent_id"))
    found: list[str] = []
    while id in above:
        id = above[id]
        found.append(id)
    return found


def smallest_common(ids: Iterable[str], at: date) -> str:
    """The smallest place that holds all of ``ids``: where one number over several places lives.

    Raises Refusal for no places, and for places that no place of that day holds together.
    """
    lines = [[id, *ancestors(id, at=at)] for id in dict.fromkeys(ids)]
    if lines:
        for candidate in lines[0]:
            if all(candidate in line for line in lines[1:]):
                return candidate
    raise Refusal(_("No place holds all the places named."), advice=_("Name places of one district or province."))


def successors(id: str) -> list[tuple[str, bool]]:
    """(id of the unit that took over, whether the old one went over whole); empty for a living unit."""
    return list(Succession.objects.filter(old_id=id).values_list("new_id", "whole"))


def body_of(kind: str, area: str, at: date) -> UnitView | None:
    """The body of that kind that serves the place on that day; None when there is none.

    ``kind`` with or without accents, with blanks or hyphens: «huyện ủy» and «huyen-uy», «ban-thuong-vu», «ubnd».
    """
    wanted = _plain(kind)
    bodies = _versions().filter(_alive(at), area_id=area).order_by("unit_id")
    return next((_as_view(version) for version in bodies if _plain(version.kind) == wanted), None)


def bodies_of(area: str, at: date) -> dict[str, str]:
    """Kind -> id of the body of that kind that serves the place on that day; of several the one registered first."""
    found: dict[str, str] = {}
    for version in _versions().filter(_alive(at), area_id=area).order_by("unit_id"):
        found.setdefault(version.kind, version.unit_id)
    return found


def body_kinds() -> set[str]:
    """Every kind of body that is registered anywhere: huyện ủy, mttq, hội phụ nữ…"""
    return set(_versions().filter(unit__sort=Unit.BODY).values_list("kind", flat=True))


def _plain(kind: str) -> str:
    return search_key(kind).replace("-", " ")


def heirs(id: str) -> list[str]:
    """The id itself and the ids of all that took over from it or from its successors, whole or in part."""
    new: dict[str, list[str]] = defaultdict(list)
    for old, successor in Succession.objects.values_list("old_id", "new_id"):
        new[old].append(successor)
    found: dict[str, None] = {}
    stack = [id]
    while stack:
        unit = stack.pop()
        found[unit] = None
        stack.extend(new[unit])
    return list(found)


def search(text: str, *, at: date | None = None) -> list[UnitView]:
    """Units that are called by a name holding ``text``, whatever the accents; only those alive on ``at`` if given.

    Those called exactly so come first, then places before bodies, then by name.
    """
    wanted = search_key(text)
    versions = _versions().filter(_alive(at)) if at else _versions()
    found = []
    for version in versions:
        names = [search_key(name) for name in (version.name, version.short, *version.aliases)]
        if any(wanted in name for name in names):
            rank = wanted not in names, version.unit.sort == Unit.BODY
            found.append((*rank, sort_key(version.name), version.valid_from, version.unit_id, version))
    # Here and not in the database: each of the two has its own order of letters.
    return [_as_view(version) for *_rank, version in sorted(found, key=lambda each: each[:-1])]
