"""The Word file: real notes, a control for every digit, the party's format, the same bytes each time."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.given import demo, report

from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.ledger.tests.given import units_and_documents as registers
from danvan.reports.format import format_for
from danvan.reports.writer import rendered, write

pytestmark = pytest.mark.django_db
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{urn:danvan:report:1}"
FONT = "Times New Roman"


@pytest.fixture
def parts() -> dict[str, bytes]:
    demo()
    with zipfile.ZipFile(BytesIO(rendered(report(), ".docx"))) as package:
        return {name: package.read(name) for name in package.namelist()}


def tree(xml: bytes) -> Any:
    return etree.fromstring(xml)


def text_outside_controls(xml: bytes) -> str:
    root = tree(xml)
    outside = (t for t in root.iter(f"{W}t") if not any(a.tag == f"{W}sdt" for a in t.iterancestors()))
    return " ".join(t.text or "" for t in outside)


def test_every_digit_lies_in_a_control(parts):
    for name in ("word/document.xml", "word/footnotes.xml"):
        assert not re.search(r"\d", text_outside_controls(parts[name]))
        assert tree(parts[name]).find(f".//{W}sdt") is not None


def test_a_figure_is_named_three_times(parts):
    root = tree(parts["word/document.xml"])
    claims = {f.get("control"): f for f in tree(parts["customXml/item1.xml"]).iter(f"{R}figure")}
    notes = tree(parts["word/footnotes.xml"])
    controls = [sdt for each in (root, notes) for sdt in each.iter(f"{W}sdt")]
    tags = [sdt.find(f"{W}sdtPr/{W}tag").get(f"{W}val") for sdt in controls]
    assert len(tags) == len(set(tags))
    assert set(claims) <= set(tags)
    for sdt, tag in zip(controls, tags, strict=True):
        printed = "".join(t.text or "" for t in sdt.iter(f"{W}t"))
        assert sdt.find(f"{W}sdtPr/{W}text") is not None
        assert sdt.find(f"{W}sdtPr/{W}alias").get(f"{W}val").endswith(f": {printed}")
        assert sdt.getprevious().get(f"{W}name") == f"_fig_{tag}"


def test_the_notes_are_real_and_in_order(parts):
    marks = [m.get(f"{W}id") for m in tree(parts["word/document.xml"]).iter(f"{W}footnoteReference")]
    notes = [n.get(f"{W}id") for n in tree(parts["word/footnotes.xml"]).iter(f"{W}footnote")]
    assert len(marks) >= 26 and marks == [str(number) for number in range(1, len(marks) + 1)]
    assert notes == ["-1", "0", *marks]
    assert b"footnotes+xml" in parts["[Content_Types].xml"]


def test_the_page_is_the_partys(parts):
    page = tree(parts["word/document.xml"]).find(f".//{W}sectPr")
    margins = page.find(f"{W}pgMar")
    millimetres = {name: round(int(margins.get(f"{W}{name}")) / 56.7) for name in ("top", "bottom", "left", "right")}
    assert millimetres == {"top": 20, "bottom": 20, "left": 30, "right": 15}
    assert round(int(margins.get(f"{W}header")) / 56.7) == 10
    size = page.find(f"{W}pgSz")
    assert (round(int(size.get(f"{W}w")) / 56.7), round(int(size.get(f"{W}h")) / 56.7)) == (210, 297)
    assert page.find(f"{W}titlePg") is not None


def test_the_head_and_the_signature_are_there_and_the_name_is_blank(parts):
    text = " ".join(t.text or "" for t in tree(parts["word/document.xml"]).iter(f"{W}t"))
    for words in ("ĐẢNG CỘNG SẢN VIỆT NAM", "TỈNH ỦY LAI CHÂU", "HUYỆN ỦY TAM ĐƯỜNG", "BÁO CÁO", "Nơi nhận:"):
        assert words in text
    ending = text.split("T/M BAN THƯỜNG VỤ")[1]
    assert ending.split()[:3] == ["PHÓ", "BÍ", "THƯ"]
    assert ending.split()[3:5] == ["Phụ", "lục"]


def test_a_clerk_finds_the_styles_by_name_and_no_others(parts):
    styles = {
        style.find(f"{W}name").get(f"{W}val"): style for style in tree(parts["word/styles.xml"]).iter(f"{W}style")
    }
    assert {"Báo cáo - Nội dung", "Báo cáo - Số liệu", "footnote text", "footnote reference"} <= set(styles)
    assert not [name for name in styles if name.startswith(("List", "Colorful", "Medium"))]
    body = styles["Báo cáo - Nội dung"].find(f"{W}pPr")
    spacing, indent = body.find(f"{W}spacing"), body.find(f"{W}ind")
    assert (spacing.get(f"{W}lineRule"), spacing.get(f"{W}line")) == ("exact", str(18 * 20))
    assert round(int(indent.get(f"{W}firstLine")) / 56.7) == 10
    assert body.find(f"{W}jc").get(f"{W}val") == "both"
    normal = styles["Normal"].find(f"{W}rPr")
    assert (normal.find(f"{W}rFonts").get(f"{W}ascii"), normal.find(f"{W}sz").get(f"{W}val")) == (FONT, "28")


def test_the_file_speaks_vietnamese_and_holds_nothing_foreign(parts):
    assert b'w:lang w:val="vi-VN"' in parts["word/styles.xml"]
    assert not [name for name in parts if "thumbnail" in name or "stylesWithEffects" in name]
    names = {node.get(f"{W}val") for node in tree(parts["word/document.xml"]).iter(f"{W}alias")}
    assert not [name for name in names if name.startswith(("place", "year", "heading", "words"))]


def test_the_number_of_the_page_stands_in_the_top_margin(parts):
    header = tree(parts["word/header1.xml"])
    assert [each.text for each in header.iter(f"{W}instrText")] == ["PAGE"]
    style = header.find(f".//{W}pStyle").get(f"{W}val")
    styles = {style.get(f"{W}styleId"): style for style in tree(parts["word/styles.xml"]).iter(f"{W}style")}
    assert styles[style].find(f"{W}pPr/{W}jc").get(f"{W}val") == "center"


def test_whole_lines_are_bold_or_slanted_by_their_style(parts):
    # LibreOffice drops what is said of the words in a control.
    document = tree(parts["word/document.xml"])
    styled = [(p.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(p.itertext())) for p in document.iter(f"{W}p")]
    assert ("Báocáo-Địadanh,ngàytháng", "Tam Đường, ngày     tháng     năm 2022") in styled
    assert ("Báocáo-Ôbảng,đậm", "Toàn huyện") in styled
    assert ("Báocáo-Ôbảng,đậm", "02") in styled


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice's soffice")
def test_libreoffice_keeps_the_controls_the_bookmarks_and_the_notes(tmp_path):
    demo()
    composed = report()
    write(composed, tmp_path / "r.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", tmp_path / "again"]
    subprocess.run([*command, tmp_path / "r.docx"], check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "again" / "r.docx") as package:
        again = [tree(package.read(f"word/{name}.xml")) for name in ("document", "footnotes")]
    with zipfile.ZipFile(tmp_path / "r.docx") as package:
        before = [tree(package.read(f"word/{name}.xml")) for name in ("document", "footnotes")]
    for one, other in zip(before, again, strict=True):
        aliases = [[each.get(f"{W}val") for each in root.iter(f"{W}alias")] for root in (one, other)]
        assert aliases[0] == aliases[1]
        marks = [[each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")] for root in (one, other)]
        assert marks[0] == [name.removesuffix("_Copy_1") for name in marks[1] if name.startswith("_fig_")]
    assert len(list(again[0].iter(f"{W}footnoteReference"))) == len(composed.notes)
    notes = [[note_text(note) for note in root.iter(f"{W}footnote")] for root in (before[1], again[1])]
    assert [text for text in notes[0] if text] == [text for text in notes[1] if text]


def note_text(note: Any) -> str:
    return "".join(t.text or "" for t in note.iter(f"{W}t")).strip()


def test_two_writes_are_the_same_bytes():
    demo()
    assert rendered(report(), ".docx") == rendered(report(), ".docx")


def test_the_rules_of_format_follow_the_stated_day_else_the_period():
    assert format_for("party", date(2022, 12, 31)).rule == "HD 36-HD/VPTW"
    assert format_for("party", date(2026, 5, 26)).rule == "HD 36-HD/VPTW"
    assert format_for("party", date(2026, 5, 27)).rule == "HD 05-HD/VPTW"
    with pytest.raises(Refusal, match="2010"):
        format_for("party", date(2010, 1, 1))


def test_a_stated_day_is_printed_in_its_place():
    demo()
    text = rendered(report(dated=date(2022, 12, 5)), ".html").decode()
    assert "ngày 05 tháng 12 năm 2022" in text


def test_nothing_recorded_makes_a_report_that_says_so(tmp_path: Path):
    registers()
    composed = report()
    write(composed, tmp_path / "r.md")
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert text.count("chưa được ghi nhận") >= 5
    assert "Phụ lục" not in text
    assert {run.printed for run in composed.figures()} <= {"–"}


def test_another_year_speaks_of_that_year(tmp_path: Path):
    demo()
    composed = report(period=Period.parse("2023"))
    assert "2024" in rendered(composed, ".html").decode()


def test_markdown_has_notes_a_table_and_the_signature_before_the_annex():
    demo()
    text = rendered(report(), ".md").decode()
    notes = re.findall(r"^\[\^(\d+)\]:", text, re.M)
    assert len(notes) >= 26 and notes == [str(number) for number in range(1, len(notes) + 1)]
    assert "| **Toàn huyện** | **02** | **23** | **07** | **04** |" in text
    assert "Số … -BC/HU" in text
    assert text.index("Phần thứ nhất") < text.index("PHÓ BÍ THƯ") < text.index("## Phụ lục")


def test_the_page_of_a_report_escapes_what_comes_from_data():
    demo()
    composed = report()
    hostile = replace(composed, head=replace(composed.head, issuer="<script>x</script>"), recipients=("<b>",))
    assert "<script>" not in rendered(hostile, ".html").decode()
    assert "<b>," not in rendered(hostile, ".html").decode()


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    registers()
    (tmp_path / "r.md").write_text("cũ", encoding="utf-8")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refusal, match="No space left"):
        write(report(), tmp_path / "r.md")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["cũ"]


def test_an_unknown_ending_is_refused_and_leaves_nothing(tmp_path: Path):
    registers()
    with pytest.raises(Refusal, match=r"\.docx"):
        write(report(), tmp_path / "r.odt")
    assert list(tmp_path.iterdir()) == []
