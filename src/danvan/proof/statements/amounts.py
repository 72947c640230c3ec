"""Money and scales after a number: triệu · nghìn tỷ · đồng · đ · trđ; amounts in two steps (12 tỷ 300 triệu)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_SCALES: Final = {
    "trăm": Decimal(10) ** 2,
    "nghìn": Decimal(10) ** 3,
    "ngàn": Decimal(10) ** 3,
    "vạn": Decimal(10) ** 4,
    "triệu": Decimal(10) ** 6,
    "tỷ": Decimal(10) ** 9,
    "tỉ": Decimal(10) ** 9,
}
# "tỷ lệ", "tỷ trọng", "tỷ suất" are words of their own; "trăm" is a scale only before a larger one.
_SCALE = re.compile(
    r"(?i)\s*(?P<word>nghìn|ngàn|vạn|triệu|t[ỷỉ](?!\s+(?:lệ|trọng|suất|phú))|trăm(?=\s+(?:nghìn|ngàn|triệu|t[ỷỉ])))(?!\w)"
)
_SHORT = re.compile(r"(?i)\s*(?:tr(?:\.\s?|iệu\s?)?đ|tr\.?\s?đồng)(?!\w)")
_MONEY = re.compile(
    r"(?i)\s*(?P<word>đồng|vnđ|vnd|usd|đô la(?:\s+mỹ)?|euro|đ(?!\s?/\s?c(?!\w)))(?!\w)"
    r"(?!\s+(?:chí|bào|đội|thời|bộ|ý|diễn|hồ|ruộng|phục)(?!\w))"
)
_DONG: Final = ("đồng", "vnđ", "vnd", "đ")
_STEP = re.compile(r",?\s+(?=(?P<number>[0-9]{1,3}(?:,[0-9]+)?)\s*(?P<word>nghìn|ngàn|triệu)(?!\w))")


@dataclass(frozen=True, slots=True)
class Amount:
    """What stands after a number: its scale, and the money where it is money; ``end`` is where both end."""

    end: int
    factor: Decimal
    money: str
    scale: str = ""


def amount_after(text: str, position: int) -> Amount | None:
    """The scale and the money right after a number that ends at ``position``; None without either."""
    short = _SHORT.match(text, position)
    if short is not None:
        return Amount(short.end(), Decimal(10) ** 6, "đồng", "triệu")
    factor, end, scale = Decimal(1), position, ""
    while (match := _SCALE.match(text, end)) is not None:
        scale = match["word"].lower()
        factor, end = factor * _SCALES[scale], match.end()
    money = _MONEY.match(text, end)
    if money is not None:
        word = money["word"].lower()
        return Amount(money.end(), factor, "đồng" if word in _DONG else money["word"], scale)
    return Amount(end, factor, "", scale) if scale else None


def next_step(text: str, amount: Amount) -> int | None:
    """Where the smaller number of an amount in two steps begins ("12 tỷ 300 triệu đồng"); None when there is none."""
    if amount.money or not amount.scale:
        return None
    match = _STEP.match(text, amount.end)
    return match.start("number") if match and _SCALES[match["word"].lower()] < amount.factor else None
