"""Taking in a few new entries without planning a score of statements: what ``Copy.add`` does, for the plain case.

A statement of SQL costs the same for one row as for a thousand, and most catch-ups bring one entry. The plain case: no
corrections, and no total or estimate that meets another entry. What this module makes is what ``tables`` and ``cells``
make of the same batch; ``danvan verify`` and the tests of the copy compare the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple, Protocol

from danvan.indicators.boundaries import Boundaries
from danvan.indicators.copy.families import FOREVER
from danvan.indicators.copy.tables import texts
from danvan.kit.quantity import Precision, Status
from danvan.ledger.facts import Batch

#: More entries than these are quicker by SQL.
MOST: Final = 200
Row = tuple[Any, ...]


class Met(Protocol):
    """What of an entry tells whether it meets another."""

    @property
    def pos(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def lead(self) -> str: ...
    @property
    def uv(self) -> int: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...


class Known(NamedTuple):
    """An entry of before, as far as it may meet one of the few."""

    pos: int
    kind: str
    lead: str
    uv: int
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Head:
    """What of an entry decides about it and its facts."""

    pos: int
    record: str
    kind: str
    form: str
    lead: str
    uv: int
    year: int
    start: date
    end: date
    dims: str


@dataclass(frozen=True, slots=True)
class Few:
    """Rows of the tables of ``tables``, by name, and the entries themselves."""

    heads: tuple[Head, ...]
    heavy: tuple[Head, ...]
    odd: frozenset[int]
    rows: Mapping[str, list[Row]] = field(default_factory=dict)

    @property
    def alike(self) -> str:
        """SQL of the condition that a row ``t`` is of a kind and a lead of these."""
        kinds, leads = ({getattr(head, name) for head in self.heads} for name in ("kind", "lead"))
        return f"t.kind IN ({texts(kinds)}) AND t.lead IN ({texts(leads)})"

    def reach_of(self, boundaries: Boundaries) -> tuple[int, int, frozenset[int]]:
        """Where entries lie that these could meet: numbers of places from the first to the last, and years."""
        lo = min(boundaries.root(head.uv) for head in self.heads)
        hi = max(boundaries.last[head.uv] if head in self.heavy else head.uv for head in self.heads)
        years = {year for head in self.heads for year in range(head.start.year, head.end.year + 1)}
        return lo, hi, frozenset(years)


def few_of(batch: Batch, boundaries: Boundaries, silent: frozenset[str]) -> Few:
    """The batch as rows; ``silent``: the kinds that have no occasions."""
    numbers = boundaries.spans
    dims: dict[int, list[str]] = defaultdict(list)
    for each in batch.dims.to_pylist():
        dims[each["pos"]].append(f"{each['name']}={each['value']}")
    heads = {
        each["pos"]: Head(
            each["pos"], each["record"], each["kind"], each["form"], each["lead"], numbers[each["place"]][0],
            each["start"].year if each["start"].year == each["end"].year else 0, each["start"], each["end"],
            "\n".join(sorted(dims[each["pos"]])),
        )
        for each in batch.entries.to_pylist()
    }  # fmt: skip
    facts, heavy, odd = [], set(), set()
    for each in batch.facts.to_pylist():
        head = heads[each["pos"]]
        facts.append(_fact(head, each))
        if head.form == "total" or each["status"] == Status.ESTIMATED:
            heavy.add(head)
        if not _is_plain(each) and not (_is_silent(each) and head.kind in silent):
            odd.add(head.pos)
    rows: dict[str, list[Row]] = {
        "fact": facts,
        "entry": [(head.pos, head.record, head.uv, head.year) for head in heads.values()],
        "role": [
            (each["pos"], heads[each["pos"]].uv, heads[each["pos"]].year, each["body"], each["role"])
            for each in batch.roles.to_pylist()
        ],
        "named": [
            (each["pos"], heads[each["pos"]].uv, heads[each["pos"]].year, numbers[each["place"]][0])
            for each in batch.places.to_pylist()
        ],
        "heavy": [(h.pos, h.kind, h.lead, h.uv, h.year, h.start, h.end) for h in sorted(heavy, key=lambda h: h.pos)],
        "odd": [fact for fact in facts if fact[0] in odd],
    }
    return Few(tuple(heads.values()), tuple(heavy), frozenset(odd), rows)


def _fact(head: Head, each: Mapping[str, Any]) -> Row:
    return (
        head.pos, head.kind, each["measure"], head.form, head.lead, head.uv, head.year, head.start, head.end, head.dims,
        each["value"], each["precision"], each["status"], head.pos, FOREVER,
    )  # fmt: skip


def _is_plain(fact: Mapping[str, Any]) -> bool:
    return fact["value"] is not None and fact["precision"] == Precision.EXACT and fact["status"] != Status.ESTIMATED


def _is_silent(fact: Mapping[str, Any]) -> bool:
    return fact["measure"] == "occasions" and fact["value"] is None


def meet(entries: Iterable[Met], heavy: Iterable[Met], boundaries: Boundaries) -> bool:
    """Whether a heavy entry may take an entry out of a sum, or be taken out by it; see ``cells.tangled``."""
    alike: dict[tuple[str, str], list[Met]] = defaultdict(list)
    for each in heavy:
        alike[each.kind, each.lead].append(each)
    return any(
        head.pos != each.pos
        and each.uv <= head.uv <= boundaries.last[each.uv]
        and each.start <= head.end
        and head.start <= each.end
        for head in entries
        for each in alike[head.kind, head.lead]
    )


def cells_of(
    few: Few, boundaries: Boundaries, wants: Mapping[tuple[str, str, str], tuple[str, ...]], upto: int
) -> dict[str, list[Row]]:
    """Rows of the two tables of cells, one a fact; ``wants``: (kind, measure, dims) -> published indicators."""
    communes: list[Row] = []
    provinces: list[Row] = []
    for fact in few.rows["fact"]:
        pos, kind, measure, _form, _lead, uv, year, start, end, dims, value = fact[:11]
        if pos in few.odd or value is None:
            continue
        first, last = start.year * 100 + start.month, end.year * 100 + end.month
        commune, province = boundaries.cells_at(uv)
        provinces.append((province, year, first, last, kind, dims, measure, value, 1, upto))
        communes += [
            (commune, year, first, last, code, value, 1, upto) for code in wants.get((kind, measure, dims), ())
        ]
    return {"commune_cell": communes, "province_cell": provinces}
