"""The twenty entries of Tam Đường's report: every number of its section I and of II.1 with notes 1 to 6."""

import pytest

from danvan.ledger.kinds import KINDS
from danvan.ledger.queries import ledger_faults, list_entries
from danvan.ledger.tests.given import entries_of_2022, record

#: Kind -> every number that the report states, in the order of the entries.
PUBLISHED = {
    "territory": [{"area": 66315.44, "communes": 13, "villages": 126}],
    "population": [{"persons": {"value": 57000, "precision": "over", "status": "done"}, "peoples": 12}],
    "ethnic_share": [{"share": share} for share in (36.89, 15.1, 15.25, 9.68, 8.37, 7.96, 5.49)],
    "party_organisation": [
        {
            "grassroots": 51, "committees": 16, "cells": 35, "dependent_cells": 207,
            "members": 2733, "minority_members": 1443,
        }
    ],
    "believer_members": [{"members": 86}],
    "dissemination": [{"points": 15, "attendance": 598}],
    "documents_issued": [{"documents": 54}],
    "reviews_built": [{"reports": 22}],
    "party_inspection": [{"objects": objects} for objects in (2, 3, 13, 3)],
    "dialogue": [{"opinions": 12}, {"opinions": 11, "explained": 7, "taken_up": 4}],
}  # fmt: skip


@pytest.fixture
def entries(ledger):
    record(*entries_of_2022())
    return list_entries()


def test_there_are_twenty_with_fixed_ids(entries):
    assert [entry["id"] for entry in entries] == [entry["id"] for entry in entries_of_2022()]
    assert len({entry["id"] for entry in entries}) == 20


@pytest.mark.parametrize("kind", PUBLISHED)
def test_the_numbers_are_those_that_were_published(entries, kind):
    assert [entry["measures"] for entry in entries if entry["kind"] == kind] == PUBLISHED[kind]


def test_they_are_of_ten_kinds(entries):
    assert {entry["kind"] for entry in entries} == set(PUBLISHED) <= set(KINDS())


def test_every_entry_names_its_paragraph_or_note(entries):
    assert all(entry["source"].startswith("Báo cáo 2022, mục ") for entry in entries)


def test_an_unknown_day_is_the_year_and_the_entry_says_so(entries):
    assert {(entry["start"], entry["end"]) for entry in entries} == {("2022-01-01", "2022-12-31")}
    assert all("không ghi ngày" in entry["note"] for entry in entries if entry["form"] == "single")


def test_occasions_are_those_that_were_reported(entries):
    occasions = [entry["occasions"] for entry in entries if KINDS()[entry["kind"]].occasion]
    assert occasions == [1, 1, 1, 2, 1, 1, 1]


def test_the_dialogues_rest_on_their_plans(entries):
    assert [entry["documents"] for entry in entries if entry["kind"] == "dialogue"] == [
        ["123-kh-hu-2022"],
        ["653-kh-ubnd-2022"],
    ]


def test_no_person_is_named(entries):
    from danvan.kit.screening import names_in

    assert not any(names_in(entry["note"] + entry["source"]) for entry in entries)


def test_they_verify(entries):
    assert ledger_faults() == []
