"""What may be counted together and what makes what not count, beyond the plain sums."""

import shutil
from datetime import date

import pytest
from django.utils import translation

from danvan.indicators import current, engine
from danvan.indicators.definitions import INDICATORS, Indicators
from danvan.indicators.engine import Question, figure
from danvan.indicators.made import POINTS
from danvan.indicators.models import DefinitionVersion, Figure
from danvan.indicators.suppression import hidden
from danvan.kit.errors import Refusal
from danvan.kit.ids import new_id
from danvan.kit.period import Period
from danvan.kit.quantity import Basis
from danvan.kit.scope import Scope
from danvan.ledger.tests.given import dialogue, inspection, population, recorded, units_and_documents
from danvan.units.queries import unit_by

HEAD = "name: {{vi: {0}, en: {0}}}\ngroup: leadership\n"
COUNTED = "rows:\n  kinds: [dialogue]\nmeasure: {count: occasions}\n"
OWN = INDICATORS().path("dialogues").parent


@pytest.fixture
def registers(db):
    units_and_documents()


def district() -> Scope:
    return Scope(unit_by("tam-duong", date(2022, 12, 31)).id, Period.parse("2022"))


def asked(code: str) -> Figure:
    return figure(code, district())


def asides(code: str) -> dict[str, tuple[str, ...]]:
    return {aside.sort: aside.records for aside in asked(code).asides}


@pytest.fixture
def local(tmp_path, monkeypatch):
    """Indicators of a locality beside those shipped, by name and body."""

    def add(**bodies: str) -> Indicators:
        for name, body in bodies.items():
            tmp_path.joinpath(f"local_{name}.yaml").write_text(HEAD.format(name) + body, encoding="utf-8")
        family = Indicators([OWN, tmp_path])
        monkeypatch.setattr(engine, "INDICATORS", lambda: family)
        return family

    return add


def objects(number: int | None, status: str) -> dict[str, object]:
    return {"objects": {"value": number, "precision": "exact", "status": status}}


def test_an_estimate_from_elsewhere_gives_way_to_what_was_stated(registers):
    official = recorded(inspection(measures=objects(28, "official")))
    estimate = recorded(inspection(id=new_id(), origin=new_id(), measures=objects(30, "estimated")))
    assert (asked("inspected_units").value, asked("inspected_units").records) == (28, (official,))
    assert asides("inspected_units") == {"estimate": (estimate,)}


def test_communes_are_told_from_wider_places_and_from_where_nothing_happened(registers):
    recorded(dialogue(places=["na-tam"]))
    wider = recorded(dialogue(places=["tam-duong"], start="2022-06-01", end="2022-06-01"))
    never = dialogue(places=["ban-bo"], form="total", occasions=0, measures={}, start="2022-01-01", end="2022-12-31")
    none = recorded(never)
    answer = asked("dialogue_communes")
    assert (answer.value, answer.precision) == (1, "at_least")
    assert wider in answer.records and none not in answer.records


def test_older_values_of_a_stock_are_shown_beside_the_newest(registers):
    older = recorded(population(measures={"persons": 56000}))
    newer = recorded(population(measures={"persons": 57000}))
    assert (asked("population").records, asides("population")) == ((newer,), {"older": (older,)})


def test_the_whole_of_a_split_counts_each_record_once_and_those_without_a_part(registers, local):
    local(matters=COUNTED + "split: matters\n")
    recorded(dialogue(dims={"head": "party_secretary", "matters": ["tea", "roads"]}))
    recorded(dialogue(dims={"head": "party_secretary"}, start="2022-06-01", end="2022-06-01"))
    whole, tea = engine.ask([Question(code, district()) for code in ("local_matters", "local_matters[tea]")])
    assert (whole.value, tea.value) == (2, 1)
    assert engine.splits("local_matters", district()) == ["roads", "tea"]


def test_what_is_made_by_an_older_version_is_made_of_the_versions_of_that_time(registers, local):
    local(part=COUNTED, change="change: local_part\n")
    recorded(dialogue())
    recorded(dialogue(start="2021-06-01", end="2021-06-01"))
    before = asked("local_change")
    family = local(part=COUNTED.replace("count: occasions", "sum: opinions"))
    current.freshen().state.answers.clear()
    assert family["local_change"].version != before.definition_version
    (again,) = engine.ask([Question("local_change", district(), version=before.definition_version)])
    assert (again.digest, [part.value for part in again.parts]) == (before.digest, [1, 1])
    assert [part.value for part in asked("local_change").parts] == [12, 12]
    assert set(DefinitionVersion.objects.values_list("code", flat=True)) >= {"local_part", "local_change"}


def test_a_change_of_percentages_is_in_points(registers, local):
    local(moved="change: minority_party_member_share\n")
    for year, minority in ((2021, 100), (2022, 120)):
        counts = {"grassroots": 9, "committees": 4, "cells": 5, "members": 300, "minority_members": minority}
        made = {"kind": "party_organisation", "lead": "huyen-uy-tam-duong", "measures": counts}
        recorded(population(**made, start=f"{year}-01-01", end=f"{year}-12-31"))
    answer = asked("local_moved")
    assert (str(answer.value), answer.basis, answer.noun) == ("6.67", Basis.POINTS, POINTS)


@pytest.mark.parametrize("few", [0, 4])
def test_a_share_that_leaves_few_outside_is_hidden(registers, few):
    counts = {"grassroots": 9, "committees": 4, "cells": 5, "members": 100, "minority_members": 100 - few}
    recorded(population(kind="party_organisation", lead="huyen-uy-tam-duong", measures=counts))
    assert hidden(asked("minority_party_member_share"))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("plus: [dialogues, dialogue_opinions]\n", "added"),
        ("plus: [area, dialogues]\n", "added"),
        ("plus: [minority_party_member_share, dialogues]\n", "made of others"),
        ("share: {part: dialogue_opinions, whole: dialogues}\n", "added"),
        ("average: {of: dialogue_opinions, over: dialogues}\n", "noun"),
        ("change: dialogues_change\n", "made of others"),
        ("change: no_such_figure\n", "no indicator"),
        ("change: dialogues\nversions: {dialogues: 0123456789abcdef}\n", "versions"),
    ],
)
def test_what_does_not_fit_the_others_is_refused_with_its_file(local, body, said):
    with translation.override("en"), pytest.raises(Refusal) as refused:
        local(wrong=body)
    with translation.override("en"):
        text = str(refused.value)
    assert "local_wrong.yaml" in text and said in text


def test_two_files_that_say_the_same_are_refused(tmp_path):
    shutil.copy(INDICATORS().path("dialogues"), tmp_path / "local_copy.yaml")
    with pytest.raises(Refusal, match=r"local_copy\.yaml.*dialogues"):
        Indicators([OWN, tmp_path])


def test_a_file_of_another_encoding_is_refused(tmp_path):
    tmp_path.joinpath("local_x.yaml").write_bytes("name: {vi: Số, en: x}".encode("utf-16"))
    with pytest.raises(Refusal):
        Indicators([OWN, tmp_path])
