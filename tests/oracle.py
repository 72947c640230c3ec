"""A second opinion on every figure: plain Python over what ``danvan entries --json`` prints, and nothing else.

Imports nothing of danvan. Reads the files of definitions and kinds as plain YAML and repeats their meaning row by row,
slowly and in its own words, so that the engine is compared with the meaning and not with itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

Entry = Mapping[str, Any]
COMMUNES = ("xã ", "phường ", "thị trấn ")
LOWER_BOUNDS = {"over", "at_least"}


class Answer(NamedTuple):
    """A value (None: there is none), how exactly it is known, and the ids of the entries that it rests on."""

    value: Decimal | None
    precision: str
    records: tuple[str, ...]


class Said(NamedTuple):
    """What one entry says of what is measured."""

    entry: Entry
    value: Decimal | None
    precision: str
    status: str


@dataclass(frozen=True)
class Oracle:
    """Answers from the printed ``entries`` and from the texts of the two families, by code."""

    definitions: Mapping[str, Any]
    kinds: Mapping[str, Any]
    entries: Iterable[Entry]

    def answer(self, code: str, *, unit: str, start: date, end: date, body: str | None = None) -> Answer:
        """``code[split]`` at ``unit`` between two days; with ``body`` only what it led or took part in."""
        base, _, rest = code.partition("[")
        definition = self.definitions[base]
        for how in ("share", "average", "change"):
            if how in definition:
                return self._made(how, definition, start, end, unit=unit, body=body)
        rows = [e for e in self.entries if counts(e, definition, rest.rstrip("]"), unit, start, end)]
        rows = [row for row in rows if body is None or body in (lead(row), *(p["unit"] for p in row["partners"]))]
        ((how, what),) = definition["measure"].items()
        if how == "distinct":
            return distinct(rows, what)
        said = without_estimates([fact for row in rows if (fact := says(row, how, what)) is not None])
        if how == "latest":
            return latest(said, self._adds(definition, what, "place"))
        over = {axis for axis in ("place", "time") if how == "count" or self._adds(definition, what, axis)}
        return added(said, over)

    def _made(self, how: str, definition: Mapping[str, Any], start: date, end: date, **where: Any) -> Answer:
        if how == "change":
            days = [(start, end), (year_before(start), year_before(end))]
            one, other = (self.answer(definition["change"], start=a, end=b, **where) for a, b in days)
        else:
            one, other = (self.answer(name, start=start, end=end, **where) for name in definition[how].values())
        records = tuple(sorted({*one.records, *other.records}))
        if one.value is None or other.value is None or (how != "change" and not other.value):
            return Answer(None, "exact", records)
        value = {
            "change": lambda a, b: a - b,
            "share": lambda a, b: rounded(a * 100 / b, definition.get("decimals", 2)),
            "average": lambda a, b: rounded(a / b, definition.get("decimals", 2)),
        }[how](one.value, other.value)
        return Answer(value, "exact" if one.precision == other.precision == "exact" else "about", records)

    def _adds(self, definition: Mapping[str, Any], what: str, axis: str) -> bool:
        measures = [self.kinds[kind]["measures"][what] for kind in definition["rows"]["kinds"]]
        return all(axis in measure.get("adds_over", ()) for measure in measures)


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
    if part and part not in dims(entry, definition["split"]):
        return False
    inside = start <= date.fromisoformat(entry["start"]) and date.fromisoformat(entry["end"]) <= end
    return inside and unit in within(entry)


def says(entry: Entry, how: str, what: str) -> Said | None:
    """What the entry says; None when it says nothing of it."""
    if how == "count":
        number = 1 if what == "entries" else entry["occasions"]
        return Said(entry, None if number is None else Decimal(number), "exact", "done")
    if what not in entry["measures"]:
        return None
    given = entry["measures"][what]
    told = given if isinstance(given, dict) else {"value": given}
    value = None if told["value"] is None else Decimal(str(told["value"]))
    return Said(entry, value, told.get("precision", "exact"), told.get("status", "done"))


def dims(entry: Entry, name: str) -> list[str]:
    value = entry["dims"].get(name, [])
    return [value] if isinstance(value, str) else value


def flat(entry: Entry) -> frozenset[tuple[str, str]]:
    return frozenset((name, value) for name in entry["dims"] for value in dims(entry, name))


def within(entry: Entry) -> set[str]:
    """The place that holds the entry's number, and all above it: what every place named has in common."""
    lines = [{place["id"], *place["ancestors"]} for place in entry["places_detail"]]
    return set.intersection(*lines)


def holder(entry: Entry) -> str:
    """The smallest place that holds the number."""
    first = entry["places_detail"][0]
    return str(next(unit for unit in (first["id"], *first["ancestors"]) if unit in within(entry)))


def lead(entry: Entry) -> str:
    return str(entry["lead_detail"]["id"])


def distinct(rows: list[Entry], what: str) -> Answer:
    """Communes, places or leads of what happened, each once; what is known not to have happened reaches nobody."""
    rows = [row for row in rows if row["occasions"] != 0]
    if what == "lead":
        found, all_known = {lead(row) for row in rows}, True
    else:
        named = [place for row in rows for place in row["places_detail"]]
        kept = [place for place in named if what == "place" or place["name"].lower().startswith(COMMUNES)]
        found, all_known = {place["id"] for place in kept}, len(kept) == len(named)
    value = Decimal(len(found)) if found else None
    return Answer(value, "exact" if all_known else "at_least", ids(rows))


