"""LibreOffice, asked to turn a file of one sort into another. The only door to that program.

Each conversion has a profile and a folder of its own, so that any number may run beside each other and beside an
office that somebody works in, and ends within a limit of time together with every process that it started.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.conf import settings

#: Seconds; 120 pages took five on a busy machine.
LIMIT: Final = 60.0
#: Where LibreOffice is when it is not among the programs that a terminal finds by name.
ELSEWHERE: Final = (
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


class NoOfficeError(Exception):
    """LibreOffice is not on this machine."""


class OfficeError(Exception):
    """LibreOffice is there, but made nothing: it cannot be started, failed, or was not done in time."""

    def __init__(self, program: str, *, why: str = "", code: int = 0, late: bool = False, told: str = "") -> None:
        super().__init__(program)
        self.program, self.why, self.code, self.late, self.told = program, why, code, late, told


def convert(source: bytes, ending: str, to: str, *, limit: float = LIMIT) -> bytes:
    """A file with that ending (docx, odt; no dot) as one that ends in ``to``, another ending.

    What comes out may be nonsense made of nonsense: whoever asks looks at both. Raises NoOfficeError, OfficeError.
    """
    program = _program()
    # A process that ignored its end may still be writing into the folder.
    with tempfile.TemporaryDirectory(prefix="danvan-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        given, made = folder / f"report.{ending}", folder / f"report.{to}"
        given.write_bytes(source)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_choices(), encoding="utf-8")
        words = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", to, "--outdir", name, str(given),
        ]  # fmt: skip
        code = _run(words, folder, limit)
        # LibreOffice ends with 0 even when it could not read the file.
        if code or not made.is_file():
            told = (folder / "told").read_text(errors="replace").strip()
            raise OfficeError(program, code=code, told=told)
        return made.read_bytes()


def _choices() -> str:
    """The profile's file of choices."""
    items = (
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _CHOICES
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{"".join(items)}</oor:items>'


def _program() -> str:
    """The path of LibreOffice: the one that is set, or the first that is found."""
    if settings.DANVAN.soffice is not None:
        return str(settings.DANVAN.soffice)
    for name in ("soffice", "libreoffice", *ELSEWHERE):
        found = shutil.which(name)
        if found:
            return found
    raise NoOfficeError


def _run(words: list[str], folder: Path, limit: float) -> int:
    """Run LibreOffice in a group of its own and give its exit code; the group is gone afterwards."""
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
            raise OfficeError(words[0], why=fault.strerror or str(fault)) from None
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            raise OfficeError(words[0], late=True) from None
        finally:
            # Its script starts further processes, and an interruption (Ctrl-C) does not reach a group of its own.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
