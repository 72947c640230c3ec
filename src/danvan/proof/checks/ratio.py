"""A percentage printed beside the two numbers that make it must be theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.reading import Figure
from danvan.proof.relations.clauses import addable, depth, same_unit, spoken
from danvan.proof.relations.relations import Line, is_slip, lines
from danvan.proof.relations.shares import FROM_ELSEWHERE, Pair, fits, grown, pairs_of, wholes_of
from danvan.proof.relations.wholes import PART

#: How many points, and what part of itself, a printed share may be off and still be meant for two numbers.
_NEAR = Decimal("0.5")
_HUNDRED = Decimal(100)
_OF_OTHERS = re.compile(r"(?i)\s*(?:tổng số|tổng|số|dân số)\s")
_FAR = Decimal(5)
_NEAR_OF_ITSELF = Decimal("0.15")
#: In how many earlier paragraphs a share's whole is looked for.
_REACH = 3
_MOST_POINTS = 20
#: Of fewer each makes much, and shares of them are seldom printed.
_FEWEST = 10
#: How many points a share may miss the only whole near it by; beyond that it is of another.
_FARTHEST = Decimal(18)
#: Behind a share that says of what it is by nothing but the words before it.
_NO_BASE_NAMED = re.compile(r"(?i)\s*(?:[).,;:]|$|(?:và|được|đã|là|còn|nằm|thuộc)(?!\w))")
_MOVED = re.compile(r"(?i)(?<!\w)(?:tăng|giảm|so với|cùng kỳ|riêng|cả nước|toàn quốc)(?!\w)")


def run(case: Case) -> Iterator[Finding]:
    """ "118/126 …, đạt 90%", "2 người trên 8 người, tỷ lệ 20%", "48 hồ sơ (96%)" of a whole told before."""
    found = list(lines(case.reading))
    listed = dict(_listed(found))
    for at, line in enumerate(found):
        free = []
        pairs = list(pairs_of(line))
        for pair in pairs:
            if pair.share in listed:
                yield listed[pair.share]
            elif pair.bottom is None:
                free.append(pair)
            elif pair.bottom and not fits(pair, pair.bottom, pair.base) and _meant(line, pair, pair.bottom):
                yield _finding(pair, pair.bottom, pair.base, "doubt" if pair.loose else "error")
        for pair in grown(line):
            if pair.bottom and not fits(pair, pair.bottom, None) and _close(pair, pair.bottom):
                yield _finding(pair, pair.bottom, None, "doubt")
        if free:
            yield from _of_wholes(line, free, found[max(0, at - _REACH) : at])
            yield from _complete(line, [pair for pair in pairs if pair.base is not None], free)


def _listed(found: Sequence[Line]) -> Iterator[tuple[Figure, Finding]]:
    """ "Thu về 900 phiếu, kết quả:" and under it points with their shares: the whole that most of them fit."""
    for at, line in enumerate(found):
        if not line.text.rstrip().endswith(":"):
            continue
        pairs = [pair for point in _points(found, at) for pair in pairs_of(point) if not pair.bottom and not pair.loose]
        for whole in reversed([figure for figure in line.figures if addable(figure)][-3:]):
            alike = [pair for pair in pairs if same_unit(pair.top, whole) and 0 < pair.top.value <= whole.value]
            misfits = [pair for pair in alike if not fits(pair, whole.value, whole)]
            if len(alike) > 1 and len(misfits) * 2 <= len(alike):
                for pair in misfits:
                    sure = len(misfits) * 2 < len(alike)
                    yield pair.share, _finding(pair, whole.value, whole, "error" if sure else "doubt")
                break


def _points(found: Sequence[Line], at: int) -> Iterator[Line]:
    """The points right under a line."""
    last = found[at].n
    for line in found[at + 1 : at + 1 + _MOST_POINTS]:
        if line.role != "list" or line.n > last + 2:
            return
        last = line.n
        yield line


def _meant(line: Line, pair: Pair, bottom: Decimal) -> bool:
    """Whether a share belongs to its fraction; a bound ("7/22 hồ sơ đạt trên 90% số phiếu") only where it is near."""
    named_behind = pair.base is not None and pair.base.start > pair.share.start
    other = pair.loose or (not named_behind and _OF_OTHERS.match(line.text, pair.share.end))
    return not other or abs(pair.top.value * 100 / bottom - pair.share.value) <= (_FAR if pair.loose else _NEAR)


def _close(pair: Pair, bottom: Decimal) -> bool:
    """Whether a share is near enough its two numbers to be meant for them."""
    return abs(pair.top.value * 100 / bottom - pair.share.value) <= 1


def _complete(line: Line, bound: Sequence[Pair], free: Sequence[Pair]) -> Iterator[Finding]:
    """ "147/208 tín đồ, chiếm 70,7%; thành thị 59 tín đồ, chiếm 29,3%": shares that make a hundred share one whole."""
    for one in bound:
        if one.base is None or one.base.start > one.share.start or not fits(one, one.base.value, one.base):
            continue
        for other in free:
            beside = line.sentence(one.share) == line.sentence(other.share) and same_unit(one.base, other.top)
            if beside and one.share.value + other.share.value == _HUNDRED and not (one.loose or other.loose):
                right = one.base.value - one.top.value
                if not fits(other, one.base.value, one.base) and abs(right - other.top.value) * 5 <= right:
                    yield _finding(other, one.base.value, one.base, "doubt")


def _of_wholes(line: Line, pairs: Sequence[Pair], earlier: Sequence[Line]) -> Iterator[Finding]:
    """Shares whose whole is told before them: the whole that fits most of them is the whole of all."""
    wholes = {pair.share: list(wholes_of(line, pair, earlier)) for pair in pairs}
    fitting = {p.share: [w for w in wholes[p.share] if fits(p, w.value, w)] for p in pairs}
    shared = Counter(whole for fitted in fitting.values() for whole in fitted)
    tops = {pair.top for pair in pairs}
    sisters = Counter((line.sentence(pair.share), pair.top.unit) for pair in pairs)
    for pair in pairs:
        group = line.sentence(pair.share), pair.top.unit
        common = next((w for w in wholes[pair.share] if 1 < shared[w] == sisters[group] - 1), None)
        if fitting[pair.share] and common is not None and common not in fitting[pair.share]:
            # It may fit some other figure by chance; all that stand beside it are of one whole.
            yield _finding(pair, common.value, common, "doubt")
        if fitting[pair.share] or not wholes[pair.share] or FROM_ELSEWHERE.match(line.text, pair.share.end):
            continue
        sister = next((w for w in wholes[pair.share] if shared[w] and sisters[group] > 1 and w not in tops), None)
        # A count with a share of its own is a sister, not the whole of its sisters.
        near = next((w for w in wholes[pair.share] if _is_near(pair, w) and w not in tops), None)
        most = sister is not None and shared[sister] * 2 >= sisters[group]
        if sister is not None and most and (near is not None or shared[sister] > 1):
            base = near or sister
            yield _finding(pair, base.value, base, "error")
        elif near is not None:
            yield _finding(pair, near.value, near, _severity(line, pair, near))
        else:
            whole = _only_whole(line, pair, wholes[pair.share], tops)
            if whole is not None:
                yield _finding(pair, whole.value, whole, "doubt")


def _is_near(pair: Pair, whole: Figure) -> bool:
    off = abs(pair.top.value * 100 / whole.value - pair.share.value)
    return off <= _NEAR and off <= pair.share.value * _NEAR_OF_ITSELF and not pair.loose


def _severity(line: Line, pair: Pair, whole: Figure) -> Severity:
    return "error" if whole in line.figures and line.sentence(pair.share) - line.sentence(whole) <= 1 else "doubt"


def _only_whole(line: Line, pair: Pair, wholes: Sequence[Figure], tops: AbstractSet[Figure]) -> Figure | None:
    """The whole told before a count where it is the only one near, and the share's own words name no other."""
    before = [w for w in wholes if w.end <= pair.top.start and w in line.figures and w not in tops]
    whole = before[0] if before else None
    if whole is None or pair.loose or whole.value == pair.top.value or whole.value < _FEWEST:
        return None
    right = pair.top.value * 100 / whole.value
    apart = line.sentence(pair.share) - line.sentence(whole)
    if not apart and _misprinted(pair, whole, right):
        return whole
    alone = apart <= 1 and len({w.value for w in before}) == 1 and whole.unit.lower() == pair.top.unit.lower()
    level = depth(line.text, pair.top.start) == depth(line.text, whole.start)
    between = line.between(whole, pair.share)
    if not alone or not level or not _NO_BASE_NAMED.match(line.text, pair.share.end) or _MOVED.search(between):
        return None
    off = abs(right - pair.share.value)
    near = off <= _FARTHEST and off * 2 <= max(right, pair.share.value)
    return whole if near or (not apart and PART.search(line.between(whole, pair.top))) else None


