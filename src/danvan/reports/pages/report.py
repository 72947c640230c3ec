"""The report as a sheet of paper on which a click on any figure opens its why; and what a place has to offer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from danvan.indicators.glance import address_of
from danvan.indicators.standpoint import Standpoint, standpoint
from danvan.kit.permission import READ
from danvan.reports.compose import compose
from danvan.reports.document import CitationRun, Composed, FigureRun, plain_text
from danvan.reports.templates import folders, load
from danvan.reports.text import html_body
from danvan.ui.page import Menu, answer, page
from danvan.ui.refused import sought
from danvan.units.queries import body_of

#: A figure in a template: f.dialogues
_FIGURE: Final = re.compile(r"\bf\.([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Offer:
    """A report that can be composed from a standpoint (``query``), and the addresses of its forms."""

    name: str
    title: str
    read: str
    word: str
    pdf: str
    markdown: str
    query: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows; ``sheet`` is the report itself, always in Vietnamese."""

    at: Standpoint
    offer: Offer
    title: str
    sheet: SafeString
    figures: int
    digest: str


def offers(at: Standpoint) -> list[Offer]:
    """The reports that some body of the place issues."""
    known = [(name, load(name).meta) for name in folders()]
    return [offer(name, at) for name, meta in known if body_of(meta.issuer, at.unit.id, at=at.period.end)]


def spoken_of() -> list[str]:
    """The codes of the figures that reports speak of, in the order in which they do."""
    sources = [section.source for name in folders() for section in load(name).sections]
    return list(dict.fromkeys(code for source in sources for code in _FIGURE.findall(source)))


def offer(name: str, at: Standpoint) -> Offer:
    """The report of that template from that standpoint. Raises Refusal for an unknown template."""

    def address(page: str, *parts: str) -> str:
        return f"{reverse(page, args=parts)}?{at.query}"

    return Offer(
        name=name,
        title=str(load(name).meta.name),
        read=address("reports.report", name),
        word=address("reports.download", name, "docx"),
        pdf=address("reports.download", name, "pdf"),
        markdown=address("reports.download", name, "md"),
        query=at.query,
    )


def composed_for(name: str, at: Standpoint) -> Composed:
    """The report of that template from that standpoint; an unknown template is a page that does not exist."""
    with sought():
        load(name)
    return compose(template=name, unit=at.unit.id, period=at.period, as_of=at.as_of)


@page(address="reports/<slug:name>", name="reports.report", title=_("A report"), permission=READ)
def report(request: HttpRequest, name: str) -> HttpResponse:
    """The report of that template from the standpoint that the address names."""
    at = standpoint(request)
    composed = composed_for(name, at)
    context = Context(
        at=at,
        offer=offer(name, at),
        title=f"{composed.head.type} {' '.join(plain_text(line) for line in composed.head.subject)}",
        sheet=mark_safe(html_body(composed, _link)),  # noqa: S308 - html_body escapes every word
        figures=len(composed.figures()),
        digest=composed.digest,
    )
    return answer(request, "reports/report.html", context)


def _link(run: FigureRun | CitationRun) -> str:
    return address_of(run.figure) if isinstance(run, FigureRun) else reverse("documents.document", args=[run.key])


@dataclass(frozen=True, slots=True)
class Offers:
    """What the page of all reports shows."""

    at: Standpoint
    offers: list[Offer]


@page(
    address="reports",
    name="reports.reports",
    title=_("Reports"),
    permission=READ,
    menu=Menu(50, _("Reports"), "report"),
)
def reports(request: HttpRequest) -> HttpResponse:
    """Every report that can be composed from the standpoint."""
    at = standpoint(request)
    return answer(request, "reports/reports.html", Offers(at, offers(at)))
