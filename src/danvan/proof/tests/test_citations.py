"""Documents cited in a report."""

from __future__ import annotations

import pytest

from danvan.proof.tests.given import report


@pytest.mark.parametrize(
    ("text", "kind", "number", "date", "issuer"),
    [
        (
            "Thực hiện Kế hoạch số 98 -KH/HU, ngày 14/01/2022 của Ban Thường vụ Huyện ủy về công tác dân vận.",
            "Kế hoạch",
            "98-KH/HU",
            "2022-01-14",
            "Ban Thường vụ Huyện ủy",
        ),
        ("Theo Nghị định số 9/2019/NĐ-CP ngày 24 tháng 01 năm 2019.", "Nghị định", "9/2019/NĐ-CP", "2019-01-24", ""),
        ("Thực hiện Quy định 11-QĐi/TW của Bộ Chính trị.", "Quy định", "11-QĐi/TW", "", "Bộ Chính trị"),
        ("Theo Luật số 10/2022/QH15 của Quốc hội.", "Luật", "10/2022/QH15", "", "Quốc hội"),
        ("Thực hiện NĐ 30/2020/NĐ-CP.", "Nghị định", "30/2020/NĐ-CP", "", ""),
        ("UBND huyện ban hành Kế hoạch số 5/KH-UBND.", "Kế hoạch", "5/KH-UBND", "", "UBND huyện"),
        ("Theo Nghị quyết số 9/NQ-HĐND ngày 31/02/2022.", "Nghị quyết", "9/NQ-HĐND", "bad:31/02/2022", ""),
    ],
)
def test_a_citation_has_type_number_date_and_issuer(text, kind, number, date, issuer):
    [citation] = report(text).citations
    assert (citation.type, citation.number, citation.date, citation.issuer) == (kind, number, date, issuer)


def test_numbers_that_follow_in_a_list_take_the_type_of_their_own_code():
    citations = report("Các Kế hoạch số 12-KH/HU, 15-KH/HU và Hướng dẫn 3-HD/BDV.").citations
    assert [(c.type, c.number) for c in citations] == [
        ("Kế hoạch", "12-KH/HU"),
        ("Kế hoạch", "15-KH/HU"),
        ("Hướng dẫn", "3-HD/BDV"),
    ]


def test_the_reports_own_number_is_no_citation():
    assert report("Số: 23 /BC-UBND").citations == ()


def test_the_subject_is_what_the_document_is_about():
    [citation] = report("Kế hoạch số 7-KH/HU về công tác dân vận năm 2022; đã xong.").citations
    assert citation.subject == "công tác dân vận năm 2022"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Căn cứ Luật Chăn nuôi số 32/2018/QH14 ngày 19/11/2018.", [("Luật", "32/2018/QH14")]),
        (
            "Xét Báo cáo thẩm định số 7/BC-STP và Công văn số 9/SNV-CC&VT.",
            [("Báo cáo", "7/BC-STP"), ("Công văn", "9/SNV-CC&VT")],
        ),
        (
            "Theo Quyết định số: 24/QÐ-UBND và Văn bản số 3/VPCP – V.I.",
            [("Quyết định", "24/QĐ-UBND"), ("Văn bản", "3/VPCP-V.I")],
        ),
        (
            "Thực hiện Quyết định 49 cho các hộ, Nghị định số 116 của Chính phủ.",
            [("Quyết định", "49"), ("Nghị định", "116")],
        ),
        (
            "Nghị quyết số 19, 35 của Chính phủ và Thông tư 5/2015.",
            [("Nghị quyết", "19"), ("Nghị quyết", "35"), ("Thông tư", "5/2015")],
        ),
        ("Công văn số 3/UBND-NV, 4/UBND-NV của huyện.", [("Công văn", "3/UBND-NV"), ("Công văn", "4/UBND-NV")]),
        ("Kế hoạch 5 năm, thông báo 19 người, Chương trình 135, quy định 20 ngày, Nghị quyết 2020.", []),
    ],
)
def test_numbers_of_many_forms(text, numbers):
    assert [(c.type, c.number) for c in report(text).citations] == numbers


@pytest.mark.parametrize(
    ("text", "date", "issuer"),
    [
        ("Ngày 11/4/2023, Tỉnh ủy Tam Sơn đã ban hành Kế hoạch số 3-KH/TU về sách.", "2023-04-11", "Tỉnh ủy Tam Sơn"),
        ("Theo đề nghị của Sở Công Thương tại Tờ trình số 9/TTr-SCT ngày 1/3/2023.", "2023-03-01", "Sở Công Thương"),
        ("Thông tư số 8/2019/TT-BTC của Bộ Tài chính ngày 2/5/2019 quy định mức thu.", "2019-05-02", "Bộ Tài chính"),
        ("Kết luận số 7-KL/TW của Bộ Chính trị, Ban Bí thư về tổ chức bộ máy.", "", "Bộ Chính trị, Ban Bí thư"),
        ("Kế hoạch số 7/KH-SYT của Sở Y tế tuyên truyền phòng bệnh.", "", "Sở Y tế"),
        (
            "Theo Quyết định số 5/QĐ-TTg Thủ tướng Chính phủ ban hành ngày 3-2-2016.",
            "2016-02-03",
            "Thủ tướng Chính phủ",
        ),
    ],
)
def test_the_date_and_the_issuer_may_stand_on_either_side(text, date, issuer):
    [citation] = report(text).citations
    assert (citation.date, citation.issuer) == (date, issuer)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 25-NQ/TW của Ban Chấp hành Trung ương (khóa XI) về dân vận.",
        "Nghị quyết số 25-NQ/TW của Ban Chấp hành Trung ương khóa XI về dân vận.",
    ],
)
def test_the_term_stands_apart_from_the_issuer(text):
    [citation] = report(text).citations
    assert (citation.issuer, citation.term, citation.subject) == ("Ban Chấp hành Trung ương", "khóa XI", "dân vận")


def test_a_document_that_carries_out_another_holds_it():
    reading = report(
        "Kế hoạch số 5-KH/HU ngày 2/3/2022 về thực hiện Chỉ thị số 8-CT/TU; Kế hoạch số 6-KH/HU, Chỉ thị số 9-CT/TU."
    )
    assert [c.inside for c in reading.citations] == [None, 0, None, None]


def test_short_mentions_are_tied_to_the_full_citation():
    reading = report(
        "Ban hành Kế hoạch số 23/KH-UBND ngày 2/3/2022 và Nghị quyết số 4-NQ/HU.\n"
        "Theo Kế hoạch 23 và Nghị quyết nêu trên, đã mở lớp.\n"
        "Các kế hoạch nêu trên đã xong; kế hoạch trên địa bàn xã còn chậm; Chỉ thị nêu trên cũng vậy."
    )
    assert [(m.quote, m.first) for m in reading.mentions] == [("Nghị quyết nêu trên", 1), ("Kế hoạch 23", 0)]
