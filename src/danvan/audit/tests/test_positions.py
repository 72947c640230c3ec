"""Positions are gapless and in commit order, whoever writes and whoever counts."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction

from danvan.audit import actions
from danvan.audit.actions import sequence, tell
from danvan.audit.models import AuditLine, AuditLink, Outbox, Queue
from danvan.audit.queries import chain_faults, position_at, top_position
from danvan.kit import clock
from danvan.kit.by import SYSTEM
from danvan.kit.ref import Ref

pytestmark = pytest.mark.django_db(transaction=True)


def deed(key: str) -> AuditLine:
    return tell(by=SYSTEM, deed="try", ref=Ref("audit", "trial", key), content={})


def test_a_deed_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        deed("1")


def test_what_was_rolled_back_leaves_neither_line_nor_gap():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        deed("1")
        _ = 1 / 0
    with transaction.atomic():
        deed("2")
    assert list(Outbox.objects.values_list("pos", flat=True)) == [1]
    assert top_position("audit") == AuditLine.objects.count() == 1


def test_many_rows_of_one_transaction_get_their_positions_at_once(django_assert_max_num_queries):
    """The number of statements grows with the number of pages of rows, and none of them looks at a row twice."""
    with transaction.atomic():
        AuditLine.objects.bulk_create(
            [AuditLine(at=clock.now(), user="s", deed="try", ref=str(number)) for number in range(16_000)],
            batch_size=500,
        )
    with django_assert_max_num_queries(200):
        sequence()
    assert top_position("audit") == 16_000
    assert AuditLink.objects.count() == 16_000


def in_threads(*works: Callable[[], None]) -> None:
    faults: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 - told by the assertion below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_several_writers_and_sequencers_leave_no_gap_at_any_moment():
    done = threading.Event()
    seen: list[list[int]] = []

    def write(name: int) -> None:
        for number in range(10):
            try:
                with transaction.atomic():
                    deed(f"{name}-{number}")
                    if number % 3 == 2:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                continue

    def number() -> None:
        while not done.wait(0.01):
            sequence()

    def look() -> None:
        while not done.wait(0.01):
            seen.append(sorted(Outbox.objects.filter(topic="audit").values_list("pos", flat=True)))

    def write_all() -> None:
        try:
            in_threads(*(partial(write, name) for name in range(4)))
        finally:
            done.set()

    in_threads(write_all, number, number, look)
    sequence()
    assert all(positions == list(range(1, len(positions) + 1)) for positions in seen)
    assert Queue.objects.count() == 0
    assert top_position("audit") == Outbox.objects.filter(topic="audit").count() == AuditLine.objects.count() == 28
    assert chain_faults() == []


def test_threads_that_wait_for_their_positions_share_one_round(monkeypatch):
    rounds, joined, gate = [], threading.Semaphore(0), threading.Event()
    join, run = actions._Round.join, actions._run

    def counted_join():
        try:
            return join()
        finally:
            joined.release()

    def held_run(this):
        rounds.append(this)
        assert gate.wait(20)
        run(this)

    monkeypatch.setattr(actions._Round, "join", counted_join)
    monkeypatch.setattr(actions, "_run", held_run)
    seen: list[bool] = []

    def write(name: int) -> None:
        with transaction.atomic():
            line = deed(str(name))
        seen.append(AuditLink.objects.filter(line=line.id).exists())

    def open_when_all_wait() -> None:
        for _writer in range(6):
            assert joined.acquire(timeout=20)
        gate.set()

    in_threads(open_when_all_wait, *(partial(write, name) for name in range(6)))
    assert len(rounds) == 1
    assert seen == [True] * 6


def test_who_shared_a_round_that_failed_makes_up_for_it(monkeypatch):
    join, run, joined, gate = actions._Round.join, actions._run, threading.Semaphore(0), threading.Event()

    def counted_join():
        try:
            return join()
        finally:
            joined.release()

    def first_fails(this):
        monkeypatch.setattr(actions, "_run", run)
        assert gate.wait(20)
        with monkeypatch.context() as patch:
            patch.setattr(actions, "_locked_counters", lambda: 1 / 0)
            run(this)

    def write(name: str) -> None:
        with transaction.atomic():
            deed(name)

    def open_when_both_wait() -> None:
        for _writer in range(2):
            assert joined.acquire(timeout=20)
        gate.set()

    monkeypatch.setattr(actions._Round, "join", counted_join)
    monkeypatch.setattr(actions, "_run", first_fails)
    in_threads(open_when_both_wait, partial(write, "1"), partial(write, "2"))
    assert top_position("audit") == 2
    assert not Queue.objects.exists()


def test_a_row_that_commits_late_comes_after_those_that_were_numbered_before_it():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    written, numbered = threading.Event(), threading.Event()
    queued: dict[str, int] = {}

    def slow() -> None:
        with transaction.atomic():
            queued["slow"] = Queue.objects.get(key=deed("slow").id).id
            written.set()
            assert numbered.wait(20)

    def quick() -> None:
        assert written.wait(20)
        with transaction.atomic():
            queued["quick"] = Queue.objects.get(key=deed("quick").id).id
        numbered.set()

    in_threads(slow, quick)
    sequence()
    order = list(Outbox.objects.order_by("pos").values_list("key", flat=True))
    refs = AuditLine.objects.in_bulk(order)
    assert [refs[key].ref for key in order] == ["audit/trial/quick", "audit/trial/slow"]
    assert queued["slow"] < queued["quick"], "whoever numbers what follows the last number seen would miss the slow one"


def test_numbering_that_fails_after_the_deed_is_made_up_for_later(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("danvan.audit.actions._link_lines", lambda _top: 1 / 0)
        with transaction.atomic():
            deed("1")
    assert (AuditLine.objects.count(), top_position("audit")) == (1, 0)
    sequence()
    assert top_position("audit") == 1


def test_nobody_but_the_triggers_fills_the_queue():
    with transaction.atomic():
        line = deed("1")
        assert list(Queue.objects.values_list("topic", "key")) == [("audit", line.id)]
    assert not Queue.objects.exists()


def test_a_day_becomes_a_position():
    with transaction.atomic():
        deed("1")
    today = clock.today()
    assert position_at(clock.end_of(today), "audit") == 1
    assert position_at(clock.end_of(today - timedelta(days=1)), "audit") == 0


def test_a_clock_set_back_moves_no_position(monkeypatch):
    with transaction.atomic():
        deed("1")
    earlier = clock.now() - timedelta(hours=5)
    monkeypatch.setattr(clock, "now", lambda: earlier)
    with transaction.atomic():
        deed("2")
    first, second = Outbox.objects.order_by("pos").values_list("at", flat=True)
    assert first <= second


def test_a_bulk_copy_is_caught_too():
    if connection.vendor != "postgresql":
        pytest.skip("COPY is PostgreSQL's")
    with (
        connection.cursor() as cursor,
        cursor.copy('COPY audit_auditline (id, at, "user", post, deed, ref, reason, content) FROM STDIN') as copy,
    ):
        for number in range(100):
            copy.write_row((f"c{number:03d}", clock.now(), "s", "", "try", "r", "", "{}"))
    sequence()
    assert top_position("audit") == 100


def rows_read(table: str) -> int:
    """How many rows of the table this transaction has looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = %s AND schemaname ="
            " current_schema()",
            [table],
        )
        return int(cursor.fetchone()[0])


