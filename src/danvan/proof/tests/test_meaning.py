"""What is said in different places is compared by meaning: each fault is found, each sound text is left alone."""

from __future__ import annotations

import pytest

from danvan.proof.run import check, family
from danvan.proof.tests.given import doubted_once, found_by, left_alone, report

FAULTY = [
    # A long row of the same words up to the same next number, though each partner names the other.
    (
        "repeated_fact",
        (
            "Phối hợp với Hội Nông dân mở 03 lớp trao đổi cách trồng nấm hữu cơ trên rơm khô tại 14 bản vùng cao.\n"
            "Thực hiện 3 lớp hát; phối hợp với MTTQ mở 05 lớp trao đổi cách trồng nấm hữu cơ trên rơm khô tại 14 bản."
        ),
    ),
    # Other order and other words; the number of sessions is told alike.
    (
        "repeated_fact",
        (
            "Toàn xã mở 25 buổi dạy nấu ăn cho lao động trẻ, thu hút 1.240 lượt người tham gia.\n"
            "Điểm sáng:\nViệc dạy nấu ăn cho lao động trẻ với 25 buổi, có 1.420 lượt người dự."
        ),
    ),
    # An abbreviation that the text itself explains.
    (
        "repeated_fact",
        (
            "Cấp thẻ thư viện điện tử (TVĐT): đã phát thẻ thư viện điện tử cho học sinh nội trú 310 em.\n"
            "Hạn chế: phát thẻ TVĐT cho học sinh nội trú 301 em."
        ),
    ),
    (
        "repeated_fact",
        "Tỷ lệ hồ sơ đất đai trả đúng hẹn đạt 91,5%.\nCòn chậm: tỷ lệ hồ sơ đất đai trả đúng hẹn mới đạt 95,1%.",
    ),
    (
        "repeated_fact",
        "Làm đường bê tông vào bản Khe Lớn dài 420 m.\nCon đường bê tông vào bản Khe Lớn có chiều dài 240 m.",
    ),
    (
        "repeated_fact",
        "Nâng cấp: cầu treo Khe Lớn (12m), Nà Đông (15m).\nBảo trì: cầu treo Khe Lớn (12m), Nà Đông (51m).",
    ),
    ("repeated_fact", "Xã Khe Lớn có 9 bản.\nTrên địa bàn xã hiện có 08 bản."),
    ("repeated_fact", "Xã Khe Lớn có dân số là 2.410 người.\nNhân khẩu của xã Khe Lớn có 2.401 người."),
    # Side by side with other numbers in a long sentence, and alone with other words round it.
    (
        "repeated_fact",
        (
            "Xã có 51 chi hội, 2.733 hội viên, có 86 hội viên nuôi ong lấy mật trên nương.\n"
            "II. CÔNG TÁC DÂN VẬN\nCó 12/13 bản; tổng số hội viên nuôi ong lấy mật trên nương: 68 hội viên."
        ),
    ),
    # Few words in common, but a number with two digits that changed places.
    ("repeated_fact", "Phụ nữ xã giúp 320 hộ nghèo nuôi ong.\nHội Phụ nữ đã hỗ trợ 302 hộ nghèo nuôi ong lấy mật."),
    ("repeated_fact", "Trồng mới rừng phòng hộ được 1.250 ha.\nDiện tích rừng phòng hộ trồng mới đạt 1.205 ha."),
    ("repeated_fact", "Lập 03 tổ hát, mỗi nơi có một trưởng nhóm (04 trưởng nhóm)."),
    (
        "repeated_fact",
        "Số hồ sơ quá hạn mà chưa trả là 30 hồ sơ (chiếm 4,56%).\nTỷ lệ chậm hạn giảm so với kỳ trước, còn 4,65%.",
    ),
    (
        "double_count",
        (
            "I. MẶT TRẬN TỔ QUỐC\nDọn rác ven suối: có 132 người; trao 47 phần quà.\n"
            "II. HỘI NÔNG DÂN\nRa quân dọn rác ven suối: 132 người dự, trao 47 suất quà, 47 phần quà."
        ),
    ),
    (
        "double_count",
        (
            "Nói chuyện về giữ rừng: Mặt trận 420 buổi, Hội 31 buổi, Đoàn 7 buổi.\n"
            "Ngoài ra, các chi hội còn mở 458 buổi lồng ghép việc này."
        ),
    ),
    # 912 + 14 + 1 sessions for 20.310 + 512 + 95 people.
    (
        "double_count",
        (
            "Xã mở 912 buổi cho 20.310 lượt người; 14 hội nghị cho 512 đại biểu; tập huấn cho 95 cán bộ.\n"
            "Mặt trận mở được 927 cuộc, cho 20.917 lượt người."
        ),
    ),
    (
        "unit_drift",
        "Dạy bơi cho học sinh tiểu học: 1.250 lượt người.\nĐã có 1.250 người được dạy bơi cho học sinh tiểu học.",
    ),
    (
        "unit_drift",
        "Quỹ khuyến học của dòng họ Khe Lớn thu 450 triệu đồng.\nQuỹ khuyến học của dòng họ Khe Lớn thu 450 tỷ đồng.",
    ),
    ("unit_drift", "Xã có 9 bản.\nPhong trào được phát động tại 9/9 xã."),
    ("unit_drift", "Trao 60 suất quà, trị giá 250.000 đồng/phần."),
    ("name_spelling", "Xã Khe Lớn làm trước.\nĐoàn về xã Khe Lớn.\nHọc tập xã Khe Lơn."),
    (
        "name_spelling",
        "Đoàn về thôn Đắk Rinh và thôn Suối Nhỏ.\nTại Đắk Rinh, thôn Đắk Rinh có 3 tổ.\nThôn Đắk Ring có 2 tổ.",
    ),
    ("name_spelling", "Hợp tác xã chè sạch Khe Lớn góp vốn.\nCác hộ bán cho Hợp tác xã chè sách Khe Lớn."),
    ("name_spelling", "Sinh hoạt theo giáo xứ.\nHiện có 10 Giáo sứ."),
    ("name_spelling", "Đường vào khu Maro (5ha), Rova (6ha).\nCầu Nà Đông (1ha), Rôva (2ha)."),
    ("count_of_list", "Giao 04 xã gồm Bình Long, Giang Sơn và Khe Lớn làm mẫu về phân loại, thu gom rác."),
    ("count_of_list", "Chọn 05 xã gồm Bình Long, Giang Sơn và Khe Lớn làm điểm về giữ rừng."),
    ("count_of_list", "Chấm theo 03 tiêu chí: giữ rừng tại gốc, thái độ phục vụ, mức phí, thời gian chờ."),
    (
        "count_of_list",
        "Có 03 tôn giáo: Phật giáo 62 người, Cao Đài 40 người, Tin Lành 3 người, Công giáo 8 người, không đạo 9.",
    ),
    ("count_of_list", "Giao việc cho 4 nhóm, gồm:\n- Nhóm Một\n+ Tổ A\n+ Tổ B\n- Nhóm Hai\n- Nhóm Ba"),
]

