"""Percentages with the count that each is of: which words tie them, and which figures may be the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from danvan.proof.reading import Figure
from danvan.proof.relations.clauses import addable, may_be_percent, same_unit, step, within
from danvan.proof.relations.relations import Line

_SAYS = re.compile(r"(?i)(?<!\w)(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ|tương đương|tương ứng|tỷ trọng|tức)(?!\w)|[(]\s*$")
_OUT_OF = re.compile(r"(?i)(?<!\w)(?:trên tổng số|trên|trong tổng số|trong số|/)\s*$")
#: Of units that each have a rate, not of the share that they are of the whole.
_RATED = re.compile(r"(?i)(?<!\w)(?:có|với) (?:tỷ|tỉ) (?:lệ|trọng)|(?:tỷ|tỉ) lệ (?:này|đó)|trên đầu|mức\s*$")
_SHARE_OF = re.compile(r"(?<!\w)(?:và|nhưng|song)(?!\w)")
_BOUND = re.compile(r"(?i)(?<!\w)(?:trên|dưới|quá|từ)\s*$")
#: Such a percentage is of a plan, a price or an earlier year, not of a whole that stands nearby.
_OTHER_BASE = re.compile(
    r"(?i)(?<!\w)(?:tăng|giảm|so với|cùng kỳ|kế hoạch|chỉ tiêu|dự toán|vượt|nghị quyết|KH|năm trước|lãi suất"
    r"|tốc độ|bình quân)(?!\w)"
)
#: What a fraction's lower number can be: "53,5/52 ha, đạt 102,9% kế hoạch" is done and planned.
_PLANNED = re.compile(r"(?i)(?<!\w)(?:kế hoạch|chỉ tiêu|dự toán|nghị quyết|mục tiêu|KH|so với)(?!\w)")
_BEFORE = re.compile(
    r"(?i)(?<!\w)(?:tăng|giảm|cùng kỳ|năm trước|kỳ trước|năm [0-9]{4}|đầu (?:năm|nhiệm kỳ)|vượt"
    r"|lãi suất|tốc độ|bình quân)(?!\w)"
)
_GREW = re.compile(r"(?i)[^;.,()0-9]{0,40}[,;]?\s*(?:\(\s*)?(?P<how>tăng|vượt|giảm)\s*")
#: "(147 tín đồ/208 tín đồ toàn tỉnh) chiếm 70%": the fraction in a bracket, its share right behind.
_CLOSED = re.compile(r"(?i)[^();.]*\)\s*,?\s*(?:đạt|chiếm|bằng)\s+(?:tỷ lệ|tỉ lệ)?\s*")
#: What a qualified share may lie on the wrong side by and still be so called.
_NAMED = re.compile(r"(?i)[^,;.()]{3,40}\(\s*|\s+(?:trên|trong|của) (?:tổng )?số\s+")
#: How many figures of one paragraph, counted from the share, may be its whole.
_NEAR = 40
_EDGE = Decimal("0.05")
FROM_ELSEWHERE = re.compile(r"(?i)\s*(?:dân số|diện tích|số hộ|hộ|tổng (?:dân số|diện tích|số hộ)|toàn)(?!\w)")


@dataclass(frozen=True, slots=True)
class Pair:
    """A share, its count, and the whole where the words name it; ``loose``: the share is a bound ("trên 50%")."""

    share: Figure
    top: Figure
    loose: bool
    bottom: Decimal | None = None
    base: Figure | None = None


def fits(pair: Pair, bottom: Decimal, base: Figure | None) -> bool:
    """Whether a share is its count of ``bottom``, at its digits and by its qualifier (gần, trên, khoảng)."""
    share, top = pair.share, pair.top.value
    if not share.qualifier or share.qualifier.startswith("tổng"):
        return may_be_percent(top, bottom, share, (_room(pair.top), step(base) / 2 if base else Decimal(0)))
    exact, room = top * 100 / bottom, max(Decimal(1).scaleb(1 - share.digits), share.value / 50)
    if share.qualifier in ("gần", "dưới"):
        return share.value - room <= exact <= share.value + _EDGE
    if share.qualifier in ("trên", "hơn", "ít nhất", "tối thiểu"):
        return share.value - _EDGE <= exact <= share.value + room
    return abs(exact - share.value) <= room


def _room(figure: Figure) -> Decimal:
    """How far a count or an amount may be off: "4.100 doanh nghiệp" was rounded to a hundred."""
    rounded = figure.value >= 1000 and figure.value % 100 == 0 and not figure.digits
    return max(step(figure), Decimal(100) if rounded else Decimal(0)) / 2


def pairs_of(line: Line) -> Iterator[Pair]:
    """The shares of a paragraph, each with the count right before it."""
    figures = line.figures
    for at in range(1, len(figures)):
        share, top = figures[at], figures[at - 1]
        if share.unit != "%" or share.denominator is not None or top.unit in ("%", "‰"):
            continue
        between = line.between(top, share)
        if top.denominator and _of_plan(line, share, between):
            yield Pair(share, top, loose=True, bottom=top.denominator)
            continue
        if _CLOSED.fullmatch(between) and at > 1 and _out_of(line, figures[at - 2], top):
            yield Pair(share, figures[at - 2], bool(share.qualifier), top.value, top)
            continue
        if not _SAYS.search(between) or re.search(r"[;.]\s|\)", between) or _OTHER_BASE.search(between):
            continue
        if _RATED.search(between):
            continue
        if re.search(r"[0-9]", between) or _OTHER_BASE.search(_SHARE_OF.split(line.after(share), maxsplit=1)[0]):
            continue
        loose = bool(share.qualifier) or _BOUND.search(between) is not None
        if top.denominator is not None:
            yield Pair(share, top, loose, top.denominator)
        elif addable(top) and at > 1 and _out_of(line, figures[at - 2], top):
            yield Pair(share, figures[at - 2], loose, top.value, top)
        elif addable(top) and at + 1 < len(figures) and _whole_behind(line, share, top, figures[at + 1]):
            yield Pair(share, top, loose, figures[at + 1].value, figures[at + 1])
        elif addable(top) and top.unit:
            yield Pair(share, top, loose)


def grown(line: Line) -> Iterator[Pair]:
    """ "53,5/52 ha, tăng 2,9%": what was done above the plan, as a share of the plan."""
    for top, share in pairwise(line.figures):
        if share.unit != "%" or share.denominator is not None or not top.denominator:
            continue
        how = _GREW.fullmatch(line.between(top, share))
        if how is None or _BEFORE.search(line.after(share)):
            continue
        more = top.value - top.denominator if how["how"].lower() != "giảm" else top.denominator - top.value
        if more > 0:
            yield Pair(share, replace(top, value=more, denominator=None), loose=True, bottom=top.denominator)


def _of_plan(line: Line, share: Figure, between: str) -> bool:
    """Whether a share says how much of a plan a fraction's upper number is."""
    behind = _SHARE_OF.split(line.after(share), maxsplit=1)[0]
    told = _SAYS.search(between) and not re.search(r"[;.]\s|\)|[0-9]", between) and not _RATED.search(between)
    return bool(told and _PLANNED.search(behind) and not _BEFORE.search(between) and not _BEFORE.search(behind))


