"""The reader's one door: a file in, a Reading out."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.proof.citations import citations
from danvan.proof.docx import PlacedControl, read_docx
from danvan.proof.figures import figures
from danvan.proof.notes import footnotes
from danvan.proof.outline import RawParagraph, classified, outline
from danvan.proof.reading import Control, Paragraph, Reading, Span
from danvan.proof.text import read_text


def read(path: str | Path) -> Reading:
    """Read a report (.docx, .txt, .md). Raises Refusal when it is missing, damaged, hostile or of another sort."""
    path = Path(path)
    if not path.is_file():
        raise Refusal(_("There is no such file."), where=str(path), advice=_("Check the name and the folder."))
    ending = path.suffix.lower()
    try:
        if ending == ".docx":
            word = read_docx(path)
            return understand(str(path), word.paragraphs, word.controls, stripped=word.stripped)
        if ending in (".txt", ".md"):
            return understand(str(path), read_text(path, markdown=ending == ".md"))
    except OSError as error:
        raise Refusal(_("The file cannot be read: %(why)s."), where=str(path), why=error.strerror or error) from error
    raise Refusal(
        _("danvan cannot read files that end in «%(ending)s»."),
        where=str(path),
        ending=ending or path.name,
        advice=_("Give a Word file (.docx), text in UTF-8 (.txt) or Markdown (.md)."),
    )


def read_lines(text: str, *, file: str = "") -> Reading:
    """Read a text that is already in memory, one paragraph a line."""
    lines = unicodedata.normalize("NFC", text).split("\n")
    return understand(file, [RawParagraph(line) for line in lines])


def understand(
    file: str, raw: Sequence[RawParagraph], controls: Sequence[PlacedControl] = (), *, stripped: bool = False
) -> Reading:
    """All that paragraphs state, whatever file they came from."""
    paragraphs = classified(raw)
    return Reading(
        file=file,
        paragraphs=paragraphs,
        figures=tuple(figures(paragraphs)),
        citations=tuple(citations(paragraphs)),
        footnotes=footnotes(paragraphs),
        outline=tuple(outline(paragraphs)),
        controls=tuple(_control(paragraphs, control) for control in controls),
        stripped=stripped,
    )


def _control(paragraphs: Sequence[Paragraph], control: PlacedControl) -> Control:
    if control.index is None:
        return Control(control.claim, None, "")
    paragraph = paragraphs[control.index]
    quote = paragraph.text[control.start : control.end]
    return Control(control.claim, Span(quote, control.start, control.end, paragraph.n), control.by)
