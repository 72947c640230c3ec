"""A total and its parts, named in one sentence or in the list below it, must add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.clauses import (
    addable,
    by_paragraph,
    closing,
    depth,
    measure,
    same_unit,
    sentence_end,
    spoken,
    sum_of,
)
from danvan.proof.reading import Figure, Reading

_WHOLE = re.compile(r"(?i)(?<!\w)(?:bao gồm|gồm có|gồm|chia ra|chia thành)(?!\w)")
_PART = re.compile(r"(?i)(?<!\w)trong (?:đó|số đó)(?!\w)")
#: A bracket that opens so tells of a change or a price, not of the parts.
_OTHER_BRACKET = re.compile(r"(?i)\(\s*\*?\s*(?:tăng|giảm|so với|đạt|trị giá|tổng|bình quân|mỗi|trong đó)")
_DONE = re.compile(r"(?i)(?<!\w)(?:đã|giải trình|giải đáp|trả lời)(?!\w)")
_LEFT = re.compile(r"(?i)(?<!\w)(?:còn|chưa|đang|tiếp thu|chuyển|rút|trả lại)(?!\w)")
_LIST_FOLLOWS = re.compile(r"(?i)(?:như sau|cụ thể|chi tiết|bao gồm|gồm|trong đó)\s*:\s*$")

_HAIR = Decimal("0.02")


def run(case: Case) -> Iterator[Finding]:
    """Totals whose parts, by the sentence's own words, should make them up and do not."""
    for text, figures in by_paragraph(case.reading):
        exact = [figure for figure in figures if addable(figure)]
        seen: set[Figure] = set()
        for finder in (_brackets, _comprising, _settled, _among):
            for total, parts, severity in finder(text, exact):
                if total not in seen and not _explained(total, parts, exact):
                    seen.add(total)
                    yield _finding(total, parts, severity)
        yield from _subsets(text, exact)
    yield from _lists(case.reading)


Claimed = tuple[Figure, Sequence[Figure], Severity]


