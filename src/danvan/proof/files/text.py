"""Text files: a line is a paragraph as it stands, unless lines were broken at a width; Markdown's own signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from danvan.proof.files.brackets import bracketed
from danvan.proof.files.decoding import decoded
from danvan.proof.files.pieces import mended
from danvan.proof.files.wrapping import unwrapped
from danvan.proof.raw import RawFile, RawParagraph
from danvan.proof.reading import Source

_HASHES = re.compile(r"(#{1,6})\s+\S")
_TABLE_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")


def read_text(path: Path) -> RawFile:
    """The paragraphs of a .txt or .md file. Raises Refusal when its bytes are no text."""
    text, old = decoded(path.read_bytes(), str(path))
    lines = re.split(r"\r\n|\r|\n", text)
    if lines and not lines[-1]:
        lines.pop()
    lines, older = _composed(lines)
    lines = unwrapped(lines)
    kind = path.suffix.lower().removeprefix(".")
    shapes = [_markdown(line) for line in lines] if kind == "md" else bracketed(lines)
    return RawFile(shapes, Source(kind, converted=", ".join(name for name in (old, older) if name)))


def _composed(lines: Sequence[str]) -> tuple[list[str], str]:
    """Lines in NFC, and from what they were converted. Invisible signs stay: they are text."""
    mend, named = mended(lines)
    if named in ("", "NFD"):
        return [unicodedata.normalize("NFC", line) for line in lines], named
    return mend, named


def _markdown(line: str) -> RawParagraph:
    hashes = _HASHES.match(line)
    if hashes is not None:
        return RawParagraph(line, role="heading", level=len(hashes[1]))
    if line.lstrip().startswith("|") or (_TABLE_RULE.fullmatch(line.strip()) and "|" in line):
        return RawParagraph(line, role="table")
    return RawParagraph(line)
