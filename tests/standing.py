"""What stands in a home after kills, as JSON: faults, positions, files of entries, figures that the oracle denies."""

from __future__ import annotations

import json
import sys
from collections import Counter

import django


def main() -> None:
    django.setup()
    from danvan.audit.actions import sequence
    from danvan.audit.models import Outbox, Queue
    from danvan.audit.queries import chain_faults, guard_faults
    from danvan.indicators import current
    from danvan.indicators.engine import Question
    from danvan.kit.period import Period
    from danvan.kit.scope import Scope
    from danvan.ledger.models import Content, Entry
    from danvan.ledger.queries import ledger_faults
    from danvan.units.queries import unit_by
    from tests.given import district
    from tests.test_oracle import differences, files

    sequence()
    scopes = [
        Scope(unit, Period.parse(period))
        for unit in (district(), unit_by("then-sin").id)
        for period in ("2022", "2022-H1", "2021")
    ]
    definitions = files("indicators/definitions")
    codes = sorted(
        code
        for code, text in definitions.items()
        if "dialogue" in text.get("rows", {}).get("kinds", ())  # type: ignore[attr-defined]
    )
    asked = [Question(code, scope) for code in codes for scope in scopes]
    positions = sorted(Outbox.objects.filter(topic="entry").values_list("pos", flat=True))
    bodies = Content.objects.values_list("body", flat=True)
    found = {
        "faults": [str(fault) for fault in (*chain_faults(), *guard_faults(), *ledger_faults())],
        "entries": Entry.objects.count(),
        "gapless": positions == list(range(1, Entry.objects.count() + 1)),
        "waiting": Queue.objects.count(),
        "files": Counter(json.loads(body)["source"].removeprefix("tệp ") for body in bodies),
        "asked": len(asked),
        "denied": differences(asked),
        "copy": [str(fault) for fault in current.faults()],
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
