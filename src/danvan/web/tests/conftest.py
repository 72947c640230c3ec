"""What tests of pages start from: the demonstration's data, and a reader who chose a language."""

import pytest

from danvan.ledger.tests.given import year_2022


@pytest.fixture
def demo(db):
    """The places, bodies, documents and entries of Tam Đường in 2022."""
    year_2022()


@pytest.fixture
def english(client):
    """A client whose reader chose English."""
    client.cookies["danvan_language"] = "en"
    return client
