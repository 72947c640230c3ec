"""A folder is the list: every member of every family has its name and its file; kinds and checks are in a test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danvan.cli.main import main
from tests.given import demo_entries

pytestmark = pytest.mark.contract
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def catalogue():
    """What `danvan catalogue --json` prints."""
    from contextlib import redirect_stdout
    from io import StringIO

    printed = StringIO()
    with redirect_stdout(printed):
        assert main(["catalogue", "--json"]) == 0
    return json.loads(printed.getvalue())


def test_every_family_has_members(catalogue):
    assert set(catalogue) == {"kinds", "indicators", "sections", "checks", "pages"}
    assert all(catalogue.values())


def test_every_member_has_a_name_and_a_file(catalogue):
    for family, members in catalogue.items():
        for member in members:
            assert member["name"] and (ROOT / "src" / member["file"]).is_file(), f"{family}: {member}"


def test_a_member_and_its_file_have_one_name(catalogue):
    for family in ("kinds", "indicators", "checks"):
        assert [m["code"] for m in catalogue[family] if m["code"] != Path(m["file"]).stem] == []


def test_every_check_is_spoken_of_in_a_test(catalogue):
    tests = "\n".join(path.read_text() for path in ROOT.glob("**/tests/**/*.py") if ".venv" not in path.parts)
    assert [member["code"] for member in catalogue["checks"] if member["code"] not in tests] == []


def test_every_kind_has_an_entry_that_is_doubled_and_recounted(catalogue):
    recorded = {entry["kind"] for entry in demo_entries()}
    assert [member["code"] for member in catalogue["kinds"] if member["code"] not in recorded] == []
