"""The report with comments: the very file, its words equal, each comment over the words that it speaks of."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from danvan.kit.errors import Refusal
from danvan.proof import reader, run
from danvan.proof.check import Finding
from danvan.proof.findings.annotate import annotate
from danvan.proof.findings.identity import named
from danvan.proof.reading import Reading, Span
from danvan.proof.run import Checked
from danvan.proof.tests.given import control, mark, paragraph, run_of, write_docx

N = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
BOLD = "<w:rPr><w:b/></w:rPr>"
ROW = f"<w:tr><w:tc>{paragraph(run_of('Xã Một'))}</w:tc><w:tc>{paragraph(run_of('31 hộ'))}</w:tc></w:tr>"
BOX = (
    "<w:r><w:pict><w:textbox><w:txbxContent>"
    f"{paragraph(run_of('Khung có 71 chữ'))}</w:txbxContent></w:textbox></w:pict></w:r>"
)
#: (the words that a finding doubts, what stands under its comment)
PLACES = (
    ("12 cuộc", "12 cuộc"),
    ("15 lượt người", "15 lượt người"),
    ("16 hộ", "16 hộ"),
    ("17", "17 xã"),
    ("21 bản", "21 bản"),
    ("22 thôn", "22 thôn"),
    ("31 hộ", "31 hộ"),
    ("41 việc", "41 việc"),
    ("51", "¹"),
    ("61\t62", "6162"),
    ("71", "Khung có 71 chữ"),
)
BODY = (
    paragraph(run_of("Đã họp 1"), run_of("2 cu", BOLD), run_of("ộc, có 15 lượt người và 16 hộ dự."), mark(2)),
    paragraph(run_of("Ở "), control("f1", "17 xã"), run_of(" đều vậy.")),
    paragraph(
        f'<w:hyperlink w:anchor="x">{run_of("xem 21 bản")}</w:hyperlink>',
        f'<w:ins w:id="5" w:author="a">{run_of(" và 22 thôn nữa")}</w:ins>',
        '<w:del w:id="6" w:author="a"><w:r><w:delText>99</w:delText></w:r></w:del>',
    ),
    f"<w:tbl>{ROW}</w:tbl>",
    # LibreOffice empties a comment in the first paragraph of a control.
    f"<w:sdt><w:sdtContent>{paragraph(run_of('Trong ô:'))}{paragraph(run_of('Còn 41 việc.'))}</w:sdtContent></w:sdt>",
    paragraph('<w:r><w:t xml:space="preserve">Số 61</w:t><w:tab/><w:t>62 đủ</w:t></w:r>'),
    paragraph(run_of("Bên cạnh"), BOX),
)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" '
    'ContentType="image/png"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("styles", "styles"), ("footnotes", "footnotes"))
    )
    + "</Types>"
)


def doubted(reading: Reading, *quotes: str) -> Checked:
    """A check that doubts each of the quotes where it first stands."""
    findings = []
    for quote in quotes:
        place = next(p for p in reading.paragraphs if quote in p.text)
        start = place.text.index(quote)
        span = Span(quote, start, start + len(quote), place.n)
        findings.append(Finding("tried", "doubt", f"Ngờ: {quote}", "Xem lại.", (span,), arithmetic="1 + 1 = 3"))
    return Checked(reading, (), tuple(named(reading, findings)))


def commented(path: Path) -> dict[str, str]:
    """The words under each comment, by the comment's first line."""
    with zipfile.ZipFile(path) as package:
        document = etree.fromstring(package.read("word/document.xml"))
        comments = etree.fromstring(package.read("word/comments.xml"))
    open_: dict[str, str] = {}
    under: dict[str, str] = {}
    for element in document.iter():
        identity = element.get(f"{N}id", "")
        if element.tag == f"{N}commentRangeStart":
            open_[identity] = ""
        elif element.tag == f"{N}commentRangeEnd":
            under[identity] = open_.pop(identity)
        elif element.tag in (f"{N}t", f"{N}footnoteReference"):
            for each in open_:
                open_[each] += (element.text or "") if element.tag == f"{N}t" else "¹"
    assert open_ == {}
    assert sorted(under) == sorted(each.get(f"{N}id", "") for each in document.iter(f"{N}commentReference"))
    said = {each.get(f"{N}id", ""): next(each.iter(f"{N}t")).text or "" for each in comments}
    return {said[identity]: words for identity, words in under.items()}


def unmarked(data: bytes) -> list[str]:
    """All that a document holds but comments' signs, runs that follow one another with one look taken as one."""
    words: list[str] = []
    for element in etree.fromstring(data).iter():
        kind = etree.QName(element).localname
        if kind == "t" and words and words[-1].startswith("t:"):
            words[-1] += element.text or ""
        elif kind == "t":
            words.append(f"t:{element.text or ''}")
        elif not kind.startswith("comment") and kind not in ("r", "rPr", "b"):
            words.append(kind)
    return words


@pytest.fixture
def hard(tmp_path) -> Path:
    path = write_docx(tmp_path / "báo cáo.docx", BODY, notes=["Chú thích có 51 chữ"])
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/media/image1.png", bytes(range(256)), zipfile.ZIP_STORED)
    return path


@pytest.mark.parametrize(("quote", "under"), PLACES)
def test_each_comment_stands_over_its_words(hard, tmp_path, quote, under):
    annotate(hard, doubted(reader.read(hard), quote), tmp_path / "a.docx")
    [(line, words)] = commented(tmp_path / "a.docx").items()
    assert line.endswith(f"Ngờ: {quote}") and words == under


