"""One document cited twice: with one date, one number and one issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.reading import Citation

_CODES = re.compile(r"[-/][^-/0-9].*$")
_FEW = 4
Key = tuple[str, ...]


def run(case: Case) -> Iterator[Finding]:
    """Two dates or issuers under one number; two numbers under one date, issuer and subject."""
    numbers: dict[Key, Citation] = {}
    subjects: dict[Key, Citation] = {}
    for citation in case.reading.citations:
        first = numbers.setdefault((citation.type, citation.number), citation)
        if first is not citation and not _other_term(first, citation):
            yield from _under_one_number(first, citation)
        words = _words(citation.subject)
        code = _CODES.search(citation.number)
        if len(words) >= _FEW and citation.date and code:
            key = (citation.type, citation.date, code[0], *words[:_FEW])
            other = subjects.setdefault(key, citation)
            if other.number != citation.number and _near(other.number, citation.number):
                yield _finding(
                    "doubt",
                    other,
                    citation,
                    _("One document stands with two numbers: %(one)s and %(other)s."),
                    other.number,
                    citation.number,
                )


def _under_one_number(first: Citation, citation: Citation) -> Iterator[Finding]:
    same_subject = _alike(first.subject, citation.subject)
    if first.date and citation.date and first.date != citation.date:
        # Numbers start again each year or term: two documents may bear one number, two days of one year rarely.
        if same_subject or first.date[:4] == citation.date[:4]:
            severity: Severity = "error" if same_subject else "doubt"
            text = _("%(number)s stands with two dates: %(one)s and %(other)s.")
            yield _finding(severity, first, citation, text, _day(first.date), _day(citation.date))
    elif (
        first.issuer
        and citation.issuer
        and first.date == citation.date
        and _issuers_differ(first.issuer, citation.issuer)
    ):
        text = _("%(number)s stands with two issuers: %(one)s and %(other)s.")
        yield _finding("doubt", first, citation, text, first.issuer, citation.issuer)


def _finding(severity: Severity, first: Citation, second: Citation, text: object, one: str, other: str) -> Finding:
    return Finding(
        check="citation_repeat",
        severity=severity,
        text=text,  # type: ignore[arg-type]
        remedy=_("Look the document up; write it alike in both places."),
        places=bare((second, first)),
        expected=one,
        found=other,
        values={"number": second.number, "one": one, "other": other},
    )


def _other_term(one: Citation, other: Citation) -> bool:
    """25-NQ/TW exists twice, of terms X and XI."""
    return bool(one.term and other.term and one.term != other.term)


def _issuers_differ(one: str, other: str) -> bool:
    words, others = set(_words(one)), set(_words(other))
    # "UBND" and "Ủy ban nhân dân", "huyện" and "huyện Tam Sơn" are one; "tỉnh" and "huyện" are two.
    levels = {"tỉnh", "huyện", "xã", "phường", "bộ"}
    return bool(words & levels) and bool(others & levels) and not (words & others & levels)


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
