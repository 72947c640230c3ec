"""The numbers of headings, which no template types: «Phần thứ nhất», «I- », «1. », «1.1. »; «Phụ lục» for annexes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from danvan.kit.vietnamese.writing import in_words
from danvan.reports.document import Block, FieldRun, Heading

_ORDINALS: Final = {1: "nhất", 4: "tư"}
_ROMAN: Final = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """4 is IV."""
    text = ""
    for size, letters in _ROMAN:
        text += letters * (number // size)
        number %= size
    return text


def numbered(blocks: tuple[Block, ...], control: Callable[[], str]) -> tuple[Block, ...]:
    """The same blocks with their headings' labels, each a control; a single annex bears no number."""
    annexes = sum(1 for block in blocks if isinstance(block, Heading) and block.annex and block.level == 1)
    counts = [0, 0, 0, 0]
    seen = 0
    made: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading):
            made.append(block)
            continue
        if block.annex and block.level == 1:
            seen += 1
            counts = [0, 0, 0, 0]
            label = "Phụ lục" if annexes == 1 else f"Phụ lục {roman(seen)}"
        else:
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            label = _label(block.level, counts)
        made.append(replace(block, label=(FieldRun(control(), "heading", label),)))
    return tuple(made)


def _label(level: int, counts: list[int]) -> str:
    if level == 1:
        return f"Phần thứ {_ORDINALS.get(counts[0]) or in_words(counts[0])}"
    if level == 2:
        return f"{roman(counts[1])}- "
    return f"{counts[2]}. " if level == 3 else f"{counts[2]}.{counts[3]}. "
