"""Notes and their marks: raised digits (¹²) in a text, [^1] in Markdown, [1] or (1) where the reader found them."""

from __future__ import annotations

import re
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
        if match["md"] is None and match[0] in "²³" and _POWER.search(paragraph.text[: match.start()]):
            continue
        yield int((match["md"] or match[0]).translate(_FROM_RAISED)), match.start(), match.end()


def without_marks(paragraph: Paragraph) -> str:
    """The text with each mark overwritten, letter for letter, by blanks of no width: words end before a mark."""
    text = paragraph.text
    opening = _opening(paragraph)
    spans = [(start, end) for _, start, end in marks(paragraph)]
    for start, end in [*spans, (0, opening.end())] if opening else spans:
        text = text[:start] + "\u200b" * (end - start) + text[end:]
    return text


def footnotes(paragraphs: Sequence[Paragraph]) -> tuple[Footnote, ...]:
    """Every note and every mark, by number; a raised digit after a digit (10⁶) is a mark only if its note exists."""
    texts: dict[int, tuple[int, str]] = {}
    for paragraph in paragraphs:
        opening = _opening(paragraph)
        number = None if opening is None else note_number(opening[0] + "x") or int(opening["number"])
        if opening is not None and number is not None and number not in texts:
            texts[number] = (paragraph.n, paragraph.text[opening.end() :])
    marked: dict[int, int] = {}
    for paragraph in paragraphs:
        for number, start, _ in marks(paragraph):
            after_digit = start > 0 and paragraph.text[start - 1].isdecimal()
            if number not in marked and not (after_digit and number not in texts):
                marked[number] = paragraph.n
    return tuple(
        Footnote(number, marked.get(number), *texts.get(number, (None, ""))) for number in sorted(texts | marked)
    )
