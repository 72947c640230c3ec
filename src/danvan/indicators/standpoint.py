"""Where a reader stands: the place, the period, the boundaries and the day that an address asks about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Max
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from danvan.kit import clock
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.scope import Boundaries, Scope
from danvan.ledger.models import Entry
from danvan.units.facts import places
from danvan.units.queries import UnitView, unit_by, view


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The place as it stood at the period's end, and how the ledger is read from there."""

    unit: UnitView
    period: Period
    boundaries: Boundaries = "then"
    as_of: date | None = None

    @property
    def scope(self) -> Scope:
        """The scope of a figure that is asked from here."""
        return Scope(self.unit.id, self.period, boundaries=self.boundaries, as_of=self.as_of)

    @property
    def query(self) -> str:
        """The standpoint as the end of an address."""
        said = {"unit": self.unit.slug, "period": self.period.code}
        if self.boundaries == "today":
            said["boundaries"] = "today"
        if self.as_of:
            said["as_of"] = self.as_of.isoformat()
        return urlencode(said)

    @property
    def before(self) -> Standpoint | None:
        """The same place one period earlier; None where it was not there yet."""
        return self._in(self.period.last_year())

    @property
    def after(self) -> Standpoint | None:
        """The same place one year later; None where the period is no year, or the year or place is not there."""
        if not self.period.code.isdecimal() or self.period.year >= clock.today().year:
            return None
        return self._in(Period.parse(str(self.period.year + 1)))

    def _in(self, period: Period) -> Standpoint | None:
        ended = self.unit.valid_to is not None and self.unit.valid_to <= period.end
        return None if ended or self.unit.valid_from > period.end else replace(self, period=period)

    @property
    def lives_today(self) -> bool:
        """Whether the place still stands, so that today's boundaries mean something for it."""
        return self.unit.valid_to is None or self.unit.valid_to > clock.today()


def standpoint(request: HttpRequest) -> Standpoint:
    """What the address asks about; where it says nothing, the place of all entries and the year of the newest.

    Raises Refusal for a unit, period or day that is none, and where nothing was ever recorded.
    """
    asked = request.GET
    span = Period.parse(asked["period"]) if asked.get("period") else _newest_year()
    unit = unit_by(asked["unit"], at=span.end) if asked.get("unit") else view(_home(), span.end)
    if unit.sort != "place":
        raise Refusal(_("«%(unit)s» is not a place."), unit=unit.name)
    boundaries: Boundaries = "today" if asked.get("boundaries") == "today" else "then"
    return Standpoint(unit, span, boundaries, _day(asked.get("as_of", "")))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(
            _("«%(text)s» is not a day."), text=text, advice=_("Write the year, month and day: 2023-01-31.")
        ) from None


def _newest_year() -> Period:
    newest = Entry.objects.aggregate(newest=Max("end"))["newest"]
    if newest is None:
        raise Refusal(
            _("Nothing has been recorded here yet."),
            advice=_("Record entries with danvan record, or see a demonstration with danvan demo."),
        )
    return Period.parse(str(newest.year))


def _home() -> str:
    """The smallest place that holds all places of entries."""
    table = places().to_pydict()
    spans = dict(zip(table["unit"], zip(table["uv"], table["last"], strict=True), strict=True))
    held = [spans[place][0] for place in Entry.objects.values_list("place_id", flat=True).distinct()]
    first, last = min(held), max(held)
    holding: list[tuple[int, str]] = [
        (end - uv, unit) for unit, (uv, end) in spans.items() if uv <= first and last <= end
    ]
    if not holding:
        raise Refusal(_("No place holds all entries."), advice=_("Name a place: ?unit=tam-duong"))
    return min(holding)[1]