def ids(rows: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(sorted({row["id"] for row in rows}))


def without_estimates(said: list[Said]) -> list[Said]:
    def work(fact: Said) -> tuple[object, ...]:
        entry = fact.entry
        return (entry["kind"], lead(entry), holder(entry), entry["start"], entry["end"], flat(entry))

    known = {work(fact) for fact in said if fact.status != "estimated" and fact.value is not None}
    return [fact for fact in said if fact.status != "estimated" or work(fact) not in known]


def summed(said: list[Said], *, short: bool = False) -> Answer:
    """Plain addition; a number that is lacking makes the rest a lower bound."""
    known = [fact.value for fact in said if fact.value is not None]
    short = short or len(known) < len(said)
    # Known in words only («hàng trăm»): beside anything else it is a lower bound.
    worded = "in_words" if len(said) == 1 and not short else "at_least"
    how = {worded if fact.precision == "in_words" else fact.precision for fact in said} - {"exact"}
    how |= {"at_least"} if short else set()
    precision = "exact" if not how else how.pop() if len(how) == 1 else "over" if how <= LOWER_BOUNDS else "about"
    return Answer(sum(known, Decimal(0)) if known else None, precision, ids(fact.entry for fact in said))


def added(said: list[Said], over: set[str]) -> Answer:
    """Of totals of the same work one; then, from the narrowest total up, either a total or the details below it.

    What does not add ``over`` places or time has no value where several places or times are left.
    """
    gone: set[str] = set()
    short = False
    totals = [fact for fact in said if fact.entry["form"] == "total"]
    for total in sorted(totals, key=lambda fact: (fact.value is None, -length(fact.entry), -fact.entry["position"])):
        if total.entry["id"] in gone or total.value is None:
            continue
        for fact in totals:
            if fact.entry["id"] not in gone | {total.entry["id"]} and again(total.entry, fact.entry):
                gone.add(fact.entry["id"])
                # What lies outside the days of the total that stays is lost to the sum.
                sticks_out = fact.entry["start"] < total.entry["start"] or fact.entry["end"] > total.entry["end"]
                short = short or sticks_out
    for total in sorted(totals, key=breadth):
        details = [fact for fact in said if fact.entry["id"] not in gone and covers(total.entry, fact.entry)]
        if total.entry["id"] in gone or not details:
            continue
        known = [fact.value for fact in details if fact.value is not None]
        if total.value is None:
            gone.add(total.entry["id"])
            short = True
        elif known and sum(known) > total.value:
            gone.add(total.entry["id"])
        else:
            gone |= {fact.entry["id"] for fact in details}
    kept = [fact for fact in said if fact.entry["id"] not in gone]
    places, times = ({read(fact.entry) for fact in kept} for read in (holder, days))
    if ("place" not in over and len(places) > 1) or ("time" not in over and len(times) > 1):
        return Answer(None, "exact", ids(fact.entry for fact in kept))
    return summed(kept, short=short)


def days(entry: Entry) -> tuple[str, str]:
    return entry["start"], entry["end"]


def length(entry: Entry) -> int:
    return (date.fromisoformat(entry["end"]) - date.fromisoformat(entry["start"])).days


def breadth(total: Said) -> tuple[object, ...]:
    """Fewer days, a smaller place, more dimensions first."""
    entry = total.entry
    return (length(entry), -len(within(entry)), -len(flat(entry)), entry["position"])


def again(one: Entry, other: Entry) -> bool:
    alike = all(told(one) == told(other) for told in (lead, holder, flat)) and one["kind"] == other["kind"]
    return alike and other["form"] == "total" and one["start"] <= other["end"] and other["start"] <= one["end"]


def covers(whole: Entry, detail: Entry) -> bool:
    if lead(whole) != lead(detail) or whole["kind"] != detail["kind"]:
        return False
    inside = whole["start"] <= detail["start"] and detail["end"] <= whole["end"] and holder(whole) in within(detail)
    alike = (holder(detail), detail["start"], detail["end"], flat(detail), detail["form"]) == (
        holder(whole), whole["start"], whole["end"], flat(whole), "total",
    )  # fmt: skip
    return inside and not alike and flat(whole) <= flat(detail)


def latest(said: list[Said], adds: bool) -> Answer:
    """A stock at the end: the newest at each place, the widest places first; added only where that is allowed."""
    newest: dict[tuple[str, object], Said] = {}
    for fact in sorted(said, key=lambda each: (each.entry["end"], each.entry["start"], each.entry["position"])):
        newest[holder(fact.entry), flat(fact.entry)] = fact
    above: dict[object, list[str]] = defaultdict(list)
    for place, dimensions in newest:
        above[dimensions].append(place)
    kept = [
        fact
        for (place, dimensions), fact in newest.items()
        if not any(wide != place and wide in within(fact.entry) for wide in above[dimensions])
    ]
    if len(kept) > 1 and not adds:
        return Answer(None, "exact", ids(fact.entry for fact in kept))
    return summed(kept)
