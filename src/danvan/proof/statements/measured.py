"""Which numbers of a text measure something, and by what unit: asked of what stands round them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from danvan.proof.statements.amounts import amount_after, next_step
from danvan.proof.statements.exclusions import labels, ranks
from danvan.proof.statements.nouns import Unit, unit_after
from danvan.proof.statements.number_words import in_words
from danvan.proof.statements.numbers import Number, numbers

#: A number that measures, and what stands for its unit after it.
Measured = tuple[Number, Unit | None]
#: How far before a number its qualifier and its label are looked for, in characters.
_NEAR: Final = 60
_BARE_BEFORE = re.compile(
    r"(?i)(?::|(?<!\w)(?:là|được|đạt|còn|còn lại|tại|gồm|tăng|giảm|tổng số|tổng cộng|tổng|cộng|bằng|xuống|lên|vượt|hơn"
    r"|trên|gần|khoảng|giải quyết|xử lý|tiếp nhận|hoàn thành|bình quân|chiếm))\s*$"
)
_BARE_AFTER = re.compile(r"\s*(?:[;,.)(=[\u200b]|$|(?:và|đạt|chiếm|tăng|giảm|trong đó|với|trên tổng|so với)(?!\w))")
#: "cấp 2" is a level, "cấp 12 thẻ" hands them out.
_LEVELS: Final = 5
_OF = re.compile(r"\s*(?:(?:trên|trong)\s+(?:tổng\s+)?số|(?<![^0-9]1)(?<!01)\s+trong)\s+[0-9]")
_PARTED = re.compile(r"(?i)(?<!\w)(?:trong đó|gồm|cụ thể|chia ra)(?!\w)")
_PERCENT_BEFORE = re.compile(r"%\s*\(\s*$")
_PERCENT_AFTER = re.compile(r"\s*[(,]?\s*(?:(?:đạt|chiếm|bằng|=)\s*)?(?:tỷ lệ\s*)?[0-9]+(?:,[0-9]+)?\s?%")
#: "370 (trong đó …)", "số người ứng cử 92,".
_OPENED = re.compile(r"\s*\((?:trong đó|chiếm|đạt|tăng|giảm|gồm|tỷ lệ)(?!\w)")
_NUMBER_OF = re.compile(
    r"(?:^|[;.,:(]\s*)(?:[Tt]ổng s|[Ss])ố\s(?!nhà|báo danh|thứ tự|hiệu|phách|điện)[^,;.:()0-9]{3,80}\s$"
)
_LISTED = re.compile(r"[(,;:]\s*(?:(?:và\s)?[^\W\d_]+\s){1,6}$")
_SEMICOLONS = re.compile(r";\s*(?:[^\W\d_]+,?\s){1,8}$")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\s*$")
_RANGE = re.compile(r"\s?(?:[-–—]|đến|tới|lên|xuống còn|xuống)\s?(?=[0-9])")
#: Words before a number in words that make an idiom of it: "cả hai", "thứ ba", "một trong hai".
_IDIOM_BEFORE = re.compile(
    r"(?i)(?<!\w)(?:cả|các|thứ|mỗi|những|trong|tháng|mùng|vòng|hạng|nhất|đôi|một)\s+$|\(\s*$|bằng chữ:?\s*$"
)
#: Words that lead a count; "giữa hai người" counts nobody.
_LED = re.compile(
    r"(?i)(?<!\w)(?:có|được|thêm|gồm|tổ chức|mở|họp|trao|tặng|hỗ trợ|xây|lập|nạp|còn|đủ|cử|giao|mời)\s+$"
    r"|(?:^|[,.;]\s*)$"
)
_IDIOM_AFTER = re.compile(r"(?i)\s*(?:cuộc (?:kháng|vận|chiến|cách)|đồng chí\b)")


def before(text: str, start: int) -> str:
    """What stands before a number, as far as its qualifier and its label are looked for."""
    return text[max(0, start - _NEAR) : start]


def measured(text: str, barred: Iterable[tuple[int, int]]) -> Iterator[Measured]:
    """The numbers that measure something, each with its unit; those in words after those in digits."""
    shut = sorted(barred)
    open_numbers = _outside(list(numbers(text)), shut)
    position, previous = 0, None
    for index, printed in enumerate(open_numbers):
        if printed.start < position:
            continue
        number, unit = _whole(text, open_numbers, index)
        if _counts(text, number, unit, previous):
            previous = number, unit
            position = unit.end if unit else number.end
            yield previous
    yield from _worded(text, shut)


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


def _whole(text: str, found: Sequence[Number], index: int) -> Measured:
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


def _worded(text: str, barred: Sequence[tuple[int, int]]) -> Iterator[Measured]:
    """Numbers in words that surely count: mười lăm hộ, hai hội nghị; "hàng trăm" has no value to be doubted."""
    for found in in_words(text):
        if found.vague or found.value < 2 or text[found.start : found.end].lower() in ("năm", "tư"):
            continue
        unit = unit_after(text, found.end)
        led = _LED.search(before(text, found.start)) is not None
        sure = unit is not None and unit.known and not unit.time and (found.value > 10 or (unit.strong and led))
        if not sure or _IDIOM_BEFORE.search(before(text, found.start)) or _IDIOM_AFTER.match(text, found.end):
            continue
        words = text[found.start : found.end]
        number = Number(found.start, found.end, words, found.value, 0, None)
        if _outside([number], barred):
            yield number, unit


def _counts(text: str, number: Number, unit: Unit | None, previous: Measured | None) -> bool:
    """Whether a number measures something, by what stands round it."""
    near = before(text, number.start)
    if ranks(near):
        return True
    if number.denominator is not None and unit is None and _of_a_share(text, number):
        return True
    if number.denominator is not None and _looks_like_a_day(number) and not (unit and unit.known and not unit.time):
        return False
    last = _WORD_BEFORE.search(near)
    word = last["word"] if last else ""
    label = labels(near) or (word.lower() == "cấp" and number.value <= _LEVELS)
    labelled = label or (word[:1].isupper() and not _starts_clause(near, last))
    if unit is None:
        return _bare(text, number) or _grouped(text, number) or (not label and _unnamed(text, number, previous, word))
    if unit.time or _is_year(number, unit):
        return False
    if unit.strong:
        return True
    padded = number.text.startswith("0") or number.value >= 100 or not number.text.isdecimal()
    if label:
        return unit.known and padded
    if labelled:
        return unit.known
    return unit.known or not (_glued(text, number) or _named(text, number))


def _starts_clause(near: str, word: re.Match[str] | None) -> bool:
    return word is None or not near[: word.start()].rstrip() or near[: word.start()].rstrip()[-1] in '.:;-–+”"(•*#|'


def _bare(text: str, number: Number) -> bool:
    printed = number.text
    if _glued(text, number) or _is_year(number, None):
        return False
    if printed.isdecimal() and (len(printed) > 7 or (len(printed) > 3 and printed.startswith("0"))):
        return False
    led = _BARE_BEFORE.search(before(text, number.start))
    return led is not None and _BARE_AFTER.match(text, number.end) is not None


def _unnamed(text: str, number: Number, previous: Measured | None, word: str) -> bool:
    """A count whose noun goes without saying: "(khiển trách 34, cảnh cáo 14)", "38 trong số 43"."""
    near = before(text, number.start)
    if _glued(text, number) or _is_year(number, None):
        return False
    if _OF.match(text, number.end):
        return True
    if _BARE_AFTER.match(text, number.end) is None:
        return False
    if _OPENED.match(text, number.end) or _NUMBER_OF.search(text, max(0, number.start - 100), number.start):
        return True
    if previous is None or number.denominator is not None:
        return False
    opened = text.rfind("(", max(0, number.start - 300), number.start)
    inside = opened >= 0 and ")" not in text[opened : number.start]
    if word[:1].isupper():
        return inside and _adds_up(text, opened)
    if _SEMICOLONS.search(near) is not None:
        after = text[number.end :].lstrip()[:1]
        return after == ";" or (after == "." and previous[1] is None)
    listed = _LISTED.search(near) is not None and number.digits == 0
    return (listed and (inside or _parted(text, number.start))) or _last_of_list(text, number, previous)


def _grouped(text: str, number: Number) -> bool:
    """ "cấp mới 153.736, tăng": what has a dot for its thousands is no number of a place or a paper."""
    return _THOUSANDS.fullmatch(number.text) is not None and _BARE_AFTER.match(text, number.end) is not None


def _parted(text: str, start: int) -> bool:
    """Whether a list of parts was opened in the sentence: "trong đó: trước hạn 234, đúng hạn 990"."""
    sentence = text[max(0, start - 200) : start]
    marks = [match.end() for match in _PARTED.finditer(sentence)]
    return bool(marks) and re.search(r"[.;]\s", sentence[marks[-1] :]) is None


def _adds_up(text: str, opened: int) -> bool:
    """ "12 nhà (Bản Mới 5, Na Lúa 7)": numbers after names count when they make the sum before the bracket."""
    closed = text.find(")", opened)
    inner = list(numbers(text[opened + 1 : closed])) if 0 < closed - opened < 400 else []
    total = next((n.value for n in reversed(list(numbers(text[max(0, opened - 60) : opened])))), None)
    return len(inner) > 1 and sum(number.value for number in inner) == total


def _last_of_list(text: str, number: Number, previous: Measured | None) -> bool:
    """ "… người, khác 19." lets the last number of a list go without the noun that the ones before it had."""
    if previous is None or previous[1] is None or not number.text.isdecimal():
        return False
    between = text[previous[1].end : number.start]
    return re.fullmatch(r",\s[a-zđà-ỹ ]+", between) is not None and text[number.end : number.end + 1] in (".", ";", ")")


def _named(text: str, number: Number) -> bool:
    """ "217 Nguyễn Huệ" is a house, "03 Ban Thường vụ" are counted."""
    words = re.match(r"\s*([^\W\d_]+)\s+([^\W\d_]+)", text[number.end : number.end + 40])
    return words is not None and words[1].istitle() and words[2].istitle() and not number.text.startswith("0")


def _glued(text: str, number: Number) -> bool:
    return text[number.end : number.end + 1].isalpha()


def _is_year(number: Number, unit: Unit | None) -> bool:
    return re.fullmatch(r"(?:19|20)[0-9]{2}", number.text) is not None and not (unit and unit.strong)


def _of_a_share(text: str, number: Number) -> bool:
    """Whether a percentage stands beside a fraction: "100% (12/12)", "5/8, đạt 62,5%"."""
    top, bottom = number.value, number.denominator or 0
    near = _PERCENT_BEFORE.search(before(text, number.start)) or _PERCENT_AFTER.match(text, number.end)
    return near is not None and bottom > 0 and top <= bottom * 10


def _looks_like_a_day(number: Number) -> bool:
    return re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}", number.text) is not None and (
        1 <= number.value <= 31 and 1 <= (number.denominator or 0) <= 12
    )
