"""Web pages: what a browser prints of them, also of those that Word saved."""

from __future__ import annotations

import pytest

from danvan.kit.errors import Refusal
from danvan.proof.reader import read


def page(tmp_path, body, head="<meta charset='utf-8'>"):
    path = tmp_path / "a.html"
    path.write_text(
        f"<!DOCTYPE html><html><head>{head}<title>x</title></head><body>{body}</body></html>", encoding="utf-8"
    )
    return read(path)


def test_blocks_are_paragraphs_and_what_is_not_printed_is_left_out(tmp_path):
    body = """<h2>Kết   quả</h2><p>Có <b>02</b>
    cuộc<!-- 9 --> họp</p><script>var a = 7;</script><style>p {}</style><p style="display: none">ẩn</p>
    một dòng<br>hai dòng<p> </p><pre>giữ  nguyên
    dòng</pre>"""
    paragraphs = page(tmp_path, body).paragraphs
    assert [(p.role, p.text) for p in paragraphs] == [
        ("heading", "Kết quả"),
        ("body", "Có 02 cuộc họp"),
        ("body", "một dòng"),
        ("body", "hai dòng"),
        ("body", "giữ  nguyên"),
        ("body", "dòng"),
    ]
    assert paragraphs[0].level == 2


def test_a_page_of_hostile_spans_takes_neither_time_nor_memory(tmp_path):
    cell = "<td rowspan=900 colspan=900>Một</td>"
    cells = [p.cell for p in page(tmp_path, f"<table><tr>{cell * 3000}</tr><tr><td>Hai</td></tr></table>").paragraphs]
    assert [cells[1].column, cells[-1].row, cells[-1].column] == [900, 1, 1000]


def test_cells_know_their_place_beside_stretched_ones(tmp_path):
    body = """<table><tr><th rowspan=2>Xã</th><th colspan=2>Hộ</th></tr><tr><td>nghèo</td><td>khá</td></tr>
    <tr><td>Một</td><td>3</td><td>4<table><tr><td>trong</td></tr></table></td></tr></table>"""
    cells = [(p.text, p.cell.table, p.cell.row, p.cell.column) for p in page(tmp_path, body).paragraphs]
    assert cells == [
        *(("Xã", 0, 0, 0), ("Hộ", 0, 0, 1), ("nghèo", 0, 1, 1), ("khá", 0, 1, 2)),
        *(("Một", 0, 2, 0), ("3", 0, 2, 1), ("4", 0, 2, 2), ("trong", 1, 0, 0)),
    ]


def test_lists_are_numbered_as_a_browser_does(tmp_path):
    body = "<ol start=3><li>ba</li><li value=7>bảy<ul><li>điểm</li></ul></li></ol><ol type=a><li>việc a</li></ol>"
    assert [(p.label, p.text) for p in page(tmp_path, body).paragraphs] == [
        *(("3.", "ba"), ("7.", "bảy"), ("•", "điểm"), ("a)", "việc a")),
    ]


def test_notes_of_word_and_of_other_writers_are_tied_to_their_marks(tmp_path):
    body = """<p>Một<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> và hai<sup>2</sup>, rộng 5 m<sup>2</sup>.</p>
    <div style='mso-element:footnote' id=ftn1><p><a href="#_ftnref1">[1]</a> Ghi chú một</p></div>
    <ol><li id="fn:2">Ghi chú hai <a href="#fnref:2">↩</a></li></ol>"""
    reading = page(tmp_path, body)
    assert [p.text for p in reading.paragraphs] == ["Một¹ và hai², rộng 5 m².", "¹ Ghi chú một", "² Ghi chú hai"]
    assert [(n.number, n.mark_paragraph, n.note_paragraph) for n in reading.footnotes] == [(1, 1, 2), (2, 1, 3)]


def test_a_list_number_that_word_wrote_as_text_is_the_label(tmp_path):
    body = (
        "<p><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Tuyên truyền</p>"
    )
    [first] = page(tmp_path, body).paragraphs
    assert (first.label, first.text, first.role) == ("1.", "Tuyên truyền", "heading")


def test_a_page_says_its_encoding_or_is_asked(tmp_path):
    path = tmp_path / "a.htm"
    path.write_bytes("<html><meta charset=windows-1258><p>Đa\u0303 có 12 xa\u0303".encode("cp1258"))
    reading = read(path)
    assert (reading.paragraphs[0].text, reading.source.converted) == ("Đã có 12 xã", "Windows-1258")
    path.write_bytes("<html><p>Huyện đã có 12 xã".encode("utf-16"))
    assert read(path).paragraphs[0].text == "Huyện đã có 12 xã"


@pytest.mark.parametrize("body", ["", "<div>" * 100_000 + "x"])
def test_an_empty_or_bottomless_page_is_refused(tmp_path, body):
    path = tmp_path / "a.html"
    path.write_text(body or " ", encoding="utf-8")
    with pytest.raises(Refusal):
        read(path)
