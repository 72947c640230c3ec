"""The words that follow a number: counting nouns, measures and money, and how far they reach."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from danvan.proof.statements.amounts import amount_after

_PERCENT = re.compile(r"\s*(?P<word>điểm\s(?:%|phần trăm\b)|%|‰|phần trăm\b)")
_MEASURE = re.compile(
    r"\s*(?P<word>đ/c(?:\s+đảng viên)?|ha|km²|km2|km|m²|m2|m³|m3|m|cm|mm|kg|tấn|tạ|yến|lít|ml|kwh|kva|mva|mwp|kwp|mw|kw"
    r"|mét khối|mét vuông|mét|héc ta|[°º]\s?c|độ c)(?![\w²³])",
    re.IGNORECASE,
)
_SLASH = re.compile(r"\s?/\s?(?:0?1\s)?(?=[^\W\d_])")
_IN_WORDS = re.compile(
    r"(?i)\s*\((?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)(?:\s(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín"
    r"|mười|mươi|trăm|linh|lẻ|nghìn|ngàn|triệu|tỷ))*\)"
)
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_JOINED = re.compile(r"(?:,\s|\svà\s)")
_TOKEN = re.compile(r"[^\W\d_]+|[,-]")
_NEWER = ("oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ", "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy")
_TONES: Final[dict[str, str]] = dict(zip(*(syllables.split() for syllables in _NEWER), strict=True))
#: After a comma these are deeds, not more of what is counted: "12 cổ đông, báo cáo …".
_DEED = re.compile(r"(?:báo cáo|kiến nghị|kết luận|khiếu nại|quyết định|phản ánh|hoạt động|kế hoạch|lãnh đạo)(?!\w)")
#: "1.250 người Kinh": a people belongs to the unit ("người kinh doanh" does not begin with a capital).
_PEOPLE = re.compile(
    r" (?:Kinh|Tày|Thái|Mường|Khmer|Khơ[ -]?me|Mông|H'?[Mm]ông|Nùng|Hoa|Dao|Gia Rai|Ê Đê|Ba Na|Xơ Đăng|Sán Chay|Cơ Ho"
    r"|Chăm|Sán Dìu|Hrê|Ra Glai|Mnông|Xtiêng|Thổ|Khơ Mú|Bru Vân Kiều|Cơ Tu|Giáy|Tà Ôi|Mạ|Giẻ Triêng|Co|Chơ Ro|Xinh Mun"
    r"|Hà Nhì|Chu Ru|Lào|Kháng|La Chí|Phù Lá|La Hủ|La Ha|Pà Thẻn|Chứt|Lự|Lô Lô|Mảng|Cơ Lao|Bố Y|Cống|Ngái|Si La"
    r"|Pu Péo|Rơ Măm|Brâu|Ơ Đu)(?!\w)"
)
_GAPS: Final = ("", " ", "\u00a0")
_BLANKS = re.compile(r"\s*")
_TIME_WORDS = """
    năm tháng tuần ngày giờ phút giây tuổi quý h đêm thế nhiệm
"""
#: A span of time measures no result; "ngày công" (man-days) does.
TIMES: Final = frozenset(_TIME_WORDS.split())
_NO_NOUN_WORDS = """
    là có và với của trong tại cho được đã đang sẽ bị do về từ đến tới ở trên dưới qua theo để khi mà
    thì còn như nhưng nên không chưa cũng đều phải các những một hai ba bốn năm mỗi từng hoặc hay gồm
    thuộc giữa sau trước so vào ra lên xuống đạt chiếm bằng tăng giảm tham thu tổ trị nhằm cùng gắn đối
    trừ nay này đó kia nếu vì bởi đầu cuối chỉ rất hơn kém gần khoảng toàn cả tất đủ triển thực tiếp trở nhờ chứ chở
