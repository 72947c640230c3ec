"""reports.pdf: LibreOffice as it may be met (missing, failing, hanging, writing nothing), and as it is."""

import io
import os
import shutil
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from danvan.kit import office
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.ledger.tests.given import year_2022
from danvan.reports.compose import compose
from danvan.reports.pdf import pdf
from danvan.reports.writer import write
from danvan.units.queries import unit_by

HERE = "?unit=tam-duong&period=2022"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
real = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")
#: The folder that a fake LibreOffice is told to write into.
OUTDIR = 'while [ "$1" != --outdir ]; do shift; done'
#: A GIF of one point.
PIXEL = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")


@pytest.fixture
def fake(tmp_path, monkeypatch, settings):
    """Puts a shell script in LibreOffice's place, the only program of that name on the path."""
    settings.DANVAN = replace(settings.DANVAN, soffice=None)
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(office, "ELSEWHERE", ())

    def put(*lines):
        (folder / "soffice").write_text("\n".join(["#!/bin/sh", *lines]))
        (folder / "soffice").chmod(0o755)

    return put


@pytest.fixture
def nowhere(monkeypatch, settings):
    """A machine without LibreOffice."""
    settings.DANVAN = replace(settings.DANVAN, soffice=None)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(office, "ELSEWHERE", ())


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """The folder in which temporary folders are made; what is left in it was left behind."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def demo(db):
    """The entries of 2022."""
    year_2022()


def composed():
    period = Period.parse("2022")
    return compose(template="annual", unit=unit_by("tam-duong", at=period.end).id, period=period)


def word_of(*paragraphs):
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return _bytes(document)


def _bytes(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_what_libreoffice_writes_is_given_and_nothing_stays_behind(fake, folders):
    fake(OUTDIR, 'test -f "$3" && test -d "$TMPDIR/profile/user" && printf "%%PDF-1.6 of ours" > "$2/report.pdf"')
    assert pdf(b"word") == b"%PDF-1.6 of ours"
    assert list(folders.iterdir()) == []


def test_a_missing_libreoffice_is_named_with_the_way_to_install_it(nowhere):
    with pytest.raises(Refusal) as refused:
        pdf(b"word")
    with translation.override("en"):
        assert "LibreOffice, which is not installed" in str(refused.value)
        assert "apt install libreoffice-writer" in str(refused.value) and "Windows and macOS" in str(refused.value)
    with translation.override("vi"):
        assert "máy này chưa cài LibreOffice" in str(refused.value)
        assert "apt install libreoffice-writer" in str(refused.value) and "DANVAN_SOFFICE" in str(refused.value)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["echo out of memory >&2", "exit 77"], "77"),
        (["exit 0"], "0"),
        ([OUTDIR, ': > "$2/report.pdf"'], "0"),
        ([OUTDIR, 'echo "<html>" > "$2/report.pdf"'], "0"),
        ([OUTDIR, 'printf "%%PDF-1.6 half" > "$2/report.pdf"', "kill -SEGV $$"], "-11"),
    ],
    ids=["fails", "writes nothing", "writes an empty file", "writes no PDF", "dies half-way"],
)
def test_a_libreoffice_that_makes_no_pdf_is_refused(fake, folders, lines, code, caplog):
    fake(*lines)
    with pytest.raises(Refusal) as refused:
        pdf(b"word")
    with translation.override("en"):
        assert f"made no PDF of the report; it ended with code {code}." in str(refused.value)
    assert list(folders.iterdir()) == []
    assert "out of memory" in caplog.text or code != "77"


def test_a_libreoffice_that_hangs_is_stopped_with_all_that_it_started(fake, folders, tmp_path):
    fake(f'sleep 300 & echo $! > "{tmp_path}/child"', "trap '' TERM", "wait")
    started = time.monotonic()
    with pytest.raises(Refusal) as refused:
        pdf(b"word", limit=1)
    assert time.monotonic() - started < 10
    with translation.override("en"):
        assert "within 1 seconds" in str(refused.value)
    assert not running(int((tmp_path / "child").read_text()))
    assert list(folders.iterdir()) == []


def test_what_outlives_libreoffice_is_stopped_too(fake, tmp_path):
    fake(f'sleep 300 & echo $! > "{tmp_path}/child"', OUTDIR, 'printf "%%PDF-1.6" > "$2/report.pdf"')
    assert pdf(b"word")
    assert not running(int((tmp_path / "child").read_text()))


def running(process):
    """Whether the process still runs; one that is dead but not yet buried does not."""
    for _try in range(50):
        path = Path(f"/proc/{process}/stat")
        if not path.exists() or path.read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.1)
    return True


def test_a_program_that_cannot_be_started_is_refused(settings, tmp_path):
    (tmp_path / "soffice").write_bytes(b"\x7fELF and no more")
    (tmp_path / "soffice").chmod(0o755)
    settings.DANVAN = replace(settings.DANVAN, soffice=tmp_path / "soffice")
    with pytest.raises(Refusal) as refused:
        pdf(b"word")
    with translation.override("en"):
        assert "cannot be started: Exec format error" in str(refused.value)


def test_the_program_that_is_set_is_used(fake, settings, tmp_path):
    fake("exit 1")
    own = tmp_path / "own"
    own.write_text(f'#!/bin/sh\n{OUTDIR}\nprintf "%%PDF-own" > "$2/report.pdf"')
    own.chmod(0o755)
    settings.DANVAN = replace(settings.DANVAN, soffice=own)
    assert pdf(b"word") == b"%PDF-own"


def test_a_report_that_cannot_be_made_leaves_the_file_as_it_was(fake, demo, tmp_path):
    fake("exit 1")
    old, new = tmp_path / "old.pdf", tmp_path / "reports" / "new.pdf"
    old.write_bytes(b"last year's")
    for path in (old, new):
        with pytest.raises(Refusal):
            write(composed(), path)
    assert old.read_bytes() == b"last year's" and not new.parent.exists()


def test_the_page_gives_the_file_or_says_in_words_why_not(fake, demo, client):
    fake(OUTDIR, 'printf "%%PDF-1.6 of ours" > "$2/report.pdf"')
    answer = client.get(f"/reports/annual.pdf{HERE}")
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.6 of ours")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert 'filename="tam-duong-2022-annual.pdf"' in answer.headers["Content-Disposition"]
    fake("exit 3")
    answer = client.get(f"/reports/annual.pdf{HERE}")
    assert answer.status_code == 400 and "LibreOffice" in answer.content.decode()
    assert "annual.pdf" in client.get(f"/reports/annual{HERE}").content.decode()


def test_the_command_refuses_in_a_sentence(tmp_path):
    environment = {"DANVAN_HOME": str(tmp_path), "DANVAN_LANGUAGE": "en", "PATH": os.environ["PATH"]}

    def run(*words, **more):
        command = [sys.executable, "-m", "danvan.cli.main", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment | more)

    assert run("demo").returncode == 0
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\nexit 1")
    fake.chmod(0o755)
    asked = ("report", "--unit", "tam-duong", "--period", "2022", "-o", str(tmp_path / "x.pdf"))
    done = run(*asked, DANVAN_SOFFICE=str(fake))
    assert done.returncode == 2 and "Traceback" not in done.stderr and "made no PDF" in done.stderr
    assert not (tmp_path / "x.pdf").exists()


@real
def test_the_report_is_the_same_paper_as_the_word_file(demo, tmp_path):
    path = tmp_path / "report.pdf"
    report = composed()
    write(report, path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF-") and b"%%EOF" in data[-32:]
    # A control of the Word file is printed as words: no field to fill in.
    assert b"/AcroForm" not in data and b"/MarkInfo" in data
    if shutil.which("pdftotext"):
        told = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        text = " ".join(told.split())
        assert "BÁO CÁO" in text and "T/M BAN THƯỜNG VỤ" in text
        assert [run.printed for run in report.figures() if run.printed not in text] == []


@real
def test_several_are_made_beside_each_other():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda number: pdf(word_of(f"Bản số {number}")), range(4)))
    assert len(set(made)) == 4 and all(each.startswith(b"%PDF-") for each in made)


@real
def test_what_is_no_word_file_is_refused():
    with pytest.raises(Refusal):
        pdf(b"PK\x03\x04 torn")


@real
def test_nothing_is_fetched_from_a_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert pdf(_with_linked_picture(f"http://127.0.0.1:{server.getsockname()[1]}/spy.png"))
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def _with_linked_picture(address):
    """A Word file whose only picture lies at an address."""
    document = Document()
    document.add_paragraph("Ảnh:").add_run().add_picture(io.BytesIO(PIXEL))
    blip = next(document.element.iter(qn("a:blip")))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), document.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True))
    return _bytes(document)
