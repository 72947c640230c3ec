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

import pyarrow as pa
import pyarrow.compute as pc

from danvan.indicators.definitions import Definition
from danvan.indicators.models import Aside
from danvan.kit.quantity import Number, Precision, Status, joint_precision

#: For each place the last number of its subtree.
_Lasts = Mapping[int, int] | Sequence[int]


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
    said: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What the rows of one question come to: the ``records`` that count, and what each has ``said``; both sorted."""

    value: Number | None
    precision: Precision
    records: tuple[str, ...]
    said: tuple[str, ...]
    asides: tuple[Aside, ...]
    used: str = ""

    @property
    def given_way(self) -> list[str]:
        """The records that were seen and do not count."""
        return sorted({record for aside in self.asides for record in aside.records} - set(self.records))


def measured(definition: Definition, rows: pa.Table, split: str, last: _Lasts) -> Measured:
    """The value over the rows of one question, for one value of the dimension by which the indicator is ``split``.

    ``rows`` has the columns of ``Row``; ``last`` tells the last number of a place's subtree.
    """
    if split:
        rows = rows.filter(pc.equal(rows["split"], split))
    if _needs_judging(definition, split, rows):
        return _judged(definition, _each(rows, whole=bool(definition.split) and not split), last)
    return _plain(definition, rows)


def judged(definition: Definition, rows: Sequence[Row], last: _Lasts) -> Measured:
    """The value over some rows of one question, each looked at: for rows that may take each other out of a sum."""
    if len(rows) == 1 and definition.how in ("sum", "count"):
        [row] = rows
        precision = Precision.AT_LEAST if row.value is None else Precision(row.precision)
        return Measured(None if row.value is None else whole(row.value), precision, (row.record,), (row.said,), ())
    return _judged(definition, rows, last)


def _needs_judging(definition: Definition, split: str, rows: pa.Table) -> bool:
    """Whether a row can make another one not count; most questions are answered without a look at each row."""
    if definition.how == "latest" or (definition.split and not split):
        return True
    if not (definition.adds_over_place and definition.adds_over_time):
        return True
    judged = pc.or_(pc.equal(rows["form"], "total"), pc.equal(rows["status"], Status.ESTIMATED.value))
    return bool(pc.any(judged).as_py())


def _plain(definition: Definition, rows: pa.Table) -> Measured:
    counting = rows.filter(pc.and_not(rows["inside"], rows["apart"]))
    asides = [
        Aside(sort, tuple(sorted(set(left["record"].to_pylist()))))
        for sort, which in (
            ("longer", pc.and_not(pc.invert(rows["inside"]), rows["apart"])),
            ("unplaced", pc.and_(rows["inside"], rows["apart"])),
        )
        if len(left := rows.filter(which))
    ]
    if definition.how == "distinct":
        keys = pc.unique(counting["lead" if definition.what == "lead" else "place_uv"])
        value, precision = _distinct(keys.to_pylist())
    else:
        total = pc.sum(counting["value"]).as_py()
        value = None if total is None else whole(total)
        parts, lacking = pc.unique(counting["precision"]).to_pylist(), counting["value"].null_count > 0
        precision = _precision(parts, lacking=lacking, alone=len(counting) == 1)
    records, said = (tuple(sorted(set(counting[name].to_pylist()))) for name in ("record", "said"))
    return Measured(value, precision, records, said, tuple(asides))


def _each(rows: pa.Table, *, whole: bool) -> list[Row]:
    """The rows one by one; of the ``whole`` of a split indicator each record once, however many parts it has."""
    columns = rows.select(Row._fields).to_pydict().values()
    each = map(Row._make, zip(*columns, strict=True))
    return list({(row.record, row.place_uv): row._replace(split="") for row in each}.values()) if whole else list(each)


def _judged(definition: Definition, rows: Sequence[Row], last: _Lasts) -> Measured:
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
        value, precision = _distinct({row.lead if definition.what == "lead" else row.place_uv for row in counting})
        return _resting_on(counting, value, precision, asides)
    return _summed(definition, counting, last, asides)


def _resting_on(
    rows: Sequence[Row], value: Number | None, precision: Precision, asides: tuple[Aside, ...], used: str = ""
) -> Measured:
    records, said = {row.record for row in rows}, {row.said for row in rows}
    return Measured(value, precision, tuple(sorted(records)), tuple(sorted(said)), asides, used)


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


def _precision(parts: Iterable[str], *, lacking: bool, alone: bool) -> Precision:
    """The precision of a sum; ``lacking`` a number that was not stated, what is known is a lower bound.

    A number ``alone`` keeps its own: «hàng trăm» is a lower bound only when something is added to it.
    """
    if alone and not lacking:
        (own,) = parts
        return Precision(own)
    precision = Precision.AT_LEAST if lacking else Precision.EXACT
    for each in parts:
        precision = joint_precision(precision, Precision(each))
    return precision


def _precision_of(rows: Sequence[Row]) -> Precision:
    lacking = any(row.value is None for row in rows)
    return _precision({row.precision for row in rows}, lacking=lacking, alone=len(rows) == 1)


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
    precision = _precision_of(kept)
    if "unstated" in used:
        precision = joint_precision(precision, Precision.AT_LEAST)
    asides = (*asides, *_aside("covered", gone, _sum(gone)))
    side = "details" if used & {"details", "unstated"} else "total" if used else ""
    if not _may_be_added(definition, kept):
        return _resting_on(kept, None, Precision.EXACT, asides, side)
    return _resting_on(kept, _sum(kept), precision, asides, side)


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


def _distinct(keys: Iterable[object]) -> tuple[Number | None, Precision]:
    """How many different ones; some work (None) is known only to have been somewhere in a wider place."""
    found = set(keys)
    named = len(found - {None})
    return named or None, Precision.AT_LEAST if None in found else Precision.EXACT


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
        return _resting_on(chosen, None, Precision.EXACT, asides)
    return _resting_on(chosen, _sum(chosen), _precision_of(chosen), asides)
