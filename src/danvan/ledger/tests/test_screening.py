"""What people write freely is screened: what may not be kept is refused and not repeated."""

import pytest
from django.utils import translation

from danvan.kit.screening import names_in, screen
from danvan.ledger.tests.given import entries_of_2022


def said(text):
    with translation.override("en"):
        return " ".join(str(fault) for fault in screen({"note": text}))


REFUSED = {
    "telephone number": [
        "Liên hệ 0912345678", "gọi 0912 345 678", "ĐT: 0912.345.678", "+84 912 345 678", "(0213) 3875 123",
        "０９１２３４５６７８", "09\u200b12345678",
    ],
    "identity number": [
        "số 012345678901", "001 099 012 345", "cmnd 123456789", "hộ chiếu số B1234567", "CCCD: 012345678901",
        "tài khoản 1234567890",
    ],
    "beside faith": [
        "Ông Giàng A Páo theo đạo Tin Lành", "Lò Văn Minh, dân tộc Thái", "bà Lý có thái độ chưa tốt",
        "Ông Lù Văn Páo phát biểu. Người này bị bệnh tâm thần.", "đồng chí Nguyễn Văn An thuộc diện quy hoạch",
        "anh Sùng A Chu khiếu nại nhiều lần", "chị Mỷ lập trường không vững",
    ],
    "list of persons": ["Dự họp: Nguyễn Văn An, Trần Thị Bình, Lê Văn Cường", "ông An, bà Bình và anh Cường dự"],
    "state secret": ["tài liệu TỐI MẬT", "độ tuyệt mật", "Trang 1\nMẬT\nBáo cáo"],
    "denunciation": ["nội dung tố cáo như sau", "tố cáo cán bộ xã nhận tiền", "người tố cáo đề nghị", "đơn nặc danh"],
    "risk to security": ["đối tượng cầm đầu đã bị nhắc nhở", "một số phần tử xấu", "lập hồ sơ theo dõi 5 trường hợp"],
    "file on people": ["79 công dân xuất cảnh trái phép", "hộ ông Thành chưa nhận tiền", "hộ không chịu bàn giao đất"],
    "attitude of a group": ["tư tưởng của đồng bào dân tộc Mông", "thái độ của bà con bản trên"],
    "unregistered": ["điểm nhóm chưa đăng ký", "tuyên truyền đạo lạ"],
    "below the commune": ["bản Nà Hiềng có 12 hộ theo đạo Tin Lành", "chi bộ 3 có 5 đảng viên dân tộc Lự"],
    "below the district": ["xã Nà Tăm có 28 dân quân", "bố trí 12 công an tại xã Bản Bo"],
}  # fmt: skip

TAKEN = [
    "Báo cáo 2022, mục II.1, chú thích 5",
    "Kế hoạch số 98-KH/HU, ngày 14/01/2022 của Ban Thường vụ Huyện ủy",
    "Hỗ trợ 62.980.000 đồng; tổng 570000000 đồng",
    "Họp ngày 03-07-2025 lúc 08:30, ngày 2025-07-03",
    "Bà con nhân dân các xã: Hồ Thầu, Nùng Nàng, Bản Giang",
    "Đồng chí Bí thư Huyện ủy chủ trì; đồng chí Chủ tịch Ủy ban nhân dân huyện trả lời",
    "Học tập tư tưởng Hồ Chí Minh trong Đảng bộ",
    "Tiếp công dân, giải quyết khiếu nại, tố cáo đúng hạn",
    "13 xã, thị trấn; 126 bản; 12 dân tộc cùng sinh sống",
    "Kiểm tra Ban Chỉ đạo Công tác Tôn giáo tại 03 xã",
    "Ông Nguyễn Văn An, Chủ tịch Ủy ban nhân dân xã, trả lời về đường giao thông",
    "Đền bù giải phóng mặt bằng nâng cấp tỉnh lộ 130, trồng chè, trồng rừng",
    "Huyện có 1.228 dân quân tự vệ",
]


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in REFUSED.items() for text in texts])
def test_what_may_not_be_kept_is_refused_for_what_it_is(what, text):
    assert what in said(text)


@pytest.mark.parametrize("text", TAKEN)
def test_what_officials_write_about_their_work_is_taken(text):
    assert said(text) == ""


def test_the_texts_of_2022_are_taken():
    texts = [{"note": str(entry["note"]), "source": str(entry["source"])} for entry in entries_of_2022()]
    assert [each for each in texts if screen(each)] == []


def test_a_refusal_does_not_repeat_what_was_written():
    assert not any("Páo" in said(text) or "0912" in said(text) for texts in REFUSED.values() for text in texts)


def test_a_name_and_a_faith_in_two_fields_of_one_entry_stand_beside_each_other():
    with translation.override("en"):
        [fault] = screen({"source": "Ông Giàng A Páo kể lại", "note": "gia đình theo đạo"})
    assert fault.where == "source"


def test_names_are_known_by_title_or_surname_and_places_are_no_names():
    assert names_in("ông Thành và Lò Văn Minh") == {"Thành", "Lò Văn Minh"}
    assert names_in("xã Hồ Thầu, bản Lý Xao Phìn, trường Trần Hưng Đạo, Hồ Chí Minh") == set()
