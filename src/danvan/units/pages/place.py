"""One place or body: what it was called on a day, above and below it, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.kit import clock
from danvan.kit.errors import Refusal
from danvan.kit.permission import READ
from danvan.ui.page import answer, page
from danvan.ui.refused import sought
from danvan.units.queries import UnitView, ancestors, children, successors, unit_by, view


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows; ``heirs`` are (unit that took over, whether the old one went over whole)."""

    unit: UnitView
    at: date
    above: list[UnitView]
    below: list[UnitView]
    heirs: list[tuple[UnitView, bool]]
    ended: bool


@page(address="places/<str:key>", name="units.place", title=_("A place"), permission=READ)
def place(request: HttpRequest, key: str) -> HttpResponse:
    """The unit of that id or slug as it stood on the day ``at`` (today; for one that has ended, its last day)."""
    asked = _day(request.GET.get("at", ""))
    with sought():
        unit = unit_by(key, at=asked)
    last = unit.valid_to - timedelta(days=1) if unit.valid_to else date.max
    at = asked or min(clock.today(), last)
    context = Context(
        unit=unit,
        at=at,
        above=[view(id, at) for id in reversed(ancestors(unit.id, at=at))],
        below=children(unit.id, at=at),
        heirs=[(view(id), whole) for id, whole in successors(unit.id)],
        ended=unit.valid_to is not None and unit.valid_to <= clock.today(),
    )
    return answer(request, "units/place.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(
            _("«%(text)s» is not a day."), text=text, advice=_("Write the year, month and day: 2023-01-31.")
        ) from None
