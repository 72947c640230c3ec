"""A locality's figures at a glance: grouped as the report is, the leading ones first, each with its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from danvan.indicators.definitions import INDICATORS, Definition
from danvan.indicators.engine import Question, ask, splits_of
from danvan.indicators.groups import places
from danvan.indicators.models import Figure
from danvan.indicators.standpoint import Standpoint
from danvan.indicators.suppression import hidden, hidden_cells
from danvan.indicators.wording import GROUPS, is_percent, shown, split_label
from danvan.kit.quantity import Number
from danvan.kit.vietnamese.collation import SortKey, sort_key
from danvan.ledger.kinds import KINDS
from danvan.ui import formats
from danvan.ui.charts import Bar, Filled, Given, bars, filled
from danvan.ui.formats import Shown

#: So many parts of a figure are drawn with it.
FEW: Final = 5
#: Below so many a chart tells no more than the number does.
DRAWN_FROM: Final = 10


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: ``value`` None when nothing is known of it, or it has parts only; ``amount``: what is drawn of it.

    ``below``: the figures that belong under it. Drawn with it: those of them that are parts of it, as ``bars`` (for a
    figure that is split its own parts; ``split`` is the one below that gave them), and those ``beside`` it that are
    made of it. ``filled``: a share as the part of its whole; ``trend``: a change in words.
    """

    code: str
    name: str
    url: str
    value: Shown | None
    records: int
    amount: Number | None = None
    bars: tuple[Bar, ...] = ()
    below: tuple[Tile, ...] = ()
    beside: tuple[Tile, ...] = ()
    split: Tile | None = None
    filled: Filled | None = None
    trend: str = ""

    @property
    def drawn(self) -> bool:
        """Whether more than a number and a few words are shown of it."""
        return bool(self.bars or self.filled)

    @property
    def few(self) -> tuple[Bar, ...]:
        """The first of its bars."""
        return self.bars[:FEW]

    @property
    def more(self) -> tuple[Tile, ...]:
        """Those below it that are not drawn with it."""
        near = {tile.url for tile in self.beside} | {bar.url for bar in self.bars}
        return tuple(tile for tile in self.below if tile.url not in near and tile is not self.split)


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the report: ``lead`` first, then the ``rest``; ``silent``: of which nothing is known here."""

    code: str
    number: str
    label: str
    lead: tuple[Tile, ...]
    rest: tuple[Tile, ...]
    silent: tuple[Tile, ...]

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """Every figure of which something is known."""
        return self.lead + self.rest

    @property
    def waiting(self) -> int:
        """How many figures stand behind the disclosure, beside those that are drawn with the leading ones."""
        return sum(1 + len(tile.below) for tile in self.rest) + sum(len(tile.more) for tile in self.lead)

    @property
    def unlisted(self) -> int:
        """How many figures stand behind the disclosure where the leading ones are lines and nothing is drawn."""
        return sum(1 + len(tile.below) for tile in self.rest) + sum(len(tile.below) for tile in self.lead)


def glance(at: Standpoint, *, order: Sequence[str] = ()) -> list[Group]:
    """Every indicator from that standpoint, in a few batches.

    A group's leading figures are those of ``groups.yaml``. The others stand as ``order`` (the codes of a report, as it
    speaks of them) says, then by name.
    """
    family = [INDICATORS()[code] for code in sorted(INDICATORS(), key=lambda code: _place(code, order))]
    tiles = tiles_of(family, at)
    groups = []
    for code, label in GROUPS.items():
        of_group = [definition for definition in family if definition.group == code]
        place = places()[code]
        roots, silent = _arranged(of_group, tiles, place.lead)
        lead = [roots[each] for each in place.lead if each in roots]
        rest = [tile for each, tile in roots.items() if each not in place.lead]
        if roots or silent:
            groups.append(Group(code, place.number, str(label), tuple(lead), tuple(rest), tuple(silent)))
    return groups


def tiles_of(definitions: Sequence[Definition], at: Standpoint) -> dict[str, Tile]:
    """Code -> its tile, without those below it; all figures in one batch, all their parts in another."""
    figures = ask([Question(definition.code, at.scope) for definition in definitions])
    drawn = [each for each, figure in zip(definitions, figures, strict=True) if each.split and figure.known]
    parts = by_split(drawn, at)
    return {
        each.code: _tile(each, figure, at, parts.get(each.code, ()))
        for each, figure in zip(definitions, figures, strict=True)
    }


def below_it(definition: Definition, figure: Figure, at: Standpoint) -> tuple[Bar, ...]:
    """A bar for each figure that is a part of that one, as wide as it is to it; with those that have no bar."""
    under = [other for other in INDICATORS().values() if _belongs(other, definition) and not other.split]
    found = ask([Question(other.code, at.scope) for other in under])
    rows = [
        _given(str(other.name), each, address(other.code, at), whole=figure)
        for other, each in zip(under, found, strict=True)
        if each.value is not None
    ]
    return tuple(bars(rows, whole=figure.value))


def against(figure: Figure, at: Standpoint) -> tuple[Bar, ...]:
    """A change as two bars: the period before, and the period itself."""
    rows = [
        _given(
            formats.period(part.scope.period),
            part,
            address(part.full_code, replace(at, period=part.scope.period)),
        )
        for part in reversed(figure.parts)
    ]
    return tuple(bars(rows))


def _place(code: str, order: Sequence[str]) -> tuple[int, SortKey]:
    place = order.index(code) if code in order else len(order)
    return place, sort_key(str(INDICATORS()[code].name))


def _arranged(
    definitions: list[Definition], tiles: Mapping[str, Tile], lead: Sequence[str]
) -> tuple[dict[str, Tile], list[Tile]]:
    below: dict[str, list[Tile]] = {}
    roots: dict[str, Tile] = {}
    silent = []
    for definition in definitions:
        tile = tiles[definition.code]
        root = _root(definition, definitions)
        if tile.value is None and not tile.bars:
            silent.append(tile)
        elif root is None or tiles[root].value is None or definition.code in lead:
            roots[tile.code] = tile
        else:
            below.setdefault(root, []).append(tile)
    family = {definition.code: definition for definition in definitions}
    arranged = {code: _with_below(tile, family, below[code]) if code in below else tile for code, tile in roots.items()}
    return arranged, silent


def _with_below(tile: Tile, family: Mapping[str, Definition], below: list[Tile]) -> Tile:
    split = next((each for each in below if each.bars), None)
    made = [each for each in below if family[each.code].made]
    drawn = split.bars if split else _parts(tile, [each for each in below if each not in made], family, made)
    shares = [each for each in made if family[each.code].how == "share"]
    beside = tuple(each for each in made if each not in shares or not drawn)[:FEW]
    return replace(tile, below=tuple(below), bars=drawn, beside=beside, split=split)


def _parts(tile: Tile, below: list[Tile], family: Mapping[str, Definition], made: list[Tile]) -> tuple[Bar, ...]:
    rows: list[Given] = []
    left = tile.amount or 0
    for each in below:
        # Parts that together outgrow their whole are sorted in two ways; one of these is drawn.
        if each.amount is not None and each.amount <= left and len(rows) < FEW:
            share = next((other for other in made if family[other.code].of == (each.code, tile.code)), None)
            said = f"{bare(each.value)} ({share.value})" if share and share.value else bare(each.value)
            rows.append(Given(each.name, each.amount, said, each.url))
            left -= each.amount
    telling = len(rows) > 1 or any(row.value != tile.amount for row in rows)
    return tuple(bars(rows, whole=tile.amount)) if telling and (tile.amount or 0) >= DRAWN_FROM else ()


def bare(value: Shown | None) -> str:
    """The value without its noun."""
    return "–" if value is None else f"{value.before} {value.number}{'%' if value.after == '%' else ''}".strip()


def _root(definition: Definition, others: Iterable[Definition]) -> str | None:
    """The code of the figure that this one belongs under, followed up to one that belongs under none."""
    others = list(others)
    above = next((other for other in others if _belongs(definition, other)), None)
    return (_root(above, others) or above.code) if above else None


def _belongs(part: Definition, whole: Definition) -> bool:
    """Made of it, narrowed or split from it, or a part of it by a relation of their kind's measures."""
    if part.made:
        return part.of[0] == whole.code
    if whole.made or whole.split or part.kinds != whole.kinds or part.how != whole.how:
        return False
    if part.what == whole.what:
        narrowed = part.where != whole.where and whole.where.items() <= part.where.items()
        return narrowed or (part.where == whole.where and part.split is not None)
    return part.where == whole.where and any(
        (relation.sign == "=" and relation.left == whole.what and part.what in relation.right)
        or (relation.sign == "<=" and relation.right == (whole.what,) and relation.left == part.what)
        for relation in KINDS()[part.kinds[0]].relations
    )


