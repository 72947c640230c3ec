"""The layout of a Word file is read through its styles; what breaks the rules of its letterhead is found."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from danvan.proof.reader import read
from danvan.proof.run import check, family
from danvan.proof.tests.given import W, found_by, paragraph, report, run_of

_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LONG = "Các thôn đã họp dân, bàn việc làm đường, dựng nhà văn hóa và trồng cây dọc theo hai bờ suối trong mùa xuân."
_STATE = [
    "ỦY BAN NHÂN DÂN",
    "XÃ KHE LỚN",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 12/BC-UBND",
    "Khe Lớn, ngày 05 tháng 02 năm 2024",
    "BÁO CÁO",
    _LONG,
    _LONG,
    "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN",
]
_PARTY = [
    "HUYỆN ỦY SÔNG TRONG",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Số 12-BC/HU",
    "Sông Trong, ngày 05 tháng 02 năm 2024",
    "BÁO CÁO",
    _LONG,
    _LONG,
    "Nơi nhận:",
    "T/M BAN THƯỜNG VỤ",
]
_GOOD = {
    "font": "Times New Roman",
    "size": 28,
    "align": "both",
    "line": 360,
    "width": 11906,
    "top": 1134,
    "left": 1701,
    "right": 851,
    "header": "center",
    "first": "<w:titlePg/>",
}


def word_file(path: Path, lines: list[str], **changes: object) -> Path:
    """A Word file set by the rules, but for ``changes``."""
    said = _GOOD | changes
    page = (
        f'<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:pgSz w:w="{said["width"]}" w:h="16838"/>'
        f'<w:pgMar w:top="{said["top"]}" w:bottom="1134" w:left="{said["left"]}" w:right="{said["right"]}"/>'
        f"{said['first']}</w:sectPr>"
    )
    body = "".join(paragraph(run_of(line), style="Text") for line in lines)
    number = f'<w:pPr><w:jc w:val="{said["header"]}"/></w:pPr><w:r><w:instrText> PAGE </w:instrText></w:r>'
    parts = {
        "_rels/.rels": _relations(("d", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W} {_R}><w:body>{body}{page}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(("s", "styles", "styles.xml"), ("h", "header", "header1.xml")),
        "word/header1.xml": f"<w:hdr {W}><w:p>{number if said['header'] else ''}</w:p></w:hdr>",
        "word/styles.xml": (
            f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{said["font"]}"/></w:rPr></w:rPrDefault></w:docDefaults>'
            '<w:style w:type="paragraph" w:styleId="Base"><w:rPr>'
            f'<w:sz w:val="{said["size"]}"/></w:rPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="Text"><w:basedOn w:val="Base"/><w:pPr>'
            f'<w:jc w:val="{said["align"]}"/><w:spacing w:line="{said["line"]}" w:lineRule="exact"/></w:pPr></w:style>'
            "</w:styles>"
        ),
    }
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def _relations(*links: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{_TYPE}/{kind}" Target="{to}"/>' for i, kind, to in links)
    return f'<Relationships xmlns="{_RELS}">{inner}</Relationships>'


def test_the_layout_is_read_through_styles(tmp_path):
    layout = read(word_file(tmp_path / "a.docx", _STATE)).layout
    assert layout is not None
    assert (round(layout.width or 0), round(layout.height or 0)) == (210, 297)
    assert {side: round(margin) for side, margin in layout.margins.items()} == {
        "top": 20,
        "bottom": 20,
        "left": 30,
        "right": 15,
    }
    assert (layout.fonts, layout.sizes, layout.justified) == ({"Times New Roman": 1.0}, {14.0: 1.0}, 1.0)
    assert (layout.line, layout.exact) == (18.0, True)
    assert (layout.page_number, layout.centred, layout.on_first) == ("header", True, False)


@pytest.mark.parametrize("lines", [_STATE, _PARTY])
def test_a_file_set_by_its_rules_has_no_fault(tmp_path, lines):
    assert not found_by("official_format", read(word_file(tmp_path / "a.docx", lines)))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"width": 12240}, "A4 (210 x 297 mm)"),
        ({"top": 567}, "20-25 mm"),
        ({"left": 851}, "30-35 mm"),
        ({"right": 1701}, "15-20 mm"),
        ({"font": "Arial"}, "Times New Roman"),
        ({"size": 22}, "13-14"),
        ({"align": "left"}, "căn đều hai bên"),
        ({"line": 560}, "1-1,5 dòng hoặc 18-20 pt"),
        ({"header": "right"}, "giữa lề trên"),
        ({"header": ""}, "giữa lề trên"),
        ({"first": ""}, "từ trang 2"),
    ],
)
def test_a_measure_that_breaks_the_rules_is_found(tmp_path, changes, expected):
    findings = found_by("official_format", read(word_file(tmp_path / "a.docx", _STATE, **changes)))
    assert [(finding.severity, finding.expected) for finding in findings] == [("style", expected)]
    assert "30/2020" in findings[0].advice


@pytest.mark.parametrize(
    ("lines", "old", "new", "expected"),
    [
        (_STATE, "Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc", "Độc lập - Tự do - Hạnh phúc"),
        (_STATE, "Độc lập - Tự do - Hạnh phúc", "", "Độc lập - Tự do - Hạnh phúc"),
        (_STATE, "Số: 12/BC-UBND", "Số 12-BC/UBND", "Số: …/BC-…"),
        (_PARTY, "Số 12-BC/HU", "Số: 12/BC-HU", "Số …-BC/…"),
        (_STATE, "ngày 05 tháng 02", "ngày 5 tháng 2", "ngày 05 tháng 02 năm 2024"),
        (_STATE, "ngày 05 tháng 02", "ngày 05 tháng 07", "ngày 05 tháng 7 năm 2024"),
        (_STATE, "Khe Lớn, ngày 05 tháng 02 năm 2024", "", "…, ngày … tháng … năm …"),
        (_STATE, "TM. ỦY", "T/M ỦY", "TM."),
        (_PARTY, "T/M BAN", "TM. BAN", "T/M"),
        (_PARTY, "Nơi nhận:", "", "Nơi nhận:"),
    ],
)
def test_a_part_that_breaks_the_rules_is_found(tmp_path, lines, old, new, expected):
    changed = [line.replace(old, new) for line in lines]
    findings = found_by("official_format", read(word_file(tmp_path / "a.docx", changed)))
    assert [finding.expected for finding in findings] == [expected]


@pytest.mark.parametrize(("year", "name"), [("2024", "36-HD/VPTW"), ("2027", "05-HD/VPTW")])
def test_the_guide_in_force_is_named(tmp_path, year, name):
    lines = [line.replace("2024", year).replace("T/M", "TM.") for line in _PARTY]
    (finding,) = found_by("official_format", read(word_file(tmp_path / "a.docx", lines)))
    assert name in finding.advice


def test_other_files_and_files_without_a_letterhead_are_not_judged(tmp_path):
    for reading in (report("\n".join(_STATE)), read(word_file(tmp_path / "a.docx", [_LONG]))):
        assert check(reading, checks=[family()["official_format"]]).outcomes[0].state == "not_run"
