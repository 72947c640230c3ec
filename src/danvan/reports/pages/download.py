"""A report as a file: Word, PDF or Markdown, composed the moment it is asked for."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.indicators.standpoint import standpoint
from danvan.kit.permission import READ
from danvan.reports.pages.report import composed_for
from danvan.reports.writer import rendered
from danvan.ui.page import page
from danvan.ui.refused import NotFound

TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
}


@page(
    address="reports/<slug:name>.<str:ending>",
    name="reports.download",
    title=_("A report as a file"),
    permission=READ,
)
def download(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """The file; its name is that of the place, the period and the template."""
    if ending not in TYPES:
        raise NotFound(_("A report is not offered as .%(ending)s."), ending=ending)
    at = standpoint(request)
    response = HttpResponse(rendered(composed_for(name, at), f".{ending}"), content_type=TYPES[ending])
    file = f"{at.unit.slug}-{at.period.code}-{name}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response
