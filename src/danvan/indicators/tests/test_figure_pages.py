"""indicators.indicators and indicators.figure: a figure with its meaning, records, documents, spread and parts."""

import pytest
from django.utils.translation import override

from danvan.indicators.definitions import INDICATORS
from danvan.indicators.glance import glance
from danvan.indicators.standpoint import Standpoint
from danvan.indicators.wording import GROUPS, meaning
from danvan.kit.by import TERMINAL
from danvan.kit.period import Period
from danvan.ledger.actions import record_entries
from danvan.ledger.tests.given import dialogue, entries_of_2022, units_and_documents, year_2022
from danvan.ui.tests.seen import words
from danvan.units.queries import unit_by

YEAR = Period.parse("2022")
HERE = "?unit=tam-duong&period=2022"


@pytest.fixture
def demo(db):
    """The twenty entries of 2022."""
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
        "Xã Thèn Sin 01", "Xã Bình Lư chưa ghi", "Báo cáo 2022, mục II.1, chú thích 6",
        "Kế hoạch số 653/KH-UBND, ngày 03/6/2022 của UBND huyện", "Chính xác:", INDICATORS()["dialogues"].version,
    ):  # fmt: skip
        assert said in page
    assert page.index("Thị trấn Tam Đường chưa ghi") < page.index("Xã Thèn Sin 01") < page.index("Xã Bản Giang 01")


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


def test_figures_stand_under_what_they_belong_to(demo):
    with override("vi"):
        groups = glance(Standpoint(unit_by("tam-duong", at=YEAR.end), YEAR), order=["villages", "area"])
    tiles = {tile.code: [part.code for part in tile.below] for group in groups for tile in group.tiles}
    assert set(tiles["grassroots_party_organisations"]) == {"party_committees", "grassroots_cells"}
    assert set(tiles["party_members"]) == {"minority_party_members", "minority_party_member_share"}
    assert set(tiles["dialogues"]) == {"secretary_dialogues", "chair_dialogues"}
    assert [tile.code for tile in groups[0].tiles][:2] == ["villages", "area"]
    listed = list(tiles) + [code for below in tiles.values() for code in below]
    silent = [tile.code for group in groups for tile in group.silent]
    assert sorted([*listed, *silent]) == sorted(INDICATORS()), "each figure stands once"
