"""Checks of dates, documents, headings and notes: what each doubts, and what it leaves alone."""

from __future__ import annotations

import pytest

from danvan.proof.tests.given import found_by, report

HEAD = "Tam Sơn, ngày 23 tháng 12 năm 2022\nBÁO CÁO\nKết quả năm 2022\n"

WRONG = [
    ("dates_in_order", "Đợt ra quân kéo dài từ ngày 15/6/2022 đến ngày 10/6/2022.", "error"),
    ("dates_in_order", "Lớp học mở 20/8/2022 - 18/8/2022.", "doubt"),
    ("dates_in_order", "Đề án giai đoạn 2025 - 2020 đang được thực hiện.", "error"),
    ("weekday", "Hội nghị họp vào thứ Hai, ngày 22/11/2022.", "error"),
    ("weekday", "Lễ phát động diễn ra Chủ nhật (ngày 14/5/2022).", "error"),
    ("after_the_report", HEAD + "Ngày 05/3/2023, đoàn đã kiểm tra các xã.", "doubt"),
    ("after_the_report", HEAD + "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2023 về đào tạo nghề.", "error"),
    (
        "after_the_report",
        "Tam Sơn, ngày      tháng 12 năm 2022\nBÁO CÁO\nTheo Kế hoạch số 2/KH-UBND ngày 5/1/2023 và ngày 31/12/2022.",
        "error",
    ),
    ("document_symbol", "Ban hành Chương trình hành động số 15-NQ/HU ngày 02/3/2022.", "error"),
    ("document_symbol", "Ban hành Kế hoạch số 15/QĐ-UBND ngày 02/3/2022 về dạy nghề.", "error"),
    ("document_symbol", "Ban hành Kế hoạch số 15/KH-HU ngày 02/3/2022 về dạy nghề.", "doubt"),
    ("document_symbol", "Ban hành Kế hoạch số 15-KH/UBND ngày 02/3/2022 về dạy nghề.", "doubt"),
    ("document_symbol", "Căn cứ Nghị định số 24/NĐ-CP ngày 02/3/2022 của Chính phủ.", "doubt"),
    ("document_symbol", "Theo Quyết định số 24/QĐ-TTg ngày 02/3/2022 của Ủy ban nhân dân tỉnh.", "error"),
    ("document_symbol", "Căn cứ Nghị định số 24/2021/NĐ-CP ngày 02/3/2022 của Chính phủ.", "error"),
    (
        "citation_repeat",
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 02/3/2022 về may.\nTheo Kế hoạch số 12/KH-UBND ngày 03/3/2022 về may.",
        "error",
    ),
    (
        "citation_repeat",
        (
            "Chỉ thị 112-CT/HU ngày 02/3/2022 về trồng cây gây rừng.\n"
            "Chỉ thị 121-CT/HU ngày 02/3/2022 về trồng cây gây rừng."
        ),
        "doubt",
    ),
    (
        "citation_repeat",
        "Theo Quyết định số 7/QĐ-UBND của UBND tỉnh.\nĐúng Quyết định số 7/QĐ-UBND của UBND huyện.",
        "doubt",
    ),
    ("heading_numbers", "I. TỔ CHỨC THỰC HIỆN\nII. KẾT QUẢ ĐẠT ĐƯỢC\nIV. ĐÁNH GIÁ CHUNG", "doubt"),
    ("heading_numbers", "1. Công tác chỉ đạo\nĐã họp.\n2. Công tác dạy nghề\nĐã mở lớp.\n2. Công tác vay vốn", "doubt"),
    ("heading_numbers", "a) Về dạy nghề\nb) Về vay vốn\nd) Về nhà ở", "doubt"),
    ("heading_numbers", "a) Về dạy nghề\nĐã mở lớp.\na) Về vay vốn\nĐã cho vay.\nb) Về nhà ở", "doubt"),
    ("notes_and_marks", "Đã mở lớp¹ và cho vay².\n¹ Lớp may.", "error"),
    ("dates_in_order", "Đợt ra quân từ ngày 15/6 đến ngày 10/6.", "error"),
    ("dates_in_order", "Lớp mở từ tháng 9/2022 đến tháng 5/2022.", "error"),
    ("dates_in_order", "Lễ ngày 2/9; họp từ ngày 5/3/2022 đến ngày 3/3/2022, sau tháng 4/2022.", "error"),
    ("dates_in_order", "Dự án kéo dài từ năm 2025 đến năm 2020.", "error"),
    ("dates_in_order", "Kế hoạch số 5-KH/HU ngày 2/3/2020 thực hiện Chỉ thị số 8-CT/TU ngày 4/5/2021.", "doubt"),
    ("weekday", "Họp chiều thứ 2, ngày 24/11/2026.", "error"),
    ("document_symbol", "Kế hoạch số 15/KHUBND về dạy nghề.", "doubt"),
    ("document_symbol", "Nghị định số 15/2020/NĐ-UBND của UBND tỉnh.", "error"),
    ("document_symbol", "Công văn số 15-CV/HU của UBND huyện về dạy nghề.", "doubt"),
    ("document_symbol", "Ban hành Quy chế số 15-QĐ/HU về dạy nghề.", "doubt"),
    ("heading_numbers", "1. Công tác chỉ đạo\n2. Công tác dạy nghề\n1.1. Lớp may", "doubt"),
    ("term_and_edition", "Đại hội lần thứ IIX của huyện.", "error"),
    (
        "term_and_edition",
        "Đại hội Đảng bộ xã lần thứ V, nhiệm kỳ 2020-2025.\nĐại hội Đảng bộ xã lần thứ 6, nhiệm kỳ 2020 - 2025.",
        "doubt",
    ),
    ("term_and_edition", "Quốc hội khóa XV, nhiệm kỳ 2016-2021.", "doubt"),
    ("periods", "BÁO CÁO\nKết quả công tác năm 2022\nTrên đây là kết quả công tác năm 2021.", "doubt"),
    (
        "periods",
        (
            "BÁO CÁO\nTình hình thực hiện quy ước quý III năm 2022\n"
            "Trên đây là báo cáo tình hình thực hiện quy ước quý II năm 2022."
        ),
        "doubt",
    ),
    ("periods", "BÁO CÁO\nKết quả 6 tháng đầu năm 2022\nUBND xã báo cáo kết quả 9 tháng năm 2022 như sau:", "doubt"),
    ("notes_and_marks", "Đã mở lớp¹.\n¹ Lớp may.\n² Lớp mộc.", "error"),
    ("notes_and_marks", "Đã mở lớp¹ tại xã.", "doubt"),
]
RIGHT = [
    (
        "citation_repeat",
        (
            "Quyết định số 73/QĐ-UBND ngày 20/01/2022 về công bố danh mục nghề may; "
            "Quyết định số 74/QĐ-UBND ngày 20/01/2022 về công bố danh mục nghề mộc."
        ),
    ),
    ("document_symbol", "Ban hành Chương trình hành động số 15-CTr/HU ngày 02/3/2022."),
    ("heading_numbers", "1. Công tác chỉ đạo\na) Về dạy nghề\n2. Công tác vận động\na) Về vay vốn\nb) Về nhà ở"),
    ("heading_numbers", "1. Công tác chỉ đạo\n2. Đã mở năm lớp dạy nghề cho người dân trong xã.\n3. Công tác vay vốn"),
    (
        "dates_in_order",
        "Nghị định số 5/2011/NĐ-CP ngày 4/7/2011 (được sửa đổi, bổ sung tại Nghị định số 8/2013/NĐ-CP ngày 1/5/2013).",
    ),
    ("dates_in_order", "Số liệu từ ngày 15/12 đến ngày 14/01; từ 16/11 đến 15/10; từ tháng 9 đến tháng 5 năm 2023."),
    ("dates_in_order", "Nghị quyết số 8-NQ/TU ngày 4/5/2021, Kế hoạch số 5-KH/HU ngày 2/3/2020 về dạy nghề."),
    ("weekday", "Hội nghị lần thứ 2, ngày 24/11/2026; phiên họp thứ ba ngày 26/11/2026."),
    (
        "document_symbol",
        "Thông báo số 5/KL-TTr, Quyết định số 3/QĐ-UBND của Chủ tịch UBND xã, Kế hoạch số 4-KH/TU của Thành ủy.",
    ),
    (
        "term_and_edition",
        "Đại hội Đảng bộ xã lần thứ V, nhiệm kỳ 2020-2025; Đại hội Đảng bộ xã lần thứ 5, nhiệm kỳ 2020-2025.",
    ),
    (
        "term_and_edition",
        "Nghị quyết Đại hội XII; Đại hội lần thứ XIII; Quốc hội khóa XV, nhiệm kỳ 2021-2026; khóa XIX.",
    ),
    (
        "periods",
        (
            "BÁO CÁO\nKết quả năm 2022, phương hướng năm 2023\n"
            "Trên đây là kết quả năm 2022 và nhiệm vụ năm 2023, so với năm 2021."
        ),
    ),
    (
        "periods",
        (
            "BÁO CÁO\nKết quả thực hiện quy ước năm 2022\n"
            "Trên đây là báo cáo kết quả thực hiện Kế hoạch năm 2021 về quy ước, nhiệm vụ năm 2023."
        ),
    ),
    (
        "dates_in_order",
        "Từ ngày 15/6/2022 đến ngày 20/6/2022 và giai đoạn 2021 - 2025; họp 20/8/2022, tổng kết 18/8/2022.",
    ),
    ("weekday", "Hội nghị họp vào thứ Ba, ngày 22/11/2022; kỳ họp thứ 2 ngày 23/11/2022."),
    (
        "after_the_report",
        HEAD + "Ngày 05/3/2022 đã kiểm tra; dự kiến ngày 05/3/2023 sẽ tổng kết; thời hạn đến hết 31/12/2025.",
    ),
    (
        "document_symbol",
        "Kế hoạch số 15-KH/HU, Kế hoạch số 15/KH-UBND, Nghị định số 24/2022/NĐ-CP ngày 02/3/2022 của Chính phủ.",
    ),
    (
        "document_symbol",
        "Quy định số 11-QĐi/TW, Thông tri số 40/TTr-MTTW-BTT, Công văn số 12/VPCP-KSTT, Quy định số 8-QĐ/TU.",
    ),
    (
        "citation_repeat",
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 02/3/2022 về may.\nTheo Kế hoạch số 12/KH-UBND ngày 02/3/2022 về may.",
    ),
    (
        "citation_repeat",
        "Nghị quyết số 25-NQ/TW ngày 03/6/2013 về dân vận.\nNghị quyết số 25-NQ/TW ngày 25/7/2008 về trí thức.",
    ),
    (
        "heading_numbers",
        "I. TỔ CHỨC\n1. Công tác chỉ đạo\n2. Công tác dạy nghề\nII. KẾT QUẢ\n1. Kết quả chung\n1.1. Kết quả dạy nghề",
    ),
    ("heading_numbers", "a) Về dạy nghề\nb) Về vay vốn\nc) Về nhà ở\nd) Về nước sạch\nđ) Về điện\ne) Về đường"),
    ("notes_and_marks", "Đã mở lớp¹ và cho vay² trên 10 m².\n¹ Lớp may.\n² Vay ngân hàng."),
    ("notes_and_marks", "Lớp may¹, lớp mộc².\n¹ May.\n² Mộc.\nLớp điện¹.\n¹ Điện."),
]


@pytest.mark.parametrize(("code", "text", "severity"), WRONG)
def test_what_is_doubted(code, text, severity):
    found = found_by(code, report(text))
    assert [finding.severity for finding in found] == [severity], [finding.message for finding in found]


@pytest.mark.parametrize(("code", "text"), RIGHT)
def test_what_is_left_alone(code, text):
    assert [finding.message for finding in found_by(code, report(text))] == []


def test_a_report_without_a_date_is_not_held_to_one():
    with pytest.raises(AssertionError, match="ngày ký"):
        found_by("after_the_report", report("Ngày 05/3/2023, đoàn đã kiểm tra."))
