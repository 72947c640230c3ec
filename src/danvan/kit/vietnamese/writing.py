"""Writing as officials do: 02 cuộc, 66.315,44 ha, trên 57.000, 36,89%, 570 triệu đồng, ngày 05 tháng 9 năm 2026."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from danvan.kit.period import Period
from danvan.kit.quantity import Basis, Number, Precision

_BEFORE: Final = {
    Precision.EXACT: "",
    Precision.OVER: "trên ",
    Precision.ABOUT: "khoảng ",
    Precision.UNDER: "dưới ",
    Precision.AT_LEAST: "ít nhất ",
    Precision.IN_WORDS: "khoảng ",
}
#: Numbers known in words only: «hàng trăm diễn viên».
_ORDERS: Final = {10: "hàng chục", 100: "hàng trăm", 1000: "hàng nghìn", 10_000: "hàng vạn"}
_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ("", "nghìn", "triệu", "tỷ")
_PARTS_OF_YEAR: Final = {
    "": "năm",
    "-H1": "6 tháng đầu năm",
    "-H2": "6 tháng cuối năm",
    "-9M": "9 tháng đầu năm",
    "-Q1": "quý I năm",
    "-Q2": "quý II năm",
    "-Q3": "quý III năm",
    "-Q4": "quý IV năm",
}
_MILLION: Final = 1_000_000
_BILLION: Final = 1_000_000_000


def write_number(value: Number, decimals: int | None = None) -> str:
    """1.234,5: dots between thousands, a comma before decimals, which are kept unless told (then half rounds up)."""
    number = Decimal(value)
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    elif number != number.to_integral_value():
        number = number.normalize()
    else:
        number = number.quantize(Decimal(1))
    return f"{number:z,f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def write_count(value: Number) -> str:
    """A count of things as official papers pad it: 00, 02, 13, 2.733."""
    text = write_number(value)
    return f"0{text}" if len(text) == 1 else text


def write_money(dong: Number) -> str:
    """An amount in đồng with its unit: 62.980.000 đồng, 570 triệu đồng, 90,5 triệu đồng, 1,2 tỷ đồng.

    Millions and billions are used only where at most one decimal says the amount exactly.
    """
    amount = Decimal(dong)
    for size, word in ((_BILLION, "tỷ"), (_MILLION, "triệu")):
        scaled = amount / size
        if abs(scaled) >= 1 and scaled == round(scaled, 1):
            return f"{_padded(scaled)} {word} đồng"
    return f"{write_number(amount)} đồng"


def _padded(value: Decimal) -> str:
    return write_count(value) if value == value.to_integral_value() else write_number(value)


def write_percent(value: Number) -> str:
    """36,89%"""
    return f"{write_number(value)}%"


def write_ratio(part: Number, whole: Number) -> str:
    """118/126"""
    return f"{write_count(part)}/{write_count(whole)}"


def write_value(value: Number, basis: Basis, precision: Precision = Precision.EXACT) -> str:
    """A value in the way of its basis, without its noun, with the word of its precision before it.

    Hectares and points are plain numbers, money carries its đồng, per cent its sign; all else is a count, padded. A
    number known in words only is written so: 100 «hàng trăm».
    """
    if precision is Precision.IN_WORDS and value in _ORDERS and basis is not Basis.DONG:
        return _ORDERS[int(value)]
    if basis is Basis.DONG:
        text = write_money(value)
    elif basis is Basis.PERCENT:
        text = write_percent(value)
    elif basis in (Basis.HECTARES, Basis.POINTS):
        text = write_number(value)
    else:
        text = write_count(value)
    return f"{_BEFORE[precision]}{text}"


def write_phrase(value: Number, basis: Basis, noun: str, precision: Precision = Precision.EXACT) -> str:
    """Value and noun: «02 cuộc», «trên 57.000 nhân khẩu», «66.315,44 ha»; money and per cent need no noun."""
    text = write_value(value, basis, precision)
    return text if basis in (Basis.DONG, Basis.PERCENT) else f"{text} {noun}"


def in_words(number: int) -> str:
    """A whole number in words: 21 «hai mươi mốt», 105 «một trăm linh năm». Raises ValueError from 10^12 on."""
    if number < 0:
        return f"âm {in_words(-number)}"
    if number >= 10**12:
        raise ValueError(number)
    if number < 10:
        return _DIGITS[number]
    groups: list[int] = []
    rest = number
    while rest:
        groups.append(rest % 1000)
        rest //= 1000
    words = [
        f"{_group(value, full=scale < len(groups) - 1)} {_SCALES[scale]}".strip()
        for scale, value in reversed(list(enumerate(groups)))
        if value
    ]
    return " ".join(words)


def _group(value: int, *, full: bool) -> str:
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens == 0:
        if ones:
            words += (["linh"] if words else []) + [_DIGITS[ones]]
        return " ".join(words)
    words.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    if ones:
        words.append(_last_digit(tens, ones))
    return " ".join(words)


def _last_digit(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones == 1:
        return "mốt"
    return "tư" if tens > 1 and ones == 4 else _DIGITS[ones]


def write_date(day: date) -> str:
    """05/9/2026: days below 10 and the months 01 and 02 are padded (NĐ 30/2020, Phụ lục I; HD 36-HD/VPTW)."""
    return f"{day.day:02d}/{_month(day.month)}/{day.year:04d}"


def write_long_date(day: date) -> str:
    """«ngày 05 tháng 9 năm 2026», padded in the same way."""
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year:04d}"


def write_period(period: Period) -> str:
    """«năm 2022», «6 tháng đầu năm 2022», «quý III năm 2022», «tháng 11 năm 2022», «giai đoạn 2020-2025».

    What has no such name (weeks, the reporting periods of NĐ 09/2019) is written by its days.
    """
    year, rest = period.code[:4], period.code[4:]
    if rest in _PARTS_OF_YEAR:
        return f"{_PARTS_OF_YEAR[rest]} {year}"
    if period.start == period.end:
        return f"ngày {write_date(period.start)}"
    if len(rest) == 3 and rest != "-BC":
        return f"tháng {_month(period.start.month)} năm {year}"
    if len(rest) == 5:
        return f"giai đoạn {period.code}"
    return f"từ ngày {write_date(period.start)} đến ngày {write_date(period.end)}"


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)
