"""Texts can be erased: the chain still verifies and totals stay; any other change is found."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation

from danvan.audit.models import AuditLine, Erasure
from danvan.audit.queries import chain_faults
from danvan.kit.by import TERMINAL, By
from danvan.kit.errors import Refusal
from danvan.ledger.actions import erase_content
from danvan.ledger.models import Content, Entry
from danvan.ledger.queries import ERASED_REASON, entry_view, ledger_faults
from danvan.ledger.sealing import commitment
from danvan.ledger.tests.given import dialogue, record, recorded

pytestmark = pytest.mark.usefixtures("ledger")


def erase(id, reason="Theo yêu cầu của người được nêu tên"):
    erase_content(by=TERMINAL, entry=id, reason=reason)


def test_content_and_salt_go_and_everything_else_stays():
    id = recorded(dialogue(note="Họp tại nhà văn hóa"))
    erase(id)
    shown = entry_view(id)
    assert not Content.objects.exists()
    assert (shown["note"], shown["source"], shown["erased"]) == ("", "", True)
    assert shown["measures"]["opinions"] == 12 and shown["status"] == "read"


def test_the_chain_and_the_ledger_still_verify():
    id = recorded(dialogue())
    erase(id)
    from danvan.audit.actions import sequence

    sequence()
    assert chain_faults() == [] and ledger_faults() == []


def test_the_erasure_is_on_record_with_its_reason():
    id = recorded(dialogue(note="Họp tại nhà văn hóa"))
    erase(id)
    line = AuditLine.objects.get(deed="erase")
    assert line.reason == "Theo yêu cầu của người được nêu tên"
    assert Erasure.objects.get().key == id
    assert "nhà văn hóa" not in json.dumps(list(AuditLine.objects.values_list("content", "reason")))


def test_the_commitment_cannot_be_guessed_without_the_salt():
    one, other = (recorded(dialogue()), recorded(dialogue()))
    digests = dict(Entry.objects.values_list("id", "commitment"))
    assert digests[one] != digests[other]
    content = Content.objects.get(entry=one)
    assert commitment(content.salt, content.body) == digests[one] != commitment("", content.body)


def test_the_same_entry_sent_again_does_not_bring_erased_texts_back():
    id = recorded(dialogue())
    erase(id)
    assert not record(dialogue(id=id))[0].new
    assert not Content.objects.exists()


def test_the_reason_of_a_correction_is_a_text_like_others():
    id = recorded(dialogue(act="correct", corrects=[recorded(dialogue())], reason="Ghi nhầm số"))
    erase(id)
    assert entry_view(id)["reason"] == ERASED_REASON
    assert not AuditLine.objects.filter(reason__contains="Ghi nhầm số").exists()


@pytest.mark.parametrize(
    ("reason", "says"), [("", "Give the reason"), ("gọi 0912 345 678", "It holds a telephone number.")]
)
def test_the_reason_must_be_given_and_may_name_nobody(reason, says):
    id = recorded(dialogue())
    with pytest.raises(Refusal) as refused:
        erase(id, reason)
    with translation.override("en"):
        assert says in str(refused.value)
    assert Content.objects.exists()


def test_what_was_erased_or_never_there_cannot_be_erased():
    id = recorded(dialogue())
    erase(id)
    with translation.override("en"):
        with pytest.raises(Refusal, match="erased before"):
            erase(id)
        with pytest.raises(Refusal, match="There is no entry"):
            erase("01a20d7d-0000-7000-8000-000000000001")
        with pytest.raises(Refusal, match="Your post does not allow"):
            erase_content(by=By("guest"), entry=id, reason="x")


@pytest.mark.django_db(transaction=True)
def test_the_bytes_are_gone_from_the_file_too(tmp_path):
    if connection.vendor != "sqlite" or "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("only a SQLite database of its own is a file that can be searched")
    id = recorded(dialogue(note="một câu không thể lẫn 7531-khong-the-lan"))
    erase(id)
    folder = Path(str(connection.settings_dict["NAME"])).parent
    assert not any(b"7531-khong-the-lan" in path.read_bytes() for path in folder.glob("*sqlite*"))


def altered(sql, *values):
    """What is found after somebody who can lift the guards has altered the database."""
    from danvan.audit.guards import install_guards, lift_guards

    lift_guards()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    install_guards()
    with translation.override("en"):
        return [(fault.where, str(fault.sentence)) for fault in ledger_faults()]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        (
            "UPDATE ledger_measure SET value = '13' WHERE entry_id = %s AND name = 'opinions'",
            "numbers, places or parts",
        ),
        ("DELETE FROM ledger_entrydim WHERE entry_id = %s AND value = 'tea'", "numbers, places or parts"),
        ("UPDATE ledger_entry SET occasions = NULL WHERE id = %s", "numbers, places or parts"),
        ("UPDATE ledger_entry SET \"user\" = 'other' WHERE id = %s", "numbers, places or parts"),
        ("UPDATE ledger_content SET body = '{}' WHERE entry_id = %s", "texts were altered"),
        ("DELETE FROM ledger_content WHERE entry_id = %s", "texts are gone, and nobody erased them"),
        ("UPDATE ledger_entry SET commitment = 'x' WHERE id = %s", "journal tells of another entry"),
        ("DELETE FROM audit_auditline WHERE ref = 'ledger/entry/' || %s", "journal tells of another entry"),
    ],
)
def test_what_was_altered_behind_the_guards_is_found(sql, says):
    id = recorded(dialogue())
    assert ledger_faults() == []
    found = altered(sql, id)
    assert {where for where, _sentence in found} == {f"ledger/entry/{id}"}
    assert any(says in sentence for _where, sentence in found)
