"""Tables as grids: from the cells of Word, PDF and HTML files and from the rows of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby, pairwise

from danvan.proof.reading import Paragraph, Reading, Span
from danvan.proof.statements.numbers import value_of

_VALUE = re.compile(r"\s*\**\s*([0-9][0-9.,\u00a0]*)\s*(%?)\s*\**\s*")
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")
_TOTAL = re.compile(
    r"(?i)\s*\**\s*(?:tổng(?:\s+(?:cộng|số|toàn \w+|chung))?|cộng|cộng chung"
    r"|toàn (?:xã|huyện|tỉnh|thành phố|thị xã|phường|quận|quốc))(?![\w])"
)
_PERCENT = re.compile(r"(?i)%|(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|cơ cấu)(?!\w)")
_NO_SUM = re.compile(r"(?i)(?<!\w)(?:bình quân|trung bình|mật độ|đơn giá|xếp hạng|thứ hạng|năm sinh|điểm)(?!\w)|/")
_INDEX = re.compile(r"(?i)\s*(?:stt|tt|số tt|số thứ tự)\.?\s*")
_MARK = re.compile(r"\s*\(?([IVX]+|[A-ZĐ]|[0-9]+(?:\.[0-9]+)*|[a-zđ]|[-+*])[.)]?\s*")


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in one place of a grid: its words, where they are printed, and its number if it is one."""

    place: Span
    value: Decimal | None = None
    digits: int = 0
    percent: bool = False

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.place.quote


@dataclass(frozen=True)
class Grid:
    """A table's rows of boxes; None where nothing stands. ``paragraphs`` are its first and last paragraph."""

    rows: tuple[tuple[Box | None, ...], ...]
    paragraphs: tuple[int, int]
    _headers: dict[int, str] = field(default_factory=dict, compare=False)

    @cached_property
    def first(self) -> int:
        """The first row that holds data: at least a number, and no mere numbering of the columns."""
        for at, row in enumerate(self.rows):
            numbers = [box for box in row if box is not None and box.value is not None]
            words = [box for box in row if box is not None and box.value is None and box.text.strip()]
            if numbers and (words or len(numbers) < 2 or not _counts_up(numbers)) and at > 0:
                return at
        return len(self.rows)

    @cached_property
    def width(self) -> int:
        """How many columns there are."""
        return max((len(row) for row in self.rows), default=0)

    def box(self, row: int, column: int) -> Box | None:
        """What stands in a place; None beyond the row's end."""
        return self.rows[row][column] if column < len(self.rows[row]) else None

    def header(self, column: int) -> str:
        """The words above a column."""
        if column not in self._headers:
            boxes = (self.box(row, column) for row in range(self.first))
            self._headers[column] = " ".join(box.text.strip() for box in boxes if box is not None)
        return self._headers[column]

    def label(self, row: int) -> str:
        """The first words of a row that are no number and no mark."""
        for box in self.rows[row][:3]:
            if box is not None and box.value is None and box.text.strip() and not _MARK.fullmatch(box.text):
                return box.text.strip()
        return ""

    def mark(self, row: int) -> str:
        """The sort of a row's number: "I", "A", "1", "1.1", "a", "-"; empty without one."""
        box = self.rows[row][0] if self.rows[row] else None
        match = _MARK.fullmatch(box.text) if box is not None else None
        if match is None:
            return ""
        mark = match[1]
        if mark[0].isdigit():
            return "1" + ".1" * mark.count(".")
        return "I" if re.fullmatch(r"[IVX]+", mark) else "A" if mark.isupper() else "a" if mark.isalpha() else mark

    def is_total(self, row: int) -> bool:
        """Whether a row is the sum of others by its name."""
        return any(
            box is not None and box.value is None and _TOTAL.match(box.text) is not None for box in self.rows[row][:2]
        )

    def is_total_column(self, column: int) -> bool:
        """Whether a column is the sum of others by its name."""
        return re.search(r"(?i)(?<!\w)(?:tổng|cộng)(?!\w)", self.header(column)) is not None

    @cached_property
    def numeric(self) -> tuple[int, ...]:
        """The columns of amounts, without the rows' own numbers and without percentages."""
        found = []
        for column in range(self.width):
            boxes = [self.box(row, column) for row in range(self.first, len(self.rows))]
            values = [box for box in boxes if box is not None and box.value is not None]
            if not values or _INDEX.fullmatch(self.header(column)) or (column == 0 and _counts_up(values)):
                continue
            words = sum(1 for box in boxes if box is not None and box.value is None and len(box.text.strip()) > 1)
            if words <= len(values) and not self.is_percent(column):
                found.append(column)
        return tuple(found)

    def is_percent(self, column: int) -> bool:
        """Whether a column holds percentages, by its sign or its name."""
        boxes = [self.box(row, column) for row in range(self.first, len(self.rows))]
        values = [box for box in boxes if box is not None and box.value is not None]
        if not values or _INDEX.fullmatch(self.header(column)):
            return False
        signed = sum(box.percent for box in values) * 2 >= len(values)
        return signed or (
            _PERCENT.search(self.header(column)) is not None and all((b.value or 0) <= 1000 for b in values)
        )

    def summable(self, column: int) -> bool:
        """Whether the numbers of a column may be added up at all."""
        return _NO_SUM.search(self.header(column)) is None


