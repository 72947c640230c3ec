"""/check: a stranger's file is doubted, shown escaped, given back with comments, and forgotten."""

from __future__ import annotations

import time
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from lxml import html

from danvan.proof import bounded
from danvan.proof.check import Finding
from danvan.proof.raw import RawFile, RawParagraph
from danvan.proof.reader import read_lines, understand
from danvan.proof.reading import Cell, Reading, Source, Span
from danvan.proof.run import Checked
from danvan.ui.tests.seen import words as shown
from danvan.web import copies, uploads
from danvan.web.marked import marked
from danvan.web.shown import shown as made

TEXT = "BÁO CÁO\nI. KẾT QUẢ\nToàn xã có 12 thôn. Hội nghị họp ngày 31/02/2022 tại xã, có 45 người dự.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Where copies wait, empty at first; nothing but copies may be left anywhere in it."""
    settings.DANVAN = replace(settings.DANVAN, home=tmp_path)
    return tmp_path / "checks"


@pytest.fixture
def here(monkeypatch):
    """The work is done in this process: starting one costs a second."""
    monkeypatch.setattr(bounded, "run", lambda function, *words, **_limits: function(*words))


def send(client, content=TEXT, name="Báo cáo xã.txt"):
    data = content.encode() if isinstance(content, str) else content
    return client.post("/check", {"file": SimpleUploadedFile(name, data)}, follow=True)


def text_of(element):
    return "".join(map(str, element.itertext()))


def by_id(tree, link):
    """Where a link of the page leads."""
    return tree.find(f".//*[@id='{link.get('href')[1:]}']")


def token(response):
    return html.fromstring(response.content).find(".//input[@name='copy']").get("value")


def test_a_report_is_doubted_in_a_process_of_its_own_and_given_back_with_comments(client, db, folder):
    response = send(client)
    assert response.status_code == 200 and response.headers["Cache-Control"] == "no-store"
    tree = html.fromstring(response.content)
    [link] = tree.iterfind(".//article//span[@class='asked error']/a")
    assert text_of(link) == "31/02/2022"
    assert by_id(tree, link).get("class") == "told error"
    assert [text_of(each) for each in tree.iterfind(".//span[@class='read']")] == ["12 thôn", "45 người"]
    [back] = [a for a in tree.iterfind(".//li[@class='told error']//a") if text_of(a) == "31/02/2022"]
    assert by_id(tree, back) is not None
    kept = list(folder.iterdir())
    assert len(kept) == 2 and all(each.stat().st_mode & 0o77 == 0 for each in kept)
    copy = client.post("/check", {"copy": token(response)})
    assert "B%C3%A1o%20c%C3%A1o%20x%C3%A3%20%28danvan%29.docx" in copy.headers["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(copy.content)) as package:
        assert "31/02/2022" in package.read("word/comments.xml").decode()


def test_the_token_of_a_copy_is_no_address_of_a_page(client, db, here):
    assert client.get(f"/check/{token(send(client))}").status_code == 404


def test_a_copy_is_for_the_browser_that_sent_the_report_and_for_ten_minutes(client, db, here, folder, monkeypatch):
    key = token(send(client))
    assert client.post("/check", {"copy": key}).status_code == 200
    assert Client().post("/check", {"copy": key}).status_code == 400
    assert client.post("/check", {"copy": f"{key}x"}).status_code == 400
    later = time.time() + copies.MINUTES * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.post("/check", {"copy": key}).status_code == 400
    assert list(folder.iterdir()) == []


def test_what_was_found_has_an_address_of_its_own_in_either_language_for_ten_minutes(client, db, here, monkeypatch):
    [(address, status)] = send(client).redirect_chain
    assert status == 303
    address = address.partition("#")[0]
    client.get("/language/en")
    english = client.get(address)
    assert "There is no such date" in shown(english)
    client.get("/language/vi")
    again = client.get(address)
    assert again.status_code == 200 and "31/02/2022" in shown(again)
    assert client.post("/check", {"copy": token(again)}).status_code == 200
    others = Client().get(address)
    assert others.status_code == 404 and "31/02/2022" not in shown(others)
    later = time.time() + copies.MINUTES * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    gone = html.fromstring(client.get(address).content)
    assert gone.find(".//div[@role='alert']") is not None and gone.find(".//input[@type='file']") is not None


def test_focus_goes_to_the_summary_and_each_finding_leads_on_and_back(client, db, here):
    response = send(client, TEXT + "Có 32 mô hình, gồm kinh tế 12 mô hình, văn hóa 10 mô hình, an ninh 08 mô hình.\n")
    tree = html.fromstring(response.content)
    [(address, _status)] = response.redirect_chain
    assert tree.find(f".//h1[@id='{address.partition('#')[2]}']").get("tabindex") == "-1"
    cards = tree.findall(".//li[@tabindex='-1']")
    assert len(cards) > 1
    for card, after in pairwise(cards):
        back, onward = card.findall("./p[@class='steps small']/a")
        assert by_id(tree, back) is not None and by_id(tree, onward) is after


def test_a_report_without_findings_has_no_copy(client, db, here, folder):
    response = send(client, "BÁO CÁO\nToàn xã có 12 thôn.\n")
    assert response.status_code == 200 and len(list(folder.iterdir())) == 1
    assert html.fromstring(response.content).find(".//input[@name='copy']") is None


def test_letters_that_were_recognised_or_converted_are_told(rf):
    reading = understand("a.pdf", RawFile([RawParagraph("Có 12 thôn.")], Source("pdf", True, "TCVN3")))
    request = rf.get("/")
    request.user = AnonymousUser()
    page = render_to_string("web/_doubted.html", {"shown": made("a.pdf", Checked(reading, (), ()), "")}, request)
    assert "TCVN3" in page and "notice warn" in page


def test_copies_do_not_fill_the_disk(here, folder, monkeypatch):
    monkeypatch.setattr(copies, "MOST", 3)
    for each in range(5):
        copies.keep(bytes([each]), "a.docx", "holder")
    assert len(list(folder.iterdir())) == 3


def test_a_strangers_words_and_name_are_escaped(client, db, here):
    text = TEXT.replace("tại xã", "tại <script>alert(1)</script> & <b>xã</b>")
    page = send(client, text, '"><img src=x onerror=alert(1)>.txt').content.decode()
    assert "<script>alert" not in page and "<img" not in page and "<b>xã" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("", "a.txt"),
        (b"MZ\x90\x00\x03", "a.docx"),
        (b"\x00\x01\x02", "a.exe"),
        (b"PK\x03\x04 torn", "a.docx"),
        (TEXT, "a"),
    ],
)
def test_what_cannot_be_read_is_refused_in_the_page(client, db, here, content, name, folder):
    response = send(client, content, name)
    assert response.status_code == 400
    tree = html.fromstring(response.content)
    said = text_of(tree.find(".//div[@role='alert']"))
    assert said.strip() and "danvan-check" not in said and "unknown" not in said
    assert tree.find(".//input[@type='file']") is not None
    assert not folder.exists() or list(folder.iterdir()) == []


