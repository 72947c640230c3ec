"""Kinds are closed files: what is shipped, what the grammar refuses, how older names are read."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from hypothesis import given as drawn
from hypothesis import strategies as st

from danvan.kit.errors import Refusal
from danvan.kit.quantity import Basis, Nature
from danvan.kit.words import Words
from danvan.ledger.facts import measures_were
from danvan.ledger.kinds import KINDS, read_kind
from danvan.ledger.kinds.relations import Relation
from danvan.ledger.models import KindVersion, Measure
from danvan.ledger.queries import entry_view, ledger_faults
from danvan.ledger.tests.given import record, recorded

#: What every shipped kind measures; a kind's test is that its numbers keep their meaning.
SHIPPED = {
    "territory": {"area": Basis.HECTARES, "communes": Basis.UNITS, "villages": Basis.UNITS},
    "population": {"persons": Basis.PERSONS, "peoples": Basis.ITEMS},
    "ethnic_share": {"share": Basis.PERCENT},
    "party_organisation": {
        "grassroots": Basis.UNITS, "committees": Basis.UNITS, "cells": Basis.UNITS, "dependent_cells": Basis.UNITS,
        "members": Basis.PERSONS, "minority_members": Basis.PERSONS,
    },
    "believer_members": {"members": Basis.PERSONS},
    "dissemination": {"points": Basis.ITEMS, "attendance": Basis.TURNS},
    "documents_issued": {"documents": Basis.DOCUMENTS},
    "reviews_built": {"reports": Basis.DOCUMENTS},
    "party_inspection": {"objects": Basis.UNITS},
    "dialogue": dict.fromkeys(["opinions", "explained", "taken_up", "open"], Basis.OPINIONS),
}  # fmt: skip
GOOD = """
name: {vi: Họp dân, en: Village meetings}
sort: activity
occasion: {vi: cuộc, en: meetings}
measures:
  attendance: {name: {vi: Lượt người, en: Attendance}, noun: {vi: lượt, en: turns}, basis: turns, adds_over: [time]}
