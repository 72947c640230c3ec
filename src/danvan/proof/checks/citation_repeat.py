"""One document cited twice: with one date, one number and one issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.reading import Citation
from danvan.proof.statements.doctypes import SMALL

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_CODES = re.compile(r"[-/][^-/0-9].*$")
#: A place named with its level: "tỉnh Lào Cai", "xã Bình Lư".
_PLACE = re.compile(
    rf"(?:tỉnh|thành phố|huyện|xã|phường|thị trấn|TP\.?)\s+([{SMALL.upper()}]\w*(?:\s[{SMALL.upper()}]\w*)*)"
)
_SIGNS = str.maketrans("-/", "/-")
#: Bodies of which it is known which sign comes first.
_CODED = re.compile(r"[-/](?:TW|TU|HU|ThU|QU|ĐU|UBND|HĐND|MTTQ)$")
_LETTERS = re.compile(r"[^0-9A-Za-zĐđ]")
_FEW = 4
_LEVELS = frozenset(("tỉnh", "huyện", "xã", "phường"))
#: Bodies that are never one another.
_SORTS = {
    "people": re.compile(r"(?i)(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|chủ tịch ubnd)(?!\w)"),
    "council": re.compile(r"(?i)(?:thường trực )?(?:hđnd|hội đồng nhân dân)(?!\w)"),
    "politburo": re.compile(r"(?i)bộ chính trị(?!, ban bí)"),
    "secretariat": re.compile(r"(?i)ban bí thư"),
    "government": re.compile(r"(?i)chính phủ"),
    "premier": re.compile(r"(?i)thủ tướng"),
    "assembly": re.compile(r"(?i)quốc hội"),
}
Key = tuple[str, ...]


def run(case: Case) -> Iterator[Finding]:
    """Two dates, symbols or issuers under one number; two numbers under one date, issuer and subject."""
    numbers: dict[Key, list[Citation]] = {}
    subjects: dict[Key, Citation] = {}
    symbols: dict[Key, Citation] = {}
    for citation in case.reading.citations:
        code = _CODES.search(citation.number)
        if code is None:
            continue
        earlier = numbers.setdefault((citation.type, citation.number), [])
        first = next((one for one in earlier if _one_document(one, citation)), None)
        if first is None:
            earlier.append(citation)
        else:
            yield from _under_one_number(first, citation)
        spelt = symbols.setdefault((citation.type, _LETTERS.sub("", citation.number).lower()), citation)
        if spelt.number != citation.number and _one_document(spelt, citation):
            if _turned(spelt.number, citation.number):
                continue
            symbols[(citation.type, _LETTERS.sub("", citation.number).lower())] = citation
            text = _("One document stands with two numbers: %(one)s and %(other)s.")
            yield _finding("doubt", spelt, citation, text, spelt.number, citation.number)
        words = _words(citation.subject)
        if len(words) >= _FEW and citation.date:
            key = (citation.type, citation.date, code[0], *words[:_FEW])
            other = subjects.setdefault(key, citation)
            # Named side by side they are a series, not one document told twice.
            apart = other.paragraph != citation.paragraph
            if apart and other.number != citation.number and _near(other.number, citation.number):
                text = _("One document stands with two numbers: %(one)s and %(other)s.")
                yield _finding("doubt", other, citation, text, other.number, citation.number)


def _one_document(one: Citation, other: Citation) -> bool:
    """Whether two citations of one number may be one document; numbers begin anew by term, and in every place."""
    if (
        one.term
        and other.term
        and one.term.lower().replace("khoá", "khóa") != other.term.lower().replace("khoá", "khóa")
    ):
        # 25-NQ/TW exists twice, of terms X and XI.
        return False
    places, others = _PLACE.findall(one.issuer), _PLACE.findall(other.issuer)
    return not (places and others and set(places).isdisjoint(others))


def _under_one_number(first: Citation, citation: Citation) -> Iterator[Finding]:
    same_subject = _alike(first.subject, citation.subject)
    if first.date and citation.date and first.date != citation.date:
        # Numbers start again each year or term: two documents may bear one number, two days of one year rarely.
        one_day_of_year = first.date[4:] == citation.date[4:] and _may_be_alike(first, citation)
        if same_subject or first.date[:4] == citation.date[:4] or one_day_of_year:
            severity: Severity = "error" if same_subject and not one_day_of_year else "doubt"
            text = _("%(number)s stands with two dates: %(one)s and %(other)s.")
            yield _finding(severity, first, citation, text, _day(first.date), _day(citation.date))
        return
    # Without dates they may be two documents of two bodies.
    one_day = first.date == citation.date and (first.date or same_subject or first.subject == citation.subject)
    if one_day and first.issuer and citation.issuer and _issuers_differ(first.issuer, citation.issuer):
        text = _("%(number)s stands with two issuers: %(one)s and %(other)s.")
        yield _finding("doubt", first, citation, text, first.issuer, citation.issuer)


def _may_be_alike(one: Citation, other: Citation) -> bool:
    """Whether neither subjects nor issuers that are printed speak against one document."""
    if one.subject and other.subject and not _alike(one.subject, other.subject):
        return False
    return not (one.issuer and other.issuer and _issuers_differ(one.issuer, other.issuer))


def _finding(
    severity: Severity, first: Citation, second: Citation, text: _StrOrPromise, one: str, other: str
) -> Finding:
    return Finding(
        check="citation_repeat",
        severity=severity,
        text=text,
        remedy=_("Look the document up; write it alike in both places."),
        places=bare((second, first)),
        found=other,
        values={"number": second.number, "one": one, "other": other},
    )


def _issuers_differ(one: str, other: str) -> bool:
    words, others = set(_words(one)), set(_words(other))
    # "UBND" and "Ủy ban nhân dân", "huyện" and "huyện Tam Sơn" are one; "tỉnh" and "huyện" are two.
    levels, others_levels = words & _LEVELS, others & _LEVELS
    if levels and others_levels and not levels & others_levels:
        return True
    heads = {sort for sort, pattern in _SORTS.items() if pattern.match(one)}
    others_heads = {sort for sort, pattern in _SORTS.items() if pattern.match(other)}
    return bool(heads and others_heads) and heads.isdisjoint(others_heads)


def _turned(one: str, other: str) -> bool:
    """Whether only dash and slash changed places ("45/KH-HU" and "45-KH/HU"): the check of symbols tells that one."""
    return one.translate(_SIGNS) == other and _CODED.search(one) is not None


def _near(one: str, other: str) -> bool:
    """Whether two numbers differ by a slip: one digit, or two turned round."""
    first, second = re.match(r"[0-9]+", one), re.match(r"[0-9]+", other)
    if first is None or second is None or len(first[0]) != len(second[0]):
        return False
    wrong = sum(a != b for a, b in zip(first[0], second[0], strict=True))
    return wrong == 1 or (wrong == 2 and sorted(first[0]) == sorted(second[0]))


def _alike(one: str, other: str) -> bool:
    words, others = set(_words(one)), set(_words(other))
    return bool(words & others) and len(words & others) >= 0.6 * min(len(words), len(others))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _day(iso: str) -> str:
    return iso.removeprefix("bad:") if iso.startswith("bad:") else "/".join(reversed(iso.split("-")))


CHECK = Check(
    "citation_repeat", Words("Một văn bản dẫn hai cách", "One document cited two ways"), "citation_repeat", "fast", run
)
