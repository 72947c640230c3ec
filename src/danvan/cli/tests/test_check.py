"""``danvan check``: findings by section, accepted with a reason, filtered, and written as comments."""

from __future__ import annotations

import errno
import json
import os
import signal
import zipfile
from pathlib import Path

import pytest

from danvan.cli import findings, home
from danvan.cli.main import main
from danvan.indicators import queries
from danvan.proof import run
from danvan.proof.findings.accepted import unwritten
from danvan.proof.raw import RawFile, RawParagraph
from danvan.proof.reader import read_lines, understand
from danvan.proof.reading import Source
from danvan.proof.run import Checked, Outcome
from danvan.units import queries as units

TEXT = """I. KẾT QUẢ
Trong năm có 32 mô hình, gồm kinh tế 12 mô hình, văn hóa 10 mô hình, an ninh 08 mô hình.
II. NHIỆM VỤ
Hội nghị họp ngày 31/02/2022 tại xã.
"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "r.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def said(capsys, *words):
    code = main(["check", *map(str, words)])
    return code, capsys.readouterr()


def ids(capsys, report):
    return [finding["id"] for finding in json.loads(said(capsys, report, "--json")[1].out)["findings"]]


def test_findings_stand_under_their_section_with_words_arithmetic_and_advice(capsys, report):
    code, printed = said(capsys, report)
    lines = printed.out.splitlines()
    assert code == 1 and "\x1b" not in printed.out
    assert lines.index("I KẾT QUẢ") < lines.index("II NHIỆM VỤ")
    assert any(line.startswith("    Trong năm có «32 mô hình», gồm kinh tế 12 mô hình") for line in lines)
    assert "    12 + 10 + 8 = 30 ≠ 32" in lines
    assert "    Hội nghị họp ngày «31/02/2022» tại xã." in lines


@pytest.mark.parametrize("more", [[], ["--ledger"]])
def test_the_checks_have_an_end_in_time_with_the_ledger_too(capsys, report, monkeypatch, more):
    left = []

    def timed(reading, *words, **named):
        left.append(signal.getitimer(signal.ITIMER_REAL)[0])
        return check(reading)

    check = run.check
    monkeypatch.setattr(run, "check", timed)
    monkeypatch.setattr(home, "prepare", lambda: None)
    monkeypatch.setattr(queries, "statements_for", lambda _claims: ())
    monkeypatch.setattr(units, "official_names", lambda: ())
    assert said(capsys, report, *more)[0] == 1
    assert len(left) == 1 and left[0] > 0


def test_one_severity_alone_is_shown_but_all_count(capsys, report):
    code, printed = said(capsys, report, "--severity", "style")
    assert code == 1 and "31/02/2022" not in printed.out
    assert "2 " in printed.out.splitlines()[-1]


def test_all_accepted_is_exit_code_zero_until_the_words_change(capsys, report):
    one, other = ids(capsys, report)
    assert said(capsys, report, "--accept", one, "--reason", "Đúng như nguồn.")[0] == 1
    code, printed = said(capsys, report, "--accept", other, "--reason", "Ngày in nhầm, đã đính chính.")
    assert code == 0 and "Đúng như nguồn." in printed.out
    kept = json.loads((report.parent / "r.txt.accepted.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in kept["accepted"]] == [one, other]
    report.write_text("Mở đầu.\n\n" + TEXT.replace("32 mô hình", "33 mô hình"), encoding="utf-8")
    code, printed = said(capsys, report, "--json")
    answer = json.loads(printed.out)
    assert code == 1 and [row["id"] for row in answer["stale"]] == [one]
    assert [row["id"] for row in answer["accepted"]] == [other]
    assert one in said(capsys, report)[1].out


def test_another_file_of_acceptances_is_named(capsys, report, tmp_path):
    named = tmp_path / "team.json"
    [one, _other] = ids(capsys, report)
    said(capsys, report, "--accepted", named, "--accept", one, "--reason", "Đúng.")
    assert named.exists() and not (tmp_path / "r.txt.accepted.json").exists()
    assert len(json.loads(said(capsys, report, "--accepted", named, "--json")[1].out)["findings"]) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--accept", "nope", "--reason", "x"],
        ["--reason", "x"],
        ["--accepted", "/nowhere/x.json"],
        ["-o", "/nowhere/a.pdf"],
        ["-o", "/nowhere/a.docx"],
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_exit_code_two(capsys, report, words):
    code, printed = said(capsys, report, *words)
    assert code == 2 and printed.err.strip()
    assert [each.name for each in report.parent.iterdir()] == ["r.txt"]


def test_last_periods_report_is_vietnamese_and_never_written_over(capsys, report, tmp_path):
    before, foreign = tmp_path / "before.docx", tmp_path / "before.txt"
    said(capsys, report, "-o", before)
    content = before.read_bytes()
    assert said(capsys, report, "--previous", before, "-o", before)[0] == 2
    assert before.read_bytes() == content
    foreign.write_text("The district held twelve meetings with the people of the communes. " * 6, encoding="utf-8")
    assert said(capsys, report, "--previous", foreign)[0] == 2


def test_a_reason_for_nothing_is_refused_beside_a_file_of_acceptances_too(capsys, report):
    said(capsys, report, "--accept", ids(capsys, report)[0], "--reason", "Đúng.")
    assert said(capsys, report, "--reason", "Đúng.")[0] == 2


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS])
def test_a_file_that_cannot_be_written_is_told_in_the_readers_words(number):
    refusal = unwritten(Path("/nowhere/a.docx"), OSError(number, os.strerror(number)))
    assert os.strerror(number) not in str(refusal) and "/nowhere" in str(refusal)


def test_an_english_text_is_refused(capsys, report):
    report.write_text("The review names 30 February 2021; of 13 meetings 5 + 20 were held.", encoding="utf-8")
    assert said(capsys, report)[0] == 2


def test_checks_not_run_are_named_and_told_once_for_each_reason(capsys):
    outcomes = (
        Outcome("impossible_date", "not_run", "Chưa có gì."),
        Outcome("weekday", "not_run", "Chưa có gì."),
        Outcome("punctuation", "not_run", "Đã hỏng.", crashed=True),
    )
    findings.tell(Checked(read_lines("Có 12 thôn."), outcomes, ()))
    printed = capsys.readouterr().out
    names = run.family()
    assert printed.count("Chưa có gì.") == 1 and "impossible_date" not in printed
    assert f"  {names['impossible_date'].name}, {names['weekday'].name}: Chưa có gì." in printed
    assert f"{names['punctuation'].name}. Đã hỏng." in printed


def test_how_the_letters_were_got_is_told_before_the_findings(capsys):
    raw = RawFile([RawParagraph("Có 12 thôn.")], Source("pdf", True, "TCVN3"))
    checked = Checked(understand("a.pdf", raw), (), ())
    findings.tell(checked)
    scan, converted, _last = capsys.readouterr().out.split("\n\n")
    assert scan.strip() and "TCVN3" in converted
    assert checked.to_json()["source"] == {"kind": "pdf", "recognised": True, "converted": "TCVN3"}


def test_a_finding_without_a_reason_is_not_accepted(capsys, report):
    assert said(capsys, report, "--accept", ids(capsys, report)[0])[0] == 2


def test_the_word_file_bears_what_is_not_accepted(capsys, report, tmp_path):
    one, _other = ids(capsys, report)
    said(capsys, report, "--accept", one, "--reason", "Đúng.", "-o", tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        comments = package.read("word/comments.xml").decode()
    assert "31/02/2022" in comments and "12 + 10" not in comments


def test_a_terminal_gets_colours_unless_it_says_no(capsys, report, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert findings._style() is not findings._plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert findings._style() is findings._plain


@pytest.mark.parametrize("columns", ["40", "72", "200"])
def test_no_line_of_a_finding_is_wider_than_the_terminal(capsys, report, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    lines = said(capsys, report)[1].out.splitlines()
    assert len(lines) > 10 and max(map(len, lines[:-1])) <= int(columns)


def test_signs_that_steer_a_terminal_are_not_printed(capsys, report):
    report.write_text(TEXT.replace("tại xã", "tại \x1b[31mxã\u202e"), encoding="utf-8")
    assert "\x1b" not in said(capsys, report)[1].out