def _misprinted(pair: Pair, whole: Figure, right: Decimal) -> bool:
    """Whether a share misses its whole by one digit of its own or of its count."""
    printed = right.quantize(Decimal(1).scaleb(-pair.share.digits), rounding=ROUND_HALF_UP)
    meant = (whole.value * pair.share.value / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    slip = is_slip(printed, pair.share.value) and pair.share.digits > 0
    return slip or (is_slip(meant, pair.top.value) and meant >= 100)


def _finding(pair: Pair, bottom: Decimal, base: Figure | None, severity: Severity) -> Finding:
    right, share = pair.top.value * 100 / bottom, pair.share
    rounded = spoken(right.quantize(Decimal(1).scaleb(-max(share.digits, 1)), rounding=ROUND_HALF_UP))
    return Finding(
        check="ratio",
        severity=severity,
        text=_("%(share)s is printed, but the two numbers before it make %(right)s%%."),
        remedy=_("Look up both numbers, then compute the percentage again."),
        places=bare((share, pair.top, *([base] if base else []))),
        expected=f"{rounded}%",
        found=share.quote,
        arithmetic=f"{spoken(pair.top.value)} : {spoken(bottom)} = {rounded}% ≠ {share.quote}",
        values={"share": share.quote, "right": rounded},
    )


CHECK = Check(
    "ratio", Words("Tỷ lệ phần trăm và hai số của nó", "Percentages and their two numbers"), "ratio", "fast", run
)
