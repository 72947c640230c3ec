"""PDF: the Word file that we write, laid out by LibreOffice. The only door to that program.

Each conversion has a profile and a folder of its own, so that any number may run beside each other and beside an
office that somebody works in, and ends within a limit of time together with every process that it started.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal

#: Seconds; 120 pages took five on a busy machine.
LIMIT: Final = 60.0
#: Where LibreOffice is when it is not among the programs that a terminal finds by name.
_ELSEWHERE: Final = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# No macro runs and nothing is fetched: what a file links to elsewhere is blocked, and a proxy that leads nowhere stands
# behind it. A control is printed as words, not as a field to be filled in.
_CHOICES: Final = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Office.Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
    ("Office.Common/Filter/PDF/Export", "ExportBookmarks", "true"),
    ("Office.Common/Filter/PDF/Export", "ExportFormFields", "false"),
)

_log = logging.getLogger(__name__)


def pdf(word: bytes, *, limit: float = LIMIT) -> bytes:
    """The Word file as PDF. Raises Refusal when LibreOffice is missing, fails or is not done in ``limit`` seconds."""
    program = _program()
    # A process that ignored its end may still be writing into the folder.
    with tempfile.TemporaryDirectory(prefix="danvan-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(word)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_choices(), encoding="utf-8")
        words = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "pdf", "--outdir", name, str(folder / "report.docx"),
        ]  # fmt: skip
        code = _run(words, folder, limit)
        written = folder / "report.pdf"
        data = written.read_bytes() if written.is_file() else b""
        # LibreOffice ends with 0 even when it could not read the file.
        if code or not data.startswith(b"%PDF-"):
            _log.error("%s ended with %s: %s", program, code, (folder / "told").read_text(errors="replace").strip())
            raise Refusal(
                _("LibreOffice (%(program)s) made no PDF of the report; it ended with code %(code)s."),
                program=program,
                code=code,
                advice=_("Write a Word file (.docx) and save it as PDF by hand, or install LibreOffice anew."),
            )
        return data


def _choices() -> str:
    """The profile's file of choices."""
    items = (
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _CHOICES
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{"".join(items)}</oor:items>'


def _program() -> str:
    """The path of LibreOffice: the one that is set, or the first that is found. Raises Refusal for none."""
    if settings.DANVAN.soffice is not None:
        return str(settings.DANVAN.soffice)
    for name in ("soffice", "libreoffice", *_ELSEWHERE):
        found = shutil.which(name)
        if found:
            return found
    raise Refusal(
        _("A PDF is made by LibreOffice, which is not installed on this machine."),
        advice=_(
            "On Debian and Ubuntu: apt install libreoffice-writer fonts-liberation2; on Windows and macOS: the "
            "installer of libreoffice.org. If it is in an unusual place, set DANVAN_SOFFICE to the path of its program "
            "soffice. Until then, write a Word file (.docx) and save it as PDF."
        ),
    )


def _run(words: list[str], folder: Path, limit: float) -> int:
    """Run LibreOffice in a group of its own and give its exit code; the group is gone afterwards. Raises Refusal."""
    with (folder / "told").open("wb") as told:
        try:
            process = subprocess.Popen(  # noqa: S603 - the program is the administrator's setting or LibreOffice's name
                words,
                cwd=folder,
                env=os.environ | {"TMPDIR": str(folder)},
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as fault:
            raise Refusal(
                _("LibreOffice (%(program)s) cannot be started: %(why)s."), program=words[0], why=fault.strerror
            ) from None
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            raise Refusal(
                _("LibreOffice has not made the PDF within %(seconds)s seconds, so it was stopped."),
                seconds=f"{limit:g}",
                advice=_("Try again when the machine has less to do, or write a Word file (.docx) and save it as PDF."),
            ) from None
        finally:
            # Its script starts further processes, and an interruption (Ctrl-C) does not reach a group of its own.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
