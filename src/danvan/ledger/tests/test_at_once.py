"""Several writers at once: nothing arrives twice, and only one correction typed here becomes the head."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from danvan.kit.by import TERMINAL
from danvan.kit.errors import Refusal
from danvan.kit.ids import new_id
from danvan.ledger.actions import record_entries
from danvan.ledger.models import Entry
from danvan.ledger.queries import list_entries
from danvan.ledger.tests.given import dialogue, recorded, units_and_documents

WRITERS = 4


@pytest.fixture
def house(transactional_db):
    """Committed, so that every thread sees it."""
    units_and_documents()


def at_once(entry):
    """Whether each of several writers, starting together, had something new kept; None: it was refused."""
    gate = Barrier(WRITERS)

    def write(_writer):
        try:
            gate.wait()
            return record_entries(by=TERMINAL, entries=[entry])[0].new
        except Refusal:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        return sorted(threads.map(write, range(WRITERS)), key=str)


def test_the_same_entry_sent_by_several_is_kept_once(house):
    assert at_once(dialogue(id=new_id())) == [False, False, False, True]
    assert Entry.objects.count() == 1


def test_of_several_corrections_typed_here_one_is_kept(house):
    first = recorded(dialogue())
    assert at_once(dialogue(act="correct", corrects=[first], reason="Ghi nhầm")) == [None, None, None, True]
    assert [entry["status"] for entry in list_entries()] == ["superseded", "read"]