def _counts_up(boxes: Sequence[Box]) -> bool:
    return len(boxes) > 1 and all(box.value == at for at, box in enumerate(boxes, int(boxes[0].value or 0)))


def in_table(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a cell or a row of a table; rows between bars are so in plain text too."""
    return paragraph.role == "table" or paragraph.cell is not None or paragraph.text.startswith("|")


def grids(reading: Reading) -> Iterator[Grid]:
    """The tables of a report, in order."""
    rows = [p for p in reading.paragraphs if in_table(p)]
    for key, group in groupby(enumerate(rows), key=lambda item: _table_of(*item)):
        paragraphs = [paragraph for _at, paragraph in group]
        boxes = _of_cells(paragraphs) if key[0] == "cell" else _of_lines(paragraphs)
        if len(boxes) > 2:
            yield Grid(tuple(boxes), (paragraphs[0].n, paragraphs[-1].n))


def _table_of(at: int, paragraph: Paragraph) -> tuple[str, int]:
    return ("cell", paragraph.cell.table) if paragraph.cell is not None else ("line", paragraph.n - at)


def _of_cells(paragraphs: Sequence[Paragraph]) -> list[tuple[Box | None, ...]]:
    placed: dict[tuple[int, int], Box] = {}
    for paragraph in paragraphs:
        cell = paragraph.cell
        if cell is None or not paragraph.text.strip():
            continue
        box = _box(paragraph, 0, len(paragraph.text))
        for column in range(cell.column, cell.column + (cell.columns if box.value is None else 1)):
            placed.setdefault((cell.row, column), box)
    height = max((row for row, _column in placed), default=-1) + 1
    width = max((column for _row, column in placed), default=-1) + 1
    return [tuple(placed.get((row, column)) for column in range(width)) for row in range(height)]


def _of_lines(paragraphs: Sequence[Paragraph]) -> list[tuple[Box | None, ...]]:
    return [_cells(paragraph) for paragraph in paragraphs if not _RULE.fullmatch(paragraph.text.strip())]


def _cells(paragraph: Paragraph) -> tuple[Box | None, ...]:
    text = paragraph.text
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", text)]
    edges = [-1, *bars, len(text)]
    if bars and not text[: bars[0]].strip():
        edges.pop(0)
    if bars and not text[bars[-1] + 1 :].strip():
        edges.pop()
    return tuple(
        _box(paragraph, start + 1, end) if text[start + 1 : end].strip() else None for start, end in pairwise(edges)
    )


def _box(paragraph: Paragraph, start: int, end: int) -> Box:
    text = paragraph.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    place = Span(text, start, start + len(text), paragraph.n)
    match = _VALUE.fullmatch(text)
    read = value_of(match[1]) if match else None
    if match is None or read is None:
        return Box(place)
    return Box(place, read[0], read[1], bool(match[2]))
