"""Numbers read back as Vietnamese offices print them, with their slips."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.proof.statements.numbers import LONGEST_RUN, malformed, numbers, value_of


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("02", "2"),
        ("1.234,5", "1234.5"),
        ("62.980.000", "62980000"),
        ("36,89", "36.89"),
        ("6.2", "6.2"),
        ("0.025", "0.025"),
        ("17.35", "17.35"),
        ("10,000,000", "10000000"),
        ("1,234", "1.234"),
    ],
)
def test_a_printed_number_has_one_value(printed, value):
    found = value_of(printed)
    assert found is not None
    assert found[0] == Decimal(value)


@pytest.mark.parametrize("printed", ["1.2.3", "12.34.567", "1,2.3", "1,2,3", "9" * (LONGEST_RUN + 1)])
def test_what_is_no_number_is_not_guessed(printed):
    assert value_of(printed) is None


@given(st.integers(0, 10**12), st.integers(0, 4), st.data())
def test_what_an_office_writes_reads_back_the_same(whole, decimals, data):
    fraction = data.draw(st.text("0123456789", min_size=decimals, max_size=decimals))
    printed = f"{whole:,}".replace(",", ".") + (f",{fraction}" if fraction else "")
    found = value_of(printed)
    assert found == (Decimal(f"{whole}.{fraction}" if fraction else whole), decimals)


def test_a_fraction_is_one_number_and_a_range_is_two():
    assert [(n.value, n.denominator) for n in numbers("118/126 khu, 93-95%")] == [
        (Decimal(118), Decimal(126)),
        (Decimal(93), None),
        (Decimal(95), None),
    ]


@pytest.mark.parametrize("text", ["chi 50.000.00 đồng", "thu 27.500000đ", "có 12.34.567 hộ", "đạt 1,2.345 ha"])
def test_signs_that_make_no_number_are_shown_as_malformed(text):
    assert len(list(malformed(text))) == 1


@pytest.mark.parametrize(
    "text", ["1.2.3 Mục tiêu", "ngày 12.3.2022", "chi 50.000.000 đồng", "tỷ lệ 6.2 và 6,2", "số 12/2022"]
)
def test_headings_dates_and_sound_numbers_are_not_malformed(text):
    assert list(malformed(text)) == []
