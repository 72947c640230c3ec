"""The last door: refusals, misuse and danvan's own faults become sentences and exit codes, never a traceback."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings

from danvan.cli import main as door
from danvan.kit.errors import Refusal


def failing(fault):
    def run(*_words, **_settings):
        raise fault

    return run


def test_a_refusal_is_its_sentence_and_exit_code_two(monkeypatch, capsys):
    monkeypatch.setattr(door.danvan, "invoke", failing(Refusal("No %(what)s.", where="a.json", what="such unit")))
    assert door.main(["figure"]) == 2
    assert capsys.readouterr() == ("", "a.json: No such unit.\n")


def test_a_fault_of_our_own_is_a_sentence_and_its_details_are_logged(monkeypatch, capsys):
    monkeypatch.setattr(door.danvan, "invoke", failing(ZeroDivisionError("by nobody")))
    assert door.main(["figure"]) == 2
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told and "Traceback" not in told and told.count("\n") == 1
    assert "by nobody" in (settings.DANVAN.home / "log" / "danvan.log").read_text()


def test_a_file_that_cannot_be_opened_is_named(capsys, tmp_path):
    assert door.main(["record", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_an_interruption_answers_as_the_shell_expects(monkeypatch):
    monkeypatch.setattr(door.danvan, "invoke", failing(KeyboardInterrupt()))
    assert door.main(["figure"]) == 130


@pytest.mark.parametrize(
    "words", [["nonsense"], ["figure"], ["figure", "--nonsense"], ["figure", "x", "--boundaries", "y"]]
)
def test_misuse_is_exit_code_two(capsys, words):
    assert door.main(words) == 2
    assert capsys.readouterr().err


def run(*words, **environment):
    """danvan in a process of its own."""
    command = [sys.executable, "-m", "danvan.cli.main", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_an_odd_setting_refuses_to_start_and_is_named(tmp_path):
    done = run("catalogue", DANVAN_HOME=str(tmp_path), DANVAN_PORT="http")
    assert done.returncode == 2 and "DANVAN_PORT=http" in done.stderr and "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_fault(tmp_path):
    command = f"{sys.executable} -m danvan.cli.main catalogue | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, env={"DANVAN_HOME": str(tmp_path)}
    )
    assert done.stderr == "" and done.returncode in (0, 141)
