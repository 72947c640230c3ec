"""The words that follow a number: counting nouns, measures and money, and how far they reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

_MULTIPLIERS: Final = {
    "nghìn": Decimal(10) ** 3,
    "ngàn": Decimal(10) ** 3,
    "vạn": Decimal(10) ** 4,
    "triệu": Decimal(10) ** 6,
    "tỷ": Decimal(10) ** 9,
    "tỉ": Decimal(10) ** 9,
}
_MULTIPLIER = re.compile(rf"(?i)\s*(?P<word>{'|'.join(_MULTIPLIERS)})\b(?!\s+(?:lệ|trọng|suất))")
_MONEY = re.compile(r"(?i)\s*(?P<word>đồng|vnđ|vnd|usd|đô la)\b(?!\s+(?:chí|bào|đội|thời|bộ|ý))")
_PERCENT = re.compile(r"\s*(?P<word>%|‰|phần trăm\b)")
_MEASURE = re.compile(
    r"\s*(?P<word>ha|km²|km2|km|m²|m2|m³|m3|m|cm|mm|kg|tấn|tạ|yến|lít|kwh|mw|mét khối|mét vuông|mét|héc ta)"
    r"(?![\w²³])",
    re.IGNORECASE,
)
_PER = re.compile(r"\s?/\s?(?:[a-zđà-ỹ]+\s?/\s?)?[a-zđà-ỹ]+[²³]?(?:\s(?:dân|năm))?(?!\w)")
_WORDS_IN_BRACKETS = re.compile(r"\s*\([a-zđà-ỹ ]{2,40}\)")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_JOINED = re.compile(r"(?:,\s|\svà\s)")
_TIME_WORDS = """
    năm tháng tuần ngày giờ phút giây tuổi quý h đêm thế nhiệm
"""
#: A span of time measures no result; "ngày công" (man-days) does.
TIMES: Final = frozenset(_TIME_WORDS.split())
_NO_NOUN_WORDS = """
    là có và với của trong tại cho được đã đang sẽ bị do về từ đến tới ở trên dưới qua theo để khi mà
    thì còn như nhưng nên không chưa cũng đều phải các những một hai ba bốn năm mỗi từng hoặc hay gồm
    thuộc giữa sau trước so vào ra lên xuống đạt chiếm bằng tăng giảm tham thu tổ trị nhằm cùng gắn đối
    trừ nay này đó kia nếu vì bởi đầu cuối chỉ rất hơn kém gần khoảng toàn cả tất đủ triển thực tiếp
"""
#: Words that never count anything: verbs, prepositions, conjunctions that may follow a number in a sentence.
_NO_NOUNS: Final = frozenset(_NO_NOUN_WORDS.split())


@dataclass(frozen=True, slots=True)
class Unit:
    """What follows a number: ``end`` is where it ends, ``factor`` multiplies the number ("triệu" is a million).

    ``known`` tells a word of our list, a measure or money from a word that merely stands where a noun would;
    ``strong`` ones count even after the name of a numbered place; ``time`` is a span of time.
    """

    end: int
    name: str
    factor: Decimal = Decimal(1)
    known: bool = True
    strong: bool = False
    time: bool = False


@cache
def _nouns() -> dict[tuple[str, ...], bool]:
    lines = (Path(__file__).parent / "data" / "nouns.txt").read_text(encoding="utf-8").splitlines()
    words = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return {tuple(re.findall(r"[^\W\d_]+|[,-]", w.lstrip("!").lower())): w.startswith("!") for w in words}


def unit_after(text: str, position: int) -> Unit | None:
    """The unit that stands right after a number ending at ``position``; None when nothing that counts follows."""
    in_words = _WORDS_IN_BRACKETS.match(text, position)
    if in_words is not None:
        position = in_words.end()
    percent = _PERCENT.match(text, position)
    if percent is not None:
        name = "%" if percent["word"].startswith("phần") else percent["word"]
        return Unit(percent.end(), name, strong=True)
    factor, after = Decimal(1), position
    multiplier = _MULTIPLIER.match(text, position)
    if multiplier is not None:
        factor, after = _MULTIPLIERS[multiplier["word"].lower()], multiplier.end()
    money = _MONEY.match(text, after)
    if money is not None:
        name = "đồng" if money["word"].lower() in ("đồng", "vnđ", "vnd") else money["word"]
        return _per(text, Unit(money.end(), name, factor, strong=True))
    measure = _MEASURE.match(text, after)
    if measure is not None:
        return _per(text, Unit(measure.end(), measure["word"], factor, strong=True))
    noun = _noun(text, after)
    if noun is not None:
        return _per(text, Unit(noun.end, noun.name, factor, noun.known, noun.strong, noun.time))
    if multiplier is not None and factor >= 10**6:
        return Unit(after, "đồng", factor, strong=True)
    return None


def _per(text: str, unit: Unit) -> Unit:
    match = _PER.match(text, unit.end)
    if match is None or unit.time:
        return unit
    name = unit.name + re.sub(r"\s*/\s*", "/", match[0].strip())
    return Unit(match.end(), name, unit.factor, unit.known, unit.strong)


def _noun(text: str, position: int) -> Unit | None:
    match = re.compile(r"\s*").match(text, position)
    start = match.end() if match else position
    first = _WORD.match(text, start)
    if first is None:
        return None
    known = longest_noun(text, start)
    if known is not None:
        end, strong = known
        end = _coordinated(text, end)
        return Unit(end, text[start:end], strong=strong)
    word = first[0].lower()
    if word in TIMES:
        return Unit(first.end(), word, time=True)
    if word in _NO_NOUNS or len(word) < 2 or start == position:
        return None
    second = _WORD.match(text, first.end() + 1) if text[first.end() : first.end() + 1] == " " else None
    end = second.end() if second and second[0].lower() not in _NO_NOUNS | TIMES else first.end()
    return Unit(end, text[start:end], known=False)


def longest_noun(text: str, start: int) -> tuple[int, bool] | None:
    """Where the longest noun of the list that begins at ``start`` ends, and whether it is a strong one."""
    tokens = list(re.compile(r"[^\W\d_]+|[,-]").finditer(text, start, min(len(text), start + 60)))
    best: tuple[int, bool] | None = None
    if not tokens or tokens[0].start() != start:
        return None
    for count in range(1, 8):
        if count > len(tokens) or (count > 1 and not _adjacent(text, tokens[count - 2], tokens[count - 1])):
            break
        key = tuple(token[0].lower() for token in tokens[:count])
        if key in _nouns():
            best = tokens[count - 1].end(), _nouns()[key]
    return best


def _adjacent(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] in ("", " ", "\u00a0")


def _coordinated(text: str, end: int) -> int:
    """Nouns joined to the first one share its number: "70 cán bộ, chiến sĩ và hội viên"."""
    joined = _JOINED.match(text, end)
    while joined is not None:
        known = longest_noun(text, joined.end())
        if known is None or text[joined.end()].isupper() or _counted_again(text, known[0]):
            return end
        end = known[0]
        joined = _JOINED.match(text, end)
    return end


def _counted_again(text: str, end: int) -> bool:
    # "02 người, tôn giáo khác 11 người": the second noun opens its own count.
    return re.search(r"[0-9]", re.split(r"[,;.)]", text[end : end + 60], maxsplit=1)[0]) is not None
