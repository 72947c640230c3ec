"""What was received since a day and changes a figure as known on that day: what came, and what no longer counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from danvan.audit.models import Outbox
from danvan.indicators.engine import Question, ask
from danvan.indicators.models import Figure, plain
from danvan.kit.scope import Scope
from danvan.ledger.models import Correction


@dataclass(frozen=True, slots=True)
class Since:
    """The figure ``then`` and ``now``.

    ``received``: the entries that came between and make the difference, in order of receipt; ``gone``: the records that
    counted then and do not count now; ``back``: those of then that did not count and do now.
    """

    then: Figure
    now: Figure
    received: tuple[str, ...]
    gone: tuple[str, ...]
    back: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """As part of ``danvan figure --as-of --json``."""
        return {
            "value": plain(self.now.value),
            "received": list(self.received),
            "gone": list(self.gone),
            "back": list(self.back),
        }


def since(code: str, scope: Scope) -> Since:
    """The figure of a scope with an ``as_of`` day beside that of now. Raises Refusal as ``engine.figure`` does."""
    then, now = ask([Question(code, scope), Question(code, replace(scope, as_of=None))])
    before, after = set(then.records), set(now.records)
    gone, fresh = before - after, after - before
    # A withdrawal counts for nothing itself, and yet makes what it names count no longer.
    named = Correction.objects.filter(head_id__in=gone).values_list("entry_id", flat=True)
    seen = {record for aside in now.asides for record in aside.records}
    came = Outbox.objects.filter(topic="entry", pos__gt=then.position, key__in={*fresh, *named, *seen})
    received = tuple(came.order_by("pos").values_list("key", flat=True))
    return Since(then, now, received, tuple(sorted(gone)), tuple(sorted(fresh - set(received))))
