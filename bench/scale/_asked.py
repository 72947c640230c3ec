"""What is asked: indicators, places and a year, drawn from one seed among what the made-up ledger holds."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

INDICATORS = 10


class Question(NamedTuple):
    """One indicator at one place, in the year."""

    definition: Any
    place: str

    def __str__(self) -> str:
        return f"{self.definition.code} at {self.place}"


@dataclass(frozen=True)
class Asked:
    """``communes``: province -> its communes of the year's end; ``year``: the fullest of ``years``.

    ``definitions``: ten of the published indicators, which have cells by commune; ``others``: ten that have none.
    """

    year: int
    years: tuple[int, int]
    definitions: tuple[Any, ...]
    others: tuple[Any, ...]
    communes: Mapping[str, tuple[str, ...]]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(definition.code for definition in self.definitions)

    @property
    def all(self) -> tuple[Any, ...]:
        """Both sorts of indicators."""
        return (*self.definitions, *self.others)

    @property
    def kinds(self) -> list[str]:
        """The kinds that the published indicators count."""
        return sorted({kind for definition in self.definitions for kind in definition.kinds})

    def unpublished(self) -> Asked:
        """The same, asking for the others."""
        return replace(self, definitions=self.others, others=self.definitions)

    def words(self) -> dict[str, Any]:
        """As JSON's values, for another process."""
        others = [definition.code for definition in self.others]
        return {
            "year": self.year, "years": self.years, "codes": self.codes, "others": others,
            "communes": dict(self.communes),
        }  # fmt: skip

    @classmethod
    def from_words(cls, words: dict[str, Any]) -> Asked:
        """The same again."""
        from danvan.indicators.definitions import INDICATORS as DEFINED

        both = (tuple(DEFINED().find(code) for code in words[name]) for name in ("codes", "others"))
        return cls(words["year"], tuple(words["years"]), *both, words["communes"])

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
            yield Question(hand.choice(self.all), place)


def asked() -> Asked:
    """Chosen among what the database holds now."""
    from django.db.models import Count

    from danvan.ledger.models import Entry

    years = Counter(dict(Entry.objects.values_list("start__year").annotate(n=Count("id"))))
    # Of its first year: what is recorded while measuring must not change what is asked.
    held = Counter(dict(Entry.objects.filter(start__year=min(years)).values_list("kind").annotate(n=Count("id"))))
    (year, _entries), *_others = years.most_common()
    both = (_fullest(held, published=published) for published in (True, False))
    return Asked(year, (min(years), max(years)), *both, _communes(date(year, 12, 31)))


def _fullest(held: Counter[str], *, published: bool) -> tuple[Any, ...]:
    """Plain sums and counts over the kinds of most entries, at most half with a condition; no guarded numbers."""
    from danvan.indicators.definitions import INDICATORS as DEFINED
    from danvan.indicators.published import adds_up
    from danvan.indicators.published import published as with_cells
    from danvan.ledger.kinds import KINDS

    codes = {definition.code for definition in with_cells()}
    plain = [
        definition
        for definition in DEFINED().values()
        if adds_up(definition)
        and definition.what != "entry"
        and not definition.sensitive
        and (definition.code in codes) == published
        and all(held[kind] for kind in definition.kinds)
        # An analytics table has one value a dimension.
        and not any(KINDS()[kind].dims[name].many for kind in definition.kinds for name in definition.where)
    ]
    plain.sort(key=lambda each: (-sum(held[kind] for kind in each.kinds), each.how, each.code))
    with_condition = _mixed(each for each in plain if each.where)[: INDICATORS // 2]
    without = _mixed(each for each in plain if not each.where)[: INDICATORS - len(with_condition)]
    return tuple(sorted([*with_condition, *without], key=lambda each: each.code))


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
