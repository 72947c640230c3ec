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
        "45 - 12 = 33 ≠ 35",
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
        "Năm 2021, Hội phụ lão mở 17 cuộc tọa đàm.",
        "Năm 2021, Hội phụ lão mở 19 cuộc tọa đàm.",
        "",
    ),
    (
        "Năm 2022, Hội phụ lão mở 26 cuộc tọa đàm, tăng 9 cuộc so với năm 2021 (17 cuộc).",
        "Năm 2021, Hội phụ lão mở 19 cuộc tọa đàm.",
        "",
    ),
    (
        "Năm 2022, Hội phụ lão mở 26 cuộc tọa đàm về nước sạch (năm 2021: 17 cuộc).",
        "Năm 2021, Hội phụ lão mở 19 cuộc tọa đàm về nước sạch.",
        "",
    ),
    (
        "Mở lớp dạy đan lát cho lao động trẻ 45 lớp, so với năm trước giảm 12 lớp.",
        "Mở lớp dạy đan lát cho lao động trẻ 35 lớp.",
        "45 + 12 = 57 ≠ 35",
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
        "Năm 2022, Hội phụ lão mở 26 cuộc tọa đàm, tăng 7 cuộc so với năm 2021 (19 cuộc).",
        "Năm 2021, Hội phụ lão mở 19 cuộc tọa đàm.",
    ),
    (
        "Năm 2022, Hội phụ lão mở 26 cuộc tọa đàm, tăng 9 cuộc so với năm 2020 (17 cuộc).",
        "Năm 2021, Hội phụ lão mở 19 cuộc tọa đàm.",
    ),
    (
        "Quý I năm 2021, Hội phụ lão mở 6 cuộc tọa đàm.",
        "Năm 2021, Hội phụ lão mở 19 cuộc tọa đàm.",
    ),
    (
        "Có 64 tổ đội và 38 hộ nhận chăm cây bóng mát ven đường (tăng 14 tổ đội và 8 hộ so với năm 2021).",
        "Có 50 tổ đội và 30 hộ nhận chăm cây bóng mát ven đường.",
    ),
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


def test_each_change_of_a_row_is_reckoned_from_this_years_figure():
    now = "Năm 2022 có 64 tổ đội và 38 hộ nhận chăm cây bóng mát ven đường (tăng 24 tổ đội và 9 hộ so với năm 2021)."
    then = "Năm 2021 có 50 tổ đội và 30 hộ nhận chăm cây bóng mát ven đường."
    assert [finding.arithmetic for finding in found(now, then)] == ["64 - 24 = 40 ≠ 50", "38 - 9 = 29 ≠ 30"]


@pytest.mark.parametrize("other", ["Báo cáo năm 2022, năm 2022.\nCó 7 lớp.", "Báo cáo năm 2023, năm 2023.\nCó 7 lớp."])
def test_a_report_that_is_not_of_an_earlier_period_is_not_held_against_it(other):
    checked = check(report(HEAD + "Có 5 lớp."), previous=report(other), checks=[family()["previous_report"]])
    assert checked.outcomes[0].state == "not_run"
    assert checked.outcomes[0].reason
    assert "--previous" not in checked.outcomes[0].reason


def test_the_same_file_is_no_previous_report():
    one = report("Có 5 lớp.")
    assert check(one, previous=one, checks=[family()["previous_report"]]).outcomes[0].state == "not_run"


def test_the_titles_period_counts_and_not_the_year_that_is_named_most():
    title = "BÁO CÁO\nKết quả công tác quý {} năm 2022\nKế hoạch năm 2023, năm 2023, năm 2023.\nCó {} lớp."
    now, then = report(title.format("II", 5)), report(title.format("I", 7))
    checks = [family()["previous_report"]]
    assert check(now, previous=then, checks=checks).outcomes[0].state == "passed"
    assert check(then, previous=now, checks=checks).outcomes[0].state == "not_run"


@pytest.mark.parametrize(("now", "then"), SOUND)
def test_what_it_bears_out_is_left_alone(now, then):
    assert [finding.message for finding in found(now, then)] == []


def test_without_a_previous_report_it_says_that_it_did_not_run():
    checked = check(report("Có 5 lớp."), checks=[family()["previous_report"]])
    assert checked.outcomes[0].state == "not_run"
    assert "--previous" in checked.outcomes[0].reason
