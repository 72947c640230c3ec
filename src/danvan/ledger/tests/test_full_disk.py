"""A full disk in the middle of recording: the ledger is before it or after it, never between."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from danvan.ledger.tests.recorder import SIZE

RECORDER = Path(__file__).parent / "recorder.py"
PACKAGE = RECORDER.parents[3]


@pytest.fixture
def environment(tmp_path):
    """A home of its own on SQLite, as an installation's process sees it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DANVAN_")}
    return {**kept, "DANVAN_HOME": str(tmp_path), "PYTHONPATH": str(PACKAGE)}


def held(folder):
    """Source of every file of entries -> how many of its entries stand, each whole with its journal line."""
    with closing(sqlite3.connect(folder / "danvan.sqlite3")) as database:
        rows = database.execute(
            "SELECT c.body, (SELECT count(*) FROM ledger_measure m WHERE m.entry_id = e.id) = 4"
            " AND (SELECT count(*) FROM ledger_entrydim d WHERE d.entry_id = e.id) = 3"
            " AND (SELECT count(*) FROM ledger_entryplace p WHERE p.entry_id = e.id) = 1"
            " AND (SELECT count(*) FROM audit_auditline l WHERE l.ref = 'ledger/entry/' || e.id) = 1"
            " AND (SELECT count(*) FROM audit_queue q WHERE q.key = e.id)"
            "   + (SELECT count(*) FROM audit_outbox o WHERE o.key = e.id) = 1"
            " FROM ledger_entry e LEFT JOIN ledger_content c ON c.entry_id = e.id"
        ).fetchall()
    assert all(body and whole for body, whole in rows)
    return Counter(json.loads(body)["source"].removeprefix("tệp ") for body, _whole in rows)


def faults(environment):
    """What verify finds after the sequencer has done its work."""
    script = (
        "import django; django.setup()\n"
        "from danvan.audit.actions import sequence\n"
        "from danvan.audit.queries import chain_faults, guard_faults\n"
        "from danvan.ledger.queries import ledger_faults\n"
        "sequence()\n"
        "print([*chain_faults(), *guard_faults(), *ledger_faults()])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**environment, "DJANGO_SETTINGS_MODULE": "danvan.web.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("room", [0, 9, 60])
def test_a_full_disk_leaves_the_ledger_before_or_after(environment, tmp_path, room):
    done = subprocess.run(
        [sys.executable, str(RECORDER), str(room)],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert lines[-1].startswith("refused Đĩa đã đầy: chưa ghi gì.")
    files = held(tmp_path)
    kept = [line.removeprefix("kept ") for line in lines if line.startswith("kept ")]
    assert {name: count for name, count in files.items() if re.match(r"\d+-", name)} == dict.fromkeys(kept, SIZE)
    assert faults(environment) == "[]\n"
