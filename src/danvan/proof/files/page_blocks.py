"""Whether a line goes on in the next: it does when the next one's first word had no room on it, and nothing speaks
for a new paragraph (an indent, a wider gap, another column, a number after a full stop).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from danvan.proof.files.page_lines import Line

#: Points: places that differ by less are the same.
_SAME: Final = 3.0
_MARKER: Final = re.compile(r"[-–—+•*▪○●]\s|(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}|[a-zđ]|[IVX]{1,5})[.)/-]+\s")
_RAISED: Final = re.compile("[¹²³⁰⁴-⁹]")
_ENDS: Final = re.compile(r"[.;:!?…][”\"')\]]?[¹²³⁰⁴-⁹]{0,4}$")
#: How wide a blank is in most fonts, in sizes of the letters; a little more where lines are not drawn out.
_BLANK: Final = 0.3
#: A line set further to the right than this share of the width belongs to a block of its own (date, signature).
_APART: Final = 0.35


@dataclass(slots=True)
class _Column:
    """The borders of the text, seen from its lines; they differ between left and right pages."""

    left: float = 0.0
    right: float = 0.0


@dataclass(slots=True)
class Block:
    """Lines of one sort (the body, the notes) and what is usual among them."""

    lines: Sequence[Line]
    _columns: dict[int, _Column] = field(init=False)
    _indents: set[int] = field(init=False)
    _deepest: int = field(init=False)
    _leading: dict[int, float] = field(init=False)

    def __post_init__(self) -> None:
        plain = [line for line in self.lines if line.cell is None]
        self._columns = {side: _column([line for line in plain if line.page % 2 == side]) for side in (0, 1)}
        pairs = [(a, b) for a, b in pairwise(plain) if a.page == b.page and b.y > a.y]
        self._leading = self._usual_leading(pairs)
        self._indents = self._usual_indents(pairs)
        self._deepest = max(self._indents, default=0)

    def _usual_leading(self, pairs: Iterable[tuple[Line, Line]]) -> dict[int, float]:
        """The distance of full lines from the next, by size."""
        seen: dict[int, Counter[int]] = {}
        for above, below in pairs:
            if round(above.size) == round(below.size) and self._is_full(above, below):
                seen.setdefault(round(above.size), Counter())[round(2 * (below.y - above.y))] += 1
        return {size: distances.most_common(1)[0][0] / 2 for size, distances in seen.items()}

    def _usual_indents(self, pairs: Iterable[tuple[Line, Line]]) -> set[int]:
        """How far the first lines of paragraphs stand in."""
        seen: Counter[int] = Counter()
        for above, below in pairs:
            left = self._columns[above.page % 2].left
            if above.x0 > left + _SAME and abs(below.x0 - left) < _SAME and self._is_full(above, below):
                seen[round(above.x0 - left)] += 1
        return {indent + near for indent, count in seen.items() if count >= 2 for near in (-1, 0, 1)}

    def _is_full(self, line: Line, after: Line, short: float = 0.0) -> bool:
        """Whether the first word of the next line had no room on this one."""
        right = self._columns[line.page % 2].right if line.reach is None else line.reach - 0.3 * line.size
        return line.x1 + _BLANK * line.size + after.first > right - 0.5 - short

    def goes_on(self, line: Line, after: Line) -> bool:
        """Whether the next line belongs to the same paragraph."""
        if after.cell != line.cell or after.opens_note or not 0.92 * line.size < after.size < 1.08 * line.size:
            return False
        if after.page == line.page and (after.y < line.y + 0.3 * line.size or self._is_far(line, after)):
            return False
        if line.cell is not None:
            return self._in_cell(line, after)
        return self._in_text(line, after)

    def _is_far(self, line: Line, after: Line) -> bool:
        usual = self._leading.get(round(line.size), 1.7 * line.size)
        # In some programs a raised number pushes its line down.
        more = 0.22 * usual if _RAISED.search(after.text) else 1.5
        return after.y - line.y > usual + more

    def _in_cell(self, line: Line, after: Line) -> bool:
        if _MARKER.match(after.text) and (_ENDS.search(line.text) or after.text[0] in "-+•"):
            return False
        return self._is_full(line, after) or (after.text[:1].islower() and not _ENDS.search(line.text))

    def _in_text(self, line: Line, after: Line) -> bool:
        here, there = self._columns[line.page % 2], self._columns[after.page % 2]
        ends, goes = _ENDS.search(line.text) is not None, after.text[:1].islower()
        x0, next_x0 = line.x0 - here.left, after.x0 - there.left
        width = here.right - here.left
        if _is_centred(after, there) and next_x0 > self._deepest + line.size and _is_even(line, here):
            slack = x0 + here.right - line.x1
            return slack < after.first + _BLANK * line.size and not ends
        if x0 > _APART * width:
            return goes and not ends and abs(next_x0 - x0) < _SAME
        # A word that starts small goes on with a line that nearly reaches the border, as lines not drawn out do.
        if not self._is_full(line, after, 0.12 * width if goes and not ends else 0.0):
            return False
        # Between two pages no gap shows that a paragraph ends.
        marked = _MARKER.match(after.text) is not None and (ends or after.page != line.page)
        if next_x0 > x0 + _SAME:
            # Text that hangs on its number or bullet goes on under its own beginning.
            hangs = _MARKER.match(line.text) is not None and abs(after.x0 - there.left - (line.second - here.left)) < 6
            return hangs and not marked
        if next_x0 < x0 - _SAME:
            return not marked
        if round(next_x0) in self._indents:
            return goes and not ends
        if next_x0 > _SAME:
            return goes or not ends
        return not marked


def _column(lines: Sequence[Line]) -> _Column:
    """Borders at which several lines begin and end; the outermost when the lines are few."""
    if not lines:
        return _Column()
    lefts, rights = sorted(line.x0 for line in lines), sorted((line.x1 for line in lines), reverse=True)
    support = max(1, min(3, len(lines) // 4))
    return _Column(_supported(lefts, support), _supported(rights, support))


def _supported(places: Sequence[float], least: int) -> float:
    """The first place that so many lines share."""
    for at in range(len(places) - least + 1):
        if abs(places[at + least - 1] - places[at]) < _SAME:
            return places[at]
    return places[0]


def _is_centred(line: Line, column: _Column) -> bool:
    return line.x0 - column.left > _SAME and _is_even(line, column)


def _is_even(line: Line, column: _Column) -> bool:
    """Whether a line is as far from the left border as from the right."""
    return abs(line.x0 - column.left - column.right + line.x1) < 2 * _SAME
