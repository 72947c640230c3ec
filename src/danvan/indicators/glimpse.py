"""A glimpse of a figure: its value, how many records it rests on, and a page of them, however many there are.

A figure carries all its records and their digest, which a report needs; a page that looks at a province needs neither.
The value comes from cells where these can say it, and is the figure's own always.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from danvan.indicators.copy.families import FOREVER
from danvan.indicators.copy.reach import Reach
from danvan.indicators.copy.tables import texts
from danvan.indicators.current import freshen
from danvan.indicators.definitions import INDICATORS, Definition
from danvan.indicators.engine import Question, ask
from danvan.indicators.measure import Measured, whole
from danvan.indicators.now import Now, month_of, now
from danvan.indicators.published import adds_up, published
from danvan.kit.period import Period
from danvan.kit.quantity import Number, Precision, joint_precision
from danvan.kit.scope import Scope

#: A place in the list of records: the place's number, the first day, the position of the last one seen.
After = tuple[int, str, int]
START: Final[After] = (-1, "0001-01-01", 0)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """``value`` and ``precision`` of the figure, the ``count`` of its records, some of them, and where to go on.

    ``next``: pass it as ``after`` for the following records; None where there are no more.
    """

    value: Number | None
    precision: Precision
    count: int
    records: tuple[str, ...]
    position: int
    next: After | None = None


def glimpse(code: str, scope: Scope, *, limit: int = 100, after: After = START) -> Glimpse:
    """The figure with ``limit`` of its records, in the order of places, days and receipt.

    Figures that cells cannot say (of bodies, in today's boundaries, as of a day, distinct, latest, parts) are counted
    whole, and give their records in the order of ids. Raises Refusal as ``engine.figure`` does.
    """
    # A day of an address: nothing else may reach the statement.
    date.fromisoformat(after[1])
    copy = freshen()
    definition = INDICATORS().find(code.partition("[")[0])
    asks_now = scope.as_of is None and scope.body is None and (scope.boundaries, scope.tree) == ("then", "place")
    if not (asks_now and code == definition.code and adds_up(definition) and scope.unit in copy.boundaries.spans):
        return _whole(code, scope, limit, after)
    span, period = copy.boundaries.spans[scope.unit], scope.period
    years = frozenset(range(period.start.year, period.end.year + 1))
    reach = Reach(*span, years, frozenset(definition.kinds), frozenset({definition.what}), inside=True)
    days = f"f.start >= DATE '{period.start}' AND f.\"end\" <= DATE '{period.end}'"
    with now(copy) as moment:
        odd = moment.odd_of(definition, reach, days)
        total, many = _plain(moment, definition, period, reach, days)
        chosen = f"f.to_pos = {FOREVER} AND {days} AND {moment.dims(definition)}"
        records, more = _records(moment, reach, chosen, odd, limit, after)
        value, precision = _together(total, many, odd)
        count = many + (len(odd.records) if odd else 0)
        return Glimpse(value, precision, count, records, moment.position, more)


def _together(total: Decimal | None, many: int, odd: Measured | None) -> tuple[Number | None, Precision]:
    """The sum of the plain ones and of the odd ones."""
    plain = whole(total) if many and total is not None else None
    if odd is None or not odd.records:
        return plain, Precision.EXACT
    precision = joint_precision(Precision.EXACT, odd.precision) if many else odd.precision
    if odd.value is None or plain is None:
        return (plain if odd.value is None else odd.value), precision
    return plain + odd.value, precision


def _plain(moment: Now, definition: Definition, period: Period, reach: Reach, days: str) -> tuple[Decimal | None, int]:
    """Sum and number of the plain entries, from cells where the place and the days are made of whole ones."""
    if _of_whole_months(period):
        months = f"f.first >= {month_of(period.start)} AND f.last <= {month_of(period.end)}"
        place = moment.copy.boundaries.cells(reach.lo or 0)
        # Cells are known by kind or by code.
        bare = replace(reach, kinds=None, measures=None)
        if place == "province":
            cells = f"({moment.rows('province_cell', bare)}) f WHERE f.kind IN ({texts(definition.kinds)})"
            measure = f"f.measure = '{definition.what}' AND {moment.dims(definition)}"
            return _sum(moment, f"{cells} AND {measure} AND {months}")
        if place == "commune" and definition.code in {each.code for each in published()}:
            cells = f"({moment.rows('commune_cell', bare)}) f WHERE f.code = {texts([definition.code])}"
            return _sum(moment, f"{cells} AND {months}")
    facts = f"({moment.plain_facts(reach)}) f WHERE {days} AND {moment.dims(definition)}"
    return _sum(moment, f"(SELECT f.value AS total, 1 AS many FROM {facts})")


def _sum(moment: Now, rows: str) -> tuple[Decimal | None, int]:
    [(total, many)] = moment.cursor.execute(
        f"SELECT sum(total)::DECIMAL(38, 6), sum(many)::BIGINT FROM {rows}"
    ).fetchall()
    return total, many or 0


def _of_whole_months(period: Period) -> bool:
    return period.start.day == 1 and (period.end + timedelta(days=1)).day == 1


def _records(
    moment: Now, reach: Reach, chosen: str, odd: Measured | None, limit: int, after: After
) -> tuple[tuple[str, ...], After | None]:
    """Some records: of the odd ones those that count."""
    run = moment.cursor.execute
    given_way = f"AND f.pos NOT IN ({', '.join(odd.given_way)}) " if odd and odd.given_way else ""
    rest = replace(reach, lo=max(reach.lo or 0, after[0]))
    found = run(
        f"SELECT f.uv, f.start::VARCHAR, f.pos FROM ({moment.rows('fact', rest)}) f "
        f"WHERE {chosen} {given_way}"
        f"AND (f.uv, f.start, f.pos) > ({after[0]}, DATE '{after[1]}', {after[2]}) "
        f"ORDER BY f.uv, f.start, f.pos LIMIT {limit + 1}"
    ).fetchall()
    page = found[:limit]
    if not page:
        return (), None
    entries = moment.rows("entry", replace(rest, lo=page[0][0], hi=page[-1][0]))
    positions = ", ".join(str(pos) for _uv, _day, pos in page)
    names = dict(run(f"SELECT t.pos, t.record FROM ({entries}) t WHERE t.pos IN ({positions})").fetchall())
    return tuple(names[pos] for _uv, _day, pos in page), page[-1] if len(found) > limit else None


def _whole(code: str, scope: Scope, limit: int, after: After) -> Glimpse:
    [figure] = ask([Question(code, scope)])
    first = max(after[2], 0)
    more = len(figure.records) > first + limit
    return Glimpse(
        figure.value, figure.precision, len(figure.records), figure.records[first : first + limit], figure.position,
        (-1, START[1], first + limit) if more else None,
    )  # fmt: skip
