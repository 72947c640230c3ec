"""A percentage printed beside the two numbers that make it must be theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.clauses import spoken
from danvan.proof.reading import Figure
from danvan.proof.relations import Line, is_slip, lines
from danvan.proof.shares import FROM_ELSEWHERE, Pair, fits, pairs_of, wholes_of

#: How many points, and what part of itself, a printed share may be off and still be meant for two numbers.
_NEAR = Decimal("0.5")
_OF_OTHERS = re.compile(r"(?i)\s*(?:tổng số|tổng|số|dân số)\s")
_FAR = Decimal(5)
_NEAR_OF_ITSELF = Decimal("0.15")
#: In how many earlier paragraphs a share's whole is looked for.
_REACH = 3


def run(case: Case) -> Iterator[Finding]:
    """ "118/126 …, đạt 90%", "2 người trên 8 người, tỷ lệ 20%", "48 hồ sơ (96%)" of a whole told before."""
    earlier: list[Line] = []
    for line in lines(case.reading):
        pairs = list(pairs_of(line))
        free = []
        for pair in pairs:
            if pair.bottom is None:
                free.append(pair)
            elif pair.bottom and not fits(pair, pair.bottom, pair.base) and _meant(line, pair, pair.bottom):
                yield _finding(pair, pair.bottom, pair.base, "doubt" if pair.loose else "error")
        if free:
            yield from _of_wholes(line, free, earlier[-_REACH:])
        earlier.append(line)


def _meant(line: Line, pair: Pair, bottom: Decimal) -> bool:
    """Whether a share belongs to its fraction; a bound ("7/22 hồ sơ đạt trên 90% số phiếu") only where it is near."""
    named_behind = pair.base is not None and pair.base.start > pair.share.start
    other = pair.loose or (not named_behind and _OF_OTHERS.match(line.text, pair.share.end))
    return not other or abs(pair.top.value * 100 / bottom - pair.share.value) <= (_FAR if pair.loose else _NEAR)


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
            whole = _only_whole(line, pair, wholes[pair.share])
            if whole is not None:
                yield _finding(pair, whole.value, whole, "doubt")


def _is_near(pair: Pair, whole: Figure) -> bool:
    off = abs(pair.top.value * 100 / whole.value - pair.share.value)
    return off <= _NEAR and off <= pair.share.value * _NEAR_OF_ITSELF and not pair.loose


def _severity(line: Line, pair: Pair, whole: Figure) -> Severity:
    return "error" if whole in line.figures and line.sentence(pair.share) - line.sentence(whole) <= 1 else "doubt"


def _only_whole(line: Line, pair: Pair, wholes: Sequence[Figure]) -> Figure | None:
    """The whole right before the count in its own sentence, where the share misses it by a misprinted digit."""
    whole = wholes[0]
    if whole not in line.figures or line.sentence(whole) != line.sentence(pair.share) or whole.end > pair.top.start:
        return None
    if pair.loose or whole.value == pair.top.value or whole.value < 10:
        return None
    right = pair.top.value * 100 / whole.value
    printed = right.quantize(Decimal(1).scaleb(-pair.share.digits), rounding=ROUND_HALF_UP)
    meant = (whole.value * pair.share.value / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    slip = is_slip(printed, pair.share.value) and pair.share.digits > 0
    return whole if slip or (is_slip(meant, pair.top.value) and meant >= 100) else None


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
