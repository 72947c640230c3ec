"""What is printed around a document's number: its date, who issued it, of which term, and what it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from danvan.proof.statements.dates import Printed
from danvan.proof.statements.doctypes import SMALL

#: How far before a number its issuer may stand ("UBND huyện ban hành Kế hoạch số …").
_REACH = 160
#: What tells that a body issued what follows, and how near it stands.
_VERBS, _VERB_REACH = ("ban hành", "có", "ký", "ra", "phát hành", "xây dựng"), 60
_HEAD = (
    r"(?:(?i:ban(?= (?:chấp|thường|bí|chỉ|tổ|dân|tuyên|cán|kinh|pháp|văn|quản|tiếp|nội|quân|đại|chủ))"
    r"|đảng ủy|đảng uỷ|ủy ban|uỷ ban|hội đồng|thường trực|văn phòng|chủ tịch|bộ trưởng)|BTV|BCH|BCĐ|Bộ"
    r"|Chính phủ|Chính Phủ|Thủ tướng|Phó Thủ tướng|Quốc hội|Quốc Hội|UBND|UBMTTQ|UBTVQH|HĐND|MTTQ|Mặt trận|TTg"
    r"|Tỉnh|Huyện|Thành|Thị|Quận|Đảng bộ"
    r"|Chi bộ|Trung ương|TW|Sở|Ban|Phòng|Hội|Đoàn|Liên đoàn|Công đoàn|Cục|Chi cục|Tổng cục|Tổng|Vụ|Viện|Trung tâm"
    r"|Công an|Quân|Thanh tra|Kiểm toán|Tòa|Toà|Ngân hàng|Bảo hiểm|Kho bạc|Trường|Học viện|Giám đốc|Chánh|Trưởng"
    r"|Cơ quan|Liên|Khối|Xã|Phường|Công ty|Hiệp hội)"
)
_HEADED = rf"{_HEAD}(?!\w)[^;:()“”\"‘’]{{0,120}}"
#: What goes on after "và" in the name of a body (Bộ Nông nghiệp và phát triển nông thôn).
_JOINED = "(?:phát|xã|công nghệ|môi|đào|du|doanh|truyền|đầu|tôn|nhân|thể|gia|đoàn|dân)"
#: Words at which the name of a body ends; a name's own words stand with capitals or are not among them.
_ENDS = re.compile(
    r"[,.]|\s+(?:(?:về|việc|quy định|ban hành|phê duyệt|(?<![Bb]an )hướng dẫn|tổng hợp|công bố|triển khai|thực hiện"
    r"|tuyên truyền|sửa đổi|bổ sung|thông báo|thông qua|giao|cho|đối với|đã|vừa|rà soát|là|trong|kế hoạch|ngày|năm"
    r"|khóa|khoá|nhiệm kỳ|lần thứ|tại|theo|để|nhằm|trên|thành lập|kiện toàn|công nhận|điều chỉnh|quyết định|đề nghị"
    r"|báo cáo|yêu cầu|được|có|do|với|đến|sơ kết|tổng kết|tăng cường|(?<![Bb]an )chỉ đạo|lãnh đạo|nâng cao|đẩy mạnh"
    r"|tiếp tục|một số|như sau|nêu|ký|số|gửi|trình|xây dựng|phát động|phân công|cụ thể|liên quan|thay thế|bãi bỏ"
    r"|quán triệt|(?<!các )tổ chức(?! chính trị)|hỗ trợ|đưa|đề ra|dẫn|từng bước|nhất là|gắn với"
    r"|phân cấp|quy chế|ủy quyền|triệu tập|chủ trì|Quy định|Về|Ban hành|Phê duyệt|Sửa đổi"
    r"|và (?:Nghị|Chỉ|Quyết|Kế|Kết|Thông|Công văn|Công điện|Báo|Hướng|Luật|Chương|Quy|Đề án|Văn bản|Tờ))(?!\w))"
    rf"|\s+và\s+(?!{_JOINED})[{SMALL}]"
    rf"|\s+[-–](?=\s+[{SMALL}])|\s+(?:và|tại|của)\s*$"
)
_AFTER = re.compile(
    rf"\s*(?:[,(]?\s*(?:của|giữa)\s+(?:(?:liên ngành|đồng chí)\s+)?(?P<of>{_HEADED})"
    rf"|(?:do|được)\s+(?P<by>{_HEAD}[^;:.()]{{0,80}}?)\s+(?:ban hành|thông qua|ký|phê duyệt)(?!\w)"
    r"|(?P<straight>(?:Thủ tướng|Chính phủ|Bộ Chính trị|Ban Bí thư|Quốc hội|UBND|Ủy ban nhân dân|HĐND|Tỉnh ủy|Huyện ủy"
    r"|BTV|Ban Thường vụ|Ban Chấp hành)(?!\w)[^;:()“”\"]{0,80}))"
)
_LOWER_OF = re.compile(r"\s*,?\s*của\s+(?P<of>[^,;:.()“”\"]{2,100})")
_ISSUED = re.compile(
    rf"(?:^|[;:.,(–-]\s*|[0-9¹²³⁰⁴-⁹]\s?|(?<!\w)(?:do|và|mà)\s+)(?P<issuer>{_HEAD}(?!\w)[^;:.,()0-9]{{0,90}}?)\s+"
    r"(?:(?:đã|vừa|cũng|tiếp tục|kịp thời)\s+)*(?P<verb>ban hành|có|ký|ra|phát hành|xây dựng)"
    r"(?:\s+(?:và|tổ chức|các|tại|theo|kèm theo|triển khai|thực hiện|một số|hội nghị|toàn quốc))*\s+$",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"(?<!\w)(?:của|theo đề nghị của)\s+(?P<issuer>{_HEAD}(?!\w)[^;:.,()0-9]{{0,90}}?)\s+(?:tại|trong)\s+(?:các\s+)?$"
)
_DAY_NEAR = re.compile(r"\s*[,(]{0,2}\s*(?:(?:được\s+)?(?:ban hành|ký)\s*,?\s*)?(?:đề\s+)?(?:(?i:ngày)\s+)?$")
_DAY_AFTER_ISSUER = re.compile(r"\s*[,(]{0,2}\s*(?:(?:đã\s+)?(?:ban hành|ký)\s*,?\s*)?(?i:ngày)\s+$")
#: A day without its year, a month, a year: no date of the document, but its issuer stands behind.
_PART = re.compile(
    r"\s*,?\s*(?:ngày\s+[0-9]{1,2}[/-][0-9]{1,2}|tháng\s+[0-9]{1,2}(?:/|\s+năm\s+)[0-9]{4}|năm\s+[0-9]{4})(?![0-9/-])"
)
_DAY_BEFORE = re.compile(r"(?i)(?<!\w)ngày\s+$")
_TERM = re.compile(
    r"\s*[,(]{0,2}\s*(?P<term>(?:(?:khóa|khoá)\s+(?:thứ\s+)?[IVXL0-9]+(?!\w)"
    r"|nhiệm kỳ\s+(?:[0-9]{4}\s?[-–]\s?[0-9]{4}|[IVXL]+(?!\w))|(?:lần thứ)\s+(?:[IVXL]+|[0-9]+)(?!\w)))\)?"
)
_SUBJECT = re.compile(
    r"\s*,?\s*(?:về việc|về|quy định chi tiết|quy định|phê duyệt|ban hành)\s+(?P<subject>[^;.()“”]{3,160})"
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a number; ``end`` is where it ends, ``before`` tells an issuer named before the number."""

    day: str
    issuer: str
    term: str
    subject: str
    end: int
    before: bool