def test_many_comments_at_once_leave_the_words_and_all_other_parts_as_they_were(hard, tmp_path):
    reading = reader.read(hard)
    quotes = [quote for quote, _ in PLACES] + ["2 cuộc, có 15", "cuộc", "15", "15 lượt"]
    annotate(hard, doubted(reading, *quotes), tmp_path / "a.docx")
    under = {line.partition("Ngờ: ")[2]: words for line, words in commented(tmp_path / "a.docx").items()}
    assert under == dict(PLACES) | {"2 cuộc, có 15": "2 cuộc, có 15", "cuộc": "cuộc", "15": "15", "15 lượt": "15 lượt"}
    with zipfile.ZipFile(hard) as before, zipfile.ZipFile(tmp_path / "a.docx") as after:
        changed = {n for n in after.namelist() if n not in before.namelist() or before.read(n) != after.read(n)}
        assert changed == {
            "word/document.xml",
            "word/comments.xml",
            "word/_rels/document.xml.rels",
            "[Content_Types].xml",
        }
        name = "word/document.xml"
        assert unmarked(before.read(name)) == unmarked(after.read(name))
    again = reader.read(tmp_path / "a.docx")
    assert (again.paragraphs, again.figures) == (reading.paragraphs, reading.figures)


def test_comments_that_were_there_are_kept(hard, tmp_path):
    annotate(hard, doubted(reader.read(hard), "12 cuộc"), tmp_path / "one.docx")
    annotate(tmp_path / "one.docx", doubted(reader.read(hard), "16 hộ", "31 hộ"), tmp_path / "two.docx")
    assert sorted(commented(tmp_path / "two.docx").values()) == ["12 cuộc", "16 hộ", "31 hộ"]
    with zipfile.ZipFile(tmp_path / "two.docx") as package:
        assert [name for name in package.namelist() if "comments" in name] == ["word/comments.xml"]
        links = package.read("word/_rels/document.xml.rels").decode()
    assert links.count("relationships/comments") == 1


def test_nothing_found_is_a_copy(hard, tmp_path):
    annotate(hard, doubted(reader.read(hard)), tmp_path / "a.docx")
    with zipfile.ZipFile(hard) as before, zipfile.ZipFile(tmp_path / "a.docx") as after:
        assert {n: before.read(n) for n in before.namelist()} == {n: after.read(n) for n in after.namelist()}


def test_a_text_becomes_a_word_file_with_the_same_figures(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("BÁO CÁO\nI. KẾT QUẢ\nCó 130/126 bản\tđã họp.\n\nHọp ngày 31/02/2022, chi 2,5 tỷ đồng.", "utf-8")
    reading = reader.read(path)
    checked = run.check(reading)
    annotate(path, checked, tmp_path / "a.docx")
    assert set(commented(tmp_path / "a.docx").values()) == {f.places[0].quote for f in checked.findings} != set()
    again = reader.read(tmp_path / "a.docx")
    assert [p.text for p in again.paragraphs] == [p.text for p in reading.paragraphs]
    assert again.figures == reading.figures
    assert len(docx.Document(str(tmp_path / "a.docx")).paragraphs) == len(reading.paragraphs)


def test_signs_that_xml_cannot_hold_do_not_stop_the_comments(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Có 130/126 bản\x0b đã họp.", "utf-8")
    annotate(path, doubted(reader.read(path), "130/126 bản", "bản\x0b đã"), tmp_path / "a.docx")
    assert list(commented(tmp_path / "a.docx").values()) == ["130/126 bản", "bản\ufffd đã"]


def test_the_report_itself_and_other_endings_are_refused(hard):
    with pytest.raises(Refusal):
        annotate(hard, doubted(reader.read(hard)), hard)
    with pytest.raises(Refusal):
        annotate(hard, doubted(reader.read(hard)), hard.with_suffix(".pdf"))
    assert not hard.with_suffix(".pdf").exists()


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice's soffice")
def test_libreoffice_shows_each_comment_at_its_words(hard, tmp_path):
    annotate(hard, doubted(reader.read(hard), *(quote for quote, _ in PLACES)), tmp_path / "a.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "odt", "--outdir", tmp_path / "odt"]
    subprocess.run([*command, tmp_path / "a.docx"], check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "odt" / "a.odt") as package:
        shown = remarks_in(etree.fromstring(package.read("content.xml")))
    wanted = {f"Ngờ: {quote}": under for quote, under in PLACES if quote not in ("51", "61\t62", "71")}
    assert {line.partition(": ")[2]: words for line, words in shown.items()}.items() >= wanted.items()
    assert len(shown) == len(PLACES)


def remarks_in(content: etree._Element) -> dict[str, str]:
    """What stands under each comment of an OpenDocument text, by the comment's first line."""
    lines: dict[str, str] = {}
    under: dict[str, str] = {}
    open_: set[str] = set()

    def add(words: str | None) -> None:
        for name in open_:
            under[name] += words or ""

    def walk(element: etree._Element) -> None:
        kind, name = element.tag.rpartition("}")[2], element.get(f"{OFFICE}name", "")
        if kind == "annotation":
            lines[name] = "".join(map(str, next(child for child in element if child.tag.endswith("}p")).itertext()))
            under[name] = ""
            open_.add(name)
        elif kind == "annotation-end":
            open_.discard(name)
        else:
            add(element.text)
            for child in element:
                walk(child)
        add(element.tail)

    walk(content)
    return {lines[name]: words for name, words in under.items()}
