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
