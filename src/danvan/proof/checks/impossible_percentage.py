"""A percentage that no whole number of its base can give, or that needs another base than its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import groupby, islice

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, bare
from danvan.proof.reading import Figure
from danvan.proof.relations.clauses import addable, same_unit, spoken
from danvan.proof.relations.relations import Line, lines
from danvan.proof.relations.shares import Pair, pairs_of, wholes_of

_OF = re.compile(r"(?i)\s*(?:trong (?:tổng )?số|trên tổng số|của|trong|trên)\s+(?:tổng số\s+)?(?:\w+\s+){0,2}$")
_ASKED = re.compile(r"(?i)(?<!\w)(?:khảo sát|thăm dò|lấy ý kiến|phỏng vấn|lấy phiếu|hỏi|trả lời)(?!\w)")
#: A sentence that begins with its whole: its share is of those, unless it says of what it is.
_THOSE = re.compile(r"(?:^|[.!?;:]\s+)(?:Trong|Với|trong|với)\s(?:tổng )?(?:số\s)?$")
_OWN_SUBJECT = re.compile(r"(?i)(?<!\w)(?:tỷ lệ|tỉ lệ|mức|vốn|giá|diện tích|lãi suất|lương|thu|chi|doanh thu)(?!\w)")
#: Behind a share of those: what they are or did; a noun there would be what it is a share of.
_DID = re.compile(
    r"(?i)\s*(?:[.,;)]|$|(?:là|có|đã|đang|chưa|không|cho|được|bị|hài lòng|đồng|tán|đạt|hoàn thành|biết|muốn|đề nghị"
    r"|tham gia|thuộc|trong số (?:này|đó)|nói|đánh giá|nhận|trả lời|nêu|xếp|thực hiện|ủng hộ)(?!\w))"
)
_NOUN = re.compile(r"(?i)\s*(?:(?:tổng\s)?số\s)?")
_MOVED = re.compile(r"(?i)(?<!\w)(?:tăng|giảm|so với|bình quân|kế hoạch|chỉ tiêu)(?!\w)")
#: With more units than this every percentage of two decimals can be had.
_LARGEST = 5000
#: A base named only by its noun in another sentence; a larger one may have lost or won some meanwhile.
_FEW = 100
_PERIODS = frozenset({"năm", "tháng", "ngày", "tuần", "quý", "giờ", "buổi", "đợt"})


def run(case: Case) -> Iterator[Finding]:
    """Percentages of a counted base that fall between two counts; shares of one list that imply two bases."""
    earlier: list[Line] = []
    for line in lines(case.reading):
        for at, share in enumerate(line.figures):
            if share.unit == "%" and not share.qualifier and share.digits:
                yield from _of_base(line, at)
        yield from _bases(line, earlier[-2:])
        earlier.append(line)


def _of_base(line: Line, at: int) -> Iterator[Finding]:
    share = line.figures[at]
    following = line.figures[at + 1] if at + 1 < len(line.figures) else None
    if following is not None and _OF.fullmatch(line.between(share, following)) and _counted(following):
        base: Figure | None = following
    else:
        base = _asked(line, at)
    if base is None or _MOVED.search(line.before(share)) or possible(base.value, share):
        return
    below = (base.value * share.value / 100).quantize(Decimal(1), rounding=ROUND_DOWN)
    whole = spoken(base.value)
    lower, upper = (
        spoken((count * 100 / base.value).quantize(Decimal(1).scaleb(-share.digits), rounding=ROUND_HALF_UP))
        for count in (below, below + 1)
    )
    yield Finding(
        check="impossible_percentage",
        severity="doubt",
        text=_("%(share)s cannot be a share of %(base)s: the nearest are %(lower)s%% and %(upper)s%%."),
        remedy=_("Look up the count and its whole, then compute the percentage again."),
        places=bare((share, base)),
        expected=f"{lower}% / {upper}%",
        found=share.quote,
        arithmetic=f"{spoken(below)} : {whole} = {lower}%; {spoken(below + 1)} : {whole} = {upper}%",
        values={"share": share.quote, "base": base.quote, "lower": lower, "upper": upper},
    )


def _asked(line: Line, at: int) -> Figure | None:
    """The only count before a share that is of no count of its own: of those asked, or "14 thôn … 71,4% số thôn"."""
    share = line.figures[at]
    counts = list(islice((f for f in line.figures[:at] if _counted(f)), 2))
    nearest = line.figures[at - 1] if at else None
    if len(counts) != 1 or nearest is None or (nearest.unit != "%" and nearest is not counts[0]):
        return None
    base = counts[0]
    between = line.between(base, share)
    if _ASKED.search(line.text, 0, share.start) and _DID.match(line.text, share.end):
        return base
    noun = _NOUN.match(line.text, share.end)
    if noun is not None and _is_word(line.text, noun.end(), base.unit):
        return base if base.value <= _FEW and line.sentence(share) - line.sentence(base) <= 1 else None
    here = line.sentence(base) == line.sentence(share) and _THOSE.search(line.text, max(0, base.start - 20), base.start)
    told = here and not _OWN_SUBJECT.search(between) and _DID.match(line.text, share.end)
    return base if told and base.unit.lower() not in _PERIODS else None


def _is_word(text: str, at: int, noun: str) -> bool:
    """Whether a noun stands at a place of a text, as a word by itself."""
    return bool(noun) and text.startswith(noun, at) and not text[at + len(noun) : at + len(noun) + 1].isalpha()


def _counted(figure: Figure) -> bool:
    return addable(figure) and bool(figure.unit) and not figure.digits and 1 < figure.value <= _LARGEST


def possible(base: Decimal, share: Figure) -> bool:
    """Whether some whole number of ``base`` makes the share, rounded or cut off at its digits."""
    one = Decimal(1).scaleb(-share.digits)
    about = (base * share.value / 100).quantize(Decimal(1), rounding=ROUND_DOWN)
    for count in (about - 1, about, about + 1):
        exact = count * 100 / base
        if share.value in (exact.quantize(one, rounding=ROUND_HALF_UP), exact.quantize(one, rounding=ROUND_DOWN)):
            return True
    return False


def _bases(line: Line, earlier: Sequence[Line]) -> Iterator[Finding]:
    """ "24 hộ (33,3%), 18 hộ (25%), 30 hộ (50%)" without their whole: two or more agree on one, one does not."""
    pairs = [p for p in pairs_of(line) if p.bottom is None and not p.loose and _counted(p.top) and p.share.value > 0]
    for _sentence, told in groupby(pairs, key=lambda pair: line.sentence(pair.share)):
        group = [p for p in told if same_unit(p.top, pairs[0].top)]
        if len(group) < 3 or any(True for p in group for _w in wholes_of(line, p, earlier) if _w not in _tops(group)):
            continue
        ranges = {p.share: _range(p) for p in group}
        for odd in group:
            others = [ranges[p.share] for p in group if p is not odd]
            low, high = max(low for low, _h in others), min(high for _l, high in others)
            own = ranges[odd.share]
            if low <= high and (own[0] > high or own[1] < low):
                yield _other_base(odd, [p for p in group if p is not odd], low, high)
                break


def _tops(group: Sequence[Pair]) -> list[Figure]:
    return [p.top for p in group]


def _range(pair: Pair) -> tuple[Decimal, Decimal]:
    """Between which numbers the whole of a share lies, rounded or cut off."""
    one = Decimal(1).scaleb(-pair.share.digits)
    return pair.top.value * 100 / (pair.share.value + one), pair.top.value * 100 / max(
        pair.share.value - one / 2, one / 2
    )


def _other_base(odd: Pair, others: Sequence[Pair], low: Decimal, high: Decimal) -> Finding:
    base = ((low + high) / 2).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    right = (odd.top.value * 100 / base).quantize(Decimal(1).scaleb(-max(1, odd.share.digits)), rounding=ROUND_HALF_UP)
    figures = [figure for pair in (odd, *others) for figure in (pair.share, pair.top)]
    return Finding(
        check="impossible_percentage",
        severity="doubt",
        text=_("The other shares are of about %(base)s; of that %(top)s are %(right)s%%, not %(share)s."),
        remedy=_("Say of what it is a percentage, or compute it again."),
        places=bare(figures),
        expected=f"{spoken(right)}%",
        found=odd.share.quote,
        arithmetic=f"{spoken(odd.top.value)} : {spoken(base)} = {spoken(right)}% ≠ {odd.share.quote}",
        values={"base": spoken(base), "top": odd.top.quote, "right": spoken(right), "share": odd.share.quote},
    )


CHECK = Check(
    "impossible_percentage",
    Words("Tỷ lệ không thể có", "Percentages that cannot be"),
    "ratio",
    "fast",
    run,
)
