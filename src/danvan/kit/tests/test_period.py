"""Periods: codes that people write, and the days that they mean."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from danvan.kit.errors import Refusal
from danvan.kit.period import Period

years = st.integers(1000, 2999)
TILES = {
    "": [["-H1", "-H2"], [f"-Q{n}" for n in range(1, 5)], [f"-{n:02d}" for n in range(1, 13)]],
    "-H1": [["-Q1", "-Q2"]],
    "-9M": [["-Q1", "-Q2", "-Q3"]],
    "-BC": [["-BC-H1", "-BC-H2"], [f"-BC-Q{n}" for n in range(1, 5)], [f"-BC-{n:02d}" for n in range(1, 13)]],
    "-BC-9M": [["-BC-Q1", "-BC-Q2", "-BC-Q3"]],
}


@given(years, st.sampled_from(sorted(TILES)))
def test_the_parts_of_a_period_tile_it(year, whole):
    period = Period.parse(f"{year}{whole}")
    for tiling in TILES[whole]:
        parts = [Period.parse(f"{year}{part}") for part in tiling]
        assert (parts[0].start, parts[-1].end) == (period.start, period.end)
        assert all(one.end + timedelta(days=1) == two.start for one, two in pairwise(parts))


@given(years)
def test_reporting_years_follow_each_other_without_gap(year):
    one, two = Period.parse(f"{year}-BC"), Period.parse(f"{year + 1}-BC" if year < 2999 else f"{year}-BC")
    assert year == 2999 or one.end + timedelta(days=1) == two.start


def test_the_reporting_year_of_the_decree():
    period = Period.parse("2022-BC")
    assert (period.start, period.end) == (date(2021, 12, 15), date(2022, 12, 14))
    assert (Period.parse("2022-BC-11").start, Period.parse("2022-BC-11").end) == (
        date(2022, 10, 15),
        date(2022, 11, 14),
    )


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_day_is_a_period_of_itself(day):
    period = Period.parse(day.isoformat())
    assert (period.start, period.end, period.code) == (day, day, day.isoformat())


@given(years, st.integers(1, 52))
def test_a_week_runs_from_monday_to_sunday(year, week):
    period = Period.parse(f"{year}-W{week:02d}")
    assert (period.start.isoweekday(), period.end - period.start) == (1, timedelta(days=6))


def test_a_term_is_a_span_of_years():
    period = Period.parse("2020-2025")
    assert (period.start, period.end) == (date(2020, 1, 1), date(2025, 12, 31))
    assert period.last_year().code == "2015-2020"


WRONG = ["", "22", "2022-", "2022-13", "2022-00", "2022-Q5", "2022-H3", "2022-02-30", "2022-W54", "2025-2020",
         "2022-bc", "2022/11", "２０２２", "2022-11-24T00", "2022-BC-13", "năm 2022", "2022-2022",
         "2٠22", "2022-03-01..2022-02-01", "2022-01-01..", "2022-01-01..2022-02-30"]  # fmt: skip


@pytest.mark.parametrize("code", WRONG)
def test_a_half_formed_code_is_refused_in_both_languages(code):
    said = set()
    for language in ("vi", "en"):
        with translation.override(language):
            with pytest.raises(Refusal) as refused:
                Period.parse(code)
            said.add(str(refused.value))
    assert len(said) == 2
    assert all(f"«{code}»" in sentence for sentence in said)


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.integers(0, 1000))
def test_a_span_reads_back_by_its_code(start, days):
    span = Period.between(start, min(start + timedelta(days=days), date(2999, 12, 31)))
    assert Period.parse(span.code) == span


def test_an_end_before_a_start_is_refused():
    with pytest.raises(Refusal):
        Period.between(date(2022, 2, 2), date(2022, 2, 1))


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("2022", "2021"),
        ("2022-Q3", "2021-Q3"),
        ("2022-BC", "2021-BC"),
        ("2024-02-29", "2023-02-28"),
        ("2020-W53", "2019-W52"),
    ],
)
def test_last_year_is_the_same_span_a_year_earlier(code, before):
    assert Period.parse(code).last_year().code == before


@given(st.dates(date(1001, 1, 1), date(2900, 1, 1)), st.integers(0, 400))
def test_last_year_of_any_span_has_no_name_but_days(start, days):
    before = Period.between(start, start + timedelta(days=days)).last_year()
    assert abs((start - before.start).days - 365) <= 1


def test_an_interval_counts_only_where_it_lies_inside():
    year = Period.parse("2022")
    assert year.holds(date(2022, 1, 1), date(2022, 12, 31))
    assert not year.holds(date(2021, 12, 31), date(2022, 1, 1))
    assert year.touches(date(2021, 12, 31), date(2022, 1, 1))
    assert not year.touches(date(2023, 1, 1), date(2023, 1, 1))
    assert year.overlaps(Period.parse("2022-BC"))
