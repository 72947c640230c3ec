"""Lines of a page: words that stand at one height and not far apart, notes' marks raised, spaced letters closed up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from danvan.proof.reading import Cell
from danvan.proof.statements.notes import raised

#: A wider gap, in sizes of the letters, parts two columns.
_GAP: Final = 2.2
_SMALL: Final = 0.88
#: A number or bullet with a wide blank after it is still the beginning of its line.
_MARKER: Final = re.compile(r"[-–—+•*▪○●]|[^\W_]{1,4}(?:\.[0-9]+){0,3}[.)/-]?|[¹²³⁰⁴-⁹]+")
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SOFT: Final = "\u00ad"


class Atom(NamedTuple):
    """Letters without a blank: where they begin and end, the height that they stand on (downwards), their size.

    ``glued``: no blank parts them from what stands before.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line drawn on a page: its place across, and from where to where."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is printed: words in the order of the file, and rules."""

    number: int
    atoms: Sequence[Atom]
    rules: Sequence[Rule] = ()


@dataclass(slots=True)
class Line:
    """Words beside each other. ``first`` is the width of the first word, ``second`` where the next begins."""

    page: int
    x0: float
    x1: float
    y: float
    size: float
    text: str
    first: float
    second: float
    #: In which of its page's tables, where in it, and the place of its cell's right border.
    hit: tuple[int, Cell, float] | None = None
    cell: Cell | None = None
    reach: float | None = None

    @property
    def opens_note(self) -> bool:
        """Whether it begins with a raised number."""
        return self.text[:1] in "¹²³⁴⁵⁶⁷⁸⁹" and self.text != ""


@dataclass(slots=True)
class _Open:
    atoms: list[Atom] = field(default_factory=list)
    y: float = 0.0
    size: float = 0.0
    x1: float = 0.0

    def takes(self, atom: Atom) -> bool:
        """Whether a word stands on this line, right of what it has, near enough."""
        size = max(self.size, atom.size)
        off = self.y - atom.y
        level = abs(off) < 0.2 * size
        above = atom.size < _SMALL * self.size and -0.1 * size < off < 0.75 * size
        below = self.size < _SMALL * atom.size and -0.75 * size < off < 0.1 * size
        if not (level or above or below):
            return False
        gap = atom.x0 - self.x1
        if gap < -0.6 * size:
            return False
        return gap < _GAP * size or (len(self.atoms) < 3 and gap < 6 * size and self._is_marker())

    def _is_marker(self) -> bool:
        return _MARKER.fullmatch("".join(atom.text for atom in self.atoms)) is not None and not (
            "".join(atom.text for atom in self.atoms).isalnum() and len(self.atoms[0].text) > 1
        )

    def add(self, atom: Atom) -> None:
        # The height is that of the larger letters.
        if not self.atoms or atom.size > self.size:
            self.y, self.size = atom.y, atom.size
        self.atoms.append(atom)
        self.x1 = max(self.x1, atom.x1) if len(self.atoms) > 1 else atom.x1


def lines_of(sheet: Sheet, borders: Sequence[Rule] = ()) -> list[Line]:
    """The lines of a page in the order of the file; an upright border parts the words on its two sides."""
    upright = sorted(borders, key=lambda rule: rule.at)
    lines: list[Line] = []
    held = _Open()
    for atom in sheet.atoms:
        if held.atoms and (not held.takes(atom) or _parted(upright, held, atom)):
            lines.append(_closed(held.atoms, sheet.number))
            held = _Open()
        held.add(atom)
    if held.atoms:
        lines.append(_closed(held.atoms, sheet.number))
    return [line for line in lines if line.text]


def _parted(upright: Sequence[Rule], held: _Open, atom: Atom) -> bool:
    return any(
        held.x1 - 1 <= rule.at <= atom.x0 + 1 and rule.start <= atom.y - 0.3 * atom.size <= rule.end for rule in upright
    )


def _closed(atoms: list[Atom], page: int) -> Line:
    weights: dict[float, int] = {}
    for atom in atoms:
        weights[atom.size] = weights.get(atom.size, 0) + len(atom.text)
    size = max(weights, key=lambda each: weights[each])
    y = next(atom.y for atom in atoms if atom.size == size)
    words = _closed_up([_shown(atom, size, y) for atom in atoms])
    text = "".join(word.text if word.glued or not at else f" {word.text}" for at, word in enumerate(words))
    starts = [at for at, word in enumerate(words) if not word.glued or not at]
    until = words[starts[1] - 1].x1 if len(starts) > 1 else words[-1].x1
    second = words[starts[1]].x0 if len(starts) > 1 else words[-1].x1
    first = until - words[0].x0
    return Line(page, words[0].x0, max(a.x1 for a in words), y, size, text.translate(_LIGATURES), first, second)


def _shown(atom: Atom, size: float, y: float) -> Atom:
    """Digits that stand raised are written raised."""
    lifted = y - atom.y
    high = (atom.size < _SMALL * size and lifted > 0.08 * size) or lifted > 0.22 * size
    if high and any(c.isdecimal() and c.isascii() for c in atom.text):
        text = "".join(raised(int(c)) if c in "0123456789" else c for c in atom.text)
        return Atom(text, atom.x0, atom.x1, atom.y, atom.size, atom.glued)
    return atom


def _closed_up(words: list[Atom]) -> list[Atom]:
    """Words whose letters are set apart (B Á O  C Á O) closed up again."""
    single = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    if len(words) < 5 or single < 0.8 * len(words):
        return words
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    usual = median(gaps)
    wide = max(1.6 * usual, usual + 0.12 * words[0].size)
    closed = [words[0]]
    for gap, word in zip(gaps, words[1:], strict=True):
        closed.append(Atom(word.text, word.x0, word.x1, word.y, word.size, glued=gap < wide))
    return closed


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph as one text."""
    if before.endswith(_SOFT):
        return before[:-1] + after
    if len(before) > 1 and before[-1] in "-/" and not before[-2].isspace():
        return before + after
    return f"{before} {after}" if before and after else before + after


def letters(lines: Iterable[Line]) -> int:
    """How many letters stand on lines."""
    return sum(len(line.text) for line in lines)