def around(text: str, start: int, end: int, limit: int, printed: Sequence[Printed]) -> Around:
    """Reads what belongs to the number at ``start``..``end``, not beyond ``limit``."""
    day, position = _day_at(text, end, limit, printed, _DAY_NEAR)
    part = None if day else _PART.match(text, position, limit)
    position = part.end() if part else position
    term, position = _term_at(text, position, limit)
    issuer, position = _issuer_after(text, position, limit)
    if issuer and not term:
        term, position = _term_at(text, position, limit)
    if issuer and not day:
        day, position = _day_at(text, position, limit, printed, _DAY_AFTER_ISSUER)
    before = False
    if not issuer:
        issuer, earlier = _issuer_before(text, start, printed)
        before, day = bool(issuer), day or earlier
    elif not day:
        day = _issuer_before(text, start, printed)[1]
    subject = _SUBJECT.match(text, position, limit)
    about = re.sub(r"\s+", " ", subject["subject"]).strip(" ,") if subject else ""
    return Around(day, issuer, term, about, position, before)


def _day_at(
    text: str, position: int, limit: int, printed: Sequence[Printed], between: re.Pattern[str]
) -> tuple[str, int]:
    i = bisect_left(printed, position, key=_start)
    date = printed[i] if i < len(printed) else None
    if date is None or date.start >= limit or not date.whole or not between.fullmatch(text, position, date.start):
        return "", position
    return _told(date), date.end