SOUND = [
    # The same row of words under two organisations that did not work together.
    (
        "repeated_fact",
        (
            "Hội Nông dân mở 03 lớp trao đổi cách trồng nấm hữu cơ trên rơm khô tại 14 bản.\n"
            "Mặt trận Tổ quốc mở 05 lớp trao đổi cách trồng nấm hữu cơ trên rơm khô tại 14 bản."
        ),
    ),
    # Another next number: another work of the same pattern.
    (
        "repeated_fact",
        (
            "Phối hợp với Hội Nông dân mở 03 lớp trao đổi cách trồng nấm hữu cơ trên rơm khô tại 14 bản.\n"
            "Thực hiện 3 lớp hát; phối hợp với MTTQ mở 05 lớp trao đổi cách trồng nấm hữu cơ trên rơm khô tại 6 bản."
        ),
    ),
    (
        "repeated_fact",
        "Mở 25 buổi dạy nấu ăn tháng 3 cho lao động trẻ.\nMở 27 buổi dạy nấu ăn tháng 4 cho lao động trẻ.",
    ),
    (
        "repeated_fact",
        "Tỷ lệ hồ sơ đất đai trả đúng hẹn đạt 91,5%.\nPhấn đấu tỷ lệ hồ sơ đất đai trả đúng hẹn đạt 95,1%.",
    ),
    (
        "repeated_fact",
        "I. HỘI NÔNG DÂN\nDạy ghép chanh cho hộ nghèo 30 hộ.\nII. HỘI PHỤ NỮ\nDạy ghép chanh cho hộ nghèo 40 hộ.",
    ),
    # A row of like things, each with its own numbers.
    (
        "repeated_fact",
        (
            "Nhận hồ sơ đất đai trực tuyến 320 hồ sơ, trả đúng hạn 300 hồ sơ.\n"
            "Nhận hồ sơ đất đai trực tuyến 510 hồ sơ, trả đúng hạn 490 hồ sơ."
        ),
    ),
    ("repeated_fact", "Xã Khe Lớn có 9 bản.\nXã Nà Đông có 8 bản."),
    ("repeated_fact", "Xã có 9 bản.\nTrên địa bàn xã có 3 bản đạt chuẩn văn hóa."),
    (
        "repeated_fact",
        "Mở 02 cuộc khảo sát việc giữ rừng đầu nguồn: rừng già, rừng non.\n01 cuộc khảo sát việc giữ rừng đầu nguồn.",
    ),
    (
        "repeated_fact",
        "Rừng sâu bệnh chiếm 16% diện tích rừng trồng.\nRừng sâu bệnh chiếm 16,1% diện tích rừng trồng.",
    ),
    (
        "repeated_fact",
        "5.000 hội viên sẽ học nghề tại trường nội trú.\nCó 2.000 hội viên sẽ học nghề tại trường huyện.",
    ),
    ("repeated_fact", "Trường Khe Lớn nhận 5 lớp, gồm 120 học sinh.\nTrường Nà Đông nhận 6 lớp, gồm 210 học sinh."),
    ("repeated_fact", "Hiện có 386 xã vùng cao đạt chuẩn.\nSau khi sắp xếp có 382 xã vùng cao đạt chuẩn."),
    ("double_count", "Mặt trận mở 10 hội nghị cho 20 người.\nHội mở 5 hội nghị cho 15 người."),
    ("double_count", "Mặt trận 420 buổi, Hội 31 buổi, Đoàn 7 buổi.\nTổng số đã mở 458 buổi."),
    (
        "double_count",
        "Xã mở 57 hội nghị về giữ rừng cho 5.505 lượt người.\nNổi bật: giữ rừng với 57 hội nghị, 5.505 lượt người.",
    ),
    # A total whose note tells its parts.
    (
        "double_count",
        (
            "Mặt trận mở được 927 cuộc, cho 20.917 lượt người¹.\n¹ Mở 912 buổi cho 20.310 lượt người; 14 hội "
            "nghị cho 512 đại biểu; tập huấn cho 95 cán bộ."
        ),
    ),
    ("unit_drift", "Dạy bơi cho học sinh: 1.250 lượt người.\nKhám mắt cho người già: 1.250 người."),
    ("unit_drift", "Trao 60 phần quà, 500.000 đồng/người.\nTrao 60 phần quà, trị giá 250.000 đồng/phần."),
    ("name_spelling", "Xã Hòa Bình và xã Hoà Bình."),
    ("name_spelling", "Kiểm tra các xã Tân Hưng, Tân Hùng.\nXã Tân Hùng làm tốt.\nXã Tân Hùng có 3 thôn."),
    ("name_spelling", "Xã Khe Thượng; xã Khe Thường họp.\nXã Khe Thượng và xã Khe Thường cùng làm.\nXã Khe Thượng."),
    ("name_spelling", "Thôn Nà Đông 1 có 3 tổ.\nThôn Nà Đông 2 có 4 tổ.\nThôn Nà Đông 1 họp."),
    ("name_spelling", "Mời Phó Chủ tịch xã và Phó Thủ trưởng.\nTheo lời Phó Chủ tịch và ông Phó Chủ tịch cũ."),
    ("count_of_list", "Giao 03 xã gồm Bình Long, Giang Sơn và Khe Lớn làm mẫu về phân loại, thu gom rác."),
    ("count_of_list", "Làm ở 04 xã gồm Bình Long, Giang Sơn và Khe Lớn của huyện Đông, Nà Đông của huyện Tây."),
    ("count_of_list", "Làm tại 2 xã Khe Lớn và Nà Đông, huyện Bình Long."),
    ("count_of_list", "Tặng 04 xã gồm Khe Lớn, Giang Sơn, Bình Long và Nà Đông (theo danh sách)."),
    ("count_of_list", "Thi tuyển vào 3 đơn vị là Văn phòng, Thanh tra tỉnh và Viện Khoa học tổ chức."),
    ("count_of_list", "Có 17 địa phương tăng dân số như Bình Long, Giang Sơn."),
    ("count_of_list", "Có 05 đơn vị từ Bình Long, Giang Sơn, Khe Lớn."),
    ("count_of_list", "Gồm 03 cơ quan: Phòng Văn hóa và Thông tin, Ban Dân vận, Hội Nông dân."),
    ("count_of_list", "Theo 03 nội dung: phòng, chống ma túy, giữ rừng, dạy nghề."),
]


