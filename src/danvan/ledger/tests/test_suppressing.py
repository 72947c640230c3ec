"""Small counts of people are hidden, and what would let a reader subtract to them."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from danvan.kit.quantity import Basis
from danvan.ledger.kinds import KINDS
from danvan.ledger.kinds.sensitivity import Sensitive
from danvan.ledger.suppression import LEAST, is_guarded, suppressed


@pytest.mark.parametrize("value", range(LEAST))
def test_a_count_under_five_is_hidden(value):
    assert suppressed({"a": value, "b": 5}) == {"a"}


def test_what_was_not_stated_is_not_hidden():
    assert suppressed({"a": None}) == frozenset()


def test_the_complement_is_hidden_too():
    assert suppressed({"minority": 98, "others": 2}, sums=[("minority", "others")]) == {"minority", "others"}


def test_two_hidden_cells_whose_sum_is_small_take_a_third():
    cells = {"a": 1, "b": 2, "c": 9, "d": 30}
    assert suppressed(cells, sums=["abcd"]) == {"a", "b", "c"}


def test_rows_and_columns_are_guarded_together():
    cells = {"a1": 2, "a2": 10, "a3": 20, "b1": 10, "b2": 10, "b3": 50}
    rows, columns = [("a1", "a2", "a3"), ("b1", "b2", "b3")], [("a1", "b1"), ("a2", "b2"), ("a3", "b3")]
    assert suppressed(cells, sums=[*rows, *columns]) == {"a1", "a2", "b1", "b2"}


@drawn(st.dictionaries(st.integers(0, 8), st.integers(0, 30), min_size=1))
def test_no_reader_of_a_row_and_its_sum_learns_a_hidden_cell(cells):
    hidden = suppressed(cells, sums=[list(cells)])
    assert {cell for cell, value in cells.items() if value < LEAST} <= hidden
    rest = sum(cells[cell] for cell in hidden)
    assert not hidden or hidden == set(cells) or (len(hidden) > 1 and rest >= LEAST)


def test_only_persons_of_a_sensitive_class_are_guarded():
    party = KINDS()["party_organisation"].measures
    assert is_guarded(party["minority_members"].sensitive, party["minority_members"].basis)
    assert not is_guarded(party["cells"].sensitive, party["cells"].basis)
    assert not is_guarded(Sensitive.COMPLAINT, Basis.OCCASIONS)
    assert not is_guarded(None, Basis.PERSONS)
