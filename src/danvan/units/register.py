"""What must hold of the whole register of units, whatever table a row came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.units.models import Edge, Succession, Unit, UnitVersion

#: The table of a row, and what names the row in it.
Key = tuple[str, ...]
_TABLES: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    UnitVersion: ("units.csv", ("unit_id", "valid_from")),
    Edge: ("edges.csv", ("child_id", "tree", "valid_from")),
    Succession: ("successions.csv", ("old_id", "new_id")),
}
Found = tuple[Key, Refusal]
Life = tuple[date, date]


def key_of(row: Model) -> Key:
    """By what a kept row is known, so that a fault found later can name the line that it came from."""
    name, columns = _TABLES.get(type(row), ("posts.csv", ("id",)))
    return (name, *(str(getattr(row, column)) for column in columns))


def register_faults() -> Iterator[Found]:
    """All that the register does not admit, each with the row's key.

    One name of a unit a day, one unit a slug a day, one parent a tree a day, one place under one parent for
    life; no unit above itself; an edge and a succession only while both units live; whole to one successor or
    in parts to several.
    """
    versions = list(UnitVersion.objects.order_by("valid_from"))
    edges = list(Edge.objects.order_by("valid_from"))
    lives = _lives(versions)
    yield from _overlaps(versions, edges)
    yield from _moves(edges)
    yield from _circles(edges)
    for edge in edges:
        if not all(_covers(lives[unit], edge) for unit in (edge.child_id, edge.parent_id)):
            yield key_of(edge), Refusal(_("The edge is longer than the life of one of its units."))
    yield from _successions(lives)


def _until(row: UnitVersion | Edge) -> date:
    return row.valid_to or date.max


def _lives(versions: Sequence[UnitVersion]) -> dict[str, Life]:
    lives: dict[str, Life] = {}
    for version in versions:
        first, last = lives.get(version.unit_id, (version.valid_from, version.valid_from))
        lives[version.unit_id] = (first, max(last, _until(version)))
    return lives


def _covers(life: Life, edge: Edge) -> bool:
    return life[0] <= edge.valid_from and _until(edge) <= life[1]


def _overlaps(versions: Sequence[UnitVersion], edges: Sequence[Edge]) -> Iterator[Found]:
    groups: dict[tuple[str, ...], list[UnitVersion | Edge]] = defaultdict(list)
    for version in versions:
        groups["unit", version.unit_id].append(version)
        groups["slug", version.slug].append(version)
    for edge in edges:
        groups["edge", edge.child_id, edge.tree].append(edge)
    late = {
        key_of(after): after
        for rows in groups.values()
        for before, after in pairwise(rows)
        if after.valid_from < _until(before)
    }
    for key, row in late.items():
        yield key, Refusal(_("On %(day)s another row already holds."), day=row.valid_from.isoformat())


def _moves(edges: Sequence[Edge]) -> Iterator[Found]:
    parents: dict[str, str] = {}
    for edge in edges:
        if edge.tree == "place" and parents.setdefault(edge.child_id, edge.parent_id) != edge.parent_id:
            yield (
                key_of(edge),
                Refusal(
                    _("A place that comes under another parent is a new unit."),
                    advice=_("End this unit, give the place a new id, and write the succession."),
                ),
            )


def _circles(edges: Sequence[Edge]) -> Iterator[Found]:
    for day in sorted({edge.valid_from for edge in edges}):
        standing = [edge for edge in edges if edge.valid_from <= day < _until(edge)]
        above = {(edge.tree, edge.child_id): edge.parent_id for edge in standing}
        for edge in (edge for edge in standing if edge.valid_from == day):
            unit, seen = edge.parent_id, {edge.child_id}
            while unit not in seen and (edge.tree, unit) in above:
                seen.add(unit)
                unit = above[edge.tree, unit]
            if unit in seen:
                yield key_of(edge), Refusal(_("A unit would stand above itself."))


def _successions(lives: dict[str, Life]) -> Iterator[Found]:
    sorts = dict(Unit.objects.values_list("id", "sort"))
    by_old: dict[str, list[Succession]] = defaultdict(list)
    for succession in Succession.objects.order_by("id"):
        by_old[succession.old_id].append(succession)
    for old, successions in by_old.items():
        for succession in successions:
            first, last = lives[succession.new_id]
            if sorts[old] != sorts[succession.new_id]:
                yield key_of(succession), Refusal(_("A place and a body never succeed each other."))
            if lives[old][1] != succession.day or not first <= succession.day < last:
                yield (
                    key_of(succession),
                    Refusal(_("On the day of a succession the old unit ends, and the new one lives.")),
                )
            if len(successions) > 1 and succession.whole:
                yield key_of(succession), Refusal(_("A unit that goes to several goes whole to none of them."))
