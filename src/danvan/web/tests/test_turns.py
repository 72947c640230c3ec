"""Those who write to one SQLite file do so in the order in which they came, in whatever thread or process."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from danvan.audit.queries import chain_faults, top_position
from danvan.kit.by import TERMINAL
from danvan.ledger.actions import record_entries
from danvan.ledger.models import Entry
from danvan.ledger.tests.given import dialogue, units_and_documents
from danvan.web.sqlite import turns
from danvan.web.sqlite.turns import Line, line_of

#: Waits for its turn, says so, and keeps it until a line comes in.
HOLDER = """
import sys
from pathlib import Path
from danvan.web.sqlite.turns import line_of
line = line_of(Path(sys.argv[1]))
turn = line.take(20)
print("mine", flush=True)
sys.stdin.readline()
line.leave(turn)
"""
FORKING = """
import os, sys
from pathlib import Path
from danvan.web.sqlite.turns import line_of
database = Path(sys.argv[1])
turn = line_of(database).take(1)
def what(timeout):
    try:
        line_of(database).leave(line_of(database).take(timeout))
    except TimeoutError:
        return "waited"
    return "served"
ready, say = os.pipe()
if os.fork() == 0:
    print(what(0.1), flush=True)
    os.write(say, b".")
    print(what(3), flush=True)
    os._exit(0)
