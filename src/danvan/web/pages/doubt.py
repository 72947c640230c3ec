"""Any report doubted: a file is sent, read and checked, shown with its findings, and forgotten."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import PurePath

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.kit.permission import READ
from danvan.proof.bounded import SECONDS
from danvan.proof.check import Finding
from danvan.proof.reader import READERS
from danvan.proof.run import Checked, Outcome, family
from danvan.ui.page import Menu, answer, page
from danvan.web import copies
from danvan.web.doubting import doubt
from danvan.web.marked import Place, marked, places
from danvan.web.uploads import LARGEST, TOO_LARGE

HOLDER = "danvan_check"
#: Nobody reads more on a page; the Word file has all.
MOST_SHOWN = 500
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Told:
    """One finding and the places where it is marked."""

    finding: Finding
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Sifted:
    """One severity to which the findings may be narrowed."""

    code: str
    many: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found in one report."""

    name: str
    sheet: SafeString
    told: list[Told]
    many: int
    sifts: list[Sifted]
    figures: int
    passed: int
    not_run: list[tuple[str, Outcome]]
    crashed: bool
    token: str


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
    """The form; with a file, what was found in it; with the token of a copy, the copy."""
    copies.sweep()
    if request.method != "POST":
        return answer(request, "web/doubt.html", Context())
    holder = request.COOKIES.get(HOLDER, "")
    try:
        if "copy" in request.POST:
            response = _copy(request.POST["copy"], holder)
        else:
            holder = holder if len(holder) > 20 else secrets.token_urlsafe(24)
            response = answer(request, "web/doubt.html", Context(_doubted(request, holder)))
            response.set_cookie(HOLDER, holder, path=request.path, httponly=True, samesite="Strict")
    except Refusal as refusal:
        response = answer(request, "web/doubt.html", Context(faults=refusal.parts))
        response.status_code = 400
    response.headers["Cache-Control"] = "no-store"
    return response


def _doubted(request: HttpRequest, holder: str) -> Shown:
    """Check the file that was sent. Raises Refusal."""
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
    doubted = doubt(name, sent.chunks())
    token = copies.keep(doubted.copy, f"{PurePath(name).stem} (danvan){doubted.ending}", holder)
    return _shown(name, doubted.checked, token)


def _shown(name: str, checked: Checked, token: str) -> Shown:
    findings = checked.findings[:MOST_SHOWN]
    names = family(tuple(settings.DANVAN.catalogue))
    severities = [finding.severity for finding in findings]
    return Shown(
        name=name,
        sheet=marked(checked.reading, findings),
        told=[Told(finding, places(checked.reading, finding)) for finding in findings],
        many=len(checked.findings),
        sifts=[Sifted(code, severities.count(code)) for code in ("error", "doubt", "style") if code in severities],
        figures=len(checked.reading.figures),
        passed=sum(outcome.state == "passed" for outcome in checked.outcomes),
        not_run=[(str(names[o.check].name), o) for o in checked.outcomes if o.state == "not_run"],
        crashed=any(outcome.crashed for outcome in checked.outcomes),
        token=token,
    )


def _copy(token: str, holder: str) -> HttpResponse:
    name, content = copies.fetch(token, holder)
    return HttpResponse(
        content,
        content_type=WORD,
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"},
    )
