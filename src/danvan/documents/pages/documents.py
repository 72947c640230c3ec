"""The register of documents: the newest first, searchable without accents, narrowed by topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.documents.models import TOPICS
from danvan.documents.queries import DocumentView, find
from danvan.kit.permission import READ
from danvan.ui.page import Menu, answer, page

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

TOPIC_WORDS: Mapping[str, _StrOrPromise] = {
    "civic_engagement": _("civic engagement"),
    "dialogue": _("dialogue with the people"),
    "emulation": _("emulation"),
    "social_supervision": _("social supervision and critique"),
    "religion": _("religion"),
    "ethnic_affairs": _("ethnic affairs"),
    "grassroots_democracy": _("grassroots democracy"),
    "organisation": _("organisation"),
    "example_of_ho_chi_minh": _("following Hồ Chí Minh's example"),
    "unions": _("the Front and the unions"),
    "anti_corruption": _("prevention of corruption"),
    "social_policy": _("social policy"),
    "coordination": _("co-ordination"),
    "campaigns": _("campaigns and movements"),
    "administrative_reform": _("administrative reform"),
    "economy_society": _("economy and society"),
    "defence_security": _("defence and security"),
    "justice": _("justice"),
    "public_health": _("public health"),
}


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows."""

    documents: list[DocumentView]
    topics: list[tuple[str, str, bool]]
    search: str


@page(
    address="documents",
    name="documents.documents",
    title=_("Documents"),
    permission=READ,
    menu=Menu(40, _("Documents"), "documents"),
)
def documents(request: HttpRequest) -> HttpResponse:
    """The list; ``q`` and ``topic`` narrow it."""
    search, topic = request.GET.get("q", ""), request.GET.get("topic", "")
    found = find(topic=topic or None, text=search)
    dated = [each for each in found if each.issued]
    context = Context(
        documents=[*reversed(dated), *(each for each in found if not each.issued)],
        topics=[(code, str(TOPIC_WORDS[code]), code == topic) for code in TOPICS],
        search=search,
    )
    return answer(request, "documents/documents.html", context)
