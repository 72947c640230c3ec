"""What is printed in digits and measures nothing: dates, years, documents' and articles' numbers, names, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from danvan.proof.citations import cited_in
from danvan.proof.dates import dates
from danvan.proof.outline import number_length
from danvan.proof.reading import Paragraph

_YEAR = r"(?:1[89]|20|21)[0-9]{2}"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![0-9.,])(?:{_YEAR})\s?[-–—]\s?(?:{_YEAR})(?![0-9.,]?[0-9])",
        rf"(?i)\b(?:năm(?: học)?|từ|đến|giai đoạn|nhiệm kỳ|niên độ)\s+(?:{_YEAR})(?![0-9.,]?[0-9])",
        r"(?i)\b(?:nhiệm kỳ|khóa|khoá|lần thứ|thứ|kỳ họp thứ)\s+[0-9]+",
        (
            r"(?i)\b(?:điều|khoản|điểm|chương|mục|tiểu mục|phụ lục|biểu mẫu|mẫu|biểu|bảng)\s+(?:số\s+)?[0-9]+"
            r"(?:[.,][0-9]+)*(?=\s*(?:[;:,.)]|$|của|khoản|điều|luật|nghị|quy|thông|chỉ|kết|chương|và\s+[0-9]))"
        ),
        (
            r"(?i)\b(?:nghị quyết|nghị định|quyết định|thông tư|chỉ thị|kết luận|quy định|chương trình|đề án|luật"
            r"|công văn|kế hoạch|hướng dẫn|ban chỉ đạo|bcđ|huy hiệu)\s+(?:số\s+)?[0-9]+[a-zđ]?(?![\w%])"
            r"(?:,\s[0-9]{2,4}(?![\w%]))*"
        ),
        r"(?i)\bsố\s*:?\s*[0-9]+\s*[-/][^\s]+",
        r"(?i)\b(?:tcvn|iso|qcvn|vietgap|covid|sars-cov|h[0-9]n|wifi|windows)[\s:–-]*(?:iso\s*)?[0-9]+(?:\s*:\s*[0-9]{4})?",
        r"(?i)\b(?:tỉnh lộ|quốc lộ|đường tỉnh|hương lộ|ql|tl|đt)\s*\.?[0-9]+[a-z]?(?:,\s[0-9]{1,4}(?![\w%.]))*",
        r"(?i)\b(?:điện thoại|đt|sđt|fax|tel|hotline)\s*[.:]*\s*[0-9][0-9 .()-]{6,}",
        r"\[\^[0-9]+\]:?",
        r"https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)\b\S*",
        r"(?i)\b[0-9]{1,2}\s?(?:h|giờ)\s?(?:[0-9]{1,2})?(?![\w])",
        r"(?i)\b(?:quý|tháng)\s+[0-9]{1,2}(?![0-9.,]?[0-9])(?!\s?%)",
        r"(?<=[A-Za-zĐđÀ-ỹ])[-–][0-9]+",
    )
)
#: A number after one of these words is a name or a rank ("thôn 3", "mức độ 4"), rarely a count.
LABEL = re.compile(
    r"(?i)(?<!\w)(?:số|tổ|thôn|bản|ấp|khóm|khu|khu phố|tiểu khu|khối|phường|quận|xã|buôn|đội|cụm|tiểu vùng|vùng"
    r"|đường|lộ|tuyến|cấp|độ|mức|bậc|hạng|loại|lớp|đoạn|quý|kỳ|đợt|vòng|nhóm|tập|trang|câu|phòng|nhà|km|chi bộ"
    r"|chi hội|đảng bộ|thứ|khóa|khoá|lần|điều|khoản|điểm|chương|mục|phần|phụ lục|biểu|bảng|mẫu|thế hệ|phiên|ngõ"
    r"|ngách|hẻm|tháng|năm|tuần|ngày|tiêu chí|trạm)\s*$"
)


def excluded(paragraph: Paragraph) -> list[tuple[int, int]]:
    """The stretches of a paragraph in which no digit states a quantity, in no order."""
    return list(_stretches(paragraph))


def _stretches(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    text = paragraph.text
    if paragraph.role not in ("table", "note"):
        yield 0, number_length(text)
    for date in dates(text):
        yield date.start, date.end
    for citation in cited_in(paragraph):
        yield citation.start, citation.end
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield match.span()
