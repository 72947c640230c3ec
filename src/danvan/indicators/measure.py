"""The measure over the rows: from the rows of one question to a value, its precision and the records that count.

Rules (design, law 3 and section 8): an entry counts only if its days lie inside the period; a total is never added
to the details that it covers; a stock is the latest at each place and is never summed over time; percentages are never
summed. (An official value never stands beside its estimate: the ledger takes it as the estimate's correction only.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from danvan.indicators.definitions import Definition
from danvan.indicators.models import Aside
from danvan.kit.quantity import Basis, Number, Precision, joint_precision


@dataclass(frozen=True, slots=True)
class Row:
    """One record's answer to one question, as the copy gives it; ``place_uv`` is what ``distinct`` counts."""

    q: int
    record: str
    pos: int
    value: Decimal | None
    precision: str
    status: str
    form: str
    place_uv: int
    lead: str
    dims: str
    start: date
    end: date
    inside: bool
    split: str
    uv: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What the rows of one question come to."""

    value: Number | None
    precision: Precision
    rows: tuple[Row, ...]
    asides: tuple[Aside, ...]
    used: str


def measured(definition: Definition, rows: Sequence[Row], last: Mapping[int, int]) -> Measured:
    """The value over ``rows``; ``last`` tells the last number of each place's subtree."""
    asides = _longer(rows)
    inside = [row for row in rows if row.inside]
    if definition.how == "latest":
        return _latest(definition, inside, last, tuple(asides))
    if definition.how == "distinct":
        return _distinct(definition, inside, tuple(asides))
    used_rows, covered, used = _without_double(inside, last)
    if covered:
        asides.append(Aside("covered", tuple(sorted(row.record for row in covered)), _sum(covered)))
    return Measured(_sum(used_rows), _precision(used_rows), tuple(used_rows), tuple(asides), used)


def _longer(rows: Sequence[Row]) -> list[Aside]:
    records = sorted({row.record for row in rows if not row.inside})
    return [Aside("longer", tuple(records))] if records else []


def _sum(rows: Sequence[Row]) -> Number | None:
    known = [row.value for row in rows if row.value is not None]
    return whole(sum(known, Decimal(0))) if known else None


def whole(value: Decimal) -> Number:
    """Whole numbers as int, others without trailing zeros."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def _precision(rows: Sequence[Row]) -> Precision:
    precision = Precision.EXACT
    for row in rows:
        precision = joint_precision(precision, Precision(row.precision))
    if any(row.value is None for row in rows):
        # Happened, number not stated: neither zero nor one. What is known is a lower bound.
        precision = joint_precision(precision, Precision.AT_LEAST)
    return precision


def _covers(total: Row, other: Row, last: Mapping[int, int]) -> bool:
    """Whether ``other`` is a detail of ``total``: same lead, inside its place, days and dimensions, narrower."""
    if other is total or other.record == total.record or other.lead != total.lead or other.split != total.split:
        return False
    inside = total.uv <= other.uv <= last[total.uv] and total.start <= other.start and other.end <= total.end
    narrower = (other.uv, other.start, other.end, other.form) != (total.uv, total.start, total.end, "total")
    return inside and narrower and set(total.dims.split("\n")) - {""} <= set(other.dims.split("\n"))


def _again(total: Row, other: Row) -> bool:
    """Whether two totals tell of the same work over days that overlap: they are never summed."""
    same = (total.lead, total.uv, total.dims, total.split) == (other.lead, other.uv, other.dims, other.split)
    return same and other.form == "total" and total.start <= other.end and other.start <= total.end


def _without_double(rows: list[Row], last: Mapping[int, int]) -> tuple[list[Row], list[Row], str]:
    """(rows that count, rows set aside, what was used): for each total either it or its details.

    The total is used unless its details already come to more, or it states no number.
    """
    aside: list[Row] = []
    used = ""
    totals = [row for row in rows if row.form == "total"]
    # The widest first; of two over the same days the one received last, since it knows more.
    for total in sorted(totals, key=lambda r: (r.start, -r.end.toordinal(), r.uv, -r.pos)):
        if total in aside:
            continue
        aside += [row for row in totals if row is not total and row not in aside and _again(total, row)]
        details = [row for row in rows if row not in aside and _covers(total, row, last)]
        if not details:
            continue
        sum_of_details = _sum(details)
        if total.value is None or (sum_of_details is not None and sum_of_details > total.value):
            aside.append(total)
            used = "details"
        else:
            aside.extend(details)
            used = used or "total"
    return [row for row in rows if row not in aside], aside, used


def _distinct(definition: Definition, rows: list[Row], asides: tuple[Aside, ...]) -> Measured:
    keys = {row.place_uv if definition.what == "place" else row.lead for row in rows}
    return Measured(len(keys) if rows else None, Precision.EXACT, _once(rows), asides, "")


def _once(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple({row.record: row for row in rows}.values())


def _latest(definition: Definition, rows: list[Row], last: Mapping[int, int], asides: tuple[Aside, ...]) -> Measured:
    """A stock: the latest at each place; over places only where its measure adds over them, the widest place first."""
    at_place: dict[tuple[int, str], Row] = {}
    for row in sorted(rows, key=lambda r: (r.end, r.start, r.pos)):
        at_place[(row.uv, row.dims)] = row
    chosen: list[Row] = []
    for row in sorted(at_place.values(), key=lambda r: (r.uv, r.dims)):
        if not any(wide.uv < row.uv <= last[wide.uv] and wide.dims == row.dims for wide in chosen):
            chosen.append(row)
    if len(chosen) > 1 and (not definition.adds_over_place or definition.basis is Basis.PERCENT):
        # Several values that may not be added make no figure; they are shown, not guessed from.
        return Measured(None, Precision.EXACT, tuple(chosen), asides, "")
    older = sorted({row.record for row in rows} - {row.record for row in chosen})
    asides = (*asides, Aside("covered", tuple(older))) if older else asides
    return Measured(_sum(chosen), _precision(chosen), tuple(chosen), asides, "")
