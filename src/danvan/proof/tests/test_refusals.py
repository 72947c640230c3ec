"""What cannot be read is refused in a sentence, whatever it is."""

from __future__ import annotations

import contextlib
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan.kit.errors import Refusal
from danvan.proof import package
from danvan.proof.reader import read
from danvan.proof.reading import Reading
from danvan.proof.tests.given import paragraph, run_of, write_docx


def test_a_missing_file_and_an_unknown_ending_are_refused(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    for name in ("nothing.docx", "a.pdf"):
        with pytest.raises(Refusal, match=name):
            read(tmp_path / name)


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


def test_entities_are_refused_and_never_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("mật", encoding="utf-8")
    head = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(Refusal):
        read(write_docx(tmp_path / "a.docx", ["<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"], head=head))


def test_text_that_is_not_utf8_is_refused_with_advice(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Tiếng Việt".encode("cp1258", "ignore") + b"\xff\xfe\xfa")
    with pytest.raises(Refusal) as caught:
        read(path)
    assert caught.value.remedy


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
