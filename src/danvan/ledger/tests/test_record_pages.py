"""ledger.entries and ledger.entry: the records as a list that can be narrowed, and all that one of them says."""

import pytest
from lxml import html

from danvan.audit.actions import sequence
from danvan.kit.by import TERMINAL
from danvan.kit.vietnamese.collation import sort_key
from danvan.ledger.actions import erase_content, record_entries
from danvan.ledger.queries import list_entries
from danvan.ledger.tests.given import dialogue, year_2022
from danvan.ui.tests.seen import words


@pytest.fixture
def of_2022(db):
    """The whole year."""
    year_2022()


def shown(client, address):
    """The words of the page."""
    return words(client.get(address))


def rows(client, address):
    """How many records the list shows."""
    return len(html.fromstring(client.get(address).content).findall(".//tbody/tr"))


def test_the_list_is_narrowed_by_kind_place_period_and_words_without_accents(client, of_2022):
    assert rows(client, "/records") == 20
    assert rows(client, "/records?kind=dialogue") == 2
    assert rows(client, "/records?unit=then-sin&period=2022&kind=dialogue") == 1
    assert 1 < rows(client, "/records?unit=then-sin&period=2022") < 20
    assert rows(client, "/records?q=ban+giang&kind=dialogue") == 1
    assert rows(client, "/records?q=doi+thoai&kind=dialogue") == 2
    assert "Không có bản ghi nào phù hợp" in shown(client, "/records?period=2020")


def test_kinds_stand_on_shelves_in_the_order_of_the_alphabet(client, of_2022):
    tree = html.fromstring(client.get("/records").content)
    shelves = tree.findall(".//select[@id='kind']/optgroup")
    labels = [shelf.get("label") for shelf in shelves]
    assert labels[:3] == ["Việc đã làm", "Tình hình tại một thời điểm", "Nội dung bằng lời"]
    for shelf in shelves:
        kinds = [option.text for option in shelf.findall("option")]
        assert kinds == sorted(kinds, key=lambda kind: sort_key(kind.partition(" (")[0]))
    assert "Tiếp xúc, đối thoại của người đứng đầu với Nhân dân (2)" in [option.text for option in shelves[0]]
    assert len(tree.findall(".//details[@class='shelves']//li")) == len({entry["kind"] for entry in list_entries()})


def test_a_list_names_three_places_and_says_how_many_more(client, of_2022):
    assert "và 10 nơi khác" in shown(client, "/records?kind=situation_monitoring")


def test_a_record_says_who_took_part_in_which_role_and_what_was_inferred(client, of_2022):
    inferred = next(
        each
        for each in list_entries(kind="legal_dissemination")
        if len(each["partners"]) == 2 and each["partners"][0]["inferred"]
    )
    page = shown(client, f"/records/{inferred['id']}")
    for said in ("Phòng Tư pháp huyện Tam Đường – chủ trì", "phối hợp suy ra", "Suy ra: nguồn không nêu", "MTTQ huyện"):
        assert said in page
    assert "Suy ra: nguồn" not in shown(client, f"/records/{list_entries(kind='dialogue')[0]['id']}")


def test_long_lists_have_pages(client, ledger):
    record_entries(by=TERMINAL, entries=[dialogue(source=f"Biên bản {number}") for number in range(60)])
    assert (rows(client, "/records"), rows(client, "/records?from=40")) == (20, 20)
    assert "Cũ hơn" in shown(client, "/records") and "Mới hơn" in shown(client, "/records?from=50")


def test_a_record_tells_all_that_it_says(client, of_2022):
    sequence()
    page = shown(client, f"/records/{list_entries(kind='dialogue')[1]['id']}")
    for said in (
        "Ủy ban nhân dân huyện Tam Đường", "Xã Bản Giang", "Số cuộc 01 cuộc", "Ý kiến của Nhân dân 11 ý kiến",
        "Người đứng đầu chủ tịch ủy ban nhân dân", "Báo cáo 2022, mục II.1, chú thích 6",
        "Kế hoạch số 653/KH-UBND", "do dòng lệnh của bản cài đặt này", "Không có: bản ghi giữ nguyên",
    ):  # fmt: skip
        assert said in page
    assert page.index("11 ý kiến") < page.index("07 ý kiến") < page.index("04 ý kiến"), "in the order of the kind"


def test_a_corrected_record_says_so_and_leads_to_the_newer(client, ledger):
    (old,) = record_entries(by=TERMINAL, entries=[dialogue()])
    change = dialogue(act="correct", corrects=[old.id], reason="Ghi nhầm", measures={"opinions": 13})
    (new,) = record_entries(by=TERMINAL, entries=[change])
    page = shown(client, f"/records/{old.id}")
    assert "Bản ghi này không được tính: đã có bản đính chính mới hơn" in page and "Ghi nhầm" in page
    assert f'href="/records/{new.id}"' in client.get(f"/records/{old.id}").content.decode()
    assert "Bản ghi này không được tính" not in shown(client, f"/records/{new.id}")


def test_unknown_occasions_are_not_one(client, ledger):
    (kept,) = record_entries(by=TERMINAL, entries=[dialogue(form="total", occasions=None)])
    assert "có diễn ra; không nêu số lượng" in shown(client, f"/records/{kept.id}")


def test_an_erased_record_keeps_its_numbers_only(client, ledger):
    (kept,) = record_entries(by=TERMINAL, entries=[dialogue(note="Ghi chú sẽ xóa")])
    erase_content(by=TERMINAL, entry=kept.id, reason="Theo yêu cầu")
    page = shown(client, f"/records/{kept.id}")
    assert "Phần lời đã được xóa" in page and "12 ý kiến" in page and "sẽ xóa" not in page


def test_a_document_and_a_place_are_told_which_records_speak_of_them(client, of_2022):
    assert "Các bản ghi dẫn văn bản này" in shown(client, "/documents/653-kh-ubnd-2022")
    assert "Các bản ghi dẫn văn bản này" not in shown(client, "/documents/23-qd-tw-2021")
    assert "2 bản ghi của chính địa bàn" in shown(client, "/places/then-sin")
