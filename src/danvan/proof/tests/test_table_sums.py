"""Tables are added up as their own rows and columns prove them; what proves nothing is left alone."""

from __future__ import annotations

import pytest

from danvan.proof.raw import RawFile, RawParagraph
from danvan.proof.reader import understand
from danvan.proof.reading import Cell, Reading, Source
from danvan.proof.relations.grids import grids
from danvan.proof.tests.given import found_by, report

DEADLINES = """
| Xã | Tổng số | Đúng hạn | Trễ hạn | Tỷ lệ (%) |
|---|---|---|---|---|
| Nà Đông | 120 | 60 | 60 | 50 |
| Khe Lớn | 98 | 50 | 48 | 51,0 |
| Suối Nhỏ | 77 | 37 | 40 | 48,1 |
| Tổng | 295 | 147 | 148 | 49,8 |
"""
CHAPTERS = """
| TT | Nội dung | Số vụ |
|---|---|---|
| I | Hình sự | 30 |
| 1 | Trộm cắp | 20 |
| 2 | Đánh nhau | 10 |
| II | Ma túy | 12 |
| 1 | Mua bán | 7 |
| 2 | Sử dụng | 5 |
| | Tổng cộng | 42 |
"""


@pytest.mark.parametrize(
    ("printed", "changed", "arithmetic"),
    [
        ("| 147 |", "| 148 |", "60 + 50 + 37 = 147 ≠ 148"),
        ("| 98 | 50 |", "| 99 | 50 |", "120 + 99 + 77 = 296 ≠ 295"),
        ("| 48,1 |", "| 48,5 |", "37 : 77 = 48,1% ≠ 48,5"),
    ],
)
def test_one_changed_number_of_a_table_is_found(printed, changed, arithmetic):
    assert found_by("table_sums", DEADLINES) == []
    findings = found_by("table_sums", DEADLINES.replace(printed, changed))
    assert arithmetic in [finding.arithmetic for finding in findings]
    assert all(finding.severity == "error" for finding in findings)


def test_a_total_may_sum_the_outermost_rows_only():
    assert found_by("table_sums", CHAPTERS) == []
    [finding] = found_by("table_sums", CHAPTERS.replace("| 42 |", "| 43 |"))
    assert finding.arithmetic == "30 + 12 = 42 ≠ 43"


def test_columns_of_years_are_no_sum():
    assert not found_by(
        "table_sums", "| Chỉ tiêu | 2021 | 2022 |\n|---|---|---|\n| Số xã | 12 | 13 |\n| Hộ nghèo | 400 | 300 |"
    )


def test_a_total_that_the_text_repeats_with_two_digits_changed_about_is_doubted():
    text = "Có 1.234 hộ nghèo.\n\n| Xã | Hộ nghèo |\n|---|---|\n| Nà Đông | 724 |\n| Khe Lớn | 519 |\n| Tổng | 1.243 |"
    [finding] = found_by("table_sums", text)
    assert (finding.severity, finding.arithmetic) == ("doubt", "1.234 ≠ 1.243")


def test_cells_make_the_same_grid_as_rows():
    [rows] = grids(report(CHAPTERS))
    [cells] = grids(_of_cells(CHAPTERS))
    assert [[box and box.text for box in row] for row in cells.rows] == [
        [box and box.text for box in row] for row in rows.rows
    ]
    assert [finding.arithmetic for finding in found_by("table_sums", _of_cells(CHAPTERS.replace("42", "43")))] == [
        "30 + 12 = 42 ≠ 43"
    ]


def _of_cells(text: str) -> Reading:
    rows = [line.strip("|").split("|") for line in text.split("\n") if line.strip() and "---" not in line]
    paragraphs = [
        RawParagraph(word.strip(), role="table", cell=Cell(0, row, column))
        for row, words in enumerate(rows)
        for column, word in enumerate(words)
    ]
    return understand("a.docx", RawFile(paragraphs, Source("docx")))