"""
#: Words that end a noun of two words which the list does not know.
_END_WORDS = "vay dự rõ mới lớn nhỏ cũ đi xong khác lại nêu trồng nhận mua bán làm học đăng ký thi nộp"
_ENDS: Final = frozenset(_END_WORDS.split())
#: Words that never count anything: verbs, prepositions, conjunctions that may follow a number in a sentence.
_NO_NOUNS: Final = frozenset(_NO_NOUN_WORDS.split())
_NO_SECOND: Final = _NO_NOUNS | TIMES | _ENDS


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


def _spelt(word: str) -> str:
    """A word with its tone where newer spelling puts it: "hoà" and "hòa", "uỷ" and "ủy" are one."""
    return word[:-2] + _TONES.get(word[-2:], word[-2:])


@cache
def _nouns() -> dict[tuple[str, ...], bool]:
    lines = (Path(__file__).parents[1] / "data" / "nouns.txt").read_text(encoding="utf-8").splitlines()
    words = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return {tuple(map(_spelt, _TOKEN.findall(word.lstrip("!").lower()))): word.startswith("!") for word in words}


@cache
def _longest() -> dict[str, int]:
    """How many words the longest noun has that begins with a word."""
    longest: dict[str, int] = {}
    for words in _nouns():
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def unit_after(text: str, position: int) -> Unit | None:
    """The unit that stands right after a number ending at ``position``; None when nothing that counts follows."""
    in_words = _IN_WORDS.match(text, position)
    if in_words is not None:
        position = in_words.end()
    percent = _PERCENT.match(text, position)
    if percent is not None:
        return Unit(percent.end(), percent["word"].replace("phần trăm", "%"), strong=True)
    amount = amount_after(text, position)
    factor, after = (amount.factor, amount.end) if amount else (Decimal(1), position)
    if amount is not None and amount.money:
        return _per(text, Unit(after, amount.money, factor, strong=True))
    measure = _MEASURE.match(text, after)
    if measure is not None:
        return _per(text, Unit(measure.end(), measure["word"], factor, strong=True))
    noun = _noun(text, after)
    if noun is not None and not (factor >= 10**6 and not noun.known):
        return _per(text, replace(noun, factor=factor))
    if factor >= 10**6 or (factor > 1 and noun is None):
        return Unit(after, "đồng", factor, strong=True)
    return None


def _per(text: str, unit: Unit) -> Unit:
    """ "đồng/người/năm", "tiêu chí/xã", "tiêu chí/1 xã": what the number is reckoned by belongs to its unit."""
    end, name = unit.end, unit.name
    for _ in range(2):
        slash = None if unit.time else _SLASH.match(text, end)
        if slash is None:
            break
        known = longest_noun(text, slash.end())
        word = _MEASURE.match(text, slash.end()) or _WORD.match(text, slash.end())
        if word is None or not word[0][0].islower():
            break
        end = max(known[0] if known else 0, word.end())
        name += "/" + text[slash.end() : end].strip()
    return unit if end == unit.end else replace(unit, end=end, name=name)


def _noun(text: str, position: int) -> Unit | None:
    blanks = _BLANKS.match(text, position)
    start = blanks.end() if blanks else position
    first = _WORD.match(text, start)
    if first is None:
        return None
    known = longest_noun(text, start)
    if known is not None:
        end, strong = known
        people = _PEOPLE.match(text, end) if text[start:end].lower().endswith("người") else None
        end = end if people else _coordinated(text, end)
        return Unit(end, text[start : people.end() if people else end], strong=strong)
    word = first[0].lower()
    if word in TIMES:
        return Unit(first.end(), word, time=True)
    if word in _NO_NOUNS or len(word) < 2 or start == position:
        return None
    second = _WORD.match(text, first.end() + 1) if text[first.end() : first.end() + 1] == " " else None
    two = second is not None and second[0].islower() and second[0] not in _NO_SECOND and not first[0].isupper()
    end = second.end() if second and two else first.end()
    return Unit(end, text[start:end], known=False)


def longest_noun(text: str, start: int) -> tuple[int, bool] | None:
    """Where the longest noun of the list that begins at ``start`` ends, and whether it is a strong one."""
    best: tuple[int, bool] | None = None
    words: list[str] = []
    reach, end = 1, start
    for token in _TOKEN.finditer(text, start, min(len(text), start + 60)):
        if len(words) == reach or (text[end : token.start()] not in _GAPS if words else token.start() != start):
            break
        words.append(_spelt(token[0].lower()))
        if len(words) == 1:
            reach = _longest().get(words[0], 1)
        end = token.end()
        strong = _nouns().get(tuple(words))
        if strong is not None:
            best = end, strong
    return best


def _coordinated(text: str, end: int) -> int:
    """Nouns joined to the first one share its number: "70 cán bộ, chiến sĩ và hội viên"."""
    joined = _JOINED.match(text, end)
    while joined is not None:
        known = longest_noun(text, joined.end())
        if (
            known is None
            or _DEED.match(text, joined.end())
            or text[joined.end()].isupper()
            or _counted_again(text, known[0])
        ):
            return end
        end = known[0]
        joined = _JOINED.match(text, end)
    return end


def _counted_again(text: str, end: int) -> bool:
    # "02 người, tôn giáo khác 11 người": the second noun opens its own count.
    return re.search(r"[0-9]", re.split(r"[,;.)]", text[end : end + 60], maxsplit=1)[0]) is not None
