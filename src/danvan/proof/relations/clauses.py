"""How a paragraph hangs together: brackets, sentences, and which figures can be added to one another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import groupby

from danvan.proof.reading import Figure, Reading

SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
_BRACKET = re.compile(r"[()]")
_PERCENT = ("%", "‰")
_MULTIPLIERS = {
    "nghìn": Decimal(10) ** 3,
    "ngàn": Decimal(10) ** 3,
    "triệu": Decimal(10) ** 6,
    "tỷ": Decimal(10) ** 9,
    "tỉ": Decimal(10) ** 9,
}
_MULTIPLIER = re.compile(r"(?i)[0-9]\s*(nghìn|ngàn|triệu|tỷ|tỉ)(?!\w)")
#: Nouns that count by themselves, whatever is said after them: "người Kinh" and "người Thái" are both "người".
_HEAD_WORDS = """
    người hộ vụ xã huyện thôn bản nhà cây con lượt cuộc lớp buổi đợt suất phần trẻ trường
"""
_HEADS = frozenset(_HEAD_WORDS.split())
_SIZES = ("ha", "km", "km²", "m", "m²", "m³", "kg", "tấn", "tạ", "lít")


def by_paragraph(reading: Reading) -> Iterator[tuple[str, Sequence[Figure]]]:
    """The text of each paragraph that states figures, with them from left to right."""
    for n, group in groupby(reading.figures, key=lambda figure: figure.paragraph):
        yield reading.paragraph(n).text, tuple(group)


def within(figures: Sequence[Figure], start: int, end: int) -> Sequence[Figure]:
    """The figures of one paragraph that begin in a stretch of it."""
    return figures[bisect_left(figures, start, key=_start) : bisect_left(figures, end, key=_start)]


def _start(figure: Figure) -> int:
    return figure.start


def depth(text: str, position: int) -> int:
    """How many brackets are open at ``position``."""
    places, levels = _levels(text)
    at = bisect_left(places, position)
    return levels[at - 1] if at else 0


@lru_cache(maxsize=8)
def _levels(text: str) -> tuple[list[int], list[int]]:
    """Where brackets stand in a text, and how many are open behind each."""
    places: list[int] = []
    levels: list[int] = []
    level = 0
    for match in _BRACKET.finditer(text):
        level = max(0, level + (1 if match[0] == "(" else -1))
        places.append(match.start())
        levels.append(level)
    return places, levels


def sentence_of(text: str, position: int) -> int:
    """Which sentence of a paragraph holds ``position``, from 0."""
    return bisect_left(_ends(text), position)


@lru_cache(maxsize=8)
def _ends(text: str) -> list[int]:
    return [match.end() for match in SENTENCE_END.finditer(text)]


def closing(text: str, opening: int) -> int:
    """Where the bracket opened at ``opening`` closes; the text's end when it never does."""
    return _pairs(text).get(opening, len(text))


@lru_cache(maxsize=8)
def _pairs(text: str) -> dict[int, int]:
    """The place of each opening bracket that is closed, with that of its closing one."""
    pairs: dict[int, int] = {}
    still_open: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "(":
            still_open.append(match.start())
        elif still_open:
            pairs[still_open.pop()] = match.start()
    return pairs


def sentence_end(text: str, position: int) -> int:
    """Where the sentence that holds ``position`` ends."""
    match = SENTENCE_END.search(text, position)
    return match.start() if match else len(text)


def addable(figure: Figure) -> bool:
    """Whether a figure is an exact amount, no percentage and no fraction: only such are summed."""
    inexact = figure.qualifier and not figure.qualifier.startswith("tổng")
    return figure.denominator is None and not inexact and figure.unit not in _PERCENT


def is_share(figure: Figure) -> bool:
    """Whether a figure is an exact percentage."""
    return figure.unit == "%" and not figure.qualifier


def is_percent(top: Decimal, bottom: Decimal, share: Figure) -> bool:
    """Whether ``share`` is ``top`` of ``bottom`` at its printed decimals; offices round and cut off alike."""
    if not bottom:
        return False
    exact, step = top * 100 / bottom, Decimal(1).scaleb(-share.digits)
    return share.value in (exact.quantize(step, rounding=ROUND_HALF_UP), exact.quantize(step, rounding=ROUND_DOWN))


