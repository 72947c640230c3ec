"""Spans whose end lies before their start: từ ngày 15/6 đến ngày 10/6, giai đoạn 2025 - 2020."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, span_of
from danvan.proof.dates import dates

_BETWEEN = re.compile(r"\s*(?:,\s*)?(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?")
_FROM = re.compile(r"(?i)(?<!\w)từ\s+(?:ngày\s+)?$")
_YEARS = re.compile(
    r"(?i)(?<!\w)(?:giai đoạn|nhiệm kỳ|khóa|khoá|niên khóa|từ năm|năm học)\s+(?P<first>(?:19|20)[0-9]{2})\s?"
    r"(?:[-–]|đến(?:\s+năm)?)\s?(?P<last>(?:19|20)[0-9]{2})(?![0-9/])"
)


def run(case: Case) -> Iterator[Finding]:
    """Two days of one span, and two years of one stage, that run backwards."""
    for paragraph in case.reading.paragraphs:
        text = paragraph.text
        printed = [date for date in dates(text) if date.day is not None]
        for first, last in pairwise(printed):
            if first.day and last.day and last.day < first.day and _BETWEEN.fullmatch(text, first.end, last.start):
                sure = _FROM.search(text, 0, first.start) is not None
                yield _finding(case, paragraph.n, (first.start, first.end), (last.start, last.end), sure=sure)
        for match in _YEARS.finditer(text):
            if int(match["last"]) < int(match["first"]):
                yield _finding(case, paragraph.n, match.span("first"), match.span("last"), sure=True)


def _finding(case: Case, paragraph: int, first: tuple[int, int], last: tuple[int, int], *, sure: bool) -> Finding:
    one, other = (span_of(case.reading, paragraph, *span) for span in (first, last))
    severity: Severity = "error" if sure else "doubt"
    return Finding(
        check="dates_in_order",
        severity=severity,
        text=_("The span runs backwards: it begins %(first)s and ends %(last)s."),
        remedy=_("Turn the two round, or correct the one that is wrong."),
        places=(one, other),
        expected=f"≥ {one.quote}",
        found=other.quote,
        arithmetic=f"{other.quote} < {one.quote}",
        values={"first": one.quote, "last": other.quote},
    )


CHECK = Check("dates_in_order", Words("Thời gian chạy ngược", "Spans that run backwards"), "date", "fast", run)
