"""`danvan simulate`: it says what it made, every other command says that it is made up, nothing is mixed."""

from __future__ import annotations

import json

import pytest

from danvan.cli.main import main
from danvan.ledger.tests.given import dialogue, units_and_documents

pytestmark = pytest.mark.django_db
WORDS = ["simulate", "--communes", "1", "--years", "1", "--seed", "4"]
FIGURE = ["figure", "dialogues", "--unit", "vung-mo-phong", "--period"]


def printed(capsys, *words, code=0):
    assert main(words) == code, capsys.readouterr().err
    return capsys.readouterr().out


def refused(capsys, *words):
    assert main(words) == 2
    return capsys.readouterr().err


def test_what_is_made_up_says_so_and_all_is_in_order(capsys, monkeypatch, tmp_path):
    # The tests of one process share a home, and so the anchors of each other's chains.
    monkeypatch.setattr("danvan.cli.home.anchors", lambda: tmp_path / "anchors")
    made = json.loads(printed(capsys, *WORDS, "--json"))
    assert made["made_up"] is True and made["new"] == made["entries"] > 50
    assert (made["communes"], made["years"], made["seed"]) == (1, 1, 4)
    year = made["upto"][:4]
    assert json.loads(printed(capsys, *FIGURE, year, "--json"))["made_up"] is True
    assert "mô phỏng" in printed(capsys, *FIGURE, year).splitlines()[0]
    assert str(made["entries"]) in printed(capsys, *WORDS)
    verified = json.loads(printed(capsys, "verify", "--json"))
    assert verified["findings"] == [] and "ledger" in verified["checks_run"]
    entry = tmp_path / "entry.json"
    entry.write_text(json.dumps(dialogue()))
    assert "mô phỏng" in refused(capsys, "record", str(entry))
    assert "mô phỏng" in refused(capsys, "demo")
    assert "4" in refused(capsys, *WORDS[:-1], "5")


def test_a_home_with_work_is_refused(capsys):
    units_and_documents()
    assert "mô phỏng" in refused(capsys, *WORDS)


def test_sizes_that_nobody_needs_are_refused(capsys):
    assert "20000" in refused(capsys, "simulate", "--communes", "0", "--years", "1", "--seed", "4")


def test_whoever_stops_it_is_told_that_it_can_go_on(capsys, monkeypatch):
    def stopped(**_words):
        raise KeyboardInterrupt

    monkeypatch.setattr("danvan.ledger.simulation.actions.simulate", stopped)
    assert main(WORDS) == 130
    assert capsys.readouterr().err
