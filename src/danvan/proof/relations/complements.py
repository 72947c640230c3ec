"""Totals whose parts complete each other by their words: on time and late, done and left, men and women."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from danvan.proof.reading import Figure
from danvan.proof.relations.claimed import Claimed
from danvan.proof.relations.clauses import addable, same_unit, within
from danvan.proof.relations.relations import FAMILIES, Family, Line, came, families_in, labels

#: How many earlier paragraphs may hold the total of parts that stand by themselves.
REACH = 2
#: Within how many letters of its parts a total of the same paragraph is looked for.
_FAR = 1500
_CHANGE = re.compile(r"(?i)(?<!\w)(?:tăng|giảm|so với|cùng kỳ|vượt)(?!\w)")
_SUBSET = re.compile(r"(?i)(?<!\w)(?:riêng|trong đó có|ngoài ra|nhất là)(?!\w)")
_ALL = re.compile(r"(?i)(?<!\w)(?:tổng|cộng|lũy kế|luỹ kế)(?!\w)")
_CARRIED = re.compile(r"(?i)(?:kỳ|tháng|năm|quý) trước|tồn|chuyển sang|lũy kế")
_WHOLE_OF_DEADLINE = re.compile(r"(?i)(?<!\w)(?:đã|đến hạn|tổng)(?!\w)")

Labelled = tuple[Figure, frozenset[str]]


def complements(line: Line, earlier: Sequence[Line]) -> Iterator[Claimed]:
    """Totals of a paragraph's complementary parts; the total may stand in one of the paragraphs just before."""
    exact = [f for f in line.figures if addable(f)]
    families = families_in(line.text)
    if not families:
        return
    clauses = {f: line.clause(f) for f in exact}
    for family in families:
        named = [(f, labels(family, clauses[f])) for f in exact]
        if sum(bool(said) for _f, said in named) < 2:
            continue
        for run in _runs(line, named):
            parts = [f for f, _said in run]
            if frozenset().union(*(said for _f, said in run)) in family.complete and _one_clause(line, parts):
                yield from _total_of(family, line, parts, earlier)
        yield from _unions(named)
    yield from _flows(line, exact, clauses)
    yield from _fractions(line, clauses)


def _alike(one: Figure, other: Figure) -> bool:
    """One noun, or left out where it goes without saying: "kỳ trước chuyển sang 20"."""
    return same_unit(one, other) or ((not one.unit or not other.unit) and not one.digits and not other.digits)


def _runs(line: Line, named: Sequence[Labelled]) -> Iterator[list[Labelled]]:
    """Neighbouring figures of one noun whose classes do not overlap."""
    run: list[Labelled] = []
    for figure, said in named:
        fits = run and _alike(run[0][0], figure) and not any(said & other for _f, other in run)
        if said and fits and not re.search(r"\.\s+\S.*\.\s", line.between(run[-1][0], figure)):
            run.append((figure, said))
            continue
        if len(run) > 1:
            yield run
        run = [(figure, said)] if said else []
    if len(run) > 1:
        yield run


def _one_clause(line: Line, parts: Sequence[Figure]) -> bool:
    """Whether nothing between the parts tells of changes or of subsets."""
    return not any(_CHANGE.search(line.between(a, b)) or _SUBSET.search(line.between(a, b)) for a, b in pairwise(parts))


