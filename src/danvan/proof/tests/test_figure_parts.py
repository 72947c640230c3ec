"""A figure's part in its sentence, and the place and period that the sentence names for it."""

from __future__ import annotations

import pytest

from danvan.proof.tests.given import figures_of, report


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Có 54 chi bộ, trong đó có 36 chi bộ thôn và 18 chi bộ cơ quan.", ["total", "part", "part"]),
        ("Tổng số 120 đơn, gồm: 80 đơn khiếu nại; 40 đơn tố cáo.", ["total", "part", "part"]),
        ("Thu 45 suất quà gồm gạo, đường, tổng trị giá 20 triệu đồng.", ["total", "total"]),
        ("Trồng 12 ha (lúa 7 ha, ngô 5 ha).", ["", "part", "part"]),
        ("Hộ nghèo chiếm 12,5%, có 118/126 khu dân cư đạt chuẩn.", ["share", "share"]),
        ("Thu đạt 10 tỷ đồng, tăng 7,5% so với cùng kỳ.", ["", "change"]),
        ("Số vụ giảm 12 vụ so với năm 2021.", ["change"]),
        ("Đàn lợn tăng lên 250 con.", [""]),
        ("Phấn đấu đến năm 2025 có 80% số hộ dùng nước sạch.", ["target"]),
        ("Chỉ tiêu giao là 30 mô hình.", ["target"]),
        ("Đạt 150% chỉ tiêu.", ["share"]),
        ("Tổng kết 5 mô hình.", [""]),
    ],
)
def test_a_figure_knows_its_part(text, parts):
    assert [figure.part for figure in figures_of(text)] == parts


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Huyện Mường Thơm có 467 hộ, xã Nậm Lúa (55 hộ), xã Pa Đông (150 hộ).",
            ["Huyện Mường Thơm", "xã Nậm Lúa", "xã Pa Đông"],
        ),
        ("Tổ chức 02 cuộc đối thoại tại thị trấn Suối Cát; 03 cuộc ở nơi khác.", ["thị trấn Suối Cát", ""]),
        ("Lập biên bản 1.532 trường hợp.", [""]),
        ("Hội viên góp 40 ngày công.", [""]),
    ],
)
def test_the_nearest_place_of_the_sentence_is_a_figures_place(text, places):
    assert [figure.place for figure in figures_of(text)] == places


def test_without_a_place_in_the_sentence_the_heading_names_it():
    reading = report(
        """
        I. KẾT QUẢ CHUNG
        1. Kết quả tại xã Nậm Lúa
        Đã họp 12 cuộc.
        2. Kết quả khác
        Đã họp 7 cuộc.
        """
    )
    assert [figure.place for figure in reading.figures] == ["xã Nậm Lúa", ""]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Trong 6 tháng đầu năm 2024, đã họp 12 cuộc.", ["6 tháng đầu năm 2024"]),
        ("Quý III thu 15 triệu đồng; năm 2022 thu 40 triệu đồng.", ["Quý III", "năm 2022"]),
        ("Từ ngày 01/01/2022 đến ngày 30/6/2022, tiếp 80 lượt công dân.", ["Từ ngày 01/01/2022 đến ngày 30/6/2022"]),
        ("Đã họp 12 cuộc, tăng 3 cuộc so với cùng kỳ năm 2021.", ["", ""]),
        ("Giai đoạn 2021 - 2025 giao 39 tỷ đồng.", ["Giai đoạn 2021 - 2025"]),
        ("Có 12 bản.", [""]),
    ],
)
def test_the_period_of_a_figure_is_the_one_its_sentence_names(text, periods):
    assert [figure.period for figure in figures_of(text)] == periods


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Giá trị sản xuất đạt 2.500 tỷ đồng, tăng 7,5% so với cùng kỳ.", ["Giá trị sản xuất", "Giá trị sản xuất"]),
        ("Giải ngân 135 tỷ đồng cho 5.081 hộ vay vốn.", ["cho 5.081 hộ vay vốn", "vốn"]),
        ("Kết quả: tiếp 80 lượt công dân đến khiếu nại, phản ánh.", ["đến khiếu nại"]),
    ],
)
def test_the_subject_is_cut_at_no_thousands_dot_and_shared_by_a_change(text, subjects):
    assert [figure.subject.split()[-1] for figure in figures_of(text)] == [s.split()[-1] for s in subjects]
