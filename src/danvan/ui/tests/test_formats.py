"""Numbers, dates and periods on screen, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from danvan.kit.period import Period
from danvan.kit.quantity import Basis, Precision
from danvan.ui import formats
from danvan.ui.charts import Given, bars


@pytest.mark.parametrize(
    ("value", "basis", "noun", "precision", "vi", "en"),
    [
        (2, Basis.OCCASIONS, "cuộc", Precision.EXACT, "02 cuộc", "2 cuộc"),
        (57000, Basis.PERSONS, "persons", Precision.OVER, "trên 57.000 persons", "over 57,000 persons"),
        (Decimal("66315.44"), Basis.HECTARES, "ha", Precision.EXACT, "66.315,44 ha", "66,315.44 ha"),
        (Decimal("52.80"), Basis.PERCENT, "%", Precision.ABOUT, "khoảng 52,8%", "about 52.8%"),
        (570_000_000, Basis.DONG, "", Precision.EXACT, "570 triệu đồng", "570,000,000 đồng"),
        (1, Basis.OPINIONS, "opinions", Precision.AT_LEAST, "ít nhất 01 opinions", "at least 1 opinion"),
    ],
)
def test_a_value_is_written_as_its_reader_writes(value, basis, noun, precision, vi, en):
    with override("vi"):
        assert str(formats.show(value, basis, noun, precision)) == vi
    with override("en"):
        assert str(formats.show(value, basis, noun, precision)) == en


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("turns of attendance", "turn of attendance"),
        ("bodies", "body"),
        ("communes and townships", "communes and townships"),
        ("mass", "mass"),
    ],
)
def test_one_of_many_in_english(many, one):
    with override("en"):
        assert formats.show(1, Basis.ITEMS, many).after == one


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("2022", "năm 2022", "2022"),
        ("2022-H1", "6 tháng đầu năm 2022", "the first half of 2022"),
        ("2022-Q3", "quý III năm 2022", "quarter III of 2022"),
        ("2022-03", "tháng 3 năm 2022", "March 2022"),
        ("2020-2025", "giai đoạn 2020–2025", "the years 2020–2025"),
        ("2022-05-12", "12/5/2022", "12 May 2022"),
        ("2022-BC", "15/12/2021 – 14/12/2022", "15 December 2021 – 14 December 2022"),
    ],
)
def test_a_period_in_words(code, vi, en):
    with override("vi"):
        assert formats.period(Period.parse(code)) == vi
    with override("en"):
        assert formats.period(Period.parse(code)) == en


def test_spans_and_moments():
    with override("vi"):
        assert formats.days(date(2022, 1, 1), date(2022, 12, 31)) == "năm 2022"
        assert formats.days(date(2022, 5, 12), date(2022, 5, 12)) == "12/5/2022"
        assert formats.moment(datetime(2026, 11, 24, 18, 30, tzinfo=UTC)) == "25/11/2026 01:30"


def test_bars_are_as_wide_as_their_values():
    drawn = bars([Given("a", 2, "2"), Given("b", 1, "1"), Given("c", None, "–"), Given("d", -1, "-1")])
    assert [bar.width for bar in drawn] == ["100.00", "50.00", None, "0.00"]
    assert [bar.width for bar in bars([Given("a", 25, "25%")], whole=100)] == ["25.00"]
    assert [bar.width for bar in bars([Given("a", 0, "0")])] == [None]
