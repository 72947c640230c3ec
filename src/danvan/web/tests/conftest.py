"""What tests of pages start from: the demonstration's data, and a reader who chose a language."""

import pytest

from danvan.kit.by import SYSTEM
from danvan.ledger.actions import record_entries
from danvan.ledger.tests.given import entries_of_2022, units_and_documents


@pytest.fixture
def demo(db):
    """The places, bodies, documents and twenty entries of Tam Đường in 2022."""
    units_and_documents()
    record_entries(by=SYSTEM, entries=entries_of_2022())


@pytest.fixture
def english(client):
    """A client whose reader chose English."""
    client.cookies["danvan_language"] = "en"
    return client