def _start(date: Printed) -> int:
    return date.start


def _told(date: Printed) -> str:
    return date.day.isoformat() if date.day else f"bad:{date.text}"


def _term_at(text: str, position: int, limit: int) -> tuple[str, int]:
    match = _TERM.match(text, position, limit)
    return (re.sub(r"\s+", " ", match["term"]), match.end()) if match else ("", position)


def _issuer_after(text: str, position: int, limit: int) -> tuple[str, int]:
    match = _AFTER.match(text, position, limit)
    if match is None or not match.lastgroup:
        match = _LOWER_OF.match(text, position, limit)
        if match is None:
            return "", position
    group = match.lastgroup or ""
    name = match[group]
    if group != "by":
        name = name[: _end_of_name(name)]
    name = name.rstrip(" ,.")
    return name, match.start(group) + len(name)


def _end_of_name(name: str) -> int:
    for match in _ENDS.finditer(name):
        # "Bộ Chính trị, Ban Bí thư" and "Bộ trưởng, Chủ nhiệm Văn phòng" are one issuer; "TP. Hải Phòng" one name.
        rest = name[match.end() :].lstrip()
        if match[0] == "," and re.match(r"Ban Bí [Tt]hư|Chủ nhiệm(?!\w)", rest):
            continue
        if match[0] == "." and name[: match.start()].endswith(("TP", "T", "Tp", "TX", "TT")):
            continue
        return match.start()
    return len(name)


def _issuer_before(text: str, start: int, printed: Sequence[Printed]) -> tuple[str, str]:
    """The issuer named before a number, and the day named before the issuer."""
    begin, near = max(0, start - _REACH), text[max(0, start - _VERB_REACH) : start].lower()
    match = _ISSUED.search(text, begin, start) if any(verb in near for verb in _VERBS) else None
    match = match or (_AT.search(text, begin, start) if "tại" in near or "trong" in near else None)
    if match is None or not match["issuer"][:1].isupper() or _ENDS.search(match["issuer"].replace(" - ", " ")):
        return "", ""
    i = bisect_left(printed, match.start("issuer"), key=_start)
    date = printed[i - 1] if i else None
    if (
        date is None
        or date.end > match.start("issuer")
        or not date.whole
        or not re.fullmatch(r"\s*[,:]?\s*", text[date.end : match.start("issuer")])
    ):
        return match["issuer"].strip(), ""
    return match["issuer"].strip(), _told(date) if _DAY_BEFORE.search(text, 0, date.start) else ""
