"""What is printed in digits and measures nothing: dates, years, documents' and articles' numbers, names, marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from danvan.proof.reading import Citation, Paragraph
from danvan.proof.statements.dates import dates
from danvan.proof.statements.nouns import unit_after
from danvan.proof.statements.outline import number_length

_YEAR = r"(?:1[89]|20|21)[0-9]{2}"
_ENDS = r"(?![0-9.,]?[0-9])"
#: Looked for in small letters, from a word's beginning: that is asked afterwards, since a pattern that opens with a
#: letter is found many times faster than one that opens with an assertion.
_IN_SMALL: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}\s?[-–—]\s?{_YEAR}{_ENDS}",
        (
            rf"(?:năm(?: học)?|từ|đến|tới|giai đoạn|nhiệm kỳ|niên độ|niên khóa|vụ|tết|xuân)\s+{_YEAR}{_ENDS}"
            rf"(?:\s?(?:,|và|;|so với)\s?{_YEAR}{_ENDS})*"
        ),
        r"(?:nhiệm kỳ|khóa|khoá|lần thứ|kỳ họp thứ)\s+[0-9]+",
        (
            r"(?:điều|khoản|điểm|chương|mục|tiểu mục|phụ lục|biểu mẫu|mẫu|biểu|bảng)\s+(?:số\s+)?[0-9]+(?:[.,][0-9]+)*"
            r"(?![.,]?[0-9])"
            r"(?=\s*(?:[;:,.)]|$|của|khoản|điều|bộ luật|blhs|luật|nghị|quy|thông|chỉ|kết|chương|và\s+[0-9]))"
        ),
        rf"số\s?:?\s{{0,3}}[0-9]{{1,9}}\s?[-/]\s?(?:[^\W\d_]|{_YEAR}(?![0-9]))[^\s]*",
        (
            r"(?:tcvn|iso|qcvn|vietgap|covid|sars-cov|h[0-9]n|wifi|windows)[\s:–-]{0,3}(?:iso\s?)?[0-9]{1,6}"
            r"(?:\s*:\s*[0-9]{4})?"
        ),
        r"(?:nghị quyết|hội nghị|kết luận)\s+(?:trung ương|tw|t\.ư)\s+(?:số\s+)?[0-9]+(?:,\s?[0-9]+)*",
        r"(?:công nghiệp|cách mạng|thời đại|kỷ nguyên|công nghệ|chuyển đổi số)\s+[0-9]\.0(?![0-9])",
        (
            r"(?:tỉnh lộ|quốc lộ|đường tỉnh|hương lộ|huyện lộ|ql|tl|đt|đh)\s*\.?[0-9]+[a-z]?"
            r"(?:,\s[0-9]{1,4}(?![\w%.]))*"
        ),
        r"(?:điện thoại|đt|sđt|fax|tel|hotline)\s?[.:]{0,3}\s?[0-9][0-9 .()-]{6,20}",
        (
            # "thẻ căn cước cho 3.996 người" counts cards: thousands are parted by points, such numbers are not.
            r"(?:tài khoản|stk|cccd|cmnd|căn cước|mã số|mst)(?:\s[^\W\d_]+){0,3}\s?:?\s?"
            r"(?![0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.]))[0-9](?:[ .-]?[0-9]){5,19}"
        ),
        r"[0-9]{1,2}\s?(?:h|giờ)\s?(?:[0-9]{1,2})?(?!\w)",
        r"[0-9]{1,3}\s?[°º]\s?[0-9]{1,3}(?:[.,][0-9]+)?(?:\s?['’′]\s?(?:[0-9]+(?:[.,][0-9]+)?\s?[\"”″]?)?)?",
        (
            r"(?:quý|tháng)\s+[0-9]{1,2}(?:\s?(?:-|–|÷|,|và|đến)\s?[0-9]{1,2}(?=\s?(?:[,;.)]|/|năm(?!\w)|$)))*"
            r"(?![0-9.,]?[0-9])(?!\s?%)"
        ),
        # Movements are called by a number: "4 tại chỗ", "5 không, 3 sạch", "3 cùng".
        (
            r"[0-9]{1,2}\s(?:không|sạch|cùng|tại chỗ|nhất|biết|rõ|dám|bám|tốt|giỏi|nắm|phẩm chất|trách nhiệm"
            r"|xung kích|đồng hành|quyết tâm|gương mẫu|đúng|thật|sát|tự)(?!\w)"
        ),
        (
            r"(?:tại|ở|nhà|địa chỉ:?)\s+số\s+[0-9]{1,4}[a-z]?"
            r"(?=,?\s+(?:khu phố|đường|phố|ngõ|ngách|tổ|ấp|thôn|quốc lộ)(?!\w))"
        ),
        r"(?:mùng|mồng)\s+[0-9]{1,2}",
        r"0[0-9]{2,}+(?![.,/])",
    )
)
#: Those that are looked for only where the sign stands that each of them holds.
_BY_SIGN: Final = {
    "thứ": re.compile(r"(?:thứ)(?<!xếp thứ)(?<!đứng thứ)(?<!hạng thứ)(?<!trí thứ)(?<!lên thứ)(?<!xuống thứ)\s+[0-9]+"),
    "[^": re.compile(r"\[\^[0-9]+\]:?"),
    ":": re.compile(r"[0-2]?[0-9]:[0-5][0-9](?![0-9:])"),
    "24": re.compile(r"24\s?/\s?(?:24|7)(?![0-9])"),
    "sao": re.compile(r"[0-9]\s+sao(?!\w)"),
}
_AS_PRINTED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"[0-9]{2}[A-Z][0-9A-Z]?\s?-\s?[0-9]{3}(?:\.[0-9]{2}|[0-9]{1,2})(?![0-9])",
        r"https?://\S{1,300}",
        r"[-–][0-9]+(?<=[A-Za-zĐđÀ-ỹ][-–][0-9])[0-9]*",
    )
)
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,200}|(?:[\w-]{1,63}\.){1,6}(?:vn|com|net|org)\b\S{0,200}")
#: A document, programme or body called by its number. Some of the words are verbs: "hướng dẫn 03 lượt công dân".
_CALLED = re.compile(
    r"(?:nghị quyết|nghị định|quyết định|thông tư|chỉ thị|kết luận|quy định|chương trình|đề án|luật(?<!kỷ luật)"
    r"|công văn|kế hoạch|hướng dẫn|dự án|ban chỉ đạo|bcđ|huy hiệu)\s+(?:số\s+)?[0-9]+[a-zđ]?(?![\w%])"
    r"(?:,\s[0-9]{2,4}(?![\w%]))*"
)
_VERBS: Final = ("hướng dẫn", "kết luận", "quyết định", "quy định")
#: What is quoted and is no name: a sentence, an amount, a share.
_SAID = re.compile(r"[%‰]|[.?!]$|[0-9]/[0-9]|(?<!\w)(?:đồng|triệu|tỷ|tỉ|hơn|trên|gần|khoảng)(?!\w)")
_QUOTED = re.compile(r"[“\"«](?P<name>[^“”\"«»\n]{1,80})[”\"»]")
#: A number after one of these words is a name or a rank ("thôn 3", "mức độ 4"), rarely a count.
_LABEL_WORDS = """
    số tổ thôn bản ấp khóm khu phố khối phường quận xã buôn đội cụm vùng đường lộ tuyến độ mức bậc hạng loại
    lớp đoạn quý kỳ đợt vòng nhóm tập quyển trang câu phòng nhà km thứ khóa khoá lần điều khoản điểm chương
    mục phần biểu bảng mẫu phiên ngõ ngách hẻm tháng năm tuần ngày trạm
