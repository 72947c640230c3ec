"""Places as figures need them: each subtree a range of numbers, its commune, and what today's places hold in part only.

A former place whose parts went to several places of today has no place in any of them: what was recorded for all of it
is shown with each of them as not attributable, and never guessed into one.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal

import pyarrow as pa

from danvan.kit import clock
from danvan.ledger.admission import grain_of
from danvan.units.facts import places
from danvan.units.models import Succession, UnitVersion

#: The number of no place: nothing stands above, or nothing of today holds it.
_NOWHERE: Final = -1


class Boundaries:
    """The register of places on one day, read whole."""

    def __init__(self) -> None:
        columns = places().to_pydict()
        self.spans: Mapping[str, tuple[int, int]] = {
            unit: (uv, last) for unit, uv, last in zip(columns["unit"], columns["uv"], columns["last"], strict=True)
        }
        spans = sorted(self.spans.values())
        # By number, which have no gaps: places are many, and each process holds them.
        self.last: Sequence[int] = array("i", (last for _uv, last in spans))
        now = dict(zip(columns["uv"], columns["today_uv"], strict=True))
        self._today = array("i", (_NOWHERE if (uv := now[number]) is None else uv for number, _last in spans))
        self._above = array("i", _parents(spans))
        self._heirs = self._living_heirs()
        self._apart: dict[tuple[int, int], list[int]] = {}
        self._hulls: dict[tuple[int, int], tuple[int, int]] = {}
        communes, provinces = self._areas(_is_commune), self._areas(_is_province)
        self._communes, self._provinces = frozenset(communes.values()), frozenset(provinces.values())
        self._communes_in_order = sorted(self._communes)
        today = self._today.__getitem__
        by_commune = self._cells(communes, lambda uv: communes.get(today(uv), today(uv)), {})
        by_province = self._cells(provinces, lambda uv: provinces.get(today(uv), today(uv)), by_commune)
        numbers = range(len(spans))
        self._cells_at = (
            array("i", map(by_commune.__getitem__, numbers)),
            array("i", map(by_province.__getitem__, numbers)),
        )
        self.table = pa.table(
            {
                "unit": pa.array(columns["unit"], pa.string()),
                **{
                    name: pa.array(values, pa.int32())
                    for name, values in {
                        "uv": columns["uv"],
                        "last": columns["last"],
                        "today_uv": columns["today_uv"],
                        "commune": [communes.get(uv) for uv in columns["uv"]],
                        "today_commune": [communes.get(uv) for uv in columns["today_uv"]],
                        "province": [provinces.get(uv) for uv in columns["uv"]],
                        "commune_cell": [by_commune[uv] for uv in columns["uv"]],
                        "province_cell": [by_province[uv] for uv in columns["uv"]],
                    }.items()
                },
            }
        )

    @cached_property
    def commune_of(self) -> pa.Array:
        """By a place's number, that of its commune; null above one."""
        return self._by_number("commune")

    @cached_property
    def unit_of(self) -> pa.Array:
        """By a place's number, its unit."""
        return self._by_number("unit")

    def _by_number(self, column: str) -> pa.Array:
        # Numbers are 0, 1, 2 … without a gap.
        return self.table.sort_by("uv")[column].combine_chunks()

    def cells_at(self, place: int) -> tuple[int, int]:
        """The places whose cells by commune and by province count that place."""
        communes, provinces = self._cells_at
        return communes[place], provinces[place]

    def communes_in(self, span: tuple[int, int]) -> list[int]:
        """The numbers of the communes from the first to the last number of the span, ascending."""
        ordered = self._communes_in_order
        return ordered[bisect_left(ordered, span[0]) : bisect_right(ordered, span[1])]

    @property
    def order(self) -> str:
        """A digest of the numbers of all places: files that hold numbers are of use only while it stays."""
        lines = (f"{unit} {uv} {last}" for unit, (uv, last) in sorted(self.spans.items()))
        columns = (self.table[name].to_pylist() for name in ("commune_cell", "province_cell"))
        cells = (f"{commune} {province}" for commune, province in zip(*columns, strict=True))
        return hashlib.sha256("\n".join([*lines, *cells]).encode()).hexdigest()

    def hull(self, first: int, last: int) -> tuple[int, int]:
        """The least and the greatest number among places that today lie between these, and these; apart ones too."""
        if (first, last) not in self._hulls:
            held = [uv for uv, today in enumerate(self._today) if _within(today, first, last)]
            self._hulls[first, last] = min([first, *held]), max([last, *held])
        return self._hulls[first, last]

    def cells(self, place: int) -> Literal["commune", "province", ""]:
        """Of which cells the whole of the place is made: the finest that need not be cut; "": of none."""
        if place in self._communes:
            return "commune"
        if self._lies_in(place, self._communes):
            return ""
        return "commune" if place not in self._provinces and self._lies_in(place, self._provinces) else "province"

    def _lies_in(self, place: int, areas: frozenset[int]) -> bool:
        return any(each in areas for each in self._line(place))

    def root(self, place: int) -> int:
        """The number of the outermost place around it."""
        while (above := self._above[place]) != _NOWHERE:
            place = above
        return place

    def apart(self, first: int, last: int) -> list[int]:
        """The former places of which a part, and not the whole, lies in the places of today from ``first`` to ``last``.

        Never those that stand above as they always did: what is known of a province says nothing new of its communes.
        """
        if (first, last) not in self._apart:
            parts = {place for place, heirs in self._heirs.items() if any(first <= heir <= last for heir in heirs)}
            held = {each for part in parts for each in self._line(part) if self._is_former(each)}
            self._apart[first, last] = sorted(each for each in held if not _within(self._today[each], first, last))
        return self._apart[first, last]

    def _is_former(self, place: int) -> bool:
        return self._today[place] != place

    def _line(self, place: int) -> Iterator[int]:
        while place != _NOWHERE:
            yield place
            place = self._above[place]

    def _living_heirs(self) -> dict[int, set[int]]:
        """For each former place the living ones that took it or a part of it over, through all heirs between."""
        heirs: dict[int, list[int]] = defaultdict(list)
        for old, new in Succession.objects.filter(day__lte=clock.today()).values_list("old_id", "new_id"):
            if old in self.spans and new in self.spans:
                heirs[self.spans[old][0]].append(self.spans[new][0])
        living: dict[int, set[int]] = {}

        def reached(place: int) -> set[int]:
            if place not in living:
                own = set() if self._is_former(place) else {place}
                living[place] = own.union(*(reached(heir) for heir in heirs.get(place, ())))
            return living[place]

        return {place: reached(place) for place in heirs if self._is_former(place)}

    def _areas(self, wanted: Callable[[str], bool]) -> dict[int | None, int]:
        """For each place that is of a kind that is wanted, or lies in one, the number of that."""
        rows = UnitVersion.objects.filter(unit__sort="place").order_by("valid_from").values_list("unit_id", "kind")
        found: dict[int | None, int] = {}
        for unit, kind in dict(rows).items():
            if wanted(kind):
                first, last = self.spans[unit]
                found.update(dict.fromkeys(range(first, last + 1), first))
        return found

    def _cells(
        self, areas: Mapping[int | None, int], today: Callable[[int], int | None], finer: Mapping[int, int]
    ) -> dict[int, int]:
        """The place whose cells count each place: its area, unless parts of that went elsewhere since; else its own."""
        lands: dict[int, set[int | None]] = defaultdict(set)
        numbers = range(len(self.last))
        for uv in numbers:
            if uv in areas:
                lands[areas[uv]].add(today(uv))
        return {uv: areas[uv] if uv in areas and len(lands[areas[uv]]) == 1 else finer.get(uv, uv) for uv in numbers}


def _is_commune(kind: str) -> bool:
    return grain_of(kind) == "commune"


def _is_province(kind: str) -> bool:
    return kind in ("tỉnh", "thành phố trực thuộc trung ương")


def _parents(spans: list[tuple[int, int]]) -> Iterator[int]:
    """For each number that of the place directly above; ``spans`` in pre-order."""
    above: list[tuple[int, int]] = []
    for first, last in spans:
        while above and above[-1][1] < first:
            above.pop()
        yield above[-1][0] if above else _NOWHERE
        above.append((first, last))


def _within(place: int, first: int, last: int) -> bool:
    return first <= place <= last
