"""The Word file: real notes, a control for every digit, the party's format, the same bytes each time."""

from __future__ import annotations

import re
import zipfile
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
    assert marks == ["1", "2", "3", "4", "5", "6"]
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


def test_an_unknown_ending_is_refused_and_leaves_nothing(tmp_path: Path):
    registers()
    with pytest.raises(Refusal, match=r"\.docx"):
        write(report(), tmp_path / "r.odt")
    assert list(tmp_path.iterdir()) == []
