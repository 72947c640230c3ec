"""A report doubted before it is signed: its Word file is read back and compared with itself and with the ledger."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.indicators.queries import statements_for
from danvan.indicators.standpoint import Standpoint, standpoint
from danvan.kit.permission import READ
from danvan.proof import reader
from danvan.proof.check import Finding
from danvan.proof.run import Checked, Outcome, check, family
from danvan.reports.pages.report import Offer, composed_for, offer
from danvan.reports.writer import write
from danvan.ui.page import adds, answer, page

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

STATES: Mapping[str, _StrOrPromise] = {
    "passed": _("passed"),
    "finding": _("found something"),
    "not_run": _("not run"),
}


@dataclass(frozen=True, slots=True)
class Gone:
    """How one check went, in words; ``reason`` says why it was not run."""

    name: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the page and its banner show; ``calm``: no check found anything or broke down."""

    at: Standpoint
    offer: Offer
    findings: tuple[Finding, ...]
    checks: list[Gone]
    passed: int
    not_run: int
    calm: bool


@page(address="reports/<slug:name>/check", name="web.check", title=_("The check of a report"), permission=READ)
def report_check(request: HttpRequest, name: str) -> HttpResponse:
    """The findings about the report of that template from the standpoint that the address names."""
    at = standpoint(request)
    checked = _checked(name, at)
    states = [outcome.state for outcome in checked.outcomes]
    context = Context(
        at=at,
        offer=offer(name, at),
        findings=checked.findings,
        checks=[_gone(outcome) for outcome in checked.outcomes],
        passed=states.count("passed"),
        not_run=states.count("not_run"),
        calm=checked.exit_code == 0,
    )
    return answer(request, "web/check.html", context, part="web/_check.html")


@adds(to="reports.report", template="web/_check_later.html")
@adds(to="reports.offer", template="web/_check_line.html")
def state(offered: Offer) -> dict[str, str]:
    """The report's state, fetched after the page itself is there: writing and reading it back takes a while."""
    return {"address": f"{reverse('web.check', args=[offered.name])}?{offered.query}"}


def _gone(outcome: Outcome) -> Gone:
    name = family(tuple(settings.DANVAN.catalogue))[outcome.check].name
    return Gone(str(name), str(STATES[outcome.state]), str(outcome.reason))


def _checked(name: str, at: Standpoint) -> Checked:
    composed = composed_for(name, at)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{at.unit.slug}-{at.period.code}-{name}.docx")
        write(composed, path)
        reading = reader.read(path)
    return check(reading, statements_for(reading.claims))