def _total_of(family: Family, line: Line, parts: Sequence[Figure], earlier: Sequence[Line]) -> Iterator[Claimed]:
    near = within(line.figures, parts[0].start - _FAR, parts[-1].end + _FAR)
    here = [f for f in near if addable(f) and _alike(f, parts[0]) and f not in parts]
    before = [f for f in reversed(here) if f.end <= parts[0].start]
    after = [f for f in here if f.start >= parts[-1].end]
    far = [
        f for other in reversed(earlier[-REACH:]) for f in reversed(other.figures) if addable(f) and _alike(f, parts[0])
    ]
    claims = [Claimed(f, tuple(parts), "doubt") for f in (*before, *after, *far)]
    held = next((claim for claim in claims if claim.holds), None)
    if held is not None:
        yield held
        return
    largest = max(part.value for part in parts)
    if before:
        total = next((f for f in before if line.sentence(f) == line.sentence(parts[0])), None)
        if total is not None and total.value >= largest and _reaches(line, total, parts[0]):
            yield Claimed(total, tuple(parts), "error")
            return
    elif (
        after
        and family.name != "settled"
        and (_ALL.search(line.before(after[0])) or after[0].qualifier.startswith("tổng"))
    ):
        if line.sentence(after[0]) == line.sentence(parts[-1]) and after[0].value >= largest:
            yield Claimed(after[0], tuple(parts), "error")
            return
    elif far and family.name == "deadline":
        # In the words of offices the deadline is kept or missed by what is done: the total is the figure so named.
        owner = {f: other for other in earlier[-REACH:] for f in other.figures}
        done = [f for f in far if _WHOLE_OF_DEADLINE.search(owner[f].clause(f)) and f.value >= largest]
        if done and owner[done[0]].n >= line.n - 2:
            yield Claimed(done[0], tuple(parts), "error")
            return
    yield from [claim for claim in claims if claim.nearly][:1]


def _reaches(line: Line, total: Figure, part: Figure) -> bool:
    """Whether a total is the one that the parts right after it belong to."""
    between = line.between(total, part)
    return not re.search(r"[;.]\s", between) and not _CHANGE.search(between)


def _unions(named: Sequence[Labelled]) -> Iterator[Claimed]:
    """ "trước hạn 60 …, đúng hạn 30 …; trước và đúng hạn 90 …": one figure has the classes of others together."""
    for index, (whole, said) in enumerate(named):
        if len(said) < 2:
            continue
        parts: list[Figure] = []
        left = set(said)
        for figure, classes in reversed(named[max(0, index - 20) : index]):
            if len(classes) == 1 and classes <= left and _alike(figure, whole):
                parts.insert(0, figure)
                left -= classes
        if not left:
            yield Claimed(whole, tuple(parts), "error")


def _flows(line: Line, exact: Sequence[Figure], clauses: dict[Figure, str]) -> Iterator[Claimed]:
    """What came in is what is settled and what is left, also where each part has parts of its own in between."""
    settled = next(family for family in FAMILIES if family.name == "settled")
    deadline = next(family for family in FAMILIES if family.name == "deadline")
    total: Figure | None = None
    parts: list[tuple[Figure, str]] = []
    for figure in exact:
        clause = clauses[figure]
        said = labels(settled, clause)
        if came(clause) and not said & {"left"} and "đã giải quyết" not in clause.lower():
            yield from _flow(line, total, parts)
            total, parts = figure, []
        elif total is not None and _alike(total, figure) and said and not labels(deadline, clause):
            parts.append((figure, next(iter(said))))
    yield from _flow(line, total, parts)


def _fractions(line: Line, clauses: dict[Figure, str]) -> Iterator[Claimed]:
    """ "đã trả lời 41/48 ý kiến, còn 7 ý kiến": what is left is the rest of the fraction."""
    settled = next(family for family in FAMILIES if family.name == "settled")
    for at, figure in enumerate(line.figures):
        if figure.denominator is None or not labels(settled, line.clause(figure)) & {"done"}:
            continue
        for rest in line.figures[at + 1 : at + 3]:
            alike = rest in clauses and bool(rest.unit) and _alike(rest, figure)
            if alike and line.sentence(rest) == line.sentence(figure) and labels(settled, clauses[rest]) == {"left"}:
                total = replace(figure, value=figure.denominator, denominator=None)
                yield Claimed(total, (replace(figure, denominator=None), rest), "error")
                break


def _flow(line: Line, total: Figure | None, parts: Sequence[tuple[Figure, str]]) -> Iterator[Claimed]:
    if total is None or [said for _f, said in parts] not in (["done", "left"], ["done", "left", "left"]):
        return
    figures = tuple(f for f, _said in parts)
    # What was carried over is settled too, unless the total says that it has it in.
    carried = _CARRIED.search(line.text) and not _ALL.search(line.clause(total)) and not total.qualifier
    claim = Claimed(total, figures, "doubt" if carried else "error")
    near = sum(f.value for f in figures) * 2 >= total.value
    if all(f.value <= total.value for f in figures) and near and (not carried or claim.holds or claim.nearly):
        yield claim
