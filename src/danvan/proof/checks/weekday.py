"""A weekday that is not that day's: thứ Hai, ngày 24/11/2026."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, span_of
from danvan.proof.statements.dates import dates

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_PLACES = {
    "hai": 0,
    "ba": 1,
    "tư": 2,
    "bốn": 2,
    "năm": 3,
    "sáu": 4,
    "bảy": 5,
    "bẩy": 5,
    **{str(n + 2): n for n in range(6)},
}
#: How far before its day a weekday may begin, with the word before it.
_NEAR = 40
_SAID = re.compile(
    r"(?i)(?:^|[(,;:.–-]\s*|(?<!\w)(?:vào|sáng|chiều|tối|trưa|ngày|hôm|từ|đến|là|ra)\s+)"
    r"(?:thứ\s+(?P<day>hai|ba|tư|bốn|năm|sáu|bảy|bẩy|[2-7])|(?P<sunday>chủ nhật))"
    r"\s*[,(]?\s*(?:ngày\s+)?$"
)


def run(case: Case) -> Iterator[Finding]:
    """Dates behind the name of another weekday."""
    for paragraph in case.reading.paragraphs:
        for date in dates(paragraph.text):
            said = _SAID.search(paragraph.text, max(0, date.start - _NEAR), date.start) if date.day else None
            if said is None or date.day is None:
                continue
            named = 6 if said["sunday"] else _PLACES[said["day"].lower()]
            if named != date.day.weekday():
                right = WEEKDAYS[date.day.weekday()]
                yield Finding(
                    check="weekday",
                    severity="error",
                    text=_("%(date)s is no %(said)s but %(right)s."),
                    remedy=_("Correct the weekday or the date."),
                    places=(span_of(case.reading, paragraph.n, said.start(), date.end),),
                    expected=right,
                    found=WEEKDAYS[named],
                    values={"date": date.text, "said": WEEKDAYS[named], "right": right},
                )


CHECK = Check("weekday", Words("Thứ không khớp ngày", "Weekdays and dates"), "date", "fast", run)
