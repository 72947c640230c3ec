"""Taking in a few new entries without planning a score of statements: what ``Copy.add`` does, for the plain case.

A statement of SQL costs the same for one row as for a thousand, and most catch-ups bring one entry. The plain case: no
corrections, totals or estimates, and none of before that the entries meet. What this module makes is what ``tables``
and ``cells`` make of the same entries; ``danvan verify`` and the tests of the copy compare the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

import pyarrow as pa

from danvan.indicators.boundaries import Boundaries
from danvan.indicators.copy.families import FOREVER
from danvan.indicators.copy.tables import texts
from danvan.kit.quantity import Number, Precision, Status
from danvan.ledger.facts import FIELD, PART, measures_were

#: More entries than these are quicker by SQL.
MOST: Final = 200
Row = tuple[Any, ...]
_Said = tuple[str, Number | None, str, str]


class Heavy(NamedTuple):
    """A total or an estimate of before, as far as it may meet one of the few."""

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
    odd: frozenset[int]
    rows: Mapping[str, list[Row]]

    @property
    def alike(self) -> str:
        """SQL of the condition that a row ``t`` is of a kind and a lead of these."""
        kinds, leads = ({getattr(head, name) for head in self.heads} for name in ("kind", "lead"))
        return f"t.kind IN ({texts(kinds)}) AND t.lead IN ({texts(leads)})"

    def reach_of(self, boundaries: Boundaries) -> tuple[int, int, frozenset[int]]:
        """Where totals lie that these could meet: numbers of places from the first to the last, and years."""
        lo = min(boundaries.root(head.uv) for head in self.heads)
        years = {year for head in self.heads for year in range(head.start.year, head.end.year + 1)}
        return lo, max(head.uv for head in self.heads), frozenset(years)

    def meets(self, heavy: Iterable[Heavy], boundaries: Boundaries) -> bool:
        """Whether one of them may take one of these out of a sum; see ``cells.tangled``."""
        alike: dict[tuple[str, str], list[Heavy]] = defaultdict(list)
        for each in heavy:
            alike[each.kind, each.lead].append(each)
        return any(
            each.uv <= head.uv <= boundaries.last[each.uv] and each.start <= head.end and head.start <= each.end
            for head in self.heads
            for each in alike[head.kind, head.lead]
        )


def few_of(lines: pa.Table, boundaries: Boundaries, silent: frozenset[str]) -> Few | None:
    """The entries as rows; None where one is a total or an estimate. ``silent``: the kinds that have no occasions."""
    were = measures_were()
    rows: dict[str, list[Row]] = {name: [] for name in ("fact", "entry", "role", "named", "odd")}
    heads, odd = [], set()
    for line in lines.to_pylist():
        head = _head(line, boundaries)
        facts = [_fact(head, fact) for fact in _facts(line, were)]
        if head.form == "total" or any(fact[12] == Status.ESTIMATED for fact in facts):
            return None
        key = (head.pos, head.uv, head.year)
        heads.append(head)
        rows["fact"] += facts
        rows["entry"].append((head.pos, head.record, head.uv, head.year))
        rows["role"] += [(*key, head.lead, "lead"), *((*key, *part) for part in _parts(line["roles"]))]
        rows["named"] += [(*key, boundaries.spans[place][0]) for (place,) in _parts(line["places"])]
        if not all(_is_exact(fact) or (_is_silent(fact) and head.kind in silent) for fact in facts):
            odd.add(head.pos)
            rows["odd"] += facts
    return Few(tuple(heads), frozenset(odd), rows)


def _head(line: Mapping[str, Any], boundaries: Boundaries) -> Head:
    start, end = line["start"], line["end"]
    return Head(
        line["pos"], line["record"], line["kind"], line["form"], line["lead"], boundaries.spans[line["place"]][0],
        start.year if start.year == end.year else 0, start, end,
        "\n".join(sorted(dims for (dims,) in _parts(line["dims"]))),
    )  # fmt: skip


def _parts(text: str | None) -> list[list[str]]:
    return [part.split(FIELD) for part in text.split(PART)] if text is not None else []


def _facts(
    line: Mapping[str, Any], were: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, Number | None, str, str]]:
    """Measure, value, precision and status of what the entry states."""
    yield "entry", 1, Precision.EXACT, Status.DONE
    yield "occasions", line["occasions"], Precision.EXACT, Status.DONE
    for name, value, precision, status in _parts(line["measures"]):
        yield were.get((line["kind"], name), name), Decimal(value) if value else None, precision, status


def _fact(head: Head, said: _Said) -> Row:
    measure, value, precision, status = said
    return (
        head.pos, head.kind, measure, head.form, head.lead, head.uv, head.year, head.start, head.end, head.dims,
        None if value is None else Decimal(value), str(precision), str(status), head.pos, FOREVER,
    )  # fmt: skip


def _is_exact(fact: Row) -> bool:
    return fact[10] is not None and fact[11] == Precision.EXACT


def _is_silent(fact: Row) -> bool:
    return fact[2] == "occasions" and fact[10] is None


def cells_of(
    few: Few, boundaries: Boundaries, wants: Mapping[tuple[str, str, str], tuple[str, ...]]
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
        provinces.append((province, year, first, last, kind, dims, measure, value, 1))
        communes += [(commune, year, first, last, code, value, 1) for code in wants.get((kind, measure, dims), ())]
    return {"commune_cell": communes, "province_cell": provinces}
