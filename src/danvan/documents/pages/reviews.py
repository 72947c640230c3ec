"""The calendar of reviews: which document is looked back on in which year, and of which no day can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.documents.queries import ReviewView, cite, reviews
from danvan.kit.permission import READ
from danvan.ui.page import answer, page

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

#: A review in words, by its sort.
SORTS: Mapping[str, _StrOrPromise] = {
    "first": _("First review after %(years)s years"),
    "final": _("Final review after %(years)s years"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One review: the citation of its document, what it is in words, and the review itself."""

    citation: str
    words: str
    review: ReviewView


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows: the reviews of each year in the order of their days, and those that have no day."""

    years: list[tuple[int, list[Line]]]
    undated: list[Line]


def review_words(review: ReviewView) -> str:
    """«Sơ kết 5 năm», in the reader's language."""
    return str(SORTS[review.sort]) % {"years": review.years}


@page(address="documents/reviews", name="documents.reviews", title=_("Calendar of reviews"), permission=READ)
def calendar(request: HttpRequest) -> HttpResponse:
    """All reviews, by year."""
    lines = [Line(cite(each.document, first=False), review_words(each), each) for each in reviews()]
    dated = ((line.review.due.year, line) for line in lines if line.review.due)
    context = Context(
        years=[(year, [line for _year, line in group]) for year, group in groupby(dated, key=lambda pair: pair[0])],
        undated=[line for line in lines if not line.review.due],
    )
    return answer(request, "documents/reviews.html", context)
