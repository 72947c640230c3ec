"""One record: everything that it says, its corrections, its source, the documents it cites, who recorded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.documents.queries import DocumentView, cite, documents_by
from danvan.kit.permission import READ
from danvan.ledger.kinds import ROLES
from danvan.ledger.queries import entries_by, entry_view
from danvan.ledger.wording import Told, told
from danvan.ui.page import answer, page
from danvan.ui.refused import sought
from danvan.units.queries import UnitView, views


@dataclass(frozen=True, slots=True)
class With:
    """A body that took part: in which role, and whether danvan inferred it."""

    body: UnitView
    role: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows; ``inferred``: whether a role is; ``family``: every act on the same matter, in order."""

    told: Told
    partners: list[With]
    inferred: bool
    documents: list[tuple[DocumentView, str]]
    family: list[Told]


@page(address="records/<str:id>", name="ledger.entry", title=_("One record"), permission=READ)
def entry(request: HttpRequest, id: str) -> HttpResponse:
    """The record of that id."""
    with sought():
        found = entry_view(id)
    related = {*found["corrects"], *found["superseded_by"], *found["heads"]} - {id}
    partners = _partners(found["partners"])
    context = Context(
        told=told(found),
        partners=partners,
        inferred=any(partner.inferred for partner in partners),
        documents=[(view, cite(view)) for view in documents_by(found["documents"]).values()],
        family=[told(each) for each in entries_by([*related, id])] if related else [],
    )
    return answer(request, "ledger/entry.html", context)


def _partners(partners: list[Mapping[str, Any]]) -> list[With]:
    bodies = views(partner["unit"] for partner in partners) if partners else {}
    return [With(bodies[each["unit"]], str(ROLES[each["role"]]), bool(each.get("inferred"))) for each in partners]
