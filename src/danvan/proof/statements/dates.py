"""Dates as reports print them: ngày 14/01/2022 · 23 tháng 01 năm 2025 · tháng 10/2024 · 14/01; possible or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_FULL = re.compile(
    r"(?<![0-9/])(?:(?P<d>[0-9]{1,2})\s?(?P<sep>[/.-])\s?(?P<m>[0-9]{1,2})\s?(?P=sep)\s?(?P<y>[0-9]{2,5})"
    r"|(?P<d2>[0-9]{1,2})\s+tháng\s+(?P<m2>[0-9]{1,2})(?:\s+năm|/)\s*(?P<y2>[0-9]{2,5}))(?![0-9/]|[.,][0-9])"
)
_MONTH = re.compile(r"(?i)\btháng\s+(?P<m>[0-9]{1,2})(?:\s?/\s?|\s+năm\s+)(?P<y>[0-9]{4})(?![0-9])")
_DAY = re.compile(
    r"(?i)\b(?P<word>ngày|đến|từ|dịp|lễ|tết|sáng|chiều|tối|mùng|quốc khánh|thiếu nhi|phụ nữ|liệt sĩ)\s+"
    r"(?P<d>[0-9]{1,2})(?:\s?/\s?|\s+tháng\s+)(?P<m>[0-9]{1,2})(?![0-9/])"
)

_DIGIT = re.compile(r"[0-9]")
_NUMBERS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed at ``start``..``end``. ``day`` is None when the calendar has no such day.

    ``whole`` tells a day of a year from a month or from a day without a year, which have no ``day`` either.
    """

    start: int
    end: int
    text: str
    day: date | None
    whole: bool
    possible: bool


@lru_cache(maxsize=8192)
def dates(text: str) -> tuple[Printed, ...]:
    """Every date of ``text`` in order; of two that overlap only the fuller one. One text is asked for often."""
    return tuple(sorted(_dates(text), key=lambda date: date.start)) if _DIGIT.search(text) else ()


def parts(printed: Printed) -> tuple[int | None, int, int | None]:
    """(year, month, day) as printed; None for what is not printed."""
    numbers = [int(number) for number in _NUMBERS.findall(printed.text)]
    if len(numbers) >= 3:
        return numbers[2], numbers[1], numbers[0]
    return (numbers[1], numbers[0], None) if numbers[1] > 99 else (None, numbers[1], numbers[0])


def _dates(text: str) -> Iterator[Printed]:
    taken: set[int] = set()
    for match in _FULL.finditer(text):
        numbers = [int(part) for part in match.groups() if part and part.isdecimal()]
        # Two digits may be an old short year ("19/8/45") or a range of shares; neither is a date to be sure of.
        if len(str(match["y"] or match["y2"])) == 2:
            taken.update(range(*match.span()))
            yield Printed(match.start(), match.end(), match[0], None, whole=True, possible=True)
            continue
        day = _day(numbers[2], numbers[1], numbers[0])
        taken.update(range(*match.span()))
        yield Printed(match.start(), match.end(), match[0], day, whole=True, possible=day is not None)
    for pattern in (_MONTH, _DAY):
        for match in pattern.finditer(text):
            start, end = match.start("m" if pattern is _MONTH else "d"), match.end()
            if not taken.isdisjoint(range(start, end)):
                continue
            possible = _possible({name: part for name, part in match.groupdict().items() if name != "word"})
            # "từ 19/33 xã": what cannot be a day is a share.
            if not possible and (match.groupdict().get("word") or "").lower() in ("từ", "đến"):
                continue
            taken.update(range(start, end))
            yield Printed(start, end, text[start:end], None, whole=False, possible=possible)


def _possible(parts: dict[str, str]) -> bool:
    # A leap year stands for every year where none is printed.
    return _day(2024, int(parts["m"]), int(parts.get("d", "1"))) is not None


def _day(year: int, month: int, day: int) -> date | None:
    if not 1800 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
