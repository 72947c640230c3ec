"""The reader's one door: a file in, a Reading out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.proof.citations import citations
from danvan.proof.docx import read_docx
from danvan.proof.figures import figures
from danvan.proof.notes import footnotes
from danvan.proof.outline import classified, outline
from danvan.proof.raw import PlacedControl, RawFile, RawParagraph
from danvan.proof.reading import Control, Paragraph, Reading, Source, Span
from danvan.proof.text import read_text

#: What reads a file of that ending.
READERS: Mapping[str, Callable[[Path], RawFile]] = {
    ".docx": read_docx,
    ".txt": read_text,
    ".md": read_text,
}


def read(path: str | Path) -> Reading:
    """Read a report (.docx, .txt, .md). Raises Refusal when it is missing, damaged, hostile or of another sort."""
    path = Path(path)
    if not path.is_file():
        raise Refusal(_("There is no such file."), where=str(path), advice=_("Check the name and the folder."))
    reads = READERS.get(path.suffix.lower())
    if reads is None:
        raise Refusal(
            _("danvan cannot read files that end in «%(ending)s»."),
            where=str(path),
            ending=path.suffix.lower() or path.name,
            advice=_("Give a Word file (.docx), text in UTF-8 (.txt) or Markdown (.md)."),
        )
    try:
        return understand(str(path), reads(path))
    except OSError as error:
        raise Refusal(_("The file cannot be read: %(why)s."), where=str(path), why=error.strerror or error) from error


def read_lines(text: str, *, file: str = "") -> Reading:
    """Read a text that is already in memory, one paragraph a line."""
    lines = unicodedata.normalize("NFC", text).split("\n")
    return understand(file, RawFile([RawParagraph(line) for line in lines], Source("txt")))


def understand(file: str, raw: RawFile) -> Reading:
    """All that paragraphs state, whatever file they came from."""
    paragraphs = classified(raw.paragraphs)
    return Reading(
        file=file,
        paragraphs=paragraphs,
        figures=tuple(figures(paragraphs)),
        citations=tuple(citations(paragraphs)),
        footnotes=footnotes(paragraphs),
        outline=tuple(outline(paragraphs)),
        controls=tuple(_control(paragraphs, control) for control in raw.controls),
        stripped=raw.stripped,
        source=raw.source,
    )


def _control(paragraphs: Sequence[Paragraph], control: PlacedControl) -> Control:
    if control.index is None:
        return Control(control.claim, None, "")
    paragraph = paragraphs[control.index]
    quote = paragraph.text[control.start : control.end]
    return Control(control.claim, Span(quote, control.start, control.end, paragraph.n), control.by)
