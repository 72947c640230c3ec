"""A total and its parts, named in one sentence, in the list below it or in the groups before it, must add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, bare
from danvan.proof.reading import Figure, Reading
from danvan.proof.relations.claimed import Claimed, off
from danvan.proof.relations.clauses import addable, same_unit, spoken, step, sum_of
from danvan.proof.relations.complements import complements
from danvan.proof.relations.leftovers import rest_of_fraction
from danvan.proof.relations.relations import Line, lines
from danvan.proof.relations.summaries import summaries, told_together, totals_of_units
from danvan.proof.relations.wholes import WHOLE, claims_in, last_before
from danvan.proof.statements.notes import marks

_WHOLE = re.compile(r"(?i)(?<!\w)(?:tổng|toàn|cả|bao gồm|gồm|chia ra)(?!\w)")
_POINT = re.compile(r"\s*(?:[-–+*•●▪]|\(?[0-9]{1,2}[.)]|[a-zđ][.)])\s*|(?=[A-ZĐ][^:;.,]{1,40}:\s)")


def run(case: Case) -> Iterator[Finding]:
    """Totals whose parts, by the words of the report, should make them up and do not."""
    found = list(lines(case.reading))
    claims = [claim for at, line in enumerate(found) for claim in _of_line(line, found[max(0, at - 3) : at])]
    claims += [*summaries(found), *totals_of_units(found), *told_together(found)]
    claims += [*_lists(case.reading, found), *_noted(case.reading, found)]
    held = {claim.total for claim in claims if claim.holds}
    said: set[Figure] = set()
    for claim in claims:
        if claim.holds or claim.total in said or (claim.severity == "doubt" and claim.total in held):
            continue
        said.add(claim.total)
        yield _finding(claim)


def _of_line(line: Line, earlier: Sequence[Line]) -> Iterator[Claimed]:
    exact = [figure for figure in line.figures if addable(figure)]
    if not exact:
        return
    # Inexact figures keep their places among the parts, so that a list with one of them is not taken for all.
    amounts = [_done(figure) for figure in line.figures if figure.unit not in ("%", "‰", "lần")]
    amounts = [figure for figure in amounts if figure.denominator is None]
    told = claims_in(line.text, amounts) if len(amounts) > 1 else ()
    fractions = [figure for figure in line.figures if figure.unit not in ("%", "‰")]
    claims = [*told, *rest_of_fraction(line.text, fractions), *complements(line, earlier)]
    for claim in claims:
        if not all(map(addable, (claim.total, *claim.parts))) and line.n == claim.total.paragraph:
            continue
        if claim.holds or not _explained(claim, exact):
            yield claim


def _done(figure: Figure) -> Figure:
    """What was done of what was planned: "355/355 ha, trong đó …" is parted like a plain 355 ha."""
    return replace(figure, denominator=None) if figure.denominator == figure.value else figure


def _explained(claim: Claimed, figures: Sequence[Figure]) -> bool:
    """Whether the parts add up to another figure before the total, whose parts they may well be."""
    return any(Claimed(f, claim.parts, "doubt").holds for f in figures if f.start <= claim.total.start)


def _lists(reading: Reading, found: Sequence[Line]) -> Iterator[Claimed]:
    """A total whose parts are the points of the list below it."""
    by_number = {line.n: line for line in found}
    for line in found:
        exact = [f for f in line.figures if addable(f)]
        if not exact:
            continue
        points = _points(reading, line.n)
        if len(points) < 2 or _is_sister(line, reading.paragraph(points[0]).text):
            continue
        for total in reversed(exact[-3:]):
            claim = _claim(line, total, [by_number[n] for n in points if n in by_number])
            if claim is not None:
                yield claim
                break


def _is_sister(line: Line, point: str) -> bool:
    """Whether a line is itself a point of the list that goes on below it, and says nothing of a whole."""
    own, below = _POINT.match(line.text), _POINT.match(point)
    if own is None or below is None or not own[0].strip() or line.text.rstrip().endswith(":"):
        return False
    return _sort_of(own[0].strip()) == _sort_of(below[0].strip()) and not _WHOLE.search(line.text)


def _noted(reading: Reading, found: Sequence[Line]) -> Iterator[Claimed]:
    """A total in the body whose parts its note tells: "21 nhà³" and "³ Nà Đông 5 nhà, Khe Lớn 16 nhà"."""
    by_number = {line.n: line for line in found}
    for note in reading.footnotes:
        body, below = by_number.get(note.mark_paragraph or 0), by_number.get(note.note_paragraph or 0)
        if body is None or below is None:
            continue
        places = (start for number, start, _end in marks(reading.paragraph(body.n)) if number == note.number)
        mark = next(places, 0)
        total = last_before(body.text, [f for f in body.figures if addable(f)], mark)
        if total is None or not total.unit or re.search(r"[.;]\s", body.text[total.end : mark]):
            continue
        exact = [f for f in below.figures if addable(f)]
        parts = tuple(f for f in exact if same_unit(f, total))
        claim = Claimed(total, parts, "doubt")
        if len(parts) < 2 or any(part.value >= total.value for part in parts):
            continue
        if claim.holds or claim.nearly or abs(sum_of(parts) - total.value) * 10 <= total.value:
            yield claim


def _claim(line: Line, total: Figure, points: Sequence[Line]) -> Claimed | None:
    parts = [next((f for f in p.figures if addable(f) and same_unit(total, f)), None) for p in points]
    first = [part for part in takewhile(lambda part: part is not None, parts) if part is not None]
    if len(first) < 2 or not total.unit:
        return None
    sure = _WHOLE.search(line.before(total)) is not None or line.text.rstrip().endswith(":")
    claim = Claimed(total, tuple(first), "error" if sure and line.figures[-1] == total else "doubt")
    # "gồm:" over points each of which has its number promises all; otherwise what is far off is of another sort.
    promised = len(first) == len(points) and WHOLE.search(line.text[total.end :]) is not None
    far = abs(sum_of(first) - total.value) * (1 if promised else 5) > total.value
    if claim.holds or claim.nearly or (claim.severity == "error" and not far):
        return claim
    return None


def _points(reading: Reading, n: int) -> list[int]:
    """The paragraphs below that are points of one list: the marks of the first, deeper ones left out."""
    mark = ""
    found: list[int] = []
    for below in reading.paragraphs[n : n + 80]:
        if not below.text.strip():
            continue
        match = _POINT.match(below.text)
        own = _sort_of(match[0].strip()) if match is not None else ""
        if not own or (below.role == "heading" and not found):
            break
        mark = mark or own
        if own == mark:
            found.append(below.n)
        elif len(found) == 0:
            break
    return found


def _sort_of(mark: str) -> str:
    if not mark:
        return "name"
    return "1" if mark.strip("().").isdigit() else "a" if mark.strip("().").isalpha() else mark


def _finding(claim: Claimed) -> Finding:
    total, parts = claim.total, claim.parts
    added, terms = spoken(sum_of(parts)), " + ".join(spoken(part.value) for part in parts)
    # One more in the last place of "1,2 tỷ" may be mere rounding.
    rounding = off(claim) <= max(step(figure) for figure in (total, *parts))
    return Finding(
        check="sums",
        severity="doubt" if rounding else claim.severity,
        text=_("The parts do not add up: %(sum)s = %(added)s, but the total says %(total)s."),
        remedy=_("Look up the total and each part where they come from and correct the wrong one."),
        places=bare((total, *parts)),
        expected=spoken(total.value),
        found=added,
        arithmetic=f"{terms} = {added} ≠ {spoken(total.value)}",
        values={"sum": terms, "added": added, "total": total.quote},
    )


CHECK = Check("sums", Words("Tổng và các phần", "Totals and their parts"), "sum", "fast", run)
