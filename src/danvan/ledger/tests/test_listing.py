"""What ``entries`` prints, ``record`` takes; and it prints in few queries."""

import json

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from danvan.audit.models import Installation
from danvan.kit.errors import Refusal
from danvan.kit.ids import new_id
from danvan.ledger.models import Entry
from danvan.ledger.queries import entry_view, list_entries
from danvan.ledger.tests.given import dialogue, entries_of_2022, inspection, record, recorded

pytestmark = pytest.mark.usefixtures("ledger")
LOCAL = ("position", "received", "by")


def history():
    """The entries of the year, then corrections, a pair of heads, a withdrawal, and an erased text."""
    from danvan.kit.by import TERMINAL
    from danvan.ledger.actions import erase_content

    ids = [receipt.id for receipt in record(*entries_of_2022())]
    recorded(dialogue(act="correct", corrects=[ids[18]], reason="Ghi sót", note="sửa"))
    recorded(dialogue(act="correct", corrects=[ids[18]], reason="Ghi sót", id=new_id(), origin=new_id()))
    recorded({"act": "withdraw", "corrects": [ids[19]], "reason": "Ghi nhầm"})
    partner = {"unit": "mttq-huyen-tam-duong", "role": "coordinates", "inferred": True}
    recorded(inspection(occasions=None, places=["then-sin", "ban-bo"], evidence=["a" * 64]))
    last = recorded(dialogue(partners=[partner], measures={"opinions": {"value": 50, "precision": "over"}}))
    erase_content(by=TERMINAL, entry=last, reason="Theo yêu cầu")


def test_what_is_printed_is_taken_by_an_empty_ledger_and_printed_the_same():
    class Forget(Exception):
        """Leaves the transaction, and with it everything recorded in it."""

    printed = ""
    with pytest.raises(Forget), transaction.atomic():
        history()
        printed = json.dumps(list_entries())
        raise Forget
    assert not Entry.objects.exists()
    Installation.objects.all().delete()

    record(*json.loads(printed))
    again = [{**entry, **dict.fromkeys(LOCAL)} for entry in list_entries()]
    before = [{**entry, **dict.fromkeys(LOCAL)} for entry in json.loads(printed)]
    assert [{**entry, "erased": None} for entry in again] == [{**entry, "erased": None} for entry in before]


def test_what_is_printed_is_known_to_the_ledger_that_printed_it():
    history()
    assert not any(receipt.new for receipt in record(*json.loads(json.dumps(list_entries()))))


def test_an_entry_is_printed_with_what_is_told_about_it():
    shown = entry_view(recorded(dialogue()))
    assert (shown["position"], shown["status"], shown["erased"]) == (1, "read", False)
    assert shown["by"] == {"user": "terminal", "post": ""}
    assert shown["lead_detail"]["slug"] == "huyen-uy-tam-duong"
    [place] = shown["places_detail"]
    assert (place["slug"], place["name"], len(place["ancestors"])) == ("then-sin", "xã Thèn Sin", 3)


def test_entries_are_listed_by_kind():
    record(dialogue(), inspection())
    assert [entry["kind"] for entry in list_entries(kind="dialogue")] == ["dialogue"]
    with pytest.raises(Refusal, match="dialogue"):
        list_entries(kind="dialog")


def test_an_entry_that_is_not_there_is_refused():
    with pytest.raises(Refusal):
        entry_view(new_id())


def test_many_entries_take_as_many_queries_as_one():
    recorded(dialogue())
    with CaptureQueriesContext(connection) as one:
        list_entries()
    record(*entries_of_2022())
    with CaptureQueriesContext(connection) as all_of_them:
        list_entries()
    assert len(one) == len(all_of_them)