def _out_of(line: Line, one: Figure, other: Figure) -> bool:
    between = line.between(one, other)
    return addable(one) and _OUT_OF.search(between) is not None and not re.search(r"[,;.:()]", between)


def _whole_behind(line: Line, share: Figure, top: Figure, whole: Figure) -> bool:
    """ "11.240 người, đạt 94,2% dân số (11.932 người)": the whole stands in a bracket right behind its name."""
    between = line.between(share, whole)
    named = _NAMED.fullmatch(between) is not None and addable(whole) and same_unit(whole, top)
    return named and bool(top.unit) and whole.value >= top.value > 0


def wholes_of(line: Line, pair: Pair, earlier: Sequence[Line]) -> Iterator[Figure]:
    """The figures that may be a share's whole, nearest first; both numbers of a fraction may be one."""
    before = (within(line.figures, 0, pair.top.start), *(other.figures for other in reversed(earlier)))
    for figures in before:
        for figure in reversed(figures[-_NEAR:]):
            for one in _numbers(figure):
                if addable(one) and same_unit(one, pair.top) and one.value >= pair.top.value > 0:
                    yield one
    for figure in within(line.figures, pair.share.end, len(line.text))[:_NEAR]:
        if addable(figure) and same_unit(figure, pair.top) and figure.value > pair.top.value:
            yield figure


def _numbers(figure: Figure) -> tuple[Figure, ...]:
    if figure.denominator is None:
        return (figure,)
    return replace(figure, denominator=None), replace(figure, value=figure.denominator, denominator=None)
