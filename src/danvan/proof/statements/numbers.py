"""Numbers as Vietnamese reports print them: 02 · 1.234,5 · 62.980.000 · 118/126 · 36,89; and slips such as 6.2.

A dot parts thousands and a comma decimals (Law on Accounting, article 12 of 2003 and 2015). A reader of other
people's reports also meets the dot as a decimal sign: it is read so where thousands are impossible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_ONE = r"[0-9]+(?:[.,][0-9]+)*"
_NUMBER = re.compile(
    rf"(?<![0-9A-Za-zÀ-ỹ_])(?<![0-9][.,])(?P<top>[0-9]{{1,3}}(?:[\u00a0\u202f][0-9]{{3}})+(?![0-9])|{_ONE})"
    rf"(?:\s?/\s?(?P<bottom>{_ONE})(?![0-9/]))?"
)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_FOREIGN_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
#: Groups of three after one dot are thousands whose first dot was lost ("27.500000"), not decimals.
_LOST_DOT = re.compile(r"[0-9]+\.(?:[0-9]{3}){2,}")
_BROKEN = re.compile(r"(?<![\w.,/-])[0-9]+(?:[.,][0-9]+)+(?![0-9/-]|[.,][0-9])")
#: Longer runs of digits are telephone or identity numbers, never a count.
LONGEST_RUN = 15


@dataclass(frozen=True, slots=True)
class Malformed:
    """Digits, dots and commas that make no number as they stand: 50.000.00 · 27.500000."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text, before anybody asked whether it measures something."""

    start: int
    end: int
    text: str
    value: Decimal
    digits: int
    denominator: Decimal | None


def value_of(text: str) -> tuple[Decimal, int] | None:
    """The value of one printed number and how many decimals it has; None where the signs make no number."""
    text = text.replace("\u00a0", "").replace("\u202f", "")
    whole, decimals = text, ""
    if _FOREIGN_THOUSANDS.fullmatch(text):
        whole = text.replace(",", "")
    elif "," in text:
        whole, _, decimals = text.rpartition(",")
        if "." in decimals or ("," in whole):
            return None
    elif "." in text and not _THOUSANDS.fullmatch(text):
        if text.count(".") > 1 or _LOST_DOT.fullmatch(text):
            return None
        whole, _, decimals = text.partition(".")
        # "1400.1279" is the number of a candidate or a paper.
        if len(whole) > 3 and len(decimals) > 2:
            return None
    if "." in whole and not _THOUSANDS.fullmatch(whole):
        return None
    whole = whole.replace(".", "")
    if len(whole) > LONGEST_RUN or len(decimals) > LONGEST_RUN:
        return None
    return Decimal(f"{whole}.{decimals}" if decimals else whole), len(decimals)


def numbers(text: str) -> Iterator[Number]:
    """Every number of ``text`` from left to right; "118/126" is one number with a denominator."""
    position = 0
    while (match := _NUMBER.search(text, position)) is not None:
        position = match.end()
        top = value_of(match["top"])
        bottom = value_of(match["bottom"]) if match["bottom"] else None
        if top is None or (match["bottom"] and bottom is None):
            continue
        value, digits = top
        yield Number(match.start(), match.end(), match[0], value, digits, bottom[0] if bottom else None)


def malformed(text: str) -> Iterator[Malformed]:
    """Every printed number of ``text`` that has no value. Dates and headings' numbers (1.2.3) have short groups."""
    for match in _BROKEN.finditer(text):
        longest = max(len(group) for group in re.split(r"[.,]", match[0]))
        if longest >= 3 and value_of(match[0]) is None and not _dated(match[0]):
            yield Malformed(match.start(), match.end(), match[0])


def _dated(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,2}\.(?:[0-9]{1,2}\.)?(?:1[89]|20)[0-9]{2}", text) is not None
