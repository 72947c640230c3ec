"""Which numbers of a report state a quantity, and what they state."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.proof.tests.given import figures_of, report


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit", "qualifier"),
    [
        ("Tổ chức 02 cuộc đối thoại.", "02 cuộc", 2, "cuộc", ""),
        ("Hỗ trợ 62.980.000 đồng cho hộ nghèo.", "62.980.000 đồng", 62980000, "đồng", ""),
        ("Trị giá 570 triệu đồng.", "570 triệu đồng", 570000000, "đồng", ""),
        ("Ủng hộ hơn 4,7 tỷ đồng.", "hơn 4,7 tỷ đồng", 4700000000, "đồng", "hơn"),
        ("Quà trị giá 500.000 đồng/suất.", "500.000 đồng/suất", 500000, "đồng/suất", ""),
        ("Diện tích 66.315,44ha rừng.", "66.315,44ha", Decimal("66315.44"), "ha", ""),
        ("Dân tộc Mông chiếm 36,89%.", "36,89%", Decimal("36.89"), "%", ""),
        ("Có trên 57.000 nhân khẩu.", "trên 57.000 nhân khẩu", 57000, "nhân khẩu", "trên"),
        ("Giao 03 (ba) xã làm điểm.", "03 (ba) xã", 3, "xã", ""),
        ("Có gần 1,5 triệu lượt người dự.", "gần 1,5 triệu lượt người", 1500000, "lượt người", "gần"),
        ("Trao 70 cán bộ, chiến sĩ và hội viên.", "70 cán bộ, chiến sĩ và hội viên", 70, None, ""),
        ("Mua giống với tổng số tiền 9 triệu đồng.", "9 triệu đồng", 9000000, "đồng", "tổng số tiền"),
        ("Quyên góp được 96 chỉ vàng.", "96 chỉ vàng", 96, "chỉ vàng", ""),
        ("Mô hình mới: 12 lồng bè.", "12 lồng bè", 12, "lồng bè", ""),
        ("Số đơn đã nhận: 15, số đơn còn lại: 3.", "15", 15, "", ""),
    ],
)
def test_a_quantity_is_read_with_its_words(text, quote, value, unit, qualifier):
    figure = figures_of(text)[0]
    assert (figure.quote, figure.value, figure.qualifier) == (quote, value, qualifier)
    assert unit is None or figure.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Quyết định số 310-QĐ/TU ngày 03/12/2021 của Tỉnh ủy.",
        "Theo khoản 2, Điều 12 của quy chế.",
        "Trong năm 2022 và giai đoạn 2021 - 2025, nhiệm kỳ 2020-2025, khóa XV.",
        "Chào mừng ngày 27/7, dịp 2/9 và tháng 10/2024.",
        "Nâng cấp Tỉnh lộ 130, 160 và Quốc lộ 4D.",
        "Dịch Covid-19, tiêu chuẩn TCVN ISO 9001: 2015.",
        "Tại thôn 3, khu phố 6, mức độ 4.",
        "Tại bản Nà Khum 2 đã làm xong.",
        "Điện thoại: 02133 876 543.",
        "Kéo dài 10 năm, trong 6 tháng đầu năm.",
        "Chương trình 135, Nghị định 28.",
        "1. Công tác tuyên truyền",
        "2.1. Kết quả chung",
        "Mời họp lúc 8 giờ 30.",
        "Trụ sở đóng tại số 225 khu phố 4.",
    ],
)
def test_what_measures_nothing_is_no_figure(text):
    assert [figure.quote for figure in figures_of(text)] == []


def test_a_note_mark_ends_the_word_before_it_and_stays_out_of_the_figure():
    [figure] = figures_of("Các xã tổ chức được 08 hội nghị¹², đúng kế hoạch.")
    assert (figure.quote, figure.unit) == ("08 hội nghị", "hội nghị")


def test_a_square_metre_is_no_note_mark():
    [figure] = figures_of("Nhà rộng 45 m², mới xây.")
    assert (figure.value, figure.unit) == (Decimal(45), "m²")


def test_a_fraction_keeps_its_denominator_and_a_feast_day_is_none():
    [figure] = figures_of("Chào mừng ngày 20/11 tại 4/8 huyện, thành phố.")
    assert (figure.value, figure.denominator, figure.unit) == (Decimal(4), Decimal(8), "huyện, thành phố")


def test_over_after_a_figure_means_out_of():
    whole = figures_of("Có 20 hộ nghèo trên 80 hộ.")[1]
    assert (whole.quote, whole.qualifier) == ("80 hộ", "")


def test_the_subject_is_a_few_words_of_what_is_counted():
    [figure] = figures_of("Tổ chức 02 cuộc kiểm tra việc thực hiện dân chủ, đạt yêu cầu.")
    assert figure.subject == "kiểm tra việc thực hiện dân chủ"


def test_headings_and_letterheads_state_nothing():
    reading = report(
        """
        UBND XÃ GỒM 12 BẢN
        BÁO CÁO
        I- KẾT QUẢ 12 BẢN
        Xã có 12 bản.
        """
    )
    assert [figure.paragraph for figure in reading.figures] == [4]
