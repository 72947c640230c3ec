"""A report is held against last period's."""

from __future__ import annotations

import pytest

from danvan.proof.check import Finding
from danvan.proof.run import check, family
from danvan.proof.tests.given import report

HEAD = "Báo cáo năm 2022, năm 2022.\n"
BEFORE = "Báo cáo năm 2021, năm 2021.\n"


def found(now: str, then: str) -> list[Finding]:
    """What the check says of a report beside last year's; it must have run."""
    checked = check(report(HEAD + now), previous=report(BEFORE + then), checks=[family()["previous_report"]])
    assert checked.outcomes[0].state != "not_run", checked.outcomes[0].reason
    return list(checked.findings)


FAULTY = [
    (
        "Mở lớp dạy đan lát cho lao động trẻ 45 lớp, tăng 12 lớp so với năm trước.",
        "Mở lớp dạy đan lát cho lao động trẻ 35 lớp.",
        "45 - 35 = 10",
    ),
    (
        "Mở lớp dạy đan lát cho lao động trẻ 45 lớp, tăng 52,5% so với cùng kỳ.",
        "Mở lớp dạy đan lát cho lao động trẻ 36 lớp.",
        "(45 - 36) : 36 = 25%",
    ),
    (
        "Năm 2021, mở lớp dạy đan lát cho lao động trẻ 53 lớp.",
        "Mở lớp dạy đan lát cho lao động trẻ 35 lớp.",
        "",
    ),
    (
        "Số hội viên chăn nuôi ong mật toàn xã 12.400 người.",
        "Số hội viên chăn nuôi ong mật toàn xã 1.230 người.",
        "",
    ),
    (
        "Mở 12 buổi nói chuyện về giữ rừng đầu nguồn, có 1.240 lượt người dự và 85 ý kiến.",
        "Mở 12 buổi nói chuyện về giữ rừng đầu nguồn, có 1.240 lượt người dự và 85 ý kiến.",
        "",
    ),
]

SOUND = [
    (
        "Mở lớp dạy đan lát cho lao động trẻ 45 lớp, tăng 10 lớp so với năm trước.",
        "Mở lớp dạy đan lát cho lao động trẻ 35 lớp.",
    ),
    (
        "Mở lớp dạy đan lát cho lao động trẻ 45 lớp, tăng 25% so với cùng kỳ.",
        "Mở lớp dạy đan lát cho lao động trẻ 36 lớp.",
    ),
    ("Số hội viên chăn nuôi ong mật toàn xã 1.310 người.", "Số hội viên chăn nuôi ong mật toàn xã 1.230 người."),
    ("Xã có diện tích rừng đầu nguồn 5.200ha, gồm 9 bản.", "Xã có diện tích rừng đầu nguồn 5.200ha, gồm 9 bản."),
]


@pytest.mark.parametrize(("now", "then", "arithmetic"), FAULTY)
def test_what_last_periods_report_contradicts_is_found(now, then, arithmetic):
    [finding] = found(now, then)
    assert finding.places
    assert finding.message
    assert finding.advice
    assert finding.arithmetic == arithmetic


@pytest.mark.parametrize(("now", "then"), SOUND)
def test_what_it_bears_out_is_left_alone(now, then):
    assert [finding.message for finding in found(now, then)] == []


def test_without_a_previous_report_it_says_that_it_did_not_run():
    checked = check(report("Có 5 lớp."), checks=[family()["previous_report"]])
    assert checked.outcomes[0].state == "not_run"
    assert "--previous" in checked.outcomes[0].reason