"""


def refusal(tmp_path: Path, text: str) -> str:
    path = tmp_path / "trial.yaml"
    path.write_text(text)
    with pytest.raises(Refusal) as refused, translation.override("en"):
        read_kind(path)
    with translation.override("en"):
        return str(refused.value)


@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_kind_counts_what_it_says(code):
    kind = KINDS()[code]
    assert {name: measure.basis for name, measure in kind.measures.items()} == SHIPPED[code]
    natures = {measure.nature for measure in kind.measures.values()}
    assert natures == {Nature.STOCK if kind.sort == "statistic" else Nature.FLOW}


def test_sensitive_measures_say_so():
    kinds = KINDS()
    assert kinds["ethnic_share"].sensitive == "ethnicity"
    assert kinds["believer_members"].measures["members"].sensitive == "religion"
    party = {name: measure.sensitive for name, measure in kinds["party_organisation"].measures.items()}
    assert (party["members"], party["minority_members"], party["cells"]) == ("party", "ethnicity", None)


def test_a_good_kind_is_read(tmp_path):
    path = tmp_path / "trial.yaml"
    path.write_text(GOOD)
    kind = read_kind(path)
    assert (kind.code, kind.occasion, kind.content) == ("trial", Words("cuộc", "meetings"), GOOD)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("sort: activity", "sort: rumour", "Invalid enum value 'rumour'"),
        ("basis: turns", "basis: heads", "Invalid enum value 'heads'"),
        ("basis: turns", "basis: turns, colour: red", "unknown field `colour`"),
        ("basis: turns, ", "", "missing required field `basis`"),
        ("en: turns", "en: ''", "Every name needs words in both languages."),
        ("basis: turns", "basis: turns, nature: stock", "«attendance» is a stock"),
        ("basis: turns", "basis: percent", "«attendance» is a percentage"),
        ("sort: activity", "sort: statistic", "A statistic has no occasions."),
        ("  attendance:", "  entry:", "«entry» is already taken"),
        ("basis: turns", "basis: turns, was: [attendance]", "«attendance» is already taken"),
        ("measures:", "roles: [boss]\nmeasures:", "«boss» is no role"),
        ("measures:", "relations: [attendance = a + b]\nmeasures:", "names the measure «a»"),
        ("measures:", "relations: [attendance > 3]\nmeasures:", "is not a relation"),
        ("sort: activity", "sort: [activity", "This is not a kind:"),
    ],
)
def test_a_faulty_kind_is_refused(tmp_path, old, new, says):
    assert old in GOOD
    assert says in refusal(tmp_path, GOOD.replace(old, new))


@drawn(st.lists(st.integers(0, 50), min_size=1, max_size=3), st.integers(0, 200))
def test_an_equality_holds_only_for_the_sum_of_its_parts(parts, whole):
    names = [f"part{n}" for n in range(len(parts))]
    relation = Relation.parse(f"whole = {' + '.join(names)}")
    known = dict(zip(names, map(Decimal, parts), strict=True))
    assert relation.broken_by({**known, "whole": Decimal(whole)}) == (whole != sum(parts))
    known.pop("part0")
    assert relation.broken_by({**known, "whole": Decimal(whole)}) == (whole < sum(known.values()))
    assert not relation.broken_by(known)


def test_a_relation_is_written_as_it_is_read():
    assert str(Relation.parse(" a<=b + c ")) == "a <= b + c"
    assert Relation.parse("a <= b").broken_by({"a": Decimal(2), "b": Decimal(1)})
    assert not Relation.parse("a <= b").broken_by({"a": Decimal(2)})


@pytest.fixture
def own_kind(tmp_path, settings):
    """Writes the locality's own kind, as an administrator would, and has it read."""
    folder = tmp_path / "kinds"
    folder.mkdir()
    settings.DANVAN = replace(django_settings.DANVAN, catalogue=(tmp_path,))

    def write(text):
        (folder / "local_meeting.yaml").write_text(text)
        KINDS.cache_clear()

    yield write
    KINDS.cache_clear()


MEETING = {
    "kind": "local_meeting",
    "form": "total",
    "lead": "huyen-uy-tam-duong",
    "start": "2022-01-01",
    "end": "2022-12-31",
}


@pytest.mark.usefixtures("ledger")
def test_a_renamed_measure_of_an_older_version_is_read_by_its_name_of_today(own_kind):
    own_kind(GOOD)
    entry = {**MEETING, "measures": {"attendance": 40}}
    id = recorded(entry)
    own_kind(GOOD.replace("  attendance: {", "  turns: {was: [attendance], "))
    newer = recorded({**MEETING, "measures": {"turns": 50}})

    assert entry_view(id)["measures"] == {"turns": 40}
    assert measures_were()["local_meeting", "attendance"] == "turns"
    assert Measure.objects.get(entry=id).name == "attendance"
    assert entry_view(id)["kind_version"] != entry_view(newer)["kind_version"]
    assert KindVersion.objects.get(version=entry_view(id)["kind_version"]).content == GOOD
    assert ledger_faults() == []
    assert [receipt.new for receipt in record({**entry, "id": id})] == [False]


@pytest.mark.usefixtures("ledger")
def test_entries_of_a_kind_that_was_taken_away_are_still_listed(own_kind, tmp_path):
    own_kind(GOOD)
    id = recorded({**MEETING, "measures": {"attendance": 40}})
    (tmp_path / "kinds/local_meeting.yaml").unlink()
    KINDS.cache_clear()
    assert entry_view(id)["measures"] == {"attendance": 40}


@pytest.mark.usefixtures("ledger")
def test_every_version_that_was_used_is_kept_once(own_kind):
    own_kind(GOOD)
    record({**MEETING}, {**MEETING})
    recorded(MEETING)
    assert KindVersion.objects.filter(code="local_meeting").count() == 1
