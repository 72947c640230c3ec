"""Fixtures of the ledger's tests."""

import pytest

from danvan.ledger.tests.given import units_and_documents


@pytest.fixture
def ledger(db):
    """An empty ledger among the places, bodies and documents of 2022."""
    units_and_documents()
