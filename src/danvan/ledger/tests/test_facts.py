"""What the ledger lends to counting: every fact once, in order of position, in few queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.audit.queries import top_position
from danvan.ledger.facts import CORRECTIONS, DIMS, ENTRIES, FACTS, PLACES, ROLES, facts_at, facts_between
from danvan.ledger.tests.given import dialogue, entries_of_2022, inspection, record, recorded
from danvan.units.queries import unit_by

pytestmark = pytest.mark.usefixtures("ledger")


def all_facts():
    return facts_between(0, top_position())


def measured(batch, id):
    rows = batch.entries.to_pylist()
    [pos] = [row["pos"] for row in rows if row["record"] == id]
    return {row["measure"]: row["value"] for row in batch.facts.to_pylist() if row["pos"] == pos}


def test_an_entry_becomes_rows():
    partner = {"unit": "mttq-huyen-tam-duong", "role": "coordinates"}
    id = recorded(dialogue(places=["then-sin", "ban-bo"], partners=[partner], documents=["123-kh-hu-2022"]))
    batch = all_facts()
    then = date(2022, 5, 12)
    [row] = batch.entries.to_pylist()
    assert row == {
        "record": id,
        "pos": 1,
        "act": "record",
        "kind": "dialogue",
        "form": "single",
        "lead": unit_by("huyen-uy-tam-duong", then).id,
        "place": unit_by("tam-duong", then).id,
        "start": then,
        "end": then,
        "occasions": 1,
    }
    assert measured(batch, id) == {
        "entry": 1, "occasions": 1, "opinions": 12, "explained": 7, "taken_up": 4, "open": 1
    }  # fmt: skip
    assert {(row["name"], row["value"]) for row in batch.dims.to_pylist()} == {
        ("head", "party_secretary"), ("matters", "tea"), ("matters", "roads")
    }  # fmt: skip
    assert {row["role"] for row in batch.roles.to_pylist()} == {"lead", "coordinates"}
    assert batch.places.num_rows == 2


def test_an_empty_span_gives_empty_tables_of_the_same_shape():
    batch = facts_between(0, 0)
    schemas = (ENTRIES, FACTS, DIMS, ROLES, PLACES, CORRECTIONS)
    tables = (batch.entries, batch.facts, batch.dims, batch.roles, batch.places, batch.corrections)
    assert [table.schema for table in tables] == list(schemas)
    assert sum(table.num_rows for table in tables) == 0


def test_unknown_numbers_are_null_and_neither_zero_nor_one():
    id = recorded(inspection(occasions=None, measures={"objects": None}))
    assert measured(all_facts(), id) == {"entry": 1, "occasions": None, "objects": None}


def test_decimals_and_large_counts_are_exact():
    record(*entries_of_2022(), inspection(measures={"objects": 123456789012345678901234567890}))
    values = [row["value"] for row in all_facts().facts.to_pylist()]
    assert Decimal("66315.44") in values and Decimal("36.89") in values
    assert Decimal("123456789012345678901234567890") in values


def test_precision_and_status_come_with_the_value():
    recorded(inspection(measures={"objects": {"value": 30, "precision": "over", "status": "estimated"}}))
    [row] = [row for row in all_facts().facts.to_pylist() if row["measure"] == "objects"]
    assert (row["precision"], row["status"]) == ("over", "estimated")


def test_a_withdrawal_names_its_head_and_measures_nothing():
    first = recorded(dialogue())
    recorded({"act": "withdraw", "corrects": [first], "reason": "x"})
    batch = facts_between(1, 2)
    assert [row["act"] for row in batch.entries.to_pylist()] == ["withdraw"]
    assert batch.corrections.to_pylist() == [{"pos": 2, "head": first}]
    assert batch.facts.num_rows == 0


def test_a_span_holds_only_its_own_positions():
    record(*(inspection() for _ in range(5)))
    batch = facts_between(1, 3)
    assert batch.entries["pos"].to_pylist() == [2, 3]
    assert set(batch.facts["pos"].to_pylist()) == {2, 3}


def test_erased_texts_take_no_fact_away():
    from danvan.kit.by import TERMINAL
    from danvan.ledger.actions import erase_content

    id = recorded(dialogue())
    before = measured(all_facts(), id)
    erase_content(by=TERMINAL, entry=id, reason="Theo yêu cầu")
    assert measured(all_facts(), id) == before


def test_many_entries_take_as_many_queries_as_one():
    recorded(dialogue())
    with CaptureQueriesContext(connection) as one:
        facts_between(0, 1)
    record(*entries_of_2022())
    with CaptureQueriesContext(connection) as all_of_them:
        facts_between(0, 21)
    assert len(one) == len(all_of_them) <= 7


def test_entries_are_read_by_their_positions_too():
    record(*(inspection() for _ in range(5)))
    batch = facts_at([4, 2])
    assert sorted(batch.entries["pos"].to_pylist()) == [2, 4]
    assert batch.with_all_of(facts_between(4, 5)).facts.num_rows == facts_between(0, 3).facts.num_rows
