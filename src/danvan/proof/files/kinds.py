"""What a file is in truth, whatever its name says: told by its first bytes and, in a zip, by its parts."""

from __future__ import annotations

import mmap
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

#: A report of a thousand pages has fifty thousand paragraphs; one of a hundred, with pictures, a few megabytes.
MOST_PARAGRAPHS = 300_000
LARGEST_FILE = 100 * 1024 * 1024
LOCKED = "locked"
_HEAD = 1024
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"MZ", ".exe"),
    (b"\x7fELF", ".exe"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n", ".png"),
    (b"GIF8", ".gif"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARTS: tuple[tuple[str, str], ...] = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"))
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S)
#: Endings under which a file of each kind may go.
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    ".docx": (".docx", ".docm", ".dotx", ".dotm"),
    ".rtf": (".rtf", ".doc"),
    ".html": (".html", ".htm", ".xhtml", ".mht", ".doc", ".md"),
    ".doc": (".doc", ".dot"),
    ".odt": (".odt", ".ott"),
    # Web pages without their first line, and whatever nobody has an ending for, are text.
    ".txt": (".txt", ".md", ".html", ".htm", ".xhtml", ".mht", ".text", ".markdown"),
    ".tif": (".tif", ".tiff"),
    ".jpg": (".jpg", ".jpeg"),
}
_NAMES: Mapping[str, _StrOrPromise] = {
    ".docx": _("a Word file (.docx)"),
    ".doc": _("an old Word file (.doc)"),
    ".rtf": _("a rich text file (.rtf)"),
    ".pdf": _("a PDF file"),
    ".odt": _("a LibreOffice file (.odt)"),
    ".html": _("a web page (.html)"),
    ".txt": _("plain text (.txt)"),
    ".xlsx": _("a spreadsheet"),
    ".pptx": _("a presentation"),
    ".exe": _("a program"),
    ".jpg": _("a picture"),
    ".png": _("a picture"),
    ".gif": _("a picture"),
    ".tif": _("a picture"),
    ".zip": _("an archive of files"),
    ".rar": _("an archive of files"),
    ".7z": _("an archive of files"),
    ".gz": _("an archive of files"),
    ".ole": _("a file of an old Office program"),
}


def too_much(where: str) -> Refusal:
    """What is said of a file that would take more time or memory than a report of thousands of pages."""
    return Refusal(
        _("The file holds far more than a report does."),
        where=where,
        advice=_("Split it, or save the report's text alone."),
    )


def refuse_what_is_no_report(path: Path, readable: Mapping[str, object]) -> None:
    """Raise Refusal for a file that is empty, too large, locked, or of another kind than its ending says."""
    size = path.stat().st_size
    if size == 0:
        raise Refusal(_("The file is empty."), where=str(path), advice=_("Save the report again, or copy it again."))
    if size > LARGEST_FILE:
        raise Refusal(
            _("The file is too large to be a report (%(size)s MB)."),
            where=str(path),
            size=size // (1024 * 1024),
            advice=_("Take out its pictures, or save its text alone."),
        )
    truth, ending = kind_of(path), path.suffix.lower()
    if truth == LOCKED:
        raise Refusal(
            _("The file is locked by a password."),
            where=str(path),
            advice=_("Open it in Word, take the password off, and save it as .docx."),
        )
    # Of an ending that is not read the reader speaks; text is nothing that a name could hide.
    if not truth or ending in _ENDINGS.get(truth, (truth,)) or (truth == ".txt" and ending not in readable):
        return
    advice = (
        _("Rename it so that it ends in «%(truth)s».")
        if truth in readable
        else _("Give the report itself: a Word file (.docx), a PDF, or text (.txt, .md, .html).")
    )
    raise Refusal(
        _("The name ends in «%(ending)s», but the file is %(kind)s."),
        where=str(path),
        ending=ending,
        kind=_NAMES[truth],
        truth=truth,
        advice=advice,
    )


def kind_of(path: Path) -> str:
    """The ending that a file should have; empty for text and for what is not recognised."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path)
    found = next((kind for sign, kind in _BEGINNINGS if head.startswith(sign)), "")
    # Two letters are no sign of a program in a file that is text ("MZ").
    if found == ".exe" and b"\x00" not in head:
        return ""
    if found or not _is_text(head):
        return found
    return ".html" if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")) else ".txt"


def _is_text(head: bytes) -> bool:
    """Whether a file begins with plain letters in UTF-8, whose last may be cut."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        text = head[: error.start].decode("utf-8") if error.start > len(head) - 4 else ""
    return bool(text) and all(sign.isprintable() or sign in "\t\r\n\f\ufeff\u00a0" for sign in text)


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    return ".odt" if b"opendocument.text" in stream.read(100) else ".zip"
    # RuntimeError: a packing that zipfile does not know, or a password. Whoever reads the file says so.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError):
        return ""
    if "[Content_Types].xml" not in names and "_rels/.rels" not in names:
        return "" if any(name.startswith("word/") for name in names) else ".zip"
    return next((kind for folder, kind in _PARTS if any(name.startswith(folder) for name in names)), "")


def _compound(path: Path) -> str:
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            return LOCKED
        return ".doc" if data.find("WordDocument".encode("utf-16-le")) >= 0 else ".ole"
