"""What walks through the rooms start from: the demonstration's places, documents and entries, and its report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import danvan
from danvan.kit.by import SYSTEM
from danvan.kit.period import Period
from danvan.ledger.actions import record_entries
from danvan.ledger.tests.given import year_2022
from danvan.reports.compose import compose
from danvan.reports.document import Composed
from danvan.units.queries import unit_by

ROOMS = Path(danvan.__file__).parent
YEAR = Period.parse("2022")


def demo_entries() -> list[dict[str, object]]:
    """The entries of 2022, in the order of their files."""
    files = sorted((ROOMS / "ledger/data/tam_duong_2022").glob("*.json"))
    return [entry for path in files for entry in json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)]


def demo() -> None:
    """Everything of the demonstration."""
    year_2022()


def record(*entries: Mapping[str, object]) -> None:
    """Record from the terminal's hand."""
    record_entries(by=SYSTEM, entries=list(entries))


def district() -> str:
    """The id of the district of 2022."""
    return unit_by("tam-duong", date(2022, 12, 31)).id


def report(**changes: object) -> Composed:
    """The district's annual report of 2022."""
    asked = {"template": "annual", "unit": district(), "period": YEAR, **changes}
    return compose(**asked)  # type: ignore[arg-type]  # the test's own words
