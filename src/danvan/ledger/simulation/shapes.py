"""How entries of each kind look: how often, led by whom, with which measures of what size, in which values.

The kinds are those of ``ledger/kinds``; what in them is sensitive, or speaks of faith, peoples, strength or complaints,
is left out (see ``shapes``). Sizes are for one occasion in a village or commune.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate
from random import Random

from danvan.kit.quantity import Precision, Status
from danvan.ledger.entry import Value
from danvan.ledger.kinds import KINDS, Dimension, Kind
from danvan.ledger.kinds.sensitivity import classes_spoken_of
from danvan.ledger.simulation.places import (
    COMMUNE,
    COUNCIL,
    DISTRICT,
    FARMERS,
    FRONT,
    GOVERNMENT,
    PARTY,
    PROVINCE,
    VETERANS,
    WOMEN,
    YOUTH,
)

_UNIONS = (WOMEN, FARMERS, VETERANS, YOUTH)
_ALL = (PARTY, GOVERNMENT, FRONT, *_UNIONS)
#: What a dimension called «level» says of the level of the body that leads.
_LEVELS = {COMMUNE: "commune", DISTRICT: "district", PROVINCE: "province"}
_OPTIONAL, _SECOND_VALUE, _INEXACT, _PARTNERS = 0.3, 0.25, 0.011, 0.12
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class _Spec:
    """``often``: its part of all entries of its sort; ``sizes``: measure -> least, most and step of its values."""

    often: float
    leads: Sequence[int]
    sizes: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)


#: Kinds with occasions: mostly single ones, sometimes a total of several.
_OCCASIONS = {
    "dialogue": _Spec(19, (PARTY, GOVERNMENT), {"explained": (0, 14, 1), "taken_up": (0, 8, 1), "open": (0, 5, 1)}),
    "voter_meeting": _Spec(12, (COUNCIL,), {"rounds": (1, 2, 1), "voters": (30, 220, 1), "opinions": (2, 25, 1)}),
    "contest": _Spec(
        6,
        (FRONT, *_UNIONS),
        {"teams": (3, 14, 1), "members": (15, 90, 1), "performers": (10, 60, 1), "audience": (60, 600, 5)},
    ),
    "dissemination": _Spec(11, (PARTY, FRONT), {"points": (1, 6, 1), "attendance": (40, 260, 1)}),
    "legal_dissemination": _Spec(11, (GOVERNMENT, FRONT), {"points": (1, 4, 1), "attendance": (25, 180, 1)}),
    "training": _Spec(8, _ALL, {"learners": (20, 120, 1), "communes": (1, 3, 1)}),
    "propaganda": _Spec(9, (FRONT, *_UNIONS), {"attendance": (20, 200, 1)}),
    "social_critique": _Spec(2, (FRONT,), {"attendance": (10, 60, 1)}),
    "social_supervision": _Spec(2, (FRONT, *_UNIONS), {"communes": (1, 2, 1)}),
    "state_inspection": _Spec(1.5, (GOVERNMENT,), {"objects": (1, 5, 1)}),
    "survey": _Spec(1.5, (PARTY, FRONT), {"communes": (1, 3, 1)}),
    "self_governing_model": _Spec(2, (FRONT, *_UNIONS), {"communes": (1, 2, 1)}),
    "coordination": _Spec(1.5, _ALL, {"parties": (2, 4, 1)}),
    "briefing": _Spec(3, (PARTY,)),
    "council_work": _Spec(2, (COUNCIL,)),
    "community_meeting": _Spec(3, (FRONT, GOVERNMENT)),
    "government_work": _Spec(2, (GOVERNMENT,)),
    "livelihood": _Spec(2, (FARMERS, WOMEN)),
    "organisation_work": _Spec(1, (FRONT, *_UNIONS)),
    "yearly_programme": _Spec(0.5, _ALL),
}
#: Kinds without occasions: always totals of a month or a quarter.
_TOTALS = {
    "gift": _Spec(10, (FRONT, *_UNIONS), {"gifts": (5, 120, 1), "value": (2 * _MILLION, 60 * _MILLION, 100_000)}),
    "fund_income": _Spec(7, (FRONT,), {"amount": (_MILLION, 80 * _MILLION, 50_000)}),
    "great_unity_house": _Spec(4, (FRONT,), {"houses": (1, 6, 1), "value": (50 * _MILLION, 400 * _MILLION, _MILLION)}),
    "temporary_house": _Spec(2, (GOVERNMENT, FRONT), {"houses": (1, 9, 1)}),
    "relief": _Spec(4, (FRONT, GOVERNMENT), {"value": (5 * _MILLION, 90 * _MILLION, 500_000), "receivers": (1, 9, 1)}),
    "reward": _Spec(5, _ALL, {"collectives": (0, 9, 1), "individuals": (1, 25, 1)}),
    "advice": _Spec(4, (PARTY, FRONT), {"documents": (1, 9, 1)}),
    "documents_issued": _Spec(6, (PARTY, GOVERNMENT, FRONT), {"documents": (2, 40, 1)}),
    "draft_comment": _Spec(2, (FRONT, *_UNIONS), {"drafts": (1, 6, 1)}),
    "reviews_built": _Spec(2, (PARTY,), {"reports": (1, 5, 1)}),
    "family_titles": _Spec(4, (FRONT,), {"registered": (150, 1200, 1), "families": (0, 300, 1)}),
    "area_titles": _Spec(2, (FRONT,), {"registered": (3, 18, 1)}),
    "model_registration": _Spec(3, (PARTY, FRONT), {"collectives": (1, 9, 1), "individuals": (1, 12, 1)}),
    "legal_review": _Spec(1, (GOVERNMENT,), {"appraised": (0, 6, 1), "reviewed": (1, 12, 1)}),
    "leaflets": _Spec(2, (FRONT, *_UNIONS), {"copies": (50, 900, 10)}),
    "rural_lighting": _Spec(2, (FRONT, *_UNIONS), {"posts": (2, 60, 1), "lamps": (2, 80, 1)}),
    "movement": _Spec(2, (FRONT,), {"contents": (1, 6, 1)}),
    "residential_areas": _Spec(1, (FRONT,), {"areas": (0, 4, 1), "with_mediation": (8, 18, 1)}),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind, ready to be drawn from: ``leads`` index a seat's bodies, ``dims`` hold only what may be used."""

    code: str
    version: str
    occasions: bool
    leads: tuple[int, ...]
    partners: tuple[str, ...]
    sizes: tuple[tuple[str, int, int, int], ...]
    dims: tuple[tuple[str, tuple[str, ...], bool, bool], ...]

    def measures(self, rng: Random, times: int = 1) -> dict[str, Value]:
        """Values of ``times`` occasions together that keep every relation of the kind."""
        chance = rng.random
        numbers = {}
        for name, least, span, step in self.sizes:
            # Small values are the most frequent, as everywhere.
            once = least + int(span * chance() * chance()) * step
            numbers[name] = once if times == 1 else max(least, int(once * times * (0.7 + 0.6 * chance())))
        if self.code == "dialogue":
            numbers["opinions"] = sum(numbers.values())
        elif self.code == "family_titles":
            numbers["families"] += numbers["registered"]
        elif self.code == "residential_areas":
            numbers["areas"] += numbers["with_mediation"]
        # A relation speaks of exact numbers only, so a part of one stays exact.
        if numbers and self.code not in _RELATED and chance() < _INEXACT * 1.4:
            return self._inexact(rng, numbers)
        return {name: exact(number) for name, number in numbers.items()}

    def _inexact(self, rng: Random, numbers: dict[str, int]) -> dict[str, Value]:
        values = {name: exact(number) for name, number in numbers.items()}
        name, precision = rng.choice(list(numbers)), rng.choice((Precision.OVER, Precision.ABOUT))
        values[name] = Value(Decimal(max(10, numbers[name] // 10 * 10)), precision)
        return values

    def dims_of(self, rng: Random, level: int) -> dict[str, tuple[str, ...]]:
        """A value of each dimension that must stand there, and now and then of the others."""
        chance = rng.random
        found: dict[str, tuple[str, ...]] = {}
        for name, values, many, required in self.dims:
            if not required and chance() > _OPTIONAL:
                continue
            if name == "level":
                if _LEVELS[level] in values:
                    found[name] = (_LEVELS[level],)
                elif required:
                    found[name] = (values[-1],)
                continue
            one = values[int(chance() * len(values))]
            if many and chance() < _SECOND_VALUE:
                other = values[int(chance() * len(values))]
                found[name] = (one,) if one == other else tuple(sorted((one, other)))
            else:
                found[name] = (one,)
        return found


_RELATED = ("dialogue", "family_titles", "residential_areas")
_EXACT = {number: Value(Decimal(number)) for number in range(1000)}


def exact(number: int, status: Status = Status.DONE) -> Value:
    """An exact value; small ones are made once."""
    if status is Status.DONE and number in _EXACT:
        return _EXACT[number]
    return Value(Decimal(number), status=status)


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes of one sort with the sums of how often they come."""

    all: tuple[Shape, ...]
    upto: tuple[float, ...]

    def pick(self, rng: Random) -> Shape:
        """One of them, the frequent ones more often."""
        return self.all[bisect(self.upto, rng.random() * self.upto[-1])]


def single_shapes() -> Shapes:
    """Kinds with occasions."""
    return _shapes(_OCCASIONS)


def total_shapes() -> Shapes:
    """Kinds without occasions."""
    return _shapes(_TOTALS)


def _shapes(specs: Mapping[str, _Spec]) -> Shapes:
    return Shapes(
        tuple(_shape(KINDS()[code], spec) for code, spec in specs.items()),
        tuple(accumulate(spec.often for spec in specs.values())),
    )


def _shape(kind: Kind, spec: _Spec) -> Shape:
    return Shape(
        code=kind.code,
        version=kind.version,
        occasions=kind.occasion is not None,
        leads=tuple(spec.leads),
        partners=tuple(role for role in kind.roles if role in ("coordinates", "advises", "hosts", "attends")),
        sizes=tuple(
            (name, least, (most - least) // step + 1, step) for name, (least, most, step) in spec.sizes.items()
        ),
        dims=tuple(
            (name, harmless(dim), dim.many, dim.required) for name, dim in kind.dims.items() if dim.sensitive is None
        ),
    )


def harmless(dim: Dimension) -> tuple[str, ...]:
    """The values of a dimension that speak of no sensitive class, neither in words nor by their code."""
    return tuple(
        value
        for value, words in dim.values.items()
        if not classes_spoken_of(f"{words.vi} . {words.en} . {value.replace('_', ' ')}")
    )
