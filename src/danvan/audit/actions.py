"""Deeds of the journal: tell a deed, give positions to what was committed, leave an anchor outside the database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Max

from danvan.audit.bulk import append_rows, stored_moments
from danvan.audit.chain import CHUNK, START, digest_of, link_digest, link_over
from danvan.audit.models import AuditLine, AuditLink, Counter, Installation, Outbox, Queue
from danvan.kit import clock
from danvan.kit.by import By
from danvan.kit.ref import Ref

TOPICS = ("audit", "entry")


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
    # Robust: the deed is done; should numbering fail now, the next call of any process makes up for it.
    transaction.on_commit(sequence, robust=True)
    return line


@dataclass(frozen=True, slots=True)
class Past:
    """A deed of a made-up past: the id of its line, its moment, what was done to what; ``entry`` is queued with it."""

    id: str
    at: datetime
    deed: str
    ref: str
    content: Mapping[str, str]
    reason: str = ""
    entry: str = ""


def tell_past(*, by: By, deeds: Sequence[Past]) -> None:
    """Tell many deeds of a made-up past inside their transaction, number and link them, each as of its own moment.

    For made-up localities only: positions keep their meaning there, since the moments ascend as the positions do.
    Raises RuntimeError outside a transaction, in any other installation, for moments that do not ascend or lie in the
    future, and when the queue does not hold just these rows.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("tell_past() belongs inside the transaction of the deeds that it tells")
    row = Installation.objects.first()
    if row is None or not row.made_up:
        raise RuntimeError("only what is marked as made up has a made-up past")
    if not deeds:
        return
    moments = [deed.at for deed in deeds]
    if moments[-1] > clock.now() or any(after < before for before, after in pairwise(moments)):
        raise RuntimeError("a made-up past goes forward, and ends now")
    stored = stored_moments(moments)
    append_rows(
        AuditLine,
        ("id", "at", "user", "post", "deed", "ref", "reason", "content"),
        (
            (each.id, at, by.user, by.post, each.deed, each.ref, each.reason, json.dumps(each.content))
            for each, at in zip(deeds, stored, strict=True)
        ),
    )
    _number_past("audit", [(each.id, at) for each, at in zip(deeds, stored, strict=True)], moments[0])
    entries = [(each.entry, at) for each, at in zip(deeds, stored, strict=True) if each.entry]
    _number_past("entry", entries, moments[0])
    _link_past(by, deeds)


def _number_past(topic: str, keys: Sequence[tuple[str, object]], first: datetime) -> None:
    """Positions for just these rows of the queue, in their order; see ``_number`` for the lock and for time."""
    Counter.objects.get_or_create(topic=topic)
    counter = Counter.objects.select_for_update().get(topic=topic)
    latest = Outbox.objects.filter(topic=topic, pos=counter.n).values_list("at", flat=True).first()
    if latest is not None and latest > first:
        raise RuntimeError("a position already given has a later moment")
    rows = ((topic, counter.n + place, key, at) for place, (key, at) in enumerate(keys, start=1))
    append_rows(Outbox, ("topic", "pos", "key", "at"), rows)
    gone, _tables = Queue.objects.filter(topic=topic).delete()
    if gone != len(keys):
        raise RuntimeError(f"the queue held {gone} rows of {topic}, not the {len(keys)} that were just written")
    counter.n += len(keys)
    counter.save(update_fields=["n"])


def _link_past(by: By, deeds: Sequence[Past]) -> None:
    last = AuditLink.objects.order_by("-pos").first()
    before, reached = (last.digest, last.pos) if last else (START, 0)
    links = []
    for pos, each in enumerate(deeds, start=reached + 1):
        said = digest_of(each.id, each.at, by.user, by.post, each.deed, each.ref, each.reason, each.content)
        before = link_over(before, said)
        links.append((pos, each.id, before))
    append_rows(AuditLink, ("pos", "line", "digest"), links)


def sequence() -> None:
    """Move the queue into the numbered outboxes and link new audit lines. Any process may call it, at any time."""
    if not Queue.objects.exists():
        return
    with transaction.atomic():
        for topic in TOPICS:
            _number(topic)
        _link_lines()


def _number(topic: str) -> None:
    Counter.objects.get_or_create(topic=topic)
    # The lock: one sequencer at a time gives positions in a topic. Writers never wait for it.
    counter = Counter.objects.select_for_update().get(topic=topic)
    latest = Outbox.objects.filter(topic=topic).aggregate(at=Max("at"))["at"]
    # Never earlier than the position before, even if the clock was set back: a day maps to one position.
    moment = max(clock.now(), latest) if latest else clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_outbox (topic, pos, key, at) "
            "SELECT topic, %s + row_number() OVER (ORDER BY id), key, %s FROM audit_queue WHERE topic = %s",
            [counter.n, connection.ops.adapt_datetimefield_value(moment), topic],
        )
        # Only what was numbered leaves the queue: rows committed meanwhile by others stay for the next round.
        cursor.execute(
            "DELETE FROM audit_queue WHERE topic = %s "
            "AND key IN (SELECT key FROM audit_outbox WHERE topic = %s AND pos > %s)",
            [topic, topic, counter.n],
        )
    counter.n = Outbox.objects.filter(topic=topic).aggregate(n=Max("pos"))["n"] or 0
    counter.save(update_fields=["n"])


def _link_lines() -> None:
    last = AuditLink.objects.order_by("-pos").first()
    before, reached = (last.digest, last.pos) if last else (START, 0)
    fresh = Outbox.objects.filter(topic="audit", pos__gt=reached).order_by("pos")
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
