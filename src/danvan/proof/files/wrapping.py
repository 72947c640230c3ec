"""Text whose lines were broken at a width: the lines are joined to the paragraphs that they were."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

#: Narrower or wider is no page: a list of short lines, or paragraphs that only happen to be short.
_NARROWEST, _WIDEST = 30, 160
_FEWEST = 4
_START = re.compile(
    r"\s*(?:[-–—+•*▪○]\s|[IVX]{1,5}\s?[.\-–/)]|[0-9]{1,2}(?:\.[0-9]{1,2})*\s?[.)\-–]\s|[a-zđ]\s?[.)]\s|[⁰¹²³⁴-⁹]|\[\^?[0-9]+\]"
    r"|\([0-9]{1,3}\)\s|(?:Phần|PHẦN|Chương|CHƯƠNG|Điều)\s|[#>|]|```)"
)
_CLOSED = tuple(".;:!?…")
_SEPARATE = re.compile(r"\s*(?:[#>|]|```|\[\^[0-9]+\]:|[⁰¹²³⁴-⁹])|[\s*_=~-]*$")


_TABLE = re.compile(r"\s*\|")


def width_of(lines: Sequence[str]) -> int:
    """The width at which a text's lines were plainly broken; 0 when each line is a paragraph of its own."""
    filled = [line.rstrip() for line in lines if line.strip() and not _TABLE.match(line)]
    broken = [line for line in filled if " " in line.strip()]
    if len(broken) < _FEWEST:
        return 0
    width = max(map(len, broken))
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    follows = [(a.rstrip(), b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    full = [(a, b) for a, b in follows if len(a) + 1 + _first(b) > width and not _START.match(b)]
    onward = [pair for pair in full if not pair[0].endswith(_CLOSED) and pair[1].lstrip()[:1].islower()]
    enough = len(full) >= max(3, len(follows) * 0.15) and len(onward) >= max(3, len(full) * 0.3)
    return width if enough else 0


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a text: its lines, joined where they were broken at a width."""
    width = width_of(lines)
    if not width:
        return list(lines)
    paragraphs: list[list[str]] = []
    before = ""
    for line in lines:
        text = line.strip()
        if paragraphs and before and text and _goes_on(before, line, width):
            paragraphs[-1].append(text)
        elif text:
            paragraphs.append([line.strip()])
        before = line.rstrip()
    return [" ".join(paragraph) for paragraph in paragraphs]


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line continues the one before it."""
    text = line.strip()
    noted = before.lstrip().startswith(("[^", *"⁰¹²³⁴⁵⁶⁷⁸⁹"))
    if _SEPARATE.match(line) or (_SEPARATE.match(before) and not noted):
        return False
    closed = before.endswith(_CLOSED)
    start = _START.match(line)
    if start is not None and (
        closed or not text[start.end() - (len(line) - len(line.lstrip())) :].lstrip()[:1].islower()
    ):
        return False
    if text[0].islower() and not closed:
        return len(before) > width * 0.5
    if before.isupper() or (text.isupper() and not before.isupper()):
        return before.isupper() and text.isupper() and len(before) + 1 + _first(line) > width * 0.85
    indented = len(line) - len(line.lstrip()) > len(before) - len(before.lstrip())
    return not indented and len(before) + 1 + _first(line) > width


def _first(line: str) -> int:
    """The length of a line's first word."""
    return len(line.split(maxsplit=1)[0])
