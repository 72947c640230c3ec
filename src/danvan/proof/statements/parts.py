"""The part that a figure plays in its sentence: total, part of a total, share, change, rank or target."""

from __future__ import annotations

import re
from typing import Final

from danvan.proof.reading import Part

#: How far the words that tell a figure's part may stand from it, in characters.
REACH: Final = 300
_SENTENCE = re.compile(r"[.!?](?=\s)|\n")
_PARTED = re.compile(r"(?i)(?<!\w)(?:trong đó|bao gồm|gồm|cụ thể|chia ra|như sau)(?!\w)")
_SUM = r"tổng(?!\s+(?:kết|hợp|quát|thể|đài|cục|công ty|bí thư|liên đoàn|điều tra|tuyển|vệ sinh|rà soát))"
_TOTAL = re.compile(rf"(?i)(?<!\w){_SUM}(?!\w)[^,;:.0-9]{{0,60}}:?\s*$")
_LAST_NUMBER = re.compile(r"[0-9](?P<money>\s*(?:nghìn|triệu|t[ỷỉ])?\s*(?:đồng|đ)(?!\w))?[^0-9]*$")
_CHANGE = re.compile(
    r"(?i)(?<!\w)(?:tăng|giảm|vượt|(?:cao|thấp|nhiều|ít|lớn)\s+hơn)(?:\s+(?:thêm|đi|được|bình quân|khoảng|trên|gần|hơn"
    r"|ít nhất|gấp|tới|đến|ước|là|dưới))*\s*$"
)
_AGAINST = re.compile(r"(?i)[^,;.]{0,40}?(?<!\w)so với\s+(?:cùng kỳ|năm|tháng|quý|kỳ|đầu|nhiệm kỳ|giai đoạn|trước)")
_VERB = re.compile(r"(?i)(?<!\w)(?:tăng|giảm)(?!\s+(?:nghèo|cường|trưởng|tốc|lên|xuống|còn))[^,;.0-9]{0,40}$")
_TARGET = re.compile(
    r"(?i)(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu(?: kế hoạch)?(?: được)? giao|đặt ra|đề ra|dự toán"
    r"|kế hoạch(?: được)? giao"
    r"|(?:chỉ tiêu|kế hoạch)(?=(?:\s+(?:là|đến|năm))?\s*:?[^,;.]{0,12}$))(?!\w)"
)
_SHARE_OF = re.compile(r"%\s*(?:so với\s*)?(?:kế hoạch\s*|chỉ tiêu\s*)?$")
#: "(tăng 02 vụ, 05 đối tượng so với cùng kỳ)": all that the bracket holds.
_CHANGES = re.compile(r"(?i)\(\s*(?:tăng|giảm)[^()]*$")
_REACHED = re.compile(r"(?i)(?<!\w)(?:đã|kết quả|đạt được|thực hiện được|hoàn thành|đến nay)(?!\w)")


def part_of(text: str, start: int, end: int, *, share: bool, total: bool, ranked: bool, money: bool) -> Part:
    """The part of the figure at ``start``..``end``.

    ``share``: it is a percentage or a fraction; ``total``: the word before it says so; ``ranked``: it is a rank;
    ``money``: it is money.
    """
    if ranked:
        return "rank"
    before = _sentence_before(text, start)
    near = before[-60:]
    if _CHANGE.search(near) or (_VERB.search(near) and _AGAINST.match(text, end)):
        return "change"
    if _CHANGES.search(before):
        return "change"
    aim = _aim(before)
    if aim is not None and not _REACHED.search(before, aim):
        return "target"
    if share:
        return "share"
    if total:
        return "total"
    parted = _last(_PARTED, before)
    # Money is no part of a number of presents: "80 suất quà, gồm …, trị giá 24 triệu đồng".
    if parted is not None and (of := _LAST_NUMBER.search(before, 0, parted)) and bool(of["money"]) is money:
        return "part"
    if _TOTAL.search(before[-90:]) or _opens(text, end):
        return "total"
    if before.count("(") > before.count(")") and re.search(r"[0-9][^()]*\([^()]*$", before):
        return "part"
    return ""


def _sentence_before(text: str, start: int) -> str:
    before = text[max(0, start - REACH) : start]
    return before[max(before.rfind(sign) for sign in (". ", "! ", "? ", "\n")) + 1 :]


def _aim(before: str) -> int | None:
    """Where the last word of aiming ends that is not what a share was reached of ("đạt 105% dự toán")."""
    ends = [m.end() for m in _TARGET.finditer(before) if not _SHARE_OF.search(before, 0, m.start())]
    return ends[-1] if ends else None


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    ends = [match.end() for match in pattern.finditer(text)]
    return ends[-1] if ends else None


def _opens(text: str, end: int) -> bool:
    """Whether the figure opens a list of its parts: "51 tổ chức cơ sở đảng, trong đó có 16 …"."""
    after = text[end : end + 120]
    digit = re.search(r"[0-9]", after)
    between = after[: digit.start()] if digit else ""
    return bool(between) and _SENTENCE.search(between) is None and _PARTED.search(between) is not None
