"""What tests of the ledger start from: the places, bodies and documents of 2022, and entries in few words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from danvan.audit.actions import sequence
from danvan.documents.actions import load_documents
from danvan.kit.by import TERMINAL
from danvan.kit.tests.kept import once
from danvan.ledger.actions import Receipt, record_entries
from danvan.units.actions import load_units

ROOMS = Path(__file__).resolve().parent.parent.parent
DATA = ROOMS / "ledger/data/tam_duong_2022"


def units_and_documents() -> None:
    """The places and bodies of Tam Đường and the documents that its report cites, in an empty database."""
    once("documents", _load_registers, ["units", "documents"])


def _load_registers() -> None:
    load_units(by=TERMINAL, folder=ROOMS / "units/data/tam_duong")
    load_documents(by=TERMINAL, folder=ROOMS / "documents/data/tam_duong")


def year_2022() -> None:
    """The registers with the whole ledger of 2022, in an empty database."""
    once("ledger", _load_year, ["units", "documents", "ledger"])
    sequence()


def _load_year() -> None:
    units_and_documents()
    record_entries(by=TERMINAL, entries=entries_of_2022())


def entries_of_2022() -> list[dict[str, object]]:
    """The entries of the year, as their files hold them."""
    files = sorted(DATA.glob("*.json"))
    return [entry for path in files for entry in json.loads(path.read_text(), parse_float=Decimal)]


def dialogue(**changes: object) -> dict[str, object]:
    """A believable entry: one dialogue of the district's secretary in one commune, with what is changed in it."""
    return {
        "kind": "dialogue",
        "form": "single",
        "lead": "huyen-uy-tam-duong",
        "places": ["then-sin"],
        "start": "2022-05-12",
        "end": "2022-05-12",
        "measures": {"opinions": 12, "explained": 7, "taken_up": 4, "open": 1},
        "dims": {"head": "party_secretary", "matters": ["tea", "roads"]},
        "source": "Biên bản",
        **changes,
    }


def inspection(**changes: object) -> dict[str, object]:
    """A count that somebody reported: twelve inspections over the year."""
    return {
        "kind": "party_inspection",
        "form": "total",
        "lead": "ban-dan-van-huyen-uy-tam-duong",
        "places": ["tam-duong"],
        "start": "2022-01-01",
        "end": "2022-12-31",
        "occasions": 12,
        "measures": {"objects": 30},
        "dims": {"form": "inspection", "object": "party_committee"},
        **changes,
    }


def population(**changes: object) -> dict[str, object]:
    """A statistic of the district for the year."""
    return {
        "kind": "population",
        "form": "total",
        "lead": "ubnd-huyen-tam-duong",
        "places": ["tam-duong"],
        "start": "2022-01-01",
        "end": "2022-12-31",
        "measures": {"persons": 57000},
        **changes,
    }


def record(*entries: Mapping[str, object]) -> list[Receipt]:
    """Record from the terminal, and give positions as after a commit."""
    receipts = record_entries(by=TERMINAL, entries=entries)
    sequence()
    return receipts


def recorded(entry: Mapping[str, object]) -> str:
    """The id of one entry that was recorded."""
    return record(entry)[0].id
