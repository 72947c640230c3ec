"""A made-up locality: a true ledger, the same for the same seed, with nothing sensitive and no real name in it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import UTC, datetime
from itertools import islice

import pytest
from django.db import transaction

from danvan.audit.bulk import append_rows
from danvan.audit.guards import missing_guards
from danvan.audit.models import Installation, Outbox, Queue
from danvan.audit.queries import chain_faults
from danvan.kit import clock, permission
from danvan.kit.errors import Refusal
from danvan.kit.quantity import Precision, Status
from danvan.kit.vietnamese.search import search_key
from danvan.ledger import queries
from danvan.ledger.actions import record_entries
from danvan.ledger.kinds import KINDS
from danvan.ledger.kinds.sensitivity import classes_spoken_of
from danvan.ledger.models import Entry
from danvan.ledger.simulation import actions, writing
from danvan.ledger.simulation.actions import simulate
from danvan.ledger.simulation.chance import source
from danvan.ledger.simulation.entries import Received, Stream
from danvan.ledger.simulation.names import invented
from danvan.ledger.simulation.places import COMMUNE, build
from danvan.ledger.simulation.plan import Plan
from danvan.ledger.tests.given import ROOMS, dialogue, units_and_documents
from danvan.units.bulk import COLUMNS

UPTO = datetime(2026, 3, 10, 4, tzinfo=UTC)
PLAN = Plan(communes=2, years=2, seed=5, upto=UPTO)
#: Large enough for shares to be near what they should be; never written.
WIDE = Plan(communes=40, years=3, seed=5, upto=UPTO)


class Rolled(Exception):
    """Ends a transaction that was only looked at."""


def drawn(plan: Plan) -> list[Received]:
    return list(Stream(plan, build(communes=plan.communes, seed=plan.seed, before=plan.before)))


@pytest.fixture(scope="module")
def wide() -> list[Received]:
    return drawn(WIDE)


def test_the_same_seed_draws_the_same_and_another_another():
    assert drawn(PLAN) == drawn(PLAN)
    assert drawn(PLAN)[0] != drawn(Plan(2, 2, 6, UPTO))[0]


def test_a_stream_that_ends_later_begins_with_the_one_that_ends_earlier():
    shorter = drawn(PLAN)
    longer = drawn(Plan(2, 2, 5, datetime(2026, 5, 1, tzinfo=UTC)))
    assert longer[: len(shorter)] == shorter and len(longer) > len(shorter)


def test_entries_come_in_the_order_of_their_receipt_and_none_from_the_future(wide):
    moments = [each.at for each in wide]
    assert moments == sorted(moments) and moments[-1] <= UPTO
    assert all(each.data.made_at <= each.at for each in wide)
    assert all(each.data.days[1] <= clock.day_of(each.data.made_at) for each in wide)


def test_ids_are_all_different_and_a_correction_has_a_higher_one(wide):
    assert len({each.data.id for each in wide}) == len(wide)
    assert all(head < each.data.id for each in wide for head in each.data.corrects)


def test_shares_are_those_of_a_locality(wide):
    many = len(wide)
    share = Counter(each.data.form for each in wide)["total"] / many
    acts = Counter(each.data.act for each in wide)
    assert many == pytest.approx(WIDE.expected(), rel=0.04)
    assert share == pytest.approx(0.12, abs=0.02)
    assert (acts["correct"] + acts["withdraw"]) / many == pytest.approx(0.022, abs=0.007)
    assert sum(len(each.data.measures) for each in wide) / many == pytest.approx(2, abs=0.2)
    days_late = [(clock.day_of(each.at) - each.data.days[1]).days for each in wide if each.data.act == "record"]
    assert sum(days_late) / len(days_late) == pytest.approx(10, abs=2)
    assert sum(days >= 60 for days in days_late) / len(days_late) == pytest.approx(0.01, abs=0.005)


def test_there_is_some_of_everything_that_makes_counting_hard(wide):
    data = [each.data for each in wide]
    values = [value for each in data for value in each.measures.values()]
    assert {Precision.OVER, Precision.ABOUT} <= {value.precision for value in values}
    assert {Status.ESTIMATED, Status.OFFICIAL} <= {value.status for value in values}
    named = Counter(head for each in data for head in each.corrects)
    assert 2 in named.values(), "two corrections of one entry"
    corrections = {each.id for each in data if each.act == "correct"}
    assert corrections & set(named), "a correction that was corrected"
    assert {len(each.places) for each in data} == {0, 1, 2} and any(each.partners for each in data)
    counted = [each for each in data if each.form == "total" and KINDS()[each.kind].occasion]
    assert any(each.occasions is None for each in counted) and any(each.occasions for each in counted)


def test_a_total_stands_beside_a_single_one_of_the_same_body_now_and_then(wide):
    data = [each.data for each in wide if each.data.act == "record"]
    totals = {(each.lead, each.kind): each for each in data if each.form == "total"}
    beside = [each for each in data if each.form == "single" and (each.lead, each.kind) in totals]
    assert len(beside) / len(data) == pytest.approx(0.01, abs=0.006)


def test_nothing_sensitive_is_drawn(wide):
    for kind in {each.data.kind for each in wide}:
        defined = KINDS()[kind]
        assert defined.sensitive is None and not any(each.sensitive for each in defined.measures.values())
    said = {(each.data.kind, name, value) for each in wide for name, held in each.data.dims.items() for value in held}
    for kind, name, value in said:
        dim = KINDS()[kind].dims[name]
        assert dim.sensitive is None and not classes_spoken_of(f"{dim.values[value].vi} . {dim.values[value].en}")


def test_every_text_says_that_it_is_made_up(wide):
    assert all("mô phỏng" in each.data.source for each in wide)
    assert all("mô phỏng" in each.data.reason for each in wide if each.data.act != "record")


def real_names() -> set[str]:
    """Every name of a place that danvan itself knows, and what may be called so in the field."""
    tables = [*ROOMS.glob("units/data/*/units.csv")]
    found = {
        search_key(row[column])
        for table in tables
        for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())
        if row["sort"] == "place"
        for column in ("name", "short")
    }
    return found | {name.partition(" ")[2] for name in found}


def test_no_made_up_name_is_that_of_a_real_place():
    real = real_names()
    syllables = {syllable for name in real for syllable in name.split()}
    names = [search_key(name) for name in islice(invented(source(1)), 14_000)]
    assert len(set(names)) == len(names) and len(real) > 30
    assert not set(names) & real
    assert not {syllable for name in names for syllable in name.split()} & syllables


def test_communes_merged_as_they_do():
    locality = build(communes=200, seed=3, before=True)
    assert locality.before is not None
    old = {seat.id for seat in locality.before.communes}
    went = [(row[0], row[1]) for row in locality.rows.successions if row[0] in old]
    came_from = Counter(Counter(new for _old, new in went).values())
    split = sum(1 for times in Counter(old for old, _new in went).values() if times > 1)
    assert 2.5 * 200 < len(old) < 3.3 * 200
    assert came_from[3] > 100 and 15 < came_from[2] < 60 and came_from[1] > 0
    assert 0.01 < split / len(old) < 0.06
    villages = sum(len(seat.below) for seat in locality.since.communes)
    assert villages / 200 == pytest.approx(18, abs=2)
    assert sum(locality.before.weights) == pytest.approx(1) and sum(locality.since.weights) == pytest.approx(1)


def test_a_locality_that_begins_after_the_merger_has_no_districts():
    locality = build(communes=3, seed=3, before=False)
    assert locality.before is None and not locality.rows.successions
    assert {seat.level for seat in locality.since.communes} == {COMMUNE}


@pytest.mark.django_db
class TestInAHome:
    """What is written is what would have been recorded."""

    def test_all_is_in_order_and_the_queue_empty(self):
        made = simulate(plan=PLAN)
        assert made.entries == made.new == Entry.objects.count() == len(drawn(PLAN))
        assert not Queue.objects.exists() and not missing_guards()
        assert chain_faults() == [] and queries.ledger_faults() == []
        assert [row.at for row in Outbox.objects.filter(topic="entry").order_by("pos")[:50]] == [
            each.at for each in drawn(PLAN)[:50]
        ]
        assert Installation.objects.get().made_up

    def test_what_is_printed_is_recorded_elsewhere_and_has_the_same_digests(self, monkeypatch):
        monkeypatch.setattr(permission, "_judges", [lambda *_who: True])
        printed: list[dict[str, object]] = []
        with pytest.raises(Rolled), transaction.atomic():
            simulate(plan=PLAN)
            printed = json.loads(json.dumps(queries.list_entries()))
            digests = dict(Entry.objects.values_list("id", "facts_digest"))
            raise Rolled
        for model, rows in build(communes=2, seed=5, before=True).rows.tables():
            append_rows(model, COLUMNS[model], rows)
        receipts = record_entries(by=writing.SIMULATION, entries=printed)
        assert len(receipts) == len(digests) > 200 and all(receipt.new for receipt in receipts)
        assert dict(Entry.objects.values_list("id", "facts_digest")) == digests

    def test_a_run_that_was_stopped_goes_on_and_a_finished_one_says_so(self, monkeypatch):
        monkeypatch.setattr(actions, "CHUNK", 100)
        with pytest.raises(KeyboardInterrupt):
            simulate(plan=PLAN, tell=stop_after(200))
        assert Entry.objects.count() == 200
        whole = simulate(plan=Plan(2, 2, 5, clock.now()))
        assert (whole.plan, whole.entries, whole.new) == (PLAN, len(drawn(PLAN)), len(drawn(PLAN)) - 200)
        assert chain_faults() == []
        again = simulate(plan=PLAN)
        assert (again.entries, again.new) == (whole.entries, 0)

    def test_a_home_that_holds_another_locality_or_work_is_refused(self):
        simulate(plan=Plan(1, 1, 5, datetime(2026, 1, 20, tzinfo=UTC)))
        with pytest.raises(Refusal, match=r"\b5\b"):
            simulate(plan=Plan(1, 1, 6, UPTO))

    def test_real_work_and_made_up_data_are_never_mixed(self):
        units_and_documents()
        with pytest.raises(Refusal):
            simulate(plan=PLAN)
        Installation.objects.all().delete()
        Installation.objects.create(simulation={})
        with pytest.raises(Refusal):
            record_entries(by=writing.SIMULATION, entries=[dialogue()])

    def test_what_another_version_began_is_not_continued(self, monkeypatch):
        with pytest.raises(KeyboardInterrupt):
            monkeypatch.setattr(actions, "CHUNK", 100)
            simulate(plan=PLAN, tell=stop_after(100))
        monkeypatch.setattr("danvan.ledger.simulation.entries._LATE", 0.5)
        with pytest.raises(Refusal):
            simulate(plan=PLAN)


def stop_after(many: int):
    def tell(done: int, _expected: int) -> None:
        if done >= many:
            raise KeyboardInterrupt

    return tell
