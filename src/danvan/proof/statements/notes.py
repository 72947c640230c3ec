"""Notes and their marks: raised digits (¹²) in a text, [^1] in Markdown, [1] or (1) where the reader found them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from danvan.proof.reading import Footnote, Paragraph

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_RAISED = str.maketrans("0123456789", RAISED)
_FROM_RAISED = str.maketrans(RAISED, "0123456789")
#: A longer run of raised digits is no note's number.
_MARK = re.compile(rf"(?<![{RAISED}])[{RAISED}]{{1,4}}(?![{RAISED}])|\[\^(?P<md>[0-9]{{1,4}})\]")
_NOTE = re.compile(rf"\s*(?:(?P<raised>[{RAISED}]{{1,4}})(?![{RAISED}])\s*|\[\^(?P<md>[0-9]{{1,4}})\]:\s*)(?=\S)")
#: How a note opens whose marks stand in brackets; only where the reader of the file has said that it is one.
_BRACKETED = re.compile(r"\s*[\[(](?P<number>[0-9]{1,3})[\])]\s*(?=\S)")
#: m², km³ are units, not marks.
_POWER = re.compile(r"(?:^|[\s/0-9(])(?:[kdcm]?m)$")

#: The end of a sentence; "TP. Huế" and "10.000" are none, and marks may stand between.
_SENTENCE = re.compile(r"(?<!\bTP)(?<!\bTX)(?<!\bTh)[.!?…][”\"’)]*\u200b*(?=\s|$)")
_NOTHING = "\u200b"
_THIN = " \t\u200b"
_CLOSERS = ' \t\u200b.!?…”"’)'


def raised(number: int) -> str:
    """The mark of a note as it stands in a paragraph's text."""
    return str(number).translate(_TO_RAISED)


def note_number(text: str) -> int | None:
    """The number with which a note's own paragraph begins; None when the paragraph is no note."""
    match = _NOTE.match(text)
    return None if match is None else int((match["raised"] or match["md"]).translate(_FROM_RAISED))


def _opening(paragraph: Paragraph) -> re.Match[str] | None:
    """The mark with which a note begins."""
    if paragraph.role != "note":
        return None
    return _NOTE.match(paragraph.text) or _BRACKETED.match(paragraph.text)


def marks(paragraph: Paragraph) -> Iterator[tuple[int, int, int]]:
    """(number, start, end) of each mark in a paragraph, without the one that opens a note."""
    opening = _opening(paragraph)
    yield from paragraph.marks
    for match in _MARK.finditer(paragraph.text, opening.end() if opening else 0):
        if (
            match["md"] is None
            and match[0] in "²³"
            and _POWER.search(paragraph.text, max(0, match.start() - 4), match.start())
        ):
            continue
        yield int((match["md"] or match[0]).translate(_FROM_RAISED)), match.start(), match.end()


def without_marks(paragraph: Paragraph) -> str:
    """The text with each mark overwritten, letter for letter, by blanks of no width: words end before a mark."""
    opening = _opening(paragraph)
    spans = sorted((start, end) for _, start, end in marks(paragraph))
    if opening:
        spans.insert(0, (0, opening.end()))
    pieces, done = [], 0
    for start, end in spans:
        pieces += [paragraph.text[done:start], _NOTHING * (end - max(start, done))]
        done = max(done, end)
    return "".join((*pieces, paragraph.text[done:])) if pieces else paragraph.text