"""
_LABELS: Final = frozenset(_LABEL_WORDS.split())
_LONG_LABELS: Final = frozenset(
    ("chi bộ", "chi hội", "đảng bộ", "phụ lục", "thế hệ", "tiêu chí", "kỳ họp", "phiên họp", "đại hội", "quân khu")
)
_NO_LABELS: Final = frozenset(
    (
        "tổng số",
        "trong số",
        "trên số",
        "dân số",
        "con số",
        "chế độ",
        "trình độ",
        "tiến độ",
        "tốc độ",
        "cùng kỳ",
        "danh mục",
        "hạng mục",
    )
)
#: "lớp 6, 7 và 8": the label is of all of them.
_LIST_OF_NUMBERS = re.compile(r"(?:\s[0-9]{1,3}(?:,|\svà|\s[-–]))+\s*$")
#: The words before a result's rank: "xếp thứ 5/63", "đứng thứ 2".
_RANK = re.compile(
    r"(?:xếp|đứng|vị trí|giữ vị trí)\s+(?:(?:ở|vị trí|hạng)\s+){0,2}(?:thứ\s+)?$|(?:lên|xuống)\s+thứ\s+$"
)


def labels(near: str) -> bool:
    """Whether the words before a number make a name of it: "thôn 3", "mức độ 4"."""
    words = _LIST_OF_NUMBERS.sub("", near.lower()).split()[-2:]
    if not words:
        return False
    both = " ".join(words)
    return both in _LONG_LABELS or (words[-1] in _LABELS and both not in _NO_LABELS)


def ranks(near: str) -> bool:
    """Whether the words before a number make a rank of it: "xếp thứ 5/63"."""
    small = near.lower()
    return ("thứ" in small or "xếp" in small or "đứng" in small or "vị trí" in small) and _RANK.search(
        small
    ) is not None


def excluded(paragraph: Paragraph, cited: Iterable[Citation]) -> list[tuple[int, int]]:
    """The stretches of a paragraph in which no digit states a quantity, in no order; ``cited`` are its citations."""
    return list(_stretches(paragraph, cited))


def _stretches(paragraph: Paragraph, cited: Iterable[Citation]) -> Iterator[tuple[int, int]]:
    text = paragraph.text
    if paragraph.role not in ("table", "note"):
        yield 0, number_length(text)
    for date in dates(text):
        yield date.start, date.end
    for citation in cited:
        yield citation.start, citation.end
    small = text.lower()
    if len(small) != len(text):
        small = text
    for pattern in (*_IN_SMALL, *(pattern for sign, pattern in _BY_SIGN.items() if sign in small)):
        for match in pattern.finditer(small):
            if _begins(text, match.start()):
                yield match.span()
    for pattern in _AS_PRINTED:
        for match in pattern.finditer(text):
            yield match.span()
    if "@" in text or any(ending in text for ending in (".vn", ".com", ".net", ".org")):
        for match in _ADDRESS.finditer(text):
            yield match.span()
    for match in _CALLED.finditer(small):
        if _begins(text, match.start()) and not _counted(text, match):
            yield match.span()
    yield from _names(text)


def _begins(text: str, start: int) -> bool:
    """Whether a word, or a number of its own, begins there."""
    before = text[start - 1] if start else ""
    if before in (".", ",") and text[start].isdecimal():
        return not (start > 1 and text[start - 2].isdecimal())
    return not (before.isalnum() or (before in ("_", "/") and text[start].isdecimal()))


def _counted(text: str, match: re.Match[str]) -> bool:
    unit = unit_after(text, match.end())
    known = unit is not None and unit.known and not unit.time
    if text[match.start()].isupper():
        return known and unit is not None and unit.strong
    return known and match[0].startswith(_VERBS)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Names in quotation marks ("Rèn luyện 4 phẩm chất"), unless they are said and not names."""
    if sum(text.count(sign) for sign in '“”"«»') % 2:
        return
    for match in _QUOTED.finditer(text):
        if not _SAID.search(match["name"]):
            yield match.span()
