"""Questions to the journal: positions, the chain's faults, the guards' faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from danvan.audit.chain import START, link_digest
from danvan.audit.guards import missing_guards
from danvan.audit.models import AuditLine, AuditLink, Counter, Outbox

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was: ``where`` names it, ``sentence`` says what is wrong."""

    where: str
    sentence: str


def top_position(topic: str = "entry") -> int:
    """The newest position given in the topic; 0 when there is none. Call ``sequence`` first to be current."""
    return Counter.objects.filter(topic=topic).values_list("n", flat=True).first() or 0


def position_at(moment: datetime, topic: str = "entry") -> int:
    """The last position given before ``moment`` (see ``kit.clock.end_of`` for "as of a day"); 0 before the first."""
    return Outbox.objects.filter(topic=topic, at__lt=moment).aggregate(n=Max("pos"))["n"] or 0


def lines_about(ref: str) -> QuerySet[AuditLine]:
    """What the journal tells about one record, oldest first."""
    return AuditLine.objects.filter(ref=ref).order_by("at", "id")


def chain_faults(anchors: Path | None = None) -> list[Fault]:
    """Every fault of the chain: gaps, altered or missing lines, broken anchors, and the tail not linked yet."""
    return [*_broken_links(), *_unlinked_tail(), *_gaps(), *(_broken_anchors(anchors) if anchors else ())]


def _broken_links() -> Iterator[Fault]:
    lines = {line.id: line for line in AuditLine.objects.iterator()}
    before, expected = START, 1
    for link in AuditLink.objects.order_by("pos").iterator():
        where = f"audit/line/{link.line}"
        if link.pos != expected:
            yield Fault(where, _("The chain jumps from position %(a)s to %(b)s.") % {"a": expected - 1, "b": link.pos})
        line = lines.get(link.line)
        if line is None:
            yield Fault(where, _("The line at position %(pos)s is missing.") % {"pos": link.pos})
        elif link_digest(before, line) != link.digest:
            yield Fault(where, _("The line at position %(pos)s, or its link, was altered.") % {"pos": link.pos})
        # Go on from what is written, so that one altered line is one fault and not a fault in all that follow.
        before, expected = link.digest, link.pos + 1


def _unlinked_tail() -> Iterator[Fault]:
    linked = AuditLink.objects.values("line")
    for line in AuditLine.objects.exclude(id__in=linked).order_by("at"):
        yield Fault(f"audit/line/{line.id}", _("The line is not linked into the chain yet."))


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
    """A fault for each append-only trigger that should stand and does not."""
    return [
        Fault(name, _("The append-only guard is missing; someone may have altered the table."))
        for name in missing_guards()
    ]
