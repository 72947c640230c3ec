"""Citations: documents named by type and number, with their date, issuer and subject as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from danvan.proof.dates import Printed, dates
from danvan.proof.reading import Citation, Paragraph

#: Types and their abbreviations in symbols: HD 36-HD/VPTW (party), NĐ 30/2020/NĐ-CP, appendix III (state).
TYPES: Final = {
    "Nghị quyết": "NQ",
    "Nghị định": "NĐ",
    "Nghị quyết liên tịch": "NQLT",
    "Quyết định": "QĐ",
    "Quy định": "QĐi",
    "Quy chế": "QC",
    "Quy chế phối hợp": "QCPH",
    "Chỉ thị": "CT",
    "Kết luận": "KL",
    "Thông báo": "TB",
    "Thông báo kết luận": "TBKL",
    "Thông tư": "TT",
    "Thông tư liên tịch": "TTLT",
    "Thông tri": "TTr",
    "Tờ trình": "TTr",
    "Hướng dẫn": "HD",
    "Kế hoạch": "KH",
    "Báo cáo": "BC",
    "Chương trình": "CTr",
    "Chương trình hành động": "CTrHĐ",
    "Chương trình phối hợp": "CTPH",
    "Công văn": "CV",
    "Công điện": "CĐ",
    "Đề án": "ĐA",
    "Phương án": "PA",
    "Luật": "",
    "Pháp lệnh": "PL",
    "Sắc lệnh": "SL",
    "Biên bản": "BB",
    "Giấy mời": "GM",
}
_BY_CODE: Final = {code: name for name, code in reversed(TYPES.items()) if code} | {"QyĐ": "Quy định"}
_TYPE = "|".join(sorted(TYPES, key=len, reverse=True))
_CODES = "|".join(sorted((c for c in _BY_CODE if c != "TT"), key=len, reverse=True))
_BODY = r"[A-ZĐ][A-Za-zĐđÀ-ỹ]*[0-9]*"
_SYMBOL = rf"[0-9]{{1,5}}[a-zđ]?(?:\s?\([0-9]+\))?(?:\s?/\s?[0-9]{{4}})?\s?[-–/]\s?{_BODY}(?:\s?[-–/]\s?{_BODY})*"
_CITED = re.compile(
    rf"(?P<type>(?i:{_TYPE})|\b(?:{_CODES}))\s+(?:(?i:số):?\s*)?"
    rf"(?P<number>{_SYMBOL}|(?<=số )[0-9]{{1,5}}(?![\w.,/]))"
)
_BARE = re.compile(rf"(?<![\w/.-])(?P<number>{_SYMBOL})(?![\w/])")
_OWN_NUMBER = re.compile(r"\s*(?:Số|SỐ)\s*:?\s*[0-9]{0,5}\s*[-/]")
_DATE_NEAR = re.compile(r"\s*\(?,?\s*(?:ngày\s+)?$")
_ISSUER = re.compile(r"\s*,?\s*của\s+(?P<issuer>[^,;:.()]+)")
_ISSUED = re.compile(
    r"(?:^|[;:.]\s|[0-9¹²³⁰⁴-⁹]\s?)(?P<issuer>[A-ZĐÀ-Ỹ][^;:.,()0-9]{2,80}?)\s+(?:đã\s+)?ban hành\s+(?:các\s+)?$"
)
_ISSUER_ENDS = re.compile(
    r"\s(?:về|việc|quy định|ban hành|phê duyệt|hướng dẫn|tổng hợp|công bố|và (?=tham|các|trình|Nghị|Chỉ|Quyết|Kế|Kết)|"
    r"tổ chức|triển khai|giao|thông qua|đối với|đã|rà soát|là|trong|sửa đổi|kế hoạch|ngày)(?:\s|$)"
)
_SUBJECT = re.compile(
    r"\s*,?\s*(?:về việc|về|quy định chi tiết|quy định|phê duyệt|ban hành)\s+(?P<subject>[^;.()“”]{3,160})"
)


def citations(paragraphs: Sequence[Paragraph]) -> Iterator[Citation]:
    """Every document cited by a number, in order; the report's own number line is none."""
    for paragraph in paragraphs:
        if not _OWN_NUMBER.match(paragraph.text):
            yield from cited_in(paragraph)


def cited_in(paragraph: Paragraph) -> Iterator[Citation]:
    """The citations of one paragraph; a number that follows another one's type in a list takes its own code's."""
    text = paragraph.text
    printed = list(dates(text))
    matches = list(_CITED.finditer(text))
    taken = [(m.start("number"), m.end()) for m in matches]
    matches += [m for m in _BARE.finditer(text) if not any(m.start() < e and s < m.end() for s, e in taken)]
    matches = [m for m in matches if not _is_date_like(m, printed)]
    matches.sort(key=re.Match.start)
    for index, match in enumerate(matches):
        limit = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        typed = match.groupdict().get("type") or ""
        number = re.sub(r"\s+", "", match["number"]).replace("–", "-")
        name = _full_type(typed, number)
        if name:
            yield _citation(paragraph, match, name, number, limit, printed)


def _is_date_like(match: re.Match[str], printed: Sequence[Printed]) -> bool:
    return any(p.start <= match.start("number") < p.end for p in printed)


def _full_type(typed: str, number: str) -> str:
    folded = typed.lower()
    for name in TYPES:
        if name.lower() == folded:
            return name
    if typed in _BY_CODE:
        return _BY_CODE[typed]
    codes = re.split(r"[-/]", number)[1:]
    return next((_BY_CODE[code] for code in codes if code in _BY_CODE), "")


def _citation(
    paragraph: Paragraph, match: re.Match[str], name: str, number: str, limit: int, printed: Sequence[Printed]
) -> Citation:
    text, position, day = paragraph.text, match.end(), ""
    for date in printed:
        if position <= date.start < limit and date.whole and _DATE_NEAR.fullmatch(text, position, date.start):
            day = date.day.isoformat() if date.day else f"bad:{date.text}"
            position = date.end
            break
    issuer = _ISSUER.match(text, position, limit)
    by = ""
    if issuer is not None:
        end = _ISSUER_ENDS.search(issuer["issuer"] + " ")
        by = (issuer["issuer"][: end.start()] if end else issuer["issuer"]).strip()
        position = issuer.start("issuer") + len(by)
    else:
        issued = _ISSUED.search(text, 0, match.start())
        by = issued["issuer"] if issued else ""
    subject = _SUBJECT.match(text, position, limit)
    about = re.sub(r"\s+", " ", subject["subject"]).strip(" ,") if subject else ""
    return Citation(
        text[match.start() : match.end()], match.start(), match.end(), paragraph.n, name, number, day, by, about
    )
