"""How officials write, and that what is written reads back the same."""

import unicodedata
from datetime import date
from decimal import Decimal

import duckdb
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.quantity import Basis, Precision
from danvan.kit.vietnamese.capitals import miswritten, unit_name
from danvan.kit.vietnamese.collation import name_key, sort_key
from danvan.kit.vietnamese.reading import read_date, read_number, read_period, read_words
from danvan.kit.vietnamese.search import search_key
from danvan.kit.vietnamese.symbols import TYPES, Symbol, read_symbol, types_on
from danvan.kit.vietnamese.writing import (
    in_words,
    write_count,
    write_date,
    write_long_date,
    write_money,
    write_number,
    write_percent,
    write_period,
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


@given(st.integers(-(10**12) + 1, 10**12 - 1))
def test_a_number_in_words_reads_back(number):
    assert read_words(in_words(number)) == number


def test_a_number_beyond_words_is_refused():
    with pytest.raises(ValueError, match="1000000000000"):
        in_words(10**12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hai mươi mốt", 21),
        ("Hai mươi  bốn", 24),
        ("một trăm lẻ năm", 105),
        ("sáu mươi lăm", 65),
        ("một nghìn chín trăm bảy mươi lăm", 1975),
        ("ba tỷ không trăm linh hai nghìn", 3_000_002_000),
        (unicodedata.normalize("NFD", "hai mươi tư triệu"), 24_000_000),
    ],
)
def test_words_that_people_write(text, value):
    assert read_words(text) == value


@pytest.mark.parametrize("text", ["", "nghìn", "hai hai", "mươi", "hai nghìn ba triệu", "hai mươi mươi", "năm 2022"])
def test_what_is_no_number_in_words_is_refused(text):
    for language in ("vi", "en"):
        with translation.override(language), pytest.raises(Refusal):
            read_words(text)


MONTHS = [f"-{number:02d}" for number in range(1, 13)]
CODES = st.one_of(
    st.builds(
        "{:04d}{}".format,
        st.integers(1000, 2998),
        st.sampled_from(["", "-H1", "-H2", "-9M", *(f"-Q{n}" for n in range(1, 5)), *MONTHS]),
    ),
    st.dates(date(1000, 1, 1), date(2998, 12, 31)).map(date.isoformat),
    st.tuples(st.integers(1000, 1999), st.integers(2000, 2998)).map(lambda years: f"{years[0]}-{years[1]}"),
    st.builds("{}-W{:02d}".format, st.integers(1000, 2998), st.integers(1, 52)),
    st.builds("{}-BC{}".format, st.integers(1001, 2998), st.sampled_from(["", "-H1", "-Q4", "-9M", "-12"])),
)


@given(CODES)
def test_a_period_reads_back(code):
    period = Period.parse(code)
    read = read_period(write_period(period))
    assert (read.start, read.end) == (period.start, period.end)
    assert read.code == code or "W" in code or "BC" in code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("năm 2022", "2022"),
        ("Quý I năm 2022", "2022-Q1"),
        ("quý III/2022", "2022-Q3"),
        ("6 tháng đầu năm 2022", "2022-H1"),
        ("9 tháng năm 2022", "2022-9M"),
        ("tháng 3/2022", "2022-03"),
        ("nhiệm kỳ 2020-2025", "2020-2025"),
        ("từ 15/12/2021 đến ngày 14/12/2022", "2021-12-15..2022-12-14"),
        ("ngày 05/9/2026", "2026-09-05"),
    ],
)
def test_periods_that_people_write(text, code):
    assert read_period(text).code == code


