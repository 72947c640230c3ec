"""Help and click's own words are printed in the reader's language, wherever it was named."""

from __future__ import annotations

import click
import pytest

from danvan.cli import main as door

COMMANDS = door.danvan.list_commands(click.Context(door.danvan))


@pytest.fixture(autouse=True)
def language_again(monkeypatch):
    """The language is the process's own; it is put back after each test."""
    from django.utils.translation import activate

    monkeypatch.setenv("DANVAN_LANGUAGE", "vi")
    monkeypatch.setenv("LANGUAGE", "vi")
    yield
    activate("vi")


def printed(capsys, *words):
    assert door.main(words) == 0
    return capsys.readouterr().out


def test_the_same_process_answers_in_either_language(capsys):
    assert "Show this message" not in printed(capsys, "figure", "--help")
    assert "Show this message" in printed(capsys, "--language", "en", "figure", "--help")
    assert "Cách dùng" in printed(capsys, "--language=vi", "figure", "--help")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_both_languages(capsys, command):
    english = printed(capsys, command, "--help", "--language", "en")
    vietnamese = printed(capsys, "--language", "vi", command, "--help")
    assert "Exit code" in english and "Mã thoát" in vietnamese
    assert not set(_sentences(english)) & set(_sentences(vietnamese))


def _sentences(text):
    """Lines of three words and more, which cannot be the same in two languages; examples are left out."""
    return [line.strip() for line in text.splitlines() if sum(word.isalpha() for word in line.split()) > 4]


def test_an_unknown_language_is_refused_in_both(capsys):
    import subprocess
    import sys

    command = [sys.executable, "-m", "danvan.cli.main", "--language", "fr", "figure", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "vi hoặc en / must be vi or en" in done.stderr
