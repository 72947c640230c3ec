"""Lines that were broken at a width are joined; lines that are paragraphs stay as they are."""

from __future__ import annotations

import textwrap

import pytest

from danvan.proof.files.wrapping import unwrapped, width_of
from danvan.proof.reader import read

PARAGRAPHS = """
I- KẾT QUẢ CÔNG TÁC NĂM
1. Công tác tuyên truyền
Các cấp ủy đã tổ chức 12 hội nghị với 1.250 lượt người nghe, trong đó có 3 hội nghị ở cơ sở; phát 400 tờ rơi cho \
các hộ dân ở vùng xa, qua đó người dân hiểu rõ hơn về chủ trương mới và tự nguyện góp đất làm đường.
2. Công tác vận động
Toàn xã vận động được 35 triệu đồng giúp 14 hộ khó khăn sửa nhà. Số hộ còn lại được hỗ trợ ngày công, cây giống \
và kinh phí để phát triển kinh tế - xã hội theo kế hoạch năm 2024 đã được phê duyệt từ đầu năm.
- Xã Thứ Nhất góp 10 triệu đồng và 120 ngày công, là xã đi đầu trong cả đợt vận động kéo dài ba tháng của huyện;
- Xã Thứ Hai góp 25 triệu đồng.
¹ Số liệu tính đến hết tháng 11, do bộ phận tổng hợp cung cấp sau khi đã đối chiếu với các thôn trong toàn xã.
Người dân tham gia bàn bạc, quyết định những việc lớn của thôn, bản; giám sát việc thu chi các khoản đóng góp \
và nghiệm thu công trình khi hoàn thành, nhờ đó không có đơn thư vượt cấp nào trong năm qua.
""".strip().split("\n")


def wrapped(width: int, blank: str) -> list[str]:
    """The paragraphs as a program that breaks lines writes them."""
    lines: list[str] = []
    for paragraph in PARAGRAPHS:
        lines += [*textwrap.wrap(paragraph, width, break_on_hyphens=False), *blank.splitlines()]
    return lines


@pytest.mark.parametrize("width", [48, 60, 72, 80, 100])
@pytest.mark.parametrize("blank", ["", "\n"])
def test_lines_broken_at_a_width_are_joined_to_their_paragraphs(width, blank):
    assert unwrapped(wrapped(width, blank)) == PARAGRAPHS


def test_a_paragraph_a_line_stays_so_with_its_empty_lines():
    lines = [line for paragraph in PARAGRAPHS for line in (paragraph, "")]
    assert unwrapped(lines) == lines


def test_a_list_of_short_lines_is_not_broken_text():
    lines = [f"Thôn {n}: {n + 10} hộ, {n + 40} người, trưởng thôn do dân bầu" for n in range(1, 40)]
    assert width_of(lines) == 0


def test_broken_markdown_keeps_its_headings_notes_and_tables(tmp_path):
    path = tmp_path / "a.md"
    text = "\n".join([*textwrap.wrap(PARAGRAPHS[2], 70), "", *textwrap.wrap(PARAGRAPHS[4], 70)])
    path.write_text(f"# Kết quả\n\n{text}\n\n| Xã | Hộ |\n|---|---|\n| Một | 12 |\n\n[^1]: Ghi chú\n", encoding="utf-8")
    reading = read(path)
    assert [p.text for p in reading.paragraphs[:3]] == ["# Kết quả", PARAGRAPHS[2], PARAGRAPHS[4]]
    assert [p.role for p in reading.paragraphs] == ["heading", "body", "body", "table", "table", "table", "note"]


def test_notes_marked_in_brackets_are_joined_to_marks_that_cling_to_words(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Đã tổ chức 5 cuộc họp(1) và 3 hội nghị [2].\n(1) Tại ba xã.\n[2] Ở huyện.\nGồm (1) họp dân, (2) đối thoại.\n"
        "(3) Điểm thứ ba.\n",
        encoding="utf-8",
    )
    reading = read(path)
    assert [p.role for p in reading.paragraphs] == ["body", "note", "note", "body", "body"]
    notes = [(n.number, n.mark_paragraph, n.note_paragraph, n.text) for n in reading.footnotes]
    assert notes == [(1, 1, 2, "Tại ba xã."), (2, 1, 3, "Ở huyện.")]
    assert [int(f.value) for f in reading.figures if f.paragraph == 1] == [5, 3]
