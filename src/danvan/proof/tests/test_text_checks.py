"""The checks of the text itself find their faults and leave good prose alone."""

from __future__ import annotations

import pytest

from danvan.proof.tests.given import found_by

_FULL = "Đội văn nghệ của thôn biểu diễn ở sân nhà văn hóa vào tối thứ bảy tuần trước.\n"

FAULTY = [
    ("doubled_words", "Ban công tác của của thôn đã họp.", "của của"),
    ("doubled_words", "Phía phía Bắc giáp sông.", "Phía phía"),
    ("doubled_words", "Ban đã phối hợp tổ chức tổ chức hội nghị.", "tổ chức tổ chức"),
    ("doubled_words", "Nhằm phát triển kinh tế phát triển kinh tế bền vững.", "phát triển kinh tế phát triển kinh tế"),
    ("doubled_words", "Kế hoạch phát triển triển kinh tế vườn đồi.", "triển triển"),
    ("doubled_words", "Hội đã\nđã trao quà.", "đã đã"),
    ("punctuation", "Có ba tổ,, hai nhóm.", "tổ,,"),
    ("punctuation", "Có ba tổ , hai nhóm.", "tổ ,"),
    ("punctuation", "Việc đã xong;. Nay làm tiếp.", "xong;."),
    ("punctuation", "Việc đã xong.. Nay làm tiếp.", "xong.."),
    ("punctuation", "Làm theo quy ước.Việc đã xong.", "ước.Việc"),
    ("punctuation", "Mời hội,đoàn thể cùng dự.", "hội,đoàn"),
    ("punctuation", "Từ ngày 21/7đến ngày 25/7.", "21/7đến"),
    ("punctuation", "Đoàn kết là sức mạnhcủa cả thôn.", "mạnhcủa"),
    ("punctuation", "Có 2.227người dự.", "2.227người"),
    ("punctuation", "Họp ngày12 tháng 5.", "ngày12"),
    ("number_and_noun", "Tỷ lệ hộ gia đình ký cam kết không đốt rừng, không săn bắt thú đạt 93,1.", "93,1"),
    ("number_and_noun", "Hội mở được 12 tập huấn cho hội viên nuôi ong.", "mở được 12"),
    ("number_form", "Có 4l hộ và 3l2 hộ trồng quế.", "3l2"),
    ("number_form", "Có 31l hộ trồng quế.", "31l"),
    ("quotation_marks", "Phong trào “Thôn sạch được phát động.", "“"),
    ("quotation_marks", "Phong trào Thôn sạch” được phát động.", "”"),
    ("quotation_marks", "Có 3 tổ (hai tổ nam đã họp.", "("),
    ("quotation_marks", "Có 3 tổ hai tổ nam) đã họp.", ")"),
    ("unfinished_sentence", "Đã giao việc cho các tổ, các nhóm và", "Đã giao việc cho các tổ, các nhóm và"),
    ("unfinished_sentence", "Đã mời đại diện của.", "Đã mời đại diện của."),
    ("unfinished_sentence", "Kết quả họp dân là:\nII. VIỆC KHÁC CỦA THÔN", "Kết quả họp dân là:"),
    ("unfinished_sentence", "Đã dọn đường, trồng cây,\nThôn Hai họp dân.", "Đã dọn đường, trồng cây,"),
    (
        "unfinished_sentence",
        _FULL * 12 + _FULL.replace(".\n", "\n") + _FULL,
        "sân nhà văn hóa vào tối thứ bảy tuần trước",
    ),
    ("unfinished_sentence", "Đã mời đại diện của. Thôn họp vào buổi tối.", "Đã mời đại diện của."),
    (
        "unfinished_sentence",
        "Nhóm hộ được hưởng lợi từ công trình này do",
        "Nhóm hộ được hưởng lợi từ công trình này do",
    ),
    ("number_form", "Quyên góp được 1.2O0 cuốn sách.", "1.2O0"),
    ("number_form", "Việc này làm từ năm 2O21.", "2O21"),
    ("number_and_noun", "Tỉ lệ thôn có nước máy về tận nhà giảm còn 81,5 so với năm trước.", "81,5"),
    ("number_and_noun", "Tỷ lệ dân số có thẻ đạt hơn 92.", "92"),
    ("number_form", "Chi 50.000.00 đồng mua cây.", "50.000.00"),
    ("number_form", "Thu được 1,234,5 tấn rau.", "1,234,5"),
    ("number_form", "Đo được 12..5 ha đất.", "12..5"),
    ("number_form", "Có 1O hộ dân tham gia.", "1O"),
    ("number_form", "Có l2 hộ dân tham gia.", "l2"),
    ("number_form", "Đất lúa 6,2 ha; đất màu 6.2 ha.", "6.2 ha"),
    ("number_form", "Thu hút hơn 40.153 lượt người.", "hơn 40.153 lượt người"),
    ("number_and_noun", "Trẻ đến trường tỷ lệ đạt 95.", "95"),
    ("number_and_noun", "Thôn tổ chức được 12 với 300 lượt người dự.", "tổ chức được 12"),
    ("number_and_noun", "Đã cử cán 12 bộ xuống thôn.", "cán 12 bộ"),
    ("number_and_noun", "Đạt 95% % kế hoạch.", "95% %"),
    ("number_and_noun", "Có 12 người người tham gia.", "12 người người"),
]

