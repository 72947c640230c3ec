"""Every page, walked by its links in both languages: it answers, says what it is, and speaks one language."""

from unittest.mock import Mock

import pytest
from lxml import html

from danvan.kit.permission import Deed, set_judge
from danvan.ui.middleware import POLICY
from danvan.ui.page import pages
from danvan.units.posts import judge
from danvan.web.tests import crawl


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_reached_by_links_and_speaks_one_language(client, demo, language):
    client.cookies["danvan_language"] = language
    english = crawl.english_sentences()
    # Only a file that is sent leads to what was found in it.
    reached = {"web.language", "web.doubted"}
    for address, name, response in crawl.walk(client):
        reached.add(name)
        assert response.status_code == 200, address
        assert response.headers["Content-Security-Policy"] == POLICY, address
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        tree = html.fromstring(response.content)
        assert tree.get("lang") == language, address
        assert tree.findtext(".//title").strip(" –danv"), address
        assert len(list(tree.iter("h1"))) == 1, address
        assert crawl.inline(tree) == [], address
        mixed = crawl.vietnamese_in_english if language == "en" else lambda t: crawl.english_in_vietnamese(t, english)
        assert mixed(tree) == [], address
        assert len({element.get("id") for element in tree.iterfind(".//*[@id]")}) == len(tree.findall(".//*[@id]"))
    assert reached == {page.name for page in pages()}


def test_the_walk_sees_words_left_in_the_other_language():
    page = html.fromstring('<html lang="vi"><body><p>Main menu</p><p>Bản ghi</p></body></html>')
    assert crawl.english_in_vietnamese(page, crawl.english_sentences()) == ["Main menu"]
    page = html.fromstring('<html lang="en"><body><p>Bản ghi</p><p lang="vi">Xã Bình Lư</p></body></html>')
    assert crawl.vietnamese_in_english(page) == ["Bản ghi"]
    assert crawl.inline(html.fromstring('<p style="color: red" onclick="x()">a</p>')) == ["style", "onclick"]


def test_every_page_says_who_may_see_it_and_obeys(client, db):
    assert all(isinstance(page.permission, Deed) for page in pages())
    set_judge(Mock(return_value=False))
    try:
        answers = {client.get(address).status_code for address in ("/", "/figures", "/records/x", "/catalogue")}
    finally:
        set_judge(judge)
    assert answers == {403}


def test_pages_only_read(client, db):
    assert client.post("/records").status_code == 405


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere", 404),
        ("/figures/nope", 404),
        ("/records/nope", 404),
        ("/documents/nope", 404),
        ("/places/nope", 404),
        ("/reports/nope", 404),
        ("/reports/annual.odt", 404),
        ("/language/fr", 404),
        ("/figures?period=20x", 400),
        ("/figures?unit=nope", 400),
        ("/figures/dialogues?as_of=tomorrow", 400),
        ("/figures/dialogues?unit=huyen-uy-tam-duong&period=2022", 400),
        ("/records?kind=nope", 400),
        ("/records?period=2022-13", 400),
        ("/places/tam-duong?at=x", 400),
        ("/reports/annual?unit=then-sin&period=2022", 400),
    ],
)
def test_what_cannot_be_answered_is_a_calm_page_in_both_languages(client, demo, address, status):
    for language in ("vi", "en"):
        client.cookies["danvan_language"] = language
        response = client.get(address)
        tree = html.fromstring(response.content)
        assert (response.status_code, tree.get("lang"), len(list(tree.iter("h1")))) == (status, language, 1)
        assert tree.findtext(".//*[@class='says']").strip()
        part = client.get(address, headers={"HX-Request": "true"})
        assert part.status_code == status and b"<html" not in part.content and b"says" in part.content


def test_a_fault_of_our_own_is_a_calm_page_too(client, demo, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("danvan.web.pages.home.glance", Mock(side_effect=ZeroDivisionError))
    response = client.get("/")
    assert response.status_code == 500 and "danvan gặp lỗi" in response.content.decode()
    assert "ZeroDivisionError" not in response.content.decode()


def test_a_home_without_entries_says_so(client, db):
    assert "Ở đây chưa ghi gì" in client.get("/").content.decode()
    assert client.get("/figures").status_code == 400
