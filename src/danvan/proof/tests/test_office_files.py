"""Files of other word processors say what the Word file says from which they were made."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace

import pytest

from danvan.kit import office
from danvan.kit.errors import Refusal
from danvan.proof.reader import read
from danvan.proof.tests.given import mark, paragraph, run_of, write_docx
from danvan.proof.tests.test_pdf_files import stated

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
real = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{WORD}.footnotes+xml"/></Types>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def report_of_ours(path):
    """A short report with a list, a note and a citation, whole enough for LibreOffice."""
    write_docx(
        path,
        [
            paragraph(run_of("BÁO CÁO")),
            paragraph(run_of("1. Nuôi ong"), style="H1"),
            paragraph(
                run_of("Toàn xã có 48 hộ nuôi 1.260 đàn ong, trong đó 19 hộ mới nuôi từ đầu năm"),
                mark(2),
                run_of("; tiền bán mật là 735,5 triệu đồng, tăng 12,5% so với năm trước, chia cho 6/8 tổ hợp tác."),
            ),
            paragraph(run_of("Thực hiện Kế hoạch số 27-KH/ĐU, ngày 09/3/2030 của Đảng ủy xã về nghề nuôi ong.")),
        ],
        notes=["Gồm 11 hộ ở thôn Trên và 8 hộ ở thôn Dưới."],
    )
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("[Content_Types].xml", TYPES)
    return path


@real
@pytest.mark.parametrize("ending", ["odt", "doc", "rtf"])
def test_the_same_report_in_another_form_says_the_same(tmp_path, ending):
    source = report_of_ours(tmp_path / "a.docx")
    other = tmp_path / f"b.{ending}"
    other.write_bytes(office.convert(source.read_bytes(), "docx", ending))
    reading = read(other)
    assert stated(reading) == stated(read(source))
    assert reading.source.kind == ending
    assert [p.text for p in reading.paragraphs if p.role == "note"] == [
        "¹ Gồm 11 hộ ở thôn Trên và 8 hộ ở thôn Dưới.",
    ]


def test_without_libreoffice_such_files_are_refused_with_the_way_out(tmp_path, monkeypatch, settings):
    settings.DANVAN = replace(settings.DANVAN, soffice=None)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(office, "ELSEWHERE", ())
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 Hai x\\'e3.}")
    with pytest.raises(Refusal) as refused:
        read(path)
    assert ".docx" in refused.value.remedy and "libreoffice-writer" in refused.value.remedy


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.doc", b"noise that is no Word file"),
        ("a.odt", b"PK\x03\x04 torn"),
        ("a.rtf", b"plain words"),
        ("a.doc", OLE + bytes(600)),
    ],
)
def test_what_is_no_such_file_is_refused_before_libreoffice_makes_a_document_of_it(
    tmp_path, monkeypatch, name, content
):
    monkeypatch.setattr(office, "convert", lambda *_, **__: pytest.fail("LibreOffice was asked"))
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refusal, match=name):
        read(tmp_path / name)


def test_what_libreoffice_cannot_read_is_damaged(tmp_path, monkeypatch):
    def fails(*_, **__):
        raise office.OfficeError("soffice", code=1)

    monkeypatch.setattr(office, "convert", fails)
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 torn")
    with pytest.raises(Refusal, match=r"a\.rtf"):
        read(path)
