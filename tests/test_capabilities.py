"""The page of capabilities says what the families hold; no kind, indicator or capability is without a place."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from danvan.indicators.definitions import INDICATORS
from danvan.ledger.kinds import KINDS

pytestmark = pytest.mark.contract
TOOL = Path(__file__).resolve().parents[1] / "tools/capabilities.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("capabilities", TOOL)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_tool_writes(tool):
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page(), "run: .venv/bin/python tools/capabilities.py"


def test_every_capability_has_a_place_and_every_kind_a_capability(tool):
    kinds, indicators, sections = tool.served()
    assert [number for number in tool.NAMES if not kinds[number] and number not in tool.ELSEWHERE] == []
    assert [code for code, kind in KINDS().items() if not re.match(r"# CAP-\d\d", kind.content)] == []
    assert set().union(*indicators.values()) == set(INDICATORS())
    assert [number for number in kinds if kinds[number] and not sections[number]] == []
