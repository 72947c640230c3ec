"""Shares and what they are of, in many phrasings: the false number is found, the true one is left alone."""

from __future__ import annotations

import pytest

from danvan.proof.tests.given import found_by

TOTALS = [
    ("Cơ cấu kinh tế của xã: nông, lâm nghiệp 42,5%, tiểu thủ công nghiệp {}, thương mại 36,2%.", "21,3%", "24,3%"),
    ("Trong số các khoản thu, học phí chiếm 62,4%, tài trợ 21,1%, phần còn lại {} là dịch vụ.", "16,5%", "19,5%"),
    ("Đất rừng chiếm 71,3% diện tích tự nhiên, đất lúa 12,2%; {} còn lại là đất ở.", "16,5%", "18,5%"),
    ("Có 61,5% hộ dùng nước máy, {} dùng giếng khoan, số còn lại 3% dùng nước mưa.", "35,5%", "38,5%"),
    ("Năm 2021 lúa chiếm 60%, ngô 20%, còn lại 20%; năm 2022 lúa chiếm 55%, ngô 20%, còn lại {}.", "25%", "28%"),
    ("Kết quả bỏ phiếu: tán thành 91,2%, không tán thành 3,3%, ý kiến khác {}.", "5,5%", "8,5%"),
    ("Phân bổ nguồn vốn như sau:\n- Ngân sách tỉnh: 55%\n- Ngân sách huyện: {}\n- Nhân dân: 15%", "30%", "33%"),
    ("Thành phần dân tộc của bản gồm có:\n- Người Thái 61,2%\n- Người Mông 25,5%\n- Người Kinh {}", "13,3%", "10,3%"),
]
RATIOS = [
    (
        "Đầu năm, toàn xã có 1.240 lao động cần học nghề. Đến tháng 11, đã mở lớp cho 806 lao động ({}).",
        "65%",
        "71%",
    ),
    ("Kế hoạch giao trồng 320 ha rừng. Tính đến nay đã trồng được 240 ha, đạt {}.", "75%", "85%"),
    ("Có 250 hộ đăng ký. Qua bình xét, 215 hộ được công nhận gia đình văn hóa, bằng {}.", "86%", "76%"),
    ("Trong 4.250 hội viên có 2.914 hội viên vay vốn, đạt tỷ lệ {}.", "68,6%", "62,1%"),
    ("Đã thẩm tra 640 đơn thư, trong đó 512 đơn thư thuộc thẩm quyền, chiếm {}.", "80%", "87,5%"),
    ("Đã thẩm tra 640 đơn thư, trong đó 608 đơn thư thuộc thẩm quyền, chiếm {}.", "95%", "43,5%"),
    ("Toàn trường có 845 học sinh; số học sinh khá, giỏi là 507 học sinh, chiếm tỷ lệ {}.", "60%", "55%"),
    (
        "Đã kiểm tra 96 cơ sở, như sau:\n+ Loại A: 48 cơ sở (50%)\n+ Loại B: 36 cơ sở ({})\n+ Loại C: 12 cơ sở (12,5%)",
        "37,5%",
        "32,5%",
    ),
]
IMPOSSIBLE = [
    ("Trong số 28 trưởng bản dự tập huấn, {} là người có uy tín.", "53,6%", "52,6%"),
    ("Qua phỏng vấn 16 chủ hộ, {} cho rằng thủ tục còn rườm rà.", "43,8%", "40,3%"),
    ("Hỏi ý kiến 30 giáo viên thì {} đồng tình.", "73,3%", "71,4%"),
    ("Với 12 đại biểu trả lời, có {} đề nghị kéo dài thời gian.", "33,3%", "29,5%"),
    ("Có {} trong số 18 người được hỏi hài lòng.", "77,8%", "75,8%"),
    ("Trong tổng số 17 trường được kiểm tra có {} đạt yêu cầu.", "58,8%", "60,1%"),
    ("Xã có 14 thôn. Đến cuối năm, {} số thôn có nhà văn hóa.", "71,4%", "72,5%"),
    ("Toàn xã hiện có 9 chi bộ. Cuối năm, {} chi bộ hoàn thành tốt nhiệm vụ.", "88,9%", "85,5%"),
]
ALL = [
    *(("share_total", *row) for row in TOTALS),
    *(("ratio", *row) for row in RATIOS),
    *(("impossible_percentage", *row) for row in IMPOSSIBLE),
]


@pytest.mark.parametrize(("code", "text", "true", "false"), ALL)
def test_a_share_is_doubted_only_when_it_is_false(code, text, true, false):
    assert [finding.arithmetic for finding in found_by(code, text.format(true))] == []
    findings = found_by(code, text.format(false))
    assert len(findings) == 1
    assert any(place.quote == false for place in findings[0].places)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("share_total", "Có 84% hộ đạt chuẩn (trong đó 30% đạt xuất sắc), 16% còn lại chưa đạt."),
        ("share_total", "Nữ chiếm 45%, đảng viên chiếm 30%, còn lại 55% là nam."),
        ("share_total", "Cơ cấu cán bộ: nữ 41%, dân tộc thiểu số 35%, dưới 40 tuổi 28%."),
        ("share_total", "Chuyển dịch cơ cấu kinh tế: tăng tỷ trọng dịch vụ 41%, công nghiệp 35%, nông nghiệp 20%."),
        ("share_total", "Tỷ lệ hồ sơ đúng hạn 97,5%, hồ sơ trực tuyến đạt 61%, còn lại 2,5% hồ sơ quá hạn."),
        ("share_total", "Tỷ lệ hộ nghèo đầu kỳ 12,4%, cận nghèo 9%, đến nay hộ nghèo còn lại 8,5%."),
        ("share_total", "Kết quả:\n- Hộ dùng điện 98,5%\n- Hộ có nước sạch 95%\n- Gia đình văn hóa 90%"),
        ("ratio", "Toàn xã có 2.100 hộ. Trong năm, 120 hộ nghèo được vay vốn (đạt 80% số hộ nghèo)."),
        ("ratio", "Toàn tỉnh có 120 xã. Huyện Nà Sim có 6 xã đạt chuẩn, chiếm 50%."),
        ("ratio", "Năm 2020 có 1.500 hộ nghèo. Năm 2021 còn 1.200 hộ, chiếm 12,4% tổng số hộ."),
        ("ratio", "Tổng hạn mức vay 163 tỷ đồng, dư nợ 84 tỷ đồng (chiếm 67,4% dư nợ đối với ngành vận tải)."),
        ("impossible_percentage", "Trong 11 xã, 52,6% hộ dân đã dùng nước sạch."),
        ("impossible_percentage", "Trong 15 năm qua, 52,6% diện tích được phủ xanh."),
        ("impossible_percentage", "Trong số 28 cán bộ xã, có 15 đảng viên, chiếm 53,6%."),
        ("impossible_percentage", "Có 14 thôn. Tỷ lệ hộ nghèo các thôn còn 12,3%."),
        ("impossible_percentage", "Trong số 21 xã, tỷ lệ che phủ rừng đạt 52,7%."),
    ],
)
def test_shares_of_something_else_are_left_alone(code, text):
    assert [finding.arithmetic for finding in found_by(code, text)] == []