def _tile(definition: Definition, figure: Figure, at: Standpoint, parts: tuple[Bar, ...]) -> Tile:
    code, name, url = definition.code, str(definition.name), address(definition.code, at)
    if definition.split:
        return Tile(code, name, url, None, len(figure.records), bars=parts)
    amount = None if hidden(figure) else figure.value
    tile = Tile(code, name, url, shown(figure), len(figure.records), amount)
    if definition.how == "share":
        return replace(tile, filled=part_of_whole(figure))
    if definition.how == "change":
        return replace(tile, trend=trend(figure))
    return tile


def part_of_whole(figure: Figure) -> Filled | None:
    """A share drawn as its part of its whole: 10.600/12.051 families; None where either may not be printed."""
    if figure.value is None or hidden(figure) or len(figure.parts) != 2:
        return None
    one, other = (shown(part) for part in figure.parts)
    if one is None or other is None or any(hidden(part) for part in figure.parts):
        return None
    return filled(figure.value, 100, f"{one.before} {one.number}/{other.number} {other.after}".strip())


def trend(figure: Figure) -> str:
    """A change against the year before in words; empty where it is not known or may not be printed."""
    if figure.value is None or hidden(figure):
        return ""
    size = formats.show(max(figure.value, -figure.value), figure.basis, "")
    said = {"number": f"{size.number}{size.after if size.after == '%' else ''}"}
    if figure.value > 0:
        return _("up %(number)s on the year before") % said
    return _("down %(number)s on the year before") % said if figure.value < 0 else _("the same as the year before")


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


