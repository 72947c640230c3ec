"""Deeds of the journal: tell a deed, give positions to what was committed, leave an anchor outside the database."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from pathlib import Path
from typing import ClassVar

from django.db import connection, transaction
from django.db.models import Q

from danvan.audit.chain import CHUNK, START, link_digest
from danvan.audit.models import AuditLine, AuditLink, Counter, Outbox, Queue
from danvan.kit import clock
from danvan.kit.by import By
from danvan.kit.ref import Ref

TOPICS = ("audit", "entry")
#: After so many positions given at once PostgreSQL is told to count anew.
MANY = 10_000


def tell(*, by: By, deed: str, ref: Ref, content: Mapping[str, str], reason: str = "") -> AuditLine:
    """Write one line of the journal inside the deed's own transaction; it is linked into the chain after it.

    ``content`` holds digests and names of definitions, never text that a person wrote. Raises RuntimeError
    outside a transaction: a deed without its line, or a line without its deed, must be impossible.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("tell() belongs inside the transaction of the deed that it tells")
    line = AuditLine(
        at=clock.now(), user=by.user, post=by.post, deed=deed, ref=str(ref), reason=reason, content=dict(content)
    )
    line.save(force_insert=True)
    # Once for neighbouring lines: after the commit one round numbers them all.
    if not any(hook[1] is sequence for hook in connection.run_on_commit[-1:]):
        # Robust: the deed is done; should numbering fail now, the next call of any process makes up for it.
        transaction.on_commit(sequence, robust=True)
    return line


class _Round:
    """One run of the sequencer, for all threads of the process that came before it began to look."""

    #: The run that has not begun to look yet; guarded by ``lock``.
    coming: ClassVar[_Round | None] = None
    lock: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self) -> None:
        self.over = threading.Event()
        self.well = False

    @classmethod
    def join(cls) -> tuple[_Round, bool]:
        """The round that will see what is committed by now, and whether the caller must run it."""
        with cls.lock:
            if cls.coming is not None:
                return cls.coming, False
            cls.coming = cls()
            return cls.coming, True

    def close(self) -> None:
        """From now on nobody joins."""
        with self.lock:
            if _Round.coming is self:
                _Round.coming = None

    @classmethod
    def begin_anew(cls) -> None:
        """In a forked child, which lacks the thread that ran it."""
        cls.coming, cls.lock = None, threading.Lock()


os.register_at_fork(after_in_child=_Round.begin_anew)


def sequence() -> None:
    """Move the queue into the numbered outboxes and link new audit lines. Any process may call it, at any time.

    What was committed before the call has its position after it. Threads that call while a round waits for its turn
    share that round.
    """
    if not Queue.objects.exists():
        return
    if connection.in_atomic_block:
        # What this transaction wrote nobody else can see.
        _run(_Round())
        return
    shared, mine = _Round.join()
    if mine:
        _run(shared)
        return
    shared.over.wait()
    if not shared.well:
        sequence()


def _run(this: _Round) -> None:
    try:
        with transaction.atomic():
            counters = _locked_counters()
            this.close()
            moment = _moment(counters)
            tops = {topic: _number(topic, counters[topic], moment) for topic in TOPICS}
            _link_lines(tops["audit"])
        this.well = True
        if connection.vendor == "postgresql" and any(tops[topic] - counters[topic] >= MANY for topic in TOPICS):
            _analyse()
    finally:
        this.close()
        this.over.set()


def _analyse() -> None:
    """Without statistics PostgreSQL reads a third of the table to catch up; its own turn comes within a minute.

    Of tables that it does not own the application's role is warned, and that minute passes.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _locked_counters() -> dict[str, int]:
    """The last position in each topic. The lock: one sequencer at a time gives positions; writers never wait for it."""
    held = dict(Counter.objects.select_for_update().order_by("topic").values_list("topic", "n"))
    if set(held) == set(TOPICS):
        return held
    Counter.objects.bulk_create((Counter(topic=topic) for topic in TOPICS), ignore_conflicts=True)
    return dict(Counter.objects.select_for_update().order_by("topic").values_list("topic", "n"))


def _moment(counters: Mapping[str, int]) -> datetime:
    """Never earlier than the positions before, even if the clock was set back: a day maps to one position."""
    newest = reduce(or_, (Q(topic=topic, pos=n) for topic, n in counters.items()))
    return max([clock.now(), *Outbox.objects.filter(newest).values_list("at", flat=True)])


def _number(topic: str, reached: int, moment: datetime) -> int:
    """Give what waits in the queue the positions after ``reached``; the last one given."""
    at = connection.ops.adapt_datetimefield_value(moment)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One statement: of two, the second would be planned by statistics that know nothing of the first's rows,
            # and compare each with each.
            cursor.execute(
                "WITH gone AS (DELETE FROM audit_queue WHERE topic = %s RETURNING id, key) "
                "INSERT INTO audit_outbox (topic, pos, key, at) "
                "SELECT %s, %s + row_number() OVER (ORDER BY id), key, %s FROM gone",
                [topic, topic, reached, at],
            )
        else:
            cursor.execute(
                "INSERT INTO audit_outbox (topic, pos, key, at) "
                "SELECT topic, %s + row_number() OVER (ORDER BY id), key, %s FROM audit_queue WHERE topic = %s",
                [reached, at, topic],
            )
        if not cursor.rowcount:
            return reached
        top = reached + int(cursor.rowcount)
        if connection.vendor == "sqlite":
            # Nobody else writes meanwhile: what waits is what was numbered.
            cursor.execute("DELETE FROM audit_queue WHERE topic = %s", [topic])
        cursor.execute("UPDATE audit_counter SET n = %s WHERE topic = %s", [top, topic])
    return top


def _link_lines(top: int) -> None:
    last = AuditLink.objects.order_by("-pos").values_list("digest", "pos").first()
    before, reached = last or (START, 0)
    # Both ends: of an open one a database without statistics guesses a third of the table.
    fresh = Outbox.objects.filter(topic="audit", pos__gt=reached, pos__lte=top).order_by("pos")
    positions = list(fresh.values_list("pos", "key"))
    for start in range(0, len(positions), CHUNK):
        chunk = positions[start : start + CHUNK]
        lines = AuditLine.objects.in_bulk([key for _pos, key in chunk])
        links = []
        for pos, key in chunk:
            # A line that somebody removed before it was linked leaves a gap, which verifying names.
            if key in lines:
                before = link_digest(before, lines[key])
                links.append(AuditLink(pos=pos, line=key, digest=before))
        AuditLink.objects.bulk_create(links)


def write_anchor(*, folder: Path) -> Path | None:
    """Add the chain's newest link to the day's anchor file in ``folder``, outside the database.

    Each line is ``position digest moment``. Returns the file, or None while the chain is empty. Whoever alters
    the database must alter these files too; copies of them elsewhere make that visible.
    """
    sequence()
    last = AuditLink.objects.order_by("-pos").first()
    if last is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{clock.today().isoformat()}.txt"
    line = f"{last.pos} {last.digest}"
    if path.exists() and any(old.startswith(line) for old in path.read_text(encoding="ascii").splitlines()):
        return path
    with path.open("a", encoding="ascii") as stream:
        stream.write(f"{line} {clock.now().isoformat(timespec='seconds')}\n")
    return path
