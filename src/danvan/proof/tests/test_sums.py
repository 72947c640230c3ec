"""Totals and parts in the forms of official prose: each holds as printed, and is found when one number changes."""

from __future__ import annotations

import re

import pytest

from danvan.proof.tests.given import found_by, report

HOLDING = [
    "Tổng dân số 34.250 người, trong đó nam 17.310 người, nữ 16.940 người.",
    "Đã giải quyết 3.290 hồ sơ, trong đó trước hạn 2.415 hồ sơ, đúng hạn 861 hồ sơ, quá hạn 14 hồ sơ.",
    "Trước hạn 60 hồ sơ, đúng hạn 31 hồ sơ; số trước và đúng hạn là 91 hồ sơ.",
    "Kỳ trước chuyển sang 14 vụ, thụ lý mới 63 vụ, tổng số phải giải quyết 77 vụ.",
    "Số đơn phải giải quyết là 87 đơn; đã giải quyết 71 đơn, còn 16 đơn đang giải quyết.",
    "Hồ sơ tồn kỳ trước chuyển sang là 2.171, mới tiếp nhận 4.131 hồ sơ, lũy kế phải giải quyết là 6.302 hồ sơ.",
    "Số kiến nghị được tiếp nhận: 49, trong đó, tháng trước chuyển sang: 20, trong tháng: 29.",
    "Nhận 18 đơn, đủ điều kiện xử lý 11 đơn, không đủ điều kiện 7 đơn.",
    "Được triệu tập 150 đại biểu, có mặt 147 đại biểu, vắng 3 đại biểu.",
    "Có 2.871 hộ bị thiệt hại, chỉ 167 hộ đủ điều kiện hỗ trợ, 2.704 hộ còn lại không kê khai.",
    "Hội Nông dân có 845 hội viên, Hội Phụ nữ có 912 hội viên; tổng cộng 1.757 hội viên.",
    "Tổng số 48 ý kiến của cử tri: giao thông 17 ý kiến, đất đai 15 ý kiến, y tế 9 ý kiến, giáo dục 7 ý kiến.",
    "Diện tích gieo trồng là 1.520 ha, trong đó lúa 980 ha, ngô 340 ha, rau màu 200 ha.",
    "Trao 400 suất quà cho hai bản Nà Đông (250 suất) và Khe Lớn (150 suất).",
    "Hỗ trợ 165 triệu đồng cho 3 xã (Nà Đông 60 triệu đồng, Khe Lớn 45 triệu đồng, Suối Nhỏ 60 triệu đồng).",
    "Trong 96 địa điểm có 32 địa điểm của xã, 64 địa điểm của bản.",
    "Vận động được 245 triệu đồng, gồm: tiền mặt 180 triệu đồng, hiện vật 65 triệu đồng.",
    "Học sinh giảm 80 em (nguyên nhân: chuyển trường 50 em, bị ốm 17 em, đi học nghề 13 em).",
    "Đội ngũ có 135 người gồm 04 quản lý; 01 phụ trách; 115 giáo viên; 15 nhân viên.",
    "Trường có 87 lớp với 4.241 em, trong đó có 5 lớp bán trú (211 em) và 82 lớp còn lại (4.030 em).",
    "Tổng số là 230 hộ:\n- Bản Một: 80 hộ\n- Bản Hai: 95 hộ\n- Bản Ba: 55 hộ",
    "Có 5.264 con vật nuôi, cụ thể như sau:\n+ Trâu: 616 con\n+ Bò: 558 con\n+ Gà: 4.090 con\n+ Ao cá: 2 ha",
]
GROUPS = """
a) Cấp huyện nhận 268 hồ sơ, đã xử lý 257 hồ sơ, chưa xử lý 11 hồ sơ.
b) Cấp xã nhận 685 hồ sơ, đã xử lý 618 hồ sơ, chưa xử lý 67 hồ sơ.
c) Cơ quan khác nhận 66 hồ sơ, đã xử lý 51 hồ sơ, chưa xử lý 15 hồ sơ.
Toàn huyện nhận 1.019 hồ sơ, đã xử lý 926 hồ sơ, chưa xử lý 93 hồ sơ.
"""


