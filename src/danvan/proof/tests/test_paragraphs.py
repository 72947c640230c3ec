"""Paragraphs, their roles, the outline and the notes of text files."""

from __future__ import annotations

import unicodedata

from danvan.proof.reader import read
from danvan.proof.tests.given import report

REPORT = """
HUYỆN ỦY SÔNG TRONG
ĐẢNG CỘNG SẢN VIỆT NAM
BÁO CÁO
công tác dân vận
Phần thứ nhất
I- KẾT QUẢ
1. Tuyên truyền
Đã làm xong¹.
- Xã Một;
+ Bản Hai.
¹ Tại ba xã.
Nơi nhận:
- Lưu.
T/M BAN THƯỜNG VỤ
"""


def test_each_paragraph_has_its_role_and_depth():
    assert [(p.role, p.level) for p in report(REPORT).paragraphs] == [
        ("head", 0),
        ("head", 0),
        ("heading", 1),
        ("body", 0),
        ("heading", 1),
        ("heading", 2),
        ("heading", 3),
        ("body", 0),
        ("list", 1),
        ("list", 2),
        ("note", 0),
        ("signature", 0),
        ("signature", 0),
        ("signature", 0),
    ]


def test_the_outline_parts_number_and_title():
    assert [(h.number, h.title) for h in report(REPORT).outline] == [
        ("", "BÁO CÁO"),
        ("Phần thứ nhất", ""),
        ("I", "KẾT QUẢ"),
        ("1", "Tuyên truyền"),
    ]


def test_a_note_is_a_paragraph_joined_to_its_mark():
    [note] = report(REPORT).footnotes
    assert (note.number, note.mark_paragraph, note.note_paragraph, note.text) == (1, 8, 11, "Tại ba xã.")


def test_a_paragraph_of_a_text_file_is_a_physical_line_nfc(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", "Một việc\r\n\r\nCó 02 xã.\r\n").encode())
    reading = read(path)
    assert [(p.n, p.text) for p in reading.paragraphs] == [(1, "Một việc"), (2, ""), (3, "Có 02 xã.")]
    assert [(f.paragraph, f.start, f.end) for f in reading.figures] == [(3, 3, 8)]


def test_markdown_says_what_is_heading_note_and_table(tmp_path):
    path = tmp_path / "report.md"
    path.write_text("# Kết quả\n\nCó 02 cuộc[^1].\n\n| Xã | 12 |\n\n[^1]: Tại xã Một.\n", encoding="utf-8")
    reading = read(path)
    assert [p.role for p in reading.paragraphs if p.text] == ["heading", "body", "table", "note"]
    assert [(n.number, n.mark_paragraph, n.note_paragraph) for n in reading.footnotes] == [(1, 3, 7)]


def test_a_note_tells_the_sentence_on_which_its_mark_hangs():
    reading = report("Xã mở hai lớp. Lớp may có đông người¹, lớp mộc² ít.³ Đã xong.\n¹ May.\n² Mộc.\n³ Vắng.")
    assert [note.sentence for note in reading.footnotes] == ["Lớp may có đông người, lớp mộc ít."] * 3


def test_a_sentence_that_a_page_breaks_is_one():
    reading = report("Đã họp. Lớp may¹ mở tại\n¹ May.\nthôn Đông. Đã xong.")
    assert reading.footnotes[0].sentence == "Lớp may mở tại thôn Đông."


def test_numbers_that_begin_anew_on_each_page_are_tied_in_turn():
    reading = report("Lớp may¹.\n¹ Tại xã.\nLớp mộc¹.\n¹ Tại thôn.")
    assert [(n.number, n.mark_paragraph, n.note_paragraph, n.sentence) for n in reading.footnotes] == [
        (1, 1, 2, "Lớp may."),
        (1, 3, 4, "Lớp mộc."),
    ]
