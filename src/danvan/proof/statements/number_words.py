"""Numbers in words: hai · mười lăm · ba trăm linh năm · mười hai tỷ ba trăm triệu; and vague ones (hàng trăm)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_DIGITS: Final = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES: Final = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_FILLERS: Final = frozenset(("linh", "lẻ", "chẵn"))
_NEVER_FIRST: Final = frozenset(("tư", "lăm", "nhăm", "mốt", "không", "mươi", *_FILLERS))
_VAGUE: Final = {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9}
_ALL = "|".join((*_DIGITS, *_SCALES, "mười", "mươi", "trăm", "chục", *_FILLERS))
_RUN = re.compile(rf"(?:{_ALL})(?!\w)(?:(?:,?\s+|,)(?:{_ALL})(?!\w))*")
_HUNDREDS = re.compile(r"hàng\s+(?P<words>(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ)(?:\s+(?:nghìn|ngàn|triệu|tỷ))?)(?!\w)")


@dataclass(frozen=True, slots=True)
class InWords:
    """A number in words at ``start``..``end``. ``vague``: "hàng trăm", whose value is only its size (100)."""

    start: int
    end: int
    value: Decimal
    vague: bool = False


def value_in_words(words: str) -> Decimal | None:
    """The value of a number in words; None where the words make no number."""
    total, group, digit = 0, 0, None
    parts = list(words.lower().replace(",", " ").split())
    if not parts:
        return None
    for index, word in enumerate(parts):
        if word in _DIGITS:
            # Fifteen is "mười lăm"; "mười năm" is ten years.
            if digit is not None or (word == "năm" and index and parts[index - 1] in ("mười", "mươi")):
                return None
            digit = _DIGITS[word]
        elif word in _FILLERS:
            continue
        elif word == "mười":
            if digit is not None:
                return None
            group += 10
        elif word in ("mươi", "chục", "trăm"):
            if digit is None:
                return None
            group += digit * (100 if word == "trăm" else 10)
            digit = None
        elif word in _SCALES:
            if index == 0:
                return None
            group, digit = group + (digit or 0), None
            # "năm nghìn tỷ": a scale right after a smaller one multiplies what that one closed.
            total = total * _SCALES[word] if group == 0 else total + group * _SCALES[word]
            group = 0
        else:
            return None
    return Decimal(total + group + (digit or 0))


def in_words(text: str) -> Iterator[InWords]:
    """Every number in words of ``text``, single digits too; whether one counts anything is asked elsewhere."""
    small = text.lower() if len(text.lower()) == len(text) else text
    for match in _RUN.finditer(small):
        if text[match.start() - 1 : match.start()].isalnum():
            continue
        start, end = match.span()
        # "hai năm", "mười năm": a final năm is a year unless it can be a five.
        value = value_in_words(match[0])
        if value is None and match[0].lower().endswith(" năm"):
            end -= 4
            value = value_in_words(small[start:end])
        if value is not None and match[0].split()[0].lower() not in _NEVER_FIRST:
            yield InWords(start, end, value)
    for match in _HUNDREDS.finditer(small):
        size = 1
        for word in match["words"].lower().split():
            size *= _VAGUE[word]
        yield InWords(match.start(), match.end(), Decimal(size), vague=True)
