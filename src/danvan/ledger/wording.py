"""Entries in words for a page: what kind, what was measured, whether it is read, what it says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.kit.quantity import Basis, Precision, Status
from danvan.ledger.kinds import KINDS, Kind, Sort
from danvan.ledger.suppression import LEAST, is_guarded
from danvan.ui import formats

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

STATUSES: Mapping[str, _StrOrPromise] = {
    "read": gettext_lazy("counts"),
    "superseded": gettext_lazy("corrected by a newer record"),
    "pair": gettext_lazy("one of two corrections; the other is read"),
    "withdrawal": gettext_lazy("withdrawn"),
}
#: So many places of an entry are named in a list.
PLACES: Final = 3
#: The sorts of kinds, as headings.
SORTS: Mapping[Sort, _StrOrPromise] = {
    "activity": gettext_lazy("What was done"),
    "statistic": gettext_lazy("How things stand"),
    "narrative": gettext_lazy("What is told in words"),
}
_DOORS: Mapping[str, _StrOrPromise] = {
    "terminal": gettext_lazy("the terminal of this installation"),
    "system": gettext_lazy("danvan itself (a loading of data)"),
}
_VALUES: Mapping[str, _StrOrPromise] = {
    Status.ESTIMATED: gettext_lazy("estimated"),
    Status.OFFICIAL: gettext_lazy("official"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure of an entry in words: its ``name`` and its value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Sorted:
    """One dimension of an entry in words."""

    name: str
    values: str


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words; ``entry`` is what ``list_entries`` says of it."""

    entry: Mapping[str, Any]
    kind: str
    days: str
    occasions: str
    measures: list[Measured]
    dims: list[Sorted]
    status: str
    by: str
    recorded: datetime
    received: datetime | None

    @property
    def more_places(self) -> int:
        """How many places a list leaves out."""
        return max(len(self.entry["places_detail"]) - PLACES, 0)

    @property
    def main(self) -> str:
        """What a list shows of its numbers: the occasions, else the first measure."""
        return self.occasions or (self.measures[0].value if self.measures else "")


def told(entry: Mapping[str, Any]) -> Told:
    """The entry in the reader's language; a kind that a locality took away leaves its codes."""
    kind = KINDS().get(entry["kind"])
    user = entry["by"]["user"]
    return Told(
        entry=entry,
        kind=str(kind.name) if kind else entry["kind"],
        days=formats.days(date.fromisoformat(entry["start"]), date.fromisoformat(entry["end"])),
        occasions=_occasions(entry, kind),
        measures=[_measured(name, given, kind) for name, given in _in_order(entry["measures"], kind)],
        dims=[_sorted(name, values, kind) for name, values in entry["dims"].items()],
        status=str(STATUSES[entry["status"]]),
        by=str(_DOORS.get(user, user)),
        recorded=datetime.fromisoformat(entry["recorded_at"]),
        received=datetime.fromisoformat(entry["received"]) if entry["received"] else None,
    )


def _in_order(measures: Mapping[str, Any], kind: Kind | None) -> list[tuple[str, Any]]:
    order = list(kind.measures) if kind else []
    return sorted(measures.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))


def _occasions(entry: Mapping[str, Any], kind: Kind | None) -> str:
    if kind is None or kind.occasion is None:
        return ""
    if entry["occasions"] is None:
        return _("happened; how many is not stated")
    return str(formats.show(entry["occasions"], Basis.OCCASIONS, kind.occasion))


def _measured(name: str, given: Any, kind: Kind | None) -> Measured:
    value, precision, status = given, Precision.EXACT, ""
    if isinstance(given, dict):
        value, precision = given["value"], Precision(given["precision"])
        status = str(_VALUES.get(given.get("status", ""), ""))
    if kind is None or name not in kind.measures:
        return Measured(name, "–" if value is None else formats.number(Decimal(str(value))))
    measure = kind.measures[name]
    if value is None:
        return Measured(str(measure.name), _("not stated"))
    if is_guarded(measure.sensitive, measure.basis) and value < LEAST:
        return Measured(str(measure.name), f"< {LEAST}")
    shown = formats.show(Decimal(str(value)), measure.basis, measure.noun, precision)
    return Measured(str(measure.name), f"{shown} ({status})" if status else str(shown))


def _sorted(name: str, values: Any, kind: Kind | None) -> Sorted:
    codes = [values] if isinstance(values, str) else list(values)
    if kind is None or name not in kind.dims:
        return Sorted(name, ", ".join(codes))
    dim = kind.dims[name]
    return Sorted(str(dim.name), "; ".join(str(dim.values.get(code, code)) for code in codes))