def _brackets(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "51 tổ chức (16 đảng bộ và 35 chi bộ)": what stands in a bracket right after a count are its parts."""
    for match in re.finditer(r"\(", text):
        end = closing(text, match.start())
        level = depth(text, match.end())
        parts = [f for f in figures if match.start() < f.start < end and depth(text, f.start) == level]
        total = _last_before(text, figures, match.start())
        if total is None or _OTHER_BRACKET.match(text, match.start()):
            continue
        if re.search(r"[,;:.]", text[total.end : match.start()]) is None:
            yield from _judged(total, parts)


def _comprising(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "40 đơn, gồm 30 …, 08 … và 02 …": "gồm" promises all the parts."""
    for match in _WHOLE.finditer(text):
        total = _last_before(text, figures, match.start())
        if total is None or re.search(r"[;:]|\.\s", text[total.end : match.start()]):
            continue
        yield from _judged(total, _parts_after(text, figures, match.end()))


def _settled(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "nhận 11 ý kiến, giải trình 7 ý kiến, tiếp thu 4 ý kiến": what came is what was settled and what is left."""
    for index, total in enumerate(figures):
        parts = _settled_parts(text, figures[index:])
        if len(parts) < 2 or _DONE.search(text, max(0, total.start - 25), total.start):
            continue
        end = sentence_end(text, parts[-1].end)
        if not any(parts[-1].end < f.start < end and same_unit(f, total) for f in figures):
            yield total, parts, "error"


def _settled_parts(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures right after the first whose clauses say settled (the first of them) or settled or left."""
    parts: list[Figure] = []
    for before, figure in pairwise(figures):
        if not figure.unit or not same_unit(figures[0], figure) or figure.value > figures[0].value:
            break
        clause = text[before.end : figure.start] + re.split(r"[,;.]", text[figure.end :], maxsplit=1)[0]
        if not _DONE.search(clause) and not (parts and _LEFT.search(clause)):
            break
        parts.append(figure)
    return parts


def _among(text: str, figures: Sequence[Figure]) -> Iterator[Claimed]:
    """ "trong đó" need not name all; parts that miss the whole by a hair are meant to be all of it."""
    for match in _PART.finditer(text):
        total = _last_before(text, figures, match.start())
        if total is None or re.search(r"[;]|\.\s", text[total.end : match.start()]):
            continue
        parts = _parts_after(text, figures, match.end())
        added = sum_of(parts)
        alike = all(measure(part.unit) == measure(total.unit) and part.value <= total.value for part in parts)
        if len(parts) >= 2 and alike and abs(added - total.value) <= total.value * _HAIR:
            yield total, parts, "doubt"


def _judged(total: Figure, parts: Sequence[Figure]) -> Iterator[Claimed]:
    if len(parts) < 2 or any(measure(part.unit) != measure(total.unit) for part in parts):
        return
    alike = all(same_unit(total, part) for part in parts)
    added = sum_of(parts)
    # Parts in other nouns may be of another sort altogether; near the total they are meant to be its parts.
    near = total.value / 2 <= added <= total.value * 3 / 2
    if alike or near:
        yield total, parts, "error" if alike else "doubt"


def _last_before(text: str, figures: Sequence[Figure], position: int) -> Figure | None:
    """The nearest figure before ``position`` that is not inside a bracket closed meanwhile."""
    level = depth(text, position)
    before = [f for f in figures if f.end <= position and depth(text, f.start) <= level]
    return before[-1] if before else None


def _parts_after(text: str, figures: Sequence[Figure], position: int) -> list[Figure]:
    level, end = depth(text, position), sentence_end(text, position)
    stops = r"[;)]" if not text[position:].lstrip().startswith(":") else r"\)"
    for stop in re.compile(stops).finditer(text, position, end):
        if (stop[0] == ";" and depth(text, stop.start()) == level) or depth(text, stop.end()) < level:
            end = stop.start()
            break
    another = _PART.search(text, position, end)
    if another is not None:
        end = another.start()
    return [f for f in figures if position <= f.start < end and depth(text, f.start) == level]


def _explained(total: Figure, parts: Sequence[Figure], figures: Sequence[Figure]) -> bool:
    """Whether the parts add up, to this total or to another figure before it whose parts they may well be."""
    added = sum_of(parts)
    return any(f.value == added for f in figures if f.start <= total.start)


def _subsets(text: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """ "trong đó" names some of the whole: no part can be larger than it."""
    for match in _PART.finditer(text):
        total = _last_before(text, figures, match.start())
        if total is None or not total.unit or re.search(r"[;]|\.\s", text[total.end : match.start()]):
            continue
        for part in _parts_after(text, figures, match.end())[:1]:
            if part.value > total.value and same_unit(total, part):
                yield Finding(
                    check="sums",
                    severity="error",
                    text=_("A part is larger than its whole: %(part)s of %(total)s."),
                    remedy=_("Look both up where they come from and correct the wrong one."),
                    places=bare((total, part)),
                    expected=f"≤ {spoken(total.value)}",
                    found=spoken(part.value),
                    values={"part": part.quote, "total": total.quote},
                )


def _lists(reading: Reading) -> Iterator[Finding]:
    """A total whose parts are the points of the list below it."""
    for paragraph in reading.paragraphs:
        figures = [f for f in reading.figures_of(paragraph.n) if addable(f)]
        if not figures or not _LIST_FOLLOWS.search(paragraph.text) or "tổng" not in paragraph.text.lower():
            continue
        total, parts = figures[-1], []
        for below in reading.paragraphs[paragraph.n :]:
            same = [f for f in reading.figures_of(below.n) if addable(f) and same_unit(total, f)]
            if below.role != "list" or len(same) != 1:
                break
            parts.append(same[0])
        for claimed in _judged(total, parts):
            if not _explained(total, parts, figures):
                yield _finding(*claimed)


def _finding(total: Figure, parts: Sequence[Figure], severity: Severity) -> Finding:
    added = spoken(sum_of(parts))
    return Finding(
        check="sums",
        severity=severity,
        text=_("The parts do not add up: %(sum)s = %(added)s, but the total says %(total)s."),
        remedy=_("Look up the total and each part where they come from and correct the wrong one."),
        places=bare((total, *parts)),
        expected=spoken(total.value),
        found=added,
        values={
            "sum": " + ".join(spoken(part.value) for part in parts),
            "added": added,
            "total": total.quote,
        },
    )


CHECK = Check("sums", Words("Tổng và các phần", "Totals and their parts"), "sum", "fast", run)
