"""Figures: the numbers of a report that state a quantity, each with its unit, subject, part and whereabouts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from danvan.proof.amounts import amount_after, next_step
from danvan.proof.exclusions import excluded, labels, ranks
from danvan.proof.notes import without_marks
from danvan.proof.nouns import Unit, unit_after
from danvan.proof.number_words import in_words
from danvan.proof.numbers import Number, numbers
from danvan.proof.parts import part_of
from danvan.proof.reading import Citation, Figure, Paragraph
from danvan.proof.subjects import subject_of
from danvan.proof.table_figures import tables_of
from danvan.proof.whereabouts import Whereabouts, place_in

#: How far before a number its qualifier and its label are looked for, in characters.
_NEAR: Final = 60
_QUALIFIER = re.compile(
    r"(?i)(?<!\w)(?<!cao )(?<!thấp )(?<!nhiều )(?<!lớn )(?<!ít )"
    r"(trên|hơn|gần|khoảng|dưới|ước khoảng|ước|xấp xỉ|tối thiểu|tối đa|ít nhất|không quá|bình quân)\s+$"
)
_TOTAL = re.compile(
    r"(?i)(?<!\w)(tổng số tiền|tổng số|tổng trị giá|tổng giá trị|tổng kinh phí|tổng chi phí|tổng cộng)"
    r"(?:\s+là)?\s*:?\s+$"
)
_BARE_BEFORE = re.compile(
    r"(?i)(?::|(?<!\w)(?:là|được|đạt|còn|còn lại|gồm|tăng|giảm|tổng số|tổng cộng|tổng|cộng|bằng|xuống|lên|vượt|hơn|trên"
    r"|gần|khoảng|giải quyết|xử lý|tiếp nhận|hoàn thành|bình quân|chiếm))\s*$"
)
_BARE_AFTER = re.compile(r"\s*(?:[;,.)(=[\u200b]|$|(?:và|đạt|chiếm|tăng|giảm|trong đó|với|trên tổng|so với)(?!\w))")
#: No number in words above ten is without one of these, and no smaller one without its own.
_MAYBE_WORDS = re.compile(r"(?:[Hh]ai|[Bb]a|[Bb]ốn|[Ss]áu|[Bb][ảẩ]y|[Tt]ám|[Cc]hín|[Mm]ười|[Tt]răm|[Nn]ghìn|[Nn]gàn)\s")
#: "cấp 2" is a level, "cấp 12 thẻ" hands them out.
_LEVELS: Final = 5
_OF = re.compile(r"\s*(?:(?:trên|trong)\s+(?:tổng\s+)?số|(?<![^0-9]1)(?<!01)\s+trong)\s+[0-9]")
_LISTED = re.compile(r"[(,;]\s*(?:(?:và\s)?[^\W\d_]+\s){1,6}$")
_SEMICOLONS = re.compile(r";\s*(?:[^\W\d_]+,?\s){1,8}$")
_COMMA_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\s*$")
_RANGE = re.compile(r"\s?(?:[-–—]|đến|tới|lên|xuống còn|xuống)\s?(?=[0-9])")
#: Words before a number in words that make an idiom of it: "cả hai", "thứ ba", "một trong hai".
_IDIOM_BEFORE = re.compile(
    r"(?i)(?<!\w)(?:cả|các|thứ|mỗi|những|trong|tháng|mùng|vòng|hạng|nhất|đôi|một)\s+$|\(\s*$|bằng chữ:?\s*$"
)
_IDIOM_AFTER = re.compile(r"(?i)\s*(?:cuộc (?:kháng|vận|chiến|cách)|đồng chí\b)")


@dataclass(frozen=True)
class _Line:
    """One paragraph in work: ``text`` without its notes' marks, ``printed`` as it stands."""

    paragraph: Paragraph
    text: str
    printed: str

    def before(self, start: int) -> str:
        return self.text[max(0, start - _NEAR) : start]


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
    if not any(map(str.isdecimal, paragraph.text)) and not _MAYBE_WORDS.search(paragraph.text):
        return
    line = _Line(paragraph, without_marks(paragraph), paragraph.text)
    found = sorted(_measured(line, excluded(paragraph, cited)), key=lambda pair: pair[0].start)
    where = Whereabouts(line.text, above)
    previous: Figure | None = None
    for index, (number, unit) in enumerate(found):
        following = found[index + 1][0].start if index + 1 < len(found) else len(line.text)
        previous = _figure(line, number, unit, previous, where, following)
        yield previous


