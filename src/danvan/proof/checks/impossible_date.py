"""Dates that no calendar has: ngày 31/02/2022, a year of three or five digits."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, span_of
from danvan.proof.statements.dates import dates


def run(case: Case) -> Iterator[Finding]:
    """Printed dates that cannot be."""
    for paragraph in case.reading.paragraphs:
        for date in dates(paragraph.text):
            if not date.possible:
                yield Finding(
                    check="impossible_date",
                    severity="error",
                    text=_("There is no such date: %(date)s."),
                    remedy=_("Look the date up in the document or the record and correct it."),
                    places=(span_of(case.reading, paragraph.n, date.start, date.end),),
                    found=date.text,
                    values={"date": date.text},
                )


CHECK = Check("impossible_date", Words("Ngày không có thật", "Impossible dates"), "date", "fast", run)
