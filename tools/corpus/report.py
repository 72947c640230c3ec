"""A made-up report: letterhead, sections of passages in any order, a close; and the faults that lie in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.passage import MARK, NOTE, Line, Passage, Spot
from corpus.passages import kinds
from corpus.world import CITATION, FIGURE, World
from danvan.proof.raw import RawParagraph

_SECTIONS = ("CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", "KẾT QUẢ TRÊN CÁC LĨNH VỰC", "MẶT TRẬN VÀ CÁC ĐOÀN THỂ", "ĐÁNH GIÁ CHUNG")
_ROMAN = ("I", "II", "III", "IV")
#: How many of the writers a report has a passage of, and how many of these are wrong where there are faults.
_TAKEN, _WRONG = 0.85, 0.5
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS = re.compile(f"[{FIGURE}{CITATION}]")
_PRINTED = re.compile(rf"(?P<top>[0-9.,]*[0-9])(?:/{FIGURE}(?P<bottom>[0-9.,]*[0-9]))?(?:\s(?P<large>triệu|tỷ))?")
_LARGE = {None: 1, "triệu": 10**6, "tỷ": 10**9}
_CITED = re.compile(r"\D+ số (?P<number>\S+)")
_Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Truth:
    """One relation of a report: its kind, who wrote it, whether it is wrong, and its places (paragraph, words)."""

    kind: str
    writer: str
    wrong: bool
    places: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of the text: where its first digit stands and what it is worth."""

    paragraph: int
    start: int
    value: Decimal
    denominator: Decimal | None


@dataclass(frozen=True, slots=True)
class Made:
    """A report and all that is known of it: ``citations`` are paragraph and number, ``notes`` number, mark and note."""

    seed: int
    paragraphs: tuple[RawParagraph, ...]
    truths: tuple[Truth, ...]
    figures: tuple[Stated, ...]
    citations: tuple[tuple[int, str], ...]
    notes: tuple[tuple[int, int | None, int | None], ...]


@dataclass(frozen=True, slots=True)
class _Chosen:
    kind: str
    writer: str
    wrong: bool
    passage: Passage


@dataclass(slots=True)
class _Page:
    """The report while it is put together."""

    paragraphs: list[RawParagraph] = field(default_factory=list)
    figures: list[Stated] = field(default_factory=list)
    citations: list[tuple[int, str]] = field(default_factory=list)
    where: dict[_Key, int] = field(default_factory=dict)
    marks: dict[_Key, int] = field(default_factory=dict)
    late: list[tuple[_Key, int, int | None, str]] = field(default_factory=list)

    def add(self, text: str, line: Line | None = None) -> int:
        """Append a paragraph, its signs taken out and remembered; gives its number."""
        number, clean, end = len(self.paragraphs) + 1, "", 0
        for sign in _SIGNS.finditer(text):
            clean, end = clean + text[end : sign.start()], sign.end()
            if sign[0] == CITATION:
                self.citations.append((number, _matched(_CITED, text, end)["number"]))
            elif not text.startswith("/", sign.start() - 1):
                self.figures.append(_stated(number, len(clean), _matched(_PRINTED, text, end)))
        clean += text[end:]
        role, cell = (line.role, line.cell) if line else (None, None)
        self.paragraphs.append(RawParagraph(clean, role, 0, cell))
        return number

    def place(self, key: _Key, line: Line) -> None:
        """Append a line of a passage; its note waits for the end of the report."""
        text, marked = line.text, MARK in line.text
        number = len(self.late) + 1
        if marked:
            text = text.replace(MARK, str(number).translate(_RAISED))
            self.marks[key] = number
        self.where[key] = self.add(text, line)
        if marked or line.note:
            self.late.append((key, number, self.where[key] if marked else None, line.note or ""))

    def notes(self) -> Iterator[tuple[int, int | None, int | None]]:
        """Append the notes; gives each one's number, the paragraph of its mark and its own."""
        for key, number, mark, text in self.late:
            note = self.add(f"{str(number).translate(_RAISED)} {text}") if text else None
            if note is not None:
                self.where[key[0], key[1], NOTE] = note
            yield number, mark, note


def make(seed: int) -> Made:
    """The report of that number: of odd ones about half of the relations are wrong, of even ones none."""
    world = World(seed)
    chosen: list[_Chosen] = []
    for kind, writers in kinds().items():
        for name, write in writers.items():
            if world.rng.random() < _TAKEN:
                wrong = seed % 2 == 1 and world.rng.random() < _WRONG
                chosen.append(_Chosen(kind, name, wrong, write(world, wrong)))
    world.rng.shuffle(chosen)
    sections: list[list[tuple[_Key, Line]]] = [[] for _ in _SECTIONS]
    for index, one in enumerate(chosen):
        first = world.rng.randrange(len(_SECTIONS) - len(one.passage.pieces) + 1)
        for piece, lines in enumerate(one.passage.pieces):
            sections[first + piece] += [((index, piece, at), line) for at, line in enumerate(lines)]
    page = _Page()
    for text in _head(world):
        page.add(text)
    for number, title, placed in zip(_ROMAN, _SECTIONS, sections, strict=True):
        page.add(f"{number}. {title}")
        for key, line in placed:
            page.place(key, line)
    for text in _close(world):
        page.add(text)
    notes = tuple(page.notes())
    truths = tuple(
        Truth(one.kind, one.writer, one.wrong, tuple(_found(page, index, spot) for spot in one.passage.spots))
        for index, one in enumerate(chosen)
    )
    return Made(seed, tuple(page.paragraphs), truths, tuple(page.figures), tuple(page.citations), notes)


def _found(page: _Page, index: int, spot: Spot) -> tuple[int, str]:
    key = index, spot.piece, spot.line
    mark = str(page.marks.get(key, "")).translate(_RAISED)
    return page.where[key], _SIGNS.sub("", spot.quote).replace(MARK, mark)


def _matched(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str]:
    match = pattern.match(text, start)
    assert match is not None, text
    return match


def _stated(paragraph: int, start: int, match: re.Match[str]) -> Stated:
    bottom = match["bottom"]
    return Stated(
        paragraph, start, _value(match["top"]) * _LARGE[match["large"]], None if bottom is None else _value(bottom)
    )


def _value(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def _head(world: World) -> Iterator[str]:
    yield "ỦY BAN NHÂN DÂN"
    yield f"HUYỆN {world.district.upper()}"
    yield f"Số: {world.number(100, 900)}/BC-UBND"
    yield "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    yield "Độc lập - Tự do - Hạnh phúc"
    yield f"{world.district}, ngày {world.rng.randint(10, 28)} tháng 12 năm {world.year}"
    yield "BÁO CÁO"
    yield f"Kết quả công tác dân vận năm {world.year}"


def _close(world: World) -> Iterator[str]:
    yield f"Trên đây là báo cáo kết quả công tác dân vận năm {world.year} của huyện {world.district}."
    yield "Nơi nhận:"
    yield "- Ủy ban nhân dân tỉnh;"
    yield "- Lưu: VT."
    yield "CHỦ TỊCH"
