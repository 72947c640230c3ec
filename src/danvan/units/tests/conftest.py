"""The register of Tam Đường, loaded once a test; and a hand to write registers of one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan.kit.by import SYSTEM
from danvan.kit.tests.kept import once
from danvan.units.actions import COLUMNS, load_units

TAM_DUONG = Path(__file__).parents[1] / "data" / "tam_duong"
Write = Callable[..., Path]


@pytest.fixture
def register(db: None) -> None:
    once("units", lambda: load_units(by=SYSTEM, folder=TAM_DUONG), ["units"])


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a folder of tables; each argument is a table's rows, one a line, fields between bars."""

    def write_tables(**tables: str) -> Path:
        for name, columns in COLUMNS.items():
            text = tables.get(name.removesuffix(".csv"), "")
            rows = [line.strip().replace("|", ",") for line in text.splitlines() if line.strip()]
            (tmp_path / name).write_text("\n".join([",".join(columns), *rows]) + "\n", encoding="utf-8")
        return tmp_path

    return write_tables
