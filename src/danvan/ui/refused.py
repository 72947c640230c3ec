"""When the answer is no: a refusal becomes a calm page, or a part of one, in the reader's language."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal, Refusals

_log = logging.getLogger(__name__)


class NotFound(Refusal):
    """What the address names does not exist."""


class NotAllowed(Refusal):
    """The reader's post does not allow it."""


@contextmanager
def sought() -> Iterator[None]:
    """Around the search for what the address itself names: a refusal inside means 404, not a faulty question."""
    try:
        yield
    except Refusal as refusal:
        raise NotFound(refusal.message, where=refusal.where, advice=refusal.advice, **refusal.values) from refusal


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as a page with status 400, 403 or 404; a part alone when htmx asked."""
    status = 404 if isinstance(refusal, NotFound) else 403 if isinstance(refusal, NotAllowed) else 400
    return _page(request, status, refusal)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's door for a malformed request."""
    return _page(request, 400, Refusal(_("This request cannot be read.")), exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's door for what is not allowed."""
    return _page(request, 403, NotAllowed(_("You may not see this page.")), exception)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's door for a form that did not come from a page of ours, or from one that was open too long."""
    advice = _("Open the page again and send it once more.")
    refusal = NotAllowed(_("This form is too old, or it did not come from a page of danvan."), advice=advice)
    return _page(request, 403, refusal, PermissionError(reason))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's door for an address that no page has."""
    advice = _("Look whether the address is complete, or start from the overview.")
    return _page(request, 404, NotFound(_("There is no page at this address."), advice=advice), exception)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's door for a fault of danvan itself; the details are in the log, never on the page."""
    return _page(request, 500, Refusal(_("danvan failed; nothing was changed."), advice=_("Try again.")))


def _page(request: HttpRequest, status: int, refusal: Refusal, cause: Exception | None = None) -> HttpResponse:
    _log.debug("%s %s: %r", status, request.path, cause or refusal)
    template = "ui/_refusal.html" if request.headers.get("HX-Request") else "ui/refusal.html"
    faults = refusal.refusals if isinstance(refusal, Refusals) else (refusal,)
    return render(request, template, {"status": status, "faults": faults}, status=status)
