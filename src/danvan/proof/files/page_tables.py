"""Tables of a page: cells between drawn rules, merged ones too; a table that runs on over pages stays one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from danvan.proof.files.page_lines import Line, Rule, Sheet
from danvan.proof.reading import Cell

#: Points: rules that nearly meet do meet.
_NEAR: Final = 2.5
#: More rules than that on a page are a drawing.
_MOST: Final = 1500


@dataclass(slots=True)
class Grid:
    """Rules that hang together: a table's borders, its columns and rows."""

    upright: list[Rule] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)

    def cell_of(self, line: Line) -> tuple[Cell, float] | None:
        """The cell of a line (its table not yet numbered) and the place of the cell's right border."""
        x, y = (line.x0 + line.x1) / 2, line.y - 0.3 * line.size
        across = _between(x, (rule.at for rule in self.upright if rule.start - _NEAR <= y <= rule.end + _NEAR))
        down = _between(y, (rule.at for rule in self.level if rule.start - _NEAR <= x <= rule.end + _NEAR))
        if across is None or down is None:
            return None
        left, right = (_index(self.xs, at) for at in across)
        top, bottom = (_index(self.ys, at) for at in down)
        return Cell(0, top, left, max(1, right - left), max(1, bottom - top)), across[1]


def _between(place: float, borders: Iterable[float]) -> tuple[float, float] | None:
    """The nearest borders on both sides."""
    before, after = None, None
    for at in borders:
        if at <= place and (before is None or at > before):
            before = at
        elif at > place and (after is None or at < after):
            after = at
    return None if before is None or after is None else (before, after)


def _index(places: Sequence[float], at: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - at))


def grids_of(sheet: Sheet) -> list[Grid]:
    """The tables of a page from top to bottom: at least two cells, closed on all sides."""
    upright = _merged([rule for rule in sheet.rules if rule.upright])
    level = _merged([rule for rule in sheet.rules if not rule.upright])
    if len(upright) < 2 or len(level) < 2 or len(upright) + len(level) > _MOST:
        return []
    grids = [_grid(upright, level, members) for members in _together(upright, level)]
    good = [grid for grid in grids if (len(grid.xs) - 1) * (len(grid.ys) - 1) >= 2]
    return sorted(good, key=lambda grid: grid.ys[0])


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one rule, drawn cell by cell or as the two sides of a bar, put together."""
    result: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (round(each.at / _NEAR), each.start)):
        last = result[-1] if result else None
        if last and abs(last.at - rule.at) < _NEAR and rule.start <= last.end + _NEAR:
            result[-1] = Rule(rule.upright, last.at, last.start, max(last.end, rule.end))
        else:
            result.append(rule)
    return result


def _together(upright: Sequence[Rule], level: Sequence[Rule]) -> list[list[int]]:
    """Groups of rules that touch; the level ones are numbered after the upright ones."""
    parent = list(range(len(upright) + len(level)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for i, stem in enumerate(upright):
        for j, bar in enumerate(level):
            if bar.start - _NEAR <= stem.at <= bar.end + _NEAR and stem.start - _NEAR <= bar.at <= stem.end + _NEAR:
                parent[root(i)] = root(len(upright) + j)
    groups: dict[int, list[int]] = {}
    for one in range(len(parent)):
        groups.setdefault(root(one), []).append(one)
    return [members for members in groups.values() if len(members) >= 4]


def _grid(upright: Sequence[Rule], level: Sequence[Rule], members: Sequence[int]) -> Grid:
    stems = [upright[one] for one in members if one < len(upright)]
    bars = [level[one - len(upright)] for one in members if one >= len(upright)]
    return Grid(stems, bars, _distinct(rule.at for rule in stems), _distinct(rule.at for rule in bars))


def _distinct(places: Iterable[float]) -> list[float]:
    result: list[float] = []
    for at in sorted(places):
        if not result or at - result[-1] >= _NEAR:
            result.append(at)
    return result


def place_in(lines: Sequence[Line], grids: Sequence[Grid]) -> None:
    """Tell each line of a page in which of the page's tables and where in it it stands."""
    for line in lines if grids else ():
        hits = ((at, grid.cell_of(line)) for at, grid in enumerate(grids))
        line.hit = next(((at, *hit) for at, hit in hits if hit is not None), None)


@dataclass(slots=True)
class Tables:
    """Gives the lines of page after page their cells, and numbers the tables."""

    count: int = 0
    _open: Grid | None = None
    _rows: int = 0
    _head: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def place(self, lines: Sequence[Line], grids: Sequence[Grid]) -> list[Line]:
        """The lines of one page, those of tables in the order of cells; a heading row printed again is left out."""
        numbers: dict[int, tuple[int, int, int]] = {}
        for at, grid in enumerate(grids):
            mine = [(line, line.hit[1]) for line in lines if line.hit and line.hit[0] == at]
            if mine:
                numbers[at] = self._number(grid, mine, first=at == 0 and not _above(lines, grid))
        placed: list[Line] = []
        for line in lines:
            if line.hit is not None:
                at, where, line.reach = line.hit
                table, offset, again = numbers[at]
                if where.row < again:
                    continue
                line.cell = Cell(table, where.row + offset, where.column, where.columns, where.rows)
            placed.append(line)
        self._ended(lines, grids)
        return _ordered(placed)

    def _number(self, grid: Grid, mine: Sequence[tuple[Line, Cell]], *, first: bool) -> tuple[int, int, int]:
        """The table's number, what to add to this page's rows, and how many rows of its head are printed again."""
        rows = _texts(mine)
        if first and self._open is not None and _same(self._open.xs, grid.xs):
            again = 0
            while rows.get(again) and rows.get(again) == self._head.get(again):
                again += 1
            offset = self._rows - again
            self._rows = offset + len(grid.ys) - 1
            return self.count - 1, offset, again
        self.count += 1
        self._head, self._rows = rows, len(grid.ys) - 1
        return self.count - 1, 0, 0

    def _ended(self, lines: Sequence[Line], grids: Sequence[Grid]) -> None:
        """Remember the last table when nothing follows it on its page."""
        last = grids[-1] if grids else None
        if last is not None and not any(line.hit is None and line.y > last.ys[-1] for line in lines):
            self._open = last
        elif lines:
            self._open = None


def _texts(lines: Iterable[tuple[Line, Cell]]) -> dict[int, Sequence[str]]:
    """The words of each row of a table on one page, whatever lines they stand on."""
    rows: dict[int, list[str]] = {}
    for line, cell in lines:
        rows.setdefault(cell.row, []).extend(line.text.split())
    return {row: sorted(words) for row, words in rows.items()}


def _above(lines: Sequence[Line], grid: Grid) -> bool:
    """Whether anything stands above a table on its page."""
    return any(line.hit is None and line.y < grid.ys[0] for line in lines)


def _same(some: Sequence[float], others: Sequence[float]) -> bool:
    return len(some) == len(others) and all(abs(a - b) < 2 * _NEAR for a, b in zip(some, others, strict=True))


def _ordered(lines: Sequence[Line]) -> list[Line]:
    """Lines of one table that follow each other in the order of its cells, whatever order the file draws them in."""
    result: list[Line] = []
    held: list[Line] = []
    for one in lines:
        if held and (one.cell is None or held[0].cell is None or one.cell.table != held[0].cell.table):
            result.extend(sorted(held, key=_place))
            held = []
        if one.cell is None:
            result.append(one)
        else:
            held.append(one)
    return [*result, *sorted(held, key=_place)]


def _place(line: Line) -> tuple[int, int, float]:
    return (line.cell.row, line.cell.column, line.y) if line.cell else (0, 0, line.y)
