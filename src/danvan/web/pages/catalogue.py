"""The catalogue: every member of every family, with the file that it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.cli.catalogue import Member
from danvan.cli.catalogue import catalogue as families
from danvan.kit.permission import READ
from danvan.ui.page import answer, page

TITLES = {
    "kinds": _("Kinds of entry"),
    "indicators": _("Indicators"),
    "sections": _("Sections of reports"),
    "checks": _("Checks of reports"),
    "pages": _("Pages"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A family and its members."""

    code: str
    title: str
    members: list[Member]


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows."""

    families: list[Listed]


@page(address="catalogue", name="web.catalogue", title=_("Catalogue"), permission=READ)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every kind, indicator, section of a report, check and page."""
    listed = [Listed(code, str(TITLES[code]), members) for code, members in families().items()]
    return answer(request, "web/catalogue.html", Context(listed))
