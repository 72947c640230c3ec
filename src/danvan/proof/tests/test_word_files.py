"""Word files: everything that is printed is read, from inside whatever wraps it."""

from __future__ import annotations

from danvan.proof.reader import read
from danvan.proof.tests.given import control, mark, paragraph, run_of, write_docx


def test_text_in_content_controls_and_links_is_read_and_deleted_text_is_not(tmp_path):
    path = write_docx(
        tmp_path / "a.docx",
        [
            paragraph(
                run_of("Tổ chức "),
                control("f1", "02"),
                run_of(" cuộc"),
                f"<w:hyperlink>{run_of(' đối thoại')}</w:hyperlink>",
                "<w:del><w:r><w:delText>99 cuộc</w:delText></w:r></w:del>",
                run_of(" ẩn", "<w:rPr><w:vanish/></w:rPr>"),
            )
        ],
    )
    reading = read(path)
    assert [p.text for p in reading.paragraphs] == ["Tổ chức 02 cuộc đối thoại"]
    assert [(f.quote, int(f.value)) for f in reading.figures] == [("02 cuộc", 2)]


def test_tabs_breaks_and_unbroken_hyphens_are_signs_of_the_text(tmp_path):
    inner = "<w:r><w:t>98</w:t><w:noBreakHyphen/><w:t>KH/HU</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"
    assert read(write_docx(tmp_path / "a.docx", [paragraph(inner)])).paragraphs[0].text == "98-KH/HU\ta\nb"


def test_footnotes_are_numbered_by_their_marks_and_come_after_the_body(tmp_path):
    path = write_docx(
        tmp_path / "a.docx",
        [paragraph(run_of("Một"), mark(3), run_of(", hai"), mark(2), run_of("."))],
        notes=["ghi chú đầu", "Tại 04 xã"],
    )
    reading = read(path)
    assert [p.text for p in reading.paragraphs] == ["Một¹, hai².", "¹ Tại 04 xã", "² ghi chú đầu"]
    assert [(n.number, n.mark_paragraph, n.note_paragraph) for n in reading.footnotes] == [(1, 1, 2), (2, 1, 3)]
    assert [(f.paragraph, f.quote) for f in reading.figures] == [(2, "04 xã")]


def test_raised_digits_typed_by_hand_are_raised(tmp_path):
    up = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    path = write_docx(tmp_path / "a.docx", [paragraph(run_of("rộng 20 m"), run_of("2", up))])
    assert read(path).paragraphs[0].text == "rộng 20 m²"


def test_cells_are_paragraphs_and_the_first_column_numbers_its_rows(tmp_path):
    cells = "".join(f"<w:tc>{paragraph(run_of(text))}</w:tc>" for text in ("1", "Xã Một", "12"))
    path = write_docx(tmp_path / "a.docx", [f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"])
    reading = read(path)
    assert [(p.role, p.text) for p in reading.paragraphs] == [("table", "1"), ("table", "Xã Một"), ("table", "12")]
    assert [(f.paragraph, int(f.value)) for f in reading.figures] == [(3, 12)]


def test_heading_styles_give_the_level_also_through_a_style_of_ones_own(tmp_path):
    path = write_docx(
        tmp_path / "a.docx", [paragraph(run_of("Kết quả"), style="Ours"), paragraph(run_of("Đã làm."), style="Text")]
    )
    assert [(p.role, p.level) for p in read(path).paragraphs] == [("heading", 1), ("body", 0)]
