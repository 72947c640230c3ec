"""Reading what ``writing`` writes, and what people type: numbers, amounts, shares, dates and periods."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.quantity import Precision

_QUALIFIERS: Final = {
    "trên": Precision.OVER,
    "hơn": Precision.OVER,
    "gần": Precision.UNDER,
    "dưới": Precision.UNDER,
    "khoảng": Precision.ABOUT,
    "ước": Precision.ABOUT,
    "ít nhất": Precision.AT_LEAST,
}
_SCALES: Final = {"nghìn tỷ": 10**12, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_THOUSANDS = r"\d{1,3}(?:\.\d{3})+|\d+"
_NUMBER = re.compile(
    rf"(?:(?P<qualifier>{'|'.join(_QUALIFIERS)})\s+)?(?P<minus>[-−])?(?P<number>{_THOUSANDS})(?:,(?P<decimals>\d+))?"
    rf"(?:\s*/\s*(?P<whole>{_THOUSANDS}))?\s*(?P<scale>{'|'.join(_SCALES)})?\s*(?P<unit>đồng|%)?",
    re.IGNORECASE,
)

_DIGITS: Final = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7,
}  # fmt: skip
_DIGIT = f"({'|'.join(_DIGITS)})"
#: Up to 999, each word with its blank: «chín trăm linh năm », «mười lăm », «hai mươi tư ».
_GROUP = rf"(?:{_DIGIT} trăm )?(?:(?:(?:linh|lẻ) )?{_DIGIT} |(?:{_DIGIT} mươi |(mười) )(?:{_DIGIT} )?)?"
_STATED = r"(?!tỷ|tỉ|triệu|nghìn|ngàn)"
_WORDS = re.compile(
    rf"(âm )?(?:{_STATED}{_GROUP}(?:tỷ|tỉ) )?(?:{_STATED}{_GROUP}triệu )?(?:{_STATED}{_GROUP}(?:nghìn|ngàn) )?{_GROUP}"
)

_DAY = r"(?:ngày\s+)?(\d{1,2})(?:/|\s+tháng\s+|-)(\d{1,2})(?:/|\s+năm\s+|-)(\d{4})"
_DATE = re.compile(_DAY, re.IGNORECASE)
_YEAR = r"(?:\s+năm\s+|\s*/\s*|\s+)([12]\d{3})"
_PERIODS: Final = (
    (re.compile(r"năm\s+([12]\d{3})", re.IGNORECASE), "{0}"),
    (re.compile(rf"(?:6|06|sáu) tháng đầu{_YEAR}", re.IGNORECASE), "{0}-H1"),
    (re.compile(rf"(?:6|06|sáu) tháng cuối{_YEAR}", re.IGNORECASE), "{0}-H2"),
    (re.compile(rf"(?:9|09|chín) tháng(?: đầu)?{_YEAR}", re.IGNORECASE), "{0}-9M"),
    (re.compile(r"(?:giai đoạn|nhiệm kỳ)\s+([12]\d{3})\s*[-–]\s*([12]\d{3})", re.IGNORECASE), "{0}-{1}"),
)
_QUARTER = re.compile(rf"quý\s+(IV|I{{1,3}}|[1-4]){_YEAR}", re.IGNORECASE)
_MONTH = re.compile(r"tháng\s+(\d{1,2})\s*(?:/|năm)\s*([12]\d{3})", re.IGNORECASE)
_SPAN = re.compile(rf"từ\s+({_DAY})\s+đến\s+({_DAY})", re.IGNORECASE)
_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4"}


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number as it was meant: ``value`` (đồng for money, a percentage as printed), ``denominator`` of «118/126».

    ``doubtful``: one comma before three digits, which may be a thousand written the foreign way.
    """

    value: Decimal
    denominator: Decimal | None
    precision: Precision
    unit: str
    doubtful: bool


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def read_number(text: str) -> ReadNumber:
    """The number that is all of ``text``: 02 · 1.234,5 · 62.980.000 đồng · 570 triệu đồng · 118/126 · trên 57.000.

    Raises Refusal for anything else, and for dots that do not part thousands.
    """
    match = _NUMBER.fullmatch(_clean(text))
    if match is None:
        raise Refusal(
            _("«%(text)s» is not a number."),
            text=text,
            advice=_("Write 1.234,5: dots for thousands, a comma for decimals."),
        )
    digits = match["number"].replace(".", "")
    value = Decimal(f"{digits}.{match['decimals'] or 0}") * _SCALES.get((match["scale"] or "").lower(), 1)
    whole = match["whole"]
    return ReadNumber(
        value=-value if match["minus"] else value,
        denominator=Decimal(whole.replace(".", "")) if whole else None,
        precision=_QUALIFIERS.get((match["qualifier"] or "").lower(), Precision.EXACT),
        unit=(match["unit"] or "").lower(),
        doubtful=len(match["decimals"] or "") == 3
        and match["number"][0] != "0"
        and "." not in match["number"]
        and not match["scale"],
    )


def read_words(text: str) -> int:
    """A whole number below 10^12 in words: «hai mươi mốt» is 21, «một trăm lẻ năm» 105. Raises Refusal otherwise."""
    words = " ".join(_clean(text).lower().split())
    match = _WORDS.fullmatch(f"{words} ")
    if match is None or not words:
        raise Refusal(_("«%(text)s» is not a number in words."), text=text, advice=_("Write for example hai mươi mốt."))
    minus, *parts = match.groups()
    value = 0
    for place in range(0, len(parts), 5):
        value = value * 1000 + _group(*parts[place : place + 5])
    return -value if minus else value


def _group(hundreds: str | None, ones: str | None, tens: str | None, ten: str | None, last: str | None) -> int:
    tens_value = 1 if ten else _DIGITS.get(tens or "", 0)
    return 100 * _DIGITS.get(hundreds or "", 0) + 10 * tens_value + _DIGITS.get(ones or last or "", 0)


def read_date(text: str) -> date:
    """05/9/2026 · 5-9-2026 · ngày 05 tháng 9 năm 2026. Raises Refusal for another form, and for no day at all."""
    match = _DATE.fullmatch(_clean(text))
    if match is None:
        raise Refusal(_("«%(text)s» is not a date."), text=text, advice=_("Write day/month/year: 24/11/2026."))
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal(_("There is no day %(text)s."), text=text) from None


def read_period(text: str) -> Period:
    """năm 2022 · 6 tháng đầu năm 2022 · quý III/2022 · tháng 11 năm 2022 · từ 01/3/2022 đến 15/3/2022 · a date.

    Raises Refusal for another form, and for a month or day that does not exist.
    """
    clean = _clean(text)
    for pattern, code in _PERIODS:
        if match := pattern.fullmatch(clean):
            return Period.parse(code.format(*match.groups()))
    if match := _QUARTER.fullmatch(clean):
        return Period.parse(f"{match[2]}-Q{_ROMAN.get(match[1].upper(), match[1])}")
    if match := _MONTH.fullmatch(clean):
        return Period.parse(f"{match[2]}-{int(match[1]):02d}")
    if match := _SPAN.fullmatch(clean):
        return Period.between(read_date(match[1]), read_date(match[5]))
    return Period.parse(read_date(clean).isoformat())
