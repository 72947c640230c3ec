"""Spans whose end lies before their start, and documents older than the one that they carry out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare, span_of
from danvan.proof.statements.dates import Printed, dates, parts

if TYPE_CHECKING:
    from danvan.proof.reading import Citation

_BETWEEN = re.compile(r"\s*(?:,\s*)?(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+|tháng\s+)?")
_FROM = re.compile(r"(?i)(?<!\w)từ\s+(?:ngày\s+|tháng\s+)?$")
_YEARS = re.compile(
    r"(?i)(?<!\w)(?:giai đoạn|nhiệm kỳ|khóa|khoá|niên khóa|từ năm|từ|trong các năm|năm học)\s+"
    r"(?P<first>(?:19|20)[0-9]{2})\s?(?:[-–]|đến(?:\s+hết)?(?:\s+năm)?)\s?(?P<last>(?:19|20)[0-9]{2})(?![0-9/.,]*[0-9])"
)
#: A span of days without years may run over New Year ("từ 15/12 đến 14/01"); two months back it hardly does.
_MOST_BACK, _LATE = 2, 11


def run(case: Case) -> Iterator[Finding]:
    """Two days of one span, two years of one stage, and two documents of which one rests on the other."""
    for paragraph in case.reading.paragraphs:
        text = paragraph.text
        for first, last in pairwise(dates(text)):
            severity = _backward(first, last)
            if severity and _BETWEEN.fullmatch(text, first.end, last.start):
                sure = severity == "error" and _FROM.search(text, max(0, first.start - 16), first.start)
                spans = (first.start, first.end), (last.start, last.end)
                yield _finding(case, paragraph.n, *spans, sure=bool(sure))
        for match in _YEARS.finditer(text):
            if int(match["last"]) < int(match["first"]):
                yield _finding(case, paragraph.n, match.span("first"), match.span("last"), sure=True)
    for citation in case.reading.citations:
        outer = None if citation.inside is None else case.reading.citations[citation.inside]
        if outer and outer.date[:1].isdecimal() and citation.date[:1].isdecimal() and outer.date < citation.date:
            yield _older(outer, citation)


def _backward(first: Printed, last: Printed) -> Severity | None:
    """How sure it is that a span from ``first`` to ``last`` runs backwards; None when it need not."""
    if not (first.possible and last.possible):
        return None
    if first.day and last.day:
        return "error" if last.day < first.day else None
    (year, month, day), (end_year, end_month, end_day) = parts(first), parts(last)
    if first.whole or (last.whole and not last.day):
        return None
    if day is None or end_day is None:
        both = day is None and end_day is None and year is not None and end_year is not None
        return "error" if both and (end_year or 0, end_month) < (year or 0, month) else None
    if month == end_month:
        return "error" if end_day < day else None
    return "doubt" if 0 < month - end_month <= _MOST_BACK and month < _LATE and end_year is None else None


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


def _older(outer: Citation, inner: Citation) -> Finding:
    first, last = ("/".join(reversed(c.date.split("-"))) for c in (outer, inner))
    return Finding(
        check="dates_in_order",
        severity="doubt",
        text=_("%(outer)s, dated %(first)s, rests on %(inner)s, which is dated later: %(last)s."),
        remedy=_("Look both documents up and correct the date that is wrong."),
        places=bare((outer, inner)),
        expected=f"≤ {first}",
        found=last,
        arithmetic=f"{last} > {first}",
        values={"outer": outer.number, "inner": inner.number, "first": first, "last": last},
    )


CHECK = Check("dates_in_order", Words("Thời gian chạy ngược", "Spans that run backwards"), "date", "fast", run)
