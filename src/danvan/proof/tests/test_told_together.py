"""Sentences and lists that add up what stands round them: the false total is found, the true one left alone."""

from __future__ import annotations

import pytest

from danvan.proof.tests.given import found_by

THREE = "- Bản Nà Đông: 45 hộ hiến đất.\n- Bản Khe Lớn: 62 hộ hiến đất.\n- Bản Suối Nhỏ: 31 hộ hiến đất.\n"
TWO = "- Cấp tỉnh: nhận 410 hồ sơ, đã giải quyết 380 hồ sơ.\n- Cấp huyện: nhận 620 hồ sơ, đã giải quyết 599 hồ sơ.\n"
ADDED = [
    (f"{THREE}Tổng cộng ba bản có {{}} hộ hiến đất.", "138", "148"),
    (f"{TWO}Cộng cả hai cấp đã giải quyết {{}} hồ sơ.", "979", "999"),
    (
        "+ Hội Nông dân có 120 hội viên.\n+ Hội Phụ nữ có 95 hội viên.\nTính chung hai hội có {} hội viên.",
        "215",
        "235",
    ),
    (
        "Đợt 1: 150 suất quà.\nĐợt 2: 210 suất quà.\nĐợt 3: 90 suất quà.\nGộp cả 3 đợt, đã tặng {} suất quà.",
        "450",
        "440",
    ),
    ("Vận động được 2.100 cây, gồm:\n- Xã Nà Đông: 700 cây;\n- Xã Khe Lớn: 800 cây;\n- Xã Cọ: {} cây.", "600", "200"),
    ("Huyện có 850 hộ được giúp; chia ra 310 hộ xây mới, {} hộ sửa chữa và 120 hộ di dời.", "420", "220"),
]


@pytest.mark.parametrize(("text", "true", "false"), ADDED)
def test_a_false_total_is_found(text, true, false):
    assert [finding.arithmetic for finding in found_by("sums", text.format(true))] == []
    [finding] = found_by("sums", text.format(false))
    assert len(finding.places) > 2


@pytest.mark.parametrize(
    "text",
    [
        "Kết quả khảo sát:\n- Hài lòng: 807 phiếu.\n- Bình thường: 628 phiếu.\n- Chưa hài lòng: 169 phiếu.",
        "- Cấp tỉnh nhận 410 hồ sơ.\n- Cấp huyện nhận 620 hồ sơ.\nCả năm, ngành còn nhận thêm 55 hồ sơ khác.",
        f"{THREE}Cộng cả bốn bản có 190 hộ hiến đất.",
        f"{THREE}Tổng số hộ của cả ba bản là 1.240 hộ.",
    ],
)
def test_what_adds_nothing_up_is_left_alone(text):
    assert [finding.arithmetic for finding in found_by("sums", text)] == []
