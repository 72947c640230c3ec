"""Positions are gapless and in commit order, whoever writes and whoever counts."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from danvan.audit.actions import sequence, tell
from danvan.audit.models import AuditLine, Outbox, Queue
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
    with transaction.atomic():
        AuditLine.objects.bulk_create(
            [AuditLine(at=clock.now(), user="s", deed="try", ref=str(number)) for number in range(2000)], batch_size=500
        )
    with django_assert_max_num_queries(60):
        sequence()
    assert top_position("audit") == 2000
    assert chain_faults() == []


def test_several_writers_and_sequencers_leave_no_gap():
    def work(name: int) -> None:
        try:
            for number in range(10):
                try:
                    with transaction.atomic():
                        deed(f"{name}-{number}")
                        if number % 3 == 2:
                            raise ZeroDivisionError
                except ZeroDivisionError:
                    sequence()
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sequence()
    assert Queue.objects.count() == 0
    assert top_position("audit") == Outbox.objects.filter(topic="audit").count() == AuditLine.objects.count() == 28
    assert chain_faults() == []


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
