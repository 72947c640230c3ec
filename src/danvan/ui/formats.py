"""Numbers, dates and periods for screens, in the reader's language: Vietnamese as officials write, English its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from danvan.kit.clock import VIETNAM
from danvan.kit.period import Period
from danvan.kit.quantity import Basis, Number, Precision
from danvan.kit.vietnamese import writing

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_ROMAN = ("", "I", "II", "III", "IV")
_BEFORE = {
    Precision.EXACT: "",
    Precision.OVER: pgettext_lazy("before a number", "over"),
    Precision.ABOUT: pgettext_lazy("before a number", "about"),
    Precision.UNDER: pgettext_lazy("before a number", "under"),
    Precision.AT_LEAST: pgettext_lazy("before a number", "at least"),
    Precision.IN_WORDS: pgettext_lazy("before a number", "about"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A value in the three parts that a page sets apart: «trên» «57.000» «nhân khẩu»."""

    before: str
    number: str
    after: str

    def __str__(self) -> str:
        space = "" if self.after == "%" else " "
        return f"{self.before} {self.number}{space}{self.after}".strip()


def english() -> bool:
    """Whether the reader chose English."""
    return (get_language() or "vi").startswith("en")


def show(value: Number, basis: Basis, noun: object = "", precision: Precision = Precision.EXACT) -> Shown:
    """A value with its noun; ``noun`` is any text or Words in both languages."""
    before = str(_BEFORE[precision])
    if basis is Basis.PERCENT:
        return Shown(before, number(value), "%")
    if basis is Basis.DONG:
        return Shown(before, number(value) if english() else writing.write_money(value).removesuffix(" đồng"), "đồng")
    words = str(noun)
    if english():
        return Shown(before, number(value), _one(words) if value == 1 else words)
    counted = basis not in (Basis.HECTARES, Basis.POINTS)
    return Shown(before, writing.write_count(value) if counted else number(value), words)


def number(value: Number) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English; decimals stay as they are."""
    if not english():
        return writing.write_number(value)
    whole = Decimal(value) == Decimal(value).to_integral_value()
    return f"{int(value):,}" if whole else f"{Decimal(value).normalize():,f}"


def _one(noun: str) -> str:
    """The English noun for one of it: «opinions» opinion, «turns of attendance» turn of attendance."""
    head, of, rest = noun.partition(" of ")
    if " and " in head or head.endswith("ss"):
        return noun
    return f"{re.sub(r'ies$', 'y', head) if head.endswith('ies') else head.removesuffix('s')}{of}{rest}"


def day(value: date) -> str:
    """24/11/2026 in Vietnamese, 24 November 2026 in English."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if english() else writing.write_date(value)


def moment(value: datetime) -> str:
    """A day and a time of day in Viet Nam: 24/11/2026 14:05."""
    local = value.astimezone(VIETNAM)
    return f"{day(local.date())} {local:%H:%M}"


def days(start: date, end: date) -> str:
    """A span as a person would say it: one day, a whole year, or from one day to another."""
    if start == end:
        return day(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return period(Period.parse(str(start.year) if start.year == end.year else f"{start.year}-{end.year}"))
    return f"{day(start)} – {day(end)}"


def period(value: Period) -> str:
    """A period in words: «năm 2022», «quý III năm 2022», «tháng 11 năm 2022»; other codes by their days."""
    match = re.fullmatch(r"(\d{4})(?:-([HQ]?)(\d{1,2}))?", value.code)
    if match is None:
        span = re.fullmatch(r"(\d{4})-(\d{4})", value.code)
        if span is not None:
            return _("the years %(first)s–%(last)s") % {"first": span[1], "last": span[2]}
        if value.start == value.end:
            return day(value.start)
        return f"{day(value.start)} – {day(value.end)}"
    year, sort, part = match.groups()
    if part is None:
        return pgettext("a calendar year", "%(year)s") % {"year": year}
    if sort == "H":
        sentence = _("the first half of %(year)s") if part == "1" else _("the second half of %(year)s")
        return sentence % {"year": year}
    if sort == "Q":
        return _("quarter %(number)s of %(year)s") % {"number": _ROMAN[int(part)], "year": year}
    month = part.lstrip("0")
    return f"{_MONTHS[int(month) - 1]} {year}" if english() else f"tháng {month} năm {year}"
