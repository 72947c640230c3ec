"""Tables: their cells in rows and columns, and the figures of the cells that hold only a number.

Such a figure's unit stands in its column's header ("Số hộ", "Tỷ lệ (%)"), in a column of units ("Đơn vị tính") or above
the table; its subject is its row's label. Numbers of rows and columns, and years in a header, measure nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from danvan.proof.reading import Figure, Paragraph
from danvan.proof.statements.nouns import Unit, longest_noun, unit_after
from danvan.proof.statements.numbers import Number, numbers

_ONLY_NUMBER = re.compile(r"[\s*]*(?P<number>[0-9][0-9.,/\u00a0]*)\s*(?P<share>%?)[\s*]*")
_YEAR = re.compile(r"[\s*]*(?:năm\s*)?(?:19|20)[0-9]{2}[\s*]*", re.IGNORECASE)
_ORDER = re.compile(r"[\s*(]*[0-9]{1,2}[\s*)]*")
_ROW_NUMBERS = re.compile(r"(?i)[\s*]*(?:s[ốô]\s*)?(?:tt|stt|thứ tự|no\.?)[\s*.]*")
_UNITS = re.compile(r"(?i)[\s*]*(?:đơn vị(?:\s+tính)?|đvt)[\s*]*")
_UNIT_ABOVE = re.compile(r"(?i)(?:đơn vị(?:\s+tính)?|đvt)\s*:\s*(?P<unit>[^;.()]+)")
_IN_BRACKETS = re.compile(r"\((?P<unit>[^()0-9]{1,30}|%|‰|m[23²³]|km[2²])\)")
_COUNTED = re.compile(r"(?i)(?<!\w)(?:tổng số|tổng|số lượng|số)\s+(?=[^\W\d_])")
_RULE = re.compile(r"[\s|:-]*")
_BLANK = Unit(0, "")


@dataclass(frozen=True, slots=True)
class TableCell:
    """The words of one cell: ``start``..``end`` of a paragraph, in a row and a column."""

    paragraph: Paragraph
    start: int
    end: int
    row: int
    column: int
    columns: int = 1

    @property
    def text(self) -> str:
        """What stands in the cell."""
        return self.paragraph.text[self.start : self.end]


@dataclass
class Table:
    """One table: its cells in the order of reading, and the unit that is printed above it for all."""

    unit_above: str = ""
    cells: list[TableCell] = field(default_factory=list)

    def figures(self) -> Iterator[Figure]:
        """The figures of the cells that hold only a number."""
        rows: dict[int, list[TableCell]] = defaultdict(list)
        for cell in self.cells:
            rows[cell.row].append(cell)
        headers = self._headers(rows)
        titles: dict[int, str] = defaultdict(str)
        for row in headers:
            for cell in rows[row]:
                for column in range(cell.column, cell.column + cell.columns):
                    titles[column] = f"{titles[column]} {cell.text.strip(' *')}".strip()
        units = next((column for column, title in titles.items() if _UNITS.fullmatch(title)), None)
        for row, cells in rows.items():
            if row not in headers and not _numbers_columns(cells):
                yield from self._row(cells, titles, units)

    def _headers(self, rows: dict[int, list[TableCell]]) -> set[int]:
        """The rows above the first one that holds a number of its own."""
        headers: set[int] = set()
        for row in sorted(rows):
            held = [cell for cell in rows[row] if _ONLY_NUMBER.fullmatch(cell.text)]
            if held and not all(_YEAR.fullmatch(cell.text) for cell in held):
                return headers
            headers.add(row)
        return set()

    def _row(self, cells: Sequence[TableCell], titles: dict[int, str], units: int | None) -> Iterator[Figure]:
        label = next((c.text.strip(" *") for c in cells if c.column != units and any(map(str.isalpha, c.text))), "")
        own = next((c.text.strip(" *") for c in cells if c.column == units), "")
        for cell in cells:
            match = _ONLY_NUMBER.fullmatch(cell.text)
            title = titles.get(cell.column, "")
            if match is None or _numbers_rows(cell, title):
                continue
            found = list(numbers(match["number"]))
            if len(found) == 1 and found[0].text == match["number"].strip("\u00a0"):
                unit = unit_named("%" if match["share"] else own or title, exact=bool(own or match["share"]))
                unit = unit if unit.name else unit_named(self.unit_above, exact=True)
                yield _figure(cell, match, found[0], unit, label or title, title)


def tables_of(paragraphs: Sequence[Paragraph]) -> Iterator[Table]:
    """The tables of a report: Word's and Markdown's."""
    by_number: dict[int, Table] = {}
    rows = 0
    marked: Table | None = None
    above = ""
    for paragraph in paragraphs:
        if paragraph.role != "table":
            marked, rows = None, 0
            if paragraph.text.strip():
                match = _UNIT_ABOVE.search(paragraph.text)
                above = match["unit"].strip(" *_") if match else ""
        elif paragraph.cell is not None:
            place = paragraph.cell
            table = by_number.setdefault(place.table, Table(above))
            cell = TableCell(paragraph, 0, len(paragraph.text), place.row, place.column, place.columns)
            table.cells.append(cell)
        elif not _RULE.fullmatch(paragraph.text):
            if marked is None:
                marked, rows = Table(above), 0
                by_number[-1 - len(by_number)] = marked
            marked.cells.extend(markdown_cells(paragraph, rows))
            rows += 1
    yield from by_number.values()


def markdown_cells(paragraph: Paragraph, row: int = 0) -> Iterator[TableCell]:
    """The cells of a row "| a | b |"."""
    text = paragraph.text
    bars = [index for index, letter in enumerate(text) if letter == "|"]
    if text[: bars[0]].strip() if bars else text.strip():
        bars = [-1, *bars]
    if text[bars[-1] + 1 :].strip():
        bars.append(len(text))
    for column, (left, right) in enumerate(pairwise(bars)):
        yield TableCell(paragraph, left + 1, right, row, column)


def unit_named(words: str, *, exact: bool = False) -> Unit:
    """The unit that a header's words name: "(%)", "Số hộ nghèo", "(triệu đồng)"; ``exact``: the words are the unit."""
    bracketed = list(_IN_BRACKETS.finditer(words))
    for text in [m["unit"] for m in reversed(bracketed)] + ([words] if exact else []):
        unit = unit_after("1 " + text.strip().lower(), 1)
        if unit is not None and (unit.known or exact) and not unit.time:
            return unit
    if re.search(r"(?i)tỷ lệ|tỉ lệ|cơ cấu", words) and "%" in words:
        return Unit(0, "%", strong=True)
    counted = _COUNTED.search(words)
    known = longest_noun(words, counted.end()) if counted else None
    if counted is not None and known is not None:
        return Unit(0, words[counted.end() : known[0]].lower())
    return _BLANK


