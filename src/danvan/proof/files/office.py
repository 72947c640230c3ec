"""Files of other word processors (.odt, .doc, .rtf): turned into Word files by LibreOffice, and read as such."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from danvan.kit import office
from danvan.kit.errors import Refusal
from danvan.proof.files.docx import read_docx
from danvan.proof.files.html import read_html
from danvan.proof.files.kinds import kind_of
from danvan.proof.raw import RawFile
from danvan.proof.reading import Source

#: Seconds: the whole reading has to end within half a minute.
LIMIT: Final = 25.0
_LONGEST_MANIFEST: Final = 1_000_000


def read_office(path: Path) -> RawFile:
    """Read such a file. Raises Refusal when it is none of the kind, or LibreOffice is missing or fails."""
    # LibreOffice makes a document of anything, of noise too: what goes in must be what it says.
    kind = kind_of(path)
    if kind == ".html":
        # Old programs save web pages under the name of a Word file.
        return read_html(path)
    if kind not in (".odt", ".doc", ".rtf"):
        raise _damaged(path)
    if kind == ".odt" and _is_locked(path):
        raise Refusal(
            _("The file is locked by a password."),
            where=str(path),
            advice=_("Open it in Word, take the password off, and save it as .docx."),
        )
    try:
        word = office.convert(path.read_bytes(), kind.removeprefix("."), "docx", limit=LIMIT)
    except office.NoOfficeError:
        raise Refusal(
            _("Files that end in «%(ending)s» are read with LibreOffice, which is not installed on this machine."),
            where=str(path),
            ending=path.suffix.lower(),
            advice=_(
                "Open it in Word and save it as .docx; or install LibreOffice (on Debian and Ubuntu: apt install "
                "libreoffice-writer)."
            ),
        ) from None
    except office.OfficeError as fault:
        if not fault.why and not fault.late:
            raise _damaged(path) from None
        raise Refusal(
            _("LibreOffice could not be asked to read the file."),
            where=str(path),
            advice=_("Open it in Word and save it as .docx."),
        ) from None
    with tempfile.TemporaryDirectory(prefix="danvan-read-") as folder:
        made = Path(folder) / "report.docx"
        made.write_bytes(word)
        try:
            raw = read_docx(made)
        except Refusal:
            raise _damaged(path) from None
    return RawFile(
        raw.paragraphs, Source(kind.removeprefix("."), converted=raw.source.converted), raw.controls, raw.stripped
    )


def _is_locked(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive, archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(_LONGEST_MANIFEST)
    except (KeyError, OSError, zipfile.BadZipFile, zlib.error):
        raise _damaged(path) from None


def _damaged(path: Path) -> Refusal:
    return Refusal(
        _("The file is damaged, or not of the sort that its ending says."),
        where=str(path),
        advice=_("Open it in the program that made it and save it as .docx."),
    )
