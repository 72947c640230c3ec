"""What stands at the edges of pages: running heads, page numbers (left out), notes at the foot (put after the body)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from danvan.proof.files.page_lines import Line, Rule
from danvan.proof.statements.notes import raised

#: How many lines at the top and at the bottom of a page may be its furniture.
_REACH: Final = 3
_LONGEST: Final = 160
_PAGE_NUMBER: Final = re.compile(r"[-–—\s]*(?:[Tt]rang\s*)?(?P<number>[0-9]{1,4})(?:\s*/\s*[0-9]{1,4})?[-–—\s]*")
#: What a browser prints at the edges of a page: the page's address, the day and the time.
_BROWSER: Final = re.compile(r"^(?:https?|file)://\S+$|^[0-9/.]{6,10},? [0-9]{1,2}:[0-9]{2}(?: [AP]M)?$")
_DIGITS: Final = re.compile(r"[0-9]+")
_PLAIN_NOTE: Final = re.compile(r"[\[(]?(?P<number>[0-9]{1,3})[\])]?\.?\s+(?=\S)")
#: Notes are set smaller than the body.
_SMALLER: Final = 0.95


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without what is printed at the same place of several pages."""
    edges = [_edges(lines) for lines in pages]
    offsets: Counter[tuple[int, int]] = Counter()
    repeats: Counter[tuple[str, int]] = Counter()
    for near in edges:
        for line, side in near:
            number = _page_number(line)
            if number is not None:
                offsets[side, number - line.page] += 1
        repeats.update({key for line, _ in near for key in _keys(line)[:1]})
    least = 2 if len(pages) <= 3 else 3
    result: list[list[Line]] = []
    for lines, near in zip(pages, edges, strict=True):
        gone = {
            id(line)
            for line, side in near
            if _counts_pages(line, side, offsets, near)
            or _BROWSER.search(line.text)
            or max(repeats[key] for key in _keys(line)) >= (max(3, 0.3 * len(pages)) if _is_tail(line) else least)
        }
        result.append([line for line in lines if id(line) not in gone])
    return result


def _edges(lines: Sequence[Line]) -> list[tuple[Line, int]]:
    """The outermost lines: 0 is the top, 1 the bottom."""
    by_height = sorted((line for line in lines if line.hit is None), key=lambda line: line.y)
    top, bottom = by_height[:_REACH], by_height[_REACH:][-_REACH:]
    return [(line, 0) for line in top] + [(line, 1) for line in bottom]


def _is_tail(line: Line) -> bool:
    """Whether a line looks like the end of a sentence: many a paragraph ends with the same word on top of a page."""
    return line.text[:1].islower() or line.text.endswith((".", ";"))


def _page_number(line: Line) -> int | None:
    match = _PAGE_NUMBER.fullmatch(line.text)
    return None if match is None else int(match["number"])


def _counts_pages(
    line: Line, side: int, offsets: Mapping[tuple[int, int], int], near: Sequence[tuple[Line, int]]
) -> bool:
    number = _page_number(line)
    if number is None:
        return False
    if offsets[side, number - line.page] >= 2:
        return True
    # One alone, as on the second of two pages: the page's own number, apart from the text.
    others = [away for other, _ in near if (away := abs(other.y - line.y)) > 1]
    return number == line.page and (not others or min(others) > 1.5 * line.size)


def _keys(line: Line) -> list[tuple[str, int]]:
    """What a line says, the page's own number apart, and where; the further keys are for lines a little off."""
    text = _DIGITS.sub(lambda match: "#" if match[0] == str(line.page) else match[0], line.text)
    if len(text) > _LONGEST or not any(c.isalnum() or c == "#" for c in text):
        return [("", -1)]
    band = round(line.y / 4)
    return [(text, band), (text, band - 1), (text, band + 1)]


def parted(lines: Sequence[Line], rules: Sequence[Rule], usual: float, last: int) -> tuple[list[Line], list[Line]]:
    """One page's body and the notes at its foot. ``usual`` is the size of the body, ``last`` the last note's number."""
    plain = sorted((line for line in lines if line.hit is None), key=lambda line: line.y)
    if not plain:
        return list(lines), []
    start = _below_rule(plain, rules, usual)
    if start is None:
        start = _small_foot(plain, usual, last)
    if start is None:
        return list(lines), []
    notes = [line for line in lines if line.hit is None and line.y >= start - 0.5 * line.size]
    body = [line for line in lines if line.hit is not None or line.y < start - 0.5 * line.size]
    notes.sort(key=lambda line: (round(line.y), line.x0))
    if not any(line.opens_note for line in notes):
        _lift(notes, last)
    return body, notes


def _below_rule(plain: Sequence[Line], rules: Sequence[Rule], usual: float) -> float | None:
    """Where the notes begin under a short rule at the page's foot."""
    left, right = min(line.x0 for line in plain), max(line.x1 for line in plain)
    best: float | None = None
    for rule in rules:
        long = rule.end - rule.start
        if rule.upright or not 30 < long < 0.75 * (right - left) or abs(rule.start - left) > 0.2 * (right - left):
            continue
        below = [line for line in plain if line.y > rule.at]
        if not below or below[0].y - below[0].size - rule.at > 3 * usual:
            continue
        small = all(line.size < _SMALLER * usual for line in below)
        if (small or below[0].opens_note) and (best is None or below[0].y > best):
            best = below[0].y
    return best


def _small_foot(plain: Sequence[Line], usual: float, last: int) -> float | None:
    """Where the notes begin when no rule says so: the first note's number among the small lines at the foot."""
    start: float | None = None
    for line in reversed(plain):
        if line.size >= _SMALLER * usual:
            break
        if line.opens_note or _number(line) == last + 1:
            start = line.y
    return start


def _number(line: Line) -> int | None:
    """The number, not raised, with which a line begins."""
    match = _PLAIN_NOTE.match(line.text)
    return None if match is None else int(match["number"])


def _lift(notes: Sequence[Line], last: int) -> None:
    """Raise the numbers of notes that stand level: each one more than the last, where a new paragraph may begin."""
    right = max(line.x1 for line in notes)
    ended = True
    for line in notes:
        match = _PLAIN_NOTE.match(line.text)
        if ended and match is not None and int(match["number"]) == last + 1:
            last += 1
            line.text = f"{raised(last)} {line.text[match.end() :]}"
        ended = line.text.endswith((".", ";", "!", "?", ":", "…")) or line.x1 < right - 2 * line.size