def may_be_percent(top: Decimal, bottom: Decimal, share: Figure, rooms: tuple[Decimal, Decimal]) -> bool:
    """The same where both numbers were rounded themselves: ``rooms`` is what each may be off."""
    if is_percent(top, bottom, share):
        return True
    if not any(rooms) or bottom <= rooms[1]:
        return False
    low, high = (top - rooms[0]) * 100 / (bottom + rooms[1]), (top + rooms[0]) * 100 / (bottom - rooms[1])
    edge = Decimal(1).scaleb(-share.digits) / 2
    return low - edge <= share.value <= high + edge


def measure(unit: str) -> str:
    """What sort of amount a unit gives: "money", a measure's own name, or "count" for nouns."""
    if unit.split("/")[0] in ("đồng", "usd", "USD"):
        return unit
    return unit.lower() if unit.lower().split("/")[0] in _SIZES or "/" in unit else "count"


def same_unit(one: Figure, other: Figure) -> bool:
    """Whether two figures are printed in one noun ("vụ việc" and "vụ" are, "hội viên" and "hội nghị" are not)."""
    return one.unit == other.unit or _one_noun(one.unit, other.unit)


@lru_cache(maxsize=4096)
def _one_noun(one: str, other: str) -> bool:
    if measure(one) != measure(other):
        return False
    if not _words(one) or not _words(other):
        return _words(one) == _words(other)
    return any(_one_name(a, b) for a in _joined(one) for b in _joined(other))


def _joined(unit: str) -> list[str]:
    """The nouns that share one number: "đơn, vụ việc" are two."""
    return [unit, *(part for part in re.split(r",\s|\svà\s", unit) if part != unit)]


def _one_name(one: str, other: str) -> bool:
    words, others = sorted((_words(one), _words(other)), key=len)
    if others[: len(words)] == words or others[-len(words) :] == words:
        return True
    return words[0] == others[0] and words[0] in _HEADS


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def sum_of(figures: Iterable[Figure]) -> Decimal:
    """Their values added up."""
    return sum((figure.value for figure in figures), Decimal(0))


def step(figure: Figure) -> Decimal:
    """What one more in the last printed place would add: "1,2 tỷ đồng" is given to a hundred million; 0 for a count."""
    multiplier = _MULTIPLIER.search(figure.quote)
    if multiplier is None and not figure.digits:
        return Decimal(0)
    factor = _MULTIPLIERS[multiplier[1].lower()] if multiplier else Decimal(1)
    return factor.scaleb(-figure.digits)


def slack(total: Figure, parts: Sequence[Figure]) -> Decimal:
    """How far a sum may miss its total because its terms were rounded: nothing for counts.

    Beside figures in one multiplier, those with fewer digits are exact; another multiplier is a coarser view.
    """
    figures = (total, *parts)
    steps = sorted(step(figure) for figure in figures)
    if len({_multiplier(figure) for figure in figures}) > 1:
        return steps[-1] / 2
    rounded = any(figure.digits for figure in figures)
    return next((one for one in steps if one), Decimal(0)) * (len(parts) // 3) if rounded else Decimal(0)


def _multiplier(figure: Figure) -> str:
    match = _MULTIPLIER.search(figure.quote)
    return match[1].lower() if match else ""


def adds_up(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts make the total, at the digits printed."""
    return abs(sum_of(parts) - total.value) <= slack(total, parts)


def spoken(value: Decimal) -> str:
    """A value in Vietnamese digits, for findings: 1.234,5."""
    text = f"{value.normalize():,f}" if value else "0"
    return text.translate(str.maketrans(",.", ".,"))


def sentence_around(text: str, position: int) -> str:
    """The sentence that holds ``position``."""
    start = max((match.end() for match in SENTENCE_END.finditer(text, 0, position)), default=0)
    return text[start : sentence_end(text, position)]