os.read(ready, 1)
print(what(0.1), flush=True)
line_of(database).leave(turn)
os.wait()
"""


@pytest.fixture
def database(tmp_path):
    return tmp_path / "a.sqlite3"


def drawn(database):
    """How many turns were drawn so far."""
    return int.from_bytes(Path(f"{database}-turns").read_bytes()[:8], "big")


def until(true):
    for _look in range(4000):
        if true():
            return
        time.sleep(0.005)
    raise AssertionError("it never came true")


@contextmanager
def process(code, database):
    with subprocess.Popen(
        [sys.executable, "-c", code, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        yield running
        running.kill()


def test_threads_are_served_one_by_one_in_the_order_in_which_they_came(database):
    line, served = line_of(database), []
    mine = line.take(0)

    def here(name):
        turn = line.take(20)
        served.append((name, len(line._here)))
        line.leave(turn)

    with ThreadPoolExecutor(4) as threads:
        work = []
        for number in range(4):
            work.append(threads.submit(here, number))
            until(lambda number=number: drawn(database) == number + 2)
        time.sleep(0.05)
        assert served == []
        line.leave(mine)
        for each in work:
            each.result(20)
    assert served == [(0, 4), (1, 3), (2, 2), (3, 1)]


def test_threads_and_processes_are_served_in_the_order_in_which_they_came(database):
    line, served = line_of(database), []
    mine = line.take(0)

    def here(name):
        turn = line.take(20)
        served.append(name)
        line.leave(turn)

    def there(name, running):
        assert running.stdout.readline() == "mine\n"
        served.append(name)
        running.stdin.write("\n")
        running.stdin.close()

    with process(HOLDER, database) as one, process(HOLDER, database) as other, ThreadPoolExecutor(5) as threads:
        # Which of the two processes came first is seen from who is served first.
        until(lambda: drawn(database) == 3)
        work = [threads.submit(there, "process", running) for running in (one, other)]
        for number, name in enumerate(("first", "second", "third"), start=4):
            work.append(threads.submit(here, name))
            until(lambda number=number: drawn(database) == number)
        line.leave(mine)
        for each in work:
            each.result(20)
    assert served == ["process", "process", "first", "second", "third"]


def test_a_process_that_was_killed_gives_its_turn_back(database):
    with process(HOLDER, database) as holder:
        assert holder.stdout.readline() == "mine\n"
        with pytest.raises(TimeoutError):
            line_of(database).take(0.05)
        holder.kill()
        line = line_of(database)
        line.leave(line.take(5))


def test_whoever_waited_too_long_is_passed_over(database):
    line = line_of(database)
    mine = line.take(0)
    with ThreadPoolExecutor(2) as threads:
        hasty = threads.submit(line.take, 0.05)
        until(lambda: drawn(database) == 2)
        patient = threads.submit(line.take, 20)
        with pytest.raises(TimeoutError):
            hasty.result(20)
        line.leave(mine)
        line.leave(patient.result(20))


def test_a_thread_that_ended_with_its_turn_is_passed_over(database, monkeypatch):
    monkeypatch.setattr(turns, "_DOUBT", 0.02)
    line = line_of(database)
    with ThreadPoolExecutor(1) as threads:
        lost = threads.submit(line.take, 0).result(5)
    assert not lost.thread.is_alive()
    mine = line.take(5)
    line.leave(mine)
    # Late and twice: nothing.
    line.leave(lost)


def test_a_forked_child_has_no_turn_and_takes_none_away(database):
    done = subprocess.run(
        [sys.executable, "-c", FORKING, str(database)], capture_output=True, text=True, check=True, timeout=20
    )
    assert done.stdout.splitlines() == ["waited", "waited", "served"]


def test_a_file_of_turns_that_was_put_back_from_a_copy_stops_nobody(database):
    line = line_of(database)
    mine = line.take(0)
    Path(f"{database}-turns").write_bytes(bytes(8))
    with process(HOLDER, database) as other:
        assert other.stdout.readline() == "mine\n", "SQLite still keeps the two apart"
    line.leave(mine)


@pytest.fixture
def line(transactional_db) -> Line:
    """The line before the database of the tests."""
    if connection.vendor != "sqlite":
        pytest.skip("turns are for SQLite")
    return line_of(Path(connection.settings_dict["NAME"]))


def test_a_turn_lasts_from_the_first_atomic_to_its_end_whatever_happens_inside(line):
    with transaction.atomic():
        (turn,) = line._here
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            _ = 1 / 0
        with transaction.atomic(durable=False):
            assert list(line._here) == [turn]
    assert not line._here
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _ = 1 / 0
    assert not line._here
    with transaction.atomic():
        connection.close()
        assert not line._here


def test_a_transaction_that_cannot_begin_gives_its_turn_back(line):
    connection.ensure_connection()
    connection.connection.execute("BEGIN")
    with pytest.raises(OperationalError), transaction.atomic():
        pass
    connection.connection.execute("ROLLBACK")
    assert not line._here


def test_a_commit_that_fails_keeps_the_turn_until_the_rollback(line, monkeypatch):
    seen = []
    rollback = getattr(connection, "_rollback")  # noqa: B009 - not in the stubs

    def watched():
        seen.append(len(line._here))
        rollback()

    monkeypatch.setattr(connection, "_rollback", watched)
    with pytest.raises(Exception, match="FOREIGN KEY"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys=ON")
        cursor.execute("INSERT INTO ledger_content (entry_id, salt, body) VALUES ('nobody', '', '')")
    assert seen == [1]
    assert not line._here


def test_to_wait_longer_than_allowed_is_said_as_sqlite_says_it(line, monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    turn = line.take(0)
    with ThreadPoolExecutor(1) as threads:

        def write():
            try:
                with transaction.atomic():
                    pass
            finally:
                connection.close()

        # The connection of another thread has its own copy of the settings.
        with pytest.raises(OperationalError, match="database is locked"), transaction.atomic():
            pass
        line.leave(turn)
        threads.submit(write).result(20)


def test_eight_writers_are_served_by_their_numbers_and_none_is_refused(line, monkeypatch):
    units_and_documents()
    before, served, take = Entry.objects.count(), [], Line.take

    def noted(self, timeout):
        turn = take(self, timeout)
        served.append(turn.number)
        return turn

    monkeypatch.setattr(Line, "take", noted)
    gate = threading.Barrier(8)

    def write(_writer):
        gate.wait()
        try:
            return [record_entries(by=TERMINAL, entries=[dialogue()])[0].new for _time in range(6)]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(write, range(8))) == [[True] * 6] * 8
    assert Entry.objects.count() == before + 48 == top_position()
    assert served == sorted(served)
    assert chain_faults() == []