def _numbers_columns(cells: Sequence[TableCell]) -> bool:
    """ "(1) (2) (3)" or "A B 1 2 3" under the header."""
    texts = [cell.text for cell in cells if cell.text.strip()]
    ordered = [int(re.sub(r"\D", "", text)) for text in texts if _ORDER.fullmatch(text)]
    letters = [text for text in texts if not _ORDER.fullmatch(text)]
    return (
        len(ordered) >= 2
        and all(len(text.strip(" *()")) == 1 for text in letters)
        and all(b - a == 1 for a, b in pairwise(ordered))
        and ordered[0] <= 2
    )


def _numbers_rows(cell: TableCell, title: str) -> bool:
    return _ROW_NUMBERS.fullmatch(title) is not None or cell.column == 0


def _figure(cell: TableCell, match: re.Match[str], number: Number, unit: Unit, label: str, title: str) -> Figure:
    start = cell.start + match.start("number")
    end = cell.start + (match.end("share") if match["share"] else match.end("number"))
    total: Final = re.match(r"(?i)(?:tổng|cộng)", label) is not None
    share = number.denominator is not None or unit.name in ("%", "‰")
    period = _YEAR.search(title)
    return Figure(
        quote=cell.paragraph.text[start:end],
        start=start,
        end=end,
        paragraph=cell.paragraph.n,
        value=number.value * unit.factor,
        denominator=None if number.denominator is None else number.denominator * unit.factor,
        digits=number.digits,
        unit=unit.name,
        qualifier="",
        subject=" ".join(label.split()[:12]),
        part="share" if share else "total" if total else "",
        period=period[0].strip(" *") if period else "",
    )
