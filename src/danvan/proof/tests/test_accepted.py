"""Findings keep their names while their words stand; accepted ones are told apart and never counted."""

from __future__ import annotations

import json

import pytest

from danvan.kit.errors import Refusal
from danvan.proof.findings.accepted import accept, beside, read_accepted, write_accepted
from danvan.proof.run import check
from danvan.proof.tests.given import report

TEXT = "I. KẾT QUẢ\nĐã làm tốt. Có 130/126 bản¹ đã họp. Mọi việc xong.\nHọp ngày 31/02/2022 tại xã.\n¹ Một ghi chú."


def ids(text):
    return [finding.id for finding in check(report(text)).findings]


def test_ids_are_the_same_wherever_the_words_stand():
    before = ids(TEXT)
    assert len(set(before)) == len(before) == 2
    assert ids(f"Một đoạn mới có 12 xã.\n\n{TEXT}") == before
    assert ids(TEXT.replace("Đã làm tốt.", "Đã làm rất tốt mọi việc.").replace("¹", "²")) == before
    assert ids(TEXT.replace("đã họp", "đã họp xong"))[0] != before[0]
    assert ids(TEXT.replace("130/126", "131/126"))[0] != before[0]


def test_two_that_say_the_same_are_told_apart_by_their_order():
    first, second = ids("Họp ngày 31/02/2022 tại xã.\nHọp ngày 31/02/2022 tại xã.")
    assert second == f"{first}-2"


def test_what_is_accepted_does_not_count_and_a_changed_text_makes_it_stale():
    checked = check(report(TEXT))
    ratio, date = checked.findings
    accepted = [accept(checked.findings, each.id, "  Đúng như\nnguồn. ") for each in (ratio, date)]
    assert accepted[0].reason == "Đúng như nguồn."
    calm = checked.accepting(accepted)
    assert (calm.findings, calm.exit_code, calm.stale) == ((), 0, ())
    assert [each.finding for each in calm.accepted] == [ratio, date]
    said = json.loads(json.dumps(calm.to_json()))
    assert [row["id"] for row in said["accepted"]] == [ratio.id, date.id]
    changed = check(report(TEXT.replace("130", "140"))).accepting(accepted)
    assert changed.exit_code == 1 and [each.id for each in changed.stale] == [ratio.id]
    assert [each.check for each in changed.findings] == [ratio.check]


def test_what_no_check_looked_at_is_not_stale():
    checked = check(report(TEXT))
    accepted = [accept(checked.findings, checked.findings[0].id, "Đúng.")]
    assert check(report("Không có số."), checks=[]).accepting(accepted).stale == ()


def test_the_file_is_read_as_it_was_written(tmp_path):
    checked = check(report(TEXT))
    path = beside(tmp_path / "r.docx")
    assert path.name == "r.docx.accepted.json"
    one, other = (accept(checked.findings, each.id, "Đúng.") for each in checked.findings)
    write_accepted(path, [one, other, accept(checked.findings, one.id, "Đã hỏi lại.")])
    assert [row.reason for row in read_accepted(path)] == ["Đã hỏi lại.", "Đúng."]
    assert "130/126" in path.read_text(encoding="utf-8")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", "3", "{}", "[" * 100_000, b"\xff\xfe\x00", '{"accepted": 3}', '{"accepted": {}}'),
        *('{"accepted": null}', '{"accepted": [3]}', '{"accepted": [{"id": "x"}]}'),
    ],
)
def test_a_file_of_another_sort_is_refused(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Refusal) as refusal:
        read_accepted(path)
    assert refusal.value.where == str(path)


@pytest.mark.parametrize(("identity", "reason"), [("nope", "Đúng."), (None, "  "), (None, "x" * 3000)])
def test_no_finding_is_accepted_that_is_not_there_or_without_a_reason(identity, reason):
    findings = check(report(TEXT)).findings
    with pytest.raises(Refusal):
        accept(findings, identity or findings[0].id, reason)
