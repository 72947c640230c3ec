"""Places as figures need them: each subtree a range of numbers, its commune, and what today's places hold in part only.

A former place whose parts went to several places of today has no place in any of them: what was recorded for all of it
is shown with each of them as not attributable, and never guessed into one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyarrow as pa

from danvan.kit import clock
from danvan.ledger.admission import grain_of
from danvan.units.facts import places
from danvan.units.models import Edge, Succession, UnitVersion


def epoch() -> tuple[object, ...]:
    """What the numbering of places rests on. Registered rows are only added, or their open span is ended."""
    return (
        clock.today(),
        UnitVersion.objects.count(),
        UnitVersion.objects.filter(valid_to=None).count(),
        Edge.objects.count(),
        Succession.objects.count(),
    )


class Boundaries:
    """The register of places on one day, read whole."""

    def __init__(self) -> None:
        columns = places().to_pydict()
        self.spans: Mapping[str, tuple[int, int]] = {
            unit: (uv, last) for unit, uv, last in zip(columns["unit"], columns["uv"], columns["last"], strict=True)
        }
        self.last: Mapping[int, int] = dict(self.spans.values())
        self._today: dict[int, int | None] = dict(zip(columns["uv"], columns["today_uv"], strict=True))
        self._above = dict(_parents(sorted(self.spans.values())))
        self._heirs = self._living_heirs()
        self._apart: dict[tuple[int, int], list[int]] = {}
        communes = self._communes()
        self.table = pa.table(
            {
                "unit": pa.array(columns["unit"], pa.string()),
                "uv": pa.array(columns["uv"], pa.int32()),
                "today_uv": pa.array(columns["today_uv"], pa.int32()),
                "commune": pa.array([communes.get(uv) for uv in columns["uv"]], pa.int32()),
                "today_commune": pa.array([communes.get(uv) for uv in columns["today_uv"]], pa.int32()),
            }
        )

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

    def _line(self, place: int | None) -> Iterator[int]:
        while place is not None:
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

    def _communes(self) -> dict[int | None, int]:
        """For each place that is a commune or lies in one, that commune."""
        rows = UnitVersion.objects.filter(unit__sort="place").order_by("valid_from").values_list("unit_id", "kind")
        found: dict[int | None, int] = {}
        for unit, kind in dict(rows).items():
            if grain_of(kind) == "commune":
                first, last = self.spans[unit]
                found.update(dict.fromkeys(range(first, last + 1), first))
        return found


def _parents(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int | None]]:
    """Each number with that of the place directly above; ``spans`` in pre-order."""
    above: list[tuple[int, int]] = []
    for first, last in spans:
        while above and above[-1][1] < first:
            above.pop()
        yield first, above[-1][0] if above else None
        above.append((first, last))


def _within(place: int | None, first: int, last: int) -> bool:
    return place is not None and first <= place <= last
