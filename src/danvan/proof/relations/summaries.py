"""Figures that repeat the nouns of several groups and are their sums: a summary paragraph, or the line of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from danvan.proof.check import Severity
from danvan.proof.reading import Figure
from danvan.proof.relations.claimed import Claimed, off
from danvan.proof.relations.clauses import addable, measure, same_unit
from danvan.proof.relations.relations import FAMILIES, Family, Line, came, families_in, labels

#: At most so many groups are added up, and only groups that stand so near.
_MOST_GROUPS = 15
_SMALLEST = 10

_WHOLE = re.compile(r"(?i)(?<!\w)(?:toàn|tổng|cộng|cả|chung)(?!\w)")

#: A sentence that opens so adds up what stands before it.
_TOGETHER = re.compile(
    r"(?i)\s*(?:[-–+*•●]\s*)?(?:(?:như vậy|tóm lại),?\s+)?(?:cộng|tổng cộng|tính chung|tính tổng|gộp)(?!\w)(?!\s*:)"
)
_NUMBERS = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_HOW_MANY = re.compile(rf"(?i)(?<!\w)({'|'.join(_NUMBERS)}|[0-9]{{1,2}})\s(?!(?:20|19)[0-9]{{2}})[^\W\d_]+")

Key = tuple[str, ...]


def key_of(line: Line, figure: Figure, families: Sequence[Family]) -> Key | None:
    """What a figure is called beside its noun: the classes that its clause names, "came" for what came in."""
    clause = line.clause(figure)
    said = sorted({f"{family.name}:{label}" for family in families for label in labels(family, clause)})
    if any(name.startswith("deadline") for name in said):
        said = [name for name in said if name.startswith("deadline")]
    elif not any(name.startswith("settled") for name in said) and came(clause):
        said = ["came"]
    return (measure(figure.unit), figure.unit.lower(), *said) if said else None


def summaries(found: Sequence[Line]) -> Iterator[Claimed]:
    """Sums over groups that two or more nouns of one paragraph prove; the nouns that miss them are doubted."""
    series: dict[Key, list[Figure]] = {}
    for line in found:
        own: dict[Key, Figure] = {}
        families = families_in(line.text)
        for figure in line.figures if families else ():
            key = key_of(line, figure, families) if addable(figure) and not figure.digits else None
            if key is not None and key not in own:
                own[key] = figure
        yield from _summed(own, series)
        for key, figure in own.items():
            series.setdefault(key, []).append(figure)


def totals_of_units(found: Sequence[Line]) -> Iterator[Claimed]:
    """ "cấp xã 13 tổ với 91 thành viên; cấp thôn 126 tổ với 630 thành viên; toàn huyện 139 tổ với 721 thành viên"."""
    series: dict[Key, list[Figure]] = {}
    for line in found:
        if line.role == "heading":
            series.clear()
        for figures in _clauses(line):
            own: dict[Key, Figure] = {(f.unit.lower(),): f for f in reversed(figures) if f.unit}
            if len(own) > 1 and _WHOLE.search(line.text, max(0, figures[0].start - 60), figures[0].start):
                yield from _summed(own, series)
            for key, figure in own.items():
                series.setdefault(key, []).append(figure)


def told_together(found: Sequence[Line]) -> Iterator[Claimed]:
    """ "Cộng cả ba bản có 138 hộ" behind three points: the figures of one name in the points right before it."""
    for at, line in enumerate(found):
        told = _TOGETHER.match(line.text)
        exact = [f for f in line.figures if addable(f) and not f.digits] if told else []
        for total in exact:
            named = _HOW_MANY.search(line.text, 0, total.end)
            groups = _number(named[1]) if named else 0
            if total.value < _SMALLEST or (named and named.start(1) >= total.start):
                continue
            parts = list(_sisters(found, at, total, _said(line, total)))[: groups or _MOST_GROUPS]
            if len(parts) < max(2, groups):
                continue
            claim = Claimed(total, tuple(reversed(parts)), "error" if groups else "doubt")
            if claim.holds or claim.nearly or off(claim) * 3 <= total.value:
                yield claim


def _sisters(found: Sequence[Line], at: int, total: Figure, said: frozenset[str]) -> Iterator[Figure]:
    """The figure of one name in each paragraph before, nearest first, while each has just one."""
    last = found[at].n
    for line in reversed(found[max(0, at - _MOST_GROUPS) : at]):
        alike = [f for f in line.figures if addable(f) and not f.digits and same_unit(f, total)]
        parts = alike if len(alike) == 1 else [f for f in alike if _said(line, f) == said]
        if len(parts) != 1 or line.n < last - 1 or _TOGETHER.match(line.text):
            return
        yield parts[0]
        last = line.n


def _said(line: Line, figure: Figure) -> frozenset[str]:
    """The classes that a figure's clause names, whatever opens a sentence that adds up."""
    clause = _TOGETHER.sub(" ", line.clause(figure))
    said = frozenset(label for family in FAMILIES for label in labels(family, clause))
    return said or frozenset(["came"] if came(clause) else [])


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 2


def _clauses(line: Line) -> Iterator[list[Figure]]:
    """The exact counts of each sentence or clause between semicolons."""
    group: list[Figure] = []
    for figure in line.figures:
        if group and re.search(r"[;.]\s|\n", line.between(group[-1], figure)):
            yield group
            group = []
        if addable(figure) and not figure.digits:
            group.append(figure)
    if group:
        yield group


def _summed(own: dict[Key, Figure], series: dict[Key, list[Figure]]) -> Iterator[Claimed]:
    known = {key: figure for key, figure in own.items() if len(series.get(key, ())) > 1}
    if len(known) < 2:
        return
    held: dict[int, list[Key]] = {}
    for key, figure in known.items():
        groups = _groups(series[key], figure.value)
        if groups and figure.value >= _SMALLEST:
            held.setdefault(groups, []).append(key)
    if not held:
        return
    groups, keys = max(held.items(), key=lambda item: len(item[1]))
    severity: Severity = "error" if len(keys) > 1 else "doubt"
    for key, figure in known.items():
        if len(series[key]) < groups:
            continue
        claim = Claimed(figure, tuple(series[key][-groups:]), severity)
        if claim.holds or len(keys) > 1 or claim.nearly:
            yield claim


def _groups(figures: Sequence[Figure], value: Decimal) -> int:
    """How many of the last figures add up to a value; 0 when no number of them does."""
    added = Decimal(0)
    for count, figure in enumerate(reversed(figures[-_MOST_GROUPS:]), 1):
        added += figure.value
        if added == value and count > 1:
            return count
        if added > value:
            return 0
    return 0
