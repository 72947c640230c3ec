"""What figures have to do with one another: the words round each, and the classes by which they complete each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import groupby

from danvan.proof.reading import Figure, Reading, Role
from danvan.proof.relations.clauses import same_unit, sentence_of
from danvan.proof.relations.grids import in_table

_CLAUSE = re.compile(r"[;:()\n]|\.(?=\s|$)|(?<!trước)(?<!sớm)(?<!đúng),(?!\d)")
_BY_DEADLINE = re.compile(
    r"(?i)(?<!\w)((?:trước|sớm|đúng|quá|trễ|chậm)(?:(?:\s*[,/]\s*|\s+và\s+|\s+hoặc\s+)"
    r"(?:trước|sớm|đúng|quá|trễ|chậm))*)\s+(?:thời |kỳ )?hạn(?!\w)"
)
_DEADLINE_WORDS = {"trước": "early", "sớm": "early", "đúng": "timely", "quá": "late", "trễ": "late", "chậm": "late"}


@dataclass(frozen=True, slots=True)
class Family:
    """Classes that share a whole between them: ``labels`` are tried in turn, the first that fits a clause is its own.

    ``complete`` are the sets that make up the whole; without all classes of one of them nothing is added up. A text
    without any of the ``hints`` names no two classes of it: a quick look before the words are tried one by one.
    """

    name: str
    labels: tuple[tuple[str, str], ...]
    complete: tuple[frozenset[str], ...]
    hints: tuple[str, ...]


#: The pairs and triples that official prose parts a whole by. Each is said by words of common use, never by a theme.
FAMILIES = (
    Family("deadline", (), (frozenset({"early", "timely", "late"}), frozenset({"timely", "late"})), ("hạn",)),
    Family(
        "sex",
        (("women", r"nữ|phụ nữ|bé gái"), ("men", r"nam|nam giới|bé trai")),
        (frozenset({"men", "women"}),),
        ("nữ", "bé gái"),
    ),
    Family(
        "people",
        (("minorities", r"dân tộc thiểu số|DTTS|dân tộc khác"), ("kinh", r"kinh")),
        (frozenset({"minorities", "kinh"}),),
        ("kinh", "Kinh"),
    ),
    Family(
        "origin",
        (
            (
                "carried",
                r"(?:kỳ|tháng|quý|năm) trước (?:chuyển|mang) (?:sang|qua)|tồn (?:đầu kỳ|năm trước)|kỳ trước",
            ),
            ("new", r"mới|trong (?:kỳ|tháng|quý|năm)|phát sinh"),
        ),
        (frozenset({"carried", "new"}),),
        ("trước", "tồn", "cũ"),
    ),
    Family(
        "channel",
        (("post", r"bưu chính|bưu điện"), ("online", r"trực tuyến|qua mạng"), ("counter", r"trực tiếp")),
        (frozenset({"online", "counter"}), frozenset({"post", "online", "counter"})),
        ("trực tuyến", "qua mạng"),
    ),
    Family(
        "verdict",
        (
            ("no", r"(?:không|chưa) (?:đạt|đồng ý|tán thành|hợp lệ|đúng|đủ|thành(?: công)?)|sai phạm"),
            ("yes", r"đạt(?! tỷ| tỉ| [0-9])|đồng ý|tán thành|hợp lệ|đủ điều kiện|hòa giải thành|thành công"),
        ),
        (frozenset({"no", "yes"}),),
        ("không", "chưa", "sai phạm"),
    ),
    Family(
        "presence",
        (("absent", r"vắng(?: mặt)?"), ("present", r"có mặt|tham dự|dự họp|đến dự|dự")),
        (frozenset({"absent", "present"}),),
        ("vắng",),
    ),
    Family(
        "area",
        (("town", r"thành thị|đô thị"), ("country", r"nông thôn")),
        (frozenset({"town", "country"}),),
        ("nông thôn",),
    ),
    Family(
        "settled",
        (
            ("left", r"còn(?: lại)?|chưa|đang|tồn|chuyển (?:kỳ|tháng|quý|năm) sau"),
            ("done", r"đã|xong|hoàn thành"),
        ),
        (frozenset({"done", "left"}),),
        ("còn", "chưa", "đang", "tồn", "chuyển"),
    ),
)
_CAME = r"tiếp nhận|nhận(?: được| vào| về)?|thụ lý|tổng số|tổng cộng|phải giải quyết|phát sinh"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph that states figures, outside tables."""

    n: int
    text: str
    role: Role
    figures: tuple[Figure, ...]

    def before(self, figure: Figure) -> str:
        """The words of its clause before a figure, back to the figure before it."""
        at = bisect_left(self.figures, figure.start, key=_start)
        start = last = self.figures[at - 1].end if at else 0
        for stop in _CLAUSE.finditer(self.text, start, figure.start):
            # "đã xử lý: 21": a colon right before the number ties its name to it.
            if self.text[stop.end() : figure.start].strip() or stop[0] not in ":":
                last = stop.end()
        return self.text[last : figure.start]

    def after(self, figure: Figure) -> str:
        """The words of its clause after a figure, up to the figure after it."""
        at = bisect_left(self.figures, figure.end, key=_start)
        end = self.figures[at].start if at < len(self.figures) else len(self.text)
        stop = _CLAUSE.search(self.text, figure.end, end)
        return self.text[figure.end : stop.start() if stop else end]

    def clause(self, figure: Figure) -> str:
        """The words round a figure that tell what it counts, its own noun with them."""
        before = self.before(figure)
        return (
            f"{before} {figure.unit} {self.after(figure)}" if before.strip() else f"{figure.unit} {self.after(figure)}"
        )

    def sentence(self, figure: Figure) -> int:
        """Which sentence of the paragraph it stands in, from 0."""
        return sentence_of(self.text, figure.start)

    def between(self, one: Figure, other: Figure) -> str:
        """The text between two figures."""
        return self.text[one.end : other.start]


