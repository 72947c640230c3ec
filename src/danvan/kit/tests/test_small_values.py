"""References, identifiers, the clock, refusals: the small values that every room relies on."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from danvan.kit import clock
from danvan.kit.errors import Refusal, Refusals
from danvan.kit.ids import is_id, new_id, random_id
from danvan.kit.ref import Ref
from danvan.kit.words import Words

parts = st.text(st.characters(blacklist_characters="/", blacklist_categories=["Cs"]), min_size=1)


@given(parts, parts, st.text(st.characters(blacklist_categories=["Cs"]), min_size=1))
def test_a_reference_reads_back_as_it_was_written(room, sort, key):
    assert Ref.parse(str(Ref(room, sort, key))) == Ref(room, sort, key)


@pytest.mark.parametrize("text", ["", "a", "a/b", "//", "a//c"])
def test_half_a_reference_is_refused(text):
    with pytest.raises(Refusal):
        Ref.parse(text)


def test_ids_of_one_device_sort_by_their_making():
    made = [new_id() for _number in range(1000)]
    assert made == sorted(set(made))
    assert all(is_id(each) for each in [*made, random_id()])
    assert not is_id(made[0].upper())
    assert random_id()[14] == "4"


def test_a_day_is_viet_nams():
    assert clock.day_of(datetime(2022, 12, 31, 17, 0, tzinfo=UTC)) == date(2023, 1, 1)
    assert clock.end_of(date(2022, 12, 31)) == datetime(2022, 12, 31, 17, 0, tzinfo=UTC)


def test_one_refusal_speaks_both_languages():
    advice = _("Did you mean: %(near)s?")
    refusal = Refusal(_("«%(code)s» is not a period."), where="tệp.json: 3", advice=advice, code="22", near="2022")
    refusal = refusal.at("ngoài")
    with translation.override("en"):
        assert str(refusal) == "ngoài: tệp.json: 3: «22» is not a period. Did you mean: 2022?"
    with translation.override("vi"):
        assert str(refusal) == "ngoài: tệp.json: 3: «22» không phải là kỳ. Có phải ý bạn là: 2022?"


def test_several_refusals_are_all_told():
    both = Refusals([Refusal("một"), Refusal("hai", where="x")]).at("tệp")
    assert str(both).splitlines()[1:] == ["- tệp: một", "- tệp: x: hai"]


def test_words_follow_the_reader():
    words = Words("cuộc", "meetings")
    with translation.override("en"):
        assert str(words) == "meetings"
    with translation.override("vi"):
        assert str(words) == "cuộc"
