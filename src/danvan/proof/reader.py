"""The reader's one door: a file in, a Reading out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.proof.files.docx import read_docx
from danvan.proof.files.html import read_html
from danvan.proof.files.kinds import MOST_PARAGRAPHS, refuse_what_is_no_report, too_much
from danvan.proof.files.text import read_text
from danvan.proof.raw import PlacedControl, RawFile, RawParagraph
from danvan.proof.reading import Control, Paragraph, Reading, Source, Span
from danvan.proof.statements.citations import citations
from danvan.proof.statements.figures import figures
from danvan.proof.statements.mentions import mentions
from danvan.proof.statements.notes import footnotes
from danvan.proof.statements.outline import classified, outline

#: A report of a thousand pages has three million letters in fifty thousand paragraphs.
LARGEST_TEXT, LONGEST_PARAGRAPH = 10_000_000, 300_000


def _pdf(path: Path) -> RawFile:
    # Only here, and below: a text or a Word file is read without the programs for others.
    from danvan.proof.files.pdf import read_pdf

    return read_pdf(path)


def _office(path: Path) -> RawFile:
    from danvan.proof.files.office import read_office

    return read_office(path)


#: What reads a file of that ending.
READERS: Mapping[str, Callable[[Path], RawFile]] = {
    ".docx": read_docx,
    ".pdf": _pdf,
    ".odt": _office,
    ".doc": _office,
    ".rtf": _office,
    ".docm": read_docx,
    ".dotx": read_docx,
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
}


def read(path: str | Path) -> Reading:
    """Read a report. Raises Refusal when it is missing, damaged, hostile or of a sort that is not in READERS."""
    path = Path(path)
    try:
        if path.is_dir():
            raise Refusal(_("This is a folder, not a file."), where=str(path), advice=_("Name the report in it."))
        if not path.is_file():
            raise Refusal(_("There is no such file."), where=str(path), advice=_("Check the name and the folder."))
        refuse_what_is_no_report(path, READERS)
        reads = READERS.get(path.suffix.lower())
        if reads is None:
            raise Refusal(
                _("danvan cannot read files that end in «%(ending)s»."),
                where=str(path),
                ending=path.suffix.lower() or path.name,
                advice=_("Give the report itself: a Word file (.docx), a PDF, or text (.txt, .md, .html)."),
            )
        return understand(str(path), bounded_text(reads(path), str(path)))
    except OSError as error:
        raise Refusal(
            _("The file cannot be read: %(why)s."),
            where=str(path),
            why=error.strerror or error,
            advice=_("Copy it to a folder of your own and try again."),
        ) from error
    except (MemoryError, RecursionError):
        raise too_much(str(path)) from None


def bounded_text(raw: RawFile, where: str) -> RawFile:
    """The same, where a person could have written so much. Raises Refusal else."""
    if sum(len(p.text) for p in raw.paragraphs) > LARGEST_TEXT or len(raw.paragraphs) > MOST_PARAGRAPHS:
        raise too_much(where)
    if any(len(p.text) > LONGEST_PARAGRAPH for p in raw.paragraphs):
        raise Refusal(
            _("One paragraph of the file is longer than a hundred pages: this is no report."),
            where=where,
            advice=_("Open it in the program that made it and see whether its lines are all there."),
        )
    return raw


def read_lines(text: str, *, file: str = "") -> Reading:
    """Read a text that is already in memory, one paragraph a line."""
    lines = unicodedata.normalize("NFC", text).split("\n")
    return understand(file, RawFile([RawParagraph(line) for line in lines], Source("txt")))


def understand(file: str, raw: RawFile) -> Reading:
    """All that paragraphs state, whatever file they came from."""
    paragraphs = classified(raw.paragraphs)
    cited = tuple(citations(paragraphs))
    return Reading(
        file=file,
        paragraphs=paragraphs,
        figures=tuple(figures(paragraphs, cited)),
        citations=cited,
        footnotes=footnotes(paragraphs),
        outline=tuple(outline(paragraphs)),
        controls=tuple(_control(paragraphs, control) for control in raw.controls),
        stripped=raw.stripped,
        source=raw.source,
        mentions=tuple(mentions(paragraphs, cited)),
        layout=raw.layout,
    )


def _control(paragraphs: Sequence[Paragraph], control: PlacedControl) -> Control:
    if control.index is None:
        return Control(control.claim, None, "")
    paragraph = paragraphs[control.index]
    quote = paragraph.text[control.start : control.end]
    return Control(control.claim, Span(quote, control.start, control.end, paragraph.n), control.by)
