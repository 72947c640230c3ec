"""Where a paragraph's letters stand in the Word file, and what tracked changes leave of it."""

from __future__ import annotations

from danvan.proof.files.docx import located
from danvan.proof.reader import read
from danvan.proof.tests.given import mark, paragraph, run_of, write_docx

DELETED_MARK = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"


def test_each_letter_is_found_in_the_element_that_holds_it(tmp_path):
    path = write_docx(
        tmp_path / "a.docx", [paragraph(run_of("Có "), mark(2), run_of("12 xã"), "<w:r><w:tab/></w:r>")], notes=["Một"]
    )
    file = located(path)
    assert [p.text for p in file.paragraphs] == [p.text for p in read(path).paragraphs]
    first, note = file.paragraphs
    assert [(e.text, a, b) for e, a, b in first.stretches(4, 9)] == [("12 xã", 0, 5)]
    assert [(e.text, a, b) for e, a, b in first.stretches(0, 6)] == [("Có ", 0, 3), (None, 0, 1), ("12 xã", 0, 2)]
    assert [(e.text, a, b) for e, a, b in note.stretches(2, 5)] == [("Một", 0, 3)]
    assert sorted(file.roots) == ["word/document.xml", "word/footnotes.xml"]


def test_letters_of_decomposed_text_are_found_where_their_first_sign_stands(tmp_path):
    path = write_docx(tmp_path / "a.docx", [paragraph(run_of("e\u0302\u0301 2"), run_of("\u03091 xa\u0303."))])
    [first] = located(path).paragraphs
    assert first.text == "ế 2\u03091 xã."
    assert [(a, b) for _, a, b in first.stretches(0, 1)] == [(0, 3)]
    assert [(e.text, a, b) for e, a, b in first.stretches(5, 8)] == [("\u03091 xa\u0303.", 2, 6)]


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next(tmp_path):
    body = [
        f"<w:p>{DELETED_MARK}{run_of('Có 02 ')}</w:p>",
        paragraph("<w:ins>", run_of("xã"), "</w:ins>", "<w:moveFrom>", run_of(" đi"), "</w:moveFrom>", style="H1"),
        f"<w:p>{DELETED_MARK}<w:del><w:r><w:delText>hết</w:delText></w:r></w:del></w:p>",
    ]
    path = write_docx(tmp_path / "a.docx", body)
    assert [(p.role, p.text) for p in read(path).paragraphs] == [("heading", "Có 02 xã")]
    assert [len(p.elements) for p in located(path).paragraphs] == [2]
