"""A document without number or date goes wherever others go: into entries, their page, the report that names them."""

from __future__ import annotations

import pytest

from danvan.ledger.queries import list_entries
from danvan.ledger.tests.given import recorded, units_and_documents
from danvan.reports.document import CitationRun
from danvan.ui.tests.seen import words
from tests.given import demo_entries, report

pytestmark = pytest.mark.django_db
#: A title, a law, a standard, a plan: none has a number or a date.
CITED = {
    "de-an-doan-ket-ton-giao": "Đề án “Tăng cường vận động, đoàn kết các tôn giáo ở nước ta hiện nay”",
    "luat-dau-tu": "Luật Đầu tư",
    "tcvn-iso-9001-2015": "Tiêu chuẩn quốc gia TCVN ISO 9001:2015",
    "ke-hoach-kt-xh-2023": "Kế hoạch phát triển kinh tế - xã hội năm 2023",
}


def conference() -> str:
    """A conference of 2022 on papers without numbers or dates; its id."""
    units_and_documents()
    entry = next(each for each in demo_entries() if each["kind"] == "dissemination")
    return recorded({**entry, "documents": list(CITED)})


def test_an_entry_may_rest_on_them():
    id = conference()
    (entry,) = [each for each in list_entries() if each["id"] == id]
    assert set(entry["documents"]) == set(CITED)


def test_the_page_of_the_entry_calls_them_by_their_names(client):
    page = words(client.get(f"/records/{conference()}"))
    assert [name for name in CITED.values() if name not in page] == []


def test_the_page_of_such_a_document_shows_the_entry(client):
    id = conference()
    assert f"/records/{id}" in client.get("/documents/luat-dau-tu").content.decode()


def test_a_report_cites_them_by_their_names():
    conference()
    composed = report()
    runs = [run for note in composed.notes for run in note.runs if isinstance(run, CitationRun)]
    said = {run.key: run.printed for run in runs}
    assert {key: said.get(key) for key in CITED} == CITED


def test_a_report_lists_no_undated_paper_as_issued_in_its_year():
    conference()
    composed = report()
    listed = [run.printed for note in composed.notes for run in note.runs if isinstance(run, CitationRun)]
    assert any("98-KH/HU" in each for each in listed)
    assert not any("công tác dân vận năm 2023" in each for each in listed)
