"""Places change; the past does not."""

from datetime import date

import pytest

from danvan.kit.errors import Refusal
from danvan.units.facts import places
from danvan.units.models import Edge, Unit, UnitVersion
from danvan.units.queries import (
    ancestors,
    children,
    descendants,
    search,
    smallest_common,
    successors,
    unit_by,
    view,
    views,
)

pytestmark = pytest.mark.usefixtures("register")
THEN, NOW = date(2022, 12, 31), date(2025, 7, 1)
COMMUNES = [
    "thi-tran-tam-duong",
    "binh-lu",
    "son-binh",
    "ta-leng",
    "giang-ma",
    "ho-thau",
    "khun-ha",
    "ban-hon",
    "ban-bo",
    "na-tam",
    "then-sin",
    "nung-nang",
    "ban-giang",
]


def test_a_merger_makes_a_new_unit_even_where_the_name_stays():
    then, now = unit_by("binh-lu", THEN), unit_by("binh-lu", NOW)
    assert then.name == now.name == "xã Bình Lư"
    assert then.id != now.id
    assert successors(then.id) == [(now.id, True)]


def test_the_last_day_of_the_old_is_the_eve_of_the_new():
    assert unit_by("binh-lu", date(2025, 6, 30)) == unit_by("binh-lu", THEN)
    assert unit_by("binh-lu", NOW).valid_from == NOW


def test_the_district_of_2022_holds_thirteen_units_in_the_official_order():
    district = unit_by("tam-duong", THEN)
    assert [commune.slug for commune in children(district.id, at=THEN)] == COMMUNES
    # Itself, its communes, and the four villages of Thèn Sin that the report names.
    assert len(descendants(district.id, at=THEN)) == 1 + 13 + 4


def test_since_july_2025_the_communes_stand_directly_under_the_province():
    province = unit_by("lai-chau")
    assert {"tam-duong", "phong-tho"} <= {place.slug for place in children(province.id, at=THEN)}
    assert [place.slug for place in children(province.id, at=NOW)] == [
        "binh-lu",
        "ta-leng",
        "khun-ha",
        "ban-bo",
        "sin-suoi-ho",
        "phuong-tan-phong",
    ]
    assert descendants(unit_by("tam-duong").id, at=NOW) == [unit_by("tam-duong").id]


def test_four_communes_of_today_hold_ten_of_the_thirteen():
    new = [unit_by(slug, NOW).id for slug in ("binh-lu", "ta-leng", "khun-ha", "ban-bo")]
    over = [successors(unit_by(slug, THEN).id) for slug in COMMUNES]
    assert sum(heir[0][0] in new for heir in over) == 10
    assert all(whole for heir in over for _id, whole in heir)


def test_a_commune_of_today_that_took_in_other_districts_is_seen_to():
    heir = successors(unit_by("then-sin", THEN).id)
    outside = [unit_by(slug, THEN) for slug in ("nam-xe", "sin-suoi-ho")]
    assert [successors(place.id) for place in outside] == [heir, heir]
    assert {view(ancestors(place.id, at=THEN)[0], THEN).slug for place in outside} == {"phong-tho"}


def test_a_closed_district_is_found_by_its_slug_and_keeps_its_name():
    assert unit_by("tam-duong").name == "huyện Tam Đường"
    assert unit_by(unit_by("tam-duong").id) == unit_by("tam-duong")


def test_a_slug_of_two_units_is_refused_on_a_day_when_neither_lived():
    with pytest.raises(Refusal) as refusal:
        unit_by("binh-lu", date(1990, 1, 1))
    assert "2" not in refusal.value.sentence.replace("binh-lu", "").replace("1990-01-01", "")
    assert unit_by("binh-lu", THEN).id in refusal.value.remedy


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(Refusal) as refusal:
        unit_by("tam-dong")
    assert "tam-duong" in refusal.value.remedy
    with pytest.raises(Refusal):
        view("01a20d74-0000-7000-8000-000000000000")


def test_a_name_of_its_own_time_is_shown():
    unit = Unit.objects.create(sort=Unit.PLACE)
    for name, first, last in (("huyện A", date(1990, 1, 1), date(2000, 1, 1)), ("huyện B", date(2000, 1, 1), None)):
        UnitVersion.objects.create(
            unit=unit, name=name, short=name, kind="huyện", slug=name[-1].lower(), valid_from=first, valid_to=last
        )
    assert [view(unit.id, day).name for day in (date(1995, 1, 1), date(1999, 12, 31), date(2000, 1, 1))] == [
        "huyện A",
        "huyện A",
        "huyện B",
    ]
    assert unit_by("a", date(1995, 1, 1)).id == unit_by("b").id == unit_by("a").id


def test_one_number_over_several_places_lives_at_the_smallest_that_holds_them_all():
    four = [unit_by(slug, THEN).id for slug in ("binh-lu", "giang-ma", "khun-ha", "na-tam")]
    assert smallest_common(four, THEN) == unit_by("tam-duong").id
    assert smallest_common([four[0], unit_by("nam-xe", THEN).id], THEN) == unit_by("lai-chau").id
    assert smallest_common(four[:1], THEN) == four[0]
    with pytest.raises(Refusal):
        smallest_common([four[0], unit_by("huyen-uy-tam-duong", THEN).id], THEN)
    with pytest.raises(Refusal):
        smallest_common([], THEN)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("giang ma", "giang-ma"), ("Hồ Thâu", "ho-thau"), ("nà tâm", "na-tam"), ("Thèn Xin", "then-sin")],
)
def test_a_place_is_found_without_accents_and_by_its_other_spellings(typed, slug):
    assert search(typed, at=THEN)[0].slug == slug


def test_every_spelling_of_the_report_of_2022_is_known():
    spellings = {"Hồ Thâu": "ho-thau", "Nà Tâm": "na-tam", "Bản Hòn": "ban-hon", "Thèn Xin": "then-sin"}
    for spelling, slug in {**spellings, "Thị trấn": "thi-tran-tam-duong"}.items():
        assert spelling in unit_by(slug, THEN).aliases


def test_a_subtree_is_a_range_of_numbers():
    table = {row["unit"]: row for row in places().to_pylist()}
    for root in ("viet-nam", "lai-chau", "tam-duong", "phong-tho", "giang-ma"):
        row = table[unit_by(root, THEN).id]
        within = {unit for unit, other in table.items() if row["uv"] <= other["uv"] <= row["last"]}
        ever = set(descendants(row["unit"], at=THEN)) | set(descendants(row["unit"], at=NOW))
        assert within == ever
    assert sorted(row["uv"] for row in table.values()) == list(range(len(table)))


def test_in_todays_boundaries_a_commune_counts_in_its_successor_and_a_closed_district_in_the_province():
    table = {row["unit"]: row for row in places().to_pylist()}
    assert table[unit_by("son-binh", THEN).id]["today_uv"] == table[unit_by("binh-lu", NOW).id]["uv"]
    assert table[unit_by("lai-chau").id]["today_uv"] == table[unit_by("lai-chau").id]["uv"]
    assert table[unit_by("tam-duong").id]["today_uv"] == table[unit_by("lai-chau").id]["uv"]


def test_only_places_are_lent_to_counting():
    assert len(places()) == Unit.objects.filter(sort=Unit.PLACE).count()


def test_several_units_cost_one_question(django_assert_num_queries):
    ids = list(Edge.objects.filter(tree="place").values_list("child_id", flat=True))
    with django_assert_num_queries(1):
        assert len(views(ids, THEN)) == len(set(ids))
