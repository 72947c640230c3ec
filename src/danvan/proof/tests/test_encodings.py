"""Old encodings: every letter comes back, by the bytes of a text and by the fonts of a Word file."""

from __future__ import annotations

import itertools
import unicodedata

import pytest

from danvan.kit.errors import Refusal
from danvan.proof.files.encodings import CAPITALS, TCVN3, TWICE, VISCII, VNI, converted, evidence
from danvan.proof.reader import read
from danvan.proof.tests.given import paragraph, write_docx

TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES] + ["đ"]
PROSE = (
    "Huyện ủy đã tổ chức 12 hội nghị tuyên truyền ở các xã vùng cao, người dân phấn khởi góp đất mở đường.\n"
    "Ủy ban nhân dân xã hướng dẫn thủ tục; số lượt người được giúp đỡ là 1.250, tỷ lệ đạt 98,5%.\n"
    "Những kiến nghị về nước sạch, điện, trường học đều đã được trả lời bằng văn bản trước kỳ họp cuối năm."
)


def western(text: str, code: str) -> str:
    """The text as a Western program shows its bytes in that encoding (lower case), made from the encoding's tables."""
    table: dict[str, str] = {}
    singles = [chr(c) for c in range(1, 0x100)] + [bytes([c]).decode("cp1252", "ignore") for c in range(0x80, 0xA0)]
    for shown in itertools.chain(singles, (a + b for a in "aeoôuöyAEOÔUÖY" for b in singles if b and not b.isascii())):
        if shown:
            table.setdefault(converted(shown, code).text, shown)
    return "".join(table.get(letter, letter) for letter in text)


@pytest.mark.parametrize("code", [TCVN3, VNI, VISCII])
def test_every_letter_comes_back(code):
    for letter in LETTERS:
        assert converted(western(letter, code), code).text == letter
    if code != TCVN3:
        for letter in map(str.upper, LETTERS):
            assert converted(western(letter, code), code).text == letter
    assert converted(western("công hoà", TCVN3), TCVN3 + CAPITALS).text == "CÔNG HOÀ"


@pytest.mark.parametrize("code", [TCVN3, VNI, VISCII])
def test_bytes_of_an_old_text_are_told_by_their_words(tmp_path, code):
    prose = PROSE if code != TCVN3 else PROSE.replace("Ủ", "ủ")
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(_byte(c) for c in western(prose, code)))
    reading = read(path)
    assert ("\n".join(p.text for p in reading.paragraphs), reading.source.converted) == (prose, code)


def _byte(letter: str) -> int:
    try:
        return letter.encode("cp1252")[0]
    except UnicodeEncodeError:
        return ord(letter)


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-8-sig", "")]
)
def test_forms_of_unicode_are_read(tmp_path, encoding, told):
    path = tmp_path / "a.txt"
    path.write_bytes(PROSE.encode(encoding))
    reading = read(path)
    assert ("\n".join(p.text for p in reading.paragraphs), reading.source.converted) == (PROSE, told)


def _windows(letter: str) -> str:
    """A letter as Windows-1258 has it: the vowel with its shape, then its tone."""
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in "".join(TONES))
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + tones


def test_windows_1258_and_decomposed_letters_are_composed(tmp_path):
    path = tmp_path / "a.txt"
    decomposed = "".join(_windows(letter) for letter in PROSE)
    for data, told in (
        (decomposed.encode("cp1258"), "Windows-1258"),
        (unicodedata.normalize("NFD", f"{PROSE}\n¹ Tại cơ sở").encode(), "NFD"),
    ):
        path.write_bytes(data)
        reading = read(path)
        assert "\n".join(p.text for p in reading.paragraphs[:3]) == PROSE
        assert reading.source.converted == told


def test_a_file_of_two_encodings_is_read_line_by_line_or_refused(tmp_path):
    first, *rest = PROSE.split("\n")
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(_byte(c) for c in western(first, VNI)) + ("\n" + "\n".join(rest)).encode())
    reading = read(path)
    assert ("\n".join(p.text for p in reading.paragraphs), reading.source.converted) == (PROSE, VNI)
    path.write_bytes(first.encode() + b"\n\xff\xfa\x81 \xf0\x90 \xc3 \x8d\n" + rest[0].encode())
    with pytest.raises(Refusal, match="2"):
        read(path)


def test_letters_saved_as_western_ones_are_converted_paragraph_by_paragraph(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("\n".join([western(PROSE.split("\n")[0], TCVN3), *PROSE.split("\n")[1:]]), encoding="utf-8")
    reading = read(path)
    assert ("\n".join(p.text for p in reading.paragraphs), reading.source.converted) == (PROSE, TCVN3)
    twice = PROSE.encode().decode("latin-1")
    assert (evidence(twice), converted(twice, TWICE).text) == (TWICE, PROSE)
    assert evidence(PROSE) == ""
    assert evidence("Café à Besançon, crème brûlée très élégante, façade") == ""


def old_run(text: str, font: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_runs_in_old_fonts_are_converted_and_offsets_follow(tmp_path):
    body = [
        paragraph(
            old_run(western("Huyện tổ chức ", TCVN3), ".VnTime"), old_run(western("12 hội nghị", TCVN3), ".VnTime")
        ),
        paragraph(old_run(western("báo cáo", TCVN3), ".VnTimeH")),
        paragraph(old_run(western("Xã có 35 hộ nghèo, đường đã mở", VNI), "VNI-Times")),
        paragraph(old_run("Nội dung Unicode, à ô ê", ".VnTime")),
    ]
    reading = read(write_docx(tmp_path / "a.docx", body))
    assert [p.text for p in reading.paragraphs] == [
        *("Huyện tổ chức 12 hội nghị", "BÁO CÁO", "Xã có 35 hộ nghèo, đường đã mở", "Nội dung Unicode, à ô ê"),
    ]
    assert reading.source.converted == "TCVN3, VNI"


def test_a_font_of_an_old_name_with_unicode_in_it_changes_nothing(tmp_path):
    text = "Đã làm và có ô tô ở xã"
    for shown in (text, "và có ô tô à"):
        reading = read(write_docx(tmp_path / "a.docx", [paragraph(old_run(shown, "VNI-Times"))]))
        assert (reading.paragraphs[0].text, reading.source.converted) == (shown, "")
