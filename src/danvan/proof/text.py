"""Text files: each physical line is a paragraph as it stands; Markdown's own signs for headings, lists and notes."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.proof.raw import RawFile, RawParagraph
from danvan.proof.reading import Source

#: A report of a hundred pages is a quarter of a megabyte; what is far beyond is no report.
LARGEST_TEXT = 20 * 1024 * 1024
_HASHES = re.compile(r"(#{1,6})\s+\S")
_TABLE_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")


def read_text(path: Path) -> RawFile:
    """The lines of a .txt or .md file, NFC. Raises Refusal when the bytes are not UTF-8 (or marked UTF-16)."""
    if path.stat().st_size > LARGEST_TEXT:
        raise Refusal(_("The file is too large to be a report."), where=str(path))
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal(
            _("The file is not text in UTF-8."),
            where=str(path),
            advice=_("Open it in the program that made it and save it as UTF-8 text."),
        ) from None
    lines = re.split(r"\r\n|\r|\n", unicodedata.normalize("NFC", text))
    if lines and not lines[-1]:
        lines.pop()
    kind = path.suffix.lower().removeprefix(".")
    return RawFile([_markdown(line) if kind == "md" else RawParagraph(line) for line in lines], Source(kind))


def _markdown(line: str) -> RawParagraph:
    hashes = _HASHES.match(line)
    if hashes is not None:
        return RawParagraph(line, role="heading", level=len(hashes[1]))
    if line.lstrip().startswith("|") or (_TABLE_RULE.fullmatch(line.strip()) and "|" in line):
        return RawParagraph(line, role="table")
    return RawParagraph(line)
