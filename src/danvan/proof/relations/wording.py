"""Words brought to one form: synonyms, abbreviations and tone marks; what sets periods, bodies and names apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from danvan.proof.reading import Paragraph
from danvan.proof.relations.names import UPPER, modern

#: Two ways to say one thing, brought to the second; in small letters and the new spelling.
_SAME: Final = {
    "đ/c": "đồng chí",
    "suất quà": "phần quà",
    "buổi": "cuộc",
    "hộ dân": "hộ",
    "hộ gia đình": "hộ",
    "nhân khẩu": "dân số",
    "vụ việc": "vụ",
    "quá hạn": "trễ hạn",
    "chậm hạn": "trễ hạn",
    "chậm muộn": "trễ hạn",
    "đã xử lý": "đã giải quyết",
    "được xử lý": "đã giải quyết",
    "xử lý": "giải quyết",
    "trị giá": "giá trị",
    "số tiền": "kinh phí",
    "bà con": "nhân dân",
    "người dân": "nhân dân",
    "nhà tạm, nhà dột nát": "nhà tạm",
    "vận động được": "vận động",
    "mới đạt": "đạt",
    "kết quả": "",
    "ghi nhận": "",
    "tiếp tục": "",
    "cấp tỉnh": "cấptỉnh",
    "cấp huyện": "cấphuyện",
    "cấp xã": "cấpxã",
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "tthc": "thủ tục hành chính",
    "ntm": "nông thôn mới",
    "bhyt": "bảo hiểm y tế",
    "bhxh": "bảo hiểm xã hội",
    "dtts": "dân tộc thiểu số",
    "qcdc": "quy chế dân chủ",
    "gpmb": "giải phóng mặt bằng",
    "lhpn": "liên hiệp phụ nữ",
    "ccb": "cựu chiến binh",
}
_NEUTRAL_WORDS = """
    có là đạt được đã với và các của tại cho số tổng trong gồm còn tổ chức thực hiện thu hút tham gia dự tham tổng cộng
    toàn trên địa bàn huyện xã tỉnh việc nổi bật đến nay hiện tính về đó như sau theo này nên mà thì
    cũng đều lượt người đưa vào ra từ ở để do bằng khoảng hơn gần cả ước riêng triển khai chung bao gồm chiếm
    tỷ lệ cụ thể cùng nhiều một những khi qua năm báo cáo kỳ bình quân cuộc phần
"""
_NEUTRAL: Final = frozenset(_NEUTRAL_WORDS.split())
#: Words that set a target, a change or a comparison: such a number is another fact than what was reached.
_OTHER_SORT = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|kế hoạch giao|dự kiến|dự toán|nhiệm vụ|trở lên|tăng|giảm|vượt|so với|cùng kỳ"
    r"|lũy kế|luỹ kế|đến cuối năm|hằng năm|hàng năm|mỗi|từng|tối thiểu|ít nhất|bình quân|trung bình|năm trước|quy định"
    r"|chênh lệch|thiếu|thừa|cao nhất|thấp nhất|dao động)(?!\w)"
)
_PERIOD = re.compile(
    r"(?<!\w)(?:tháng\s[0-9]{1,2}(?:/[0-9]{4})?|quý\s(?:[ivx]+|[0-9])|[0-9]{1,2}\stháng|(?:19|20)[0-9]{2}"
    r"|giai đoạn|nhiệm kỳ|đầu năm|cuối năm|học kỳ\s\w+|(?:đợt|mức độ|loại|hạng|nhóm|tổ|lớp|khối"
    r"|thôn|xóm|ấp|bản|khu phố|quốc lộ|tỉnh lộ)"
    r"\s(?:[0-9]+|[ivx]+(?!\w))|lần\s\w+|ngày\s[0-9]{1,2}|khóa\s\w+|vụ\s\w+)"
)
_BODY = re.compile(
    r"(?<!\w)(?:mặt trận|đoàn thanh niên|thanh niên|phụ nữ|nông dân|cựu chiến binh|công đoàn|liên đoàn lao động|công an"
    r"|quân sự|biên phòng|chữ thập đỏ|người cao tuổi|khuyến học|tư pháp|thanh tra|ban dân vận|ban tuyên giáo|tòa án"
    r"|viện kiểm sát|hội đồng nhân dân|ủy ban nhân dân|doanh nghiệp|khối [^\W\d_]+|cấptỉnh|cấphuyện|cấpxã"
    r"|(?<!cơ )sở [^\W\d_]+|(?<!dự )phòng (?!chống|ngừa|cháy|bệnh)[^\W\d_]+)(?!\w)"
)
_ACTOR = re.compile(
    r"\W*(?:(?:ban thường trực|ban chấp hành|ủy ban|hội|đoàn|các|cấp|liên hiệp|tổ chức|lực lượng|phối hợp với)\s)*"
    rf"(?P<body>{_BODY.pattern})"
)
#: The raised digits of a note's mark belong to no word.
_WORD = re.compile(r"[^\W\d_¹²³⁰⁴-⁹]+")
_CAPITAL = re.compile(rf"(?<!\w)[{UPPER}][^\W\d_]*(?:\s[{UPPER}][^\W\d_]*)*")
_DEFINED = re.compile(rf"\((?:sau đây gọi tắt là |gọi tắt là |viết tắt là )?(?P<short>[{UPPER}]{{2,6}})\)")
_YEAR = re.compile(r"(?<![\w/])(?:19|20)[0-9]{2}(?!\w)")
#: So many paragraphs tell which year a report speaks of.
_OPENING: Final = 400


class Wording:
    """The one form of words in one text, by the abbreviations that it defines itself."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        own: dict[str, str] = {}
        for paragraph in paragraphs:
            if "(" in paragraph.text:
                own.update(_defined(paragraph.text))
        self._same: Mapping[str, str] = _SAME | own
        longest = sorted(self._same, key=len, reverse=True)
        self._synonyms = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
        self._known: dict[str, str] = {}

    def canonical(self, text: str) -> str:
        """Small letters, new spelling, one word for one thing."""
        lower = " ".join(map(modern, text.split()))
        return self._synonyms.sub(lambda match: self._same[match[0]], lower)

    def unit(self, unit: str) -> str:
        """A figure's noun in its one form; there are few of them."""
        if unit not in self._known:
            self._known[unit] = self.canonical(unit)
        return self._known[unit]


