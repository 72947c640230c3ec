"""Figures: the numbers of a report that state a quantity, each with its unit, qualifier and subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from danvan.proof.exclusions import LABEL, excluded
from danvan.proof.notes import without_marks
from danvan.proof.nouns import Unit, unit_after
from danvan.proof.numbers import Number, numbers
from danvan.proof.reading import Figure, Paragraph

_QUALIFIER = re.compile(r"(?i)(?<!\w)(trên|hơn|gần|khoảng|dưới|ước|xấp xỉ|tối thiểu|tối đa|ít nhất)\s+$")
_TOTAL = re.compile(
    r"(?i)(?<!\w)(tổng số tiền|tổng số|tổng trị giá|tổng giá trị|tổng kinh phí|tổng chi phí|tổng cộng)"
    r"(?:\s+là)?\s*:?\s+$"
)
_BARE_BEFORE = re.compile(r"(?i)(?::|(?<!\w)(?:là|được|đạt|còn|gồm|tăng|giảm|tổng số|tổng cộng|tổng|cộng|bằng))\s*$")
_BARE_AFTER = re.compile(r"\s*(?:[;,.)[\u200b]|$|và\s|trên tổng|so với)")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\s*$")
_SINGLE_CELL = re.compile(r"\s*[0-9][0-9.,/\u00a0]*\s*%?\s*")
_BOUNDARY: Final = re.compile(r"[;:.!?()\n]|,\s|(?<!\w)(?:trong đó|gồm|bao gồm|với|có|và)(?!\w)")
_SENTENCE_ENDS: Final = re.compile(r"[;:!?()\n]|\.(?=\s|$)|,\s")
_LEADING = re.compile(
    r"(?i)^(?:[\s,–+•*#-]|(?:tổ chức được|tổ chức|đã|được|là|có|đạt|chiếm|trong đó|và|với|số|tỷ lệ|tổng|toàn)(?!\w))+"
)
_TRAILING = re.compile(
    r"(?i)(?:[\s,:(–-]|(?<!\w)(?:là|có|đạt|chiếm|được|với|còn|gồm|và|bằng|khoảng|trên|hơn|gần|dưới))+$"
)
_SUBJECT_WORDS: Final = 12


def figures(paragraphs: Sequence[Paragraph]) -> Iterator[Figure]:
    """Every figure of the paragraphs, in order. Headings and letterheads state none."""
    for paragraph in paragraphs:
        if paragraph.role not in ("heading", "head", "signature"):
            yield from figures_in(paragraph)


def figures_in(paragraph: Paragraph) -> Iterator[Figure]:
    """The figures of one paragraph, from left to right."""
    barred = excluded(paragraph)
    printed, paragraph = paragraph.text, replace(paragraph, text=without_marks(paragraph))
    previous: Figure | None = None
    for number in numbers(paragraph.text):
        if any(number.start < end and start < number.end for start, end in barred):
            continue
        unit = unit_after(paragraph.text, number.end)
        if not _counts(paragraph, number, unit, previous):
            continue
        previous = _figure(paragraph, number, unit, previous)
        yield replace(previous, quote=printed[previous.start : previous.end])


def _counts(paragraph: Paragraph, number: Number, unit: Unit | None, previous: Figure | None) -> bool:
    """Whether a number measures something, by what stands round it."""
    text = paragraph.text
    if paragraph.role == "table" and _SINGLE_CELL.fullmatch(text):
        # The first column numbers the rows.
        return paragraph.cell is None or paragraph.cell.column != 0
    if number.denominator is not None and _looks_like_a_day(number) and not (unit and unit.known and not unit.time):
        return False
    before = _WORD_BEFORE.search(text, 0, number.start)
    word = before["word"] if before else ""
    label = LABEL.search(text, 0, number.start) is not None
    labelled = label or (word[:1].isupper() and not _starts_clause(text, before))
    if unit is None:
        return _bare(text, number) or (not labelled and _last_of_list(text, number, previous))
    if unit.time or _is_year(number, unit):
        return False
    if unit.strong:
        return True
    padded = number.text.startswith("0") or number.value >= 100 or "." in number.text
    if label:
        return unit.known and padded
    if labelled:
        return unit.known
    return unit.known or not _glued(text, number)


def _starts_clause(text: str, word: re.Match[str] | None) -> bool:
    return word is None or not text[: word.start()].rstrip() or text[: word.start()].rstrip()[-1] in '.:;-–+”"(•*#'


def _bare(text: str, number: Number) -> bool:
    if _glued(text, number) or _is_year(number, None) or (len(number.text) > 4 and number.text.isdecimal()):
        return False
    return _BARE_BEFORE.search(text, 0, number.start) is not None and _BARE_AFTER.match(text, number.end) is not None


def _last_of_list(text: str, number: Number, previous: Figure | None) -> bool:
    """ "… người, khác 19." lets the last number of a list go without the noun that the ones before it had."""
    if previous is None or not previous.unit or not number.text.isdecimal():
        return False
    between = text[previous.end : number.start]
    return re.fullmatch(r",\s[a-zđà-ỹ ]+", between) is not None and text[number.end : number.end + 1] in (".", ";", ")")


def _glued(text: str, number: Number) -> bool:
    return text[number.end : number.end + 1].isalpha()


def _is_year(number: Number, unit: Unit | None) -> bool:
    return re.fullmatch(r"(?:19|20)[0-9]{2}", number.text) is not None and not (unit and unit.strong)


def _looks_like_a_day(number: Number) -> bool:
    return re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}", number.text) is not None and (
        1 <= number.value <= 31 and 1 <= (number.denominator or 0) <= 12
    )


def _figure(paragraph: Paragraph, number: Number, unit: Unit | None, previous: Figure | None) -> Figure:
    text, start = paragraph.text, number.start
    end = unit.end if unit else number.end
    qualifier = ""
    near = _QUALIFIER.search(text, 0, start)
    total = _TOTAL.search(text, 0, start)
    # "2.779 người trên 10.739 người": trên after a figure means "out of".
    if near is not None and not (previous and _out_of(text, previous, near)):
        qualifier, start = near[1].lower(), near.start(1)
    elif total is not None:
        qualifier = total[1].lower()
    factor = unit.factor if unit else 1
    return Figure(
        quote=text[start:end],
        start=start,
        end=end,
        paragraph=paragraph.n,
        value=number.value * factor,
        denominator=None if number.denominator is None else number.denominator * factor,
        digits=number.digits,
        unit=unit.name if unit else "",
        qualifier=qualifier,
        subject=_subject(text, start, end),
    )


def _out_of(text: str, previous: Figure, near: re.Match[str]) -> bool:
    return near[1].lower() == "trên" and not re.search(r"[,;.:()]", text[previous.end : near.start()])


def _subject(text: str, start: int, end: int) -> str:
    """A few words of what is counted: what follows the unit, or else what stands before the number."""
    after = _first_words(text[end:])
    before = _last_words(text[:start])
    if before and after and len(after.split()) < 2:
        return _short(f"{before} {after}")
    return _short(after or before)


def _first_words(text: str) -> str:
    boundary = _BOUNDARY.search(text)
    words = text[: boundary.start()] if boundary else text
    return _LEADING.sub("", words).strip(" \u200b")


def _last_words(text: str) -> str:
    pieces = [piece for piece in _SENTENCE_ENDS.split(text) if _TRAILING.sub("", _LEADING.sub("", piece)).strip()]
    if not pieces:
        return ""
    return _TRAILING.sub("", _LEADING.sub("", pieces[-1])).strip(" \u200b")


def _short(words: str) -> str:
    parts = words.split()
    return " ".join(parts[:_SUBJECT_WORDS])
