"""A kill or a full disk in the middle of recording: the ledger is before it or after it, never between."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
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


def killed_after(environment, delay):
    """Start the recorder, kill it ``delay`` seconds after it is ready; the names it said it started and kept."""
    with subprocess.Popen(
        [sys.executable, str(RECORDER)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().splitlines()
    started, kept = ([line.split()[1] for line in said if line.startswith(word)] for word in ("start", "kept"))
    return set(started) - set(kept), kept


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


def survives(environment, folder, kills):
    """Kill as often as told; how many kills fell between the start of a file and its acknowledgement."""
    chance = random.Random(kills)  # noqa: S311 - moments to kill at, no secret
    between = 0
    for _kill in range(kills):
        open_files, kept = killed_after(environment, chance.uniform(0.0, 0.25))
        files = held(folder)
        assert all(files[name] == SIZE for name in kept), "what was acknowledged is there"
        assert all(count == SIZE for name, count in files.items() if re.match(r"\d+-", name)), (
            "a file is whole or absent"
        )
        between += bool(open_files)
    assert faults(environment) == "[]\n"
    return between


def test_five_kills_leave_the_ledger_before_or_after(environment, tmp_path):
    survives(environment, tmp_path, 5)


@pytest.mark.long
def test_fifty_kills_leave_the_ledger_before_or_after(environment, tmp_path):
    assert survives(environment, tmp_path, 50) > 25, "most kills fell into the middle of recording"


@pytest.mark.parametrize("room", [0, 9, 60])
def test_a_full_disk_leaves_the_ledger_before_or_after(environment, tmp_path, room):
    done = subprocess.run(
        [sys.executable, str(RECORDER), str(room)], env=environment, capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert lines[-1].startswith("refused Đĩa đã đầy: chưa ghi gì.")
    files = held(tmp_path)
    kept = [line.removeprefix("kept ") for line in lines if line.startswith("kept ")]
    assert {name: count for name, count in files.items() if re.match(r"\d+-", name)} == dict.fromkeys(kept, SIZE)
    assert faults(environment) == "[]\n"
