"""units.place: a place as it stood on a day, what stands below it, what became of it."""

import pytest

from danvan.ui.tests.seen import words
from danvan.units.queries import unit_by


@pytest.fixture
def page(client, register):
    """The words of a page."""
    return lambda address: words(client.get(address))


def test_a_district_that_ended_shows_its_communes_in_the_official_order(page):
    words = page("/places/tam-duong?at=2022-12-31")
    assert "Kết thúc ngày 01/7/2025" in words
    assert words.index("Thị trấn Tam Đường") < words.index("Xã Bình Lư") < words.index("Xã Bản Giang")


def test_without_a_day_an_ended_place_is_shown_on_its_last(page):
    words = page("/places/tam-duong")
    assert "Tình trạng ngày 30/6/2025" in words and "Xã Bình Lư" in words


def test_a_merged_commune_leads_to_its_heir(page):
    old = unit_by("then-sin")
    assert "Sau đó trở thành" in page(f"/places/{old.id}?at=2022-12-31")


def test_one_slug_is_another_unit_on_another_day(page):
    assert "Kết thúc" in page("/places/binh-lu?at=2022-12-31")
    assert "Kết thúc" not in page("/places/binh-lu")
