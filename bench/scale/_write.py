"""A program of its own that records entries as users do: ``python _write.py``.

Words, one JSON object on its input: ``places`` (communes), ``kinds``, ``year``, ``entries`` (how many in all; 0: until
its input ends), ``at_once`` (how many in one call), ``rate`` (calls a second; 0: without a pause). It restates single
entries that the ledger holds, as new ones. Says ``ready`` after the first, which is not counted; then after each call a
line: its first id, when it was acknowledged (seconds of the machine's monotonic clock, the same in every process), how
long it took, how late it began.
"""

from __future__ import annotations

import json
import select
import sys
from itertools import count, cycle
from time import monotonic, sleep
from typing import Any


def patterns(words: dict[str, Any]) -> list[dict[str, object]]:
    """Single entries of those places, kinds and year as they would be typed again."""
    from django.db.models import Exists, OuterRef

    from danvan.ledger.entry import to_json
    from danvan.ledger.models import Entry
    from danvan.ledger.queries import stated

    rows = Entry.objects.filter(
        place_id__in=words["places"], kind__in=words["kinds"], form="single", act="record",
        start__gte=f"{words['year']}-01-01", end__lte=f"{words['year']}-12-31",
    )  # fmt: skip
    # Beside a body's total of that kind a detail may not count: those are left to the tests.
    totals = Entry.objects.filter(form="total", kind=OuterRef("kind"), lead=OuterRef("lead"))
    ids = list(rows.exclude(Exists(totals)).order_by("id").values_list("id", flat=True)[:200])
    if not ids:
        raise SystemExit("the ledger holds no single entry of these places, kinds and year")
    found = [to_json(data) for data in stated(Entry.objects.filter(id__in=ids)).values()]
    return [
        {name: value for name, value in each.items() if name not in ("id", "recorded_at", "origin")} for each in found
    ]


def ended() -> bool:
    """Whether whoever started this has closed its input."""
    readable, _writable, _odd = select.select([sys.stdin], [], [], 0)
    return bool(readable)


def main() -> None:
    import django

    django.setup()
    from danvan.kit.by import TERMINAL
    from danvan.ledger.actions import record_entries

    words = json.loads(sys.stdin.readline())
    typed = cycle(patterns(words))
    calls = -(-words["entries"] // words["at_once"]) if words["entries"] else None
    # The first call of a process loads what all others find ready.
    record_entries(by=TERMINAL, entries=[next(typed)])
    say("ready")
    pause = 1 / words["rate"] if words["rate"] else 0
    began = monotonic()
    for number in range(calls) if calls else count():
        if not calls and ended():
            return
        due = began + number * pause
        if pause and (wait := due - monotonic()) > 0:
            sleep(wait)
        started = monotonic()
        receipts = record_entries(by=TERMINAL, entries=[next(typed) for _entry in range(words["at_once"])])
        acknowledged = monotonic()
        late = started - due if pause else 0
        say(json.dumps([receipts[0].id, acknowledged, round(acknowledged - started, 5), round(late, 5)]))


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
