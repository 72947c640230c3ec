"""Quotation marks and brackets that are opened and never closed, or closed and never opened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, span_of

_PAIRS = {")": "(", "]": "[", "”": "“", "»": "«"}
_PARTNERS = _PAIRS | {"”": '“"', '"': '“"'}
_SIGNS = re.compile(r'[()\[\]“”«»"]')
#: "a)", "1)" and "iv)" number a list.
_LIST_MARK = re.compile(r"(?:^|[\s;,.:(])(?:[0-9]{1,2}|[a-zđA-ZĐ]|[ivxIVX]{1,4})(?:\.[0-9]{1,2})*\s?$")
#: A quotation may run over this many paragraphs.
_REACH = 6
_AROUND = 24


def run(case: Case) -> Iterator[Finding]:
    """Each sign that has no partner, neither in its paragraph nor in those beside it."""
    paragraphs = case.reading.paragraphs
    lone = {p.n: signs for p in paragraphs if p.role not in ("head", "signature") and (signs := _lone(p.text))}
    sorts = {n: frozenset(sign for _at, sign in signs) for n, signs in lone.items()}
    for n, signs in lone.items():
        whole = {sign for sign in sorts[n] if _has_partner(sorts, n, sign)}
        for at, sign in signs:
            if sign not in whole:
                yield _finding(case, n, at, sign)


def _lone(text: str) -> Sequence[tuple[int, str]]:
    """The signs of a paragraph that have no partner in it; “ … " is a pair, typed on two keyboards."""
    opened: list[tuple[int, str]] = []
    waiting: Counter[str] = Counter()
    lone: list[tuple[int, str]] = []
    for match in _SIGNS.finditer(text):
        at, sign = match.start(), match[0]
        partners = _PARTNERS.get(sign, "")
        if any(waiting[partner] for partner in partners):
            while opened[-1][1] not in partners:
                waiting[opened[-1][1]] -= 1
                lone.append(opened.pop())
            waiting[opened.pop()[1]] -= 1
        elif sign not in _PAIRS:
            # After a digit " may be an inch, a second of arc, or a mark of "the same".
            if sign != '"' or not (at and text[at - 1].isdigit()):
                opened.append((at, sign))
                waiting[sign] += 1
        elif sign != ")" or not _LIST_MARK.search(text[max(0, at - 8) : at]):
            lone.append((at, sign))
    return sorted(lone + opened)


def _has_partner(sorts: Mapping[int, frozenset[str]], n: int, sign: str) -> bool:
    """Whether a paragraph near by holds the other half."""
    for other in range(n - _REACH, n + _REACH + 1):
        for found in sorts.get(other, ()):
            if (other < n and found in _PARTNERS.get(sign, "")) or (other > n and sign in _PARTNERS.get(found, "")):
                return True
    return False


def _finding(case: Case, n: int, at: int, sign: str) -> Finding:
    text = case.reading.paragraph(n).text
    start, end = (at, min(len(text), at + _AROUND)) if sign not in _PAIRS else (max(0, at - _AROUND), at + 1)
    return Finding(
        check="quotation_marks",
        severity="doubt",
        text=_("The sign %(sign)s has no partner."),
        remedy=_("Put in the sign that is missing, or take this one out."),
        places=(span_of(case.reading, n, start, end),),
        found=sign,
        values={"sign": sign},
    )


CHECK = Check("quotation_marks", Words("Ngoặc kép, ngoặc đơn", "Quotation marks and brackets"), "text", "fast", run)