def _measured(line: _Line, barred: Iterable[tuple[int, int]]) -> Iterator[tuple[Number, Unit | None]]:
    """The numbers that measure something, each with its unit; those in words after those in digits."""
    shut = sorted(barred)
    open_numbers = _outside(list(numbers(line.text)), shut)
    position, previous = 0, None
    for index, printed in enumerate(open_numbers):
        if printed.start < position:
            continue
        number, unit = _whole(line.text, open_numbers, index)
        if _counts(line, number, unit, previous):
            previous = number, unit
            position = unit.end if unit else number.end
            yield previous
    yield from _worded(line, shut)


def _outside(found: Sequence[Number], barred: Sequence[tuple[int, int]]) -> list[Number]:
    """The numbers that touch none of the barred stretches (sorted)."""
    result, reach, index = [], 0, 0
    for number in found:
        while index < len(barred) and barred[index][0] < number.end:
            reach = max(reach, barred[index][1])
            index += 1
        if reach <= number.start:
            result.append(number)
    return result


def _whole(text: str, found: Sequence[Number], index: int) -> tuple[Number, Unit | None]:
    """A number with its unit: an amount in two steps is one number, the first of a range has the second's unit."""
    number = found[index]
    following = found[index + 1] if index + 1 < len(found) else None
    if following is not None:
        amount = amount_after(text, number.end)
        if amount is not None and next_step(text, amount) == following.start:
            unit = unit_after(text, following.end)
            if unit is not None:
                value = number.value * amount.factor + following.value * unit.factor
                whole = text[number.start : following.end]
                joined = replace(number, end=following.end, text=whole, value=value, digits=0)
                return joined, replace(unit, factor=Decimal(1))
        between = _RANGE.match(text, number.end)
        if between is not None and between.end() == following.start and number.denominator is None:
            unit = unit_after(text, following.end)
            if unit is not None and unit.known and not unit.time:
                return number, replace(unit, end=number.end)
    return number, unit_after(text, number.end)


def _worded(line: _Line, barred: Sequence[tuple[int, int]]) -> Iterator[tuple[Number, Unit | None]]:
    """Numbers in words that surely count: mười lăm hộ, hai hội nghị; "hàng trăm" has no value to be doubted."""
    for found in in_words(line.text):
        if found.vague or found.value < 2 or line.text[found.start : found.end].lower() in ("năm", "tư"):
            continue
        unit = unit_after(line.text, found.end)
        sure = unit is not None and unit.known and not unit.time and (unit.strong or found.value > 10)
        if not sure or _IDIOM_BEFORE.search(line.before(found.start)) or _IDIOM_AFTER.match(line.text, found.end):
            continue
        words = line.text[found.start : found.end]
        number = Number(found.start, found.end, words, found.value, 0, None)
        if _outside([number], barred):
            yield number, unit


def _counts(line: _Line, number: Number, unit: Unit | None, previous: tuple[Number, Unit | None] | None) -> bool:
    """Whether a number measures something, by what stands round it."""
    text, near = line.text, line.before(number.start)
    if ranks(near):
        return True
    if number.denominator is not None and _looks_like_a_day(number) and not (unit and unit.known and not unit.time):
        return False
    before = _WORD_BEFORE.search(near)
    word = before["word"] if before else ""
    label = labels(near) or (word.lower() == "cấp" and number.value <= _LEVELS)
    labelled = label or (word[:1].isupper() and not _starts_clause(near, before))
    if unit is None:
        return _bare(line, number) or (not label and _unnamed(line, number, previous, word))
    if unit.time or _is_year(number, unit):
        return False
    if unit.strong:
        return True
    padded = number.text.startswith("0") or number.value >= 100 or not number.text.isdecimal()
    if label:
        return unit.known and padded
    if labelled:
        return unit.known
    return unit.known or not (_glued(text, number) or _named(text, number, unit))


