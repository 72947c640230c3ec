"""What a finding says should stand there is only what can be reckoned or looked up; one slip is told once."""

from __future__ import annotations

import pytest

from danvan.kit.claims import Statement
from danvan.proof.reader import read
from danvan.proof.run import check, family
from danvan.proof.tests.given import claim, control, found_by, paragraph, report, run_of, write_docx

TWO_WAYS = "Đoàn về xã Nà Boong.\nXã Nà Boong có 5 bản.\nDân xã Nà Boong vui.\nMưa ở xã Nà Bong."


def test_of_two_spellings_only_the_register_says_which_is_right():
    [finding] = found_by("name_spelling", TWO_WAYS)
    assert (finding.found, finding.expected) == ("Nà Bong", "")
    checks = [family()["name_spelling"]]
    [finding] = check(report(TWO_WAYS), names={"Nà Bong"}, checks=checks).findings
    assert (finding.found, finding.expected) == ("Nà Boong", "Nà Bong")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("number_form", "Cả vùng có hơn 23.417 gốc chè."),
        ("unit_drift", "Hội trao 70 suất quà, trị giá 350.000 đồng/phần cho người già."),
        (
            "citation_repeat",
            "Theo Kế hoạch số 31-KH/HU ngày 04/05/2021 về trồng tre.\nLàm theo Kế hoạch số 31-KH/HU ngày 04/06/2021.",
        ),
    ],
)
def test_what_nobody_can_know_is_not_said(code, text):
    [finding] = found_by(code, text)
    assert (finding.expected, bool(finding.found)) == ("", True)


def test_a_price_for_another_thing_is_a_matter_of_style():
    [finding] = found_by("unit_drift", "Hội trao 70 suất quà, trị giá 350.000 đồng/phần cho người già.")
    assert finding.severity == "style"
    assert "70 suất quà" in finding.message


def test_the_word_before_an_exact_number_is_told_once():
    [finding] = found_by("number_form", "Cả vùng có hơn 23.417 gốc chè.")
    assert "hơn 23" not in finding.message


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("I. Tình hình\nII. Việc đã làm\nIII. Khó khăn\nV. Phương hướng", "IV"),
        ("I. Tình hình\n1. Việc đầu\n2. Việc sau\n4. Việc cuối\nII. Hướng tới", "3"),
        ("a) Làm đường\nb) Xây cầu\nc) Trồng rừng\ne) Nuôi ong", "d"),
    ],
)
def test_the_number_that_should_follow_is_said(lines, expected):
    assert [finding.expected for finding in found_by("heading_numbers", lines)] == [expected]


@pytest.mark.parametrize(
    ("behind", "found"),
    [("về trồng tre", 1), ("", 1), ("về đắp đê", 0)],
)
def test_a_document_of_one_day_in_two_years_is_doubted_unless_its_subject_is_another(behind, found):
    text = (
        f"Theo Kế hoạch số 31-KH/HU ngày 04/05/2021 về trồng tre.\nLàm Kế hoạch số 31-KH/HU ngày 04/05/2020 {behind}."
    )
    assert [finding.severity for finding in found_by("citation_repeat", text)] == ["doubt"] * found


def test_signs_that_changed_places_are_told_by_one_check():
    text = "Theo Kế hoạch số 31/KH-HU ngày 04/05/2021 về trồng tre.\nLàm Kế hoạch số 31-KH/HU ngày 04/05/2021."
    assert [finding.check for finding in check(report(text)).findings] == ["document_symbol"]


def test_a_slip_that_comes_again_in_a_paragraph_is_told_once_with_all_its_places():
    text = "Xây dựng nông xã mới; giữ vững nông xã mới.\nCả vùng lo việc nông xã mới."
    assert [len(finding.places) for finding in found_by("missing_syllables", text)] == [2, 1]


@pytest.mark.parametrize("sign", [":", "", " gồm"])
def test_a_list_ends_where_its_sentence_goes_on(sign):
    text = f"Mở lớp tại 03 xã{sign} Khe Lớn, Nà Đông, Tà Mung, Pha Mu, với 240 người học."
    [finding] = found_by("count_of_list", text)
    assert (finding.expected, finding.found) == ("3", "4")


def test_a_list_with_names_behind_such_words_is_left_alone():
    text = "Mở lớp tại 05 xã: Khe Lớn, Nà Đông, Tà Mung, với bản xa, Pha Mu, Bình Long."
    assert found_by("count_of_list", text) == []


def test_a_ledger_that_does_not_know_the_place_is_one_sentence_and_no_doubts(tmp_path):
    body = [paragraph(run_of("Tổ chức "), control("f1", "02"), run_of(" cuộc đối thoại."))]
    reading = read(write_docx(tmp_path / "a.docx", body, claims=[claim("f1", "02", "2")]))
    stranger = Statement("f1", "dialogues", None, "", "", (), "Không có đơn vị này.", strange=True)
    checked = check(reading, [stranger], checks=[family()["control_matches_ledger"]])
    assert [(o.state, bool(o.reason)) for o in checked.outcomes] == [("not_run", True)]
    assert checked.findings == ()
