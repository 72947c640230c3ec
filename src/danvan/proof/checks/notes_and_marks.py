"""Every note has its mark and every mark its note, in one order."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, span_of
from danvan.proof.reading import Footnote, Reading, Span
from danvan.proof.statements.notes import marks


def run(case: Case) -> Iterator[Finding]:
    """Marks without a note, notes without a mark, marks out of order."""
    reading = case.reading
    # Without any note, raised digits may be another document's marks, copied with its text.
    severity: Severity = "error" if any(note.note_paragraph for note in reading.footnotes) else "doubt"
    for note in reading.footnotes:
        if note.note_paragraph is None:
            if severity == "doubt" and not _after_a_word(reading, note):
                continue
            yield Finding(
                check="notes_and_marks",
                severity=severity,
                text=_("Mark %(number)s has no note."),
                remedy=_("Write the note, or take the mark away."),
                places=(_mark(reading, note),),
                found=str(note.number),
                values={"number": note.number},
            )
        elif note.mark_paragraph is None:
            yield Finding(
                check="notes_and_marks",
                severity="error",
                text=_("Note %(number)s is not marked anywhere in the text."),
                remedy=_("Put its mark where it belongs, or take the note away."),
                places=(_note(reading, note),),
                found=str(note.number),
                values={"number": note.number},
            )
    yield from _order(reading)


def _order(reading: Reading) -> Iterator[Finding]:
    tied = {(note.number, note.mark_paragraph) for note in reading.footnotes}
    anew = len({note.number for note in reading.footnotes}) < len(reading.footnotes)
    highest = 0
    for paragraph in reading.paragraphs:
        for number, start, end in marks(paragraph):
            if (number, paragraph.n) not in tied:
                continue
            if anew and number == 1:
                highest = 0
            if number < highest:
                yield Finding(
                    check="notes_and_marks",
                    severity="error",
                    text=_("Mark %(number)s comes after mark %(before)s."),
                    remedy=_("Number the notes in the order in which their marks are read."),
                    places=(span_of(reading, paragraph.n, start, end),),
                    expected=f"> {highest}",
                    found=str(number),
                    values={"number": number, "before": highest},
                )
            highest = max(highest, number)


def _mark(reading: Reading, note: Footnote) -> Span:
    paragraph = reading.paragraph(note.mark_paragraph or 1)
    start, end = next(((s, e) for number, s, e in marks(paragraph) if number == note.number), (0, 0))
    return span_of(reading, paragraph.n, start, end)


def _after_a_word(reading: Reading, note: Footnote) -> bool:
    """Whether a mark hangs on a word; "CO²" and "10⁶" are none."""
    place = _mark(reading, note)
    return reading.paragraph(place.paragraph).text[place.start - 1 : place.start].islower()


def _note(reading: Reading, note: Footnote) -> Span:
    paragraph = reading.paragraph(note.note_paragraph or 1)
    return span_of(reading, paragraph.n, 0, len(paragraph.text))


CHECK = Check("notes_and_marks", Words("Chú thích và dấu chú thích", "Notes and marks"), "footnote", "fast", run)