def _start(figure: Figure) -> int:
    return figure.start


def lines(reading: Reading) -> Iterator[Line]:
    """The paragraphs that state figures, in order, without the cells of tables."""
    for n, group in groupby(reading.figures, key=lambda figure: figure.paragraph):
        paragraph = reading.paragraph(n)
        if not in_table(paragraph):
            yield Line(n, paragraph.text, paragraph.role, tuple(group))


def families_in(text: str) -> list[Family]:
    """The families of which a text may name two classes, so that its clauses are not asked in vain."""
    return [family for family in FAMILIES if any(hint in text for hint in family.hints)]


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


def came(clause: str) -> bool:
    """Whether a clause says how many came in, or how many there are in all."""
    return _pattern(_CAME).search(clause) is not None


@lru_cache(maxsize=8192)
def labels(family: Family, clause: str) -> frozenset[str]:
    """The classes of a family that a clause names; a deadline's may be several ("trước và đúng hạn")."""
    if family.name == "deadline":
        words = (word for match in _BY_DEADLINE.finditer(clause) for word in re.findall(r"\w+", match[1].lower()))
        return frozenset(_DEADLINE_WORDS[word] for word in words if word in _DEADLINE_WORDS)
    return frozenset(next(([name] for name, words in family.labels if _pattern(words).search(clause)), []))


def is_slip(right: Decimal, printed: Decimal) -> bool:
    """Whether one number is the other with one digit changed, two neighbours changed about, or a digit more."""
    one, other = _digits(right), _digits(printed)
    if one == other:
        return False
    if len(one) == len(other):
        different = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(different) == 1:
            return True
        first, last = different[0], different[-1]
        return len(different) == 2 and last == first + 1 and one[first] == other[last] and one[last] == other[first]
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _digits(value: Decimal) -> str:
    return f"{value:f}".replace(".", "").lstrip("0") or "0"


def nearly(total: Decimal, added: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether parts miss a total as by a slip: by very little, or by one misprinted number where numbers are large."""
    off = abs(total - added)
    if not off or total <= 0:
        return False
    if off * 200 <= total:
        return True
    if off * 20 > total or total < 100:
        return False
    return is_slip(added, total) or any(
        part + total - added > 0 and is_slip(part + total - added, part) for part in parts
    )


def like(figure: Figure, others: Sequence[Figure]) -> list[Figure]:
    """Those of ``others`` that are counted in the noun of a figure."""
    return [other for other in others if same_unit(figure, other)]
