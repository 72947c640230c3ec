"""The catalogue: every member of every family, with the file that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.indicators.definitions import INDICATORS
from danvan.kit.family import Family
from danvan.kit.permission import READ
from danvan.ledger.kinds import KINDS
from danvan.proof.run import family as checks
from danvan.reports.templates import folders, load
from danvan.ui.page import answer, page, pages

PACKAGE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its code, its name in the reader's language, its file."""

    code: str
    name: str
    file: str


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
    """Every kind, indicator, report template, check and page."""
    families = [
        Listed("kinds", str(_("Kinds of entry")), _members(KINDS())),
        Listed("indicators", str(_("Indicators")), _members(INDICATORS())),
        Listed("templates", str(_("Report templates")), list(_templates())),
        Listed("checks", str(_("Checks of reports")), _members(checks(tuple(settings.DANVAN.catalogue)))),
        Listed("pages", str(_("Pages")), [Member(p.name, str(p.title), _short(p.file)) for p in pages()]),
    ]
    return answer(request, "web/catalogue.html", Context(families))


def _members(family: Family[Any]) -> list[Member]:
    return [Member(code, str(member.name), _short(family.path(code))) for code, member in family.items()]


def _templates() -> Iterator[Member]:
    for name in folders():
        for section in load(name).sections:
            yield Member(f"{name}/{section.path.stem}", str(load(name).meta.name), _short(section.path))


def _short(path: Path) -> str:
    return str(path.relative_to(PACKAGE)) if path.is_relative_to(PACKAGE) else path.name
