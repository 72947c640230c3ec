"""A part can never be larger than its whole: "trong đó", a fraction, what was settled of what came in, a share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.reading import Figure
from danvan.proof.relations.clauses import addable, is_share, measure, same_unit, spoken, within
from danvan.proof.relations.relations import FAMILIES, Line, came, labels, lines
from danvan.proof.relations.wholes import PART, last_before, parts_after

#: Two numbers with a stroke may be this year's and last year's, a plan and its result, or a pace: no fraction then.
_NO_FRACTION = re.compile(
    r"(?i)(?<!\w)(?:tăng|giảm|so với|cùng kỳ|kế hoạch|chỉ tiêu|nghị quyết|vượt|đạt|thực hiện|kh|bình quân|tỷ số|tỉ số"
    r"|huyết áp|ca máy)(?!\w)"
)
#: Before a fraction; "19/5" behind other words is a day or a name.
_COUNTED = re.compile(r"(?i)(?:^|[,;:(+–-]|(?<!\w)(?:có|được|tại|đạt|với|và|là|cho|của|ở|trên))\s*$")
_NET = re.compile(r"(?i)(?<!\w)(?:xuất siêu|nhập siêu|lỗ|lãi|chi phí|chủ yếu)(?!\w)")
_OF_WHOLE = re.compile(r"(?i)(?<!\w)chiếm(?:\s+(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng))?\s*$")
#: What stands later in a list is a part too while its number opens its item.
_NEXT = re.compile(r"[^;:.()]*(?:,|(?<!\w)và)\s")
_SAME_IN_PART = re.compile(r"(?i)(?<!\w)(?:mỗi|lượt|cả|cùng kỳ|tăng|giảm)(?!\w)")
_CARRIED = re.compile(r"(?i)(?:kỳ|tháng|năm|quý) trước|tồn|chuyển sang|lũy kế|luỹ kế")
_DONE = re.compile(r"(?i)(?<!\w)(?:đã|đến hạn|giải quyết|xử lý)(?!\w)")
_HUNDRED = 100
#: How many figures before a part one of its wholes may stand.
_NEAR = 40


def run(case: Case) -> Iterator[Finding]:
    """Parts above their whole."""
    for line in lines(case.reading):
        for figure in line.figures:
            if figure.denominator is not None and figure.value > figure.denominator > 0 and _is_fraction(line, figure):
                yield _fraction(figure)
            elif is_share(figure) and figure.value > _HUNDRED and _OF_WHOLE.search(line.before(figure)):
                yield _share(figure)
        yield from _among(line)
        yield from _settled(line)


def _is_fraction(line: Line, figure: Figure) -> bool:
    like_a_day = figure.value <= 31 and (figure.denominator or 0) <= 12
    if figure.qualifier or (like_a_day and not _COUNTED.search(line.text, 0, figure.start)):
        return False
    around = line.text[max(0, figure.start - 60) : figure.end + 40]
    # Areas and amounts with a stroke are what was done and what was planned.
    return not _NO_FRACTION.search(around) and bool(figure.unit) and measure(figure.unit) == "count"


def _among(line: Line) -> Iterator[Finding]:
    """ "trong đó" names some of the whole: no part can be larger than it."""
    exact = [f for f in line.figures if addable(f)]
    for match in PART.finditer(line.text):
        total = last_before(line.text, exact, match.start())
        if total is None or not total.unit or re.search(r"[;]|\.\s", line.text[total.end : match.start()]):
            continue
        wholes = [f for f in within(exact, 0, match.start())[-_NEAR:] if same_unit(f, total)]
        for place, part in enumerate(parts_after(line.text, exact, match.end())):
            if part.value <= total.value or not same_unit(part, total):
                continue
            if place and not _NEXT.fullmatch(line.text[match.end() : part.start]):
                break
            money = measure(part.unit) != "count"
            if money and _NET.search(line.text, max(0, total.start - 40), part.start):
                continue
            if any(part.value <= f.value for f in wholes) or _SAME_IN_PART.search(line.text, match.end(), part.start):
                continue
            yield _part(total, part, "doubt" if place else "error")


def _settled(line: Line) -> Iterator[Finding]:
    """ "đã giải quyết 100 hồ sơ, đúng hạn 120 hồ sơ": no more is on time than is done, nor done than came in."""
    if not _DONE.search(line.text) or _CARRIED.search(line.text):
        return
    deadline, settled = (next(f for f in FAMILIES if f.name == name) for name in ("deadline", "settled"))
    exact = [f for f in line.figures if addable(f)]
    for whole, part in pairwise(exact):
        if part.value <= whole.value or not part.unit or not same_unit(whole, part):
            continue
        if line.sentence(whole) != line.sentence(part) or _SAME_IN_PART.search(line.between(whole, part)):
            continue
        one, other = line.clause(whole), line.clause(part)
        before, after = labels(deadline, one), labels(deadline, other)
        if after and not before and _DONE.search(one):
            yield _part(whole, part, "error")
        elif not before and not after and came(one) and labels(settled, other) == {"done"}:
            yield _part(whole, part, "doubt")


def _part(total: Figure, part: Figure, severity: Severity) -> Finding:
    return Finding(
        check="subset_and_whole",
        severity=severity,
        text=_("A part is larger than its whole: %(part)s of %(total)s."),
        remedy=_("Look both up where they come from and correct the wrong one."),
        places=bare((total, part)),
        expected=f"≤ {spoken(total.value)}",
        found=spoken(part.value),
        arithmetic=f"{spoken(part.value)} > {spoken(total.value)}",
        values={"part": part.quote, "total": total.quote},
    )


def _fraction(figure: Figure) -> Finding:
    bottom = figure.denominator or figure.value
    return Finding(
        check="subset_and_whole",
        severity="error",
        text=_("%(quote)s: the part is larger than the whole."),
        remedy=_("Look both numbers up and correct the wrong one."),
        places=bare((figure,)),
        expected=f"≤ {spoken(bottom)}",
        found=figure.quote,
        arithmetic=f"{spoken(figure.value)} > {spoken(bottom)}",
        values={"quote": figure.quote},
    )


def _share(figure: Figure) -> Finding:
    return Finding(
        check="subset_and_whole",
        severity="error",
        text=_("%(quote)s of a whole: a share cannot be more than all of it."),
        remedy=_("Compute the percentage again, or say of what it is a percentage."),
        places=bare((figure,)),
        expected="≤ 100%",
        found=figure.quote,
        arithmetic=f"{spoken(figure.value)}% > 100%",
        values={"quote": figure.quote},
    )


CHECK = Check("subset_and_whole", Words("Phần và toàn thể", "Part and whole"), "range", "fast", run)
