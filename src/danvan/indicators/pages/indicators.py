"""All figures from one standpoint: grouped as the report is, or those that words find."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.indicators.finding import Hit, find
from danvan.indicators.glance import Group, glance
from danvan.indicators.standpoint import Standpoint, standpoint
from danvan.kit.permission import READ
from danvan.ui.page import Menu, answer, page


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows: the ``groups``, or the ``hits`` of a ``search``; ``opened``: no disclosure is closed."""

    at: Standpoint
    groups: list[Group]
    hits: list[Hit]
    search: str
    opened: bool


@page(
    address="figures",
    name="indicators.indicators",
    title=_("Figures"),
    permission=READ,
    menu=Menu(20, _("Figures"), "figures"),
)
def indicators(request: HttpRequest) -> HttpResponse:
    """The list; ``q`` narrows it, ``all`` opens it."""
    at = standpoint(request)
    search = request.GET.get("q", "").strip()
    context = Context(
        at=at,
        groups=[] if search else glance(at),
        hits=find(search, at),
        search=search,
        opened="all" in request.GET,
    )
    return answer(request, "indicators/indicators.html", context)
