"""A ledger that lacks something: the report says what is not recorded, in whole sentences, and is not wrong."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest

from danvan.indicators import engine
from danvan.indicators.models import Figure
from danvan.kit.by import SYSTEM
from danvan.kit.ids import new_id
from danvan.kit.period import Period
from danvan.kit.scope import Scope
from danvan.ledger.tests.given import units_and_documents
from danvan.proof.reader import read
from danvan.proof.run import check
from danvan.reports.document import Composed, Paragraph, plain_text
from danvan.reports.writer import rendered
from danvan.units.actions import load_units
from danvan.units.models import UnitVersion
from danvan.units.queries import unit_by
from tests.given import ROOMS, YEAR, demo, demo_entries, district, record, report

pytestmark = pytest.mark.django_db

#: What a sentence looks like from which something fell out.
TORN = re.compile(
    r"[:;,(]\s*[.;,)]|\(\s*\)|\s[.,;:)]|\.\.|;\s*$|,\s*$|\s{2,}|None|\bundefined\b"
    r"|–(?=[ ,.;/)])|\b00\b|\b0 đồng"
    r"|\b(?:tại|cho|với|của|là|về|gồm|trong đó|và|theo|tiến hành|được)\s*[.;,)]",
    re.I,
)


def sentences(composed: Composed) -> list[str]:
    """Every paragraph and note as it is read."""
    blocks = [plain_text(block.runs) for block in composed.blocks if isinstance(block, Paragraph)]
    return [*blocks, *(plain_text(note.runs) for note in composed.notes)]


def torn(composed: Composed) -> list[str]:
    return [
        f"{match[0] if match else 'no end'} in: {text}"
        for text in sentences(composed)
        if (match := TORN.search(text)) or not text.rstrip().endswith((".", ":"))
    ]


def findings(composed: Composed, tmp_path) -> list[str]:
    path = tmp_path / "report.docx"
    path.write_bytes(rendered(composed, ".docx"))
    checked = check(read(path))
    assert not any(outcome.crashed for outcome in checked.outcomes)
    return [f"{each.check}: {each.message}" for each in checked.findings]


def test_the_whole_report_has_no_torn_sentence():
    demo()
    assert torn(report()) == []


def test_a_torn_sentence_is_seen():
    for text in ("Trong năm có 02 cuộc tại .", "Có: ; hai.", "Cấp ủy tiến hành.", "Tại Bình Lư ()."):
        assert TORN.search(text), text


def test_with_no_entries_it_says_so_in_every_section_and_states_no_number(tmp_path):
    units_and_documents()
    composed = report()
    assert [run.printed for run in composed.figures() if run.figure.value is not None] == []
    said = " ".join(sentences(composed))
    assert said.count("chưa được ghi nhận") >= 25
    assert torn(composed) == [] and findings(composed, tmp_path) == []


@pytest.mark.parametrize("year", ["2019", "2023", "2022-H1"])
def test_a_period_without_entries_is_like_an_empty_ledger(year):
    demo()
    composed = report(period=Period.parse(year))
    assert [run.printed for run in composed.figures() if run.figure.value is not None] == []
    assert torn(composed) == []


@pytest.mark.parametrize("seed", [1, 2, 3, 4, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(5, 60))])
def test_with_half_of_the_entries_every_sentence_is_whole_and_no_check_finds_anything(seed, tmp_path):
    units_and_documents()
    hand = random.Random(seed)  # noqa: S311 - a choice to try, no secret
    record(*(entry for entry in demo_entries() if hand.random() < 0.5))
    composed = report()
    assert torn(composed) == []
    assert findings(composed, tmp_path) == []


def without_numbers(entry: dict[str, object]) -> dict[str, object]:
    """The work happened, and nobody said how much."""
    measures: dict[str, object] = dict(entry["measures"])  # type: ignore[call-overload]
    return {**entry, "measures": {name: {"value": None} for name in measures}, "occasions": None}


def with_zeros(entry: dict[str, object]) -> dict[str, object]:
    """Somebody counted, and there was nothing."""
    measures: dict[str, object] = dict(entry["measures"])  # type: ignore[call-overload]
    counted = {"form": "total", "occasions": 0} if entry["occasions"] is not None else {}
    return {**entry, **counted, "measures": dict.fromkeys(measures, 0)}


def without_documents(entry: dict[str, object]) -> dict[str, object]:
    return {**entry, "documents": []}


@pytest.mark.parametrize("changed", [without_numbers, with_zeros])
def test_numbers_that_lack_or_are_zero_make_no_stump(changed, tmp_path):
    units_and_documents()
    record(*map(changed, demo_entries()))
    composed = report()
    assert torn(composed) == []
    assert findings(composed, tmp_path) == []


def test_without_any_document_no_sentence_is_torn(tmp_path):
    load_units(by=SYSTEM, folder=ROOMS / "units/data/tam_duong")
    record(*map(without_documents, demo_entries()))
    composed = report()
    assert torn(composed) == []
    assert findings(composed, tmp_path) == []


def test_work_in_two_communes_counts_once_and_lies_in_the_district():
    demo()
    before = report()
    (dialogue,) = [e for e in demo_entries() if e["kind"] == "dialogue" and e["places"] == ["then-sin"]]
    record({**dialogue, "id": new_id(), "places": ["na-tam", "ban-bo"], "measures": {"opinions": 9}})
    scope = Scope(district(), YEAR)
    assert engine.figure("dialogues", scope).value == 3
    assert engine.figure("dialogue_communes", scope).value == 4
    assert engine.figure("dialogues", scope.within(unit_by("na-tam", YEAR.end).id)).value is None
    assert torn(report()) == [] and len(report().figures()) == len(before.figures())


def test_a_body_renamed_within_the_year_keeps_its_work_and_bears_its_last_name():
    demo()
    old = UnitVersion.objects.get(unit_id=unit_by("mttq-huyen-tam-duong", YEAR.end).id)
    renamed = {"kind": old.kind, "short": "Mặt trận huyện", "name": "Ủy ban Mặt trận Tổ quốc huyện Tam Đường"}
    UnitVersion.objects.filter(pk=old.pk).update(valid_to=date(2022, 7, 1))
    UnitVersion.objects.create(
        unit=old.unit, slug=old.slug, aliases=[], area=old.area, valid_from=date(2022, 7, 1), valid_to=old.valid_to,
        **renamed,
    )  # fmt: skip
    led = [
        run.figure.value
        for run in report().figures()
        if run.figure.code == "social_supervisions" and run.figure.scope.roles == ("lead",) and run.figure.scope.body
    ]
    assert 2 in led
    assert unit_by("mttq-huyen-tam-duong", YEAR.end).short == "Mặt trận huyện"


def test_without_last_year_nothing_is_compared():
    demo()
    (last,) = [entry for entry in demo_entries() if str(entry["start"]).startswith("2021")]
    gone: dict[str, object] = {
        "act": "withdraw",
        "measures": {},
        "dims": {},
        "occasions": None,
        "reason": "chưa có bản gốc",
    }
    record({**last, **gone, "id": new_id(), "corrects": [last["id"]]})
    said = " ".join(sentences(report()))
    assert "190 tập thể" in said and "tăng" not in said.partition("190 tập thể")[2].partition(".")[0]
    assert "chưa đủ số liệu để so sánh" in said
    assert torn(report()) == []


def test_words_and_figures_are_of_one_position(monkeypatch):
    demo()
    (dialogue,) = [e for e in demo_entries() if e["kind"] == "dialogue" and e["places"] == ["then-sin"]]
    answers = engine.ask

    def late(questions: list[engine.Question]) -> list[Figure]:
        figures = answers(questions)
        record({**dialogue, "id": new_id(), "places": ["na-tam"]})
        return figures

    monkeypatch.setattr(engine, "ask", late)
    text = " ".join(sentences(report()))
    assert "02 cuộc đối thoại" in text and "Tại Thèn Sin:" in text and "Tại Nà Tăm" not in text
