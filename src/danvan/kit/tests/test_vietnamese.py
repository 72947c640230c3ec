"""How officials write, and that what is written reads back the same."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from danvan.kit.errors import Refusal
from danvan.kit.quantity import Basis, Precision
from danvan.kit.vietnamese.capitals import miswritten, unit_name
from danvan.kit.vietnamese.collation import name_key, sort_key
from danvan.kit.vietnamese.reading import read_date, read_number
from danvan.kit.vietnamese.search import search_key
from danvan.kit.vietnamese.symbols import Symbol, read_symbol, rules_for
from danvan.kit.vietnamese.writing import (
    in_words,
    write_count,
    write_date,
    write_long_date,
    write_money,
    write_number,
    write_percent,
    write_phrase,
    write_ratio,
    write_value,
)

decimals = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4)
ON = date(2022, 12, 31)


@given(decimals)
def test_a_number_reads_back(value):
    assert read_number(write_number(value)).value == value


@given(st.integers(0, 10**12))
def test_a_count_reads_back(value):
    assert read_number(write_count(value)).value == value


@given(st.integers(0, 10**15))
def test_money_reads_back(dong):
    read = read_number(write_money(dong))
    assert (read.value, read.unit) == (dong, "đồng")


@given(st.decimals(0, 100, places=2))
def test_a_percentage_reads_back(value):
    read = read_number(write_percent(value))
    assert (read.value, read.unit) == (value, "%")


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_ratio_reads_back(part, whole):
    read = read_number(write_ratio(part, whole))
    assert (read.value, read.denominator) == (part, whole)


@given(st.integers(0, 10**6), st.sampled_from([p for p in Precision if p is not Precision.IN_WORDS]))
def test_a_precision_reads_back(value, precision):
    assert read_number(write_value(value, Basis.TURNS, precision)).precision is precision


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_a_date_reads_back(day):
    assert read_date(write_date(day)) == day == read_date(write_long_date(day))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (write_count(2), "02"),
        (write_count(0), "00"),
        (write_number(Decimal("66315.44")), "66.315,44"),
        (write_money(62980000), "62.980.000 đồng"),
        (write_money(570000000), "570 triệu đồng"),
        (write_money(90500000), "90,5 triệu đồng"),
        (write_money(6000000), "06 triệu đồng"),
        (write_ratio(118, 126), "118/126"),
        (write_percent(Decimal("36.89")), "36,89%"),
        (write_phrase(57000, Basis.PERSONS, "nhân khẩu", Precision.OVER), "trên 57.000 nhân khẩu"),
        (write_date(date(2026, 9, 5)), "05/9/2026"),
        (write_date(date(2026, 2, 15)), "15/02/2026"),
        (write_long_date(date(2026, 11, 24)), "ngày 24 tháng 11 năm 2026"),
        (in_words(0), "không"),
        (in_words(15), "mười lăm"),
        (in_words(21), "hai mươi mốt"),
        (in_words(24), "hai mươi tư"),
        (in_words(105), "một trăm linh năm"),
        (in_words(1005), "một nghìn không trăm linh năm"),
        (in_words(2_000_030), "hai triệu không trăm ba mươi"),
    ],
)
def test_what_officials_write(written, expected):
    assert written == expected


@pytest.mark.parametrize(
    ("text", "value", "doubtful"),
    [
        ("1,234", "1.234", True),
        ("1.234", "1234", False),
        ("hơn 1,5 tỷ đồng", "1500000000", False),
        ("gần 20", "20", False),
    ],
)
def test_what_people_type(text, value, doubtful):
    read = read_number(text)
    assert (read.value, read.doubtful) == (Decimal(value), doubtful)


@pytest.mark.parametrize("text", ["", "năm", "1.23", "50.000.00", "1,2,3", "12a", "1 2"])
def test_what_is_no_number_is_refused(text):
    for language in ("vi", "en"):
        with translation.override(language), pytest.raises(Refusal):
            read_number(text)


@pytest.mark.parametrize("text", ["25/12/013", "30/02/2022", "2022-11-24", "hôm nay"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Refusal):
        read_date(text)


bodies = st.sampled_from(["HU", "TU", "TW", "VPTW", "BTCTW", "UBKTTW"])


@given(st.integers(1, 99999), st.sampled_from(sorted(rules_for("party", ON).types)), bodies)
def test_a_party_symbol_reads_back(number, kind, body):
    symbol = Symbol("party", number, kind, body)
    assert read_symbol(str(symbol), ON) == symbol


@given(st.integers(1, 99999), st.sampled_from(sorted(rules_for("state", ON).types)), st.sampled_from(["UBND", "HĐND"]))
def test_a_state_symbol_reads_back(number, kind, body):
    symbol = Symbol("state", number, kind, body)
    assert read_symbol(str(symbol), ON) == symbol


@pytest.mark.parametrize(
    ("text", "expected", "flags"),
    [
        ("Số 98 -KH/HU", "98-KH/HU", ("blanks",)),
        ("653/KHUBND", "653/KH-UBND", ("joined",)),
        ("Số: 175/KH-UBND", "175/KH-UBND", ()),
        ("175-KH/UBND", "175/KH-UBND", ("other system's form",)),
        ("98/KH-HU", "98-KH/HU", ("other system's form",)),
        ("39/2015/NĐ-CP", "39/2015/NĐ-CP", ()),
        ("249/MTTQ-BTT", "249/MTTQ-BTT", ()),
        ("11-QĐi/TW", "11-QĐi/TW", ()),
        ("168a/QĐ-UBND", "168a/QĐ-UBND", ("suffix",)),
        ("5-CT/TW", "05-CT/TW", ("unpadded",)),
        ("03-CTr/BDVTW-BCSDCP", "03-CTr/BDVTW-BCSDCP", ()),
    ],
)
def test_symbols_as_they_are_typed(text, expected, flags):
    symbol = read_symbol(text, ON)
    assert (str(symbol), symbol.flags) == (expected, flags)


@pytest.mark.parametrize("text", ["", "98", "KH/HU", "98-XYZ/HU", "98-KH", "abc"])
def test_what_is_no_symbol_is_refused(text):
    with pytest.raises(Refusal):
        read_symbol(text, ON)


def test_the_rules_follow_the_day():
    assert rules_for("party", date(2026, 1, 8)).name.startswith("66")
    assert rules_for("party", date(2026, 1, 9)).name.startswith("399")
    assert rules_for("state", date(2015, 1, 1)).name.startswith("TT 01")


def test_search_ignores_accents_and_ways_of_spelling():
    assert search_key("Uỷ ban  Đảng") == search_key("Ủy ban đảng") == "uy ban dang"
    assert search_key("hoà") == search_key("hòa")
    assert search_key("Ðảng".replace("Ð", "Đ")) == "dang"


WORDS = """An|Ấm|Ân|Bùi|Dương|Đào|Đặng|Bản Bo|Bản Hon|Bản Giang|Nà Tăm|Sơn Bình|Thèn Sin|Tả Lèng|ma|mà|mả|mã|má|mạ|
Hồ Thầu|Khun Há|ăn|ơn|ông|ưng|yên""".replace("\n", "").split("|")


def test_the_order_is_that_of_icu():
    rows = duckdb.sql(
        "SELECT w FROM (SELECT unnest($words) AS w) ORDER BY w COLLATE vi", params={"words": WORDS}
    ).fetchall()
    assert sorted(WORDS, key=sort_key) == [row[0] for row in rows]


def test_persons_sort_by_given_name_first():
    assert sorted(["Trần Văn An", "Lê Thị Bình", "Đỗ An"], key=name_key) == ["Đỗ An", "Trần Văn An", "Lê Thị Bình"]


def test_capitals_of_official_papers():
    assert unit_name("xã", "Bình Lư") == "xã Bình Lư"
    assert unit_name("quận", "1") == "Quận 1"
    assert unit_name("phường", "Điện Biên Phủ") == "Phường Điện Biên Phủ"
    assert miswritten("Vận động nhân dân tại Xã Bình Lư") == ["nhân dân", "Xã Bình"]
    assert miswritten("Nhân dân xã Bình Lư và NHÂN DÂN") == []
