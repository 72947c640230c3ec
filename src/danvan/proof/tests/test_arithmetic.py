"""Percentages, changes and shares in the forms of official prose: the false one is found, the true one left alone."""

from __future__ import annotations

import pytest

from danvan.proof.tests.given import found_by

PAIRS = [
    # The whole stands in the sentence before, and other shares of the sentence are of it too.
    (
        "ratio",
        "Đã xử lý 2.571 hồ sơ.\nCó 1.249 hồ sơ sớm (48,6%), 1.027 hồ sơ đúng (%s), 198 hồ sơ muộn (7,7%).",
        "39,9%",
        "49,9%",
    ),
    ("ratio", "Có 11.240 người tham gia, đạt %s dân số (11.932 người).", "94,2%", "94,9%"),
    ("ratio", "Đến hạn 2.504 hồ sơ, trả đúng hạn 2.425 hồ sơ, đạt %s.", "gần 97%", "96,35%"),
    ("ratio", "Có 1.005/1.216 thẻ, đạt %s.", "82,6%", "83,6%"),
    ("ratio", "Thu quỹ được 44/50 triệu đồng, đạt %s kế hoạch huyện giao.", "88%", "91%"),
    ("ratio", "Trồng được 80/54 ha sắn, tăng %s; ngô 73/70 ha.", "48,1%", "48,9%"),
    ("ratio", "Nông thôn (có 1.477 tín đồ/2.089 tín đồ toàn xã) chiếm %s.", "70,7%", "71,7%"),
    ("ratio", "Thôn (60 hộ/80 hộ toàn xã) chiếm 75%, phố có %s, chiếm 25%.", "20 hộ", "19 hộ"),
    ("ratio", "Lấy phiếu 25 người: 19 người tốt (76%), 5 người khá (20%), 1 người yếu (%s).", "4%", "5%"),
    ("change", "Xảy ra 832 vụ, chết 448 người. So với tháng trước, tăng 19 vụ (%s).", "+2,34%", "+2,54%"),
    ("change", "Năm 2023 có 33 vụ, năm 2024 có 45 vụ, tăng %s.", "12 vụ", "14 vụ"),
    ("change", "Có 3.838 xã (43,02%) đạt chuẩn, tăng 769 xã (%s).", "8,62%", "9,62%"),
    ("change", "Xảy ra 15 vụ, bị thương 13 người; giảm %s (15/18 vụ) so với cùng kỳ.", "3 vụ", "4 vụ"),
    ("change", "Thu được 12,5 tỷ đồng, tăng %s so với cùng kỳ (11,5 tỷ đồng).", "8,7%", "18,7%"),
    ("share_total", "Xếp loại giỏi 35,2%%, khá 45,1%%, trung bình 18,7%%, yếu %s.", "1%", "2,3%"),
    (
        "share_total",
        "Cơ cấu kinh tế: dịch vụ 45,2%%, tăng 2%% so với năm trước; xây dựng 30%%; nông nghiệp %s, giảm 1%%.",
        "24,8%",
        "23,8%",
    ),
    ("share_total", "Hồ sơ đúng hạn 120 hồ sơ (96,8%%), quá hạn 4 hồ sơ (%s).", "3,2%", "4,2%"),
    (
        "share_total",
        "Cơ cấu đất:\n- Đất vườn chiếm 60,2%%\n- Đất ở chiếm 20,3%%\n- Đất hồ chiếm %s",
        "19,5%",
        "18,5%",
    ),
    ("subset_and_whole", "Diện tích 5.396 m2, trong đó khu văn phòng %s.", "2.965 m2", "29.658 m2"),
]


@pytest.mark.parametrize(("code", "text", "true", "false"), PAIRS)
def test_the_false_number_is_found_and_the_true_one_is_not(code, text, true, false):
    sentence = text if "%%" not in text else text.replace("%%", "%")
    assert [finding.arithmetic for finding in found_by(code, sentence.replace("%s", true))] == []
    findings = found_by(code, sentence.replace("%s", false))
    assert findings
    assert all(finding.arithmetic and len(finding.places) > 1 for finding in findings)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ratio", "Có 42/42 ứng viên đạt số phiếu tín nhiệm trên 50%."),
        ("ratio", "Có 443/448 đại biểu (chiếm 91,53% tổng số đại biểu) tán thành."),
        ("ratio", "Trồng được 80/54 ha sắn, tăng 47,5% so với cùng kỳ."),
        ("ratio", "Đã làm 12/14 km đường, đạt 60% kế hoạch vốn."),
        ("ratio", "Đến nay 5/9 xã có tỷ lệ này dưới 3%."),
        ("ratio", "Thu 480 triệu đồng, đạt 96% kế hoạch, chi 500 triệu đồng."),
        ("change", "Xuất siêu 1,3 tỷ đồng, nhập siêu từ nước ngoài giảm 5,3 tỷ đồng, giảm 17,5% so với cùng kỳ."),
        ("change", "Tỷ lệ giảm từ 10,85% xuống còn 1,31%."),
        (
            "share_total",
            "Trong số đó có 30 nữ (chiếm 33,3%), 22 người trẻ (chiếm 24,4%), 44 người ngoài (chiếm 48,8%).",
        ),
        ("share_total", "Loại tốt chiếm 88% (trong đó, tiêu biểu chiếm 20%); loại khá chiếm 10%; loại yếu chiếm 2%."),
        ("subset_and_whole", "Giếng khoan tưới cho cánh đồng 19/5 xã Nà Đông."),
        ("subset_and_whole", "Xảy ra 45/33 vụ, tăng 12 vụ so với cùng kỳ."),
        ("sums", "Giảm 146 lượt tiếp, 127 lượt người (6 tháng đầu năm trước tiếp 1.012 lượt và 1.091 lượt người)."),
        ("impossible_percentage", "Khảo sát 1.200 hộ, có 33,7% hài lòng."),
    ],
)
def test_what_only_looks_like_a_contradiction_is_left_alone(code, text):
    assert [finding.arithmetic for finding in found_by(code, text)] == []
