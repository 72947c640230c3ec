"""Shares of one whole: never over a hundred, and parts of one base that were all given must make it up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, bare
from danvan.proof.clauses import SENTENCE_END, addable, by_paragraph, is_percent, is_share, same_unit, spoken, sum_of
from danvan.proof.reading import Figure

_OF_WHOLE = re.compile(r"(?i)(?<!\w)chiếm(?!\w)")
_REST = re.compile(r"(?i)(?<!\w)(?:khác|còn lại|ngoài ra|chủ yếu|trở lên)(?!\w)")
_FEWEST = 3
_NEARLY_ALL = Decimal("0.9")


def run(case: Case) -> Iterator[Finding]:
    """Shares that add up to more than the whole; counts with shares of one base that nearly, not wholly, fill it."""
    earlier: list[Figure] = []
    for text, figures in by_paragraph(case.reading):
        yield from _over(text, figures)
        yield from _under(text, figures, earlier)
        earlier = [*earlier, *figures][-40:]


def _over(text: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    ends = [0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)]
    for start, end in pairwise(ends):
        shares = [f for f in figures if start <= f.start < end and is_share(f)]
        taken = [s for i, s in enumerate(shares) if _OF_WHOLE.search(text, shares[i - 1].end if i else start, s.start)]
        total = sum_of(taken)
        whole = any(sum_of(taken[:count]) == 100 for count in range(2, len(taken)))
        if (
            len(taken) >= _FEWEST
            and len(taken) == len(shares)
            and not whole
            and total > 100 + Decimal("0.1") * len(taken)
        ):
            yield Finding(
                check="share_total",
                severity="error",
                text=_("The shares add up to %(total)s%%, more than the whole."),
                remedy=_("Look up each share, or say of what it is a share where the bases differ."),
                places=bare(taken),
                expected="≤ 100%",
                found=f"{spoken(total)}%",
                values={"total": spoken(total)},
            )


def _under(text: str, figures: Sequence[Figure], earlier: Sequence[Figure]) -> Iterator[Finding]:
    pairs = [
        (count, share)
        for count, share in pairwise(figures)
        if addable(count) and is_share(share) and not re.search(r"[;.]\s", text[count.end : share.start])
    ]
    if len(pairs) < _FEWEST or _REST.search(text):
        return
    parts = [count for count, _share in pairs]
    added = sum_of(parts)
    for base in reversed([f for f in [*earlier, *figures] if addable(f) and f not in parts]):
        if not all(same_unit(base, part) for part in parts) or not all(
            is_percent(c.value, base.value, s) for c, s in pairs
        ):
            continue
        if base.value * _NEARLY_ALL < added < base.value:
            yield Finding(
                check="share_total",
                severity="doubt",
                text=_("%(sum)s = %(added)s, and the shares are all of %(base)s: what about the rest?"),
                remedy=_("Name the rest, or look up the whole and each part and correct the wrong one."),
                places=bare((base, *parts)),
                expected=spoken(base.value),
                found=spoken(added),
                values={
                    "sum": " + ".join(spoken(part.value) for part in parts),
                    "added": spoken(added),
                    "base": base.quote,
                },
            )
        return


CHECK = Check("share_total", Words("Tỷ lệ của một tổng thể", "Shares of one whole"), "share_total", "fast", run)
