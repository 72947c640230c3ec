"""The order of the house is watched: each import contract is seen to fail on a planted wrong import."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.contract
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def copy(tmp_path):
    """The package and its contracts, in a folder where faults may be planted."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "tests", "data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder):
    """What import-linter says of the copy."""
    program = Path(sys.executable).with_name("lint-imports")
    ours = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [program, "--no-cache"],
        cwd=folder,
        env={**ours, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("file", "planted", "broken"),
    [
        ("kit/ref.py", "import danvan.ledger", "Rooms: imports point down the house"),
        ("proof/planted.py", "import danvan.reports", "Rooms: imports point down the house"),
        ("newroom/__init__.py", "", "Rooms: imports point down the house"),
        ("units/models.py", "import danvan.units.actions", "Files inside a room"),
        ("proof/reader.py", "import danvan.ledger", "Proof imports kit only"),
    ],
)
def test_a_planted_wrong_import_is_seen(copy, file, planted, broken):
    target = copy / "src/danvan" / file
    target.parent.mkdir(exist_ok=True)
    with target.open("a") as stream:
        stream.write(f"\n{planted}\n")
    result = lint(copy)
    assert result.returncode != 0
    assert any(broken in line and "BROKEN" in line for line in result.stdout.splitlines()) or (
        file.startswith("newroom") and "newroom" in result.stdout + result.stderr
    )


def test_the_house_as_it_stands_keeps_its_order(copy):
    result = lint(copy)
    assert result.returncode == 0, result.stdout
