"""Each check finds its fault and leaves a sound report alone."""

from __future__ import annotations

import pytest

from danvan.proof.tests.given import doubted_once, found_by, left_alone

FAULTY = [
    ("sums", "Huyện có 51 tổ chức cơ sở đảng (16 đảng bộ và 53 chi bộ)."),
    ("sums", "Xã có 900 người, gồm 500 người Kinh và 300 người Thái."),
    ("sums", "Nhận 40 hồ sơ, gồm 30 hồ sơ đã xong (20 hồ sơ trước hạn, 10 hồ sơ đúng hạn), 11 hồ sơ còn trong hạn."),
    ("sums", "Nhận được 11 ý kiến, giải trình làm rõ 7 ý kiến, tiếp thu 3 ý kiến."),
    ("sums", "Nhận về 75 đơn; đã trả lời 60 đơn, còn lại 14 đơn chưa trả lời."),
    ("subset_and_whole", "Nhận 280 đơn, trong đó 20 đơn khiếu nại, 10 đơn tố cáo, 300 đơn kiến nghị."),
    ("subset_and_whole", "Xã có 30 hộ nghèo, trong đó 45 hộ là người Dao."),
    ("sums", "Có 2.400 lá phiếu, trong đó 400 lá phiếu xanh và 2.010 lá phiếu đỏ."),
    ("sums", "Tổng số có 100 cây, cụ thể như sau:\n- Mận: 40 cây\n- Đào: 50 cây"),
    ("count_of_list", "Kiểm tra tại 04 xã: Bình Long, Giang Sơn, Khe Lớn."),
    ("count_of_list", "Ra mắt tại 03 xã (Bình Long, Giang Sơn)."),
    ("count_of_list", "Có 04 dân tộc anh em, bao gồm: Kinh, Mông và Dao, trong đó người Dao là 12 hộ."),
    ("count_of_list", "Hỗ trợ 4 xã vùng CT12 của huyện (gồm xã Khe Lớn, Nà Đông, Giang Sơn)."),
    ("count_of_list", "Gieo trồng 4 vụ: vụ xuân, vụ hè thu và vụ đông."),
    ("count_of_list", "Có 4 nhóm thợ như sau:\n- Nhóm Một\n- Nhóm Hai\n- Nhóm Ba"),
    ("ratio", "Có 118/126 khu dân cư đăng ký, đạt 90,65%."),
    ("subset_and_whole", "Đã giải quyết 100 hồ sơ, đúng hạn 120 hồ sơ."),
    ("subset_and_whole", "Trong kỳ tiếp nhận 100 đơn, đã giải quyết 110 đơn."),
    ("subset_and_whole", "Có 130/126 khu dân cư đăng ký."),
    ("ratio", "Có 20 người Mông trên 80 người, tỷ lệ 24%."),
    ("ratio", "Có 8.000 hộ đã họp, 7.430 hộ đồng ý, đạt 92,98%."),
    ("table_sums", "| Xã | Hộ |\n|---|---|\n| Nà Đông | 120 |\n| Khe Lớn | 98 |\n| Tổng | 219 |"),
    ("average", "Trao 53 phần quà, trị giá 500.000 đồng/phần, tổng trị giá 25,5 triệu đồng."),
    ("average", "Xã có 320 người, 100 hộ, bình quân 3,8 người/hộ."),
    ("average", "Diện tích của xã là 92,81 km².\nDân số có 1.788 người.\nMật độ dân số đạt 20 người/km²."),
    ("impossible_percentage", "Qua khảo sát 12 hộ, có 33,7% hài lòng."),
    ("impossible_percentage", "Có 45,6% của 25 xã đạt chuẩn."),
    ("impossible_percentage", "Kết quả: 24 hộ (33,3%) tốt, 18 hộ (25%) khá, 30 hộ (51,7%) trung bình."),
    ("change", "Huyện xảy ra 45 vụ, tăng 13 vụ so với cùng kỳ (33 vụ)."),
    ("change", "Huyện xảy ra 45 vụ, tăng 12 vụ (46,4%) so với cùng kỳ."),
    ("change", "Số vụ giảm từ 33 vụ lên 45 vụ."),
    ("share_total", "Dân tộc Mông chiếm 46,89%, dân tộc Thái chiếm 35,1%, dân tộc Kinh chiếm 25,25%."),
    ("share_total", "Đã xử lý 1.000 đơn.\nCó 500 đơn sớm, đạt 50%; 300 đơn đúng, đạt 30%; 150 đơn muộn, chiếm 15%."),
    ("impossible_date", "Họp ngày 30/02/2022."),
    ("impossible_date", "Theo Nghị định số 7/2011/NĐ-CP ngày 12/3/20111."),
    ("impossible_date", "Quyết định ngày 25/12/013."),
    ("notes_and_marks", "Đã làm¹ và xong².\n¹ Tại xã Một."),
    ("notes_and_marks", "Đã làm¹.\n¹ Tại xã Một.\n² Tại xã Hai."),
    ("notes_and_marks", "Đã làm² và xong¹.\n¹ Tại xã Một.\n² Tại xã Hai."),
    ("repeated_fact", "Hội Nông dân xã nhận ủy thác cho 30 hộ dân.\nHội Nông dân xã nhận ủy thác cho 33 hộ dân."),
    ("repeated_fact", "Mở đường; hồ chứa nước Khe Lớn (1,2ha).\nSửa kênh; hồ chứa nước Khe Lớn (2,1ha)."),
    ("doubled_words", "Ban đã phối hợp tổ chức tổ chức hội nghị."),
    ("doubled_words", "Nhân nhân dân tích cực tham gia."),
]

