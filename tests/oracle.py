"""A second opinion on every figure: plain Python over what ``danvan entries --json`` prints, and nothing else.

Imports nothing of danvan. Reads the definitions' files as plain YAML and repeats their meaning row by row, slowly and
in its own words, so that the engine is compared with the meaning and not with itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Entry = Mapping[str, Any]
UNKNOWN = None


def answer(
    definitions: Mapping[str, Any],
    code: str,
    entries: Iterable[Entry],
    *,
    unit: str,
    start: date,
    end: date,
    adds_over_place: Mapping[str, bool],
) -> Decimal | None:
    """The value of ``code[split]`` at ``unit`` between two days, None when there is none.

    ``adds_over_place`` tells of each indicator whether its stock may be added over places.
    """
    base, _, rest = code.partition("[")
    definition, part = definitions[base], rest.rstrip("]")
    again: dict[str, Any] = {"entries": entries, "unit": unit, "adds_over_place": adds_over_place}

    def other(name: str, first: date = start, last: date = end) -> Decimal | None:
        return answer(definitions, name, start=first, end=last, **again)

    if "share" in definition:
        of, whole = other(definition["share"]["part"]), other(definition["share"]["whole"])
        return None if of is None or not whole else rounded(of * 100 / whole, definition.get("decimals", 2))
    if "average" in definition:
        of, over = other(definition["average"]["of"]), other(definition["average"]["over"])
        return None if of is None or not over else rounded(of / over, definition.get("decimals", 2))
    if "change" in definition:
        now, before = other(definition["change"]), other(definition["change"], year_before(start), year_before(end))
        return None if now is None or before is None else now - before
    if "plus" in definition:
        values = [other(name) for name in definition["plus"]]
        return None if all(value is None for value in values) else sum((v for v in values if v is not None), Decimal(0))
    rows = [e for e in entries if counts(e, definition, part, unit, start, end)]
    return measured(definition["measure"], rows, unit, adds_over_place[base])


def year_before(day: date) -> date:
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def counts(entry: Entry, definition: Mapping[str, Any], part: str, unit: str, start: date, end: date) -> bool:
    """Whether the entry is read, of the right kind and dimensions, inside the place and inside the days."""
    if entry["status"] != "read" or entry["kind"] not in definition["rows"]["kinds"]:
        return False
    for name, values in definition["rows"].get("where", {}).items():
        if not set(values) & set(dims(entry, name)):
            return False
    if "split" in definition and part not in dims(entry, definition["split"]):
        return False
    inside = start <= date.fromisoformat(entry["start"]) and date.fromisoformat(entry["end"]) <= end
    return inside and unit in within(entry)


def dims(entry: Entry, name: str) -> list[str]:
    value = entry["dims"].get(name, [])
    return [value] if isinstance(value, str) else value


def within(entry: Entry) -> set[str]:
    """The place that holds the entry's number, and all above it: what every place named has in common."""
    lines = [{place["id"], *place["ancestors"]} for place in entry["places_detail"]]
    return set.intersection(*lines)


def holder(entry: Entry) -> str:
    """The smallest place that holds the number."""
    first = entry["places_detail"][0]
    return str(next(unit for unit in (first["id"], *first["ancestors"]) if unit in within(entry)))


def value_of(entry: Entry, measure: str) -> Decimal | None:
    value = entry["measures"].get(measure)
    value = value["value"] if isinstance(value, dict) else value
    return None if value is None else Decimal(str(value))


def states(entry: Entry, measure: str) -> bool:
    return measure in entry["measures"]


def measured(measure: Mapping[str, str], rows: list[Entry], unit: str, adds: bool) -> Decimal | None:
    ((how, what),) = measure.items()
    if how == "distinct":
        named = {place["id"] for row in rows for place in row["places_detail"]} if what == "place" else set()
        found = (
            {row["lead_detail"]["id"] for row in rows} if what == "lead" else {p for p in named if under(p, rows, unit)}
        )
        return Decimal(len(found)) if rows else None
    if how == "count":
        number = {"entries": lambda _row: Decimal(1), "occasions": occasions}[what]
        return total([(row, number(row)) for row in rows])
    rows = [row for row in rows if states(row, what)]
    if how == "latest":
        return latest(rows, what, adds)
    return total([(row, value_of(row, what)) for row in rows])


def under(place: str, rows: list[Entry], unit: str) -> bool:
    return any(p["id"] == place for row in rows for p in row["places_detail"] if unit in within(row))


def occasions(row: Entry) -> Decimal | None:
    return None if row["occasions"] is None else Decimal(row["occasions"])


def flat(row: Entry) -> frozenset[tuple[str, str]]:
    return frozenset((name, value) for name in row["dims"] for value in dims(row, name))


def total(rows: list[tuple[Entry, Decimal | None]]) -> Decimal | None:
    """The sum; of a reported total and the details that it covers only one side, of two such totals only one."""
    left = sorted(rows, key=lambda each: (each[0]["form"] != "total", *width(each[0])))
    gone: set[str] = set()
    for row, value in left:
        if row["form"] != "total" or row["id"] in gone:
            continue
        gone |= {o["id"] for o, _v in left if o["id"] != row["id"] and o["id"] not in gone and again(row, o)}
        details = [(o, v) for o, v in left if o["id"] not in gone and covers(row, o)]
        if not details:
            continue
        known = [v for _o, v in details if v is not None]
        if value is None or (known and sum(known) > value):
            gone.add(row["id"])
        else:
            gone |= {o["id"] for o, _v in details}
    known = [v for row, v in left if row["id"] not in gone and v is not None]
    return sum(known, Decimal(0)) if known else None


def width(row: Entry) -> tuple[object, ...]:
    days = (date.max - date.fromisoformat(row["end"])) // timedelta(days=1)
    return (row["start"], days, len(row["places_detail"][0]["ancestors"]), -row["position"])


def again(one: Entry, other: Entry) -> bool:
    alike = (one["lead_detail"]["id"], holder(one), flat(one)) == (
        other["lead_detail"]["id"],
        holder(other),
        flat(other),
    )
    return alike and other["form"] == "total" and one["start"] <= other["end"] and other["start"] <= one["end"]


def covers(whole: Entry, detail: Entry) -> bool:
    if whole["id"] == detail["id"] or whole["lead_detail"]["id"] != detail["lead_detail"]["id"]:
        return False
    inside = whole["start"] <= detail["start"] and detail["end"] <= whole["end"] and holder(whole) in within(detail)
    alike = (holder(detail), detail["start"], detail["end"], detail["form"]) == (
        holder(whole), whole["start"], whole["end"], "total",
    )  # fmt: skip
    return inside and not alike and flat(whole) <= flat(detail)


def latest(rows: list[Entry], what: str, adds: bool) -> Decimal | None:
    """A stock at the end: the newest at each place, the widest places first; added only where that is allowed."""
    newest: dict[tuple[str, frozenset[tuple[str, str]]], Entry] = {}
    for row in sorted(rows, key=lambda each: (each["end"], each["start"], each["position"])):
        newest[(holder(row), flat(row))] = row
    above: dict[object, list[str]] = defaultdict(list)
    for place, dimensions in newest:
        above[dimensions].append(place)
    kept = [
        row
        for (place, dimensions), row in newest.items()
        if not any(wide != place and wide in within(row) for wide in above[dimensions])
    ]
    values = [value_of(row, what) for row in kept]
    if len(values) > 1 and not adds:
        return None
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None
