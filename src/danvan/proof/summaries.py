"""Figures that repeat the nouns of several groups and are their sums: a summary paragraph, or the line of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from danvan.proof.check import Severity
from danvan.proof.claimed import Claimed
from danvan.proof.clauses import addable, measure
from danvan.proof.reading import Figure
from danvan.proof.relations import Family, Line, came, families_in, labels

#: At most so many groups are added up, and only groups that stand so near.
_MOST_GROUPS = 15
_SMALLEST = 10

_WHOLE = re.compile(r"(?i)(?<!\w)(?:toàn|tổng|cộng|cả|chung)(?!\w)")

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
