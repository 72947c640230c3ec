"""Reading what ``writing`` writes, and what people type: numbers, amounts, shares and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
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
_SCALES: Final = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_NUMBER = re.compile(
    rf"(?:(?P<qualifier>{'|'.join(_QUALIFIERS)})\s+)?(?P<minus>[-−])?(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:,(?P<decimals>\d+))?"
    rf"(?:\s*/\s*(?P<whole>\d{{1,3}}(?:\.\d{{3}})+|\d+))?\s*(?P<scale>{'|'.join(_SCALES)})?\s*(?P<unit>đồng|%)?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:ngày\s+)?(\d{1,2})(?:/|\s+tháng\s+|-)(\d{1,2})(?:/|\s+năm\s+|-)(\d{4})", re.IGNORECASE)


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


def read_number(text: str) -> ReadNumber:
    """The number that is all of ``text``: 02 · 1.234,5 · 62.980.000 đồng · 570 triệu đồng · 118/126 · trên 57.000.

    Raises Refusal for anything else, and for dots that do not part thousands.
    """
    match = _NUMBER.fullmatch(text.strip())
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
        doubtful=len(match["decimals"] or "") == 3 and "." not in match["number"] and not match["scale"],
    )


def read_date(text: str) -> date:
    """05/9/2026 · 5-9-2026 · ngày 05 tháng 9 năm 2026. Raises Refusal for another form, and for no day at all."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise Refusal(_("«%(text)s» is not a date."), text=text, advice=_("Write day/month/year: 24/11/2026."))
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal(_("There is no day %(text)s."), text=text) from None
