"""What this home's ledger says at the place and in the period of which a stranger's report speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from danvan.indicators.queries import known_at
from danvan.kit.claims import Known
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.scope import Scope
from danvan.proof.reading import Paragraph, Reading
from danvan.units.queries import ancestors, places_by_name, view

_TITLE = re.compile(r"\s*BÁO CÁO(?!\w)")
#: So many lines hold a report's title, and so many its letterhead and title.
_LINES: Final = 4
_HEAD: Final = 14
#: Without a letterhead the place is the one named so often, and twice as often as any other beside it.
_OFTEN: Final = 3
_YEAR = r"(?:năm\s+|/\s?)(?P<year>(?:19|20)[0-9]{2})(?![0-9]|\s?[-–]\s?[0-9])"
#: "Kết quả tháng 5, nhiệm vụ tháng 6 năm 2022": the year stands at the end and holds for the first month too.
_THEN = rf"(?!\w).{{0,80}}?{_YEAR}"
_PERIODS: Final = (
    (re.compile(rf"(?i)(?:6|sáu) tháng đầu năm{_THEN}"), "{year}-H1"),
    (re.compile(rf"(?i)(?:6|sáu) tháng đầu {_YEAR}"), "{year}-H1"),
    (re.compile(rf"(?i)(?:6|sáu) tháng cuối {_YEAR}"), "{year}-H2"),
    (re.compile(rf"(?i)(?:9|chín) tháng (?:đầu )?{_YEAR}"), "{year}-9M"),
    (re.compile(rf"(?i)(?:9|chín) tháng đầu năm{_THEN}"), "{year}-9M"),
    (re.compile(rf"(?i)quý (?P<part>IV|I{{1,3}}|[1-4]){_THEN}"), "{year}-Q{part}"),
    (re.compile(rf"(?i)tháng (?P<part>[0-9]{{1,2}}){_THEN}"), "{year}-{part:0>2}"),
    (re.compile(rf"(?i)(?=năm){_YEAR}"), "{year}"),
)
#: Days of its own in the title: no period of the calendar.
_DAYS = re.compile(r"(?i)(?<!\w)(?:từ|đến|tính đến|trước) (?:hết )?ngày(?!\w)")
_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4"}


def known_for(reading: Reading) -> list[Known]:
    """The ledger's figures for the report's own place and period; none when either is not known here."""
    scope = scope_of(reading)
    return [] if scope is None else known_at(scope, view(scope.unit, scope.period.end).short)


def scope_of(reading: Reading) -> Scope | None:
    """The place and the period of which a report speaks, by its head and title; None when either is not known here."""
    period = _period(reading.paragraphs)
    place = None if period is None else _place(reading.paragraphs, period)
    return None if period is None or place is None else Scope(place, period)


def _title(paragraphs: Iterable[Paragraph]) -> str:
    """The title as one line, from "BÁO CÁO" on."""
    lines: list[str] = []
    for paragraph in paragraphs:
        if (lines or _TITLE.match(paragraph.text)) and paragraph.text.strip():
            lines.append(" ".join(paragraph.text.split()))
            if len(lines) == _LINES:
                break
    return " ".join(lines)


def _period(paragraphs: Iterable[Paragraph]) -> Period | None:
    """The period that the title names first."""
    title = _title(paragraphs)
    found = [
        (match.start(), rank, match) for rank, (form, _code) in enumerate(_PERIODS) if (match := form.search(title))
    ]
    if not found or _DAYS.search(title):
        return None
    _start, rank, match = min(found, key=lambda each: each[:2])
    parts = match.groupdict()
    part = (parts.get("part") or "").upper()
    try:
        return Period.parse(_PERIODS[rank][1].format_map({"year": parts["year"], "part": _ROMAN.get(part, part)}))
    except Refusal:
        return None


def _place(paragraphs: tuple[Paragraph, ...], period: Period) -> str | None:
    """The place whose official name, or whose body's, stands in the head; else the one of which the text speaks."""
    names = places_by_name(period.end)
    if not names:
        return None
    longest = sorted(names, key=len, reverse=True)
    official = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    written = [" ".join(p.text.lower().split()) for p in paragraphs if p.text.strip()]
    head = {names[match[0]] for match in official.finditer(" ".join(written[:_HEAD]))}
    lines = {id: [id, *ancestors(id, at=period.end)] for id in head}
    if lines:
        lowest = max(lines, key=lambda id: len(lines[id]))
        if head <= set(lines[lowest]):
            return lowest
    counted = Counter(names[match[0]] for text in written for match in official.finditer(text))
    (first, often), (_second, less) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    return first if often >= _OFTEN and often >= 2 * less else None
