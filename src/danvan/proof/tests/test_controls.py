"""A figure's control is found again by what is left of it, and what was done to it is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.kit.claims import Statement
from danvan.proof.reader import read
from danvan.proof.reading import Reading
from danvan.proof.run import Checked, check
from danvan.proof.tests.given import claim, control, paragraph, run_of, write_docx


@pytest.fixture
def written(tmp_path):
    """A report of one sentence with one figure, its control as ``inner``."""

    def write(inner: str, *claims: str) -> Reading:
        body = [paragraph(run_of("Tổ chức "), inner, run_of(" cuộc đối thoại."))]
        return read(write_docx(tmp_path / "a.docx", body, claims=claims or (claim("f1", "02", "2"),)))

    return write


#: What is left by way of .odt, and what LibreOffice makes of a bookmark inside a control.
MARKED = '<w:bookmarkStart w:id="1" w:name="_fig_f1"/>' + run_of("02") + '<w:bookmarkEnd w:id="1"/>'
EMPTIED = control("", "02", alias="x").replace(
    "<w:sdtContent>", '<w:sdtContent><w:bookmarkStart w:id="1" w:name="_fig_f1"/><w:bookmarkEnd w:id="1"/>'
)


def statement(value: str | None, *, control: str = "f1", trouble: str = "") -> Statement:
    amount = None if value is None else Decimal(value)
    return Statement(control, "dialogues", amount, "exact", "cuộc", ("r1",), trouble)


def said(checked: Checked, code: str) -> list[tuple[str, str]]:
    return [(f.expected, f.found) for f in checked.findings if f.check == code]


def state(checked: Checked, code: str) -> str:
    return next(o.state for o in checked.outcomes if o.check == code)


@pytest.mark.parametrize(
    ("inner", "by"),
    [
        (control("f1", "02", alias="Đối thoại: 02", bookmark="f1"), "tag"),
        (control("", "02", alias="Đối thoại: 02", bookmark="f1"), "bookmark"),
        (control("", "02", alias="Đối thoại: 02"), "alias"),
        (MARKED, "bookmark"),
        (EMPTIED, "bookmark"),
        (MARKED.replace("_fig_f1", "_fig_f1_Copy_1"), "bookmark"),
    ],
)
def test_a_claim_is_joined_by_tag_else_bookmark_else_alias(written, inner, by):
    [found] = written(inner).controls
    assert found.by == by
    assert found.place is not None
    assert (found.place.quote, found.place.start, found.place.end) == ("02", 8, 10)


def test_an_honest_report_is_passed(written):
    checked = check(written(control("f1", "02")), [statement("2")])
    assert (checked.findings, checked.exit_code) == ((), 0)
    assert state(checked, "control_matches_ledger") == "passed"


def test_a_figure_changed_by_hand_is_a_finding_and_the_claim_shows_what_stands_there(written):
    reading = written(control("f1", "03"))
    checked = check(reading, [statement("2")])
    assert said(checked, "control_changed_by_hand") == [("02", "03")]
    assert reading.claims[0].printed == "03"
    assert checked.exit_code == 1


def test_a_blank_that_a_program_made_fixed_changes_nothing(written):
    reading = written(control("f1", "02\u00a0cuộc"), claim("f1", "02 cuộc", "2"))
    assert said(check(reading), "control_changed_by_hand") == []


def test_a_figure_typed_over_is_lost(written):
    assert said(check(written(run_of("nhiều"))), "control_lost") == [("02", "")]


def test_the_ledger_of_today_may_say_another_number(written):
    assert said(check(written(control("f1", "02")), [statement("5")]), "control_matches_ledger") == [("5", "2")]


def test_a_ledger_that_cannot_answer_confirms_nothing(written):
    reading = written(control("f1", "02"))
    for answer in ([statement(None, trouble="Không có đơn vị này.")], []):
        [finding] = check(reading, answer).findings
        assert (finding.check, finding.severity) == ("control_matches_ledger", "doubt")


def test_without_the_ledger_the_comparison_is_not_run_and_says_so(written):
    checked = check(written(control("f1", "02")))
    assert state(checked, "control_matches_ledger") == "not_run"
    assert checked.exit_code == 0


def test_a_file_that_lost_what_danvan_said_of_its_figures_is_not_taken_for_a_strangers(tmp_path):
    reading = read(write_docx(tmp_path / "a.docx", [paragraph(MARKED)]))
    assert reading.controls == ()
    assert [f.check for f in check(reading).findings] == ["control_lost"]


def test_two_claims_with_one_alias_are_joined_in_their_order(tmp_path):
    body = [paragraph(control("", "02", alias="Cuộc: 02"), run_of(" và "), control("", "02", alias="Cuộc: 02"))]
    claims = [claim("f1", "02", "2"), claim("f2", "02", "2")]
    reading = read(write_docx(tmp_path / "a.docx", body, claims=claims))
    assert [c.place.start if c.place else None for c in reading.controls] == [0, 6]
