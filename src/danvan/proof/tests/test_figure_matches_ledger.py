"""Figures of anybody's report against plain values of the ledger: what is tied, and what is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.kit.claims import Known
from danvan.proof.run import check, family
from danvan.proof.tests.given import report

CHECKS = [family()["figure_matches_ledger"]]


def known(code: str, name: str, noun: str, value: str, *, adds: bool = True) -> Known:
    return Known(code, name, noun, Decimal(value), "Khe Lớn", "2022", adds)


LEDGER = (
    known("gifts", "Suất quà tặng hộ nghèo", "suất quà", "1240"),
    known("surveys", "Cuộc khảo sát đời sống cử tri", "cuộc", "6"),
    known("checks", "Cuộc kiểm tra đời sống cử tri", "cuộc", "8"),
    known("house_value", "Trị giá nhà tình nghĩa", "đồng", "570400000"),
    known("area", "Diện tích tự nhiên", "ha", "3215.44", adds=False),
    known("villages", "Số bản", "bản", "9", adds=False),
)


def said(text: str, ledger: tuple[Known, ...] | None = LEDGER) -> list[tuple[str, str]]:
    checked = check(report(text), known=ledger, checks=CHECKS)
    assert checked.outcomes[0].state != "not_run", checked.outcomes[0].reason
    assert all(finding.severity == "doubt" for finding in checked.findings)
    return [(finding.found, finding.expected) for finding in checked.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toàn xã trao tặng 1.420 suất quà cho hộ nghèo.", [("1.420 suất quà", "1.240 suất quà")]),
        ("Đã tổ chức 09 cuộc khảo sát về đời sống của cử tri.", [("09 cuộc", "6 cuộc")]),
        ("Diện tích tự nhiên là 3.251,44 ha.", [("3.251,44 ha", "3.215,44 ha")]),
        # A slip of the pen is one, whoever did it.
        ("Hội Phụ nữ xã tặng 1.230 suất quà cho hộ nghèo.", [("1.230 suất quà", "1.240 suất quà")]),
    ],
)
def test_a_figure_that_surely_tells_of_an_indicator_and_differs_is_a_doubt(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Toàn xã trao tặng 1.240 suất quà cho hộ nghèo.",
        "Diện tích tự nhiên là 3.215,4 ha.",
        "Trị giá nhà tình nghĩa là 570 triệu đồng.",
        "Hội Phụ nữ xã tặng 300 suất quà cho hộ nghèo.",
        "Tại xã Nà Đông, trao tặng 1.420 suất quà cho hộ nghèo.",
        "Trong quý II, trao tặng 1.420 suất quà cho hộ nghèo.",
        "Phấn đấu tặng 1.420 suất quà cho hộ nghèo.",
        "Trao tặng trên 1.420 suất quà cho hộ nghèo.",
        "Trao tặng 1.420 suất quà cho học sinh.",
        "Đã tổ chức 08 cuộc khảo sát và kiểm tra về đời sống của cử tri.",
        "Hiện có 7 bản.",
        "Tặng 700 suất quà cho hộ nghèo.\nCấp phát 250 suất quà tặng hộ nghèo.",
        "Trao tặng 1.240 suất quà cho hộ nghèo.\nRiêng dịp Tết tặng hộ nghèo 800 suất quà.",
    ],
)
def test_parts_other_places_and_other_matters_are_left_alone(text):
    assert said(text) == []


def test_of_two_numbers_in_a_sentence_each_is_tied_by_its_own_words():
    text = "Thực hiện 05 cuộc khảo sát đời sống cử tri, 08 cuộc kiểm tra đời sống cử tri."
    assert said(text) == [("05 cuộc", "6 cuộc")]


@pytest.mark.parametrize("ledger", [None, ()])
def test_without_the_ledger_or_its_place_the_comparison_is_not_run_and_says_so(ledger):
    checked = check(report("Trao tặng 1.420 suất quà cho hộ nghèo."), known=ledger, checks=CHECKS)
    assert checked.outcomes[0].state == "not_run" and checked.outcomes[0].reason
