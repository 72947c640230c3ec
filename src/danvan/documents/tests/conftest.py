"""Fixtures of the documents' tests."""

from pathlib import Path

import pytest

from danvan.documents.actions import load_documents
from danvan.kit.by import TERMINAL
from danvan.kit.tests.kept import once
from danvan.units.actions import load_units

ROOMS = Path(__file__).resolve().parents[2]


@pytest.fixture
def registered(db):
    """The documents that the report of 2022 cites, and their issuers."""
    once("documents", _load, ["units", "documents"])


def _load() -> None:
    load_units(by=TERMINAL, folder=ROOMS / "units/data/tam_duong")
    load_documents(by=TERMINAL, folder=ROOMS / "documents/data/tam_duong")
