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


def test_merged_cells_are_one_and_say_how_far_they_reach(tmp_path):
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run_of(text))}</w:tc>"

    rows = [
        cell("STT", "<w:vMerge w:val='restart'/>") + cell("Hộ", "<w:gridSpan w:val='2'/>"),
        cell("", "<w:vMerge/>") + cell("Nghèo") + f"<w:sdt><w:sdtContent>{cell('Khá')}</w:sdtContent></w:sdt>",
    ]
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('bỏ')}</w:tr>"
    inner = f"<w:tbl><w:tr>{cell('trong')}</w:tr></w:tbl>"
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows) + gone + f"<w:tr><w:tc>{inner}<w:p/></w:tc></w:tr>"
    paragraphs = read(write_docx(tmp_path / "a.docx", [f"<w:tbl>{body}</w:tbl>"])).paragraphs
    places = [(p.text, p.cell.table, p.cell.row, p.cell.column, p.cell.columns, p.cell.rows) for p in paragraphs]
    assert places == [
        ("STT", 0, 0, 0, 1, 2),
        ("Hộ", 0, 0, 1, 2, 1),
        ("Nghèo", 0, 1, 1, 1, 1),
        ("Khá", 0, 1, 2, 1, 1),
        ("trong", 1, 0, 0, 1, 1),
        ("", 0, 2, 0, 1, 1),
    ]


def test_a_box_is_read_once_after_its_paragraph(tmp_path):
    box = f"<w:txbxContent>{paragraph(run_of('Trong khung 07 xã'))}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    inner = f'<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{both}</w:r>'
    paragraphs = read(write_docx(tmp_path / "a.docx", [paragraph(run_of("Ngoài"), inner), paragraph()])).paragraphs
    assert [p.text for p in paragraphs] == ["Ngoài", "Trong khung 07 xã", ""]


def test_of_a_field_its_result_is_read_and_a_table_of_contents_not(tmp_path):
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    field = sign("begin") + run_of("MÃ ") + "<w:r><w:instrText>REF x</w:instrText></w:r>" + sign("separate")
    gallery = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    contents = f"<w:sdt>{gallery}<w:sdtContent>{paragraph(run_of('Kết quả 12'))}</w:sdtContent></w:sdt>"
    body = [contents, paragraph(run_of("Có "), field, run_of("15"), sign("end"), run_of(" xã"))]
    body.append(paragraph(sign("begin"), run_of("lỗi")))
    body.append(paragraph(run_of("còn nguyên")))
    assert [p.text for p in read(write_docx(tmp_path / "a.docx", body)).paragraphs] == ["Có 15 xã", "", "còn nguyên"]


def test_signs_of_symbol_fonts_soft_hyphens_and_capitals_are_read_as_printed(tmp_path):
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    caps = "<w:rPr><w:caps/></w:rPr>"
    body = [
        paragraph(
            run_of("đạt "), sign, run_of(" 90%, tuy\u00adên"), "<w:r><w:softHyphen/></w:r>", run_of(" huyện", caps)
        )
    ]
    assert read(write_docx(tmp_path / "a.docx", body)).paragraphs[0].text == "đạt ≥ 90%, tuyên HUYỆN"


def test_notes_of_deleted_marks_are_gone_and_endnotes_are_counted_on(tmp_path):
    gone = f"<w:del>{mark(2)}</w:del>"
    path = write_docx(tmp_path / "a.docx", [paragraph(run_of("Một"), gone, mark(3))], notes=["bỏ", "giữ"])
    reading = read(path)
    assert [p.text for p in reading.paragraphs] == ["Một¹", "¹ giữ"]
    assert [(n.number, n.mark_paragraph) for n in reading.footnotes] == [(1, 1)]
