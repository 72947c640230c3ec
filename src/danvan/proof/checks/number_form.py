"""Numbers that are no numbers ("50.000.00", "12..5", "2O22"), two decimal signs, "hơn" with an exact count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, bare, span_of
from danvan.proof.reading import Figure
from danvan.proof.statements.exclusions import excluded
from danvan.proof.statements.nouns import unit_after
from danvan.proof.statements.numbers import value_of

_SIGNED = re.compile(r"[0-9](?<![\w.,/-][0-9])[0-9]{0,2}(?:[.,]{1,2}[0-9]+){1,6}(?![\w/-]|[.,][0-9])")
_THREES = re.compile(r"[.,][0-9]{3}(?![0-9])")
_LETTER_O = re.compile(r"(?<![\w.,-])(?:[0-9]+[oO]|[oO][0-9])[0-9oO]*(?![\w-])")
_LETTER_L = re.compile(r"(?<![\w.,-])(?:[lI][0-9]{1,3}|[0-9]{1,3}[lI][0-9]{1,2}|[0-9]{2,3}[lI])(?![\w-])")
_LETTER_BEHIND_DOT = re.compile(
    r"(?<![\w.,/-])[0-9]{1,3}(?=[.,0-9]{0,8}[.,][0-9]{0,2}[oOlI])(?:[.,][0-9oOlI]{3})+(?![\w-])"
)
_YEAR = re.compile(r"(?i)(?<!\w)năm\s$")
_FOUR = 4
_LETTER = re.compile(r"[0-9](?:(?<=[oOlI][0-9])|(?=[oOlI]))")
#: Of these there are litres.
_LIQUID = re.compile(
    r"(?i)\s(?:nước|xăng|dầu|sữa|rượu|bia|mật|mắm|thuốc|hóa chất|hoá chất|cồn|dung dịch|nhiên liệu)(?!\w)"
)
_DOT_DECIMAL = re.compile(r"[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})(?![0-9.,])")
_COMMA_DECIMAL = re.compile(r"[0-9]+,[0-9]+(?![0-9])")
#: More places of one fault are told together.
_MOST_APART = 5
_MOST_PLACES = 50
_INEXACT = frozenset(("hơn", "gần", "khoảng", "xấp xỉ", "ước"))
#: Below this "hơn 12" is how people speak.
_LARGE = 1000


def run(case: Case) -> Iterator[Finding]:
    """Malformed numbers, then decimal points among decimal commas, then inexact words before exact numbers."""
    yield from _malformed(case)
    yield from _two_signs(case)
    yield from _inexact(case)


def _malformed(case: Case) -> Iterator[Finding]:
    for paragraph in case.reading.paragraphs:
        text = paragraph.text
        found = [m.span() for m in _SIGNED.finditer(text) if _is_malformed(m[0])]
        if _LETTER.search(text) is not None:
            found += _with_letters(text)
        if not found:
            continue
        barred = excluded(paragraph, case.reading.citations_of(paragraph.n))
        for start, end in sorted(found):
            if any(start < last and first < end for first, last in barred):
                continue
            place = span_of(case.reading, paragraph.n, start, end)
            yield Finding(
                check="number_form",
                severity="error",
                text=_("«%(number)s» is no number."),
                remedy=_("Dots part thousands in threes, one comma parts the decimals; digits, not letters."),
                places=(place,),
                found=place.quote,
                values={"number": place.quote},
            )


def _with_letters(text: str) -> list[tuple[int, int]]:
    """Counts and years in which a letter stands for a nought or a one."""
    matches = [*_LETTER_O.finditer(text), *_LETTER_L.finditer(text), *_LETTER_BEHIND_DOT.finditer(text)]
    return [match.span() for match in matches if _is_year(text, match) or _counts(text, match.end())]


def _is_year(text: str, match: re.Match[str]) -> bool:
    return len(match[0]) == _FOUR and _YEAR.search(text[max(0, match.start() - _FOUR) : match.start()]) is not None


def _counts(text: str, end: int) -> bool:
    return unit_after(text, end) is not None and not _LIQUID.match(text, end)


def _is_malformed(text: str) -> bool:
    """Whether dots and commas make no number, nor a list, a date, a heading's or a telephone's number."""
    if text.startswith("0") and text[1:2].isdigit():
        return False
    if re.search(r"[.,]{2}", text) is not None:
        return True
    signs = [sign for sign in text if sign in ".,"]
    return len(signs) > 1 and value_of(text) is None and _THREES.search(text) is not None


def _two_signs(case: Case) -> Iterator[Finding]:
    dots, commas = [], 0
    for figure in case.reading.figures:
        if _DOT_DECIMAL.match(figure.quote):
            dots.append(figure)
        elif _COMMA_DECIMAL.match(figure.quote):
            commas += 1
    if not dots or not commas:
        return
    if len(dots) > _MOST_APART:
        yield _dots(dots[:_MOST_PLACES])
        return
    for figure in dots:
        yield _dots([figure])


def _dots(figures: list[Figure]) -> Finding:
    number = figures[0].quote
    right = _DOT_DECIMAL.sub(lambda m: m[0].replace(".", ","), number, count=1)
    return Finding(
        check="number_form",
        severity="style",
        text=_("«%(number)s» has a decimal point; elsewhere the report writes a comma."),
        remedy=_("Write a comma before decimals throughout."),
        places=bare(figures),
        expected=right,
        found=number,
        values={"number": number},
    )


def _inexact(case: Case) -> Iterator[Finding]:
    for figure in case.reading.figures:
        exact = figure.value == int(figure.value) and figure.value % 10 and not figure.digits
        if figure.qualifier.lower() not in _INEXACT or figure.value < _LARGE or not exact or figure.denominator:
            continue
        yield Finding(
            check="number_form",
            severity="style",
            text=_("«%(word)s» stands before an exact number, %(number)s."),
            remedy=_("Round the number, or leave the word out."),
            places=bare([figure]),
            found=figure.quote,
            values={"word": figure.qualifier, "number": figure.quote[len(figure.qualifier) :].strip()},
        )


CHECK = Check("number_form", Words("Cách viết số", "How numbers are written"), "number", "fast", run)