@pytest.mark.parametrize("text", ["", "quý V năm 2022", "quý 0/2022", "tháng 13/2022", "quý I", "năm 22", "hôm nay"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(Refusal):
        read_period(text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (write_count(2), "02"),
        (write_count(0), "00"),
        (write_number(Decimal("-0.0000")), "0"),
        (write_number(Decimal("2.5"), 0), "3"),
        (write_number(Decimal("-0.001"), 2), "0,00"),
        (write_value(12, Basis.TURNS, Precision.AT_LEAST), "ít nhất 12"),
        (write_value(9, Basis.TURNS, Precision.UNDER), "dưới 09"),
        (write_period(Period.parse("2022-Q1")), "quý I năm 2022"),
        (write_period(Period.parse("2022-02")), "tháng 02 năm 2022"),
        (write_period(Period.parse("2022-BC")), "từ ngày 15/12/2021 đến ngày 14/12/2022"),
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
        ("0,125", "0.125", False),
        ("1,2 nghìn tỷ đồng", "1200000000000", False),
        (unicodedata.normalize("NFD", "trên 570 triệu đồng"), "570000000", False),
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


def abbreviations(system):
    return st.sampled_from(sorted({sort.abbreviation for sort in types_on(system, ON)} - {""}))


@given(st.integers(1, 99999), abbreviations("party"), bodies)
def test_a_party_symbol_reads_back(number, kind, body):
    symbol = Symbol("party", number, kind, body)
    assert read_symbol(str(symbol), ON) == symbol


@given(st.integers(1, 99999), abbreviations("state"), st.sampled_from(["UBND", "HĐND", "SNV", "BTC", "BCĐ"]))
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
        ("822-CV/BTGTU", "822-CV/BTGTU", ()),
        ("31/HD-BTCTW", "31-HD/BTCTW", ("other system's form",)),
        ("40/TTr-MTTW-BTT", "40/TTr-MTTW-BTT", ()),
        ("12/QĐ-SNV", "12/QĐ-SNV", ()),
        ("1234/QĐ-BTC", "1234/QĐ-BTC", ()),
        ("12/UBND-VX", "12/UBND-VX", ()),
        ("345/SNV-TCBC", "345/SNV-TCBC", ()),
        ("77/2015/QH13", "77/2015/QH13", ()),
        ("1670/NQ-UBTVQH15", "1670/NQ-UBTVQH15", ()),
        ("51/2025/QĐ-TTg", "51/2025/QĐ-TTg", ()),
        ("01/2011/TT-BNV", "01/2011/TT-BNV", ()),
        ("400/KHUBND", "400/KH-UBND", ("joined",)),
        ("01- KL/TW", "01-KL/TW", ("blanks",)),
        ("98-KH/HU", "98-KH/HU", ()),
        ("290-Q\u00d0/TW", "290-QĐ/TW", ()),
    ],
)
def test_symbols_as_they_are_typed(text, expected, flags):
    symbol = read_symbol(text, ON)
    assert (str(symbol), symbol.flags) == (expected, flags)


@pytest.mark.parametrize("text", ["", "98", "KH/HU", "98-XYZ/HU", "98-KH", "abc", "98/HU-VP", "98/KH", "77/2015/"])
def test_what_is_no_symbol_is_refused(text):
    with pytest.raises(Refusal):
        read_symbol(text, ON)


@pytest.mark.parametrize(("on", "flags"), [(date(2026, 1, 8), ()), (date(2026, 1, 9), ("type of another day",))])
def test_the_types_follow_the_day(on, flags):
    assert read_symbol("11-QĐi/TW", on).flags == flags


def test_one_abbreviation_is_several_types_and_every_type_says_where_it_comes_from():
    assert {"Quyết định", "Quy định"} <= {sort.name for sort in types_on("party", ON) if sort.abbreviation == "QĐ"}
    assert {"Tờ trình", "Thông tri"} <= {sort.name for sort in types_on("front", ON) if sort.abbreviation == "TTr"}
    assert all(sort.source for sort in TYPES)
    assert len({(sort.system, sort.name, sort.abbreviation) for sort in TYPES}) == len(TYPES)


def test_search_ignores_accents_and_ways_of_spelling():
    assert search_key("Uỷ ban  Đảng") == search_key("Ủy ban đảng") == "uy ban dang"
    assert search_key("hoà") == search_key("hòa")
    assert search_key("\u00d0ảng") == "dang"


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ áàảãạớờởỡợứừửữự"))
def test_a_search_key_is_plain_and_stays_itself(text):
    key = search_key(text)
    assert key.isascii() and key == search_key(key) == search_key(unicodedata.normalize("NFD", text))


WORDS = """An|Ấm|Ân|Bùi|Dương|Đào|Đặng|Bản Bo|Bản Hon|Bản Giang|Nà Tăm|Sơn Bình|Thèn Sin|Tả Lèng|ma|mà|mả|mã|má|mạ|
Hồ Thầu|Khun Há|ăn|ơn|ông|ưng|yên""".replace("\n", "").split("|")


def test_the_order_is_that_of_icu():
    rows = duckdb.sql(
        "SELECT w FROM (SELECT unnest($words) AS w) ORDER BY w COLLATE vi", params={"words": WORDS}
    ).fetchall()
    assert sorted(WORDS, key=sort_key) == [row[0] for row in rows]


syllables = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯáàảãạấầẩẫậớờởỡợýỳỷỹỵ", min_size=1, max_size=4)


@settings(max_examples=20)
@given(st.lists(st.lists(syllables, min_size=1, max_size=3).map(" ".join), min_size=2, max_size=60, unique=True))
def test_any_words_are_in_the_order_of_icu(names):
    rows = duckdb.sql(
        "SELECT w FROM (SELECT unnest($words) AS w) ORDER BY w COLLATE vi", params={"words": names}
    ).fetchall()
    assert sorted(names, key=sort_key) == [row[0] for row in rows]


def test_foreign_letters_stand_by_their_bare_form_and_numbers_come_first():
    assert sorted(["d", "ç", "b", "é", "1"], key=sort_key) == ["1", "b", "ç", "d", "é"]


def test_persons_sort_by_given_name_first():
    assert sorted(["Trần Văn An", "Lê Thị Bình", "Đỗ An"], key=name_key) == ["Đỗ An", "Trần Văn An", "Lê Thị Bình"]


def test_capitals_of_official_papers():
    assert unit_name("xã", "Bình Lư") == "xã Bình Lư"
    assert unit_name("quận", "1") == "Quận 1"
    assert unit_name("phường", "Điện Biên Phủ") == "Phường Điện Biên Phủ"
    assert miswritten("Vận động nhân dân tại Xã Bình Lư") == ["nhân dân", "Xã Bình"]
    assert miswritten("Nhân dân xã Bình Lư và NHÂN DÂN") == []
    assert miswritten("đại diện nhân dân và Nhân Dân; chính sách của đảng, của nhà nước") == [
        "nhân dân",
        "Nhân Dân",
        "đảng",
        "nhà nước",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân, Hội đồng nhân dân, công an nhân dân, Tòa án nhân dân",
        "51 tổ chức cơ sở đảng, 2.733 đảng viên của đảng bộ, cấp ủy đảng",
        "các cơ quan nhà nước; Đảng, Nhà nước",
    ],
)
def test_what_only_describes_carries_no_capital(text):
    assert miswritten(text) == []
