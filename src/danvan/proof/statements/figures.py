"""Figures: the numbers of a report that state a quantity, each with its unit, subject, part and whereabouts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from danvan.proof.reading import Citation, Figure, Paragraph
from danvan.proof.statements.exclusions import excluded, ranks
from danvan.proof.statements.measured import before, measured
from danvan.proof.statements.notes import without_marks
from danvan.proof.statements.nouns import Unit
from danvan.proof.statements.numbers import Number
from danvan.proof.statements.parts import part_of
from danvan.proof.statements.subjects import subject_of
from danvan.proof.statements.table_figures import tables_of
from danvan.proof.statements.whereabouts import Whereabouts, place_in

_QUALIFIER = re.compile(
    r"(?i)(?<!\w)(?<!cao )(?<!thấp )(?<!nhiều )(?<!lớn )(?<!ít )"
    r"(trên|hơn|gần|khoảng|dưới|ước khoảng|ước|xấp xỉ|tối thiểu|tối đa|ít nhất|không quá|bình quân)\s+$"
)
_TOTAL = re.compile(
    r"(?i)(?<!\w)(tổng số tiền|tổng số|tổng trị giá|tổng giá trị|tổng kinh phí|tổng chi phí|tổng cộng)"
    r"(?:\s+là)?\s*:?\s+$"
)
_OUT_OF = re.compile(r"\s*(?:(?!với|và|cho|có|được|cùng|của)[^\W\d_]+\s+){0,3}")
_DIGIT = re.compile(r"\d")
_COMMA_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
#: No number in words above ten is without one of these, and no smaller one without its own.
_MAYBE_WORDS = re.compile(r"(?:[Hh]ai|[Bb]a|[Bb]ốn|[Ss]áu|[Bb][ảẩ]y|[Tt]ám|[Cc]hín|[Mm]ười|[Tt]răm|[Nn]ghìn|[Nn]gàn)\s")


def figures(paragraphs: Sequence[Paragraph], cited: Iterable[Citation] = ()) -> Iterator[Figure]:
    """Every figure of the paragraphs, in order. Headings and letterheads state none. ``cited``: their citations."""
    by_paragraph: dict[int, list[Citation]] = defaultdict(list)
    for citation in cited:
        by_paragraph[citation.paragraph].append(citation)
    above: list[tuple[int, str]] = []
    celled: dict[int, list[Figure]] = defaultdict(list)
    for table in tables_of(paragraphs):
        for figure in table.figures():
            celled[figure.paragraph].append(figure)
    for paragraph in paragraphs:
        if paragraph.role == "heading":
            above = [(level, place) for level, place in above if level < paragraph.level]
            above.append((paragraph.level, place_in(paragraph.text)))
        if paragraph.role not in ("heading", "head", "signature"):
            place = next((place for _, place in reversed(above) if place), "")
            found = figures_in(paragraph, by_paragraph.get(paragraph.n, ()), above=place)
            if paragraph.role == "table":
                found = _with_cells(found, [replace(cell, place=place) for cell in celled[paragraph.n]])
            yield from found


def _with_cells(found: Iterable[Figure], cells: Sequence[Figure]) -> Iterator[Figure]:
    """The figures of a table's paragraph: where a cell holds only a number, its header tells what it is."""
    starts = {cell.start for cell in cells}
    yield from sorted([*cells, *(f for f in found if f.start not in starts)], key=lambda figure: figure.start)


def figures_in(paragraph: Paragraph, cited: Iterable[Citation] = (), *, above: str = "") -> Iterator[Figure]:
    """The figures of one paragraph, from left to right; ``above`` is the place that its heading names."""
    if not _DIGIT.search(paragraph.text) and not _MAYBE_WORDS.search(paragraph.text):
        return
    text = without_marks(paragraph)
    found = sorted(measured(text, excluded(paragraph, cited)), key=lambda pair: pair[0].start)
    where = Whereabouts(text, above)
    previous: Figure | None = None
    for index, (number, unit) in enumerate(found):
        following = found[index + 1][0].start if index + 1 < len(found) else len(text)
        previous = _figure(paragraph, number, unit, previous, where, following)
        yield previous


def _figure(
    paragraph: Paragraph,
    number: Number,
    unit: Unit | None,
    previous: Figure | None,
    where: Whereabouts,
    following: int,
) -> Figure:
    text, start = where.text, number.start
    end = unit.end if unit else number.end
    qualifier, near = "", before(text, start)
    inexact, total = _QUALIFIER.search(near), _TOTAL.search(near)
    ranked = ranks(near)
    # "2.779 người trên 10.739 người": trên after a figure means "out of".
    if inexact is not None and not (previous and _out_of(text, previous, start, inexact)):
        qualifier, start = inexact[1].lower(), start - len(near) + inexact.start(1)
    elif total is not None:
        qualifier = total[1].lower()
    if unit is not None and unit.strong and unit.known and _COMMA_THOUSANDS.fullmatch(number.text) and _people(unit):
        number = replace(number, value=number.value.scaleb(3).quantize(Decimal(1)), digits=0)
    factor = unit.factor if unit else Decimal(1)
    share = number.denominator is not None or (unit is not None and unit.name in ("%", "‰"))
    money = unit is not None and unit.name.split("/")[0] in ("đồng", "usd", "USD")
    sentence = previous if previous and not re.search(r"[.;]\s", text[previous.end : start]) else None
    return Figure(
        quote=paragraph.text[start:end],
        start=start,
        end=end,
        paragraph=paragraph.n,
        value=number.value * factor,
        denominator=None if number.denominator is None else number.denominator * factor,
        digits=number.digits,
        unit=unit.name if unit else "",
        qualifier=qualifier,
        subject=subject_of(text, start, end, sentence),
        part=part_of(text, start, end, share=share, total=total is not None, ranked=ranked, money=money),
        place=where.place(start, end, following),
        period=where.period(start, end, following),
    )


def _people(unit: Unit) -> bool:
    """Whether no part of one can be counted, so that "1,250 người" can only be thousands."""
    return unit.factor == 1 and unit.name.split()[0].lower() in (
        "người",
        "hộ",
        "lượt",
        "hội",
        "đoàn",
        "đảng",
        "cử",
        "nhân",
    )


def _out_of(text: str, previous: Figure, start: int, qualifier: re.Match[str]) -> bool:
    at = start - (len(qualifier.string) - qualifier.start())
    return qualifier[1].lower() == "trên" and _OUT_OF.fullmatch(text, previous.end, at) is not None