@pytest.mark.parametrize(("code", "text"), FAULTY)
def test_what_contradicts_itself_is_found_once(code, text):
    doubted_once(code, text)


@pytest.mark.parametrize(("code", "text"), SOUND)
def test_what_only_looks_alike_is_left_alone(code, text):
    left_alone(code, text)


def test_a_number_that_adds_up_others_shows_its_arithmetic():
    text = """
        Nói chuyện về giữ rừng: Mặt trận 420 buổi, Hội 31 buổi, Đoàn 7 buổi.
        Ngoài ra, các chi hội còn mở 458 buổi lồng ghép việc này.
    """
    [finding] = found_by("double_count", report(text))
    assert finding.arithmetic == "420 + 31 + 7 = 458"
    assert [place.quote for place in finding.places] == ["458 buổi", "420 buổi", "31 buổi", "7 buổi"]


def test_a_place_that_the_register_writes_otherwise_is_doubted():
    checked = check(report("Đoàn về xã Khe Lơn."), names={"Xã Khe Lớn", "Khe Lớn"}, checks=[family()["name_spelling"]])
    [finding] = checked.findings
    assert (finding.found, finding.expected) == ("Khe Lơn", "Khe Lớn")


def test_two_places_of_the_register_are_never_one():
    text = "Xã Khe Lớn làm trước.\nĐoàn về xã Khe Lớn.\nHọc tập xã Khe Lơn."
    checked = check(report(text), names={"Khe Lớn", "Khe Lơn"}, checks=[family()["name_spelling"]])
    assert checked.findings == ()
