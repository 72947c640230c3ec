"""One document: what it is, how it is cited, what it carries out and what carries it out, when it is reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.documents.pages.documents import TOPIC_WORDS
from danvan.documents.pages.reviews import review_words
from danvan.documents.queries import DocumentView, ReviewView, cite, document_by, related, relations, reviews
from danvan.kit.permission import READ
from danvan.ui.page import answer, page
from danvan.ui.refused import sought

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

SYSTEMS: Mapping[str, _StrOrPromise] = {
    "party": _("of the Party"),
    "state": _("of the State"),
    "front": _("of the Front"),
}
_TO: Mapping[str, _StrOrPromise] = {
    "carries_out": _("It carries out"),
    "continues": _("It continues"),
    "issued_with": _("It was issued with"),
    "replaces": _("It replaces"),
}
_FROM: Mapping[str, _StrOrPromise] = {
    "carries_out": _("It is carried out by"),
    "continues": _("It is continued by"),
    "issued_with": _("With it was issued"),
    "replaces": _("It is replaced by"),
}


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows; ``links``: (how, the other document, its citation); ``reviews``: (in words, the review)."""

    document: DocumentView
    heading: str
    citation: str
    system: str
    topics: list[str]
    links: list[tuple[str, DocumentView, str]]
    reviews: list[tuple[str, ReviewView]]


@page(address="documents/<str:key>", name="documents.document", title=_("A document"), permission=READ)
def document(request: HttpRequest, key: str) -> HttpResponse:
    """The document of that key."""
    with sought():
        found = document_by(key)
    links = [(str(_TO[sort]), other, cite(other)) for sort, other in relations(key)]
    links += [(str(_FROM[sort]), other, cite(other)) for sort, other in related(key)]
    context = Context(
        document=found,
        heading=cite(found, first=False),
        citation=cite(found),
        system=str(SYSTEMS[found.system]),
        topics=[str(TOPIC_WORDS[topic]) for topic in found.topics],
        links=links,
        reviews=[(review_words(each), each) for each in reviews(document=key)],
    )
    return answer(request, "documents/document.html", context, part="documents/_document.html")
