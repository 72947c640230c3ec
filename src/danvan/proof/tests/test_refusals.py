"""What cannot be read is refused in a sentence, whatever it is."""

from __future__ import annotations

import contextlib
import re
import zipfile

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan.kit.errors import Refusal
from danvan.proof.files import docx, package
from danvan.proof.reader import read
from danvan.proof.reading import Reading
from danvan.proof.tests.given import paragraph, run_of, write_docx


def test_what_is_no_readable_file_is_refused(tmp_path):
    (tmp_path / "a.xyz").write_bytes(b"text")
    (tmp_path / "empty.txt").write_bytes(b"")
    for name in ("nothing.docx", "a.xyz", "empty.txt", "."):
        with pytest.raises(Refusal, match=re.escape(str(tmp_path))) as caught:
            read(tmp_path / name)
        assert caught.value.remedy


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"text")

    def forbidden(*_arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", forbidden)
    with pytest.raises(Refusal, match="Permission denied"):
        read(path)


def test_a_file_of_half_a_gigabyte_is_refused_unread(tmp_path):
    for name in ("a.txt", "a.docx"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(500 * 1024 * 1024)
        with pytest.raises(Refusal, match="500"):
            read(tmp_path / name)


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", b"%PDF-1.7 ...", "a PDF file"),
        ("a.txt", b"%PDF-1.7 ...", "a PDF file"),
        ("a.docx", b"MZ\x90\x00\x03", "a program"),
        ("a.docx", b"\xff\xd8\xff\xe0 JFIF", "a picture"),
        ("a.docx", b"{\\rtf1 }", "rtf"),
        ("a.docx", b"<!DOCTYPE html><html>", "html"),
        ("a.docx", "Có 02 xã.".encode(), "plain text"),
        ("a.docx", LOCKED, "password"),
        ("a.txt", b"one\x00two\x00\x00three", "holds no text"),
        ("a.txt", b"abc \xff\xfa\x81 \xf0\x90 \xc3 \x8d", "Line 1 "),
    ],
)
def test_what_a_file_is_in_truth_is_said(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refusal) as caught:
        read(path)
    with override("en"):
        assert says in caught.value.sentence and caught.value.remedy


def test_a_word_file_under_another_name_is_told_to_be_one(tmp_path):
    path = write_docx(tmp_path / "a.txt", [paragraph(run_of("Có 02 xã."))])
    with pytest.raises(Refusal) as caught:
        read(path)
    assert "Word" in caught.value.sentence and ".docx" in caught.value.remedy


def test_a_file_with_macros_is_read_and_they_are_not(tmp_path):
    path = write_docx(tmp_path / "a.docm", [paragraph(run_of("Có 02 xã."))])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    assert [p.text for p in read(path).paragraphs] == ["Có 02 xã."]


def test_a_bomb_of_parts_and_a_bottomless_tree_are_refused(tmp_path):
    path = write_docx(tmp_path / "a.docx", ["<w:sdt>" * 5000 + "</w:sdt>" * 5000])
    with pytest.raises(Refusal):
        read(path)
    path = write_docx(tmp_path / "b.docx", ["<w:p/>"])
    with zipfile.ZipFile(path, "a") as archive:
        for at in range(package.MOST_PARTS + 1):
            archive.writestr(f"word/{at}.xml", b"")
    with pytest.raises(Refusal):
        read(path)


def test_a_deep_tree_that_its_parser_allows_is_read(tmp_path):
    deep = (
        "<w:sdt>" * 120 + paragraph("<w:hyperlink>" * 120 + run_of("sâu") + "</w:hyperlink>" * 120) + "</w:sdt>" * 120
    )
    assert [p.text for p in read(write_docx(tmp_path / "a.docx", [deep])).paragraphs] == ["sâu"]


def test_more_paragraphs_than_anybody_writes_are_refused_before_all_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(docx, "MOST_PARAGRAPHS", 20)
    assert len(read(write_docx(tmp_path / "a.docx", ["<w:p/>"] * 20)).paragraphs) == 20
    with pytest.raises(Refusal):
        read(write_docx(tmp_path / "a.docx", ["<w:p/>"] * 21))


def test_one_paragraph_of_ten_megabytes_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Có 1.234 xã, " * 800_000, encoding="utf-8")
    with pytest.raises(Refusal):
        read(path)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old Word"])
def test_what_is_no_word_file_is_refused(tmp_path, content):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(Refusal):
        read(path)


def test_a_zip_without_a_document_is_refused(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/other.xml", "<a/>")
    with pytest.raises(Refusal):
        read(path)


def test_a_damaged_part_is_refused(tmp_path):
    path = write_docx(tmp_path / "a.docx", [paragraph(run_of("x" * 4000))])
    data = bytearray(path.read_bytes())
    at = data.index(b"word/document.xml") + 40
    data[at : at + 20] = bytes(20)
    path.write_bytes(bytes(data))
    with pytest.raises(Refusal):
        read(path)


def test_a_part_that_unpacks_beyond_reason_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "LARGEST_PART", 5000)
    with pytest.raises(Refusal, match=r"document\.xml"):
        read(write_docx(tmp_path / "a.docx", [paragraph(run_of("0" * 100_000))]))
    monkeypatch.setattr(package, "LARGEST_PART", 50_000_000)
    with pytest.raises(Refusal, match=r"document\.xml"):
        read(write_docx(tmp_path / "a.docx", [paragraph(run_of("0" * 9_000_000))]))


def test_entities_are_refused_and_never_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("mật", encoding="utf-8")
    head = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(Refusal):
        read(write_docx(tmp_path / "a.docx", ["<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"], head=head))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.booleans(), st.integers(0, 3000))
def test_any_bytes_give_a_reading_or_a_refusal(tmp_path, noise, whole, cut):
    path = tmp_path / "a.docx"
    if whole:
        path.write_bytes(noise)
    else:
        data = write_docx(path, [paragraph(run_of("Có 02 xã."))], notes=["một"]).read_bytes()
        path.write_bytes(data[: cut % len(data)] + noise + data[cut % len(data) + len(noise) :])
    with contextlib.suppress(Refusal):
        assert isinstance(read(path), Reading)
