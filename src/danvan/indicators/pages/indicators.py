"""All indicators with their values from one standpoint, grouped as the report is, searchable without accents."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.indicators.glance import Group, glance
from danvan.indicators.standpoint import Standpoint, standpoint
from danvan.kit.permission import READ
from danvan.ui.page import Menu, answer, page


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows."""

    at: Standpoint
    groups: list[Group]
    search: str


@page(
    address="figures",
    name="indicators.indicators",
    title=_("Figures"),
    permission=READ,
    menu=Menu(20, _("Figures"), "figures"),
)
def indicators(request: HttpRequest) -> HttpResponse:
    """The list; ``q`` narrows it."""
    at = standpoint(request)
    search = request.GET.get("q", "")
    return answer(request, "indicators/indicators.html", Context(at, glance(at, search=search), search))
