"""reports.reports, reports.report and reports.download: the offers, the sheet whose figures ask why, the files."""

import io

import pytest
from docx import Document
from lxml import html

from danvan.audit.models import Installation
from danvan.ledger.tests.given import year_2022

HERE = "?unit=tam-duong&period=2022"


@pytest.fixture
def demo(db):
    """The entries of 2022."""
    year_2022()


def test_every_figure_and_citation_of_the_sheet_leads_to_its_page(client, demo):
    tree = html.fromstring(client.get(f"/reports/annual{HERE}").content)
    sheet = tree.find(".//article")
    assert (sheet.get("lang"), sheet.get("hx-target")) == ("vi", "#panel")
    links = [link.get("href") for link in sheet.iterfind(".//a[@class='figure']")]
    assert len(links) > 30
    for link in {*links[:3], *(a.get("href") for a in list(sheet.iterfind(".//a[@class='citation']"))[:2])}:
        part = client.get(link, headers={"HX-Request": "true"})
        assert part.status_code == 200 and b"<h2>" in part.content


def test_it_is_downloaded_for_word_and_as_markdown(client, demo):
    word = client.get(f"/reports/annual.docx{HERE}")
    assert 'filename="tam-duong-2022-annual.docx"' in word.headers["Content-Disposition"]
    assert any("BÁO CÁO" in paragraph.text for paragraph in Document(io.BytesIO(word.content)).paragraphs)
    assert "# BÁO CÁO" in client.get(f"/reports/annual.md{HERE}").content.decode()


def test_a_place_whose_bodies_issue_no_report_has_none_to_offer(client, demo):
    assert "/reports/annual?unit=tam-duong" in client.get(f"/reports{HERE}").content.decode()
    assert "Không có cơ quan nào" in client.get("/reports?unit=then-sin&period=2022").content.decode()


def test_the_report_of_a_made_up_home_says_so_first(client, demo):
    Installation.objects.update_or_create(defaults={"simulation": {}})
    assert "SỐ LIỆU MÔ PHỎNG" in client.get(f"/reports/annual{HERE}").content.decode()
    word = Document(io.BytesIO(client.get(f"/reports/annual.docx{HERE}").content))
    body = [paragraph.text for paragraph in word.paragraphs]
    first = next(place for place, text in enumerate(body) if "SỐ LIỆU MÔ PHỎNG" in text)
    assert not any("Phần thứ nhất" in text or "ĐẶC ĐIỂM" in text for text in body[:first])
