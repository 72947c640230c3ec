"""Questions to the journal: positions, the chain's faults, the guards' faults."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import connection
from django.db.models import Max, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from danvan.audit.chain import CHUNK, START, link_digest
from danvan.audit.guards import guarded, missing_guards
from danvan.audit.models import AuditLine, AuditLink, Counter, Installation, Outbox, Queue


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was: ``where`` names it, ``sentence`` says what is wrong."""

    where: str
    sentence: str


def top_position(topic: str = "entry") -> int:
    """The newest position given in the topic; 0 when there is none. Call ``sequence`` first to be current."""
    return Counter.objects.filter(topic=topic).values_list("n", flat=True).first() or 0


def made_up() -> bool:
    """Whether all that this installation holds was made up; every page, report and figure then says so."""
    row = Installation.objects.first()
    return row is not None and row.made_up


def position_at(moment: datetime, topic: str = "entry") -> int:
    """The last position given before ``moment`` (see ``kit.clock.end_of`` for "as of a day"); 0 before the first."""
    return Outbox.objects.filter(topic=topic, at__lt=moment).aggregate(n=Max("pos"))["n"] or 0


def chain_faults(anchors: Path | None = None) -> list[Fault]:
    """Every fault of the journal: altered or missing lines and links, the tail not linked yet, gaps, broken anchors.

    ``anchors`` is the folder of the anchor files. One altered line, or one altered link, is one fault.
    """
    with _any_text():
        return [*_broken_links(), *_unlinked_tail(), *_gaps(), *(_broken_anchors(anchors) if anchors else ())]


@contextmanager
def _any_text() -> Iterator[None]:
    """Read what SQLite holds even where a flipped bit left no UTF-8, so that it can be named and not only refused."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    before = connection.connection.text_factory
    connection.connection.text_factory = lambda stored: stored.decode(errors="surrogateescape")
    try:
        yield
    finally:
        connection.connection.text_factory = before


def _where(line: str) -> str:
    return f"audit/line/{line}".encode(errors="backslashreplace").decode()


def _broken_links() -> Iterator[Fault]:
    # What the digest before may be: as written in the link before, or as it should have been written there.
    before, expected = {START}, 1
    links = AuditLink.objects.order_by("pos").iterator(CHUNK)
    while chunk := list(islice(links, CHUNK)):
        lines = _readable_lines([link.line for link in chunk])
        for link in chunk:
            where, line = _where(link.line), lines.get(link.line)
            if link.pos != expected:
                sentence = _("The chain jumps from position %(a)s to %(b)s.")
                yield Fault(where, sentence % {"a": expected - 1, "b": link.pos})
            right = {link_digest(digest, line) for digest in before} if line else {link.digest}
            if link.line not in lines:
                yield Fault(where, _("The line at position %(pos)s is missing.") % {"pos": link.pos})
            elif line is None or link.digest not in right:
                yield Fault(where, _("The line at position %(pos)s, or its link, was altered.") % {"pos": link.pos})
            before, expected = {link.digest} if link.digest in right else {link.digest, *right}, link.pos + 1


def _readable_lines(ids: list[str]) -> dict[str, AuditLine | None]:
    """The lines by id; None for one that no longer reads as it was written."""
    rows = AuditLine.objects.filter(id__in=ids)
    if connection.vendor == "sqlite":
        # SQLite keeps moments and JSON as text, and several texts read as one value: only ours is right.
        rows = rows.annotate(at_text=Cast("at", TextField()), content_text=Cast("content", TextField()))
    try:
        return {line.id: line if _as_written(line) else None for line in rows}
    except (ValueError, AttributeError):
        # A flipped bit may leave no moment and no JSON: then Django cannot read the row.
        if len(ids) == 1:
            return {ids[0]: None}
        half = len(ids) // 2
        return _readable_lines(ids[:half]) | _readable_lines(ids[half:])


def _as_written(line: AuditLine) -> bool:
    if connection.vendor != "sqlite":
        return True
    written = (connection.ops.adapt_datetimefield_value(line.at), json.dumps(line.content))
    return written == (getattr(line, "at_text", None), getattr(line, "content_text", None))


def _unlinked_tail() -> Iterator[Fault]:
    linked = AuditLink.objects.values("line")
    for id in AuditLine.objects.exclude(id__in=linked).order_by("id").values_list("id", flat=True):
        yield Fault(_where(id), _("The line is not linked into the chain yet."))


def _gaps() -> Iterator[Fault]:
    for topic, n in Counter.objects.values_list("topic", "n"):
        held = Outbox.objects.filter(topic=topic)
        count, top = held.count(), held.aggregate(n=Max("pos"))["n"] or 0
        if not count == top == n:
            yield Fault(
                f"audit/outbox/{topic}",
                _("Positions are not gapless: %(count)s rows, highest %(top)s, counter %(n)s.")
                % {"count": count, "top": top, "n": n},
            )
    for model in guarded():
        if model.queued_as:
            known = [table.objects.filter(topic=model.queued_as).values("key") for table in (Outbox, Queue)]
            for key in model._default_manager.exclude(pk__in=known[0]).exclude(pk__in=known[1]).values_list("pk"):
                yield Fault(
                    f"{model._meta.db_table}/{key[0]}",
                    _("The row has no position and waits for none; it was added behind the guard's back."),
                )


def _broken_anchors(folder: Path) -> Iterator[Fault]:
    digests = dict(AuditLink.objects.values_list("pos", "digest"))
    for path in sorted(folder.glob("*.txt")):
        for number, text in enumerate(path.read_text(encoding="ascii").splitlines(), start=1):
            pos, _space, rest = text.partition(" ")
            if not pos.isdecimal() or digests.get(int(pos)) != rest.partition(" ")[0]:
                yield Fault(
                    f"{path.name}:{number}",
                    _("The chain no longer holds what this anchor saw at position %(pos)s.") % {"pos": pos},
                )


def guard_faults() -> list[Fault]:
    """A fault for each append-only trigger that should stand and does not, or was switched off or altered."""
    return [
        Fault(name, _("The append-only guard is missing or altered; someone may have changed the table."))
        for name in missing_guards()
    ]
