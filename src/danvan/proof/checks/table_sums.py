"""Tables must add up: total rows and total columns, percentage columns, and the totals that the text repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.reading import Reading, Span
from danvan.proof.relations.clauses import addable, spoken
from danvan.proof.relations.grids import Box, Grid, grids
from danvan.proof.relations.relations import is_slip, lines, nearly

#: Columns beyond these are not tried against one another: no table of a report is wider.
_WIDEST = 14
_TRIED_ROWS = 15
#: How many paragraphs round a table may repeat its totals.
_AROUND = 4

Sum = tuple[Box, tuple[Box, ...]]


def run(case: Case) -> Iterator[Finding]:
    """Sums and percentages of tables that most of their rows or columns prove, and the ones that miss."""
    found = list(grids(case.reading))
    for grid in found:
        said: set[Span] = set()
        for finding in (*_columns(grid), *_rows(grid), *_percentages(grid)):
            if finding.places[0] not in said:
                said.add(finding.places[0])
                yield finding
    if found:
        yield from _repeated(case.reading, found)


def _columns(grid: Grid) -> Iterator[Finding]:
    """Each total row against the rows that it sums, in every column of amounts."""
    columns = [column for column in grid.numeric if grid.summable(column)]
    totals = [row for row in range(grid.first, len(grid.rows)) if grid.is_total(row)]
    for row in totals:
        tried = [
            [one for column in columns if (one := _sum(grid, row, parts, column)) is not None]
            for parts in _row_sets(grid, row, totals)
        ]
        best = max(tried, key=_fit, default=[])
        yield from _judged([one for one in best if _holds(one)], [one for one in best if not _holds(one)])


def _fit(sums: Sequence[Sum]) -> tuple[int, Decimal]:
    """How many columns hold, then how little the others miss."""
    off = (
        abs(_added(parts) - (total.value or 0)) / max(total.value or Decimal(1), Decimal(1)) for total, parts in sums
    )
    return sum(map(_holds, sums)), -sum(off, Decimal(0)) if sums else Decimal(-1000)


def _row_sets(grid: Grid, row: int, totals: Sequence[int]) -> Iterator[list[int]]:
    """The rows that a total may sum: those above or below it, all of them or only the outermost."""
    before = max((total for total in totals if total < row), default=grid.first - 1)
    after = min((total for total in totals if total > row), default=len(grid.rows))
    for rows in (list(range(before + 1, row)), list(range(row + 1, after))):
        if len(rows) < 2:
            continue
        yield rows
        marks = {grid.mark(one) for one in rows}
        for mark in ("A", "I", "1"):
            outer = [one for one in rows if grid.mark(one) == mark]
            if len(marks) > 1 and 1 < len(outer) < len(rows):
                yield outer
    groups = [total for total in totals if total != row]
    if len(groups) > 1 and row in (totals[0], totals[-1]):
        yield groups


def _sum(grid: Grid, row: int, parts: Sequence[int], column: int) -> Sum | None:
    total = grid.box(row, column)
    boxes = [box for part in parts if (box := grid.box(part, column)) is not None and box.value is not None]
    if total is None or total.value is None or len(boxes) < 2:
        return None
    return total, tuple(boxes)


def _rows(grid: Grid) -> Iterator[Finding]:
    """A column that is the sum of neighbours in most rows, or by its name, against each row."""
    columns = [column for column in grid.numeric if grid.summable(column)][:_WIDEST]
    rows = range(grid.first, len(grid.rows))
    for at, column in enumerate(columns):
        best: tuple[list[Sum], list[Sum]] = ([], [])
        for start, end in _ranges(at, len(columns)):
            parts = columns[start:end]
            sums = [one for row in rows if (one := _row_sum(grid, row, column, parts)) is not None]
            held = [one for one in sums if _holds(one)]
            if len(held) > len(best[0]):
                best = held, [one for one in sums if not _holds(one)]
        named = grid.is_total_column(column)
        if len(best[0]) >= (2 if named else 4) and len(best[0]) >= len(best[1]) * (1 if named else 3):
            yield from (_finding(one, "error") for one in best[1])


def _ranges(at: int, width: int) -> Iterator[tuple[int, int]]:
    """The runs of two or more columns right after or right before one."""
    for end in range(at + 3, min(width, at + 9) + 1):
        yield at + 1, end
    for start in range(max(0, at - 8), at - 1):
        yield start, at


def _row_sum(grid: Grid, row: int, column: int, parts: Sequence[int]) -> Sum | None:
    total = grid.box(row, column)
    boxes = [box for part in parts if (box := grid.box(row, part)) is not None and box.value is not None]
    # A row in which all but one are empty or nothing proves no sum and breaks none.
    if total is None or total.value is None or sum(1 for box in boxes if box.value) < 2:
        return None
    return total, tuple(boxes)


def _holds(one: Sum) -> bool:
    total, parts = one
    digits = max(box.digits for box in (total, *parts))
    room = Decimal(1).scaleb(-digits) * (len(parts) // 3) if digits else Decimal(0)
    return abs(_added(parts) - (total.value or 0)) <= room


def _added(parts: Sequence[Box]) -> Decimal:
    return sum((part.value or Decimal(0) for part in parts), Decimal(0))


def _judged(held: Sequence[Sum], missed: Sequence[Sum]) -> Iterator[Finding]:
    for one in missed:
        total, parts = one
        value, added = total.value or Decimal(0), _added(parts)
        close = nearly(value, added, [part.value or Decimal(0) for part in parts])
        if len(held) >= len(missed):
            yield _finding(one, "error")
        elif close or (len(held) + len(missed) == 1 and abs(added - value) * 4 <= value):
            yield _finding(one, "error" if close and len(held) + len(missed) == 1 else "doubt")


def _percentages(grid: Grid) -> Iterator[Finding]:
    """A column of percentages against the two columns, or the column and its total, that make most of them."""
    rows = list(range(grid.first, len(grid.rows)))
    totals = [row for row in rows if grid.is_total(row)]
    for column in (column for column in range(grid.width) if grid.is_percent(column)):
        ways: list[tuple[int, int | None, int | None]] = [
            (top, bottom, None) for top in grid.numeric[:_WIDEST] for bottom in grid.numeric[:_WIDEST] if top != bottom
        ]
        ways += [(top, None, total) for top in grid.numeric[:_WIDEST] for total in (*totals[:1], *totals[1:][-1:])]
        best, most = None, 1
        for way in ways:
            count = sum(1 for row in rows[:_TRIED_ROWS] if _fits(grid, row, column, way) is True)
            if count > most:
                best, most = way, count
        if best is None:
            continue
        missed = [row for row in rows if _fits(grid, row, column, best) is False]
        fitting = sum(1 for row in rows if _fits(grid, row, column, best))
        if len(missed) * 2 <= fitting:
            told = (_numbers(grid, row, column, best) for row in missed)
            yield from (_percent(*boxes) for boxes in told if boxes is not None)


def _numbers(grid: Grid, row: int, column: int, way: tuple[int, int | None, int | None]) -> tuple[Box, Box, Box] | None:
    top_at, bottom_at, total = way
    share, top = grid.box(row, column), grid.box(row, top_at)
    bottom = grid.box(row, bottom_at) if bottom_at is not None else grid.box(total or 0, top_at)
    if share is None or top is None or bottom is None or share.value is None or top.value is None:
        return None
    return (share, top, bottom) if bottom.value else None


def _fits(grid: Grid, row: int, column: int, way: tuple[int, int | None, int | None]) -> bool | None:
    """Whether the row's percentage is made so; None where the row cannot tell."""
    boxes = _numbers(grid, row, column, way)
    if boxes is None or (way[2] is not None and row == way[2]):
        return None
    share, top, bottom = boxes
    exact, one = (top.value or 0) * 100 / (bottom.value or Decimal(1)), Decimal(1).scaleb(-share.digits)
    return share.value in (exact.quantize(one, rounding=ROUND_HALF_UP), exact.quantize(one, rounding=ROUND_DOWN))


