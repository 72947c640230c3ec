"""A percentage printed beside the two numbers that make it must be theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, bare
from danvan.proof.clauses import addable, by_paragraph, is_percent, is_share, same_unit, spoken
from danvan.proof.reading import Figure

_SAYS = re.compile(r"(?i)(?<!\w)(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ)(?!\w)|\($")
_OUT_OF = re.compile(r"(?i)(?<!\w)(?:trên tổng số|trên|trong tổng số)\s+$")

#: How many points, and what part of itself, a printed share may be off and still be meant for two numbers.
_NEAR = Decimal("0.5")
_NEAR_OF_ITSELF = Decimal("0.15")


def run(case: Case) -> Iterator[Finding]:
    """ "118/126 …, đạt 90%", "2 người trên 8 người, tỷ lệ 20%"; also a fraction above one."""
    earlier: Sequence[Figure] = ()
    for text, figures in by_paragraph(case.reading):
        yield from _near_misses(text, figures, earlier)
        earlier = figures
        for index, figure in enumerate(figures):
            if figure.denominator is not None and figure.value > figure.denominator > 0:
                yield _above_one(figure)
            for parts, top, bottom in _fractions(text, figures, index):
                share = _share_after(text, figures, parts[-1])
                if share is not None and bottom and not is_percent(top, bottom, share):
                    yield _finding(parts, top * 100 / bottom, share)


def _fractions(
    text: str, figures: Sequence[Figure], index: int
) -> Iterator[tuple[tuple[Figure, ...], Decimal, Decimal]]:
    figure = figures[index]
    if figure.denominator is not None:
        yield (figure,), figure.value, figure.denominator
    elif index and addable(figure) and addable(figures[index - 1]):
        before = figures[index - 1]
        between = text[before.end : figure.start]
        if _OUT_OF.search(between) and not re.search(r"[,;.:()]", between):
            yield (before, figure), before.value, figure.value


def _share_after(text: str, figures: Sequence[Figure], figure: Figure) -> Figure | None:
    after = [f for f in figures if f.start >= figure.end]
    if not after or not is_share(after[0]):
        return None
    between = text[figure.end : after[0].start]
    return after[0] if _SAYS.search(between) and not re.search(r"[;.]\s", between) else None


def _near_misses(text: str, figures: Sequence[Figure], earlier: Sequence[Figure]) -> Iterator[Finding]:
    """ "có 26 hồ sơ …; 24 hồ sơ đúng hạn, đạt 92,4%": no number nearby gives the share, and one nearly does."""
    for index, (count, share) in enumerate(pairwise(figures)):
        if not addable(count) or not count.unit or _share_after(text, figures, count) != share:
            continue
        near = [f for f in (*earlier, *figures[:index]) if addable(f) and same_unit(f, count)]
        bases = [f for f in near if f.value >= count.value > 0]
        if any(is_percent(count.value, base.value, share) for base in bases):
            continue
        for base in bases:
            off = abs(count.value * 100 / base.value - share.value)
            if off <= _NEAR and off <= share.value * _NEAR_OF_ITSELF:
                yield _finding((count, base), count.value * 100 / base.value, share)
                break


def _finding(parts: Sequence[Figure], right: Decimal, share: Figure) -> Finding:
    rounded = spoken(right.quantize(Decimal(1).scaleb(-max(share.digits, 1)), rounding=ROUND_HALF_UP))
    return Finding(
        check="ratio",
        severity="error",
        text=_("%(share)s is printed, but the two numbers before it make %(right)s%%."),
        remedy=_("Look up both numbers, then compute the percentage again."),
        places=bare((share, *parts)),
        expected=f"{rounded}%",
        found=share.quote,
        values={"share": share.quote, "right": rounded},
    )


def _above_one(figure: Figure) -> Finding:
    return Finding(
        check="ratio",
        severity="error",
        text=_("%(quote)s: the part is larger than the whole."),
        remedy=_("Look both numbers up and correct the wrong one."),
        places=bare((figure,)),
        found=figure.quote,
        values={"quote": figure.quote},
    )


CHECK = Check(
    "ratio", Words("Tỷ lệ phần trăm và hai số của nó", "Percentages and their two numbers"), "ratio", "fast", run
)
