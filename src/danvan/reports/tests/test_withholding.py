"""Small counts of persons are not published, nor what would give them away; and no file holds them."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from tests.given import YEAR, demo, demo_entries, record, report

from danvan.indicators.models import Figure
from danvan.kit.ids import new_id
from danvan.kit.quantity import Basis, Nature, Precision
from danvan.kit.scope import Scope
from danvan.kit.words import Words
from danvan.reports.objects import WITHHELD, FigureText, Register
from danvan.reports.withholding import withheld
from danvan.reports.writer import rendered

WORDS = Words("đảng viên", "party members")


def count(value: int | None, unit: str = "u", *, code: str = "members", sensitive: bool = True) -> Figure:
    return Figure(
        code=code, split="", name=WORDS, noun=WORDS, basis=Basis.PERSONS, nature=Nature.STOCK, value=value,
        precision=Precision.EXACT, scope=Scope(unit=unit, period=YEAR), position=1, definition="",
        definition_version="", digest="", records=("r",), sensitive=sensitive,
    )  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), [(0, {0}), (1, {0}), (4, {0}), (5, set()), (None, set())])
def test_only_counts_under_five_are_withheld(value, expected):
    assert withheld([count(value)]) == expected


def test_small_counts_of_work_are_published():
    assert withheld([count(2, sensitive=False)]) == set()


def test_what_subtraction_would_give_back_is_withheld_too():
    communes = [count(3, "a"), count(9, "b"), count(20, "c"), count(None, "d")]
    assert withheld([*communes, count(32, "district")]) == {0, 1}


def test_two_small_cells_hide_each_other():
    assert withheld([count(3, "a"), count(2, "b"), count(20, "c"), count(25, "district")]) == {0, 1}


def test_another_indicator_is_no_cell_of_the_same_row():
    assert withheld([count(3, "a"), count(9, "a", code="others")]) == {0}


def test_a_share_goes_with_the_count_of_which_it_is_made_however_large_it_is():
    small, large = count(3), count(40)
    share = replace(count(60), basis=Basis.PERCENT, code="share")
    assert withheld([replace(share, parts=(small, count(5)))]) == {0}
    assert withheld([replace(share, value=2, parts=(large, count(60)))]) == set()
    assert withheld([replace(share, value=98, parts=(large, count(41)))]) == {0}


def test_a_withheld_number_chooses_no_sentence_that_would_tell_it():
    figures = [FigureText(Register(), count(value), withheld=True) for value in (0, 1, 3)]
    for choice in ("none", "one", "many", "stated", "known", "rose", "fell", "same", "text"):
        assert len({getattr(figure, choice) for figure in figures}) == 1


@pytest.mark.django_db
def test_no_file_holds_a_withheld_number():
    demo()
    (entry,) = [each for each in demo_entries() if "minority_members" in dict(each["measures"])]  # type: ignore[call-overload]
    measures = {**dict(entry["measures"]), "minority_members": 3}  # type: ignore[call-overload]
    more = {"act": "correct", "corrects": [entry["id"]], "reason": "thử số nhỏ", "measures": measures}
    record({**entry, **more, "id": new_id()})
    composed = report()
    hidden = [run for run in composed.figures() if run.figure.code.startswith("minority_")]
    assert {run.printed for run in hidden} == {WITHHELD}
    with zipfile.ZipFile(BytesIO(rendered(composed, ".docx"))) as package:
        claims = package.read("customXml/item1.xml").decode()
    assert "minority_" not in claims
    assert claims.count('what="withheld"') == len(hidden) == 2