def _percent(share: Box, top: Box, bottom: Box) -> Finding:
    exact = (top.value or 0) * 100 / (bottom.value or Decimal(1))
    right = spoken(exact.quantize(Decimal(1).scaleb(-max(1, share.digits)), rounding=ROUND_HALF_UP))
    sums = f"{spoken(top.value or Decimal(0))} : {spoken(bottom.value or Decimal(0))}"
    return Finding(
        check="table_sums",
        severity="error",
        text=_("%(share)s is printed in the table, but %(sum)s makes %(right)s%%, as in the other rows."),
        remedy=_("Look up both numbers, then compute the percentage again."),
        places=bare((share.place, top.place, bottom.place)),
        expected=f"{right}%",
        found=share.text,
        arithmetic=f"{sums} = {right}% ≠ {share.text}",
        values={"share": share.text, "sum": sums, "right": right},
    )


def _repeated(reading: Reading, found: Sequence[Grid]) -> Iterator[Finding]:
    """Totals of a table that the text round it repeats with a slip."""
    told = list(lines(reading))
    for grid in found:
        rows = [row for row in range(grid.first, len(grid.rows)) if grid.is_total(row)]
        totals = [(c, box) for row in rows for c in grid.numeric if (box := grid.box(row, c)) is not None and box.value]
        first, last = grid.paragraphs
        near = [f for x in told if first - _AROUND <= x.n <= last + _AROUND for f in x.figures if addable(f)]
        values = {box.value for _column, box in totals}
        for figure in near:
            noun = figure.unit.lower().split(" ")[0]
            if figure.value < 100 or not noun or figure.value in values:
                continue
            for column, box in totals:
                value = box.value or Decimal(0)
                named = re.search(rf"(?<!\w){re.escape(noun)}(?!\w)", f"{grid.header(column)} {grid.header(1)}".lower())
                if named and is_slip(value, figure.value) and abs(value - figure.value) * 20 <= value:
                    yield Finding(
                        check="table_sums",
                        severity="doubt",
                        text=_("The text says %(figure)s, the table's total is %(total)s."),
                        remedy=_("Look up which of the two is right and correct the other."),
                        places=bare((figure, box.place)),
                        expected=box.text,
                        found=figure.quote,
                        arithmetic=f"{spoken(figure.value)} ≠ {spoken(value)}",
                        values={"figure": figure.quote, "total": box.text},
                    )
                    break


def _finding(one: Sum, severity: Severity) -> Finding:
    total, parts = one
    value, added = total.value or Decimal(0), spoken(_added(parts))
    terms = " + ".join(spoken(part.value or Decimal(0)) for part in parts)
    return Finding(
        check="table_sums",
        severity=severity,
        text=_("The table does not add up: %(sum)s = %(added)s, but the total says %(total)s."),
        remedy=_("Look up the total and each part where they come from and correct the wrong one."),
        places=bare((total.place, *(part.place for part in parts))),
        expected=added,
        found=total.text,
        arithmetic=f"{terms} = {added} ≠ {spoken(value)}",
        values={"sum": terms, "added": added, "total": total.text},
    )


CHECK = Check("table_sums", Words("Tổng trong bảng", "Totals in tables"), "sum", "fast", run)
