"""A locality's figures at a glance: grouped as the report is, each with those that it is made of or broken down by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from danvan.indicators.definitions import INDICATORS, Definition
from danvan.indicators.engine import Question, ask, splits
from danvan.indicators.models import Figure
from danvan.indicators.standpoint import Standpoint
from danvan.indicators.suppression import hidden_cells
from danvan.indicators.wording import GROUPS, shown, split_label
from danvan.kit.vietnamese.collation import SortKey, sort_key
from danvan.kit.vietnamese.search import search_key
from danvan.ledger.kinds import KINDS
from danvan.ui.charts import Bar, Given, bars
from danvan.ui.formats import Shown


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: ``value`` None when nothing is known of it; ``below``: figures that belong under it."""

    code: str
    name: str
    url: str
    value: Shown | None
    records: int
    bars: tuple[Bar, ...] = ()
    below: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the report; ``silent``: its figures of which nothing is known here."""

    code: str
    label: str
    tiles: tuple[Tile, ...]
    silent: tuple[Tile, ...]


def glance(at: Standpoint, *, search: str = "", order: Sequence[str] = ()) -> list[Group]:
    """Every indicator from that standpoint, in one batch; ``search`` keeps those whose name holds it, accents ignored.

    First come the codes of ``order`` (those of a report, as it speaks of them), then the others by name.
    """
    family = {code: INDICATORS()[code] for code in sorted(INDICATORS(), key=lambda code: _place(code, order))}
    figures = dict(zip(family, ask([Question(code, at.scope) for code in family]), strict=True))
    tiles = {code: _tile(family[code], figures[code], at) for code in family}
    wanted = search_key(search)
    found = {code for code in family if wanted in search_key(f"{family[code].name.vi} {family[code].name.en} {code}")}
    groups = []
    for group, label in GROUPS.items():
        roots, silent = _arranged([family[code] for code in family if family[code].group == group], tiles, found)
        if roots or silent:
            groups.append(Group(group, str(label), tuple(roots), tuple(silent)))
    return groups


def _place(code: str, order: Sequence[str]) -> tuple[int, SortKey]:
    place = order.index(code) if code in order else len(order)
    return place, sort_key(str(INDICATORS()[code].name))


def _arranged(definitions: list[Definition], tiles: dict[str, Tile], found: set[str]) -> tuple[list[Tile], list[Tile]]:
    below: dict[str, list[Tile]] = {}
    roots, silent = [], []
    for definition in definitions:
        tile = tiles[definition.code]
        root = _root(definition, definitions)
        if tile.value is None and not tile.bars:
            silent += [tile] if definition.code in found else []
        elif root is None or tiles[root].value is None or root not in found:
            roots += [tile] if definition.code in found else []
        elif definition.code in found or root in found:
            below.setdefault(root, []).append(tile)
    return [replace(tile, below=tuple(below.get(tile.code, ()))) for tile in roots], silent


def _root(definition: Definition, others: Iterable[Definition]) -> str | None:
    """The code of the figure that this one belongs under, followed up to one that belongs under none."""
    others = list(others)
    above = next((other for other in others if _belongs(definition, other)), None)
    return (_root(above, others) or above.code) if above else None


def _belongs(part: Definition, whole: Definition) -> bool:
    """Made of it, narrowed from it, or a part of it by a relation of their kind's measures."""
    if part.made:
        return part.of[0] == whole.code
    if whole.made or part.kinds != whole.kinds or part.how != whole.how:
        return False
    if part.what == whole.what:
        return part.where != whole.where and whole.where.items() <= part.where.items()
    return part.where == whole.where and any(
        (relation.sign == "=" and relation.left == whole.what and part.what in relation.right)
        or (relation.sign == "<=" and relation.right == (whole.what,) and relation.left == part.what)
        for relation in KINDS()[part.kinds[0]].relations
    )


def _tile(definition: Definition, figure: Figure, at: Standpoint) -> Tile:
    parts = by_split(definition, at) if definition.split and figure.known else ()
    value = None if definition.split else shown(figure)
    return Tile(definition.code, str(definition.name), address(definition.code, at), value, len(figure.records), parts)


def address(code: str, at: Standpoint) -> str:
    """Where the figure's page is, from that standpoint."""
    return f"{reverse('indicators.figure', args=[code])}?{at.query}"


def address_of(figure: Figure) -> str:
    """Where the page of a figure is that somebody else asked for."""
    scope = figure.scope
    said = {"unit": scope.unit, "period": scope.period.code}
    if scope.as_of:
        said["as_of"] = scope.as_of.isoformat()
    return f"{reverse('indicators.figure', args=[figure.full_code])}?{urlencode(said)}"


def by_split(definition: Definition, at: Standpoint) -> tuple[Bar, ...]:
    """A bar for each part of an indicator that is split, the largest first."""
    values = splits(definition.code, at.scope)
    figures = ask([Question(definition.code, at.scope, split=value) for value in values])
    secret = hidden_cells(figures)
    rows = [
        Given(
            split_label(definition, value),
            None if place in secret else figure.value,
            "–" if place in secret else str(shown(figure) or "–"),
            address(f"{definition.code}[{value}]", at),
        )
        for place, (value, figure) in enumerate(zip(values, figures, strict=True))
    ]
    return tuple(bars(sorted(rows, key=lambda row: row.value or 0, reverse=True)))
