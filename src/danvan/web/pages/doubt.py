"""Any report doubted: a file is sent, read and checked, shown with its findings for a few minutes, and forgotten."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import PurePath

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.kit.permission import READ
from danvan.proof.bounded import SECONDS
from danvan.proof.reader import READERS
from danvan.ui.page import Menu, answer, page
from danvan.ui.refused import NotFound
from danvan.web import copies
from danvan.web.doubting import doubt
from danvan.web.shown import Shown, read_back, written
from danvan.web.uploads import LARGEST, TOO_LARGE

HOLDER = "danvan_check"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Context:
    """What the page shows: the form alone, or what was found, or why a file was refused."""

    shown: Shown | None = None
    faults: tuple[Refusal, ...] = ()
    endings: tuple[str, ...] = field(default_factory=lambda: tuple(READERS))
    megabytes: int = LARGEST // (1024 * 1024)
    seconds: int = SECONDS
    minutes: int = copies.MINUTES


@page(
    address="check",
    name="web.doubt",
    title=_("Check a report"),
    permission=READ,
    menu=Menu(60, _("Check"), "check"),
    takes_form=True,
)
def check(request: HttpRequest) -> HttpResponse:
    """The form; with a file, the way to what was found in it; with the token of a copy, the copy."""
    copies.sweep()
    if request.method != "POST":
        return answer(request, "web/doubt.html", Context())
    holder = request.COOKIES.get(HOLDER, "")
    try:
        if "copy" in request.POST:
            response = _copy(request.POST["copy"], holder)
        else:
            holder = holder if len(holder) > 20 else secrets.token_urlsafe(24)
            # An address of its own: it can be gone back to, and shown in the other language.
            response = HttpResponseRedirect(reverse("web.doubted", args=[_doubted(request, holder)]) + "#found")
            response.status_code = 303
            response.set_cookie(HOLDER, holder, path=request.path, httponly=True, samesite="Strict")
    except Refusal as refusal:
        response = answer(request, "web/doubt.html", Context(faults=refusal.parts))
        response.status_code = 400
    response.headers["Cache-Control"] = "no-store"
    return response


@page(address="check/<str:token>", name="web.doubted", title=_("What was found in a report"), permission=READ)
def doubted(request: HttpRequest, token: str) -> HttpResponse:
    """What was found in a report that this browser sent a few minutes ago; later the form, which says so."""
    copies.sweep()
    try:
        name, content = copies.fetch(token, request.COOKIES.get(HOLDER, ""))
        if name:
            # The token of a Word file names one; what was found has no name.
            raise copies.gone()
        response = answer(request, "web/doubt.html", Context(read_back(content)))
    except NotFound as refusal:
        response = answer(request, "web/doubt.html", Context(faults=refusal.parts))
        response.status_code = 404
    response.headers["Cache-Control"] = "no-store"
    return response


def _doubted(request: HttpRequest, holder: str) -> str:
    """Check the file that was sent; gives the token of what was found. Raises Refusal."""
    if request.META.get(TOO_LARGE):
        raise Refusal(
            _("The file is larger than %(megabytes)s MB."),
            megabytes=LARGEST // (1024 * 1024),
            advice=_("Take its pictures out, or save the report's text alone as .docx or .txt."),
        )
    sent = request.FILES.get("file")
    if sent is None or not sent.name:
        raise Refusal(_("No file was sent."), advice=_("Choose the report's file first."))
    name = "".join(letter for letter in sent.name if letter.isprintable())
    found = doubt(name, sent.chunks())
    copy = copies.keep(found.copy, f"{PurePath(name).stem} (danvan){found.ending}", holder) if found.copy else ""
    return copies.keep(written(name, found.checked, copy), "", holder)


def _copy(token: str, holder: str) -> HttpResponse:
    name, content = copies.fetch(token, holder)
    return HttpResponse(
        content,
        content_type=WORD,
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"},
    )
