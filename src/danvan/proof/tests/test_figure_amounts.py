"""Money, scales, ranges, ranks and numbers in words: what value they have and where they stand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.proof.statements.number_words import in_words, value_in_words
from danvan.proof.tests.given import figures_of


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("Thu được 13.503.000đ từ bán giống.", "13.503.000đ", 13503000, "đồng"),
        ("Chi 1.250 trđ cho đường thôn.", "1.250 trđ", 1250000000, "đồng"),
        ("Chi 1.250 tr.đ cho đường thôn.", "1.250 tr.đ", 1250000000, "đồng"),
        ("Cấp 2,5 nghìn tỷ đồng vốn vay.", "2,5 nghìn tỷ đồng", 2500000000000, "đồng"),
        ("Quyên góp 12 tỷ 300 triệu đồng.", "12 tỷ 300 triệu đồng", 12300000000, "đồng"),
        (
            "Hỗ trợ 500 nghìn đồng/hộ gia đình/tháng.",
            "500 nghìn đồng/hộ gia đình/tháng",
            500000,
            "đồng/hộ gia đình/tháng",
        ),
        ("Thưởng 300 ngàn đồng mỗi lớp.", "300 ngàn đồng", 300000, "đồng"),
        ("Trao 2 triệu suất quà.", "2 triệu suất quà", 2000000, "suất quà"),
        ("Lũ làm 20 vạn dân phải dời nhà.", "20 vạn dân", 200000, "dân"),
        ("Tiết kiệm 45 kg/người/năm.", "45 kg/người/năm", 45, "kg/người/năm"),
        ("Năng suất 62,5 tạ/ha.", "62,5 tạ/ha", Decimal("62.5"), "tạ/ha"),
        ("Mật độ 210 người/km².", "210 người/km²", 210, "người/km²"),
        ("Giảm 0,5 điểm % so với năm trước.", "0,5 điểm %", Decimal("0.5"), "điểm %"),
        ("Tỷ suất sinh 14,2 ‰.", "14,2 ‰", Decimal("14.2"), "‰"),
        ("Kết nạp 12 đ/c đảng viên.", "12 đ/c đảng viên", 12, "đ/c đảng viên"),
        ("Có 1,250 người dự mít tinh.", "1,250 người", 1250, "người"),
        ("Các xã đạt 11,64 tiêu chí/1 xã.", "11,64 tiêu chí/1 xã", Decimal("11.64"), "tiêu chí/xã"),
        ("Bầu 9 uỷ viên vào ban mới.", "9 uỷ viên", 9, "uỷ viên"),
        ("Tặng 05 (năm) xe lăn.", "05 (năm) xe lăn", 5, "xe lăn"),
    ],
)
def test_an_amount_is_one_figure_with_its_whole_value(text, quote, value, unit):
    figures = [f for f in figures_of(text) if f.quote.removeprefix(f"{f.qualifier} ") == quote]
    assert [(f.value, f.unit) for f in figures] == [(value, unit)]
    assert len(figures_of(text)) == 1


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("Độ che phủ đạt 40-45%.", [40, 45], "%"),
        ("Vay từ 3 đến 5 triệu đồng.", [3000000, 5000000], "đồng"),
        ("Mỗi buổi có 50 - 60 người.", [50, 60], "người"),
        ("Vốn tăng từ 5.000 lên 6.000 tỷ đồng.", [5000 * 10**9, 6000 * 10**9], "đồng"),
    ],
)
def test_both_ends_of_a_range_are_figures_of_one_unit(text, values, unit):
    assert [(f.value, f.unit) for f in figures_of(text)] == [(value, unit) for value in values]


@pytest.mark.parametrize(
    ("text", "value", "denominator"),
    [
        ("Chỉ số lên thứ 13/63 tỉnh.", 13, 63),
        ("Xã xếp thứ 5/63 về thu hút vốn.", 5, 63),
        ("Huyện đứng thứ 2 toàn tỉnh.", 2, None),
        ("Xếp hạng 12 cả nước.", 12, None),
    ],
)
def test_a_rank_is_a_figure(text, value, denominator):
    [figure] = figures_of(text)
    assert (figure.value, figure.denominator, figure.part) == (value, denominator, "rank")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Kỷ luật 53 tổ chức đảng (khiển trách 34, cảnh cáo 19).", [53, 34, 19]),
        ("Dự họp có 38 trong số 43 thành viên.", [38, 43]),
        ("Tổng số 54/110 chi bộ thôn đã họp.", [54]),
        ("Đã cấp 12 thẻ và hướng dẫn 03 lượt công dân.", [12, 3]),
        ("Tiêm phòng cho trâu, bò: 971/876 = 110,8%.", [971, Decimal("110.8")]),
        ("Giải quyết 90 hồ sơ, trong đó: trước hạn 20, đúng hạn 65, quá hạn 5.", [90, 20, 65, 5]),
        ("Xóa 12 nhà tạm (Bản Mới 5, Na Lúa 7).", [12, 5, 7]),
        ("Kết nạp 90 đảng viên; dân tộc 54; người có đạo 1.151; nữ 19.", [90, 54, 1151, 19]),
        ("Họp dân đạt 100% (12/12).", [100, 12]),
        ("Có 5/8, đạt 62,5%.", [5, Decimal("62.5")]),
        ("Lập biên bản 35trường hợp, thu 2.300 vụ với trên 4.300 lượt người.", [35, 2300, 4300]),
        ("Số người ứng cử hội đồng huyện 62, người trúng cử 37 (trong đó có 13 nữ).", [62, 37, 13]),
        ("Bầu ở hội đồng xã 6.822, đủ cả.", [6822]),
        ("Tổ chức mười lăm hội nghị, hai cuộc đối thoại và vận động ba trăm năm mươi hộ.", [15, 2, 350]),
    ],
)
def test_a_count_is_read_whatever_stands_before_it(text, values):
    assert [figure.value for figure in figures_of(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "Cả hai bên cùng ký, ba là phải làm ngay, một trong những việc khó.",
        "Việc giữa hai hộ và ba người kia đã xong.",
        "Hàng trăm hộ và hàng chục nghìn người dự.",
        "Thực hiện 3 cùng, 4 tại chỗ, 5 không 3 sạch.",
        "Phong trào “Rèn luyện 4 phẩm chất” và cuộc thi “100 ngày xanh”.",
        "Trực 24/24 giờ, mở cửa 24/7, họp lúc 7h30 và 14:30.",
        "Cách mạng công nghiệp 4.0, mạng 4G, sản phẩm OCOP 3 sao.",
        "Xe 29A-123.45, số tài khoản: 1234567890, điện thoại 0912 345 678.",
        "Ở 217 Nguyễn Huệ, quận 3; mồng 2 Tết; Nghị quyết Trung ương 4 khóa XII.",
        "Các năm 2021, 2022 và 2023; giai đoạn 2021 – 2025; (2022).",
        "Tọa độ 103°12' và 22°30'.",
        "Ước thu (mười hai tỷ đồng) chưa rõ.",
        "Các quân khu 3, 4, 5 và 7 tổ chức giao quân; kỳ họp 20 HĐND.",
        "Theo điều 356 Bộ luật Hình sự; tới thôn Nà Lúa 2 và bản Pa Mới 3.",
        "Lớp 6 và lớp 7 đầu tư tỷ đô.",
    ],
)
def test_what_only_looks_like_a_count_is_none(text):
    assert [figure.quote for figure in figures_of(text)] == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("hai", 2),
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("ba trăm linh năm", 305),
        ("mười hai tỷ ba trăm triệu", 12300000000),
        ("Mười ba tỷ, năm trăm linh ba triệu", 13503000000),
        ("năm nghìn tỷ", 5000000000000),
    ],
)
def test_words_for_a_number_have_its_value(words, value):
    assert value_in_words(words) == value


@pytest.mark.parametrize("words", ["hai hai", "trăm", "mười năm", "cây"])
def test_words_that_make_no_number_have_none(words):
    assert value_in_words(words) is None


def test_a_vague_number_keeps_its_size():
    [found] = in_words("có hàng chục nghìn người")
    assert (int(found.value), found.vague) == (10000, True)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Xã có 1.250 người Kinh sinh sống.", "người Kinh"),
        ("Có 12 người kinh doanh ở chợ.", "người"),
        ("Có 17 HS giải quyết chậm.", "HS"),
        ("Đoạt 2 giải Nhất.", "giải Nhất"),
        ("Mở 15 tổ hoà giải ở thôn.", "tổ hoà giải"),
        ("Mời 103 cổ đông, báo cáo tài chính năm.", "cổ đông"),
        ("Có 70 cán bộ, chiến sĩ và hội viên.", "cán bộ, chiến sĩ và hội viên"),
    ],
)
def test_a_unit_reaches_as_far_as_its_noun(text, unit):
    assert figures_of(text)[0].unit == unit
