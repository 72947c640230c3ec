"""Congresses and terms: one body's term has one number, in whatever digits (lần thứ 5, lần thứ V)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, span_of
from danvan.proof.reading import Reading, Span

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_NUMBER = r"(?P<number>[IVXLC]+|[0-9]{1,2})(?![\w/])"
_ROMAN = re.compile(r"(?i:(?<!\w)(?:lần thứ|khóa|khoá))\s+(?P<number>[IVXLC]+)(?!\w)")
_VALID = re.compile(r"(?:L|XL|X{0,3})(?:IX|IV|V?I{0,3})")
#: "Đại hội Đảng bộ huyện … lần thứ XX, nhiệm kỳ 2020 - 2025"; "HĐND xã … khóa IX (nhiệm kỳ 2021 - 2026)".
_TERM = re.compile(
    r"(?P<body>(?:Đại hội|Quốc hội|HĐND|Hội đồng nhân dân)(?:\s+[^\s,;:.()0-9]+){0,12}?)\s*[,(]?\s*"
    rf"(?i:lần thứ|khóa|khoá)\s+{_NUMBER}\s*\)?\s*[,(;]?\s*(?i:nhiệm kỳ)\s+"
    r"(?P<first>(?:19|20)[0-9]{2})\s?[-–]\s?(?P<last>(?:19|20)[0-9]{2})"
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
#: Terms of the National Assembly (its own resolutions on elections).
_ASSEMBLY = {12: "2007", 13: "2011", 14: "2016", 15: "2021", 16: "2026"}
_IDLE = frozenset(("đại", "biểu", "của", "toàn", "thể", "các"))


def run(case: Case) -> Iterator[Finding]:
    """Roman numbers that are none; one term with two numbers, one number with two terms."""
    by_years: dict[tuple[str, str], tuple[int, Span]] = {}
    by_number: dict[tuple[str, int], tuple[str, Span]] = {}
    for paragraph in case.reading.paragraphs:
        text = paragraph.text
        for match in _ROMAN.finditer(text):
            if not _VALID.fullmatch(match["number"]):
                yield _no_number(case.reading, paragraph.n, match)
        for match in _TERM.finditer(text) if "nhiệm kỳ" in text else ():
            value = _value(match["number"])
            if value is None:
                continue
            span = span_of(case.reading, paragraph.n, *match.span())
            body = " ".join(word for word in match["body"].lower().split() if word not in _IDLE)
            years = f"{match['first']} - {match['last']}"
            number, other = by_years.setdefault((body, years), (value, span))
            if number != value:
                yield _two(other, span, str(number), str(value), _TWO_NUMBERS)
                continue
            before, other = by_number.setdefault((body, value), (years, span))
            if before != years:
                yield _two(other, span, before, years, _TWO_TERMS)
            if match["body"] == "Quốc hội" and _ASSEMBLY.get(value, match["first"]) != match["first"]:
                right = _ASSEMBLY[value]
                yield _two(span, span, f"{right} - {int(right) + 5}", years, _TWO_TERMS)


_TWO_NUMBERS = _("One term stands with two numbers: %(one)s and %(other)s.")
_TWO_TERMS = _("One number stands with two terms: %(one)s and %(other)s.")


def _value(number: str) -> int | None:
    if number.isdecimal():
        return int(number)
    if not _VALID.fullmatch(number):
        return None
    digits = [_VALUES[letter] for letter in number]
    return sum(-d if any(d < later for later in digits[i + 1 :]) else d for i, d in enumerate(digits))


def _no_number(reading: Reading, paragraph: int, match: re.Match[str]) -> Finding:
    return Finding(
        check="term_and_edition",
        severity="error",
        text=_("%(number)s is no Roman number."),
        remedy=_("Write the number of the term or congress as it is."),
        places=(span_of(reading, paragraph, *match.span()),),
        found=match["number"],
        values={"number": match["number"]},
    )


def _two(first: Span, second: Span, one: str, other: str, text: _StrOrPromise) -> Finding:
    severity: Severity = "doubt"
    return Finding(
        check="term_and_edition",
        severity=severity,
        text=text,
        remedy=_("Look up the number and the years of the term; write them alike in both places."),
        places=(second,) if first == second else (second, first),
        # Of two places nobody knows which one is right.
        expected=one if first == second else "",
        found=other,
        values={"one": one, "other": other},
    )


CHECK = Check("term_and_edition", Words("Khóa, nhiệm kỳ", "Terms and congresses"), "date", "fast", run)