def test_a_round_looks_through_no_large_outbox_even_before_it_was_analysed():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite goes by its indexes")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_outbox SET (autovacuum_enabled = off)")
        cursor.execute(
            "INSERT INTO audit_outbox (topic, pos, key, at)"
            " SELECT topic, n, topic || n, now()"
            " FROM generate_series(1, 30000) n, (VALUES ('audit'), ('entry')) topics(topic)"
        )
        cursor.execute("INSERT INTO audit_counter VALUES ('audit', 30000), ('entry', 30000)")
        cursor.execute("INSERT INTO audit_auditlink VALUES (30000, 'last', 'digest')")
    try:
        with transaction.atomic():
            deed("1")
            before = rows_read("audit_outbox")
            sequence()
            assert rows_read("audit_outbox") - before < 100
        assert top_position("audit") == 30001
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_outbox RESET (autovacuum_enabled)")


def test_statistics_are_made_after_many_rows_at_once(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite goes by its indexes")
    monkeypatch.setattr(actions, "MANY", 50)

    def guessed() -> float:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'audit_outbox'::regclass")
            return float(cursor.fetchone()[0])

    before = guessed()
    with transaction.atomic():
        deed("1")
    assert guessed() == before
    with transaction.atomic():
        for number in range(60):
            deed(str(number))
    assert guessed() == 61