@pytest.mark.parametrize("text", HOLDING)
def test_each_figure_of_a_sum_is_doubted_when_it_is_changed(text):
    assert [finding.message for finding in found_by("sums", text)] == []
    for figure in report(text).figures:
        if (figure.unit == "ha" and "Ao cá" in text) or figure.quote == "3 xã":
            continue
        changed = _changed(text, figure.paragraph, figure.start, figure.quote)
        findings = found_by("sums", changed)
        touched = {(p.paragraph, p.start) for finding in findings for p in finding.places}
        assert (figure.paragraph, figure.start) in touched, changed


def _changed(text: str, paragraph: int, start: int, quote: str) -> str:
    """The text with the last digit of one figure one higher."""
    lines = text.split("\n")
    printed = re.sub(r"[0-9](?=[^0-9]*$)", lambda digit: str((int(digit[0]) + 1) % 10), quote, count=1)
    line = lines[paragraph - 1]
    lines[paragraph - 1] = line[:start] + printed + line[start + len(quote) :]
    return "\n".join(lines)


def test_what_a_fraction_leaves_is_told():
    assert found_by("sums", "Đạt 15/20 chỉ tiêu. Còn lại 5 chỉ tiêu chưa đạt.") == []
    [finding] = found_by("sums", "Đạt 15/20 chỉ tiêu, thu 30 triệu đồng. Còn lại 4 chỉ tiêu chưa đạt.")
    assert finding.arithmetic == "15 + 4 = 19 ≠ 20"


def test_what_is_done_as_planned_is_a_total_and_nouns_in_brackets_are_told_apart():
    field = "Gieo được 1.250/1.250 ha. Trong đó: giống mới 700 ha, giống cũ 500 ha, giống khác 50 ha."
    assert found_by("sums", field) == []
    assert found_by("sums", field.replace("khác 50", "khác 45"))
    assert found_by("sums", "Có 668 em (lớp công 188 học sinh, 04 nhóm tư thục 480 học sinh).") == []
    worth = "Giá trị đạt 396 con, tăng 0,7 lần so với năm 2015. Trong đó: trâu 226 con, tăng 1,0 lần; bò 170 con."
    assert found_by("sums", worth) == []


def test_a_summary_is_the_sum_of_its_groups():
    assert found_by("sums", GROUPS) == []
    [finding] = found_by(
        "sums", GROUPS.replace("đã xử lý 51 hồ sơ, chưa xử lý 15", "đã xử lý 41 hồ sơ, chưa xử lý 25")
    )[-1:]
    assert finding.arithmetic in ("257 + 618 + 41 = 916 ≠ 926", "11 + 67 + 25 = 103 ≠ 93")


def test_the_parts_of_a_total_may_stand_in_its_note():
    body = "Đã xóa 21 nhà tạm¹ trong năm.\n¹ Nà Đông 5 nhà, Khe Lớn 8 nhà, Suối Nhỏ 8 nhà."
    assert found_by("sums", body) == []
    [finding] = found_by("sums", body.replace("Khe Lớn 8", "Khe Lớn 9"))
    assert finding.arithmetic == "5 + 9 + 8 = 22 ≠ 21"
    assert {place.paragraph for place in finding.places} == {1, 2}


@pytest.mark.parametrize(
    "text",
    [
        "Xã có 1.245 hộ với 5.312 khẩu, trong đó 312 hộ nghèo, 185 hộ cận nghèo.",
        "Có 19.944 hồ sơ đến hạn, trong đó 19.255 hồ sơ đúng hạn, 689 hồ sơ quá hạn; trả lại 16 hồ sơ.",
        "Nhận 4.080 đơn, trong đó có 2.052 đơn đủ điều kiện xử lý, đã giải quyết 1.986 đơn.",
        "Nhận mới 40 hồ sơ, kỳ trước chuyển sang 12 hồ sơ; đã giải quyết 45 hồ sơ, còn 7 hồ sơ.",
        "Kết nạp 45 hội viên, nâng tổng số hội viên lên 1.320 hội viên.",
        "Lục quân gồm 9 quân đoàn (trong 9 quân đoàn này 7 quân đoàn ở phía bắc).",
        "Tổng kinh phí 1,5 tỷ đồng, gồm 1,2 tỷ đồng của tỉnh và 323 triệu đồng của huyện.",
    ],
)
def test_what_is_no_sum_is_left_alone(text):
    assert [finding.arithmetic for finding in found_by("sums", text)] == []
