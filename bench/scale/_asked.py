"""What is asked: ten indicators, places and a year, drawn from one seed among what the made-up ledger holds."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

#: With a condition and without: ten indicators.
COUNTS, SUMS = 2, 3


class Question(NamedTuple):
    """One indicator at one place, in the year."""

    definition: Any
    place: str

    def __str__(self) -> str:
        return f"{self.definition.code} at {self.place}"


@dataclass(frozen=True)
class Asked:
    """``communes``: province -> its communes of the year's end; ``year``: the fullest of ``years``."""

    year: int
    years: tuple[int, int]
    definitions: tuple[Any, ...]
    communes: Mapping[str, tuple[str, ...]]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(definition.code for definition in self.definitions)

    def words(self) -> dict[str, Any]:
        """As JSON's values, for another process."""
        return {"year": self.year, "years": self.years, "codes": self.codes, "communes": dict(self.communes)}

    @classmethod
    def from_words(cls, words: dict[str, Any]) -> Asked:
        """The same again."""
        from danvan.indicators.definitions import INDICATORS as DEFINED

        definitions = tuple(DEFINED().find(code) for code in words["codes"])
        return cls(words["year"], tuple(words["years"]), definitions, words["communes"])

    def provinces(self, many: int) -> Iterator[str]:
        """At random."""
        hand, names = random.Random(2), sorted(self.communes)  # noqa: S311 - questions to time, no secret
        return (hand.choice(names) for _number in range(many))

    def single(self, many: int) -> Iterator[Question]:
        """An indicator and a place, every fourth one a province, the others communes; at random."""
        hand, provinces = random.Random(3), sorted(self.communes)  # noqa: S311 - questions to time, no secret
        for number in range(many):
            province = hand.choice(provinces)
            place = province if number % 4 == 0 else hand.choice(self.communes[province])
            yield Question(hand.choice(self.definitions), place)


def asked() -> Asked:
    """Chosen among what the database holds now."""
    from django.db.models import Count

    from danvan.ledger.models import Entry

    years = Counter(dict(Entry.objects.values_list("start__year").annotate(n=Count("id"))))
    # Of its first year: what is recorded while measuring must not change what is asked.
    held = Counter(dict(Entry.objects.filter(start__year=min(years)).values_list("kind").annotate(n=Count("id"))))
    (year, _entries), *_others = years.most_common()
    return Asked(year, (min(years), max(years)), tuple(_fullest(held)), _communes(date(year, 12, 31)))


def _fullest(held: Counter[str]) -> list[Any]:
    """Plain sums and counts over the kinds of most entries, half of them with a condition; no guarded numbers."""
    from danvan.indicators.definitions import INDICATORS as DEFINED
    from danvan.ledger.kinds import KINDS

    plain = [
        definition
        for definition in DEFINED().values()
        if definition.how in ("sum", "count")
        and definition.what != "entry"
        and not (definition.split or definition.sensitive)
        and definition.adds_over_place
        and definition.adds_over_time
        and all(held[kind] for kind in definition.kinds)
        # An analytics table has one value a dimension.
        and not any(KINDS()[kind].dims[name].many for kind in definition.kinds for name in definition.where)
    ]
    plain.sort(key=lambda each: (-sum(held[kind] for kind in each.kinds), each.code))
    chosen: list[Any] = []
    for has_condition in (True, False):
        for how, many in (("count", COUNTS), ("sum", SUMS)):
            alike = [each for each in plain if bool(each.where) == has_condition and each.how == how]
            chosen += _mixed(alike)[:many]
    return sorted(chosen, key=lambda each: each.code)


def _mixed(definitions: Iterable[Any]) -> list[Any]:
    """The first of each kind, then the second of each, and so on."""
    turn: Counter[tuple[str, ...]] = Counter()
    turns = []
    for definition in definitions:
        turns.append((turn[definition.kinds], definition))
        turn[definition.kinds] += 1
    return [definition for _turn, definition in sorted(turns, key=lambda each: each[0])]


def all_communes() -> list[str]:
    """Every commune that ever was."""
    from danvan.ledger.admission import grain_of
    from danvan.units.models import UnitVersion

    rows = UnitVersion.objects.filter(unit__sort="place").values_list("unit_id", "kind")
    return sorted({unit for unit, kind in rows if grain_of(kind) == "commune"})


def _communes(day: date) -> dict[str, tuple[str, ...]]:
    from danvan.units.models import Edge, UnitVersion

    living = UnitVersion.objects.filter(valid_from__lte=day).exclude(valid_to__lte=day)
    kinds = dict(living.filter(unit__sort="place").values_list("unit_id", "kind"))
    edges = Edge.objects.filter(tree="place", valid_from__lte=day).exclude(valid_to__lte=day)
    above = dict(edges.values_list("child_id", "parent_id"))
    below = defaultdict(list)
    for commune in all_communes():
        if commune in kinds:
            province = commune
            while province in above and kinds[above[province]] != "quốc gia":
                province = above[province]
            below[province].append(commune)
    return {province: tuple(communes) for province, communes in below.items()}
