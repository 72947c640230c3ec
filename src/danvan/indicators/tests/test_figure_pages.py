"""indicators.indicators and indicators.figure: a figure with its meaning, records, documents, spread and parts."""

import pytest
from django.utils.translation import override
from lxml import html

from danvan.indicators.definitions import INDICATORS
from danvan.indicators.finding import find
from danvan.indicators.glance import glance
from danvan.indicators.groups import FILE, places, read_places
from danvan.indicators.standpoint import Standpoint
from danvan.indicators.wording import GROUPS, meaning
from danvan.kit.by import TERMINAL
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.ledger.actions import record_entries
from danvan.ledger.tests.given import dialogue, entries_of_2022, units_and_documents, year_2022
from danvan.ui.tests.seen import words
from danvan.units.queries import unit_by

YEAR = Period.parse("2022")
HERE = "?unit=tam-duong&period=2022"


@pytest.fixture
def demo(db):
    """The entries of 2022."""
    year_2022()


def shown(client, address):
    """The words of the page."""
    return words(client.get(address))


def test_the_list_is_grouped_and_searched_without_accents(client, demo):
    page = shown(client, f"/figures{HERE}")
    assert "Dân số trên 57.000 nhân khẩu" in page and "Tỷ lệ dân số theo dân tộc 7 phần" in page
    found = shown(client, f"/figures{HERE}&q=doi+thoai")
    assert "Cuộc tiếp xúc, đối thoại với Nhân dân 02 cuộc" in found and "Dân số" not in found
    assert "Không có số liệu nào tên như vậy" in shown(client, f"/figures{HERE}&q=zzz")


def test_a_figure_shows_all_that_it_rests_on(client, demo):
    page = shown(client, f"/figures/dialogues{HERE}")
    for said in (
        "02 cuộc", "Đếm số cuộc trong các bản ghi «Tiếp xúc, đối thoại của người đứng đầu với Nhân dân».",
        "Xã Thèn Sin 01", "Chưa ghi: Thị trấn Tam Đường", "Báo cáo 2022, mục II.1, chú thích 6",
        "Kế hoạch số 653/KH-UBND, ngày 03/6/2022 của UBND huyện", "Chính xác:", INDICATORS()["dialogues"].version,
    ):  # fmt: skip
        assert said in page
    assert page.index("Xã Thèn Sin 01") < page.index("Xã Bản Giang 01") < page.index("Chưa ghi: Thị trấn Tam Đường")


def test_the_record_its_source_and_its_documents_stand_first(client, demo):
    page = shown(client, f"/figures/enlisted{HERE}")
    source = page.index("Nguồn: Báo cáo 2022, mục II.2, chú thích 15")
    assert page.index("132 công dân") < source < page.index("Không dẫn văn bản nào") < page.index("Cộng «Công dân")


def test_a_figure_over_years_has_a_bar_for_each(client, demo):
    assert "Qua các năm" not in shown(client, f"/figures/dialogues{HERE}")
    record_entries(by=TERMINAL, entries=[dialogue(start="2021-05-12", end="2021-05-12")])
    page = shown(client, f"/figures/dialogues{HERE}")
    assert "Qua các năm" in page and "2021 01 2022 02" in page
    assert "01 cuộc" in shown(client, f"/figures/dialogues_change{HERE}")


def test_a_share_names_its_parts_and_a_lower_bound_says_so(client, demo):
    page = shown(client, f"/figures/minority_party_member_share{HERE}")
    assert "52,8%" in page and "Đảng viên là người dân tộc thiểu số 1.443 đảng viên" in page
    assert "Mức tối thiểu" in shown(client, f"/figures/population{HERE}")
    assert "Chỉ ghi chung cho Huyện Tam Đường" in shown(client, f"/figures/population{HERE}")


def test_a_part_of_a_split_is_a_figure_of_its_own(client, demo):
    assert "36,89%" in shown(client, f"/figures/ethnic_share[mong]{HERE}")
    assert "Mông 36,89%" in shown(client, f"/figures/ethnic_share{HERE}")


def test_a_change_is_drawn_as_two_years(client, demo):
    page = shown(client, f"/figures/collectives_change{HERE}")
    assert "So với năm trước Tập thể đăng ký" in page and "năm 2021 162 năm 2022 190" in page


def test_a_figure_draws_those_that_are_parts_of_it(client, demo):
    page = shown(client, f"/figures/voters_met{HERE}")
    assert "Trong đó" in page and "Cử tri gặp đại biểu Quốc hội 221" in page
    assert "10.600/12.051 gia đình" in shown(client, f"/figures/family_title_share{HERE}")


def test_what_was_known_on_a_day_can_be_asked_again(client, demo):
    page = shown(client, f"/figures/dialogues{HERE}&as_of=2022-12-31")
    assert "chưa ghi" in page and "theo những gì biết đến ngày 31/12/2022" in page


