"""What is printed in digits and measures nothing: dates, years, documents' and articles' numbers, names, marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from danvan.proof.dates import dates
from danvan.proof.nouns import unit_after
from danvan.proof.outline import number_length
from danvan.proof.reading import Citation, Paragraph

_YEAR = r"(?:1[89]|20|21)[0-9]{2}"
_ENDS = r"(?![0-9.,]?[0-9])"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![0-9.,])(?:{_YEAR})\s?[-–—]\s?(?:{_YEAR}){_ENDS}",
        (
            rf"(?i)\b(?:năm(?: học)?|từ|đến|tới|giai đoạn|nhiệm kỳ|niên độ|niên khóa|vụ|tết|xuân)\s+(?:{_YEAR}){_ENDS}"
            rf"(?:\s?(?:,|và|;|so với)\s?(?:{_YEAR}){_ENDS})*"
        ),
        r"(?i)\b(?:nhiệm kỳ|khóa|khoá|lần thứ|kỳ họp thứ)\s+[0-9]+",
        r"(?i)(?<!xếp )(?<!đứng )(?<!hạng )(?<!trí )\bthứ\s+[0-9]+",
        (
            r"(?i)\b(?:điều|khoản|điểm|chương|mục|tiểu mục|phụ lục|biểu mẫu|mẫu|biểu|bảng)\s+(?:số\s+)?[0-9]+"
            r"(?:[.,][0-9]+)*(?![.,]?[0-9])(?=\s*(?:[;:,.)]|$|của|khoản|điều|luật|nghị|quy|thông|chỉ|kết|chương|và\s+[0-9]))"
        ),
        r"(?i)\bsố\s*:?\s*[0-9]+\s*[-/][^\s]+",
        (
            r"(?i)\b(?:tcvn|iso|qcvn|vietgap|covid|sars-cov|h[0-9]n|wifi|windows)[\s:–-]*(?:iso\s*)?[0-9]+"
            r"(?:\s*:\s*[0-9]{4})?"
        ),
        r"(?i)\b(?:nghị quyết|hội nghị|kết luận)\s+(?:trung ương|tw|t\.ư)\s+(?:số\s+)?[0-9]+(?:,\s?[0-9]+)*",
        r"(?i)\b(?:công nghiệp|cách mạng|thời đại|kỷ nguyên|công nghệ|chuyển đổi số)\s+[0-9]\.0\b",
        (
            r"(?i)\b(?:tỉnh lộ|quốc lộ|đường tỉnh|hương lộ|huyện lộ|ql|tl|đt|đh)\s*\.?[0-9]+[a-z]?"
            r"(?:,\s[0-9]{1,4}(?![\w%.]))*"
        ),
        r"(?i)\b(?:điện thoại|đt|sđt|fax|tel|hotline)\s*[.:]*\s*[0-9][0-9 .()-]{6,}",
        r"(?i)\b(?:tài khoản|stk|cccd|cmnd|căn cước|mã số|mst)(?:\s[^\W\d_]+){0,3}\s*:?\s*[0-9][0-9 .-]{5,}",
        r"\b[0-9]{2}[A-Z][0-9A-Z]?\s?-\s?[0-9]{3}(?:\.[0-9]{2}|[0-9]{1,2})\b",
        r"\[\^[0-9]+\]:?",
        r"https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)\b\S*",
        r"(?i)\b[0-9]{1,2}\s?(?:h|giờ)\s?(?:[0-9]{1,2})?(?![\w])",
        r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?![0-9:])",
        r"\b24\s?/\s?(?:24|7)\b",
        r"[0-9]+\s?[°º]\s?[0-9]+(?:[.,][0-9]+)?(?:\s?['’′]\s?(?:[0-9]+(?:[.,][0-9]+)?\s?[\"”″]?)?)?",
        (
            r"(?i)\b(?:quý|tháng)\s+[0-9]{1,2}(?:\s?(?:-|–|÷|,|và|đến)\s?[0-9]{1,2}(?=\s?(?:[,;.)]|/|năm\b|$)))*"
            r"(?![0-9.,]?[0-9])(?!\s?%)"
        ),
        r"(?<=[A-Za-zĐđÀ-ỹ])[-–][0-9]+",
        # Movements are called by a number: "4 tại chỗ", "5 không, 3 sạch", "3 cùng".
        (
            r"(?i)\b[0-9]{1,2}\s(?:không|sạch|cùng|tại chỗ|nhất|biết|rõ|dám|bám|tốt|giỏi|nắm|phẩm chất|trách nhiệm"
            r"|xung kích|đồng hành|quyết tâm|gương mẫu|đúng|thật|sát|tự)(?!\w)"
        ),
        r"(?i)\b[0-9]\s+sao\b",
        r"(?i)\b(?:mùng|mồng)\s+[0-9]{1,2}",
        r"(?<![0-9.,/])\b0[0-9]{2,}(?![0-9]*[.,/])",
        r"(?i)\bocop\s+(?:đạt\s+)?(?:từ\s+)?[0-9](?:\s?[-–]\s?[0-9])?\s+sao\b",
    )
)
#: A document, programme or body called by its number. Some of the words are verbs: "hướng dẫn 03 lượt công dân".
_CALLED = re.compile(
    r"(?i)\b(?P<type>nghị quyết|nghị định|quyết định|thông tư|chỉ thị|kết luận|quy định|chương trình|đề án|(?<!kỷ )luật"
    r"|công văn|kế hoạch|hướng dẫn|dự án|ban chỉ đạo|bcđ|huy hiệu)\s+(?:số\s+)?[0-9]+[a-zđ]?(?![\w%])"
    r"(?:,\s[0-9]{2,4}(?![\w%]))*"
)
_QUOTED = re.compile(r"[“\"«](?P<name>[^“”\"«»\n]{1,80})[”\"»]")
#: A number after one of these words is a name or a rank ("thôn 3", "mức độ 4"), rarely a count.
LABEL = re.compile(
    r"(?i)(?<!\w)(?:(?<!tổng )(?<!dân )(?<!con )số|tổ|thôn|bản|ấp|khóm|khu|khu phố|tiểu khu|khối|phường|quận|xã|buôn"
    r"|đội|cụm|tiểu vùng|vùng|đường|lộ|tuyến|(?<!chế )(?<!trình )(?<!tiến )(?<!tốc )độ|mức|bậc|hạng|loại|lớp|đoạn|quý"
    r"|(?<!cùng )kỳ|đợt|vòng|nhóm|tập|quyển|trang|câu|phòng|nhà|km|chi bộ|chi hội|đảng bộ|thứ|khóa|khoá|lần|điều|khoản"
    r"|điểm|chương|(?<!danh )(?<!hạng )mục|phần|phụ lục|biểu|bảng|mẫu|thế hệ|phiên|ngõ|ngách|hẻm|tháng|năm|tuần|ngày"
    r"|tiêu chí|trạm)\s*$"
)
#: The words before a result's rank: "xếp thứ 5/63", "đứng thứ 2".
RANK = re.compile(r"(?i)(?<!\w)(?:xếp|đứng|vị trí|giữ vị trí)\s+(?:(?:ở|vị trí|hạng)\s+){0,2}(?:thứ\s+)?$")


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
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield match.span()
    for match in _CALLED.finditer(text):
        if not _counted(text, match):
            yield match.span()
    yield from _names(text)


def _counted(text: str, match: re.Match[str]) -> bool:
    unit = unit_after(text, match.end())
    verb = match["type"].lower() in ("hướng dẫn", "kết luận", "quyết định", "quy định")
    return unit is not None and unit.known and not unit.time and (unit.strong if match["type"][0].isupper() else verb)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Names in quotation marks ("Rèn luyện 4 phẩm chất"), unless what they hold is money or a share."""
    if sum(text.count(sign) for sign in '“”"«»') % 2:
        return
    for match in _QUOTED.finditer(text):
        if not re.search(r"[%‰]|đồng\b", match["name"]):
            yield match.span()