SOUND = [
    ("unfinished_sentence", "Theo đề nghị của Trưởng phòng Nội vụ,\nĐiều 1. Lập tổ công tác."),
    ("doubled_words", "Các tổ chức tổ chức hội nghị; ngày ngày luôn luôn cố gắng, nhà nhà thi đua."),
    ("doubled_words", "Dọn dẹp bảo vệ vệ sinh chung; đồng phạm phạm tội; bà Hoa Hoa dự; ba ba được nuôi."),
    ("doubled_words", "Có 12 xã, xã nào cũng họp; xanh xanh, đỏ đỏ."),
    ("punctuation", "Có ba tổ, hai nhóm; v.v., xem https://xa.gov.vn/tin,bai và thu@xa.vn (TP.Hồ Chí Minh)…"),
    ("punctuation", "Ký tên: .......... Từ 1/7 đến 5/7, có 2.227 người, 5ha rừng, 12km đường, 36.000 đồng/năm."),
    ("quotation_marks", 'Cuộc vận động "Thôn sạch” và “Nhà đẹp"; a) Họp dân; 1) Trồng cây (ba tổ); tivi 14".'),
    ("quotation_marks", "Bà nói: “Thôn đã họp.\nMọi người đều vui”."),
    ("unfinished_sentence", "Kết quả như sau:\n- Một tổ họp;\n- Hai tổ trồng cây."),
    ("unfinished_sentence", "Thôn đã họp dân và\ntrồng ba trăm cây."),
    ("unfinished_sentence", "Việc đã làm xong, không còn gì tồn tại.\nĐời sống tự do, công bằng."),
    ("number_form", "Đất 1.234,5 ha; 50.000.000 đồng; ngày 10.10.2022; mục 1.2.3; điện thoại 0912.345.678."),
    ("number_form", "Thu hút hơn 40.150 lượt người; trên 12 hộ; đạt 6,2 ha và 1.250 ha; lớp 3, 4,5."),
    ("number_and_noun", "Tỷ lệ đạt 95%; tỷ lệ hộ nghèo là 5,47%. Tổ chức được 12 cuộc với 300 lượt người."),
    ("number_form", "Cấp 20l dầu, 35l nước sạch và 15l cho mỗi hộ."),
    ("number_and_noun", "Tổ chức 12 tuyên truyền viên về xã; mở 03 đợt kiểm tra về an toàn; tổ chức 05 giám sát viên."),
    ("number_and_noun", "Khu nhà ở có hai khối cao 15 tầng, gần quán số 67 HiHi."),
    ("number_and_noun", "Tỷ lệ giới tính khi sinh là 108,5. Tỷ lệ bác sĩ trên vạn dân đạt 9,2. Tỷ lệ sinh là 2,1."),
    ("number_and_noun", "Tỷ lệ hộ dùng nước sạch, có hố xí hợp vệ sinh đạt 97,2%, cao nhất huyện; đạt 14/19 tiêu chí."),
    ("number_form", "Đo O2, B12; mẫu l2-A; lô 1.2O0X; nhựa PE 10l."),
    ("unfinished_sentence", "Nhà nước của dân, do dân, vì dân. Mọi người sống tự do\ntrong làng"),
    ("number_and_noun", "Hội có 12 nghị quyết chuyên đề; chi bộ 3 họp; có 5 cán bộ xã."),
]


@pytest.mark.parametrize(("code", "text", "words"), FAULTY)
def test_a_fault_is_found_at_its_words(code, text, words):
    findings = found_by(code, text)
    assert [finding.places[0].quote for finding in findings] == [words] or [f.found for f in findings] == [words]
    assert "%(" not in findings[0].message + findings[0].advice


@pytest.mark.parametrize(("code", "text"), SOUND)
def test_good_prose_is_left_alone(code, text):
    assert not found_by(code, text)


def test_many_decimal_points_are_told_once():
    findings = found_by("number_form", "Đất lúa 6,2 ha.\n" + "Đất màu 1.5 ha.\n" * 8)
    assert [len(finding.places) for finding in findings] == [8]


def test_a_paragraph_of_lone_brackets_is_told_to_its_end():
    # Pairing each with all others would not end in the time of a test.
    [finding] = found_by("quotation_marks", "(" * 20_000)
    assert len(finding.places) == 20_000
