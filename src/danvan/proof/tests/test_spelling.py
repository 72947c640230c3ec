"""Misspelt and missing syllables are found; names, abbreviations, old spellings and loan words are left alone."""

from __future__ import annotations

import pytest

from danvan.proof.relations.lexicon import alike, key_of, lexicon
from danvan.proof.tests.given import found_by

MISSPELT = [
    ("Tiêm phòng cho gia sức, gia cầm trong thôn.", "súc"),
    ("Hai doang nghiệp nhận đỡ đầu trường học.", "doanh"),
    ("Toàn xã có một trường Tung học cơ sở.", "trung"),
    ("Xã đã lắp hệ thông loa ở ba thôn.", "thống"),
    ("Mặt trận và các đoàn thễ cùng vận động.", "thể"),
    ("Thường xuyên tuyên truyển cho hội viên.", "truyền"),
    ("Giữ vững an ninh, trật tư trên địa bàn.", "tự"),
    ("Mỗi tổ công tác giử gìn đường làng.", "giữ"),
    ("Việc làm có hiệu qủa rõ.", "quả"),
    ("CÔNG TÁC TUYÊN TRUYỂN TẠI XÃ", "truyền"),
    ("Lúa đạt năng xuất khá.", "suất"),
    ("Làm theo đúng quy dịnh, có nề nếp.", "định"),
    ("Họp ngày 12 thang 5 năm 2022.", "tháng"),
    ("Ủng hộ hơn 12 triệu động.", "đồng"),
    ("Đại hội lần thức IV của xã.", "thứ"),
    ("Đã sửa chửa hai cây cầu.", "chữa"),
    ("Hội viên giữ gìn môi trừơng ở chợ.", "trường"),
    ("Nguồn tín dung khi vay được dùng đúng việc.", "dụng"),
    ("Ban thanh tra giám xát ở ba thôn.", "sát"),
    ("Đoàn xã làm tốt tuyên tuyền ở trường.", "truyền"),
    ("Trưởng thôn họp dân để phố biến quy chế.", "phổ"),
    ("Các thôn quan tâm thực hiên quy ước.", "hiện"),
    ("Góp công xây dưng đường làng; mở rộng đơn vị.", "dựng"),
    ("Sắp xếp lại các đợn vị sự nghiệp.", "đơn"),
]
MISSING = [
    ("Cả năm không xảy tai nạn nào.", "xảy ra tai"),
    ("Góp công xây dựng nông xã mới ở ba thôn.", "nông thôn mới"),
]
SOUND = [
    "Đội bóng tứ hùng và trò nhảy bao bố có đông người xem; khả năng xuất khẩu còn thấp.",
    "Ông Y Moan và bà H'Hen ở buôn Đắk Prế dự họp tại Ngok Lây.",
    "Nhà rông văn hoá được tu sửa; quỹ khuyến học tăng; kĩ thuật mới, kỷ luật nghiêm.",
    "Uỷ ban nhân dân xã hoà giải thành hai vụ, thuỷ lợi được bảo đảm.",
    "Lắp camera, karaoke phải tắt sau 22 giờ; mua xi măng, ô tô, container, video clip.",
    "UBND, HĐND và MTTQ xã phối hợp; Quyết định số 12-QĐ/TU về quy chế.",
    "Đồng bào Khmer, Chăm, H'Mông và Xơ Đăng đón Tết cùng bộ đội.",
    "Việc xẩy ra ở tổng đàn ong của hợp tác xã; chỉ còn trơ lại nền nhà.",
    "Quan hệ thông gia giữa hai nhà được giữ gìn; hệ thông tin được nâng cấp.",
    "Quỹ khuyến học, khuyến tài chiếm phần lớn; cầu làm theo hình thức đối tác công tư.",
    "Công an áp sát đám cháy; nguyên phụ liệu may mặc; lúa tạm trữ ở kho; người cận thị.",
    "Hộ nghèo trồng dưa leo tại vườn nhà, leo núi hái thuốc.",
    "Dân số toàn xã có 1.200 hộ; trẻ đúng độ tuổi đến trường đạt 100%.",
]


@pytest.mark.parametrize(("text", "right"), MISSPELT)
def test_a_misspelt_syllable_is_found_with_the_right_one(text, right):
    assert [finding.expected for finding in found_by("misspelt_syllables", text)] == [right]


@pytest.mark.parametrize(("text", "right"), MISSING)
def test_a_missing_syllable_is_found(text, right):
    assert [finding.expected for finding in found_by("missing_syllables", text)] == [right]


@pytest.mark.parametrize("text", SOUND)
def test_good_spelling_is_left_alone(text):
    assert not found_by("misspelt_syllables", text)
    assert not found_by("missing_syllables", text)


def test_old_and_new_spellings_have_one_key():
    assert [key_of(s) for s in ("Hoà", "thuỷ", "kỹ", "Quí", "quả", "UỶ")] == ["hòa", "thủy", "kĩ", "quý", "quả", "ủy"]


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("sức", "súc", True),
        ("doang", "doanh", True),
        ("thông", "thống", True),
        ("nghiêm", "nhiệm", False),
        ("ngời", "người", True),
        ("cogn", "cong", True),
        ("xã", "thôn", False),
    ],
)
def test_a_slip_makes_one_syllable_of_another(one, other, is_alike):
    assert alike(one, other) is is_alike
    assert alike(other, one) is is_alike


def test_the_filter_knows_every_word():
    known = lexicon()
    assert all(known.is_known(first, second) for first, seconds in known.words.items() for second in seconds)
    assert not known.is_known("doang", "nghiệp")
