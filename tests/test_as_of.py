"""What was known on a day can be asked again: figures and reports of two days differ by what was received between."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from danvan.audit.actions import sequence
from danvan.cli.main import main
from danvan.indicators import engine
from danvan.indicators.current import seal
from danvan.indicators.definitions import INDICATORS
from danvan.indicators.engine import Question
from danvan.indicators.since import since
from danvan.kit import clock
from danvan.kit.period import Period
from danvan.kit.scope import Scope
from danvan.ledger.tests.given import dialogue, inspection, recorded
from tests.given import YEAR, demo, district, report

pytestmark = pytest.mark.django_db
YESTERDAY = date(2026, 11, 20)


@pytest.fixture
def on(monkeypatch) -> Callable[[date], None]:
    """Let it be noon of that day."""

    def be(day: date) -> None:
        noon = datetime.combine(day, datetime.min.time(), clock.now().tzinfo) + timedelta(hours=5)
        monkeypatch.setattr(clock, "now", lambda: noon)
        monkeypatch.setattr(clock, "today", lambda: day)

    return be


@pytest.fixture
def two_days(on) -> list[str]:
    """The demonstration was received on one day; on a later one a dialogue, and a correction of an inspection."""
    on(YESTERDAY)
    demo()
    first = recorded(inspection())
    sequence()
    on(YESTERDAY + timedelta(days=3))
    corrected = inspection(act="correct", corrects=[first], reason="thử", occasions=15)
    return [recorded(dialogue()), recorded(corrected), first]


def stated(**changes: object) -> list[tuple[str, object, tuple[str, ...]]]:
    """What each control of the report states: the indicator, the value, the records."""
    runs = report(**changes).figures()
    return [(run.figure.full_code, run.figure.value, run.figure.records) for run in runs]


def test_figures_of_two_days_differ_exactly_by_the_entries_received_between(two_days):
    seal()
    fresh, corrected, first = two_days
    scope = Scope(district(), YEAR, as_of=YESTERDAY)
    for code in ["dialogues", "dialogue_opinions", "party_inspections", *list(INDICATORS())[::6]]:
        told = since(code, scope)
        before, after = set(told.then.records), set(told.now.records)
        assert after - before == {*told.received, *told.back} & after
        assert before - after == set(told.gone) <= {first}
        assert set(told.received) <= {fresh, corrected}
        # What no entry of between concerns says the same on both days.
        assert (told.then.value == told.now.value) or told.received
    dialogues, inspections = since("dialogues", scope), since("party_inspections", scope)
    assert (dialogues.received, dialogues.gone) == ((fresh,), ())
    assert (inspections.received, inspections.gone) == ((corrected,), (first,))


def test_a_report_as_of_a_day_is_that_days_report(on):
    on(YESTERDAY)
    demo()
    sequence()
    then = stated(dated=YESTERDAY)
    on(YESTERDAY + timedelta(days=3))
    fresh = recorded(dialogue())
    seal()
    assert stated(as_of=YESTERDAY, dated=YESTERDAY) == then
    now = stated(dated=YESTERDAY)
    assert {code for code, _value, records in now if fresh in records} >= {"dialogues"}
    assert [each for each in now if fresh not in each[2]] == [
        before for before, after in zip(then, now, strict=True) if fresh not in after[2]
    ]


def test_the_command_says_which(two_days, capsys):
    fresh, *_rest = two_days
    words = ["figure", "dialogues", "--unit", "tam-duong", "--period", "2022", "--as-of", YESTERDAY.isoformat()]
    assert main(words) == 0
    assert fresh in capsys.readouterr().out.partition("Nhận sau ngày đó:")[2]
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["since"]["received"] == [fresh]
    assert told["since"]["value"] == told["value"] + 1


def test_an_old_position_keeps_its_figures_whatever_is_sealed(two_days):
    questions = [Question(code, Scope(district(), Period.parse("2022"))) for code in list(INDICATORS())[::3]]
    before = engine.ask(questions)
    recorded(dialogue())
    seal()
    recorded(dialogue())
    again = engine.ask([Question(f.full_code, f.scope, at=f.position) for f in before])
    assert again == before
