"""PDF files: the same paragraphs, figures and notes as the text that was printed, whatever program printed it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest

from danvan.kit.errors import Refusal
from danvan.proof.files import pdf, scans
from danvan.proof.files.page_lines import Atom, Rule, Sheet, lines_of
from danvan.proof.files.page_paragraphs import leaf_of, paragraphs_of
from danvan.proof.files.pdf import read_pdf
from danvan.proof.reader import read
from danvan.proof.reading import Reading

DATA = Path(__file__).parent / "data"
recognising = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed here")


def stated(reading: Reading) -> list[object]:
    """What a report states, without the places."""
    figures = [(f.quote, f.value, f.denominator, f.unit, f.qualifier) for f in reading.figures]
    citations = [(c.type, c.number, c.date, c.issuer) for c in reading.citations]
    notes = [(n.number, n.mark_paragraph is not None, n.text, n.sentence) for n in reading.footnotes]
    return [figures, citations, notes]


def words(text: str) -> list[Atom]:
    """The words of a line at the left border, each letter six points wide."""
    atoms, x = [], 0.0
    for word in text.split():
        atoms.append(Atom(word, x, x + 6 * len(word), 0, 12))
        x += 6 * len(word) + 3
    return atoms


def page(*lines: tuple[float, float, str], number: int = 1, size: float = 12) -> Sheet:
    """A page of lines: (place from the left, from the top, text)."""
    atoms = [
        Atom(atom.text, atom.x0 + x, atom.x1 + x, y, size, atom.glued) for x, y, text in lines for atom in words(text)
    ]
    return Sheet(number, atoms)


def texts(*sheets: Sheet) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of([leaf_of(sheet) for sheet in sheets]).paragraphs]


def test_a_printed_report_says_what_its_text_says():
    reading = read(DATA / "pages.pdf")
    plain = read(DATA / "pages.txt")
    assert [p.text for p in reading.paragraphs] == [p.text for p in plain.paragraphs]
    assert stated(reading) == stated(plain)
    assert [p.role for p in reading.paragraphs] == [p.role for p in plain.paragraphs]
    assert reading.source.kind == "pdf" and not reading.source.recognised


def test_a_page_printed_by_a_browser_says_the_same_body():
    plain = [p.text for p in read(DATA / "pages.txt").paragraphs if p.role != "note"]
    assert [p.text for p in read(DATA / "browser.pdf").paragraphs] == plain


def test_each_paragraph_knows_on_which_page_its_letters_are():
    reading = read(DATA / "pages.pdf")
    assert reading.paragraphs[0].pages == ((0, 1),)
    broken = next(p for p in reading.paragraphs if len(p.pages) == 2)
    (_, first), (start, second) = broken.pages
    assert second == first + 1 and 0 < start < len(broken.text)
    assert broken.page_at(start - 1) == first and broken.page_at(start) == second


def test_letterhead_is_read_cell_by_cell_and_tables_keep_rows_columns_and_merged_cells():
    paragraphs = read_pdf(DATA / "table.pdf").paragraphs
    assert [p.text for p in paragraphs[:5]] == [
        *("ĐẢNG ỦY XÃ SUỐI MƠ", "*", "Số 47-BC/ĐU"),
        *("ĐẢNG CỘNG SẢN VIỆT NAM", "Suối Mơ, ngày 05 tháng 7 năm 2031"),
    ]
    cells = {(p.cell.row, p.cell.column): p for p in paragraphs if p.cell}
    assert {p.cell.table for p in cells.values()} == {0}
    assert (cells[0, 1].cell.columns, cells[0, 3].cell.rows) == (2, 2)
    assert [cells[row, 0].text for row in range(2, 11)] == [
        *("Đồi Sim", "Bến Đá", "Khe Gỗ", "Làng Mới", "Cầu Treo", "Đầu Nguồn", "Hồ Sen", "Gò Me", "Cộng"),
    ]
    assert [cells[10, column].text for column in range(4)] == ["Cộng", "10.350", "2.100", "458"]
    # The table goes on over the page; its head, printed again there, is not read again.
    assert cells[10, 0].pages == ((0, 2),) and sum(p.text == "Thôn" for p in paragraphs) == 1


def test_a_line_goes_on_in_the_next_only_when_the_next_word_had_no_room():
    long = "một hai ba bốn năm sáu bảy tám chín"
    assert texts(page((0, 0, long), (0, 14, "mười"), (0, 28, "Hết."))) == [f"{long} mười", "Hết."]


def test_an_indent_begins_a_paragraph_and_a_wide_gap_too():
    long = "Một hai ba bốn năm sáu bảy tám chín"
    indented = [(20, 0, long), (0, 14, f"{long} và"), (20, 28, long), (0, 42, f"{long} và"), (20, 56, long)]
    assert len(texts(page(*indented))) == 3
    gaps = [(0, 0, long), (0, 14, long), (0, 28, long), (0, 46, long), (0, 60, long)]
    assert texts(page(*gaps)) == [f"{long} {long} {long}", f"{long} {long}"]


def test_a_hyphen_at_the_end_of_a_line_joins_without_a_blank():
    long = "Theo Kế hoạch của Huyện ủy là số 54-"
    assert texts(page((0, 0, long), (0, 14, "KH/HU và các văn bản khác kèm theo"))) == [
        f"{long}KH/HU và các văn bản khác kèm theo"
    ]


def test_page_numbers_and_running_heads_are_left_out_and_a_paragraph_goes_on_over_the_page():
    long = "một hai ba bốn năm sáu bảy tám chín"
    sheets = [
        page(
            (0, 0, "Xã Suối Mơ"), (0, 40, f"{long} {n + 50}"), (0, 54, f"{long} {n + 60}"), (90, 300, str(n)), number=n
        )
        for n in (1, 2, 3)
    ]
    assert texts(*sheets) == [" ".join(f"{long} {n + 50} {long} {n + 60}" for n in (1, 2, 3))]


def test_words_that_end_paragraphs_on_top_of_pages_are_no_running_head():
    long = "Một hai ba bốn năm sáu bảy tám chín"
    sheets = [
        page(
            (0, 0, "triệu đồng." if n % 4 else f"{n} đồng."),
            *((0, 40 + 14 * at, f"{long} {at}") for at in range(9)),
            number=n,
        )
        for n in range(1, 12)
    ]
    sheets += [page((0, 0, f"{long} {n + 50}"), (0, 14, f"{long} {n + 60}"), number=n) for n in range(12, 40)]
    assert " ".join(texts(*sheets)).count("triệu đồng.") == 9


def test_small_raised_digits_are_marks_and_level_ones_are_numbers():
    atoms = [Atom("xã", 0, 12, 100, 14), Atom("12", 12, 18, 95, 8, glued=True), Atom("20", 22, 34, 100, 14)]
    [line] = lines_of(Sheet(1, atoms))
    assert line.text == "xã¹² 20"


def test_spaced_letters_are_closed_up():
    atoms = [Atom(c, x, x + 8, 0, 12) for c, x in zip("BÁOCÁO", (0, 11, 22, 40, 51, 62), strict=True)]
    [line] = lines_of(Sheet(1, atoms))
    assert line.text == "BÁO CÁO"


def test_notes_under_a_rule_are_put_after_the_body_though_their_numbers_stand_level():
    long = "Một hai ba bốn năm sáu bảy tám chín"
    body = page((0, 0, long), (0, 14, long), (0, 28, "Hết."))
    foot = page((0, 200, "1 Ghi chú một."), (0, 212, "2 Ghi chú hai."), size=9)
    after = page((0, 0, "Trang sau có chữ."), number=2)
    found = texts(Sheet(1, [*body.atoms, *foot.atoms], [Rule(False, 185, 0, 100)]), after)
    assert found[-3:] == ["Trang sau có chữ.", "¹ Ghi chú một.", "² Ghi chú hai."]


def test_a_locked_a_damaged_and_an_empty_pdf_are_refused(tmp_path):
    with pytest.raises(Refusal, match=r"mật khẩu|password"):
        read(DATA / "locked.pdf")
    data = (DATA / "table.pdf").read_bytes()
    for name, content in (("half.pdf", data[:3000]), ("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 9)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Refusal, match=name):
            read(tmp_path / name)
    empty = pypdfium2.PdfDocument.new()
    empty.new_page(300, 300)
    empty.save(tmp_path / "empty.pdf")
    with pytest.raises(Refusal, match=r"empty\.pdf"):
        read(tmp_path / "empty.pdf")


def test_an_endless_pdf_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(Refusal):
        read(DATA / "pages.pdf")


def test_a_page_laid_across_is_read_like_any_other(tmp_path):
    document = pypdfium2.PdfDocument(DATA / "pages.pdf")
    for one in document:
        wide, high = one.get_size()
        across = pypdfium2.raw.FS_MATRIX(0, 1, -1, 0, high, 0)
        pypdfium2.raw.FPDFPage_TransFormWithClip(one, across, None)
        one.set_mediabox(0, 0, high, wide)
        one.set_rotation(90)
    document.save(tmp_path / "turned.pdf")
    assert [p.text for p in read(tmp_path / "turned.pdf").paragraphs] == [
        p.text for p in read(DATA / "pages.pdf").paragraphs
    ]


def scanned(path: Path, pages: int) -> Path:
    """A PDF that holds pictures of the pages of another."""
    source, made = pypdfium2.PdfDocument(DATA / "pages.pdf"), pypdfium2.PdfDocument.new()
    for number in range(pages):
        wide, high = source[number].get_size()
        picture = pypdfium2.PdfImage.new(made)
        picture.set_bitmap(source[number].render(scale=200 / 72))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(wide, high))
        new = made.new_page(wide, high)
        new.insert_obj(picture)
        new.gen_content()
    made.save(path)
    return path


def test_a_scan_without_tesseract_is_refused_with_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Refusal) as refused:
        read(scanned(tmp_path / "scan.pdf", 1))
    assert "tesseract-ocr-vie" in refused.value.remedy


def test_a_scan_of_too_many_pages_is_refused_by_their_number(tmp_path, monkeypatch):
    monkeypatch.setattr(scans, "_program", lambda _where: "tesseract")
    monkeypatch.setattr(scans, "MOST_PAGES", 1)
    with pytest.raises(Refusal) as refused:
        read(scanned(tmp_path / "scan.pdf", 2))
    assert refused.value.values["pages"] == 2 and refused.value.values["most"] == 1


@recognising
def test_a_scan_is_recognised_and_says_so(tmp_path):
    reading = read(scanned(tmp_path / "scan.pdf", 1))
    assert reading.source.recognised
    values = [figure.value for figure in reading.figures]
    assert {12450, 7200, 3150, 2100, 83} <= set(values)
    assert any("Trong sáu tháng đầu năm, xã Suối Mơ đã trồng" in p.text for p in reading.paragraphs)


def test_a_text_is_read_without_loading_what_pdf_needs():
    asked = (
        "import django; django.setup(); import sys; from danvan.proof.reader import read; "
        "read(sys.argv[1]); late = ('pypdfium2', 'danvan.proof.files.pdf', 'danvan.proof.files.office'); "
        "print([m for m in late if m in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked, str(DATA / "pages.txt")],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "danvan.web.settings", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"
