"""What an entry means (design, section 8): its times, forms, places, measures and roles; a test for each sentence."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from danvan.audit.actions import sequence
from danvan.kit import clock
from danvan.kit.by import TERMINAL
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.ledger.actions import record_entries
from danvan.ledger.models import Measure
from danvan.ledger.queries import entry_view, list_entries
from danvan.ledger.tests.given import dialogue, inspection, population, record, recorded
from danvan.units.queries import unit_by

pytestmark = pytest.mark.usefixtures("ledger")
TAM_DUONG = "tam-duong"


def refusal(*entries):
    with pytest.raises(Refusal) as refused:
        record(*entries)
    with translation.override("en"):
        return str(refused.value)


def ids(**narrowed):
    return [entry["id"] for entry in list_entries(**narrowed)]


@pytest.fixture
def on(monkeypatch):
    """Records entries at a moment (UTC)."""

    def at(moment, *entries):
        monkeypatch.setattr(clock, "now", lambda: moment)
        receipts = record_entries(by=TERMINAL, entries=entries)
        sequence()
        return [receipt.id for receipt in receipts]

    return at


# Time


def test_as_of_a_day_means_received_by_its_end_in_viet_nam(on):
    [first] = on(datetime(2023, 1, 31, 16, 59, tzinfo=UTC), dialogue())
    [late] = on(datetime(2023, 1, 31, 17, 0, tzinfo=UTC), dialogue())
    assert ids(as_of=date(2023, 1, 30)) == []
    assert ids(as_of=date(2023, 1, 31)) == [first]
    assert ids(as_of=date(2023, 2, 1)) == [first, late]


def test_which_entry_is_read_depends_on_what_was_received_by_then(on):
    [first] = on(datetime(2023, 1, 10, tzinfo=UTC), dialogue())
    on(datetime(2023, 3, 1, tzinfo=UTC), dialogue(act="correct", corrects=[first], reason="x"))
    assert [entry["status"] for entry in list_entries(as_of=date(2023, 2, 1))] == ["read"]
    assert [entry["status"] for entry in list_entries()] == ["superseded", "read"]


def test_an_entry_is_in_a_period_only_if_its_days_lie_inside():
    inside = recorded(dialogue(start="2022-12-31", end="2022-12-31"))
    recorded(dialogue(start="2022-12-31", end="2023-01-01"))
    assert ids(period=Period.parse("2022")) == [inside]


def test_the_reporting_year_has_its_own_days():
    inside = recorded(dialogue(start="2021-12-15", end="2021-12-15"))
    recorded(dialogue(start="2022-12-15", end="2022-12-15"))
    assert ids(period=Period.parse("2022-BC")) == [inside]


def test_no_digest_holds_a_position():
    entry = dialogue(id="01a20d7d-0000-7000-8000-000000000001", recorded_at="2022-05-12T08:00:00+00:00")
    from danvan.ledger.entry import in_order
    from danvan.ledger.reading import read_entry
    from danvan.ledger.sealing import facts_digest

    data = in_order(read_entry(entry))
    digest = facts_digest(data, kind_version="v", place="p", by=TERMINAL)
    recorded(dialogue())
    assert facts_digest(data, kind_version="v", place="p", by=TERMINAL) == digest


# Single or total; unknown is not zero or one


def test_a_single_entry_is_one_occasion():
    assert entry_view(recorded(dialogue()))["occasions"] == 1
    assert "A single entry is one occasion, not 2." in refusal(dialogue(occasions=2))
    assert "A single entry is one occasion, not 0." in refusal(dialogue(occasions=0))


def test_a_total_stands_for_as_many_occasions_as_were_reported():
    assert entry_view(recorded(inspection(occasions=976)))["occasions"] == 976


def test_a_total_whose_occasions_were_not_stated_is_neither_zero_nor_one():
    assert entry_view(recorded(inspection(occasions=None)))["occasions"] is None
    assert entry_view(recorded(inspection(occasions=0)))["occasions"] == 0


def test_a_statistic_has_no_occasions_and_is_a_total():
    assert "no number belongs here" in refusal(population(occasions=1))
    assert "its entries are totals" in refusal(population(form="single"))


def test_a_measure_that_was_not_stated_is_kept_as_not_stated():
    assert entry_view(recorded(dialogue(measures={"opinions": None})))["measures"] == {"opinions": None}


# Places


def test_one_number_over_several_places_lives_at_the_smallest_that_holds_them_all():
    shown = entry_view(recorded(dialogue(places=["binh-lu", "giang-ma", "khun-ha", "na-tam"])))
    assert shown["place"] == unit_by(TAM_DUONG, at=date(2022, 6, 1)).id
    assert len(shown["places"]) == 4


def test_a_number_of_one_place_lives_there():
    assert entry_view(recorded(dialogue()))["place"] == unit_by("then-sin", at=date(2022, 6, 1)).id


def test_places_of_two_districts_are_held_by_their_province():
    shown = entry_view(recorded(dialogue(places=["binh-lu", "nam-xe"])))
    assert shown["place"] == unit_by("lai-chau").id


def test_unnamed_places_leave_the_number_where_the_lead_serves():
    shown = entry_view(recorded(inspection(places=[], measures={"objects": 7})))
    assert (shown["places"], shown["place"]) == ([], unit_by(TAM_DUONG, at=date(2022, 6, 1)).id)


def test_a_name_means_the_unit_that_had_it_then():
    old = entry_view(recorded(dialogue(places=["binh-lu"])))["place"]
    new = unit_by("binh-lu", at=date(2025, 8, 1)).id
    assert (
        old
        != new
        == entry_view(
            recorded(dialogue(places=["binh-lu"], lead="tinh-uy-lai-chau", start="2025-08-01", end="2025-08-01"))
        )["place"]
    )


def test_a_unit_that_was_not_there_then_is_refused():
    said = refusal(dialogue(start="2025-08-01", end="2025-08-01"))
    assert "lead: «Huyện ủy Tam Đường» did not exist from 2025-08-01 to 2025-08-01." in said
    assert "places[1]:" in said


def test_entries_are_listed_by_place_and_all_below_it_though_the_place_is_gone_today():
    id = recorded(dialogue())
    assert ids(unit=TAM_DUONG) == ids(unit="then-sin", period=Period.parse("2022")) == [id]
    assert ids(unit="ban-bo", period=Period.parse("2022")) == []


def test_a_place_is_no_organisation_and_an_organisation_no_place():
    assert "lead: «xã Thèn Sin» is a place" in refusal(dialogue(lead="then-sin"))
    assert "places[1]: «Huyện ủy Tam Đường» is an organisation" in refusal(dialogue(places=["huyen-uy-tam-duong"]))


# Measures


@pytest.mark.parametrize(
    "numbers",
    [
        {"opinions": 11, "explained": 7, "taken_up": 4, "open": 0},
        {"opinions": 11, "explained": 7, "taken_up": 4},
        {"opinions": 11, "explained": 7},
        {"explained": 7, "taken_up": 4},
        {"opinions": {"value": 11, "precision": "over"}, "explained": 12},
    ],
)
def test_numbers_that_agree_as_far_as_they_are_known_are_taken(numbers):
    assert recorded(dialogue(measures=numbers))


@pytest.mark.parametrize(
    "numbers",
    [
        {"opinions": 12, "explained": 7, "taken_up": 4, "open": 0},
        {"opinions": 10, "explained": 7, "taken_up": 4},
        {"opinions": 11, "explained": 12},
    ],
)
def test_numbers_that_contradict_each_other_are_refused(numbers):
    assert "opinions = explained + taken_up + open does not hold" in refusal(dialogue(measures=numbers))


def test_a_part_greater_than_its_whole_is_refused():
    assert "minority_members <= members" in refusal(
        population(kind="party_organisation", measures={"members": 10, "minority_members": 11})
    )


def test_counts_are_whole_numbers_and_areas_need_not_be():
    assert "are whole numbers" in refusal(dialogue(measures={"opinions": 1.5}))
    area = entry_view(recorded(population(kind="territory", measures={"area": 66315.44})))
    assert area["measures"] == {"area": 66315.44}


def test_a_number_is_kept_exactly():
    id = recorded(inspection(measures={"objects": 123456789012345678901234567890}))
    assert Measure.objects.get(entry=id).value == "123456789012345678901234567890"
    assert entry_view(id)["measures"]["objects"] == 123456789012345678901234567890


def test_an_official_value_never_stands_beside_its_estimate():
    estimate = recorded(population(measures={"persons": {"value": 57500, "status": "estimated"}}))
    official = population(measures={"persons": {"value": 57012, "status": "official"}})
    assert f"would stand side by side: see {estimate}" in refusal(official)
    newer = recorded({**official, "act": "correct", "corrects": [estimate], "reason": "Số chính thức"})
    assert entry_view(newer)["status"] == "read" and entry_view(estimate)["status"] == "superseded"


def test_an_estimate_never_comes_after_the_value_that_it_guesses():
    recorded(population())
    assert "side by side" in refusal(population(measures={"persons": {"value": 57500, "status": "estimated"}}))


def test_an_estimate_and_its_official_value_in_one_file_are_refused_too():
    estimate = population(measures={"persons": {"value": 57500, "status": "estimated"}})
    assert "side by side" in refusal(estimate, population())


def test_an_estimate_of_another_place_or_measure_is_no_matter():
    recorded(population(measures={"persons": {"value": 57500, "status": "estimated"}}))
    assert recorded(population(places=["then-sin"], measures={"persons": 4000}))
    assert recorded(population(measures={"peoples": 12}))


# Roles


def test_there_is_one_lead_and_partners_have_other_roles():
    partner = {"unit": "mttq-huyen-tam-duong", "role": "coordinates", "inferred": True}
    shown = entry_view(recorded(dialogue(partners=[partner])))
    assert [(each["role"], each["inferred"]) for each in shown["partners"]] == [("coordinates", True)]
    assert "«lead» is no role here" in refusal(dialogue(partners=[{**partner, "role": "lead"}]))
    assert "The lead is not its own partner." in refusal(dialogue(partners=[{**partner, "unit": "huyen-uy-tam-duong"}]))


def test_documents_are_named_by_their_key():
    assert entry_view(recorded(dialogue(documents=["25-nq-tw-x"])))["documents"] == ["25-nq-tw-x"]
    assert "documents[1]: There is no document «25-nq-tw»." in refusal(dialogue(documents=["25-nq-tw"]))


@pytest.mark.parametrize(
    ("kind", "dims"),
    [
        ("situation_monitoring", {"matters": ["clearance"]}),
        ("on_site_campaign", {"matters": ["clearance"]}),
        ("religious_work", {"work": ["unity"]}),
        ("patrol", {}),
    ],
)
def test_monitoring_faith_and_patrols_are_never_kept_by_village(ledger, kind, dims):
    measures = {"patrol": {"turns": 3}, "on_site_campaign": {"household_turns": 1}}.get(kind, {})
    year = {"form": "total", "start": "2022-01-01", "end": "2022-12-31", "occasions": 2}
    entry = dialogue(kind=kind, dims=dims, measures=measures, lead="cong-an-huyen-tam-duong", **year)
    with pytest.raises(Refusal):
        record({**entry, "places": ["lo-thang-1"]})
    record({**entry, "places": ["tam-duong"]})