def by_split(definitions: Sequence[Definition], at: Standpoint) -> dict[str, tuple[Bar, ...]]:
    """Code -> a bar for each part of that indicator, the largest first; drawn against the whole that they make."""
    if not definitions:
        return {}
    values = splits_of([Question(each.code, at.scope) for each in definitions])
    questions = [Question(each.code, at.scope, split=value) for each in definitions for value in values[each.code]]
    figures = dict(zip(questions, ask(questions), strict=True))
    found = {}
    for each in definitions:
        cells = [figures[question] for question in questions if question.code == each.code]
        secret = hidden_cells(cells)
        rows = [
            replace(_given(split_label(each, cell.split), cell, address(cell.full_code, at)), value=None, text="–")
            if place in secret
            else _given(split_label(each, cell.split), cell, address(cell.full_code, at))
            for place, cell in enumerate(cells)
        ]
        percent = any(is_percent(cell) for cell in cells)
        whole = 100 if percent else sum((row.value or 0 for row in rows), start=0)
        found[each.code] = tuple(bars(sorted(rows, key=lambda row: row.value or 0, reverse=True), whole=whole))
    return found


def _given(label: str, figure: Figure, url: str, *, whole: Figure | None = None) -> Given:
    """A row of a chart; without a bar where it may not be printed, or is of another sort than its whole."""
    alike = whole is None or whole.basis is figure.basis
    value: Number | None = None if hidden(figure) or not alike else figure.value
    return Given(label, value, bare(shown(figure)), url)
