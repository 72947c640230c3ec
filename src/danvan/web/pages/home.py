"""Home: the year's figures at a glance, grouped as the report is, how fresh they are, the report and its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.audit.models import Installation, Outbox
from danvan.indicators.glance import Group, glance
from danvan.indicators.standpoint import Standpoint, standpoint
from danvan.kit.permission import READ
from danvan.ledger.models import Entry
from danvan.reports.pages.report import Offer, offers, spoken_of
from danvan.ui.page import Menu, answer, page


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows; ``at`` None: nothing was ever recorded. ``newest``: when the newest entry was received."""

    at: Standpoint | None
    groups: list[Group]
    entries: int
    newest: datetime | None
    reports: list[Offer]
    demo: bool


@page(address="", name="web.home", title=_("Overview"), permission=READ, menu=Menu(10, _("Overview"), "home"))
def home(request: HttpRequest) -> HttpResponse:
    """The figures of the place and year that the address names, else of all entries and the newest year."""
    if not Entry.objects.exists():
        return answer(request, "web/home.html", Context(None, [], 0, None, [], demo=False))
    at = standpoint(request)
    groups = glance(at, order=spoken_of())
    # After the figures: they number what was just received.
    newest = Outbox.objects.filter(topic="entry").order_by("-pos").first()
    made = Installation.objects.first()
    context = Context(
        at=at,
        groups=groups,
        entries=Entry.objects.count(),
        newest=newest.at if newest else None,
        reports=offers(at),
        demo=bool(made and made.demo),
    )
    return answer(request, "web/home.html", context)