def test_the_panel_is_the_why_alone(client, demo):
    panel = client.get(f"/figures/dialogues{HERE}", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in panel and "Xem đầy đủ số liệu này" in panel and "chú thích 5" in panel


def test_few_persons_of_a_sensitive_class_are_never_printed(client, db):
    units_and_documents()
    entries = [entry for entry in entries_of_2022() if entry["kind"] == "believer_members"]
    record_entries(by=TERMINAL, entries=[{**entries[0], "measures": {"members": 3}}])
    page = shown(client, f"/figures/believer_party_members{HERE}")
    assert "< 5 đảng viên" in page and "03 đảng viên" not in page


def test_every_definition_has_a_meaning_and_its_group_a_name_in_both_languages():
    for language in ("vi", "en"):
        with override(language):
            assert all(meaning(definition).endswith(".") for definition in INDICATORS().values())
            assert all(str(GROUPS[definition.group]) for definition in INDICATORS().values())


def test_what_stands_first_is_short_and_the_rest_waits(client, demo):
    tree = html.fromstring(client.get(f"/figures{HERE}").content)
    for group in tree.iterfind(".//section[@class='group']"):
        assert 1 <= len(group.findall("./ul/li")) <= 6
        assert all(waiting.get("open") is None for waiting in group.iter("details"))
    assert len(tree.findall(".//nav[@class='jumps']//a")) == len(GROUPS)
    opened = html.fromstring(client.get(f"/figures{HERE}&all").content)
    assert all(waiting.get("open") is not None for waiting in opened.findall(".//details[@class='waiting']"))


def test_the_groups_are_one_file_that_is_refused_where_it_is_wrong():
    numbers = [place.number for place in places().values()]
    assert numbers == ["I", "II.1", "II.2", "II.3", "II.4", "II.5", "III", "IV", "V"]
    good = FILE.read_text()
    for wrong in (good.replace("II.1", "II.1, x: y"), good.replace("[voters_met", "[population"), "state: {number: I}"):
        with pytest.raises(Refusal):
            read_places(wrong)


def test_words_find_a_figure_by_name_noun_code_and_kind_in_either_language(demo):
    at = Standpoint(unit_by("tam-duong", at=YEAR.end), YEAR)
    with override("vi"):
        for text in ("nhap ngu", "NHẬP NGŨ", "called up", "tuyen quan", "enlisted", "Enlistment", "ngu nhap"):
            assert "enlisted" in [hit.tile.code for hit in find(text, at)], text
        (only,) = find("nhap ngu", at)
        assert (only.number, str(only.tile.value), only.kinds) == ("II.2", "132 công dân", "")
        (by_kind,) = find("tuyen quan", at)
        assert by_kind.kinds == "Tuyển quân"
        assert find("khong co", at) == find(" ", at) == []


def test_charts_show_parts_shares_and_changes(demo):
    with override("vi"):
        tiles = {
            tile.code: tile
            for group in glance(Standpoint(unit_by("tam-duong", at=YEAR.end), YEAR))
            for tile in group.tiles
        }
    filled = tiles["family_title_share"].filled
    assert (filled.text, filled.width) == ("10.600/12.051 gia đình", "88.00")
    assert sorted(bar.text for bar in tiles["inspected_units"].bars) == ["02", "03", "03", "13"]
    assert [bar.text for bar in tiles["party_members"].bars] == ["1.443 (52,8%)"]
    assert tiles["collectives_registered"].beside[0].trend == "tăng 28 so với năm trước"
    houses = tiles["great_unity_houses"]
    assert houses.split.code == "houses_by_sponsor" and [bar.text for bar in houses.bars] == ["08", "07"]
    assert tiles["dialogues"].bars == (), "two of two need no chart"


def test_figures_stand_under_what_they_belong_to(demo):
    with override("vi"):
        groups = glance(Standpoint(unit_by("tam-duong", at=YEAR.end), YEAR), order=["peoples", "communes"])
    tiles = {tile.code: [part.code for part in tile.below] for group in groups for tile in group.tiles}
    assert set(tiles["grassroots_party_organisations"]) == {"party_committees", "grassroots_cells"}
    assert set(tiles["party_members"]) == {"minority_party_members", "minority_party_member_share"}
    assert set(tiles["dialogues"]) == {"secretary_dialogues", "chair_dialogues"}
    assert [tile.code for tile in groups[0].lead] == list(places()["situation"].lead)
    assert [tile.code for tile in groups[0].rest][:2] == ["peoples", "communes"]
    listed = list(tiles) + [code for below in tiles.values() for code in below]
    silent = [tile.code for group in groups for tile in group.silent]
    assert sorted([*listed, *silent]) == sorted(INDICATORS()), "each figure stands once"
