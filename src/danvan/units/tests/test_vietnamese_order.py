"""Lists of units are in Vietnamese order, and found without accents, on whatever database they are kept."""

import unicodedata

import pytest

from danvan.kit.vietnamese.collation import sort_key
from danvan.units.queries import search

pytestmark = pytest.mark.usefixtures("register")


def test_what_is_found_equally_well_is_in_vietnamese_order():
    for sort in ("place", "body"):
        names = [unit.name for unit in search("") if unit.sort == sort]
        assert len(names) > 10
        assert names == sorted(names, key=sort_key)
        assert names != sorted(names), "the order of bytes is another one"


@pytest.mark.parametrize("typed", ["Thèn Sin", "then sin", unicodedata.normalize("NFD", "Thèn Sin"), "THÈN  SIN"])
def test_a_name_is_found_with_marks_without_them_and_decomposed(typed):
    assert search(typed)[0].slug == "then-sin"
