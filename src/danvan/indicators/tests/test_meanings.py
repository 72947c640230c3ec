"""What a figure means: each sentence of the design on counting, on entries recorded for it."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from danvan.indicators import current, engine
from danvan.indicators.engine import Question, figure
from danvan.indicators.models import DefinitionVersion, Figure
from danvan.indicators.suppression import hidden, hidden_cells
from danvan.kit import clock
from danvan.kit.errors import Refusal
from danvan.kit.ids import new_id
from danvan.kit.period import Period
from danvan.kit.scope import Scope
from danvan.ledger.tests.given import dialogue, inspection, population, record, recorded, units_and_documents
from danvan.units.queries import unit_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registers(db):
    units_and_documents()


def asked(code: str, unit: str = "tam-duong", period: str = "2022", **more: object) -> Figure:
    place = unit_by(unit, date(2022, 12, 31)).id
    return figure(code, Scope(place, Period.parse(period), **more))  # type: ignore[arg-type]


def asides(answer: Figure) -> dict[str, tuple[str, ...]]:
    return {aside.sort: aside.records for aside in answer.asides}


def test_nothing_recorded_is_not_zero():
    answer = asked("dialogues")
    assert (answer.value, answer.records, answer.known) == (None, (), False)


def test_a_recorded_zero_is_zero():
    recorded(inspection(occasions=0, measures={"objects": 0}))
    assert asked("party_inspections").value == 0


def test_a_figure_is_fresh_after_each_entry():
    recorded(dialogue())
    assert asked("dialogues").value == 1
    recorded(dialogue(start="2022-06-01", end="2022-06-01"))
    assert asked("dialogues").value == 2


def test_an_entry_counts_only_where_its_days_lie_inside():
    inside = recorded(dialogue(start="2022-03-01", end="2022-03-02"))
    across = recorded(dialogue(start="2022-03-31", end="2022-04-01"))
    answer = asked("dialogues", period="2022-Q1")
    assert answer.records == (inside,)
    assert asides(answer) == {"longer": (across,)}
    assert asked("dialogues", period="2022-H1").value == 2


def test_a_total_is_never_added_to_its_details():
    total = recorded(inspection(occasions=12))
    detail = recorded(inspection(form="single", occasions=1, start="2022-05-01", end="2022-05-01", places=["na-tam"]))
    answer = asked("party_inspections")
    assert (answer.value, answer.records, answer.used) == (12, (total,), "total")
    assert asides(answer) == {"covered": (detail,)}


def test_details_that_come_to_more_than_the_total_are_used():
    total = recorded(inspection(occasions=1))
    details = [
        recorded(inspection(form="single", occasions=1, start=f"2022-0{n}-01", end=f"2022-0{n}-01", places=["na-tam"]))
        for n in (1, 2)
    ]
    answer = asked("party_inspections")
    assert (answer.value, answer.records, answer.used) == (2, tuple(sorted(details)), "details")
    assert asides(answer) == {"covered": (total,)}


def test_two_totals_over_the_same_days_are_never_summed():
    recorded(inspection(occasions=12))
    newer = recorded(inspection(occasions=13))
    half = recorded(inspection(occasions=5, start="2022-01-01", end="2022-06-30"))
    answer = asked("party_inspections")
    assert (answer.value, answer.records) == (13, (newer,))
    assert half in asides(answer)["covered"]


def conference(attendance: int, **changes: object) -> dict[str, object]:
    made = inspection(kind="dissemination", occasions=None, measures={"attendance": attendance}, dims={})
    return {**made, "lead": "huyen-uy-tam-duong", **changes}


def test_a_total_holds_its_own_breakdown_by_dimension():
    total = recorded(conference(100))
    for form, number in (("relay", 40), ("district_online", 60)):
        recorded(conference(number, dims={"form": form}))
    answer = asked("dissemination_attendance")
    assert (answer.value, answer.records, answer.used) == (100, (total,), "total")


def test_totals_inside_totals_are_settled_from_the_narrowest_up():
    recorded(conference(100))
    recorded(conference(60, places=["na-tam"]))
    for month in range(1, 7):
        day = f"2022-0{month}-01"
        recorded(conference(10, form="single", places=["na-tam"], start=day, end=day, dims={"form": "rapporteur"}))
    assert asked("dissemination_attendance").value == 100
    assert asked("dissemination_attendance", "na-tam").value == 60


def test_of_totals_that_overlap_the_longest_is_used_and_the_rest_makes_it_at_least():
    recorded(conference(10, start="2022-01-01", end="2022-01-31"))
    kept = recorded(conference(500, start="2022-01-15", end="2022-12-31"))
    answer = asked("dissemination_attendance")
    assert (answer.value, answer.records, answer.precision) == (500, (kept,), "at_least")


def test_a_number_not_stated_makes_the_sum_at_least():
    recorded(inspection(occasions=3))
    recorded(inspection(occasions=None, lead="bcd-qcdc-tam-duong"))
    answer = asked("party_inspections")
    assert (answer.value, answer.precision) == (3, "at_least")


def test_happened_but_never_stated_has_records_and_no_value():
    recorded(inspection(occasions=None))
    answer = asked("party_inspections")
    assert answer.value is None and answer.known


def test_a_sum_of_over_is_over():
    over = {"value": 1300, "precision": "over", "status": "done"}
    more = {"kind": "dissemination", "dims": {"form": "relay"}}
    recorded(dialogue(**more, measures={"attendance": over}))
    recorded(dialogue(**more, measures={"attendance": 100}, start="2022-06-01", end="2022-06-01"))
    answer = asked("dissemination_attendance")
    assert (answer.value, answer.precision) == (1400, "over")


def test_an_official_value_supersedes_its_estimate():
    def objects(number: int, status: str) -> dict[str, object]:
        return {"objects": {"value": number, "precision": "exact", "status": status}}

    estimate = recorded(inspection(measures=objects(30, "estimated")))
    more = {"act": "correct", "corrects": [estimate], "reason": "có số chính thức"}
    official = recorded(inspection(**more, measures=objects(28, "official")))
    assert (asked("inspected_units").value, asked("inspected_units").records) == (28, (official,))


def test_one_number_over_several_places_counts_where_they_meet():
    recorded(dialogue(places=["na-tam", "ban-bo"]))
    assert asked("dialogues", "na-tam").value is None
    assert asked("dialogues").value == 1
    assert asked("dialogue_communes").value == 2


def test_a_stock_is_the_latest_and_never_summed_over_time():
    recorded(population(measures={"persons": 56000}, start="2021-01-01", end="2021-12-31"))
    recorded(population(measures={"persons": 57000}))
    assert asked("population", period="2020-2025").value == 57000


def test_a_stock_adds_over_places_but_not_under_a_place_already_counted():
    recorded(population(measures={"persons": 4000}, places=["na-tam"]))
    recorded(population(measures={"persons": 5000}, places=["ban-bo"]))
    assert asked("population").value == 9000
    recorded(population(measures={"persons": 57000}))
    assert asked("population").value == 57000


def test_a_bodys_figure_counts_the_roles_it_names():
    partner = {"unit": "mttq-huyen-tam-duong", "role": "coordinates", "inferred": True}
    led = recorded(dialogue(partners=[partner]))
    recorded(dialogue(start="2022-06-01", end="2022-06-01"))
    front = unit_by("mttq-huyen-tam-duong", date(2022, 12, 31)).id
    assert asked("dialogues", body=front).records == (led,)
    assert asked("dialogues", body=front, roles=("coordinates",)).value == 1
    assert asked("dialogues", body=front, roles=("lead",)).value is None


def test_a_correction_counts_in_place_of_what_it_corrects_and_a_withdrawal_counts_nothing():
    first = recorded(dialogue())
    second = recorded(dialogue(act="correct", corrects=[first], reason="đếm lại", measures={"opinions": 20}))
    assert (asked("dialogue_opinions").value, asked("dialogue_opinions").records) == (20, (second,))
    gone = dialogue(act="withdraw", corrects=[second], reason="nhầm", measures={}, dims={}, occasions=None)
    recorded(gone)
    assert asked("dialogue_opinions").value is None


def test_as_of_a_day_knows_what_had_been_received_by_its_end(monkeypatch):
    tomorrow = clock.now() + timedelta(days=1)
    recorded(dialogue())
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    recorded(dialogue(start="2022-06-01", end="2022-06-01"))
    today = clock.day_of(tomorrow) - timedelta(days=1)
    assert asked("dialogues", as_of=today).value == 1
    assert asked("dialogues", as_of=today - timedelta(days=1)).value is None
    assert asked("dialogues").value == 2


def test_every_earlier_position_still_gives_its_figure():
    scope = Scope(unit_by("tam-duong", date(2022, 12, 31)).id, Period.parse("2022"))
    ids, seen = [], []
    for number in range(1, 5):
        ids.append(recorded(dialogue(start=f"2022-0{number}-01", end=f"2022-0{number}-01")))
        seen.append(figure("dialogue_opinions", scope))
    recorded(dialogue(act="correct", corrects=[ids[0]], reason="x", measures={"opinions": 100}))
    again = engine.ask([Question("dialogue_opinions", scope, at=each.position) for each in seen])
    assert again == seen
    assert [each.value for each in again] == [12, 24, 36, 48]
    with pytest.raises(Refusal):
        engine.ask([Question("dialogue_opinions", scope, at=99)])


def test_places_are_read_in_the_boundaries_of_then_or_of_today():
    recorded(dialogue(places=["son-binh"]))
    today = unit_by("binh-lu", date(2025, 12, 31)).id
    assert figure("dialogues", Scope(today, Period.parse("2022"), boundaries="today")).value == 1
    assert figure("dialogues", Scope(today, Period.parse("2022"))).value is None


def test_a_change_is_made_of_two_years_and_a_share_of_two_counts():
    recorded(dialogue())
    recorded(dialogue(start="2021-06-01", end="2021-06-01"))
    answer = asked("dialogues_change")
    assert (answer.value, [part.scope.period.code for part in answer.parts]) == (0, ["2022", "2021"])
    assert asked("opinions_per_dialogue").value == 12


def test_the_value_can_be_recounted_from_the_records():
    opinions = {
        recorded(dialogue(start=f"2022-0{n}-01", end=f"2022-0{n}-01", measures={"opinions": n})): n for n in range(1, 8)
    }
    answer = asked("dialogue_opinions")
    assert answer.value == sum(opinions[record] for record in answer.records) == 28


def test_the_digest_tells_another_value_and_holds_no_position():
    recorded(dialogue())
    one = asked("dialogue_opinions").digest
    recorded(inspection())
    assert asked("dialogue_opinions").digest == one
    recorded(dialogue(start="2022-06-01", end="2022-06-01"))
    assert asked("dialogue_opinions").digest != one


def test_the_version_that_was_used_is_kept():
    answer = asked("dialogues")
    assert DefinitionVersion.objects.get(version=answer.definition_version).content == answer.definition


def test_an_older_version_can_be_asked():
    recorded(dialogue())
    old = "name: {vi: Cũ, en: Old}\ngroup: leadership\nrows:\n  kinds: [dialogue]\nmeasure: {sum: opinions}\n"
    from danvan.kit.family import content_hash

    version = content_hash(old.encode())
    DefinitionVersion.objects.create(version=version, code="dialogues", content=old)
    scope = Scope(unit_by("tam-duong", date(2022, 12, 31)).id, Period.parse("2022"))
    (answer,) = engine.ask([Question("dialogues", scope, version=version)])
    assert answer.value == 12
    with pytest.raises(Refusal):
        engine.ask([Question("dialogues", scope, version="0" * 16)])


@pytest.mark.parametrize("code", ["no_such_figure", "dialogues[x]", "ethnic_share[martian]"])
def test_what_does_not_exist_is_refused(code):
    with pytest.raises(Refusal):
        asked(code)


def test_a_body_is_no_place():
    with pytest.raises(Refusal):
        asked("dialogues", "huyen-uy-tam-duong")


def test_small_counts_of_persons_are_hidden_and_what_would_give_them_away():
    faith = {
        "kind": "believer_members",
        "form": "total",
        "lead": "huyen-uy-tam-duong",
        "start": "2022-01-01",
        "end": "2022-12-31",
    }
    for place, members in (("na-tam", 3), ("ban-bo", 9), ("then-sin", 7)):
        recorded({**faith, "places": [place], "measures": {"members": members}})
    row = [asked("believer_party_members", place) for place in ("na-tam", "ban-bo", "then-sin")]
    assert [hidden(cell) for cell in row] == [True, False, False]
    assert hidden_cells(row) == {0, 2}


def test_small_counts_of_work_are_never_hidden():
    recorded(dialogue())
    assert not hidden(asked("dialogues"))


@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_at_once_get_their_own_answers():
    places = ["na-tam", "ban-bo", "then-sin", "ho-thau"]
    for number, place in enumerate(places, start=1):
        recorded(dialogue(places=[place], measures={"opinions": number}))
    asked("dialogue_opinions")
    wrong: list[object] = []

    def work(number: int, place: str) -> None:
        try:
            for _again in range(25):
                # Forget the answer, so that the copy itself is asked each time.
                current.freshen().state.answers.clear()
                answer = asked("dialogue_opinions", place)
                if answer.value != number:
                    wrong.append((place, answer.value))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=each) for each in enumerate(places, start=1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_two_heads_are_read_by_the_higher_and_shown_as_a_pair():
    first = recorded(dialogue())
    again = {"act": "correct", "corrects": [first], "reason": "ngoài mạng", "origin": new_id()}
    one, two = sorted([new_id(), new_id()])
    made_elsewhere = {"recorded_at": "2022-05-13T01:00:00+00:00"}
    record(dialogue(**again, **made_elsewhere, id=one, measures={"opinions": 5}))
    record(dialogue(**{**again, "origin": new_id()}, **made_elsewhere, id=two, measures={"opinions": 6}))
    answer = asked("dialogue_opinions")
    assert (answer.value, answer.records) == (6, (two,))
    assert asides(answer)["pair"] == (one,)
