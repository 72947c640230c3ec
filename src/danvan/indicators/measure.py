"""The measure over the rows: from the rows of one question to a value, its precision and the records that count.

Rules (design, law 3 and section 8): an entry counts only if its days lie inside the period; an estimate gives way to
what was since stated; a total is never added to the details that it covers; a stock is the latest at each place and
is never summed over time; percentages are never summed; what was not stated is neither zero nor one.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from danvan.indicators.definitions import Definition
from danvan.indicators.models import Aside
from danvan.kit.quantity import Number, Precision, Status, joint_precision

#: For each place the last number of its subtree.
_Lasts = Mapping[int, int]


class Row(NamedTuple):
    """One record's answer to one question, as the copy gives it; ``place_uv`` is what ``distinct`` counts."""

    q: int
    record: str
    pos: int
    value: Decimal | None
    precision: str
    status: str
    kind: str
    form: str
    place_uv: int | None
    lead: str
    dims: str
    start: date
    end: date
    inside: bool
    apart: bool
    split: str
    uv: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What the rows of one question come to."""

    value: Number | None
    precision: Precision
    rows: tuple[Row, ...]
    asides: tuple[Aside, ...]
    used: str = ""


def measured(definition: Definition, rows: Sequence[Row], last: _Lasts) -> Measured:
    """The value over ``rows``; ``last`` tells the last number of each place's subtree."""
    inside = [row for row in rows if row.inside and not row.apart]
    estimates = _superseded(inside)
    given_way = {row.record for row in estimates}
    counting = [row for row in inside if row.record not in given_way]
    asides = (
        *_aside("longer", (row for row in rows if not row.inside and not row.apart)),
        *_aside("unplaced", (row for row in rows if row.inside and row.apart)),
        *_aside("estimate", estimates),
    )
    if definition.how == "latest":
        return _latest(definition, counting, last, asides)
    if definition.how == "distinct":
        return _distinct(definition, counting, asides)
    return _summed(definition, counting, last, asides)


def _aside(sort: str, rows: Iterable[Row], value: Number | None = None) -> tuple[Aside, ...]:
    records = sorted({row.record for row in rows})
    return (Aside(sort, tuple(records), value),) if records else ()


def _superseded(rows: Sequence[Row]) -> list[Row]:
    """Estimates of what was since stated: the ledger keeps both only where they were made apart from each other."""
    estimates = [row for row in rows if row.status == Status.ESTIMATED]
    if not estimates:
        return []
    stated = {_work(row) for row in rows if row.status != Status.ESTIMATED and row.value is not None}
    return [row for row in estimates if _work(row) in stated]


def _work(row: Row) -> tuple[object, ...]:
    return (row.kind, row.lead, row.uv, row.start, row.end, row.dims, row.split)


def _sum(rows: Iterable[Row]) -> Number | None:
    known = [row.value for row in rows if row.value is not None]
    return whole(sum(known, Decimal(0))) if known else None


