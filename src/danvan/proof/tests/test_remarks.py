"""A remark tells the arithmetic once."""

from __future__ import annotations

import pytest

from danvan.proof.check import Finding
from danvan.proof.findings.remarks import expected, remarks
from danvan.proof.reading import Span


@pytest.mark.parametrize(
    ("message", "lines"),
    [
        ("The parts make 12 + 10 = 22, not 23.", ["Lỗi: The parts make 12 + 10 = 22, not 23.", "Xem lại."]),
        ("12+10=22 ≠ 23", ["Lỗi: 12+10=22 ≠ 23", "Xem lại."]),
        ("The parts are not the whole.", ["Lỗi: The parts are not the whole.", "12 + 10 = 22", "Xem lại."]),
    ],
)
def test_arithmetic_that_the_message_holds_is_not_told_again(message, lines):
    finding = Finding("x", "error", message, "Xem lại.", (Span("23", 0, 2, 1),), arithmetic="12 + 10 = 22")
    [remark] = remarks([finding])
    assert list(remark.lines) == lines


@pytest.mark.parametrize(
    ("message", "right", "told"),
    [("12/KHUBND lacks a dash: 12/KH-UBND.", "12/KH-UBND", ""), ("15 is odd.", "5", "5"), ("22 is told.", "12", "")],
)
def test_what_would_be_right_is_told_once(message, right, told):
    finding = Finding("x", "error", message, "", (), expected=right, arithmetic="12 + 10 = 22")
    assert expected(finding) == told
