"""The period of which a report speaks, by its title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.proof.reading import Paragraph

_TITLE = re.compile(r"\s*BÁO CÁO(?!\w)")
#: So many lines hold a report's title.
_LINES: Final = 4
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


def period_of(paragraphs: Iterable[Paragraph]) -> Period | None:
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


def _title(paragraphs: Iterable[Paragraph]) -> str:
    """The title as one line, from "BÁO CÁO" on."""
    lines: list[str] = []
    for paragraph in paragraphs:
        if (lines or _TITLE.match(paragraph.text)) and paragraph.text.strip():
            lines.append(" ".join(paragraph.text.split()))
            if len(lines) == _LINES:
                break
    return " ".join(lines)
