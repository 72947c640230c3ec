"""web.home, web.language, web.check, web.catalogue: the year at a glance, the language kept, the report doubted."""

from unittest.mock import Mock

from lxml import html

from danvan.audit.models import Installation
from danvan.kit.by import TERMINAL
from danvan.ledger.actions import record_entries
from danvan.ledger.tests.given import dialogue
from danvan.proof.check import Finding
from danvan.proof.reader import read_lines
from danvan.proof.reading import Span
from danvan.proof.run import Checked, Outcome
from danvan.ui.tests.seen import words as shown


def test_home_shows_the_figures_of_the_place_and_year_of_the_entries(client, demo):
    page = shown(client.get("/"))
    assert "Huyện Tam Đường, năm 2022" in page
    assert "Dân số trên 57.000 nhân khẩu" in page and "Cuộc tiếp xúc, đối thoại với Nhân dân 02 cuộc" in page
    assert page.index("Đặc điểm tình hình") < page.index("Lãnh đạo, chỉ đạo của cấp ủy")
    assert "Chưa ghi:" in page and "Số cuộc đối thoại so với năm trước" in page


def test_home_in_english_has_its_own_numbers(english, demo):
    page = shown(english.get("/"))
    assert "Population over 57,000 inhabitants" in page and "Dialogues with the people 2 dialogues" in page


def test_from_home_a_figure_is_two_clicks_away(client, demo):
    home = html.fromstring(client.get("/").content)
    assert [form.get("action") for form in home.iterfind(".//form[@role='search']")] == ["/figures"]
    found = html.fromstring(client.get("/figures?q=nhap+ngu&unit=tam-duong&period=2022").content)
    figure = "/figures/enlisted?unit=tam-duong&period=2022"
    assert [link.get("href") for link in found.iterfind(".//ul[@class='hits']//a")] == [figure]
    assert home.find(f".//section[@aria-labelledby='group-state']/ul//a[@href='{figure}']") is not None
    assert "Báo cáo 2022, mục II.2, chú thích 15" in shown(client.get(figure))


def test_home_is_fresh_after_an_entry(client, demo):
    client.get("/")
    record_entries(by=TERMINAL, entries=[dialogue()])
    assert "Cuộc tiếp xúc, đối thoại với Nhân dân 03 cuộc" in shown(client.get("/"))


def test_the_language_is_remembered_and_leads_back_only_to_this_site(client, db):
    answer = client.get("/language/en?next=/documents")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/documents")
    assert client.get("/documents").headers["Content-Language"] == "en"
    for elsewhere in ("https://example.org/", "//example.org", "javascript:alert(1)"):
        assert client.get("/language/vi", {"next": elsewhere}).headers["Location"] == "/"


def test_the_browsers_wish_is_no_choice(client, db):
    assert client.get("/documents", headers={"Accept-Language": "en"}).headers["Content-Language"] == "vi"


def test_the_check_of_the_report_is_a_page_and_a_line(client, demo):
    address = "/reports/annual/check?unit=tam-duong&period=2022"
    assert "Soát không thấy mâu thuẫn" in shown(client.get(address))
    line = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Soát không thấy mâu thuẫn" in line and "<main" not in line


def test_the_catalogue_is_closed_searched_and_says_what_a_kind_asks_for(client, db):
    tree = html.fromstring(client.get("/catalogue").content)
    families = tree.findall(".//details[@class='family']")
    assert [family.get("id") for family in families] == ["kinds", "indicators", "sections", "checks", "pages"]
    assert all(family.get("open") is None for family in families)
    page = shown(client.get("/catalogue?q=zzz"))
    assert "Không có gì tên như vậy" in page
    page = shown(client.get("/catalogue?q=nguoi+dung+dau+doi+thoai"))
    for said in (
        "Số đo Ý kiến của Nhân dân (ý kiến) opinions",
        "Người đứng đầu:",
        "Vai trò chủ trì; phối hợp",
        "Số liệu đếm loại này",
    ):
        assert said in page
    assert "enlistment" not in page


def test_the_catalogue_names_every_family(client, db):
    page = shown(client.get("/catalogue"))
    for member in ("ledger/kinds/dialogue.yaml", "dialogues_change", "annual/20-leadership", "sums", "web.catalogue"):
        assert member in page


def test_first_load_is_small(client, demo):
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    tree = html.fromstring(client.get("/").content)
    files = [link.get("href") for link in tree.iter("link")] + [script.get("src") for script in tree.iter("script")]
    answers = [client.get(file, headers={"Accept-Encoding": "gzip"}) for file in files]
    assert all("max-age=31536000" in answer.headers["Cache-Control"] for answer in answers)
    weight = len(page.content) + sum(len(b"".join(answer.streaming_content)) for answer in answers)
    assert weight < 60_000


def test_findings_are_told_with_their_words_and_what_to_do(client, demo, monkeypatch):
    place = Span("03 cuộc", 10, 17, 4)
    finding = Finding("sums", "error", "Bốn không phải là ba.", "Sửa câu văn.", (place,))
    outcomes = (Outcome("sums", "finding"), Outcome("ratio", "not_run", "Không có tỷ lệ."))
    checked = Checked(read_lines("Đã tổ chức 03 cuộc đối thoại."), outcomes, (finding,))
    monkeypatch.setattr("danvan.web.pages.check._checked", Mock(return_value=checked))
    address = "/reports/annual/check?unit=tam-duong&period=2022"
    page = shown(client.get(address))
    for said in (
        "Soát có 1 phát hiện",
        "Bốn không phải là ba.",
        "03 cuộc",
        "Sửa câu văn.",
        "chưa chạy: Không có tỷ lệ.",
    ):
        assert said in page
    assert "notice warn" in client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_every_page_of_a_made_up_home_says_so_in_both_languages(client, demo):
    assert "mô phỏng" not in shown(client.get("/"))
    Installation.objects.update_or_create(defaults={"simulation": {}})
    for address in ("/", "/figures?unit=tam-duong&period=2022", "/catalogue", "/nothing-is-here"):
        page = html.fromstring(client.get(address).content)
        notes = page.findall(".//div[@class='madeup']//p")
        assert [note.get("lang") for note in notes] == ["vi", "en"], address
        assert "Số liệu mô phỏng" in str(notes[0].text) and "Made-up data" in str(notes[1].text)
