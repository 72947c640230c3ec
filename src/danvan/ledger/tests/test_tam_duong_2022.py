"""The entries of Tam Đường's report of 2022: whole, sourced, once each, and honest about what was not said.

That every number of the report is among them is tried where the composed report states it (tests/test_seed_figures.py).
"""

import re

import pytest

from danvan.ledger.kinds import KINDS
from danvan.ledger.queries import ledger_faults, list_entries
from danvan.ledger.tests.given import entries_of_2022, year_2022


@pytest.fixture
def entries(db):
    year_2022()
    return list_entries()


def test_ids_are_fixed_and_each_is_one_entry(entries):
    assert {entry["id"] for entry in entries} == {entry["id"] for entry in entries_of_2022()}
    assert len({entry["id"] for entry in entries}) == len(entries) == 164


def test_every_kind_is_shown_by_an_entry(entries):
    assert {entry["kind"] for entry in entries} == set(KINDS())


def test_no_two_entries_say_the_same(entries):
    said = [(e["kind"], e["lead"], *map(str, (e["places"], e["dims"], e["start"], e["note"]))) for e in entries]
    assert len(set(said)) == len(said)


def test_every_entry_names_its_paragraph_or_note(entries):
    place = re.compile(r"Báo cáo 2022, (mục (I|II\.\d|III|IV|V|VI)\b|Phần thứ hai, mục \d)")
    assert [entry["source"] for entry in entries if place.match(entry["source"]) is None] == []


def test_an_unknown_day_is_the_year_and_the_entry_says_so(entries):
    assert {(entry["start"], entry["end"]) for entry in entries if entry["kind"] != "model_registration"} == {
        ("2022-01-01", "2022-12-31")
    }
    assert all("không ghi ngày" in entry["note"] for entry in entries if entry["form"] == "single")


def test_occasions_that_were_not_reported_are_unknown_and_the_entry_says_so(entries):
    unknown = [e for e in entries if KINDS()[e["kind"]].occasion and e["occasions"] is None]
    silent = [e["source"] for e in unknown if re.search("không nêu|không có số|nêu số đợt", e["note"]) is None]
    assert len(unknown) > 20 and silent == []


def test_the_same_work_is_recorded_once_with_the_front_taking_part(entries):
    sessions = [entry for entry in entries if entry["kind"] == "legal_dissemination"]
    assert sum(entry["occasions"] for entry in sessions) == 991
    assert sum(entry["measures"]["attendance"] for entry in sessions) == 53622
    front = {partner["unit"]: partner for partner in sessions[0]["partners"]}
    inferred = [p for entry in sessions for p in entry["partners"] if p["inferred"]]
    assert len(inferred) == 4 and len({p["unit"] for p in inferred}) == 1 and inferred[0]["unit"] in front


def test_last_years_values_are_marked_as_derived(entries):
    (last,) = [entry for entry in entries if entry["start"].startswith("2021")]
    assert last["measures"] == {"collectives": 162, "individuals": 91} and "Suy ra" in last["note"]


def test_the_ledger_of_2022_is_without_fault(entries):
    assert ledger_faults() == []
