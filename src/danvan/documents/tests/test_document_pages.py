"""documents.documents and documents.document: the register, searched without accents, and one paper with its kin."""

from danvan.documents import models
from danvan.documents.models import TOPICS
from danvan.documents.pages.document import _FROM, _TO, SYSTEMS
from danvan.documents.pages.documents import TOPIC_WORDS
from danvan.documents.pages.reviews import SORTS
from danvan.ui.tests.seen import words


def shown(client, address):
    """The words of the page."""
    return words(client.get(address))


def in_english(client, address):
    """The words of the page, for a reader who chose English."""
    client.cookies["danvan_language"] = "en"
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
    assert set(SORTS) == set(models.Review.SORTS)


def test_a_document_without_number_or_date_says_so(client, registered):
    for page in (shown(client, "/documents?q=du+lich"), shown(client, "/documents/de-an-du-lich")):
        assert "không ghi số" in page and "không ghi ngày" in page
        assert "None" not in page and "không rõ" not in page
    page = shown(client, "/documents/de-an-du-lich")
    assert page.count("phát triển dịch vụ du lịch trên địa bàn huyện") == 2, "as its name, and as it is cited"
    panel = client.get("/documents/de-an-du-lich", headers={"HX-Request": "true"}).content.decode()
    assert "không ghi ngày" in panel
    assert "no date stated" in in_english(client, "/documents/de-an-du-lich")


def test_a_document_shows_its_reviews_and_when_they_fall_due(client, registered):
    page = shown(client, "/documents/25-nq-tw-xi")
    assert "Tổng kết 10 năm 03/6/2023" in page
    page = shown(client, "/documents/43-kl-tw-2019")
    assert "Sơ kết 5 năm 07/01/2024; nguồn xếp vào năm 2023, nhưng đến hạn năm 2024" in page
    assert "Sơ kết" not in shown(client, "/documents/11-qdi-tw-2019")


def test_the_calendar_of_reviews_goes_by_year_and_lists_apart_what_has_no_day(client, registered):
    models.Review.objects.create(document_id="60-ctr-tu", sort="final", years=10, source="nguồn")
    page = shown(client, "/documents/reviews")
    order = [
        "Lịch sơ kết, tổng kết",
        "2023",
        "55-KL/TW",
        "25-NQ/TW",
        "2024",
        "43-KL/TW",
        "Không tính được",
        "60-CTr/TU",
    ]
    assert [page.index(each) for each in order] == sorted(page.index(each) for each in order)
    assert "không tính được: văn bản không ghi ngày" in page
    assert "/documents/reviews" in client.get("/documents").content.decode()
    english = in_english(client, "/documents/reviews")
    assert "First review after 5 years" in english and "planned for 2023, but due in 2024" in english


def test_the_calendar_of_reviews_may_be_empty(client, db):
    assert "Chưa có kỳ sơ kết, tổng kết nào" in shown(client, "/documents/reviews")
