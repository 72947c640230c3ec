"""Each check finds its fault and leaves a sound report alone."""

from __future__ import annotations

import pytest

from danvan.proof.tests.given import found_by

FAULTY = [
    ("sums", "Huyện có 51 tổ chức cơ sở đảng (16 đảng bộ và 53 chi bộ)."),
    ("sums", "Xã có 900 người, gồm 500 người Kinh và 300 người Thái."),
    ("sums", "Nhận 40 hồ sơ, gồm 30 hồ sơ đã xong (20 hồ sơ trước hạn, 10 hồ sơ đúng hạn), 11 hồ sơ còn trong hạn."),
    ("sums", "Nhận được 11 ý kiến, giải trình làm rõ 7 ý kiến, tiếp thu 3 ý kiến."),
    ("sums", "Tiếp nhận 268 đơn; đã xử lý 250 đơn, còn lại 11 đơn chưa xử lý."),
    ("sums", "Xã có 30 hộ nghèo, trong đó 45 hộ là người Dao."),
    ("sums", "Có 1.598 hồ sơ, trong đó 61 hồ sơ qua mạng và 1.538 hồ sơ trực tiếp."),
    ("sums", "Tổng đàn gia súc có 100 con, cụ thể như sau:\n- Trâu: 40 con\n- Bò: 50 con"),
    ("count_of_list", "Kiểm tra tại 04 xã: Bình Long, Giang Sơn, Khe Lớn."),
    ("count_of_list", "Ra mắt tại 03 xã (Bình Long, Giang Sơn)."),
    ("count_of_list", "Có 4 doanh nghiệp liên kết như sau:\n- Công ty Một\n- Công ty Hai\n- Công ty Ba"),
    ("ratio", "Có 118/126 khu dân cư đăng ký, đạt 90,65%."),
    ("ratio", "Có 130/126 khu dân cư đăng ký."),
    ("ratio", "Có 20 người Mông trên 80 người, tỷ lệ 24%."),
    ("ratio", "Có 26.060 hồ sơ đến hạn, 24.901 hồ sơ đúng hạn, đạt 95,65%."),
    ("share_total", "Dân tộc Mông chiếm 46,89%, dân tộc Thái chiếm 35,1%, dân tộc Kinh chiếm 25,25%."),
    ("share_total", "Đã xử lý 1.000 đơn.\nCó 500 đơn sớm, đạt 50%; 300 đơn đúng, đạt 30%; 150 đơn muộn, chiếm 15%."),
    ("impossible_date", "Họp ngày 30/02/2022."),
    ("impossible_date", "Theo Nghị định số 7/1999/NĐ-CP ngày 19/8/19999."),
    ("impossible_date", "Quyết định ngày 25/12/013."),
    ("notes_and_marks", "Đã làm¹ và xong².\n¹ Tại xã Một."),
    ("notes_and_marks", "Đã làm¹.\n¹ Tại xã Một.\n² Tại xã Hai."),
    ("notes_and_marks", "Đã làm² và xong¹.\n¹ Tại xã Một.\n² Tại xã Hai."),
    ("repeated_fact", "Quỹ tín dụng nhân dân xã cho vay 30 hộ dân.\nQuỹ tín dụng nhân dân xã cho vay 33 hộ dân."),
    ("repeated_fact", "Mở đường; cầu bê tông Khe Lớn (0,85ha).\nSửa cầu tràn; cầu bê tông Khe Lớn (8,09ha)."),
    ("doubled_words", "Ban đã phối hợp tổ chức tổ chức hội nghị."),
    ("doubled_words", "Phía phía Bắc giáp xã Một."),
]

SOUND = [
    ("sums", "Huyện có 51 tổ chức cơ sở đảng (16 đảng bộ và 35 chi bộ), 207 chi bộ trực thuộc."),
    ("sums", "Nhận 40 hồ sơ, gồm 30 hồ sơ đã xong (20 hồ sơ trước hạn, 10 hồ sơ đúng hạn), 10 hồ sơ còn trong hạn."),
    ("sums", "Có 190 tập thể đăng ký (tăng 28 tập thể và 45 cá nhân so với năm 2021)."),
    ("sums", "Tập huấn cho 500 người, trong đó 300 người là nữ, 250 người là đảng viên."),
    ("sums", "Tổ chức 10 hội nghị (05 xã, 700 người tham dự)."),
    ("sums", "Nhận được 11 ý kiến, giải trình làm rõ 7 ý kiến, tiếp thu 4 ý kiến."),
    ("sums", "Số đơn tiếp nhận: 49, gồm cả kỳ trước; đang xử lý: 28; gồm có: 47 đơn thư, 02 đơn miệng."),
    ("sums", "Có trên 57.000 người, gồm 20.000 người Thái và 10.000 người Dao."),
    ("count_of_list", "Kiểm tra tại 04 xã Bình Long, Giang Sơn, Khe Lớn, Nà Đông, với 221 cử tri dự."),
    ("count_of_list", "Kiểm tra tại 03 xã: Bình Long, Giang Sơn và Khe Lớn."),
    ("count_of_list", "Có 05 tôn giáo: Phật giáo có 62 người, Cao Đài có 42 người."),
    ("ratio", "Có 1.005/1.216 thẻ đã đổi, đạt 82,6%."),
    ("ratio", "Có 118/126 khu dân cư đăng ký; dân tộc Mông chiếm 36,89%."),
    ("ratio", "Xã có 80 người, 20 người nghèo, chiếm 25%."),
    ("share_total", "Dân tộc Mông chiếm 36,89%; dân tộc Thái chiếm 15,1%, dân tộc Kinh chiếm 15,25%."),
    ("share_total", "Số xã đạt 99,7%, số bản đạt 98,2%, số hộ đạt 95%."),
    ("impossible_date", "Họp ngày 28/02/2022, dịp 29/2 và tháng 12/2021."),
    ("notes_and_marks", "Đã làm¹ và xong².\n¹ Tại xã Một.\n² Tại xã Hai."),
    ("notes_and_marks", "Khí CO² và 10⁶ đồng, không có chú thích nào."),
    ("repeated_fact", "I- KINH TẾ\nTháng Công nhân trao 70 phần quà.\nII- XÃ HỘI\nTháng Công nhân trao 80 phần quà."),
    ("repeated_fact", "Trao 40 phần quà.\nTrao 30 phần quà."),
    ("doubled_words", "Các tổ chức tổ chức hội nghị; ngày ngày luôn luôn cố gắng."),
]


@pytest.mark.parametrize(("code", "text"), FAULTY)
def test_a_fault_is_found_with_its_place_and_what_to_do(code, text):
    findings = found_by(code, text)
    assert len(findings) == 1
    assert findings[0].places
    assert findings[0].message
    assert findings[0].advice


@pytest.mark.parametrize(("code", "text"), SOUND)
def test_a_sound_sentence_is_left_alone(code, text):
    assert [finding.message for finding in found_by(code, text)] == []


def test_a_sum_says_what_it_is_and_what_it_should_be():
    [finding] = found_by("sums", "Xã có 900 người, gồm 500 người Kinh và 300 người Thái.")
    assert (finding.expected, finding.found) == ("900", "800")
    assert [place.quote for place in finding.places] == ["900 người", "500 người", "300 người"]
