"""Every command makes or updates the database that it needs, and refuses one from the future."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection

from danvan.cli import home
from danvan.kit.errors import Refusal


@pytest.mark.django_db
def test_a_home_in_order_is_left_alone(monkeypatch):
    monkeypatch.setattr(home, "call_command", None)
    home.prepare()


@pytest.mark.django_db
def test_a_lacking_migration_is_made_good(monkeypatch):
    called = []
    monkeypatch.setattr(home, "call_command", lambda *words, **_settings: called.append(words))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    home.prepare()
    assert called == [("migrate",)]


@pytest.mark.django_db
def test_a_database_of_a_newer_danvan_is_refused():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '9999_later', '2030-01-01')"
        )
    with pytest.raises(Refusal, match=r"audit\.9999_later"):
        home.prepare()


@pytest.mark.parametrize("command", ["read", "check"])
def test_what_needs_no_database_leaves_no_home(tmp_path, command):
    report = tmp_path / "r.txt"
    report.write_text("Có 12 thôn.\n", encoding="utf-8")
    home = tmp_path / "home"
    words = [sys.executable, "-m", "danvan.cli.main", command, str(report)]
    done = subprocess.run(words, env=os.environ | {"DANVAN_HOME": str(home)}, capture_output=True, check=False)
    assert done.returncode == 0 and done.stdout and not home.exists()