def test_no_file_and_one_that_is_too_large_are_refused(client, db, here, monkeypatch):
    assert "alert" in client.post("/check").content.decode()
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    response = send(client, TEXT * 100)
    assert response.status_code == 400 and response.wsgi_request.META[uploads.TOO_LARGE]
    assert "MB" in text_of(html.fromstring(response.content).find(".//div[@role='alert']"))


def test_the_page_promises_the_seconds_that_the_other_process_has(client, db, monkeypatch):
    given = []

    def run(function, *words, **limits):
        given.append(limits)
        return function(*words)

    monkeypatch.setattr(bounded, "run", run)
    send(client)
    assert given == [{}] and f" {bounded.SECONDS} " in shown(client.get("/check"))


def test_a_fault_in_the_other_process_is_a_sentence(client, db, monkeypatch):
    def broken(*_words, **_limits):
        raise RuntimeError("KeyError: 3")

    monkeypatch.setattr(bounded, "run", broken)
    response = send(client)
    assert response.status_code == 400 and "KeyError: 3" in shown(response)


def test_a_form_of_another_site_is_refused_calmly(db):
    strict = Client(enforce_csrf_checks=True)
    response = send(strict)
    assert response.status_code == 403
    assert html.fromstring(response.content).find(".//*[@class='says']") is not None
    strict.get("/check")
    form = {"file": SimpleUploadedFile("a.bin", b""), "csrfmiddlewaretoken": strict.cookies["csrftoken"].value}
    assert strict.post("/check", form).status_code == 400


def finding(reading: Reading, quote: str, severity="doubt", identity="a1"):
    paragraph = next(p for p in reading.paragraphs if quote in p.text)
    start = paragraph.text.index(quote)
    span = Span(quote, start, start + len(quote), paragraph.n)
    return Finding("x", severity, f"Ngờ {quote}", "", (span,), arithmetic="1 < 2", id=identity)


def test_words_of_two_doubts_lead_to_the_graver_and_both_are_anchored():
    reading = read_lines("Có 12 thôn và 13 bản đã họp.")
    doubts = [finding(reading, "12 thôn và 13 bản", "style", "a1"), finding(reading, "13 bản", "error", "b2")]
    tree = html.fromstring(f"<div>{marked(reading, doubts)}</div>")
    assert [(text_of(a), a.get("href")) for a in tree.iter("a")] == [
        ("12 thôn và ", "#f-a1"),
        ("13 bản", "#f-b2"),
    ]
    assert {element.get("id") for element in tree.iter("span")} >= {"w-a1-0", "w-b2-0"}
    assert [tip.find("span").text for tip in tree.iterfind(".//span[@class='tip']")] == ["1 < 2", "1 < 2"]
    for tip in tree.findall(".//span[@class='tip']"):
        tip.getparent().remove(tip)
    assert text_of(tree) == "Có 12 thôn và 13 bản đã họp."


def test_a_table_is_shown_as_a_table():
    cells = [("Thôn", Cell(0, 0, 0, 2)), ("Một", Cell(0, 1, 0)), ("5 hộ", Cell(0, 1, 1))]
    raw = [RawParagraph(text, "table", cell=cell) for text, cell in cells]
    tree = html.fromstring(f"<div>{marked(understand('', RawFile(raw, Source('docx'))), [])}</div>")
    assert [[(text_of(td), td.get("colspan")) for td in row] for row in tree.iter("tr")] == [
        [("Thôn", "2")],
        [("Một", None), ("5 hộ", None)],
    ]
