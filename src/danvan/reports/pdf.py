"""PDF: the Word file that we write, laid out by LibreOffice."""

from __future__ import annotations

import logging

from django.utils.translation import gettext_lazy as _

from danvan.kit import office
from danvan.kit.errors import Refusal

_log = logging.getLogger(__name__)


def pdf(word: bytes, *, limit: float = office.LIMIT) -> bytes:
    """The Word file as PDF. Raises Refusal when LibreOffice is missing, fails or is not done in ``limit`` seconds."""
    try:
        data = office.convert(word, "docx", "pdf", limit=limit)
    except office.NoOfficeError:
        raise Refusal(
            _("A PDF is made by LibreOffice, which is not installed on this machine."),
            advice=_(
                "On Debian and Ubuntu: apt install libreoffice-writer fonts-liberation2; on Windows and macOS: the "
                "installer of libreoffice.org. If it is in an unusual place, set DANVAN_SOFFICE to the path of its "
                "program soffice. Until then, write a Word file (.docx) and save it as PDF."
            ),
        ) from None
    except office.OfficeError as fault:
        raise _refusal(fault, limit) from None
    if not data.startswith(b"%PDF-"):
        raise _refusal(office.OfficeError("soffice"), limit)
    return data


def _refusal(fault: office.OfficeError, limit: float) -> Refusal:
    """Why there is no PDF, and what to do."""
    if fault.why:
        return Refusal(_("LibreOffice (%(program)s) cannot be started: %(why)s."), program=fault.program, why=fault.why)
    if fault.late:
        return Refusal(
            _("LibreOffice has not made the PDF within %(seconds)s seconds, so it was stopped."),
            seconds=f"{limit:g}",
            advice=_("Try again when the machine has less to do, or write a Word file (.docx) and save it as PDF."),
        )
    _log.error("%s ended with %s: %s", fault.program, fault.code, fault.told)
    return Refusal(
        _("LibreOffice (%(program)s) made no PDF of the report; it ended with code %(code)s."),
        program=fault.program,
        code=fault.code,
        advice=_("Write a Word file (.docx) and save it as PDF by hand, or install LibreOffice anew."),
    )
