"""The glossary speaks of the code as it is: every name that it gives stands there, and every kind has its word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from danvan.ledger.kinds import KINDS

pytestmark = pytest.mark.contract
ROOT = Path(__file__).resolve().parent.parent
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/glossary.md").read_text().splitlines()
    if line.startswith("| ") and not line.startswith("| Vietnamese")
]
NAMES = sorted({name for row in ROWS for name in re.findall(r"`([^`]+)`", row[-1])})


@pytest.fixture(scope="module")
def source():
    files = [path for ending in ("py", "yaml", "csv") for path in ROOT.glob(f"src/danvan/**/*.{ending}")]
    return "\n".join([path.read_text() for path in files if "tests" not in path.parts] + [path.stem for path in files])


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_the_glossary_is_a_name_in_the_code(source, name):
    for word in re.findall(r"\w+", name):
        assert re.search(rf"\b{word}\b", source), f"{word} is not in the code"


def test_a_word_stands_once():
    words = [row[0] for row in ROWS]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


def test_every_kind_has_its_word():
    named = " ".join(row[-1] for row in ROWS)
    assert [code for code in KINDS() if code not in named] == []
