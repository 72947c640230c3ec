"""Changes told by their word alone and averages, in many phrasings: the false one is found, the true one left alone."""

from __future__ import annotations

import pytest

from danvan.proof.tests.given import figures_of, found_by

DIRECTIONS = [
    ("Có 411 hộ tham gia mô hình, {} so với năm 2019 (278 hộ).", "tăng", "giảm"),
    ("Xảy ra 14 vụ cháy, {} so với cùng kỳ năm trước (19 vụ).", "giảm", "tăng"),
    ("Cả năm tiếp 312 lượt công dân, {} năm ngoái (298 lượt).", "nhiều hơn", "ít hơn"),
    ("Thu ngân sách 45 tỷ đồng, {} so với cùng kỳ (48,2 tỷ đồng).", "thấp hơn", "cao hơn"),
    ("Kết nạp 25 đảng viên, {} mạnh so với năm 2021 là 17 đảng viên.", "tăng", "giảm"),
    ("Tỷ lệ hộ nghèo còn 8,4%, {} so với đầu năm (10,2%).", "giảm", "tăng"),
    ("Số vụ ly hôn là 31 vụ, {} so với 36 vụ của năm trước.", "giảm", "tăng"),
    (
        "Năm 2023 hòa giải 120 vụ việc, {} so với năm 2022 (98 vụ việc), tăng so với năm 2021 (90 vụ việc).",
        "tăng",
        "giảm",
    ),
]
AVERAGES = [
    ("Đã mở 21 buổi phổ biến pháp luật với 567 lượt người, bình quân {} lượt người/buổi.", "27", "36"),
    ("Tổ chức 15 hội nghị với 1.200 đại biểu tham dự, trung bình {} đại biểu/hội nghị.", "80", "95"),
    ("Xã có 412 hộ với 1.648 nhân khẩu, bình quân mỗi hộ có {} nhân khẩu.", "4", "5"),
    ("Hội có 24 chi hội, 1.080 hội viên, bình quân {} hội viên mỗi chi hội.", "45", "35"),
    ("Trong năm có 12 đợt hiến máu, thu 1.440 đơn vị máu, bình quân {} đơn vị máu/đợt.", "120", "150"),
    (
        "Tập huấn 9 lớp cho 270 lượt người.\nĐã mở 20 lớp xóa mù với 500 lượt người, bình quân {} lượt người/lớp.",
        "25",
        "34",
    ),
]


@pytest.mark.parametrize(
    ("code", "text", "true", "false"),
    [*(("change", *row) for row in DIRECTIONS), *(("average", *row) for row in AVERAGES)],
)
def test_what_the_numbers_deny_is_found(code, text, true, false):
    assert [finding.arithmetic for finding in found_by(code, text.format(true))] == []
    [finding] = found_by(code, text.format(false))
    assert len(finding.places) > 1


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("change", "Có 50 hội viên mới, số hội viên nòng cốt giảm so với năm 2020 (64 hội viên)."),
        ("change", "Toàn xã có 300 hộ, số hộ cận nghèo tăng so với năm trước (25 hộ)."),
        ("change", "Có 21 xã đạt chuẩn (giảm so với năm 2020), 15 xã chưa đạt."),
        ("change", "Sản lượng đạt 1.450 tấn, vượt so với kế hoạch (1.400 tấn)."),
        ("average", "Mở 12 lớp với 480 học viên; 5 đội có 150 thành viên, bình quân 30 thành viên/đội."),
        ("average", "Đã có 10 buổi với 400 lượt người, riêng bản Nà Đông bình quân 55 lượt người/buổi."),
        ("average", "Có 20 buổi với 600 lượt người. Năm trước bình quân 25 lượt người/buổi."),
    ],
)
def test_what_is_told_of_another_value_is_left_alone(code, text):
    assert [finding.arithmetic for finding in found_by(code, text)] == []


def test_a_count_behind_cards_is_no_number_of_a_card():
    assert [figure.quote for figure in figures_of("Đã cấp thẻ căn cước cho 3.996 lượt người.")] == ["3.996 lượt người"]
    assert figures_of("Căn cước số 045 123 456 789 do Bộ Công an cấp.") == []
