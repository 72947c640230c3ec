"""Record, correct, withdraw: the ledger only grows, and says which entry is read."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from danvan.audit.models import AuditLine
from danvan.kit import clock
from danvan.kit.errors import Refusal
from danvan.kit.ids import new_id
from danvan.ledger.models import Entry
from danvan.ledger.queries import entry_view, list_entries
from danvan.ledger.tests.given import dialogue, record, recorded

pytestmark = pytest.mark.usefixtures("ledger")


def correction(*named, **changes):
    return dialogue(act="correct", corrects=list(named), reason="Ghi nhầm", **changes)


def withdrawal(*named, **changes):
    return {"act": "withdraw", "corrects": list(named), "reason": "Ghi hai lần", **changes}


def made_at(moment):
    """A UUIDv7 made at that moment."""
    return str(uuid.UUID(int=(int(moment.timestamp() * 1000) << 80) | (7 << 76) | (2 << 62) | 99))


def refusal(*entries):
    with pytest.raises(Refusal) as refused:
        record(*entries)
    with translation.override("en"):
        return str(refused.value)


def statuses():
    return {entry["id"]: entry["status"] for entry in list_entries()}


def test_a_correction_restates_the_whole_entry_and_is_read_instead():
    first = recorded(dialogue())
    newer = recorded(correction(first, measures={"opinions": 13}))
    assert statuses() == {first: "superseded", newer: "read"}
    assert entry_view(first)["measures"]["opinions"] == 12
    assert entry_view(newer)["measures"] == {"opinions": 13}


def test_a_correction_that_leaves_something_out_is_refused():
    first = recorded(dialogue())
    wanting = {"act": "correct", "corrects": [first], "reason": "x", "measures": {"opinions": 3}}
    assert "kind: It is missing." in refusal(wanting)


def test_a_withdrawal_needs_no_more_than_the_entry_and_a_reason():
    first = recorded(dialogue())
    last = recorded(withdrawal(first))
    assert statuses() == {first: "superseded", last: "withdrawal"}
    assert entry_view(last)["kind"] == "dialogue" and entry_view(last)["measures"] == {}


@pytest.mark.parametrize("act", ["correct", "withdraw"])
def test_a_correction_and_a_withdrawal_need_a_reason(act):
    first = recorded(dialogue())
    assert "reason: It is missing." in refusal(dialogue(act=act, corrects=[first], measures={}))


def test_a_correction_needs_the_entry_that_it_corrects():
    assert "corrects: Name the entry" in refusal(correction())
    assert "There is no entry" in refusal(correction(new_id()))


def test_a_record_corrects_nothing():
    first = recorded(dialogue())
    assert "An entry of act record corrects nothing." in refusal(dialogue(corrects=[first]))


def test_correcting_what_was_corrected_is_refused_and_the_newest_named():
    first = recorded(dialogue())
    newest = recorded(correction(recorded(correction(first))))
    assert f"The entry was already corrected; the newest is {newest}." in refusal(correction(first))


def test_correcting_what_was_withdrawn_is_refused():
    first = recorded(dialogue())
    last = recorded(withdrawal(first))
    assert f"The entry was already withdrawn by {last}." in refusal(correction(first))


def test_a_withdrawn_entry_comes_back_by_correcting_the_withdrawal():
    first = recorded(dialogue())
    again = recorded(correction(recorded(withdrawal(first))))
    assert statuses()[again] == "read"


def test_two_corrections_in_one_file_that_were_typed_here_are_not_two_heads():
    first = recorded(dialogue())
    assert "already corrected" in refusal(correction(first), correction(first))


def test_two_corrections_made_apart_before_either_arrived_are_both_kept_and_the_higher_id_is_read():
    first = recorded(dialogue())
    yesterday = clock.now() - timedelta(days=1)
    low, high = made_at(yesterday), made_at(yesterday + timedelta(hours=1))
    recorded(correction(first, id=high, measures={"opinions": 13}))
    recorded(correction(first, id=low, measures={"opinions": 14}))
    assert statuses() == {first: "superseded", low: "pair", high: "read"}
    assert entry_view(first)["heads"] == [low, high]


def test_a_correction_made_elsewhere_is_kept_even_if_it_was_made_later():
    first = recorded(dialogue())
    here = recorded(correction(first))
    there = recorded(correction(first, id=new_id(), origin=new_id()))
    assert statuses() == {first: "superseded", here: "pair", there: "read"}


def test_an_id_made_after_the_other_correction_arrived_makes_no_second_head():
    first = recorded(dialogue())
    recorded(correction(first))
    assert "already corrected" in refusal(correction(first, id=new_id()))


def test_a_copied_entry_without_its_id_is_typed_here_whatever_it_says_of_its_making():
    first = recorded(dialogue())
    recorded(correction(first))
    copied = correction(first, origin=new_id(), recorded_at="2022-01-01T08:00:00+07:00")
    assert "already corrected" in refusal(copied)


def test_the_pair_is_shown_until_one_entry_names_both():
    first = recorded(dialogue())
    here = recorded(correction(first))
    there = recorded(correction(first, id=new_id(), origin=new_id()))
    assert "already corrected" in refusal(correction(first))
    joined = recorded(correction(here, there))
    assert statuses() == {first: "superseded", here: "superseded", there: "superseded", joined: "read"}
    assert entry_view(first)["heads"] == [joined]


def test_the_same_id_and_content_is_taken_once():
    entry = dialogue(id=new_id())
    assert [receipt.new for receipt in record(entry)] == [True]
    assert [receipt.new for receipt in record(entry)] == [False]
    assert [receipt.new for receipt in record(dialogue(id=new_id()), entry, entry)] == [True, False, False]
    assert Entry.objects.count() == 2 == AuditLine.objects.filter(deed="record").count()


def test_the_same_content_may_be_written_in_another_order_and_by_other_names():
    entry = dialogue(id=new_id(), places=["then-sin", "ban-bo"])
    record(entry)
    held = entry_view(str(entry["id"]))
    assert not record({**entry, "places": list(reversed(held["places"]))})[0].new


def test_the_same_id_with_other_content_is_refused():
    id = recorded(dialogue())
    assert "already taken by an entry with other content" in refusal(dialogue(id=id, note="khác"))


def test_one_faulty_entry_keeps_all_from_the_ledger():
    said = refusal(dialogue(), dialogue(kind="dialog"), dialogue(places=["then-sinh"]))
    assert "#2: kind: There is no «dialog» among kinds. Did you mean: dialogue?" in said
    assert "#3: places[1]: There is no unit «then-sinh». Did you mean: then-sin" in said
    assert not Entry.objects.exists() and not AuditLine.objects.filter(ref__startswith="ledger").exists()


def test_the_file_is_named_with_the_fault():
    from danvan.kit.by import TERMINAL
    from danvan.ledger.actions import record_entries

    with pytest.raises(Refusal) as refused, translation.override("en"):
        record_entries(by=TERMINAL, entries=[dialogue(kind="x")], where="may.json")
    with translation.override("en"):
        assert "may.json: #1: kind:" in str(refused.value)


def test_a_deed_is_told_with_who_did_it_and_without_what_was_written():
    id = recorded(dialogue(note="Họp tại nhà văn hóa"))
    line = AuditLine.objects.get(ref=f"ledger/entry/{id}")
    assert (line.user, line.deed, set(line.content)) == ("terminal", "record", {"facts", "texts"})
    assert "nhà văn hóa" not in str(line.content)


def test_somebody_without_a_post_records_nothing():
    from danvan.kit.by import By
    from danvan.ledger.actions import record_entries

    with pytest.raises(Refusal, match="Chức danh của đồng chí không được phép"):
        record_entries(by=By("guest"), entries=[dialogue()])


def test_what_the_device_said_is_kept_beside_when_it_arrived():
    id = recorded(dialogue(id=new_id(), recorded_at="2022-05-12T16:30:00+07:00"))
    shown = entry_view(id)
    assert datetime.fromisoformat(shown["recorded_at"]) == datetime(2022, 5, 12, 9, 30, tzinfo=UTC)
    assert datetime.fromisoformat(shown["received"]).date() >= datetime(2026, 1, 1, tzinfo=UTC).date()
