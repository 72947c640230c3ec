"""Numbers of headings and points that skip or come twice: 1, 2, 4; I, II, II; a, b, d."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, span_of
from danvan.proof.reading import Paragraph, Reading

_ROMAN = dict(
    zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), range(1, 13), strict=True)
)
#: The order of points in Vietnamese: đ follows d (many leave it out); f, j, w, z are not used.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_NUMBERED = re.compile(
    r"[#*\s]*(?:(?P<roman>[IVX]{1,5})\s?(?P<rsign>[.\-–/)])|(?P<digits>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})(?P<dsign>[.)\-–/]?)"
    r"|(?P<letter>[a-zđ])(?P<lsign>[).]))\s*(?=[^\W\d_]|[“\"])"
)
_SENTENCE = re.compile(r"\s*[0-9]{1,2}[.)\-–/]\s*[^\W\d_]")
_MOST = 40


def run(case: Case) -> Iterator[Finding]:
    """Numbers of one series under one parent that do not follow one another."""
    last: dict[str, tuple[int, str]] = {}
    for paragraph in case.reading.paragraphs:
        if paragraph.role in ("note", "table", "head", "signature"):
            continue
        found = _number(paragraph)
        if found is None:
            # A numbered sentence is no heading, but may be the number between two.
            sentence = _SENTENCE.match(paragraph.text)
            if sentence:
                last.pop("2", None)
            continue
        series, value, printed, start, end = found
        before = last.get(series)
        above = last.get("2")
        if before is None and series[0] == "3" and above and above[1] != series[1:]:
            yield _finding(case.reading, paragraph, (start, end), (above[1], printed), f"{above[1]}.1")
        # A new series begins at its first number; what lies deeper begins anew under each number.
        for deeper in [name for name in last if _depth(name) > _depth(series)]:
            del last[deeper]
        last[series] = value, printed
        # Of letters a list of one point is rarer than a letter that comes twice.
        again = before is not None and value == before[0] and series[0] == "9"
        if before is None or value == before[0] + 1 or (value == 1 and not again) or (before[1], printed) == ("d", "e"):
            continue
        if value == before[0] or before[0] + 1 < value <= before[0] + 3:
            yield _finding(case.reading, paragraph, (start, end), (before[1], printed), _next(series, before[1]))


def _number(paragraph: Paragraph) -> tuple[str, int, str, int, int] | None:
    """The series that a paragraph's own number belongs to, its place in it, and where it stands."""
    match = _NUMBERED.match(paragraph.text)
    # A number that the file's program counts by itself cannot skip.
    if match is None or paragraph.label or (paragraph.role != "heading" and not match["letter"]):
        return None
    if match["roman"]:
        value = _ROMAN.get(match["roman"])
        return None if value is None else ("1", value, match["roman"], *match.span("roman"))
    if match["letter"]:
        at = _LETTERS.find(match["letter"])
        return None if at < 0 else (f"9{match['lsign']}", at + 1, match["letter"], *match.span("letter"))
    digits = match["digits"]
    parent, _sep, own = digits.rpartition(".")
    if not match["dsign"] and not parent:
        return None
    if int(own) > _MOST:
        return None
    return f"{2 + digits.count('.')}{parent}", int(own), digits, *match.span("digits")


def _depth(series: str) -> int:
    return int(series[0])


def _next(series: str, number: str) -> str:
    """The number that follows in its series: IV after III, 2.4 after 2.3, d after c; empty after the last letter."""
    if series == "1":
        return next((roman for roman, value in _ROMAN.items() if value == _ROMAN[number] + 1), "")
    if series[0] == "9":
        return _LETTERS[_LETTERS.index(number) + 1 :][:1]
    parent, dot, own = number.rpartition(".")
    return f"{parent}{dot}{int(own) + 1}"


def _finding(
    reading: Reading, paragraph: Paragraph, where: tuple[int, int], numbers: tuple[str, str], expected: str
) -> Finding:
    before, found = numbers
    place = span_of(reading, paragraph.n, where[0], len(paragraph.text))
    return Finding(
        check="heading_numbers",
        severity="doubt",
        text=_("The number %(found)s follows %(before)s: a number is missing or comes twice."),
        remedy=_("Number the headings one after another."),
        places=(place,),
        expected=expected,
        found=found,
        values={"found": found, "before": before},
    )


CHECK = Check("heading_numbers", Words("Số thứ tự đề mục", "Numbers of headings"), "outline", "fast", run)
