"""First and final reviews: days that follow from a document's date, documents without one, corrections."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from danvan.audit.models import AuditLine
from danvan.documents.actions import load_documents
from danvan.documents.models import Review
from danvan.documents.queries import due_after, reviews, reviews_due, reviews_not_computable
from danvan.documents.tests.test_register import DATA, tables
from danvan.kit.by import SYSTEM
from danvan.kit.period import Period


def due(period, **narrowed):
    return [(each.document.key, each.sort, each.years, str(each.due)) for each in reviews_due(period, **narrowed)]


def reviewed(folder, *rows):
    """Load those reviews and no document."""
    return load_documents(by=SYSTEM, folder=tables(folder, reviews=rows))


def test_the_reviews_of_2023_are_in_the_order_of_their_days(registered):
    assert due(Period.parse("2023")) == [
        ("55-kl-tw-2013", "final", 10, "2023-01-18"),
        ("21-ct-tw-2018", "first", 5, "2023-01-20"),
        ("214-qd-tw-2018", "first", 5, "2023-02-02"),
        ("25-nq-tw-xi", "final", 10, "2023-06-03"),
        ("217-qd-tw-2013", "final", 10, "2023-12-12"),
        ("218-qd-tw-2013", "final", 10, "2023-12-12"),
        ("79-kl-tw-2013", "final", 10, "2023-12-25"),
        ("80-kl-tw-2013", "final", 10, "2023-12-25"),
    ]


def test_what_was_planned_for_2023_and_falls_due_in_2024_says_so(registered):
    (late,) = reviews_due(Period.parse("2024"))
    assert (late.document.key, late.due, late.planned) == ("43-kl-tw-2019", date(2024, 1, 7), 2023)
    assert late.elsewhere
    assert [each.document.key for each in reviews() if each.elsewhere] == ["43-kl-tw-2019"]


def test_a_sort_and_a_shorter_period_narrow_them(registered):
    assert [key for key, *_ in due(Period.parse("2023"), sort="first")] == ["21-ct-tw-2018", "214-qd-tw-2018"]
    assert [key for key, *_ in due(Period.parse("2023-Q4"), sort="final")] == [
        "217-qd-tw-2013",
        "218-qd-tw-2013",
        "79-kl-tw-2013",
        "80-kl-tw-2013",
    ]
    assert due(Period.parse("2023-06-03")) == [("25-nq-tw-xi", "final", 10, "2023-06-03")]
    assert due(Period.parse("2023-06-04")) == []


def test_a_document_may_have_a_first_and_a_final_review(registered, tmp_path):
    assert reviewed(tmp_path, "14-qc-hu-2022,final,10,,nguồn", "14-qc-hu-2022,first,5,,nguồn") == 2
    found = reviews(document="14-qc-hu-2022")
    assert [(each.sort, str(each.due), each.elsewhere) for each in found] == [
        ("first", "2027-02-18", False),
        ("final", "2032-02-18", False),
    ]


def test_a_review_of_a_document_without_a_date_has_no_day_and_none_is_guessed(registered, tmp_path):
    reviewed(tmp_path, "60-ctr-tu,final,10,2023,nguồn")
    (undated,) = reviews_not_computable()
    assert (undated.document.key, undated.due, undated.elsewhere) == ("60-ctr-tu", None, False)
    assert reviews()[-1] == undated
    assert "60-ctr-tu" not in [key for key, *_ in due(Period.parse("1900-2199"))]


@pytest.mark.parametrize(
    ("day", "years", "says"),
    [
        ("2019-01-07", 5, "2024-01-07"),
        ("2020-02-29", 5, "2025-02-28"),
        ("2020-02-29", 4, "2024-02-29"),
        ("2000-02-29", 100, "2100-02-28"),
        ("2020-02-28", 5, "2025-02-28"),
        ("2020-12-31", 10, "2030-12-31"),
    ],
)
def test_a_day_some_years_later(day, years, says):
    assert due_after(date.fromisoformat(day), years).isoformat() == says


@given(st.dates(date(1945, 9, 2), date(2100, 1, 1)), st.integers(1, 100))
def test_it_is_never_after_the_same_day_and_at_most_one_before(day, years):
    later = due_after(day, years)
    assert later.year == day.year + years
    assert (later.month, later.day) in {(day.month, day.day), (2, 28)}
    assert later.month == day.month


def test_a_correction_is_told_and_loading_again_changes_nothing(registered, tmp_path):
    assert reviewed(tmp_path, "60-ctr-tu,final,10,2023,nguồn") == 1
    assert reviewed(tmp_path, "60-ctr-tu,final,10,,nguồn khác") == 1
    (line,) = AuditLine.objects.filter(deed="correct_review")
    assert line.content["fields"] == "planned, source"
    assert line.ref == f"documents/review/{Review.objects.get(document_id='60-ctr-tu').pk}"
    lines = AuditLine.objects.count()
    assert reviewed(tmp_path, "60-ctr-tu,final,10,,nguồn khác") == 0
    assert load_documents(by=SYSTEM, folder=DATA) == 0
    assert AuditLine.objects.count() == lines


def test_a_review_is_kept_once(registered):
    kept = Review.objects.get(document_id="25-nq-tw-xi")
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(document=kept.document, sort=kept.sort, years=kept.years, source="nguồn")


def test_reviews_are_read_in_a_fixed_number_of_questions(registered, django_assert_num_queries):
    with django_assert_num_queries(3):
        reviews()
