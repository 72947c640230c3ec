"""Period: the span of days that a figure speaks of, named by a short code that people and scripts share.

Calendar codes: ``2022`` · ``2022-H1`` · ``2022-Q3`` · ``2022-9M`` · ``2022-11`` · ``2022-W07`` · ``2022-11-24``.
Terms and spans of years: ``2020-2025``. Reporting periods of Decree 09/2019/NĐ-CP, article 12, which end on
the 14th: ``2022-BC`` (15/12/2021 to 14/12/2022) · ``2022-BC-H1`` · ``2022-BC-H2`` · ``2022-BC-Q1`` ·
``2022-BC-9M`` (derived: party offices report at 3, 6, 9 and 12 months) · ``2022-BC-11``.
Any other span, by its two days: ``2022-01-05..2022-03-07``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal

#: Reporting days of Decree 09/2019/NĐ-CP, article 12: a period opens on the 15th and closes on the 14th.
REPORTING_OPENS: Final = 15
REPORTING_CLOSES: Final = 14


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both included, under the name ``code``."""

    code: str
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise Refusal(
                _("The period «%(code)s» ends before it starts."),
                code=self.code,
                advice=_("Give a start that is not after the end."),
            )

    def __str__(self) -> str:
        return self.code

    @classmethod
    def parse(cls, code: str) -> Period:
        """The period that ``code`` names. Raises Refusal for a half-formed code or a day that does not exist."""
        for pattern, build in _FORMS:
            match = pattern.fullmatch(code)
            if match is None:
                continue
            try:
                start, end = build(*(int(part) for part in match.groups()))
            except ValueError:
                break
            return cls(code, start, end)
        raise Refusal(
            _("«%(code)s» is not a period."),
            code=code,
            advice=_("Write for example 2022, 2022-H1, 2022-Q3, 2022-11, 2022-11-24, 2020-2025 or 2022-BC."),
        )

    @classmethod
    def between(cls, start: date, end: date) -> Period:
        """A span that has no name of its own; its code is the two days joined by two dots."""
        return cls(f"{start.isoformat()}..{end.isoformat()}", start, end)

    def holds(self, start: date, end: date) -> bool:
        """Whether all days from ``start`` to ``end`` lie inside: only then does an entry count in this period."""
        return self.start <= start and end <= self.end

    def touches(self, start: date, end: date) -> bool:
        """Whether at least one day from ``start`` to ``end`` lies inside."""
        return start <= self.end and self.start <= end

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day; figures of overlapping periods are never summed."""
        return self.touches(other.start, other.end)

    def last_year(self) -> Period:
        """The period of the same kind one year (for a span of years: one span) earlier."""
        span = _SPAN.fullmatch(self.code)
        if span is not None:
            first, last = int(span[1]), int(span[2])
            length = last - first
            return Period.parse(f"{first - length}-{last - length}")
        if ".." not in self.code:
            rest = self.code[4:]
            if rest == "-02-29":
                rest = "-02-28"
            if rest == "-W53":
                rest = "-W52"
            return Period.parse(f"{int(self.code[:4]) - 1:04d}{rest}")
        return Period.between(_year_before(self.start), _year_before(self.end))

    @property
    def year(self) -> int:
        """The year by which the period is called: that of its last day."""
        return self.end.year


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _reporting(year: int, first: int, last: int) -> tuple[date, date]:
    opens = date(year - 1, 12, REPORTING_OPENS) if first == 1 else date(year, first - 1, REPORTING_OPENS)
    return opens, date(year, last, REPORTING_CLOSES)


def _week(year: int, week: int) -> tuple[date, date]:
    monday = date.fromisocalendar(year, week, 1)
    return monday, monday + timedelta(days=6)


def _span(first: int, last: int) -> tuple[date, date]:
    if last <= first:
        raise ValueError(last)
    return date(first, 1, 1), date(last, 12, 31)


def _days(*parts: int) -> tuple[date, date]:
    start, end = date(*parts[:3]), date(*parts[3:])
    if end < start:
        raise ValueError(end)
    return start, end


_Y = r"([12][0-9]{3})"
_DAY = rf"{_Y}-([0-9]{{2}})-([0-9]{{2}})"
_SPAN = re.compile(rf"{_Y}-{_Y}")
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[..., tuple[date, date]]], ...]] = (
    (re.compile(_Y), lambda y: _months(y, 1, 12)),
    (re.compile(rf"{_Y}-H([12])"), lambda y, h: _months(y, 6 * h - 5, 6 * h)),
    (re.compile(rf"{_Y}-Q([1-4])"), lambda y, q: _months(y, 3 * q - 2, 3 * q)),
    (re.compile(rf"{_Y}-9M"), lambda y: _months(y, 1, 9)),
    (re.compile(rf"{_Y}-(0[1-9]|1[0-2])"), lambda y, m: _months(y, m, m)),
    (re.compile(rf"{_Y}-W([0-9]{{2}})"), _week),
    (re.compile(_DAY), lambda y, m, d: _days(y, m, d, y, m, d)),
    (re.compile(rf"{_DAY}\.\.{_DAY}"), _days),
    (_SPAN, _span),
    (re.compile(rf"{_Y}-BC"), lambda y: _reporting(y, 1, 12)),
    (re.compile(rf"{_Y}-BC-H([12])"), lambda y, h: _reporting(y, 6 * h - 5, 6 * h)),
    (re.compile(rf"{_Y}-BC-Q([1-4])"), lambda y, q: _reporting(y, 3 * q - 2, 3 * q)),
    (re.compile(rf"{_Y}-BC-9M"), lambda y: _reporting(y, 1, 9)),
    (re.compile(rf"{_Y}-BC-(0[1-9]|1[0-2])"), lambda y, m: _reporting(y, m, m)),
)