def whole(value: Decimal) -> Number:
    """Whole numbers as int, others without trailing zeros."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def _precision(rows: Sequence[Row]) -> Precision:
    precision = Precision.EXACT
    for each in {row.precision for row in rows}:
        precision = joint_precision(precision, Precision(each))
    if any(row.value is None for row in rows):
        # Happened, number not stated: what is known is a lower bound.
        precision = joint_precision(precision, Precision.AT_LEAST)
    return precision


def _summed(definition: Definition, rows: Sequence[Row], last: _Lasts, asides: tuple[Aside, ...]) -> Measured:
    leads = {(row.kind, row.lead) for row in rows if row.form == "total"}
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows if leads else ():
        if (row.kind, row.lead) in leads:
            groups[row.kind, row.lead].append(row)
    gone: set[Row] = set()
    used: set[str] = set()
    for group in groups.values():
        _set_aside(group, last, gone, used)
    kept = [row for row in rows if row not in gone] if gone else rows
    precision = _precision(kept)
    if "unstated" in used:
        precision = joint_precision(precision, Precision.AT_LEAST)
    asides = (*asides, *_aside("covered", gone, _sum(gone)))
    side = "details" if used & {"details", "unstated"} else "total" if used else ""
    if not _may_be_added(definition, kept):
        return Measured(None, Precision.EXACT, tuple(kept), asides, side)
    return Measured(_sum(kept), precision, tuple(kept), asides, side)


def _may_be_added(definition: Definition, rows: Sequence[Row]) -> bool:
    """Whether the measure adds over the places and days of the rows; else it is shown, and nothing guessed."""
    one_place = len({row.uv for row in rows}) < 2
    one_time = len({(row.start, row.end) for row in rows}) < 2
    return (definition.adds_over_place or one_place) and (definition.adds_over_time or one_time)


def _set_aside(group: Sequence[Row], last: _Lasts, gone: set[Row], used: set[str]) -> None:
    """Of the work that one body led, put into ``gone`` what would count twice: for each total either it or its details.

    Of totals of the same work over days that overlap one is used: the widest; of two over the same days the one
    received last, since it knows more. Then the narrow totals are settled before the wide ones that hold them: a
    total is used unless it states no number, or its details, so settled, already come to more.
    """
    totals = [row for row in group if row.form == "total"]
    for total in sorted(totals, key=lambda r: (r.value is None, -_days(r), -r.pos)):
        again = [row for row in totals if row not in gone and _again(total, row)] if total not in gone else []
        if total.value is not None:
            gone.update(again)
            used.update("unstated" for row in again if not (total.start <= row.start and row.end <= total.end))
    for total in sorted(totals, key=lambda r: (_days(r), last[r.uv] - r.uv, -len(_dims(r.dims)), r.pos)):
        details = [row for row in group if row not in gone and _covers(total, row, last)]
        if total in gone or not details:
            continue
        sum_of_details = _sum(details)
        if total.value is None:
            gone.add(total)
            used.add("unstated")
        elif sum_of_details is not None and sum_of_details > total.value:
            gone.add(total)
            used.add("details")
        else:
            gone.update(details)
            used.add("total")


def _days(row: Row) -> int:
    return (row.end - row.start).days


def _covers(total: Row, other: Row, last: _Lasts) -> bool:
    """Whether ``other``, of the same kind and lead, is a detail of ``total``: in its place, days and dimensions."""
    inside = total.uv <= other.uv <= last[total.uv] and total.start <= other.start and other.end <= total.end
    alike = (total.uv, total.start, total.end, total.dims, "total")
    narrower = (other.uv, other.start, other.end, other.dims, other.form) != alike
    return other is not total and inside and narrower and _dims(total.dims) <= _dims(other.dims)


def _again(total: Row, other: Row) -> bool:
    """Whether two totals, of the same kind and lead, tell of the same work over days that overlap."""
    same = (total.uv, total.dims) == (other.uv, other.dims)
    return other is not total and same and total.start <= other.end and other.start <= total.end


@functools.lru_cache(maxsize=4096)
def _dims(text: str) -> frozenset[str]:
    return frozenset(text.splitlines())


def _distinct(definition: Definition, rows: Sequence[Row], asides: tuple[Aside, ...]) -> Measured:
    keys = {row.lead if definition.what == "lead" else row.place_uv for row in rows}
    named = keys - {None}
    # Some work is known only to have been somewhere in a wider place.
    precision = Precision.AT_LEAST if None in keys else Precision.EXACT
    once = tuple({row.record: row for row in rows}.values())
    return Measured(len(named) if named else None, precision, once, asides)


def _latest(definition: Definition, rows: Sequence[Row], last: _Lasts, asides: tuple[Aside, ...]) -> Measured:
    """A stock: the latest at each place; over places only where its measure adds over them, the widest place first."""
    newest: dict[tuple[str, int, str], Row] = {}
    for row in sorted(rows, key=lambda r: (r.end, r.start, r.pos)):
        newest[row.kind, row.uv, row.dims] = row
    chosen: list[Row] = []
    reached: dict[tuple[str, str], int] = {}
    for (kind, uv, dims), row in sorted(newest.items(), key=lambda each: each[0]):
        if uv > reached.get((kind, dims), -1):
            chosen.append(row)
            reached[kind, dims] = last[uv]
    covered = set(newest.values()) - set(chosen)
    asides = (*asides, *_aside("covered", covered), *_aside("older", set(rows) - set(newest.values())))
    if len(chosen) > 1 and not definition.adds_over_place:
        return Measured(None, Precision.EXACT, tuple(chosen), asides)
    return Measured(_sum(chosen), _precision(chosen), tuple(chosen), asides)
