"""documents.documents and documents.document: the register, searched without accents, and one paper with its kin."""

from danvan.documents import models
from danvan.documents.models import TOPICS
from danvan.documents.pages.document import _FROM, _TO, SYSTEMS
from danvan.documents.pages.documents import TOPIC_WORDS
from danvan.ui.tests.seen import words


def shown(client, address):
    """The words of the page."""
    return words(client.get(address))


def test_the_register_is_newest_first_undated_last(client, registered):
    page = shown(client, "/documents")
    assert page.index("653/KH-UBND") < page.index("98-KH/HU") < page.index("06-QC/TU") < page.index("60-CTr/TU")


def test_it_is_searched_without_accents_and_by_topic(client, registered):
    assert "06-QC/TU" in shown(client, "/documents?q=tiep+xuc")
    assert "98-KH/HU" not in shown(client, "/documents?q=tiep+xuc")
    assert "98-KH/HU" not in shown(client, "/documents?topic=dialogue")
    assert "Không có văn bản nào phù hợp" in shown(client, "/documents?q=zzz")


def test_a_document_says_what_it_carries_out_and_what_carries_it_out(client, registered):
    page = shown(client, "/documents/06-qc-tu-2019")
    assert "Thực hiện Quy định số 11-QĐi/TW" in page
    assert "Được thực hiện bởi Kế hoạch số 123-KH/HU" in page
    panel = client.get("/documents/06-qc-tu-2019", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in panel and "Xem đầy đủ văn bản này" in panel


def test_every_topic_relation_and_system_has_its_words():
    assert set(TOPIC_WORDS) == set(TOPICS)
    assert set(_TO) == set(_FROM) == set(models.Relation.SORTS)
    assert set(SYSTEMS) == set(models.SYSTEMS)
