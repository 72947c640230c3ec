"""The journal of a made-up past: many deeds told, numbered and linked at once, each as of its own moment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db import connection

from danvan.audit.bulk import append_rows, stored_moments
from danvan.audit.chain import START, digest_of, link_over
from danvan.audit.models import AuditLine, AuditLink, Counter, Installation, Outbox, Queue
from danvan.kit import clock
from danvan.kit.by import By


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
