"""What the ledger lends to counting: every fact once, in order of position, in few queries."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.audit.queries import top_position
from danvan.ledger.facts import FIELD, LINES, PART, facts_at, facts_between
from danvan.ledger.tests.given import dialogue, entries_of_2022, inspection, record, recorded
from danvan.units.queries import unit_by

pytestmark = pytest.mark.usefixtures("ledger")


def all_facts():
    return facts_between(0, top_position())


def parts(text):
    return sorted(part.split(FIELD) for part in text.split(PART)) if text is not None else []


def stated(line):
    """Measure -> value, precision and status."""
    return {name: (Decimal(value) if value else None, *rest) for name, value, *rest in parts(line["measures"])}


def test_an_entry_becomes_rows():
    partner = {"unit": "mttq-huyen-tam-duong", "role": "coordinates"}
    id = recorded(dialogue(places=["then-sin", "ban-bo"], partners=[partner], documents=["123-kh-hu-2022"]))
    then = date(2022, 5, 12)
    [line] = all_facts().to_pylist()
    assert {name: line[name] for name in LINES.names[:10]} == {
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
    exact = ("exact", "done")
    assert stated(line) == {
        "opinions": (12, *exact), "explained": (7, *exact), "taken_up": (4, *exact), "open": (1, *exact)
    }  # fmt: skip
    assert parts(line["dims"]) == [["head=party_secretary"], ["matters=roads"], ["matters=tea"]]
    assert parts(line["roles"]) == [[unit_by("mttq-huyen-tam-duong", then).id, "coordinates"]]
    assert parts(line["places"]) == sorted([unit_by(slug, then).id] for slug in ("then-sin", "ban-bo"))
    assert line["heads"] is None


def test_an_empty_span_gives_an_empty_table_of_the_same_shape():
    for table in (facts_between(0, 0), facts_at([])):
        assert (table.schema, len(table)) == (LINES, 0)


def test_unknown_numbers_are_null_and_neither_zero_nor_one():
    recorded(inspection(occasions=None, measures={"objects": None}))
    [line] = all_facts().to_pylist()
    assert line["occasions"] is None and stated(line) == {"objects": (None, "exact", "done")}


def test_decimals_and_large_counts_are_exact():
    record(*entries_of_2022(), inspection(measures={"objects": 123456789012345678901234567890}))
    values = [value for line in all_facts().to_pylist() for value, *_how in stated(line).values()]
    assert Decimal("66315.44") in values and Decimal("36.89") in values
    assert Decimal("123456789012345678901234567890") in values


def test_precision_and_status_come_with_the_value():
    recorded(inspection(measures={"objects": {"value": 30, "precision": "over", "status": "estimated"}}))
    [line] = all_facts().to_pylist()
    assert stated(line) == {"objects": (30, "over", "estimated")}


def test_a_withdrawal_names_its_head_and_measures_nothing():
    first = recorded(dialogue())
    recorded({"act": "withdraw", "corrects": [first], "reason": "x"})
    [line] = facts_between(1, 2).to_pylist()
    assert (line["act"], line["heads"], line["measures"]) == ("withdraw", first, None)


def test_a_span_holds_only_its_own_positions():
    record(*(inspection() for _ in range(5)))
    assert facts_between(1, 3)["pos"].to_pylist() == [2, 3]


def test_erased_texts_take_no_fact_away():
    from danvan.kit.by import TERMINAL
    from danvan.ledger.actions import erase_content

    id = recorded(dialogue())
    before = all_facts()
    erase_content(by=TERMINAL, entry=id, reason="Theo yêu cầu")
    assert all_facts() == before


def test_many_entries_take_as_many_queries_as_one():
    recorded(dialogue())
    with CaptureQueriesContext(connection) as one:
        facts_between(0, 1)
    record(*entries_of_2022())
    with CaptureQueriesContext(connection) as all_of_them:
        facts_between(0, 21)
    assert len(one) == len(all_of_them) == 1


def test_entries_are_read_by_their_positions_too():
    record(*(inspection() for _ in range(5)))
    assert facts_at([4, 2]) == pa.concat_tables([facts_between(1, 2), facts_between(3, 4)])
