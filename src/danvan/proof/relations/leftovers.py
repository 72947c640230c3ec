"""What came in is what was settled and what is left; what is "còn lại" completes the parts told before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from danvan.proof.reading import Figure
from danvan.proof.relations.claimed import Claimed, off
from danvan.proof.relations.clauses import same_unit, sentence_end, sum_of, within
from danvan.proof.relations.relations import is_slip

_DONE = re.compile(r"(?i)(?<!\w)(?:đã|giải trình|giải đáp|trả lời|hoàn thành|giải quyết|xử lý)(?!\w)")
_LEFT = re.compile(r"(?i)(?<!\w)(?:còn|chưa|đang|tiếp thu|chuyển|rút|trả lại|tồn)(?!\w)")
_REST_BEFORE = re.compile(r"(?i)(?<!\w)còn lại(?: là| có)?\s*:?\s*$")
_REST_AFTER = re.compile(r"(?i)\s*(?:\w+\s+){0,2}còn lại(?! là)(?!\w)")
_PART = re.compile(r"(?i)(?<!\w)trong (?:đó|số đó|số này)(?!\w)")
#: How far behind a fraction its rest is told.
_FAR = 160
_STOP = re.compile(r"\.\s|\n")


def settled(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "nhận 11 ý kiến, giải trình 7 ý kiến, tiếp thu 4 ý kiến": what came is what was settled and what is left."""
    for index, total in enumerate(figures):
        parts = _settled_parts(text, figures[index : index + 12])
        if not any(_LEFT.search(_round(text, figures, part)) for part in parts[1:]) or _DONE.search(
            text, max(0, total.start - 25), total.start
        ):
            continue
        end = sentence_end(text, parts[-1].end)
        if not any(parts[-1].end < f.start < end and same_unit(f, total) for f in figures):
            yield Claimed(total, tuple(parts), "error")


def rest_of(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "nhận 80 đơn, 65 đơn đủ điều kiện, 15 đơn còn lại không đủ": what is left completes the parts before it."""
    for at, rest in enumerate(figures):
        if at < 2 or not rest.unit or not _is_rest(text, rest):
            continue
        start = max((m.end() for m in _STOP.finditer(text, max(0, rest.start - 600), rest.start)), default=0)
        before = list(within(figures, start, rest.start))
        alike = [f for f in before if same_unit(f, rest)]
        if len(alike) < 2 or len(alike) > 5 or re.search(r"(?i)(?<!\w)(?:tăng|giảm)(?!\w)", text[start : rest.start]):
            continue
        claims = [Claimed(total, (*alike[i + 1 :], rest), "doubt") for i, total in enumerate(alike[:-1])]
        sure = alike == before and alike[0].value >= max(f.value for f in (*alike[1:], rest))
        if any(claim.holds for claim in claims):
            yield from [claim for claim in claims if claim.holds]
        elif sure and off(claims[0]) * 2 <= alike[0].value:
            yield Claimed(alike[0], claims[0].parts, "error")
        else:
            yield from [claim for claim in claims if claim.nearly][:1]


def rest_of_fraction(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "đạt 15/20 chỉ tiêu; còn lại 5 chỉ tiêu chưa đạt": what a fraction leaves."""
    for rest in figures:
        if rest.denominator is not None or not _REST_BEFORE.search(text, max(0, rest.start - 30), rest.start):
            continue
        alike = [f for f in within(figures, rest.start - _FAR, rest.start) if same_unit(f, rest)]
        if not alike or alike[-1].denominator is None:
            continue
        before = alike[-1]
        whole, done = (
            replace(before, value=before.denominator or before.value, denominator=None),
            replace(before, denominator=None),
        )
        claim = Claimed(whole, (done, rest), "doubt")
        if claim.holds or off(claim) * 5 <= whole.value:
            yield claim


def _is_rest(text: str, figure: Figure) -> bool:
    before = _REST_BEFORE.search(text, max(0, figure.start - 30), figure.start)
    return before is not None or _REST_AFTER.match(text, figure.end) is not None


def _round(text: str, figures: Sequence[Figure], figure: Figure) -> str:
    """The words between a figure's neighbours, cut at the next comma or stop."""
    before = within(figures, 0, figure.start)
    start = before[-1].end if before else 0
    return text[start : figure.start] + re.split(r"[,;.()]", text[figure.end : figure.end + 120], maxsplit=1)[0]


def _settled_parts(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures right after the first whose clauses say settled (the first of them) or settled or left."""
    parts: list[Figure] = []
    whole = figures[0].value
    for before, figure in pairwise(figures):
        # More than came in may have been carried over, unless the number is one slip away from what is left.
        left = whole - sum_of(parts)
        more = figure.value > whole and not (parts and left > 0 and is_slip(left, figure.value))
        if not figure.unit or not same_unit(figures[0], figure) or more:
            break
        clause = text[before.end : figure.start] + re.split(r"[,;.]", text[figure.end :], maxsplit=1)[0]
        if _PART.search(clause) and parts:
            break
        if not _DONE.search(clause) and not (parts and _LEFT.search(clause)):
            break
        parts.append(figure)
    return parts