def _defined(text: str) -> dict[str, str]:
    """ "thủ tục hành chính (TTHC)": abbreviations by first letters, with what they stand for."""
    found = {}
    for match in _DEFINED.finditer(text):
        words = _WORD.findall(text[max(0, match.start() - 80) : match.start()])[-len(match["short"]) :]
        if "".join(word[0] for word in words).upper() == match["short"]:
            found[match["short"].lower()] = " ".join(map(modern, words))
    return found


def words_of(canonical: str) -> frozenset[str]:
    """All its words."""
    return frozenset(_WORD.findall(canonical))


def content_of(canonical: str) -> tuple[str, ...]:
    """The words that say something of the matter, in their order."""
    return tuple([word for word in _WORD.findall(canonical) if word not in _NEUTRAL])


def content(words: frozenset[str]) -> frozenset[str]:
    """The words among them that say something of the matter."""
    return words - _NEUTRAL


def is_other_sort(canonical: str) -> bool:
    """Whether a clause sets a target, a change or a comparison, or gives an average."""
    return _OTHER_SORT.search(canonical) is not None


def periods_in(canonical: str) -> frozenset[str]:
    """The months, years, terms and numbered parts that it names."""
    return frozenset(_PERIOD.findall(canonical))


def bodies_in(canonical: str) -> frozenset[str]:
    """The organisations that it names."""
    return frozenset(_BODY.findall(canonical))


def acting(canonical: str) -> str:
    """The organisation with which a sentence begins: who did what it tells."""
    actor = _ACTOR.match(canonical)
    return actor["body"] if actor else ""


def names_of(text: str) -> frozenset[str]:
    """What has a capital, to tell two things of one kind apart; the first word of a sentence has one anyway."""
    found = set()
    for match in _CAPITAL.finditer(text):
        name = "" if match[0].isupper() else modern(match[0])
        if not text[: match.start()].strip(" -–+•*¹²³⁰⁴⁵⁶⁷⁸⁹"):
            name = name.partition(" ")[2]
        found.add(name)
    return frozenset(found - {""})


def year_of(paragraphs: Iterable[Paragraph]) -> str:
    """The year that a report mostly speaks of; empty when it names none."""
    counted: dict[str, int] = {}
    for paragraph in paragraphs:
        if paragraph.n > _OPENING:
            break
        for match in _YEAR.finditer(paragraph.text):
            counted[match[0]] = counted.get(match[0], 0) + 1
    return max(counted, key=lambda year: counted[year], default="")