def footnotes(paragraphs: Sequence[Paragraph]) -> tuple[Footnote, ...]:
    """Every note with its mark, by number; where numbers begin anew on each page, each note has the mark before it.

    A raised digit after a digit (10⁶) is a mark only if its note exists.
    """
    notes: dict[int, list[tuple[int, str]]] = {}
    for paragraph in paragraphs:
        opening = _opening(paragraph)
        if opening is not None:
            number = note_number(opening[0] + "x") or int(opening["number"])
            notes.setdefault(number, []).append((paragraph.n, paragraph.text[opening.end() :]))
    marked: dict[int, list[tuple[int, int]]] = {}
    for paragraph in paragraphs:
        for number, start, _ in marks(paragraph):
            after_digit = start > 0 and paragraph.text[start - 1].isdecimal()
            if not after_digit or number in notes:
                marked.setdefault(number, []).append((paragraph.n, start))
    sentences = _Sentences(paragraphs)
    found = (
        Footnote(number, mark and mark[0], note and note[0], note[1] if note else "", sentences.on(mark))
        for number in sorted(notes | marked)
        for mark, note in _pairs(marked.get(number, []), notes.get(number, []))
    )
    return tuple(found) if all(len(same) == 1 for same in notes.values()) else tuple(sorted(found, key=_place))


def _place(note: Footnote) -> int:
    return note.mark_paragraph or note.note_paragraph or 0


def _pairs(
    marked: Sequence[tuple[int, int]], notes: Sequence[tuple[int, str]]
) -> Iterator[tuple[tuple[int, int] | None, tuple[int, str] | None]]:
    """Marks and notes of one number: one note has the first mark, several have one mark each, in their order."""
    if len(notes) <= 1:
        yield (marked[0] if marked else None, notes[0] if notes else None)
        return
    used = 0
    for i, note in enumerate(notes):
        after = notes[i - 1][0] if i else 0
        ahead = [mark for mark in marked[used:] if after < mark[0] < note[0]]
        mark = ahead[0] if ahead else next(iter(marked[used:]), None)
        used = marked.index(mark) + 1 if mark else used
        yield mark, note


class _Sentences:
    """The sentences of a document's paragraphs, each paragraph walked through once."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self._known: dict[int, tuple[str, list[int]]] = {}

    def on(self, mark: tuple[int, int] | None) -> str:
        """The sentence of a mark, without marks; a sentence that a page's end breaks is put together again."""
        if mark is None:
            return ""
        at, position = mark
        text, ends = self._known.get(at) or self._walk(at)
        # "…đạt chuẩn.¹ Xã…": the mark belongs to the sentence that ends before it.
        inner = position - 1
        while inner > 0 and text[inner] in _CLOSERS:
            inner -= 1
        i = bisect_right(ends, inner)
        start, end = ends[i - 1] if i else 0, ends[i] if i < len(ends) else None
        sentence = text[start:end]
        if start == 0 and sentence[:1].islower():
            sentence = f"{_tail(_beside(self._paragraphs, at, -1))} {sentence}"
        if end is None and not sentence.rstrip(_THIN).endswith((";", ":", ".", "!", "?")):
            sentence = f"{sentence} {_continued(_beside(self._paragraphs, at, 1))}"
        return re.sub(r"\s+", " ", sentence.replace(_NOTHING, "")).strip()

    def _walk(self, at: int) -> tuple[str, list[int]]:
        text = without_marks(self._paragraphs[at - 1])
        self._known[at] = text, [match.end() for match in _SENTENCE.finditer(text)]
        return self._known[at]


def _beside(paragraphs: Sequence[Paragraph], at: int, step: int) -> str:
    """The text of the next paragraph of the body, behind notes and empty lines; empty when another sort follows."""
    for i in range(at - 1 + step, (at - 1) + step * 12, step):
        if not 0 <= i < len(paragraphs):
            return ""
        if paragraphs[i].text.strip() and paragraphs[i].role != "note":
            return without_marks(paragraphs[i]) if paragraphs[i].role in ("body", "list", "heading") else ""
    return ""


def _tail(text: str) -> str:
    """The unfinished sentence with which a paragraph ends; empty when it ends with a sentence."""
    if text.rstrip(_THIN).endswith((".", "!", "?", ";", ":")):
        return ""
    return text[max((m.end() for m in _SENTENCE.finditer(text)), default=0) :]


def _continued(text: str) -> str:
    """The rest of a sentence with which a paragraph begins, in small letters."""
    if not text[:1].islower():
        return ""
    end = _SENTENCE.search(text)
    return text[: end.end() if end else len(text)]
