"""Figures of tables: a cell that holds only a number gets its unit from the header and its subject from the row."""

from __future__ import annotations

import pytest

from danvan.proof.reader import read
from danvan.proof.tests.given import paragraph, run_of, write_docx

MARKDOWN = """# Kết quả

| STT | Xã | Số hộ nghèo | Diện tích (ha) | Tỷ lệ (%) | Ghi chú |
|---|---|---|---|---|---|
| (1) | (2) | (3) | (4) | (5) | (6) |
| 1 | Nậm Lúa | 120 | 12,5 | 9,8 | đạt 18 tiêu chí |
| 2 | Pa Đông | 95 | 1.250 | 11 | |
| | **Tổng cộng** | 215 | 1.262,5 | 10,2 | |

Đơn vị tính: triệu đồng

| TT | Nội dung | Năm 2021 | Năm 2022 |
|---|---|---|---|
| 1 | Thu nội địa | 1.250,5 | 1.300 |
"""


@pytest.fixture
def figures(tmp_path):
    path = tmp_path / "bao-cao.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    return read(path).figures


def test_a_number_takes_its_unit_from_the_columns_header_and_its_subject_from_the_row(figures):
    first = [(f.quote, f.unit, f.subject) for f in figures if f.subject == "Nậm Lúa"]
    assert first == [("120", "hộ nghèo", "Nậm Lúa"), ("12,5", "ha", "Nậm Lúa"), ("9,8", "%", "Nậm Lúa")]


def test_numbers_of_rows_and_of_columns_are_no_figures_and_words_in_a_cell_are_read_as_ever(figures):
    row = [f for f in figures if f.paragraph == 6]
    assert [f.quote for f in row] == ["120", "12,5", "9,8", "18 tiêu chí"]
    assert [f for f in figures if f.paragraph == 5] == []


def test_the_row_of_totals_holds_totals(figures):
    assert {f.quote: f.part for f in figures if f.subject == "Tổng cộng"} == {
        "215": "total",
        "1.262,5": "total",
        "10,2": "share",
    }


def test_the_unit_above_a_table_and_the_years_of_its_header_reach_its_numbers(figures):
    money = [(int(f.value), f.unit, f.period) for f in figures if f.subject == "Thu nội địa"]
    assert money == [(1250500000, "đồng", "Năm 2021"), (1300000000, "đồng", "Năm 2022")]


def test_a_column_of_units_gives_each_row_its_own(tmp_path):
    rows = [("TT", "Chỉ tiêu", "ĐVT", "Kết quả"), ("1", "Trồng rừng", "ha", "45"), ("2", "Hộ thoát nghèo", "hộ", "12")]
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(run_of(text))}</w:tc>' for text in row)}</w:tr>" for row in rows
    )
    reading = read(write_docx(tmp_path / "a.docx", [f"<w:tbl>{cells}</w:tbl>"]))
    assert [(f.quote, f.unit, f.subject) for f in reading.figures] == [
        ("45", "ha", "Trồng rừng"),
        ("12", "hộ", "Hộ thoát nghèo"),
    ]
