"""How a paragraph hangs together: brackets, sentences, and which figures can be added to one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import groupby

from danvan.proof.reading import Figure, Reading

SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
_PERCENT = ("%", "‰")
_SIZES = ("ha", "km", "km²", "m", "m²", "m³", "kg", "tấn", "tạ", "lít")


def by_paragraph(reading: Reading) -> Iterator[tuple[str, Sequence[Figure]]]:
    """The text of each paragraph that states figures, with them from left to right."""
    for n, group in groupby(reading.figures, key=lambda figure: figure.paragraph):
        yield reading.paragraph(n).text, tuple(group)


def depth(text: str, position: int) -> int:
    """How many brackets are open at ``position``."""
    return max(0, text.count("(", 0, position) - text.count(")", 0, position))


def closing(text: str, opening: int) -> int:
    """Where the bracket opened at ``opening`` closes; the text's end when it never does."""
    level = 0
    for match in re.compile(r"[()]").finditer(text, opening):
        level += 1 if match[0] == "(" else -1
        if level == 0:
            return match.start()
    return len(text)


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


def measure(unit: str) -> str:
    """What sort of amount a unit gives: "money", a measure's own name, or "count" for nouns."""
    if unit.split("/")[0] in ("đồng", "usd", "USD"):
        return unit
    return unit.lower() if unit.lower().split("/")[0] in _SIZES or "/" in unit else "count"


def same_unit(one: Figure, other: Figure) -> bool:
    """Whether two figures are printed in one noun ("vụ việc" and "vụ" are)."""
    if measure(one.unit) != measure(other.unit):
        return False
    words, others = set(_words(one.unit)), set(_words(other.unit))
    return bool(words & others) or words == others


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def sum_of(figures: Iterable[Figure]) -> Decimal:
    """Their values added up."""
    return sum((figure.value for figure in figures), Decimal(0))


def spoken(value: Decimal) -> str:
    """A value in Vietnamese digits, for findings: 1.234,5."""
    text = f"{value.normalize():,f}" if value else "0"
    return text.translate(str.maketrans(",.", ".,"))


def sentence_around(text: str, position: int) -> str:
    """The sentence that holds ``position``."""
    start = max((match.end() for match in SENTENCE_END.finditer(text, 0, position)), default=0)
    return text[start : sentence_end(text, position)]
