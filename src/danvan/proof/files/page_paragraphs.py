"""Paragraphs from the lines of pages: a line goes on in the next when the next one's first word had no room on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan.proof.files.page_blocks import Block
from danvan.proof.files.page_lines import Line, Rule, Sheet, joined, lines_of
from danvan.proof.files.page_margins import parted, without_furniture
from danvan.proof.files.page_tables import Grid, Tables, grids_of, place_in
from danvan.proof.files.pieces import Piece, finished
from danvan.proof.raw import RawFile, RawParagraph
from danvan.proof.reading import Role, Source
from danvan.proof.statements.notes import note_number


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page once its words are put together to lines: its tables, and the rules that are no table's."""

    lines: Sequence[Line]
    grids: Sequence[Grid]
    rules: Sequence[Rule]


def leaf_of(sheet: Sheet) -> Leaf:
    """The lines of one page, each told where in a table it stands."""
    grids = grids_of(sheet)
    lines = lines_of(sheet, [rule for grid in grids for rule in grid.upright])
    place_in(lines, grids)
    loose = [r for r in sheet.rules if not any(grid.ys[0] - 1 <= r.at <= grid.ys[-1] + 1 for grid in grids)]
    return Leaf(lines, grids, loose)


def paragraphs_of(leaves: Sequence[Leaf], *, recognised: bool = False) -> RawFile:
    """What a PDF's pages hold: body and tables in the order of the file, then the notes."""
    pages = without_furniture([leaf.lines for leaf in leaves])
    usual = _usual_size(line for lines in pages for line in lines)
    tables = Tables()
    body: list[Line] = []
    notes: list[Line] = []
    last = 0
    for leaf, lines in zip(leaves, pages, strict=True):
        text, foot = parted(lines, leaf.rules, usual, last)
        last = max([last, *(note_number(line.text) or 0 for line in foot if line.opens_note)])
        body.extend(tables.place(text, leaf.grids))
        notes.extend(foot)
    return _finished([*_joined(body, None), *_joined(notes, "note")], recognised=recognised)


def _usual_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while its lines are put together: its text, the pages that begin in it, its cell."""

    text: str
    pages: list[tuple[int, int]]
    line: Line

    def add(self, line: Line) -> None:
        """Put a line at the end."""
        text = joined(self.text, line.text)
        if line.page != self.line.page:
            self.pages.append((len(text) - len(line.text), line.page))
        self.text, self.line = text, line


def _joined(lines: Sequence[Line], role: Role | None) -> list[tuple[_Paragraph, Role | None]]:
    """Lines put together to paragraphs."""
    block = Block(lines)
    paragraphs: list[_Paragraph] = []
    for line in lines:
        if paragraphs and block.goes_on(paragraphs[-1].line, line):
            paragraphs[-1].add(line)
        else:
            paragraphs.append(_Paragraph(line.text, [(0, line.page)], line))
    return [(one, "table" if one.line.cell else role) for one in paragraphs]


def _finished(paragraphs: Sequence[tuple[_Paragraph, Role | None]], *, recognised: bool) -> RawFile:
    pieces = []
    for one, _ in paragraphs:
        piece = Piece()
        piece.add(one.text, None)
        pieces.append(piece)
    texts, old = finished(pieces)
    raw = [
        RawParagraph(
            done.text, role, 0, one.line.cell, pages=tuple((done.place(start), page) for start, page in one.pages)
        )
        for (one, role), done in zip(paragraphs, texts, strict=True)
    ]
    return RawFile(raw, Source("pdf", recognised=recognised, converted=old))
