"""The algebra of quantities: what may be added, and the sentences that say why something may not."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.quantity import Basis, Nature, Precision, Quantity, Status, joint_precision

YEAR = Period.parse("2022")
FIRST, SECOND = Period.parse("2022-H1"), Period.parse("2022-H2")


def turns(value: int | None = 10, **changes: Any) -> Quantity:
    return replace(Quantity(value=value, basis=Basis.TURNS, noun="lượt người", period=YEAR, place="a"), **changes)


amounts = st.one_of(st.none(), st.integers(0, 10**9))
precisions = st.sampled_from([p for p in Precision if p is not Precision.IN_WORDS])


def flows(place: str) -> st.SearchStrategy[Quantity]:
    return st.builds(lambda value, precision: turns(value, precision=precision, place=place), amounts, precisions)


@given(flows("a"), flows("b"))
def test_a_sum_does_not_depend_on_the_order(one, two):
    left, right = one + two, two + one
    assert (left.value, left.precision, left.period, left.place) == (
        right.value,
        right.precision,
        right.period,
        right.place,
    )


@given(flows("a"), flows("b"), flows("c"))
def test_a_sum_does_not_depend_on_the_brackets(one, two, three):
    left, right = (one + two) + three, one + (two + three)
    assert left.value == right.value


@given(st.lists(st.sampled_from([Precision.EXACT, Precision.OVER]), min_size=2, max_size=6))
def test_a_sum_of_over_is_over(parts):
    made = parts[0]
    for part in parts[1:]:
        made = joint_precision(made, part)
    assert made is (Precision.OVER if Precision.OVER in parts else Precision.EXACT)


@given(precisions, precisions)
def test_bounds_of_both_sides_are_only_about(one, two):
    made = joint_precision(one, two)
    assert made is joint_precision(two, one)
    if {one, two} == {Precision.OVER, Precision.UNDER}:
        assert made is Precision.ABOUT


@given(st.sampled_from(Precision), st.sampled_from(Precision), st.sampled_from(Precision))
def test_the_precision_of_a_sum_does_not_depend_on_the_brackets(one, two, three):
    left = joint_precision(joint_precision(one, two), three)
    assert left is joint_precision(one, joint_precision(two, three))


@pytest.mark.parametrize(
    ("one", "two", "made"),
    [
        (Status.DONE, Status.DONE, Status.DONE),
        (Status.DONE, Status.ESTIMATED, Status.ESTIMATED),
        (Status.DONE, Status.OFFICIAL, Status.DONE),
        (Status.OFFICIAL, Status.OFFICIAL, Status.OFFICIAL),
    ],
)
def test_one_estimate_makes_a_sum_an_estimate(one, two, made):
    assert (turns(status=one) + turns(status=two, place="b")).status is made
    assert (turns(status=two) + turns(status=one, place="b")).status is made


def test_what_was_not_stated_makes_a_sum_at_least():
    made = turns(5) + turns(None, place="b")
    assert (made.value, made.precision) == (5, Precision.AT_LEAST)
    assert (turns(None) + turns(None, place="b")).value is None


def stock(**changes: Any) -> Quantity:
    return turns(basis=Basis.PERSONS, nature=Nature.STOCK, **changes)


REFUSED = {
    "turns to persons": lambda: turns() + turns(basis=Basis.PERSONS, place="b"),
    "percentages": lambda: turns(basis=Basis.PERCENT) + turns(basis=Basis.PERCENT, place="b"),
    "a stock over time": lambda: stock(period=FIRST) + stock(period=SECOND, place="b"),
    "a stock twice": lambda: stock() + stock(),
    "a stock to a flow": lambda: turns(basis=Basis.PERSONS) + stock(place="b"),
    "overlapping periods": lambda: turns() + turns(period=FIRST),
    "a total to its details": lambda: turns(form="total") + turns(period=FIRST),
    "two totals of the same days": lambda: turns(form="total") + turns(form="total"),
    "an estimate to its official value": lambda: (
        turns(status=Status.ESTIMATED) + turns(status=Status.OFFICIAL, place="b")
    ),
    "a change of another basis": lambda: turns() - turns(basis=Basis.PERSONS),
    "a change from nothing stated": lambda: turns() - turns(None),
    "a share of another basis": lambda: turns().share_of(turns(basis=Basis.PERSONS)),
    "a share of zero": lambda: turns().share_of(turns(0)),
    "turns as turns of a total": lambda: turns(basis=Basis.PERSONS, form="total").as_turns(),
    "households as turns": lambda: turns(basis=Basis.HOUSEHOLDS).as_turns(),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_is_refused_by_a_sentence_in_both_languages(name):
    said = set()
    for language in ("vi", "en"):
        with translation.override(language):
            with pytest.raises(Refusal) as refused:
                REFUSED[name]()
            said.add(refused.value.sentence)
    assert len(said) == 2
    assert all(sentence.endswith(".") and "%(" not in sentence for sentence in said)


def test_figures_of_two_halves_add_up_to_the_year():
    made = turns(period=FIRST) + turns(period=SECOND)
    assert (made.value, made.period.start, made.period.end) == (20, YEAR.start, YEAR.end)


def test_the_persons_of_one_occasion_may_be_read_as_turns():
    assert turns(basis=Basis.PERSONS, form="single").as_turns().basis is Basis.TURNS


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_rounded_half_up(part, whole):
    made = turns(part).share_of(turns(whole)).value
    assert abs(Decimal(made or 0) - Decimal(part) * 100 / whole) <= Decimal("0.005")


def test_floating_point_is_no_quantity():
    with pytest.raises(TypeError):
        turns(1.5)  # type: ignore[arg-type]  # the point of the test