SOUND = [
    ("sums", "Huyện có 51 tổ chức cơ sở đảng (16 đảng bộ và 35 chi bộ), 207 chi bộ trực thuộc."),
    ("sums", "Nhận 40 hồ sơ, gồm 30 hồ sơ đã xong (20 hồ sơ trước hạn, 10 hồ sơ đúng hạn), 10 hồ sơ còn trong hạn."),
    ("sums", "Có 190 tập thể đăng ký (tăng 28 tập thể và 45 cá nhân so với năm 2021)."),
    ("sums", "Tập huấn cho 500 người, trong đó 300 người là nữ, 250 người là đảng viên."),
    ("sums", "Tổ chức 10 hội nghị (05 xã, 700 người tham dự)."),
    ("sums", "Nhận được 11 ý kiến, giải trình làm rõ 7 ý kiến, tiếp thu 4 ý kiến."),
    ("sums", "Số đơn đã nhận: 15; số đơn chưa xong: 6; gồm có: 12 đơn thư, 03 đơn miệng."),
    ("sums", "Có trên 57.000 người, gồm 20.000 người Thái và 10.000 người Dao."),
    ("count_of_list", "Kiểm tra tại 04 xã Bình Long, Giang Sơn, Khe Lớn, Nà Đông, với 221 cử tri dự."),
    ("count_of_list", "Kiểm tra tại 03 xã: Bình Long, Giang Sơn và Khe Lớn."),
    ("count_of_list", "Có 03 dân tộc anh em, bao gồm: Kinh, Mông và Dao, trong đó người Dao là 12 hộ."),
    ("count_of_list", "Hỗ trợ 3 xã vùng CT12 của huyện (gồm xã Khe Lớn, Nà Đông, Giang Sơn)."),
    ("count_of_list", "Gieo trồng 3 vụ: vụ xuân, vụ hè thu và vụ đông."),
    ("count_of_list", "Có 05 bản: Nà Đông có 62 hộ, Khe Lớn có 42 hộ."),
    ("ratio", "Có 700/900 phiếu hợp lệ, đạt 77,7%."),
    ("ratio", "Có 118/126 khu dân cư đăng ký; dân tộc Mông chiếm 36,89%."),
    ("ratio", "Xã có 80 người, 20 người nghèo, chiếm 25%."),
    ("share_total", "Dân tộc Mông chiếm 36,89%; dân tộc Thái chiếm 15,1%, dân tộc Kinh chiếm 15,25%."),
    ("table_sums", "| Xã | Hộ |\n|---|---|\n| Nà Đông | 120 |\n| Khe Lớn | 98 |\n| Tổng | 218 |"),
    ("average", "Tặng 40 suất quà, mỗi suất 300.000 đồng, tổng kinh phí 12 triệu đồng."),
    ("average", "Diện tích của xã là 92,81 km².\nDân số có 1.788 người.\nMật độ dân số đạt 19 người/km²."),
    ("impossible_percentage", "Qua khảo sát 12 hộ, có 33,3% hài lòng."),
    ("impossible_percentage", "Kết quả: 24 hộ (33,3%) tốt, 18 hộ (25%) khá, 30 hộ (41,7%) trung bình."),
    ("subset_and_whole", "Tiếp nhận 100 đơn, kỳ trước chuyển sang 20 đơn, đã giải quyết 110 đơn."),
    ("change", "Huyện xảy ra 45 vụ, tăng 12 vụ (36,4%) so với cùng kỳ (45/33 vụ)."),
    ("change", "Tỷ lệ hộ nghèo giảm từ 12,5% xuống còn 9,8%, giảm 2,7%."),
    ("share_total", "Số xã đạt 99,7%, số bản đạt 98,2%, số hộ đạt 95%."),
    ("impossible_date", "Họp ngày 28/02/2022, dịp 29/2 và tháng 12/2021."),
    ("notes_and_marks", "Đã làm¹ và xong².\n¹ Tại xã Một.\n² Tại xã Hai."),
    ("notes_and_marks", "Khí CO² và 10⁶ đồng, không có chú thích nào."),
    ("repeated_fact", "I- HỘI NÔNG DÂN\nNgày hội mùa xuân trao 7 cờ.\nII- HỘI PHỤ NỮ\nNgày hội mùa xuân trao 8 cờ."),
    ("repeated_fact", "Tại Khe Lớn: người dân nêu 12 ý kiến.\nTại Suối Nhỏ: người dân nêu 11 ý kiến."),
    ("repeated_fact", "Trao 40 phần quà.\nTrao 30 phần quà."),
    ("doubled_words", "Các tổ chức tổ chức hội nghị; ngày ngày luôn luôn cố gắng."),
]


@pytest.mark.parametrize(("code", "text"), FAULTY)
def test_a_fault_is_found_with_its_place_and_what_to_do(code, text):
    doubted_once(code, text)


@pytest.mark.parametrize(("code", "text"), SOUND)
def test_a_sound_sentence_is_left_alone(code, text):
    left_alone(code, text)


def test_a_sum_says_what_it_is_and_what_it_should_be():
    [finding] = found_by("sums", "Xã có 900 người, gồm 500 người Kinh và 300 người Thái.")
    assert (finding.expected, finding.found) == ("900", "800")
    assert [place.quote for place in finding.places] == ["900 người", "500 người", "300 người"]