def _starts_clause(near: str, word: re.Match[str] | None) -> bool:
    return word is None or not near[: word.start()].rstrip() or near[: word.start()].rstrip()[-1] in '.:;-–+”"(•*#|'


def _bare(line: _Line, number: Number) -> bool:
    printed = number.text
    if _glued(line.text, number) or _is_year(number, None):
        return False
    if printed.isdecimal() and (len(printed) > 7 or (len(printed) > 3 and printed.startswith("0"))):
        return False
    before = _BARE_BEFORE.search(line.before(number.start))
    return before is not None and _BARE_AFTER.match(line.text, number.end) is not None


def _unnamed(line: _Line, number: Number, previous: tuple[Number, Unit | None] | None, word: str) -> bool:
    """A count whose noun goes without saying: "(khiển trách 34, cảnh cáo 14)", "38 trong số 43"."""
    text, near = line.text, line.before(number.start)
    if _glued(text, number) or _is_year(number, None):
        return False
    if _OF.match(text, number.end):
        return True
    if _BARE_AFTER.match(text, number.end) is None:
        return False
    if _THOUSANDS.fullmatch(number.text):
        return True
    if word[:1].isupper() or previous is None or number.denominator is not None:
        return False
    if _SEMICOLONS.search(near) is not None and re.match(r"\s*[;.]", text[number.end : number.end + 3]):
        return True
    listed = _LISTED.search(near) is not None
    opened = text.rfind("(", max(0, number.start - 300), number.start)
    inside = opened >= 0 and ")" not in text[opened : number.start]
    return (listed and inside and number.digits == 0) or _last_of_list(text, number, previous)


def _last_of_list(text: str, number: Number, previous: tuple[Number, Unit | None] | None) -> bool:
    """ "… người, khác 19." lets the last number of a list go without the noun that the ones before it had."""
    if previous is None or previous[1] is None or not number.text.isdecimal():
        return False
    between = text[previous[1].end : number.start]
    return re.fullmatch(r",\s[a-zđà-ỹ ]+", between) is not None and text[number.end : number.end + 1] in (".", ";", ")")


def _named(text: str, number: Number, unit: Unit) -> bool:
    """ "217 Nguyễn Huệ" is a house, "03 Ban Thường vụ" are counted."""
    words = re.match(r"\s*([^\W\d_]+)\s+([^\W\d_]+)", text[number.end : number.end + 40])
    return words is not None and words[1].istitle() and words[2].istitle() and not number.text.startswith("0")


def _glued(text: str, number: Number) -> bool:
    return text[number.end : number.end + 1].isalpha()


def _is_year(number: Number, unit: Unit | None) -> bool:
    return re.fullmatch(r"(?:19|20)[0-9]{2}", number.text) is not None and not (unit and unit.strong)


def _looks_like_a_day(number: Number) -> bool:
    return re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}", number.text) is not None and (
        1 <= number.value <= 31 and 1 <= (number.denominator or 0) <= 12
    )


def _figure(
    line: _Line, number: Number, unit: Unit | None, previous: Figure | None, where: Whereabouts, following: int
) -> Figure:
    text, start = line.text, number.start
    end = unit.end if unit else number.end
    qualifier, near = "", line.before(start)
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
        quote=line.printed[start:end],
        start=start,
        end=end,
        paragraph=line.paragraph.n,
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
    return qualifier[1].lower() == "trên" and not re.search(r"[,;.:()]|(?<!\w)và(?!\w)", text[previous.end : at])
