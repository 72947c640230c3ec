"""What each figure tells of: the words round it in one form, so that two tellings can be compared by meaning."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from danvan.proof.names import UPPER, modern
from danvan.proof.reading import Figure, Reading

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
    toàn trên địa bàn huyện xã tỉnh việc nổi bật kết quả đến nay hiện tính về đó như sau theo này nên mà thì
    cũng đều lượt người đưa vào ra từ ở để do bằng khoảng hơn gần cả ước riêng tiếp tục triển khai chung bao gồm chiếm
    tỷ lệ cụ thể ghi nhận cùng nhiều một những khi qua năm báo cáo kỳ bình quân cuộc phần
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
    r"|quân sự|biên phòng|chữ thập đỏ|người cao tuổi|khuyến học|tư pháp|thanh tra|dân vận|tuyên giáo|tòa án"
    r"|viện kiểm sát|hội đồng nhân dân|ủy ban nhân dân|doanh nghiệp|khối [^\W\d_]+|cấp tỉnh|cấp huyện|cấp xã"
    r"|sở [^\W\d_]+|phòng [^\W\d_]+)(?!\w)"
)
_ACTOR = re.compile(
    r"\W*(?:(?:ban thường trực|ban chấp hành|ủy ban|hội|đoàn|các|cấp|liên hiệp|tổ chức|lực lượng|phối hợp với)\s)*"
    rf"(?P<body>{_BODY.pattern})"
)
_LABEL: Final = 3
_SENTENCE = re.compile(r"(?:[.!?](?=\s|$)|;|\n)")
_CLAUSE = re.compile(r"[:;()\n]|[,.](?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(rf"(?<!\w)[{UPPER}][^\W\d_]*(?:\s[{UPPER}][^\W\d_]*)*")
_DEFINED = re.compile(rf"\((?:sau đây gọi tắt là |gọi tắt là |viết tắt là )?(?P<short>[{UPPER}]{{2,6}})\)")
_NOTHING: Final[tuple[frozenset[str], ...]] = (frozenset(), frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a part of one that ends in a semicolon: where it stands, its words, and what sets it apart.

    ``figures`` are those of the whole sentence;
    ``actor`` is the organisation with which it begins, if it does.
    """

    start: int
    end: int
    words: frozenset[str]
    periods: frozenset[str]
    bodies: frozenset[str]
    names: frozenset[str]
    actor: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A figure and what it tells of: ``words`` of its clause, ``wide`` ones from the sentence's
    beginning to the clause's end, and those of the headings above it.

    ``other_sort`` says that it is a target, a change or an average, no plain result; ``introduces`` that it stands
    before a list.
    """

    figure: Figure
    unit: str
    words: tuple[str, ...]
    wide: tuple[str, ...]
    sentence: Sentence
    heading: frozenset[str]
    bodies: frozenset[str]
    other_sort: bool
    introduces: bool

    @property
    def around(self) -> frozenset[str]:
        """All the words that say what the figure is of."""
        return self.sentence.words | self.heading


class Subjects:
    """The figures of one reading with what they tell of; made once, in one walk over the paragraphs."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._units: dict[str, str] = {}

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every figure outside tables, in order."""
        return tuple(self._walk())

    @cached_property
    def same(self) -> Mapping[str, str]:
        """The words that mean one thing, with the abbreviations that the text itself defines."""
        own: dict[str, str] = {}
        for paragraph in self.reading.paragraphs:
            if "(" not in paragraph.text:
                continue
            for match in _DEFINED.finditer(paragraph.text):
                words = _WORD.findall(paragraph.text[max(0, match.start() - 80) : match.start()])[
                    -len(match["short"]) :
                ]
                if "".join(word[0] for word in words).upper() == match["short"]:
                    own[match["short"].lower()] = " ".join(modern(word) for word in words)
        return _SAME | own

    @cached_property
    def _synonyms(self) -> re.Pattern[str]:
        longest = sorted(self.same, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")

    @cached_property
    def year(self) -> str:
        """The year that the report mostly speaks of."""
        counted: dict[str, int] = {}
        for paragraph in self.reading.paragraphs[:400]:
            for match in re.finditer(r"(?<![\w/])(?:19|20)[0-9]{2}(?!\w)", paragraph.text):
                counted[match[0]] = counted.get(match[0], 0) + 1
        return max(counted, key=lambda year: counted[year], default="")

    def canonical(self, text: str) -> str:
        """Small letters, new spelling, one word for one thing."""
        lower = " ".join(modern(word) for word in text.split())
        return self._synonyms.sub(lambda match: self.same[match[0]], lower)

    def _unit(self, unit: str) -> str:
        if unit not in self._units:
            self._units[unit] = self.canonical(unit)
        return self._units[unit]

    def _walk(self) -> Iterator[Told]:
        starts = [heading.paragraph for heading in self.reading.outline]
        above = self._above()
        heads: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        last, sentences = 0, list[Sentence]()
        for figure in self.reading.figures:
            paragraph = self.reading.paragraph(figure.paragraph)
            if paragraph.role == "table":
                continue
            if figure.paragraph != last:
                last, sentences = figure.paragraph, list(self._sentences(figure.paragraph))
            at = bisect_right(starts, figure.paragraph)
            if at not in heads:
                text = self.canonical(" ".join(self.reading.outline[i].title for i in above[at]))
                heads[at] = frozenset(_WORD.findall(text)), frozenset(_BODY.findall(text))
            sentence = next(s for s in sentences if s.start <= figure.start < s.end)
            near = self._near(paragraph.text, sentence.start, figure)
            yield Told(figure, self._unit(figure.unit), *near[:2], sentence, *heads[at], *near[2:])

    def _above(self) -> Sequence[tuple[int, ...]]:
        """For each count of headings passed, the open ones: the last heading of each level above."""
        above: list[tuple[int, ...]] = [()]
        for at, heading in enumerate(self.reading.outline):
            above.append((*(i for i in above[-1] if self.reading.outline[i].level < heading.level), at))
        return above

    def _sentences(self, n: int) -> Iterator[Sentence]:
        """The parts of a paragraph's sentences; what the first part says of period, body and place holds for all."""
        text, start = self.reading.paragraph(n).text, 0
        figures = self.reading.figures_of(n)
        ends = [*(match.end() for match in _SENTENCE.finditer(text)), len(text) + 1]
        whole, opening = (0, 0), _NOTHING
        for end in ends:
            if start >= whole[1]:
                whole = start, next(e for e in ends if e >= end and (e > len(text) or text[e - 1] != ";"))
                opening = self._marks(text[start:end])
            inside = tuple(figure for figure in figures if whole[0] <= figure.start < whole[1])
            if inside:
                canonical = self.canonical(text[start:end])
                periods, bodies, names = self._marks(text[start:end], canonical)
                yield Sentence(
                    start,
                    end,
                    frozenset(_WORD.findall(canonical)),
                    periods or opening[0],
                    bodies or opening[1],
                    names | opening[2],
                    _acting(canonical),
                    inside,
                )
            start = end

    def _marks(self, text: str, canonical: str | None = None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        canonical = self.canonical(text) if canonical is None else canonical
        periods = frozenset(_PERIOD.findall(canonical)) - {self.year}
        return periods, frozenset(_BODY.findall(canonical)), names_of(text)

    def _near(self, text: str, opening: int, figure: Figure) -> tuple[tuple[str, ...], tuple[str, ...], bool, bool]:
        """The content words of the clause that holds the figure and of all from the sentence's start to it; whether it
        tells another sort of number, and whether it opens a list.
        """
        opening = max(opening, figure.start - 400)
        start = max((m.end() for m in _CLAUSE.finditer(text, opening, figure.start)), default=opening)
        stop = _CLAUSE.search(text, figure.end, min(len(text), figure.end + 200))
        after = self.canonical(text[figure.end : stop.start() if stop else min(len(text), figure.end + 200)])
        before = self.canonical(text[start : figure.start])
        colon = text.rfind(":", opening, start)
        # "Hạn chế: …" says nothing of the matter, "Dạy bơi cho học sinh: …" does.
        opening = colon + 1 if colon > 0 and len(text[opening:colon].split()) <= _LABEL else opening
        wide = self.canonical(text[opening:start])
        words = _content(f"{before} {after}")
        other_sort = _OTHER_SORT.search(f"{before} {after}") is not None
        return words, (*_content(wide), *words), other_sort, bool(stop and stop[0] == ":")


def _acting(canonical: str) -> str:
    """The organisation with which a sentence begins: who did what it tells."""
    actor = _ACTOR.match(canonical)
    return actor["body"] if actor else ""


def _content(text: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(text) if word not in _NEUTRAL)


def pairs(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Neighbouring words: most words of Vietnamese have two syllables."""
    return frozenset(pairwise(words))


def content(words: frozenset[str]) -> frozenset[str]:
    """The words that say something of the matter."""
    return words - _NEUTRAL


def names_of(text: str) -> frozenset[str]:
    """What has a capital, to tell two things of one kind apart; the first word of a sentence has one anyway."""
    found = set()
    for match in _CAPITAL.finditer(text):
        name = "" if match[0].isupper() else modern(match[0])
        if not text[: match.start()].strip(" -–+•*"):
            name = name.partition(" ")[2]
        found.add(name)
    return frozenset(found - {""})
